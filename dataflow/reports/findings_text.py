"""Findings as text: the place, an excerpt with a caret, the message and the hint."""

from collections.abc import Sequence

from dataflow.base.escaping import escaped_text
from dataflow.base.finding import Severity
from dataflow.base.place import Place
from dataflow.base.text import Text, cut_short, joined
from dataflow.base.visible import visible
from dataflow.reports import Findings, Report, ReportOptions
from dataflow.reports._excerpt import excerpt
from dataflow.reports._grouped import heading_of
from dataflow.reports._paragraphs import Paragraph, by_actors, paragraphs
from dataflow.reports._words import HANGS_ON, members_meant, remarks, summary
from dataflow.wording.remarks import SEVERITIES, accepted

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_BOLD, _FAINT = "1", "2"
_LIKEWISE = Text(en="The same is true of:", da="Det samme gælder:")
_MEMBERS = Text(en="members", da="medlemmer")

_FEW = 4
"""How many actors a heading names."""


def write(batches: Sequence[Findings], options: ReportOptions) -> str:
    """The findings of all maps, with a summary line for each map."""
    texts = (_Printer(batch, options, several=len(batches) > 1).text() for batch in batches)
    return escaped_text("\n".join(texts))


class _Printer:
    def __init__(self, batch: Findings, options: ReportOptions, several: bool) -> None:
        self.batch = batch
        self.language = options.language
        self.color = options.color
        self.several = several

    def text(self) -> str:
        blocks: list[str] = []
        if self.several:
            blocks.append(self._paint(f"== {self.batch.map_id or '?'} ==", _BOLD))
        told = paragraphs(self.batch, self.batch.findings, self.language)
        if self.batch.by_actor:
            for actors, group in by_actors(self.batch, told):
                blocks.append(self._heading(actors, group))
                blocks += [self._block(paragraph) for paragraph in group]
        else:
            blocks += [self._block(paragraph) for paragraph in told]
        blocks.append(summary(self.batch, self.language))
        return "\n\n".join(blocks) + "\n"

    def _word(self, text: Text) -> str:
        return text.in_language(self.language)

    def _paint(self, text: str, color: str) -> str:
        return f"\x1b[{color}m{text}\x1b[0m" if self.color else text

    def _heading(self, actors: Sequence[str | None], told: Sequence[Paragraph]) -> str:
        # The number of members belongs to one actor alone.
        findings = [paragraph.first for paragraph in told] if len(actors) == 1 else []
        names = [heading_of(self.batch, actor, findings, self.language) for actor in actors]
        shown = joined(names, self.language) if len(names) <= _FEW else cut_short(names, _FEW)
        title = shown if isinstance(shown, str) else shown.in_language(self.language)
        return self._paint(title, _BOLD) + "\n" + "=" * len(title)

    def _block(self, told: Paragraph) -> str:
        finding = told.first
        severity = self._paint(self._word(SEVERITIES[finding.severity]), _COLORS[finding.severity])
        marks = remarks(self.batch, finding, self.language)
        shown = f" [{', '.join(marks)}]" if marks else ""
        lines = [
            f"{self._place(finding.place)}: {severity} {finding.code} {self.batch.rules[finding.code].name}{shown}",
            f"  {visible(told.message.in_language(self.language))}",
            *self._excerpt(finding.place),
        ]
        if others := told.others(self.language):
            lines.append(f"  {self._word(_LIKEWISE)}")
            lines += [f"    {self._place(place)}: {visible(said)}" for place, said in others]
        for hint in told.hints:
            lines.append(f"  {self._paint('→', _FAINT)} {visible(hint.in_language(self.language))}")
        if members := members_meant(self.batch, finding, self.language):
            lines.append(self._paint(f"    {self._word(_MEMBERS)}: {members}", _FAINT))
        lines += [f"    {visible(self._word(accepted(each)))}" for each in told.acceptances]
        for related in told.related:
            text = visible(related.message.in_language(self.language))
            lines.append(self._paint(f"    {self._place(related.place)}: {text}", _FAINT))
        for unknown in told.hangs_on:
            text = f"{self._word(HANGS_ON)}: {visible(unknown.summary.in_language(self.language))}"
            lines.append(self._paint(f"    {self._place(unknown.place)}: {text}", _FAINT))
        return "\n".join(lines)

    def _place(self, place: Place) -> str:
        return visible(self.batch.place_here(place))

    def _excerpt(self, place: Place) -> list[str]:
        lines = self.batch.lines(place.file)
        if not 0 < place.line <= len(lines):
            return []
        line = lines[place.line - 1]
        # No excerpt of an empty line, or of text that is not UTF-8.
        if not line.strip() or "\0" in line:
            return []
        number = str(place.line)
        shown, caret = excerpt(line, place.column, place.width)
        return [
            self._paint(f"  {number} | {shown}", _FAINT),
            self._paint(f"  {' ' * len(number)} | {caret}", _FAINT),
        ]


REPORT = Report(write)

"""Findings for a person to read: where, the line itself with a caret, what is wrong, and what to do."""

from collections.abc import Iterable, Sequence

from dataflow.base.finding import Finding, Severity
from dataflow.base.place import Place
from dataflow.base.text import Label, Text
from dataflow.base.visible import visible
from dataflow.reports import Findings, Report, Style

_SEVERITY = {
    Severity.ERROR: Text(en="error", da="fejl"),
    Severity.WARNING: Text(en="warning", da="advarsel"),
    Severity.INFO: Text(en="info", da="oplysning"),
}
_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_BOLD, _FAINT = "1", "2"
_WAIVED = Text(en="waived", da="accepteret")
_POSSIBLE = Text(en="possible", da="mulig")
_PLANNED = Text(en="planned statements would mend it", da="det planlagte ville afhjælpe det")
_CONFIDENCE = {
    "medium": Text(en="medium confidence", da="middel sikkerhed"),
    "low": Text(en="low confidence", da="lav sikkerhed"),
}
_HANGS_ON = Text(en="hangs on", da="afhænger af")
_NOTHING = Text(en="No findings.", da="Ingen fund.")
_MEMBERS = Text(en="members", da="medlemmer")
_COUNTS = {
    Severity.ERROR: (Text(en="1 error", da="1 fejl"), Text(en="{n} errors", da="{n} fejl")),
    Severity.WARNING: (Text(en="1 warning", da="1 advarsel"), Text(en="{n} warnings", da="{n} advarsler")),
    Severity.INFO: (Text(en="1 info", da="1 oplysning"), Text(en="{n} infos", da="{n} oplysninger")),
}
_COUNT_WAIVED = Text(en="{n} waived", da="{n} accepteret")
_OF_WHICH_POSSIBLE = Text(
    en="{n} of them possible: they hang on statements that nobody has found out yet",
    da="{n} af dem er mulige: de afhænger af udsagn, som ingen har afklaret endnu",
)
_NO_ACTOR = Text(en="The map as a whole", da="Kortet som helhed")

_TAB = 4
_EXCERPT = 100


def write(batches: Sequence[Findings], style: Style) -> str:
    """All findings of all maps, and a line that counts them."""
    return "\n".join(_Printer(batch, style, several=len(batches) > 1).text() for batch in batches)


class _Printer:
    def __init__(self, batch: Findings, style: Style, several: bool) -> None:
        self.batch = batch
        self.language = style.language
        self.color = style.color
        self.several = several

    def text(self) -> str:
        blocks: list[str] = []
        if self.several:
            blocks.append(self._paint(f"== {self.batch.map_id or '?'} ==", _BOLD))
        if self.batch.by_actor:
            for actor, findings in _grouped(self.batch.findings, self.batch.actors):
                blocks.append(self._heading(actor, findings))
                blocks += [self._block(finding) for finding in findings]
        else:
            blocks += [self._block(finding) for finding in self.batch.findings]
        blocks.append(self._summary())
        return "\n\n".join(blocks) + "\n"

    def _say(self, text: Text) -> str:
        return text.in_language(self.language)

    def _paint(self, text: str, color: str) -> str:
        return f"\x1b[{color}m{text}\x1b[0m" if self.color else text

    def _heading(self, actor: str | None, findings: Sequence[Finding]) -> str:
        if actor is None:
            title = self._say(_NO_ACTOR)
        else:
            label = self.batch.actors[actor].in_language(self.language) if actor in self.batch.actors else actor
            title = visible(label) if label == actor else f"{visible(label)} ({actor})"
            of = next((finding.of for finding in findings if finding.of), None)
            title += f", {of} {self._say(_MEMBERS)}" if of else ""
        return self._paint(title, _BOLD) + "\n" + "=" * len(title)

    def _block(self, finding: Finding) -> str:
        severity = self._paint(self._say(_SEVERITY[finding.severity]), _COLORS[finding.severity])
        marks = [finding.cause] if finding.cause else []
        if not finding.certain:
            marks.append(self._say(_POSSIBLE))
        if str(finding.confidence) in _CONFIDENCE:
            marks.append(self._say(_CONFIDENCE[str(finding.confidence)]))
        if finding.planned:
            marks.append(self._say(_PLANNED))
        if finding.waived:
            marks.append(self._say(_WAIVED))
        shown = f" [{', '.join(marks)}]" if marks else ""
        lines = [
            f"{visible(str(finding.place))}: {severity} {finding.code} {self.batch.names[finding.code]}{shown}",
            f"  {visible(finding.message.in_language(self.language))}",
            *self._excerpt(finding.place),
        ]
        if finding.hint:
            lines.append(f"  {self._paint('→', _FAINT)} {visible(finding.hint.in_language(self.language))}")
        for related in finding.related:
            said = visible(related.message.in_language(self.language))
            lines.append(self._paint(f"    {visible(str(related.place))}: {said}", _FAINT))
        for unknown in finding.hangs_on:
            said = f"{self._say(_HANGS_ON)}: {visible(unknown.summary.in_language(self.language))}"
            lines.append(self._paint(f"    {visible(str(unknown.place))}: {said}", _FAINT))
        return "\n".join(lines)

    def _excerpt(self, place: Place) -> list[str]:
        lines = self.batch.lines(place.file)
        if not 0 < place.line <= len(lines):
            return []
        before = place.column - 1
        line = lines[place.line - 1]
        # An empty line shows nothing, nor does one that was not meant to be read as UTF-8.
        if not line.strip() or "\0" in line:
            return []
        # A very long line is shown from a little before the spot.
        start = max(0, before - _EXCERPT // 2) if len(line) > _EXCERPT else 0
        shown = line[start : start + _EXCERPT]
        prefix = _as_shown(line[start:before])
        width = max(1, min(len(_as_shown(line[before : before + place.width])), _EXCERPT - len(prefix)))
        number = str(place.line)
        return [
            self._paint(f"  {number} | {_as_shown(shown).rstrip()}", _FAINT),
            self._paint(f"  {' ' * len(number)} | {' ' * len(prefix)}{'^' * width}", _FAINT),
        ]

    def _summary(self) -> str:
        if not self.batch.findings:
            return self._say(_NOTHING)
        counts: list[str] = []
        for severity, (one, many) in _COUNTS.items():
            number = sum(not finding.waived and finding.severity == severity for finding in self.batch.findings)
            if number:
                counts.append(self._say(one if number == 1 else many).format(n=number))
        waived = sum(finding.waived for finding in self.batch.findings)
        if waived:
            counts.append(self._say(_COUNT_WAIVED).format(n=waived))
        possible = sum(not finding.certain and not finding.waived for finding in self.batch.findings)
        more = f" ({self._say(_OF_WHICH_POSSIBLE).format(n=possible)})" if possible else ""
        return ", ".join(counts) + more + "."


def _grouped(
    findings: Iterable[Finding], actors: Iterable[str] | dict[str, Label]
) -> list[tuple[str | None, list[Finding]]]:
    groups: dict[str | None, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.subject.actor, []).append(finding)
    order: list[str | None] = [*actors, None]
    return [(actor, groups[actor]) for actor in order if actor in groups]


def _as_shown(text: str) -> str:
    return visible(text.replace("\t", " " * _TAB))


REPORT = Report("findings", "text", write)

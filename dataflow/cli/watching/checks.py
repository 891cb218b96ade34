"""What is to be said after a save: the problems of the map; or, of a sound one, the findings that came and went."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dataflow.base.escaping import escaped_text, one_line
from dataflow.base.finding import Finding
from dataflow.base.text import Sentence, Text
from dataflow.change.findings import finding_changes
from dataflow.cli.inputs import batch_of
from dataflow.cli.options import Level
from dataflow.model.statements import Need
from dataflow.project import Project
from dataflow.reports import Findings, ReportOptions, report
from dataflow.reports._words import summary
from dataflow.wording.counts import PROBLEMS, counted

_NEW = Text(en="New:", da="Nyt:")
_CHANGED = Text(en="Changed:", da="Ændret:")
_GONE = Text(en="Solved: {what}", da="Løst: {what}")
_NOT_NEEDED = Text(en="No longer needed: {what}", da="Ikke længere et behov: {what}")
_RECOVERED = Text(en="The map has no errors any more.", da="Kortet har ikke længere fejl.")
_SAME_AS_BEFORE = Text(
    en="The map has no errors any more, and the findings are those of before the errors.",
    da="Kortet har ikke længere fejl, og fundene er de samme som før fejlene.",
)
_SAME = Text(en="No finding came or went.", da="Intet fund kom eller gik.")
_MOST = 5
"""The most new findings that are printed in full after a save."""
_MORE = Text(
    en="And {count} more: dataflow validate and dataflow gaps list them.",
    da="Og {count} mere: dataflow validate og dataflow gaps viser dem.",
)


@dataclass(frozen=True)
class Check:
    """A map as it was saved. ``heading`` is what there is of findings, ``lines`` what came and went."""

    project: Project
    heading: str
    lines: str

    @property
    def is_broken(self) -> bool:
        """Whether the map has errors, so that nothing else can be said of it."""
        return self.project.is_broken


def check(
    project: Project, before: Project | None, path: Path, options: ReportOptions, was_broken: bool = False
) -> Check:
    """The map compared with the last sound one, if there was one; ``was_broken`` where errors came in between.

    Raises Unknown for an unknown scenario.
    """
    language, name = options.language, project.map_id or path.resolve().name
    if project.is_broken:
        batch = _batch(project, project.problems, path)
        problems = counted(len(project.problems), PROBLEMS)
        heading = f"{name}: {problems.in_language(language)}"
        return Check(project, one_line(heading), report("findings", "text").write([batch], options))
    batch = _batch(project, project.gaps(), path)
    heading = f"{name}: {summary(batch, language)}"
    lines = [] if before is None else _differences(project, before, path, options)
    if was_broken:
        lines.insert(0, (_SAME_AS_BEFORE if before is not None and not lines else _RECOVERED).in_language(language))
    elif before is not None and not lines:
        lines.append(_SAME.in_language(language))
    return Check(project, one_line(heading), "".join(f"{line}\n" for line in lines))


def _differences(project: Project, before: Project, path: Path, options: ReportOptions) -> list[str]:
    changes = finding_changes(before.findings, project.findings, {})
    language = options.language
    lines = [
        escaped_text(
            one_line(Sentence(_words_of_closed(each, project), {"what": each.message}).in_language(language))
        )
        for each in changes.closed
    ]
    for title, findings in ((_NEW, changes.opened), (_CHANGED, tuple(after for _, after in changes.changed))):
        if findings:
            batch = _batch(project, findings[:_MOST], path)
            lines += [title.in_language(language), report("findings", "text").write([batch], options).rstrip("\n")]
        if len(findings) > _MOST:
            lines.append(Sentence(_MORE, {"count": str(len(findings) - _MOST)}).in_language(language))
    return lines


def _words_of_closed(finding: Finding, project: Project) -> Text:
    """A need that the map no longer states was not met: its finding is closed, but nothing was solved."""
    about, data_map = finding.subject, project.data_map
    if about.need is None or about.actor is None:
        return _GONE
    stated = (
        need
        for actor in data_map.members.get(about.actor, (about.actor,))
        if actor in data_map.statements
        for need in data_map.statements[actor].of(Need)
    )
    is_needed = any(
        need.field == about.field and about.phase in (need.phase, None) and need.entry.status != "retired"
        for need in stated
    )
    return _GONE if is_needed else _NOT_NEEDED


def _batch(project: Project, findings: Sequence[Finding], path: Path) -> Findings:
    batch: Findings = batch_of(project, findings, Level.role, path=path)
    return batch

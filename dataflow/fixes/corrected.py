"""A project with the chosen fixes made, as far as they make its map better."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from dataflow.base.finding import Finding
from dataflow.base.place import Place
from dataflow.fixes.by_rule import SYNTAX, UNKNOWN_KEY
from dataflow.fixes.corrections import corrections_of
from dataflow.fixes.edits import Edit, Fix, edited
from dataflow.project import Project

_NOT_READ = frozenset((SYNTAX, "DF003", "DF004"))
"""The rules whose findings say that a text is no longer read as it was meant."""
Choose = Callable[[Finding, Sequence[Fix]], Fix | None]
"""Which of the fixes of a finding to make; None for none of them."""


@dataclass(frozen=True)
class Corrected:
    """A project with fixes made, and the fixes, each finding at the place where it was then.

    ``refused`` are those that were chosen and left out, as the map would not be better with them.
    """

    project: Project
    made: tuple[Fix, ...]
    refused: tuple[Fix, ...] = ()


def corrected(project: Project, choose: Choose) -> Corrected:
    """The project after the chosen fixes in the map's own files, until no new finding has one.

    A fix that does not lower the number of problems, or after which a text can be read less well, is left out; that
    of a syntax error need only end this one, as the rest of the file can be read after it. Problems in the mapping of
    a key that was not known do not count: they were there, and were not seen.
    """
    made: list[Fix] = []
    refused: list[Fix] = []
    asked: set[tuple[str, ...]] = set()
    while True:
        chosen: list[Fix] = []
        for finding in project.problems:
            fixes = () if _identity(finding) in asked else tuple(corrections_of(project, finding))
            if fixes and finding.place.file in project.specs.own_texts and (fix := choose(finding, fixes)):
                chosen.append(fix)
        asked.update(map(_identity, project.problems))
        if not chosen:
            return Corrected(project, tuple(made), tuple(refused))
        whole = _with(project, chosen)
        if _is_better(project, whole, chosen):
            project, made = whole, [*made, *chosen]
            continue
        for fix in reversed(chosen):  # from the end, so that the places of the others stay
            single = _with(project, [fix])
            if _is_better(project, single, [fix]):
                project = single
                made.append(fix)
            else:
                refused.append(fix)


def _with(project: Project, fixes: Iterable[Fix]) -> Project:
    """The project with the edits of fixes made in its texts."""
    edits: dict[str, list[Edit]] = {}
    for fix in fixes:
        for edit in fix.edits:
            edits.setdefault(edit.place.file, []).append(edit)
    changed = {file: edited(project.texts[file], some) for file, some in edits.items()}
    return replace(project, texts={**project.texts, **changed}, _known={})


def _is_better(before: Project, after: Project, fixes: Sequence[Fix]) -> bool:
    if _not_read(after) - _not_read(before):
        return False
    remaining = set(map(_identity, after.problems))
    syntax = [fix.finding for fix in fixes if fix.finding.code == SYNTAX]
    if syntax and not any(_identity(each) in remaining for each in syntax):
        return True
    known = set(map(_identity, before.problems))
    keys = [fix.finding.place for fix in fixes if fix.finding.code == UNKNOWN_KEY]
    left = [each for each in after.problems if _identity(each) in known or not _is_hidden(after, each.place, keys)]
    return len(left) <= len(before.problems) - len(fixes)


def _is_hidden(project: Project, place: Place, keys: Iterable[Place]) -> bool:
    """Whether a place is in the mapping of one of some keys: in its line, or in lines around it from its column on.

    What a mapping says is not looked at while a key of it is not known.
    """
    for key in keys:
        if place.file != key.file:
            continue
        first, last = sorted((key.line, place.line))
        between = project.lines(key.file)[first : last - 1]
        is_in_column = place.column >= key.column and all(_is_from_column(line, key.column) for line in between)
        if place.line == key.line or is_in_column:
            return True
    return False


def _is_from_column(line: str, column: int) -> bool:
    """Whether a line belongs to the mapping of a key in a column: it is indented as far at least."""
    text = line.lstrip()
    return not text or text.startswith("#") or len(line) - len(text) + 1 >= column


def _not_read(project: Project) -> set[str]:
    return {finding.place.file for finding in project.problems if finding.code in _NOT_READ}


def _identity(finding: Finding) -> tuple[str, ...]:
    """What a finding is known by while words of its line change."""
    return finding.place.file, str(finding.place.line), finding.code, finding.message.in_language("en")

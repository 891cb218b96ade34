"""The difference between two maps: statements, objects, findings, figures, and the verdict."""

from collections.abc import Sequence
from dataclasses import dataclass

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.figures.figures import Figures, figures_of
from dataflow.analysis.needs.needs import Needs
from dataflow.base.finding import Finding
from dataflow.change.findings import FindingChanges, finding_changes
from dataflow.change.objects import ObjectChange, object_changes, wording_changes
from dataflow.change.renames import renames_between
from dataflow.change.statements import StatementChange, statement_changes, text_changes
from dataflow.change.verdict import Judgement, judgement_of
from dataflow.model.data_map import DataMap


@dataclass(frozen=True)
class MapState:
    """One of the two maps of a difference: its needs, the assumptions that count, and its gaps by ``level``."""

    needs: Needs
    assumptions: Assumptions
    gaps: Sequence[Finding]
    level: str = "role"

    @property
    def data_map(self) -> DataMap:
        """The map itself."""
        return self.needs.map_as_of.data_map

    def figures(self) -> Figures:
        """The figures of the map."""
        return figures_of(self.needs, self.assumptions, self.level)


@dataclass(frozen=True)
class Difference:
    """What differs between an older and a newer map, and what it means.

    ``figures`` are those of the older and of the newer map. ``wording`` is what differs in texts for people alone,
    and ``texts`` in those of statements.
    """

    old: DataMap
    new: DataMap
    statements: tuple[StatementChange, ...]
    objects: tuple[ObjectChange, ...]
    findings: FindingChanges
    figures: tuple[Figures, Figures]
    judgement: Judgement
    wording: tuple[ObjectChange, ...]
    texts: tuple[StatementChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same, wordings aside."""
        found = self.findings
        return not (self.statements or self.objects or found.opened or found.closed or found.changed)

    @property
    def is_only_answers(self) -> bool:
        """Whether all that differs are answers to what was unknown, and perhaps sources and the date of the map."""
        beside = all(each.section == "sources" or _is_date(each) for each in self.objects)
        return bool(self.statements) and beside and all(map(_is_answer, self.statements))


_ANSWERED = ("current", "retired")
_EVIDENCE = ("source", "confidence")
"""What an answer may state beside the status."""


def _is_answer(change: StatementChange) -> bool:
    """Whether an unknown statement is in force or retired now, or was taken out."""
    if change.change == "removed":
        return change.facts.get("status") == "unknown"
    status = next((each for each in change.alterations if each.what == "status"), None)
    found = status is not None and (status.before, status.after in _ANSWERED) == ("unknown", True)
    return found and all(each.what in ("status", *_EVIDENCE) for each in change.alterations)


def _is_date(change: ObjectChange) -> bool:
    return change.section == "map" and all(each.what == "as_of" for each in change.alterations)


def difference_of(old: MapState, new: MapState) -> Difference:
    """The difference between two maps."""
    before, after = old.data_map, new.data_map
    renamed = renames_between(before, after)
    return Difference(
        before,
        after,
        statement_changes(before, after, renamed),
        object_changes(before, after, renamed),
        finding_changes(old.gaps, new.gaps, renamed),
        (old.figures(), new.figures()),
        judgement_of(old.needs, new.needs, old.assumptions, new.assumptions, renamed),
        wording_changes(before, after, renamed),
        text_changes(before, after, renamed),
    )

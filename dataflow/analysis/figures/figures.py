"""The figures of a map, each a tally: how many of how many items have a quality.

``counting`` says at each function what is counted. By role, members that state the same count as one item, which has
the quality where all of them have it.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.figures.counting import (
    COMPONENTS,
    Observation,
    Shown,
    hops_keeping_structure,
    needs_met,
    recorded_anew,
    records_doubled,
    seen_by_patients,
)
from dataflow.analysis.figures.goal_coverage import GoalCoverage, goal_coverage_of, goals_reached
from dataflow.analysis.figures.handovers import Handover, handovers_of, needs_at_handovers
from dataflow.analysis.figures.icf_coverage import ComponentCoverage, by_component, icf_coverage_of
from dataflow.analysis.needs.needs import Needs
from dataflow.model.data_map import DataMap

TABLES = ("total", "actor", "phase", "purpose", "group", "channel", "handover", "icf", "patient", "goal")
MEASURES = (
    *("must", "should", "may", "structure", "code", "twice"),
    *("at-handover", "at-handover-must", "in-phase", "in-phase-must"),
    *("recorded", "shared", "needed", "met", "seen", "seen-of-others", "reach"),
)


@dataclass(frozen=True, slots=True)
class Tally:
    """``part`` of ``whole`` items have a quality; ``partly`` more have it for some members or statements only."""

    part: int = 0
    whole: int = 0
    partly: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A tally without (``known``) and with (``all``) the unknown statements; ``row`` is empty for the whole map."""

    table: str
    row: tuple[str, ...]
    measure: str
    known: Tally
    all: Tally

    @property
    def hangs(self) -> bool:
        """Whether the unknown statements make a difference."""
        return self.known != self.all


@dataclass(frozen=True)
class Figures:
    """All figures of a map, in the order of tables, declarations and measures."""

    figures: tuple[Figure, ...]
    handovers: tuple[Handover, ...]
    goals: tuple[GoalCoverage, ...]
    icf: tuple[ComponentCoverage, ...]
    has_patient: bool
    is_measured_anew: bool
    """Whether several roles record a field that is measured anew as a matter of course (``repeats``)."""

    def of(self, table: str) -> Mapping[tuple[str, ...], Mapping[str, Figure]]:
        """The rows of a table, each with its figures by measure."""
        rows: dict[tuple[str, ...], dict[str, Figure]] = {}
        for figure in self.figures:
            if figure.table == table:
                rows.setdefault(figure.row, {})[figure.measure] = figure
        return rows


def figures_of(needs: Needs, assumptions: Assumptions, level: str = "role") -> Figures:
    """The figures by ``role`` or by ``member``, without the unknown statements and with all of them."""
    map_as_of = needs.map_as_of
    data_map = map_as_of.data_map
    shown: Shown = data_map.role_of if level == "role" else str
    known = _tallies(needs, replace(assumptions, unknown=frozenset()), shown)
    everything = _tallies(needs, replace(assumptions, unknown=frozenset(map_as_of.unknown)), shown)
    keys = sorted(known.keys() | everything.keys(), key=_order(data_map))
    return Figures(
        tuple(Figure(*key, known.get(key, Tally()), everything.get(key, Tally())) for key in keys),
        handovers_of(data_map),
        goal_coverage_of(map_as_of, assumptions),
        icf_coverage_of(map_as_of, assumptions),
        bool(data_map.patients),
        recorded_anew(needs, assumptions),
    )


_Key = tuple[str, tuple[str, ...], str]


def _tallies(needs: Needs, assumptions: Assumptions, shown: Shown) -> dict[_Key, Tally]:
    """The tallies under one set of assumptions."""
    of_items = (needs_met, hops_keeping_structure, records_doubled, needs_at_handovers)
    of_fields = (by_component, seen_by_patients, goals_reached)
    counted = [count(needs, assumptions, shown) for count in of_items]
    return _tallied(chain(*counted, *(count(needs, assumptions) for count in of_fields)))


def _tallied(observations: Iterable[Observation]) -> dict[_Key, Tally]:
    """The tally of each row and measure; an item may be observed at several members or statements."""
    seen: dict[_Key, dict[Hashable, dict[Hashable, bool]]] = {}
    for each in observations:
        items = seen.setdefault((each.table, each.row, each.measure), {})
        cases = items.setdefault(each.item, {})
        cases[each.case] = cases.get(each.case, False) or each.has_quality
    return {key: _tally(items.values()) for key, items in seen.items()}


def _tally(items: Iterable[Mapping[Hashable, bool]]) -> Tally:
    items = list(items)
    part = sum(all(cases.values()) for cases in items)
    return Tally(part, len(items), sum(any(cases.values()) for cases in items) - part)


def _order(data_map: DataMap) -> Callable[[_Key], tuple[object, ...]]:
    """The sort key: table, declaration of the row's ids (rows without one last), measure."""
    declared = {
        "actor": data_map.actors,
        "phase": data_map.phases,
        "purpose": data_map.purposes,
        "group": data_map.groups,
        "channel": data_map.channels,
        "icf": COMPONENTS,
        "goal": data_map.fields,
    }
    ranks = {(kind, id_): rank for kind, ids in declared.items() for rank, id_ in enumerate(ids)}
    kinds = {"handover": ("phase", "actor"), "patient": ("group",)}

    def place(key: _Key) -> tuple[object, ...]:
        table, row, measure = key
        named = zip(kinds.get(table, (table,)), row, strict=False)
        ranked = tuple(ranks.get(each, len(ranks)) for each in named)
        return TABLES.index(table), ranked, MEASURES.index(measure)

    return place

"""Handovers: phases at which the responsible actor changes, and which of its needs are met then."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.figures.counting import Observation, Shown
from dataflow.analysis.needs.needs import Needs
from dataflow.analysis.needs.outcomes import Answer, Outcome, answer, worst
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Phase
from dataflow.model.statements import Demand, Need


@dataclass(frozen=True, slots=True)
class Handover:
    """A phase whose responsible actor differs from that of a phase at the position before.

    ``givers`` are the responsible before, ``taker`` is the new one: roles or actors. ``before`` is a phase at the
    position before; its end is the moment of the handover.
    """

    phase: str
    before: str
    givers: tuple[str, ...]
    taker: str


def handovers_of(data_map: DataMap) -> tuple[Handover, ...]:
    """The handovers in the order of the pathway; phases without a ``responsible`` are skipped."""
    by_position: dict[int, list[Phase]] = {}
    for phase in data_map.phases.values():
        if phase.responsible is not None:
            by_position.setdefault(phase.position, []).append(phase)
    found: list[Handover] = []
    for before, now in pairwise(sorted(by_position)):
        moment = max(data_map.phases.values(), key=lambda phase: (phase.position < now, phase.position, -phase.order))
        for phase in by_position[now]:
            others = dict.fromkeys(each.responsible for each in by_position[before])
            givers = tuple(other for other in others if other is not None and other != phase.responsible)
            if givers and phase.responsible is not None:
                found.append(Handover(phase.id, moment.id, givers, phase.responsible))
    return tuple(found)


def needs_at_handovers(
    needs: Needs, assumptions: Assumptions, shown: Shown, matters: Callable[[Need], bool] = lambda _: True
) -> Iterator[Observation]:
    """The needs that matter of the new responsible actor in its phase, and which are met at the handover and later.

    ``at-handover``: met by what the actor holds at the end of the position before, when it has not yet recorded or
    received anything in the phase itself. Needs that only a value recorded in the phase can meet (``recorded_since``)
    do not count. ``in-phase``: met in the phase. Each also for must needs alone.
    """
    for handover in handovers_of(needs.map_as_of.data_map):
        for actor, need, taking_over in needs_at(needs, assumptions, handover):
            if not matters(need):
                continue
            row = (handover.phase, shown(actor))
            item = (shown(actor), need.field, need.entry.level)
            measures = [("in-phase", need)]
            if taking_over is not None:
                measures.append(("at-handover", taking_over))
            for measure, measured in measures:
                met = needs.is_met(actor, measured, assumptions)
                yield Observation("handover", row, measure, item, (actor, need), met)
                if need.entry.level == "must":
                    yield Observation("handover", row, f"{measure}-must", item, (actor, need), met)


def needs_at(needs: Needs, assumptions: Assumptions, handover: Handover) -> Iterator[tuple[str, Need, Need | None]]:
    """The needs of the new responsible actors in the phase: actor, need, and the same need at the handover.

    The last is None for a need that only a value recorded in the phase can meet.
    """
    data_map = needs.map_as_of.data_map
    takers = frozenset(data_map.members.get(handover.taker) or (handover.taker,))
    for actor, need in needs.map_as_of.of_type(assumptions, Need):
        if actor in takers and need.phase == handover.phase:
            yield actor, need, _as_taken_over(needs, need, handover)


def _as_taken_over(needs: Needs, need: Need, handover: Handover) -> Need | None:
    """A need as it is at the handover; None where only a value recorded in the phase can meet it."""
    entry, last = need.entry, needs.position(handover.before)
    since, recorded_in = entry.recorded_since, entry.recorded_in
    if since is not None and needs.position(since) > last:
        return None
    if recorded_in and all(needs.position(phase) > last for phase in recorded_in):
        return None
    # What is there at the handover is there within any number of days of the phase that begins.
    return Need(needs.without_limit(entry), need.field, handover.before)


def answers_at(
    needs: Needs, assumptions: Assumptions, handover: Handover, matters: Callable[[Need], bool] = lambda _: True
) -> dict[str, dict[str, list[Answer]]]:
    """The answers at a handover to the needs that matter, by field and level: one for each member that needs it."""
    found: dict[str, dict[str, list[Answer]]] = {}
    for actor, need, taking_over in needs_at(needs, assumptions, handover):
        if taking_over is not None and matters(need):
            given = answered_at(needs, actor, need, taking_over, assumptions)
            found.setdefault(need.field, {}).setdefault(need.entry.level, []).append(given)
    return found


def answered_at(needs: Needs, actor: str, need: Demand, taking_over: Demand, assumptions: Assumptions) -> Answer:
    """The answer to a need at the handover.

    Where the need is not met then, and is met or open in the phase, the field is shared or recorded after the
    handover, so the cause at the handover alone would mislead. Where it is unmet both then and in the phase, the
    cause is that in the phase, as everywhere else.
    """
    given = answer(needs, actor, taking_over, assumptions)
    if given.is_met:
        return given
    in_phase = answer(needs, actor, need, assumptions)
    if in_phase.is_met:
        return replace(given, outcome=Outcome.LATER, extent=in_phase.extent)
    if given.outcome is not Outcome.UNMET:
        return given
    if in_phase.outcome is Outcome.DEGRADED:
        return replace(given, then=in_phase.cause)
    if in_phase.outcome is Outcome.UNMET:
        return replace(given, cause=in_phase.cause)
    return replace(given, perhaps_later=in_phase.outcome is Outcome.OPEN)


class MetAtHandover(NamedTuple):
    """How many needs there are at a handover, how many are met then (``some`` of them only for some), and later.

    ``met_with_all`` are met then if all unknown statements hold.
    """

    needs: int
    met: int
    some: int
    later: int
    met_with_all: int


def met_at_handover(answers: Iterable[Iterable[Answer]]) -> MetAtHandover:
    """The counts of needs, each with the answers of all members: a need is met where it is for all of them."""
    of_needs = [tuple(each) for each in answers]
    met = [given for given in of_needs if all(each.is_met for each in given)]
    some = [given for given in met if worst(given).extent is not None]
    in_the_end = [given for given in of_needs if all(each.is_met or each.outcome is Outcome.LATER for each in given)]
    possible = [given for given in of_needs if all(each.is_met or each.outcome is Outcome.OPEN for each in given)]
    return MetAtHandover(len(of_needs), len(met), len(some), len(in_the_end) - len(met), len(possible))


class Takers:
    """Who takes over at which handover: tells needs that are met in the phase from those met at the handover."""

    def __init__(self, data_map: DataMap) -> None:
        self._handovers = {
            (handover.phase, actor): handover
            for handover in handovers_of(data_map)
            for actor in data_map.members.get(handover.taker) or (handover.taker,)
        }

    def answer(self, needs: Needs, actor: str, need: Need, assumptions: Assumptions) -> Answer:
        """The answer to a need in its phase; ``LATER`` where its actor takes over then and does not yet have it."""
        given = answer(needs, actor, need, assumptions)
        handover = self._handovers.get((need.phase, actor))
        if given.outcome is not Outcome.MET or handover is None:
            return given
        taking_over = _as_taken_over(needs, need, handover)
        if taking_over is None or needs.is_met(actor, taking_over, assumptions):
            return given
        return Answer(Outcome.LATER, needs.cause(actor, taking_over, assumptions))

"""Handovers: where the pathway goes on under another's responsibility, and what the new one then knows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.figures.counting import Counted, Shown
from dataflow.analysis.needs.causes import Cause
from dataflow.analysis.needs.needs import Needs
from dataflow.analysis.needs.outcomes import Answer, Outcome, answer
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Phase
from dataflow.model.statements import Demand, Need

_TOO_LATE = (Cause.RECORDED_LATE, Cause.ARRIVES_LATE)


@dataclass(frozen=True, slots=True)
class Handover:
    """A phase that somebody else is responsible for than for a phase before it.

    ``givers`` are those others, ``taker`` the new one, as the phases name them: roles or actors. ``before`` is a
    phase just before, whose end is the moment of the handover.
    """

    phase: str
    before: str
    givers: tuple[str, ...]
    taker: str


def handovers_of(data_map: DataMap) -> tuple[Handover, ...]:
    """The handovers in the order of the pathway.

    A phase takes over from each phase at the position before: phases side by side hand over to what comes after them
    both. Phases without a ``responsible`` are passed over.
    """
    by_position: dict[int, list[Phase]] = {}
    for phase in data_map.phases.values():
        if phase.responsible is not None:
            by_position.setdefault(phase.position, []).append(phase)
    found: list[Handover] = []
    positions = sorted(by_position)
    for before, now in pairwise(positions):
        moment = max(data_map.phases.values(), key=lambda phase: (phase.position < now, phase.position, -phase.order))
        for phase in by_position[now]:
            others = dict.fromkeys(each.responsible for each in by_position[before])
            givers = tuple(other for other in others if other is not None and other != phase.responsible)
            if givers and phase.responsible is not None:
                found.append(Handover(phase.id, moment.id, givers, phase.responsible))
    return tuple(found)


def needs_at_handovers(
    needs: Needs, assumptions: Assumptions, shown: Shown, matters: Callable[[Need], bool] = lambda _: True
) -> Iterator[Counted]:
    """How many of the new responsible actor's needs in the phase are met, when it takes over and in the phase.

    Of the needs that ``matters`` says yes to.

    ``at-handover`` counts those that are met when the phase begins: by what the actor holds at the end of the
    position before, when it has not yet recorded or received anything in the phase itself. Needs that only a value
    recorded in the phase can meet (``recorded_since``) are left out of it. ``in-phase`` counts all its needs in the
    phase as they are met there. Each also for must alone.
    """
    for handover in handovers_of(needs.map_as_of.data_map):
        for actor, need, taking_over in asked_at(needs, assumptions, handover):
            if not matters(need):
                continue
            row = (handover.phase, shown(actor))
            thing = (shown(actor), need.field, need.entry.level)
            measures = [("in-phase", need)]
            if taking_over is not None:
                measures.append(("at-handover", taking_over))
            for measure, asked in measures:
                met = needs.is_met(actor, asked, assumptions)
                yield Counted("handover", row, measure, thing, (actor, need), met)
                if need.entry.level == "must":
                    yield Counted("handover", row, f"{measure}-must", thing, (actor, need), met)


def asked_at(needs: Needs, assumptions: Assumptions, handover: Handover) -> Iterator[tuple[str, Need, Need | None]]:
    """What the new responsible actors need in the phase: who, the need, and the same need when they take over.

    The last is None for a need that only a value recorded in the phase can meet.
    """
    data_map = needs.map_as_of.data_map
    takers = frozenset(data_map.members.get(handover.taker) or (handover.taker,))
    for actor, need in needs.map_as_of.of_type(assumptions, Need):
        if actor in takers and need.phase == handover.phase:
            since = need.entry.recorded_since
            in_time = since is None or needs.position(since) <= needs.position(handover.before)
            yield actor, need, need._replace(phase=handover.before) if in_time else None


def answered_at(needs: Needs, actor: str, need: Demand, taking_over: Demand, assumptions: Assumptions) -> Answer:
    """How a need is answered when its actor takes over.

    What is not shared (or recorded) by then may be so in the phase itself, or alongside it, or nobody has found out
    whether it is: to say that it is not shared would be wrong.
    """
    given = answer(needs, actor, taking_over, assumptions)
    if given.outcome is not Outcome.UNMET or given.cause in _TOO_LATE:
        return given
    in_phase = answer(needs, actor, need, assumptions)
    return replace(given, later=in_phase.outcome in (Outcome.MET, Outcome.OPEN))

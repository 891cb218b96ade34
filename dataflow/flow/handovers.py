"""Handovers: where the pathway goes on under another's responsibility, and what the new one then knows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from dataflow.flow.counting import Counted, Shown
from dataflow.flow.needs import Needs
from dataflow.flow.worlds import World
from dataflow.model.entities import DataMap, Phase, Statement


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

    "The one before" (``analysis.md``) is each phase at the position before: phases side by side hand over to what
    comes after them both. Phases without a ``responsible`` are passed over.
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
    needs: Needs, world: World, shown: Shown, matters: Callable[[Statement], bool] = lambda _: True
) -> Iterator[Counted]:
    """How many of the new responsible actor's needs in the phase are met, when it takes over and in the phase.

    Of the needs that ``matters`` says yes to.

    ``at-handover`` reads "at that moment" (``analysis.md``) as the moment at which the phase begins: by what the
    actor holds at the end of the position before, before it has recorded or received anything in the phase itself.
    Needs that only a value recorded in the phase can meet (``recorded_since``) are no matter of the handover and are
    left out of it. ``in-phase`` counts all its needs in the phase as they are met there. Each also for must alone.
    """
    standing = needs.standing
    data_map = standing.data_map
    for handover in handovers_of(data_map):
        takers = frozenset(data_map.members.get(handover.taker) or (handover.taker,))
        for actor, need in standing.of_kind(world, "needs"):
            if actor not in takers or need.phase != handover.phase or not matters(need):
                continue
            row = (handover.phase, shown(actor))
            thing = (shown(actor), need.field, need.entry.level)
            measures = [("in-phase", need)]
            since = need.entry.recorded_since
            if since is None or needs.position(since) <= needs.position(handover.before):
                measures.append(("at-handover", replace(need, phase=handover.before)))
            for measure, asked in measures:
                met = needs.is_met(actor, asked, world)
                yield Counted("handover", row, measure, thing, (actor, need), met)
                if need.entry.level in (None, "must"):
                    yield Counted("handover", row, f"{measure}-must", thing, (actor, need), met)

"""The state of each field at each actor: how the actor acquires it, and how its needs are answered."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from dataflow.analysis.figures.handovers import Takers
from dataflow.analysis.lineage.acquisitions import Acquisition, acquisitions_of
from dataflow.analysis.needs.needs import Needs
from dataflow.analysis.needs.outcomes import Answer, Outcome, answer, rank, worst
from dataflow.model.statements import Need, Share
from dataflow.views import Scene
from dataflow.views._exchanges import fits
from dataflow.views._tables import fields_in, in_order


@dataclass(slots=True)
class FieldState:
    """The state of a field at an actor (in a phase).

    ``ways`` are ``records``, ``receives`` and ``derives``; ``answers`` are by phase and level of the need, as
    ``dataflow.analysis.figures.counting`` counts a need, each with how many members have it; ``about`` as in
    ``dataflow.base.picture.Part``.
    """

    ways: set[str] = field(default_factory=set)
    answers: dict[tuple[str, str], list[tuple[Answer, int]]] = field(default_factory=dict)
    about: set[str] = field(default_factory=set)

    @property
    def per_need(self) -> Iterator[Answer]:
        """The answer to each need: the worst of its members."""
        return (worst(given for given, _ in answers) for answers in self.answers.values())

    @property
    def answer(self) -> Answer | None:
        """The worst answer; None where there are no needs."""
        return worst(self.per_need) if self.answers else None

    @property
    def met_for(self) -> tuple[int, int] | None:
        """For how many members, and of how many, the need with the worst answer is met; None for all or nobody."""
        if not self.answers:
            return None
        answers = max(self.answers.values(), key=lambda each: rank(worst(given for given, _ in each)))
        met = sum(count for given, count in answers if given.is_met or given.outcome is Outcome.LATER)
        of = sum(count for _, count in answers)
        return (met, of) if 0 < met < of else None

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles of its cell, in order."""
        given = self.answer
        return in_order((*self.ways, *(() if given is None else (str(given.outcome),))))


CellKey = tuple[str, str, str]
"""Field, phase (``""`` where the table is not split by phase) and actor."""


def field_states(
    scene: Scene, shown: Callable[[str], str], by_phase: bool = False, at_handovers: bool = False
) -> Mapping[CellKey, FieldState]:
    """The states in focus; of actors with the same answers, only the first has an entry.

    ``shown`` maps a concrete actor to the actor it is shown as: its role, or itself. ``at_handovers`` tells needs
    that are met only after their actor has taken over (``LATER``) from those met at the handover.
    """
    data_map, focus, assumptions = scene.data_map, scene.focus, scene.assumptions
    fields = {each.id for each in fields_in(data_map, focus)}
    answered_by = Takers(data_map).answer if at_handovers else answer
    found: dict[CellKey, FieldState] = {}

    def ask(needs: Needs, actor: str) -> tuple[list[Acquisition], list[tuple[Need, Answer]]]:
        own = needs.map_as_of.statements(assumptions)[actor].of(Need)
        fitting = [need for need in own if need.field in fields and fits(data_map, focus, need)]
        acquired = list(acquisitions_of(needs, actor, assumptions))
        return acquired, [(need, answered_by(needs, actor, need, assumptions)) for need in fitting]

    for (first, *others), (acquired, answered) in scene.needs.about_each(ask):
        if focus.actors and {data_map.role_of(first), first, *others}.isdisjoint(focus.actors):
            continue

        def at(field_id: str, phase: str, actor: str = shown(first)) -> FieldState:
            state = found.setdefault((field_id, phase if by_phase else "", actor), FieldState())
            state.about |= {f"actor:{actor}", f"field:{field_id}", f"phase:{phase}"}
            return state

        for each in acquired:
            stated = each.statement
            is_in_focus = not focus.channels if stated is None else fits(data_map, focus, stated)
            if is_in_focus and each.field in fields and (not focus.phases or each.phase in focus.phases):
                state = at(each.field, each.phase)
                state.ways.add(str(each.kind))
                if isinstance(stated, Share):
                    state.about.add(f"channel:{stated.entry.via}")
        for need, given in answered:
            at(need.field, need.phase).answers.setdefault((need.phase, need.entry.level), []).append(
                (given, 1 + len(others))
            )
    return found

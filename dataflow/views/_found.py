"""What is so of each field for each actor: how it comes to have it, and how its needs are answered."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from dataflow.analysis.lineage.acquisitions import Acquisition, acquisitions_of
from dataflow.analysis.needs.needs import Needs
from dataflow.analysis.needs.outcomes import Answer, answer, worst
from dataflow.model.statements import Need, Share
from dataflow.views import Scene
from dataflow.views._exchanges import fits
from dataflow.views._tables import fields_in, in_order


@dataclass(slots=True)
class Found:
    """What is so of a field for an actor (in a phase).

    ``ways`` are ``records``, ``receives`` and ``derives``; ``answers`` those to the needs by phase and level, as
    ``dataflow.analysis.figures.counting`` counts a need; ``about`` as in ``dataflow.base.picture.Part``.
    """

    ways: set[str] = field(default_factory=set)
    answers: dict[tuple[str, str], list[Answer]] = field(default_factory=dict)
    about: set[str] = field(default_factory=set)

    @property
    def each(self) -> Iterator[Answer]:
        """How each need is answered: as the worst off of those who have it."""
        return (worst(asked) for asked in self.answers.values())

    @property
    def answer(self) -> Answer | None:
        """How the needs are answered, taken together; None where there are none."""
        return worst(self.each) if self.answers else None

    @property
    def roles(self) -> tuple[str, ...]:
        """The symbols of its cell."""
        given = self.answer
        return in_order((*self.ways, *(() if given is None else (str(given.outcome),))))


Place = tuple[str, str, str]
"""Field, phase (``""`` where these are not told apart) and actor."""


def found_in(scene: Scene, shown: Callable[[str], str], by_phase: bool = False) -> Mapping[Place, Found]:
    """All that the focus lets in; of actors with the same answers, under the first.

    ``shown`` gives the actor under which a concrete one is shown: its role, or itself.
    """
    data_map, focus, assumptions = scene.data_map, scene.focus, scene.assumptions
    fields = {each.id for each in fields_in(data_map, focus)}
    found: dict[Place, Found] = {}

    def ask(needs: Needs, actor: str) -> tuple[list[Acquisition], list[tuple[Need, Answer]]]:
        own = needs.map_as_of.statements(assumptions)[actor].of(Need)
        asked = [need for need in own if need.field in fields and fits(data_map, focus, need)]
        acquired = list(acquisitions_of(needs, actor, assumptions))
        return acquired, [(need, answer(needs, actor, need, assumptions)) for need in asked]

    for (first, *others), (acquired, answered) in scene.needs.about_each(ask):
        if focus.actors and {data_map.role_of(first), first, *others}.isdisjoint(focus.actors):
            continue

        def at(field_id: str, phase: str, actor: str = shown(first)) -> Found:
            there = found.setdefault((field_id, phase if by_phase else "", actor), Found())
            there.about |= {f"actor:{actor}", f"field:{field_id}", f"phase:{phase}"}
            return there

        for each in acquired:
            stated = each.statement
            let_in = not focus.channels if stated is None else fits(data_map, focus, stated)
            if let_in and each.field in fields and (not focus.phases or each.phase in focus.phases):
                there = at(each.field, each.phase)
                there.ways.add(str(each.kind))
                if isinstance(stated, Share):
                    there.about.add(f"channel:{stated.entry.via}")
        for need, given in answered:
            at(need.field, need.phase).answers.setdefault((need.phase, need.entry.level), []).append(given)
    return found

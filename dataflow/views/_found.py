"""What is so of each field for each actor: how it comes to have it, and how its needs are answered."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from dataflow.analysis.lineage.acquisitions import acquisitions
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
    """All that the focus lets in; of those who are alike, the first is asked.

    ``shown`` gives the actor under which a concrete one is shown: its role, or itself.
    """
    data_map, focus, needs, assumptions = scene.data_map, scene.focus, scene.needs, scene.assumptions
    fields = {each.id for each in fields_in(data_map, focus)}
    found: dict[Place, Found] = {}

    def at(actor: str, field_id: str, phase: str) -> Found | None:
        hidden = focus.actors and {data_map.role_of(actor), *needs.crowd.alike[actor]}.isdisjoint(focus.actors)
        if field_id not in fields or hidden or (focus.phases and phase not in focus.phases):
            return None
        there = found.setdefault((field_id, phase if by_phase else "", shown(actor)), Found())
        there.about |= {f"actor:{shown(actor)}", f"field:{field_id}", f"phase:{phase}"}
        return there

    for acquisition in acquisitions(needs, assumptions):
        told = acquisition.statement
        let_in = not focus.channels if told is None else fits(data_map, focus, told)
        if let_in and (there := at(acquisition.actor, acquisition.field, acquisition.phase)):
            there.ways.add(str(acquisition.way))
            if isinstance(told, Share):
                there.about.add(f"channel:{told.entry.via}")
    for actor in needs.crowd.alike:
        for need in needs.map_as_of.statements(assumptions)[actor]:
            if isinstance(need, Need) and fits(data_map, focus, need):
                if there := at(actor, need.field, need.phase):
                    asked = there.answers.setdefault((need.phase, need.entry.level), [])
                    asked.append(answer(needs, actor, need, assumptions))
    return found

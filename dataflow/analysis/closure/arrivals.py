"""How a value of a field first comes to those who have it, and the ways that this makes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cached_property
from math import inf
from typing import NamedTuple

from dataflow.analysis.closure.holdings import Element
from dataflow.analysis.closure.searches import in_dependency_order
from dataflow.analysis.closure.sharing import Hop, Timing
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.model.statements import Record, Supply


@dataclass(frozen=True, slots=True)
class Arrival:
    """The first good enough value that an actor has: its own ``record``, by a ``hop``, or derived from ``parts``.

    It has it ``hours`` after the beginning of the phase. Arrivals are compared without what came
    before them, as ways are compared step by step.
    """

    actor: str
    field: str
    phase: str
    element: Element
    hours: int = 0
    record: Record | None = None
    hop: Hop | None = None
    sender: "Arrival | None" = dataclass_field(default=None, compare=False)
    parts: tuple["Arrival", ...] = dataclass_field(default=(), compare=False)

    def way(self) -> tuple["Arrival", ...]:
        """The arrivals from where the value arose to here."""
        way = [self]
        while way[-1].sender is not None:
            way.append(way[-1].sender)
        return tuple(reversed(way))

    def stated(self) -> Iterator[tuple[str, Supply]]:
        """The records and shares that the way rests on, each with the actor who states it."""
        ways: dict[int, tuple[Arrival, ...]] = {}

        def parts_of(number: int) -> list[int]:
            parts = ways[number][0].parts
            ways.update((id(part), part.way()) for part in parts)
            return [id(part) for part in parts]

        ways[id(self)] = self.way()
        for number in in_dependency_order(id(self), parts_of):
            for each in ways[number]:
                if each.record is not None:
                    yield each.actor, each.record
                if each.hop is not None:
                    yield each.hop.sender, each.hop.statement


class Step(NamedTuple):
    """How a value first comes to an actor: by its own record, by a hop, or derived (from those parts)."""

    actor: str
    position: int
    by: "Record | Hop | Sequence[Reached]"
    timing: Timing


class Reached:
    """Who ever has a good enough value of a field: from when, and how it first came."""

    def __init__(self, data_map: DataMap, field: str, steps: Mapping[str, Step], hours: Mapping[str, int]) -> None:
        self._map = data_map
        self._field = field
        self._steps = steps
        self._hours = hours

    @property
    def actors(self) -> Iterable[str]:
        """The concrete actors, in the order in which they are reached."""
        return self._steps.keys()

    def since(self, actor: str) -> float:
        """The position in the pathway from which on a concrete actor has it; infinite for one that never has."""
        step = self._steps.get(actor)
        return inf if step is None else step.position

    def hours_at(self, actor: str, position: int) -> float:
        """The hours after the beginning of a position until an actor has it: 0 where it did before."""
        since = self.since(actor)
        return inf if since > position else 0 if since < position else self._hours.get(actor, 0)

    def arrivals(self, until: str) -> Mapping[str, Arrival]:
        """How it first comes to each actor that has it by a phase, in the order in which they are reached."""
        limit = self._map.phases[until].position
        return {actor: each for actor, each in self._arrivals.items() if self._steps[actor].position <= limit}

    def arrival(self, actor: str) -> Arrival:
        """How it first comes to a concrete actor; raises ``KeyError`` for one that never has it."""
        return self._arrivals[actor]

    @cached_property
    def _arrivals(self) -> Mapping[str, Arrival]:
        for each in in_dependency_order(self, Reached._unread_parts):
            if each is not self:
                each.__dict__["_arrivals"] = each._read_arrivals()
        return self._read_arrivals()

    def _unread_parts(self) -> list["Reached"]:
        derived = (step.by for step in self._steps.values() if not isinstance(step.by, Hop | Record))
        return [part for parts in derived for part in parts if "_arrivals" not in part.__dict__]

    def _read_arrivals(self) -> Mapping[str, Arrival]:
        found: dict[str, Arrival] = {}
        for actor, _, by, _ in self._steps.values():
            hours = self._hours.get(actor, 0)
            if isinstance(by, Hop):
                found[actor] = _received(found[by.sender], by, hours)
            elif isinstance(by, Record):
                element = Element(by.entry.form, by.entry.code_system, by.phase)
                found[actor] = Arrival(actor, self._field, by.phase, element, hours, by)
            else:
                found[actor] = self._derived([part._arrivals[actor] for part in by])
        return found

    def _derived(self, parts: Sequence[Arrival]) -> Arrival:
        phases = self._map.phases
        last = max(parts, key=lambda part: (phases[part.phase].position, part.hours))
        earliest = min(
            (part.element.recorded for part in parts), key=lambda phase: (phases[phase].position, phases[phase].order)
        )
        form = min(Form.STRUCTURED, *(part.element.form for part in parts))
        element = Element(form, None, earliest)
        return Arrival(last.actor, self._field, last.phase, element, last.hours, parts=tuple(parts))


def _received(sender: Arrival, hop: Hop, hours: int) -> Arrival:
    form, code, recorded = sender.element
    element = Element(form, code, recorded) if form <= hop.form else Element(hop.form, None, recorded)
    return Arrival(hop.receiver, sender.field, hop.statement.phase, element, hours, None, hop, sender)

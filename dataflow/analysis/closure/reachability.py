"""Who is reached by a field: every search through the hops of one field.

The closure (``holdings.py``) computes all fields under one set of assumptions at once. Where only a few fields are
queried (the records of one actor excluded, some statements taken away, one unknown statement taken to hold),
each is searched by itself, in a hundredth of the time (``make bench``, the map of a country).

A value that is good enough was good enough from the start: on the way its form and its code system are only ever
lost. So one search through the actors, phase by phase, gives who gets such a value, from when, and how.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from math import inf
from typing import NamedTuple, TypeVar

from dataflow.analysis.assumptions import Assumptions, MapAsOf
from dataflow.analysis.closure.holdings import Element, QualityRequirement
from dataflow.analysis.closure.sharing import Hop, Hops, Sharing
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.model.statements import Entry, Record, RecordEntry, Supply

Node = TypeVar("Node", bound=Hashable)

ANY = QualityRequirement()
"""Every value is good enough."""


def distances(sources: Iterable[Node], neighbours: Callable[[Node], Iterable[Node]]) -> dict[Node, int]:
    """All nodes that can be reached from the sources, each with the least number of steps to it."""
    found = dict.fromkeys(sources, 0)
    waiting = list(found)
    for node in waiting:  # appended to while it is iterated
        for each in neighbours(node):
            if each not in found:
                found[each] = found[node] + 1
                waiting.append(each)
    return found


@dataclass(frozen=True, slots=True)
class Arrival:
    """The first good enough value that an actor has: its own ``record``, by a ``hop``, or derived from ``parts``."""

    actor: str
    field: str
    phase: str
    element: Element
    record: Record | None = None
    hop: Hop | None = None
    sender: "Arrival | None" = None
    parts: tuple["Arrival", ...] = ()

    def way(self) -> tuple["Arrival", ...]:
        """The arrivals from where the value arose to here."""
        way = [self]
        while way[-1].sender is not None:
            way.append(way[-1].sender)
        return tuple(reversed(way))

    def stated(self) -> Iterator[tuple[str, Supply]]:
        """The records and shares that the way rests on, each with the actor who states it."""
        for each in self.way():
            for part in each.parts:
                yield from part.stated()
            if each.record is not None:
                yield each.actor, each.record
            if each.hop is not None:
                yield each.hop.sender, each.hop.statement


class _Step(NamedTuple):
    """How a value first comes to an actor: by its own record, by a hop, or derived from its parts (None)."""

    actor: str
    position: int
    by: Record | Hop | None


class Reached:
    """Who ever has a good enough value of a field: from when, and how it first came."""

    def __init__(self, data_map: DataMap, field: str, steps: Mapping[str, _Step], parts: Sequence["Reached"]) -> None:
        self._map = data_map
        self._field = field
        self._steps = steps
        self._parts = parts

    @property
    def actors(self) -> Iterable[str]:
        """The concrete actors, in the order in which they are reached."""
        return self._steps.keys()

    def since(self, actor: str) -> float:
        """The position in the pathway from which on a concrete actor has it; infinite for one that never has."""
        step = self._steps.get(actor)
        return inf if step is None else step.position

    def arrivals(self, until: str) -> Mapping[str, Arrival]:
        """How it first comes to each actor that has it by a phase, in the order in which they are reached."""
        limit = self._map.phases[until].position
        return {actor: each for actor, each in self._arrivals.items() if self._steps[actor].position <= limit}

    @cached_property
    def _arrivals(self) -> Mapping[str, Arrival]:
        found: dict[str, Arrival] = {}
        for actor, _, by in self._steps.values():
            if by is None:
                found[actor] = self._derived([part._arrivals[actor] for part in self._parts])
            elif isinstance(by, Hop):
                found[actor] = _received(found[by.sender], by)
            else:
                element = Element(by.entry.form, by.entry.code_system, by.phase)
                found[actor] = Arrival(actor, self._field, by.phase, element, by)
        return found

    def _derived(self, parts: Sequence[Arrival]) -> Arrival:
        phases = self._map.phases
        last = max(parts, key=lambda part: phases[part.phase].position)
        earliest = min(
            (part.element.recorded for part in parts), key=lambda phase: (phases[phase].position, phases[phase].order)
        )
        form = min(Form.STRUCTURED, *(part.element.form for part in parts))
        return Arrival(last.actor, self._field, last.phase, Element(form, None, earliest), parts=tuple(parts))


def _received(sender: Arrival, hop: Hop) -> Arrival:
    form, code, recorded = sender.element
    element = Element(form, code, recorded) if form <= hop.form else Element(hop.form, None, recorded)
    return Arrival(hop.receiver, sender.field, hop.statement.phase, element, None, hop, sender)


@dataclass(frozen=True, slots=True)
class _Steps:
    """All steps of a field that are stated, by position; hops by their sender too, by (receiver, form, entry)."""

    records: Mapping[int, Sequence[tuple[_Step, RecordEntry]]]
    hops: Mapping[int, Mapping[str, Mapping[tuple[str, Form, Entry], _Step]]]


class FieldReachability:
    """The searches through the fields of a map on a date; what is stated of a field is read once."""

    def __init__(self, map_as_of: MapAsOf) -> None:
        self.map_as_of = map_as_of
        self._map = map_as_of.data_map
        self._positions = sorted({phase.position for phase in self._map.phases.values()})
        self.stated = cache(lambda field: Sharing.stated(self._map, field))
        self._steps = cache(self._steps_of)
        self._counts = cache(lambda assumptions: cache(lambda entry: map_as_of.counts(entry, assumptions)))
        self._sharing: dict[tuple[Assumptions, str], Sharing] = {}
        self._settled: dict[tuple[Assumptions, str], Assumptions] = {}
        self._reached: dict[tuple[Assumptions, str, QualityRequirement], Reached] = {}
        self._upstream = cache(_upstream)
        self._lineage = cache(self._lineage_of)

    def settled(self, assumptions: Assumptions, field: str) -> Assumptions:
        """The same without the unknown statements, or with all of them, where that is the same for a field.

        Who holds a field depends on no statements but those about it and about what it is derived from.
        """
        key = (assumptions, field)
        if key not in self._settled:
            about = self._unknown_about[field]
            counting = about & assumptions.unknown
            if counting == about or not counting:
                assumptions = replace(
                    assumptions, unknown=frozenset(self.map_as_of.unknown) if counting else frozenset()
                )
            self._settled[key] = assumptions
        return self._settled[key]

    @cached_property
    def _unknown_about(self) -> Mapping[str, frozenset[Entry]]:
        fields = self.map_as_of.fields_of_unknown.items()
        return {
            field: frozenset(entry for entry, about in fields if about & self._map.parts[field])
            for field in self._map.fields
        }

    def sharing(self, assumptions: Assumptions, field: str) -> Sharing:
        """The records, shares and hops of a field that count."""
        key = (self.settled(assumptions, field), field)
        if key not in self._sharing:
            settled, excluded = key[0], key[0].exclude_records_of
            if excluded is None:
                self._sharing[key] = self.stated(field).where(self._counts(settled))
            else:
                everybody = self.sharing(replace(settled, exclude_records_of=None), field)
                self._sharing[key] = everybody.without_records_of(excluded)
        return self._sharing[key]

    def reached(self, field: str, requirement: QualityRequirement, assumptions: Assumptions) -> Reached:
        """Who ever has a good enough value of a field."""
        key = (self.settled(assumptions, field), field, requirement)
        if key not in self._reached:
            of_parts = requirement.of_parts
            derived_from = () if of_parts is None else self._map.fields[field].derived_from
            parts = [self.reached(part, of_parts, assumptions) for part in derived_from if of_parts is not None]
            steps = self._search(field, requirement, key[0], _derived_steps(parts))
            self._reached[key] = Reached(self._map, field, steps, parts)
        return self._reached[key]

    def _search(
        self,
        field: str,
        requirement: QualityRequirement,
        assumptions: Assumptions,
        derived: Mapping[int, Sequence[_Step]],
    ) -> Mapping[str, _Step]:
        stated, counts = self._steps(field), self._counts(assumptions)
        least = requirement.form if requirement.codes is None else Form.CODED
        found: dict[str, _Step] = {}
        for position in self._positions:
            for step, record in stated.records.get(position, ()) if position >= requirement.since else ():
                if step.actor not in found and step.actor != assumptions.exclude_records_of:
                    if _will_do(record, requirement) and counts(record):
                        found[step.actor] = step
            for step in derived.get(position, ()):
                found.setdefault(step.actor, step)
            hops = stated.hops.get(position, {})
            waiting = [actor for actor in found if actor in hops]
            for sender in waiting:  # appended to while it is iterated
                for (receiver, form, entry), step in hops[sender].items():
                    if receiver not in found and form >= least and counts(entry):
                        found[receiver] = step
                        if receiver in hops:
                            waiting.append(receiver)
        return found

    def _steps_of(self, field: str) -> _Steps:
        stated, phases = self.stated(field), self._map.phases
        records: dict[int, list[tuple[_Step, RecordEntry]]] = {}
        hops: dict[int, dict[str, dict[tuple[str, Form, Entry], _Step]]] = {}
        for actor, record in stated.records:
            position = phases[record.phase].position
            records.setdefault(position, []).append((_Step(actor, position, record), record.entry))
        for hop in stated.hops:
            position = phases[hop.statement.phase].position
            own = hops.setdefault(position, {}).setdefault(hop.sender, {})
            own.setdefault((hop.receiver, hop.form, hop.statement.entry), _Step(hop.receiver, position, hop))
        return _Steps(records, hops)

    def upstream(self, field: str, actor: str, assumptions: Assumptions) -> frozenset[str]:
        """The actor, and all from whom a chain of hops leads to it, phases aside."""
        return self._upstream(actor, self.sharing(assumptions, field).hops)

    def downstream(self, field: str, assumptions: Assumptions) -> Mapping[str, int]:
        """All to whom a chain of hops leads from one who records the field, phases aside, with its least length."""
        sharing = self.sharing(assumptions, field)
        return distances(sharing.recorders, lambda actor: sharing.hops.receivers.get(actor, ()))

    def chain(self, field: str, actor: str, assumptions: Assumptions) -> tuple[Hop, ...]:
        """The shortest chain of hops from one who records the field to an actor, phases aside."""
        length, hops_to = self.downstream(field, assumptions), self.sharing(assumptions, field).hops.to
        chain: list[Hop] = []
        while length[actor]:
            hop = next(hop for hop in hops_to[actor] if length.get(hop.sender, inf) == length[actor] - 1)
            chain.insert(0, hop)
            actor = hop.sender
        return tuple(chain)

    def lineage(self, actor: str, field: str, phase: str, assumptions: Assumptions) -> tuple[Supply, ...]:
        """The records and shares up to a phase from which an actor has a field, or what it is derived from.

        What is not among them can be taken away without the actor having the field any less.
        """
        return self._lineage(actor, field, phase, self.settled(assumptions, field))

    def _lineage_of(self, actor: str, field: str, phase: str, assumptions: Assumptions) -> tuple[Supply, ...]:
        phases = self._map.phases
        in_time = {each for each in phases if phases[each].position <= phases[phase].position}
        of_field = cache(lambda held: (self.sharing(assumptions, held), self.reached(held, ANY, assumptions)))

        @cache
        def arriving(holder: str, held: str) -> list[Hop]:
            sharing, reached = of_field(held)
            return [
                hop
                for hop in sharing.hops.to.get(holder, ())
                if (when := hop.statement.phase) in in_time and reached.since(hop.sender) <= phases[when].position
            ]

        def before(node: tuple[str, str]) -> Iterator[tuple[str, str]]:
            holder, held = node
            yield from ((hop.sender, held) for hop in arriving(holder, held))
            yield from ((holder, part) for part in self._map.fields[held].derived_from)

        stated: dict[Supply, None] = {}
        for holder, held in distances([(actor, field)], before):
            records = of_field(held)[0].records_of.get(holder, ())
            stated |= dict.fromkeys(each for each in records if each.phase in in_time)
            stated |= dict.fromkeys(hop.statement for hop in arriving(holder, held))
        return tuple(stated)


def _derived_steps(parts: Sequence[Reached]) -> Mapping[int, Sequence[_Step]]:
    """Who has all parts, by the position from which on."""
    found: dict[int, list[_Step]] = {}
    for actor in parts[0].actors if parts else ():
        position = max(part.since(actor) for part in parts)
        if position < inf:
            found.setdefault(int(position), []).append(_Step(actor, int(position), None))
    return found


def _will_do(record: RecordEntry, requirement: QualityRequirement) -> bool:
    return record.form >= requirement.form and (requirement.codes is None or record.code_system in requirement.codes)


def _upstream(actor: str, hops: Hops) -> frozenset[str]:
    return frozenset(distances([actor], lambda each: hops.senders.get(each, ())))

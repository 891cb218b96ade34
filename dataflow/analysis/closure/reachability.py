"""Who is reached by a field: every search through the hops of one field.

The closure (``holdings.py``) computes all fields under one set of assumptions at once. Where only a few fields are
queried (the records of one actor excluded, some statements taken away, one unknown statement taken to hold),
each is searched by itself, in a hundredth of the time (``make bench``, the map of a country).

A value that is good enough was good enough from the start: on the way its form and its code system are only ever
lost. So one search through the actors, phase by phase, gives who gets such a value, from when, and how.

Within a phase the search goes by the hours after its beginning (Dijkstra's algorithm: no step takes less than no
time). What is there at the beginning is there at hour 0, and where no times are stated everything is.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from functools import cache, cached_property
from math import inf
from typing import NamedTuple, TypeVar

from dataflow.analysis.assumptions import Assumptions, MapAsOf
from dataflow.analysis.closure.holdings import Element, QualityRequirement
from dataflow.analysis.closure.sharing import NO_TIME, Hop, Hops, Sharing, Timing, timing
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


def in_dependency_order(start: Node, dependencies: Callable[[Node], Iterable[Node]]) -> Iterator[Node]:
    """All nodes that can be reached in a graph without cycles, each once and after those that it depends on."""
    # An explicit stack, as a chain of derived fields may be longer than Python's limit of recursion.
    found, waiting = {start}, [(start, iter(dependencies(start)))]
    while waiting:
        node, further = waiting[-1]
        each = next((each for each in further if each not in found), None)
        if each is None:
            waiting.pop()
            yield node
        else:
            found.add(each)
            waiting.append((each, iter(dependencies(each))))


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


class _Step(NamedTuple):
    """How a value first comes to an actor: by its own record, by a hop, or derived (from those parts)."""

    actor: str
    position: int
    by: "Record | Hop | Sequence[Reached]"
    timing: Timing


class Reached:
    """Who ever has a good enough value of a field: from when, and how it first came."""

    def __init__(self, data_map: DataMap, field: str, steps: Mapping[str, _Step], hours: Mapping[str, int]) -> None:
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


_Hops = Mapping[str, Mapping[tuple[str, Form, Entry], _Step]]
"""The hops of a field at a position, by their sender and by (receiver, form, entry)."""


@dataclass(frozen=True, slots=True)
class _Steps:
    """All steps of a field that are stated, by position."""

    records: Mapping[int, Sequence[tuple[_Step, RecordEntry]]]
    hops: Mapping[int, _Hops]


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

            def unsearched(whole: tuple[str, QualityRequirement]) -> list[tuple[str, QualityRequirement]]:
                parts = (part for alternative in self._alternatives(*whole) for part in alternative)
                return [each for each in parts if (self.settled(assumptions, each[0]), *each) not in self._reached]

            for each in in_dependency_order((field, requirement), unsearched):
                self._search(*each, assumptions)
        return self._reached[key]

    def _alternatives(
        self, field: str, requirement: QualityRequirement
    ) -> Iterator[list[tuple[str, QualityRequirement]]]:
        """The parts of a field with what is required of each, so that the whole is good enough."""
        parts = self._map.fields[field].derived_from
        for alternative in requirement.of_parts(len(parts), self._map.ranked_phases) if parts else ():
            yield list(zip(parts, alternative, strict=True))

    def _search(self, field: str, requirement: QualityRequirement, assumptions: Assumptions) -> None:
        settled, derived = self.settled(assumptions, field), self._derived_steps(field, requirement, assumptions)
        steps, hours = self._first_steps(field, requirement, settled, derived)
        self._reached[settled, field, requirement] = Reached(self._map, field, steps, hours)

    def _derived_steps(
        self, field: str, requirement: QualityRequirement, assumptions: Assumptions
    ) -> Mapping[int, Sequence[_Step]]:
        """Who has all parts of a field so that the whole is good enough, by the position from which on."""
        found: dict[int, list[_Step]] = {}
        for alternative in self._alternatives(field, requirement):
            reached = [self.reached(part, each, assumptions) for part, each in alternative]
            for actor in reached[0].actors:
                since = max(part.since(actor) for part in reached)
                if since < inf:
                    position = int(since)
                    hours = int(max(part.hours_at(actor, position) for part in reached))
                    found.setdefault(position, []).append(_Step(actor, position, reached, Timing(hours, 0)))
        return found

    def _first_steps(
        self,
        field: str,
        requirement: QualityRequirement,
        assumptions: Assumptions,
        derived: Mapping[int, Sequence[_Step]],
    ) -> tuple[Mapping[str, _Step], Mapping[str, int]]:
        """How each actor first has a good enough value, and the hours after the beginning where they are not 0."""
        stated = self._steps(field)
        least = requirement.form if requirement.codes is None else Form.CODED
        found: dict[str, _Step] = {}
        hours: dict[str, int] = {}
        counts = self._counts(assumptions)
        for position in self._positions:
            if assumptions.without_at is not None:
                counts = self._counts(assumptions.at(position))
            # What happens in the phase at its beginning is found at once; what happens later, by the hour.
            later: dict[int, list[_Step]] = {}
            for step, record in stated.records.get(position, ()) if position >= requirement.since else ():
                if step.actor not in found and step.actor != assumptions.exclude_records_of:
                    if _will_do(step, record, requirement) and counts(record):
                        if step.timing.after:
                            later.setdefault(step.timing.after, []).append(step)
                        else:
                            found[step.actor] = step
            for step in derived.get(position, ()):
                if step.actor not in found:
                    later.setdefault(step.timing.after, []).append(step)
            if 0 in later:
                for step in later.pop(0):
                    found.setdefault(step.actor, step)
            if later or position in stated.hops:
                _spread(found, hours, later, stated.hops.get(position, {}), least, counts)
        return found, hours

    def _steps_of(self, field: str) -> _Steps:
        stated, phases = self.stated(field), self._map.phases
        # Many hops are of one entry, which has one timing.
        timings: dict[Entry, Timing] = {}
        records: dict[int, list[tuple[_Step, RecordEntry]]] = {}
        hops: dict[int, dict[str, dict[tuple[str, Form, Entry], _Step]]] = {}
        for actor, record in stated.records:
            position = phases[record.phase].position
            step = _Step(actor, position, record, timing(self._map, record))
            records.setdefault(position, []).append((step, record.entry))
        for hop in stated.hops:
            position = phases[hop.statement.phase].position
            own = hops.setdefault(position, {}).setdefault(hop.sender, {})
            entry = hop.statement.entry
            if entry not in timings:
                timings[entry] = timing(self._map, hop.statement)
            own.setdefault((hop.receiver, hop.form, entry), _Step(hop.receiver, position, hop, timings[entry]))
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


def _spread(
    found: dict[str, _Step],
    hours: dict[str, int],
    later: dict[int, list[_Step]],
    hops: _Hops,
    least: Form,
    counts: Callable[[Entry], bool],
) -> None:
    """Adds whom the hops of a position reach, by the hour, from those that have a value by then."""
    now, waiting = 0, [actor for actor in found if actor in hops]
    while True:
        for sender in waiting:  # appended to while it is iterated
            for (receiver, form, entry), step in hops[sender].items():
                if receiver not in found and form >= least and counts(entry):
                    if step.timing is not NO_TIME:
                        arrives = max(now, step.timing.after) + step.timing.takes
                        if arrives > now:
                            later.setdefault(arrives, []).append(step)
                            continue
                    found[receiver] = step
                    if now:
                        hours[receiver] = now
                    if receiver in hops:
                        waiting.append(receiver)
        if not later:
            return
        now, waiting = min(later), []
        for step in later.pop(now):
            if step.actor not in found:
                found[step.actor] = step
                hours[step.actor] = now
                if step.actor in hops:
                    waiting.append(step.actor)


def _will_do(step: _Step, record: RecordEntry, requirement: QualityRequirement) -> bool:
    if record.form < requirement.form or (
        requirement.codes is not None and record.code_system not in requirement.codes
    ):
        return False
    return requirement.recorded_in is None or (
        isinstance(step.by, Record) and step.by.phase in requirement.recorded_in
    )


def _upstream(actor: str, hops: Hops) -> frozenset[str]:
    return frozenset(distances([actor], lambda each: hops.senders.get(each, ())))

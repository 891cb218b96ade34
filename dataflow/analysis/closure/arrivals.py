"""When a value that is good enough first reaches each actor, and on which way.

Being good enough is only ever lost on the way (a channel lowers the form, and with it the code system), never gained;
so who can have a good enough value, and from when, is a small closure over actors alone. It gives both what shows
that an actor has a value (the way) and what shows that it has none (those who do, and what leaves them).
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dataflow.analysis.assumptions import Assumptions, MapAsOf
from dataflow.analysis.closure.holdings import Element, QualityRequirement
from dataflow.analysis.closure.sharing import Hop, carried
from dataflow.model.entities import Form
from dataflow.model.statements import Record, Share, Supply


@dataclass(frozen=True, slots=True)
class Arrival:
    """The first good enough value that an actor has: from when, what it is like, and how it came.

    By a ``hop`` from the ``sender`` who had it, worked out from ``parts``, or by the actor's own ``record``.
    """

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
        return (self,) if self.sender is None else (*self.sender.way(), self)

    def stated(self) -> Iterator[tuple[str, Supply]]:
        """The records and shares that the way rests on, each with the actor who states it."""
        for each in self.way():
            for part in each.parts:
                yield from part.stated()
            if each.record is not None:
                yield each.actor, each.record
            if each.hop is not None:
                yield each.hop.sender, each.hop.statement


@dataclass
class _Spoken:
    """What is stated of one field, each statement with its concrete actor."""

    records: list[tuple[str, Record]] = field(default_factory=list)
    shares: list[tuple[str, Share]] = field(default_factory=list)


class ProvenanceIndex:
    """What counts in a world, field by field; ``deaf`` is the actor whose own records are left out."""

    def __init__(self, map_as_of: MapAsOf, assumptions: Assumptions) -> None:
        self.map_as_of = map_as_of
        self.assumptions = assumptions
        self.data_map = map_as_of.data_map
        self._arrivals: dict[tuple[str, QualityRequirement, str | None, int], Mapping[str, Arrival]] = {}
        self._hops: dict[str, Mapping[int, Mapping[str, list[Hop]]]] = {}

    def records(self, name: str, deaf: str | None) -> tuple[tuple[str, Record], ...]:
        """The records of a field."""
        return tuple((actor, record) for actor, record in self._of(name).records if actor != deaf)

    def shares(self, name: str) -> tuple[tuple[str, Share], ...]:
        """The shares of a field, those over a closed channel without a slot too."""
        return tuple(self._of(name).shares)

    def position(self, phase: str) -> int:
        """Where a phase stands in the pathway."""
        return self.data_map.phases[phase].position

    def hops(self, name: str) -> Iterator[Hop]:
        """The shares of a field, once for each actor that they reach with it."""
        for actor, share in self._of(name).shares:
            form = carried(self.data_map, share)
            if form is not None:
                for receiver in self.data_map.receivers(actor, share.to):
                    yield Hop(actor, receiver, share, form)

    def arrivals(
        self, name: str, requirement: QualityRequirement, deaf: str | None, until: str
    ) -> Mapping[str, Arrival]:
        """For every actor that has a good enough value of a field by a phase, how it first gets one."""
        key = (name, requirement, deaf, self.position(until))
        if key not in self._arrivals:
            self._arrivals[key] = self._closed(name, requirement, deaf, until)
        return self._arrivals[key]

    def _of(self, name: str) -> _Spoken:
        return self._spoken.get(name) or _Spoken()

    @cached_property
    def _spoken(self) -> Mapping[str, _Spoken]:
        spoken: dict[str, _Spoken] = {}
        for actor, statements in self.map_as_of.statements(self.assumptions).items():
            for statement in statements:
                if isinstance(statement, Record):
                    spoken.setdefault(statement.field, _Spoken()).records.append((actor, statement))
                elif isinstance(statement, Share):
                    spoken.setdefault(statement.field, _Spoken()).shares.append((actor, statement))
        return spoken

    def _closed(
        self, name: str, requirement: QualityRequirement, deaf: str | None, until: str
    ) -> Mapping[str, Arrival]:
        found: dict[str, Arrival] = {}
        seeds = sorted(self._seeds(name, requirement, deaf, until), key=lambda seed: self.position(seed.phase))
        hops = self._hops_of(name)
        limit = self.position(until)
        for position in sorted({phase.position for phase in self.data_map.phases.values()}):
            if position > limit:
                break
            for seed in seeds:
                if self.position(seed.phase) == position:
                    found.setdefault(seed.actor, seed)
            waiting = deque(found)
            while waiting:
                sender = found[waiting.popleft()]
                for hop in hops.get(position, {}).get(sender.actor, ()):
                    if hop.form >= requirement.form and hop.receiver not in found:
                        found[hop.receiver] = self._arrived(sender, hop)
                        waiting.append(hop.receiver)
        return found

    def _hops_of(self, name: str) -> Mapping[int, Mapping[str, list[Hop]]]:
        if name not in self._hops:
            gathered: dict[int, dict[str, list[Hop]]] = {}
            for hop in self.hops(name):
                at = gathered.setdefault(self.position(hop.statement.phase), {})
                at.setdefault(hop.sender, []).append(hop)
            self._hops[name] = gathered
        return self._hops[name]

    def _seeds(self, name: str, requirement: QualityRequirement, deaf: str | None, until: str) -> Iterator[Arrival]:
        """What actors record that is good enough, and what they work out."""
        for actor, record in self.records(name, deaf):
            form, code = record.entry.form, record.entry.code_system
            will_do = requirement.codes is None or code in requirement.codes
            if form >= requirement.form and self.position(record.phase) >= requirement.since and will_do:
                yield Arrival(actor, name, record.phase, Element(form, code, record.phase), record)
        parts, of_parts = self.data_map.fields[name].derived_from, requirement.of_parts
        if parts and of_parts is not None:
            held = [self.arrivals(part, of_parts, deaf, until) for part in parts]
            for actor in held[0]:
                if all(actor in each for each in held):
                    yield self._worked_out(name, [each[actor] for each in held])

    def _worked_out(self, name: str, parts: list[Arrival]) -> Arrival:
        phases = self.data_map.phases
        last = max(parts, key=lambda part: self.position(part.phase))
        earliest = min(
            (part.element.recorded for part in parts), key=lambda phase: (phases[phase].position, phases[phase].order)
        )
        form = min(Form.STRUCTURED, *(part.element.form for part in parts))
        return Arrival(last.actor, name, last.phase, Element(form, None, earliest), parts=tuple(parts))

    def _arrived(self, sender: Arrival, hop: Hop) -> Arrival:
        form, code, recorded = sender.element
        element = Element(form, code, recorded) if form <= hop.form else Element(hop.form, None, recorded)
        return Arrival(hop.receiver, sender.field, hop.statement.phase, element, None, hop, sender)

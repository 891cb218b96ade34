"""Who is reached by a field: every search through the hops of one field.

The closure (``holdings.py``) computes all fields under one set of assumptions at once. Where only a few fields are
queried (the records of one actor excluded, some statements taken away, one unknown statement taken to hold),
each is searched by itself, in a hundredth of the time (``make bench``, the map of a country).

A value that is good enough was good enough from the start: on the way its form and its code system are only ever
lost. So one search through the actors, phase by phase, gives who gets such a value, from when, and how.

Within a phase the search goes by the hours after its beginning (Dijkstra's algorithm: no step takes less than no
time). What is there at the beginning is there at hour 0, and where no times are stated everything is.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import takewhile
from math import inf

from dataflow.analysis.assumptions import Assumptions, MapAsOf
from dataflow.analysis.closure.arrivals import Reached, Step
from dataflow.analysis.closure.holdings import QualityRequirement
from dataflow.analysis.closure.lineages import Lineage
from dataflow.analysis.closure.searches import components, distances, in_dependency_order
from dataflow.analysis.closure.sharing import NO_TIME, Hop, Hops, Sharing, Timing, timing
from dataflow.model.entities import Form
from dataflow.model.statements import Entry, Record, RecordEntry, Supply

ANY = QualityRequirement()
"""Every value is good enough."""


_Hops = Mapping[str, Mapping[tuple[str, Form, Entry], Step]]
"""The hops of a field at a position, by their sender and by (receiver, form, entry)."""


@dataclass(frozen=True, slots=True)
class _Steps:
    """All steps of a field that are stated, by position."""

    records: Mapping[int, Sequence[tuple[Step, RecordEntry]]]
    hops: Mapping[int, _Hops]
    receivers: Mapping[int, frozenset[str]]
    """Whom any of the hops at a position reaches."""


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
        self._lineages: dict[tuple[int, Assumptions], dict[tuple[str, str], Lineage]] = {}

    def settled(self, assumptions: Assumptions, field: str) -> Assumptions:
        """The same without the unknown statements, or with all of them, where that is the same for a field.

        Who holds a field depends on no statements but those about it and about what it is derived from.
        """
        if not assumptions.unknown:  # at once, as nothing is asked more often
            return assumptions
        key = (assumptions, field)
        settled = self._settled.get(key)
        if settled is None:
            settled = self._settled[key] = self._settle(assumptions, self._unknown_about[field])
        return settled

    def _settle(self, assumptions: Assumptions, about: frozenset[Entry]) -> Assumptions:
        counting = about & assumptions.unknown
        if counting and counting != about:
            return assumptions
        return replace(assumptions, unknown=frozenset(self.map_as_of.unknown) if counting else frozenset())

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
        found = self._reached.get(key)
        if found is None:

            def unsearched(whole: tuple[str, QualityRequirement]) -> list[tuple[str, QualityRequirement]]:
                parts = (part for alternative in self._alternatives(*whole) for part in alternative)
                return [each for each in parts if (self.settled(assumptions, each[0]), *each) not in self._reached]

            for each in in_dependency_order((field, requirement), unsearched):
                self._search(*each, assumptions)
            found = self._reached[key]
        return found

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
    ) -> Mapping[int, Sequence[Step]]:
        """Who has all parts of a field so that the whole is good enough, by the position from which on."""
        found: dict[int, list[Step]] = {}
        for alternative in self._alternatives(field, requirement):
            reached = [self.reached(part, each, assumptions) for part, each in alternative]
            for actor in reached[0].actors:
                since = max(part.since(actor) for part in reached)
                if since < inf:
                    position = int(since)
                    hours = int(max(part.hours_at(actor, position) for part in reached))
                    found.setdefault(position, []).append(Step(actor, position, reached, Timing(hours, 0)))
        return found

    def _first_steps(
        self,
        field: str,
        requirement: QualityRequirement,
        assumptions: Assumptions,
        derived: Mapping[int, Sequence[Step]],
    ) -> tuple[Mapping[str, Step], Mapping[str, int]]:
        """How each actor first has a good enough value, and the hours after the beginning where they are not 0."""
        stated = self._steps(field)
        least = requirement.form if requirement.codes is None else Form.CODED
        found: dict[str, Step] = {}
        hours: dict[str, int] = {}
        counts = self._counts(assumptions)
        for position in self._positions:
            if assumptions.without_at is not None:
                counts = self._counts(assumptions.at(position))
            # What happens in the phase at its beginning is found at once; what happens later, by the hour.
            later: dict[int, list[Step]] = {}
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
                unreached = set(stated.receivers.get(position, ())).difference(found)
                _spread(found, hours, later, stated.hops.get(position, {}), unreached, least, counts)
        return found, hours

    def _steps_of(self, field: str) -> _Steps:
        stated, phases = self.stated(field), self._map.phases
        # Many hops are of one entry, which has one timing.
        timings: dict[Entry, Timing] = {}
        records: dict[int, list[tuple[Step, RecordEntry]]] = {}
        hops: dict[int, dict[str, dict[tuple[str, Form, Entry], Step]]] = {}
        for actor, record in stated.records:
            position = phases[record.phase].position
            step = Step(actor, position, record, timing(self._map, record))
            records.setdefault(position, []).append((step, record.entry))
        for hop in stated.hops:
            position = phases[hop.statement.phase].position
            own = hops.setdefault(position, {}).setdefault(hop.sender, {})
            entry = hop.statement.entry
            if entry not in timings:
                timings[entry] = timing(self._map, hop.statement)
            own.setdefault((hop.receiver, hop.form, entry), Step(hop.receiver, position, hop, timings[entry]))
        receivers = {
            position: frozenset(receiver for steps in each.values() for receiver, _, _ in steps)
            for position, each in hops.items()
        }
        return _Steps(records, hops, receivers)

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

    def lineage(self, actor: str, field: str, phase: str, assumptions: Assumptions) -> Lineage:
        """The records and shares up to a phase from which an actor has a field, or what it is derived from.

        What is not among them can be taken away without the actor having the field any less.
        """
        settled, now = self.settled(assumptions, field), self._map.phases[phase].position
        found = self._lineages.setdefault((now, settled), {})
        if (actor, field) not in found:
            self._find_lineages((actor, field), now, settled, found)
        return found[actor, field]

    def _find_lineages(
        self,
        start: tuple[str, str],
        now: int,
        assumptions: Assumptions,
        found: dict[tuple[str, str], Lineage],
    ) -> None:
        """Adds the lineage of an actor and a field up to a position, and those of all from whom it has the field."""
        phases = self._map.phases

        def arriving(holder: str, held: str) -> list[Hop]:
            reached = self.reached(held, ANY, assumptions)
            return [
                hop
                for hop in self.sharing(assumptions, held).hops.to.get(holder, ())
                if (when := phases[hop.statement.phase].position) <= now and reached.since(hop.sender) <= when
            ]

        @cache
        def before(node: tuple[str, str]) -> Collection[tuple[str, str]]:
            holder, held = node
            senders = [(hop.sender, held) for hop in arriving(holder, held)]
            return dict.fromkeys([*senders, *((holder, part) for part in self._map.fields[held].derived_from)])

        for component in components(start, lambda node: [each for each in before(node) if each not in found]):
            stated: dict[Supply, None] = {}
            for holder, held in component:
                records = self.sharing(assumptions, held).records_of.get(holder, ())
                stated |= dict.fromkeys(each for each in records if phases[each.phase].position <= now)
                stated |= dict.fromkeys(hop.statement for hop in arriving(holder, held))
            earlier = dict.fromkeys(found[each] for node in component for each in before(node) if each in found)
            found.update(dict.fromkeys(component, Lineage(tuple(stated), tuple(earlier))))


def _spread(
    found: dict[str, Step],
    hours: dict[str, int],
    later: dict[int, list[Step]],
    hops: _Hops,
    unreached: set[str],
    least: Form,
    counts: Callable[[Entry], bool],
) -> None:
    """Adds whom the hops of a position reach, by the hour, from those that have a value by then.

    ``unreached`` are the receivers of the hops that have none: when there are no more, no further hop is looked at,
    as where all share with all there are n times n of them.
    """
    now, waiting = 0, [actor for actor in found if actor in hops]
    while True:
        for sender in takewhile(lambda _: unreached, waiting):  # appended to while it is iterated
            for (receiver, form, entry), step in hops[sender].items():
                if receiver not in found and form >= least and counts(entry):
                    if step.timing is not NO_TIME:
                        arrives = max(now, step.timing.after) + step.timing.takes
                        if arrives > now:
                            later.setdefault(arrives, []).append(step)
                            continue
                    found[receiver] = step
                    unreached.discard(receiver)
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
                unreached.discard(step.actor)
                hours[step.actor] = now
                if step.actor in hops:
                    waiting.append(step.actor)


def _will_do(step: Step, record: RecordEntry, requirement: QualityRequirement) -> bool:
    if record.form < requirement.form or (
        requirement.codes is not None and record.code_system not in requirement.codes
    ):
        return False
    return requirement.recorded_in is None or (
        isinstance(step.by, Record) and step.by.phase in requirement.recorded_in
    )


def _upstream(actor: str, hops: Hops) -> frozenset[str]:
    return frozenset(distances([actor], lambda each: hops.senders.get(each, ())))

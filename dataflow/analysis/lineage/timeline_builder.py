"""Builds the timeline of a field: who records, shares, derives, needs and holds it in each phase."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from typing import NamedTuple

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.holdings import Element, Holdings, QualityRequirement
from dataflow.analysis.closure.reachability import ANY
from dataflow.analysis.closure.sharing import NO_TIME, carried, timing
from dataflow.analysis.lineage.some_members import Doers
from dataflow.analysis.lineage.timeline import (
    DemandEvent,
    DeriveEvent,
    Holder,
    PendingSupply,
    RecordEvent,
    ShareEvent,
    Timeline,
    TimelinePhase,
    Who,
    grouped,
)
from dataflow.analysis.lineage.timing import Delivery, delivery, time_limit
from dataflow.analysis.needs.causes import Cause
from dataflow.analysis.needs.certificates import CLOSED, NOT_REACHED, NOT_YET
from dataflow.analysis.needs.needs import Needs
from dataflow.analysis.needs.outcomes import reach
from dataflow.model.entities import Form
from dataflow.model.statements import DEMANDS, AnyStatement, Demand, NeedEntry, Share, Statement, Supply


class Timelines:
    """The timelines of fields, without the unknown statements; what they have in common is computed once."""

    def __init__(self, needs: Needs, assumptions: Assumptions) -> None:
        self.needs = needs
        self.assumptions = assumptions

    def of(self, field: str) -> Timeline:
        """The timeline of a field."""
        return self._builder(field).timeline()

    def held_by_phase(self, field: str) -> Mapping[str, tuple[Holder, ...]]:
        """The holders of a field in each phase."""
        builder = self._builder(field)
        return {phase: tuple(builder.holders(phase)) for phase in builder.ranked}

    def _builder(self, field: str) -> "_TimelineBuilder":
        is_timed = not self._timed.isdisjoint(self.needs.map_as_of.data_map.parts[field])
        return _TimelineBuilder(self.needs, self.assumptions, field, self._stated.get(field, ()), is_timed)

    @cached_property
    def _timed(self) -> frozenset[str]:
        """The fields of which any time is stated."""
        data_map = self.needs.map_as_of.data_map
        supply = (each for found in self._stated.values() for _, each in found if isinstance(each, Supply))
        return frozenset(each.field for each in supply if timing(data_map, each) != NO_TIME)

    @cached_property
    def _stated(self) -> Mapping[str, Sequence[tuple[str, Statement]]]:
        stated: dict[str, list[tuple[str, Statement]]] = {}
        for actor, statements in self.needs.map_as_of.data_map.statements.items():
            for each in statements:
                stated.setdefault(each.field, []).append((actor, each))
        return stated


def best_of(elements: Iterable[Element], position: dict[str, int]) -> Element | None:
    """The element of the best form; of several, the one recorded last."""
    return max(elements, key=lambda each: (each.form, position[each.recorded], each.code_system or ""), default=None)


class _ShareKey(NamedTuple):
    """Shares with the same key are one event: the roles at both ends, and the fields of the event."""

    sender_role: str
    receiver_role: str
    channel: str
    had: Element | None
    got: Element | None
    barrier: str | None
    on_request: bool
    after: int | None
    delivery: Delivery | None


class _PendingKey(NamedTuple):
    """Records and shares with the same key are one event."""

    role: str
    kind: str
    status: str
    channel: str | None
    on_request: bool


class _TimelineBuilder:
    def __init__(
        self,
        needs: Needs,
        assumptions: Assumptions,
        field: str,
        stated: Sequence[tuple[str, Statement]],
        is_timed: bool,
    ) -> None:
        self.needs = needs
        self.assumptions = assumptions
        self.field = field
        self.stated = stated
        self.is_timed = is_timed
        """Whether any time is stated of the field, or of what it is derived from."""
        self.demanded: dict[tuple[type[Statement], str], list[tuple[str, Demand]]] = {}
        for actor, each in stated:
            if isinstance(each, Demand) and needs.map_as_of.counts(each.entry, assumptions):
                self.demanded.setdefault((type(each), each.phase), []).append((actor, each))
        self.sharing = needs.sharing(assumptions, field)
        self.doers = Doers(needs, assumptions, field)
        self.records, self.shares = _by_phase(self.sharing.records), _by_phase(self.sharing.shares)
        self.reached = needs.reachability.reached(field, ANY, assumptions)
        self.data_map = needs.map_as_of.data_map
        self.holdings: Holdings = needs.holdings(assumptions)
        self.position = {phase.id: phase.position for phase in self.data_map.phases.values()}
        self.ranked = sorted(self.data_map.phases, key=lambda phase: self.position[phase])

    def timeline(self) -> Timeline:
        earlier: set[tuple[object, ...]] = set()
        phases = []
        for phase in self.ranked:
            shares = tuple(self._shares(phase))
            marked = tuple(replace(each, as_before=_identity_key(each) in earlier) for each in shares)
            earlier |= {_identity_key(each) for each in shares if each.got is not None}
            records, demands = tuple(self._records(phase)), tuple(self._demands(phase))
            phases.append(TimelinePhase(phase, records, self._derived(phase), marked, demands))
        holders = tuple(self.holders(self.ranked[-1])) if self.ranked else ()
        return Timeline(self.data_map, self.field, tuple(phases), holders, tuple(self._pending()))

    def _records(self, phase: str) -> Iterator[RecordEvent]:
        groups: dict[tuple[Form, str | None, str | None, bool, int | None], list[str]] = {}
        for actor, record in self.records.get(phase, ()):
            entry = record.entry
            key = (entry.form, entry.code_system, entry.system, entry.patient_reported, entry.after)
            groups.setdefault(key, []).append(actor)
        for key, actors in groups.items():
            for who in grouped(self.data_map, actors):
                some = None if _are_all(who) else self.doers.some_recording(who.id, phase)
                yield RecordEvent(who, *key, some)

    def _derived(self, phase: str) -> tuple[DeriveEvent, ...]:
        parts = self.data_map.fields[self.field].derived_from
        if not parts:
            return ()
        before = [each for each in self.ranked if self.position[each] < self.position[phase]]

        def has_parts(actor: str, when: str) -> bool:
            return all(self.holdings.holds(actor, part, when) for part in parts)

        # Of phases at one position, the first has it.
        first = next(each for each in self.ranked if self.position[each] == self.position[phase])
        able: dict[int, list[str]] = {}
        for actor in self.data_map.concrete_actors if phase == first else ():
            if has_parts(actor, phase) and not (before and has_parts(actor, before[-1])):
                able.setdefault(max(self._hours(actor, part, ANY, phase) for part in parts), []).append(actor)
        return tuple(DeriveEvent(who, hours) for hours in sorted(able) for who in grouped(self.data_map, able[hours]))

    def _hours(self, actor: str, field: str, requirement: QualityRequirement, phase: str) -> int:
        """The hours after a phase begins until an actor has a good enough value that it has in that phase."""
        if not self.is_timed:
            return 0
        reached = self.needs.reachability.reached(field, requirement, self.assumptions)
        return int(reached.hours_at(actor, self.position[phase]))

    def _shares(self, phase: str) -> Iterator[ShareEvent]:
        pairs: dict[_ShareKey, dict[tuple[str, str], None]] = {}
        arrivals = self.reached.arrivals(phase)
        for actor, share in self.shares.get(phase, ()):
            had = best_of(self.holdings.elements(actor, self.field, phase), self.position)
            limit = carried(self.data_map, share)
            reached = self.data_map.receivers(actor, share.to)
            barrier = CLOSED if limit is None else NOT_REACHED if not reached else NOT_YET if had is None else None
            got = None
            if barrier is None and had is not None and limit is not None:
                got = had if had.form <= limit else Element(limit, None, had.recorded)
            named = reached or tuple(self.data_map.members.get(share.to, (share.to,)))
            role, to, entry = self.data_map.role_of(actor), self.data_map.role_of(share.to), share.entry
            when = None
            if got is not None and had is not None:
                as_good = QualityRequirement.like(had, self.position[had.recorded])
                when = delivery(self.data_map, share, self._hours(actor, self.field, as_good, phase))
            key = _ShareKey(role, to, entry.via, had, got, barrier, entry.on_request, entry.after, when)
            pairs.setdefault(key, {}).update(dict.fromkeys((actor, each) for each in named))
        groups: dict[ShareEvent, list[Who]] = {}
        # In the order in which the field arrives at the senders.
        order = {actor: number for number, actor in enumerate(arrivals)}
        for key, met in sorted(pairs.items(), key=lambda pair: min(order.get(s, len(order)) for s, _ in pair[1])):
            (sender,) = grouped(self.data_map, {each for each, _ in met})
            receivers = {each for _, each in met}
            all_pairs = sum(1 for one in {each for each, _ in met} for other in receivers if one != other)
            by_cluster = sum(a != b for a, b in met) < all_pairs
            some = None
            if key.got is not None and not _are_all(sender):
                some = self.doers.some_sending(key.sender_role, key.receiver_role, phase)
            event = ShareEvent(sender, (), *key[2:], by_cluster=by_cluster, some=some)
            groups.setdefault(event, []).extend(grouped(self.data_map, receivers))
        for event, whom in groups.items():
            yield replace(event, receivers=tuple(dict.fromkeys(whom)))

    def _demands(self, phase: str) -> Iterator[DemandEvent]:
        everything = replace(self.assumptions, unknown=frozenset(self.needs.map_as_of.unknown))

        @cache
        def demand(needs: Needs, actor: str, need: Demand) -> DemandEvent:
            cause = needs.cause(actor, need, self.assumptions)
            possible = cause is not None and needs.is_met(actor, need, everything)
            return self._demand(needs, actor, need, cause, possible)

        for type_ in DEMANDS:
            groups: dict[DemandEvent, list[str]] = {}
            for actor, need in self.demanded.get((type_, phase), ()):
                event = self.needs.about(actor, lambda needs, one: demand(needs, one, need))  # noqa: B023  # called at once
                groups.setdefault(event, []).append(actor)
            for event, actors in groups.items():
                for who in grouped(self.data_map, actors):
                    yield replace(event, who=who)

    def _demand(self, needs: Needs, actor: str, need: Demand, cause: Cause | None, possible: bool) -> DemandEvent:
        entry = need.entry
        holdings = needs.holdings(needs.assumptions_for(actor, need, self.assumptions))
        held = holdings.elements(actor, self.field, need.phase)
        best = best_of(held if cause is None else needs.good_but_for(cause, need, held), self.position)
        return DemandEvent(
            Who(self.data_map.role_of(actor), None, None),
            entry.list_key,
            entry.level if isinstance(entry, NeedEntry) else None,
            entry.purposes,
            entry.form,
            entry.code_systems,
            entry.recorded_since,
            entry.recorded_in,
            entry.received,
            cause,
            possible,
            () if best is None else (best,),
            None if cause is not None else reach(needs, actor, need, self.assumptions),
            time_limit(needs, actor, need, self.assumptions),
        )

    def _pending(self) -> Iterator[PendingSupply]:
        every = Assumptions(True, frozenset(self.needs.map_as_of.unknown))
        map_as_of = self.needs.map_as_of
        groups: dict[_PendingKey, tuple[dict[str, None], dict[str, None], dict[str, None]]] = {}
        for actor, each in self.stated:
            entry = each.entry
            if entry.status == "current":
                continue
            is_pending = map_as_of.counts(entry, every) and not map_as_of.counts(entry, self.assumptions)
            if isinstance(each, Supply) and is_pending:
                via, to = (each.entry.via, each.to) if isinstance(each, Share) else (None, None)
                on_request = isinstance(each, Share) and each.entry.on_request
                key = _PendingKey(self.data_map.role_of(actor), entry.list_key, entry.status, via, on_request)
                actors, receivers, phases = groups.setdefault(key, ({}, {}, {}))
                actors[actor] = phases[each.phase] = None
                if to is not None:
                    receivers.update(dict.fromkeys(self.data_map.members.get(to, (to,))))
        for (_, kind, status, via, on_request), (actors, receivers, phases) in groups.items():
            (who,) = grouped(self.data_map, actors)
            when = tuple(phase for phase in self.ranked if phase in phases)
            yield PendingSupply(who, kind, status, grouped(self.data_map, receivers), via, on_request, when)

    def holders(self, phase: str) -> Iterator[Holder]:
        arrivals = self.reached.arrivals(phase)
        groups: dict[tuple[str, Element, str, str, tuple[tuple[Element, str], ...]], list[str]] = {}

        def since(actor: str, element: Element) -> str:
            as_good = QualityRequirement.like(element, 0)
            reached = self.needs.reachability.reached(self.field, as_good, self.assumptions)
            return reached.arrivals(phase)[actor].phase

        for actor in self.data_map.concrete_actors:
            elements = self.holdings.elements(actor, self.field, phase)
            best = best_of(elements, self.position)
            if best is not None:
                others: dict[str | None, list[Element]] = {}
                for each in elements:
                    if each.form == best.form and each.code_system != best.code_system:
                        others.setdefault(each.code_system, []).append(each)
                latest = (max(found, key=lambda each: self.position[each.recorded]) for found in others.values())
                coded = tuple(sorted((each, since(actor, each)) for each in latest if each.code_system is not None))
                key = (self.data_map.role_of(actor), best, arrivals[actor].phase, since(actor, best), coded)
                groups.setdefault(key, []).append(actor)
        for (_, best, first, best_since, coded), actors in sorted(
            groups.items(), key=lambda pair: self.position[pair[0][2]]
        ):
            for who in grouped(self.data_map, actors):
                yield Holder(who, best, first, best_since, coded)


def _are_all(who: Who) -> bool:
    """Whether all members of a role are meant, or an actor that has none."""
    return who.members is None or len(who.members) == who.of


def _identity_key(event: ShareEvent) -> tuple[object, ...]:
    """Equal for two shares in different phases that differ at most in when their values were recorded."""
    got = None if event.got is None else (event.got.form, event.got.code_system)
    had = None if event.had is None else (event.had.form, event.had.code_system)
    takes = None if event.delivery is None else event.delivery.takes
    return event.sender, event.receivers, event.channel, had, got, event.on_request, event.after, takes


def _by_phase(stated: Iterable[tuple[str, AnyStatement]]) -> Mapping[str, Sequence[tuple[str, AnyStatement]]]:
    """Statements, each with its actor, by their phase: a map may have as many phases as statements."""
    found: dict[str, list[tuple[str, AnyStatement]]] = {}
    for actor, statement in stated:
        found.setdefault(statement.phase, []).append((actor, statement))
    return found

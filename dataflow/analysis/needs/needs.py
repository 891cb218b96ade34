"""Whether a need or use is met, and if not, its one cause (``language.md``, "Why a need is not met")."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from math import inf
from typing import Any, TypeVar

from dataflow.analysis.assumptions import Assumptions, MapAsOf
from dataflow.analysis.closure.arrivals import Arrival
from dataflow.analysis.closure.holdings import Element, Holdings, QualityRequirement
from dataflow.analysis.closure.lineages import Lineage
from dataflow.analysis.closure.network import Networks
from dataflow.analysis.closure.reachability import ANY, FieldReachability
from dataflow.analysis.closure.sharing import Hop, Sharing, carried, timing
from dataflow.analysis.needs.causes import Cause
from dataflow.model.statements import Demand, DemandEntry, Entry, NeedEntry, Share, Supply

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence of a cause.

    ``sharing`` has the records that exist, ``holders`` are the concrete actors that hold the field in time, ``hops``
    the shares at which time, form or code system is lost, ``held`` the actor's values that would do but for the
    cause, ``missing_parts`` the parts of a derived field that it lacks, ``first`` how a good enough value first comes
    to it, which is too slow.
    """

    sharing: Sharing
    holders: tuple[str, ...] = ()
    hops: tuple[Hop, ...] = ()
    held: tuple[Element, ...] = ()
    missing_parts: tuple[str, ...] = ()
    first: Arrival | None = None

    @property
    def way(self) -> tuple[Supply, ...]:
        """The records and shares by which the good enough value comes that is too slow."""
        return () if self.first is None else tuple(statement for _, statement in self.first.stated())


class Needs:
    """The needs and uses of a map on a date; what they rest on is computed once for each set of assumptions."""

    def __init__(self, map_as_of: MapAsOf) -> None:
        self.map_as_of = map_as_of
        self.reachability = FieldReachability(map_as_of)
        self._networks = Networks(map_as_of)
        self._holdings: dict[Assumptions, Holdings] = {}
        self._met: dict[tuple[str, Entry, str, str, Assumptions], bool] = {}
        self._requirements: dict[DemandEntry, QualityRequirement] = {}
        self._causes: dict[tuple[str, Entry, str, str, Assumptions], Cause] = {}
        self._without_limit: dict[NeedEntry, NeedEntry] = {}
        self._holders: dict[tuple[Assumptions, str, str], tuple[str, ...]] = {}
        self._in_time: dict[tuple[Assumptions, str, int], frozenset[str]] = {}
        self._once: dict[tuple[object, ...], Any] = {}
        self._first_ways: dict[tuple[str, str, QualityRequirement, Assumptions], frozenset[Entry]] = {}
        # Many needs have the same losing hops.
        self._hops: dict[tuple[object, ...], tuple[Hop, ...]] = {}

    @cached_property
    def _recorders(self) -> Callable[[str], frozenset[str]]:
        records = self.map_as_of.data_map.records
        return cache(lambda field: frozenset(actor for actor, _ in records[field]))

    def once(self, ask: Callable[["Needs", str, Demand, Assumptions], Result], *about: Any) -> Result:
        """A result about a need of an actor, computed once."""
        key = (ask, *about)
        if key not in self._once:
            self._once[key] = ask(self, *about)
        found: Result = self._once[key]
        return found

    def about(self, actor: str, ask: Callable[["Needs", str], Result]) -> Result:
        """A result for a concrete actor, where the result names no concrete actor itself."""
        return ask(self, actor)

    def about_each(self, ask: Callable[["Needs", str], Result]) -> Iterator[tuple[tuple[str, ...], Result]]:
        """The result for every concrete actor, in the order of declaration; one group may have several actors."""
        for actor in self.map_as_of.data_map.statements:
            yield (actor,), ask(self, actor)

    def holdings(self, assumptions: Assumptions) -> Holdings:
        """The holdings under some assumptions."""
        if assumptions not in self._holdings:
            self._holdings[assumptions] = self._held(assumptions)
        return self._holdings[assumptions]

    def _held(self, assumptions: Assumptions) -> Holdings:
        return Holdings.of(self._networks, assumptions)

    def sharing(self, assumptions: Assumptions, field: str) -> Sharing:
        """The records, shares and hops of a field that count."""
        return self.reachability.sharing(assumptions, field)

    def has(
        self, actor: str, field: str, phase: str, requirement: QualityRequirement, assumptions: Assumptions
    ) -> bool:
        """Whether a concrete actor holds a value of a field in a phase that meets a requirement."""
        assumptions = self.reachability.settled(assumptions, field)
        if self._uses_closure(assumptions):
            return self.holdings(assumptions).has(actor, field, phase, requirement)
        return self.reachability.reached(field, requirement, assumptions).since(actor) <= self.position(phase)

    def holds(self, actor: str, field: str, phase: str, assumptions: Assumptions) -> bool:
        """Whether a concrete actor holds a field in a phase, in any form."""
        assumptions = self.reachability.settled(assumptions, field)
        if self._uses_closure(assumptions):
            return self.holdings(assumptions).holds(actor, field, phase)
        return self.reachability.reached(field, ANY, assumptions).since(actor) <= self.position(phase)

    def _uses_closure(self, assumptions: Assumptions) -> bool:
        """Whether most of a map is queried under these assumptions, so that the whole closure is computed."""
        as_it_is = assumptions.exclude_records_of is None and not assumptions.without
        return as_it_is and len(assumptions.unknown) in (0, len(self.map_as_of.unknown))

    def hops(self, assumptions: Assumptions) -> Iterator[Hop]:
        """The hops of all fields, by field."""
        for field in self.map_as_of.data_map.fields:
            yield from self.sharing(assumptions, field).hops

    def is_met(self, actor: str, need: Demand, assumptions: Assumptions) -> bool:
        """Whether a concrete actor's need or use is met."""
        assumptions = self.reachability.settled(assumptions, need.field)
        key = (actor, need.entry, need.field, need.phase, assumptions)
        met = self._met.get(key)
        if met is None:
            within = self.assumptions_for(actor, need, assumptions)
            requirement = self.requirement(need.entry)
            held = self.has(actor, need.field, need.phase, requirement, within)
            met = self._met[key] = held and self._hours(actor, need, requirement, within) <= _limit(need)
        return met

    def _hours(self, actor: str, need: Demand, requirement: QualityRequirement, assumptions: Assumptions) -> float:
        """The hours until a concrete actor has a good enough value; 0 for a need without a limit."""
        if need.entry.within is None:
            return 0
        reached = self.reachability.reached(need.field, requirement, assumptions)
        return reached.hours_at(actor, self.position(need.phase))

    def depends_on(
        self,
        entries: frozenset[Entry],
        actor: str,
        need: Demand,
        assumptions: Assumptions,
        position: int | None = None,
    ) -> bool:
        """Whether a need or use is met, but would not be without some records and shares (at one position)."""
        return (
            bool(entries)
            and self.is_met(actor, need, assumptions)
            # While the way by which the value first comes is whole, it comes then.
            and not entries.isdisjoint(self._first_way(actor, need, assumptions))
            and not self.is_met(actor, need, assumptions.taking_away(entries, position))
        )

    def _first_way(self, actor: str, need: Demand, assumptions: Assumptions) -> frozenset[Entry]:
        """The entries of the records and shares by which a good enough value first comes to a concrete actor."""
        within = self.reachability.settled(self.assumptions_for(actor, need, assumptions), need.field)
        requirement = self.requirement(need.entry)
        key = (actor, need.field, requirement, within)
        if key not in self._first_ways:
            arrival = self.reachability.reached(need.field, requirement, within).arrival(actor)
            self._first_ways[key] = frozenset(statement.entry for _, statement in arrival.stated())
        return self._first_ways[key]

    def lineage(self, actor: str, need: Demand, assumptions: Assumptions) -> Lineage:
        """The records and shares by which a concrete actor holds what it needs."""
        within = self.assumptions_for(actor, need, assumptions)
        return self.reachability.lineage(actor, need.field, need.phase, within)

    def without_limit(self, entry: NeedEntry) -> NeedEntry:
        """The same needs without a limit of time: one entry for each, as entries compare by identity."""
        if entry.within is None:
            return entry
        if entry not in self._without_limit:
            self._without_limit[entry] = replace(entry, within=None)
        return self._without_limit[entry]

    def requirement(self, entry: DemandEntry) -> QualityRequirement:
        """The requirement on a value by the needs or uses of an entry."""
        if entry not in self._requirements:
            codes = frozenset(each for each in self.map_as_of.data_map.code_systems if self._accepts(entry, each))
            since = 0 if entry.recorded_since is None else self.position(entry.recorded_since)
            recorded_in = frozenset(entry.recorded_in) if entry.recorded_in else None
            self._requirements[entry] = QualityRequirement(
                entry.form, since, codes if entry.code_systems else None, recorded_in
            )
        return self._requirements[entry]

    def cause(self, actor: str, need: Demand, assumptions: Assumptions) -> Cause | None:
        """The cause of an unmet need or use; None where it is met."""
        if self.is_met(actor, need, assumptions):
            return None
        key = (actor, need.entry, need.field, need.phase, assumptions)
        if key not in self._causes:
            within = self.assumptions_for(actor, need, assumptions)
            sharing = self.sharing(within, need.field)
            elements = self._elements(actor, need, within)
            cause = self._cause_if_held(need, elements, sharing) if elements else None
            self._causes[key] = cause or self._cause_if_absent(actor, need, within)
        return self._causes[key]

    def _elements(self, actor: str, need: Demand, assumptions: Assumptions) -> tuple[Element, ...]:
        if not self.holds(actor, need.field, need.phase, assumptions):
            return ()
        return self.holdings(assumptions).elements(actor, need.field, need.phase)

    def evidence(self, actor: str, need: Demand, cause: Cause, assumptions: Assumptions) -> Evidence:
        """The evidence of the cause of an unmet need or use."""
        assumptions = self.assumptions_for(actor, need, assumptions)
        sharing = self.sharing(assumptions, need.field)
        held = self.good_but_for(cause, need, self._elements(actor, need, assumptions))
        holders = tuple(other for other in self.holders(need.field, need.phase, assumptions) if other != actor)
        evidence = Evidence(sharing, holders, held=held)
        if cause == Cause.UNDERIVABLE:
            parts = self.map_as_of.data_map.fields[need.field].derived_from
            missing = tuple(part for part in parts if not self.holds(actor, part, need.phase, assumptions))
            return replace(evidence, missing_parts=missing)
        if cause == Cause.ARRIVES_LATE:
            losing = self._late_hops(sharing, need, assumptions)
        elif cause in (Cause.FORM_LOST, Cause.CODE_SYSTEM_MISMATCH, Cause.STALE, Cause.RECORDED_ELSEWHERE):
            losing = self._losing_hops(sharing, need, assumptions)
        elif cause == Cause.TOO_SLOW:
            reached = self.reachability.reached(need.field, self.requirement(need.entry), assumptions)
            return replace(evidence, first=reached.arrivals(need.phase)[actor])
        else:
            return evidence
        upstream = self.reachability.upstream(need.field, actor, assumptions)
        hops = tuple(hop for hop in losing if hop.receiver in upstream)
        if cause == Cause.CODE_SYSTEM_MISMATCH and need.entry.received:
            # What another member of its role sends away comes back in another code system at best.
            role_of = self.map_as_of.data_map.role_of
            hops = tuple(hop for hop in hops if role_of(hop.sender) != role_of(actor))
        return replace(evidence, hops=hops)

    def holders(self, field: str, phase: str, assumptions: Assumptions) -> tuple[str, ...]:
        """The concrete actors that hold a field in a phase, in any form."""
        key = (assumptions, field, phase)
        if key not in self._holders:
            actors = self.map_as_of.data_map.statements
            self._holders[key] = tuple(each for each in actors if self.holds(each, field, phase, assumptions))
        return self._holders[key]

    def recorders_in_time(self, field: str, phase: str, assumptions: Assumptions) -> frozenset[str]:
        """The concrete actors that record a field by a phase."""
        key = (self.reachability.settled(assumptions, field), field, now := self.position(phase))
        if key not in self._in_time:
            records = self.sharing(assumptions, field).records
            self._in_time[key] = frozenset(actor for actor, each in records if self.position(each.phase) <= now)
        return self._in_time[key]

    def share_would_meet(self, need: Demand, holder: str, share: Share, assumptions: Assumptions) -> bool:
        """Whether a share of another field would meet the need in time if it carried the needed field too."""
        data_map, when = self.map_as_of.data_map, self.position(share.phase)
        limit = carried(data_map, share._replace(field=need.field))
        if limit is None or when > self.position(need.phase):
            return False
        if need.entry.within is not None and when == self.position(need.phase):
            reached = self.reachability.reached(need.field, self.requirement(need.entry), assumptions)
            after, takes = timing(data_map, share)
            if max(reached.hours_at(holder, when), after) + takes > need.entry.within:
                return False
        held = self.holdings(assumptions).elements(holder, need.field, share.phase)
        arriving = (each if each.form <= limit else Element(limit, None, each.recorded) for each in held)
        return any(self._meets(need, each) for each in arriving)

    def assumptions_for(self, actor: str, need: Demand, assumptions: Assumptions) -> Assumptions:
        """The assumptions for a need: without the actor's own records, where it needs what others send."""
        if not need.entry.received:
            return assumptions
        # An actor that records neither the field nor a part of it has nothing to exclude.
        records = any(actor in self._recorders(part) for part in self.map_as_of.data_map.parts[need.field])
        return assumptions.excluding_records_of(actor) if records else assumptions

    def position(self, phase: str) -> int:
        """The position of a phase in the pathway."""
        return self.map_as_of.data_map.phases[phase].position

    def _meets(self, need: Demand, element: Element) -> bool:
        return (
            self._is_fresh(need, element)
            and self._is_recorded_there(need, element)
            and element.form >= need.entry.form
            and (not need.entry.code_systems or self._accepts(need.entry, element.code_system))
        )

    def good_but_for(self, cause: Cause, need: Demand, held: tuple[Element, ...]) -> tuple[Element, ...]:
        """Of the values that an actor holds, those that would do but for a cause: recorded when the need asks for it.

        All, where none is: the cause may lie in a value that the actor does not hold.
        """
        found = held
        if cause is not Cause.STALE:
            found = tuple(each for each in found if self._is_fresh(need, each))
        if cause not in (Cause.STALE, Cause.RECORDED_ELSEWHERE):
            found = tuple(each for each in found if self._is_recorded_there(need, each))
        return found or held

    def _is_fresh(self, need: Demand, element: Element) -> bool:
        since = need.entry.recorded_since
        return since is None or self.position(element.recorded) >= self.position(since)

    def _is_recorded_there(self, need: Demand, element: Element) -> bool:
        return not need.entry.recorded_in or element.recorded in need.entry.recorded_in

    def _accepts(self, entry: DemandEntry, code_system: str | None) -> bool:
        if code_system is None:
            return False
        wanted = entry.code_systems
        maps_to = self.map_as_of.data_map.code_systems[code_system].maps_to
        return code_system in wanted or any(other in wanted for other in maps_to)

    def _cause_if_absent(self, actor: str, need: Demand, assumptions: Assumptions) -> Cause:
        sharing = self.sharing(assumptions, need.field)
        if not sharing.records:
            derived = self.map_as_of.data_map.fields[need.field].derived_from
            return Cause.UNDERIVABLE if derived else Cause.UNRECORDED
        now = self.position(need.phase)
        if all(self.position(record.phase) > now for record in sharing.recorded):
            return Cause.RECORDED_LATE
        upstream = self.reachability.upstream(need.field, actor, assumptions)
        others = any(recorder in upstream for recorder in sharing.recorders if recorder != actor)
        return Cause.ARRIVES_LATE if others else Cause.NOT_SHARED

    def _cause_if_held(self, need: Demand, elements: tuple[Element, ...], sharing: Sharing) -> Cause:
        fresh = [element for element in elements if self._is_fresh(need, element)]
        if not fresh:
            return Cause.STALE
        there = [element for element in fresh if self._is_recorded_there(need, element)]
        if not there:
            return Cause.RECORDED_ELSEWHERE
        if any(self._meets(need, element) for element in there):
            return Cause.TOO_SLOW
        least = need.entry.form
        if any(element.form >= least for element in there):
            return Cause.CODE_SYSTEM_MISMATCH
        now = self.position(need.phase)
        recorded_well = any(
            record.entry.form >= least and self.position(record.phase) <= now for record in sharing.recorded
        )
        return Cause.FORM_LOST if recorded_well else Cause.FORM_TOO_LOW

    def _late_hops(self, sharing: Sharing, need: Demand, assumptions: Assumptions) -> tuple[Hop, ...]:
        """The hops from an actor that holds the field in time to one that does not."""
        key = (assumptions, need.field, need.phase)
        if key not in self._hops:
            held = frozenset(self.holders(need.field, need.phase, assumptions))
            self._hops[key] = tuple(hop for hop in sharing.hops if hop.sender in held and hop.receiver not in held)
        return self._hops[key]

    def _losing_hops(self, sharing: Sharing, need: Demand, assumptions: Assumptions) -> tuple[Hop, ...]:
        """The hops in time whose sender has a value that meets the need and whose receiver does not get one."""
        entry = need.entry
        wanted = entry.form, entry.code_systems, entry.recorded_since, entry.recorded_in
        key = (assumptions, need.field, need.phase, *wanted)
        if key in self._hops:
            return self._hops[key]
        holdings = self.holdings(assumptions)

        @cache
        def has_required(actor: str, phase: str) -> bool:
            return any(self._meets(need, element) for element in holdings.elements(actor, need.field, phase))

        now = self.position(need.phase)
        self._hops[key] = tuple(
            hop
            for hop in sharing.hops
            if self.position(hop.statement.phase) <= now
            and has_required(hop.sender, hop.statement.phase)
            and not has_required(hop.receiver, need.phase)
        )
        return self._hops[key]


def _limit(need: Demand) -> float:
    """The hours after the beginning of the phase within which a need or use must be met."""
    return inf if need.entry.within is None else need.entry.within

"""Whether a need or use is met, and if not, exactly one cause and its evidence (``language.md``, 5 and 6)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from dataflow.flow.alike import representatives
from dataflow.flow.derived import with_parts
from dataflow.flow.holdings import Element, Holdings
from dataflow.flow.network import Networks
from dataflow.flow.sharing import Hop, Sharing, passing_by_field, sharing_of
from dataflow.flow.worlds import Standing, World
from dataflow.model.entities import Form, Statement


class Cause(StrEnum):
    """Why a need is not met: the first that is true, in this order."""

    UNDERIVABLE = "underivable"
    UNRECORDED = "unrecorded"
    RECORDED_LATE = "recorded-late"
    NOT_SHARED = "not-shared"
    ARRIVES_LATE = "arrives-late"
    STALE = "stale"
    FORM_TOO_LOW = "form-too-low"
    FORM_LOST = "form-lost"
    CODE_SYSTEM_MISMATCH = "code-system-mismatch"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a cause rests on.

    ``records`` are those that exist, ``holders`` the concrete actors that hold the field in time, ``hops`` the shares
    at which time, form or code system is lost, ``held`` how the actor itself holds the field, ``missing_parts`` the
    parts of a derived field that it lacks.
    """

    records: tuple[tuple[str, Statement], ...] = ()
    holders: tuple[str, ...] = ()
    hops: tuple[Hop, ...] = ()
    held: tuple[Element, ...] = ()
    missing_parts: tuple[str, ...] = ()


class Needs:
    """Answers for a map on a date; each world's closure is worked out once, when first asked for.

    ``first_alike`` gives for each concrete actor the first that nothing tells from it: what holds for one holds for
    the other. ``whole`` are the needs of the whole map, where these are of its crowd (``alike.py``), else these.
    """

    def __init__(self, standing: Standing, whole: "Needs | None" = None) -> None:
        self.standing = standing
        self.whole = whole or self
        self._networks = Networks(standing)
        self._holdings: dict[World, Holdings] = {}
        self._sharing: dict[tuple[World, str], Sharing] = {}
        self._passing = passing_by_field(standing.data_map)
        self._recorders = {
            field: {actor for actor, statement in found if statement.entry.kind == "records"}
            for field, found in self._passing.items()
        }
        self._parts = with_parts(standing.data_map)
        self._unknown_about = {
            field: frozenset(
                entry for entry, about in standing.fields_of_unknown.items() if about & self._parts[field]
            )
            for field in standing.data_map.fields
        }
        self.first_alike = representatives(standing.data_map)
        self._met: dict[tuple[str, Statement, World], bool] = {}
        self._causes: dict[tuple[str, Statement, World], Cause] = {}

    def holdings(self, world: World) -> Holdings:
        """Who holds what in a world."""
        if world not in self._holdings:
            self._holdings[world] = Holdings(self._networks, world)
        return self._holdings[world]

    def sharing(self, world: World, field: str) -> Sharing:
        """Who records a field and who can pass it to whom in a world."""
        key = (self.settled(world, field), field)
        if key not in self._sharing:
            self._sharing[key] = sharing_of(self.standing, key[0], self._passing[field])
        return self._sharing[key]

    def settled(self, world: World, field: str) -> World:
        """The world without the unknown statements, or with all of them, where it is the same one for a field.

        Who holds a field depends on no statements but those about it and about what it is worked out from.
        """
        about = self._unknown_about[field]
        counting = about & world.unknown
        if counting == about or not counting:
            return replace(world, unknown=frozenset(self.standing.unknown) if counting else frozenset())
        return world

    def holds(self, actor: str, field: str, phase: str, world: World) -> bool:
        """Whether a concrete actor holds a field in a phase, in any form."""
        return self.holdings(self.settled(world, field)).holds(actor, field, phase)

    def hops(self, world: World) -> Iterator[Hop]:
        """Every share that carries its field and reaches somebody, by field."""
        for field in self.standing.data_map.fields:
            yield from self.sharing(world, field).hops

    def is_met(self, actor: str, need: Statement, world: World) -> bool:
        """Whether a concrete actor's need or use is met."""
        actor, world = self.first_alike[actor], self.settled(world, need.field)
        key = (actor, need, world)
        if key not in self._met:
            elements = self._elements(actor, need, world)
            self._met[key] = any(self._will_do(need, element) for element in elements)
        return self._met[key]

    def cause(self, actor: str, need: Statement, world: World) -> Cause | None:
        """Why a need or use is not met; None where it is."""
        if self.is_met(actor, need, world):
            return None
        actor = self.first_alike[actor]
        key = (actor, need, world)
        if key not in self._causes:
            elements = self._elements(actor, need, world)
            sharing = self.sharing(self.world_for(actor, need, world), need.field)
            why = self._why_poor(need, elements, sharing) if elements else self._why_absent(actor, need, sharing)
            self._causes[key] = why
        return self._causes[key]

    def _elements(self, actor: str, need: Statement, world: World) -> tuple[Element, ...]:
        return self.holdings(self.world_for(actor, need, world)).elements(actor, need.field, need.phase)

    def evidence(self, actor: str, need: Statement, cause: Cause, world: World) -> Evidence:
        """What shows the cause of an unmet need; that of the first actor alike, whose ways are the same."""
        actor = self.first_alike[actor]
        world = self.world_for(actor, need, world)
        sharing = self.sharing(world, need.field)
        holdings = self.holdings(world)
        held = holdings.elements(actor, need.field, need.phase)
        holders = tuple(
            other
            for other in self.standing.data_map.concrete_actors
            if other != actor and holdings.holds(other, need.field, need.phase)
        )
        evidence = Evidence(sharing.records, holders, held=held)
        if cause == Cause.UNDERIVABLE:
            parts = self.standing.data_map.fields[need.field].derived_from
            missing = tuple(part for part in parts if not holdings.holds(actor, part, need.phase))
            return replace(evidence, missing_parts=missing)
        upstream = sharing.upstream_of(actor)
        hops = tuple(hop for hop in sharing.hops if hop.receiver in upstream)
        if cause == Cause.ARRIVES_LATE:
            return replace(evidence, hops=self._late_hops(hops, need, holdings))
        if cause in (Cause.FORM_LOST, Cause.CODE_SYSTEM_MISMATCH, Cause.STALE):
            return replace(evidence, hops=self._losing_hops(hops, need, holdings))
        return evidence

    def share_would_meet(self, need: Statement, holder: str, share: Statement, world: World) -> bool:
        """Whether a share of some field, if it passed the needed field on too, would meet the need in time."""
        entry = share.entry
        best = self.standing.data_map.channels[entry.via].carries(need.field) if entry.via is not None else None
        if best is None or self.position(share.phase) > self.position(need.phase):
            return False
        limit = best if entry.form is None else min(best, entry.form)
        held = self.holdings(world).elements(holder, need.field, share.phase)
        arriving = (each if each.form <= limit else Element(limit, None, each.recorded) for each in held)
        return any(self._will_do(need, each) for each in arriving)

    def world_for(self, actor: str, need: Statement, world: World) -> World:
        """The world in which to look: without the actor's own records, where what others send is needed."""
        if not need.entry.received:
            return world
        # Where it records neither the field nor a part of it, there is nothing to leave out.
        records = self._records_any(actor, self._parts[need.field])
        return world.without_own_records(actor) if records else world

    def _records_any(self, actor: str, fields: frozenset[str]) -> bool:
        return any(actor in self._recorders[field] for field in fields)

    def position(self, phase: str) -> int:
        """Where a phase stands in the pathway."""
        return self.standing.data_map.phases[phase].position

    def _will_do(self, need: Statement, element: Element) -> bool:
        return (
            self._is_fresh(need, element)
            and element.form >= _least(need)
            and (not need.entry.code_systems or self._speaks(need, element.code_system))
        )

    def _is_fresh(self, need: Statement, element: Element) -> bool:
        since = need.entry.recorded_since
        return since is None or self.position(element.recorded) >= self.position(since)

    def _speaks(self, need: Statement, code_system: str | None) -> bool:
        if code_system is None:
            return False
        wanted = need.entry.code_systems
        maps_to = self.standing.data_map.code_systems[code_system].maps_to
        return code_system in wanted or any(other in wanted for other in maps_to)

    def _why_absent(self, actor: str, need: Statement, sharing: Sharing) -> Cause:
        if not sharing.records:
            derived = self.standing.data_map.fields[need.field].derived_from
            return Cause.UNDERIVABLE if derived else Cause.UNRECORDED
        now = self.position(need.phase)
        if all(self.position(record.phase) > now for _, record in sharing.records):
            return Cause.RECORDED_LATE
        others = {recorder for recorder, _ in sharing.records if recorder != actor}
        return Cause.ARRIVES_LATE if others & sharing.upstream_of(actor) else Cause.NOT_SHARED

    def _why_poor(self, need: Statement, elements: tuple[Element, ...], sharing: Sharing) -> Cause:
        fresh = [element for element in elements if self._is_fresh(need, element)]
        if not fresh:
            return Cause.STALE
        least = _least(need)
        if any(element.form >= least for element in fresh):
            return Cause.CODE_SYSTEM_MISMATCH
        now = self.position(need.phase)
        well_recorded = any(
            record.entry.form is not None and record.entry.form >= least and self.position(record.phase) <= now
            for _, record in sharing.records
        )
        return Cause.FORM_LOST if well_recorded else Cause.FORM_TOO_LOW

    def _late_hops(self, hops: tuple[Hop, ...], need: Statement, holdings: Holdings) -> tuple[Hop, ...]:
        """The hops on the way that lead from those who hold the field in time to those who do not yet."""
        return tuple(
            hop
            for hop in hops
            if holdings.holds(hop.sender, need.field, need.phase)
            and not holdings.holds(hop.receiver, need.field, need.phase)
        )

    def _losing_hops(self, hops: tuple[Hop, ...], need: Statement, holdings: Holdings) -> tuple[Hop, ...]:
        """The hops in time whose sender has what would do and whose receiver still has not."""

        def has_enough(actor: str, phase: str) -> bool:
            return any(self._will_do(need, element) for element in holdings.elements(actor, need.field, phase))

        now = self.position(need.phase)
        return tuple(
            hop
            for hop in hops
            if self.position(hop.statement.phase) <= now
            and has_enough(hop.sender, hop.statement.phase)
            and not has_enough(hop.receiver, need.phase)
        )


def _least(need: Statement) -> Form:
    return Form.FREE_TEXT if need.entry.form is None else need.entry.form

"""The sender that an unmet need should be met from, for the hints of findings and for pictures."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import count

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.sharing import Hop, Sharing
from dataflow.analysis.needs.causes import Cause
from dataflow.analysis.needs.needs import Evidence, Needs
from dataflow.analysis.needs.parts import fresh_records
from dataflow.analysis.needs.repairs import HolderRanks, of_other_roles, repair_of
from dataflow.model.entities import Form
from dataflow.model.statements import Demand, Entry, Need


def first_losing_hop(needs: Needs, hops: Iterable[Hop], sharing: Sharing) -> Hop:
    """The earliest of the hops at which time, form or code system is lost; of those, one whose sender records it."""
    role_of = needs.map_as_of.data_map.role_of

    def rank(hop: Hop) -> tuple[object, ...]:
        share = hop.statement
        position, confidence = needs.position(share.phase), share.entry.confidence.rank
        ids = role_of(hop.sender), hop.sender, share.entry.via, role_of(hop.receiver), hop.receiver
        return position, hop.sender not in sharing.records_of, confidence, *ids, share.entry.place

    return min(hops, key=rank)


def lost_again(needs: Needs, hop: Hop, actor: str, need: Demand, sharing: Sharing) -> tuple[Hop, ...]:
    """The further steps from a hop to an actor that would lower the form too, on the way that has the fewest."""
    now, role_of = needs.position(need.phase), needs.map_as_of.data_map.role_of
    onward: dict[str, list[Hop]] = {}
    for each in sharing.hops:
        if needs.position(each.statement.phase) <= now:
            onward.setdefault(each.sender, []).append(each)
    # Several statements may make the same step: of those the first is taken.
    number = count()
    ways: list[tuple[int, tuple[str, ...], int, str, tuple[Hop, ...]]] = [(0, (), next(number), hop.receiver, ())]
    seen: set[str] = set()
    while ways:
        _, ids, _, holder, lowering = heappop(ways)
        # What is passed on within the role of the actor is not told: one of its members stands for all.
        if role_of(holder) == role_of(actor):
            return lowering
        if holder not in seen:
            seen.add(holder)
            for each in onward.get(holder, ()):
                further = lowering if each.form >= need.entry.form else (*lowering, each)
                # Members of a role are not distinguished: which of them there are is not the same for all who ask.
                step = role_of(each.receiver), each.statement.entry.via, each.statement.phase, each.form.word
                names = (*ids, *step)
                heappush(ways, (len(further), names, next(number), each.receiver, further))
    return ()


def sender_of(
    needs: Needs, actor: str, need: Demand, cause: Cause, evidence: Evidence, assumptions: Assumptions
) -> str | None:
    """The concrete actor that the needed field should come from; None where nobody has it.

    That is the sender of the first losing hop, else the one of the nearest repair, else the best of the holders and
    recorders, ranked by: a value that meets the need, a record of its own, a share to the actor, a recent record.
    """
    if evidence.hops:
        return first_losing_hop(needs, evidence.hops, evidence.sharing).sender
    data_map, now = needs.map_as_of.data_map, needs.position(need.phase)
    earliest, known = 0, None
    if cause == Cause.NOT_SHARED:
        repair = repair_of(needs, actor, need, evidence, assumptions)
        if repair.sender in repair.holders:
            return repair.sender
        known = repair.holders
    elif cause == Cause.STALE and need.entry.recorded_since is not None:
        earliest = needs.position(need.entry.recorded_since)
        known = fresh_records(needs, actor, need, evidence, assumptions).recorders
    latest = max(map(needs.position, data_map.phases)) if cause == Cause.RECORDED_LATE else now
    recorded = _last_recorded(needs, evidence.sharing, earliest, latest)
    partners = needs.map_as_of.shares_reaching(assumptions, actor).keys()
    if known is None:
        known = tuple({*recorded, *evidence.holders})

    ranking = HolderRanks(needs, actor, need, assumptions)

    def rank(other: str) -> tuple[object, ...]:
        return *ranking.of(other), other not in partners, -recorded.get(other, -1), data_map.role_of(other), other

    return min(of_other_roles(data_map, actor, known), key=rank, default=None)


def _last_recorded(needs: Needs, sharing: Sharing, earliest: int, latest: int) -> dict[str, int]:
    """The position of the last record of each recorder between two positions."""
    found: dict[str, int] = {}
    for actor, record in sharing.records:
        position = needs.position(record.phase)
        if earliest <= position <= latest:
            found[actor] = max(position, found.get(actor, position))
    return found


@dataclass(frozen=True, slots=True)
class Shortfall:
    """An unmet need of a concrete actor, by ids."""

    actor: str
    field: str
    phase: str
    level: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class LastHolder:
    """The role or actor that a field should come from, if any, and the best form in which the actor itself has it."""

    holder: str | None
    form: Form | None = None


def last_holder_of(needs: Needs, assumptions: Assumptions, shortfall: Shortfall) -> LastHolder:
    """The last holder of the field of an unmet need.

    A field that the actor could derive, but for parts that it lacks, has none: it is the parts that should come.
    """
    if shortfall.cause is Cause.UNDERIVABLE:
        return LastHolder(None)

    def ask(needs: Needs, actor: str) -> LastHolder:
        for need, found_under in _stated(needs, assumptions, replace(shortfall, actor=actor)):
            evidence = needs.evidence(actor, need, shortfall.cause, found_under)
            form = max((element.form for element in evidence.held), default=None)
            sender = sender_of(needs, actor, need, shortfall.cause, evidence, found_under)
            return LastHolder(None if sender is None else needs.map_as_of.data_map.role_of(sender), form)
        return LastHolder(None)

    return needs.about(shortfall.actor, ask)


def _stated(needs: Needs, assumptions: Assumptions, shortfall: Shortfall) -> Iterator[tuple[Need, Assumptions]]:
    """The statements of the need, with the assumptions (no or all unknown statements) under which it is unmet."""
    map_as_of = needs.map_as_of
    for unknown in (frozenset[Entry](), frozenset(map_as_of.unknown)):
        within = replace(assumptions, unknown=unknown)
        for each in map_as_of.statements(within)[shortfall.actor].of(Need):
            if (each.field, each.phase, each.entry.level) == (shortfall.field, shortfall.phase, shortfall.level):
                if needs.cause(shortfall.actor, each, within) == shortfall.cause:
                    yield each, within

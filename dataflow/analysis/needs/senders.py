"""The sender that an unmet need should be met from, for the hints of findings and for pictures."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.sharing import Hop, Sharing
from dataflow.analysis.needs.causes import Cause
from dataflow.analysis.needs.needs import Evidence, Needs
from dataflow.model.entities import Form
from dataflow.model.statements import Demand, Entry, Need, Share


def nearest_repair(
    needs: Needs, actor: str, need: Demand, evidence: Evidence, assumptions: Assumptions
) -> tuple[str, Share] | None:
    """The first share that would meet the need if it carried the field too, with its sender, who holds the field."""
    holding = frozenset(evidence.holders)
    for holder, share in needs.map_as_of.shares_reaching(assumptions, actor):
        if holder in holding and needs.share_would_meet(need, holder, share, assumptions):
            return holder, share
    return None


def first_losing_hop(needs: Needs, hops: Iterable[Hop]) -> Hop:
    """The earliest of the hops at which time, form or code system is lost."""
    return min(hops, key=lambda hop: (needs.position(hop.statement.phase), hop.statement.entry.place))


def sender_of(
    needs: Needs, actor: str, need: Demand, cause: Cause, evidence: Evidence, assumptions: Assumptions
) -> str | None:
    """The concrete actor that the needed field should come from; None where nobody has it.

    That is the sender of the first losing hop, else the holder of the nearest repair, else the best of the holders
    and recorders, ranked by: a value that meets the need, a share to the actor, recency of its record, declaration.
    """
    if evidence.hops:
        return first_losing_hop(needs, evidence.hops).sender
    repair = nearest_repair(needs, actor, need, evidence, assumptions) if cause == Cause.NOT_SHARED else None
    if repair is not None:
        return repair[0]
    data_map, now = needs.map_as_of.data_map, needs.position(need.phase)
    since = need.entry.recorded_since if cause == Cause.STALE else None
    earliest = 0 if since is None else needs.position(since)
    latest = max(map(needs.position, data_map.phases)) if cause == Cause.RECORDED_LATE else now
    recorded = _last_recorded(needs, evidence.sharing, earliest, latest)
    known = recorded.keys() if since is not None else {*recorded, *evidence.holders}
    partners = {holder for holder, _ in needs.map_as_of.shares_reaching(assumptions, actor)}
    order = {each: index for index, each in enumerate(data_map.presented)}
    others = _of_others(needs, actor, known)

    def rank(other: str) -> tuple[bool, bool, int, int, str]:
        meets = has_required(needs, other, need, actor, assumptions)
        return not meets, other not in partners, -recorded.get(other, -1), order[data_map.role_of(other)], other

    return min(others, key=rank, default=None)


def has_required(needs: Needs, holder: str, need: Demand, actor: str, assumptions: Assumptions) -> bool:
    """Whether a holder has, in time, a value that would meet an actor's need."""
    assumptions = needs.assumptions_for(actor, need, assumptions)
    return needs.has(holder, need.field, need.phase, needs.requirement(need.entry), assumptions)


def _of_others(needs: Needs, actor: str, known: Collection[str]) -> Collection[str]:
    """The known actors of another role; if there are none, others of the same role; else the actor itself."""
    role_of = needs.map_as_of.data_map.role_of
    of_other_roles = [each for each in known if role_of(each) != role_of(actor)]
    return of_other_roles or [each for each in known if each != actor] or known


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
    """The last holder of the field of an unmet need."""

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

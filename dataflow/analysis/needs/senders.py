"""From whom that should come which an actor lacks: one answer for the hints of findings and for every picture."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.sharing import Hop, Sharing
from dataflow.analysis.needs.causes import Cause
from dataflow.analysis.needs.needs import Evidence, Needs
from dataflow.model.statements import Demand, Share


@dataclass(frozen=True, slots=True)
class Repair:
    """A share that is made today and, given the field too, would meet the need."""

    holder: str
    share: Share


def nearest_repair(
    needs: Needs, actor: str, need: Demand, evidence: Evidence, assumptions: Assumptions
) -> Repair | None:
    """The first such share; None where none of those who hold the field makes one that would do."""
    holding = frozenset(evidence.holders)
    for holder, share in needs.map_as_of.shares_reaching(assumptions, actor):
        if holder in holding and needs.share_would_meet(need, holder, share, assumptions):
            return Repair(holder, share)
    return None


def first_lost(needs: Needs, hops: Iterable[Hop]) -> Hop:
    """Of the shares at which time, form or code is lost the one that is told: the earliest."""
    return min(hops, key=lambda hop: (needs.position(hop.statement.phase), hop.statement.entry.place))


def sender_of(
    needs: Needs, actor: str, need: Demand, cause: Cause, evidence: Evidence, assumptions: Assumptions
) -> str | None:
    """The concrete actor where it stops; None where nobody has what is needed.

    That is the sender of the share at which something is lost, else the holder whom the nearest repair names. Where
    there is no such share either, it is one who has what would do; rather one who shares something with the actor
    already, rather who records it than who was given it, and of those who recorded it last.
    """
    if evidence.hops:
        return first_lost(needs, evidence.hops).sender
    repair = nearest_repair(needs, actor, need, evidence, assumptions) if cause == Cause.NOT_SHARED else None
    if repair is not None:
        return repair.holder
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
        requirement = has_enough(needs, other, need, actor, assumptions)
        return not requirement, other not in partners, -recorded.get(other, -1), order[data_map.role_of(other)], other

    return min(others, key=rank, default=None)


def has_enough(needs: Needs, holder: str, need: Demand, actor: str, assumptions: Assumptions) -> bool:
    """Whether another has what would meet an actor's need, in time."""
    assumptions = needs.world_for(actor, need, assumptions)
    return needs.has(holder, need.field, need.phase, needs.requirement(need.entry), assumptions)


def _of_others(needs: Needs, actor: str, known: Collection[str]) -> Collection[str]:
    """Those of another role, else others of its own, else the actor itself."""
    role_of = needs.map_as_of.data_map.role_of
    apart = [each for each in known if role_of(each) != role_of(actor)]
    return apart or [each for each in known if each != actor] or known


def _last_recorded(needs: Needs, sharing: Sharing, earliest: int, latest: int) -> dict[str, int]:
    """For each who records the field in that part of the pathway, how far along the last time is."""
    found: dict[str, int] = {}
    for actor, record in sharing.records:
        position = needs.position(record.phase)
        if earliest <= position <= latest:
            found[actor] = max(position, found.get(actor, position))
    return found

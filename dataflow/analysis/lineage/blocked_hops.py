"""For each unmet need or use of a field, the hops that block it, and why."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.lineage.timeline import Who, grouped
from dataflow.analysis.needs.causes import Cause
from dataflow.analysis.needs.certificates import LATE, LOWERED, NOT_YET
from dataflow.analysis.needs.needs import Evidence, Needs
from dataflow.analysis.needs.repairs import has_required
from dataflow.analysis.needs.senders import sender_of
from dataflow.model.statements import DEMANDS, Demand, Share

NEVER = "never-shared"
"""The reason of a hop that does not exist: the sender has in time what is needed, and does not share it."""
SLOW = "too-slow"
"""The reason of a hop that takes longest of all steps by which a value comes too slowly."""


@dataclass(frozen=True, slots=True)
class BlockedHop:
    """A hop between two roles that does not bring a field to ``who`` in the needed phase.

    ``channel`` and ``when`` (a phase) are those of the share; None for a share that does not exist. ``reason`` is one
    of ``LATE``, ``NOT_YET``, ``LOWERED``, ``SLOW`` and ``NEVER``.
    """

    who: Who
    phase: str
    cause: Cause
    sender: str
    receiver: str
    channel: str | None
    when: str | None
    reason: str


def blocked_hops_of(needs: Needs, assumptions: Assumptions, field: str) -> tuple[BlockedHop, ...]:
    """The blocked hops of a field, by role, in the order of phases; none where no record would meet the need."""
    data_map = needs.map_as_of.data_map
    gathered: dict[BlockedHop, dict[str, None]] = {}
    for type_ in DEMANDS:
        for actor, need in needs.map_as_of.of_type(assumptions, type_):
            cause = needs.cause(actor, need, assumptions) if need.field == field else None
            if cause is None:
                continue
            for sender, receiver, share, reason in _hops(needs, assumptions, actor, need, cause):
                via, when = (None, None) if share is None else (share.entry.via, share.phase)
                ends = data_map.role_of(sender), data_map.role_of(receiver)
                who = Who(data_map.role_of(actor), None, None)
                found = BlockedHop(who, need.phase, cause, *ends, via, when, reason)
                gathered.setdefault(found, {})[actor] = None
    ranked = sorted(gathered, key=lambda found: needs.position(found.phase))
    return tuple(replace(found, who=grouped(data_map, gathered[found])[0]) for found in ranked)


def _hops(
    needs: Needs, assumptions: Assumptions, actor: str, need: Demand, cause: Cause
) -> Iterator[tuple[str, str, Share | None, str]]:
    """Sender, receiver, share and reason of each hop; of one that does not exist the sender's role, and no share."""
    if cause in (Cause.UNRECORDED, Cause.UNDERIVABLE, Cause.RECORDED_LATE, Cause.FORM_TOO_LOW):
        return
    if cause == Cause.TOO_SLOW:
        yield from _slowest(needs.evidence(actor, need, cause, assumptions))
        return
    now = needs.position(need.phase)
    hops = needs.evidence(actor, need, cause, assumptions).hops
    for hop in hops:
        late = LATE if needs.position(hop.statement.phase) > now else NOT_YET
        reason = late if cause == Cause.ARRIVES_LATE else LOWERED
        yield hop.sender, hop.receiver, hop.statement, reason
    if not hops:

        def ask(needs: Needs, member: str) -> str | None:
            sender = sender_of(
                needs, member, need, cause, needs.evidence(member, need, cause, assumptions), assumptions
            )
            has_it = sender not in (None, member) and has_required(needs, sender, need, member, assumptions)
            return needs.map_as_of.data_map.role_of(sender) if sender is not None and has_it else None

        sender = needs.about(actor, ask)
        if sender is not None:
            yield sender, actor, None, NEVER


def _slowest(evidence: Evidence) -> Iterator[tuple[str, str, Share, str]]:
    """The hop that takes longest, where no other step takes longer."""
    first = evidence.first
    way = () if first is None else first.way()
    hours = [0, *(each.hours for each in way)]
    longest, arrival = max(
        ((after - before, each) for before, after, each in zip(hours, hours[1:], way, strict=False)),
        key=lambda found: found[0],
        default=(0, None),
    )
    if longest and arrival is not None and arrival.hop is not None:
        yield arrival.hop.sender, arrival.actor, arrival.hop.statement, SLOW

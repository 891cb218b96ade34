"""How a field could reach an actor that needs it: who should share it, and over what.

Nothing here depends on the order in which actors are declared.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.arrivals import Reached
from dataflow.analysis.closure.reachability import ANY
from dataflow.analysis.needs.needs import Evidence, Needs
from dataflow.analysis.needs.suitability import fitness, other_purposes, suits
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Demand, Entry, Share, ShareEntry


class Between(StrEnum):
    """What is shared today between those who should share a field and an actor that needs it.

    Nothing that is stated; nothing but what is planned or unknown; something.
    """

    NOTHING = "nothing"
    NOTHING_YET = "nothing-yet"
    SHARES = "shares"


@dataclass(frozen=True, slots=True)
class Repair:
    """From whom an actor could get a field that is not shared with it.

    ``holders`` are the concrete actors that should share it: those that record it, else those that hold it.
    ``sender`` already has a ``share`` with the actor that could carry the field too; both are None where none suits.
    ``others`` are the other receivers of that share that neither have the field nor want it, ``purposes`` those of
    the share or its legal bases, where the need has another: with any of these, a share of its own is the right one.
    ``between`` is what the holders share with the actor today.
    """

    holders: tuple[str, ...]
    sender: str | None = None
    share: Share | None = None
    others: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    between: Between = Between.SHARES

    @property
    def stands_apart(self) -> bool:
        """Whether the field needs a share of its own over the channel of the share."""
        return bool(self.others or self.purposes)


def repair_of(
    needs: Needs,
    actor: str,
    need: Demand,
    evidence: Evidence,
    assumptions: Assumptions,
    without: Collection[str] = (),
) -> Repair:
    """The nearest repair of a need that is not shared; ``without`` are roles that are not asked.

    Holders rank by: a value that meets the need, a record of their own, certainty. Shares rank by their sender, by
    whether they are a routine and can carry the field just so, by their confidence, and by how their channel suits.
    """
    data_map = needs.map_as_of.data_map
    within = needs.assumptions_for(actor, need, assumptions)
    reaching = needs.map_as_of.shares_reaching(assumptions, actor)
    ranking = HolderRanks(needs, actor, need, assumptions)
    # Most holders neither record the field nor share with the actor: they matter only where no recorder will do.
    apart = {data_map.role_of(actor), *without}
    near = [
        each
        for each in ranking.recorders | reaching.keys()
        if data_map.role_of(each) not in apart and ranking.holds(each)
    ]
    ranks = {holder: ranking.of(holder) for holder in near}
    best = min(ranks.values(), default=None)
    if best != HolderRanks.BEST:
        others = [each for each in evidence.holders if data_map.role_of(each) not in without]
        ranks = {holder: ranking.of(holder) for holder in of_other_roles(data_map, actor, others)}
        best = min(ranks.values(), default=None)
    first = sorted(holder for holder in ranks if ranks[holder] == best)
    if ranking.recorders.isdisjoint(first):
        first = [holder for holder in first if holder in reaching] or first

    for value in sorted({rank for rank in ranks.values() if rank <= (False, 2)}):
        offers = [
            (share, Repair(tuple(first), holder, share, *_apart(needs, holder, share, actor, need, within)))
            for holder in ranks
            if ranks[holder] == value
            for share in reaching.get(holder, ())
            if suits(data_map, share, need)
        ]
        for share, repair in sorted(offers, key=lambda offer: _offer_rank(needs, offer[0], offer[1], need.field)):
            if needs.share_would_meet(need, repair.sender or "", share, assumptions):
                return repair
    return Repair(tuple(first), between=_between(needs, first, actor, reaching))


def _between(needs: Needs, holders: Collection[str], actor: str, reaching: Collection[str]) -> Between:
    """Whether some holders share anything with an actor today.

    ``reaching`` are the actors of which a share with it is in force.
    """
    if not set(holders).isdisjoint(reaching):
        return Between.SHARES
    stated = Assumptions(planned=True, unknown=frozenset(needs.map_as_of.unknown))
    is_nothing = needs.map_as_of.shares_reaching(stated, actor).keys().isdisjoint(holders)
    return Between.NOTHING if is_nothing else Between.NOTHING_YET


def could_arrive(needs: Needs, actor: str, need: Demand, assumptions: Assumptions) -> bool:
    """Whether a field would arrive in the form that an actor needs, if it were recorded so; times do not count."""
    sharing = needs.sharing(assumptions, need.field)
    senders: dict[str, set[str]] = {}
    for hop in sharing.hops:
        if hop.form >= need.entry.form:
            senders.setdefault(hop.receiver, set()).add(hop.sender)
    found, waiting = {actor}, [actor]
    while waiting:
        new = senders.get(waiting.pop(), set()) - found
        found |= new
        waiting += sorted(new)
    return not found.isdisjoint(sharing.recorders)


def last_resort(needs: Needs, sender: str, via: str, phase: str) -> tuple[object, ...]:
    """What decides between shares that are as fit: the later phase, then ids, whatever the order in the files."""
    data_map = needs.map_as_of.data_map
    return -needs.position(phase), data_map.role_of(sender), sender, via, data_map.phases[phase].order


def _offer_rank(needs: Needs, share: Share, repair: Repair, field: str) -> tuple[object, ...]:
    """The rank of a share that could carry a field too; the least comes first. A plan prefers in the same order."""
    on_request, *fit = fitness(needs.map_as_of.data_map, share.entry, field)
    last = last_resort(needs, repair.sender or "", share.entry.via, share.phase)
    return on_request, repair.stands_apart, *fit, *last


class HolderRanks:
    """Ranks those from whom an actor could get a field that it needs.

    Who has a value that meets the need comes first; then who records the field in time, then who certainly holds it.
    What a patient reports is recorded by who asked for it: ``recorders`` record it in time and are no patients.
    """

    BEST = (False, 0)
    """The rank of a holder that records the field in time and has a value that meets the need."""

    def __init__(self, needs: Needs, actor: str, need: Demand, assumptions: Assumptions) -> None:
        data_map, within = needs.map_as_of.data_map, needs.assumptions_for(actor, need, assumptions)
        self._now = needs.position(need.phase)
        self._meeting = needs.reachability.reached(need.field, needs.requirement(need.entry), within)
        self._held = needs.reachability.reached(need.field, ANY, within)
        self._needs, self._field, self._within = needs, need.field, within
        self.recorders = needs.recorders_in_time(need.field, need.phase, within) - frozenset(data_map.patients)

    def holds(self, actor: str) -> bool:
        """Whether an actor holds the field in time, in any form."""
        return self._held.since(actor) <= self._now

    def of(self, holder: str) -> tuple[bool, int]:
        """The rank of a holder; the least comes first."""
        has_less = self._meeting.since(holder) > self._now
        if holder in self.recorders:
            return has_less, 0
        return has_less, 1 if self._certain.since(holder) <= self._now else 2

    @cached_property
    def _certain(self) -> Reached:
        """Who certainly holds the field; asked only where no recorder is near."""
        return self._needs.reachability.reached(self._field, ANY, replace(self._within, unknown=frozenset()))


def has_required(needs: Needs, holder: str, need: Demand, actor: str, assumptions: Assumptions) -> bool:
    """Whether a holder has, in time, a value that would meet an actor's need."""
    assumptions = needs.assumptions_for(actor, need, assumptions)
    return needs.has(holder, need.field, need.phase, needs.requirement(need.entry), assumptions)


def of_other_roles(data_map: DataMap, actor: str, known: Collection[str]) -> Collection[str]:
    """The known actors of another role; if there are none, others of the same role; else the actor itself."""
    of_others = [each for each in known if data_map.role_of(each) != data_map.role_of(actor)]
    return of_others or [each for each in known if each != actor] or known


def _apart(
    needs: Needs, sender: str, share: Share, actor: str, need: Demand, assumptions: Assumptions
) -> tuple[frozenset[str], frozenset[str]]:
    """Why a field may need a share of its own: other receivers of the share that are not involved; its purposes."""
    data_map = needs.map_as_of.data_map
    others = data_map.statements[sender].receivers[share.entry] - {actor, data_map.role_of(actor)}
    uninvolved = frozenset(
        to
        for to in others
        if not all(
            _is_involved(needs, receiver, need.field, share.phase, assumptions)
            for receiver in data_map.receivers(sender, to)
        )
    )
    return uninvolved, other_purposes(data_map, share, need)


def _is_involved(needs: Needs, actor: str, field: str, phase: str, assumptions: Assumptions) -> bool:
    """Whether an actor wants a field at any time, or holds it in a phase."""
    wholes = needs.map_as_of.data_map.wholes[field]
    demanded = needs.map_as_of.statements(assumptions)[actor].demanded
    return not demanded.isdisjoint(wholes) or needs.holds(actor, field, phase, assumptions)


def unknown_share_of(
    needs: Needs, actor: str, fields: Collection[str], unknown: Collection[Entry]
) -> tuple[str, str, ShareEntry] | None:
    """The first of some unknown statements that may share one of the fields with an actor, with field and sender.

    The share of an actor that records the field itself comes first.
    """
    data_map = needs.map_as_of.data_map
    found = [
        (sender, share)
        for field in fields
        for sender, share in data_map.shares[field]
        if share.entry in unknown and actor in data_map.receivers(sender, share.to)
    ]

    def rank(each: tuple[str, Share]) -> tuple[object, ...]:
        sender, share = each
        recorders = {recorder for recorder, _ in data_map.records[share.field]}
        return sender not in recorders, data_map.role_of(sender), share.entry.via, share.field, sender

    if not found:
        return None
    sender, share = min(found, key=rank)
    return share.field, sender, share.entry

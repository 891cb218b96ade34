"""How a field could reach an actor that needs it: who should share it, and over what.

Nothing here depends on the order in which actors are declared.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.arrivals import Reached
from dataflow.analysis.closure.reachability import ANY
from dataflow.analysis.needs.needs import Evidence, Needs
from dataflow.analysis.needs.outcomes import in_part, limiting, reach
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Demand, Entry, Share, ShareEntry, Statement


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


class Planned(StrEnum):
    """Whether what is planned would meet a need for all, though not from all of its senders, or for some only."""

    FOR_ALL = "for-all"
    FROM_SOME = "from-some"
    FOR_SOME = "for-some"


@dataclass(frozen=True, slots=True)
class PlannedReach:
    """How far planned statements would meet a need, and what keeps them from reaching further.

    ``senders`` are the roles of which planned shares bring the field. ``without_plan`` are their members of which
    none is planned, ``without_field`` those that have nothing to send. ``limiting`` is the statement in part by which
    the need would be met for some only, as everywhere else (``outcomes.reach``).
    """

    senders: frozenset[str] = frozenset()
    without_plan: frozenset[str] = frozenset()
    without_field: frozenset[str] = frozenset()
    limiting: Statement | None = None

    @property
    def extent(self) -> Planned:
        """For whom the need would be met."""
        if self.limiting is not None:
            return Planned.FOR_SOME
        return Planned.FROM_SOME if self.without_plan or self.without_field else Planned.FOR_ALL


def planned_for(
    needs: Needs, actor: str, need: Demand, fields: Collection[str], assumptions: Assumptions
) -> PlannedReach:
    """How far planned statements would meet a need of an actor for a field and its parts.

    Members of a sending role are left out only where no role sends from all of its members.
    """
    data_map, then = needs.map_as_of.data_map, assumptions.with_planned
    planning: dict[str, set[str]] = {}
    having: dict[str, set[str]] = {}
    for field in fields:
        for sender, share in data_map.shares[field]:
            if share.entry.status == "planned" and actor in data_map.receivers(sender, share.to):
                role = data_map.role_of(sender)
                planning.setdefault(role, set()).add(sender)
                if needs.holds(sender, field, share.phase, then):
                    having.setdefault(role, set()).add(sender)
    members = {role: set(data_map.members.get(role, ())) for role in planning}
    is_from_all = any(having.get(role, set()) >= members[role] for role in planning)
    lacking = {} if is_from_all else planning
    return PlannedReach(
        frozenset(planning),
        frozenset(each for role in lacking for each in members[role] - planning[role]),
        frozenset(each for role in lacking for each in planning[role] & members[role] - having.get(role, set())),
        _limiting(needs, actor, need, then),
    )


def _limiting(needs: Needs, actor: str, need: Demand, assumptions: Assumptions) -> Statement | None:
    """The statement that limits a need that is met for some only; None for any other."""
    if reach(needs, actor, need, assumptions) is None:
        return None
    narrow = in_part(needs, actor, need, assumptions)
    entry = limiting(needs, actor, need, assumptions, narrow)
    return next(each for each in narrow if each.entry == entry)


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
            if _suits(data_map, share, need)
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


class Fitness(NamedTuple):
    """How well a share could carry a field too; the least is best, and what comes first decides.

    Whether it is sent only on request, the rank of its confidence, and how little its channel suits the field.
    """

    on_request: bool
    confidence: int
    unsuitability: int


def fitness(data_map: DataMap, entry: ShareEntry, field: str) -> Fitness:
    """How well a share could carry a field too, of several whose senders record the field in the same way."""
    return Fitness(entry.on_request, entry.confidence.rank, unsuitability(data_map, entry.via, field))


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


_DEDICATED = frozenset({"registry", "notification"})
"""The kinds of channels that carry what they are made for, and nothing else."""
OF_ITS_GROUP = 2
"""What ``unsuitability`` gives for a digital channel that carries other fields of the field's group.

Fields without a group count as one group.
"""


def is_dedicated(data_map: DataMap, channel: str, to: Collection[str] = ()) -> bool:
    """Whether a channel carries what it is made for, and nothing else.

    What is reported to a registry is what the registry needs: a channel of that kind takes anything to one.
    """
    kind = data_map.channels[channel].kind
    is_report = bool(to) and all(takes_reports(data_map, each) for each in to)
    return kind in _DEDICATED and not (kind == "registry" and is_report)


def takes_reports(data_map: DataMap, actor: str) -> bool:
    """Whether an actor is a registry, or a national authority."""
    role = data_map.actors[data_map.role_of(actor)]
    return role.kind == "registry" or role.sector == "national"


def _suits(data_map: DataMap, share: Share, need: Demand) -> bool:
    """Whether the channel of a share suits the needed field; for another purpose only if it carries such fields."""
    channel = data_map.channels[share.entry.via]
    if not is_dedicated(data_map, channel.id, (share.to,)) and not other_purposes(data_map, share, need):
        return True
    return unsuitability(data_map, channel.id, need.field) <= OF_ITS_GROUP


def other_purposes(data_map: DataMap, share: Share, need: Demand) -> frozenset[str]:
    """The purposes of a share, or else those of its legal bases, where the need has one that is not among them."""
    covered = {each for basis in share.entry.legal_bases for each in data_map.legal_bases[basis].purposes}
    for stated in (frozenset(share.entry.purposes), frozenset(covered)):
        if stated and not stated.issuperset(need.entry.purposes):
            return stated
    return frozenset()


def unsuitability(data_map: DataMap, channel_id: str, field: str) -> int:
    """How little a channel suits a field: 0 where it has a slot for it, 5 where it is oral or paper."""
    channel, carried = data_map.channels[channel_id], data_map.fields_over.get(channel_id, frozenset())
    if field in channel.slots:
        return 0
    if field in carried:
        return 1
    group = data_map.fields[field].group
    if any(data_map.fields[each].group == group for each in carried):
        return OF_ITS_GROUP if channel.is_digital else 3
    return 5 if not channel.is_digital else 4 if channel.slots else 3


def digital_channel_to(needs: Needs, sender: str, actor: str, field: str, assumptions: Assumptions) -> str | None:
    """The digital channel by which an actor already gets data that suits a field best; None where it gets none.

    From a citizen only a portal, or one by which the actor gets data from citizens.
    """
    data_map = needs.map_as_of.data_map
    used = {
        share.entry.via
        for other, shares in needs.map_as_of.shares_reaching(assumptions, actor).items()
        for share in shares
        if not data_map.actors[sender].is_citizen
        or data_map.actors[other].is_citizen
        or data_map.channels[share.entry.via].kind == "portal"
    }
    digital = [each for each in used if data_map.channels[each].is_digital and _is_open(data_map, each, field)]
    return min(digital, key=lambda each: (unsuitability(data_map, each, field), each), default=None)


def _is_open(data_map: DataMap, channel: str, field: str) -> bool:
    """Whether a channel may carry a field that nobody sends over it yet."""
    is_closed = data_map.channels[channel].closed and field not in data_map.channels[channel].slots
    return not is_dedicated(data_map, channel) and not is_closed


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

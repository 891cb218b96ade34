"""How well a channel, or a share over it, suits a field that it does not carry yet."""

from collections.abc import Collection
from typing import NamedTuple

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.needs import Needs
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Demand, Share, ShareEntry

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


def suits(data_map: DataMap, share: Share, need: Demand) -> bool:
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

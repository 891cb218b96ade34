"""The exchanges between actors, by role, and their arrows: the fields that each pair shares, forms and channels."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Protocol

from dataflow.analysis.assumptions import is_in_force
from dataflow.analysis.lineage.travels import NOT_HELD, Travel, only_on_request
from dataflow.base.picture import PLAIN, Edge
from dataflow.base.text import Filling, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.model.statements import AnyStatement, DemandEntry, Entry, Share, ShareEntry, Statement
from dataflow.views import Focus, Scene
from dataflow.wording.counts import Nouns, counted
from dataflow.wording.forms import MOSTLY
from dataflow.wording.lists import listed
from dataflow.wording.when import when

SHARES = {
    "current": Text(
        en="{source} shares {fields} with {target} by {channels}, {form}.",
        da="{source} deler {fields} med {target} via {channels}, {form}.",
    ),
    "planned": Text(
        en="{source} is planned to share {fields} with {target} by {channels}, {form}.",
        da="{source} skal efter planen dele {fields} med {target} via {channels}, {form}.",
    ),
    "unknown": Text(
        en="It is not known whether {source} shares {fields} with {target} by {channels}, {form}.",
        da="Det vides ikke, om {source} deler {fields} med {target} via {channels}, {form}.",
    ),
    "not-held": Text(
        en="{source} is stated to share {fields} with {target} by {channels}, but does not have what it would share.",
        da="Ifølge kortet deler {source} {fields} med {target} via {channels}, men har ikke det, der skulle deles.",
    ),
}
ONLY_ON_REQUEST = Text(en="{meaning} This happens only on request.", da="{meaning} Det sker kun efter anmodning.")
BY_ONE = Text(en="{fields}: {channel}", da="{fields}: {channel}")
UNSURE = ("planned", "unknown")
"""The statuses of shares that may go along with those of an arrow."""
ALONG: Mapping[str, Nouns] = {
    "planned": (
        Text(en="+ {count} more planned", da="+ {count} til er planlagt"),
        Text(en="+ {count} more planned", da="+ {count} til er planlagt"),
    ),
    "unknown": (
        Text(en="? {count} more unknown", da="? {count} til er uafklaret"),
        Text(en="? {count} more unknown", da="? {count} til er uafklarede"),
    ),
}
"""What an arrow says of fields that go along with it, perhaps or one day, besides those that it counts."""
PERHAPS_TODAY: Nouns = (
    Text(en="? {count} unknown{when}", da="? {count} uafklaret{when}"),
    Text(en="? {count} unknown{when}", da="? {count} uafklarede{when}"),
)
"""What a planned arrow says of its own fields where they are perhaps shared already."""
BY_OTHERS = Text(en="{more} by {channels}", da="{more} via {channels}")
OTHERWISE = Text(en="{more} another way", da="{more} ad anden vej")
"""The same where they go by other channels than those of the arrow: by name, and where there is little room."""
ALONG_IN_SHORT: Mapping[str, Nouns] = {
    "planned": (Text(en="+ {count} planned", da="+ {count} planlagt"),) * 2,
    "unknown": (Text(en="? {count} more", da="? {count} til"),) * 2,
}
"""The same where there is little room, and a legend."""
ALONG_IN_WORDS: Mapping[str, Text] = {
    "planned": Text(
        en="{meaning} It is planned to add {fields}.", da="{meaning} Yderligere {fields} skal efter planen deles."
    ),
    "unknown": Text(
        en="{meaning} It is not known of a further {fields}.",
        da="{meaning} Det vides ikke, om yderligere {fields} deles.",
    ),
}
PERHAPS_TODAY_IN_WORDS = Text(
    en="{meaning} It is not known of {fields} whether they are shared{when}.",
    da="{meaning} Det vides ikke, om {fields} deles{when}.",
)


def keys_of(**ids: Iterable[str]) -> tuple[str, ...]:
    """The keys of entities, sorted, by kind (see ``base.picture.Part``)."""
    return tuple(sorted({f"{kind}:{each}" for kind, named in ids.items() for each in named}))


class Pair(Protocol):
    """Anything drawn from one actor to another."""

    @property
    def source(self) -> str:
        """The actor that gives."""

    @property
    def target(self) -> str:
        """The actor that gets."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """All shares of a pair of actors with one status; ``fields`` gives the best form in which each field arrives.

    ``key`` distinguishes the exchanges of one pair: by channel, and by whether the sender holds the fields.
    ``on_request`` is true where all of it is shared only on request. ``along`` are the exchanges of the fields that
    only less sure shares of the pair have: planned, then unknown.
    """

    source: str
    target: str
    status: str
    fields: Mapping[str, Form]
    channels: tuple[str, ...]
    phases: tuple[str, ...]
    key: str = ""
    on_request: bool = False
    along: "tuple[Exchange, ...]" = ()

    @property
    def about(self) -> tuple[str, ...]:
        """The keys of the entities that it shows (see ``base.picture.Part``)."""
        ends = (self.source, self.target)
        own = keys_of(actor=ends, field=self.fields, channel=self.channels, phase=self.phases)
        return tuple(sorted({*own, *(key for each in self.along for key in each.about)}))

    @property
    def form(self) -> Form:
        """The form in which most fields travel; of equally frequent forms the lower one."""
        counts = Counter(self.fields.values())
        return min(counts, key=lambda form: (-counts[form], form))


def statements(data_map: DataMap, actor: str, type_: type[AnyStatement], focus: Focus) -> Iterator[AnyStatement]:
    """The statements of one type by a presented actor (all members of a role) that are in focus and in force."""
    for own in dict.fromkeys(data_map.statements[concrete] for concrete in data_map.presented[actor]):
        yield from (statement for statement in own.of(type_) if fits(data_map, focus, statement))


def fits(data_map: DataMap, focus: Focus, statement: Statement) -> bool:
    """Whether a statement is in focus, apart from its actors, and in force."""
    entry = statement.entry
    return (
        in_focus(data_map, focus, statement.field)
        and (not focus.phases or statement.phase in focus.phases)
        and (not focus.channels or not isinstance(entry, ShareEntry) or entry.via in focus.channels)
        and (not focus.purposes or _is_for(entry, focus.purposes))
        and entry.status != "retired"
        and is_in_force(entry, data_map.as_of)
    )


def _is_for(entry: Entry, purposes: tuple[str, ...]) -> bool:
    own = entry.purposes if isinstance(entry, DemandEntry | ShareEntry) else ()
    return not own or not set(own).isdisjoint(purposes)


def in_focus(data_map: DataMap, focus: Focus, field: str) -> bool:
    """Whether a field is in focus, by itself or by one of its groups."""
    named = not focus.fields or field in focus.fields
    return named and (not focus.groups or not set(data_map.groups_of(field)).isdisjoint(focus.groups))


def exchanges(scene: Scene, focus: Focus, by: str | None = None) -> tuple[Exchange, ...]:
    """The exchanges of each ordered pair of presented actors (and channel), in the order of declaration.

    A pair has one exchange of its current shares, else of its planned shares, else of its unknown shares, which says
    what the less sure ones have besides; and another one of shares whose field the sender does not hold.
    """
    data_map = scene.data_map
    found: dict[tuple[str, str, str], dict[str, list[Travel]]] = {}
    for travel in scene.travels:
        source, target, share = travel.source, travel.target, travel.share
        in_actors = not focus.actors or source in focus.actors or target in focus.actors
        if in_actors and fits(data_map, focus, share):
            key = (source, target, share.entry.via if by == "channel" else "")
            found.setdefault(key, {}).setdefault(travel.status, []).append(travel)
    order = {actor: index for index, actor in enumerate(data_map.presented)}
    after = {channel: index for index, channel in enumerate(("", *data_map.channels))}
    keys = sorted(found, key=lambda key: (order[key[0]], order[key[1]], after[key[2]]))
    return tuple(exchange for key in keys for exchange in _exchanges_of_pair(data_map, *key, found[key]))


def _exchanges_of_pair(
    data_map: DataMap, source: str, target: str, key: str, by_status: Mapping[str, list[Travel]]
) -> Iterator[Exchange]:
    status = next((status for status in ("current", "planned", "unknown") if status in by_status), None)
    if status is not None:
        shown = _exchange(data_map, source, target, key, by_status[status])
        yield replace(shown, along=tuple(_along(data_map, shown, by_status)))
    held = {travel.share.field for each in by_status.values() for travel in each if travel.form is not None}
    not_held = [travel for travel in by_status.get(NOT_HELD, ()) if travel.share.field not in held]
    if not_held:
        yield _exchange(data_map, source, target, f"{key}.{NOT_HELD}" if key else NOT_HELD, not_held)


def _along(data_map: DataMap, shown: Exchange, by_status: Mapping[str, list[Travel]]) -> Iterator[Exchange]:
    """The exchanges of the fields that only less sure shares of a pair have.

    What is planned may be shared today all the same, so that a field can be among both.
    """
    less_sure = UNSURE[UNSURE.index(shown.status) + 1 :] if shown.status in UNSURE else UNSURE
    shared = shown.fields if shown.status == "current" else {}
    for status in less_sure:
        more = [travel for travel in by_status.get(status, ()) if travel.share.field not in shared]
        if more:
            yield _exchange(data_map, shown.source, shown.target, shown.key, more)


def _exchange(data_map: DataMap, source: str, target: str, key: str, found: Sequence[Travel]) -> Exchange:
    fields: dict[str, Form] = {}
    for _, _, share, _, form, _ in found:
        arriving = Form.FREE_TEXT if form is None else form
        fields[share.field] = max(arriving, fields.get(share.field, arriving))
    used_phases = {travel.share.phase for travel in found}
    phases = tuple(phase for phase in data_map.phases if phase in used_phases)
    channels = _channels_by_use(data_map, [travel.share for travel in found])
    return Exchange(source, target, found[0].status, fields, channels, phases, key, only_on_request(found))


def _channels_by_use(data_map: DataMap, shares: Iterable[Share]) -> tuple[str, ...]:
    used: dict[str, set[str]] = {}
    for share in shares:
        used.setdefault(share.entry.via, set()).add(share.field)
    order = {channel: index for index, channel in enumerate(data_map.channels)}
    return tuple(sorted(used, key=lambda channel: (-len(used[channel]), order[channel])))


def share(data_map: DataMap, exchange: Exchange, role: str) -> Edge:
    """The edge of an exchange; one in the background is a plain line, whatever the form."""
    names = tuple(data_map.channels[channel].label for channel in exchange.channels)
    form = PLAIN if role == "ground" else exchange.form.word
    fields = counted(len(exchange.fields))
    # With an arrow for each channel there are many: the name beside the number saves a line.
    is_in_one = exchange.key not in ("", NOT_HELD) and role == "care"
    return Edge(
        source=exchange.source,
        target=exchange.target,
        role=role,
        count=len(exchange.fields),
        form=form,
        status=exchange.status,
        caption=fields,
        names=names,
        in_one=Sentence(BY_ONE, {"fields": fields, "channel": names[0]}) if is_in_one else None,
        notes=() if role == "ground" else notes_of(data_map, exchange),
        about=exchange.about,
        key=exchange.key,
        on_request=exchange.on_request,
        meaning=meaning_of(data_map, exchange, SHARES),
    )


def notes_of(data_map: DataMap, exchange: Exchange, in_short: bool = False) -> tuple[Sentence, ...]:
    """What may go along with an exchange, in a few words each, and by what channels, where not all are its own."""
    nouns = ALONG_IN_SHORT if in_short else ALONG
    return tuple(
        _by_others(
            data_map,
            exchange,
            each,
            _perhaps_today(data_map, each)
            if _is_planned_too(exchange, each)
            else counted(len(each.fields), nouns[each.status]),
            in_short,
        )
        for each in exchange.along
    )


def _perhaps_today(data_map: DataMap, along: Exchange) -> Sentence:
    """How many fields of a planned arrow are perhaps shared already."""
    return counted(len(along.fields), PERHAPS_TODAY, when=when(data_map))


def _is_planned_too(exchange: Exchange, along: Exchange) -> bool:
    """Whether what is perhaps shared today is, in part or whole, what the arrow says to be planned."""
    return exchange.status == "planned" and not along.fields.keys().isdisjoint(exchange.fields)


def _by_others(
    data_map: DataMap, exchange: Exchange, along: Exchange, more: Sentence, in_short: bool = False
) -> Sentence:
    if set(along.channels) <= set(exchange.channels):
        return more
    if in_short:
        return Sentence(OTHERWISE, {"more": more})
    channels = listed([data_map.channels[channel].label for channel in along.channels])
    return Sentence(BY_OTHERS, {"more": more, "channels": channels})


def meaning_of(
    data_map: DataMap,
    exchange: Exchange,
    texts: Mapping[str, Text],
    words: Mapping[str, Filling] = MappingProxyType({}),
) -> Sentence:
    """An exchange as a sentence: the text of its status, with further ``words``, and what may go along.

    Last where it happens only on request.
    """
    shared = Sentence(
        texts[exchange.status],
        {
            "source": data_map.actors[exchange.source].label,
            "target": data_map.actors[exchange.target].label,
            "fields": counted(len(exchange.fields)),
            "channels": listed([data_map.channels[channel].label for channel in exchange.channels]),
            "form": MOSTLY[exchange.form],
            **words,
        },
    )
    for each in exchange.along:
        more = _by_others(data_map, exchange, each, counted(len(each.fields)))
        text = PERHAPS_TODAY_IN_WORDS if _is_planned_too(exchange, each) else ALONG_IN_WORDS[each.status]
        shared = Sentence(text, {"meaning": shared, "fields": more, "when": when(data_map)})
    return Sentence(ONLY_ON_REQUEST, {"meaning": shared}) if exchange.on_request else shared

"""Words for how an actor records, needs, uses and sends a field, and for what does not translate."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dataflow.analysis.lineage.field_language import MissingMap, Transfer, Way
from dataflow.base.picture import Words
from dataflow.base.text import AND, OR, Filling, Label, Sentence, Text, cut_short
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.model.statements import DemandEntry, RecordEntry, code_systems_of
from dataflow.wording.choices import STATUSES
from dataflow.wording.forms import ADVERB, LOST
from dataflow.wording.lists import COMMA, chained, listed
from dataflow.wording.statements import DOES, FROM_OTHERS, ON_REQUEST

DOES_NOT_TRANSLATE = Text(en="Lost or unreadable", da="Går tabt eller kan ikke læses")
"""A heading."""
_CODES = Text(en="{system} {codes}", da="{system} {codes}")
_FEW = 3
"""The most codes of a system that are named."""
_DOES_SO = Text(en="{does} it {how}", da="{does} det {how}")
_ALSO = Text(en="{first}; also {rest}", da="{first}; også {rest}")
_CODED_IN = Text(en="in {systems}", da="i {systems}")
_CALLED = Text(en="as “{name}”", da="som »{name}«")
_ANY = Text(en="in any form", da="i enhver form")
_METHOD = Text(en="method: {method}", da="metode: {method}")
_WHERE = Text(en="in the system {system}", da="i systemet {system}")
_REMARKED = Text(en="{words} ({remark})", da="{words} ({remark})")
_NO_MAP = Text(
    en="No map from {source} ({author}) to {target} ({reader}) is stated.",
    da="Der er ikke angivet nogen oversættelse fra {source} ({author}) til {target} ({reader}).",
)
_METHODS = Text(en="Recorded by different methods: {methods}.", da="Registreres med forskellige metoder: {methods}.")
_SENDS = Text(en="{receiver} by {channel}: {form}", da="{receiver} via {channel}: {form}")
_NOT_HELD = Text(en="the sender does not have it", da="afsenderen har det ikke")
_LOST_ON_THE_WAY = Text(
    en="On the way to {receiver} by {channel}, {lost}.", da="På vej til {receiver} via {channel}: {lost}."
)


def ways_in_words(data_map: DataMap, actor: str, ways: Iterable[Way]) -> tuple[Words, ...]:
    """``needs it coded, in ICPC-2; also in any form``: what an actor does with a field once, and in which ways."""
    by_deed: dict[str, list[Words]] = {}
    for way in ways:
        how: Words = chained(COMMA, list(_how(data_map, actor, way)))
        if way.status != "current":
            how = Sentence(_REMARKED, {"words": how, "remark": STATUSES[way.status]})
        found = by_deed.setdefault(way.list_key, [])
        if how not in found:
            found.append(how)
    return tuple(
        Sentence(_DOES_SO, {"does": DOES[deed], "how": chained(_ALSO, found)}) for deed, found in by_deed.items()
    )


def code_systems_in_words(data_map: DataMap, way: Way) -> Words | None:
    """The code systems in which a record is written or that a demand accepts; None where there are none."""
    names = [code_system_in_words(data_map, each) for each in sorted(code_systems_of(way))]
    return listed(names, OR if isinstance(way, DemandEntry) else AND) if names else None


def code_system_in_words(data_map: DataMap, name: str) -> Words:
    """The label of a code system; its id where the map does not declare it."""
    system = data_map.code_systems.get(name)
    return Label(name) if system is None else system.label


def codes_in_words(data_map: DataMap, field: str) -> Iterator[Words]:
    """The codes of a field, by code system: ``ICD-10 I20, I21, I22 and 3 more``."""
    by_system: dict[str, list[str]] = {}
    for code in data_map.fields[field].codes:
        by_system.setdefault(code.system, []).append(code.value)
    for name, codes in by_system.items():
        yield Sentence(_CODES, {"system": code_system_in_words(data_map, name), "codes": cut_short(codes, _FEW)})


def system_in_words(data_map: DataMap, actor: str, way: Way) -> Words | None:
    """The record system in which an actor records; None where that is not stated."""
    if not isinstance(way, RecordEntry) or way.system is None:
        return None
    system = data_map.actors[actor].systems.get(way.system)
    return Label(way.system) if system is None else system.label


def form_in_words(way: Way) -> Words:
    """The form of a record, or the lowest that a demand accepts."""
    return _ANY if isinstance(way, DemandEntry) and way.form is Form.FREE_TEXT else ADVERB[way.form]


def _how(data_map: DataMap, actor: str, way: Way) -> Iterator[Words]:
    if way.called is not None:
        yield Sentence(_CALLED, {"name": way.called})
    yield form_in_words(way)
    if (systems := code_systems_in_words(data_map, way)) is not None:
        yield Sentence(_CODED_IN, {"systems": systems})
    if isinstance(way, DemandEntry) and way.received:
        yield FROM_OTHERS
    if isinstance(way, RecordEntry) and way.method is not None:
        yield Sentence(_METHOD, {"method": way.method})
    if (system := system_in_words(data_map, actor, way)) is not None:
        yield Sentence(_WHERE, {"system": system})


def transfer_in_words(data_map: DataMap, transfer: Transfer) -> Words:
    """``hospital by referral: as free text``, with what is not current, on request only, or not held."""
    words: Words = Sentence(
        _SENDS,
        {
            "receiver": data_map.actors[transfer.receiver].label,
            "channel": data_map.channels[transfer.channel].label,
            "form": _NOT_HELD if transfer.form is None else ADVERB[transfer.form],
        },
    )
    remarks = [STATUSES[transfer.status]] if transfer.status in ("planned", "unknown") else []
    remarks += [ON_REQUEST] if transfer.on_request else []
    return Sentence(_REMARKED, {"words": words, "remark": chained(COMMA, remarks)}) if remarks else words


def loss_in_words(data_map: DataMap, transfer: Transfer) -> Words | None:
    """What of the form is lost on the way; None where nothing is."""
    if transfer.lost is None:
        return None
    words: Mapping[str, Filling] = {
        "receiver": data_map.actors[transfer.receiver].label,
        "channel": data_map.channels[transfer.channel].label,
        "lost": LOST[transfer.lost],
    }
    return Sentence(_LOST_ON_THE_WAY, words)


def missing_map_in_words(data_map: DataMap, missing: MissingMap) -> Sentence:
    """A sentence."""
    return Sentence(
        _NO_MAP,
        {
            "source": code_system_in_words(data_map, missing.source),
            "target": listed([code_system_in_words(data_map, each) for each in missing.targets], OR),
            "author": data_map.actors[missing.author].label,
            "reader": data_map.actors[missing.reader].label,
        },
    )


def methods_in_words(data_map: DataMap, methods: Sequence[tuple[str, str]]) -> Words | None:
    """That methods differ; None where they do not."""
    named = [
        Sentence(_REMARKED, {"words": method, "remark": data_map.actors[actor].label}) for actor, method in methods
    ]
    return Sentence(_METHODS, {"methods": listed(named)}) if named else None

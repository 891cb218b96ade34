"""The index of a map: an entry for each of its entities, with passages about it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from dataflow.analysis.closure.sharing import stated_takes
from dataflow.analysis.lineage.some_members import SomeMembers, some_members_of
from dataflow.analysis.lineage.travels import Travel, senders_by_way
from dataflow.base.explorer import Line, Passage, Thing
from dataflow.base.finding import Finding
from dataflow.base.picture import Words
from dataflow.base.text import OR, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.statements import DemandEntry, Record, RecordEntry, Share, Statement, StatementSet
from dataflow.views import Focus, Scene
from dataflow.views._actors import sector
from dataflow.views._data_protection import data_protection
from dataflow.views._exchanges import Exchange, exchanges, fits
from dataflow.views._own_keys import Owned, other_things, own_keys, own_words, owned_statements
from dataflow.wording.counts import counted
from dataflow.wording.durations import duration
from dataflow.wording.lists import COMMA, chained, listed
from dataflow.wording.members import RECORDED_BY, SENT_BY, SENT_BY_OF_STATUS, partly
from dataflow.wording.statements import HEADING, ON_REQUEST, on_request
from dataflow.wording.times import stated_times
from dataflow.wording.times import within as within_limit

GETS = Text(en="Gets", da="Modtager")
GIVES = Text(en="Gives", da="Deler")
LACKS = Text(en="Lacks", da="Mangler")
CARRIES = Text(en="Carries", da="Overfører")
FOUND = Text(en="Findings", da="Fund")
BY = {
    "current": Text(en="{fields} by {channels}", da="{fields} via {channels}"),
    "planned": Text(en="{fields} by {channels}, planned only", da="{fields} via {channels}, kun planlagt"),
    "unknown": Text(
        en="{fields} by {channels}: not known whether", da="{fields} via {channels}: det vides ikke, om det sker"
    ),
    "not-held": Text(
        en="{fields} by {channels}: stated, but the sender does not have it",
        da="{fields} via {channels}: angivet, men afsenderen har det ikke",
    ),
}
TO = {
    "current": Text(en="{fields} to {target}", da="{fields} til {target}"),
    "planned": Text(en="{fields} to {target}, planned only", da="{fields} til {target}, kun planlagt"),
    "unknown": Text(
        en="{fields} to {target}: not known whether", da="{fields} til {target}: det vides ikke, om det sker"
    ),
    "not-held": Text(
        en="{fields} to {target}: stated, but the sender does not have it",
        da="{fields} til {target}: angivet, men afsenderen har det ikke",
    ),
}


IN_TIME = Text(en="{fields}{when}", da="{fields}{when}")
AFTER_TIME = Text(en=" after {hours}", da=" efter {hours}")
RECORDED_IN = Text(en=", recorded in {phases}", da=", registreret i {phases}")
AS_STATED = Text(en="{shared}: {how}", da="{shared}: {how}")
OF_THESE = Text(en="of these, {shared}: {how}", da="heraf {shared}: {how}")
TIME = Text(en="Time", da="Tid")


def things_of(scene: Scene) -> tuple[Thing, ...]:
    """Phases in the order of the pathway, then groups, actors, fields and channels in the order of declaration.

    Last come other entities with keys of the author's own.
    """
    data_map = scene.data_map
    stated = {actor: tuple(_statements(data_map, actor)) for actor in data_map.presented}
    each = [(actor, statement) for actor, own in stated.items() for statement in own]
    related, owned, details = _related(data_map, each), owned_statements(each), _details(scene)
    every = Focus(planned=scene.focus.planned)
    found = exchanges(scene, every)
    phases = sorted(data_map.phases.values(), key=lambda phase: (phase.position, phase.order))
    return (
        *(Thing(f"phase:{phase.id}", phase.label) for phase in phases),
        *(Thing(f"group:{group.id}", group.label) for group in data_map.groups.values()),
        *(_actor(scene, actor, stated[actor], found, details, related, owned) for actor in data_map.presented),
        *(_field(scene, field, related, owned) for field in data_map.fields),
        *(_channel(scene, channel, related, every, owned) for channel in data_map.channels),
        *other_things(data_map),
    )


_Related = Mapping[str, frozenset[str]]
_Owned = Mapping[str, Sequence[Owned]]


class _Detail(NamedTuple):
    """How fields are shared: the channel, whether only on request, the stated times, and by whom where not by all."""

    channel: str
    on_request: bool
    after: int | None
    takes: int | None
    some: SomeMembers | None


_Details = Mapping[tuple[str, str, str], Mapping[_Detail, Mapping[str, None]]]
"""By sender, receiver and status: the fields that are shared in the same way."""


def _related(data_map: DataMap, stated: Iterable[tuple[str, Statement]]) -> _Related:
    """For each key, the keys that share a statement with it; ``ends:FIELD`` has the actors that record or need it."""
    found: dict[str, set[str]] = {}

    @cache
    def groups(field: str) -> tuple[str, ...]:
        return tuple(f"group:{each}" for each in data_map.groups_of(field))

    for actor, statement in stated:
        keys = {f"actor:{actor}", f"field:{statement.field}", f"phase:{statement.phase}", *groups(statement.field)}
        if isinstance(statement, Share):
            keys |= {f"actor:{data_map.role_of(statement.to)}", f"channel:{statement.entry.via}"}
        else:
            found.setdefault(f"ends:{statement.field}", set()).add(f"actor:{actor}")
        for key in keys:
            found.setdefault(key, set()).update(keys - {key})
    for field in data_map.fields:
        found.setdefault(f"field:{field}", set()).update(groups(field))
    return {key: frozenset(each) for key, each in found.items()}


def _statements(data_map: DataMap, presented: str) -> Iterator[Statement]:
    """The statements of a presented actor; equal statement sets of members are read once."""
    for statements in dict.fromkeys(data_map.statements[each] for each in data_map.presented[presented]):
        yield from (statement for statement in statements if fits(data_map, Focus(), statement))


def _within(related: _Related, key: str) -> tuple[str, ...]:
    return tuple(sorted(related.get(key, ())))


def _field(scene: Scene, field: str, related: _Related, owned: _Owned) -> Thing:
    data_map = scene.data_map
    about, key = data_map.fields[field], f"field:{field}"
    own = own_keys(data_map, key, about.meta, owned.get(key, ()))
    found = (_findings(scene, lambda finding: finding.subject.field == field),)
    return Thing(
        key=key,
        label=about.label,
        kicker=None if about.group is None else data_map.groups[about.group].label,
        about=about.definition,
        within=_within(related, key),
        ends=_within(related, f"ends:{field}"),
        own=own_words(own),
        passages=_filled(*scene.describe_timeline(field), *found, own),
    )


def _actor(
    scene: Scene,
    actor: str,
    stated: Sequence[Statement],
    found: Iterable[Exchange],
    details: _Details,
    related: _Related,
    owned: _Owned,
) -> Thing:
    data_map, key = scene.data_map, f"actor:{actor}"
    own = own_keys(data_map, key, data_map.actors[actor].meta, owned.get(key, ()))
    gets = [each for each in found if each.target == actor]
    gives = [each for each in found if each.source == actor]
    lacks = (scene.unmet_rule, scene.for_some_rule)
    return Thing(
        key=key,
        label=data_map.actors[actor].label,
        kicker=sector(data_map, actor),
        within=_within(related, key),
        members=tuple(data_map.actors[member].label for member in data_map.members.get(actor, ())),
        own=own_words(own),
        passages=_filled(
            _findings(scene, lambda finding: finding.code in lacks and _is_of(data_map, finding, actor), LACKS),
            Passage(HEADING["records"], tuple(_by_phase(data_map, actor, stated, "records"))),
            Passage(GETS, tuple(_passed(data_map, gets, details, lambda each: each.source))),
            Passage(GIVES, tuple(_passed(data_map, gives, details, lambda each: each.target))),
            Passage(HEADING["needs"], tuple(_by_phase(data_map, actor, stated, "needs"))),
            data_protection(data_map, actor),
            _findings(scene, lambda finding: finding.code not in lacks and _is_of(data_map, finding, actor)),
            own,
        ),
    )


def _is_of(data_map: DataMap, finding: Finding, actor: str) -> bool:
    named = finding.subject.actor
    return named in data_map.actors and data_map.role_of(named or "") == actor


def _by_phase(data_map: DataMap, actor: str, stated: Iterable[Statement], kind: str) -> Iterator[Line]:
    """The fields of an actor's statements of a kind, by phase; those with another time or condition apart.

    So are records that only some members of a role make.
    """
    found: dict[tuple[str, int, tuple[str, ...], SomeMembers | None], dict[str, None]] = {}
    recorders = _recorders(data_map, actor)
    for statement in stated:
        entry = statement.entry
        if entry.list_key == kind and entry.status == "current":
            # A limit of 0 hours is one, so that no limit has another number.
            within = entry.within if isinstance(entry, DemandEntry) else None
            hours = (entry.after or 0) if isinstance(entry, RecordEntry) else -1 if within is None else within
            recorded_in = entry.recorded_in if isinstance(entry, DemandEntry) else ()
            doing = recorders.get((statement.phase, statement.field), ()) if kind == "records" else ()
            some = some_members_of(data_map, actor, doing)
            found.setdefault((statement.phase, hours, recorded_in, some), {})[statement.field] = None
    order = {phase.id: (phase.position, phase.order) for phase in data_map.phases.values()}
    for phase, hours, recorded_in, some in sorted(found, key=lambda key: (order[key[0]], *key[1:3], key[3] or ())):
        fields = found[phase, hours, recorded_in, some]
        links = tuple(f"field:{field}" for field in data_map.fields if field in fields)
        text: Words = counted(len(links))
        if hours >= 0 and kind != "records":
            text = Sentence(IN_TIME, {"fields": text, "when": within_limit(hours)})
        elif hours > 0:
            text = Sentence(IN_TIME, {"fields": text, "when": Sentence(AFTER_TIME, {"hours": duration(hours)})})
        if recorded_in:
            phases = listed([data_map.phases[each].label for each in recorded_in], OR)
            text = Sentence(IN_TIME, {"fields": text, "when": Sentence(RECORDED_IN, {"phases": phases})})
        by_some = _by_some(data_map, RECORDED_BY, some)
        text = text if by_some is None else Sentence(AS_STATED, {"shared": text, "how": by_some})
        yield Line(kind, text, f"phase:{phase}", links)


def _recorders(data_map: DataMap, actor: str) -> Mapping[tuple[str, str], Collection[str]]:
    """The members of a role that record a field in a phase today."""
    sets: dict[StatementSet, list[str]] = {}
    for member in data_map.members.get(actor, ()):
        sets.setdefault(data_map.statements[member], []).append(member)
    found: dict[tuple[str, str], set[str]] = {}
    for statements, members in sets.items():
        for record in statements.of(Record):
            if record.entry.status == "current" and fits(data_map, Focus(), record):
                found.setdefault((record.phase, record.field), set()).update(members)
    return found


def _passed(
    data_map: DataMap, found: Iterable[Exchange], details: _Details, other: Callable[[Exchange], str]
) -> Iterator[Line]:
    """What is exchanged, with the times of its shares, and which of them happen only on request.

    After it comes what less sure shares of the same pair have besides.
    """
    for exchange in _each(found):
        channels = listed([data_map.channels[channel].label for channel in exchange.channels])
        words = {"fields": counted(len(exchange.fields)), "channels": channels}
        text: Words = on_request(Sentence(BY[exchange.status], words), exchange.on_request)
        parts = []
        for detail, all_fields in details.get(_ends(exchange), {}).items():
            # A less sure share may be of fields that a surer one of the pair has too, and is told of there.
            fields = [field for field in all_fields if field in exchange.fields]
            asked = ON_REQUEST if detail.on_request and not exchange.on_request else None
            when = stated_times(detail.after, detail.takes)
            sent_by = SENT_BY_OF_STATUS.get(exchange.status, SENT_BY)
            said = [each for each in (asked, when, _by_some(data_map, sent_by, detail.some)) if each is not None]
            if said and fields:
                parts.append((detail.channel, fields, chained(COMMA, said)))
        if len(parts) == 1 and parts[0][0:1] == exchange.channels and set(parts[0][1]) == exchange.fields.keys():
            text, parts = Sentence(AS_STATED, {"shared": text, "how": parts[0][2]}), []
        yield Line("passes", text, f"actor:{other(exchange)}", _links(data_map, exchange.fields))
        for channel, fields, how in parts:
            shared = Sentence(
                BY["current"], {"fields": counted(len(fields)), "channels": data_map.channels[channel].label}
            )
            yield Line("part", Sentence(OF_THESE, {"shared": shared, "how": how}), "", _links(data_map, fields))


def _each(found: Iterable[Exchange]) -> Iterator[Exchange]:
    """The exchanges of pairs, each followed by those that go along with it."""
    return (each for exchange in found for each in (exchange, *exchange.along))


def _ends(passed: Exchange | Travel) -> tuple[str, str, str]:
    return passed.source, passed.target, passed.status


def _details(scene: Scene) -> _Details:
    data_map = scene.data_map
    senders = senders_by_way(scene.travels)
    found: dict[tuple[str, str, str], dict[_Detail, dict[str, None]]] = {}
    for travel in scene.travels:
        entry, takes = travel.share.entry, stated_takes(data_map, travel.share)
        some = some_members_of(data_map, travel.source, senders[travel.way])
        key = _Detail(entry.via, entry.on_request, entry.after, takes, some)
        found.setdefault(_ends(travel), {}).setdefault(key, {})[travel.share.field] = None
    return found


def _by_some(data_map: DataMap, doing: Text, some: SomeMembers | None) -> Words | None:
    """That only some members of a role do something; None where all do."""
    return None if some is None else Sentence(doing, {"members": partly(data_map, some)})


def _links(data_map: DataMap, fields: Collection[str]) -> tuple[str, ...]:
    return tuple(f"field:{field}" for field in data_map.fields if field in fields)


def _channel(scene: Scene, channel: str, related: _Related, every: Focus, owned: _Owned) -> Thing:
    data_map, key = scene.data_map, f"channel:{channel}"
    about = data_map.channels[channel]
    own, takes = own_keys(data_map, key, about.meta, owned.get(key, ())), stated_times(None, about.takes)
    carried = exchanges(scene, Focus(channels=(channel,), planned=every.planned))
    lines = (
        Line(
            "passes",
            on_request(
                Sentence(
                    TO[each.status],
                    {"fields": counted(len(each.fields)), "target": data_map.actors[each.target].label},
                ),
                each.on_request,
            ),
            f"actor:{each.source}",
            _links(data_map, each.fields),
        )
        for each in _each(carried)
    )
    return Thing(
        key=key,
        label=about.label,
        kicker=about.standard,
        within=_within(related, key),
        own=own_words(own),
        passages=_filled(
            Passage(TIME, () if takes is None else (Line("time", takes),)),
            Passage(CARRIES, tuple(lines)),
            _findings(scene, lambda finding: finding.subject.channel == channel),
            own,
        ),
    )


def _findings(scene: Scene, concerns: Callable[[Finding], bool], title: Text = FOUND) -> Passage:
    lines = (Line("finding", None, f"finding:{each.fingerprint}") for each in scene.gaps if concerns(each))
    return Passage(title, tuple(lines))


def _filled(*passages: Passage) -> tuple[Passage, ...]:
    return tuple(passage for passage in passages if passage.lines)

"""The index of a map: an entry for each of its entities, with passages about it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from dataflow.analysis.closure.sharing import stated_takes
from dataflow.analysis.lineage.travels import Travel
from dataflow.base.explorer import Line, Passage, Thing
from dataflow.base.finding import Finding
from dataflow.base.picture import Words
from dataflow.base.text import OR, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.statements import DemandEntry, RecordEntry, Share, Statement
from dataflow.views import Focus, Scene
from dataflow.views._actors import sector
from dataflow.views._data_protection import data_protection
from dataflow.views._exchanges import Exchange, exchanges, fits
from dataflow.views._own_keys import Owned, other_things, own_keys, own_words, owned_statements
from dataflow.wording.counts import counted
from dataflow.wording.durations import duration
from dataflow.wording.lists import COMMA, chained, listed
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
_Details = Mapping[tuple[str, str, str], Mapping[tuple[str, bool, int | None, int | None], Mapping[str, None]]]
"""By sender, receiver and status: the fields by channel, by whether only on request, and by the stated times."""


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
            Passage(HEADING["records"], tuple(_by_phase(data_map, stated, "records"))),
            Passage(GETS, tuple(_passed(data_map, gets, details, lambda each: each.source))),
            Passage(GIVES, tuple(_passed(data_map, gives, details, lambda each: each.target))),
            Passage(HEADING["needs"], tuple(_by_phase(data_map, stated, "needs"))),
            data_protection(data_map, actor),
            _findings(scene, lambda finding: finding.code not in lacks and _is_of(data_map, finding, actor)),
            own,
        ),
    )


def _is_of(data_map: DataMap, finding: Finding, actor: str) -> bool:
    named = finding.subject.actor
    return named in data_map.actors and data_map.role_of(named or "") == actor


def _by_phase(data_map: DataMap, stated: Iterable[Statement], kind: str) -> Iterator[Line]:
    """The fields of an actor's statements of a kind, by phase; those with another time or condition apart."""
    found: dict[tuple[str, int, tuple[str, ...]], dict[str, None]] = {}
    for statement in stated:
        entry = statement.entry
        if entry.list_key == kind and entry.status == "current":
            # A limit of 0 hours is one, so that no limit has another number.
            within = entry.within if isinstance(entry, DemandEntry) else None
            hours = (entry.after or 0) if isinstance(entry, RecordEntry) else -1 if within is None else within
            recorded_in = entry.recorded_in if isinstance(entry, DemandEntry) else ()
            found.setdefault((statement.phase, hours, recorded_in), {})[statement.field] = None
    order = {phase.id: (phase.position, phase.order) for phase in data_map.phases.values()}
    for phase, hours, recorded_in in sorted(found, key=lambda key: (order[key[0]], key[1:])):
        fields = found[phase, hours, recorded_in]
        links = tuple(f"field:{field}" for field in data_map.fields if field in fields)
        text: Words = counted(len(links))
        if hours >= 0 and kind != "records":
            text = Sentence(IN_TIME, {"fields": text, "when": within_limit(hours)})
        elif hours > 0:
            text = Sentence(IN_TIME, {"fields": text, "when": Sentence(AFTER_TIME, {"hours": duration(hours)})})
        if recorded_in:
            phases = listed([data_map.phases[each].label for each in recorded_in], OR)
            text = Sentence(IN_TIME, {"fields": text, "when": Sentence(RECORDED_IN, {"phases": phases})})
        yield Line(kind, text, f"phase:{phase}", links)


def _passed(
    data_map: DataMap, found: Iterable[Exchange], details: _Details, other: Callable[[Exchange], str]
) -> Iterator[Line]:
    """What is exchanged, with the times of its shares, and which of them happen only on request."""
    for exchange in found:
        channels = listed([data_map.channels[channel].label for channel in exchange.channels])
        words = {"fields": counted(len(exchange.fields)), "channels": channels}
        text: Words = on_request(Sentence(BY[exchange.status], words), exchange.on_request)
        parts = []
        for (channel, is_asked, after, takes), fields in details.get(_ends(exchange), {}).items():
            asked = (ON_REQUEST,) if is_asked and not exchange.on_request else ()
            when = stated_times(after, takes)
            said = (*asked, *((when,) if when is not None else ()))
            if said:
                parts.append((channel, fields, chained(COMMA, said)))
        if len(parts) == 1 and parts[0][0:1] == exchange.channels and parts[0][1].keys() == exchange.fields.keys():
            text, parts = Sentence(AS_STATED, {"shared": text, "how": parts[0][2]}), []
        yield Line("passes", text, f"actor:{other(exchange)}", _links(data_map, exchange.fields))
        for channel, fields, how in parts:
            shared = Sentence(
                BY["current"], {"fields": counted(len(fields)), "channels": data_map.channels[channel].label}
            )
            yield Line("part", Sentence(OF_THESE, {"shared": shared, "how": how}), "", _links(data_map, fields))


def _ends(passed: Exchange | Travel) -> tuple[str, str, str]:
    return passed.source, passed.target, passed.status


def _details(scene: Scene) -> _Details:
    data_map = scene.data_map
    found: dict[tuple[str, str, str], dict[tuple[str, bool, int | None, int | None], dict[str, None]]] = {}
    for travel in scene.travels:
        share = travel.share
        key = (share.entry.via, share.entry.on_request, share.entry.after, stated_takes(data_map, share))
        found.setdefault(_ends(travel), {}).setdefault(key, {})[share.field] = None
    return found


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
        for each in carried
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

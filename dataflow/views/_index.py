"""The index of a map: an entry for each of its entities, with passages about it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from dataflow.base.explorer import Line, Passage, Thing
from dataflow.base.finding import Finding
from dataflow.base.text import Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Share, Statement
from dataflow.views import Focus, Scene
from dataflow.views._actors import sector
from dataflow.views._exchanges import Exchange, exchanges, fits
from dataflow.wording.counts import counted
from dataflow.wording.lists import listed
from dataflow.wording.statements import HEADING, on_request

GETS = Text(en="Gets", da="Modtager")
GIVES = Text(en="Gives", da="Deler")
LACKS = Text(en="Lacks", da="Mangler")
CARRIES = Text(en="Carries", da="Bringer")
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


def things_of(scene: Scene) -> tuple[Thing, ...]:
    """Phases in the order of the pathway, then groups, actors, fields and channels in the order of declaration."""
    data_map = scene.data_map
    related = _related(data_map)
    every = Focus(planned=scene.focus.planned)
    found = exchanges(scene, every)
    phases = sorted(data_map.phases.values(), key=lambda phase: (phase.position, phase.order))
    return (
        *(Thing(f"phase:{phase.id}", phase.label) for phase in phases),
        *(Thing(f"group:{group.id}", group.label) for group in data_map.groups.values()),
        *(_actor(scene, actor, found, related) for actor in data_map.presented),
        *(_field(scene, field, related) for field in data_map.fields),
        *(_channel(scene, channel, related, every) for channel in data_map.channels),
    )


_Related = Mapping[str, frozenset[str]]


def _related(data_map: DataMap) -> _Related:
    """For each key, the keys that share a statement with it; ``ends:FIELD`` has the actors that record or need it."""
    found: dict[str, set[str]] = {}

    @cache
    def groups(field: str) -> tuple[str, ...]:
        return tuple(f"group:{each}" for each in data_map.groups_of(field))

    for actor, statement in _statements(data_map):
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


def _statements(data_map: DataMap) -> Iterator[tuple[str, Statement]]:
    """The statements with the presented actor of each; equal statement sets of members are read once."""
    for presented, concrete in data_map.presented.items():
        for statements in dict.fromkeys(data_map.statements[each] for each in concrete):
            yield from ((presented, statement) for statement in statements if fits(data_map, Focus(), statement))


def _within(related: _Related, key: str) -> tuple[str, ...]:
    return tuple(sorted(related.get(key, ())))


def _field(scene: Scene, field: str, related: _Related) -> Thing:
    data_map = scene.data_map
    about, key = data_map.fields[field], f"field:{field}"
    found = (_findings(scene, lambda finding: finding.subject.field == field),)
    return Thing(
        key=key,
        label=about.label,
        kicker=None if about.group is None else data_map.groups[about.group].label,
        about=about.definition,
        within=_within(related, key),
        ends=_within(related, f"ends:{field}"),
        passages=_filled(*scene.describe_timeline(field), *found),
    )


def _actor(scene: Scene, actor: str, found: Iterable[Exchange], related: _Related) -> Thing:
    data_map = scene.data_map
    gets = [each for each in found if each.target == actor]
    gives = [each for each in found if each.source == actor]
    return Thing(
        key=f"actor:{actor}",
        label=data_map.actors[actor].label,
        kicker=sector(data_map, actor),
        within=_within(related, f"actor:{actor}"),
        members=tuple(data_map.actors[member].label for member in data_map.members.get(actor, ())),
        passages=_filled(
            _findings(
                scene, lambda finding: finding.code == scene.unmet_rule and _is_of(data_map, finding, actor), LACKS
            ),
            Passage(HEADING["records"], tuple(_by_phase(data_map, actor, "records"))),
            Passage(GETS, tuple(_passed(data_map, each, each.source) for each in gets)),
            Passage(GIVES, tuple(_passed(data_map, each, each.target) for each in gives)),
            Passage(HEADING["needs"], tuple(_by_phase(data_map, actor, "needs"))),
            _findings(scene, lambda finding: finding.code != scene.unmet_rule and _is_of(data_map, finding, actor)),
        ),
    )


def _is_of(data_map: DataMap, finding: Finding, actor: str) -> bool:
    named = finding.subject.actor
    return named in data_map.actors and data_map.role_of(named or "") == actor


def _by_phase(data_map: DataMap, actor: str, kind: str) -> Iterator[Line]:
    fields: dict[str, dict[str, None]] = {}
    for presented, statement in _statements(data_map):
        if presented == actor and statement.entry.list_key == kind and statement.entry.status == "current":
            fields.setdefault(statement.phase, {})[statement.field] = None
    for phase in sorted(fields, key=lambda each: (data_map.phases[each].position, data_map.phases[each].order)):
        links = tuple(f"field:{field}" for field in data_map.fields if field in fields[phase])
        yield Line(kind, counted(len(links)), f"phase:{phase}", links)


def _passed(data_map: DataMap, exchange: Exchange, other: str) -> Line:
    channels = listed([data_map.channels[channel].label for channel in exchange.channels])
    words = {"fields": counted(len(exchange.fields)), "channels": channels}
    links = tuple(f"field:{field}" for field in data_map.fields if field in exchange.fields)
    text = on_request(Sentence(BY[exchange.status], words), exchange.on_request)
    return Line("passes", text, f"actor:{other}", links)


def _channel(scene: Scene, channel: str, related: _Related, every: Focus) -> Thing:
    data_map = scene.data_map
    about = data_map.channels[channel]
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
            tuple(f"field:{field}" for field in data_map.fields if field in each.fields),
        )
        for each in carried
    )
    return Thing(
        key=f"channel:{channel}",
        label=about.label,
        kicker=about.standard,
        within=_within(related, f"channel:{channel}"),
        passages=_filled(
            Passage(CARRIES, tuple(lines)), _findings(scene, lambda finding: finding.subject.channel == channel)
        ),
    )


def _findings(scene: Scene, concerns: Callable[[Finding], bool], title: Text = FOUND) -> Passage:
    lines = (Line("finding", None, f"finding:{each.fingerprint}") for each in scene.gaps if concerns(each))
    return Passage(title, tuple(lines))


def _filled(*passages: Passage) -> tuple[Passage, ...]:
    return tuple(passage for passage in passages if passage.lines)

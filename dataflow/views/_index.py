"""The index of a map: each of its things, and what there is to read of it."""

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
from dataflow.wording.statements import HEADING

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
    """Phases in the order of the pathway, then groups, actors, fields and channels as they are declared."""
    data_map = scene.data_map
    touched = _touched(data_map)
    every = Focus(planned=scene.focus.planned)
    found = exchanges(scene, every)
    phases = sorted(data_map.phases.values(), key=lambda phase: (phase.position, phase.order))
    return (
        *(Thing(f"phase:{phase.id}", phase.label) for phase in phases),
        *(Thing(f"group:{group.id}", group.label) for group in data_map.groups.values()),
        *(_actor(scene, actor, found, touched) for actor in data_map.presented),
        *(_field(scene, field, touched) for field in data_map.fields),
        *(_channel(scene, channel, touched, every) for channel in data_map.channels),
    )


_Touched = Mapping[str, frozenset[str]]


def _touched(data_map: DataMap) -> _Touched:
    """For each thing, the keys of those with which it stands in a statement; whose way ends where says ``ends``."""
    found: dict[str, set[str]] = {}

    @cache
    def groups(field: str) -> tuple[str, ...]:
        return tuple(f"group:{each}" for each in data_map.groups_of(field))

    for actor, told in _told(data_map):
        keys = {f"actor:{actor}", f"field:{told.field}", f"phase:{told.phase}", *groups(told.field)}
        if isinstance(told, Share):
            keys |= {f"actor:{data_map.role_of(told.to)}", f"channel:{told.entry.via}"}
        else:
            found.setdefault(f"ends:{told.field}", set()).add(f"actor:{actor}")
        for key in keys:
            found.setdefault(key, set()).update(keys - {key})
    for field in data_map.fields:
        found.setdefault(f"field:{field}", set()).update(groups(field))
    return {key: frozenset(each) for key, each in found.items()}


def _told(data_map: DataMap) -> Iterator[tuple[str, Statement]]:
    """Who states what, by role; what many members say alike is said once."""
    for shown, concrete in data_map.presented.items():
        for statements in dict.fromkeys(data_map.statements[each] for each in concrete):
            yield from ((shown, told) for told in statements if fits(data_map, Focus(), told))


def _within(touched: _Touched, key: str) -> tuple[str, ...]:
    return tuple(sorted(touched.get(key, ())))


def _field(scene: Scene, field: str, touched: _Touched) -> Thing:
    data_map = scene.data_map
    about, key = data_map.fields[field], f"field:{field}"
    found = (_found(scene, lambda finding: finding.subject.field == field),)
    return Thing(
        key=key,
        label=about.label,
        kicker=None if about.group is None else data_map.groups[about.group].label,
        about=about.definition,
        within=_within(touched, key),
        ends=_within(touched, f"ends:{field}"),
        passages=_filled(*scene.tell_timeline(field), *found),
    )


def _actor(scene: Scene, actor: str, found: Iterable[Exchange], touched: _Touched) -> Thing:
    data_map = scene.data_map
    gets = [each for each in found if each.target == actor]
    gives = [each for each in found if each.source == actor]
    return Thing(
        key=f"actor:{actor}",
        label=data_map.actors[actor].label,
        kicker=sector(data_map, actor),
        within=_within(touched, f"actor:{actor}"),
        members=tuple(data_map.actors[member].label for member in data_map.members.get(actor, ())),
        passages=_filled(
            _found(
                scene, lambda finding: finding.code == scene.unmet_rule and _is_of(data_map, finding, actor), LACKS
            ),
            Passage(HEADING["records"], tuple(_by_phase(data_map, actor, "records"))),
            Passage(GETS, tuple(_passed(data_map, each, each.source) for each in gets)),
            Passage(GIVES, tuple(_passed(data_map, each, each.target) for each in gives)),
            Passage(HEADING["needs"], tuple(_by_phase(data_map, actor, "needs"))),
            _found(scene, lambda finding: finding.code != scene.unmet_rule and _is_of(data_map, finding, actor)),
        ),
    )


def _is_of(data_map: DataMap, finding: Finding, actor: str) -> bool:
    named = finding.subject.actor
    return named in data_map.actors and data_map.role_of(named or "") == actor


def _by_phase(data_map: DataMap, actor: str, kind: str) -> Iterator[Line]:
    fields: dict[str, dict[str, None]] = {}
    for shown, told in _told(data_map):
        if shown == actor and told.entry.list_key == kind and told.entry.status == "current":
            fields.setdefault(told.phase, {})[told.field] = None
    for phase in sorted(fields, key=lambda each: (data_map.phases[each].position, data_map.phases[each].order)):
        links = tuple(f"field:{field}" for field in data_map.fields if field in fields[phase])
        yield Line(kind, counted(len(links)), f"phase:{phase}", links)


def _passed(data_map: DataMap, exchange: Exchange, other: str) -> Line:
    channels = listed([data_map.channels[channel].label for channel in exchange.channels])
    words = {"fields": counted(len(exchange.fields)), "channels": channels}
    links = tuple(f"field:{field}" for field in data_map.fields if field in exchange.fields)
    return Line("passes", Sentence(BY[exchange.status], words), f"actor:{other}", links)


def _channel(scene: Scene, channel: str, touched: _Touched, every: Focus) -> Thing:
    data_map = scene.data_map
    about = data_map.channels[channel]
    carried = exchanges(scene, Focus(channels=(channel,), planned=every.planned))
    lines = (
        Line(
            "passes",
            Sentence(
                TO[each.status],
                {"fields": counted(len(each.fields)), "target": data_map.actors[each.target].label},
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
        within=_within(touched, f"channel:{channel}"),
        passages=_filled(
            Passage(CARRIES, tuple(lines)), _found(scene, lambda finding: finding.subject.channel == channel)
        ),
    )


def _found(scene: Scene, concerns: Callable[[Finding], bool], title: Text = FOUND) -> Passage:
    lines = (Line("finding", None, f"finding:{each.fingerprint}") for each in scene.gaps if concerns(each))
    return Passage(title, tuple(lines))


def _filled(*passages: Passage) -> tuple[Passage, ...]:
    return tuple(passage for passage in passages if passage.lines)

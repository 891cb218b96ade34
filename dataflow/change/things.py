"""The things of a map that could fall away: channels, shares, actors, systems, records and sources."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from dataflow.analysis.assumptions import MapAsOf
from dataflow.base.nearest import id_of
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Entry, Record, RecordEntry, ShareEntry, Statement, StatementSet

KINDS = ("channel", "share", "actor", "system", "record", "source")


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that could fall away, with the records and shares as written that fall away with it.

    ``id`` is that of a channel, an actor (a role with its members) or a source; ``actor/system`` and ``actor/field``
    of a system and of a record; the place of a share. Of a record only the statements of ``field`` fall away.
    ``actor`` is who has it.
    """

    kind: str
    id: str
    entries: frozenset[Entry]
    actor: str | None = None
    field: str | None = None

    @property
    def share(self) -> ShareEntry | None:
        """The share itself, where the thing is one."""
        found = next(iter(self.entries), None)
        return found if self.kind == "share" and isinstance(found, ShareEntry) else None


def things_of(map_as_of: MapAsOf) -> tuple[Thing, ...]:
    """All things of a map, by kind in the order of declaration; those on which nothing rests have no entries."""
    data_map = map_as_of.data_map
    supply = [each for each in data_map.entries if isinstance(each, RecordEntry | ShareEntry)]
    return (
        *(Thing("channel", each, map_as_of.over_channel.get(each, frozenset())) for each in data_map.channels),
        *_shares(data_map, supply),
        *_by_author(data_map, supply),
        *_records(data_map),
        *_sources(data_map, supply),
    )


def named_things(map_as_of: MapAsOf, word: str | None) -> tuple[Thing, ...]:
    """The things that a word names: an id, a kind and an id (``channel:letter``), a field, an actor's system.

    All of them without a word. Raises ``Unknown`` where there is none.
    """
    things = tuple(things_of(map_as_of))
    if word is None:
        return things
    found = tuple(each for each in things if word in _names(each))
    if not found:
        meant = _id_of_label(map_as_of.data_map, things, word)
        found = tuple(each for each in things if meant in _names(each))
    return found


def _id_of_label(data_map: DataMap, things: Iterable[Thing], word: str) -> str:
    """The name of the things with a label, a kind before it where the word has one. Raises ``Unknown``."""
    declared: Mapping[str, Mapping[str, object]] = {
        "channel": data_map.channels,
        "actor": data_map.actors,
        "field": data_map.fields,
        "source": data_map.sources,
        "system": {
            f"{actor.id}/{system}": each
            for actor in data_map.actors.values()
            for system, each in actor.systems.items()
        },
    }
    kind, _, label = word.partition(":")
    names = {name for each in things for name in _names(each)}
    if kind in declared:
        known = {id_: each for id_, each in declared[kind].items() if f"{kind}:{id_}" in names}
        return f"{kind}:{id_of('thing', label, known)}"
    of_all = {name: each for section in declared.values() for name, each in section.items()}
    return id_of("thing", word, {name: of_all.get(name) for name in names if ":" not in name})


def _names(thing: Thing) -> tuple[str, ...]:
    own = (thing.id, f"{thing.kind}:{thing.id}")
    if thing.kind == "record" and thing.field is not None:
        return (*own, thing.field, f"field:{thing.field}")
    return (*own, thing.id.partition("/")[2]) if thing.kind == "system" else own


def place_of_share(entry: Entry) -> str:
    """The id of a share: where it is written."""
    return f"{entry.place.file}:{entry.place.line}:{entry.place.column}"


def without_records(data_map: DataMap, thing: Thing) -> DataMap:
    """The map of the fields that hang together with that of a record, without the record."""
    family = data_map.families[thing.field or ""]

    def stays(actor: str, each: Statement) -> bool:
        taken = isinstance(each, Record) and each.field == thing.field and data_map.role_of(actor) == thing.actor
        return each.field in family and not taken

    known: dict[tuple[StatementSet, bool], StatementSet] = {}
    left: dict[str, StatementSet] = {}
    for actor, statements in data_map.statements.items():
        key = statements, data_map.role_of(actor) == thing.actor
        if key not in known:
            known[key] = StatementSet([each for each in statements if stays(actor, each)])
        left[actor] = known[key]
    return replace(data_map, statements=left)


def _shares(data_map: DataMap, supply: list[RecordEntry | ShareEntry]) -> Iterator[Thing]:
    for entry in supply:
        if isinstance(entry, ShareEntry):
            yield Thing("share", place_of_share(entry), frozenset({entry}), data_map.role_of(entry.author))


def _by_author(data_map: DataMap, supply: list[RecordEntry | ShareEntry]) -> Iterator[Thing]:
    by_actor: dict[str, set[Entry]] = {}
    by_system: dict[tuple[str, str], set[Entry]] = {}
    for entry in supply:
        actor = data_map.role_of(entry.author)
        by_actor.setdefault(actor, set()).add(entry)
        if isinstance(entry, RecordEntry) and entry.system is not None:
            by_system.setdefault((actor, entry.system), set()).add(entry)
    for actor in data_map.presented:
        yield Thing("actor", actor, frozenset(by_actor.get(actor, ())), actor)
    for actor, system in sorted(by_system, key=lambda key: (list(data_map.actors).index(key[0]), key[1])):
        yield Thing("system", f"{actor}/{system}", frozenset(by_system[actor, system]), actor)


def _records(data_map: DataMap) -> Iterator[Thing]:
    for field, records in data_map.records.items():
        entries: dict[str, set[Entry]] = {}
        for actor, record in records:
            entries.setdefault(data_map.role_of(actor), set()).add(record.entry)
        for actor, own in entries.items():
            yield Thing("record", f"{actor}/{field}", frozenset(own), actor, field)


def _sources(data_map: DataMap, supply: list[RecordEntry | ShareEntry]) -> Iterator[Thing]:
    """The sources, each with the records and shares for which there is no other, those of their channel included."""
    found: dict[str, set[Entry]] = {}
    for entry in supply:
        own = {each.source for each in entry.citations}
        channel = (
            {each.source for each in data_map.channels[entry.via].citations}
            if isinstance(entry, ShareEntry)
            else set()
        )
        for cited in (own, channel):
            if len(cited) == 1:
                found.setdefault(next(iter(cited)), set()).add(entry)
    for source in data_map.sources:
        yield Thing("source", source, frozenset(found.get(source, ())))

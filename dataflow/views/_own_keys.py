"""The author's own keys (``meta``), as the explorer shows and finds them. They are never interpreted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from dataflow.base.explorer import Line, Passage, Thing
from dataflow.base.picture import Words
from dataflow.base.text import Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Meta
from dataflow.model.statements import Entry, ShareEntry, Statement
from dataflow.wording.counts import counted
from dataflow.wording.lists import SEMICOLON, chained, listed
from dataflow.wording.statements import DOES, HEADING_TO, OWN_KEYS

KEY = Text(en="{key}: {value}", da="{key}: {value}")
NAMED = Text(en="{name}: {keys}", da="{name}: {keys}")
STATED = Text(en="{stated} in {phases}: {keys}", da="{stated} i {phases}: {keys}")
KINDS = {
    "map": Text(en="Map", da="Kort"),
    "phase": Text(en="Phase", da="Fase"),
    "group": Text(en="Group of fields", da="Gruppe af felter"),
    "purpose": Text(en="Purpose", da="Formål"),
    "legal-basis": Text(en="Legal basis", da="Hjemmel"),
    "source": Text(en="Source", da="Kilde"),
    "code-system": Text(en="Code system", da="Kodesystem"),
    "cluster": Text(en="Cluster", da="Klynge"),
}
"""What has keys of its own and no list of its own in the explorer."""


@dataclass(frozen=True, slots=True)
class Owned:
    """A record, need, use or share with keys of its own, as written, with all that it names."""

    actor: str
    entry: Entry
    fields: dict[str, None] = field(default_factory=dict)
    phases: dict[str, None] = field(default_factory=dict)

    @property
    def about(self) -> Iterator[str]:
        """The keys of the entities in whose panels it is shown."""
        yield f"actor:{self.actor}"
        yield from (f"field:{each}" for each in self.fields)
        if isinstance(self.entry, ShareEntry):
            yield f"channel:{self.entry.via}"


def owned_statements(statements: Iterable[tuple[str, Statement]]) -> Mapping[str, list[Owned]]:
    """The statements with keys of their own, by the keys of the entities that they name."""
    found: dict[tuple[str, Entry], Owned] = {}
    for actor, statement in statements:
        if statement.entry.meta:
            owned = found.setdefault((actor, statement.entry), Owned(actor, statement.entry))
            owned.fields[statement.field] = owned.phases[statement.phase] = None
    by_key: dict[str, list[Owned]] = {}
    for owned in found.values():
        for key in owned.about:
            by_key.setdefault(key, []).append(owned)
    return by_key


def own_keys(data_map: DataMap, key: str, meta: Meta, stated: Iterable[Owned] = ()) -> Passage:
    """The own keys of an entity, then those of the statements that name it."""
    lines = [*own_lines(meta), *(_stated(data_map, key, each) for each in stated)]
    if key.startswith("actor:"):
        lines[len(meta) : len(meta)] = _within_actor(data_map, key.removeprefix("actor:"))
    return Passage(OWN_KEYS, tuple(lines))


def own_lines(meta: Meta) -> Iterator[Line]:
    """A line for each key."""
    yield from (Line("own-key", each) for each in _keys(meta))


def own_words(passage: Passage) -> tuple[Words, ...]:
    """The words by which an entity is found."""
    return tuple(line.text for line in passage.lines if line.text is not None)


def other_things(data_map: DataMap) -> Iterator[Thing]:
    """An entry for each entity with own keys that has no other entry to read."""
    named = {
        "phase": data_map.phases,
        "group": data_map.groups,
        "purpose": data_map.purposes,
        "legal-basis": data_map.legal_bases,
        "code-system": data_map.code_systems,
        "cluster": data_map.clusters,
    }
    found = [("map", data_map.id, data_map.title, data_map.meta)]
    found += [(kind, each.id, each.label, each.meta) for kind, those in named.items() for each in those.values()]
    found += [("source", each.id, each.title, each.meta) for each in data_map.sources.values()]
    for kind, name, label, meta in found:
        if meta:
            passage = Passage(OWN_KEYS, tuple(own_lines(meta)))
            # An id has no full stop.
            yield Thing(f"own:{kind}.{name}", label, KINDS[kind], own=own_words(passage), passages=(passage,))


def _keys(meta: Meta) -> list[Words]:
    return [Sentence(KEY, {"key": key, "value": _value(value)}) for key, value in meta.items()]


def _value(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _within_actor(data_map: DataMap, actor: str) -> Iterator[Line]:
    """The own keys of an actor's systems and members."""
    found = [(system.label, system.meta) for system in data_map.actors[actor].systems.values()]
    members = (data_map.actors[member] for member in data_map.members.get(actor, ()))
    for label, meta in (*found, *((member.label, member.meta) for member in members)):
        if meta:
            yield Line("own-key", Sentence(NAMED, {"name": label, "keys": chained(SEMICOLON, _keys(meta))}))


def _stated(data_map: DataMap, key: str, owned: Owned) -> Line:
    """A statement with own keys, in the panel of an entity that it names."""
    kind, in_actor = owned.entry.list_key, key.startswith("actor:")
    does = Sentence(HEADING_TO[kind], {"fields": counted(len(owned.fields))}) if in_actor else DOES[kind]
    phases = listed([phase.label for phase in data_map.phases.values() if phase.id in owned.phases])
    words = {"stated": does, "phases": phases, "keys": chained(SEMICOLON, _keys(owned.entry.meta))}
    links = tuple(f"field:{each}" for each in data_map.fields if each in owned.fields and f"field:{each}" != key)
    return Line(kind, Sentence(STATED, words), "" if in_actor else f"actor:{owned.actor}", links)

"""The sections of a map over all its files: what is declared, where, and in which layer.

A layer is the map itself, its base map below it, or a scenario on top of it (``language.md``, "Scenarios", "Maps that
build on another").
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dataflow.base.finding import Finding, Related, Severity
from dataflow.base.kinds import KINDS, Kind
from dataflow.base.place import Place
from dataflow.base.text import Sentence, Text
from dataflow.language.fast_reader import keys_of
from dataflow.language.nodes import MappingNode, Scalar, place_of
from dataflow.language.read import SpecFile
from dataflow.language.schema import ActorSpec, MapSpec

OBJECTS = ("phases", "purposes", "legal_bases", "sources", "groups", "code_systems", "fields", "channels", "clusters")
DECLARING = (*OBJECTS, "actors")
"""The sections whose keys are ids."""
OF_THE_MAP_ALONE = ("id", "title", "note", "meta", "extends", "exclude")
"""The keys of ``map`` that a map does not inherit from its base map."""
ACTOR_PROPERTIES = (
    *("label", "sector", "kind", "extends", "controller", "processor", "retention", "systems", "note", "meta"),
)

_TWICE = Text(
    en='{what} "{id}" is declared twice, first in {place}.', da='{what} "{id}" er angivet to gange, først i {place}.'
)
_TWICE_HINT = Text(
    en="Rename one of them, or take it out; all files of a map share one set of ids.",
    da="Giv den ene et andet navn, eller fjern den; alle kortets filer deler ét sæt id'er.",
)
_PROPERTY_TWICE = Text(
    en='"{key}" of {of} is set twice, first in {place}.', da='"{key}" for {of} er sat to gange, først i {place}.'
)
PROPERTY_HINT = Text(
    en="Keep one of them; only records, needs, uses, shares and omits add up over files.",
    da="Behold den ene; kun records, needs, uses, shares og omits lægges sammen over filer.",
)
_MAP_HINT = Text(
    en="Keep one of them; other keys of map: may stand in other files.",
    da="Behold den ene; andre nøgler under map: må gerne stå i andre filer.",
)
_THE_MAP = Text(en="the map", da="kortet")
_TWICE_ABOVE = Text(
    en="Take it out, or give it another id: this map shares its ids with the one that it builds on, and can't change"
    " what that declares.",
    da="Fjern det, eller giv det et andet id: kortet deler id'er med det kort, som det bygger på, og kan ikke ændre"
    " det, der er angivet dér.",
)
_CLUSTER_ABOVE = Text(
    en="Take {key} out: a cluster of the map that this one builds on can be given more members, and nothing else.",
    da="Fjern {key}: en klynge i det kort, som dette bygger på, kan få flere medlemmer og intet andet.",
)
_ROLE_ABOVE = Text(
    en='"{actor}" belongs to the map that this one builds on, which says whether it has a role.',
    da='"{actor}" hører til det kort, som dette bygger på, og det siger, om aktøren har en rolle.',
)
_NEW_MEMBER = Text(
    en="Take extends out, or declare an actor of another id that extends the role.",
    da="Fjern extends, eller angiv en aktør med et andet id, som bygger på rollen.",
)
_FIRST = Text(en="first declared here", da="først angivet her")

WHAT: Mapping[str, Kind] = {
    "phases": KINDS["phase"],
    "purposes": KINDS["purpose"],
    "legal_bases": KINDS["legal basis"],
    "sources": KINDS["source"],
    "groups": KINDS["group"],
    "code_systems": KINDS["code system"],
    "fields": KINDS["field"],
    "channels": KINDS["channel"],
    "clusters": KINDS["cluster"],
    "actors": KINDS["actor"],
    "systems": KINDS["system"],
    "scenarios": KINDS["scenario"],
    "rules": KINDS["rule"],
}
"""What an id of each section is."""


@dataclass(frozen=True)
class Declared:
    """A declaration: the spec of the object, the scalar with its id, and the file.

    ``more`` are declarations in a map on top of the base map that declares it: they add members to a cluster.
    """

    spec: Any
    word: Scalar
    file: SpecFile
    more: "tuple[Declared, ...]" = ()

    @property
    def place(self) -> Place:
        """Where its id stands."""
        return place_of(self.file.path, self.word)


@dataclass(frozen=True)
class ActorPart(Declared):
    """The part of an actor that one file declares."""

    spec: ActorSpec

    def entries(self, section: str) -> Iterator[tuple[Any, Place, bool]]:
        """The entries of one of the actor's lists, each with its place, and whether nothing was removed from it."""
        specs = getattr(self.spec, section) or ()
        nodes = (self.file.root["actors"][self.word] or {}).get(section) or ()
        for spec, node in zip(specs, nodes, strict=True):
            yield spec, place_of(self.file.path, node), not (isinstance(node, MappingNode) and node.cut)

    def key_place(self, key: str) -> Place:
        """The place of one of the actor's keys."""
        return place_of(self.file.path, self.file.root["actors"][self.word].key(key))


@dataclass
class Sections:
    """The sections of a layer, joined with those of the layers below."""

    map: dict[str, tuple[Any, Place]] = field(default_factory=dict)
    objects: dict[str, dict[str, Declared]] = field(default_factory=lambda: {section: {} for section in OBJECTS})
    actors: dict[str, dict[str, tuple[Any, Place]]] = field(default_factory=dict)
    """The properties of each actor, each with its place."""
    actor_places: dict[str, Place] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=dict)
    """Every id that a reference may name: those that a file declares, valid or not, and the codes of the rules."""
    own: dict[str, dict[str, None]] = field(default_factory=lambda: {section: {} for section in OBJECTS})
    """The ids of the objects that the topmost layer declares, by section."""
    added: dict[str, set[str]] = field(default_factory=lambda: {section: set() for section in DECLARING})
    """The ids that the topmost layer declares and none below it, by section."""
    named: dict[str, set[str]] = field(default_factory=dict)
    """Every id that is referred to, declared or not."""
    unknown: list[tuple[str, str, Finding]] = field(default_factory=list)
    """The unknown references: section, id and finding."""
    lost: bool = False
    cut: bool = False

    def known(self, section: str) -> set[str]:
        """The ids that a reference to a section may name."""
        found = self.ids.get(section)
        if found is None:
            found = self.ids[section] = set()
        return found

    def labels(self, section: str) -> dict[str, tuple[str, ...]]:
        """The labels or titles of each id that a section declares."""
        if section == "actors":
            written = {id_: properties.get("label", (None,))[0] for id_, properties in self.actors.items()}
        elif section == "systems":
            every = [properties["systems"][0] or {} for properties in self.actors.values() if "systems" in properties]
            written = {str(id_): spec and spec.label for systems in every for id_, spec in systems.items()}
        else:
            declared = self.objects.get(section, {}).items()
            key = "title" if section == "sources" else "label"
            written = {id_: getattr(each.spec, key, None) for id_, each in declared}
        return {id_: tuple(str(text) for text in (texts or {}).values() if text) for id_, texts in written.items()}


def add_layer(
    below: Sections, files: Iterable[SpecFile], builds_on: bool = False
) -> tuple[Sections, dict[str, tuple[ActorPart, ...]], list[Finding]]:
    """Joins a layer with the sections below: the sections, the parts of actors in this layer, and findings (DF102).

    An object of a scenario replaces the one of the same id below; ``map`` and actors are merged by key. A layer that
    ``builds_on`` the one below is a map of its own, and changes nothing that is declared below.
    """
    sections = _copy(below)
    findings: list[Finding] = []
    parts: dict[str, tuple[ActorPart, ...]] = {}
    own_objects: dict[tuple[str, str], Declared] = {}
    own_keys: dict[tuple[str, str], Place] = {}
    taken = below if builds_on else Sections()
    if builds_on:
        for key in OF_THE_MAP_ALONE:
            sections.map.pop(key, None)
    for file in files:
        sections.lost, sections.cut = sections.lost or file.lost, sections.cut or file.cut
        for section, ids in file.declared.items():
            sections.known(section).update(ids)
        _add_map(sections, file, own_keys, findings)
        for section in OBJECTS:
            for word, spec in (getattr(file.spec, section) or {}).items():
                declared = Declared(spec, word, file)
                first = own_objects.setdefault((section, word), declared)
                if first is not declared:
                    findings.append(_twice(WHAT[section].word, word, declared.place, first.place))
                elif word in taken.objects[section]:
                    _add_to_taken(sections, section, declared, findings)
                else:
                    if word not in below.objects[section]:
                        sections.added[section].add(str(word))
                    sections.objects[section][str(word)] = declared
                    sections.own[section][str(word)] = None
        for word, spec in (file.spec.actors or {}).items():
            part = ActorPart(spec or ActorSpec(), word, file)
            parts[str(word)] = (*parts.get(str(word), ()), part)
            if word not in below.actors:
                sections.added["actors"].add(str(word))
            _add_actor(sections, part, own_keys, taken, findings)
    return sections, parts, findings


def _add_to_taken(sections: Sections, section: str, declared: Declared, findings: list[Finding]) -> None:
    """Handles an id that the base map declares: only a cluster may be declared again, to add members."""
    below = sections.objects[section][str(declared.word)]
    if section != "clusters":
        findings.append(_twice(WHAT[section].word, declared.word, declared.place, below.place, _TWICE_ABOVE))
        return
    written: MappingNode = declared.file.root["clusters"][declared.word] or MappingNode()
    for key in written:
        if key not in ("members", "note", "meta"):
            place, first = place_of(declared.file.path, written.key(key)), below.place
            findings.append(property_twice(str(key), str(declared.word), place, first, _CLUSTER_ABOVE))
    sections.objects[section][str(declared.word)] = replace(below, more=(*below.more, declared))


def _copy(below: Sections) -> Sections:
    return Sections(
        map=dict(below.map),
        objects={section: dict(objects) for section, objects in below.objects.items()},
        actors=dict(below.actors),
        actor_places=dict(below.actor_places),
        ids={section: set(ids) for section, ids in below.ids.items()},
        lost=below.lost,
        cut=below.cut,
    )


def _add_map(sections: Sections, file: SpecFile, own: dict[tuple[str, str], Place], findings: list[Finding]) -> None:
    if file.spec.map is None:
        return
    for key in keys_of(MapSpec):
        value = getattr(file.spec.map, key)
        if value is None:
            continue
        place = place_of(file.path, file.root["map"].key(key))
        first = own.setdefault(("", key), place)
        if first is place:
            sections.map[key] = (value, place)
        else:
            findings.append(property_twice(key, _THE_MAP, place, first, _MAP_HINT))


def _add_actor(
    sections: Sections, part: ActorPart, own: dict[tuple[str, str], Place], taken: Sections, findings: list[Finding]
) -> None:
    """Joins the part of an actor with its other parts; nothing but a note replaces what is ``taken``."""
    above = taken.actors.get(part.word, {})
    # A copy: the layers below have the same properties.
    properties = sections.actors[str(part.word)] = dict(sections.actors.get(part.word, {}))
    sections.actor_places.setdefault(str(part.word), part.place)
    for key in ACTOR_PROPERTIES:
        value = getattr(part.spec, key)
        if value is None:
            continue
        place = part.key_place(key)
        first = (
            above[key][1] if key in above and key not in ("note", "meta") else own.setdefault((part.word, key), place)
        )
        if key == "extends" and part.word in taken.actors:
            message, hint = Sentence(_ROLE_ABOVE, {"actor": str(part.word)}), Sentence(_NEW_MEMBER)
            findings.append(Finding("DF103", Severity.ERROR, place_of(place.file, value), message, hint))
        elif first is place:
            properties[key] = (value, place)
        else:
            findings.append(property_twice(key, part.word, place, first, PROPERTY_HINT))


def _twice(what: Text, word: Scalar, place: Place, first: Place, hint: Text = _TWICE_HINT) -> Finding:
    message = Sentence(_TWICE, {"what": what.capitalised(), "id": str(word), "place": str(first)})
    return Finding("DF102", Severity.ERROR, place, message, Sentence(hint), (Related(first, Sentence(_FIRST)),))


def property_twice(key: str, of: str | Text, place: Place, first: Place, hint: Text) -> Finding:
    """DF102 for a property that is set twice, with both places."""
    message = Sentence(_PROPERTY_TWICE, {"key": key, "of": of, "place": str(first)})
    related = (Related(first, Sentence(_FIRST)),)
    return Finding("DF102", Severity.ERROR, place, message, Sentence(hint, {"key": key}), related)

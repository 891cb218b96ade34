"""What a map says, as plain values that compare equal where two maps say the same.

A *token* is a section and an id in it, so that an id can be translated where something was renamed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, NamedTuple

from dataflow.base.place import Place
from dataflow.base.text import Label
from dataflow.model.data_map import DataMap
from dataflow.model.statements import DemandEntry, Entry, NeedEntry, RecordEntry, Share, ShareEntry, Statement

SECTIONS = (
    *("phases", "purposes", "legal_bases", "sources", "groups", "code_systems", "fields", "channels", "actors"),
    "clusters",
)
"""The sections of a map whose things have ids."""

Plain = str | int | float | bool | None | tuple[Any, ...]
"""A value that can be compared, and written as JSON."""

Facts = tuple[tuple[str, Plain], ...]
"""What an entry says beside what it is about: its keys that are stated, with their values."""

Renamed = Mapping[str, Mapping[str, str]]
"""By section, the old ids with their new ones."""

_SECTION_OF = {
    "purposes": "purposes",
    "legal_bases": "legal_bases",
    "code_system": "code_systems",
    "code_systems": "code_systems",
    "recorded_since": "phases",
    "recorded_in": "phases",
    "derived_from": "fields",
    "maps_to": "code_systems",
    "members": "actors",
    "controllers": "actors",
    "processors": "actors",
    "role": "actors",
    "group": "groups",
    "parent": "groups",
    "slots": "fields",
    "actor": "actors",
    "source": "sources",
    "system": "code_systems",
    "expects_reply": "channels",
}
"""The section of the ids under a key, or that are the keys of its mapping."""

_NOT_MEANT = frozenset({"id", "label", "place", "dated", "meta", "position", "order", "responsible", "title"})
"""What of an object is a wording, a place, or follows from the rest."""


class Meaning(NamedTuple):
    """A statement of a concrete actor, without its place; ``at`` is the channel of a share, or a record's system."""

    kind: str
    field: str
    phase: str
    to: str | None
    at: str | None
    facts: Facts


def meaning_of(statement: Statement, renamed: Renamed) -> Meaning:
    """What a statement says, in new ids."""
    entry = statement.entry
    to, at = None, None
    if isinstance(statement, Share):
        to, at = _new(renamed, "actors", statement.to), _new(renamed, "channels", statement.entry.via)
    elif isinstance(entry, RecordEntry):
        at = entry.system
    field, phase = _new(renamed, "fields", statement.field), _new(renamed, "phases", statement.phase)
    return Meaning(entry.list_key, field, phase, to, at, _facts(entry, renamed))


def _facts(entry: Entry, renamed: Renamed) -> Facts:
    found: dict[str, Any] = {
        "status": entry.status,
        "valid_from": entry.valid_from,
        "valid_to": entry.valid_to,
        "coverage": None if entry.coverage is None else "/".join(map(str, entry.coverage)),
        "completeness": entry.completeness,
        "confidence": str(entry.confidence),
        "source": tuple(
            _new(renamed, "sources", each.source) + (f" {each.at}" if each.at else "") for each in entry.citations
        ),
    }
    if isinstance(entry, RecordEntry):
        found |= {key: getattr(entry, key) for key in ("form", "code_system", "patient_reported", "method", "after")}
    elif isinstance(entry, DemandEntry):
        keys = ("form", "code_systems", "purposes", "recorded_since", "recorded_in", "within", "received")
        found |= {key: getattr(entry, key) for key in keys}
        found["level"] = entry.level if isinstance(entry, NeedEntry) else None
    elif isinstance(entry, ShareEntry):
        found |= {key: getattr(entry, key) for key in ("form", "purposes", "legal_bases", "after", "takes")}
        found["on_request"] = entry.on_request
    plain = {key: plain_of(value, renamed, key) for key, value in found.items()}
    # A time of 0 hours is stated: it is no False.
    return tuple(
        sorted((key, value) for key, value in plain.items() if value not in ((), None) and value is not False)
    )


def attributes_of(thing: Any, renamed: Renamed) -> dict[str, Plain]:
    """What an object of a map says, without its wordings; of a record system by ``system/key``."""
    found: dict[str, Plain] = {}
    for each in fields(thing):
        value = getattr(thing, each.name)
        if each.name == "retention" and isinstance(value, Label):
            found[each.name] = texts_of(value)
        elif each.name == "systems":
            found[each.name] = tuple(sorted(value))
            for id_, system in value.items():
                found |= {f"{id_}/{key}": said for key, said in attributes_of(system, renamed).items()}
        elif each.name not in _NOT_MEANT and not isinstance(value, Label):
            found[each.name] = plain_of(value, renamed, each.name)
    return {key: plain for key, plain in found.items() if plain not in (None, False, ())}


def wordings_of(thing: Any) -> dict[str, Plain]:
    """The labels and other texts for people of an object, and the author's own keys."""
    found = {each.name: getattr(thing, each.name) for each in fields(thing)}
    words: dict[str, Plain] = {
        key: texts_of(value) for key, value in found.items() if isinstance(value, Label) and key != "retention"
    }
    if found.get("meta"):
        words["meta"] = plain_of(found["meta"], {}, "meta")
    return {key: value for key, value in words.items() if value}


def texts_of(label: Label) -> Plain:
    """The text of each language, without the order in which they are written."""
    return tuple(sorted(label.texts))


def plain_of(value: Any, renamed: Renamed, key: str = "") -> Plain:
    """A value as a plain one: a list without its order, a mapping as its sorted items, an object as what it says."""
    if isinstance(value, Enum | str):
        word = str(getattr(value, "word", value))
        return _new(renamed, _SECTION_OF[key], word) if key in _SECTION_OF else word
    if value is None or isinstance(value, bool | int | float | Label | Place):
        return None if isinstance(value, Label | Place) else value
    if isinstance(value, Mapping):
        names = renamed.get(_SECTION_OF.get(key, ""), {})
        return tuple(sorted((names.get(name, str(name)), plain_of(each, renamed)) for name, each in value.items()))
    if is_dataclass(value) or hasattr(value, "_asdict"):
        said = attributes_of(value, renamed) if is_dataclass(value) else _parts_of(value, renamed)
        return tuple(sorted(said.items()))
    return tuple(sorted((plain_of(each, renamed, key) for each in value), key=repr))


def _parts_of(named: Any, renamed: Renamed) -> dict[str, Plain]:
    """What a named tuple says."""
    parts = {name: plain_of(each, renamed, name) for name, each in named._asdict().items()}
    return {name: each for name, each in parts.items() if each is not None}


def objects_of(data_map: DataMap, section: str) -> Mapping[str, Any]:
    """The objects of a section by id."""
    found: Mapping[str, Any] = getattr(data_map, section)
    return found


def tokens_of(actor: str, meaning: Meaning) -> Iterator[tuple[str, str]]:
    """What a statement is about: sections and ids."""
    yield "actors", actor
    yield "fields", meaning.field
    yield "phases", meaning.phase
    if meaning.to is not None:
        yield "actors", meaning.to
        yield "channels", meaning.at or ""


def _new(renamed: Renamed, section: str, id_: str) -> str:
    return renamed.get(section, {}).get(id_, id_)

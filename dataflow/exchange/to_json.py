"""The linked map as JSON, for other programs; ``linked-map.schema.json`` beside this file says what is in it.

Every reference is resolved and every statement expanded to one field, phase and receiver. ``entries`` are the
statements as written, and ``statements`` name theirs by its number in that list.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from enum import Enum
from importlib import resources
from typing import Any

from dataflow.base.escaping import escaped_json
from dataflow.base.place import Place
from dataflow.base.text import Label
from dataflow.exchange import Export, ExportOptions, Outgoing
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form, Source
from dataflow.model.statements import Entry, Share, Statement

VERSION = 1
"""Raised whenever a key changes its meaning or goes away; new keys may appear without that."""

_SECTIONS = (
    *("phases", "purposes", "legal_bases", "sources", "groups", "code_systems"),
    *("fields", "channels", "actors", "clusters"),
)


def write(outgoing: Outgoing, options: ExportOptions) -> bytes:
    """The map in the order of its declaration."""
    return escaped_json(document(outgoing.data_map)).encode()


def document(data_map: DataMap) -> dict[str, Any]:
    """The content of the file."""
    entries = {entry: number for number, entry in enumerate(data_map.entries)}
    about = ("id", "title", "population", "languages", "as_of", "evidence_years", "scenario", "meta")
    return {
        "format": "dataflow-map",
        "version": VERSION,
        "map": _stated({name: getattr(data_map, name) for name in about} | _decided(data_map)),
        **{section: [_object(each) for each in getattr(data_map, section).values()] for section in _SECTIONS},
        "entries": [{"kind": entry.list_key, **_object(entry)} for entry in entries],
        "statements": [
            _statement(actor, statement, entries)
            for actor, statements in data_map.statements.items()
            for statement in statements
        ],
        "waivers": [_object(waiver) for waiver in data_map.waivers],
    }


def _decided(data_map: DataMap) -> dict[str, Any]:
    """The map's own severities of rules, and its costs of changes; None where it has none."""
    rules = {code: "off" if each is None else str(each) for code, each in data_map.severities.items()}
    return {"rules": rules or None, "costs": data_map.costs or None}


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the file."""
    found: dict[str, Any] = json.loads(
        resources.files(__package__).joinpath("linked-map.schema.json").read_text("utf-8")
    )
    return found


def _statement(actor: str, statement: Statement, entries: Mapping[Entry, int]) -> dict[str, Any]:
    to = {"to": statement.to} if isinstance(statement, Share) else {}
    kind = statement.entry.list_key
    about = {"actor": actor, "kind": kind, "field": statement.field, "phase": statement.phase}
    return {**about, **to, "entry": entries[statement.entry]}


_DERIVED = ("order", "dated")
"""What the model keeps for itself: a number that the order of the list gives, and the place of a key."""


def _object(thing: Any) -> dict[str, Any]:
    if isinstance(thing, Source) and thing.kind is not None:
        return {**_object(replace(thing, kind=None)), "kind": _word(thing.kind)}
    return _stated({each.name: getattr(thing, each.name) for each in fields(thing) if each.name not in _DERIVED})


def _stated(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes that apply."""
    applies = {name: value for name, value in attributes.items() if value is not None and (value or name != "meta")}
    return {name: _value(value) for name, value in applies.items()}


def _word(label: Label) -> Any:
    """A plain string as it is, else the text by language."""
    texts: dict[str, str] = _value(label)
    return texts["any"] if tuple(texts) == ("any",) else texts


def _value(value: Any) -> Any:
    """A value of the model in the terms of JSON."""
    if isinstance(value, Form | Enum):
        return value.word if isinstance(value, Form) else str(value)
    if isinstance(value, Label):
        return {language or "any": text for language, text in value.texts}
    if isinstance(value, Mapping):
        return {str(key): _value(each) for key, each in value.items()}
    if hasattr(value, "_asdict"):
        about = value._asdict()
        return _stated({key: about[key] for key in about if not (isinstance(value, Place) and key == "width")})
    if hasattr(value, "__dataclass_fields__"):
        return _object(value)
    return [_value(each) for each in value] if isinstance(value, tuple | list) else value


EXPORT = Export(write)

"""The language as a JSON Schema (2020-12) for editors, from the classes and types that the reader uses.

Alternatives are joined into one schema (``{"type": ["string", "array"], ...}``): where a value fits no branch of an
``anyOf``, an editor reports the whole of it. What a key means is in ``reference.py``.
"""

import types
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Union, get_args, get_origin

from dataflow.language import schema, statement_specs
from dataflow.language.fast_reader import keys_of, required_in
from dataflow.language.reference import text_of
from dataflow.language.spec import Spec
from dataflow.language.value_types import AtLeastOne, OneOrMany, RangeOrIds, Read, Shorthand

JsonSchema = dict[str, Any]

_CODED = {"code_system": {"not": {"type": "null"}}}
_FORM_OF_CODES: JsonSchema = {
    "if": {"required": ["code_system"], "properties": _CODED},
    "then": {"properties": {"form": {"enum": ["coded", None]}}},
}


def _without(*keys: str) -> JsonSchema:
    return {"properties": dict.fromkeys(keys, False)}


_CONSTRAINTS: Mapping[type[Spec], JsonSchema] = {
    statement_specs.PhaseRange: {
        "not": {"type": "object", "properties": {"from": {"type": "null"}, "to": {"type": "null"}}},
    },
    statement_specs.RecordSpec: _FORM_OF_CODES,
    statement_specs.UseSpec: _FORM_OF_CODES,
    statement_specs.NeedSpec: _FORM_OF_CODES,
    statement_specs.OmitSpec: {
        "anyOf": [{"required": [kind]} for kind in statement_specs.STATEMENTS],
        "dependentSchemas": {
            "records": _without("needs", "uses", "shares", "to", "via"),
            "needs": _without("uses", "shares", "to", "via", "in"),
            "uses": _without("shares", "to", "via", "in"),
            "shares": _without("in"),
        },
    },
}
"""What the ``contradiction`` of a class refuses, as far as a schema can: it can't compare dates or numbers."""


def json_schema() -> JsonSchema:
    """The whole schema."""
    definitions: dict[str, JsonSchema] = {}
    file = _object(schema.FileSpec, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://dataflow.example/schema/1",
        "title": "dataflow spec, version 1",
        "type": "object",
        **file,
        "$defs": dict(sorted(definitions.items())),
    }


def _object(spec: type[Spec], definitions: dict[str, JsonSchema]) -> JsonSchema:
    """The keywords for a mapping; its type is asserted where it is used, as a shorthand may stand there too."""
    properties = {
        key: _described(spec, key, _of(annotation, definitions)) for key, (_, annotation) in keys_of(spec).items()
    }
    required = [key for key, (name, _) in keys_of(spec).items() if name in required_in(spec)]
    return {
        "description": spec.__doc__,
        "properties": properties,
        **({"required": required} if required else {}),
        "additionalProperties": False,
        **_CONSTRAINTS.get(spec, {}),
    }


def _described(spec: type[Spec], key: str, value: JsonSchema) -> JsonSchema:
    text = text_of(spec, key)
    title = key.replace("_", " ").replace("-", " ")
    examples = list(text.examples) if key == text.keys[0] else []
    return {
        "title": title[:1].upper() + title[1:],
        "description": text.plain,
        **({"examples": examples} if examples else {}),
        **value,
    }


def _of(annotation: Any, definitions: dict[str, JsonSchema]) -> JsonSchema:
    """The schema of the values of an annotated type."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _marked(arguments[0], annotation.__metadata__, definitions)
    if origin in (Union, types.UnionType):
        found = _joined(_of(each, definitions) for each in arguments if each is not types.NoneType)
        return _nullable(found) if types.NoneType in arguments else found
    if origin is tuple:
        return {"type": "array", "items": _of(arguments[0], definitions)}
    if origin is dict:
        keys, values = (_of(each, definitions) for each in arguments)
        return {
            "type": "object",
            "propertyNames": {"pattern": keys.get("pattern", "")},
            "additionalProperties": values,
        }
    name = annotation.__name__
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _object(annotation, definitions)
    return {"type": "object", "$ref": f"#/$defs/{name}"}


def _marked(annotation: Any, marks: Iterable[Any], definitions: dict[str, JsonSchema]) -> JsonSchema:
    found: JsonSchema | None = None
    for mark in marks:
        if isinstance(mark, Read):
            return _joined(mark.schema.get("anyOf", [mark.schema]))
        if isinstance(mark, RangeOrIds):
            return _joined(_of(each, definitions) for each in get_args(annotation))
        found = _of(annotation, definitions) if found is None else found
        if isinstance(mark, AtLeastOne):
            found = {**found, "minItems": 1}
        elif isinstance(mark, OneOrMany):
            found = _joined((found["items"], found))
        elif isinstance(mark, Shorthand):
            found = _joined((mark.short, found))
    return _of(annotation, definitions) if found is None else found


def _joined(branches: Iterable[JsonSchema]) -> JsonSchema:
    """One schema for values of several types: each keyword but ``type`` concerns the values of one type alone."""
    joined: JsonSchema = {}
    kinds: list[str] = []
    for branch in branches:
        kinds += [kind for kind in _kinds(branch) if kind not in kinds]
        joined |= {keyword: value for keyword, value in branch.items() if keyword != "type"}
    return {**({"type": kinds[0] if len(kinds) == 1 else kinds} if kinds else {}), **joined}


def _nullable(value: JsonSchema) -> JsonSchema:
    """The same for a key that may be left open."""
    kinds = _kinds(value)
    return {
        **value,
        **({"type": [*kinds, "null"]} if kinds else {}),
        **({"enum": [*value["enum"], None]} if "enum" in value else {}),
    }


def _kinds(value: JsonSchema) -> list[str]:
    kinds = value.get("type", [])
    return [kinds] if isinstance(kinds, str) else list(kinds)

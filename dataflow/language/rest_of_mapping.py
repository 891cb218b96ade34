"""What of a mapping with a mistake can be looked at further, so that all its mistakes are told in one run.

A mapping that lacks a required key, or contradicts itself, would have to go as a whole. So that wrong ids in the rest
of it are still found, a missing key is filled, a misspelt one is read as the one that is meant, and what contradicts
the rest is taken out.
"""

from collections.abc import Iterable
from typing import Any, get_args

from pydantic_core import ErrorDetails

from dataflow.language.error_paths import Loc, annotation_at, keys_at, node_at, steps_in
from dataflow.language.everyday_words import nearest_keys
from dataflow.language.nodes import MappingNode, Scalar
from dataflow.language.statement_specs import STATEMENTS
from dataflow.language.value_types import Names

_TAKEN_OUT = {
    "dates": ("valid_to",),
    "form_below_code": ("form",),
    "omits_receiver": ("to", "via"),
    "omits_system": ("in",),
}
"""The keys that are taken out for each contradiction; of two kinds of statement, the second."""
_LONG_ENOUGH = 4
"""The letters of the longer of a word and a key that are hardly the same by chance."""


def keys_meant(tree: MappingNode, errors: Iterable[ErrorDetails]) -> dict[Loc, str]:
    """The paths of misspelt keys, each with the key that is meant, where that one must be there or names ids."""
    errors = tuple(errors)
    missing = {error["loc"] for error in errors if error["type"] == "missing"}
    meant: dict[Loc, str] = {}
    for error in errors:
        above = error["loc"][:-1]
        if error["type"] != "extra_forbidden":
            continue
        near = nearest_keys(str(error["loc"][-1]), keys_at(above))
        if len(near) != 1:
            continue
        right = (*above, near[0])
        if right in missing or _may_be_read(tree, error, right, meant):
            missing.discard(right)
            meant[error["loc"]] = near[0]
    return meant


def _may_be_read(tree: MappingNode, error: ErrorDetails, right: Loc, meant: dict[Loc, str]) -> bool:
    """Whether a misspelt key that may be left out has ids as its value, and its right key is not there."""
    value = error["input"]
    around = node_at(tree, steps_in(tree, right[:-1]))
    return (
        _names_ids(annotation_at(right))
        and (
            isinstance(value, Scalar) or (isinstance(value, list) and all(isinstance(each, Scalar) for each in value))
        )
        and isinstance(around, MappingNode)
        and right[-1] not in around
        and max(len(str(error["loc"][-1])), len(str(right[-1]))) >= _LONG_ENOUGH
        and not any(loc[:-1] == right[:-1] and key == right[-1] for loc, key in meant.items())
    )


def _names_ids(annotation: Any) -> bool:
    marks = getattr(annotation, "__metadata__", ())
    return any(isinstance(mark, Names) for mark in marks) or any(_names_ids(each) for each in get_args(annotation))


def key_to_fill(tree: MappingNode, error: ErrorDetails) -> tuple[Loc, str] | None:
    """The path of a statement or a waiver, and the required key that it lacks; None for any other error."""
    loc = error["loc"]
    if error["type"] == "missing" and (_is_statement(loc[:-1]) or (loc[0] == "waivers" and len(loc) == 3)):
        return loc[:-1], str(loc[-1])
    if _contradiction(error) == "omits_no_kind":
        node = node_at(tree, steps_in(tree, loc))
        return loc, "shares" if "to" in node or "via" in node else "records"
    return None


def keys_to_take_out(tree: MappingNode, error: ErrorDetails) -> tuple[str, ...]:
    """The keys of a statement, or of what is omitted, that contradict the rest of it; none for any other error."""
    loc = error["loc"]
    if not (_is_statement(loc) or (len(loc) == 4 and loc[2] == "omits")):
        return ()
    node = node_at(tree, steps_in(tree, loc))
    kind = _contradiction(error)
    if kind == "omits_two_kinds":
        return tuple(key for key in STATEMENTS if key in node)[1:]
    return tuple(key for key in _TAKEN_OUT.get(kind, ()) if key in node)


def _contradiction(error: ErrorDetails) -> str:
    return str(error.get("ctx", {}).get("kind", "")) if error["type"] == "contradiction" else ""


def _is_statement(loc: Loc) -> bool:
    return len(loc) == 4 and loc[0] == "actors" and loc[2] in STATEMENTS

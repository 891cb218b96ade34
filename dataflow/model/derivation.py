"""The graph of derived fields: parts, wholes and connected components."""

from collections.abc import Mapping

from dataflow.model.entities import Field


def with_parts(fields: Mapping[str, Field]) -> Mapping[str, frozenset[str]]:
    """Each field with itself and all fields from which it may be derived, directly or indirectly."""
    return {field: _closed({field}, fields) for field in fields}


def with_wholes(parts: Mapping[str, frozenset[str]]) -> Mapping[str, frozenset[str]]:
    """Each field with itself and all fields that may be derived from it, directly or indirectly."""
    wholes: dict[str, set[str]] = {field: set() for field in parts}
    for field, its_parts in parts.items():
        for part in its_parts:
            wholes[part].add(field)
    return {field: frozenset(found) for field, found in wholes.items()}


def families(fields: Mapping[str, Field]) -> Mapping[str, frozenset[str]]:
    """Each field with all fields of its connected component in the graph of derivations."""
    family = {field: frozenset({field}) for field in fields}
    for field in fields.values():
        joined = frozenset().union(family[field.id], *(family[part] for part in field.derived_from))
        family |= dict.fromkeys(joined, joined)
    return family


def _closed(found: set[str], fields: Mapping[str, Field]) -> frozenset[str]:
    waiting = sorted(found)
    while waiting:
        new = set(fields[waiting.pop()].derived_from) - found
        found |= new
        waiting += sorted(new)
    return frozenset(found)

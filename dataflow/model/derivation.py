"""Fields that are derived from others: all the parts of each, and all that it is a part of."""

from collections.abc import Mapping

from dataflow.model.entities import Field


def with_parts(fields: Mapping[str, Field]) -> Mapping[str, frozenset[str]]:
    """Each field with all that it may be derived from, through others too."""
    return {field: _closed({field}, fields) for field in fields}


def with_wholes(parts: Mapping[str, frozenset[str]]) -> Mapping[str, frozenset[str]]:
    """Each field with all that may be derived from it, through others too."""
    wholes: dict[str, set[str]] = {field: set() for field in parts}
    for field, its_parts in parts.items():
        for part in its_parts:
            wholes[part].add(field)
    return {field: frozenset(found) for field, found in wholes.items()}


def families(fields: Mapping[str, Field]) -> Mapping[str, frozenset[str]]:
    """Each field with all that derivations connect it to, in any number of steps up or down."""
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

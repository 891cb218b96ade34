"""Fields that are worked out from others: all the parts of each, and all that it is a part of."""

from collections.abc import Mapping

from dataflow.model.entities import DataMap


def with_parts(data_map: DataMap) -> Mapping[str, frozenset[str]]:
    """Each field with all that it may be worked out from, through others too."""
    return {field: _closed({field}, data_map) for field in data_map.fields}


def with_wholes(data_map: DataMap) -> Mapping[str, frozenset[str]]:
    """Each field with all that may be worked out from it, through others too."""
    wholes: dict[str, set[str]] = {field: set() for field in data_map.fields}
    for field, parts in with_parts(data_map).items():
        for part in parts:
            wholes[part].add(field)
    return {field: frozenset(found) for field, found in wholes.items()}


def families(data_map: DataMap) -> Mapping[str, frozenset[str]]:
    """Each field with all that it has to do with: its parts and wholes, the wholes of its parts, and so on."""
    family = {field: frozenset({field}) for field in data_map.fields}
    for field in data_map.fields.values():
        joined = frozenset().union(family[field.id], *(family[part] for part in field.derived_from))
        family |= dict.fromkeys(joined, joined)
    return family


def _closed(found: set[str], data_map: DataMap) -> frozenset[str]:
    waiting = sorted(found)
    while waiting:
        new = set(data_map.fields[waiting.pop()].derived_from) - found
        found |= new
        waiting += sorted(new)
    return frozenset(found)

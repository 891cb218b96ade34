"""From a place in a spec file back to the cell that it was written from."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import yaml
from yaml.cyaml import CSafeLoader

from dataflow.base.place import Place
from dataflow.exchange.tables.rows import Row


class InCells(Protocol):
    """A row with the cell of each value."""

    @property
    def row(self) -> Row:
        """The row."""

    @property
    def where(self) -> str:
        """Where the row stands."""

    @property
    def cells(self) -> Mapping[str, str]:
        """The cell of each key."""


def cell_of(texts: Mapping[str, bytes], now: Sequence[Row], rows: Sequence[InCells], place: Place) -> str | None:
    """The cell, or the row, that stands at a place; None where it comes from no row."""
    root = yaml.compose(texts[place.file].decode("utf-8-sig"), Loader=CSafeLoader) if place.file in texts else None
    path = _path_to(root, place, ())
    for length in range(len(path), 0, -1):
        origins = [
            row
            for row in now
            if row.origin is not None and row.origin.file == place.file and row.origin.path == path[:length]
        ]
        for origin in origins:
            for each in rows:
                if each.row.sheet == origin.sheet and dict(each.row.cells) == dict(origin.cells):
                    rest = path[length : length + 1]
                    return _cell(each, str(rest[0])) if rest else each.where
    return None


def _cell(row: InCells, key: str) -> str:
    return next((where for name, where in row.cells.items() if name.partition("@")[0] == key), row.where)


def _path_to(node: Any, place: Place, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The keys and numbers that lead to a place."""
    if isinstance(node, yaml.MappingNode):
        found = [(key.value, key, value) for key, value in node.value if _begins(key, place)]
        if found:
            name, _, value = found[-1]
            return _path_to(value, place, (*path, name))
    elif isinstance(node, yaml.SequenceNode):
        items = [number for number, item in enumerate(node.value) if _begins(item, place)]
        if items:
            return _path_to(node.value[items[-1]], place, (*path, items[-1]))
    return path


def _begins(node: Any, place: Place) -> bool:
    """Whether a node begins at a place or before it."""
    return bool((node.start_mark.line + 1, node.start_mark.column + 1) <= (place.line, place.column))

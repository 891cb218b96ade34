"""The widths of the columns of a table: as planned, and no narrower than the longest word in a column."""

import re
from collections.abc import Sequence

from dataflow.documents.model import Table, plain

_LETTER, _MARGINS = 105, 230
"""A letter of the type of tables, and both margins of a cell, in twentieths of a point."""
_PARTS = re.compile(r"[^\s/-]+[/-]?")
"""Where a line may end: after a blank, a hyphen or a slash."""


def widths_of(table: Table, room: int, planned: Sequence[float]) -> list[int]:
    """The widths in twentieths of a point, as wide as the room together.

    Columns that are narrower than their longest word take what they lack from those that have more than they need.
    """
    whole = sum(planned)
    widths = [room * each / whole for each in planned]
    needed = [_longest(table, place) for place in range(len(widths))]
    lacking = sum(max(0.0, need - width) for width, need in zip(widths, needed, strict=True))
    spare = sum(max(0.0, width - need) for width, need in zip(widths, needed, strict=True))
    if lacking and lacking <= spare:
        part = lacking / spare
        widths = [
            need if width < need else width - (width - need) * part
            for width, need in zip(widths, needed, strict=True)
        ]
    elif lacking:
        widths = [room * need / sum(needed) for need in needed]
    return [round(each) for each in widths]


def _longest(table: Table, place: int) -> int:
    """The width that the longest word in a column needs."""
    texts = [table.columns[place].title, *(plain(row.cells[place]) for row in table.rows)]
    return _MARGINS + _LETTER * max((len(word) for text in texts for word in _PARTS.findall(text)), default=0)

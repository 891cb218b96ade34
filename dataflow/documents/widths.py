"""The widths of the columns of a table: by what the columns hold, and no narrower than the longest word in one."""

import re
from collections.abc import Sequence

from dataflow.documents.model import Table, plain

_LETTER, _MARGINS = 105, 230
"""A letter of the type of tables, and both margins of a cell, in twentieths of a point."""
_IN_TEXT = 90
"""A letter in running text: a longest word may be of wide letters, a line of text is not."""
_PARTS = re.compile(r"[^\s/-]+[/-]?")
"""Where a line may end: after a blank, a hyphen or a slash."""
_TYPE, _LEAST_MARGINS = 180, 140
"""The type of tables, 9 pt, and the margins of a cell of a report, in twentieths of a point."""
_LEAST_TYPE = 14
"""The smallest type of a table, in half points."""
_NARROW, _WIDE = frozenset("fijlrtI.,;:()|'-/"), frozenset("mwæMWÆ%@")
_OF_NARROW, _OF_OTHERS, _OF_CAPITALS, _OF_WIDE = 0.34, 0.53, 0.65, 0.85
"""The widths of letters, in parts of the size of the type: no letter of the typeface of a report is wider."""
_STEPS = 60
_PLANNED = 0.4
"""The part of its planned width that a column has in any case, so that tables with the same columns look the same."""


def widths_of(table: Table, room: int, planned: Sequence[float]) -> list[int]:
    """The planned column widths, in twentieths of a point, scaled to add up to ``room``.

    Columns that are narrower than their longest word take what they lack from those that have more than they need.
    """
    whole = sum(planned)
    widths = [room * each / whole for each in planned]
    needed = _needed(table, room)
    lacking = sum(max(0.0, need - width) for width, need in zip(widths, needed, strict=True))
    spare = sum(max(0.0, width - need) for width, need in zip(widths, needed, strict=True))
    if lacking and lacking <= spare:
        part = lacking / spare
        widths = [
            need if width < need else width - (width - need) * part
            for width, need in zip(widths, needed, strict=True)
        ]
    elif lacking:
        widths = _without_the_longest(needed, room)
    return [round(each) for each in widths]


def fitted(table: Table, room: int) -> list[int]:
    """Column widths, in twentieths of a point, that add up to ``room`` and keep the table short (few lines per row).

    A column has room for its longest word and a part of its planned width; the rest goes, step by step, to the column
    that makes most rows high. What no row needs is shared out as planned.
    """
    planned = [column.width * room / sum(each.width for each in table.columns) for column in table.columns]
    needed = _needed(table, room)
    if sum(needed) > room:
        return [round(each) for each in _without_the_longest(needed, room)]
    widths = [max(need, _PLANNED * plan) for need, plan in zip(needed, planned, strict=True)]
    if sum(widths) > room:
        widths = needed
    rest = room - sum(widths)
    rows = [[_IN_TEXT * len(text) for text in row] for row in _texts(table)]
    step = rest / _STEPS
    for _ in range(_STEPS):
        gains = [0.0] * len(widths)
        for row in rows:
            lines, place = max(
                (length / (width - _MARGINS), place)
                for place, (length, width) in enumerate(zip(row, widths, strict=True))
            )
            if lines > 1:
                gains[place] += lines / widths[place]
        if not any(gains):
            break
        widths[gains.index(max(gains))] += step
        rest -= step
    whole = sum(planned)
    return [round(width + max(rest, 0.0) * plan / whole) for width, plan in zip(widths, planned, strict=True)]


def _without_the_longest(needed: Sequence[float], room: int) -> list[float]:
    """The needed widths where they do not fit together: only the columns with the longest words get less."""
    widths, left = list(needed), float(room)
    for done, place in enumerate(sorted(range(len(needed)), key=lambda place: needed[place])):
        widths[place] = min(needed[place], left / (len(needed) - done))
        left -= widths[place]
    return widths


def most_lines(table: Table, widths: Sequence[int]) -> int:
    """The number of lines of the highest row of a table with columns of these widths."""
    return max(lines_of(table, widths))


def lines_of(table: Table, widths: Sequence[int]) -> list[int]:
    """The number of lines of the heads and of each row of a table with columns of these widths."""
    return [
        max(
            (
                -(-_IN_TEXT * len(text) // max(width - _MARGINS, _IN_TEXT))
                for text, width in zip(row, widths, strict=True)
            ),
            default=0,
        )
        for row in _texts(table)
    ]


def _texts(table: Table) -> list[list[str]]:
    """The text of each cell, that of the heads first."""
    heads = [column.title for column in table.columns]
    return [heads, *([plain(cell) for cell in row.cells] for row in table.rows)]


def in_smaller_type(table: Table, room: int) -> tuple[list[int], int]:
    """The column widths of a table that has to break words, and a type, in half points, in which it breaks fewer."""
    needed = _needed(table, room)
    type_ = max(_LEAST_TYPE, int(_TYPE / 10 * room / sum(needed)))
    small = [need * type_ * 10 / _TYPE for need in needed]
    if sum(small) > room:
        return [round(each) for each in _without_the_longest(small, room)], type_
    return [round(each * room / sum(small)) for each in small], type_


def breaks_words(table: Table, room: int) -> bool:
    """Whether a table of a width has to break a word."""
    return sum(_needed(table, room)) > room


def _needed(table: Table, room: int) -> list[float]:
    """The width that the longest word of each column needs: with some to spare, else as the typeface has it."""
    words = [[word for text in texts for word in _PARTS.findall(text)] for texts in zip(*_texts(table), strict=True)]
    needed: list[float] = [_MARGINS + _LETTER * max(map(len, column), default=0) for column in words]
    if sum(needed) <= room:
        return needed
    return [_LEAST_MARGINS + _TYPE * max(map(_printed, column), default=0.0) for column in words]


def _printed(word: str) -> float:
    """The width of a word, in parts of the size of the type."""
    return sum(
        _OF_NARROW
        if letter in _NARROW
        else _OF_WIDE
        if letter in _WIDE
        else _OF_CAPITALS
        if letter.isupper()
        else _OF_OTHERS
        for letter in word
    )

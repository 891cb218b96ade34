"""A line of a spec with a caret below the place in it, as a terminal shows it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from unicodedata import category, east_asian_width

from dataflow.base.visible import visible

MOST = 100
"""The columns that an excerpt may take, its marks of what is left out aside."""
_TAB = 4
_LEFT_OUT = "..."


def excerpt(line: str, column: int, width: int) -> tuple[str, str]:
    """The line and the caret: ``width`` characters from ``column`` on are underlined.

    A line that is too long is shown from shortly before the place, with ``...`` where something is left out.
    """
    line = line.rstrip()
    cells: Sequence[str]
    before: Sequence[int]  # the columns before each character, and those of the whole line
    if line.isascii() and line.isprintable():
        cells, before = line, range(len(line) + 1)
    else:
        cells = [_shown(character) for character in line]
        before = [0, *accumulate(map(columns_of, cells))]
    first = min(column - 1, len(cells))
    start = min(bisect_left(before, before[first] - MOST // 2), bisect_left(before, before[-1] - MOST))
    # Where no more would be left out than its mark takes, nothing is.
    start = 0 if before[start] <= len(_LEFT_OUT) else start
    end = bisect_right(before, before[start] + MOST) - 1
    last = min(first + width, end)
    left, right = _LEFT_OUT if start else "", _LEFT_OUT if end < len(cells) else ""
    caret = " " * (len(left) + before[first] - before[start]) + "^" * max(before[last] - before[first], 1)
    return f"{left}{''.join(cells[start:end])}{right}", caret


def columns_of(text: str) -> int:
    """The columns that a text takes in a terminal: wide characters take two, those that join another none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if category(each) in ("Mn", "Me", "Cf") else 2 if east_asian_width(each) in "WF" else 1 for each in text
    )


def _shown(character: str) -> str:
    return " " * _TAB if character == "\t" else visible(character)

"""Places of a file as the reader counts them, and positions as editors count them.

A place counts characters from 1, on lines as YAML ends them. An editor counts UTF-16 units from 0, on lines that end
with a line feed, a carriage return or both.
"""

import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from dataflow.base.place import Place
from dataflow.language.nodes import Scalar

_YAML_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_BEGINS_MORE = re.compile(r"[\[{]|\w[\w-]")
"""The first character of what goes on behind it."""
_EDITOR_BREAK = re.compile("\r\n|[\n\r]")


class Position(NamedTuple):
    """A position in an editor: line and UTF-16 unit, from 0."""

    line: int
    unit: int


class Range(NamedTuple):
    """From one position to another, which is behind it."""

    start: Position
    end: Position


class Positions:
    """The positions of one text. An offset counts characters from its beginning."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _yaml_lines(self) -> list[int]:
        mark = len(self.text) - len(self.text.removeprefix("\ufeff"))
        return [mark, *(found.end() for found in _YAML_BREAK.finditer(self.text, mark))]

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(found.end() for found in _EDITOR_BREAK.finditer(self.text))]

    def offset_at(self, line: int, column: int) -> int:
        """The offset of a line and column from 1, as YAML counts them; one outside the text is moved to its end."""
        if line > len(self._yaml_lines):
            return len(self.text)
        return min(self._yaml_lines[line - 1] + column - 1, len(self.text))

    def place_at(self, offset: int) -> tuple[int, int]:
        """The line and column from 1 of an offset, as YAML counts them."""
        line = max(bisect_right(self._yaml_lines, offset), 1)
        return line, max(offset - self._yaml_lines[line - 1], 0) + 1

    def position(self, offset: int) -> Position:
        """The position of an offset."""
        line = bisect_right(self._lines, offset) - 1
        return Position(line, _units(self.text[self._lines[line] : offset]))

    def offset(self, position: Position) -> int:
        """The offset of a position; one behind the end of its line is moved to that end."""
        if position.line >= len(self._lines):
            return len(self.text)
        start = self._lines[position.line]
        found = _EDITOR_BREAK.search(self.text, start)
        line = self.text[start : found.start() if found else None]
        units = 0
        for index, character in enumerate(line):
            if units >= position.unit:
                return start + index
            units += _units(character)
        return start + len(line)

    def range_between(self, start: int, end: int) -> Range:
        """The range between two offsets."""
        return Range(self.position(start), self.position(end))

    def range_of(self, place: Place) -> Range:
        """The range that a place underlines; of a whole statement or mapping what stands on its first line."""
        start = self.offset_at(place.line, place.column)
        end = min(start + place.width, len(self.text))
        if place.width == 1 and _BEGINS_MORE.match(self.text, start):
            found = _YAML_BREAK.search(self.text, start)
            end = start + len(self.text[start : found.start() if found else None].rstrip())
        return self.range_between(start, end)

    def exact_range_of(self, place: Place) -> Range:
        """The range of as many characters as a place is wide."""
        start = self.offset_at(place.line, place.column)
        return self.range_between(start, min(start + place.width, len(self.text)))

    def span_of(self, word: Scalar) -> tuple[int, int]:
        """The offsets between which a scalar stands, without its quotes."""
        quote = 0 if word.plain else 1
        start = self.offset_at(word.line, word.column)
        return start + quote, max(start + word.width - quote, start + quote)


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)

"""How much room blocks take on the pages of a Word document, and whether more have room below them.

Word lays out the pages; this is an estimate from the lengths of texts, on the safe side.
"""

from collections.abc import Iterable, Mapping

from dataflow.documents.drawing import Drawn
from dataflow.documents.model import Block, Bullets, Figure, Heading, Paragraph, Table, plain
from dataflow.documents.writers._docx_pages import Paper

_HEADINGS = {1: 17.0, 2: 11.0, 3: 9.0}
_LINE, _AFTER, _LETTER = 5.1, 2.1, 1.9
"""A line of text, the space after a paragraph, and the width of a letter, in millimetres."""
_ROW_LINE, _ROW, _ROW_LETTER, _CELL_MARGINS = 4.0, 1.6, 1.75, 2.5
_CAPTION, _SPACE = 9.5, 2.0


class Room:
    """The room that is taken on the current page."""

    def __init__(self, paper: Paper, drawn: Mapping[str, Drawn]) -> None:
        self.paper = paper
        self.drawn = drawn
        self.is_wide = False
        self.used = paper.height

    def begin(self, is_wide: bool) -> None:
        """Begins a page."""
        self.is_wide = is_wide
        self.used = 0.0

    def has_room(self, blocks: Iterable[Block]) -> bool:
        """Whether blocks fit below what is on the page."""
        return self.used + sum(map(self._height, blocks)) <= self._page

    def is_short(self, blocks: Iterable[Block]) -> bool:
        """Whether blocks take two pages at the most."""
        return sum(map(self._height, blocks)) <= 2 * self._page

    def add(self, block: Block) -> None:
        """Takes the room of a block, on the next page where it does not fit on this one."""
        height = self._height(block)
        if self.used + height <= self._page:
            self.used += height
        elif isinstance(block, Table):
            self.used = (self.used + height) % self._page
        else:
            self.used = height

    @property
    def _page(self) -> float:
        return self.paper.wide_height if self.is_wide else self.paper.height

    @property
    def _width(self) -> float:
        return self.paper.wide_width if self.is_wide else self.paper.width

    def _height(self, block: Block) -> float:
        match block:
            case Heading():
                return _HEADINGS[min(block.level, 3)]
            case Paragraph():
                return _lines(plain(block.runs), self._width / _LETTER) * _LINE + _AFTER
            case Bullets():
                return sum(_lines(plain(item), self._width / _LETTER - 6) * _LINE + _AFTER for item in block.items)
            case Figure():
                picture = self.drawn[block.anchor]
                return picture.height * self.paper.scale(picture, self.is_wide) + _CAPTION + _AFTER
            case Table():
                return self._table(block)

    def _table(self, table: Table) -> float:
        whole = sum(column.width for column in table.columns)
        letters = [
            max((self._width * column.width / whole - _CELL_MARGINS) / _ROW_LETTER, 4) for column in table.columns
        ]
        rows = [
            [column.title for column in table.columns],
            *([plain(cell) for cell in row.cells] for row in table.rows),
        ]
        lines = (max(map(_lines, row, letters), default=1) for row in rows)
        return sum(each * _ROW_LINE + _ROW for each in lines) + (_CAPTION if table.caption else 0) + _SPACE


def _lines(text: str, letters: float) -> int:
    return max(1, -(-len(text) // max(int(letters), 1)))

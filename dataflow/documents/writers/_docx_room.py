"""Estimates in millimetres of the height of a page of a Word document and of the blocks on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dataflow.documents.drawing import Drawn
from dataflow.documents.model import Block, Figure, Heading, Paragraph, Table, plain
from dataflow.documents.widths import fitted, lines_of

TWIPS = 1440 / 25.4
"""In a millimetre."""
_BESIDE = 62.0
"""The room that a heading, a few lines and a caption take on an upright page of a picture."""
_ALONE = 16.0
"""The room that a caption takes."""
_BELOW_TEXT = 12.0
"""The same where what stands above is measured: its estimate is ample."""
_ALONE_WIDE = 9.0
"""The same on a page on its side, where a caption has one line."""
_LEGIBLE = 7.0
"""The type in points below which a page on its side is better, if the picture is larger there."""
_LARGER = 1.15
_KEPT = 0.75
"""The part of its size that a picture keeps at least, so that what stands before it has room on its page."""
_LETTER, _LINE, _SPACE = 1.9, 5.2, 2.2
"""The width of a letter of text, the height of a line, and the space after a paragraph."""
_HEADING = 11.0
"""The height of a heading of one line with the space around it."""
_CAPTION, _ROW_LINE, _ROW = 9.0, 3.9, 0.9
"""The heights of the caption of a table, of a line in a row, and of what a row has above and below its lines."""


@dataclass(frozen=True)
class Paper:
    """The room for text on a page, upright and on its side."""

    width: float
    height: float
    wide_width: float
    wide_height: float

    def scale(self, drawn: Drawn, is_wide: bool, is_alone: bool = False, text: float = 0.0) -> float:
        """By how much a picture is made smaller to fit, with text before it or alone; no larger than legible.

        ``text`` is the height of what stands right before it on its page, where that is known.
        """
        width, height = (self.wide_width, self.wide_height) if is_wide else (self.width, self.height)
        beside = min(_BELOW_TEXT + text, _BESIDE) if text else _BESIDE
        used = _ALONE_WIDE + text if is_wide else _ALONE if is_alone else beside
        return min(1.0, width / drawn.width, (height - used) / drawn.height, _LEGIBLE / drawn.type)

    def scale_after(self, drawn: Drawn, scale: float, before: Sequence[Block]) -> float:
        """The scale of a picture on an upright page that begins with other blocks: smaller, if it then fits there."""
        fits = (self.height - _ALONE - height_of(before, self.width)) / drawn.height
        return fits if _KEPT * scale <= fits < scale else scale

    def is_wide(self, drawn: Drawn) -> bool:
        """Whether a picture should stand on a page on its side."""
        upright, wide = self.scale(drawn, False), self.scale(drawn, True)
        return drawn.type * upright < _LEGIBLE and wide > _LARGER * upright

    def has_room_for(self, text: Iterable[Block], drawn: Drawn) -> bool:
        """Whether there is room for text above a picture on its page on its side."""
        height = height_of(text, self.wide_width)
        return self.scale(drawn, True, text=height) >= _KEPT * self.scale(drawn, True)


def height_of(blocks: Iterable[Block], width: float) -> float:
    """About how high headings, paragraphs and tables of a width are; a picture fills its page."""
    return sum(_height(block, width) for block in blocks)


def _height(block: Block, width: float) -> float:
    match block:
        case Heading():
            return _HEADING
        case Paragraph():
            return -(-len(plain(block.runs)) * _LETTER // width) * _LINE + _SPACE
        case Table():
            lines = lines_of(block, fitted(block, round(width * TWIPS)))
            return (_CAPTION if block.caption else 0.0) + sum(each * _ROW_LINE + _ROW for each in lines) + _SPACE
        case Figure():
            return float("inf")
        case _:
            return sum(-(-len(plain(each)) * _LETTER // width) * _LINE for each in block.items) + _SPACE


def text_before(blocks: Sequence[Block]) -> Sequence[Block]:
    """The headings and paragraphs at the end of some blocks: what stands right before the block after them."""
    place = len(blocks)
    while place and isinstance(blocks[place - 1], Heading | Paragraph):
        place -= 1
    return blocks[place:]

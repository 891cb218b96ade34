"""The words of a card: its marks below one another, short ones side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from dataflow.base.lanes import Mark
from dataflow.renderers.lanes.labels import SYMBOL, Heading

BETWEEN = 5.0
"""From one mark of a card to the next."""
BESIDE = 12.0
"""From one mark to another on the same line."""


@dataclass(frozen=True, slots=True)
class Stack:
    """The words of a card from its upper left corner on, and how high they are together."""

    placed: tuple[tuple[Mark, Heading, float, float], ...]
    height: float


def stacked(marks: Sequence[tuple[Mark, Heading]], room: float) -> Stack:
    """Marks below one another; a short one stands beside the caption of the one before, where there is room."""
    placed: list[tuple[Mark, Heading, float, float]] = []
    line = across = bottom = 0.0
    for mark, heading in marks:
        wide, short = SYMBOL + heading.first.width, len(heading.first.lines) == 1 and not heading.second.lines
        if placed and short and across + wide <= room:
            placed.append((mark, heading, across, line))
            across += wide + BESIDE
            continue
        line = bottom + (BETWEEN if placed else 0.0)
        placed.append((mark, heading, 0.0, line))
        across = wide + BESIDE if len(heading.first.lines) == 1 else room
        bottom = line + heading.height
    return Stack(tuple(placed), bottom)

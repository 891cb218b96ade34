"""Drawings: a Diagram becomes ink. Law: the same input, the same bytes; nothing here knows a map or a view.

To add a format, add one file here that ends in ``DRAWING = Drawing(ending="svg", draw=...)``, where ``draw`` takes
the diagram and the options and gives the file's bytes. ``ink/`` holds what all of them write with (theme, typeface,
text), ``layout/`` decides where things go, ``sheet/`` makes the parts of a page. To add a theme, add a table to
``ink/theme.py``.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from dataflow.base.parts import parts_in
from dataflow.base.picture import Diagram
from dataflow.base.text import Text


@dataclass(frozen=True, slots=True)
class Options:
    """How to draw. ``engine`` is ``embedded``, or ``dot``, that of this machine; ``timeout`` in seconds."""

    language: str = "en"
    theme: str = "default"
    dpi: int = 200
    engine: str = "embedded"
    timeout: float = 30.0
    legend: bool = True
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A file format, by the ending of its files."""

    ending: str
    draw: Callable[[Diagram, Options], bytes]


class CouldNotDraw(Exception):
    """The picture could not be made, for a reason outside the map. ``message`` says why, ``hint`` what to do."""

    def __init__(self, message: Text, hint: Text) -> None:
        super().__init__(message.en)
        self.message = message
        self.hint = hint


class MissingRenderer(CouldNotDraw):
    """A program or library that was asked for is not on this machine."""


class LayoutTooSlow(CouldNotDraw):
    """The layout took longer than the options allow and was stopped."""


def drawings() -> dict[str, Drawing]:
    """Every format by its ending."""
    parts = (getattr(part, "DRAWING", None) for part in parts_in(sys.modules[__name__]))
    return {part.ending: part for part in parts if isinstance(part, Drawing)}


def themes() -> tuple[str, ...]:
    """The names of the themes."""
    from dataflow.drawings.ink.theme import THEMES

    return tuple(THEMES)

"""Drawings: a Picture becomes ink. Law: the same input, the same bytes; nothing here knows a map or a view.

To add a format, add one file here that ends in ``DRAWING = Drawing(ending="svg", draw=...)``, where ``draw`` takes
the picture and the options and gives the file's bytes. ``ink/`` holds what all of them write with (theme, text, the
letters of ``typeface/``). ``bodies/`` lays out each kind of picture: graphs with ``layout/``, swimlanes with
``lanes/``. ``sheet/`` puts head, legend and foot around it, and ``page/`` is what the HTML file adds for clicking. To
add a theme, add a table to ``ink/theme.py``.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dataflow.base.explorer import ExplorerDocument
from dataflow.base.nearest import Unknown
from dataflow.base.picture import Picture
from dataflow.base.plugins import plugins_in
from dataflow.base.text import Sentence, Text

PAGES: Mapping[str, tuple[float, float] | None] = {
    "none": None,
    "a4": (210, 297),
    "a4-landscape": (297, 210),
    "a3": (420, 297),
}
"""Papers and their width and height in millimetres (ISO 216); A3 lies on its side, as pictures are wide."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to draw.

    ``engine`` is ``embedded``, or ``dot``, that of this machine; ``timeout`` in seconds; ``page`` is one of
    ``PAGES``: the paper that the picture is fitted to, or ``none`` for its own size.
    """

    language: str = "en"
    theme: str = "default"
    dpi: int = 200
    engine: str = "embedded"
    timeout: float = 30.0
    legend: bool = True
    title: str | None = None
    page: str = "none"


def no_remarks(_picture: Picture, _options: Options) -> tuple[Sentence, ...]:
    """Nothing to tell."""
    return ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A file format, by the ending of its files; ``kinds`` are the kinds of pictures that it can show.

    ``remarks`` are what the one who draws should know of the file, such as type too small for its page.
    """

    ending: str
    draw: Callable[[Any, Options], bytes]
    kinds: tuple[type[Picture], ...] = (Picture,)
    remarks: Callable[[Any, Options], tuple[Sentence, ...]] = no_remarks


CANNOT_SHOW = Text(
    en="A .{ending} file can't show the view {view}.", da="En .{ending}-fil kan ikke vise billedet {view}."
)
CAN_SHOW = Text(en="Formats that can: {can}.", da="Formater, der kan: {can}.")


class CouldNotDraw(Exception):
    """The picture could not be made, for a reason outside the map. ``message`` says why, ``hint`` what to do."""

    def __init__(self, message: Text, hint: Text) -> None:
        super().__init__(message.en)
        self.message = message
        self.hint = hint


class NoSuchForm(CouldNotDraw):
    """The format can't show this kind of picture (a table is no graph)."""


class MissingRenderer(CouldNotDraw):
    """A program or library that was asked for is not on this machine."""


class LayoutTooSlow(CouldNotDraw):
    """The layout took longer than the options allow and was stopped."""


def drawings() -> dict[str, Drawing]:
    """Every format by its ending."""
    parts = (getattr(part, "DRAWING", None) for part in plugins_in(sys.modules[__name__]))
    return {part.ending: part for part in parts if isinstance(part, Drawing)}


def draw(picture: Picture, ending: str, options: Options) -> bytes:
    """The bytes of a file of the format with that ending. Raises ``Unknown`` and ``CouldNotDraw``."""
    return _drawing(picture, ending).draw(picture, options)


def remarks(picture: Picture, ending: str, options: Options) -> tuple[Sentence, ...]:
    """What the one who draws should know of that file. Raises as ``draw`` does."""
    return _drawing(picture, ending).remarks(picture, options)


def _drawing(picture: Picture, ending: str) -> Drawing:
    known = drawings()
    if ending not in known:
        raise Unknown("format", ending, known)
    if not _shows(known[ending], picture):
        can = ", ".join(f".{each.ending}" for each in known.values() if _shows(each, picture))
        words = {
            "view": "explorer" if isinstance(picture, ExplorerDocument) else picture.id,
            "ending": ending,
            "can": can,
        }
        message, hint = (
            Text(en=text.en.format_map(words), da=text.da.format_map(words)) for text in (CANNOT_SHOW, CAN_SHOW)
        )
        raise NoSuchForm(message, hint)
    return known[ending]


def _shows(drawing: Drawing, picture: Picture) -> bool:
    """An atlas is many pictures: only a format made for it shows it."""
    kinds = (
        tuple(kind for kind in drawing.kinds if kind is ExplorerDocument)
        if isinstance(picture, ExplorerDocument)
        else drawing.kinds
    )
    return isinstance(picture, kinds)


def themes() -> tuple[str, ...]:
    """The names of the themes."""
    from dataflow.renderers.primitives.theme import THEMES

    return tuple(THEMES)

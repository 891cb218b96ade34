"""One file a format: a picture becomes a file.

Law: the same input, the same bytes; nothing here knows a map or a view.

To add a format, add one file here, named as its files end, that ends in ``RENDERER = Renderer(render)``;
``render(picture, options)`` gives the bytes, and remarks on them. The command line offers it by the name of its file,
and loads no other. Other packages bring formats by entry points. To add a theme, add a table to
``primitives/theme.py``.

SVG, PNG, PDF and HTML are written from a display list (``primitives/shapes.py``): ``painters/`` lay out each kind of
picture with the words and marks of ``diagrams/``, ``grids/`` and ``lanes/`` in the places that ``layout/`` finds, and
``page/`` puts head, legend and foot around it. ``explorer/`` is what the HTML file adds for clicking.
"""

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from dataflow.base.explorer import ExplorerDocument
from dataflow.base.installed import InstalledPart, Naming, installed, working
from dataflow.base.nearest import Unknown
from dataflow.base.picture import Picture
from dataflow.base.plugins import names_in, plugin_in
from dataflow.base.text import Sentence, Text
from dataflow.base.user_error import UserError

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
    ``PAGES``: the paper that the picture is fitted to, or ``none`` for its own size. ``heading`` puts the title on
    the picture. ``area`` is a width and a height in millimetres that the picture fills without margins, in place of a
    page; a height of None is as high as it needs to be. ``below_text`` lays lanes out for a page on its side that has
    a heading and text above the picture.
    """

    language: str = "en"
    theme: str = "default"
    dpi: int = 200
    engine: str = "embedded"
    timeout: float = 30.0
    legend: bool = True
    heading: bool = True
    title: str | None = None
    page: str = "none"
    area: tuple[float, float | None] | None = None
    below_text: bool = False
    dialect: str | None = None
    """The dialect of CSV; None for that of Excel in the language."""


class Rendered(NamedTuple):
    """The bytes of a file, and what the user should know, such as type too small for its page."""

    content: bytes
    remarks: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Renderer:
    """A file format: the ``kinds`` of pictures that it can show; ``paged`` if it follows ``Options.page``."""

    render: Callable[[Any, Options], Rendered]
    kinds: tuple[type[Picture], ...] = (Picture,)
    paged: bool = False

    def shows(self, kind: type[Picture]) -> bool:
        """True where it can show pictures of a kind. The explorer is many: only a format made for it shows it."""
        return ExplorerDocument in self.kinds if kind is ExplorerDocument else issubclass(kind, self.kinds)


CANNOT_SHOW = Text(
    en="A .{ending} file can't show the view {view}.", da="En .{ending}-fil kan ikke vise billedet {view}."
)
CAN_SHOW = Text(en="Formats that can: {can}.", da="Formater, der kan: {can}.")


_NO_BYTES = Text(
    en="it gave a {type}, which is no Rendered with bytes", da="den gav en {type}, som ikke er en Rendered med bytes"
)
_REASON_AND_HINT = Text(en="{reason} {hint}", da="{reason} {hint}")


class CouldNotDraw(UserError):
    """The picture could not be drawn, for a reason outside the map. ``reason`` says why, ``hint`` what to do."""

    def __init__(self, reason: Text, hint: Text) -> None:
        super().__init__(_REASON_AND_HINT, reason=reason, hint=hint)
        self.reason = reason
        self.hint = hint


class NoSuchForm(CouldNotDraw):
    """The format can't show this kind of picture (a table is no graph)."""


class MissingRenderer(CouldNotDraw):
    """A required program or library is not on this machine."""


class LayoutTooSlow(CouldNotDraw):
    """The layout took longer than the options allow and was stopped."""


def formats() -> tuple[str, ...]:
    """The endings of all formats, sorted; their files say them, and none is loaded."""
    return tuple(sorted((*_own_formats(), *_installed())))


def _own_formats() -> tuple[str, ...]:
    return names_in(sys.modules[__name__])


_NAMING = Naming("renderers", re.compile(r"[a-z][a-z0-9]*"), Text(en="txt", da="txt"))


def _installed() -> Mapping[str, InstalledPart]:
    """The formats of other packages by ending."""
    return installed(_NAMING, _own_formats())


def _formats_that(fit: Callable[[Renderer], bool]) -> tuple[str, ...]:
    """The endings of the formats that work and fit."""
    found = working(formats(), lambda ending: (ending, renderer_of(ending)))
    return tuple(ending for ending, renderer in found if fit(renderer))


def paged_formats() -> tuple[str, ...]:
    """The endings of the formats that can be fitted to a page."""
    return _formats_that(lambda renderer: renderer.paged)


def renderer_of(ending: str) -> Renderer:
    """One format, the only one that is loaded for it. Raises ``Unknown``, and ``Broken``."""
    if ending not in formats():
        raise Unknown("format", ending, formats())
    if ending not in _own_formats():
        return _checked(_installed()[ending])
    renderer: Renderer = plugin_in(sys.modules[__name__], ending).RENDERER
    return renderer


def _checked(part: InstalledPart) -> Renderer:
    """The format of a package, which writes bytes or raises ``Broken``. Raises ``Broken``."""
    renderer = part.load(Renderer)

    def write(picture: Any, options: Options) -> Rendered:
        rendered: Any = part.tried(renderer.render, picture, options)
        if not (isinstance(rendered, Rendered) and isinstance(rendered.content, bytes)):
            part.broken(_NO_BYTES, type=type(rendered).__name__)
        return Rendered(*rendered)

    return replace(renderer, render=write)


def shows_explorer(ending: str) -> bool:
    """True where a file with this ending can be the explorer; False for an unknown format too."""
    return ending in formats() and renderer_of(ending).shows(ExplorerDocument)


def render(picture: Picture, ending: str, options: Options) -> Rendered:
    """A file of the format with this ending. Raises ``Unknown`` and ``CouldNotDraw``."""
    renderer, kind = renderer_of(ending), type(picture)
    if not renderer.shows(kind):
        can = ", ".join(f".{each}" for each in _formats_that(lambda other: other.shows(kind)))
        words = {"view": "explorer" if kind is ExplorerDocument else picture.id, "ending": ending, "can": can}
        message, hint = (
            Text(en=text.en.format_map(words), da=text.da.format_map(words)) for text in (CANNOT_SHOW, CAN_SHOW)
        )
        raise NoSuchForm(message, hint)
    return renderer.render(picture, options)


def themes() -> tuple[str, ...]:
    """The names of the themes."""
    from dataflow.renderers.primitives.theme import THEMES

    return tuple(THEMES)


def engines() -> tuple[str, ...]:
    """The names of the layout engines."""
    from dataflow.renderers.layout.engines import ENGINES

    return tuple(ENGINES)

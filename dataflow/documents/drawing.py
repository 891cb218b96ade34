"""The pictures of a document, drawn without a title of their own: the caption is the title."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dataflow.base.picture import Picture
from dataflow.documents.model import Document, Figure
from dataflow.renderers import Options, render
from dataflow.renderers.page.page import Page, page_of
from dataflow.renderers.primitives.paper import PIXELS

_PREFERRED = ("finding", "field", "actor", "phase")
"""Where a part of a picture leads, if it is about several things: the kind of which it shows exactly one."""
_DPI = 200
MILLIMETRES = 1 / PIXELS


@dataclass(frozen=True)
class Drawn:
    """A picture as SVG and PNG, with its size in millimetres and that of its smallest type in points."""

    svg: bytes
    png: bytes
    width: float
    height: float
    type: float


def options_for(language: str, theme: str) -> Options:
    """How pictures of documents are drawn."""
    return Options(language=language, theme=theme, heading=False, dpi=_DPI)


def svg_of(picture: Picture, language: str, theme: str) -> bytes:
    """A picture as an SVG file."""
    return render(picture, "svg", options_for(language, theme)).content


def drawn(picture: Picture, language: str, theme: str) -> Drawn:
    """A picture as SVG and PNG, for a page that has text too."""
    options = replace(options_for(language, theme), below_text=True)
    page = page_of(picture, options)
    width, height = (side * MILLIMETRES for side in page.fit.pixels)
    svg, png = (render(picture, ending, options).content for ending in ("svg", "png"))
    return Drawn(svg, png, width, height, smallest_type(page))


def smallest_type(page: Page) -> float:
    """The size of the smallest type on a page at its own scale, in points."""
    return min((run.size for run in page.text_runs), default=12.0) * 0.75


def links_of(figure: Figure, document: Document) -> Mapping[str, str]:
    """The places in the document to which the parts of a picture lead, by the mark of the part."""
    anchors = frozenset(document.anchors)
    found: dict[str, str] = {}
    for part in figure.picture.parts:
        for kind in _PREFERRED:
            keys = [key for key in part.about if key.startswith(f"{kind}:")]
            anchor = keys[0].replace(":", "-", 1) if len(keys) == 1 else ""
            if anchor in anchors:
                found[part.mark] = f"#{anchor}"
                break
    return found

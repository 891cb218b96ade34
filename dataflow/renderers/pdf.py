"""PDF: the page as lines and letters, drawn with our own typeface, which goes into the file.

Nothing is compressed: what a library makes of it differs from one version to the next, and the same map shall give
the same bytes on every machine.
"""

import io
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from dataflow.base.picture import Picture
from dataflow.renderers import Options, Rendered, Renderer
from dataflow.renderers.page.page import page_of
from dataflow.renderers.primitives.paper import POINTS
from dataflow.renderers.primitives.path import absolute
from dataflow.renderers.primitives.shapes import (
    Circle,
    Group,
    Line,
    Paint,
    Path,
    Polygon,
    Rect,
    Shape,
    TextRun,
    Transform,
    rounded,
)
from dataflow.renderers.primitives.text import REPLACEMENT
from dataflow.renderers.primitives.typeface import FILES

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


def render(picture: Picture, options: Options) -> Rendered:
    """The page as a PDF file: vectors, and text that can be found and copied."""
    from reportlab.pdfgen.canvas import Canvas

    page = page_of(picture, options)
    across, down = (side * POINTS for side in page.fit.pixels)
    left, top, wide, high = _rounded((page.fit.left, page.fit.top, page.fit.width, page.fit.height))
    file = io.BytesIO()
    canvas = Canvas(
        file,
        pagesize=(across, down),
        pageCompression=0,
        invariant=1,
        lang=page.language,
        initialFontName=_font(400),
    )
    _describe(canvas, page.title, page.description)
    zoom = across / wide
    canvas.transform(zoom, 0, 0, -zoom, -left * zoom, down + top * zoom)
    ground = Rect(left, top, wide, high, Paint(page.ground))
    _Pen(canvas).draw(Group((ground, page.head, page.picture, page.foot)))
    canvas.save()
    return Rendered(file.getvalue(), page.remarks)


def _describe(canvas: "Canvas", title: str, description: str) -> None:
    """Title and description; no author, and no date, as the same map gives the same file on every day."""
    from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFInfo, PDFString

    class Info(PDFInfo):  # type: ignore[misc]  # reportlab ships no types
        def format(self, document: Any) -> Any:
            entries = {"Title": title, "Subject": description, "Creator": "dataflow"}
            return PDFDictionary({key: PDFString(text) for key, text in entries.items()}).format(document)

    canvas.setTitle(title)
    canvas.setSubject(description)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas._doc.info = Info()


@cache
def _font(weight: int) -> str:
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    name = FILES[weight].stem
    registerFont(TTFont(name, str(FILES[weight]), asciiReadable=False, shapable=False))
    return name


def _known(text: str, weight: int) -> str:
    """The text as it can be set: a letter that the typeface lacks gets its empty box, and is copied as what it is.

    But the library has no way to say so of letters beyond the basic plane (such as emoji): these are replaced.
    """
    from reportlab.pdfbase.pdfmetrics import getFont

    shown = "".join(letter if ord(letter) <= 0xFFFF else REPLACEMENT for letter in text)
    glyphs = getFont(_font(weight)).face.charToGlyph
    for letter in shown:
        glyphs.setdefault(ord(letter), 0)
    return shown


class _Pen:
    """Draws shapes on a canvas whose y runs down as theirs does."""

    def __init__(self, canvas: "Canvas") -> None:
        self.canvas = canvas

    def draw(self, shape: Shape) -> None:
        """A shape, with all that a group holds."""
        self.canvas.saveState()
        match shape:
            case Group(shapes, transform=transform):
                self._move(transform)
                for each in shapes:
                    self.draw(each)
            case TextRun():
                self._text(shape)
            case _:
                self._outline(shape)
        self.canvas.restoreState()

    def _move(self, transform: Transform | None) -> None:
        if transform is not None:
            self.canvas.translate(rounded(transform.x), rounded(transform.y))
            if transform.upright:
                self.canvas.rotate(-90)

    def _outline(self, shape: Rect | Line | Path | Polygon | Circle) -> None:
        way = self.canvas.beginPath()
        match shape:
            case Rect(x, y, width, height, _, radius):
                box = _rounded((x, y, width, height))
                bend = min(rounded(radius or 0), box[2] / 2, box[3] / 2)
                way.roundRect(*box, bend) if bend else way.rect(*box)
            case Circle(x, y, radius):
                way.circle(*_rounded((x, y, radius)))
            case Line(start, end):
                way.moveTo(*_rounded(start))
                way.lineTo(*_rounded(end))
            case Polygon(points):
                way.moveTo(*_rounded(points[0]))
                for corner in points[1:]:
                    way.lineTo(*_rounded(corner))
                way.close()
            case Path(commands):
                to = {"M": way.moveTo, "L": way.lineTo, "C": way.curveTo, "Z": way.close}
                for letter, numbers in absolute((letter, _rounded(numbers)) for letter, numbers in commands):
                    to[letter](*numbers)
        self._ink(shape.paint)
        fill, stroke = shape.paint.fill != "none", shape.paint.stroke is not None
        self.canvas.drawPath(way, stroke=int(stroke), fill=int(fill), fillMode=1)

    def _ink(self, paint: Paint) -> None:
        from reportlab.lib.colors import HexColor

        if paint.fill != "none":
            self.canvas.setFillColor(HexColor(paint.fill or "#000000"))
        if paint.opacity is not None and rounded(paint.opacity) < 1:
            self.canvas.setFillAlpha(rounded(paint.opacity))
        if paint.stroke is not None:
            self.canvas.setStrokeColor(HexColor(paint.stroke))
            self.canvas.setLineWidth(rounded(1 if paint.width is None else paint.width))
            self.canvas.setLineCap(1 if paint.cap == "round" else 0)
            if paint.dash is not None:
                self.canvas.setDash([*_rounded(paint.dash)], 0)

    def _text(self, run: TextRun) -> None:
        size, long, font = rounded(run.size), rounded(run.length), _font(run.weight)
        text = _known(run.text, run.weight)
        natural = self.canvas.stringWidth(text, font, size)
        shift = {"start": 0.0, "middle": long / 2, "end": long}[run.anchor]
        self._ink(Paint(run.ink))
        self.canvas.translate(rounded(run.x) - shift, rounded(run.y))
        self.canvas.scale(1, -1)
        line = self.canvas.beginText(0, 0)
        line.setFont(font, size)
        if natural and abs(long - natural) > 0.01:
            line.setHorizScale(100 * long / natural)
        line.textOut(text)
        self.canvas.drawText(line)


def _rounded(numbers: Iterable[float]) -> tuple[float, ...]:
    return tuple(map(rounded, numbers))


RENDERER = Renderer(render, paged=True)

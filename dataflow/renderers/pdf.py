"""PDF: the SVG page as lines and letters, drawn with our own typeface, which goes into the file.

Nothing is compressed: what a library makes of it differs from one version to the next, and the same map shall give
the same bytes on every machine.
"""

import io
import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from dataflow.base.picture import Picture
from dataflow.renderers import Drawing, Options
from dataflow.renderers.primitives.paper import POINTS, in_pixels
from dataflow.renderers.primitives.path import moves
from dataflow.renderers.primitives.text import REPLACEMENT, safe
from dataflow.renderers.primitives.typeface import FILES, width
from dataflow.renderers.svg import described, page, remarks

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

SPACE = "{http://www.w3.org/2000/svg}"
SILENT = {"title", "desc", "style"}
"""Elements that put nothing on paper."""
NAMING = {"id", "class", "role", "lang", "{http://www.w3.org/XML/1998/namespace}lang", "aria-labelledby"}
"""Attributes that change no ink."""
LOOKS = {
    "fill": "#000000",
    "fill-opacity": "1",
    "stroke": "none",
    "stroke-width": "1",
    "stroke-dasharray": "none",
    "stroke-linecap": "butt",
    "font-size": "16",
    "font-weight": "400",
    "text-anchor": "start",
}
"""What an element passes on to those in it, and what holds where nothing is said."""
CAPS = {"butt": 0, "round": 1, "square": 2}
OWN = {
    "svg": {"width", "height", "viewBox"},
    "g": set(),
    "rect": {"x", "y", "width", "height", "rx"},
    "line": {"x1", "y1", "x2", "y2"},
    "path": {"d"},
    "polygon": {"points"},
    "circle": {"cx", "cy", "r"},
    "text": {"x", "y", "textLength", "lengthAdjust"},
}
"""What the elements of our drawings say of themselves."""
TURN = re.compile(r"(translate|rotate)\(([^)]*)\)\s*")


def draw(picture: Picture, options: Options) -> bytes:
    """The page as a PDF file: vectors, and text that can be found and copied."""
    from reportlab.pdfgen.canvas import Canvas

    language = options.language
    svg = page(picture, options, own_letters=False)
    root = ElementTree.fromstring(svg)  # noqa: S314  # written just now, with every text in it escaped
    across, down = (in_pixels(root.get(side, "")) * POINTS for side in ("width", "height"))
    left, top, wide, _ = map(float, root.get("viewBox", "").split())
    file = io.BytesIO()
    canvas = Canvas(
        file,
        pagesize=(across, down),
        pageCompression=0,
        invariant=1,
        lang=language,
        initialFontName=_font(400),
    )
    title = options.title or picture.title.in_language(language)
    _describe(canvas, safe(title), safe(described(picture, language)))
    zoom = across / wide
    canvas.transform(zoom, 0, 0, -zoom, -left * zoom, down + top * zoom)
    _Pen(canvas).element(root, LOOKS)
    canvas.save()
    return file.getvalue()


def _describe(canvas: "Canvas", title: str, description: str) -> None:
    """Title and description; no author, and no date, as the same map gives the same file on every day."""
    from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFInfo, PDFString

    class Info(PDFInfo):  # type: ignore[misc]  # reportlab ships no types
        def format(self, document: Any) -> Any:
            told = {"Title": title, "Subject": description, "Creator": "dataflow"}
            return PDFDictionary({key: PDFString(text) for key, text in told.items()}).format(document)

    canvas.setTitle(title)
    canvas.setSubject(description)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas._doc.info = Info()


@cache
def _font(weight: int) -> str:
    """The typeface of a weight, by the name under which the library now has it."""
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
    """Draws the elements of an SVG page on a canvas whose y runs down as theirs does."""

    def __init__(self, canvas: "Canvas") -> None:
        self.canvas = canvas

    def element(self, drawn: ElementTree.Element, outer: Mapping[str, str]) -> None:
        """An element and all in it. Raises ``ValueError`` for what would be left out."""
        name = drawn.tag.removeprefix(SPACE)
        if name in SILENT:
            return
        unknown = set(drawn.attrib) - OWN.get(name, set()) - LOOKS.keys() - NAMING - {"transform"}
        if name not in OWN or unknown:
            raise ValueError(f"a PDF can't show <{name}> with {sorted(unknown)}")
        look = {**outer, **{key: value for key, value in drawn.attrib.items() if key in LOOKS}}
        self.canvas.saveState()
        self._turn(drawn.get("transform", ""))
        if name == "text":
            self._text(drawn, look)
        elif name in ("svg", "g"):
            for each in drawn:
                self.element(each, look)
        else:
            self._shape(name, drawn, look)
        self.canvas.restoreState()

    def _turn(self, transform: str) -> None:
        if TURN.sub("", transform):
            raise ValueError(f"a PDF can't show transform={transform!r}")
        for kind, given in TURN.findall(transform):
            numbers = [float(number) for number in re.split(r"[\s,]+", given.strip())]
            if kind == "translate":
                self.canvas.translate(*numbers)
            else:
                angle, *centre = numbers
                self.canvas.translate(*(centre or (0, 0)))
                self.canvas.rotate(angle)
                self.canvas.translate(*(-place for place in centre or (0, 0)))

    def _shape(self, name: str, drawn: ElementTree.Element, look: Mapping[str, str]) -> None:
        fill, stroke = look["fill"] != "none", look["stroke"] != "none"
        if not fill and not stroke:
            return
        self._ink(look)
        way = self.canvas.beginPath()
        size = {key: float(drawn.get(key, "0")) for key in OWN[name] - {"d", "points"}}
        match name:
            case "rect":
                radius = min(size["rx"], size["width"] / 2, size["height"] / 2)
                box = (size["x"], size["y"], size["width"], size["height"])
                way.roundRect(*box, radius) if radius else way.rect(*box)
            case "circle":
                way.circle(size["cx"], size["cy"], size["r"])
            case "line":
                way.moveTo(size["x1"], size["y1"])
                way.lineTo(size["x2"], size["y2"])
            case "polygon":
                corners = [float(number) for number in re.split(r"[\s,]+", drawn.get("points", "").strip())]
                way.moveTo(*corners[:2])
                for corner in zip(corners[2::2], corners[3::2], strict=True):
                    way.lineTo(*corner)
                way.close()
            case _:
                to = {"M": way.moveTo, "L": way.lineTo, "C": way.curveTo, "Z": way.close}
                for letter, numbers in moves(drawn.get("d", "")):
                    to[letter](*numbers)
        self.canvas.drawPath(way, stroke=int(stroke), fill=int(fill), fillMode=1)

    def _ink(self, look: Mapping[str, str]) -> None:
        from reportlab.lib.colors import HexColor

        if look["fill"] != "none":
            self.canvas.setFillColor(HexColor(look["fill"]))
        if float(look["fill-opacity"]) < 1:
            self.canvas.setFillAlpha(float(look["fill-opacity"]))
        if look["stroke"] != "none":
            self.canvas.setStrokeColor(HexColor(look["stroke"]))
            self.canvas.setLineWidth(float(look["stroke-width"]))
            self.canvas.setLineCap(CAPS[look["stroke-linecap"]])
            if look["stroke-dasharray"] != "none":
                self.canvas.setDash([float(each) for each in re.split(r"[\s,]+", look["stroke-dasharray"])], 0)

    def _text(self, drawn: ElementTree.Element, look: Mapping[str, str]) -> None:
        """A line of text, as long as it says it is."""
        size, weight = float(look["font-size"]), int(look["font-weight"])
        long = float(drawn.get("textLength", width(drawn.text or "", size, weight)))
        text = _known(drawn.text or "", weight)
        natural = self.canvas.stringWidth(text, _font(weight), size)
        shift = {"start": 0.0, "middle": long / 2, "end": long}[look["text-anchor"]]
        self._ink({**look, "stroke": "none"})
        self.canvas.translate(float(drawn.get("x", "0")) - shift, float(drawn.get("y", "0")))
        self.canvas.scale(1, -1)
        line = self.canvas.beginText(0, 0)
        line.setFont(_font(weight), size)
        if natural and abs(long - natural) > 0.01:
            line.setHorizScale(100 * long / natural)
        line.textOut(text)
        self.canvas.drawText(line)


DRAWING = Drawing(ending="pdf", draw=draw, remarks=remarks)

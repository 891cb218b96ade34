"""PNG: the SVG page in pixels, drawn with our own typeface files and no other."""

import struct
import zlib

from dataflow.base.picture import Picture
from dataflow.base.text import Text
from dataflow.renderers import CouldNotDraw, Options, Rendered, Renderer
from dataflow.renderers.page.markup import page_markup, typeface
from dataflow.renderers.page.page import page_of
from dataflow.renderers.primitives.typeface import FAMILY, FILES

CSS_DPI = 96
MOST_PIXELS = 200_000_000
"""A larger picture is a mistake, and would take all memory."""
TOO_LARGE = Text(en="The picture would have too many pixels.", da="Billedet ville få for mange billedpunkter.")
FEWER = Text(
    en="Choose a lower resolution, or draw it as SVG.", da="Vælg en lavere opløsning, eller tegn det som SVG."
)
METRE = 39.3701
"""Inches."""
HEAD = 8 + 25
"""The bytes of the signature and the first chunk."""


def render(picture: Picture, options: Options) -> Rendered:
    """The page as a PNG file that knows its size on paper, its title, and in words what it shows."""
    import resvg_py

    page = page_of(picture, options)
    width, height = (max(1, round(side * options.dpi / CSS_DPI)) for side in page.fit.pixels)
    if width * height > MOST_PIXELS:
        raise CouldNotDraw(TOO_LARGE, FEWER)
    # The page itself gets the size in whole pixels: the renderer rounds its own zoom up or down as it likes.
    drawn = resvg_py.svg_to_bytes(
        svg_string=page_markup(page, typeface(), size=(width, height)),
        background=page.ground,
        skip_system_fonts=True,
        font_files=[str(file) for file in FILES.values()],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
    png = bytes(drawn)
    title = _text("Title", page.title, page.language)
    described = _text("Description", page.description, page.language)
    return Rendered(png[:HEAD] + _size(options.dpi) + title + described + png[HEAD:], page.remarks)


def _size(dpi: int) -> bytes:
    """The chunk with the pixels per metre, which gives the picture its size on paper."""
    per_metre = round(dpi * METRE)
    return _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))


def _text(keyword: str, text: str, language: str) -> bytes:
    """A text that goes with the picture (PNG 11.3.3.4: neither compressed nor with its keyword translated)."""
    return _chunk(b"iTXt", f"{keyword}\0\0\0{language}\0\0{text}".encode())


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


RENDERER = Renderer(render, paged=True)

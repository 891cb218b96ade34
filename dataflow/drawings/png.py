"""PNG: the SVG page in pixels, drawn with our own typeface files and no other."""

import re
import struct
import zlib

from dataflow.base.picture import Picture
from dataflow.base.text import Text
from dataflow.drawings import CouldNotDraw, Drawing, Options
from dataflow.drawings.ink.typeface import FAMILY, FILES
from dataflow.drawings.svg import page

CSS_DPI = 96
MOST_PIXELS = 200_000_000
"""A picture larger than that is a mistake, and would take all memory."""
TOO_LARGE = Text(en="The picture would have too many pixels.", da="Billedet ville få for mange billedpunkter.")
FEWER = Text(
    en="Choose a lower resolution, or draw it as SVG.", da="Vælg en lavere opløsning, eller tegn det som SVG."
)
METRE = 39.3701
"""Inches."""


def draw(picture: Picture, options: Options) -> bytes:
    """The page as a PNG file that knows its size on paper."""
    import resvg_py

    svg = page(picture, options, own_letters=False)
    width, height = (float(side) for side in re.findall(r' (?:width|height)="([^"]+)"', svg[: svg.index(">")]))
    zoom = options.dpi / CSS_DPI
    if width * height * zoom**2 > MOST_PIXELS:
        raise CouldNotDraw(TOO_LARGE, FEWER)
    png = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=zoom,
        skip_system_fonts=True,
        font_files=[str(file) for file in FILES.values()],
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
    return _with_size(bytes(png), options.dpi)


def _with_size(png: bytes, dpi: int) -> bytes:
    """The file with a ``pHYs`` chunk after the head, so that it comes out as large as it was laid out."""
    per_metre = round(dpi * METRE)
    body = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    chunk = struct.pack(">I", 9) + body + struct.pack(">I", zlib.crc32(body))
    head = 8 + 25
    return png[:head] + chunk + png[head:]


DRAWING = Drawing(ending="png", draw=draw)

"""PNG: the SVG page in pixels, drawn with our own typeface files and no other."""

import struct
import zlib

from dataflow.base.picture import Diagram
from dataflow.drawings import Drawing, Options
from dataflow.drawings.ink.typeface import FAMILY, FILES
from dataflow.drawings.svg import page

CSS_DPI = 96
METRE = 39.3701
"""Inches."""


def draw(diagram: Diagram, options: Options) -> bytes:
    """The page as a PNG file that knows its size on paper."""
    import resvg_py

    png = resvg_py.svg_to_bytes(
        svg_string=page(diagram, options, own_letters=False),
        zoom=options.dpi / CSS_DPI,
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

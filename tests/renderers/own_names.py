"""What an SVG calls its parts, beside the prefix that keeps them apart from those of other drawings."""

import re

ROOT = re.compile(rb'<svg [^>]*class="(d[0-9a-f]{8}-)dataflow ')


def prefix_of(svg: bytes) -> str:
    """What comes before the ids, the classes and the typeface of this drawing."""
    root = ROOT.match(svg)
    assert root, svg[:300]
    return root[1].decode()


def without_prefix(svg: bytes) -> bytes:
    """The drawing without its prefix."""
    return svg.replace(prefix_of(svg).encode(), b"")

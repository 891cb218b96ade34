"""The typeface that comes along: its tables, and the widths of its letters.

Read and cut down by ourselves: it takes a few milliseconds, and the bytes depend on no library's version.
"""

import struct
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

FAMILY = "Inter"
FOLDER = Path(__file__).parent.parent / "typeface"
FILES = {400: FOLDER / "Inter-Regular.ttf", 600: FOLDER / "Inter-SemiBold.ttf"}
LINE = 1.21
"""The height of a line, in font sizes: ascent and descent of the face."""
ASCENT = 0.97


@dataclass(frozen=True, slots=True)
class Face:
    """One weight: its tables, and for each character the glyph and its advance."""

    tables: dict[str, bytes]
    glyphs: dict[int, int]
    advances: tuple[int, ...]
    units: int


@cache
def face(weight: int) -> Face:
    """The face of a weight (400 or 600)."""
    raw = FILES[weight].read_bytes()
    tables = {
        tag.decode("ascii"): raw[start : start + length]
        for tag, _, start, length in struct.iter_unpack(
            ">4sIII", raw[12 : 12 + 16 * struct.unpack_from(">H", raw, 4)[0]]
        )
    }
    (units,) = struct.unpack_from(">H", tables["head"], 18)
    (metrics,) = struct.unpack_from(">H", tables["hhea"], 34)
    (count,) = struct.unpack_from(">H", tables["maxp"], 4)
    advances = [advance for advance, _ in struct.iter_unpack(">Hh", tables["hmtx"][: 4 * metrics])]
    advances += [advances[-1]] * (count - metrics)
    return Face(tables, _characters(tables["cmap"]), tuple(advances), units)


def width(text: str, size: float, weight: int = 400) -> float:
    """How wide a text is. A character that the face lacks counts as one em."""
    return _units(text, weight) * size / face(weight).units


# A layout tries many widths and sizes on the same words: the page to click through measures each some thirty times.
@lru_cache(maxsize=1 << 16)
def _units(text: str, weight: int) -> int:
    used = face(weight)
    return sum(used.advances[glyph] if (glyph := used.glyphs.get(ord(letter))) else used.units for letter in text)


def _characters(cmap: bytes) -> dict[int, int]:
    (count,) = struct.unpack_from(">H", cmap, 2)
    for index in range(count):
        (start,) = struct.unpack_from(">I", cmap, 4 + 8 * index + 4)
        if struct.unpack_from(">H", cmap, start)[0] == 4:
            return _format_4(cmap, start)
    raise ValueError("the typeface has no format 4 character table")


def _format_4(cmap: bytes, start: int) -> dict[int, int]:
    segments = struct.unpack_from(">H", cmap, start + 6)[0] // 2
    at = start + 14
    ends = struct.unpack_from(f">{segments}H", cmap, at)
    firsts = struct.unpack_from(f">{segments}H", cmap, at + 2 * segments + 2)
    deltas = struct.unpack_from(f">{segments}H", cmap, at + 4 * segments + 2)
    offsets_at = at + 6 * segments + 2
    offsets = struct.unpack_from(f">{segments}H", cmap, offsets_at)
    found: dict[int, int] = {}
    for index, (first, end, delta, offset) in enumerate(zip(firsts, ends, deltas, offsets, strict=True)):
        for code in range(first, min(end, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", cmap, offsets_at + 2 * index + offset + 2 * (code - first))
            glyph = (glyph + delta) & 0xFFFF if glyph or not offset else 0
            if glyph:
                found[code] = glyph
    return found

"""A face with only the glyphs that a text uses, as a TrueType file to embed."""

import base64
import struct
from collections.abc import Iterable

from dataflow.renderers.primitives.typeface import FAMILY, Face, face

KEPT = ("OS/2", "head", "hhea", "maxp", "name")


def font_face(letters: Iterable[str], weight: int, family: str = FAMILY) -> str:
    """A rule for a stylesheet that brings the letters along, in one weight."""
    data = base64.b64encode(subset(sorted(letters), weight)).decode("ascii")
    source = f"url(data:font/ttf;base64,{data}) format('truetype')"
    return f"@font-face{{font-family:{family};font-weight:{weight};src:{source}}}"


def subset(text: Iterable[str], weight: int) -> bytes:
    """The face of a weight with the letters of a text, always the same bytes for the same letters."""
    whole = face(weight)
    characters = {
        code: whole.glyphs[code] for code in sorted({ord(letter) for letter in text}) if code in whole.glyphs
    }
    places = _places(whole)
    order = _closure(whole, places, sorted({0, *characters.values()}))
    new = {old: index for index, old in enumerate(order)}
    outlines = [_renumbered(_outline(whole, places, old), new) for old in order]
    tables = {tag: whole.tables[tag] for tag in KEPT}
    tables["glyf"] = b"".join(outlines) or b"\0"
    offsets = [sum(len(outline) for outline in outlines[:index]) for index in range(len(outlines) + 1)]
    tables["loca"] = struct.pack(f">{len(offsets)}I", *offsets)
    tables["hmtx"] = b"".join(_metrics(whole, old) for old in order)
    tables["cmap"] = _cmap({code: new[glyph] for code, glyph in characters.items()})
    tables["post"] = struct.pack(">IIhhIIIII", 0x00030000, 0, -200, 100, 0, 0, 0, 0, 0)
    tables["maxp"] = _patched(tables["maxp"], 4, len(order))
    tables["hhea"] = _patched(tables["hhea"], 34, len(order))
    tables["head"] = _patched(tables["head"], 50, 1)
    return _file(tables)


def _patched(table: bytes, at: int, value: int) -> bytes:
    return table[:at] + struct.pack(">H", value) + table[at + 2 :]


def _places(whole: Face) -> tuple[int, ...]:
    long = struct.unpack_from(">h", whole.tables["head"], 50)[0]
    loca = whole.tables["loca"]
    if long:
        return struct.unpack(f">{len(loca) // 4}I", loca)
    return tuple(2 * half for half in struct.unpack(f">{len(loca) // 2}H", loca))


def _outline(whole: Face, places: tuple[int, ...], glyph: int) -> bytes:
    return whole.tables["glyf"][places[glyph] : places[glyph + 1]]


def _metrics(whole: Face, glyph: int) -> bytes:
    hmtx, count = whole.tables["hmtx"], struct.unpack_from(">H", whole.tables["hhea"], 34)[0]
    if glyph < count:
        return hmtx[4 * glyph : 4 * glyph + 4]
    at = 4 * count + 2 * (glyph - count)
    return struct.pack(">H", whole.advances[glyph]) + hmtx[at : at + 2]


def _parts(outline: bytes) -> list[tuple[int, int]]:
    """Where a composite glyph names its parts, and which."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return []
    found, at, more = [], 10, True
    while more:
        flags, part = struct.unpack_from(">HH", outline, at)
        found.append((at + 2, part))
        at += 8 if flags & 0x0001 else 6
        at += 2 if flags & 0x0008 else 4 if flags & 0x0040 else 8 if flags & 0x0080 else 0
        more = bool(flags & 0x0020)
    return found


def _closure(whole: Face, places: tuple[int, ...], glyphs: list[int]) -> list[int]:
    for glyph in glyphs:
        glyphs += [part for _, part in _parts(_outline(whole, places, glyph)) if part not in glyphs]
    return glyphs


def _renumbered(outline: bytes, new: dict[int, int]) -> bytes:
    for at, part in _parts(outline):
        outline = _patched(outline, at, new[part])
    return outline + b"\0" * (-len(outline) % 4)


def _cmap(characters: dict[int, int]) -> bytes:
    """Format 4, one segment a character: plain, and small enough for a label's letters."""
    codes = [*sorted(characters), 0xFFFF]
    deltas = [(characters[code] - code) & 0xFFFF if code in characters else 1 for code in codes]
    count = len(codes)
    power = 1 << (count.bit_length() - 1)
    many = f">{count}H"
    body = (
        struct.pack(">HHHH", 2 * count, 2 * power, power.bit_length() - 1, 2 * (count - power))
        + struct.pack(many, *codes)
        + b"\0\0"
        + struct.pack(many, *codes)
        + struct.pack(many, *deltas)
        + struct.pack(many, *([0] * count))
    )
    return struct.pack(">HHHHI", 0, 1, 3, 1, 12) + struct.pack(">HHH", 4, 6 + len(body), 0) + body


def _checksum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    total: int = sum(struct.unpack(f">{len(padded) // 4}I", padded))
    return total & 0xFFFFFFFF


def _file(tables: dict[str, bytes]) -> bytes:
    tables = {**tables, "head": tables["head"][:8] + b"\0\0\0\0" + tables["head"][12:]}
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    start = 12 + 16 * count
    directory, body = b"", b""
    for tag in sorted(tables):
        data = tables[tag]
        directory += struct.pack(">4sIII", tag.encode("ascii"), _checksum(data), start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    whole = struct.pack(">IHHHH", 0x00010000, count, 16 * power, power.bit_length() - 1, 16 * (count - power))
    whole += directory + body
    adjustment = struct.pack(">I", (0xB1B0AFBA - _checksum(whole)) & 0xFFFFFFFF)
    at = start
    for tag in sorted(tables):
        if tag == "head":
            return whole[: at + 8] + adjustment + whole[at + 12 :]
        at += len(tables[tag]) + (-len(tables[tag]) % 4)
    return whole

"""The bytes of a file before they are parsed: whether they are text, and where a byte or a line is in it."""

import codecs
import re
from itertools import islice

from dataflow.base.finding import Finding
from dataflow.base.place import Place
from dataflow.language.diagnostics import refused

_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x84\x86-\x9f]")
_ABOVE_SUSPICION = bytes(range(256)).translate(None, bytes((*range(9), 11, 12, *range(14, 32), 127, 0xC2)))
_LINE_BREAK = re.compile(rb"\r\n?|\n")
_CHUNK = 1 << 20
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the files of Office and other archives begin: today's, and those of before 2007."""


def not_text(file: str, data: bytes) -> Finding | None:
    """Why the bytes of a file are no text: an archive, not UTF-8, or a control character; None where they are one."""
    if data.startswith(_PACKED):
        return refused("packed", Place(file))
    # In chunks, as the whole text would take up to four times the size of the file.
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), _CHUNK):
        chunk = data[start : start + _CHUNK]
        try:
            decoder.decode(chunk, final=start + _CHUNK >= len(data))
        except UnicodeDecodeError as error:
            # The decoder may still hold the first bytes of a character from the chunk before.
            held = len(error.object) - len(chunk)
            return refused("not utf8", place_at(file, data, start + error.start - held))
    # Most files have no byte that can be part of one: this check takes a tenth of the time of the search.
    suspect = data.translate(None, _ABOVE_SUSPICION)
    control = _CONTROL_BYTES.search(data) if suspect else None
    if control:
        return control_character(place_at(file, data, control.start()), control[0].decode())
    return None


def place_at(file: str, data: bytes, position: int) -> Place:
    """The place of a byte of a file."""
    line, start = 1, len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    for line_break in _LINE_BREAK.finditer(data, 0, position):
        line, start = line + 1, line_break.end()
    return Place(file, line, len(data[start:position].decode(errors="replace")) + 1)


def control_character(place: Place, character: str) -> Finding:
    """The refusal of a control character."""
    return refused("control character", place, number=f"{ord(character):04X}")


def line_of(data: bytes, number: int) -> str:
    """A line of a file by its number."""
    # One by one, as a list of all lines could take a hundred times the size of the file.
    before = next(islice(_LINE_BREAK.finditer(data), number - 2, None), None) if number > 1 else None
    start = before.end() if before else 0
    after = _LINE_BREAK.search(data, start)
    return data[start : after.start() if after else None].decode(errors="replace")

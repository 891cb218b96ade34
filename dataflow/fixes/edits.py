"""Edits of the text of a file, and a fix: the edits that correct a finding."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dataflow.base.finding import Finding
from dataflow.base.place import Place
from dataflow.base.text import Sentence

_LINE_ENDS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


@dataclass(frozen=True)
class Edit:
    """What is to be written instead of the text at a place; a width of 0 inserts before it."""

    place: Place
    text: str


@dataclass(frozen=True)
class Fix:
    """One way to correct a finding. ``sure`` means that no other is right, so that nobody need be asked."""

    finding: Finding
    title: Sentence
    edits: tuple[Edit, ...]
    sure: bool


def edited(text: bytes, edits: Iterable[Edit]) -> bytes:
    """The text of a file with the edits made; one that overlaps an earlier place is left out.

    Byte order mark, line ends and all else stay as they are. Raises UnicodeDecodeError for what is not UTF-8.
    """
    plain = text.decode("utf-8")
    mark = len(plain) - len(plain.removeprefix("\ufeff"))
    starts = [mark, *(match.end() for match in _LINE_ENDS.finditer(plain, mark))]
    parts: list[str] = []
    done = 0
    for edit in sorted(set(edits), key=lambda each: (each.place, each.text)):
        begin = starts[edit.place.line - 1] + edit.place.column - 1
        if begin < done:
            continue
        parts += plain[done:begin], edit.text
        done = begin + edit.place.width
    return "".join((*parts, plain[done:])).encode("utf-8")

"""Corrections of findings as edits of the text that they are about.

Law: changes what is written at the places of findings, and nothing else.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dataflow.base.finding import Finding
from dataflow.base.place import Place
from dataflow.base.text import Sentence, Text
from dataflow.project import Project

_REPLACE = Text(en='Replace "{written}" by "{meant}".', da='Erstat "{written}" med "{meant}".')
_DELETE = Text(en="Delete the character that can't be seen.", da="Slet det tegn, der ikke kan ses.")
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


def corrections_of(project: Project, finding: Finding) -> Iterator[Fix]:
    """The fixes that replace the word at the place of a finding, one for each text that may be meant.

    There is none for a word that is written with escapes or over several lines. Quotes are kept.
    """
    lines = project.lines(finding.place.file)
    written = _written(lines, finding.place) if finding.corrections else None
    if written is None:
        return
    place, word = written
    for meant in finding.corrections:
        title = Sentence(_REPLACE if word.isprintable() else _DELETE, {"written": word, "meant": meant})
        sure = len(finding.corrections) == 1 and _letters(word) == _letters(meant)
        yield Fix(finding, title, (Edit(place, meant),), sure)


def _written(lines: Sequence[str], place: Place) -> tuple[Place, str] | None:
    """The place within the quotes, and the word that stands there."""
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    word = line[place.column - 1 : place.column - 1 + place.width]
    if len(word) < place.width:
        return None
    if word[0] in "\"'" and place.width > 1:
        if word[-1] != word[0] or "\\" in word or word[0] in word[1:-1]:
            return None
        return place._replace(column=place.column + 1, width=place.width - 2), word[1:-1]
    return place, word


def _letters(word: str) -> str:
    return "".join(filter(str.isalnum, word.casefold()))


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

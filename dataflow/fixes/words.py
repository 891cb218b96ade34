"""Fixes that replace the word at the place of a finding by one that is probably meant."""

import re
from collections.abc import Iterator, Sequence

from dataflow.base.finding import Finding
from dataflow.base.place import Place
from dataflow.base.text import Sentence, Text
from dataflow.fixes.edits import Edit, Fix
from dataflow.fixes.mentions import mentions
from dataflow.language.broken import in_brackets
from dataflow.language.ids import id_meant
from dataflow.language.lookalikes import lookalike_in
from dataflow.project import Project

REPLACE = Text(en='"{written}" becomes "{meant}"', da='"{written}" bliver til "{meant}"')
_EVERYWHERE = Text(
    en='"{written}" becomes "{meant}" wherever it is named ({count})',
    da='"{written}" bliver til "{meant}" alle de steder, det nævnes ({count})',
)
_DELETE = Text(en="the character that can't be seen goes", da="tegnet, der ikke kan ses, fjernes")
_NEEDS_QUOTES = re.compile(r"[\[\]{},#&*!|>'\"%@`]|[-?:](?:\s|$)|.*(?::\s|:$|\s#)")
_OF_BRACKETS = frozenset("[]{},")


def words_meant(project: Project, finding: Finding) -> Iterator[Fix]:
    """A fix for each text that may be meant by the word at the place of a finding.

    There is none for a word that is written with escapes or over several lines. Quotes are kept, and added where the
    text needs them. An id that is declared is replaced wherever it is named.
    """
    written = _written(project.lines(finding.place.file), finding.place) if finding.corrections else None
    if written is None:
        return
    place, word = written
    for meant in finding.corrections:
        places = mentions(project, finding, word) if id_meant(word) == meant else ()
        edits = tuple(Edit(each, meant) for each in places)
        words = {"written": word, "meant": meant, "count": str(1 + len(places))}
        title = Sentence(_DELETE if not word.isprintable() else _EVERYWHERE if places else REPLACE, words)
        sure = len(finding.corrections) == 1 and _letters(word) == _letters(meant)
        text = meant if place != finding.place else _as_scalar(project.texts[place.file], place, word, meant)
        yield Fix(finding, title, (Edit(place, text), *edits), sure)


def _as_scalar(data: bytes, place: Place, word: str, meant: str) -> str:
    """The text as it is written at a place: in quotes where YAML would not read it as one text."""
    if len(word) == 1 and lookalike_in(word) is not None:  # a character within a word
        return meant
    needs = _NEEDS_QUOTES.match(meant) or (_OF_BRACKETS.intersection(meant) and in_brackets(data, place))
    return f"'{meant}'" if needs and '"' in meant else f'"{meant}"' if needs else meant


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

"""Hyphenation of words that are too long for a line, in English and Danish."""

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from dataflow.wording.compounds import joints

if TYPE_CHECKING:
    from pyphen import Pyphen

_DICTIONARIES = {"da": "da_DK", "en": "en_GB"}
_LETTERS = re.compile(r"[^\W\d_]+")
_LEAST = 3
"""The fewest letters before and after a hyphen."""


def break_within(word: str, fits: int, language: str) -> int:
    """The number of letters before the break, at most ``fits``.

    Between the parts of a Danish compound where one can be seen, else between syllables where possible.
    """
    between_parts, between_syllables = _breaks(word, language)
    ends = (*between_syllables, *between_parts)
    return next((end for end in reversed(ends) if end <= fits), fits)


@cache
def _breaks(word: str, language: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The breaks between parts of compounds, and those between the syllables of each part.

    None where lower case changes the length, as the dictionary uses lower case.
    """
    if len(word.lower()) != len(word):
        return (), ()
    dictionary = _dictionary(_DICTIONARIES.get(language, _DICTIONARIES["en"]))
    between_parts: list[int] = []
    between_syllables: list[int] = []
    for letters in _LETTERS.finditer(word):
        first, lower = letters.start(), letters[0].lower()
        inner = joints(lower) if language == "da" else ()
        between_parts += (first + end for end in inner)
        for start, end in pairwise((0, *inner, len(lower))):
            between_syllables += (first + start + int(each) for each in dictionary.positions(lower[start:end]))
    return tuple(between_parts), tuple(between_syllables)


@cache
def _dictionary(name: str) -> "Pyphen":
    """The dictionary of a language, loaded on first use, as loading takes up to a third of a second."""
    from pyphen import Pyphen

    return Pyphen(lang=name, left=_LEAST, right=_LEAST)

"""Hyphenation of words that are too long for a line, in English and Danish."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyphen import Pyphen

_DICTIONARIES = {"da": "da_DK", "en": "en_GB"}
_LETTERS = re.compile(r"[^\W\d_]+")
_LEAST = 3
"""The fewest letters before and after a hyphen."""


def break_within(word: str, fits: int, language: str) -> int:
    """The number of letters before the break, at most ``fits``; between syllables where possible."""
    return next((end for end in reversed(_breaks(word, language)) if end <= fits), fits)


@cache
def _breaks(word: str, language: str) -> tuple[int, ...]:
    """The breaks between syllables; none where lower case changes the length, as the dictionary uses lower case."""
    if len(word.lower()) != len(word):
        return ()
    dictionary = _dictionary(_DICTIONARIES.get(language, _DICTIONARIES["en"]))
    return tuple(
        letters.start() + int(end)
        for letters in _LETTERS.finditer(word)
        for end in dictionary.positions(letters[0].lower())
    )


@cache
def _dictionary(name: str) -> "Pyphen":
    """The dictionary of a language, loaded on first use, as loading takes up to a third of a second."""
    from pyphen import Pyphen

    return Pyphen(lang=name, left=_LEAST, right=_LEAST)

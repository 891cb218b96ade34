"""Where a word that is too long for its line is broken, in English and Danish."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyphen import Pyphen

_DICTIONARIES = {"da": "da_DK", "en": "en_GB"}
_LETTERS = re.compile(r"[^\W\d_]+")
_LEAST = 3
"""So many letters of a word stand before a hyphen, and so many behind."""


def break_within(word: str, fits: int, language: str) -> int:
    """After how many letters to break a word of which ``fits`` letters fit: between syllables, if it can be."""
    return next((end for end in reversed(_breaks(word, language)) if end <= fits), fits)


@cache
def _breaks(word: str, language: str) -> tuple[int, ...]:
    """The places between syllables; none in what changes its length in lower case, as the dictionary counts there."""
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
    """Loaded only where a word must be broken: it takes up to a third of a second."""
    from pyphen import Pyphen

    return Pyphen(lang=name, left=_LEAST, right=_LEAST)

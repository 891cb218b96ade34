"""Lists with "and" or "or" before the last item."""

import pytest

from dataflow.base.place import Place
from dataflow.base.text import OR, Enumeration, Label, Text, cut_short, joined
from dataflow.model.entities import Cluster
from dataflow.wording.lists import COMMA, SEMICOLON, chained, listed

WORDS = ("a", "b", "c")
DECLARED = {id_: Cluster(id_, Label(id_), Place("map.yaml", 1, 1), ()) for id_ in WORDS}
ENGLISH, DANISH = ("", "a", "a and b", "a, b and c"), ("", "a", "a og b", "a, b og c")


@pytest.mark.parametrize(("language", "expected"), [("en", ENGLISH), ("da", DANISH), ("de", ENGLISH)])
def test_and(language: str, expected: tuple[str, ...]) -> None:
    """Of zero to three items: strings, words of a picture, ids in a finding."""
    for count, said in enumerate(expected):
        some = WORDS[:count]
        assert joined(some, language) == said
        assert listed([Label(word) for word in some]).in_language(language) == said
        assert Enumeration(frozenset(some), DECLARED).in_language(language) == said


def test_or() -> None:
    """For alternatives."""
    assert joined(WORDS, "en", OR) == "a, b or c"
    assert Enumeration(frozenset(WORDS), DECLARED, either=True).in_language("da") == "a, b eller c"


def test_braces_of_authors_stay_as_they_are() -> None:
    """A label may contain what looks like a blank."""
    assert joined(("{all}", "{last}"), "en") == "{all} and {last}"


def test_a_list_that_is_cut_short_says_how_many_more() -> None:
    """No number where all are shown."""
    assert cut_short(WORDS, 3) == "a, b, c"
    cut = cut_short(WORDS, 1)
    assert not isinstance(cut, str)
    assert (cut.in_language("en"), cut.in_language("da")) == ("a and 2 more", "a og 2 til")


def test_chained_without_and() -> None:
    """By commas, or by semicolons."""
    words = [Text(en=word, da=word.upper()) for word in WORDS]
    assert chained(COMMA, words).in_language("en") == "a, b, c"
    assert chained(SEMICOLON, words).in_language("da") == "A; B; C"

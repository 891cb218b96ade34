"""Singular and plural, and numbers in the notation of each language."""

import pytest

from dataflow.analysis.needs.outcomes import Extent
from dataflow.base.text import Text
from dataflow.wording import counts
from dataflow.wording.counts import FIELDS, MEMBERS, UNITS, Nouns, are, counted
from dataflow.wording.numbers import decimal, figure, for_some, part_of, percent, span, whole_percent

NOUNS = {
    name: nouns
    for name, nouns in vars(counts).items()
    if name.isupper() and name[0] != "_" and isinstance(nouns, tuple)
}
NOUNS |= counts.NEEDS_OF_LEVEL


@pytest.mark.parametrize(
    ("count", "nouns", "english", "danish"),
    [
        (0, FIELDS, "0 fields", "0 felter"),
        (1, FIELDS, "1 field", "1 felt"),
        (2, FIELDS, "2 fields", "2 felter"),
        (1, MEMBERS, "1 member", "1 medlem"),
        (5, MEMBERS, "5 members", "5 medlemmer"),
    ],
)
def test_one_and_several(count: int, nouns: Nouns, english: str, danish: str) -> None:
    """Zero takes the plural."""
    said = counted(count, nouns)
    assert (said.in_language("en"), said.in_language("da")) == (english, danish)


@pytest.mark.parametrize("name", NOUNS)
def test_each_noun_has_a_singular_and_a_plural(name: str) -> None:
    """Both have the number; in English they differ, except adjectives."""
    one, several = NOUNS[name]
    assert all(text.blanks() == ({"count"}, {"count"}) for text in (one, several))
    assert one.en != several.en or name in ("UNKNOWN", "SHOWN")


def test_further_blanks_are_filled() -> None:
    """A sentence may be chosen by a number, like a noun."""
    texts = (Text(en="{count} of {all} is", da="x"), Text(en="{count} of {all} are", da="x"))
    assert counted(1, texts, all="3").in_language("en") == "1 of 3 is"


def test_the_verb_after_a_number() -> None:
    """Danish has one form for both."""
    assert [(are(count).en, are(count).da) for count in (0, 1, 2)] == [("are", "er"), ("is", "er"), ("are", "er")]


def test_decimals() -> None:
    """A point in English, a comma in Danish."""
    assert decimal(7.25, ".1f") == Text(en="7.2", da="7,2")


@pytest.mark.parametrize(
    ("share", "english", "danish"),
    [
        (0.5, "50%", "50\N{NO-BREAK SPACE}%"),
        (0.125, "12.5%", "12,5\N{NO-BREAK SPACE}%"),
        (0.9999, "100%", "100\N{NO-BREAK SPACE}%"),
    ],
)
def test_percent(share: float, english: str, danish: str) -> None:
    """With three digits."""
    assert (percent(share).in_language("en"), percent(share).in_language("da")) == (english, danish)


def test_whole_percent_of_a_column_of_figures() -> None:
    """A dash where the whole is zero."""
    assert [whole_percent(*each).in_language("da") for each in ((2, 3), (1, 8), (0, 0))] == [
        "67\N{NO-BREAK SPACE}%",
        "13\N{NO-BREAK SPACE}%",
        "–",
    ]


def test_a_span_of_two_numbers() -> None:
    """From the lower to the higher."""
    assert (span(3, 3), span(9, 7)) == ("3", "7–9")


def test_for_how_many_a_need_is_met() -> None:
    """As written: in units, or in per cent."""
    assert figure(Extent(22 / 98, (22, 98))).in_language("da") == "22 af 98"
    assert for_some(Extent(0.955)).in_language("en") == "only for some: 95.5%"
    assert part_of(0, counted(1, UNITS)).in_language("en") == "0 of 1 unit"

"""Long words are broken between syllables, in Danish between the parts of a compound too."""

import subprocess
import sys

import pytest
from conftest import ROOT

from dataflow.wording.hyphenation import break_within


def broken(word: str, fits: int, language: str) -> str:
    """The word with a hyphen where it is broken."""
    end = break_within(word, fits, language)
    assert 1 <= end <= fits
    return f"{word[:end]}-{word[end:]}"


@pytest.mark.parametrize(
    ("word", "fits", "expected"),
    [
        ("genoptræningsplan", 14, "genoptrænings-plan"),
        ("genoptræningsplan", 9, "genoptræ-ningsplan"),
        ("Blodtryksmåling", 9, "Blodtryks-måling"),
        ("Blodtryksmåling", 6, "Blod-tryksmåling"),
        ("BLODTRYKSMÅLING", 6, "BLOD-TRYKSMÅLING"),
        ("laboratorieinformationssystem", 24, "laboratorieinformations-system"),
    ],
)
def test_danish(word: str, fits: int, expected: str) -> None:
    """The last place that fits."""
    assert broken(word, fits, "da") == expected


@pytest.mark.parametrize(
    ("word", "fits", "expected"),
    [("Correspondence", 9, "Corres-pondence"), ("physiotherapy", 8, "physio-therapy")],
)
def test_english(word: str, fits: int, expected: str) -> None:
    """By the dictionary of British English."""
    assert broken(word, fits, "en") == expected


def test_other_languages_are_broken_as_english() -> None:
    """A map may have labels in any language."""
    assert broken("physiotherapy", 8, "de") == "physio-therapy"


def test_what_stands_around_a_word_is_no_part_of_it() -> None:
    """Brackets, commas, digits."""
    assert broken("(genoptræningsplan,", 15, "da") == "(genoptrænings-plan,"
    assert broken("2026genoptræningsplan", 18, "da") == "2026genoptrænings-plan"
    assert broken("måling/genoptræningsplan", 21, "da") == "måling/genoptrænings-plan"


def test_no_word_stands_by_one_or_two_letters() -> None:
    """Neither before the hyphen nor behind it."""
    assert broken("rehabilitering", 3, "da") == "reh-abilitering"  # "re-" is a syllable, and too short
    assert broken("rehabilitering", 4, "da") == "reha-bilitering"


@pytest.mark.parametrize("word", ["xxxxxxxxxxxx", "123456789012", "İİİİİİİİİİİİ", "日本語日本語日本語日本", "a"])
def test_what_has_no_syllables_is_broken_where_it_must_be(word: str) -> None:
    """Ids, numbers, letters that are longer in lower case, other scripts."""
    assert break_within(word, 7, "da") == 7


def test_the_dictionaries_are_loaded_only_for_a_word_that_must_be_broken() -> None:
    """They cost more than a start."""
    code = "import sys, dataflow.wording.hyphenation; print('pyphen' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "False\n"

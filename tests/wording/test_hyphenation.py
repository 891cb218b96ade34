"""Long words are broken between syllables, in Danish also between the parts of a compound."""

import subprocess
import sys

import pytest
from conftest import ROOT

from dataflow.wording.hyphenation import break_within


def broken(word: str, fits: int, language: str) -> str:
    """The word with a hyphen at the break."""
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
    """At the last break that fits."""
    assert broken(word, fits, "da") == expected


@pytest.mark.parametrize(
    ("word", "fits", "expected"),
    [
        ("Korrespondancemeddelelse", 18, "Korrespondance-meddelelse"),
        ("Hjemmesygeplejen", 9, "Hjemme-sygeplejen"),
        ("hjemmesygepleje", 13, "hjemme-sygepleje"),
        ("sygeplejerske", 10, "syge-plejerske"),
        ("udskrivningsepikrise", 18, "udskrivnings-epikrise"),
        ("epikrise", 5, "epi-krise"),
        ("laboratoriesvarportalen", 13, "laboratorie-svarportalen"),
        ("sygehushenvisninger", 14, "sygehus-henvisninger"),
        ("medicinafstemning", 12, "medicin-afstemning"),
        ("statusattest", 9, "status-attest"),
        ("fodambulatoriet", 12, "fod-ambulatoriet"),
        ("sundhedsportal", 12, "sundheds-portal"),
        ("hospital", 6, "hospi-tal"),
    ],
)
def test_a_danish_compound_is_broken_between_its_parts(word: str, fits: int, expected: str) -> None:
    """Even where a syllable more would fit; a word that only ends like another is no compound."""
    assert broken(word, fits, "da") == expected


def test_a_long_compound_is_read_in_little_time() -> None:
    """Hundreds of parts."""
    assert break_within("plan" * 40, 21, "da") == 20


@pytest.mark.parametrize(
    ("word", "fits", "expected"),
    [("Correspondence", 9, "Corres-pondence"), ("physiotherapy", 8, "physio-therapy")],
)
def test_english(word: str, fits: int, expected: str) -> None:
    """With the dictionary of British English."""
    assert broken(word, fits, "en") == expected


def test_other_languages_are_broken_as_english() -> None:
    """A map may have labels in any language."""
    assert broken("physiotherapy", 8, "de") == "physio-therapy"


def test_punctuation_and_digits_are_no_part_of_a_word() -> None:
    """Brackets, commas, digits."""
    assert broken("(genoptræningsplan,", 15, "da") == "(genoptrænings-plan,"
    assert broken("2026genoptræningsplan", 18, "da") == "2026genoptrænings-plan"
    assert broken("måling/genoptræningsplan", 21, "da") == "måling/genoptrænings-plan"


def test_at_least_three_letters_on_each_side() -> None:
    """Neither before nor after the hyphen."""
    assert broken("rehabilitering", 3, "da") == "reh-abilitering"  # "re-" is a syllable, and too short
    assert broken("rehabilitering", 4, "da") == "reha-bilitering"


@pytest.mark.parametrize("word", ["xxxxxxxxxxxx", "123456789012", "İİİİİİİİİİİİ", "日本語日本語日本語日本", "a"])
def test_words_without_syllables_are_broken_where_they_must_be(word: str) -> None:
    """Ids, numbers, letters that are longer in lower case, other scripts."""
    assert break_within(word, 7, "da") == 7


def test_the_dictionaries_are_loaded_only_for_a_word_that_must_be_broken() -> None:
    """Loading them takes longer than starting."""
    code = "import sys, dataflow.wording.hyphenation; print('pyphen' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "False\n"

"""Letters: measured exactly, cut down faithfully, wrapped so that they fit."""

import io

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from dataflow.renderers.primitives.subset import subset
from dataflow.renderers.primitives.text import Style, listed, safe, wrapped
from dataflow.renderers.primitives.typeface import FILES, face, width

SAMPLE = "Blåbærgrød på Ærø, 12 µg/l → ≥ 3 … Ελλάδα Привет"


@pytest.mark.parametrize("weight", [400, 600])
def test_the_face_is_read_as_fonttools_reads_it(weight: int) -> None:
    font = TTFont(FILES[weight])
    names = font.getBestCmap()
    assert face(weight).glyphs == {code: font.getGlyphID(name) for code, name in names.items()}
    expected = sum(font["hmtx"][names[ord(letter)]][0] for letter in SAMPLE) * 12 / font["head"].unitsPerEm
    assert width(SAMPLE, 12, weight) == pytest.approx(expected)


@pytest.mark.parametrize("weight", [400, 600])
def test_a_subset_has_the_letters_their_outlines_and_widths(weight: int) -> None:
    whole, cut = TTFont(FILES[weight]), TTFont(io.BytesIO(subset(SAMPLE, weight)), checkChecksums=2)
    assert set(cut.getBestCmap()) == {ord(letter) for letter in SAMPLE}
    for letter in SAMPLE:
        drawn = []
        for font in (whole, cut):
            name = font.getBestCmap()[ord(letter)]
            pen = DecomposingRecordingPen(font.getGlyphSet())
            font.getGlyphSet()[name].draw(pen)
            drawn.append((pen.value, font["hmtx"][name][0]))
        assert drawn[0] == drawn[1], letter
    assert subset(SAMPLE, weight) == subset(SAMPLE[::-1], weight)


def test_a_character_that_the_face_lacks_counts_as_one_em() -> None:
    assert width("\N{SNOWMAN}", 10) == 10
    assert width("漢字", 10) == 20
    subset("漢字", 400)


def test_nothing_is_hidden_in_a_label() -> None:
    shown = safe("a\x00b\x1b[31m\u202ec\u200b\x85\ud800d")
    assert all(letter.isprintable() for letter in shown)
    assert shown.startswith("a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}[31m")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kort",
        "et ret langt navn på en aktør i kommunen",
        "Speciallægepraksisudviklingssamarbejdet " * 2,
        "x" * 300,
    ],
)
@pytest.mark.parametrize("room", [20.0, 90.0, 160.0])
def test_wrapped_lines_fit_and_lose_no_letter(text: str, room: float) -> None:
    lines = wrapped(text, "da", Style(11), room)
    assert lines.width <= room
    assert "".join(lines.lines).replace("-", "").replace(" ", "") == text.replace(" ", "")


def test_names_that_do_not_fit_are_counted() -> None:
    names = ["Epikrise", "Ambulantepikrise", "Genoptræningsplan", "Sundhedsjournalen"]
    assert listed(names[:1], "da", Style(11), 140, 1).lines == ("Epikrise",)
    assert listed(names, "da", Style(11), 160, 1).lines == ("Epikrise, Ambulantepikrise +2",)
    assert listed([], "da", Style(11), 140, 1).lines == ()
    long = listed(["Et navn som bliver ved og ved og ved og ved og ved og ved og ved", "b"], "da", Style(11), 100, 1)
    assert len(long.lines) == 2 and long.lines[-1].endswith("… +1") and long.width <= 100


def test_a_short_parenthesis_stays_whole() -> None:
    """If it fits into a line; else, and where it is long, it is broken as other words are."""
    style = Style(13.5, 600)
    assert wrapped("Rehabilitering i kommunen (fase II)", "da", style, 205).lines == (
        "Rehabilitering i kommunen",
        "(fase II)",
    )
    assert wrapped("Opfølgning (fase III)", "da", style, 40).lines[-1] == "III)"
    assert "(sygehus," in wrapped("Fase II (sygehus, kommune eller delt)", "da", style, 120).lines[0]


def test_a_number_of_which_something_is_a_part_stays_with_its_word() -> None:
    """Where they fit into a line; "af" does not end one."""
    style = Style(12.5)
    room = style.width("mangler 1, muligvis 2, af")
    assert wrapped("mangler 1, muligvis 2, af 4", "da", style, room).lines == ("mangler 1, muligvis 2,", "af 4")
    room = style.width("mangler 1, muligvis")
    assert wrapped("mangler 1, muligvis 2, af 4", "da", style, room).lines == ("mangler 1,", "muligvis 2, af 4")
    assert wrapped("perhaps lacks 1 of 4", "en", style, style.width("perhaps lacks 1 of")).lines[-1] == "of 4"


def test_a_long_word_is_broken_between_its_parts_else_between_syllables() -> None:
    style = Style(12.6)
    room = style.width("Laboratorieinformat-")
    assert wrapped("Laboratorieinformationssystem", "da", style, room).lines == ("Laboratorie-", "informationssystem")
    assert wrapped("Rehabilitering", "da", style, style.width("Rehabilit-")).lines == ("Rehabili-", "tering")
    assert wrapped("x" * 40, "da", style, room).lines[0].endswith("x-")

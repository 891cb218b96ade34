"""The PDF: the same picture as the PNG, in vectors and letters that can be searched, and with nothing left out."""

import ctypes
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from pypdfium2 import raw
from renderers.naughty import NAUGHTY, SMALL_PRINT, gist

from dataflow.base.picture import Diagram
from dataflow.base.text import Label
from dataflow.renderers import Options, pdf, png
from dataflow.renderers.page.page import page_of
from dataflow.renderers.primitives.theme import THEMES


def opened(diagram: Diagram, **options: Any) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(pdf.render(diagram, Options(**options)).content)


def text_of(document: pypdfium2.PdfDocument) -> str:
    return str(document[0].get_textpage().get_text_bounded())


@pytest.mark.parametrize("theme", THEMES)
def test_it_is_the_picture_that_the_png_shows(theme: str, small: Diagram) -> None:
    """Rasterised by another program than the one behind our PNG."""
    dpi = 144
    mine = Image.open(io.BytesIO(png.render(small, Options(theme=theme, dpi=dpi)).content)).convert("RGB")
    other = opened(small, theme=theme)[0].render(scale=dpi / 72).to_pil().convert("RGB")
    assert max(abs(mine.width - other.width), abs(mine.height - other.height)) <= 1
    size = min(mine.width, other.width), min(mine.height, other.height)
    both = [each.crop((0, 0, *size)) for each in (mine, other)]
    assert max(ImageStat.Stat(ImageChops.difference(*both)).mean) < 3
    # Edges and the place of each dot in a dotted line differ; what is moved or missing leaves a blotch.
    blurred = ImageChops.difference(*(each.reduce(16) for each in both))
    assert max(high for _, high in blurred.getextrema()) < 28


@pytest.mark.parametrize("language", ["en", "da"])
def test_every_line_of_text_can_be_searched(language: str, small: Diagram) -> None:
    read = gist(text_of(opened(small, language=language)))
    for run in page_of(small, Options(language=language)).text_runs:
        assert gist(run.text) in read


def test_danish_letters_are_letters(one_node: Callable[[str], Diagram]) -> None:
    assert "Ærø, Åbenrå, Søby" in text_of(opened(one_node("Ærø, Åbenrå, Søby")))


def test_its_letters_go_with_it(small: Diagram) -> None:
    """Every face that it uses is in the file, and is ours."""
    faces = {}
    for drawn in opened(small)[0].get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        face, name = raw.FPDFTextObj_GetFont(drawn), ctypes.create_string_buffer(100)
        raw.FPDFFont_GetBaseFontName(face, name, 100)
        faces[name.value.decode()] = raw.FPDFFont_GetIsEmbedded(face)
    assert faces == {"Inter-Regular": 1, "Inter-SemiBold": 1}
    assert b"Helvetica" not in pdf.render(small, Options()).content


def test_it_says_its_title_language_and_content_but_no_author_and_no_date(small: Diagram) -> None:
    drawn = pdf.render(small, Options(language="da", title="Kort (ærligt)")).content
    metadata = {key: text for key, text in pypdfium2.PdfDocument(drawn).get_metadata_dict().items() if text}
    assert metadata.pop("Title") == "Kort (ærligt)"
    assert "hospital shares 12 with gp." in metadata.pop("Subject")
    assert metadata == {"Creator": "dataflow"}
    assert b"/Lang (da)" in drawn
    assert b"/DisplayDocTitle true" in drawn
    assert b"/Author" not in drawn
    assert b"/CreationDate" not in drawn


@pytest.mark.parametrize(
    ("paper", "millimetres"), [("a4", (210, 297)), ("a4-landscape", (297, 210)), ("a3", (420, 297))]
)
def test_it_is_as_large_as_its_paper(paper: str, millimetres: tuple[int, int], small: Diagram) -> None:
    assert opened(small, page=paper)[0].get_size() == pytest.approx(
        [side / 25.4 * 72 for side in millimetres], abs=0.01
    )


@pytest.mark.parametrize("text", NAUGHTY, ids=ascii)
def test_a_label_is_only_text(text: str, one_node: Callable[[str], Diagram]) -> None:
    """It reads back; what no letter shows is replaced."""
    document = opened(one_node(text), title=text)
    read = gist(text_of(document))
    for letter in gist(text)[:100]:
        assert letter in read or ord(letter) > 0xFFFF
    if text.isascii() and text.isprintable():
        assert gist(text)[:20] in read
    assert not list(document[0].get_objects(filter=[raw.FPDF_PAGEOBJ_FORM]))
    assert raw.FPDFPage_GetAnnotCount(document[0]) == 0
    assert not set(SMALL_PRINT) & set(read)


def test_drawing_one_leaves_no_trace_in_the_next(small: Diagram, one_node: Callable[[str], Diagram]) -> None:
    """The library keeps its typefaces; what one picture used of them changes no other."""
    first = pdf.render(small, Options()).content
    pdf.render(one_node("漢字 ∑ Ωmega"), Options())
    assert pdf.render(small, Options()).content == first
    titled = replace(small, title=Label("x", (("", "漢字"),)))
    assert pdf.render(titled, Options()).content == pdf.render(titled, Options()).content

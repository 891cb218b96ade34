"""SVG and PDF are written from the same shapes, and from nothing else."""

import ctypes
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args
from xml.etree import ElementTree

import pypdfium2
import pytest
from PIL import Image
from pypdfium2 import raw
from renderers.small_map import bilingual, sheets, texts

from dataflow.base.picture import Diagram, Picture
from dataflow.project import Project
from dataflow.renderers import Options, pdf, png, render, svg
from dataflow.renderers.layout import embedded
from dataflow.renderers.page.page import Page, page_of
from dataflow.renderers.primitives.markup import markup
from dataflow.renderers.primitives.shapes import (
    Circle,
    Group,
    Line,
    Paint,
    Path,
    Polygon,
    Rect,
    Shape,
    TextRun,
    Transform,
    rounded,
    text_runs,
)

NS = "{http://www.w3.org/2000/svg}"
INK = Paint("#ff0000", stroke="#ff0000", width=2)
SAMPLES: dict[type, Shape] = {
    Rect: Rect(40, 40, 60, 60, INK, 5),
    Line: Line((40, 40), (100, 100), INK),
    Path: Path((("M", (40, 40)), ("Q", (100, 40, 100, 100)), ("a", (9, 9, 0, 0, 1, 18, 0)), ("z", ())), INK),
    Polygon: Polygon(((40, 40), (100, 40), (70, 100)), INK),
    Circle: Circle(70, 70, 30, INK),
    TextRun: TextRun("Ærø", 40, 100, 40, 600, "#ff0000", 90),
    Group: Group((Rect(0, 0, 60, 60, INK),), "g", "id", "A square", Transform(40, 100, upright=True)),
}


def every_sheet() -> Iterator[tuple[str, Picture]]:
    project = Project(texts(bilingual))
    return sheets(project, project)


def drawn_in_pdf(content: bytes) -> list[str]:
    """Each text that is set in a PDF, in the order of the file."""
    document = pypdfium2.PdfDocument(content)
    page = document[0]
    letters = page.get_textpage()
    found = []
    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        size = raw.FPDFTextObj_GetText(each, letters, None, 0)
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFTextObj_GetText(each, letters, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
        found.append(buffer.raw.decode("utf-16-le").rstrip("\0").replace("\x02", "-"))
    return found


def blank(page: Page) -> Page:
    """The page with nothing on it."""
    return replace(page, head=Group(()), picture=Group(()), foot=Group(()))


def test_every_text_in_a_file_is_one_of_the_page() -> None:
    """In the SVG and in the PDF, each once and in their order."""
    for name, picture in every_sheet():
        options = Options(language="da")
        runs = [run.text for run in page_of(picture, options).text_runs]
        root = ElementTree.fromstring(render(picture, "svg", options).content)
        assert [each.text or "" for each in root.iter(f"{NS}text")] == runs, name
        shown = [text.strip() for text in drawn_in_pdf(render(picture, "pdf", options).content)]
        assert sorted(filter(None, shown)) == sorted(run for run in runs if run), name


def test_without_shapes_nothing_is_drawn(small: Diagram, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (svg, pdf, png):
        monkeypatch.setattr(module, "page_of", lambda *given: blank(page_of(*given)))
    root = ElementTree.fromstring(svg.render(small, Options()).content)
    assert [
        part.tag for part in root.iter() if part.tag in {f"{NS}{name}" for name in ("text", "path", "line")}
    ] == []
    assert drawn_in_pdf(pdf.render(small, Options()).content) == []
    image = Image.open(io.BytesIO(png.render(small, Options(dpi=40)).content)).convert("RGB")
    assert len(image.getcolors()) == 1


@pytest.mark.parametrize("kind", get_args(Shape), ids=lambda kind: kind.__name__)
def test_every_shape_is_drawn_by_both(kind: type, small: Diagram, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the same place, as two programs show them that are not ours."""
    with_one = lambda *given: replace(blank(page_of(*given)), head=Group((SAMPLES[kind],)))  # noqa: E731
    for module in (pdf, png):
        monkeypatch.setattr(module, "page_of", with_one)
    ours = Image.open(io.BytesIO(png.render(small, Options(dpi=96)).content)).convert("RGB")
    theirs = pypdfium2.PdfDocument(pdf.render(small, Options()).content)[0].render(scale=96 / 72).to_pil()
    places = [red(image.convert("RGB")) for image in (ours, theirs)]
    assert places[0] is not None
    assert places[0] == pytest.approx(places[1], abs=2)


def red(image: Image.Image) -> tuple[int, int, int, int] | None:
    """The box around all that is not white."""
    return Image.eval(image, lambda value: 255 - value).getbbox()


def test_a_title_makes_a_group_an_object() -> None:
    titled = markup((SAMPLES[Group],))
    assert titled.startswith(
        '<g id="id" class="g" role="graphics-object" transform="translate(40.00 100.00) rotate(-90)">'
    )
    assert "<title>A square</title>" in titled
    assert "role" not in markup((Group(()),))


def test_a_text_is_only_text() -> None:
    run = SAMPLES[TextRun]._replace(text='</text><script>"&')  # type: ignore[call-arg]
    assert ElementTree.fromstring(markup((run,))).text == '</text><script>"&'
    assert [each.text for each in text_runs((Group((run,)),))] == ['</text><script>"&']


@pytest.mark.parametrize(("value", "written"), [(1.005, 1.0), (2.675, 2.67), (-0.001, 0.0), (12.3449, 12.34)])
def test_every_format_rounds_the_same(value: float, written: float) -> None:
    """To what the SVG says, and never to -0."""
    line = markup((Line((value, 0), (0, 0), INK),))
    assert float(re.findall(r'x1="([^"]+)"', line)[0]) == rounded(value) == written
    assert str(rounded(value))[0] != "-"


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_a_picture_is_laid_out_once_whatever_its_page(
    ending: str, small: Diagram, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bytes and the remark on small type come from one layout."""
    sources: list[str] = []
    lay_out = embedded.layout

    def counted(dot: str, timeout: float) -> bytes:
        sources.append(dot)
        return lay_out(dot, timeout)

    monkeypatch.setattr(embedded, "layout", counted)
    nodes = tuple(replace(node, id=f"{node.id}{more}", band="care") for more in "abc" for node in small.nodes)
    wide = replace(small, nodes=nodes, edges=())
    page_of(wide, Options())
    once, sources[:] = sources[:], []
    assert len(render(wide, ending, Options(page="a4")).remarks) == 1
    assert sources == once

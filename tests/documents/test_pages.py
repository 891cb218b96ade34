"""Word: no page before or after one on its side stands nearly empty, where what is there has room with a picture."""

from collections.abc import Callable

import pytest

from dataflow.base.picture import Picture
from dataflow.documents import Order, document_of, drawing
from dataflow.documents.drawing import Drawn
from dataflow.documents.model import Block, Figure, Heading, Paragraph, line, table_of
from dataflow.documents.writers._docx_pages import groups_of
from dataflow.documents.writers._docx_room import Paper, height_of, text_before
from dataflow.project import Project
from dataflow.renderers import Options
from dataflow.renderers.page.page import Page, page_of

A4 = Paper(170, 257, 267, 175)
MAP = """\
map: {id: m, title: M}
phases: {stay: {}}
fields: {weight: {}}
channels: {letter: {}}
actors:
  hospital: {records: [{fields: weight, phase: stay}], shares: [{fields: weight, phase: stay, to: town, via: letter}]}
  town: {needs: [{fields: weight, phase: stay}]}
"""


@pytest.fixture
def figure(project: Callable[..., Project]) -> Figure:
    (found,) = document_of(project(MAP), Order(), ["overview"]).figures
    return found


def drawn(width: float, height: float) -> Drawn:
    return Drawn(b"", b"", width, height, 9.0)


def groups(figure: Figure, picture: Drawn, *opening: Block) -> list[tuple[bool, list[str]]]:
    """Whether each group is on its side, and the kinds of its blocks."""
    blocks = [
        Paragraph(line("Before.")),
        Heading(1, "Pathway", "pathway"),
        *opening,
        figure,
        Paragraph(line("After.")),
    ]
    return [
        (each.is_wide, [type(block).__name__ for block in each.blocks])
        for each in groups_of(blocks, {figure.anchor: picture}, A4)
    ]


def test_what_a_section_opens_with_stands_on_the_page_of_its_picture(figure: Figure) -> None:
    opening = Paragraph(line("The picture shows the phases. " * 8))
    assert groups(figure, drawn(330, 220), opening) == [
        (False, ["Paragraph"]),
        (True, ["Heading", "Paragraph", "Figure"]),
        (False, ["Paragraph"]),
    ]
    assert groups(figure, drawn(330, 220), Paragraph(line("The picture shows the phases. " * 60)))[1][1] == ["Figure"]
    table = table_of("t", "", ["a"], [["b"]])
    assert groups(figure, drawn(330, 220), opening, table)[1] == (True, ["Figure"]), "a table fills an upright page"


def test_a_picture_with_text_above_it_has_room_on_its_page() -> None:
    text = [Heading(1, "Pathway", "pathway"), Paragraph(line("The picture shows the phases. " * 8))]
    picture, above = drawn(330, 220), height_of(text, A4.wide_width)
    scale = A4.scale(picture, True, text=above)
    assert above + scale * picture.height < A4.wide_height
    assert scale < A4.scale(picture, True)
    assert text_before([table_of("t", "", ["a"], [["b"]]), *text]) == text


def test_a_picture_below_text_that_is_measured_is_as_large_as_its_page_allows() -> None:
    text = [Heading(1, "Gaps", "gaps"), Paragraph(line("A gap is a need that is not met. " * 4))]
    picture, above = drawn(220, 350), height_of(text, A4.width)
    scale = A4.scale(picture, False, text=above)
    assert scale > A4.scale(picture, False)
    assert A4.height - 13 < above + scale * picture.height < A4.height - 9, "the caption has its room"
    much = height_of([*text, Paragraph(line("Much more. " * 99))], A4.width)
    assert A4.scale(picture, False, text=much) == A4.scale(picture, False), "then it stands on the next page"


def test_a_picture_of_a_page_is_drawn_for_the_room_below_text(
    figure: Figure, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not so one of a web page, which is as high as it needs to be."""
    asked: list[Options] = []

    def noted(picture: Picture, options: Options) -> Page:
        asked.append(options)
        return page_of(picture, options)

    monkeypatch.setattr(drawing, "page_of", noted)
    drawing.drawn(figure.picture, "en", "default")
    assert [each.below_text for each in asked] == [True]
    assert not drawing.options_for("en", "default").below_text


def test_a_picture_is_a_little_smaller_where_it_then_has_room_below_a_table() -> None:
    """A short table does not stand alone on a page; a picture is not made much smaller for it."""

    def scale(rows: int) -> float:
        return A4.scale_after(drawn(170, 180), 1.0, [table_of("t", "Phases", ["a", "b"], [["x", "y"]] * rows)])

    assert scale(1) == 1.0
    assert 0.75 <= scale(12) < 1.0
    assert scale(30) == 1.0, "then it begins the next page"

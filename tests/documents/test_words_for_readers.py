"""What a report says to those who did not make the map: names, headings, reasons, and questions to send."""

import io
import re
from collections.abc import Callable

import docx
import pytest

from dataflow.documents import Order, Styling, document_of, writer_of
from dataflow.documents.labelled import label
from dataflow.documents.model import Document, Heading, Paragraph, plain
from dataflow.model.entities import Unit
from dataflow.project import Project

MAP = """\
map: {id: m, title: M}
phases: {stay: {responsible: ward, label: Indlæggelse}, home: {responsible: care, label: Hjemme}}
fields:
  weight: {label: Vægt, kind: quantity, unit: kg}
  area: {label: Areal, kind: quantity, unit: cm2}
  mood: {label: Humør, kind: ordinal}
channels: {portal: {label: sundhed.dk}, letter: {label: Brev}}
sources:
  a: {title: A, kind: interview}
  b: {title: B, kind: guideline}
actors:
  ward:
    label: Sygehus
    records: [{fields: [weight, area, mood], phase: stay, source: [a, b]}]
    shares:
      - {fields: weight, phase: stay, to: care, via: portal, coverage: 2/3}
      - {fields: area, phase: stay, to: care, via: letter, status: unknown}
  care:
    label: Hjemmesygepleje
    records: [{fields: [weight, mood], phase: home}]
    needs: [{fields: [weight, area, mood], phase: home, received: true}]
  east: {label: Øst, extends: care}
  west: {label: Vest, extends: care}
"""


@pytest.fixture
def made(project: Callable[..., Project]) -> Callable[..., Document]:
    return lambda *sections, language="da": document_of(project(MAP), Order(language=language), sections)


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def paragraphs(document: Document) -> list[str]:
    return [plain(block.runs) for block in document.blocks if isinstance(block, Paragraph)]


def rows(document: Document, anchor: str) -> list[list[str]]:
    (found,) = (each for each in document.tables if each.anchor == anchor)
    return [[plain(cell) for cell in row.cells] for row in found.rows]


def test_headings_name_actors_as_sentences_do(made: Callable[..., Document]) -> None:
    found = headings(made("gaps", "actors"))
    assert "Hvad hjemmesygeplejen mangler" in found
    assert "Hvad hjemmesygeplejen har brug for, og om det er til stede" in found
    assert any(each.startswith("Sygehuset registrerer 3 felter") for each in paragraphs(made("actors")))


def test_a_heading_over_several_findings_is_in_the_plural(
    made: Callable[..., Document], project: Callable[..., Project]
) -> None:
    assert "Felter, der registreres igen" in headings(made("gaps"))
    assert "Fields that are recorded again" in headings(made("gaps", language="en"))
    one = project(MAP.replace("records: [{fields: [weight, mood], phase: home}]", ""))
    none = project(
        MAP.replace("records: [{fields: [weight, mood], phase: home}]", "records: [{fields: mood, phase: home}]")
    )
    assert "Et felt, der registreres igen" in headings(document_of(none, Order(language="da"), ["gaps"]))
    assert not {"Et felt, der registreres igen", "Felter, der registreres igen"} & set(
        headings(document_of(one, Order(language="da"), ["gaps"]))
    )


def test_a_web_address_has_no_capital_at_the_start_of_a_cell(project: Callable[..., Project]) -> None:
    data_map = project(MAP).data_map
    assert [label(data_map, "channels", each, "da") for each in ("portal", "letter")] == ["sundhed.dk", "Brev"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [("cm2", "cm²"), ("kg/m2", "kg/m²"), ("mm[Hg]", "mmHg"), ("10*9/L", "10*9/L"), ("m.s-2", "m.s⁻²")],
)
def test_exponents_of_units_are_raised(written: str, shown: str) -> None:
    assert Unit(written, None).in_writing == shown  # type: ignore[arg-type]


def test_kinds_of_fields_are_in_the_words_of_the_workbook(made: Callable[..., Document]) -> None:
    found = {row[0]: row[1] for row in rows(made("fields"), "fields-none")}
    assert found["Areal"] == "tal, cm²" and found["Humør"] == "rangordnet"


def test_every_lack_has_its_level_and_a_possible_one_no_flat_reason(made: Callable[..., Document]) -> None:
    found = {row[0]: row for row in rows(made("gaps"), "gaps-care-table")}
    assert found["Vægt (skal)"][2].startswith("Kun opfyldt for nogle")
    assert found["Areal (skal)"][2] == "Registreres af sygehuset; uafklaret, om det deles hertil"
    assert found["Humør (skal)"][2].endswith(", men deles ikke hertil")


def test_a_range_is_explained_by_one_of_the_report(
    made: Callable[..., Document], project: Callable[..., Project]
) -> None:
    def explained(document: Document) -> list[str]:
        return re.findall(r"A range such as (\S+)", "\n".join(paragraphs(document)))

    (number,) = explained(made("summary", language="en"))
    assert any(number in cell for row in rows(made("summary", language="en"), "summary-figures") for cell in row)
    known = project(MAP.replace("status: unknown", "status: current"))
    assert explained(document_of(known, Order(), ["summary"])) == []


def test_a_flag_is_explained_where_there_is_one(
    project: Callable[..., Project], made: Callable[..., Document]
) -> None:
    assert "Et flag viser" in paragraphs(made("pathway"))[0]
    nobody = MAP.replace("responsible: ward, ", "").replace("responsible: care, ", "")
    assert "flag" not in paragraphs(document_of(project(nobody), Order(language="da"), ["pathway"]))[0]


def test_few_kinds_of_sources_each_have_a_row(made: Callable[..., Document]) -> None:
    assert [row[0] for row in rows(made("scope"), "scope-sources")] == ["Guideline", "Interview"]


@pytest.mark.parametrize("language", ["en", "da"])
def test_a_guide_to_send_has_no_word_of_findings_and_room_to_write(
    made: Callable[..., Document], language: str
) -> None:
    found = made("questions", language=language)
    said = set(" ".join(paragraphs(found)).lower().replace(".", "").split())
    assert not said & {"finding", "findings", "settles", "fund"}
    lines = [each for each in paragraphs(found) if "......" in each]
    assert all(each.count(".") >= 50 for each in lines)
    assert sum("differs, where" in each or "forskelligt, hvor" in each for each in lines) == 1, "for several members"


def test_a_question_stands_on_one_page_with_the_lines_for_its_answer(made: Callable[..., Document]) -> None:
    content = writer_of("docx").write(made("questions", language="en"), Styling()).content
    texts = docx.Document(io.BytesIO(content)).paragraphs
    first = next(place for place, each in enumerate(texts) if each.text.startswith("1. Do you send"))
    last = next(place for place, each in enumerate(texts) if place > first and each.text.startswith("Answered by"))
    assert all(each.paragraph_format.keep_with_next for each in texts[first:last])
    assert not texts[last].paragraph_format.keep_with_next


@pytest.mark.parametrize(("language", "shown"), [("en", "quantity, days"), ("da", "tal, dage")])
def test_units_of_time_are_words(language: str, shown: str, project: Callable[..., Project]) -> None:
    """And a heading of figures begins as headings do."""
    read = project(
        "map: {id: m, title: M}\nphases: {a: {}, b: {}}\nfields: {away: {kind: quantity, unit: d}}\n"
        "actors: {one: {records: [{fields: away, phase: a}], needs: [{fields: away, phase: b}]}}\n"
    )
    said = "\n".join(map(plain, document_of(read, Order(language=language), ["fields"]).lines))
    assert shown in said
    heads = [
        column.title
        for each in document_of(read, Order(language=language), ["figures"]).tables
        for column in each.columns
    ]
    assert all(head == "x/y" or not head[:1].islower() for head in heads)

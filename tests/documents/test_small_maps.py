"""Reports and figures of a small map have what the map speaks of, and nothing else."""

from collections.abc import Callable

import pytest

from dataflow.documents import Order, document_of, section_names
from dataflow.documents.model import Document, Heading, Paragraph, plain
from dataflow.project import Project
from dataflow.reports import FigureSheet
from dataflow.reports._stats_tables import tables_of

SMALL = """\
map: {id: m, title: M}
phases: {stay: {responsible: hospital}, home: {responsible: town}}
fields: {weight: {label: Weight}, plan: {label: Plan}}
channels: {letter: {label: Letter}}
actors:
  hospital:
    label: Hospital
    records: [{fields: [weight, plan], phase: stay}]
    shares: [{fields: plan, phase: stay, to: town, via: letter}]
  town: {label: Town, needs: [{fields: [weight, plan], phase: home}]}
"""


@pytest.fixture
def small(project: Callable[..., Project]) -> Callable[[str], Project]:
    """The small map with more lines."""
    return lambda more="": project(SMALL + more)


def heads(document: Document, anchor: str) -> list[str]:
    (found,) = (each for each in document.tables if each.anchor == anchor)
    return [column.title for column in found.columns]


def sections(document: Document) -> list[str]:
    return [block.anchor for block in document.blocks if isinstance(block, Heading) and block.level == 1]


def test_sections_of_which_the_map_says_nothing_are_left_out(small: Callable[..., Project]) -> None:
    """No ICF, no patient, nothing unknown, no source; with one of them its section is there."""
    shown = sections(document_of(small(), Order()))
    assert set(section_names()) - set(shown) == {"icf", "patient", "questions", "sources"}
    more = small("  patient: {kind: patient, uses: [{fields: plan, phase: home}]}\nsources: {s: {title: S}}\n")
    assert "patient" in sections(document_of(more, Order()))


@pytest.mark.parametrize("language", ["en", "da"])
def test_a_section_that_was_asked_for_says_in_one_line_that_there_is_nothing(
    small: Callable[..., Project], language: str
) -> None:
    for name in ("icf", "patient", "questions", "sources"):
        heading, *blocks = document_of(small(), Order(language=language), [name]).blocks
        assert isinstance(heading, Heading)
        (block,) = blocks
        assert isinstance(block, Paragraph)
        assert plain(block.runs).endswith(".")


def test_a_map_without_handovers_and_common_fields_names_neither(project: Callable[..., Project]) -> None:
    lonely = project(
        "map: {id: m, title: M}\nphases: {a: {}}\nfields: {x: {}}\n"
        "actors: {one: {records: [{fields: x, phase: a}]}}\n"
    )
    document = document_of(lonely, Order())
    assert {"handovers", "language"}.isdisjoint(sections(document))
    assert "summary-handovers" not in set(document.anchors)
    assert all(table.rows for table in document.tables)


def test_no_table_has_an_empty_column(small: Callable[..., Project]) -> None:
    document = document_of(small(), Order())
    assert heads(document, "fields-none") == ["Field", "Recorded by", "Needed by"]
    for table in document.tables:
        for place in range(1, len(table.columns)):
            cells = {plain(row.cells[place]) for row in table.rows}
            assert cells - {"", "–"}, (table.anchor, table.columns[place].title)


def test_confidence_is_named_where_any_is_stated(small: Callable[..., Project]) -> None:
    def said(project: Project) -> str:
        return "\n".join(map(plain, document_of(project, Order(), ["summary", "gaps"]).lines))

    assert "confidence" not in said(small())
    assert heads(document_of(small(), Order(), ["scope"]), "scope-statements") == ["Statement", "All"]
    unsure = small("  gp: {records: [{fields: plan, phase: home, confidence: low}]}\n")
    assert "Statements of the map: 4; of high confidence: 3, medium: 0, low: 1." in said(unsure)
    assert "Certain; high confidence" in said(unsure)
    assert heads(document_of(unsure, Order(), ["scope"]), "scope-statements")[1:] == ["high", "medium", "low", "All"]


def test_figures_have_the_tables_columns_and_notes_that_the_map_fills(small: Callable[..., Project]) -> None:
    """No column of should and may needs, no purpose, group, ICF component, patient or goal."""
    project = small()
    tables = tables_of(FigureSheet("role", project.figures("role"), project.data_map), "en")
    assert [table.title for table in tables] == [
        "The map as a whole",
        "By actor",
        "By phase",
        "By channel",
        "Handovers",
    ]
    assert tables[1].head == ("", "must", "structure kept", "recorded again")
    assert "range" not in tables[0].note
    unknown = small(
        "  gp: {uses: [{fields: plan, phase: home, status: unknown}], records: [{fields: plan, phase: home"
        ", status: unknown}]}\n"
    )
    (total, *_) = tables_of(FigureSheet("role", unknown.figures("role"), unknown.data_map), "en")
    assert "range" in total.note


def test_an_actor_and_a_handover_count_what_there_is(small: Callable[..., Project]) -> None:
    said = [plain(line) for line in document_of(small("  gp: {label: GP}\n"), Order(), ["actors", "handovers"]).lines]
    assert "Hospital records 2 fields and sends 1 field." in said
    assert "Town receives 1 field and has 2 needs, of which 1 is met." in said
    assert "The map says nothing of what GP records, receives, sends or needs." in said
    assert "2 needs: 1 met and 1 not met." in said

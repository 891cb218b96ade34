"""The matrix: what each actor records, receives, derives and needs, and whether its needs are met."""

import re
from collections.abc import Callable

import pytest

from dataflow.base.grid import Grid
from dataflow.views import Focus

MAP = """
dataflow: 1
map: {id: m, title: {en: Map, da: Kort}}
phases: {visit: {responsible: gp}, stay: {responsible: hospital}, home: {responsible: city}}
groups: {body: {label: {en: Body, da: Krop}}, blood: {parent: body}}
fields:
  alone: {}
  weight: {group: body, label: {en: Weight, da: Vægt}}
  height: {group: body}
  bmi: {group: body, derived_from: [weight, height]}
  ldl: {group: blood}
  unused: {}
channels: {letter: {}, portal: {form: coded}}
actors:
  gp:
    records: [{fields: [alone, weight, height], phase: visit}]
    shares: [{fields: [weight, height], phase: stay, to: hospital, via: letter}]
  hospital:
    records: [{fields: weight, phase: stay}]
    needs:
      - {fields: weight, phase: stay}
      - {fields: height, phase: stay, form: coded}
      - {fields: ldl, phase: stay}
      - {fields: alone, phase: stay}
    shares: [{fields: alone, phase: home, to: city, via: portal}]
  lab:
    records: [{fields: ldl, phase: visit}]
    shares: [{fields: ldl, phase: visit, to: hospital, via: portal, status: unknown}]
  city: {}
"""

Table = Callable[..., Grid]
Shown = Callable[[Grid], dict[str, str]]


def test_each_cell_shows_how_a_field_is_acquired_and_a_need_answered(table: Table, shown: Shown) -> None:
    """Unknown statements make a need open; a share of a field that the sender does not hold delivers nothing."""
    assert shown(table(MAP, "matrix")) == {
        "weight gp": "records",
        "height gp": "records",
        "bmi gp": "derives",
        "alone gp": "records",
        "weight hospital": "records receives later",
        "height hospital": "receives degraded",
        "bmi hospital": "derives",
        "ldl hospital": "open",
        "alone hospital": "unmet",
        "ldl lab": "records",
    }


def test_rows_are_by_group_and_columns_in_the_order_of_the_pathway(table: Table) -> None:
    """Empty rows and columns are left out, and fields without a group are last."""
    grid = table(MAP, "matrix")
    assert [(row.block, row.id) for row in grid.rows] == [
        ("body", "weight"),
        ("body", "height"),
        ("body", "bmi"),
        ("blood", "ldl"),
        ("", "alone"),
    ]
    assert [block.label.in_language("da") for block in grid.blocks] == ["Krop", "blood", "Uden gruppe"]
    assert [column.id for column in grid.columns] == ["gp", "hospital", "lab"]


def test_a_cell_says_why_a_need_is_not_met(table: Table) -> None:
    meanings = {cell.mark: cell.meaning for cell in table(MAP, "matrix").cells}
    assert meanings["cell-alone.hospital"].in_language("en") == "alone, hospital: need not met (not shared)."
    assert meanings["cell-height.hospital"].in_language("da") == (
        "height, hospital: modtager; behov delvist opfyldt (for lav form)."
    )


def test_parts_are_headings_and_cells(table: Table) -> None:
    parts = {part.mark: part.about for part in table(MAP, "matrix").parts}
    assert parts["row-ldl"] == ("field:ldl",)
    assert parts["column-gp"] == ("actor:gp",)
    assert parts["block-body"] == ("group:body",)
    assert parts["cell-weight.hospital"] == ("actor:hospital", "channel:letter", "field:weight", "phase:stay")


def test_by_phase(table: Table, shown: Shown) -> None:
    """Cells are by phase; a phase without cells is left out."""
    grid = table(MAP, "matrix", by="phase")
    assert [section.id for section in grid.sections] == ["visit", "stay"]
    assert [column.id for column in grid.columns] == ["visit.gp", "visit.lab", "stay.hospital"]
    assert shown(grid)["bmi visit.gp"] == "derives"
    assert shown(grid)["weight stay.hospital"] == "records receives later"
    assert "stay, hospital (need not met (not shared))" in grid.description[-1].in_language("en")


@pytest.mark.parametrize(
    ("focus", "rows", "columns"),
    [
        (Focus(fields=("ldl",)), "ldl", "hospital lab"),
        (Focus(groups=("body",)), "weight height bmi ldl", "gp hospital lab"),
        (Focus(groups=("blood",)), "ldl", "hospital lab"),
        (Focus(actors=("lab",)), "ldl", "lab"),
        (Focus(phases=("visit",)), "weight height bmi ldl alone", "gp lab"),
        (Focus(fields=("unused",)), "", ""),
    ],
)
def test_the_focus_leaves_the_rest_out(table: Table, focus: Focus, rows: str, columns: str) -> None:
    grid = table(MAP, "matrix", focus)
    assert " ".join(row.id for row in grid.rows) == rows
    assert " ".join(column.id for column in grid.columns) == columns


def test_planned_counts_where_requested(table: Table, shown: Shown) -> None:
    planned = MAP.replace("status: unknown", "status: planned")
    assert shown(table(planned, "matrix"))["ldl hospital"] == "unmet"
    assert shown(table(planned, "matrix", planned=True))["ldl hospital"] == "receives met"


def test_members_are_shown_as_their_role(table: Table, shown: Shown) -> None:
    """A need that one member lacks is unmet; a field that one member has is there."""
    text = MAP.replace("  city: {}\n", "  city: {needs: [{fields: weight, phase: home}]}\n") + (
        "  odder: {extends: city, records: [{fields: weight, phase: home}]}\n  aarhus: {extends: city}\n"
    )
    grid = table(text, "matrix")
    assert shown(grid)["weight city"] == "records unmet"
    assert not [column for column in grid.columns if column.id in ("odder", "aarhus")]
    assert shown(table(text, "matrix", Focus(actors=("odder",))))["weight city"] == "records later"


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("by", [None, "phase"])
def test_the_description_covers_all_cells(table: Table, language: str, by: str | None) -> None:
    """A sentence for each row, with each of its cells."""
    grid = table(MAP, "matrix", by=by)
    rows = {row.label.in_language(language): row.id for row in grid.rows}
    sections = {section.id: section.label.in_language(language) for section in grid.sections}
    names = {}
    for column in grid.columns:
        label = column.label.in_language(language)
        names[f"{sections[column.section]}, {label}" if column.section else label] = column.id
    read = {}
    for sentence in (line.in_language(language) for line in grid.description[1:]):
        row, _, states = sentence.removesuffix(".").partition(": ")
        for found in re.finditer(r"(?:^|, )((?:\w+, )?\w+) \(((?:[^()]|\([^()]*\))*)\)", states):
            read[rows[row], names[found[1]]] = found[2]
    assert read == {(cell.row, cell.column): cell.what.in_language(language) for cell in grid.cells}


def test_the_legend_has_exactly_the_symbols_shown(table: Table) -> None:
    assert [key.value for key in table(MAP, "matrix").legend] == (
        ["records", "receives", "derives", "later", "degraded", "unmet", "open"]
    )
    assert [key.value for key in table(MAP, "matrix", Focus(actors=("lab",))).legend] == ["records"]


def test_an_empty_map_and_a_large_one_have_notices(table: Table) -> None:
    empty = table("dataflow: 1\nmap: {id: m, title: M}\n", "matrix")
    assert (empty.rows, empty.columns, empty.cells) == ((), (), ())
    assert [notice.in_language("da") for notice in empty.notices] == [
        "Intet at vise: ingen registrerer eller har brug for et felt."
    ]
    fields = ", ".join(f"f{index}" for index in range(60))
    actors = "".join(f"  a{index}: {{records: [{{fields: [{fields}], phase: p}}]}}\n" for index in range(41))
    crowded = table(
        "dataflow: 1\nmap: {id: m, title: M}\nphases: {p: {}}\nfields:\n"
        + "".join(f"  f{index}: {{}}\n" for index in range(60))
        + f"actors:\n{actors}",
        "matrix",
    )
    assert "60 rækker og 41 kolonner" in crowded.notices[0].in_language("da")
    assert not table(MAP, "matrix").notices


MEMBERS = """
map: {id: m, title: Map}
phases: {stay: {}}
fields: {ldl: {}, bmi: {}}
channels: {letter: {}}
actors:
  ward: {needs: [{fields: [ldl, bmi], phase: stay}]}
  east: {extends: ward, records: [{fields: ldl, phase: stay}]}
  west: {extends: ward}
  lab: {records: [{fields: [ldl, bmi], phase: stay}]}
"""


def test_a_need_that_is_met_for_some_members_says_for_how_many(table: Table) -> None:
    """Its mark and its number are those of the other members: a role's need counts as met where all have it."""
    picture = table(MEMBERS, "matrix")
    cells = {(cell.row, cell.column): cell for cell in picture.cells}
    ldl, bmi = cells["ldl", "ward"], cells["bmi", "ward"]
    assert ldl.what.in_language("en") == "records; need not met (not shared, met for 1 of 2)"
    assert ldl.what.in_language("da") == "registrerer; behov ikke opfyldt (deles ikke, opfyldt hos 1 af 2)"
    assert bmi.what.in_language("en") == "need not met (not shared)"
    assert (ldl.roles, bmi.roles) == (("records", "unmet"), ("unmet",))

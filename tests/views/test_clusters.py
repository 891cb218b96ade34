"""The members: a row for each group of members with the same activities, a column for each difference."""

from collections.abc import Callable

import pytest

from dataflow.base.grid import Grid
from dataflow.views import Focus

MAP = """
dataflow: 1
map: {id: m, title: {en: Map, da: Kort}}
phases: {stay: {responsible: hospital}, home: {responsible: city}}
groups: {body: {}}
fields: {weight: {group: body}, ldl: {}, smoking: {}}
channels: {plan: {}, letter: {label: {en: Letter, da: Brev}}}
actors:
  hospital:
    records: [{fields: ldl, phase: stay}]
    shares: [{fields: ldl, phase: stay, to: city, via: plan}]
  city:
    label: {en: Municipality, da: Kommune}
    records: [{fields: weight, phase: home}]
    needs: [{fields: [ldl, weight], phase: home}]
    shares: [{fields: weight, phase: home, to: hospital, via: letter}]
  aarhus: {extends: city, label: Aarhus}
  odder: {extends: city, label: Odder}
  ribe: {extends: city, label: Ribe, omits: [{records: weight}, {shares: weight}]}
  skive: {extends: city, label: Skive}
"""

Table = Callable[..., Grid]
Shown = Callable[[Grid], dict[str, str]]


def test_members_with_the_same_activities_are_one_row(table: Table, shown: Shown) -> None:
    """Only fields in which they differ are columns."""
    grid = table(MAP, "clusters")
    assert [(row.id, row.label.in_language("da")) for row in grid.rows] == [
        ("aarhus", "3 medlemmer"),
        ("ribe", "Ribe"),
    ]
    assert [name.in_language("da") for name in grid.rows[0].names] == ["Aarhus", "Odder", "Skive"]
    assert grid.rows[0].about == ("actor:aarhus", "actor:city", "actor:odder", "actor:skive")
    assert [column.id for column in grid.columns] == ["weight"]
    assert shown(grid) == {"aarhus weight": "records sends met", "ribe weight": "unmet"}
    assert [[(each.role, each.count) for each in row.summary] for row in grid.rows] == [
        [("met", 2)],
        [("unmet", 1), ("met", 1)],
    ]


def test_the_description_names_the_members_that_differ(table: Table) -> None:
    grid = table(MAP, "clusters")
    assert grid.subtitle[-1].in_language("en") == "Municipality: 3 of 4 do the same, 1 differs"
    assert grid.subtitle[-1].in_language("da") == "Kommune: 3 af 4 gør det samme, 1 afviger"
    said = [line.in_language("en") for line in grid.description]
    assert "Municipality (3 members, with Aarhus): Aarhus, Odder and Skive." in said
    assert "Ribe: weight (need not met (not shared))." in said
    assert grid.notices[0].in_language("en") == ("Fields shown: 1 of 3, those in which members of a role differ.")


@pytest.mark.parametrize(
    ("by", "column", "what", "note"),
    [
        (None, "weight", "records; sends; need met; unknown whether more", "?"),
        ("channel", "letter", "sends 1 field; unknown whether more", "1?"),
    ],
)
def test_members_that_differ_in_what_is_unknown_do_not_do_the_same(
    table: Table, by: str | None, column: str, what: str, note: str
) -> None:
    """A share that nobody has found out is stated all the same, and not for the one that leaves it out."""
    shares = "shares: [{fields: weight, phase: home, to: hospital, via: letter}, {fields: weight, phase: stay,"
    text = MAP.replace(", omits: [{records: weight}, {shares: weight}]", ", omits: [{shares: weight, phase: stay}]")
    text = text.replace(
        "shares: [{fields: weight, phase: home, to: hospital, via: letter}]",
        f"{shares} to: hospital, via: letter, status: unknown}}]",
    )
    grid = table(text, "clusters", by=by)
    assert grid.subtitle[-1].in_language("en") == "Municipality: 3 of 4 do the same, 1 differs"
    cell = next(each for each in grid.cells if (each.row, each.column) == ("aarhus", column))
    assert cell.what.in_language("en") == what
    assert cell.note is not None
    assert cell.note.in_language("en") == note
    other = next(each for each in grid.cells if (each.row, each.column) == ("ribe", column))
    assert "unknown" not in other.what.in_language("en")
    assert any(notice.in_language("da").startswith("?: noget her er uafklaret") for notice in grid.notices)


def test_where_every_member_differs_the_subtitle_says_so(table: Table) -> None:
    only = MAP.replace(
        "aarhus: {extends: city, label: Aarhus}", "aarhus: {extends: city, omits: [{records: weight}]}"
    )
    grid = table("\n".join(line for line in only.splitlines() if "skive" not in line) + "\n", "clusters")
    assert grid.subtitle[-1].in_language("en") == "Municipality: no two of 3 do the same"
    assert grid.subtitle[-1].in_language("da") == "Kommune: ingen af de 3 gør det samme"


def test_two_members_that_differ_are_no_choice_of_two(table: Table) -> None:
    lines = [line for line in MAP.splitlines() if "skive" not in line and "aarhus" not in line]
    grid = table("\n".join(lines) + "\n", "clusters")
    assert grid.subtitle[-1].in_language("en") == "Municipality: its 2 members differ"
    assert grid.subtitle[-1].in_language("da") == "Kommune: de 2 medlemmer er forskellige"


def test_by_channel_the_cells_count_fields_sent_and_received(table: Table, shown: Shown) -> None:
    grid = table(MAP, "clusters", by="channel")
    assert shown(grid) == {"aarhus letter": "sends"}
    assert grid.cells[0].what.in_language("en") == "sends 1 field"
    assert grid.cells[0].note is not None
    assert grid.cells[0].note.in_language("en") == "1"
    assert grid.columns[0].label.in_language("da") == "Brev"


def test_where_only_another_role_differs_the_cell_says_so(table: Table, shown: Shown) -> None:
    text = MAP + "  north: {extends: hospital}\n  south: {extends: hospital}\n"
    text += "  lab: {records: [{fields: weight, phase: stay}]}\n  a: {extends: lab}\n  b: {extends: lab}\n"
    grid = table(text, "clusters")
    assert shown(grid) == {
        "north weight": "equivalent",
        "aarhus weight": "records sends met",
        "ribe weight": "unmet",
        "a weight": "equivalent",
    }
    assert grid.subtitle[-1].in_language("en") == "lab: 2 of 2 do the same"


def test_without_differences_a_notice_says_so(table: Table) -> None:
    same = table(MAP.replace(", omits: [{records: weight}, {shares: weight}]", ""), "clusters")
    assert [row.label.in_language("en") for row in same.rows] == ["4 members"]
    assert (same.columns, same.cells) == ((), ())
    assert same.notices[0].in_language("en").startswith("By what the map says, all members")


@pytest.mark.parametrize(
    ("focus", "rows"),
    [
        (Focus(actors=("odder", "ribe")), [("odder", "Odder"), ("ribe", "Ribe")]),
        (Focus(actors=("city",)), [("aarhus", "3 members"), ("ribe", "Ribe")]),
        (Focus(fields=("ldl",)), [("aarhus", "4 members")]),
        (Focus(actors=("hospital",)), []),
    ],
)
def test_the_focus_leaves_the_rest_out(table: Table, focus: Focus, rows: list[tuple[str, str]]) -> None:
    """A member that is not the first of its group is found."""
    assert [(row.id, row.label.in_language("en")) for row in table(MAP, "clusters", focus).rows] == rows


def test_without_members_a_notice_says_so(table: Table) -> None:
    grid = table("dataflow: 1\nmap: {id: m, title: M}\nactors: {a: {}}\n", "clusters")
    assert [notice.in_language("da") for notice in grid.notices] == ["Intet at vise: ingen rolle har medlemmer."]

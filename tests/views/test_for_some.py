"""A need that is met only for some is partly met, with the number."""

from collections.abc import Callable

import pytest

from dataflow.base.grid import Grid
from dataflow.base.lanes import Lanes
from dataflow.project import Project

MAP = """
dataflow: 1
map: {id: m, title: {en: Map, da: Kort}}
phases: {stay: {responsible: hospital}, home: {responsible: city}}
fields: {walk: {}, ldl: {}, hads: {}}
channels: {portal: {}}
actors:
  hospital:
    records: [{fields: [walk, ldl], phase: stay}, {fields: hads, phase: stay, completeness: 0.855}]
    shares:
      - {fields: walk, phase: stay, to: city, via: portal, coverage: 22/98}
      - {fields: [ldl, hads], phase: stay, to: city, via: portal}
  city: {needs: [{fields: [walk, ldl, hads], phase: home}]}
"""

Table = Callable[..., Grid]


@pytest.mark.parametrize("view", ["matrix", "handover"])
def test_a_table_says_for_how_many(table: Table, view: str) -> None:
    grid = table(MAP, view)
    needed = {cell.row: cell for cell in grid.cells if cell.column in ("city", "home")}
    assert {row: cell.roles[-1] for row, cell in needed.items()} == {
        "walk": "degraded",
        "ldl": "met",
        "hads": "degraded",
    }
    said = needed["walk"].what
    assert said.in_language("en").endswith("need partly met (only for some: 22 of 98)")
    assert needed["hads"].what.in_language("da").endswith("(kun for nogle: 85,5\N{NO-BREAK SPACE}%)")
    assert "only for some" in "".join(key.label.in_language("en") for key in grid.legend)


def test_the_titles_tell_them_apart(table: Table) -> None:
    """The matrix counts them as met, as the figures do, and its legend says so."""
    matrix = table(MAP, "matrix")
    assert matrix.subtitle[-1].in_language("en").endswith("3 of 3 needs are met (2 only for some), 0 partly, 0 not")
    assert "(heraf 2 kun for nogle)" in matrix.subtitle[-1].in_language("da")
    assert "only for some (counted as met), or partly" in " ".join(
        key.label.in_language("en") for key in matrix.legend
    )
    everywhere = MAP.replace(", coverage: 22/98", "").replace(", completeness: 0.855", "")
    assert "kun for nogle" not in " ".join(key.label.in_language("da") for key in table(everywhere, "matrix").legend)
    subtitle = table(MAP, "handover").subtitle[-2]
    assert subtitle.in_language("da") == (
        "Af 3 behov ved 1 overgang er 3 opfyldt på det tidspunkt (heraf 2 kun for nogle)"
    )


def test_the_words_and_the_legend_of_handovers_count_them_apart(table: Table) -> None:
    handovers = table(MAP.replace("[ldl, hads], phase: stay, to", "ldl, phase: stay, to"), "handover")
    numbers = [
        words.in_language("da") for words in handovers.description if "overtaget fra" in words.in_language("da")
    ]
    assert numbers[0].endswith(": 1 kun opfyldt for nogle, 1 ikke opfyldt og 1 opfyldt.")
    assert "talt som opfyldt" in " ".join(key.label.in_language("da") for key in handovers.legend)
    coded = MAP.replace(
        "city: {needs: [{fields: [walk, ldl, hads]", "city: {needs: [{form: coded, fields: [walk, ldl, hads]"
    )
    assert "talt som opfyldt" not in " ".join(key.label.in_language("da") for key in table(coded, "handover").legend)


def test_the_members_view_shows_it(table: Table) -> None:
    """A member that is always left out is in another row."""
    text = MAP + "  aarhus: {extends: city}\n  ribe: {extends: city, omits: [{needs: walk}]}\n"
    rows = table(text, "clusters").rows
    assert [[(each.role, each.count) for each in row.summary] for row in rows] == [
        [("degraded", 2), ("met", 1)],
        [("degraded", 1), ("met", 1)],
    ]


def test_the_field_view_shows_it_at_the_need() -> None:
    picture = Project({"map.yaml": MAP.encode()}).picture("field:walk")
    assert isinstance(picture, Lanes)
    needed = next(mark for mark in picture.marks if mark.id.startswith("needs-"))
    assert needed.role == "degraded"
    assert needed.caption.in_language("da") == "kun for nogle: 22 af 98"
    assert needed.meaning.in_language("en") == "In home, city needs it, and has it only for some: 22 of 98."
    assert picture.subtitle[-1].in_language("en") == "1 of 1 need met (for some only)"

"""A table on the page: no text on another or on a symbol, nothing cut, every part named, all of it said in words."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from renderers.own_names import without_prefix

from dataflow.base.grid import Block, Cell, Column, Grid, Row, Slice
from dataflow.base.picture import Key
from dataflow.base.text import Label, Text
from dataflow.renderers import NoSuchForm, Options, render
from dataflow.renderers.grids.labels import ROOMS, Labelling
from dataflow.renderers.grids.symbols import SLOTS, bar, symbol
from dataflow.renderers.primitives.markup import markup
from dataflow.renderers.primitives.theme import THEMES

NS = "{http://www.w3.org/2000/svg}"
WAYS = ("records", "receives", "derives", "sends")
ANSWERS = ("met", "degraded", "unmet", "open")
NAMES = (
    "LDL-kolesterol",
    "Estimeret glomerulær filtrationsrate (eGFR)",
    "Dansk Hjerterehabiliteringsdatabase (DHRD)",
    "Vægt",
    "Organisering af fase II (sygehus, kommune eller delt)",
    "Æ",
    "Hjerterehabiliteringsdatabaseforvaltningskontorsmedarbejder",
)


def plain(text: str) -> Label:
    return Label("x", (("", text),))


def thrown(seed: int) -> Grid:
    """The table of a seed: any blocks and sections, few or many rows and columns, notes and bars."""
    dice = random.Random(seed)
    blocks = tuple(Block(f"b{index}", plain(dice.choice(NAMES))) for index in range(dice.randint(0, 6)))
    sections = tuple(Block(f"s{index}", plain(dice.choice(NAMES))) for index in range(dice.choice((0, 0, 1, 3))))
    noted, summed, listed = (dice.random() < 0.3 for _ in range(3))
    roles = dice.choice(((*WAYS, *ANSWERS), ANSWERS, WAYS, ("equivalent",)))

    def summary() -> tuple[Slice, ...]:
        return tuple(Slice(role, dice.choice((0, 1, 7, 250))) for role in ANSWERS) if summed else ()

    wide = summary if dice.random() < 0.5 else tuple
    rows = tuple(
        Row(
            f"r{index}",
            dice.choice(blocks).id if blocks else "",
            plain(dice.choice(NAMES)),
            tuple(plain(dice.choice(NAMES)) for _ in range(dice.randint(0, 30))) if listed else (),
            summary(),
        )
        for index in range(dice.choice((0, 1, 5, 40, 130)))
    )
    columns = tuple(
        Column(f"c{index}", sections[index % len(sections)].id if sections else "", plain(dice.choice(NAMES)), wide())
        for index in range(dice.choice((0, 1, 3, 12, 30)))
    )
    columns = tuple(sorted(columns, key=lambda column: column.section))
    cells = tuple(
        Cell(
            row.id,
            column.id,
            tuple(sorted(set(dice.choices(roles, k=2)))) if len(roles) > 1 else roles,
            plain("is so"),
            plain(f"{row.id} {column.id} is so."),
            plain(dice.choice(("12", "deles ikke", "form går tabt"))) if noted and dice.random() < 0.5 else None,
        )
        for row in rows
        for column in columns
        if dice.random() < 0.3
    )
    return grid_of(rows, columns, cells, blocks=blocks, sections=sections)


def grid_of(rows: tuple[Row, ...], columns: tuple[Column, ...], cells: tuple[Cell, ...], **more: object) -> Grid:
    found = {role for cell in cells for role in cell.roles}
    grid = Grid(
        id="matrix",
        title=Text(en="A table", da="En tabel"),
        subtitle=(),
        description=tuple(cell.meaning for cell in cells),
        legend=tuple(Key("cell", role, plain(role)) for role in (*WAYS, *ANSWERS, "equivalent") if role in found),
        head=Text(en="Field", da="Felt"),
        answers=Text(en="Needs", da="Behov") if any(row.summary for row in rows) else None,
        rows=rows,
        columns=columns,
        cells=cells,
    )
    return replace(grid, **more)  # type: ignore[arg-type]


def read(grid: Grid, **options: object) -> ElementTree.Element:
    return ElementTree.fromstring(without_prefix(render(grid, "svg", Options(**options)).content))  # type: ignore[arg-type]


Box = tuple[float, float, float, float]
Turn = tuple[float, float, bool]
"""A shift, and whether what is shifted stands upright (turned by -90 degrees)."""


def boxes(part: ElementTree.Element, at: Turn = (0.0, 0.0, False)) -> Iterator[tuple[str, Box]]:
    """Every text and symbol with its box on the page."""
    across, down, upright = at
    moved = re.search(r"translate\((-?[\d.]+) (-?[\d.]+)\)", part.get("transform", ""))
    if moved:
        across, down = across + float(moved[1]), down + float(moved[2])
        upright = "rotate(-90)" in part.get("transform", "")
    if part.tag == f"{NS}text":
        size, long = float(part.get("font-size", "")), float(part.get("textLength", ""))
        x, y = float(part.get("x", "")), float(part.get("y", ""))
        x -= {"middle": long / 2, "end": long}.get(part.get("text-anchor", ""), 0.0)
        box = (x, y - 0.74 * size, x + long, y + 0.2 * size)
        if upright:
            box = (box[1], -box[2], box[3], -box[0])
        yield part.text or "", (box[0] + across, box[1] + down, box[2] + across, box[3] + down)
    if part.tag == f"{NS}circle":
        x, y, r = (float(part.get(name, "")) for name in ("cx", "cy", "r"))
        yield "a symbol", (x - r + across, y - r + down, x + r + across, y + r + down)
    for child in part:
        yield from boxes(child, (across, down, upright))


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("seed", range(40))
def test_no_text_lies_on_another_or_leaves_the_page(seed: int) -> None:
    page = ("none", "a4", "a4-landscape", "a3")[seed % 4]
    root = read(thrown(seed), language="da" if seed % 2 else "en", page=page)
    width, height = (float(side) for side in root.get("viewBox", "").split()[2:])
    left, top = (float(side) for side in root.get("viewBox", "").split()[:2])
    found = sorted(boxes(root), key=lambda each: each[1])
    for index, (name, box) in enumerate(found):
        assert box[0] >= left and box[1] >= top, name
        assert box[2] <= left + width and box[3] <= top + height, name
        for other, its in found[index + 1 :]:
            if its[0] >= box[2]:
                break
            if name == other == "a symbol":  # a dot stands in a ring
                continue
            assert not overlap(box, its), (name, other)


@pytest.mark.parametrize("seed", range(12))
def test_every_part_is_drawn_once_under_its_mark(seed: int) -> None:
    grid = thrown(seed)
    root = read(grid)
    drawn = [part for part in root.iter() if part.get("role") == "graphics-object"]
    assert sorted(part.get("id", "") for part in drawn) == sorted(part.mark for part in grid.parts)
    assert all(part.findtext(f"{NS}title") for part in drawn)
    said = {part.get("id"): part.findtext(f"{NS}title") for part in drawn}
    assert all(said[cell.mark] == cell.meaning.in_language("en") for cell in grid.cells)


def test_a_long_table_stands_in_panels_and_says_its_columns_in_each() -> None:
    """As many as let the type be largest; one block that goes on is named again."""
    rows = tuple(Row(f"r{index}", "b", plain(f"Felt {index}")) for index in range(120))
    columns = tuple(Column(f"c{index}", "", plain(f"Aktør {index}")) for index in range(8))
    cells = tuple(Cell(row.id, "c0", ("records",), plain("x"), plain("x")) for row in rows)
    root = read(grid_of(rows, columns, cells, blocks=(Block("b", plain("Alle")),)))
    texts = [part.text for part in root.iter(f"{NS}text")]
    assert texts.count("Aktør 3") == texts.count("Alle") >= 2
    assert texts.count("Felt 7") == 1


def test_a_wide_table_stands_in_strips() -> None:
    rows = tuple(Row(f"r{index}", "", plain(f"Kommune {index}")) for index in range(3))
    columns = tuple(Column(f"c{index}", "", plain(f"Felt {index}")) for index in range(90))
    cells = tuple(Cell("r0", column.id, ("met",), plain("x"), plain("x")) for column in columns)
    root = read(grid_of(rows, columns, cells))
    texts = [part.text for part in root.iter(f"{NS}text")]
    assert texts.count("Kommune 1") >= 2
    assert texts.count("Felt 50") == 1
    width, height = (float(side) for side in root.get("viewBox", "").split()[2:])
    assert width < 2 * height * 297 / 210


def test_a_table_of_nothing_is_a_page() -> None:
    assert read(grid_of((), (), ())).findtext(f"{NS}title") == "A table"


@pytest.mark.parametrize("theme", THEMES)
def test_every_symbol_has_a_shape_of_its_own(theme: str) -> None:
    """So that colour only repeats it."""
    look = THEMES[theme]
    roles = (*WAYS, *ANSWERS, "equivalent")
    drawn = {re.sub(r"#[0-9a-f]{6}", "", markup(symbol(role, 0, 0, look))) for role in roles}
    assert len(drawn) == len(roles)
    assert set(SLOTS) <= set(roles)


def test_a_bar_is_as_long_as_what_it_counts() -> None:
    drawn = bar((Slice("unmet", 3), Slice("open", 0), Slice("met", 1)), 10, 0, 100, THEMES["default"])
    assert [shape.width for shape in drawn if shape.paint.opacity is not None] == [75.0, 25.0]


def test_a_table_is_no_graph() -> None:
    with pytest.raises(NoSuchForm, match="matrix"):
        render(grid_of((), (), ()), "dot", Options())


def test_never_is_one_name_alone_left_out() -> None:
    """To say "+1" takes as much room as the name."""
    for count in range(1, 60):
        names = tuple(plain(f"Kommune {number:02}") for number in range(count))
        row = Row("r", "", plain("ens"), names)
        labels = Labelling(grid_of((row,), (), ()), "da").in_room(240.0)
        lines = labels.rows["r"][1].lines
        assert not lines[-1].endswith(" +1"), count


def test_between_upright_headings_and_before_the_first_symbol_there_is_air() -> None:
    columns = tuple(
        Column(f"c{number}", "", plain("Dansk Hjerterehabiliteringsdatabase (DHRD)")) for number in (1, 2)
    )
    row = Row("r", "", plain("Estimeret glomerulær filtrationsrate"))
    labels = Labelling(grid_of((row,), columns, ()), "da").in_room(240.0)
    assert labels.upright
    assert all(track.width >= labels.columns[track.id].height + 1 for track in labels.sizes.tracks)
    assert labels.sizes.stub >= labels.rows["r"][0].width + 8


def test_an_upright_heading_stands_above_the_numbers_of_its_column() -> None:
    """A column with one number is narrow enough for its heading to stand upright."""
    columns = (Column("c", "", plain("Almen praksis → Lungeambulatorium: Indlæggelse"), summary=(Slice("met", 3),)),)
    grid = grid_of((Row("r", "", plain("Medicin")),), columns, ())
    assert Labelling(grid, "da").in_room(240.0).upright
    found = dict(boxes(read(grid, language="da")))
    heading = [box for name, box in found.items() if name in "Almen praksis → Lungeambulatorium: Indlæggelse"]
    assert heading
    assert not any(overlap(found["3"], box) for box in heading)


def test_words_that_are_reused_are_those_of_the_width() -> None:
    """Also of rows with names, of long words, and where the width grows again."""
    rows = (
        Row("r1", "", plain("Estimeret glomerulær filtrationsrate (eGFR) ved udskrivelsen")),
        Row("r2", "", plain("Kommune"), tuple(plain(f"Kommune {number:02}") for number in range(12))),
        Row("r3", "", plain("Hjerterehabiliteringsdatabasesamarbejdet"), (plain("alle"),)),
    )
    grid = grid_of(rows, (), ())
    reused = Labelling(grid, "da")
    for room in (*ROOMS, 300.0, ROOMS[0]):
        assert reused.in_room(room).rows == Labelling(grid, "da").in_room(room).rows, room

"""The words of a table in one language, wrapped, and the size that its rows and columns need for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dataflow.base.grid import Cell, Column, Grid, Row
from dataflow.renderers.grids.symbols import BAR, SLOT, numbers_width, slot
from dataflow.renderers.layout.panels import RowLine, TableSizes, Track
from dataflow.renderers.primitives.text import Lines, Style, listed, wrapped

ROW = Style(11)
NAMES = Style(11)
BLOCK = Style(11, 600)
HEAD = Style(11)
SECTION = Style(11, 600)
NOTE = Style(11)

ROOMS = tuple(float(room) for room in range(440, 120, -8))
"""The widths that are tried for row headings; the one that lets the type be largest is taken."""
UPRIGHT_ROOM = 140.0
FLAT = 60.0
"""A column that is at least this wide has a horizontal heading."""
FLAT_ROOM = 104.0
STRETCH = 1.25
MOST_NAMES = 5
PAD = 3.0
NARROW = 1.0
"""The padding of a column that holds symbols only."""
STUB_AIR = 2.0
"""More space between the longest row heading and the first symbols."""
AIR = 1.5
"""Between columns' upright headings of several lines."""
LEAST_LINE = 13.4
SUMMARY = BAR + 22.0
ROW_BAR = 110.0


@dataclass(frozen=True, slots=True)
class TableLabels:
    """The words of a table; ``slots`` are the places of a cell that any symbol takes, ``notes`` by column."""

    language: str
    head: Lines
    answers: Lines
    rows: Mapping[str, tuple[Lines, Lines]]
    blocks: Mapping[str, Lines]
    columns: Mapping[str, Lines]
    sections: Mapping[str, str]
    upright: bool
    slots: tuple[int, ...]
    notes: Mapping[str, float]
    cells: Mapping[str, Sequence[Cell]]
    sizes: TableSizes

    @property
    def symbols(self) -> float:
        """The room of a cell's symbols."""
        return SLOT * len(self.slots)

    def section(self, name: str, width: float) -> Lines:
        """A section's heading over columns of that width."""
        return _section(self.sections, name, width, self.language)


class Labelling:
    """The words of a table in one language; what does not depend on the width of row headings is computed once."""

    def __init__(self, grid: Grid, language: str) -> None:
        self._grid = grid
        self._language = language
        self._slots = tuple(sorted({slot(role) for cell in grid.cells for role in cell.roles}))
        self._notes = {
            column.id: max((NOTE.width(cell.note.in_language(language)) + 3 for cell in of if cell.note), default=0.0)
            for column, of in _by_column(grid)
        }
        least = {
            column.id: 2 * (PAD if self._notes[column.id] or column.summary else NARROW)
            + max(SLOT * len(self._slots) + self._notes[column.id], numbers_width(column.summary))
            for column in grid.columns
        }
        self._upright = max(least.values(), default=0.0) < FLAT
        self._columns = {
            column.id: _heading(column, language, least[column.id], self._upright) for column in grid.columns
        }
        self._sections = {section.id: section.label.in_language(language) for section in grid.sections}
        self._by_row: dict[str, list[Cell]] = {}
        for cell in grid.cells:
            self._by_row.setdefault(cell.row, []).append(cell)
        answers = "" if grid.answers is None else grid.answers.in_language(language)
        self._answers = wrapped(answers, language, HEAD, ROW_BAR)
        self._tail = max((numbers_width(row.summary) for row in grid.rows if row.summary), default=0.0)
        self._summary = SUMMARY if any(column.summary for column in grid.columns) else 0.0
        self._tracks = _tracks(grid, least, self._columns, self._sections, self._upright)
        self._over = cache(self._sections_height)
        self._wrapped: dict[str, tuple[float, tuple[Lines, Lines]]] = {}

    def in_room(self, room: float) -> TableLabels:
        """The words, those of the rows wrapped to ``room``."""
        grid, language = self._grid, self._language
        rows = {row.id: self._row(row, room) for row in grid.rows}
        blocks = {
            block.id: wrapped(block.label.in_language(language), language, BLOCK, room + 40) for block in grid.blocks
        }
        head = wrapped(grid.head.in_language(language), language, HEAD, room)
        stub = PAD + max((lines.width for pair in rows.values() for lines in pair), default=0.0)
        stub = max([stub, head.width, *(block.width for block in blocks.values())]) + PAD + STUB_AIR

        def high(some: Sequence[Track]) -> float:
            return max(self._tallest(some), head.height) + self._over(tuple(some)) + self._summary + 2 * PAD

        tail = self._tail + ROW_BAR + 20 if self._tail else 0.0
        return TableLabels(
            language=language,
            head=head,
            answers=self._answers,
            rows=rows,
            blocks=blocks,
            columns=self._columns,
            sections=self._sections,
            upright=self._upright,
            slots=self._slots,
            notes=self._notes,
            cells=self._by_row,
            sizes=TableSizes(tuple(_lines(grid, rows, blocks)), self._tracks, stub, tail, high),
        )

    def _row(self, row: Row, room: float) -> tuple[Lines, Lines]:
        """The wrapped words of a row, reused where a narrower width changes no line break."""
        before, found = self._wrapped.get(row.id, (0.0, None))
        if found is None or not max(lines.width for lines in found) <= room <= before:
            found = _row(row, self._language, room)
            self._wrapped[row.id] = room, found
        return found

    def _tallest(self, tracks: Sequence[Track]) -> float:
        headings = (self._columns[track.id] for track in tracks)
        return max((each.width if self._upright else each.height for each in headings), default=0.0)

    def _sections_height(self, tracks: tuple[Track, ...]) -> float:
        headings = (_section(self._sections, name, wide, self._language) for name, wide in _widths(tracks))
        return max((each.height + 6 for each in headings), default=0.0) if self._sections else 0.0


def _section(sections: Mapping[str, str], name: str, width: float, language: str) -> Lines:
    return wrapped(sections.get(name, ""), language, SECTION, max(width - 6, 1))


def _by_column(grid: Grid) -> list[tuple[Column, list[Cell]]]:
    cells: dict[str, list[Cell]] = {}
    for cell in grid.cells:
        cells.setdefault(cell.column, []).append(cell)
    return [(column, cells.get(column.id, [])) for column in grid.columns]


def _row(row: Row, language: str, room: float) -> tuple[Lines, Lines]:
    names = [name.in_language(language) for name in row.names]
    shown = listed(names, language, NAMES, room, MOST_NAMES)
    if shown.lines and shown.lines[-1].endswith(" +1"):
        # To say that one more is left out takes nearly as much room as its name.
        shown = listed(names, language, NAMES, room, MOST_NAMES + 1)
    return wrapped(row.label.in_language(language), language, ROW, room, STRETCH), shown


def _heading(column: Column, language: str, least: float, upright: bool) -> Lines:
    label = column.label.in_language(language)
    return wrapped(label, language, HEAD, UPRIGHT_ROOM if upright else max(FLAT_ROOM, least - 2 * PAD), STRETCH)


def _tracks(
    grid: Grid, least: Mapping[str, float], columns: Mapping[str, Lines], sections: Mapping[str, str], upright: bool
) -> tuple[Track, ...]:
    """The columns, those of a section wide enough for the longest word of its heading."""
    widths = {
        id_: max(least[id_], (lines.height if upright else lines.width) + (AIR if upright else 2 * PAD))
        for id_, lines in columns.items()
    }
    more: dict[str, float] = {}
    for section, label in sections.items():
        of = [column.id for column in grid.columns if column.section == section]
        longest = max((SECTION.width(word) for word in label.split()), default=0.0) + 8
        lacking = longest - sum(widths[id_] for id_ in of)
        more |= dict.fromkeys(of, max(lacking, 0.0) / max(len(of), 1))
    return tuple(
        Track(column.id, widths[column.id] + more.get(column.id, 0.0), column.section) for column in grid.columns
    )


def _widths(tracks: Sequence[Track]) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    for track in tracks:
        if found and found[-1][0] == track.section:
            found[-1] = (track.section, found[-1][1] + track.width)
        else:
            found.append((track.section, track.width))
    return found


def _lines(grid: Grid, rows: Mapping[str, tuple[Lines, Lines]], blocks: Mapping[str, Lines]) -> list[RowLine]:
    found: list[RowLine] = []
    for block in (*(block.id for block in grid.blocks), *(("",) if "" not in blocks else ())):
        of = [row for row in grid.rows if row.block == block]
        if of and block in blocks:
            found.append(RowLine(block, blocks[block].height + 2.5, block, is_heading=True))
        found += [RowLine(row.id, _height(*rows[row.id]), block) for row in of]
    return found


def _height(label: Lines, names: Lines) -> float:
    return max(label.height + names.height + 0.4, LEAST_LINE) + (4 if names.lines else 0)

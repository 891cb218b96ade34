"""A table: rows in blocks, columns in sections, symbols where they meet; long ones in panels side by side."""

from collections.abc import Sequence

from dataflow.base.grid import Block, Cell, Column, Grid, Row
from dataflow.base.picture import Words as Said
from dataflow.renderers import PAGES, Options
from dataflow.renderers.diagrams.marks import text
from dataflow.renderers.grids.labels import NOTE, PAD, ROOMS, ROW_BAR, SUMMARY, Words, words_of
from dataflow.renderers.grids.symbols import BAR, SLOT, bar, numbers, slot, symbol
from dataflow.renderers.layout.panels import Panel, arrange, size, type_on
from dataflow.renderers.painters import Body, Drawer
from dataflow.renderers.primitives.text import wrapped
from dataflow.renderers.primitives.theme import Theme
from dataflow.renderers.primitives.xml import Value, element, words

UNPRESCRIBED = ("a4", "a4-landscape")
"""The papers that a picture of its own size should be readable on."""


def draw(grid: Grid, options: Options, theme: Theme) -> Body:
    """The table, laid out for the paper, or for either way to hold an A4 sheet."""
    names = (options.page,) if PAGES[options.page] is not None else UNPRESCRIBED
    papers = [paper for name in names if (paper := PAGES[name]) is not None]
    ways = [
        (told, arrange(told.sizes, papers)) for told in (words_of(grid, options.language, room) for room in ROOMS)
    ]
    told, panels = max(ways, key=lambda way: type_on(way[1], papers))
    sheet = _Sheet(grid, told, panels, theme)
    return Body(*size(panels), "".join(f"\n{part}" for part in sheet.parts()))


class _Sheet:
    """A table about to be drawn; what is repeated in several panels is one part of the drawing."""

    def __init__(self, grid: Grid, told: Words, panels: Sequence[Panel], theme: Theme) -> None:
        self.grid = grid
        self.told = told
        self.panels = panels
        self.theme = theme

    def parts(self) -> list[str]:
        """From the ground up: shades and rules, headings, cells."""
        grid = self.grid
        drawn = [self._ground(panel) for panel in self.panels]
        drawn += [self._section(section) for section in grid.sections]
        drawn += [self._column(column) for column in grid.columns]
        drawn += [self._block(block) for block in grid.blocks]
        cells = {(cell.row, cell.column): cell for cell in grid.cells}
        for row in grid.rows:
            drawn.append(self._row(row))
            drawn += [self._cell(cells[row.id, column.id]) for column in grid.columns if (row.id, column.id) in cells]
        return drawn

    def _ground(self, panel: Panel) -> str:
        box, theme, parts = panel.box, self.theme, []
        top = box.top + self._over(panel)
        for index, (track, left) in enumerate(panel.tracks):
            if theme.panel == theme.paper:  # no shade to follow a column by
                parts.append(self._rule(left, top, left, box.bottom, 0.5))
            elif index % 2 == 0:
                place = {"x": left, "y": top, "width": track.width, "height": box.bottom - top}
                parts.append(element("rect", {**place, "fill": theme.panel}))
        for line, down in panel.lines:
            parts.append(self._rule(box.left, down, box.right, down, 1.0 if line.is_heading else 0.5))
        parts.append(self._rule(box.left, box.bottom, box.right, box.bottom, 1.0))
        for name, left, _ in panel.sections[1:]:
            if name in self.told.sections:
                parts.append(self._rule(left, box.top, left, box.bottom, 1.0))
        head = self.told.head
        parts.append(text(head, box.left + PAD, box.top + panel.head - PAD - head.height, theme.quiet))
        if self.told.answers.lines:
            left = box.right - self.told.sizes.tail + 8
            answers = self.told.answers
            parts.append(text(answers, left, box.top + panel.head - PAD - answers.height, theme.quiet))
        return element("g", {"class": "ground"}, *parts)

    def _rule(self, x1: float, y1: float, x2: float, y2: float, width: float) -> str:
        ends: dict[str, Value | None] = {"x1": x1, "x2": x2, "y1": y1, "y2": y2}
        return element("line", {**ends, "stroke": self.theme.rule, "stroke-width": width})

    def _over(self, panel: Panel) -> float:
        """How high the headings of sections are."""
        if not self.told.sections:
            return 0.0
        return max((self.told.section(name, wide).height for name, _, wide in panel.sections), default=0.0) + 6

    def _part(self, mark: str, kinds: str, title: Said, *parts: str) -> str:
        said = element("title", {}, words(title.in_language(self.told.language)))
        return element("g", {"id": mark, "class": kinds, "role": "graphics-object"}, said, *parts)

    def _section(self, section: Block) -> str:
        parts = []
        for panel in self.panels:
            for name, left, wide in panel.sections:
                if name == section.id:
                    parts.append(text(self.told.section(name, wide), left + 3, panel.box.top + 1, self.theme.ink))
        return self._part(f"section-{section.id}", "section", section.label, *parts)

    def _column(self, column: Column) -> str:
        lines, theme, parts = self.told.columns[column.id], self.theme, []
        summary = SUMMARY if any(each.summary for each in self.grid.columns) else 0.0
        for panel in self.panels:
            bottom = panel.box.top + panel.head - PAD
            for track, left in panel.tracks:
                if track.id != column.id:
                    continue
                if self.told.upright:
                    turned = f"translate({left + (track.width - lines.height) / 2:.2f} {bottom:.2f}) rotate(-90)"
                    parts.append(element("g", {"transform": turned}, text(lines, 0, 0, theme.ink)))
                else:
                    parts.append(text(lines, left + PAD, bottom - summary - lines.height, theme.ink))
                if column.summary:
                    top = bottom - summary + 5
                    parts.append(bar(column.summary, left + PAD, top, track.width - 2 * PAD, theme))
                    parts.append(numbers(column.summary, left + PAD, top + BAR + 10, theme))
        return self._part(column.mark, "column", column.label, *parts)

    def _block(self, block: Block) -> str:
        lines, parts = self.told.blocks[block.id], []
        for panel in self.panels:
            for line, down in panel.lines:
                if line.is_heading and line.id == block.id:
                    parts.append(text(lines, panel.box.left + PAD, down + 1.5, self.theme.ink))
        return self._part(f"block-{block.id}", "block", block.label, *parts)

    def _row(self, row: Row) -> str:
        (label, names), theme, parts = self.told.rows[row.id], self.theme, []
        for panel, down, height in self._places(row.id):
            left = panel.box.left + PAD
            top = down + (height - label.height - names.height) / 2
            parts.append(text(label, left, top, theme.ink))
            parts.append(text(names, left, top + label.height, theme.quiet))
            if row.summary:
                start = panel.box.right - self.told.sizes.tail + 8
                parts.append(bar(row.summary, start, down + (height - BAR) / 2, ROW_BAR, theme))
                parts.append(numbers(row.summary, start + ROW_BAR + 6, down + height / 2, theme))
        return self._part(row.mark, "row", row.label, *parts)

    def _places(self, row: str) -> list[tuple[Panel, float, float]]:
        return [
            (panel, down, line.height)
            for panel in self.panels
            for line, down in panel.lines
            if line.id == row and not line.is_heading
        ]

    def _cell(self, cell: Cell) -> str:
        told, theme, parts = self.told, self.theme, []
        for panel, down, height in self._places(cell.row):
            for track, left in panel.tracks:
                if track.id != cell.column:
                    continue
                middle = down + height / 2
                at = left + (PAD if told.notes[track.id] else (track.width - told.symbols) / 2)
                # A note follows its symbols; without any, those of a column stand below one another.
                slots = sorted({slot(role) for role in cell.roles}) if told.notes[track.id] else told.slots
                for role in cell.roles:
                    parts.append(symbol(role, at + SLOT * (slots.index(slot(role)) + 0.5), middle, theme))
                if cell.note is not None:
                    note = wrapped(cell.note.in_language(told.language), NOTE, 10_000)
                    parts.append(text(note, at + SLOT * len(slots) + 3, middle - note.height / 2, theme.ink))
        return self._part(cell.mark, " ".join(("cell", *cell.roles)), cell.meaning, *parts)


BODY = Drawer(Grid, draw)

"""A table: rows in blocks, columns in sections, symbols where they meet; long ones in panels side by side."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from dataflow.base.grid import Block, Cell, Column, Grid, Row
from dataflow.base.picture import Words
from dataflow.renderers import PAGES, Options
from dataflow.renderers.grids.labels import NOTE, PAD, ROOMS, ROW_BAR, SUMMARY, Labelling, TableLabels
from dataflow.renderers.grids.symbols import BAR, SLOT, bar, numbers, slot, symbol
from dataflow.renderers.layout.panels import Panel, arrange, size, type_on
from dataflow.renderers.painters import Body
from dataflow.renderers.primitives.paper import MARGIN, OWN_MARGIN, PIXELS, sheet_of
from dataflow.renderers.primitives.shapes import Group, Line, Paint, Rect, Shape, Transform, text
from dataflow.renderers.primitives.text import one_line
from dataflow.renderers.primitives.theme import Theme

UNPRESCRIBED = ("a4", "a4-landscape")
"""The papers that a picture of its own size should be readable on."""

_WIDER = 2 * (MARGIN - OWN_MARGIN / PIXELS)
"""How much more room a printer's margins take than those of a drawing, in millimetres."""


def paint(grid: Grid, options: Options, theme: Theme) -> Body:
    """The table, laid out for the paper, or for either way to hold an A4 sheet."""
    sheet = sheet_of(options)
    if sheet is not None and options.area is not None:  # an area has the margin of the drawing, not that of a printer
        sheet = (sheet[0] - _WIDER, sheet[1] - _WIDER)
    papers = [sheet] if sheet else [paper for name in UNPRESCRIBED if (paper := PAGES[name]) is not None]
    labelling = Labelling(grid, options.language)
    # Several widths often give the same line breaks; equal sizes are arranged once.
    candidates: dict[tuple[object, ...], TableLabels] = {}
    for labels in map(labelling.in_room, ROOMS):
        candidates.setdefault((labels.sizes.stub, labels.sizes.lines, labels.head.height), labels)
    arranged = [(labels, arrange(labels.sizes, papers)) for labels in candidates.values()]
    labels, panels = max(arranged, key=lambda each: type_on(each[1], papers))
    return Body(*size(panels), _Table(grid, labels, panels, theme).shapes())


class _Table:
    """The shapes of a table; what is repeated in several panels is one object."""

    def __init__(self, grid: Grid, labels: TableLabels, panels: Sequence[Panel], theme: Theme) -> None:
        self.grid = grid
        self.labels = labels
        self.panels = panels
        self.theme = theme

    def shapes(self) -> tuple[Shape, ...]:
        """From the ground up: shades and rules, headings, cells."""
        grid = self.grid
        shapes = [self._ground(panel) for panel in self.panels]
        shapes += [self._section(section) for section in grid.sections]
        shapes += [self._column(column) for column in grid.columns]
        shapes += [self._block(block) for block in grid.blocks]
        cells = {(cell.row, cell.column): cell for cell in grid.cells}
        for row in grid.rows:
            shapes.append(self._row(row))
            shapes += [self._cell(cells[row.id, each.id]) for each in grid.columns if (row.id, each.id) in cells]
        return tuple(shapes)

    def _ground(self, panel: Panel) -> Group:
        box, theme, shapes = panel.box, self.theme, list[Shape]()
        top = box.top + self._over(panel)
        for index, (track, left) in enumerate(panel.tracks):
            if theme.panel == theme.paper:  # no shade to follow a column by
                shapes.append(self._rule(left, top, left, box.bottom, 0.5))
            elif index % 2 == 0:
                shapes.append(Rect(left, top, track.width, box.bottom - top, Paint(theme.panel)))
        for line, down in panel.lines:
            shapes.append(self._rule(box.left, down, box.right, down, 1.0 if line.is_heading else 0.5))
        shapes.append(self._rule(box.left, box.bottom, box.right, box.bottom, 1.0))
        for name, left, _ in panel.sections[1:]:
            if name in self.labels.sections:
                shapes.append(self._rule(left, box.top, left, box.bottom, 1.0))
        head, answers, bottom = self.labels.head, self.labels.answers, box.top + panel.head - PAD
        shapes += text(head, box.left + PAD, bottom - head.height, theme.quiet)
        if answers.lines:
            left = box.right - self.labels.sizes.tail + 8
            shapes += text(answers, left, bottom - answers.height, theme.quiet)
        return Group(tuple(shapes), "ground")

    def _rule(self, x1: float, y1: float, x2: float, y2: float, width: float) -> Line:
        return Line((x1, y1), (x2, y2), Paint(stroke=self.theme.rule, width=width))

    def _over(self, panel: Panel) -> float:
        if not self.labels.sections:
            return 0.0
        return max((self.labels.section(name, wide).height for name, _, wide in panel.sections), default=0.0) + 6

    def _object(self, mark: str, kind: str, title: Words, shapes: Sequence[Shape]) -> Group:
        return Group(tuple(shapes), kind, mark, title.in_language(self.labels.language))

    def _section(self, section: Block) -> Group:
        shapes: list[Shape] = []
        for panel in self.panels:
            for name, left, wide in panel.sections:
                if name == section.id:
                    shapes += text(self.labels.section(name, wide), left + 3, panel.box.top + 1, self.theme.ink)
        return self._object(f"section-{section.id}", "section", section.label, shapes)

    def _column(self, column: Column) -> Group:
        lines, theme, shapes = self.labels.columns[column.id], self.theme, list[Shape]()
        summary = SUMMARY if any(each.summary for each in self.grid.columns) else 0.0
        for panel in self.panels:
            bottom = panel.box.top + panel.head - PAD
            for track, left in panel.tracks:
                if track.id != column.id:
                    continue
                if self.labels.upright:
                    place = Transform(left + (track.width - lines.height) / 2, bottom - summary, upright=True)
                    shapes.append(Group(text(lines, 0, 0, theme.ink), transform=place))
                else:
                    shapes += text(lines, left + PAD, bottom - summary - lines.height, theme.ink)
                if column.summary:
                    top = bottom - summary + 5
                    shapes += bar(column.summary, left + PAD, top, track.width - 2 * PAD, theme)
                    shapes += numbers(column.summary, left + PAD, top + BAR + 10, theme)
        return self._object(column.mark, "column", column.label, shapes)

    def _block(self, block: Block) -> Group:
        lines, shapes = self.labels.blocks[block.id], list[Shape]()
        for panel in self.panels:
            for line, down in panel.lines:
                if line.is_heading and line.id == block.id:
                    shapes += text(lines, panel.box.left + PAD, down + 1.5, self.theme.ink)
        return self._object(f"block-{block.id}", "block", block.label, shapes)

    def _row(self, row: Row) -> Group:
        (label, names), theme, shapes = self.labels.rows[row.id], self.theme, list[Shape]()
        for panel, down, height in self._lines[row.id]:
            left = panel.box.left + PAD
            top = down + (height - label.height - names.height) / 2
            shapes += text(label, left, top, theme.ink)
            shapes += text(names, left, top + label.height, theme.quiet)
            if row.summary:
                start = panel.box.right - self.labels.sizes.tail + 8
                shapes += bar(row.summary, start, down + (height - BAR) / 2, ROW_BAR, theme)
                shapes += numbers(row.summary, start + ROW_BAR + 6, down + height / 2, theme)
        return self._object(row.mark, "row", row.label, shapes)

    @cached_property
    def _lines(self) -> Mapping[str, Sequence[tuple[Panel, float, float]]]:
        """By row: the panels it is in, with its upper edge and height there."""
        found: dict[str, list[tuple[Panel, float, float]]] = {}
        for panel in self.panels:
            for line, down in panel.lines:
                if not line.is_heading:
                    found.setdefault(line.id, []).append((panel, down, line.height))
        return found

    def _cell(self, cell: Cell) -> Group:
        labels, theme, shapes = self.labels, self.theme, list[Shape]()
        for panel, down, height in self._lines[cell.row]:
            for track, left in panel.tracks:
                if track.id != cell.column:
                    continue
                middle = down + height / 2
                at = left + (PAD if labels.notes[track.id] else (track.width - labels.symbols) / 2)
                # A note follows its symbols; without any, those of a column stand below one another.
                slots = sorted({slot(role) for role in cell.roles}) if labels.notes[track.id] else labels.slots
                for role in cell.roles:
                    shapes += symbol(role, at + SLOT * (slots.index(slot(role)) + 0.5), middle, theme)
                if cell.note is not None:
                    note = one_line(cell.note.in_language(labels.language), NOTE)
                    shapes += text(note, at + SLOT * len(slots) + 3, middle - note.height / 2, theme.ink)
        return self._object(cell.mark, " ".join(("cell", *cell.roles)), cell.meaning, shapes)


PAINT = paint

"""CSV: a table's cells in words, for a spreadsheet; one header.

Rows and columns of totals count the cells of each kind.
"""

from collections.abc import Iterable, Sequence

from dataflow.base.csv_dialect import csv_text, dialect_for
from dataflow.base.escaping import escaped_cell, escaped_text
from dataflow.base.grid import Column, Grid, Row, Slice
from dataflow.base.picture import Words
from dataflow.base.text import Text
from dataflow.renderers import Options, Rendered, Renderer
from dataflow.renderers.primitives.text import safe

GROUP = Text(en="Group", da="Gruppe")
ID = Text(en="Id", da="Id")
TOTAL = Text(en="Total", da="I alt")
MEMBERS = Text(en="Members", da="Medlemmer")


def render(grid: Grid, options: Options) -> Rendered:
    """The table; a cell that would be a formula begins with a ``'``."""
    rows = ([escaped_cell(safe(cell)) for cell in line] for line in _lines(grid, options.language))
    return Rendered(escaped_text(csv_text(rows, dialect_for(options.dialect, options.language))).encode())


def _lines(grid: Grid, language: str) -> Iterable[Sequence[str]]:
    def said(words: Words) -> str:
        return words.in_language(language)

    blocks = {block.id: said(block.label) for block in grid.blocks}
    sections = {section.id: said(section.label) for section in grid.sections}
    kinds = {key.value: said(key.label) for key in grid.legend if key.subject == "cell"}
    in_rows, in_columns = _counted(grid.rows), _counted(grid.columns)
    named = any(row.names for row in grid.rows)
    cells = {(cell.row, cell.column): said(cell.what) for cell in grid.cells}

    def line(group: str, name: str, id_: str, members: str, others: Iterable[str]) -> list[str]:
        return [*([group] if blocks else []), name, id_, *([members] if named else []), *others]

    heads = [", ".join(filter(None, (sections.get(each.section), said(each.label)))) for each in grid.columns]
    yield line(
        said(GROUP), said(grid.head), said(ID), said(MEMBERS), [*heads, *(kinds.get(role, role) for role in in_rows)]
    )
    for row in grid.rows:
        found = [cells.get((row.id, column.id), "") for column in grid.columns]
        members = ", ".join(said(name) for name in row.names)
        yield line(
            blocks.get(row.block, ""), said(row.label), row.id, members, [*found, *_numbers(row.summary, in_rows)]
        )
    for role in in_columns:
        found = [number for column in grid.columns for number in _numbers(column.summary, (role,))]
        # What stands below the fields is none of them.
        kind = kinds.get(role, role)
        yield line(
            said(TOTAL), kind if blocks else f"{said(TOTAL)}: {kind}", "", "", [*found, *("" for _ in in_rows)]
        )


def _counted(parts: Sequence[Row] | Sequence[Column]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.role for part in parts for each in part.summary if each.count))


def _numbers(summary: Sequence[Slice], roles: Iterable[str]) -> list[str]:
    counts = {each.role: each.count for each in summary}
    return [str(counts.get(role, 0)) if summary else "" for role in roles]


RENDERER = Renderer(render, kinds=(Grid,))

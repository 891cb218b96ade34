"""Figures as tables in a terminal."""

from collections.abc import Sequence
from itertools import zip_longest
from textwrap import wrap

from dataflow.base.visible import visible
from dataflow.reports import FigureSheet, Report, ReportOptions
from dataflow.reports._stats_tables import Table, tables_of

_WIDTH = 100


def write(sheets: Sequence[FigureSheet], options: ReportOptions) -> str:
    """The tables of all maps; each map under its title."""
    return "\n".join(_sheet(sheet, options) for sheet in sheets)


def _sheet(sheet: FigureSheet, options: ReportOptions) -> str:
    title = visible(sheet.data_map.title.in_language(options.language))
    blocks = [options.bold(title) + "\n" + "=" * len(title)]
    blocks += [_table(table, options) for table in tables_of(sheet, options.language)]
    return "\n\n".join(blocks) + "\n"


def _table(table: Table, options: ReportOptions) -> str:
    lines = [options.bold(table.title)]
    rows = [table.head, *table.rows] if table.rows else []
    widths = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
    # Columns of numbers are aligned to the right, others to the left.
    numbers = [all(not cell[:1].isalpha() for cell in column) for column in zip(*table.rows, strict=True)]
    for row in rows:
        cells = [
            f"{cell:>{width}}" if number else f"{cell:<{width}}"
            for cell, width, number in zip(row, widths, numbers, strict=True)
        ]
        lines.append("  " + "  ".join(cells).rstrip())
    lines += ["  " + line for line in wrap(table.note, _WIDTH)]
    return "\n".join(lines)


REPORT = Report(write)

"""Figures for a person to read in a terminal: a table for each way to look at the map."""

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
    blocks = [_bold(title, options) + "\n" + "=" * len(title)]
    blocks += [_table(table, options) for table in tables_of(sheet, options.language)]
    return "\n\n".join(blocks) + "\n"


def _table(table: Table, options: ReportOptions) -> str:
    lines = [_bold(table.title, options)]
    rows = [table.head, *table.rows] if table.rows else []
    widths = [max(map(len, column)) for column in zip_longest(*rows, fillvalue="")]
    # Names to the left, numbers to the right; words in the columns after that stay to the left.
    numbers = [all(not cell[:1].isalpha() for cell in column) for column in zip(*table.rows, strict=True)]
    for row in rows:
        cells = [
            f"{cell:>{width}}" if number else f"{cell:<{width}}"
            for cell, width, number in zip(row, widths, numbers, strict=True)
        ]
        lines.append("  " + "  ".join(cells).rstrip())
    lines += ["  " + line for line in wrap(table.note, _WIDTH)]
    return "\n".join(lines)


def _bold(text: str, options: ReportOptions) -> str:
    return f"\x1b[1m{text}\x1b[0m" if options.color else text


REPORT = Report(write)

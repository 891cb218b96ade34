"""Figures as Markdown tables."""

from collections.abc import Sequence

from dataflow.reports import FigureSheet, Report, ReportOptions
from dataflow.reports._markdown import plain
from dataflow.reports._stats_tables import Table, tables_of


def write(sheets: Sequence[FigureSheet], options: ReportOptions) -> str:
    """A section for each map, with its tables."""
    return "\n".join(_sheet(sheet, options) for sheet in sheets)


def _sheet(sheet: FigureSheet, options: ReportOptions) -> str:
    title = f"# {plain(sheet.data_map.title.in_language(options.language))}"
    return "\n\n".join([title, *(_table(table) for table in tables_of(sheet, options.language))]) + "\n"


def _table(table: Table) -> str:
    parts = [f"## {plain(table.title)}"]
    if table.rows:
        lines = [table.head, ("---", *("---:" for _ in table.head[1:])), *table.rows]
        parts.append("\n".join("| " + " | ".join(map(_cell, cells)) + " |" for cells in lines))
    if table.note:
        parts.append(plain(table.note))
    return "\n\n".join(parts)


def _cell(text: str) -> str:
    return text if set(text) <= set("-:") else plain(text)


REPORT = Report(write)

"""Figures as CSV: one figure a row."""

from collections.abc import Iterable, Sequence

from dataflow.reports import FigureSheet, Report, ReportOptions
from dataflow.reports._csv import csv_of
from dataflow.reports._stats_tables import name_of_row, words_of
from dataflow.reports.stats_json import row_of

_ABOUT = ("actor", "phase", "purpose", "group", "channel", "component", "field")
_COUNTS = ("part", "whole", "partly", "part_min", "part_max", "whole_min", "whole_max")
_COLUMNS = ("map", "scenario", "level", "table", *_ABOUT, "label", "measure", *_COUNTS)


def write(sheets: Sequence[FigureSheet], options: ReportOptions) -> str:
    """The table as text; minima and maxima are over the runs without and with the unknown statements."""
    return csv_of(_COLUMNS, (row for sheet in sheets for row in _rows(sheet, options.language)), options)


def _rows(sheet: FigureSheet, language: str) -> Iterable[Sequence[object]]:
    for figure in sheet.figures.figures:
        about, known, everything = row_of(figure), figure.known, figure.all
        parts, wholes = (known.part, everything.part), (known.whole, everything.whole)
        yield (
            sheet.data_map.id,
            sheet.data_map.scenario,
            sheet.level,
            words_of(figure.table, language),
            *(about.get(key) for key in _ABOUT),
            name_of_row(sheet, figure.table, figure.row, language),
            words_of(figure.measure, language),
            *(known.part, known.whole, known.partly, min(parts), max(parts), min(wholes), max(wholes)),
        )


REPORT = Report(write)

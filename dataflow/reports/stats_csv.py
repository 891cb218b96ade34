"""Figures as CSV: one figure a row; commas, UTF-8, one header.

Every cell is an id of the language or a number, so no spreadsheet reads one as a formula.
"""

import csv
import io
from collections.abc import Sequence

from dataflow.reports import FigureSheet, Report, ReportOptions
from dataflow.reports.stats_json import row_of

_ABOUT = ("actor", "phase", "purpose", "group", "channel", "component", "field")
_COUNTS = ("part", "whole", "partly", "part_min", "part_max", "whole_min", "whole_max")


def write(sheets: Sequence[FigureSheet], options: ReportOptions) -> str:
    """The table as text; minima and maxima are over the runs without and with the unknown statements."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("map", "scenario", "level", "table", *_ABOUT, "measure", *_COUNTS))
    for sheet in sheets:
        start = (sheet.data_map.id, sheet.data_map.scenario or "", sheet.level)
        for figure in sheet.figures.figures:
            about, known, everything = row_of(figure), figure.known, figure.all
            parts, wholes = (known.part, everything.part), (known.whole, everything.whole)
            counts = (known.part, known.whole, known.partly, min(parts), max(parts), min(wholes), max(wholes))
            writer.writerow(
                (*start, figure.table, *(about.get(key) or "" for key in _ABOUT), figure.measure, *counts)
            )
    return text.getvalue()


REPORT = Report(write)

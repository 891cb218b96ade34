"""The list of rules as CSV: one header."""

from collections.abc import Sequence

from dataflow.base.csv_dialect import csv_text
from dataflow.base.escaping import escaped_cell
from dataflow.base.rule import RuleDescription
from dataflow.reports import Report, ReportOptions
from dataflow.reports._rules_words import COLUMNS, cells


def write(rules: Sequence[RuleDescription], options: ReportOptions) -> str:
    """A row for each rule."""
    head = [column.in_language(options.language) for column in COLUMNS]
    rows = ([escaped_cell(cell) for cell in cells(rule, options.language)] for rule in rules)
    return csv_text([head, *rows], options.csv)


REPORT = Report(write)

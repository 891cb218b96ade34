"""The list of rules as CSV: commas, UTF-8, one header."""

import csv
import io
from collections.abc import Sequence

from dataflow.base.escaping import escaped_cell
from dataflow.base.rule import RuleDescription
from dataflow.reports import Report, ReportOptions
from dataflow.reports._rules_words import COLUMNS, cells


def write(rules: Sequence[RuleDescription], options: ReportOptions) -> str:
    """A row for each rule."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.in_language(options.language) for column in COLUMNS])
    writer.writerows([escaped_cell(cell) for cell in cells(rule, options.language)] for rule in rules)
    return text.getvalue()


REPORT = Report(write)

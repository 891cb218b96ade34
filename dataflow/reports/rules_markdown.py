"""The list of rules as a Markdown table."""

from collections.abc import Sequence

from dataflow.base.rule import RuleDescription
from dataflow.reports import Report, ReportOptions
from dataflow.reports._markdown import table
from dataflow.reports._rules_words import COLUMNS, cells


def write(rules: Sequence[RuleDescription], options: ReportOptions) -> str:
    """A row for each rule."""
    heading = [column.in_language(options.language) for column in COLUMNS]
    return table(heading, (cells(rule, options.language) for rule in rules)) + "\n"


REPORT = Report(write)

"""A difference to read in a terminal."""

from dataflow.reports import Comparison, Report, ReportOptions
from dataflow.reports._diff_page import page_of
from dataflow.reports._pages import as_text


def write(comparison: Comparison, options: ReportOptions) -> str:
    """The verdict, then what differs."""
    return as_text(page_of(comparison, options.language), options)


REPORT = Report(write)

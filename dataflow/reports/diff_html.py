"""A difference as a file of HTML."""

from dataflow.reports import Comparison, Report, ReportOptions
from dataflow.reports._diff_page import page_of
from dataflow.reports._pages import as_html


def write(comparison: Comparison, options: ReportOptions) -> str:
    """The verdict, then what differs."""
    return as_html(page_of(comparison, options.language), options.language)


REPORT = Report(write)

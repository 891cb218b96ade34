"""A difference as Markdown, fit for a comment on a pull request."""

from dataflow.reports import Comparison, Report, ReportOptions
from dataflow.reports._diff_page import page_of
from dataflow.reports._pages import as_markdown


def write(comparison: Comparison, options: ReportOptions) -> str:
    """The verdict, then what differs."""
    return as_markdown(page_of(comparison, options.language))


REPORT = Report(write)

"""Plans as Markdown."""

from dataflow.reports import Planning, Report, ReportOptions
from dataflow.reports._pages import as_markdown
from dataflow.reports._plan_page import page_of


def write(planning: Planning, options: ReportOptions) -> str:
    """The best plan, its alternatives, and what no plan reaches."""
    return as_markdown(page_of(planning, options.language))


REPORT = Report(write)

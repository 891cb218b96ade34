"""Impacts as Markdown."""

from dataflow.reports import Fragility, Report, ReportOptions
from dataflow.reports._impact_page import page_of
from dataflow.reports._pages import as_markdown


def write(fragility: Fragility, options: ReportOptions) -> str:
    """The ranking, or what would be lost without the things that were named."""
    return as_markdown(page_of(fragility, options.language))


REPORT = Report(write)

"""Impacts to read in a terminal."""

from dataflow.reports import Fragility, Report, ReportOptions
from dataflow.reports._impact_page import page_of
from dataflow.reports._pages import as_text


def write(fragility: Fragility, options: ReportOptions) -> str:
    """The ranking, or what would be lost without the things that were named."""
    return as_text(page_of(fragility, options.language), options)


REPORT = Report(write)

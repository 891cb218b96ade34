"""A trace as text in sentences."""

from dataflow.analysis.lineage.explanation import Explanation
from dataflow.analysis.lineage.timeline import Timeline
from dataflow.reports import Report, ReportOptions
from dataflow.reports._trace_timeline import timeline_text
from dataflow.reports._trace_why import explanation_text


def write(trace: Timeline | Explanation, options: ReportOptions) -> str:
    """The timeline of a field by phase, or why an actor has it or not."""
    lines = timeline_text(trace, options) if isinstance(trace, Timeline) else explanation_text(trace, options)
    return "\n".join(lines) + "\n"


REPORT = Report(write)

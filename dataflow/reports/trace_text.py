"""A trace as text that a person can read aloud."""

from dataflow.analysis.lineage.explanation import Explanation
from dataflow.analysis.lineage.timeline import Timeline
from dataflow.reports import Report, ReportOptions
from dataflow.reports._trace_life import life_text
from dataflow.reports._trace_why import explanation_text


def write(trace: Timeline | Explanation, options: ReportOptions) -> str:
    """The life of a field phase by phase, or why an actor has it or has not."""
    lines = life_text(trace, options) if isinstance(trace, Timeline) else explanation_text(trace, options)
    return "\n".join(lines) + "\n"


REPORT = Report(write)

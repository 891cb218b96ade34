"""Remarks on a finding, as phrases: its severity, how sure it is, and whether planned statements would fix it."""

from collections.abc import Mapping

from dataflow.base.finding import Confidence, Severity
from dataflow.base.text import Text

SEVERITIES: Mapping[Severity, Text] = {
    Severity.ERROR: Text(en="error", da="fejl"),
    Severity.WARNING: Text(en="warning", da="advarsel"),
    Severity.INFO: Text(en="info", da="oplysning"),
}
CONFIDENCE: Mapping[Confidence, Text] = {
    Confidence.MEDIUM: Text(en="medium confidence", da="middel sikkerhed"),
    Confidence.LOW: Text(en="low confidence", da="lav sikkerhed"),
}
"""High confidence is not remarked on."""
PLANNED_FIXES = Text(en="planned statements would fix it", da="det planlagte ville afhjælpe det")

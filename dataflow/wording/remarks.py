"""Remarks on a finding, as phrases: its severity, how sure it is, and whether planned statements would fix it."""

from collections.abc import Mapping

from dataflow.base.finding import Acceptance, Confidence, Severity
from dataflow.base.text import Text
from dataflow.base.visible import visible
from dataflow.wording.dates import in_words

SEVERITIES: Mapping[Severity, Text] = {
    Severity.ERROR: Text(en="error", da="fejl"),
    Severity.WARNING: Text(en="warning", da="advarsel"),
    Severity.INFO: Text(en="info", da="oplysning"),
}
CONFIDENCE: Mapping[Confidence, Text] = {
    Confidence.MEDIUM: Text(en="medium confidence", da="middel tillid"),
    Confidence.LOW: Text(en="low confidence", da="lav tillid"),
}
"""High confidence is not remarked on."""
PLANNED_FIXES = Text(en="planned statements would fix it", da="det planlagte ville afhjælpe det")
_ACCEPTED = Text(en="accepted{by}{until}: {reason}", da="accepteret{by}{until}: {reason}")
_BY = Text(en=" by {by}", da=" af {by}")
_UNTIL = Text(en=" until {date}", da=" indtil {date}")


def accepted(acceptance: Acceptance) -> Text:
    """That a finding is accepted, by whom, until when, and why."""

    def said(language: str) -> str:
        by, until = acceptance.by, acceptance.until
        return _ACCEPTED.in_language(language).format(
            by=_BY.in_language(language).format(by=visible(by)) if by else "",
            until=_UNTIL.in_language(language).format(date=in_words(until).in_language(language)) if until else "",
            reason=visible(acceptance.reason.in_language(language)),
        )

    return Text(en=said("en"), da=said("da"))

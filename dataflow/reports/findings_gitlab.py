"""Findings for GitLab's Code Quality: a list, empty where there is nothing; waived findings are left out."""

from collections.abc import Sequence

from dataflow.base.escaping import escaped_json, one_line
from dataflow.base.finding import Severity
from dataflow.reports import Findings, Report, ReportOptions
from dataflow.reports._identity import identified
from dataflow.reports._words import advice_with_remarks

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write(batches: Sequence[Findings], options: ReportOptions) -> str:
    """The list as JSON; fingerprints are unique, as GitLab shows only one finding for each."""
    return escaped_json(
        [
            {
                "description": advice_with_remarks(batch, finding, options.language),
                "check_name": f"{finding.code} {batch.rules[finding.code].name}",
                "fingerprint": name,
                "severity": _SEVERITIES[finding.severity],
                "location": {
                    "path": one_line(batch.path(finding.place.file)),
                    "lines": {"begin": finding.place.line},
                },
            }
            for batch, finding, name in identified(batches)
            if not finding.waived
        ]
    )


REPORT = Report(write)

"""Findings as annotations of GitHub: workflow commands, most severe first, as GitHub shows only about ten."""

from collections.abc import Sequence

from dataflow.base.escaping import escaped_text, one_line
from dataflow.base.finding import Finding, Severity
from dataflow.reports import Findings, Report, ReportOptions
from dataflow.reports._words import advice, remarks, summary

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def write(batches: Sequence[Findings], options: ReportOptions) -> str:
    """A command for each finding that is not waived, then the summary lines; known findings are notices."""
    found = [(batch, finding) for batch in batches for finding in batch.findings if not finding.waived]
    by_severity = sorted(found, key=lambda each: (each[0].knows(each[1]), each[1].severity.rank))
    lines = [_command(batch, finding, options.language) for batch, finding in by_severity]
    lines += [
        escaped_text(f"dataflow {batch.map_id or '?'}: {summary(batch, options.language)}") for batch in batches
    ]
    return "".join(f"{line}\n" for line in lines)


def _command(batch: Findings, finding: Finding, language: str) -> str:
    place = finding.place
    notes = remarks(batch, finding, language)
    properties = {
        "file": one_line(batch.path(place.file)),
        "line": str(place.line),
        "endLine": str(place.line),
        "col": str(place.column),
        "endColumn": str(place.column + place.width),
        "title": f"{finding.code} {batch.rules[finding.code].name}" + (f" ({', '.join(notes)})" if notes else ""),
    }
    command = "notice" if batch.knows(finding) else _COMMANDS[finding.severity]
    shown = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{command} {shown}::{_data(advice(finding, language))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


REPORT = Report(write)

"""Findings as CSV: commas, UTF-8, one header, a row for each finding; ids in a list are joined by spaces."""

import csv
import io
from collections.abc import Sequence

from dataflow.base.escaping import escaped_cell, escaped_text
from dataflow.base.finding import Finding
from dataflow.reports import Findings, Report, ReportOptions

COLUMNS = (
    *("map", "rule", "name", "severity", "cause", "actor", "members", "of", "field", "phase", "need", "purposes"),
    *("channel", "other", "message", "hint", "file", "line", "column", "certainty", "confidence", "planned"),
    *("waived", "known", "fingerprint"),
)


def write(batches: Sequence[Findings], options: ReportOptions) -> str:
    """The table; ``known`` is empty where no baseline was given."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for batch in batches:
        writer.writerows(
            [_cell(cell) for cell in _row(batch, finding, options.language)] for finding in batch.findings
        )
    return escaped_text(text.getvalue())


def _row(batch: Findings, finding: Finding, language: str) -> tuple[object, ...]:
    subject, place = finding.subject, finding.place
    return (
        batch.map_id,
        finding.code,
        batch.rules[finding.code].name,
        finding.severity,
        finding.cause,
        subject.actor,
        " ".join(finding.members or ()),
        finding.of,
        subject.field,
        subject.phase,
        subject.need,
        " ".join(finding.purposes),
        subject.channel,
        subject.other,
        finding.message.in_language(language),
        finding.hint.in_language(language) if finding.hint else None,
        place.file,
        place.line,
        place.column,
        "certain" if finding.certain else "possible",
        finding.confidence,
        finding.planned,
        finding.waived,
        None if batch.known is None else batch.knows(finding),
        finding.fingerprint,
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return escaped_cell(str(value))


REPORT = Report(write)

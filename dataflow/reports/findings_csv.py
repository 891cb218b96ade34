"""Findings as CSV: a row for each finding; ids in a list are joined by spaces."""

from collections.abc import Sequence

from dataflow.base.finding import Finding
from dataflow.reports import Findings, Report, ReportOptions
from dataflow.reports._csv import csv_of, label_of

COLUMNS = (
    *("map", "rule", "name", "severity", "cause", "actor", "actor_label", "members", "of", "field", "field_label"),
    *("phase", "phase_label", "need", "purposes", "channel", "channel_label", "other", "message", "hint", "file"),
    *("line", "column", "certainty", "confidence", "planned", "waived", "known", "fingerprint"),
)


def write(batches: Sequence[Findings], options: ReportOptions) -> str:
    """The table; ``known`` is empty where no baseline was given."""
    rows = (_row(batch, finding, options.language) for batch in batches for finding in batch.findings)
    return csv_of(COLUMNS, rows, options)


def _row(batch: Findings, finding: Finding, language: str) -> tuple[object, ...]:
    subject, place, data_map = finding.subject, finding.place, batch.data_map
    return (
        batch.map_id,
        finding.code,
        batch.rules[finding.code].name,
        finding.severity,
        finding.cause,
        subject.actor,
        label_of(data_map, "actors", subject.actor, language),
        " ".join(finding.members or ()),
        finding.of,
        subject.field,
        label_of(data_map, "fields", subject.field, language),
        subject.phase,
        label_of(data_map, "phases", subject.phase, language),
        subject.need,
        " ".join(finding.purposes),
        subject.channel,
        label_of(data_map, "channels", subject.channel, language),
        subject.other,
        finding.message.in_language(language),
        finding.hint.in_language(language) if finding.hint else None,
        place.file,
        place.line,
        place.column,
        finding.certainty,
        finding.confidence,
        finding.planned,
        finding.waived,
        None if batch.known is None else batch.knows(finding),
        finding.fingerprint,
    )


REPORT = Report(write)

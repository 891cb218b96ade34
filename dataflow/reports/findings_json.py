"""Findings as JSON, version 1 (its schema is ``docs/findings.schema.json``).

Several maps at once are a list of such objects under ``maps``. ``known`` is present where a baseline was given,
``changed`` where the finding was another when the baseline was written.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from dataflow.base.escaping import escaped_json
from dataflow.base.finding import Finding, Severity
from dataflow.base.place import Place
from dataflow.base.rule import RuleDescription
from dataflow.reports import Findings, Report, ReportOptions


def write(batches: Sequence[Findings], options: ReportOptions) -> str:
    """The JSON text, with a line break at its end."""
    maps = [_map(batch, options.language) for batch in batches]
    document = maps[0] if len(maps) == 1 else {"version": 1, "maps": maps}
    return escaped_json(document)


def _map(batch: Findings, language: str) -> dict[str, Any]:
    counted = {str(severity): 0 for severity in Severity} | {"waived": 0}
    for finding in batch.findings:
        counted["waived" if finding.waived else str(finding.severity)] += 1
    return {
        "version": 1,
        "map": batch.map_id,
        "scenario": batch.scenario,
        "level": batch.level,
        "summary": counted,
        "findings": [_finding(finding, batch, language) for finding in batch.findings],
    }


def _finding(finding: Finding, batch: Findings, language: str) -> dict[str, Any]:
    shown = finding_of(finding, batch.rules, language)
    if batch.known is not None:
        shown["known"] = batch.knows(finding)
    before = batch.before(finding)
    if before is not None:
        shown["changed"] = dict(before)
    if finding.needs is not None:
        shown["needs"] = [{"actor": need.actor, "field": need.field, "phase": need.phase} for need in finding.needs]
    if finding.evidence is not None:
        shown["evidence"] = finding.evidence()
    return shown


def finding_of(finding: Finding, rules: Mapping[str, RuleDescription], language: str) -> dict[str, Any]:
    """A finding as data, without what depends on a baseline and without its proofs."""
    subject = finding.subject
    return {
        "rule": finding.code,
        "name": rules[finding.code].name,
        "severity": str(finding.severity),
        "cause": finding.cause,
        "actor": subject.actor,
        "members": None if finding.members is None else list(finding.members),
        "of": finding.of,
        "field": subject.field,
        "phase": subject.phase,
        "need": subject.need,
        "purposes": list(finding.purposes),
        "channel": subject.channel,
        "other": subject.other,
        "message": finding.message.in_language(language),
        "hint": finding.hint.in_language(language) if finding.hint else None,
        "location": _location(finding.place),
        "related": [
            {**_location(related.place), "message": related.message.in_language(language)}
            for related in finding.related
        ],
        "certainty": finding.certainty,
        "hangs_on": [
            {**_location(unknown.place), "statement": unknown.summary.in_language(language)}
            for unknown in finding.hangs_on
        ],
        "confidence": str(finding.confidence),
        "planned": finding.planned,
        "waived": finding.waived,
        "fingerprint": finding.fingerprint,
    }


def _location(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column}


REPORT = Report(write)

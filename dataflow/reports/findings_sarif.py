"""Findings as SARIF 2.1.0, within the requirements and limits of GitHub code scanning."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from dataflow.base.escaping import escaped_json, one_line
from dataflow.base.finding import Finding
from dataflow.base.place import Place
from dataflow.base.text import Sentence, Text
from dataflow.reports import Findings, Report, ReportOptions
from dataflow.reports._identity import identified
from dataflow.reports._sarif_rules import LEVELS, descriptor
from dataflow.reports._words import WAIVED, advice_with_remarks, reasons

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_BASE = "%SRCROOT%"
_ROOT = Text(
    en="The root of the repository, or the folder of --root.", da="Roden af repositoriet eller mappen i --root."
)
# GitHub's limits: results of a run, and places of a result.
_MOST_RESULTS = 25_000
_MOST_PLACES = 100


def write(batches: Sequence[Findings], options: ReportOptions) -> str:
    """One run with all maps; waived findings are suppressed; with a baseline each is new, updated or unchanged."""
    rules = {code: batch for batch in batches for code in batch.rules}
    numbers = {code: number for number, code in enumerate(sorted(rules))}
    found = identified(batches)
    kept = found
    if len(found) > _MOST_RESULTS:
        kept = sorted(found, key=lambda each: each[1].severity.rank)[:_MOST_RESULTS]
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "dataflow",
                "semanticVersion": next((batch.version for batch in batches if batch.version), "0"),
                "rules": [descriptor(code, rules[code], options.language) for code in numbers],
            }
        },
        "automationDetails": {"id": _category(batches)},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_BASE: {"description": {"text": _ROOT.in_language(options.language)}}},
        "language": options.language,
        "results": [
            _result(batch, finding, name, numbers[finding.code], options.language) for batch, finding, name in kept
        ],
    }
    if len(kept) < len(found):
        run["properties"] = {"leftOut": len(found) - len(kept)}
    return escaped_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _category(batches: Sequence[Findings]) -> str:
    maps = {quote(batch.map_id or "", safe="") for batch in batches}
    tasks = sorted({batch.task for batch in batches} - {""})
    return "/".join(["dataflow", *tasks, *(sorted(maps) if len(maps) == 1 else [])]).rstrip("/") + "/"


def _result(batch: Findings, finding: Finding, name: str, number: int, language: str) -> dict[str, Any]:
    others = [(related.place, related.message) for related in finding.related]
    others += [(unknown.place, unknown.summary) for unknown in finding.hangs_on]
    shown: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": LEVELS[finding.severity],
        "message": {"text": _unlinked(advice_with_remarks(batch, finding, language))},
        "locations": [_location(batch, finding.place)],
        "relatedLocations": [
            _related(batch, place, message, language, number)
            for number, (place, message) in enumerate(others[:_MOST_PLACES], start=1)
        ],
        "partialFingerprints": {"primaryLocationLineHash": f"{name}:1", "dataflow/v1": finding.fingerprint},
        "properties": _properties(finding),
    }
    if finding.waived:
        why = reasons(finding, language) or WAIVED.in_language(language)
        shown["suppressions"] = [{"kind": "external", "status": "accepted", "justification": why}]
    if batch.known is not None:
        known = "unchanged" if batch.before(finding) is None else "updated"
        shown["baselineState"] = known if batch.knows(finding) else "new"
    return {key: value for key, value in shown.items() if value != []}


def _properties(finding: Finding) -> dict[str, Any]:
    subject = finding.subject
    properties: dict[str, Any] = {
        "cause": finding.cause,
        "actor": subject.actor,
        "members": list(finding.members or ()),
        "of": finding.of,
        "field": subject.field,
        "phase": subject.phase,
        "need": subject.need,
        "purposes": list(finding.purposes),
        "channel": subject.channel,
        "other": subject.other,
        "certainty": finding.certainty,
        "confidence": str(finding.confidence),
        "planned": finding.planned,
    }
    return {key: value for key, value in properties.items() if value is not None and value != []}


def _location(batch: Findings, place: Place) -> dict[str, Any]:
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.line,
        "endColumn": place.column + place.width,
    }
    uri = quote(batch.path(place.file), safe="/", errors="surrogateescape")
    return {"physicalLocation": {"artifactLocation": {"uri": uri, "uriBaseId": _BASE}, "region": region}}


def _related(batch: Findings, place: Place, message: Sentence, language: str, number: int) -> dict[str, Any]:
    text = _unlinked(one_line(message.in_language(language)))
    return {"id": number, **_location(batch, place), "message": {"text": text}}


def _unlinked(text: str) -> str:
    # In a message [words](place) would be a link.
    return re.sub(r"\](?=\()", "] ", text)


REPORT = Report(write)

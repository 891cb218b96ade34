"""The descriptions of rules in SARIF."""

from typing import Any

from dataflow.base.escaping import one_line
from dataflow.base.finding import Severity
from dataflow.base.rule import FALSE_POSITIVES, FIX, WHY
from dataflow.reports import Findings
from dataflow.reports._markdown import plain

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
# GitHub's limit for a description.
_LONGEST = 1024


def descriptor(code: str, batch: Findings, language: str) -> dict[str, Any]:
    """The ``reportingDescriptor`` of a rule."""
    rule = batch.rules[code]
    what = rule.what.in_language(language).strip()
    parts = [
        (heading.in_language(language), text.in_language(language).strip())
        for heading, text in ((WHY, rule.why), (FIX, rule.fix), (FALSE_POSITIVES, rule.false_positives))
    ]
    return {
        "id": code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": _short(rule.title.in_language(language))},
        "fullDescription": {"text": _short(what)},
        "help": {
            "text": "\n\n".join([what, *(f"{heading}: {text}" for heading, text in parts)]),
            "markdown": "\n\n".join(
                [_paragraphs(what), *(f"**{heading}**\n\n{_paragraphs(text)}" for heading, text in parts)]
            ),
        },
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "tags": ["health-data", "specs" if rule.is_about_specs else "gaps"],
            "precision": "high",
            "problem.severity": _PROBLEMS[rule.severity],
            **({} if rule.origin is None else {"origin": rule.origin}),
        },
    }


def _paragraphs(text: str) -> str:
    return "\n\n".join(plain(paragraph) for paragraph in text.splitlines() if paragraph.strip())


def _short(text: str) -> str:
    line = one_line(" ".join(text.split()))
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"

"""The list of rules as JSON."""

from collections.abc import Sequence

from dataflow.base.escaping import escaped_json
from dataflow.base.rule import RuleDescription
from dataflow.reports import Report, ReportOptions
from dataflow.reports._rules_words import OWN_ORIGIN


def write(rules: Sequence[RuleDescription], options: ReportOptions) -> str:
    """An object for each rule."""
    listed = [
        {
            "code": rule.code,
            "name": rule.name,
            "severity": str(rule.severity),
            "on_by_default": rule.on_by_default,
            "origin": rule.origin or OWN_ORIGIN,
            "title": rule.title.in_language(options.language),
        }
        for rule in rules
    ]
    return escaped_json({"version": 1, "rules": listed})


REPORT = Report(write)

"""The list of rules as text."""

from collections.abc import Sequence

from dataflow.base.rule import RuleDescription
from dataflow.reports import Report, ReportOptions
from dataflow.reports._rules_words import OFF
from dataflow.wording.remarks import SEVERITIES


def write(rules: Sequence[RuleDescription], options: ReportOptions) -> str:
    """A rule on each line."""
    return "".join(f"{_line(rule, options.language)}\n" for rule in rules)


def _line(rule: RuleDescription, language: str) -> str:
    severity = SEVERITIES[rule.severity].in_language(language)
    width = max(len(each.in_language(language)) for each in SEVERITIES.values())
    off = "" if rule.on_by_default else f" ({OFF.in_language(language)})"
    origin = "" if rule.origin is None else f" [{rule.origin}]"
    return f"{rule.code}  {severity:<{width}}  {rule.name:<21}  {rule.title.in_language(language)}{off}{origin}"


REPORT = Report(write)

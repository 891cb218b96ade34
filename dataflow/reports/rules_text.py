"""The list of rules as text."""

from collections.abc import Sequence

from dataflow.base.rule import RuleDescription
from dataflow.reports import Report, ReportOptions
from dataflow.reports._rules_words import OFF


def write(rules: Sequence[RuleDescription], options: ReportOptions) -> str:
    """A rule on each line."""
    return "".join(f"{_line(rule, options.language)}\n" for rule in rules)


def _line(rule: RuleDescription, language: str) -> str:
    off = "" if rule.on_by_default else f" ({OFF.in_language(language)})"
    return f"{rule.code}  {rule.severity:<7}  {rule.name:<21}  {rule.title.in_language(language)}{off}"


REPORT = Report(write)

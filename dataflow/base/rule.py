"""Rules as people read of them: codes, names, severities and pages."""

from collections.abc import Mapping
from dataclasses import dataclass

from dataflow.base.finding import Severity
from dataflow.base.text import Text

FILE_ERRORS = ("DF0",)
MAP_ERRORS = ("DF10",)
WARNINGS = ("DF12",)
GAPS = ("DF3", "DF4", "DF5")
"""How the codes of rules begin: errors within a file, errors between statements, doubts about the specs, and gaps."""

Example = Mapping[str, str]
"""Spec files by name."""


@dataclass(frozen=True)
class RulePage:
    """The page of a rule: what it finds and why that matters, with an example that shows it and is fixed."""

    what: Text
    why: Text
    fix: Text
    false_positives: Text
    """When the finding may be a false alarm, or a sign that the map is incomplete."""
    reported: Example
    fixed: Example
    encoding: str = "utf-8"
    """That of the example that is reported."""


@dataclass(frozen=True)
class RuleDescription:
    """A rule without the function that finds something."""

    code: str
    name: str
    severity: Severity
    title: Text
    page: RulePage

    @property
    def is_about_specs(self) -> bool:
        """Whether it is about the specs themselves, and not about the care that they describe."""
        return not self.code.startswith(GAPS)

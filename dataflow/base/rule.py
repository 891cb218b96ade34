"""Descriptions of rules: codes, names, severities and pages."""

from collections.abc import Mapping
from dataclasses import dataclass

from dataflow.base.finding import Severity
from dataflow.base.text import Text

FILE_ERRORS = ("DF0",)
MAP_ERRORS = ("DF10",)
WARNINGS = ("DF12",)
GAPS = ("DF3", "DF4", "DF5")
"""Prefixes of rule codes: errors within a file, errors between statements, warnings about the specs, and gaps."""

Example = Mapping[str, str]
"""Spec files by name."""


WHY = Text(en="Why it matters", da="Hvorfor det er vigtigt")
FIX = Text(en="How to fix it", da="Sådan rettes det")
FALSE_POSITIVES = Text(en="False positives", da="Hvornår fundet kan være forkert")
"""The headings of the parts of a description."""


@dataclass(frozen=True)
class RuleDescription:
    """A rule without its function: what it finds, why that matters, and an example with the mistake and without."""

    code: str
    name: str
    severity: Severity
    title: Text
    what: Text
    why: Text
    fix: Text
    false_positives: Text
    """When the finding may be a false alarm, or a sign that the map is incomplete."""
    reported: Example
    fixed: Example
    encoding: str = "utf-8"
    """The encoding of the reported example."""
    on_by_default: bool = True
    """Whether the rule is on where the map's ``rules`` do not set it."""

    @property
    def is_about_specs(self) -> bool:
        """Whether the rule is about the specs themselves, not about the care that they describe."""
        return not self.code.startswith(GAPS)

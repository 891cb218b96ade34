"""Descriptions of rules: codes, names, severities and pages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from dataflow.base.finding import Severity
from dataflow.base.text import Text

OWN = "DF"
"""The letters of the codes of dataflow's own rules; those of other packages have others."""
CODE = re.compile(r"([A-Z]{2,5})([0-9]{3})")
"""The code of a rule: letters and three digits."""


class RuleKind(Enum):
    """What a rule is about, which decides the command that reports it."""

    FILE_ERROR = "an error within a file"
    MAP_ERROR = "an error between statements"
    WARNING = "a warning about the specs"
    GAP = "a finding about the care that the specs describe"


_OWN_KINDS: Mapping[str, RuleKind] = {
    "0": RuleKind.FILE_ERROR,
    "10": RuleKind.MAP_ERROR,
    "12": RuleKind.WARNING,
    "13": RuleKind.WARNING,
    "3": RuleKind.GAP,
    "4": RuleKind.GAP,
    "5": RuleKind.GAP,
}
"""The kinds of dataflow's own rules, by the first digits of their codes."""


def letters_of(code: str) -> str | None:
    """The letters of a code; None where it is not written as a code."""
    found = CODE.fullmatch(code)
    return found[1] if found else None


def kind_of(code: str) -> RuleKind | None:
    """The kind of the rule of a code; None where no rule can have the code.

    The rules of other packages are no errors: below 300 they are warnings, from 300 on they are about the care.
    """
    found = CODE.fullmatch(code)
    if found is None:
        return None
    letters, digits = found.groups()
    if letters != OWN:
        return RuleKind.WARNING if digits < "300" else RuleKind.GAP
    return next((kind for start, kind in _OWN_KINDS.items() if digits.startswith(start)), None)


Example = Mapping[str, str]
"""Spec files by name."""


WHY = Text(en="Why it matters", da="Hvorfor det er vigtigt")
FIX = Text(en="How to fix it", da="Sådan rettes det")
CORRECTION = Text(en="Automatic correction", da="Automatisk rettelse")
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
    titles: Text | None = None
    """The title over several findings, where it is another."""
    origin: str | None = None
    """The package that brings the rule, with its version; None for dataflow's own."""

    @property
    def is_about_specs(self) -> bool:
        """Whether the rule is about the specs themselves, not about the care that they describe."""
        return kind_of(self.code) is not RuleKind.GAP

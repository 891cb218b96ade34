"""The terms under which a map is analysed.

Law: plain values; what they mean is decided where they are used.
"""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Terms:
    """The terms of an analysis: scenario, planned statements, date, and rules that are on whatever the map says."""

    scenario: str | None = None
    planned: bool = False
    as_of: str | None = None
    rules: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Raises ValueError for an invalid date."""
        if self.as_of is not None:
            datetime.date.fromisoformat(self.as_of)


NO_TERMS = Terms()
"""The terms of the map itself."""

"""What was measured, as rows of tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """One thing measured: what is aimed at, what was reached, and what it stands beside."""

    what: str
    aim: str
    reached: str
    beside: str
    met: bool | None = None
    why: str = ""


@dataclass(frozen=True)
class Grown:
    """A map so many times as large as the first, and what the same command cost on it beyond its start."""

    times: int
    size: str
    seconds: float
    memory: int


@dataclass
class Measured:
    """All rows by section, the steps of the commands in seconds, and the growth."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    steps: dict[str, Mapping[str, float]] = field(default_factory=dict)
    growth: dict[str, Sequence[Grown]] = field(default_factory=dict)

    def add(self, section: str, row: Row) -> None:
        """Adds a row."""
        self.rows.setdefault(section, []).append(row)


def at_most(what: str, value: float, limit: float, unit: str, beside: str, why: str = "") -> Row:
    """A row whose aim is a limit."""
    met = value <= limit
    return Row(what, f"≤ {limit:g}{unit}", f"{value:.1f}{unit}", beside, met, "" if met else why)


def row_of(what: str, reached: str, beside: str) -> Row:
    """A row without an aim."""
    return Row(what, "", reached, beside)

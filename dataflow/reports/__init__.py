"""Findings and holdings as text, tables and data. Law: a printer owns its shape, and finds nothing itself.

A new format is a new file here that ends in ``REPORT = Report(about=..., format=..., write=...)``; the command line
offers it by its name. Files whose name begins with ``_`` hold what printers share.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dataflow.base.finding import Finding
from dataflow.base.parts import parts_in
from dataflow.base.text import Label, Text


@dataclass(frozen=True)
class Findings:
    """What a printer of findings needs to know; ``map_id`` is None where the specs do not say it.

    ``lines`` gives the lines of each file, for excerpts; ``actors`` the labels under which findings are gathered,
    ``titles`` the short title of each rule.
    """

    map_id: str | None
    scenario: str | None
    level: str
    findings: tuple[Finding, ...]
    names: Mapping[str, str]
    titles: Mapping[str, Text]
    lines: Callable[[str], Sequence[str]]
    actors: Mapping[str, Label] = field(default_factory=dict)
    by_actor: bool = False


@dataclass(frozen=True)
class HoldingRow:
    """A row of holdings, in the ids of the spec; ``members`` and ``of`` are None but for a role."""

    actor: str
    field: str
    phase: str
    form: str
    code_system: str | None
    recorded: str
    members: tuple[str, ...] | None = None
    of: int | None = None


@dataclass(frozen=True)
class HoldingTable:
    """What a printer of holdings needs to know."""

    map_id: str
    level: str
    rows: tuple[HoldingRow, ...]


@dataclass(frozen=True)
class Style:
    """How to write: the language, and whether the terminal shows colours."""

    language: str = "en"
    color: bool = False


@dataclass(frozen=True)
class Report:
    """A printer. ``about`` is ``findings`` or ``holdings``; findings come as a list, one for each map."""

    about: str
    format: str
    write: Callable[[Any, Style], str]


def reports(about: str) -> dict[str, Report]:
    """The printers of findings or of holdings, by format."""
    found = (module.REPORT for module in parts_in(sys.modules[__name__]))
    return {report.format: report for report in found if report.about == about}

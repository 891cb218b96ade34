"""Findings and holdings as text, tables and data. Law: a printer owns its shape, and finds nothing itself.

A new format is a new file ``WHAT_FORMAT.py`` here that ends in ``REPORT = Report(write)``; the command line offers it
by the name of its file, and loads no other. Files whose name begins with ``_`` hold what reports share.
"""

import posixpath
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dataflow.base.finding import Finding
from dataflow.base.plugins import names_in, plugin_in
from dataflow.base.rule import RuleDescription
from dataflow.base.text import Label

if TYPE_CHECKING:  # what a report is about brings these along
    from dataflow.analysis.figures.figures import Figures
    from dataflow.analysis.needs.questions import Question
    from dataflow.model.data_map import DataMap


@dataclass(frozen=True)
class Findings:
    """What a printer of findings needs to know; ``map_id`` is None where the specs do not say it.

    ``rules`` are all rules by code. ``lines`` gives the lines of each file, for excerpts; ``actors`` the labels under
    which findings are gathered. ``task`` is the command that was run.
    ``files`` are those of the map, and ``root`` is the way from the current directory to its folder, with ``/``.
    ``known`` holds the fingerprints of a baseline; it is None where none was given.
    ``version`` is that of dataflow.
    """

    map_id: str | None
    scenario: str | None
    level: str
    findings: tuple[Finding, ...]
    rules: Mapping[str, RuleDescription]
    lines: Callable[[str], Sequence[str]]
    actors: Mapping[str, Label] = field(default_factory=dict)
    by_actor: bool = False
    task: str = ""
    files: tuple[str, ...] = ()
    root: str = ""
    known: frozenset[str] | None = None
    version: str = ""

    def path(self, file: str) -> str:
        """A file of the map, or of the one that it builds on, as one names it from the current directory."""
        if not self.root:
            return file
        return posixpath.normpath(f"{self.root}/{file}") if file.startswith("../") else f"{self.root}/{file}"

    def knows(self, finding: Finding) -> bool:
        """Whether a finding is in the baseline."""
        return self.known is not None and finding.fingerprint in self.known


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
class FigureSheet:
    """What a printer of figures needs to know; the map gives the words for the ids."""

    level: str
    figures: "Figures"
    data_map: "DataMap"


@dataclass(frozen=True)
class Interview:
    """What a printer of questions needs to know; ``rules`` are all rules by code.

    ``possible`` counts the possible findings of the map that are not waived.
    """

    level: str
    questions: "tuple[Question, ...]"
    possible: int
    data_map: "DataMap"
    rules: Mapping[str, RuleDescription]


@dataclass(frozen=True)
class ReportOptions:
    """How to write: the language, and whether the terminal shows colours."""

    language: str = "en"
    color: bool = False


@dataclass(frozen=True)
class Report:
    """How something is written. Findings and figures come as a list, one for each map."""

    write: Callable[[Any, ReportOptions], str]


def formats(what: str) -> tuple[str, ...]:
    """The formats for findings, holdings, questions, stats or a trace; their files say it, and none is loaded."""
    prefix = f"{what}_"
    return tuple(name.removeprefix(prefix) for name in names_in(sys.modules[__name__]) if name.startswith(prefix))


def report(what: str, format_: str) -> Report:
    """One report, the only one that is loaded for it. Raises KeyError for a format that there is not."""
    if format_ not in formats(what):
        raise KeyError(format_)
    found: Report = plugin_in(sys.modules[__name__], f"{what}_{format_}").REPORT
    return found


def reports(what: str) -> dict[str, Report]:
    """The reports on findings, holdings, questions, stats or a trace, by format."""
    return {format_: report(what, format_) for format_ in formats(what)}

"""Findings and holdings as text, tables and data. Law: a printer owns its shape, and finds nothing itself.

A new format is a new file ``WHAT_FORMAT.py`` here that ends in ``REPORT = Report(about=..., format=..., write=...)``;
the command line offers it by its name, and loads no other. Files whose name begins with ``_`` hold what printers
share.
"""

import posixpath
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dataflow.base.finding import Finding, Severity
from dataflow.base.plugins import names_in, plugin_in
from dataflow.base.text import Label, Text
from dataflow.model.data_map import DataMap

if TYPE_CHECKING:  # only the tables of stats and questions bring these along
    from dataflow.analysis.figures.figures import Figures
    from dataflow.analysis.needs.questions import Question


@dataclass(frozen=True)
class RulePage:
    """What a rule is about, for the formats that bring their rules along."""

    severity: Severity
    what: Text
    why: Text
    fix: Text
    false_positives: Text


@dataclass(frozen=True)
class Findings:
    """What a printer of findings needs to know; ``map_id`` is None where the specs do not say it.

    ``lines`` gives the lines of each file, for excerpts; ``actors`` the labels under which findings are gathered,
    ``titles`` the short title of each rule and ``pages`` the rest of it. ``task`` is the command that was run.
    ``files`` are those of the map, and ``root`` is the way from the current directory to its folder, with ``/``.
    ``known`` holds the fingerprints of a baseline; it is None where none was given.
    ``version`` is that of dataflow.
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
    pages: Mapping[str, RulePage] = field(default_factory=dict)
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
    data_map: DataMap


@dataclass(frozen=True)
class Interview:
    """What a printer of questions needs to know; ``titles`` are the short titles of the rules.

    ``possible`` counts the possible findings of the map that are not waived.
    """

    level: str
    questions: "tuple[Question, ...]"
    possible: int
    data_map: DataMap
    titles: Mapping[str, Text]


@dataclass(frozen=True)
class Style:
    """How to write: the language, and whether the terminal shows colours."""

    language: str = "en"
    color: bool = False


@dataclass(frozen=True)
class Report:
    """A printer. ``about`` is ``findings``, ``holdings``, ``figures`` or ``questions``.

    Findings and figures come as a list, one for each map.
    """

    about: str
    format: str
    write: Callable[[Any, Style], str]


def formats(about: str) -> tuple[str, ...]:
    """The formats that there are for findings, holdings, figures, questions or a trace; no printer is loaded."""
    prefix = _prefix(about)
    return tuple(name.removeprefix(prefix) for name in names_in(sys.modules[__name__]) if name.startswith(prefix))


def report(about: str, format_: str) -> Report:
    """One printer, the only one that is loaded for it. Raises KeyError for a format that there is not."""
    if format_ not in formats(about):
        raise KeyError(format_)
    found: Report = plugin_in(sys.modules[__name__], _prefix(about) + format_).REPORT
    return found


def reports(about: str) -> dict[str, Report]:
    """The printers of findings, holdings, figures, questions or a trace, by format."""
    return {format_: report(about, format_) for format_ in formats(about)}


def _prefix(about: str) -> str:
    return "stats_" if about == "figures" else f"{about}_"

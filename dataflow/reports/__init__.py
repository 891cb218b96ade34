"""One file a format: findings, holdings, figures, questions, traces and changes as text and data.

Law: a report computes no findings; it only formats them.

A new format is a new file ``WHAT_FORMAT.py`` here that ends in ``REPORT = Report(write)``; the command line offers it
by the name of its file and imports no other. Files whose name begins with ``_`` hold what reports share. Other
packages bring formats by entry points.
"""

import posixpath
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dataflow.base.csv_dialect import Dialect, dialect_for
from dataflow.base.finding import Finding
from dataflow.base.installed import InstalledPart, Naming, installed
from dataflow.base.place import Place
from dataflow.base.plugins import names_in, plugin_in
from dataflow.base.rule import RuleDescription
from dataflow.base.text import Declared, Name, Text

if TYPE_CHECKING:  # what a report is about brings these along
    from dataflow.analysis.figures.figures import Figures
    from dataflow.analysis.lineage.field_language import FieldLanguage
    from dataflow.analysis.needs.questions import Question
    from dataflow.change.difference import Difference
    from dataflow.change.impact import Impacts
    from dataflow.change.plans import CheckedPlan, Plans
    from dataflow.model.data_map import DataMap


@dataclass(frozen=True)
class Findings:
    """The input of a report on findings; ``map_id`` is None where the specs do not state it.

    ``rules`` are all rules by code. ``lines`` gives the lines of a file, for excerpts; ``actors`` the names for
    headings, ``phases`` all phases in the order of the pathway. ``task`` is the command that was run. ``files`` are
    the files of the map. ``root`` and ``here`` are the paths to its folder, with ``/``: from the root of the
    repository and from the current directory.
    ``known`` holds the fingerprints of the findings that are in a baseline; it is None where none was given.
    ``changed`` says of those that are another now, by fingerprint and whether they are certain, what they were.
    ``version`` is the version of dataflow. ``data_map`` gives labels; it is None for a map with errors.
    """

    map_id: str | None
    scenario: str | None
    level: str
    findings: tuple[Finding, ...]
    rules: Mapping[str, RuleDescription]
    lines: Callable[[str], Sequence[str]]
    actors: Mapping[str, Name] = field(default_factory=dict)
    phases: Mapping[str, Declared] = field(default_factory=dict)
    by_actor: bool = False
    task: str = ""
    files: tuple[str, ...] = ()
    root: str = ""
    here: str = ""
    known: frozenset[str] | None = None
    changed: Mapping[tuple[str, bool], Mapping[str, str]] = field(default_factory=dict)
    version: str = ""
    data_map: "DataMap | None" = None

    def title(self, language: str) -> str:
        """The title of the map; its id where that is not known, and ``?`` where neither is."""
        return self.map_id or "?" if self.data_map is None else self.data_map.title.in_language(language)

    def path(self, file: str) -> str:
        """The path from the root of the repository of a file of the map, or of the map that it builds on."""
        return _path(self.root, file)

    def place(self, place: Place) -> str:
        """A place with the path from the root of the repository."""
        return str(place._replace(file=_path(self.root, place.file)))

    def place_here(self, place: Place) -> str:
        """A place with the path from the current directory, as an editor opens it."""
        return str(place._replace(file=_path(self.here, place.file)))

    def actor(self, actor: str, language: str) -> str:
        """An actor by its label as written; by its id where it has none, or behind the label where ids are shown."""
        return self.actors[actor].as_written.in_language(language) if actor in self.actors else actor

    @cached_property
    def shows_ids(self) -> bool:
        """Whether ids are shown behind labels."""
        return any(name.shows_id for name in self.actors.values())

    @cached_property
    def order_of_actors(self) -> Mapping[str | None, int]:
        """The number of each actor in the order of headings; None, for findings about no actor, comes last."""
        return {actor: number for number, actor in enumerate((*self.actors, None))}

    @cached_property
    def _order_of_phases(self) -> Mapping[str, int]:
        return {phase: number for number, phase in enumerate(self.phases)}

    def order_of(self, phase: str | None) -> int:
        """The number of a phase in the pathway; -1 for none."""
        return self._order_of_phases.get(phase or "", -1)

    def knows(self, finding: Finding) -> bool:
        """Whether a finding is in the baseline."""
        return self.known is not None and finding.fingerprint in self.known

    def before(self, finding: Finding) -> Mapping[str, str] | None:
        """The cause, level and certainty that differ from those of the baseline, as they were; None if none does."""
        return self.changed.get((finding.fingerprint, finding.certain)) if self.changed else None


def _path(folder: str, file: str) -> str:
    if not folder:
        return file
    return posixpath.normpath(f"{folder}/{file}") if file.startswith("../") else f"{folder}/{file}"


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
    """The input of a report on holdings."""

    data_map: "DataMap"
    level: str
    rows: tuple[HoldingRow, ...]


@dataclass(frozen=True)
class FigureSheet:
    """The input of a report on figures; the map gives the labels of the ids."""

    level: str
    figures: "Figures"
    data_map: "DataMap"


@dataclass(frozen=True)
class Interview:
    """The input of a report on questions; ``rules`` are all rules by code.

    ``possible`` counts the possible findings of the map that are not waived; ``times`` are the questions of time.
    ``planned`` is true where planned statements count as current.
    """

    level: str
    questions: "tuple[Question, ...]"
    possible: int
    data_map: "DataMap"
    rules: Mapping[str, RuleDescription]
    times: "tuple[Question, ...]" = ()
    planned: bool = False


@dataclass(frozen=True)
class CommonLanguage:
    """The input of a report on how actors write fields.

    ``findings`` are the needs that are not met because of it, with their cause, and those that are met as text only.
    """

    data_map: "DataMap"
    languages: "tuple[FieldLanguage, ...]"
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Comparison:
    """The input of a report on a difference; ``names`` are the two sides as the user named them.

    ``rules`` are all rules by code. ``with_wording`` lists what differs in texts for people too.
    """

    difference: "Difference"
    names: tuple[str, str]
    level: str
    rules: Mapping[str, RuleDescription]
    with_wording: bool = False


@dataclass(frozen=True)
class Fragility:
    """The input of a report on impacts; ``thing`` is the word that named things, None for a ranking of all."""

    impacts: "Impacts"
    thing: str | None = None


@dataclass(frozen=True)
class Planning:
    """The input of a report on plans: the plans, each checked by the engine; ``rules`` are all rules by code."""

    plans: "Plans"
    checked: "tuple[CheckedPlan, ...]"
    rules: Mapping[str, RuleDescription]


@dataclass(frozen=True)
class ReportOptions:
    """How to write a report: in which language, in colour or not, and in which dialect of CSV."""

    language: str = "en"
    color: bool = False
    dialect: str | None = None
    """The dialect of CSV; None for that of Excel in the language."""

    @property
    def csv(self) -> Dialect:
        """How tables are written as CSV."""
        return dialect_for(self.dialect, self.language)

    def bold(self, text: str) -> str:
        """The text in bold where the terminal shows colours."""
        return f"\x1b[1m{text}\x1b[0m" if self.color else text


@dataclass(frozen=True)
class Report:
    """A report; ``write`` takes findings and figures as a list with an item for each map."""

    write: Callable[[Any, ReportOptions], str]


_ENDINGS: Mapping[str, tuple[str, ...]] = {
    "text": ("txt",),
    "markdown": ("md", "markdown"),
    "sarif": ("sarif", "json"),
    "gitlab": ("json",),
    "github": ("txt",),
    "junit": ("xml",),
}
"""The endings of files in a format that is not called as its ending, the usual one first."""


def endings_of(format_: str) -> tuple[str, ...]:
    """The endings of files in a format, without the dot."""
    return _ENDINGS.get(format_, (format_,))


def format_of_ending(what: str, ending: str) -> str | None:
    """The format that the ending of a file stands for: ``json`` is JSON, though other formats are written in it."""
    known = [format_ for format_ in formats(what) if ending in endings_of(format_)]
    return next((format_ for format_ in (ending, "text") if format_ in known), next(iter(known), None))


def formats(what: str) -> tuple[str, ...]:
    """The formats for findings, holdings, questions, stats or a trace, from file names; no file is imported."""
    prefix = f"{what}_"
    names = (*names_in(sys.modules[__name__]), *_installed())
    return tuple(sorted(name.removeprefix(prefix) for name in names if name.startswith(prefix)))


def report(what: str, format_: str) -> Report:
    """One report, its text free of commands; no other is imported.

    Raises KeyError for an unknown format, and ``Broken``.
    """
    if format_ not in formats(what):
        raise KeyError(format_)
    from dataflow.base.escaping import guarded

    name = f"{what}_{format_}"
    if name in names_in(sys.modules[__name__]):
        found: Report = plugin_in(sys.modules[__name__], name).REPORT
    else:
        found = _checked(_installed()[name])

    def write(subject: Any, options: ReportOptions) -> str:
        return guarded(format_, found.write(subject, options), color=options.color)

    return Report(write)


_NO_STRING = Text(en="it gave a {type}, which is no str", da="den gav en {type}, som ikke er en str")


def _installed() -> Mapping[str, InstalledPart]:
    """The formats of other packages, by what they report and format."""
    own = names_in(sys.modules[__name__])
    subjects = sorted({name.partition("_")[0] for name in own})
    shape = re.compile(rf"({'|'.join(subjects)})_[a-z][a-z0-9]*")
    return installed(Naming("reports", shape, Text(en="findings_codes", da="findings_codes")), own)


def _checked(part: InstalledPart) -> Report:
    """The format of a package, which writes text or raises ``Broken``. Raises ``Broken``."""
    report = part.load(Report)

    def write(subject: Any, options: ReportOptions) -> str:
        text = part.tried(report.write, subject, options)
        if not isinstance(text, str):
            part.broken(_NO_STRING, type=type(text).__name__)
        return text

    return Report(write)


def reports(what: str) -> dict[str, Report]:
    """The reports on findings, holdings, questions, stats or a trace, by format."""
    return {format_: report(what, format_) for format_ in formats(what)}

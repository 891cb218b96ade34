"""What ``validate`` and ``gaps`` do alike: which findings are shown, which are known, and which fail a run."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dataflow.cli.baseline import Entry, baseline_text, entry_of, idle_text, read_baseline
from dataflow.cli.exit_codes import CliError
from dataflow.cli.filters import PROBLEMS, TASKS, Selection, check_ids
from dataflow.cli.inputs import talk, verdict, write_text
from dataflow.cli.options import FailOn
from dataflow.wording.counts import FINDINGS, counted

if TYPE_CHECKING:
    from dataflow.base.finding import Finding
    from dataflow.project import Project


@dataclass(frozen=True)
class Guard:
    """What a run is asked to show, to know and to fail on."""

    task: str
    selection: Selection
    fail_on: FailOn
    baseline: Path | None = None
    writes: bool = False
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Looked:
    """A map that was looked at: what was found, and what of it is shown."""

    project: "Project"
    found: tuple["Finding", ...]
    shown: tuple["Finding", ...]

    @property
    def map_id(self) -> str:
        """The map's id; "" where the specs do not say it."""
        return self.project.map_id or ""


@dataclass(frozen=True)
class Examined:
    """The maps with what is known of each, the entries of the baseline that match nothing, and the baseline anew."""

    maps: tuple[Looked, ...]
    known: tuple[frozenset[str] | None, ...]
    idle: tuple[Entry, ...]
    anew: tuple[Entry, ...]

    @property
    def new(self) -> list["Finding"]:
        """The findings that are shown and not known."""
        return [
            finding
            for looked, known in zip(self.maps, self.known, strict=True)
            for finding in looked.shown
            if not known or finding.fingerprint not in known
        ]


def guard_of(
    task: str, selection: Selection, fail_on: FailOn, baseline: Path | None, writes: bool, output: Path | None
) -> Guard:
    """The guard that the options say, its baseline read. Raises CouldNot."""
    if baseline is None:
        if writes:
            raise CliError("--write-baseline needs --baseline FILE, the file to write.")
        if fail_on == FailOn.new:
            raise CliError("--fail-on new needs --baseline FILE, which says what is not new.")
        return Guard(task, selection, fail_on)
    if output is not None and os.path.realpath(output) == os.path.realpath(baseline):
        raise CliError(f"{output.as_posix()} is the baseline; write the result elsewhere.")
    return Guard(task, selection, fail_on, baseline, writes, read_baseline(baseline, task, may_be_new=writes))


def examine(found: "Sequence[tuple[Project, Sequence[Finding]]]", guard: Guard) -> Examined:
    """What is shown of the findings of each map, and how the baseline stands to it. Raises CouldNot."""
    sound = [project for project, _ in found if not project.is_broken]
    if len(sound) == len(found):
        check_ids(guard.selection, [project.data_map for project in sound])
    maps = tuple(_looked(project, findings, guard.selection) for project, findings in found)
    if guard.baseline is None:
        return Examined(maps, (None,) * len(maps), (), ())
    met = {(looked.map_id, finding.fingerprint) for looked in maps for finding in looked.found}
    idle = tuple(
        entry
        for entry in sorted(guard.entries, key=lambda entry: entry.order)
        if (entry.map, entry.fingerprint) not in met and _is_looked_for(entry, maps, guard)
    )
    anew = _anew(maps, guard.entries, idle) if guard.writes else guard.entries
    known = tuple(frozenset(entry.fingerprint for entry in anew if entry.map == looked.map_id) for looked in maps)
    return Examined(maps, known, idle, anew)


def conclude(examined: Examined, guard: Guard, maps: Sequence[Path], quiet: bool) -> int:
    """Writes the baseline where that is asked for, tells of it, and gives the exit code."""
    if guard.baseline is not None and guard.writes:
        write_text(baseline_text(examined.anew), guard.baseline, maps)
        if not quiet:
            findings = counted(len(examined.anew), FINDINGS).in_language("en")
            talk(f"{guard.baseline.as_posix()} now holds {findings}.")
    elif guard.baseline is not None and examined.idle and not quiet:
        talk(idle_text(examined.idle, guard.baseline))
    return verdict(examined.new, guard.fail_on)


def _looked(project: "Project", findings: "Sequence[Finding]", selection: Selection) -> Looked:
    within = selection if project.is_broken else selection.of_map(project.data_map)
    return Looked(project, tuple(findings), tuple(finding for finding in findings if within.keeps(finding)))


def _is_looked_for(entry: Entry, maps: Sequence[Looked], guard: Guard) -> bool:
    """Whether the run would have found what the entry is about."""
    return any(
        entry.map == looked.map_id
        and entry.rule.startswith(PROBLEMS if looked.project.is_broken else TASKS[guard.task])
        for looked in maps
    ) and guard.selection.covers(entry.rule, entry.subject)


def _anew(maps: Sequence[Looked], entries: Sequence[Entry], idle: Sequence[Entry]) -> tuple[Entry, ...]:
    """The findings that are shown and not waived, and the entries that the run did not look for."""
    shown = {(looked.map_id, finding.fingerprint) for looked in maps for finding in looked.shown}
    kept = [entry for entry in entries if entry not in idle and (entry.map, entry.fingerprint) not in shown]
    now = [
        entry_of(looked.project.map_id, finding) for looked in maps for finding in looked.shown if not finding.waived
    ]
    unique = {(entry.map, entry.fingerprint): entry for entry in (*kept, *now)}
    return tuple(unique.values())

"""What ``validate`` and ``gaps`` have in common: which findings are shown, which are known, and which fail a run."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dataflow.base.rule import OWN, kind_of, letters_of
from dataflow.base.text import Filling, Sentence, Text, cut_short
from dataflow.cli.baseline import Entry, baseline_text, entry_of, read_baseline, stale_text
from dataflow.cli.exit_codes import CliError
from dataflow.cli.filters import PROBLEMS, TASKS, Selection, with_ids
from dataflow.cli.inputs import talk, verdict, write_text
from dataflow.cli.options import FailOn
from dataflow.cli.plugins import a_rule_was_skipped, code_without_skipped
from dataflow.wording.counts import FINDINGS, counted

if TYPE_CHECKING:
    from dataflow.base.finding import Finding
    from dataflow.project import Project

_WRITE_WHERE = Text(
    en="--write-baseline needs --baseline FILE, the file to write.",
    da="--write-baseline skal have --baseline FIL: den fil, der skrives.",
)
_NEW_AGAINST_WHAT = Text(
    en="--fail-on new needs --baseline FILE, which says what is not new.",
    da="--fail-on new skal have --baseline FIL, som siger, hvad der ikke er nyt.",
)
_IS_THE_BASELINE = Text(
    en="{path} is the baseline; write the result elsewhere.",
    da="{path} er baseline-filen; skriv resultatet et andet sted.",
)
_OF_ANOTHER_MAP = Text(
    en="note: {path} has no findings of the map {map}, only of {others}; so all are new. If it is the same map with"
    " another id, --write-baseline writes them anew.",
    da="bemærk: {path} har ingen fund fra kortet {map}, kun fra {others}; derfor er alle fund nye. Er det det samme"
    " kort med et andet id, så skriver --write-baseline dem på ny.",
)
_NOW_HOLDS = Text(en="{path} now holds {findings}.", da="{path} indeholder nu {findings}.")
_NAMED = 3
"""The most ids of other maps that a note names."""


@dataclass(frozen=True)
class Gate:
    """The options of a run: what to show, the baseline, and what to fail on."""

    task: str
    selection: Selection
    fail_on: FailOn
    baseline: Path | None = None
    writes: bool = False
    entries: tuple[Entry, ...] = ()

    def is_of(self, map_id: str) -> bool:
        """Whether the baseline is one of this map, or still empty."""
        return not self.entries or any(entry.map == map_id for entry in self.entries)


@dataclass(frozen=True)
class CheckedMap:
    """A map with its findings, and the ones that are shown."""

    project: "Project"
    found: tuple["Finding", ...]
    shown: tuple["Finding", ...]

    @property
    def map_id(self) -> str:
        """The id of the map; "" if the specs have none."""
        return self.project.map_id or ""


@dataclass(frozen=True)
class Compared:
    """The findings of a map against the baseline.

    ``known`` are the fingerprints of the findings that are in it, ``changed`` those of them that are another now, as
    ``Findings.changed`` has them. ``replaced`` are the entries of findings with another fingerprint now, by that.
    ``gone`` are the entries that no finding matches.
    """

    known: frozenset[str]
    changed: Mapping[tuple[str, bool], Mapping[str, str]]
    replaced: Mapping[str, Entry]
    gone: tuple[Entry, ...]


@dataclass(frozen=True)
class GateResult:
    """The maps, what the baseline says of the findings of each, its stale entries, and its new entries."""

    maps: tuple[CheckedMap, ...]
    compared: tuple["Compared | None", ...]
    stale: tuple[Entry, ...]
    updated: tuple[Entry, ...]

    def only_new(self) -> "GateResult":
        """A copy that shows only new findings: neither in the baseline nor accepted by a waiver."""
        new = {id(finding) for finding in self.new if not finding.waived}
        return replace(
            self,
            maps=tuple(
                replace(checked, shown=tuple(each for each in checked.shown if id(each) in new))
                for checked in self.maps
            ),
        )

    @property
    def new(self) -> list["Finding"]:
        """The findings that are shown and not known."""
        return [
            finding
            for checked, compared in zip(self.maps, self.compared, strict=True)
            for finding in checked.shown
            if compared is None or finding.fingerprint not in compared.known
        ]


def gate_of(
    task: str, selection: Selection, fail_on: FailOn, baseline: Path | None, writes: bool, output: Path | None
) -> Gate:
    """The gate of a run, with its baseline read. Raises CliError."""
    if baseline is None:
        if writes:
            raise CliError(_WRITE_WHERE)
        if fail_on == FailOn.new:
            raise CliError(_NEW_AGAINST_WHAT)
        return Gate(task, selection, fail_on)
    if output is not None and os.path.realpath(output) == os.path.realpath(baseline):
        raise CliError(_IS_THE_BASELINE, path=output.as_posix())
    return Gate(task, selection, fail_on, baseline, writes, read_baseline(baseline, may_be_new=writes))


def check_maps(found: "Sequence[tuple[Project, Sequence[Finding]]]", gate: Gate) -> GateResult:
    """Selects the findings of each map that are shown, and compares them with the baseline. Raises CliError."""
    sound = [project for project, _ in found if not project.is_broken]
    if len(sound) == len(found):
        gate = replace(gate, selection=with_ids(gate.selection, [project.data_map for project in sound]))
    maps = tuple(_checked_map(project, findings, gate.selection) for project, findings in found)
    if gate.baseline is None:
        return GateResult(maps, (None,) * len(maps), (), ())
    compared = tuple(_compared(checked, gate.entries) for checked in maps)
    gone = {entry for each in compared for entry in each.gone}
    stale = tuple(
        entry
        for entry in sorted(gate.entries, key=lambda entry: entry.order)
        if entry in gone and _is_in_run(entry, maps, gate)
    )
    if not gate.writes:
        return GateResult(maps, compared, stale, gate.entries)
    updated = _updated(maps, compared, gate.entries, stale)
    return GateResult(maps, tuple(_compared(checked, updated) for checked in maps), stale, updated)


def conclude(result: GateResult, gate: Gate, maps: Sequence[Path], quiet: bool, language: str) -> int:
    """Writes the baseline if requested, reports on it, and gives the exit code."""
    if gate.baseline is not None and gate.writes:
        result = _written(result, gate, gate.baseline, maps)
        if not quiet:
            findings = counted(len(result.updated), FINDINGS)
            held = Sentence(_NOW_HOLDS, {"path": gate.baseline.as_posix(), "findings": findings})
            talk(held.shown(language))
    elif gate.baseline is not None and not quiet:
        if result.stale:
            talk(stale_text(result.stale, gate.baseline, language))
        for checked in result.maps:
            if checked.found and checked.project.map_id and not gate.is_of(checked.project.map_id):
                known = cut_short(sorted({entry.map for entry in gate.entries}), _NAMED)
                words: dict[str, Filling] = {"path": gate.baseline.as_posix(), "others": known}
                talk(Sentence(_OF_ANOTHER_MAP, {**words, "map": checked.project.map_id}).shown(language))
    code = verdict(result.new, gate.fail_on)
    return code if gate.fail_on == FailOn.never else code_without_skipped(code, language)


def _written(result: GateResult, gate: Gate, baseline: Path, maps: Sequence[Path]) -> GateResult:
    """The result as written to the baseline, compared anew if another run has written that since it was read."""
    from dataflow.base.folder_lock import locked

    folder = Path(os.path.realpath(baseline)).parent
    if not folder.is_dir():
        write_text(baseline_text(result.updated), baseline, maps)  # says that there is no such folder
        return result
    with locked(folder):
        now = read_baseline(baseline, may_be_new=True)
        if now != gate.entries:
            result = check_maps([(each.project, each.found) for each in result.maps], replace(gate, entries=now))
        write_text(baseline_text(result.updated), baseline, maps)
    return result


def _checked_map(project: "Project", findings: "Sequence[Finding]", selection: Selection) -> CheckedMap:
    within = selection if project.is_broken else selection.of_map(project.data_map)
    return CheckedMap(project, tuple(findings), tuple(finding for finding in findings if within.keeps(finding)))


def _compared(checked: CheckedMap, entries: Sequence[Entry]) -> Compared:
    """Findings with the fingerprint of an entry are known; so are those about the same as an entry, which changed."""
    from dataflow.change.findings import matched

    own = sorted((entry for entry in entries if entry.map == checked.map_id), key=lambda entry: entry.order)
    by_fingerprint: dict[str, list[Entry]] = {}
    for entry in own:
        by_fingerprint.setdefault(entry.fingerprint, []).append(entry)
    found = {finding.fingerprint: finding for finding in checked.found}
    pairs = matched(
        ((entry.topic, entry) for entry in own if entry.fingerprint not in found),
        ((finding.topic, finding) for name, finding in found.items() if name not in by_fingerprint),
    )
    replaced = {finding.fingerprint: entry for entry, finding in pairs}
    was = dict(replaced)
    # Of a role, some members may have changed and some not: one entry, and now several findings about one need.
    needs = {(entry.topic, entry.subject.get("need")): entry for entry in own}
    for name, finding in found.items():
        earlier = needs.get((finding.topic, finding.subject.need))
        if finding.members is not None and name not in by_fingerprint and name not in was and earlier is not None:
            was[name] = earlier
    changed = {
        (finding.fingerprint, finding.certain): before
        for finding in checked.found
        if (before := _before(finding, by_fingerprint.get(finding.fingerprint), was.get(finding.fingerprint)))
    }
    gone = [entry for entry in own if entry.fingerprint not in found and entry not in replaced.values()]
    return Compared(frozenset((*by_fingerprint, *was)), changed, replaced, tuple(gone))


def _before(finding: "Finding", same: Sequence[Entry] | None, was: Entry | None) -> dict[str, str]:
    """What of a finding was another in its entry; ``same`` are the entries with its fingerprint."""
    if same is not None:
        noted = sorted(entry.certainty for entry in same if entry.certainty is not None)
        return {"certainty": noted[0]} if noted and finding.certainty not in noted else {}
    if was is None:
        return {}
    now = {"cause": finding.cause, "need": finding.subject.need, "certainty": finding.certainty}
    then = {"cause": was.cause, "need": was.subject.get("need"), "certainty": was.certainty}
    return {key: value for key, value in then.items() if value is not None and value != now[key]}


def _is_in_run(entry: Entry, maps: Sequence[CheckedMap], gate: Gate) -> bool:
    """Whether the run looks for the finding of an entry."""
    if letters_of(entry.rule) != OWN and a_rule_was_skipped():
        return False
    return any(
        entry.map == checked.map_id
        and kind_of(entry.rule) in (PROBLEMS if checked.project.is_broken else TASKS[gate.task])
        for checked in maps
    ) and gate.selection.covers(entry.rule, entry.subject)


def _updated(
    maps: Sequence[CheckedMap], compared: Sequence[Compared], entries: Sequence[Entry], stale: Sequence[Entry]
) -> tuple[Entry, ...]:
    """The new entries of the baseline: findings that are shown and not waived, and entries outside this run."""
    shown = {(checked.map_id, finding.fingerprint) for checked in maps for finding in checked.shown}
    replaced = [
        entry
        for checked, each in zip(maps, compared, strict=True)
        for name, entry in each.replaced.items()
        if (checked.map_id, name) in shown
    ]
    gone = {*stale, *replaced}
    kept = [entry for entry in entries if entry not in gone and (entry.map, entry.fingerprint) not in shown]
    now = [
        entry_of(checked.project.map_id, finding)
        for checked in maps
        for finding in checked.shown
        if not finding.waived
    ]
    unique = {(entry.map, entry.fingerprint, entry.certainty): entry for entry in (*kept, *now)}
    return tuple(unique.values())

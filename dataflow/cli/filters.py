"""Selects findings by rule, actor, field, phase, confidence and certainty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dataflow.base.rule import RuleKind, kind_of, letters_of
from dataflow.base.text import Text
from dataflow.cli.exit_codes import CliError
from dataflow.cli.options import Certainty, Sureness

if TYPE_CHECKING:
    from dataflow.base.finding import Finding
    from dataflow.model.data_map import DataMap

PROBLEMS = (RuleKind.FILE_ERROR, RuleKind.MAP_ERROR)
"""The rules about mistakes in specs: always selected, whatever the actor, field or phase."""
TASKS: Mapping[str, tuple[RuleKind, ...]] = {
    "validate": (*PROBLEMS, RuleKind.WARNING),
    "gaps": (RuleKind.GAP,),
}
"""The commands that report findings, each with the kinds of its rules."""

_OTHER_COMMAND = Text(
    en="dataflow {task} does not look for {codes}; dataflow {other} does.",
    da="dataflow {task} leder ikke efter {codes}; det gør dataflow {other}.",
)
_NO_RULE = Text(
    en="{option} names no rule; dataflow rules lists them.",
    da="{option} nævner ingen regel; dataflow rules viser dem alle.",
)


@dataclass(frozen=True)
class Selection:
    """The selected findings; an empty set of ids means all."""

    codes: frozenset[str]
    actors: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    phases: frozenset[str] = frozenset()
    confidence: Sureness | None = None
    certainty: Certainty | None = None
    named: frozenset[str] = frozenset()
    """The rules that are selected by their full code or their name."""

    def of_map(self, data_map: "DataMap") -> "Selection":
        """The same, with the members of the selected roles."""
        members = {member for actor in self.actors for member in data_map.members.get(actor, ())}
        return replace(self, actors=self.actors | members)

    def covers(self, rule: str, subject: Mapping[str, str]) -> bool:
        """Whether a rule and the ids that a finding is about are selected."""
        return rule in self.codes and (
            kind_of(rule) in PROBLEMS
            or (
                (not self.actors or subject.get("actor") in self.actors)
                and (not self.fields or subject.get("field") in self.fields)
                and (not self.phases or subject.get("phase") in self.phases)
            )
        )

    def keeps(self, finding: "Finding") -> bool:
        """Whether a finding is selected: for several needs or members, whether any of them is."""
        field, phase = finding.subject.field, finding.subject.phase
        about = [(name, field, phase) for name in finding.actors]
        about += [(need.actor, need.field, need.phase) for need in finding.needs or ()]
        return self._is_as_sure(finding) and any(
            self.covers(finding.code, {"actor": name or "", "field": what or "", "phase": when or ""})
            for name, what, when in about
        )

    def _is_as_sure(self, finding: "Finding") -> bool:
        sure = list(Sureness)
        return (self.confidence is None or finding.confidence.rank <= sure.index(self.confidence)) and (
            self.certainty is None or finding.certain == (self.certainty == Certainty.certain)
        )


def selection_of(
    task: str,
    select: Sequence[str] | None,
    ignore: Sequence[str] | None,
    actors: Sequence[str] | None,
    fields: Sequence[str] | None,
    phases: Sequence[str] | None,
    confidence: Sureness | None,
    certainty: Certainty | None,
) -> Selection:
    """The selection of a command's options. Raises ``Unknown`` for an unknown rule, and CliError."""
    from dataflow.rules import rule_names

    names = rule_names()
    codes = frozenset(names) if select is None else _codes("--select", select, names)
    kinds = {kind_of(code) for code in codes}
    if kinds.isdisjoint(TASKS[task]):
        other = next((each for each, of in TASKS.items() if not kinds.isdisjoint(of)), task)
        raise CliError(_OTHER_COMMAND, task=task, codes=", ".join(sorted(codes)), other=other)
    if ignore is not None:
        codes -= _codes("--ignore", ignore, names)
    ids = [frozenset(each or ()) for each in (actors, fields, phases)]
    named = codes & {
        code for word in _words(select or ()) for code in names if word.lower() in (code.lower(), names[code])
    }
    return Selection(codes, ids[0], ids[1], ids[2], confidence, certainty, named)


def with_ids(selection: Selection, data_maps: "Sequence[DataMap]") -> Selection:
    """The selection with ids for its labels. Raises ``Unknown`` for what none of the maps has."""
    from dataflow.base.nearest import ids_of

    found: dict[str, frozenset[str]] = {}
    for kind in ("actor", "field", "phase"):
        known = {id_: each for data_map in data_maps for id_, each in getattr(data_map, f"{kind}s").items()}
        found[f"{kind}s"] = frozenset(ids_of(kind, sorted(getattr(selection, f"{kind}s")), known))
    return replace(selection, **found)  # type: ignore[arg-type]


def _codes(option: str, lists: Sequence[str], names: Mapping[str, str]) -> frozenset[str]:
    words = _words(lists)
    if not words:
        raise CliError(_NO_RULE, option=option)
    return frozenset(code for word in words for code in _codes_of(word, names))


def _words(lists: Sequence[str]) -> list[str]:
    return [word.strip() for each in lists for word in each.split(",") if word.strip()]


def _codes_of(word: str, names: Mapping[str, str]) -> list[str]:
    from dataflow.base.nearest import Unknown, nearest

    beginning, name = word.upper(), word.lower()
    codes = [code for code in names if names[code] == name]
    codes += [code for code in names if code.startswith(beginning) and beginning.startswith(letters_of(code) or code)]
    if not codes:
        raise Unknown("rule", word, names.values() if nearest(word, names.values()) else names)
    return codes

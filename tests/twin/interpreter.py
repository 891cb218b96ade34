"""The front door of the twin: the holdings and the findings of a map, as sets to compare with anyone else's.

    holdings(base)                         {(actor, field, phase, form, code_system, recorded), ...}
    findings(base, rules={"DF301"})        {Finding(rule="DF301", actor="gp", ...), ...}

`base` holds the merged sections of a valid map with scalars as text (booleans and numbers may come as such);
`overlays` the raw scenario files in the order of their paths, and `scenario` the id of the one to lay over the base.
Both are at member level. Compare by what the other side knows too:

    {f.only("actor", "field", "phase", "need", "cause", "certainty", "purposes") for f in findings(base)}
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import replace
from functools import cache

from .closure import Run
from .declarations import RULES as DECLARATIONS
from .expansion import Origin, Raw, Statement, expand
from .findings import RULES as FINDINGS
from .findings import Finding

RULES = FINDINGS | DECLARATIONS
Holding = tuple[str, str, str, str, str | None, str]


def holdings(
    base: Raw,
    overlays: Sequence[Raw] = (),
    scenario: str | None = None,
    planned: bool = False,
    as_of: str | None = None,
    with_unknown: bool = False,
) -> set[Holding]:
    """All that every concrete actor holds, without the unknown statements or with all of them."""
    question = _Question(base, overlays, scenario, planned, as_of)
    held = question.run(question.unknown if with_unknown else frozenset()).holdings()
    return {(*place, *value) for place, values in held.items() for value in values}


def findings(
    base: Raw,
    overlays: Sequence[Raw] = (),
    scenario: str | None = None,
    planned: bool = False,
    as_of: str | None = None,
    rules: Collection[str] = tuple(RULES),
) -> set[Finding]:
    """The findings of these rules, each certain or possible, and the possible ones with what they hang on."""
    question = _Question(base, overlays, scenario, planned, as_of)
    return {finding for rule in rules for finding in question.findings(rule)}


class _Question:
    """One map with its options, and the runs that answer for it."""

    def __init__(
        self, base: Raw, overlays: Sequence[Raw], scenario: str | None, planned: bool, as_of: str | None
    ) -> None:
        self.expanded = expand(base, overlays, scenario)
        self.planned = planned
        self.as_of = as_of or self.expanded.map.get("as_of")
        self.run = cache(self._run)
        self.found = cache(self._found)
        # Statements that do not count in any case (past their date) hang on nothing.
        bare = set(self.run(frozenset()).statements)
        everything = frozenset(s.origin for s in self.expanded.statements if s.status == "unknown")
        self.unknown = frozenset(s.origin for s in self.run(everything).statements if s not in bare)

    def findings(self, rule: str) -> set[Finding]:
        """What the two runs give together: certain, or possible; then equal findings are one."""
        without, having = self.found(rule, frozenset()), self.found(rule, self.unknown)
        together: set[Finding] = set()
        for subject, finding in (having | without).items():
            if subject in without and subject in having:
                certainty, hangs_on = "certain", frozenset[Origin]()
            else:
                certainty, hangs_on = "possible", self.hangs_on(rule, subject, subject in without)
            shown_in = frozenset[Origin]() if subject in without else self.unknown
            planned = isinstance(subject, Statement) and rule == "DF301" and self.planned_meets(subject, shown_in)
            together.add(replace(finding, certainty=certainty, hangs_on=hangs_on, planned=planned))
        return _united(together)

    def hangs_on(self, rule: str, subject: Hashable, in_the_first: bool) -> frozenset[Origin]:
        """The unknown statements that make the difference alone: added to the first run, or taken from the second."""
        return frozenset(
            u for u in self.unknown
            if (subject in self.found(rule, frozenset({u}))) != in_the_first
            or (subject in self.found(rule, self.unknown - {u})) == in_the_first
        )  # fmt: skip

    def planned_meets(self, need: Statement, unknown: frozenset[Origin]) -> bool:
        """Whether the planned statements would meet the need."""
        return not self.planned and self.run(unknown, True).met(need)

    def _found(self, rule: str, unknown: frozenset[Origin]) -> dict[Hashable, Finding]:
        """The findings of one run, by what they are about."""
        return dict(RULES[rule](self.run(unknown)))

    def _run(self, unknown: frozenset[Origin], planned: bool = False) -> Run:
        return Run(self.expanded, planned or self.planned, self.as_of, unknown)


def _united(findings: set[Finding]) -> set[Finding]:
    """Findings that differ in no more than certainty and purposes are one: certain where one is, purposes united."""
    by_bare: dict[Finding, list[Finding]] = {}
    for f in findings:
        bare = replace(f, certainty="", purposes=frozenset(), hangs_on=frozenset(), planned=False)
        by_bare.setdefault(bare, []).append(f)
    united = set()
    for bare, group in by_bare.items():
        certain = any(f.certainty == "certain" for f in group)
        united.add(
            replace(
                bare,
                certainty="certain" if certain else "possible",
                purposes=frozenset().union(*(f.purposes for f in group)),
                hangs_on=frozenset() if certain else frozenset().union(*(f.hangs_on for f in group)),
                planned=all(f.planned for f in group),
            )
        )
    return united

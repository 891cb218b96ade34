"""Which unknown statements to find out first: those whose answer settles the most possible findings.

What it means to settle follows from ``language.md``, "What is not known". An answer turns an unknown statement
into one that holds (yes) or into none (no), while the other unknown statements stay unknown. A possible finding is
then *settled* where it has become certain or has gone. It hangs on a statement exactly where one of the two answers
settles it:

- a yes settles it where adding the statement to the run without unknown statements changes the finding: it then is as
  in the run with all of them;
- a no settles it where taking the statement from the run with all of them changes the finding: it then is as in the
  run without.

So a finding of the run without (such as an unmet need) is closed by a yes and made certain by a no, and one of the
run with all of them (such as data received that nobody needs) the other way round.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dataflow.analysis.assumptions import Assumptions, MapAsOf
from dataflow.analysis.needs.needs import Needs
from dataflow.base.finding import Finding, Severity, Subject
from dataflow.base.place import Place
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Entry, Share, Statement, StatementSet


class Settlement(StrEnum):
    """What becomes of a possible finding."""

    CLOSED = "closed"
    CERTAIN = "certain"


@dataclass(frozen=True, slots=True)
class Effect:
    """What each answer does to one possible finding; None where it stays possible."""

    finding: Finding
    yes: Settlement | None
    no: Settlement | None


@dataclass(frozen=True)
class Question:
    """An unknown statement, and the possible findings that hang on it.

    ``fields``, ``phases`` and ``receivers`` are all those that the statement as written is about, in the order of
    declaration.
    """

    entry: Entry
    fields: tuple[str, ...]
    phases: tuple[str, ...]
    receivers: tuple[str, ...]
    effects: tuple[Effect, ...]

    @property
    def settles(self) -> int:
        """How many possible findings hang on it."""
        return len(self.effects)

    def count(self, answer: str, settlement: Settlement) -> int:
        """How many findings an answer (``yes`` or ``no``) closes or makes certain by itself."""
        return sum(getattr(effect, answer) == settlement for effect in self.effects)

    @property
    def rank(self) -> tuple[object, ...]:
        """The most settled first; of equals those with the gravest findings, then as they stand in the specs."""
        grave = tuple(-sum(effect.finding.severity == severity for effect in self.effects) for severity in Severity)
        return -self.settles, grave, self.entry.place


Find = Callable[[DataMap, Assumptions, Collection[str]], Iterable[Finding]]
"""What the rules of some codes find in a map at member level."""

Identity = Callable[[Finding], Hashable]
"""Equal for two findings of two runs that are the same finding."""


def questions_of(
    needs: Needs, assumptions: Assumptions, findings: Iterable[Finding], find: Find, identity: Identity
) -> tuple[Question, ...]:
    """The unknown statements in the order in which to ask about them, with findings at member level.

    ``findings`` are those of the map as it is; waived ones wait for no answer and are left out.
    """
    waiting = [finding for finding in findings if not finding.certain and not finding.waived]
    hanging: dict[Place, list[Finding]] = {}
    for finding in waiting:
        for statement in finding.hangs_on:
            hanging.setdefault(statement.place, []).append(finding)

    def found(unknown: frozenset[Entry], waiting: Sequence[Finding]) -> frozenset[Hashable]:
        return frozenset(map(identity, _found(needs.map_as_of, assumptions, unknown, waiting, find)))

    found_without = found(frozenset(), waiting)
    questions: list[Question] = []
    for entry, statements in _unknown_statements(needs.map_as_of).items():
        hung = hanging.get(entry.place, [])
        alone = found(frozenset({entry}), hung)
        rest = found(frozenset(needs.map_as_of.unknown) - {entry}, hung)
        effects = tuple(
            _effect(finding, *(identity(finding) in run for run in (found_without, alone, rest))) for finding in hung
        )
        questions.append(_question(needs.map_as_of.data_map, entry, statements, effects))
    return tuple(sorted(questions, key=lambda question: question.rank))


def by_role(questions: Iterable[Question], findings: Iterable[Finding], data_map: DataMap) -> tuple[Question, ...]:
    """The same questions with the findings as they are given by role.

    A role's finding hangs on a statement, and an answer settles it, where that is so for at least one of its members.
    """
    of_role = {_role_key(finding, data_map): finding for finding in findings if not finding.certain}
    shown: list[Question] = []
    for question in questions:
        merged: dict[tuple[object, ...], Effect] = {}
        for effect in question.effects:
            key = _role_key(effect.finding, data_map)
            before = merged.get(key)
            yes = effect.yes or (before.yes if before else None)
            no = effect.no or (before.no if before else None)
            finding = replace(of_role.get(key, effect.finding), subject=_by_roles(effect.finding.subject, data_map))
            merged[key] = Effect(finding, yes, no)
        shown.append(replace(question, effects=tuple(merged.values())))
    return tuple(sorted(shown, key=lambda question: question.rank))


def count_possible(findings: Iterable[Finding], data_map: DataMap, level: str) -> int:
    """How many possible findings there are to settle, counted as the questions count them."""
    waiting = [finding for finding in findings if not finding.certain and not finding.waived]
    return len({_role_key(finding, data_map) for finding in waiting}) if level == "role" else len(waiting)


def _effect(finding: Finding, without: bool, alone: bool, rest: bool) -> Effect:
    """What the two answers do, from where it is found: without all, with this one alone, with all but this one."""
    holds, fails = (Settlement.CLOSED, Settlement.CERTAIN) if without else (Settlement.CERTAIN, Settlement.CLOSED)
    return Effect(finding, holds if alone != without else None, fails if rest == without else None)


def _role_key(finding: Finding, data_map: DataMap) -> tuple[object, ...]:
    return finding.code, finding.cause, _by_roles(finding.subject, data_map), finding.waived


def _by_roles(subject: Subject, data_map: DataMap) -> Subject:
    """The subject with roles in the place of members, on either side."""

    def role(actor: str | None) -> str | None:
        return data_map.role_of(actor) if actor is not None and actor in data_map.actors else actor

    return replace(subject, actor=role(subject.actor), other=role(subject.other))


def _found(
    map_as_of: MapAsOf, assumptions: Assumptions, unknown: frozenset[Entry], waiting: Sequence[Finding], find: Find
) -> Iterator[Finding]:
    """What a run finds that takes these unknown statements to hold and the others not, as far as anyone waits for it.

    Fields are strangers to one another but for what is worked out from what: for a finding about a field, the
    statements about unrelated ones are left out.
    """
    of_a_field = [finding for finding in waiting if finding.subject.field is not None]
    of_many = [finding for finding in waiting if finding.subject.field is None]
    related = _related(map_as_of.data_map, {finding.subject.field or "" for finding in of_a_field})
    for findings, fields in ((of_a_field, related), (of_many, map_as_of.data_map.fields)):
        if findings:
            settled = _settled(map_as_of, assumptions, unknown, fields)
            codes = {finding.code for finding in findings}
            yield from find(settled, replace(assumptions, unknown=frozenset()), codes)


def _settled(
    map_as_of: MapAsOf, assumptions: Assumptions, unknown: frozenset[Entry], fields: Collection[str]
) -> DataMap:
    """The map with nothing unknown left in it: these statements hold and the other unknown ones do not."""
    held = replace(assumptions, unknown=unknown)
    current = {entry: replace(entry, status="current") for entry in unknown}
    # Members that state the same go on sharing one set, by which the engine knows it.
    settled = {
        statements: StatementSet(
            [
                _with_entry(statement, current.get(statement.entry, statement.entry))
                for statement in statements
                if statement.field in fields and map_as_of.counts(statement.entry, held)
            ]
        )
        for statements in map_as_of.data_map.statement_sets
    }
    whose = {actor: settled[statements] for actor, statements in map_as_of.data_map.statements.items()}
    return replace(map_as_of.data_map, statements=whose)


def _with_entry(statement: Statement, entry: Entry) -> Statement:
    return statement._replace(entry=entry)  # type: ignore[arg-type]  # of the same type: it is the entry or a copy


def _related(data_map: DataMap, fields: set[str]) -> frozenset[str]:
    """The fields, and all that they or their parts are worked out from or with."""
    parts = data_map.parts
    found = set(fields)
    while True:
        more = {each for whole in parts.values() if not whole.isdisjoint(found) for each in whole} - found
        if not more:
            return frozenset(found)
        found |= more


def _unknown_statements(map_as_of: MapAsOf) -> Mapping[Entry, Sequence[Statement]]:
    statements: dict[Entry, list[Statement]] = {entry: [] for entry in map_as_of.unknown}
    for statement in map_as_of.data_map.stated:
        if statement.entry in statements:
            statements[statement.entry].append(statement)
    return statements


def _question(
    data_map: DataMap, entry: Entry, statements: Sequence[Statement], effects: tuple[Effect, ...]
) -> Question:
    fields = {statement.field for statement in statements}
    phases = {statement.phase for statement in statements}
    receivers = {statement.to for statement in statements if isinstance(statement, Share)}
    return Question(
        entry,
        tuple(field for field in data_map.fields if field in fields),
        tuple(phase for phase in data_map.phases if phase in phases),
        tuple(actor for actor in data_map.actors if actor in receivers),
        effects,
    )

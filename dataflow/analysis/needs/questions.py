"""Ranks unknown statements by how many possible findings their answer settles.

An answer makes an unknown statement hold (yes) or not exist (no), while the other unknown statements stay unknown
(``language.md``, "What is not known"). It *settles* a possible finding that becomes certain or is closed by it:

- a yes settles a finding that changes where the statement is added to the run without unknown statements: the result
  is that of the run with all of them;
- a no settles a finding that changes where the statement is removed from the run with all of them: the result is that
  of the run without.

A finding of the run without (such as an unmet need) is closed by a yes and made certain by a no; a finding of the run
with all of them (such as data that the receiver does not need) the reverse.

A question of time is about a share of which it is not stated how long it takes, where a limit hangs on it.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dataflow.analysis.assumptions import Assumptions, MapAsOf
from dataflow.analysis.needs.needs import Needs
from dataflow.base.finding import Finding, Severity, Subject, possible
from dataflow.base.place import Place
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Entry, Share, Statement, StatementSet


class Settlement(StrEnum):
    """How an answer settles a possible finding."""

    CLOSED = "closed"
    CERTAIN = "certain"


@dataclass(frozen=True, slots=True)
class Effect:
    """How each answer settles one possible finding; None where it stays possible."""

    finding: Finding
    yes: Settlement | None
    no: Settlement | None


@dataclass(frozen=True)
class Question:
    """An unknown statement with its ids in the order of declaration, and the findings that its answers settle.

    Of a question of time the statement is a share, and the findings are about limits that cannot be checked.
    """

    entry: Entry
    fields: tuple[str, ...]
    phases: tuple[str, ...]
    receivers: tuple[str, ...]
    effects: tuple[Effect, ...]

    @property
    def settles(self) -> int:
        """How many possible findings it settles."""
        return len(self.effects)

    def count(self, answer: str, settlement: Settlement) -> int:
        """How many findings an answer (``yes`` or ``no``) closes or makes certain by itself."""
        return sum(getattr(effect, answer) == settlement for effect in self.effects)

    @property
    def rank(self) -> tuple[object, ...]:
        """The sort key: the most findings settled, then the gravest, then the place in the specs."""
        grave = tuple(-sum(effect.finding.severity == severity for effect in self.effects) for severity in Severity)
        return -self.settles, grave, self.entry.place


Find = Callable[[DataMap, Assumptions, Collection[str]], Iterable[Finding]]
"""Runs the rules of some codes on a map, at member level."""

Identity = Callable[[Finding], Hashable]
"""A key that is equal for the same finding in two runs."""


def questions_of(
    needs: Needs, assumptions: Assumptions, findings: Iterable[Finding], find: Find, identity: Identity
) -> tuple[Question, ...]:
    """The unknown statements by rank, with findings at member level; certain and waived ``findings`` are ignored."""
    data_map, open_findings = needs.map_as_of.data_map, possible(findings)
    hanging: dict[tuple[Place, str], list[Finding]] = {}
    for finding in open_findings:
        for statement in finding.hangs_on:
            hanging.setdefault(statement.order, []).append(finding)

    def found(unknown: frozenset[Entry], possible: Sequence[Finding]) -> frozenset[Hashable]:
        return frozenset(map(identity, _found(needs.map_as_of, assumptions, unknown, possible, find)))

    found_without = found(frozenset(), open_findings)
    questions: list[Question] = []
    for entry, statements in _statements_of(data_map, needs.map_as_of.unknown).items():
        affected = hanging.get((entry.place, entry.author), [])
        alone = found(frozenset({entry}), affected)
        rest = found(frozenset(needs.map_as_of.unknown) - {entry}, affected)
        effects = (
            _effect(finding, *(identity(finding) in run for run in (found_without, alone, rest)))
            for finding in affected
        )
        questions.append(_question(data_map, entry, statements, effects))
    return tuple(sorted(questions, key=lambda question: question.rank))


def open_questions(data_map: DataMap) -> tuple[Question, ...]:
    """The unknown statements in the order written, whatever their dates, without the findings that depend on them."""
    unknown = [entry for entry in data_map.entries if entry.status == "unknown"]
    return tuple(
        _question(data_map, entry, statements, ()) for entry, statements in _statements_of(data_map, unknown).items()
    )


def time_questions_of(map_as_of: MapAsOf, findings: Iterable[Finding]) -> tuple[Question, ...]:
    """The shares whose time is not stated and that findings about limits rest on, by rank.

    Of a share with several fields or phases the question is about those of the findings.
    """
    data_map, positions = (
        map_as_of.data_map,
        {phase.id: phase.position for phase in map_as_of.data_map.phases.values()},
    )
    untimed: dict[Place, list[Entry]] = {}
    for entry in (each for each in data_map.entries if each in map_as_of.untimed):
        untimed.setdefault(entry.place, []).append(entry)
    resting: dict[Entry, list[Finding]] = {}
    for finding in findings:
        places = dict.fromkeys(related.place for related in finding.related if not finding.waived)
        for place in places:
            for entry in untimed.get(place, ()):
                resting.setdefault(entry, []).append(finding)
    statements = _statements_of(data_map, resting)
    questions = []
    for entry, found in resting.items():
        about = {field for finding in found for field in data_map.parts.get(finding.subject.field or "", ())}
        at = {positions[finding.subject.phase] for finding in found if finding.subject.phase is not None}
        own = [each for each in statements[entry] if each.field in about and positions[each.phase] in at]
        questions.append(_question(data_map, entry, own, [Effect(finding, None, None) for finding in found]))
    return tuple(sorted(questions, key=lambda question: question.rank))


def _question(
    data_map: DataMap, entry: Entry, statements: Iterable[Statement], effects: Iterable[Effect]
) -> Question:
    statements = tuple(statements)
    fields, phases = {each.field for each in statements}, {each.phase for each in statements}
    receivers = {each.to for each in statements if isinstance(each, Share)}
    return Question(
        entry,
        tuple(field for field in data_map.fields if field in fields),
        tuple(phase for phase in data_map.phases if phase in phases),
        tuple(actor for actor in data_map.actors if actor in receivers),
        tuple(effects),
    )


def by_role(questions: Iterable[Question], findings: Iterable[Finding], data_map: DataMap) -> tuple[Question, ...]:
    """The same questions with the findings of members merged by role.

    An answer settles a role's finding where it settles that of at least one member.
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
    """How many possible findings there are, by ``role`` or by ``member``."""
    found = possible(findings)
    return len({_role_key(finding, data_map) for finding in found}) if level == "role" else len(found)


def _effect(finding: Finding, without: bool, alone: bool, rest: bool) -> Effect:
    """The effect on a finding, given in which runs it is found: without all, with this alone, with all but this."""
    if_yes, if_no = (Settlement.CLOSED, Settlement.CERTAIN) if without else (Settlement.CERTAIN, Settlement.CLOSED)
    return Effect(finding, if_yes if alone != without else None, if_no if rest == without else None)


def _role_key(finding: Finding, data_map: DataMap) -> tuple[object, ...]:
    return finding.code, finding.cause, _by_roles(finding.subject, data_map), finding.waived


def _by_roles(subject: Subject, data_map: DataMap) -> Subject:
    """The subject with its actors replaced by their roles."""

    def role(actor: str | None) -> str | None:
        return data_map.role_of(actor) if actor is not None and actor in data_map.actors else actor

    return replace(subject, actor=role(subject.actor), other=role(subject.other))


def _found(
    map_as_of: MapAsOf, assumptions: Assumptions, unknown: frozenset[Entry], possible: Sequence[Finding], find: Find
) -> Iterator[Finding]:
    """The findings, by the rules of the possible ones, where of the unknown statements only these hold.

    Fields affect one another by derivation, and where one comes as the answer to a message about another. For
    findings about a field, other statements about unrelated fields are left out.
    """
    of_a_field = [finding for finding in possible if finding.subject.field is not None]
    of_many = [finding for finding in possible if finding.subject.field is None]
    related = _related(map_as_of.data_map, {finding.subject.field or "" for finding in of_a_field})
    for findings, fields in ((of_a_field, related), (of_many, map_as_of.data_map.fields)):
        if findings:
            settled = _settled(map_as_of, assumptions, unknown, fields)
            codes = {finding.code for finding in findings}
            yield from find(settled, replace(assumptions, unknown=frozenset()), codes)


def _settled(
    map_as_of: MapAsOf, assumptions: Assumptions, unknown: frozenset[Entry], fields: Collection[str]
) -> DataMap:
    """The map without unknown statements: these are current, and the others are removed.

    Of fields that are not among these, only shares stay that expect a reply.
    """
    expecting = {channel.id for channel in map_as_of.data_map.channels.values() if channel.expects_reply}

    def is_kept(statement: Statement) -> bool:
        return statement.field in fields or (isinstance(statement, Share) and statement.entry.via in expecting)

    held = replace(assumptions, unknown=unknown)
    current = {entry: replace(entry, status="current") for entry in unknown}
    # Members that state the same share one set, which the engine tests by identity.
    settled = {
        statements: StatementSet(
            [
                _with_entry(statement, current.get(statement.entry, statement.entry))
                for statement in statements
                if is_kept(statement) and map_as_of.counts(statement.entry, held)
            ]
        )
        for statements in map_as_of.data_map.statement_sets
    }
    whose = {actor: settled[statements] for actor, statements in map_as_of.data_map.statements.items()}
    return replace(map_as_of.data_map, statements=whose)


def _with_entry(statement: Statement, entry: Entry) -> Statement:
    return statement._replace(entry=entry)  # type: ignore[arg-type]  # the entry itself or a copy of it


def _related(data_map: DataMap, fields: set[str]) -> frozenset[str]:
    """The fields, and all fields with a part or whole in common, transitively."""
    parts = data_map.parts
    found = set(fields)
    while True:
        more = {each for whole in parts.values() if not whole.isdisjoint(found) for each in whole} - found
        if not more:
            return frozenset(found)
        found |= more


def _statements_of(data_map: DataMap, entries: Iterable[Entry]) -> Mapping[Entry, Sequence[Statement]]:
    statements: dict[Entry, list[Statement]] = {entry: [] for entry in entries}
    for statement in data_map.stated:
        if statement.entry in statements:
            statements[statement.entry].append(statement)
    return statements

"""Needs that are met, and would not be if some records and shares were taken away."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.certainty import Query, Verdict
from dataflow.base.finding import Confidence, Finding, Severity, Subject, lowest
from dataflow.base.text import ActorRef, Filling, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Entry, Need, Share, Supply
from dataflow.rules import Context
from dataflow.rules._certainty import judged_together
from dataflow.rules._demands import concerns
from dataflow.rules._words import places_of

NeedKey = tuple[str, Need]
Verdicts = Sequence[Verdict[NeedKey, None]]


@dataclass(frozen=True)
class TakenAway:
    """Records and shares that are taken away, at one position of the pathway or at all (None)."""

    entries: frozenset[Entry]
    position: int | None = None


@dataclass(frozen=True)
class Dependence:
    """A dependent need: its actor, and the taken statements by which it is met now, under some assumptions.

    ``entries`` are those of the need, as several may state the same.
    """

    actor: str
    need: Need
    assumptions: Assumptions
    statements: tuple[Supply, ...]
    entries: tuple[Entry, ...]
    purposes: tuple[str, ...]

    @property
    def channels(self) -> Collection[str]:
        """The channels of the shares among the statements."""
        return {each.entry.via for each in self.statements if isinstance(each, Share)}

    @property
    def confidence(self) -> Confidence:
        """The lowest confidence of what the finding rests on."""
        return lowest([entry.confidence for entry in (*self.entries, *(each.entry for each in self.statements))])


def finding_of(
    code: str,
    severity: Severity,
    data_map: DataMap,
    found: Dependence,
    message: Text,
    hint: Sentence,
    **words: Filling,
) -> Finding:
    """The finding about a dependent need; its message names actor, field and phase, and what else is given."""
    need = found.need
    named: dict[str, Filling] = {
        "actor": ActorRef(found.actor),
        "field": data_map.fields[need.field].name,
        "phase": data_map.phases[need.phase].name,
    }
    return Finding(
        code=code,
        severity=severity,
        place=found.entries[0].place,
        message=Sentence(message, named | words),
        hint=hint,
        related=places_of(data_map, found.statements),
        subject=Subject(actor=found.actor, field=need.field, phase=need.phase),
        purposes=found.purposes,
        confidence=found.confidence,
    )


def dependent_needs(
    context: Context,
    is_selected: Callable[[str, Need], bool],
    taken_away: Callable[[Need], TakenAway],
    describe: Callable[[Dependence], Finding],
) -> Iterator[Finding]:
    """One finding for each actor, field and phase of the selected needs that depend on what is taken away."""
    needs, map_as_of = context.needs, context.map_as_of

    def is_found(key: NeedKey, assumptions: Assumptions) -> bool:
        actor, need = key
        taken = taken_away(need)
        return map_as_of.counts(need.entry, assumptions) and needs.depends_on(
            taken.entries, actor, need, assumptions, taken.position
        )

    def find_all(assumptions: Assumptions) -> Mapping[NeedKey, None]:
        selected = (key for key in context.subjects.stated_by_field(assumptions, Need) if is_selected(*key))
        return {key: None for key in selected if is_found(key, assumptions)}

    def subject(verdict: Verdict[NeedKey, None]) -> tuple[str, str, str]:
        actor, need = verdict.key
        return actor, need.field, need.phase

    def dependence(group: Verdicts) -> Dependence:
        group = sorted(group, key=lambda verdict: verdict.key[1].entry.place)
        first = next((verdict for verdict in group if verdict.certain), group[0])
        (actor, need), taken = first.key, taken_away(first.key[1])
        statements = tuple(
            each
            for each in needs.lineage(actor, need, first.assumptions).statements
            if each.entry in taken.entries and taken.position in (None, needs.position(each.phase))
        )
        entries = tuple(verdict.key[1].entry for verdict in group)
        purposes: Collection[str] = {purpose for verdict in group for purpose in verdict.key[1].entry.purposes}
        ordered = tuple(purpose for purpose in context.data_map.purposes if purpose in purposes)
        return Dependence(actor, need, first.assumptions, statements, entries, ordered)

    query = Query(find_all, is_found, concerns(context))
    yield from judged_together(context, query, subject, lambda group: describe(dependence(group)))

"""DF401: a field that is recorded again, or in two systems of one actor."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.certainty import Query, Verdict
from dataflow.analysis.needs.needs import Needs
from dataflow.base.finding import Finding, Severity, Subject, lowest
from dataflow.base.rule import RulePage
from dataflow.base.text import ActorRef, Enumeration, Filling, Sentence, Text
from dataflow.model.statements import Entry, Record, RecordEntry
from dataflow.rules import Context, Rule
from dataflow.rules._certainty import judged
from dataflow.rules._words import named, places_of, roles, together


class _Cause(StrEnum):
    ALTHOUGH_RECEIVED = "although-received"
    NOT_RECEIVED = "not-received"
    TWO_SYSTEMS = "two-systems"


_MESSAGES = {
    _Cause.ALTHOUGH_RECEIVED: Text(
        en="{actor} records {field} in {phase} although it gets the field from others; it is recorded {then} by"
        " {others}.",
        da="{actor} registrerer {field} i {phase}, selv om feltet når frem fra andre; {then} registreres det af"
        " {others}.",
    ),
    _Cause.NOT_RECEIVED: Text(
        en="{actor} records {field} in {phase} although it is recorded {then} by {others}; it does not arrive from"
        " there.",
        da="{actor} registrerer {field} i {phase}, selv om det {then} registreres af {others}; det når ikke frem"
        " derfra.",
    ),
    _Cause.TWO_SYSTEMS: Text(
        en="{actor} records {field} in {phase} in several of its systems: {systems}.",
        da="{actor} registrerer {field} i {phase} i flere af sine systemer: {systems}.",
    ),
}
_HINTS = {
    _Cause.ALTHOUGH_RECEIVED: Text(
        en="Use the value that arrives; or, if it is measured anew as a matter of course, give {field} repeats:"
        " true.",
        da="Brug den værdi, der kommer; eller skriv repeats: true på {field}, hvis det altid måles på ny.",
    ),
    _Cause.NOT_RECEIVED: Text(
        en="Let {others} share it; or, if it is measured anew as a matter of course, give {field} repeats: true.",
        da="Lad {others} dele det; eller skriv repeats: true på {field}, hvis det altid måles på ny.",
    ),
    _Cause.TWO_SYSTEMS: Text(
        en="Let the one system fetch it from the other, so that it is entered once.",
        da="Lad det ene system hente det fra det andet, så det kun indtastes én gang.",
    ),
}
_THEN = Text(en="then", da="samtidig")
_THEN_OR_BEFORE = Text(en="then or before", da="da eller tidligere")
_HINT_REPEATS = Text(
    en="Agree who measures it in {phase}, and let the others use that value.",
    da="Aftal, hvem der måler det i {phase}, og lad de andre bruge den værdi.",
)


@dataclass(frozen=True, slots=True)
class _Again:
    actor: str
    field: str
    phase: str
    in_two_systems: bool


def find(context: Context) -> Iterator[Finding]:
    """One finding for each actor, field, phase and cause."""
    repetition = _Repetition(context)
    query = Query(repetition.all_in, repetition.is_in, repetition.concerns)
    yield from judged(context, query, lambda verdict: _finding(context.needs, verdict))


_Records = Mapping[str, list[Record]]
_Shown = tuple[tuple[str, Record], ...]
_Found = Mapping[_Again, _Shown]
_Kind = tuple[str, frozenset[str] | None]
"""A role and clusters."""


class _Repetition:
    """Who records what again, with the records that show it."""

    def __init__(self, context: Context) -> None:
        self._needs = context.needs
        self._subjects = context.subjects
        self._data_map = context.data_map
        self._clusters = self._data_map.clusters_of
        self._of_field = cache(self._all_of_field)

    def all_in(self, assumptions: Assumptions) -> _Found:
        """What is recorded again in a world, with the actor's records and those that make them repetitions."""
        fields = (field.id for field in self._data_map.fields.values() if field.kind != "identifier")
        by_field = (self._of_field(field, self._needs.settled(assumptions, field)) for field in fields)
        return {again: shown for found in by_field for again, shown in found.items()}

    def is_in(self, again: _Again, assumptions: Assumptions) -> bool:
        """Whether it is recorded again in a world."""
        return again in self._of_field(again.field, self._needs.settled(assumptions, again.field))

    def concerns(self, again: _Again, entry: Entry) -> bool:
        """Whether a statement may make a record a repetition: the cause is another matter."""
        return isinstance(entry, RecordEntry) and again.field in self._needs.map_as_of.fields_of_unknown[entry]

    def _all_of_field(self, field: str, assumptions: Assumptions) -> _Found:
        records: dict[str, list[Record]] = {}
        for actor, record in self._needs.sharing(assumptions, field).records:
            records.setdefault(actor, []).append(record)
        # Actors of one role and in the same clusters may share records: each is looked at once.
        stated: dict[_Kind, dict[Record, tuple[str, Record]]] = {}
        for other, own in records.items():
            of_kind = stated.setdefault((self._data_map.role_of(other), self._clusters.get(other)), {})
            for record in own:
                of_kind.setdefault(record, (other, record))
        near = cache(partial(_near, stated))
        before = cache(lambda kind, phase: self._before(near(kind[1]), kind[0], phase))
        return {
            again: shown
            for actor, own in records.items()
            if self._subjects.include_for(actor, field)
            for again, shown in (*self._after_others(actor, own, before), *self._in_two_systems(actor, own))
        }

    def _after_others(
        self, actor: str, own: list[Record], before: Callable[[_Kind, str], _Shown]
    ) -> Iterator[tuple[_Again, _Shown]]:
        kind = self._data_map.role_of(actor), self._clusters.get(actor)
        for phase in dict.fromkeys(record.phase for record in own):
            others = before(kind, phase)
            if others:
                mine = [(actor, record) for record in own if record.phase == phase]
                yield _Again(actor, others[0][1].field, phase, False), (*mine, *others)

    def _before(self, near: Iterable[tuple[str, Iterable[tuple[str, Record]]]], role: str, phase: str) -> _Shown:
        """What others record up to a phase: those of another role."""
        return tuple(
            shown for theirs, found in near if theirs != role for shown in found if self._repeats(shown[1], phase)
        )

    def _in_two_systems(self, actor: str, own: list[Record]) -> Iterator[tuple[_Again, _Shown]]:
        by_position: dict[int, list[Record]] = {}
        for record in own:
            if record.entry.system is not None:
                by_position.setdefault(self._needs.position(record.phase), []).append(record)
        for beside in by_position.values():
            if len({record.entry.system for record in beside}) > 1:
                first = min((record.phase for record in beside), key=lambda phase: self._data_map.phases[phase].order)
                yield _Again(actor, beside[0].field, first, True), tuple((actor, record) for record in beside)

    def _repeats(self, record: Record, phase: str) -> bool:
        """Whether a record in the phase repeats this one; what is measured anew repeats at the same position only."""
        then, now = self._needs.position(record.phase), self._needs.position(phase)
        return then == now if self._data_map.fields[record.field].repeats else then <= now


def _near(
    stated: Mapping[_Kind, Mapping[Record, tuple[str, Record]]], clusters: frozenset[str] | None
) -> list[tuple[str, tuple[tuple[str, Record], ...]]]:
    """Those whom actors in some clusters may know of, by role: in the same cluster, where both are in one."""
    return [
        (role, tuple(found.values()))
        for (role, theirs), found in stated.items()
        if clusters is None or theirs is None or not clusters.isdisjoint(theirs)
    ]


def _finding(needs: Needs, verdict: Verdict[_Again, _Shown]) -> Finding:
    again, data_map = verdict.key, needs.map_as_of.data_map
    cause = _cause(needs, again, verdict.assumptions)
    mine = [record for actor, record in verdict.value if actor == again.actor]
    others = [actor for actor, _ in verdict.value if actor != again.actor]
    words: dict[str, Filling] = {
        "actor": ActorRef(again.actor),
        "field": again.field,
        "phase": _phases(needs, mine) if again.in_two_systems else again.phase,
        "then": _THEN if data_map.fields[again.field].repeats else _THEN_OR_BEFORE,
        "others": roles(data_map, others),
        "systems": _systems(needs, again.actor, mine),
    }
    repeats = data_map.fields[again.field].repeats and cause != _Cause.TWO_SYSTEMS
    return Finding(
        code="DF401",
        severity=Severity.WARNING,
        place=min(record.entry.place for record in mine),
        message=Sentence(_MESSAGES[cause], words | {"field": named(data_map, again.field)}),
        hint=Sentence(_HINT_REPEATS if repeats else _HINTS[cause], words),
        related=places_of(data_map, [record for _, record in verdict.value]),
        subject=Subject(actor=again.actor, field=again.field, phase=again.phase),
        cause=str(cause),
        confidence=lowest(record.entry.confidence for _, record in verdict.value),
    )


def _cause(needs: Needs, again: _Again, assumptions: Assumptions) -> _Cause:
    if again.in_two_systems:
        return _Cause.TWO_SYSTEMS
    received = needs.receives(again.actor, again.field, again.phase, assumptions)
    return _Cause.ALTHOUGH_RECEIVED if received else _Cause.NOT_RECEIVED


def _phases(needs: Needs, records: Iterable[Record]) -> Enumeration:
    return together({record.phase for record in records}, needs.map_as_of.data_map.phases)


def _systems(needs: Needs, actor: str, records: Iterable[Record]) -> Enumeration:
    return together({record.entry.system or "" for record in records}, needs.map_as_of.data_map.actors[actor].systems)


RULE = Rule(
    code="DF401",
    name="recorded-twice",
    severity=Severity.WARNING,
    title=Text(en="A field that is recorded again", da="Et felt, der registreres igen"),
    page=RulePage(
        what=Text(
            en="An actor records a field although an actor of another role (of the same cluster, where both are in"
            " one) recorded it in that phase or before; a field that repeats counts at the same position only. The"
            " cause is although-received where the actor would hold the field anyhow, else not-received. Or, with"
            " cause two-systems, one actor records it in two of its systems. Identifiers are left out.",
            da="En aktør registrerer et felt, selv om en aktør med en anden rolle (i samme klynge, hvis begge er i"
            " en) har registreret det i den fase eller før; et felt, der gentages (repeats), tæller kun på samme"
            " plads i forløbet. Årsagen er although-received, når aktøren ville have feltet alligevel, ellers"
            " not-received. Eller, med årsagen two-systems, registrerer én aktør det i to af sine systemer."
            " Identifikationer tæller ikke med.",
        ),
        why=Text(
            en="Double recording takes time from the patient and the staff, and two values that do not agree are"
            " worse than one: nobody knows which holds.",
            da="Dobbeltregistrering tager tid fra både borger og personale, og to værdier, der ikke stemmer overens,"
            " er værre end én: ingen ved, hvilken der gælder.",
        ),
        fix=Text(
            en="Where the value arrives, use it; where it does not, share it. Where two systems want the same, let"
            " the one fetch it from the other.",
            da="Kommer værdien frem, så brug den; gør den ikke, så del den. Skal to systemer bruge det samme, så lad"
            " det ene hente det fra det andet.",
        ),
        false_positives=Text(
            en="A blood pressure or a weight is measured anew as a matter of course: give such a field repeats: true."
            " What is only stored from a message is no record: state it under uses. And what each records of its own"
            " work, such as a treatment that both offer, is no repetition: one field for each would say so.",
            da="Blodtryk og vægt måles som en selvfølge på ny: skriv repeats: true på den slags felter. Det, der blot"
            " gemmes fra en meddelelse, er ingen registrering: skriv det under uses. Og det, som hver registrerer om"
            " sit eget arbejde, for eksempel en behandling, som begge tilbyder, er ingen gentagelse: et felt til hver"
            " ville vise det.",
        ),
        reported={
            "map.yaml": """\
map: {id: rehabilitation, title: Cardiac rehabilitation}
phases: {discharge: {}, rehabilitation: {}}
fields: {smoking: {label: {en: Smoking, da: Rygning}}}
channels: {plan: {label: {en: Rehabilitation plan, da: Genoptræningsplan}}}
actors:
  hospital:
    records: [{fields: smoking, phase: discharge}]
  municipality:
    records: [{fields: smoking, phase: rehabilitation}]
    uses: [{fields: smoking, phase: rehabilitation}]
"""
        },
        fixed={
            "map.yaml": """\
map: {id: rehabilitation, title: Cardiac rehabilitation}
phases: {discharge: {}, rehabilitation: {}}
fields: {smoking: {label: {en: Smoking, da: Rygning}}}
channels: {plan: {label: {en: Rehabilitation plan, da: Genoptræningsplan}}}
legal_bases: {sul-84: {label: Sundhedsloven § 84}}
actors:
  hospital:
    records: [{fields: smoking, phase: discharge}]
    shares: [{fields: smoking, phase: discharge, to: municipality, via: plan, legal_basis: sul-84}]
  municipality:
    uses: [{fields: smoking, phase: rehabilitation}]
"""
        },
    ),
    find=find,
    identity=lambda finding: (finding.subject, finding.cause == _Cause.TWO_SYSTEMS),
)

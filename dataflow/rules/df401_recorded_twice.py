"""DF401: a field that is recorded again, or in two systems of one actor."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.lineage.repetitions import ActorRecords, Repetition, repetitions_of
from dataflow.analysis.needs.certainty import Query, Verdict
from dataflow.analysis.needs.needs import Needs
from dataflow.base.finding import Finding, Severity, Subject, lowest
from dataflow.base.text import ActorRef, Enumeration, Filling, Sentence, Text
from dataflow.model.statements import Entry, Record, RecordEntry
from dataflow.rules import Context, Rule
from dataflow.rules._certainty import judged
from dataflow.rules._words import places_of, roles, together


class _Cause(StrEnum):
    ALTHOUGH_RECEIVED = "although-received"
    NOT_RECEIVED = "not-received"
    TWO_SYSTEMS = "two-systems"


_MESSAGES = {
    _Cause.ALTHOUGH_RECEIVED: Text(
        en="{actor} records {field} in {phase} although it gets the field from others and {recorded}.",
        da="{actor} registrerer {field} i {phase}, selv om feltet modtages fra andre, og {recorded}.",
    ),
    _Cause.NOT_RECEIVED: Text(
        en="{actor} records {field} in {phase} although {recorded}; it does not arrive from there.",
        da="{actor} registrerer {field} i {phase}, selv om {recorded}; det når ikke frem derfra.",
    ),
    _Cause.TWO_SYSTEMS: Text(
        en="{actor} records {field} in {phase} in several of its systems: {systems}.",
        da="{actor} registrerer {field} i {phase} i flere af sine systemer: {systems}.",
    ),
}
_HINTS = {
    _Cause.ALTHOUGH_RECEIVED: Text(
        en="Use the value that arrives; or, if it is recorded anew as a matter of course, give {field}"
        " repeats: true.",
        da="Brug den værdi, der kommer; eller skriv repeats: true på {field}, hvis det altid registreres på ny.",
        plain=Text(
            en="Use the value that arrives, unless it is recorded anew as a matter of course.",
            da="Brug den værdi, der kommer, medmindre det altid registreres på ny.",
        ),
    ),
    _Cause.NOT_RECEIVED: Text(
        en="Let {others} share it; or, if it is recorded anew as a matter of course, give {field} repeats: true.",
        da="Lad {others} dele det; eller skriv repeats: true på {field}, hvis det altid registreres på ny.",
        plain=Text(
            en="Let {others} share it, unless it is recorded anew as a matter of course.",
            da="Lad {others} dele det, medmindre det altid registreres på ny.",
        ),
    ),
    _Cause.TWO_SYSTEMS: Text(
        en="Let the one system fetch it from the other, so that it is entered once.",
        da="Lad det ene system hente det fra det andet, så det kun indtastes én gang.",
    ),
}
_ALREADY = Text(en="it is already recorded by {others}", da="{others} allerede har registreret det")
_AT_THE_SAME_TIME = Text(en="it is recorded at the same time by {others}", da="{others} registrerer det på samme tid")
_HINT_AT_THE_SAME_TIME = Text(
    en="Agree who records it in {phase}, and let the others use that value.",
    da="Aftal, hvem der registrerer det i {phase}, og lad de andre bruge den værdi.",
)


def find(context: Context) -> Iterator[Finding]:
    """One finding for each actor, field, phase and cause."""
    yield from judged(context, _query(context), lambda verdict: _finding(context.needs, verdict))


_Found = Mapping[Repetition, ActorRecords]


def _query(context: Context) -> Query[Repetition, ActorRecords]:
    needs, fields = context.needs, context.data_map.fields.values()
    recorded = [field.id for field in fields if field.kind != "identifier"]

    @cache
    def in_field(field: str, assumptions: Assumptions) -> _Found:
        return repetitions_of(needs, field, assumptions, context.subjects.included_for(field))

    def find_all(assumptions: Assumptions) -> _Found:
        by_field = (in_field(field, needs.reachability.settled(assumptions, field)) for field in recorded)
        return {repetition: records for found in by_field for repetition, records in found.items()}

    def is_found(repetition: Repetition, assumptions: Assumptions) -> bool:
        return repetition in in_field(repetition.field, needs.reachability.settled(assumptions, repetition.field))

    def concerns(repetition: Repetition, entry: Entry) -> bool:
        # Shares can change only the cause.
        return isinstance(entry, RecordEntry) and repetition.field in context.map_as_of.fields_of_unknown[entry]

    return Query(find_all, is_found, concerns)


def _finding(needs: Needs, verdict: Verdict[Repetition, ActorRecords]) -> Finding:
    repetition, data_map = verdict.key, needs.map_as_of.data_map
    cause = _cause(needs, repetition, verdict.assumptions)
    mine = [record for actor, record in verdict.value if actor == repetition.actor]
    others = [actor for actor, _ in verdict.value if actor != repetition.actor]
    names, before = roles(data_map, others), _recorded_before(needs, repetition, verdict.value)
    words: dict[str, Filling] = {
        "actor": ActorRef(repetition.actor),
        "field": data_map.fields[repetition.field].name,
        "phase": _phases(needs, mine) if repetition.in_two_systems else data_map.phases[repetition.phase].name,
        "recorded": Sentence(
            _ALREADY if before else _AT_THE_SAME_TIME, {"others": roles(data_map, before or others)}
        ),
        "others": names,
        "systems": _systems(needs, repetition.actor, mine),
    }
    is_at_the_same_time = not before and cause != _Cause.TWO_SYSTEMS
    return Finding(
        code="DF401",
        severity=Severity.WARNING,
        place=min(record.entry.place for record in mine),
        message=Sentence(_MESSAGES[cause], words),
        hint=Sentence(
            _HINT_AT_THE_SAME_TIME if is_at_the_same_time else _HINTS[cause],
            {**words, "field": data_map.fields[repetition.field].name.with_ids},
        ),
        related=places_of(data_map, [record for _, record in verdict.value]),
        subject=Subject(actor=repetition.actor, field=repetition.field, phase=repetition.phase),
        cause=str(cause),
        confidence=lowest(record.entry.confidence for _, record in verdict.value),
    )


def _recorded_before(needs: Needs, repetition: Repetition, records: ActorRecords) -> list[str]:
    """The others that have recorded the field at an earlier position."""
    position = needs.position(repetition.phase)
    return [
        actor for actor, record in records if actor != repetition.actor and needs.position(record.phase) < position
    ]


def _cause(needs: Needs, repetition: Repetition, assumptions: Assumptions) -> _Cause:
    if repetition.in_two_systems:
        return _Cause.TWO_SYSTEMS
    of_others = assumptions.excluding_records_of(repetition.actor)
    received = needs.holds(repetition.actor, repetition.field, repetition.phase, of_others)
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
    titles=Text(en="Fields that are recorded again", da="Felter, der registreres igen"),
    what=Text(
        en="An actor records a field that an actor of another role (of the same cluster, where both are in one) has"
        " recorded at an earlier position, or before it at the same one. At one position patients come first, then"
        " the recorders by the order of the phases, then by the order in which the actors are declared: of two who"
        " record at one time, the later one is reported. A field that repeats counts at the same position only. A"
        " patient is never reported. The cause is although-received where the actor would hold the field anyhow,"
        " else not-received. Or, with cause two-systems, one actor records it in two of its systems. Identifiers are"
        " left out.",
        da="En aktør registrerer et felt, som en aktør med en anden rolle (i samme klynge, hvis begge er i en) har"
        " registreret på en tidligere plads i forløbet eller før den på samme plads. På samme plads kommer borgeren"
        " først, derefter de andre efter fasernes rækkefølge og så efter den rækkefølge, aktørerne er angivet i: af"
        " to, der registrerer på samme tid, meldes den sidste. Et felt, der gentages (repeats), tæller kun på samme"
        " plads. Borgeren meldes aldrig. Årsagen er although-received, når aktøren ville have feltet alligevel,"
        " ellers not-received. Eller, med årsagen two-systems, registrerer én aktør det i to af sine systemer."
        " Identifikationer tæller ikke med.",
        plain=Text(
            en="An actor records a field that an actor of another role has recorded earlier, or at the same time."
            " Either the actor would hold the field anyhow, or what was recorded does not reach it. Or one actor"
            " records the field in two of its systems. What is recorded repeatedly as a matter of course counts"
            " only where both record it at the same time. A patient is never reported.",
            da="En aktør registrerer et felt, som en aktør med en anden rolle har registreret tidligere eller på"
            " samme tid. Enten ville aktøren have feltet alligevel, eller også når det registrerede ikke frem."
            " Eller én aktør registrerer feltet i to af sine systemer. Det, der altid registreres gentagne"
            " gange, tæller kun, hvor begge registrerer det på samme tid. Borgeren meldes aldrig.",
        ),
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
    find=find,
    identity=lambda finding: (finding.subject, finding.cause == _Cause.TWO_SYSTEMS),
)

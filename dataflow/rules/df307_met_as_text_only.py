"""DF307: a need or use that is met as free text only, though the field is recorded in a better form."""

from collections.abc import Iterator, Mapping, Sequence

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.holdings import QualityRequirement
from dataflow.analysis.needs.certainty import Query, Verdict
from dataflow.analysis.needs.needs import Needs
from dataflow.base.finding import Finding, Severity, Subject, lowest
from dataflow.base.text import ActorRef, Filling, Sentence, Text
from dataflow.model.entities import Form
from dataflow.model.statements import DEMANDS, Demand, Record
from dataflow.rules import Context, Rule, by_statement
from dataflow.rules._certainty import judged_together
from dataflow.rules._demands import concerns
from dataflow.rules._words import places_of, roles
from dataflow.wording.forms import DATA
from dataflow.wording.key_phrases import KEY_PHRASES

_STRUCTURED = QualityRequirement(Form.STRUCTURED)

_Key = tuple[str, Demand]

_MESSAGE = Text(
    en="{actor} has {field} in {phase} only as free text, though it is recorded by {recorders} as {best}.",
    da="{actor} har kun {field} i {phase} som fritekst, selv om det registreres af {recorders} som {best}.",
)
_HINT = Text(
    en="Ask whether free text will do. If not, {form_key}; the map then says what has to change on the way.",
    da="Spørg, om fritekst er nok. Hvis ikke, så {form_key}; så viser kortet, hvad der skal ændres undervejs.",
)


def find(context: Context) -> Iterator[Finding]:
    """One finding for each actor, field and phase."""
    needs, data_map = context.needs, context.data_map

    def is_selected(demand: Demand) -> bool:
        return demand.entry.form == Form.FREE_TEXT and data_map.fields[demand.field].has_own_form

    def is_found(key: _Key, assumptions: Assumptions) -> bool:
        actor, demand = key
        if not context.map_as_of.counts(demand.entry, assumptions) or not needs.is_met(actor, demand, assumptions):
            return False
        within = needs.assumptions_for(actor, demand, assumptions)
        if needs.has(actor, demand.field, demand.phase, _STRUCTURED, within):
            return False
        records = needs.sharing(within, demand.field).recorded
        return any(_is_better(needs, record, demand) for record in records)

    def find_all(assumptions: Assumptions) -> Mapping[_Key, None]:
        selected: Iterator[_Key] = (
            (actor, demand)
            for kind in DEMANDS
            for actor, demand in context.subjects.stated_by_field(assumptions, kind)
            if is_selected(demand)
        )
        return {key: None for key in selected if is_found(key, assumptions)}

    def subject(verdict: Verdict[_Key, None]) -> tuple[str, str, str]:
        actor, demand = verdict.key
        return actor, demand.field, demand.phase

    query = Query(find_all, is_found, concerns(context))
    yield from judged_together(context, query, subject, lambda group: _finding(needs, group))


def _better_records(
    needs: Needs, actor: str, demand: Demand, assumptions: Assumptions
) -> tuple[tuple[str, Record], ...]:
    """The records of the field up to the phase in a better form than free text; of others, for what is received."""
    sharing = needs.sharing(needs.assumptions_for(actor, demand, assumptions), demand.field)
    return tuple((recorder, record) for recorder, record in sharing.records if _is_better(needs, record, demand))


def _is_better(needs: Needs, record: Record, demand: Demand) -> bool:
    return record.entry.form > Form.FREE_TEXT and needs.position(record.phase) <= needs.position(demand.phase)


def _finding(needs: Needs, group: Sequence[Verdict[_Key, None]]) -> Finding:
    group = sorted(group, key=lambda verdict: verdict.key[1].entry.place)
    first = next((verdict for verdict in group if verdict.certain), group[0])
    (actor, demand), data_map = first.key, needs.map_as_of.data_map
    better = _better_records(needs, actor, demand, first.assumptions)
    records = tuple(dict.fromkeys(record for _, record in better))
    purposes = {purpose for verdict in group for purpose in verdict.key[1].entry.purposes}
    words: dict[str, Filling] = {
        "actor": ActorRef(actor),
        "field": data_map.fields[demand.field].name,
        "phase": data_map.phases[demand.phase].name,
        "recorders": roles(data_map, (recorder for recorder, _ in better), subject=actor),
        "best": DATA[max(record.entry.form for record in records)],
    }
    return Finding(
        code="DF307",
        severity=Severity.INFO,
        place=group[0].key[1].entry.place,
        message=Sentence(_MESSAGE, words),
        hint=Sentence(_HINT, {**KEY_PHRASES, **words}),
        related=places_of(data_map, records),
        subject=Subject(actor=actor, field=demand.field, phase=demand.phase),
        purposes=tuple(purpose for purpose in data_map.purposes if purpose in purposes),
        confidence=lowest(
            [verdict.key[1].entry.confidence for verdict in group] + [record.entry.confidence for record in records]
        ),
    )


_EXAMPLE = """\
map: {id: referral, title: A referral}
phases: {discharge: {}, rehabilitation: {}}
fields: {ldl: {label: {en: LDL cholesterol, da: LDL-kolesterol}, kind: quantity, unit: mmol/L}}
channels: {referral: {label: {en: Referral, da: Henvisning}%s}}
legal_bases: {sul-41: {label: Sundhedsloven § 41}}
actors:
  hospital:
    records: [{fields: ldl, phase: discharge}]
    shares: [{fields: ldl, phase: discharge, to: municipality, via: referral, legal_basis: sul-41}]
  municipality:
    needs: [{fields: ldl, phase: rehabilitation, level: should}]
"""

RULE = Rule(
    code="DF307",
    name="met-as-text-only",
    severity=Severity.INFO,
    title=Text(en="A need that is met as free text only", da="Et behov, der kun opfyldes som fritekst"),
    titles=Text(en="Needs that are met as free text only", da="Behov, der kun opfyldes som fritekst"),
    what=Text(
        en="A need or use that asks for no form is met, but the actor has the field as free text only, though"
        " somebody records it in a better form by then (with received: true, somebody else). It is asked of fields"
        " of the kinds quantity, code, score, ordinal, date and boolean.",
        da="Et behov eller en anvendelse, som ikke stiller krav til formen, er opfyldt, men aktøren har kun feltet"
        " som fritekst, selv om nogen på det tidspunkt registrerer det i en bedre form (med received: true: nogen"
        " anden). Det gælder felter af arten quantity, code, score, ordinal, date og boolean.",
        plain=Text(
            en="A need or use that asks for no form is met, but the actor has the field as free text only, though"
            " somebody records it in a better form by then.",
            da="Et behov eller en anvendelse, som ikke stiller krav til formen, er opfyldt, men aktøren har kun"
            " feltet som fritekst, selv om nogen på det tidspunkt registrerer det i en bedre form.",
        ),
    ),
    why=Text(
        en="A value in free text is read and typed again, or overlooked. It can't be sorted, counted or compared by"
        " a program, though it could be where it was recorded.",
        da="En værdi i fritekst bliver læst og tastet ind igen, eller overset. Den kan ikke sorteres, tælles eller"
        " sammenlignes af et program, selv om den kunne, hvor den blev registreret.",
    ),
    fix=Text(
        en="Give the field a slot of its own in the channel, or send it over another one. If free text will not do,"
        " state form: structured with the need: then it becomes a gap.",
        da="Giv feltet sin egen plads i kanalen, eller send det ad en anden. Er fritekst ikke nok, så angiv form:"
        " structured ved behovet: så bliver det til et hul.",
    ),
    false_positives=Text(
        en="Often a clinician only reads the value, and text is enough: then waive the finding.",
        da="Ofte skal klinikeren kun læse værdien, og så er tekst nok: giv da en dispensation (waivers).",
    ),
    reported={"map.yaml": _EXAMPLE % ""},
    fixed={"map.yaml": _EXAMPLE % ", slots: {ldl: structured}"},
    find=find,
    identity=by_statement,
)

"""DF301: a need that is not met, with its cause (``language.md``, "Why a need is not met")."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.sharing import Hop
from dataflow.analysis.needs.causes import Cause
from dataflow.analysis.needs.certainty import Verdict
from dataflow.analysis.needs.needs import Evidence, Needs
from dataflow.analysis.needs.senders import first_losing_hop, nearest_repair
from dataflow.base.finding import Finding, Severity, Subject, lowest
from dataflow.base.text import ActorRef, Filling, Sentence, Text
from dataflow.model.entities import Form
from dataflow.model.statements import Entry, Need
from dataflow.rules import Context, Rule, by_statement
from dataflow.rules._certainty import judged_together
from dataflow.rules._demands import unmet
from dataflow.rules._words import either, named, places_of, roles, together
from dataflow.wording.causes import (
    ADVICE,
    ADVICE_IN_NO_CODE_SYSTEM,
    ADVICE_SHARE_WHAT_IS_BETTER,
    ADVICE_SHARE_WHAT_IS_FRESH,
    NEED,
    NEED_IN_NO_CODE_SYSTEM,
)
from dataflow.wording.forms import DATA
from dataflow.wording.members import NOBODY, NOBODY_ELSE

_SEVERITY = {"must": Severity.ERROR, "should": Severity.WARNING, "may": Severity.INFO}

_HAS_NO = Text(en="has no", da="har ikke")
_RECEIVES_NO = Text(en="receives no", da="modtager ikke")
_HOP_LATE = Text(
    en="{sender} shares it over {channel} only in {phase}",
    da="{sender} deler det over {channel}, men først i {phase}",
)
_HOP_EARLY = Text(
    en="{sender} shares it over {channel} in {phase}, before having it",
    da="{sender} deler det over {channel} i {phase}, før den selv har det",
)
_HOP_FORM = Text(
    en="{sender} sends it over {channel}, which carries it as {form}",
    da="{sender} sender det over {channel}, der bærer det som {form}",
)
_LATE_UNKNOWN = Text(en="its sender has it too late", da="afsenderen har det for sent")
_BETTER_STAYS = Text(
    en="what is recorded so well does not get there", da="det, der er registreret så godt, når ikke frem dertil"
)
_ADD_TO_SHARE = Text(
    en="Add {field} to what {holder} already shares with {actor} over {channel} in {phase}.",
    da="Føj {field} til det, som {holder} allerede deler med {actor} over {channel} i {phase}.",
)
_NEW_SHARE = Text(
    en="Let {holder} share it with {actor}; none of the shares between them today would do.",
    da="Lad {holder} dele det med {actor}; ingen af delingerne mellem dem i dag slår til.",
)
_PUT_INTO_FORCE = Text(
    en="What is planned would meet it: put that into force. Else: {hint}",
    da="Det planlagte ville opfylde det: sæt det i værk. Ellers: {hint}",
)
_FIND_OUT = Text(
    en="First find out what it hangs on, which nobody knows yet. If the gap remains: {hint}",
    da="Find først ud af det, som hullet afhænger af, og som ingen har afklaret. Er hullet der stadig: {hint}",
)

_NeedKey = tuple[str, Need]


def find(context: Context) -> Iterator[Finding]:
    """One finding for each actor, field, phase, level and cause, with the purposes of all its statements."""

    def subject(verdict: Verdict[_NeedKey, Cause]) -> tuple[str, str, str, str, Cause]:
        actor, need = verdict.key
        return actor, need.field, need.phase, need.entry.level, verdict.value

    def describe(group: Sequence[Verdict[_NeedKey, Cause]]) -> Finding:
        return replace(_finding(context.needs, group), evidence=partial(_evidence, context, tuple(group)))

    yield from map(_advised, judged_together(context, unmet(context, Need), subject, describe))


def _advised(finding: Finding) -> Finding:
    """The finding, its hint preceded by what to do where planned or unknown statements may meet the need."""
    first = _PUT_INTO_FORCE if finding.planned else None if finding.certain else _FIND_OUT
    if first is None or finding.hint is None:
        return finding
    return replace(finding, hint=Sentence(first, {"hint": finding.hint}))


def _finding(needs: Needs, group: Sequence[Verdict[_NeedKey, Cause]]) -> Finding:
    group = sorted(group, key=lambda verdict: verdict.key[1].entry.place)
    first = _first(group)
    (actor, need), cause = first.key, first.value
    evidence = needs.evidence(actor, need, cause, first.assumptions)
    data_map = needs.map_as_of.data_map
    words = _words(needs, actor, need, cause, evidence, first.assumptions)
    message, hint = NEED[cause], ADVICE[cause]
    if cause == Cause.CODE_SYSTEM_MISMATCH and not any(element.code_system for element in evidence.held):
        message, hint = NEED_IN_NO_CODE_SYSTEM, ADVICE_IN_NO_CODE_SYSTEM
    elif cause == Cause.FORM_LOST and not evidence.hops:
        hint = ADVICE_SHARE_WHAT_IS_BETTER
    elif cause == Cause.STALE and (fresh := _recorded_since(needs, actor, need, evidence)):
        hint, words["fresh"] = ADVICE_SHARE_WHAT_IS_FRESH, replace(roles(data_map, fresh, subject=actor), either=True)
    purposes = {purpose for verdict in group for purpose in verdict.key[1].entry.purposes}
    rests_on = [verdict.key[1].entry for verdict in group] + list(_cited(cause, evidence))
    return Finding(
        code="DF301",
        severity=_SEVERITY[need.entry.level],
        place=group[0].key[1].entry.place,
        message=Sentence(message, {**words, "field": named(data_map, need.field)}),
        hint=Sentence(hint, {**words, "actor": data_map.role_of(actor)}),
        related=places_of(data_map, [*evidence.sharing.recorded, *(hop.statement for hop in evidence.hops)]),
        subject=Subject(actor=actor, field=need.field, phase=need.phase, need=need.entry.level),
        cause=str(cause),
        purposes=tuple(purpose for purpose in data_map.purposes if purpose in purposes),
        confidence=lowest(entry.confidence for entry in rests_on),
    )


def _evidence(
    context: Context, group: Iterable[Verdict[_NeedKey, Cause]], actor: str | None = None
) -> list[dict[str, Any]]:
    """The proofs that the first need is not met: in both runs where that is certain, else in one."""
    first = _first(group)
    everything = replace(first.assumptions, unknown=frozenset(context.map_as_of.unknown))
    runs = (first.assumptions, everything) if first.certain else (first.assumptions,)
    subject, need = first.key
    return context.prove(actor or subject, need, runs)


def _first(group: Iterable[Verdict[_NeedKey, Cause]]) -> Verdict[_NeedKey, Cause]:
    """The verdict that a finding describes: certain ones first, then by place."""
    return min(group, key=lambda verdict: (not verdict.certain, verdict.key[1].entry.place))


def _cited(cause: Cause, evidence: Evidence) -> Iterable[Entry]:
    """The entries that a finding rests on, besides the need itself."""
    yield from (hop.statement.entry for hop in evidence.hops)
    if cause in (Cause.NOT_SHARED, Cause.RECORDED_LATE, Cause.FORM_TOO_LOW, Cause.STALE):
        yield from (record.entry for record in evidence.sharing.recorded)


def _words(
    needs: Needs, actor: str, need: Need, cause: Cause, evidence: Evidence, assumptions: Assumptions
) -> dict[str, Filling]:
    data_map = needs.map_as_of.data_map
    now = needs.position(need.phase)
    by_then = [record.entry for record in evidence.sharing.recorded if needs.position(record.phase) <= now]
    best = max(
        (entry.form for entry in by_then),
        default=max((element.form for element in evidence.held), default=Form.FREE_TEXT),
    )
    return {
        "actor": ActorRef(actor),
        "field": need.field,
        "phase": need.phase,
        "has_no": _RECEIVES_NO if need.entry.received else _HAS_NO,
        "parts": either(evidence.missing_parts, data_map.fields),
        "parts_all": together(evidence.missing_parts, data_map.fields),
        "nobody": NOBODY_ELSE if need.entry.received else NOBODY,
        "recorders": roles(data_map, evidence.sharing.recorders, subject=actor),
        "since": need.entry.recorded_since or "",
        "recorded": together({element.recorded for element in evidence.held}, data_map.phases),
        "least": DATA[need.entry.form],
        "best": DATA[best],
        "form": DATA[max((element.form for element in evidence.held), default=Form.FREE_TEXT)],
        "wanted": either(need.entry.code_systems, data_map.code_systems),
        "codes": together({each.code_system for each in evidence.held if each.code_system}, data_map.code_systems),
        "hops": _hop_words(needs, need, cause, evidence.hops),
        # Computed only where it is used, as it looks at every share of all holders of the field.
        "repair": _repair(needs, actor, need, evidence, assumptions) if cause == Cause.NOT_SHARED else "",
    }


def _recorded_since(needs: Needs, actor: str, need: Need, evidence: Evidence) -> tuple[str, ...]:
    """The other actors that record the field in time and as recently as needed."""
    fresh = range(needs.position(need.entry.recorded_since or need.phase), needs.position(need.phase) + 1)
    return tuple(
        recorder
        for recorder, records in evidence.sharing.records_of.items()
        if recorder != actor and any(needs.position(record.phase) in fresh for record in records)
    )


def _hop_words(needs: Needs, need: Need, cause: Cause, hops: tuple[Hop, ...]) -> Sentence | Text:
    if not hops:
        return _LATE_UNKNOWN if cause == Cause.ARRIVES_LATE else _BETTER_STAYS
    hop = first_losing_hop(needs, hops)
    template = _HOP_FORM
    if cause == Cause.ARRIVES_LATE:
        late = needs.position(hop.statement.phase) > needs.position(need.phase)
        template = _HOP_LATE if late else _HOP_EARLY
    return Sentence(
        template,
        {
            "sender": needs.map_as_of.data_map.role_of(hop.sender),
            "channel": hop.statement.entry.via,
            "phase": hop.statement.phase,
            "form": DATA[hop.form],
        },
    )


def _repair(needs: Needs, actor: str, need: Need, evidence: Evidence, assumptions: Assumptions) -> Sentence:
    """The advice to add the field to a share that would then meet the need; else to make a new share."""
    data_map = needs.map_as_of.data_map
    repair = nearest_repair(needs, actor, need, evidence, assumptions)
    if repair is not None:
        holder, share = repair
        words = {"holder": data_map.role_of(holder), "channel": share.entry.via, "phase": share.phase}
        return Sentence(_ADD_TO_SHARE, {**words, "actor": data_map.role_of(actor), "field": need.field})
    own = data_map.role_of(actor)
    holders = [holder for holder in evidence.holders if data_map.role_of(holder) != own] or evidence.holders
    any_of_them = replace(roles(data_map, holders, subject=actor), either=True)
    return Sentence(_NEW_SHARE, {"holder": any_of_them, "actor": own})


_EXAMPLE = """\
map: {id: example, title: Example}
phases: {discharge: {}, rehabilitation: {}}
fields: {lvef: {label: Ejection fraction}}
channels: {letter: {label: Letter}}
actors:
  hospital:
    records: [{fields: lvef, phase: discharge}]
%s  municipality:
    needs: [{fields: lvef, phase: rehabilitation}]
"""

RULE = Rule(
    code="DF301",
    name="unmet-need",
    severity=Severity.ERROR,
    title=Text(en="A need that is not met", da="Et behov, der ikke er opfyldt"),
    what=Text(
        en="An actor needs a field in a phase and does not hold it there in a form, code system and freshness"
        " that will do. The finding names exactly one cause: underivable, unrecorded, recorded-late, not-shared"
        " or arrives-late where the actor does not hold the field at all; stale, form-too-low, form-lost or"
        " code-system-mismatch where it does. It is an error for a must, a warning for a should and information"
        " for a may.",
        da="En aktør har brug for et felt i en fase og har det ikke dér i en form, et kodesystem og en aktualitet,"
        " der er god nok. Fundet nævner netop én årsag: underivable, unrecorded, recorded-late, not-shared eller"
        " arrives-late, når aktøren slet ikke har feltet; stale, form-too-low, form-lost eller code-system-mismatch,"
        " når aktøren har det. Det er en fejl for must, en advarsel for should og en oplysning for may.",
    ),
    why=Text(
        en="What a clinician does not know at the moment of need is requested again, measured again, or left out:"
        " the patient tells the story once more, or is trained without regard to the heart's function.",
        da="Det, som en fagperson ikke ved, når der er brug for det, bliver spurgt om igen, målt igen eller"
        " udeladt: borgeren fortæller sin historie én gang til eller trænes uden hensyn til hjertets funktion.",
    ),
    fix=Text(
        en="Follow the hint: it names the share, slot or record that is nearest. In practice that is an"
        " agreement between sectors; in the map it is a scenario until it is true.",
        da="Følg forslaget: det nævner den deling, plads eller registrering, der ligger nærmest. I virkeligheden"
        " er det en aftale mellem sektorerne; i kortet er det et scenarie, indtil den gælder.",
    ),
    false_positives=Text(
        en="The map may lack a share that happens in practice (a telephone call, paper, a portal that staff look"
        " into): ask those who work there before the gap is reported. Where nobody knows, state the share with"
        " status: unknown; the finding then becomes possible instead of certain.",
        da="Kortet kan mangle en deling, der sker i praksis (en opringning, papir, en portal, personalet slår op"
        " i): spørg dem, der arbejder der, før hullet meldes ud. Er det ikke afklaret, så skriv delingen med"
        " status: unknown; så bliver fundet muligt i stedet for sikkert.",
    ),
    reported={"map.yaml": _EXAMPLE % ""},
    fixed={"map.yaml": _EXAMPLE % "    shares: [{fields: lvef, phase: discharge, to: municipality, via: letter}]\n"},
    find=find,
    identity=by_statement,
)

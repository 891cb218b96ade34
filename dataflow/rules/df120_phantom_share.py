"""DF120: a share of a field that the sender does not hold."""

from collections.abc import Iterator

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.sharing import passes_on
from dataflow.analysis.needs.certainty import Query, Verdict
from dataflow.analysis.needs.needs import Needs
from dataflow.base.finding import Finding, Severity, Subject, lowest
from dataflow.base.text import ActorRef, Filling, Sentence, Text
from dataflow.model.statements import Entry, Share
from dataflow.rules import Context, Rule
from dataflow.rules._certainty import judged
from dataflow.rules._words import places_of, roles

_Key = tuple[str, str, str]
"""Actor, field and phase."""
_Shares = tuple[Share, ...]

_NOBODY = Text(
    en="{actor} shares {field} in {phase}, but can't have it: nobody records it.",
    da="{actor} deler {field} i {phase}, men kan ikke have det: ingen registrerer det.",
)
_TOO_SOON = Text(
    en="{actor} shares {field} in {phase}, but has it only from {later} on.",
    da="{actor} deler {field} i {phase}, men har det først fra og med {later}.",
)
_NEVER = Text(
    en="{actor} shares {field} in {phase}, but does not have it: it is recorded by {recorders}, and"
    " nothing brings it here.",
    da="{actor} deler {field} i {phase}, men har det ikke: det registreres af {recorders}, og intet bringer det"
    " hertil.",
)
_NEVER_BUT_OTHERS = Text(
    en="{actor} shares {field} in {phase}, but does not have it: only other members record it, and nothing brings it"
    " here.",
    da="{actor} deler {field} i {phase}, men har det ikke: kun andre medlemmer registrerer det, og intet bringer det"
    " hertil.",
)
_HINT = Text(
    en="State how it comes to {actor} (a record, or a share from someone else), or take {field} out of the share.",
    da="Skriv, hvordan {actor} får det (en registrering, eller en deling fra en anden), eller tag {field} ud af"
    " delingen.",
)
_HINT_AT_MEMBER = Text(
    en="State how it comes to these members (a record, or a share from someone else), or leave it out of what they"
    " share: omits: [{{shares: {id}}}].",
    da="Skriv, hvordan disse medlemmer får det (en registrering, eller en deling fra en anden), eller udelad det af"
    " det, de deler: omits: [{{shares: {id}}}].",
    plain=Text(
        en="State how it comes to these members (a record, or a share from someone else), or leave it out of what"
        " they share.",
        da="Skriv, hvordan disse medlemmer får det (en registrering, eller en deling fra en anden), eller udelad det"
        " af det, de deler.",
    ),
)
_HINT_TOO_SOON = Text(
    en="Share it in {later} or later, or state how it comes to {actor} as early as in {phase}.",
    da="Del det i {later} eller senere, eller skriv, hvordan {actor} får det allerede i {phase}.",
)


def find(context: Context) -> Iterator[Finding]:
    """One finding for each actor, field and phase."""
    yield from judged(context, _query(context), lambda verdict: _finding(context.needs, verdict))


def _query(context: Context) -> Query[_Key, _Shares]:
    map_as_of, holds = context.map_as_of, context.needs.holds
    parts = map_as_of.data_map.parts

    def phantoms(assumptions: Assumptions) -> dict[_Key, _Shares]:
        found: dict[_Key, _Shares] = {}
        for sender, share in context.subjects.stated_by_field(assumptions, Share):
            if not holds(sender, share.field, share.phase, assumptions) and passes_on(
                map_as_of.data_map, sender, share
            ):
                key = (sender, share.field, share.phase)
                found[key] = (*found.get(key, ()), share)
        return found

    def is_found(key: _Key, assumptions: Assumptions) -> bool:
        sender, field, phase = key
        return not holds(sender, field, phase, assumptions) and any(
            (share.field, share.phase) == (field, phase)
            and map_as_of.counts(share.entry, assumptions)
            and passes_on(map_as_of.data_map, sender, share)
            for share in map_as_of.data_map.statements[sender].of(Share)
        )

    def concerns(key: _Key, entry: Entry) -> bool:
        return not map_as_of.fields_of_unknown[entry].isdisjoint(parts[key[1]])

    return Query(phantoms, is_found, concerns)


def _finding(needs: Needs, verdict: Verdict[_Key, _Shares]) -> Finding:
    (actor, field, phase), shares = verdict.key, verdict.value
    data_map = needs.map_as_of.data_map
    sharing = needs.sharing(verdict.assumptions, field)
    holdings = needs.holdings(verdict.assumptions)
    role = data_map.role_of(actor)
    others = [each for each in sharing.recorders if data_map.role_of(each) != role]
    # What the role states is right for the members that have the field.
    others_hold = any(holdings.holds(member, field, phase) for member in data_map.members.get(role, ()))
    is_of_role = others_hold and any(share.entry.author == role != actor for share in shares)
    later = next((each for each in data_map.phases if holdings.holds(actor, field, each)), None)
    words: dict[str, Filling] = {
        "actor": ActorRef(actor),
        "field": data_map.fields[field].name,
        "phase": data_map.phases[phase].name,
        "later": data_map.phases[later].name if later else "",
        "recorders": roles(data_map, others or sharing.recorders, subject=actor),
        "id": field,
    }
    never = _NEVER if others or role == actor else _NEVER_BUT_OTHERS
    hint = _HINT_TOO_SOON if later else _HINT_AT_MEMBER if is_of_role else _HINT
    return Finding(
        "DF120",
        Severity.WARNING,
        min(share.entry.place for share in shares),
        Sentence(_TOO_SOON if later else never if sharing.records else _NOBODY, words),
        Sentence(hint, {**words, "field": data_map.fields[field].name.with_ids}),
        places_of(data_map, sharing.recorded),
        Subject(actor=actor, field=field, phase=phase),
        confidence=lowest(share.entry.confidence for share in shares),
    )


_EXAMPLE = """\
map: {id: stroke, title: Stroke}
phases: {discharge: {}, follow-up: {}}
fields:
  nihss: {label: NIHSS score}
  plan: {label: Rehabilitation plan}
channels: {letter: {label: Discharge letter}}
actors:
  hospital:
    records: [{fields: %s, phase: discharge}]
    shares: [{fields: [nihss, plan], phase: discharge, to: gp, via: letter}]
  gp:
    uses: [{fields: plan, phase: follow-up}]
"""

RULE = Rule(
    code="DF120",
    name="phantom-share",
    severity=Severity.WARNING,
    title=Text(en="A share of what the sender does not have", da="En deling af noget, afsenderen ikke har"),
    what=Text(
        en="An actor shares a field in a phase in which, by the map, it does not hold the field: it neither"
        " records it then or before, nor has got it from anyone, nor can work it out. Shares that reach nobody"
        " (DF129), and those that the channel does not carry (DF126), are left out.",
        da="En aktør deler et felt i en fase, hvor den efter kortet ikke har feltet: den har hverken registreret det"
        " da eller før, fået det fra nogen eller mulighed for at beregne det. Delinger, der ikke når nogen (DF129),"
        " eller som kanalen ikke overfører (DF126), er ikke med.",
    ),
    why=Text(
        en="Nothing goes over such a share, so the needs behind it look unmet, though in practice the message"
        " may well have the field in it. Or the field of the message form is there, and stays empty.",
        da="Der går ingenting over sådan en deling, så behovene bag den ser uopfyldte ud, selv om feltet måske"
        " er i meddelelsen i virkeligheden. Eller også er rubrikken der og bliver aldrig udfyldt.",
    ),
    fix=Text(
        en="Ask the sender where the value comes from. State that: a record, an earlier share from someone else,"
        " or derived_from. If it does not have the value, take the field out of the share, or move it to the"
        " phase in which it has.",
        da="Spørg afsenderen, hvor værdien kommer fra, og skriv det: en registrering, en tidligere deling fra en"
        " anden eller derived_from. Har den ikke værdien, så tag feltet ud af delingen, eller flyt det til den"
        " fase, hvor den har.",
    ),
    false_positives=Text(
        en="The map is most often what is incomplete: a record that everybody takes for granted was not stated,"
        " or a share of a whole group: holds fields that the sender never sends.",
        da="Oftest er det kortet, der mangler noget: en registrering, som alle tager for givet, er ikke skrevet,"
        " eller en deling af en hel group: rummer felter, som afsenderen aldrig sender.",
    ),
    reported={"map.yaml": _EXAMPLE % "plan"},
    fixed={"map.yaml": _EXAMPLE % "[nihss, plan]"},
    find=find,
)

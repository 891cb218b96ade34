"""DF121: a use that is not met."""

from collections.abc import Iterator, Sequence

from dataflow.analysis.needs.causes import NOT_GOOD_ENOUGH, Cause
from dataflow.analysis.needs.certainty import Verdict
from dataflow.analysis.needs.needs import Needs
from dataflow.base.finding import Finding, Severity, Subject, lowest
from dataflow.base.text import ActorRef, Filling, Sentence, Text
from dataflow.model.statements import Use
from dataflow.rules import Context, Rule, by_statement
from dataflow.rules._certainty import judged_together
from dataflow.rules._demands import unmet
from dataflow.rules._timing import timed
from dataflow.rules._words import either, places_of, roles
from dataflow.wording.causes import USE
from dataflow.wording.forms import DATA
from dataflow.wording.members import NOBODY, NOBODY_ELSE

_Key = tuple[str, Use]

_MESSAGE = Text(
    en="{actor} uses {field} in {phase}, but by the map it can't: {why}.",
    da="{actor} anvender {field} i {phase}, men det kan ifølge kortet ikke lade sig gøre: {why}.",
)
_HINT = Text(
    en="Ask {actor} where {field} comes from, and state that way; if it is not used after all, take the use out.",
    da="Spørg {actor}, hvor {field} kommer fra, og beskriv, hvordan det når frem; bruges det alligevel ikke, så"
    " fjern anvendelsen.",
)
_HINT_QUALITY = Text(
    en="Ask {actor} how good {field} has to be: lower form, code_system or recorded_since to what is used today, or"
    " state the way by which it comes in that quality.",
    da="Spørg {actor}, hvilken kvalitet {field} skal have: sænk form, code_system eller recorded_since til det, der"
    " bruges i dag, eller beskriv den vej, det kommer ad i den kvalitet.",
)


def find(context: Context) -> Iterator[Finding]:
    """One finding for each actor, field and phase, with the purposes of all its statements."""

    def subject(verdict: Verdict[_Key, Cause]) -> tuple[str, str, str]:
        actor, use = verdict.key
        return actor, use.field, use.phase

    yield from judged_together(context, unmet(context, Use), subject, lambda group: _finding(context.needs, group))


def _finding(needs: Needs, group: Sequence[Verdict[_Key, Cause]]) -> Finding:
    group = sorted(group, key=lambda verdict: verdict.key[1].entry.place)
    first = next((verdict for verdict in group if verdict.certain), group[0])
    (actor, use), cause = first.key, first.value
    data_map = needs.map_as_of.data_map
    evidence = needs.evidence(actor, use, cause, first.assumptions)
    purposes = {purpose for verdict in group for purpose in verdict.key[1].entry.purposes}
    why: dict[str, Filling] = {
        "nobody": NOBODY_ELSE if use.entry.received else NOBODY,
        "recorders": roles(data_map, evidence.sharing.recorders, subject=actor),
        "receiver": data_map.actors[data_map.role_of(actor)].name,
        "parts": either(evidence.missing_parts, data_map.fields),
        "since": data_map.phases[use.entry.recorded_since].name if use.entry.recorded_since else "",
        "there": either(use.entry.recorded_in, data_map.phases),
        **timed(needs, use, evidence.first),
        "least": DATA[use.entry.form],
        "wanted": either(use.entry.code_systems, data_map.code_systems),
    }
    words: dict[str, Filling] = {
        "actor": ActorRef(actor),
        "field": data_map.fields[use.field].name,
        "phase": data_map.phases[use.phase].name,
        "why": Sentence(USE[cause], why),
    }
    return Finding(
        "DF121",
        Severity.WARNING,
        group[0].key[1].entry.place,
        Sentence(_MESSAGE, words),
        Sentence(_HINT_QUALITY if cause in NOT_GOOD_ENOUGH else _HINT, words),
        places_of(data_map, [*evidence.sharing.recorded, *(hop.statement for hop in evidence.hops), *evidence.way]),
        Subject(actor=actor, field=use.field, phase=use.phase),
        purposes=tuple(purpose for purpose in data_map.purposes if purpose in purposes),
        confidence=lowest(verdict.key[1].entry.confidence for verdict in group),
    )


_EXAMPLE = """\
map: {id: copd, title: Chronic obstructive pulmonary disease}
phases: {annual-check: {}, rehabilitation: {}}
fields: {fev1: {label: FEV1}, smoking: {label: Smoking status}}
channels: {referral: {label: Referral}}
actors:
  gp:
    records: [{fields: [smoking, fev1], phase: annual-check}]
    shares: [{fields: %s, phase: annual-check, to: municipality, via: referral}]
  municipality:
    uses: [{fields: [smoking, fev1], phase: rehabilitation}]
"""

RULE = Rule(
    code="DF121",
    name="phantom-use",
    severity=Severity.WARNING,
    title=Text(en="A use of what the actor can't have", da="Anvendelse af noget, aktøren ikke kan have"),
    what=Text(
        en="An actor uses a field in a phase, and by the map it does not have it there, or not in the form, code"
        " system or freshness that the use states. A use says what happens today, so either it does not happen,"
        " or there is a flow that nobody has documented.",
        da="En aktør bruger et felt i en fase, og efter kortet har den det ikke dér, eller ikke i den form, det"
        " kodesystem eller den aktualitet, som anvendelsen angiver. En anvendelse siger, hvad der sker i dag: enten"
        " sker det altså ikke, eller også er der en datastrøm, som ingen har dokumenteret.",
    ),
    why=Text(
        en="Undocumented flows are often where the work is: someone telephones, looks into a portal, or asks the"
        " patient. They have no agreement and no legal basis on paper, and they are forgotten when systems change.",
        da="Det er tit i de udokumenterede strømme, arbejdet ligger: nogen ringer, slår op i en portal eller spørger"
        " borgeren. De har ingen aftale og ingen hjemmel på papiret, og de glemmes, når systemerne skiftes.",
    ),
    fix=Text(
        en="Ask those who use the value where they have it from, and state the record or the share. If they would"
        " use it but don't, it is a need.",
        da="Spørg dem, der bruger værdien, hvor de har den fra, og skriv registreringen eller delingen. Ville de"
        " bruge den, men gør det ikke, er det et behov (needs).",
    ),
    false_positives=Text(
        en="The use may ask for too much: form and code_system are the least that will do, and what is read by a"
        " person is often fine as free text. An actor that asks the patient anew records the value itself.",
        da="Anvendelsen kræver måske for meget: form og code_system er det mindste, der er nok, og det, et menneske"
        " læser, er tit godt nok som fritekst. En aktør, der spørger borgeren igen, registrerer selv værdien.",
    ),
    reported={"map.yaml": _EXAMPLE % "smoking"},
    fixed={"map.yaml": _EXAMPLE % "[smoking, fev1]"},
    find=find,
    identity=by_statement,
)

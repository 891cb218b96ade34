"""DF301: a need that is not met, with its cause (``language.md``, "Why a need is not met")."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from dataflow.analysis.needs.causes import Cause
from dataflow.analysis.needs.certainty import Verdict
from dataflow.analysis.needs.planned import planned_for
from dataflow.base.finding import Finding, Severity, Subject, lowest
from dataflow.base.place import Place
from dataflow.base.text import Text
from dataflow.model.statements import Need
from dataflow.rules import Context, Rule, by_statement
from dataflow.rules._certainty import verdicts_together, with_certainty
from dataflow.rules._demands import unmet
from dataflow.rules._first_steps import with_first_steps
from dataflow.rules._remedies import NO_ACCOUNT, Account, account_of
from dataflow.rules._words import places_of

_SEVERITY = {"must": Severity.ERROR, "should": Severity.WARNING, "may": Severity.INFO}

_NeedKey = tuple[str, Need]


def find(context: Context) -> Iterator[Finding]:
    """One finding for each actor, field, phase, level and cause, with the purposes of all its statements."""

    def subject(verdict: Verdict[_NeedKey, Cause]) -> tuple[str, str, str, str, Cause]:
        actor, need = verdict.key
        return actor, need.field, need.phase, need.entry.level, verdict.value

    query = unmet(context, Need)
    for group in verdicts_together(context, query, subject):
        ordered = sorted(group, key=lambda verdict: verdict.key[1].entry.place)
        actor, need = (first := _first(ordered)).key
        if context.is_only_compared:
            yield _finding(context, ordered, NO_ACCOUNT)
            continue
        account = account_of(context.needs, actor, need, first.value, first.assumptions)
        found = replace(_finding(context, ordered, account), evidence=partial(_evidence, context, tuple(ordered)))
        judged = with_certainty(found, context.map_as_of, query, ordered)
        unknown = [entry for verdict in ordered for entry in verdict.hangs_on]
        planned = (
            planned_for(context.needs, actor, need, account.fields, first.assumptions) if judged.planned else None
        )
        hint = with_first_steps(
            context.needs, actor, need, account, unknown, planned, first.assumptions, judged.certain
        )
        yield replace(judged, hint=hint)


def _finding(context: Context, group: Sequence[Verdict[_NeedKey, Cause]], account: Account) -> Finding:
    (actor, need), cause, data_map = _first(group).key, _first(group).value, context.data_map
    purposes = {purpose for verdict in group for purpose in verdict.key[1].entry.purposes}
    rests_on = [verdict.key[1].entry for verdict in group] + list(account.rests_on)
    return Finding(
        code="DF301",
        severity=_SEVERITY[need.entry.level],
        place=group[0].key[1].entry.place,
        message=account.message,
        hint=account.hint,
        related=places_of(data_map, account.statements),
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
    """The verdict that a finding describes: certain ones first, then by place.

    What a role states comes before what its member states, as the order of actors in a file decides nothing.
    """

    def rank(verdict: Verdict[_NeedKey, Cause]) -> tuple[bool, bool, Place]:
        actor, need = verdict.key
        return not verdict.certain, need.entry.author == actor, need.entry.place

    return min(group, key=rank)


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
        " that will do. The finding names exactly one cause. Where the actor does not hold the field at all: it can't"
        " be worked out (underivable), nobody records it (unrecorded), it is recorded too late (recorded-late), not"
        " shared (not-shared) or there too late (arrives-late). Where it does: it is out of date (stale), its form is"
        " too low (form-too-low) or lost on the way (form-lost), or the code system is another"
        " (code-system-mismatch). It is an error for a must, a warning for a should and information for a may.",
        da="En aktør har brug for et felt i en fase og har det ikke dér i en form, et kodesystem og en aktualitet,"
        " der er god nok. Fundet nævner netop én årsag. Når aktøren slet ikke har feltet: det kan ikke beregnes"
        " (underivable), ingen registrerer det (unrecorded), det registreres for sent (recorded-late), deles ikke"
        " (not-shared) eller er fremme for sent (arrives-late). Når aktøren har det: det er forældet (stale), formen"
        " er for lav (form-too-low) eller går tabt undervejs (form-lost), eller kodesystemet er et andet"
        " (code-system-mismatch). Det er en fejl for et skal, en advarsel for et bør og en oplysning for et kan.",
        plain=Text(
            en="An actor needs a field in a phase and does not hold it there in a form, code system and freshness"
            " that will do. The finding names exactly one cause. Where the actor does not hold the field at all:"
            " it can't be worked out, nobody records it, it is recorded too late, not shared or there too late."
            " Where it does: it is out of date, its form is too low or lost on the way, or the code system is"
            " another.",
            da="En aktør har brug for et felt i en fase og har det ikke dér i en form, et kodesystem og en"
            " aktualitet, der er god nok. Fundet nævner netop én årsag. Når aktøren slet ikke har feltet: det"
            " kan ikke beregnes, ingen registrerer det, det registreres for sent, deles ikke eller er fremme for"
            " sent. Når aktøren har det: det er forældet, formen er for lav eller går tabt undervejs, eller"
            " kodesystemet er et andet.",
        ),
    ),
    why=Text(
        en="What a clinician does not know at the moment of need is requested again, measured again, or left out:"
        " the patient tells the story once more, or is treated without regard to what others found.",
        da="Det, som en fagperson ikke ved, når der er brug for det, bliver spurgt om igen, målt igen eller"
        " udeladt: borgeren fortæller sin historie én gang til eller behandles uden hensyn til det, andre har"
        " fundet.",
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
        " status: unknown; where it would meet the need, the finding then becomes possible instead of certain.",
        da="Kortet kan mangle en deling, der sker i praksis (en opringning, papir, en portal, personalet slår op"
        " i): spørg dem, der arbejder der, før hullet meldes ud. Er det ikke afklaret, så skriv delingen med"
        " status: unknown; hvis den ville opfylde behovet, bliver fundet så muligt i stedet for sikkert.",
    ),
    reported={"map.yaml": _EXAMPLE % ""},
    fixed={"map.yaml": _EXAMPLE % "    shares: [{fields: lvef, phase: discharge, to: municipality, via: letter}]\n"},
    find=find,
    identity=by_statement,
)

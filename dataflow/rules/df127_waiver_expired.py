"""DF127: an expired waiver."""

from collections.abc import Iterator

from dataflow.base.finding import Finding, Severity
from dataflow.base.text import Filling, Sentence, Text
from dataflow.rules import Context, Rule
from dataflow.rules._gathering import in_force
from dataflow.rules._waivers import keys_of
from dataflow.wording.dates import in_words

_MESSAGE = Text(
    en="The waiver of {waived} ended on {valid_to} and waives nothing any more.",
    da="Dispensationen fra {waived} udløb den {valid_to} og gælder ikke længere.",
)
_HINT = Text(
    en="Ask whether it is still accepted: give it a new date, or take it out and fix what it was for.",
    da="Spørg, om der stadig er grund til den: giv den en ny dato, eller fjern den, og få rettet det, den gjaldt.",
)


def find(context: Context) -> Iterator[Finding]:
    """One finding for each expired waiver."""
    for waiver in context.data_map.waivers:
        if not in_force(waiver, context.as_of):
            ended = in_words(waiver.valid_to) if waiver.valid_to else ""
            words: dict[str, Filling] = {"waived": keys_of(waiver), "valid_to": ended}
            yield Finding("DF127", Severity.WARNING, waiver.place, Sentence(_MESSAGE, words), Sentence(_HINT))


_EXAMPLE = """\
map: {id: heart-failure, title: Heart failure, as_of: 2026-11-01}
phases: {follow-up: {}}
fields: {weight: {label: Weight}}
actors:
  gp:
    needs: [{fields: weight, phase: follow-up}]
waivers:
  - rule: DF301
    actor: gp
    field: weight
    reason: Home scales are being handed out
    by: The cardiology ward
    valid_to: %s
"""

RULE = Rule(
    code="DF127",
    name="waiver-expired",
    severity=Severity.WARNING,
    title=Text(en="A waiver past its date", da="En dispensation, der er udløbet"),
    what=Text(
        en="A waiver's valid_to lies before the map's date (as_of, or the date of --as-of). It waives nothing any"
        " more: the findings that it was for are shown and count again. A map without a date has none.",
        da="En dispensation under waivers har en valid_to før kortets dato (as_of eller datoen i --as-of). Den"
        " gælder ikke længere: de fund, den gjaldt, vises og tæller igen. Et kort uden dato har ingen.",
    ),
    why=Text(
        en="A date on a waiver is a promise that the gap will be closed by then. When it has passed, someone"
        " should say whether it was.",
        da="En dato på en dispensation er et løfte om, at hullet er lukket på det tidspunkt. Når den er gået, bør"
        " nogen sige, om det blev det.",
    ),
    fix=Text(
        en="Ask the one under by: whether the gap is closed. If so, state how and take the waiver out; if it is"
        " still accepted, give it a new date and, if need be, a new reason.",
        da="Spørg den, der står under by:, om hullet er lukket. Er det det, så skriv hvordan, og fjern"
        " dispensationen; er der stadig grund til den, så giv den en ny dato og om nødvendigt en ny begrundelse.",
    ),
    false_positives=Text(
        en="With --as-of in the future this shows which waivers will have run out by then; the specs are not"
        " wrong for it today.",
        da="Med --as-of ude i fremtiden vises de dispensationer, der vil være udløbet på det tidspunkt; det gør ikke"
        " specs forkerte i dag.",
    ),
    reported={"map.yaml": _EXAMPLE % "2026-06-30"},
    fixed={"map.yaml": _EXAMPLE % "2027-06-30"},
    find=find,
)

"""DF306: a need with a limit of time that is met only if shares whose time nobody states are fast."""

from collections.abc import Iterator
from functools import cache

from dataflow.base.finding import Finding, Severity
from dataflow.base.text import Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Need
from dataflow.rules import Context, Rule, by_statement
from dataflow.rules._dependence import Dependence, TakenAway, dependent_needs, finding_of
from dataflow.rules._words import together
from dataflow.wording.durations import duration
from dataflow.wording.key_phrases import KEY_PHRASES

_MESSAGE = Text(
    en="{actor} needs {field} within {limit} of the beginning of {phase}, and it is not stated how long {channels}"
    " takes.",
    da="{actor} har brug for {field} senest {limit} efter begyndelsen af {phase}, og det er ikke angivet, hvor lang"
    " tid {channels} tager.",
)
_HINT = Text(
    en="Find out when it is sent and how long it takes, and state {times_key}.",
    da="Find ud af, hvornår det sendes, og hvor lang tid det tager, og angiv {times_key}.",
)


def find(context: Context) -> Iterator[Finding]:
    """One finding for each actor, field and phase."""
    untimed = context.map_as_of.untimed
    at = cache(lambda position: TakenAway(untimed, position))

    def taken_away(need: Need) -> TakenAway:
        return at(context.needs.position(need.phase))

    if untimed:
        yield from dependent_needs(
            context,
            lambda actor, need: need.entry.within is not None,
            taken_away,
            lambda found: _finding(context.data_map, found),
        )


def _finding(data_map: DataMap, found: Dependence) -> Finding:
    limit, channels = duration(found.need.entry.within or 0), together(found.channels, data_map.channels)
    hint = Sentence(_HINT, KEY_PHRASES)
    return finding_of("DF306", Severity.INFO, data_map, found, _MESSAGE, hint, limit=limit, channels=channels)


_EXAMPLE = """\
map: {id: seven-days, title: Seven days}
phases: {discharge: {}}
fields: {plan: {label: {en: Rehabilitation plan, da: Genoptræningsplan}}}
channels: {referral: {label: {en: Referral, da: Henvisning}%s}}
legal_bases: {sul-140: {label: Sundhedsloven § 140}}
actors:
  hospital:
    records: [{fields: plan, phase: discharge}]
    shares: [{fields: plan, phase: discharge, to: municipality, via: referral, legal_basis: sul-140}]
  municipality:
    needs: [{fields: plan, phase: discharge, within: 7d, level: should}]
"""

RULE = Rule(
    code="DF306",
    name="time-not-stated",
    severity=Severity.INFO,
    title=Text(en="A time limit that cannot be checked", da="En tidsfrist, der ikke kan efterprøves"),
    titles=Text(en="Time limits that cannot be checked", da="Tidsfrister, der ikke kan efterprøves"),
    what=Text(
        en="A need with within is met, but only if shares in that phase are fast whose time nobody states (neither"
        " after nor takes, nor takes at the channel): with all of those taken away together it would not be. A"
        " record without after counts as made when its phase begins.",
        da="Et behov med within er opfyldt, men kun hvis delinger i den fase er hurtige, hvis tid ikke er angivet"
        " (hverken after eller takes og heller ikke takes ved kanalen): uden dem alle ville det ikke være opfyldt. En"
        " registrering uden after regnes som foretaget, når fasen begynder.",
        plain=Text(
            en="A need with a limit of time is met, but only if shares in that phase are fast of which nobody has"
            " stated how long they take: with all of those taken away together it would not be.",
            da="Et behov med en tidsfrist er opfyldt, men kun hvis delinger i den fase er hurtige, hvor ingen har"
            " angivet, hvor lang tid de tager: uden dem alle ville det ikke være opfyldt.",
        ),
    ),
    why=Text(
        en="What is not stated counts as taking no time. So the map says that the limit is kept, and nobody has"
        " looked.",
        da="Det, der ikke er angivet, regnes, som om det ingen tid tog. Kortet siger altså, at fristen holdes, og"
        " ingen har undersøgt det.",
    ),
    fix=Text(
        en="Ask the sender when it is sent and the receiver when it is seen, and state it. takes: 0h says that it is"
        " known to be there at once.",
        da="Spørg afsenderen, hvornår det sendes, og modtageren, hvornår det ses, og angiv det. takes: 0h betyder,"
        " at man ved, at det er fremme med det samme.",
    ),
    false_positives=Text(
        en="A message between systems often arrives within minutes: state takes: 0h at the channel, with the source.",
        da="En meddelelse mellem systemer er ofte fremme på få minutter: angiv takes: 0h ved kanalen med kilde.",
    ),
    reported={"map.yaml": _EXAMPLE % ""},
    fixed={"map.yaml": _EXAMPLE % ", takes: 2d"},
    find=find,
    identity=by_statement,
)

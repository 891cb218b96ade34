"""DF502: a field that is recorded and that nobody needs or uses."""

from collections.abc import Iterator, Mapping

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.certainty import Verdict, read_off
from dataflow.analysis.needs.needs import Needs
from dataflow.base.finding import Finding, Severity, Subject, lowest
from dataflow.base.text import ActorRef, Filling, Sentence, Text
from dataflow.model.statements import DEMANDS, Record
from dataflow.rules import Context, Rule
from dataflow.rules._certainty import judged
from dataflow.rules._words import places_of, together

_Recorded = tuple[str, str]
"""An actor and a field."""

_MESSAGE = Text(
    en="{actor} records {field} in {phases}, and nobody needs or uses it in any phase.",
    da="{actor} registrerer {field} i {phases}, men ingen har brug for det eller bruger det i nogen fase.",
)
_HINT = Text(
    en="Ask {actor} what it is recorded for, and state that as a use or a need; if for nothing, it need not be"
    " recorded.",
    da="Spørg {actor}, hvad det registreres til, og angiv det som en anvendelse eller et behov; bruges det ikke til"
    " noget, behøver det ikke blive registreret.",
)


def find(context: Context) -> Iterator[Finding]:
    """One finding for each actor and field."""
    map_as_of, wholes = context.map_as_of, context.data_map.wholes
    query = read_off(
        lambda assumptions: _unused_records(context, assumptions),
        lambda recorded, entry: not map_as_of.fields_of_unknown[entry].isdisjoint(wholes[recorded[1]]),
    )
    yield from judged(context, query, lambda verdict: _finding(context.needs, verdict))


def _unused_records(context: Context, assumptions: Assumptions) -> Mapping[_Recorded, list[Record]]:
    map_as_of, fields = context.map_as_of, context.data_map.fields
    parts = map_as_of.data_map.parts
    demanded = {each.field for kind in DEMANDS for _, each in map_as_of.of_type(assumptions, kind)}
    used = {part for field in demanded for part in parts[field]}
    found: dict[_Recorded, list[Record]] = {}
    for actor, record in context.subjects.stated_by_field(assumptions, Record):
        if record.field not in used and fields[record.field].kind != "identifier":
            found.setdefault((actor, record.field), []).append(record)
    return found


def _finding(needs: Needs, verdict: Verdict[_Recorded, list[Record]]) -> Finding:
    (actor, field), records, data_map = verdict.key, verdict.value, needs.map_as_of.data_map
    words: dict[str, Filling] = {
        "actor": ActorRef(actor),
        "field": data_map.fields[field].name,
        "phases": together({record.phase for record in records}, data_map.phases),
    }
    related = places_of(data_map, records)
    return Finding(
        code="DF502",
        severity=Severity.INFO,
        place=related[0].place,
        message=Sentence(_MESSAGE, words),
        hint=Sentence(_HINT, words),
        related=related,
        subject=Subject(actor=actor, field=field),
        confidence=lowest(record.entry.confidence for record in records),
    )


_EXAMPLE = """\
map: {id: rehabilitation, title: Cardiac rehabilitation}
phases: {start: {}, end: {}}
fields: {waist: {label: {en: Waist, da: Taljemål}}}
actors:
  municipality:
    records: [{fields: waist, phase: [start, end]}]
%s"""

RULE = Rule(
    code="DF502",
    name="recorded-without-use",
    severity=Severity.INFO,
    title=Text(en="A record that nobody uses", da="En registrering, som ingen bruger"),
    titles=Text(en="Records that nobody uses", da="Registreringer, som ingen bruger"),
    what=Text(
        en="An actor records a field that no actor, itself included, needs or uses in any phase, neither as it is"
        " nor by way of a field that is worked out from it. Identifiers are left out.",
        da="En aktør registrerer et felt, som ingen aktør, heller ikke den selv, har brug for eller bruger i nogen"
        " fase, hverken som det er eller gennem et felt, der beregnes ud fra det. Identifikationer tæller ikke med.",
    ),
    why=Text(
        en="Recording costs the time of staff and patients. What nobody uses is an occasion to stop, or a sign"
        " that someone ought to get it.",
        da="Registrering koster tid for personale og borgere. Det, ingen bruger, er en anledning til at holde op,"
        " eller et tegn på, at nogen burde få det.",
    ),
    fix=Text(
        en="Ask those who record it. If they use it themselves, state that under uses; if someone else should"
        " have it, state the need and the share.",
        da="Spørg dem, der registrerer det. Bruger de det selv, så skriv det under uses; burde en anden have"
        " det, så skriv behovet og delingen.",
    ),
    false_positives=Text(
        en="Most often the map does not yet say what the recorder uses its own data for. That is why this is"
        " information and no warning.",
        da="Oftest mangler kortet blot at sige, hvad den, der registrerer, selv bruger sine data til. Derfor er"
        " det en oplysning og ingen advarsel.",
    ),
    reported={"map.yaml": _EXAMPLE % ""},
    fixed={"map.yaml": _EXAMPLE % "    uses: [{fields: waist, phase: end, recorded_since: end}]\n"},
    find=find,
)

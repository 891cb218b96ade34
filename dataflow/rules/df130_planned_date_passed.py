"""DF130: a planned statement whose date has passed."""

from collections.abc import Iterator

from dataflow.base.finding import Finding, Severity
from dataflow.base.text import Sentence, Text
from dataflow.rules import Context, Rule
from dataflow.rules._words import by_entry, subject_of, what_is_stated
from dataflow.wording.dates import in_words

_MESSAGE = Text(
    en="This was planned from {date}, and is still marked as planned: {actor} {does} {fields} in {phases}.",
    da="Det var planlagt fra {date}, og det er stadig angivet som planlagt, at {actor} {does} {fields} i {phases}.",
)
_HINT = Text(
    en="Ask whether it is in force: take out status: planned if so; else give valid_from a new date.",
    da="Spørg, om det er trådt i kraft: fjern status: planned, hvis det er; ellers giv valid_from en ny dato.",
)


def find(context: Context) -> Iterator[Finding]:
    """One finding for each planned statement as written; none where the map has no date."""
    data_map, as_of = context.data_map, context.as_of
    for entry, stated in by_entry(data_map.stated).items():
        date = entry.valid_from
        if as_of is not None and entry.status == "planned" and date is not None and date < as_of:
            words = {**what_is_stated(data_map, entry, stated), "date": in_words(date)}
            yield Finding(
                "DF130",
                Severity.WARNING,
                entry.place,
                Sentence(_MESSAGE, words),
                Sentence(_HINT),
                subject=subject_of(entry, stated),
                cause=entry.list_key,
                confidence=entry.confidence,
            )


_EXAMPLE = """\
map: {id: cataract, title: Cataract, as_of: 2027-11-01}
phases: {operation: {}, check: {}}
fields: {acuity: {label: Visual acuity}}
channels: {message: {form: structured}}
actors:
  hospital:
    records: [{fields: acuity, phase: operation}]
    shares: [{fields: acuity, phase: operation, to: optician, via: message%s}]
  optician:
    needs: [{fields: acuity, phase: check}]
"""

RULE = Rule(
    code="DF130",
    name="planned-date-passed",
    severity=Severity.WARNING,
    title=Text(en="A planned statement past its date", da="Et planlagt udsagn, hvis dato er overskredet"),
    what=Text(
        en="A statement has status: planned and a valid_from before the map's date (as_of, or the date of --as-of)."
        " It does not come into force by itself: it counts with --planned only. A map without a date has none.",
        da="Et udsagn har status: planned og en valid_from før kortets dato (as_of eller datoen i --as-of)."
        " Det træder ikke i kraft af sig selv: det tæller kun med --planned. Et kort uden dato har ingen.",
    ),
    why=Text(
        en="A plan may be late, or be carried out without anybody telling the map. Until someone says which, the map"
        " shows a gap that may be closed, or counts on a plan that was given up.",
        da="En plan kan være forsinket, eller den er gennemført, uden at det er skrevet i kortet. Indtil nogen siger"
        " hvilket, viser kortet et hul, der måske er lukket, eller regner med en plan, der er opgivet.",
    ),
    fix=Text(
        en="Ask the actor. If it is in force, take out status: planned and keep the date. If it is late,"
        " write the new date. If it was given up, write status: retired with a note, or take it out.",
        da="Spørg aktøren. Er det trådt i kraft, så fjern status: planned, og behold datoen. Er det forsinket,"
        " så skriv den nye dato. Er det opgivet, så skriv status: retired med en note, eller fjern det.",
    ),
    false_positives=Text(
        en="With --as-of in the future this shows what should be in force by then; the specs are not wrong for it"
        " today.",
        da="Med --as-of ude i fremtiden vises det, der burde være i kraft på det tidspunkt; det gør ikke specs"
        " forkerte i dag.",
    ),
    reported={"map.yaml": _EXAMPLE % ", status: planned, valid_from: 2027-01-01"},
    fixed={"map.yaml": _EXAMPLE % ", valid_from: 2027-01-01"},
    find=find,
)

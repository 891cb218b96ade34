"""DF125: a source that is older than the map allows."""

from collections import Counter
from collections.abc import Iterator

from dataflow.base.finding import Finding, Severity, Subject
from dataflow.base.text import Filling, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.rules import Context, Rule
from dataflow.wording.counts import YEARS, counted
from dataflow.wording.dates import in_words

_LATEST = "-12-31"
"""Completes a date that is only a year or month to its last day."""

_MESSAGE = Text(
    en="The source {source} dates from {date}, more than {years} before {as_of}; statements and channels that"
    " rest on it: {count}.",
    da="Kilden {source} er fra {date}, mere end {years} før {as_of}; udsagn og kanaler, der hviler på den: {count}.",
)
_HINT = Text(
    en="Find out whether it still holds: cite a newer source, or one that confirms it.",
    da="Undersøg, om det stadig gælder: henvis til en nyere kilde eller en, der bekræfter det.",
)


def find(context: Context) -> Iterator[Finding]:
    """One finding for each source; none where the map has no date."""
    data_map, as_of = context.data_map, context.as_of
    if as_of is None:
        return
    citations = _citations(data_map)
    for source in data_map.sources.values():
        if source.date is not None and is_older(source.date, data_map.evidence_years, as_of):
            words: dict[str, Filling] = {
                "source": source.name,
                "date": in_words(source.date),
                "years": counted(data_map.evidence_years, YEARS),
                "as_of": in_words(as_of),
                "count": str(citations[source.id]),
            }
            yield Finding(
                "DF125",
                Severity.WARNING,
                source.dated,
                Sentence(_MESSAGE, words),
                Sentence(_HINT),
                subject=Subject(other=source.id),
            )


def _citations(data_map: DataMap) -> Counter[str]:
    """How many entries and channels cite each source."""
    citing = [
        *(entry.citations for entry in data_map.entries),
        *(channel.citations for channel in data_map.channels.values()),
    ]
    return Counter(source for citations in citing for source in {citation.source for citation in citations})


def is_older(date: str, years: int, as_of: str) -> bool:
    """Whether a date (a day, month or year, of which the last day counts) is more than some years before a day."""
    year, month, day = map(int, (date + _LATEST[len(date) - 4 :]).split("-"))
    return (year + years, month, day) < tuple(map(int, as_of.split("-")))


_EXAMPLE = """\
map:
  id: dementia
  title: Dementia
  as_of: 2026-11-01
  evidence_years: 5
phases: {assessment: {}}
fields: {mmse: {label: MMSE score}}
sources:
  survey: {title: Survey of memory clinics, date: %s}
actors:
  memory-clinic:
    records: [{fields: mmse, phase: assessment, source: survey}]
"""

RULE = Rule(
    code="DF125",
    name="stale-evidence",
    severity=Severity.WARNING,
    title=Text(en="A source older than the map allows", da="En kilde, der er ældre, end kortet tillader"),
    what=Text(
        en="A source is older than map.evidence_years (5 unless the map says otherwise), counted back from the"
        " map's date (as_of). Of a source that gives only a year or a month, the last day of it counts. Without"
        " as_of, and for sources without a date, nothing is said.",
        da="En kilde er ældre end map.evidence_years (5, medmindre kortet siger andet), regnet tilbage fra"
        " kortets dato (as_of). Har en kilde kun årstal eller måned, tæller den sidste dag. Uden as_of, og om"
        " kilder uden dato, siges der ikke noget.",
    ),
    why=Text(
        en="Messages, agreements and record systems change within a few years. A gap that rests on an old survey"
        " may have been closed, and a share that rests on an old guideline may have stopped.",
        da="Meddelelser, aftaler og journalsystemer skifter på få år. Et hul, der hviler på en gammel"
        " undersøgelse, kan være lukket, og en deling, der hviler på en gammel retningslinje, kan være holdt op.",
    ),
    fix=Text(
        en="Look for a newer edition and set its date, or ask someone who works there and cite the interview"
        " beside it. If the map is meant to take older evidence, raise evidence_years.",
        da="Find en nyere udgave, og sæt dens dato, eller spørg nogen, der arbejder der, og henvis også til"
        " interviewet. Skal kortet godtage ældre kilder, så sæt evidence_years op.",
    ),
    false_positives=Text(
        en="Laws and standards stay in force for long: what counts is whether they do, not when they were issued."
        " For those, accept the finding under waivers or give the date of the version in force.",
        da="Love og standarder gælder længe: det afgørende er, om de gælder, ikke hvornår de er udstedt. Giv"
        " dispensation for dem under waivers, eller skriv datoen for den gældende udgave.",
    ),
    reported={"map.yaml": _EXAMPLE % "2019"},
    fixed={"map.yaml": _EXAMPLE % "2024-03"},
    find=find,
)

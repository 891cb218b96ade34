"""The scope: what the map covers, its date, and the evidence that it rests on."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from dataflow.base.finding import Confidence
from dataflow.base.naming import capitalised
from dataflow.base.text import Sentence, Text
from dataflow.documents import Analysed, Order, Section
from dataflow.documents.gap_table import is_confidence_stated
from dataflow.documents.labelled import label, linked
from dataflow.documents.model import Block, Heading, Paragraph, Table, joined, line, table_of
from dataflow.documents.status_tables import planned_table, retired_table
from dataflow.documents.terms import terms_said
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Entry
from dataflow.wording.choices import CONFIDENCES
from dataflow.wording.counts import ACTORS, FIELDS, PHASES, YEARS, counted
from dataflow.wording.dates import in_words
from dataflow.wording.lists import listed
from dataflow.wording.numbers import NO_FIGURE, span
from dataflow.wording.statements import HEADING

TITLE = Text(en="Scope and evidence", da="Afgrænsning og grundlag")
_COVERS = Text(en="The map “{title}” covers {parts}.", da="Kortet »{title}« omfatter {parts}.")
_POPULATION = Text(en="Population: {population}.", da="Population: {population}.")
_AS_OF = Text(en="It stands as of {date}.", da="Det er opgjort pr. {date}.")
_PHASES = Text(en="Phases, and who is responsible:", da="Faser, og hvem der er ansvarlig:")
_PHASES_ALONE = Text(en="Phases:", da="Faser:")
_STATEMENTS = Text(en="Statements by confidence and status", da="Udsagn efter tillid og status")
_BY_STATUS = Text(en="Statements by status", da="Udsagn efter status")
_BY_CONFIDENCE = Text(en="Statements by confidence", da="Udsagn efter tillid")
_STATEMENT = Text(en="Statement", da="Udsagn")
_ALL = Text(en="All", da="Alle")
_CURRENT_ONES = Text(en="current", da="gælder")
_PLANNED_ONES = Text(en="planned", da="planlagte")
_UNKNOWN_ONES = Text(en="unknown", da="uafklarede")
_STATEMENTS_OF = Text(en="Statements by kind", da="Udsagn efter art")
_CONFIDENCE = Text(
    en="Confidence is how sure the authors of the map are of a statement.",
    da="Tillid er, hvor sikre kortets forfattere er på et udsagn.",
)
_PLANNED_COUNT = Text(
    en="Planned statements do not count unless they are asked for.",
    da="Planlagte udsagn tæller kun med, hvis der bliver bedt om det.",
)
_UNKNOWN_ARE = Text(
    en="Unknown statements have not been found out by anybody yet.",
    da="Uafklarede udsagn er endnu ikke undersøgt af nogen.",
)
_SOURCES = Text(en="Sources by kind", da="Kilder efter art")
_KIND = Text(en="Kind", da="Art")
_NUMBER = Text(en="Sources", da="Kilder")
_YEARS = Text(en="Years", da="År")
_CITED = Text(en="Citations", da="Henvisninger")
_FROM_YEARS = Text(
    en="The sources that are cited are from {first} to {last}.",
    da="De kilder, der henvises til, er fra {first} til {last}.",
)
_FROM_ONE_YEAR = Text(
    en="The sources that are cited are from {first}.", da="De kilder, der henvises til, er fra {first}."
)
_YEARS_OLD = Text(
    en="Counted from {year}, the year of the map's date, the oldest is {oldest} old and the newest {newest}.",
    da="Regnet fra {year}, året for kortets dato, er den ældste {oldest} gammel og den nyeste {newest}.",
)
_OLDEST_OLD = Text(
    en="Counted from {year}, the year of the map's date, the oldest is {oldest} old; the newest is from that year.",
    da="Regnet fra {year}, året for kortets dato, er den ældste {oldest} gammel; den nyeste er fra samme år.",
)
_ALL_YEARS_OLD = Text(
    en="Counted from {year}, the year of the map's date, they are {oldest} old.",
    da="Regnet fra {year}, året for kortets dato, er de {oldest} gamle.",
)
_UNDATED = Text(en="{count} of {all} have no date.", da="{count} af {all} har ingen dato.")
_NO_KIND = Text(en="not stated", da="ikke angivet")
_OTHERS = Text(en="other kinds, one source each", da="andre arter med én kilde hver")
_KINDS = 8
"""The most kinds of sources that each have a row, also those of one source."""
_EVIDENCE = Text(en="Evidence", da="Grundlag")


def write(source: Analysed, order: Order) -> Iterator[Block]:
    """What the map covers, its phases, its statements, those that are planned or retired, and its sources."""
    data_map, language = source.data_map, order.language
    yield Paragraph(line(*_opening(source, language)))
    yield from _phases(data_map, language)
    yield Heading(2, _EVIDENCE.in_language(language), "scope-evidence")
    entries = [entry for entry in data_map.entries if entry.status != "retired"]
    yield from _statements(entries, language)
    statuses = {entry.status for entry in entries}
    notes = (
        (_CONFIDENCE, is_confidence_stated(entries)),
        (_PLANNED_COUNT, "planned" in statuses and not source.assumptions.planned),
        (_UNKNOWN_ARE, "unknown" in statuses),
    )
    said = " ".join(text.in_language(language) for text, holds in notes if holds)
    if said:
        yield Paragraph(line(said), "note")
    yield planned_table(data_map, source.needs.map_as_of.as_of, language)
    yield retired_table(data_map, language)
    if said := _ages(data_map, source.needs.map_as_of.as_of, language):
        yield Paragraph(line(said))
    if any(source.kind for source in data_map.sources.values()):
        yield _sources(data_map, language)


def _opening(source: Analysed, language: str) -> Iterator[str]:
    data_map, date = source.data_map, source.needs.map_as_of.as_of
    parts = listed(
        [
            counted(len(data_map.presented), ACTORS),
            counted(len(data_map.phases), PHASES),
            counted(len(data_map.fields), FIELDS),
        ]
    ).in_language(language)
    said = [_COVERS.in_language(language).format(title=data_map.title.in_language(language), parts=parts)]
    if data_map.population is not None:
        said.append(_POPULATION.in_language(language).format(population=data_map.population.in_language(language)))
    if date:
        said.append(_AS_OF.in_language(language).format(date=in_words(date).in_language(language)))
    said += terms_said(source, language)
    yield " ".join(said)


def _phases(data_map: DataMap, language: str) -> Iterator[Block]:
    """The phases in the order of the pathway, each with who is responsible; their figures are in the pathway."""
    ordered = sorted(data_map.phases.values(), key=lambda phase: (phase.position, phase.order))
    if not ordered:
        return
    phases = [
        line(
            label(data_map, "phases", each.id, language),
            " (",
            linked(data_map, "actors", each.responsible, language),
            ")",
        )
        if each.responsible
        else line(label(data_map, "phases", each.id, language))
        for each in ordered
    ]
    text = _PHASES if any(each.responsible for each in ordered) else _PHASES_ALONE
    yield Paragraph(line(text.in_language(language), " ", joined(phases), "."))


def _statements(entries: Sequence[Entry], language: str) -> Iterator[Block]:
    """The number of statements of each kind; a table by confidence and status where these differ, else a sentence.

    The columns add up: the statements that hold today by their confidence, the others by their status.
    """
    statuses = {entry.status for entry in entries}
    columns: list[tuple[Text, Callable[[Entry], bool]]] = []
    if is_confidence_stated(entries):
        columns += [(CONFIDENCES[str(each)], partial(_has_confidence, each)) for each in Confidence]
    shown = {"planned": _PLANNED_ONES, "unknown": _UNKNOWN_ONES}
    if not columns and len(statuses) > 1:  # else the statements by confidence add up to all
        shown = {"current": _CURRENT_ONES, **shown}
    columns += [(text, partial(_has_status, status)) for status, text in shown.items() if status in statuses]
    kinds = [kind for kind in HEADING if any(entry.list_key == kind for entry in entries)]
    groups = [
        *((HEADING[kind], [entry for entry in entries if entry.list_key == kind]) for kind in kinds),
        (_ALL, entries),
    ]
    if not columns:
        counts = ", ".join(f"{name.in_language(language)} {len(own)}" for name, own in groups)
        yield Paragraph(line(f"{_STATEMENTS_OF.in_language(language)}: {counts}."))
        return
    rows = [
        [name.in_language(language), *(str(sum(map(holds, own))) for _, holds in columns), str(len(own))]
        for name, own in groups
    ]
    heads = [_STATEMENT, *(text for text, _ in columns), _ALL]
    by_status = any(text in shown.values() for text, _ in columns)
    caption = _BY_STATUS if not is_confidence_stated(entries) else _STATEMENTS if by_status else _BY_CONFIDENCE
    yield table_of(
        "scope-statements",
        caption.in_language(language),
        [capitalised(text.in_language(language)) for text in heads],
        rows,
    )


def _has_confidence(confidence: Confidence, entry: Entry) -> bool:
    """Whether a statement that holds today has a confidence; the others are counted by their status."""
    return entry.status == "current" and entry.confidence is confidence


def _has_status(status: str, entry: Entry) -> bool:
    return entry.status == status


def _ages(data_map: DataMap, as_of: str | None, language: str) -> str:
    """From which years the cited sources are, and how old the oldest and the newest are on the map's date."""
    cited = _citations(data_map)
    dates = [source.date for id_, source in data_map.sources.items() if cited[id_]]
    years = sorted(int(date[:4]) for date in dates if date)
    if not years:
        return ""
    first, last = years[0], years[-1]
    said = [Sentence(_FROM_YEARS if first < last else _FROM_ONE_YEAR, {"first": str(first), "last": str(last)})]
    year = int(as_of[:4]) if as_of else 0
    if year >= last and year > first:
        text = _ALL_YEARS_OLD if first == last else _YEARS_OLD if last < year else _OLDEST_OLD
        ages = {"oldest": counted(year - first, YEARS), "newest": counted(year - last, YEARS)}
        said.append(Sentence(text, {"year": str(year), **ages}))
    if len(years) < len(dates):
        said.append(Sentence(_UNDATED, {"count": str(len(dates) - len(years)), "all": str(len(dates))}))
    return " ".join(each.in_language(language) for each in said)


def _citations(data_map: DataMap) -> Counter[str]:
    """How often each source is cited, by statements and by channels."""
    cited = Counter(citation.source for entry in data_map.entries for citation in entry.citations)
    return cited + Counter(each.source for channel in data_map.channels.values() for each in channel.citations)


def _sources(data_map: DataMap, language: str) -> Table:
    cited = Counter(citation.source for entry in data_map.entries for citation in entry.citations)
    kinds: dict[str, list[str]] = {}
    for each in data_map.sources.values():
        if cited[each.id]:
            kinds.setdefault(each.kind.in_language(language) if each.kind else "", []).append(each.id)
    rows = []
    single = [kind for kind, ids in kinds.items() if len(ids) == 1]
    others: dict[str, list[str]] = {}
    if len(kinds) > _KINDS and len(single) > 1:
        others[_OTHERS.in_language(language)] = [kinds.pop(kind)[0] for kind in single]
    ranked = sorted(kinds.items(), key=lambda item: (-len(item[1]), item[0]))
    for kind, ids in (*ranked, *others.items()):
        years = [int(date[:4]) for id_ in ids if (date := data_map.sources[id_].date)]
        period = span(min(years), max(years)) if years else NO_FIGURE
        name = kind[:1].upper() + kind[1:] if kind else _NO_KIND.in_language(language)
        rows.append((name, str(len(ids)), period, str(sum(cited[id_] for id_ in ids))))
    heads = [text.in_language(language) for text in (_KIND, _NUMBER, _YEARS, _CITED)]
    return table_of("scope-sources", _SOURCES.in_language(language), heads, rows)


SECTION = Section(TITLE, 20, write)

"""The summary: one page that says what is wrong, what to do first, and how sure that is."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from dataflow.analysis.figures.figures import Figures
from dataflow.base.finding import Confidence, Finding
from dataflow.base.text import Text
from dataflow.documents import Analysed, Order, Section
from dataflow.documents.first_table import first_changes
from dataflow.documents.gap_table import PARTIAL, UNMET, is_confidence_stated, sure
from dataflow.documents.labelled import linked_in_part
from dataflow.documents.model import (
    Block,
    Bullets,
    Column,
    Heading,
    Line,
    Paragraph,
    Row,
    Run,
    Table,
    joined,
    line,
    plain,
)
from dataflow.documents.takeovers import Takeover, takeovers_of
from dataflow.documents.terms import terms_said
from dataflow.reports._stats_tables import HOPS, MEASURED_ANEW, MEASURES
from dataflow.wording.dates import in_words
from dataflow.wording.numbers import NO_FIGURE, percents, span

_WORST = 3
_NAMED = 2
"""How many missing fields are named at a handover."""
TITLE = Text(en="Summary", da="Sammenfatning")
_POPULATION = Text(en=" on {population}", da=" om {population}")
_AS_OF = Text(en=", as of {date}", da=", pr. {date}")
_QUESTION = Text(
    en="The map shows who records, needs and shares which data{population}{date}. The question is whether those who"
    " take over the responsibility have what they need, in time and in a form that can be used.",
    da="Kortet viser, hvem der registrerer, har brug for og deler hvilke oplysninger{population}{date}. Spørgsmålet"
    " er, om den, der overtager ansvaret, har det nødvendige, til tiden og i en form, der kan bruges.",
)
_FIGURES = Text(en="Key figures", da="Nøgletal")
_FIGURE = Text(en="Figure", da="Nøgletal")
_EXTENT = Text(en="Number", da="Antal")
_SHARE = Text(en="Per cent", da="Andel")
_OF = Text(en="{part} of {whole}", da="{part} af {whole}")
_MEASURES = (
    ("total", "must", Text(en="Must needs that are met", da="Skal-behov, der er opfyldt"), "gaps"),
    (
        "handover",
        "at-handover",
        Text(en="Needs met when the next one takes over", da="Behov, der er opfyldt, når den næste overtager"),
        "handovers",
    ),
    ("total", "structure", MEASURES["structure"], "figures"),
    ("total", "twice", MEASURES["twice"], "figures"),
    (
        "patient",
        "seen",
        Text(en="Recorded fields that the patient can see", da="Registrerede felter, borgeren kan se"),
        "patient",
    ),
)
_A_NEED = Text(
    en="A need is one field that one actor needs in one phase, at one level, so that one field may be several needs.",
    da="Et behov er ét felt, som én aktør har brug for i én fase, på ét niveau; ét felt kan altså være flere behov.",
)
_RANGE = Text(
    en="A range such as {range} spans what is certain and what would hold if all that is unknown turned out so.",
    da="Et spænd som {range} går fra det, der er sikkert, til det, der gælder, hvis alt uafklaret passer.",
)
_A_RANGE = re.compile(r"\d+–\d+")
_HANDOVERS = Text(en="The handovers where most is missing", da="De overgange, hvor der mangler mest")
_HANDOVER = Text(en="Handover", da="Overgang")
_MET = Text(en="Needs met", da="Opfyldte behov")
_MUSTS = Text(en="Of which must", da="Heraf skal")
_MISSING = Text(en="Fields that are missing, for example", da="Felter, der mangler, for eksempel")
_LATER = Text(en="later in the phase: ", da="senere i fasen: ")
_SOME = Text(en="for some only: ", da="kun for nogle: ")
_FOR_SOME = Text(
    en="A need that is met for some only counts as met.", da="Et behov, der kun er opfyldt for nogle, er talt med."
)
_FIRST = Text(en="What to do first", da="Hvad der bør gøres først")
_NOTHING = Text(en="Every need is met.", da="Alle behov er opfyldt.")
_ALL_ACCEPTED = Text(
    en="Every need is met, or its gap is accepted.", da="Alle behov er opfyldt, eller hullet er accepteret."
)
_ACCEPTED = Text(
    en="Unmet needs that the authors accept, and that are not among those to do first: {count}.",
    da="Uopfyldte behov, som forfatterne accepterer, og som ikke er med i det, der bør gøres først: {count}.",
)
_HOW_SURE = Text(en="How sure this is, and what is not known", da="Hvor sikkert det er, og hvad der ikke vides")
_UNMET = Text(en="Unmet needs: {unmet}.", da="Uopfyldte behov: {unmet}.")
_UNMET_POSSIBLE = Text(
    en="Unmet needs: {unmet}; certain: {certain}, possible: {possible}.",
    da="Uopfyldte behov: {unmet}; sikre: {certain}, mulige: {possible}.",
)
_LOW = Text(en=" Resting on statements of low confidence: {low}.", da=" Bygger på udsagn med lav tillid: {low}.")
_UNKNOWN = Text(
    en="Unknown statements: {unknown}. Findings that depend on them: {possible}. The questions are listed in the"
    " order to ask.",
    da="Uafklarede udsagn: {unknown}. Fund, der afhænger af dem: {possible}. Spørgsmålene står i den rækkefølge, de"
    " bør stilles.",
)
_ALL_KNOWN = Text(en="No statement is unknown.", da="Ingen udsagn er uafklarede.")
_STATEMENTS = Text(en="Statements of the map: {all}.", da="Kortets udsagn: {all}.")
_STATEMENTS_BY_CONFIDENCE = Text(
    en="Statements of the map: {all}; of high confidence: {high}, medium: {medium}, low: {low}{others}.",
    da="Kortets udsagn: {all}; med høj tillid: {high}, middel: {medium}, lav: {low}{others}.",
)
_NOT_IN_FORCE = Text(en="; planned or unknown: {others}", da="; planlagte eller uafklarede: {others}")
_RETIRED = Text(en=" Retired, and not counted: {retired}.", da=" Udgåede, som ikke er talt med: {retired}.")
_CITED = Text(en=" Sources that they cite: {sources}.", da=" Kilder, som de henviser til: {sources}.")


def write(source: Analysed, order: Order) -> Iterator[Block]:
    """The question, the key figures, the worst handovers, the best repairs, and how sure all that is."""
    data_map, language = source.data_map, order.language
    population = "" if data_map.population is None else data_map.population.in_language(language)
    date = source.needs.map_as_of.as_of
    words = {
        "population": _POPULATION.in_language(language).format(population=_mid(population)) if population else "",
        "date": _AS_OF.in_language(language).format(date=in_words(date).in_language(language)) if date else "",
    }
    said = (*terms_said(source, language), _QUESTION.in_language(language).format(**words))
    yield Paragraph(line(" ".join(said)), "lead")
    yield Heading(2, _FIGURES.in_language(language), "summary-five")
    figures = source.figures(order.level)
    table = _figures(figures, language)
    yield table
    if notes := " ".join(_notes(source, order, figures, table)):
        yield Paragraph(line(notes), "note")
    takeovers = [each for each in takeovers_of(source) if each.met < each.needs or each.for_some]
    if takeovers:
        yield Heading(2, _HANDOVERS.in_language(language), "summary-handovers")
        yield _handovers(source, sorted(takeovers, key=lambda each: each.severity)[:_WORST], language)
    yield Heading(2, _FIRST.in_language(language), "summary-repairs")
    gaps = sure(source.gaps(order.level), order.confidence)
    waived = _waived(source, order)
    yield from first_changes(
        source, [each for each in gaps if each.code == UNMET], _ALL_ACCEPTED if waived else _NOTHING, language
    )
    yield Heading(2, _HOW_SURE.in_language(language), "summary-sureness")
    yield Bullets(tuple(_sureness(source, order, gaps)))


def _notes(source: Analysed, order: Order, figures: Figures, table: Table) -> Iterator[str]:
    """What the key figures count, and how they are to be read."""
    measures = figures.of("total").get((), {}).keys()
    ranges = (found for row in table.rows for cell in row.cells if (found := _A_RANGE.search(plain(cell))))
    first = next(ranges, None)
    remarks = (
        (_A_NEED, not measures.isdisjoint(("must", "should", "may"))),
        (HOPS, "structure" in measures),
        (_RANGE, first is not None),
        (MEASURED_ANEW, figures.is_measured_anew),
        (_FOR_SOME, any(each.code == PARTIAL for each in source.gaps(order.level))),
    )
    for text, holds in remarks:
        if holds:
            yield text.in_language(order.language).format(range="" if first is None else first[0])


def _mid(text: str) -> str:
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first[1:].islower() else text


def _figures(figures: Figures, language: str) -> Table:
    rows = []
    for table, measure, name, target in _MEASURES:
        found = [
            cells[measure] for row, cells in figures.of(table).items() if measure in cells and _counts(table, row)
        ]
        if any(figure.known.whole or figure.all.whole for figure in found):
            known = sum(each.known.part for each in found), sum(each.known.whole for each in found)
            all_ = sum(each.all.part for each in found), sum(each.all.whole for each in found)
            number = _OF.in_language(language).format(part=span(known[0], all_[0]), whole=span(known[1], all_[1]))
            link = f"#{target}"
            rows.append(
                Row(
                    (
                        line(name.in_language(language)),
                        line(Run(number, True, link)),
                        line(percents(known, all_).in_language(language)),
                    )
                )
            )
    columns = (
        Column(_FIGURE.in_language(language), 3.6),
        Column(_EXTENT.in_language(language), 1.4, figures=True),
        Column(_SHARE.in_language(language), 0.8, figures=True),
    )
    return Table("summary-figures", "", columns, tuple(rows))


def _counts(table: str, row: tuple[str, ...]) -> bool:
    """Whether a row of a table counts for the whole map."""
    return table == "handover" or row == ()


def _handovers(source: Analysed, takeovers: Sequence[Takeover], language: str) -> Table:
    columns = (
        Column(_HANDOVER.in_language(language), 2.4),
        Column(_MET.in_language(language), 0.9, figures=True),
        Column(_MUSTS.in_language(language), 0.9, figures=True),
        Column(_MISSING.in_language(language), 2.8),
    )
    rows = []
    for each in takeovers:
        link = f"#{each.anchor}"
        parts = ((None, each.missing), (_LATER, each.later), (_SOME, each.for_some))
        named = [_named(source, head, fields, language) for head, fields in parts if fields]
        rows.append(
            Row(
                (
                    line(Run(each.name(source.data_map, language), target=link)),
                    line(Run(_part(each.met, each.met_with_all, each.needs, language), True, link)),
                    line(Run(_part(each.met_musts, each.met_musts_with_all, each.musts, language), True, link))
                    if each.musts
                    else line(NO_FIGURE),
                    joined(named, "; "),
                )
            )
        )
    return Table("summary-worst", "", columns, tuple(rows))


def _part(known: int, with_all: int, whole: int, language: str) -> str:
    """The part that is certain, or a range to what holds if all that is unknown does."""
    return _OF.in_language(language).format(part=span(known, with_all), whole=whole)


def _waived(source: Analysed, order: Order) -> int:
    """How many unmet needs are accepted."""
    return sum(each.waived and each.code == UNMET for each in source.gaps(order.level))


def _named(source: Analysed, head: Text | None, fields: Sequence[str], language: str) -> Line:
    """The first of some fields, with the number of those that are not named."""
    names = linked_in_part(source.data_map, "fields", fields, _NAMED, language)
    return line("" if head is None else head.in_language(language), names)


def _sureness(source: Analysed, order: Order, gaps: Sequence[Finding]) -> Iterator[Line]:
    language, data_map = order.language, source.data_map
    unmet = [each for each in gaps if each.code == UNMET]
    certain = sum(each.certain for each in unmet)
    low = sum(each.confidence == Confidence.LOW for each in unmet)
    words = {"unmet": len(unmet), "certain": certain, "possible": len(unmet) - certain, "low": low}
    if unmet:
        text = _UNMET_POSSIBLE if certain < len(unmet) else _UNMET
        said = text.in_language(language) + (_LOW.in_language(language) if low else "")
        yield line(Run(said.format(**words), target="#gaps"))
    if waived := _waived(source, order):
        yield line(Run(_ACCEPTED.in_language(language).format(count=waived), target="#gaps-accepted"))
    unknown = len(source.needs.map_as_of.unknown)
    possible = source.possible(order.level)
    text = _UNKNOWN if unknown else _ALL_KNOWN
    yield line(Run(text.in_language(language).format(unknown=unknown, possible=possible), target="#questions"))
    cited = {citation.source for entry in data_map.entries for citation in entry.citations}
    counting = [entry for entry in data_map.entries if entry.status != "retired"]
    retired = len(data_map.entries) - len(counting)
    found = Counter(str(entry.confidence) for entry in counting if entry.status == "current")
    others = len(counting) - found.total()
    numbers = {str(each): found[str(each)] for each in Confidence}
    text = _STATEMENTS_BY_CONFIDENCE if is_confidence_stated(counting) else _STATEMENTS
    further = ((_RETIRED, retired), (_CITED, cited))
    said = "".join(each.in_language(language) for each in (text, *(more for more, holds in further if holds)))
    words = {"all": len(counting), "retired": retired, "sources": len(cited), **numbers}
    more = _NOT_IN_FORCE.in_language(language).format(others=others) if others else ""
    yield line(Run(said.format(**words, others=more), target="#scope-evidence"))


SECTION = Section(TITLE, 10, write)

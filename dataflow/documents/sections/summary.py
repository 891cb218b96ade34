"""The summary: one page that says what is wrong, what to do first, and how sure that is."""

from collections import Counter
from collections.abc import Iterator, Sequence

from dataflow.analysis.figures.figures import Figures
from dataflow.base.finding import Confidence, Finding
from dataflow.base.text import Filling, Sentence, Text
from dataflow.change.candidates import COSTS
from dataflow.change.plan import Wish
from dataflow.documents import Analysed, Order, Section
from dataflow.documents.gap_table import UNMET, is_confidence_stated, sure
from dataflow.documents.labelled import linked
from dataflow.documents.model import Block, Bullets, Column, Heading, Line, Paragraph, Row, Run, Table, joined, line
from dataflow.documents.repairs import Repair, repairs_of
from dataflow.documents.takeovers import Takeover, takeovers_of
from dataflow.wording.alterations import names_in
from dataflow.wording.counts import NEEDS, NEEDS_OF_LEVEL, counted
from dataflow.wording.dates import in_words
from dataflow.wording.numbers import NO_FIGURE, percents, span
from dataflow.wording.steps import step_words

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
_SHARE = Text(en="Share", da="Andel")
_OF = Text(en="{part} of {whole}", da="{part} af {whole}")
_MEASURES = (
    ("total", "must", Text(en="Must needs that are met", da="Skal-behov, der er opfyldt"), "gaps"),
    (
        "handover",
        "at-handover",
        Text(en="Needs met when the next one takes over", da="Behov, der er opfyldt, når den næste overtager"),
        "handovers",
    ),
    (
        "total",
        "structure",
        Text(
            en="Structured data that stay structured when shared",
            da="Strukturerede data, der forbliver det ved deling",
        ),
        "figures",
    ),
    (
        "total",
        "twice",
        Text(en="Fields that are recorded more than once", da="Felter, der registreres mere end én gang"),
        "figures",
    ),
    (
        "patient",
        "seen",
        Text(en="Recorded fields that the patient can see", da="Registrerede felter, borgeren kan se"),
        "patient",
    ),
)
_RANGE = Text(
    en="A range such as 70–79 spans what is certain and what would hold if all that is unknown turned out to be so.",
    da="Et spænd som 70–79 går fra det, der er sikkert, til det, der gælder, hvis alt uafklaret viser sig at passe.",
)
_HANDOVERS = Text(en="The handovers where most is missing", da="De overgange, hvor der mangler mest")
_HANDOVER = Text(en="Handover", da="Overgang")
_MET = Text(en="Needs met", da="Opfyldte behov")
_MUSTS = Text(en="Of which must", da="Heraf skal")
_MISSING = Text(en="What is missing, for example", da="Det mangler, for eksempel")
_FIRST = Text(en="What to do first", da="Det bør gøres først")
_REPAIR = Text(en="Repair", da="Forslag")
_HELPS = Text(en="Would help", da="Hjælper")
_HELPED = Text(en="{needs}, {musts} of them must", da="{needs}, heraf {musts} skal")
"""Where some of the needs, but not all, are must needs."""
_HELPED_NO_MUST = Text(en="{needs}, none of them must", da="{needs}, ingen af dem skal")
_SURE = Text(en="How sure", da="Hvor sikkert")
_CERTAIN = Text(en="{certain} certain, {possible} possible", da="sikre: {certain}, mulige: {possible}")
_ALL_CERTAIN = Text(en="all certain", da="alle sikre")
_ALL_POSSIBLE = Text(en="all possible: ask first", da="alle mulige: spørg først")
_RANKED = Text(
    en="Ranked by the unmet must needs of which this is the nearest repair, then by all needs; what repairs do"
    " together is not computed. A need is possible where an unknown statement decides it.",
    da="Rangordnet efter de uopfyldte skal-behov, der nemmest opfyldes sådan, dernæst efter alle; hvad forslag gør"
    " tilsammen, er ikke beregnet. Et behov er muligt, hvor et uafklaret udsagn afgør det.",
)
_NOTHING = Text(en="Every need is met.", da="Alle behov er opfyldt.")
_ONE = Text(
    en="The one change that helps most when each is tried on the map (the repairs above gather needs with the same"
    " repair, and are not tried): {change} Of {needs} not certain to be met, it meets {met}.",
    da="Den ene ændring, der hjælper mest, når hver af dem prøves på kortet (forslagene ovenfor samler behov med det"
    " samme forslag og er ikke prøvet): {change} Af {needs}, der ikke med sikkerhed er opfyldt, opfylder den {met}.",
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
    en="Statements of the map: {all}; of high confidence: {high}, medium: {medium}, low: {low}.",
    da="Kortets udsagn: {all}; med høj tillid: {high}, middel: {medium}, lav: {low}.",
)
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
    yield Paragraph(line(_QUESTION.in_language(language).format(**words)), "lead")
    yield Heading(2, _FIGURES.in_language(language), "summary-five")
    figures = source.figures(order.level)
    yield _figures(figures, language)
    if any(figure.known != figure.all for figure in figures.figures):
        yield Paragraph(line(_RANGE.in_language(language)), "note")
    takeovers = [each for each in takeovers_of(source) if each.missing]
    if takeovers:
        yield Heading(2, _HANDOVERS.in_language(language), "summary-handovers")
        yield _handovers(source, sorted(takeovers, key=lambda each: each.severity)[:_WORST], language)
    yield Heading(2, _FIRST.in_language(language), "summary-repairs")
    gaps = sure(source.gaps(order.level), order.confidence)
    repairs = repairs_of(gaps)
    yield from _repairs(source, repairs[:_WORST], language)
    yield from _best_change(source, language)
    yield Heading(2, _HOW_SURE.in_language(language), "summary-sureness")
    yield Bullets(tuple(_sureness(source, order, gaps)))


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
        missing = each.missing[:_NAMED]
        names = joined([(linked(source.data_map, "fields", field, language),) for field in missing])
        more = len(each.missing) - len(missing)
        rows.append(
            Row(
                (
                    line(Run(each.name(source.data_map, language), target=link)),
                    line(Run(_OF.in_language(language).format(part=each.met, whole=each.needs), True, link)),
                    line(Run(_OF.in_language(language).format(part=each.met_musts, whole=each.musts), True, link))
                    if each.musts
                    else line(NO_FIGURE),
                    line(names, f" (+{more})" if more else ""),
                )
            )
        )
    return Table("summary-worst", "", columns, tuple(rows))


def _repairs(source: Analysed, repairs: Sequence[Repair], language: str) -> Iterator[Block]:
    if not repairs:
        yield Paragraph(line(_NOTHING.in_language(language)))
        return
    columns = (
        Column(_REPAIR.in_language(language), 4.2),
        Column(_HELPS.in_language(language), 1.6),
        Column(_SURE.in_language(language), 1.2),
    )
    rows = tuple(
        Row(
            (
                line(f"{number}. ", _repair(source, repair, language)),
                line(Run(_helped(repair).in_language(language), target=f"#repair-{number}")),
                line(_certainty(repair, language)),
            )
        )
        for number, repair in enumerate(repairs, start=1)
    )
    yield Table("summary-first", "", columns, rows)
    yield Paragraph(line(_RANKED.in_language(language)), "note")


def _helped(repair: Repair) -> Sentence:
    """The number of needs that a repair would help, and how many of them are must needs."""
    count = len(repair.findings)
    levels = {finding.subject.need for finding in repair.findings}
    if len(levels) == 1:
        return counted(count, NEEDS_OF_LEVEL[levels.pop() or "must"])
    words: dict[str, Filling] = {"needs": counted(count, NEEDS), "musts": str(repair.musts)}
    return Sentence(_HELPED if repair.musts else _HELPED_NO_MUST, words)


def _best_change(source: Analysed, language: str) -> Iterator[Block]:
    """The one change that meets most must needs, tried on the map; nothing where none meets any."""
    data_map = source.data_map
    plans, checked = source.plans(Wish(most=1, costs={**COSTS, **data_map.costs}))
    if checked and not checked[0].unmet:
        (step,) = checked[0].plan.steps
        words: dict[str, Filling] = {
            "change": step_words(step, names_in(data_map), data_map, _NAMED),
            "met": str(len(plans.promised)),
            "needs": counted(len(plans.chosen), NEEDS_OF_LEVEL["must"]),
        }
        yield Paragraph(line(Sentence(_ONE, words).in_language(language)))


def _repair(source: Analysed, repair: Repair, language: str) -> Line:
    """What to do, and for which fields, where the sentence does not name its one field."""
    said = repair.in_language(source.data_map, language)
    fields = list(dict.fromkeys(finding.subject.field or "" for finding in repair.findings))
    names = joined([(linked(source.data_map, "fields", field, language),) for field in fields[:_NAMED]])
    more = len(fields) - _NAMED
    labels = [source.data_map.fields[field].label.in_language(language) for field in fields if field]
    if len(labels) == 1 and labels[0].casefold() in said.casefold():
        return line(said)
    return line(f"{said} (", names, f" +{more})" if more > 0 else ")") if labels else line(said)


def _certainty(repair: Repair, language: str) -> str:
    possible = len(repair.findings) - repair.certain
    text = _ALL_CERTAIN if not possible else _ALL_POSSIBLE if not repair.certain else _CERTAIN
    return text.in_language(language).format(certain=repair.certain, possible=possible)


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
    unknown = len(source.needs.map_as_of.unknown)
    possible = source.possible(order.level)
    text = _UNKNOWN if unknown else _ALL_KNOWN
    yield line(Run(text.in_language(language).format(unknown=unknown, possible=possible), target="#questions"))
    cited = {citation.source for entry in data_map.entries for citation in entry.citations}
    counting = [entry for entry in data_map.entries if entry.status != "retired"]
    retired = len(data_map.entries) - len(counting)
    found = Counter(str(entry.confidence) for entry in counting)
    numbers = {str(each): found[str(each)] for each in Confidence}
    text = _STATEMENTS_BY_CONFIDENCE if is_confidence_stated(counting) else _STATEMENTS
    further = ((_RETIRED, retired), (_CITED, cited))
    said = "".join(each.in_language(language) for each in (text, *(more for more, holds in further if holds)))
    words = {"all": len(counting), "retired": retired, "sources": len(cited), **numbers}
    yield line(Run(said.format(**words), target="#scope-evidence"))


SECTION = Section(TITLE, 10, write)

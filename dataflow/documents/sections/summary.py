"""The summary: one page that says what is wrong, what to do first, and how sure that is."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from dataflow.analysis.figures.figures import Figures
from dataflow.base.finding import Confidence, Finding
from dataflow.base.text import Filling, Sentence, Text
from dataflow.base.text import joined as and_listed
from dataflow.change.candidates import COSTS, Change
from dataflow.change.first import FirstChanges
from dataflow.change.impact import AffectedNeed
from dataflow.change.plans import Step
from dataflow.change.targets import Wish
from dataflow.documents import Analysed, Order, Section
from dataflow.documents.gap_table import PARTIAL, UNMET, is_confidence_stated, sure
from dataflow.documents.labelled import advised, linked
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
from dataflow.language.statement_specs import LEVELS
from dataflow.wording.alterations import names_in
from dataflow.wording.counts import NEEDS, NEEDS_OF_LEVEL, Nouns, counted
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
    en="A range such as {range} spans what is certain and what would hold if all that is unknown turned out so.",
    da="Et spænd som {range} går fra det, der er sikkert, til det, der gælder, hvis alt uafklaret passer.",
)
_A_RANGE = re.compile(r"\d+–\d+")
_HANDOVERS = Text(en="The handovers where most is missing", da="De overgange, hvor der mangler mest")
_HANDOVER = Text(en="Handover", da="Overgang")
_MET = Text(en="Needs met", da="Opfyldte behov")
_MUSTS = Text(en="Of which must", da="Heraf skal")
_MISSING = Text(en="What is missing, for example", da="Det mangler, for eksempel")
_LATER = Text(en="later in the phase: ", da="senere i fasen: ")
_SOME = Text(en="for some only: ", da="kun for nogle: ")
_FOR_SOME = Text(
    en="A need that is met for some only counts as met.", da="Et behov, der kun er opfyldt for nogle, er talt med."
)
_FIRST = Text(en="What to do first", da="Hvad der bør gøres først")
_CHANGE = Text(en="Change", da="Ændring")
_MEETS = Text(en="Would meet", da="Opfylder")
_SURE = Text(en="How sure", da="Hvor sikkert")
_CERTAIN = Text(en="{certain} certain, {possible} possible", da="sikre: {certain}, mulige: {possible}")
_ALL_CERTAIN = Text(en="all certain", da="alle sikre")
_ALL_POSSIBLE = Text(en="all possible: ask first", da="alle mulige: spørg først")
_RANKED = Text(
    en="Each change was tried on the map, and its number is what it meets beyond those above it; the ones that meet"
    " most come first, then the easiest. Together they meet {met} of {needs} that are not certain to be met.",
    da="Hver ændring er prøvet på kortet, og tallet er det, den opfylder ud over dem, der står over den; de, der"
    " opfylder mest, står først, dernæst de nemmeste. Tilsammen opfylder de {met} af {needs}, der ikke med sikkerhed"
    " er opfyldt.",
)
_RANKED_ONE = Text(
    en="The change was tried on the map: it meets {met} of {needs} not certain to be met.",
    da="Ændringen er prøvet på kortet: den opfylder {met} af {needs}, der ikke med sikkerhed er opfyldt.",
)
_REST = Text(
    en=" The rest take several changes each, or a second record of what others record; see Gaps.",
    da=" Resten kræver flere ændringer hver eller en ny registrering af det, som andre registrerer; se Huller.",
)
_AS_GOOD: Nouns = (
    Text(
        en=" Another change is as good as no. {number}: it meets as much and is as easy. {change}",
        da=" En anden ændring er lige så god som nr. {number}: den opfylder lige så meget og er lige så nem."
        " {change}",
    ),
    Text(
        en=" {count} other changes are as good as no. {number}: they meet as much and are as easy. One of them:"
        " {change}",
        da=" {count} andre ændringer er lige så gode som nr. {number}: de opfylder lige så meget og er lige så nemme."
        " En af dem: {change}",
    ),
)
_TIED = Text(
    en=" Nos. {numbers} are equally good: their order is no ranking.",
    da=" Nr. {numbers} er lige gode: rækkefølgen er ingen rangorden.",
)
_PLANNED: Nouns = (
    Text(
        en=" 1 of the needs that they meet would be met by what is planned, once that is in force.",
        da=" 1 af de behov, de opfylder, ville det planlagte opfylde, når det er sat i værk.",
    ),
    Text(
        en=" {count} of the needs that they meet would be met by what is planned, once that is in force.",
        da=" {count} af de behov, de opfylder, ville det planlagte opfylde, når det er sat i værk.",
    ),
)
_NO_SINGLE = Text(
    en="No change meets a need by itself, unless somebody records again what others record already. What is nearest:",
    da="Ingen ændring opfylder et behov alene, medmindre nogen registrerer det, som andre allerede registrerer. Det"
    " nærmeste:",
)
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
    said = (*terms_said(source, language), _QUESTION.in_language(language).format(**words))
    yield Paragraph(line(" ".join(said)), "lead")
    yield Heading(2, _FIGURES.in_language(language), "summary-five")
    figures = source.figures(order.level)
    table = _figures(figures, language)
    yield table
    ranges = (found for row in table.rows for cell in row.cells if (found := _A_RANGE.search(plain(cell))))
    if (first := next(ranges, None)) is not None:
        yield Paragraph(line(_RANGE.in_language(language).format(range=first[0])), "note")
    if any(each.code == PARTIAL for each in source.gaps(order.level)):
        yield Paragraph(line(_FOR_SOME.in_language(language)), "note")
    takeovers = [each for each in takeovers_of(source) if each.met < each.needs or each.for_some]
    if takeovers:
        yield Heading(2, _HANDOVERS.in_language(language), "summary-handovers")
        yield _handovers(source, sorted(takeovers, key=lambda each: each.severity)[:_WORST], language)
    yield Heading(2, _FIRST.in_language(language), "summary-repairs")
    gaps = sure(source.gaps(order.level), order.confidence)
    waived = _waived(source, order)
    yield from _first(
        source, [each for each in gaps if each.code == UNMET], _ALL_ACCEPTED if waived else _NOTHING, language
    )
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
    names = joined([(linked(source.data_map, "fields", field, language),) for field in fields[:_NAMED]])
    more = f" (+{len(fields) - _NAMED})" if len(fields) > _NAMED else ""
    return line("" if head is None else head.in_language(language), names, more)


def _first(source: Analysed, unmet: Sequence[Finding], nothing: Text, language: str) -> Iterator[Block]:
    """The changes that meet most: of the must needs, or of all needs where no must need is unmet."""
    if not unmet:
        yield Paragraph(line(nothing.in_language(language)))
        return
    musts = [each for each in unmet if each.subject.need == "must"]
    wish = Wish(
        levels=("must",) if musts else LEVELS,
        costs={**COSTS, **source.data_map.costs},
        only=frozenset(map(_need_of, musts or unmet)),
    )
    found = source.first_changes(wish, _WORST)
    if not found.plan.steps:
        yield Paragraph(line(_NO_SINGLE.in_language(language)))
        nearest = dict.fromkeys(advised(each.hint, language) for each in musts or unmet)
        yield Bullets(tuple(line(Run(each, target="#gaps")) for each in list(nearest)[:_WORST]))
        return
    columns = (
        Column(_CHANGE.in_language(language), 4.2),
        Column(_MEETS.in_language(language), 1.6),
        Column(_SURE.in_language(language), 1.2),
    )
    rows = tuple(
        Row(
            (
                line(f"{number}. {_said(source, step, language)}"),
                line(Run(_met(step.meets).in_language(language), target="#gaps")),
                line(_certainty(len(step.meets), possible, language)),
            )
        )
        for number, (step, possible) in enumerate(zip(found.plan.steps, found.possible, strict=True), start=1)
    )
    yield Table("summary-first", "", columns, rows)
    met = sum(len(step.meets) for step in found.plan.steps)
    words: dict[str, Filling] = {
        "met": str(met),
        "needs": counted(len(found.chosen), NEEDS_OF_LEVEL["must"] if musts else NEEDS),
    }
    said = Sentence(_RANKED if len(rows) > 1 else _RANKED_ONE, words).in_language(language)
    said += _REST.in_language(language) if len(rows) < _WORST and met < len(found.chosen) else ""
    planned = {_need_of(each) for each in unmet if each.planned}
    count = len({(each.actor, each.field, each.phase) for step in found.plan.steps for each in step.meets} & planned)
    said += counted(count, _PLANNED).in_language(language) if count else ""
    yield Paragraph(line(said + "".join(_ties(source, found, language))), "note")


def _need_of(finding: Finding) -> tuple[str, str, str]:
    return finding.subject.actor or "", finding.subject.field or "", finding.subject.phase or ""


def _ties(source: Analysed, found: FirstChanges, language: str) -> Iterator[str]:
    """Which of the changes are equally good, and how many others are as good as one of them."""
    steps, told = found.plan.steps, set[tuple[Change, ...]]()
    shown = {step.changes: number for number, step in enumerate(steps, start=1)}
    for number, others in enumerate(found.as_good, start=1):
        tied = [str(shown[each.changes]) for each in others if shown.get(each.changes, 0) > number]
        if tied and steps[number - 1].changes not in told:
            yield _TIED.in_language(language).format(numbers=and_listed((str(number), *tied), language))
        rest = [each for each in others if each.changes not in shown and each.changes not in told]
        told.update(each.changes for each in others)
        if rest:
            words: dict[str, Filling] = {"number": str(number), "change": _said(source, rest[0], language)}
            yield counted(len(rest), _AS_GOOD).with_words(**words).in_language(language)


def _said(source: Analysed, step: Step, language: str) -> str:
    """What a change is, with the first of its fields."""
    return step_words(step, names_in(source.data_map), source.data_map, _NAMED).in_language(language)


def _met(needs: Sequence[AffectedNeed]) -> Sentence:
    """The number of needs, by their level where it is the same."""
    levels = {need.level for need in needs}
    return counted(len(needs), NEEDS_OF_LEVEL[levels.pop()] if len(levels) == 1 else NEEDS)


def _certainty(needs: int, possible: int, language: str) -> str:
    text = _ALL_CERTAIN if not possible else _ALL_POSSIBLE if possible >= needs else _CERTAIN
    return text.in_language(language).format(certain=needs - possible, possible=possible)


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
    found = Counter(str(entry.confidence) for entry in counting)
    numbers = {str(each): found[str(each)] for each in Confidence}
    text = _STATEMENTS_BY_CONFIDENCE if is_confidence_stated(counting) else _STATEMENTS
    further = ((_RETIRED, retired), (_CITED, cited))
    said = "".join(each.in_language(language) for each in (text, *(more for more, holds in further if holds)))
    words = {"all": len(counting), "retired": retired, "sources": len(cited), **numbers}
    yield line(Run(said.format(**words), target="#scope-evidence"))


SECTION = Section(TITLE, 10, write)

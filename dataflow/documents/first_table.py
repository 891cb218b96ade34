"""What to do first: the changes that meet most, one after another."""

from collections.abc import Iterator, Mapping, Sequence

from dataflow.base.finding import Finding
from dataflow.base.text import Enumeration, Filling, Name, Sentence, Text
from dataflow.base.text import joined as and_listed
from dataflow.change.candidates import COSTS, Change
from dataflow.change.first import FirstChanges, Rest
from dataflow.change.impact import AffectedNeed
from dataflow.change.plans import Step
from dataflow.change.targets import Wish
from dataflow.documents import Analysed
from dataflow.documents.labelled import advised, innermost
from dataflow.documents.model import Block, Bullets, Column, Paragraph, Row, Run, Table, line
from dataflow.language.statement_specs import LEVELS
from dataflow.wording.alterations import names_in
from dataflow.wording.counts import NEEDS, NEEDS_OF_LEVEL, Nouns, counted, for_some_of
from dataflow.wording.steps import actors_of, step_words

_SHOWN = 3
"""How many changes are shown."""
_NAMED = 2
"""How many fields of a change are named."""
_CHANGE = Text(en="Change", da="Ændring")
_MEETS = Text(en="Would meet", da="Opfylder")
_MET = Text(en="{needs}{some}", da="{needs}{some}")
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
_REST: Mapping[Rest, tuple[Text, Nouns]] = {
    Rest.SEVERAL: (
        Text(
            en=" The rest take several changes each, or a second record of what others record.",
            da=" Resten kræver flere ændringer hver eller en ny registrering af det, som andre registrerer.",
        ),
        (
            Text(
                en=" {count} of the others takes several changes, or a second record of what others record.",
                da=" {count} af de øvrige kræver flere ændringer eller en ny registrering af det, som andre"
                " registrerer.",
            ),
            Text(
                en=" {count} of the others take several changes each, or a second record of what others record.",
                da=" {count} af de øvrige kræver flere ændringer hver eller en ny registrering af det, som andre"
                " registrerer.",
            ),
        ),
    ),
    Rest.NO_CHANNEL: (
        Text(
            en=" The rest take a digital channel to {actors}, and the map has none that would do.",
            da=" Resten kræver en digital kanal til {actors}, og kortet har ingen, der kan bruges.",
        ),
        (
            Text(
                en=" {count} of the others takes a digital channel to {actors}, and the map has none that would do.",
                da=" {count} af de øvrige kræver en digital kanal til {actors}, og kortet har ingen, der kan bruges.",
            ),
            Text(
                en=" {count} of the others take a digital channel to {actors}, and the map has none that would do.",
                da=" {count} af de øvrige kræver en digital kanal til {actors}, og kortet har ingen, der kan bruges.",
            ),
        ),
    ),
    Rest.NOTHING: (
        Text(en=" No change that was tried meets the rest.", da=" Ingen ændring, der er prøvet, opfylder resten."),
        (
            Text(
                en=" No change that was tried meets {count} of the others.",
                da=" Ingen ændring, der er prøvet, opfylder {count} af de øvrige.",
            ),
        )
        * 2,
    ),
}
"""Why no single change meets what is left: all of it, and some of it."""
_SEE_GAPS = Text(en=" See Gaps.", da=" Se Huller.")
_ONE_FOR_SOME = Text(en=" That one would be met for some only.", da=" Det ville kun være opfyldt for nogle.")
_FOR_SOME: Nouns = (
    Text(en=" One of them would be met for some only.", da=" Et af dem ville kun være opfyldt for nogle."),
    Text(en=" {count} of them would be met for some only.", da=" {count} af dem ville kun være opfyldt for nogle."),
)
"""Which ones, the table says by change."""
_AS_GOOD: Nouns = (
    Text(
        en=" Another change is as good as no. {number}: it meets as much and is as easy: {change}",
        da=" En anden ændring er lige så god som nr. {number}: den opfylder lige så meget og er lige så nem:"
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
_OTHERWISE: Nouns = (
    Text(
        en=" For 1 of the needs Gaps, which advises on each by itself, names another sender or channel: here a change"
        " that meets several at once comes first, then the cheapest.",
        da=" For 1 af behovene nævner Huller, som rådgiver om hvert behov for sig, en anden afsender eller kanal: her"
        " kommer en ændring, der opfylder flere på én gang, først og dernæst den billigste.",
    ),
    Text(
        en=" For {count} of the needs Gaps, which advises on each by itself, names another sender or channel: here a"
        " change that meets several at once comes first, then the cheapest.",
        da=" For {count} af behovene nævner Huller, som rådgiver om hvert behov for sig, en anden afsender eller"
        " kanal: her kommer en ændring, der opfylder flere på én gang, først og dernæst den billigste.",
    ),
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
_NEAREST = Text(en=" What is nearest:", da=" Det nærmeste:")
_NO_SINGLE: Mapping[Rest, Text] = {
    Rest.SEVERAL: Text(
        en="No change meets a need by itself, unless somebody records again what others record already.",
        da="Ingen ændring opfylder et behov alene, medmindre nogen registrerer det, som andre allerede registrerer.",
    ),
    Rest.NO_CHANNEL: Text(
        en="To meet the needs takes a digital channel to {actors}, and the map has none that would do.",
        da="At opfylde behovene kræver en digital kanal til {actors}, og kortet har ingen, der kan bruges.",
    ),
    Rest.NOTHING: Text(
        en="No change that was tried meets any of the needs.",
        da="Ingen ændring, der er prøvet, opfylder noget af behovene.",
    ),
}
"""What is said where no single change meets anything: of the first reason there is."""


def first_changes(source: Analysed, unmet: Sequence[Finding], nothing: Text, language: str) -> Iterator[Block]:
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
    found = source.first_changes(wish, _SHOWN)
    if not found.plan.steps:
        yield Paragraph(line(_none(source, found, language)))
        nearest = dict.fromkeys(advised(each.hint, language) for each in musts or unmet)
        yield Bullets(tuple(line(Run(each, target="#gaps")) for each in list(nearest)[:_SHOWN]))
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
                line(Run(_met(step.meets, found.for_some).in_language(language), target="#gaps")),
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
    if found.for_some:
        some = Sentence(_ONE_FOR_SOME) if met == 1 else counted(len(found.for_some), _FOR_SOME)
        said += some.in_language(language)
    said += "".join(_rest(source, found, language)) if len(rows) < _SHOWN else ""
    planned = {_need_of(each) for each in unmet if each.planned}
    count = len({(each.actor, each.field, each.phase) for step in found.plan.steps for each in step.meets} & planned)
    said += counted(count, _PLANNED).in_language(language) if count else ""
    count = _advised_otherwise(source, found.plan.steps, unmet)
    said += counted(count, _OTHERWISE).in_language(language) if count else ""
    yield Paragraph(line(said + "".join(_ties(source, found, language))), "note")


def _none(source: Analysed, found: FirstChanges, language: str) -> str:
    """Why there is no single change, and what follows."""
    reason = next(iter(found.rest)) if len(found.rest) == 1 else Rest.SEVERAL
    actors = actors_of(found.rest.get(Rest.NO_CHANNEL, ()), names_in(source.data_map))
    said = Sentence(_NO_SINGLE[reason], {"actors": actors}).in_language(language)
    if reason is Rest.SEVERAL and Rest.NO_CHANNEL in found.rest:
        count = len(found.rest[Rest.NO_CHANNEL])
        said += counted(count, _REST[Rest.NO_CHANNEL][1], actors=actors).in_language(language)
    return said + _NEAREST.in_language(language)


def _rest(source: Analysed, found: FirstChanges, language: str) -> Iterator[str]:
    """Why the changes do not meet the rest."""
    for reason, needs in found.rest.items():
        whole, some = _REST[reason]
        words: dict[str, Filling] = {"actors": actors_of(needs, names_in(source.data_map))}
        said = Sentence(whole, words) if len(found.rest) == 1 else counted(len(needs), some, **words)
        yield said.in_language(language)
    if found.rest:
        yield _SEE_GAPS.in_language(language)


def _need_of(finding: Finding) -> tuple[str, str, str]:
    return finding.subject.actor or "", finding.subject.field or "", finding.subject.phase or ""


def _advised_otherwise(source: Analysed, steps: Sequence[Step], unmet: Sequence[Finding]) -> int:
    """For how many of the needs that some changes meet the advice names another sender or channel."""
    hints = {_need_of(each): each.hint for each in unmet if each.hint is not None}
    advised_of = ((step, hints.get((need.actor, need.field, need.phase))) for step in steps for need in step.meets)
    return sum(hint is not None and not _agrees(source, step, innermost(hint)) for step, hint in advised_of)


def _agrees(source: Analysed, step: Step, hint: Sentence) -> bool:
    """Whether advice names the sender and the channel of a change, if it names any."""
    change, words = step.changes[0], {name: hint.words[name] for name in hint.text.blanks()[0]}
    role = None if change.actor is None else source.data_map.role_of(change.actor)
    for name in ("holder", "fresh", "coders"):
        holders = words.get(name)
        if isinstance(holders, Enumeration) and holders.ids and role is not None:
            return role in holders.ids or change.actor in holders.ids
    sender, channel = words.get("sender"), words.get("channel")
    by_other = role is not None and isinstance(sender, Name) and str(sender) != role
    over_other = change.via is not None and isinstance(channel, Name) and str(channel) != change.via
    return not by_other and not over_other


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
    planned = source.assumptions.planned
    return step_words(step, names_in(source.data_map), source.data_map, _NAMED, planned).in_language(language)


def _met(needs: Sequence[AffectedNeed], for_some: Sequence[AffectedNeed]) -> Sentence:
    """The number of needs, by their level where it is the same, and how many of them are met for some only."""
    levels = {need.level for need in needs}
    count = counted(len(needs), NEEDS_OF_LEVEL[levels.pop()] if len(levels) == 1 else NEEDS)
    of_some = {(each.actor, each.field, each.phase) for each in for_some}
    some = sum((each.actor, each.field, each.phase) in of_some for each in needs)
    return Sentence(_MET, {"needs": count, "some": for_some_of(len(needs), some)})


def _certainty(needs: int, possible: int, language: str) -> str:
    text = _ALL_CERTAIN if not possible else _ALL_POSSIBLE if possible >= needs else _CERTAIN
    return text.in_language(language).format(certain=needs - possible, possible=possible)

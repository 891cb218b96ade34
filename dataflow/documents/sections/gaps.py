"""The gaps: needs that are not met, by actor, and what else was found, by rule."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dataflow.base.finding import Finding
from dataflow.base.text import Enumeration, Filling, Sentence, Text
from dataflow.documents import Analysed, Order, Section
from dataflow.documents.accepted_table import accepted_table
from dataflow.documents.gap_table import NEEDS, gap_table, is_confidence_stated, sure, sureness
from dataflow.documents.labelled import advised, linked_all, whole
from dataflow.documents.model import Block, Column, Heading, Paragraph, Row, Table, line
from dataflow.documents.pictures import figure
from dataflow.documents.repairs import repairs_of
from dataflow.model.data_map import DataMap
from dataflow.rules import all_rules
from dataflow.views.gaps import TITLE as PICTURE

TITLE = Text(en="Gaps", da="Huller")
_INTRO = Text(
    en="A gap is a need that is not met. Each row says who lacks what, when and why, what the nearest repair is,"
    " and how sure that is. “Possible” means that an unknown statement decides it.",
    da="Et hul er et behov, der ikke er opfyldt. Hver række siger, hvem der mangler hvad, hvornår og hvorfor, hvad"
    " der er nærmest at gøre, og hvor sikkert det er. »Muligt« betyder, at et uafklaret udsagn afgør det.",
)
_ALL_CERTAIN = Text(en=" All that was found is certain.", da=" Alt, hvad der er fundet, er sikkert.")
_NONE = Text(en="Every need is met.", da="Alle behov er opfyldt.")
_ALL_ACCEPTED = Text(
    en="Every need is met, or its gap is accepted.", da="Alle behov er opfyldt, eller hullet er accepteret."
)
_ACCEPTED = Text(en="Accepted", da="Accepteret")
_ACCEPTED_ARE = Text(
    en="The authors of the map know of these findings and accept them. They are not among the repairs and gaps above,"
    " but a need that is not met counts as such in all figures.",
    da="Kortets forfattere kender disse fund og accepterer dem. De er ikke med i forslag og huller ovenfor, men et"
    " behov, der ikke er opfyldt, tæller som uopfyldt i alle tal.",
)
_LACKS = Text(en="What {actor} lacks", da="Hvad {actor} mangler")
_REPAIRS = Text(en="Repairs, by the number of needs", da="Forslag efter antal behov")
_REPAIRS_COUNT = Text(
    en="Each need counts once here, at the repair that is nearest to it. In the summary a change counts all the needs"
    " that it meets, so that its number may be higher.",
    da="Her tæller hvert behov én gang: ved det forslag, der er nærmest for det. I sammenfatningen tæller en ændring"
    " alle de behov, den opfylder, så dens tal kan være højere.",
)
_REPAIR = Text(en="Repair", da="Forslag")
_FOR = Text(en="For", da="For")
_FIELDS = Text(en="Fields", da="Felter")
_MUST = Text(en="Must", da="Skal")
_ALL = Text(en="All needs", da="Alle behov")
_CERTAIN = Text(en="Of which certain", da="Heraf sikre")
_FOUND = Text(en="Finding", da="Fund")
_ADVICE = Text(en="What to do", da="Hvad der kan gøres")
_EACH_OF = Text(en="each of {count} fields", da="hvert af {count} felter")
"""In the singular, as what follows speaks of one: "although it is already recorded"."""
_SURE = Text(en="How sure", da="Hvor sikkert")


def write(source: Analysed, order: Order) -> Iterator[Block]:
    """The section on gaps: a picture, the repairs, the unmet needs of each actor, other findings, and waived ones.

    Where every finding is certain, one sentence says so, and the tables have no column for certainty.
    """
    gaps = source.gaps(order.level)
    found = sure(gaps, order.confidence)
    if is_confidence_stated(source.data_map.entries) or not all(each.certain for each in found):
        yield from _sections(source, found, gaps, order.language)
        return
    heads = {text.in_language(order.language) for text in (_SURE, _CERTAIN)}
    for place, block in enumerate(_sections(source, found, gaps, order.language)):
        if place == 0 and isinstance(block, Paragraph) and found:
            yield replace(block, runs=line(block.runs, _ALL_CERTAIN.in_language(order.language)))
        else:
            yield block.without(heads) if isinstance(block, Table) else block


def _sections(source: Analysed, found: Sequence[Finding], gaps: Sequence[Finding], language: str) -> Iterator[Block]:
    data_map = source.data_map
    needs = [each for each in found if each.code in NEEDS]
    none = _ALL_ACCEPTED if any(each.waived and each.code in NEEDS for each in gaps) else _NONE
    yield Paragraph(line((_INTRO if needs else none).in_language(language)))
    if needs:
        yield figure("figure-gaps", PICTURE.in_language(language), source.picture("gaps"), language)
    if repairs_of(found):
        yield Heading(2, _REPAIRS.in_language(language), "gaps-repairs")
        yield Paragraph(line(_REPAIRS_COUNT.in_language(language)))
        yield _repairs(source, found, language)
    for actor in data_map.actors:
        own = [each for each in needs if each.subject.actor == actor]
        if own:
            heading = Sentence(_LACKS, {"actor": data_map.actors[actor].name}).in_language(language)
            yield Heading(2, heading, f"gaps-{actor}")
            yield gap_table(own, data_map, language, f"gaps-{actor}-table", "", names_actor=False)
    yield from other_findings(data_map, found, language)
    if any(each.waived for each in gaps):
        yield Heading(2, _ACCEPTED.in_language(language), "gaps-accepted")
        yield Paragraph(line(_ACCEPTED_ARE.in_language(language)))
        yield accepted_table(gaps, language)


def other_findings(data_map: DataMap, found: Sequence[Finding], language: str) -> Iterator[Block]:
    """For each rule but those about needs that found anything, why that matters and a table."""
    rules = all_rules()
    for code in sorted({each.code for each in found} - set(NEEDS)):
        rule, own = rules[code], [each for each in found if each.code == code]
        title = rule.titles if rule.titles is not None and len(own) > 1 else rule.title
        yield Heading(2, title.in_language(language), f"findings-{rule.name}")
        # What a rule looks for exactly is on its page, in the words of those who write maps.
        yield Paragraph(line(rule.why.in_language(language)))
        yield _others(data_map, own, rule.name, language)


def _repairs(source: Analysed, found: Sequence[Finding], language: str) -> Table:
    heads = ((_REPAIR, 3.2), (_FIELDS, 3.2), (_MUST, 0.7), (_ALL, 0.8), (_CERTAIN, 0.9))
    columns = tuple(Column(text.in_language(language), width, figures=width < 1) for text, width in heads)
    rows = tuple(
        Row(
            (
                line(f"{number}. {repair.in_language(source.data_map, language)}"),
                linked_all(
                    source.data_map, "fields", (each.subject.field or "" for each in repair.findings), language
                ),
                line(str(repair.musts)),
                line(str(len(repair.findings))),
                line(str(repair.certain)),
            ),
            anchor=f"repair-{number}",
        )
        for number, repair in enumerate(repairs_of(found), start=1)
    )
    return Table("gaps-repairs-table", "", columns, rows, wide=True)


def _others(data_map: DataMap, findings: Sequence[Finding], name: str, language: str) -> Table:
    """The findings of a rule; those that differ in the field alone are one row, and rows that differ in the phase."""
    heads = ((_FOUND, 3.0), (_FIELDS, 2.6), (_ADVICE, 2.4), (_SURE, 0.9))
    with_confidence = is_confidence_stated(data_map.entries)
    groups = _over_phases(_over_fields(findings, language), language)
    rows = tuple(_other(data_map, group, language, with_confidence) for group in groups)
    columns = tuple(Column(text.in_language(language), width) for text, width in heads)
    return Table(f"findings-{name}-table", "", columns, rows, wide=True)


def _over_fields(findings: Iterable[Finding], language: str) -> list[list[Finding]]:
    """The findings that say the same of several fields."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        said = _said(finding, language, "field")
        groups.setdefault((*said, finding.certain, finding.confidence), []).append(finding)
    return list(groups.values())


def _over_phases(groups: Iterable[list[Finding]], language: str) -> list[list[Finding]]:
    """The groups that say the same of the same fields in several phases."""
    merged: dict[tuple[object, ...], list[Finding]] = {}
    for group in groups:
        first, fields = group[0], frozenset(finding.subject.field for finding in group)
        about = (first.subject.actor, first.subject.channel, first.certain, first.confidence, fields)
        merged.setdefault((*about, *_said(first, language, "field", "phase")), []).extend(group)
    return list(merged.values())


def _said(finding: Finding, language: str, *without: str) -> tuple[str, ...]:
    """The message and the hint without some of their words, to be compared."""
    blanks = dict.fromkeys(without, "")
    sentences = (finding.message, finding.hint)
    return tuple("" if each is None else whole(_with(each, blanks), language) for each in sentences)


def _other(data_map: DataMap, group: Sequence[Finding], language: str, with_confidence: bool) -> Row:
    first, count = group[0], len({finding.subject.field for finding in group})
    phases = frozenset(finding.subject.phase or "" for finding in group)
    words: dict[str, Filling] = {} if count == 1 else {"field": Sentence(_EACH_OF, {"count": str(count)})}
    if len(phases) > 1:
        words["phase"] = Enumeration(phases, data_map.pathway)
    hint = "" if first.hint is None else advised(_with(first.hint, words), language)
    return Row(
        (
            line(whole(_with(first.message, words), language)),
            linked_all(data_map, "fields", (field for finding in group for field in _fields_of(finding)), language),
            line(hint),
            sureness(first, language, with_confidence),
        ),
        anchor=f"finding-{first.fingerprint}",
        explore=f"finding={first.fingerprint}",
    )


def _fields_of(finding: Finding) -> Sequence[str]:
    """The fields that a finding is about; of one about a channel or a group those that it names."""
    if finding.subject.field is not None:
        return (finding.subject.field,)
    named = finding.message.words.get("fields")
    return [each for each in named.declared if each in named.ids] if isinstance(named, Enumeration) else ()


def _with(sentence: Sentence, words: Mapping[str, Filling]) -> Sentence:
    """The sentence with other words in the blanks that it has."""
    return sentence.with_words(**{name: word for name, word in words.items() if name in sentence.words})


SECTION = Section(TITLE, 70, write)

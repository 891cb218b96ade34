"""A difference as a page of sentences in one language."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dataflow.analysis.figures.figures import Figure
from dataflow.base.finding import Finding
from dataflow.base.picture import Words
from dataflow.base.text import Filling, Sentence, Text
from dataflow.change.difference import Difference
from dataflow.change.verdict import Judgement, Met, NeedChange, Verdict
from dataflow.reports import Comparison, FigureSheet
from dataflow.reports._pages import Page, Section, Table
from dataflow.reports._stats_tables import HEADS, MEASURES, name_of_row, range_of
from dataflow.wording.alterations import names_in, object_sentence, statement_sentence, who
from dataflow.wording.causes import CELL
from dataflow.wording.counts import NEEDS_OF_LEVEL, Nouns, counted
from dataflow.wording.lists import listed
from dataflow.wording.statements import LEVELS

_TITLE = Text(en="What changes: {map}", da="Hvad der ændrer sig: {map}")
_SIDES = Text(en="Before: {old}. After: {new}.", da="Før: {old}. Efter: {new}.")
_NOTHING = Text(
    en="Nothing differs in meaning between the two.", da="De to kort siger det samme; intet er ændret i betydning."
)
_VERDICT: Mapping[Verdict, Text] = {
    Verdict.BETTER: Text(en="Verdict: better.", da="Vurdering: bedre."),
    Verdict.WORSE: Text(en="Verdict: worse.", da="Vurdering: dårligere."),
    Verdict.MIXED: Text(
        en="Verdict: mixed, both better and worse.", da="Vurdering: blandet, både bedre og dårligere."
    ),
    Verdict.SAME: Text(
        en="Verdict: the same. Every need that both maps state is met or not met as before.",
        da="Vurdering: det samme. Alle behov, som begge kort har, er opfyldt eller ikke opfyldt som før.",
    ),
}
_BUT: Mapping[Verdict, Text] = {
    Verdict.BETTER: Text(
        en="Verdict: better in what counts most; some of the rest is worse.",
        da="Vurdering: bedre i det, der tæller mest; noget af det øvrige er dårligere.",
    ),
    Verdict.WORSE: Text(
        en="Verdict: worse in what counts most; some of the rest is better.",
        da="Vurdering: dårligere i det, der tæller mest; noget af det øvrige er bedre.",
    ),
}
"""Where the needs that do not decide the verdict go the other way."""
_LESS_THAN_POSSIBLE = Text(
    en="Verdict: less favourable than was possible. Nothing that was met is lost: what was perhaps met is now known"
    " not to be.",
    da="Vurdering: mindre gunstigt, end det kunne have været. Intet, der var opfyldt, er gået tabt: det, der måske"
    " var opfyldt, viser sig ikke at være det.",
)
"""Where all that is for the worse was only possible before."""
_ONLY_ANSWERS: Mapping[Verdict, Text] = {
    Verdict.BETTER: Text(
        en="Verdict: more is certain now. Only what is known has changed, not the care: questions were answered.",
        da="Vurdering: mere er sikkert nu. Kun vores viden er ændret, ikke praksis: Der er kommet svar på det,"
        " der var uafklaret.",
    ),
    Verdict.MIXED: Text(
        en="Verdict: mixed. Only what is known has changed, not the care: questions were answered, some for the"
        " better and some for the worse.",
        da="Vurdering: blandet. Kun vores viden er ændret, ikke praksis: Der er kommet svar på det, der var"
        " uafklaret, nogle til det bedre og nogle til det værre.",
    ),
    Verdict.WORSE: _LESS_THAN_POSSIBLE,
    Verdict.SAME: Text(
        en="Verdict: the same. Questions were answered, and every need that both maps state is met or not met as"
        " before.",
        da="Vurdering: det samme. Der er kommet svar på det, der var uafklaret, og alle behov, som begge kort har, er"
        " opfyldt eller ikke opfyldt som før.",
    ),
}
"""Where only answers came in to what was unknown."""
_RESTS_ON = Text(
    en="It rests on the needs that both maps state: {needs}.",
    da="Den bygger på de behov, som begge kort har: {needs}.",
)
_MOVED: Mapping[tuple[Met, Met], Nouns] = {
    (Met.NO, Met.YES): (
        Text(en="{needs} is now met", da="{needs} er nu opfyldt"),
        Text(en="{needs} are now met", da="{needs} er nu opfyldt"),
    ),
    (Met.YES, Met.NO): (
        Text(en="{needs} is no longer met", da="{needs} er ikke længere opfyldt"),
        Text(en="{needs} are no longer met", da="{needs} er ikke længere opfyldt"),
    ),
    (Met.POSSIBLY, Met.YES): (
        Text(en="{needs} is now surely met", da="{needs} er nu helt sikkert opfyldt"),
        Text(en="{needs} are now surely met", da="{needs} er nu helt sikkert opfyldt"),
    ),
    (Met.NO, Met.POSSIBLY): (
        Text(en="{needs} is now perhaps met", da="{needs} er nu måske opfyldt"),
        Text(en="{needs} are now perhaps met", da="{needs} er nu måske opfyldt"),
    ),
    (Met.YES, Met.POSSIBLY): (
        Text(en="{needs} is now only perhaps met", da="{needs} er nu kun måske opfyldt"),
        Text(en="{needs} are now only perhaps met", da="{needs} er nu kun måske opfyldt"),
    ),
    (Met.POSSIBLY, Met.NO): (
        Text(en="{needs} that was perhaps met is now not met", da="{needs}, der måske var opfyldt, er det nu ikke"),
        Text(
            en="{needs} that were perhaps met are now not met",
            da="{needs}, der måske var opfyldt, er det nu ikke",
        ),
    ),
}
"""How needs are met after and before, in the order in which they are listed."""
_ONLY_NEW: Nouns = (
    Text(
        en="{count} need is stated in the newer map alone ({met} met), and does not count for the verdict.",
        da="{count} behov findes kun i det nye kort ({met} opfyldt) og tæller ikke med i vurderingen.",
    ),
    Text(
        en="{count} needs are stated in the newer map alone ({met} met), and do not count for the verdict.",
        da="{count} behov findes kun i det nye kort ({met} opfyldt) og tæller ikke med i vurderingen.",
    ),
)
_ONLY_OLD: Nouns = (
    Text(
        en="{count} need is stated in the older map alone ({met} met), and does not count for the verdict.",
        da="{count} behov findes kun i det gamle kort ({met} opfyldt) og tæller ikke med i vurderingen.",
    ),
    Text(
        en="{count} needs are stated in the older map alone ({met} met), and do not count for the verdict.",
        da="{count} behov findes kun i det gamle kort ({met} opfyldt) og tæller ikke med i vurderingen.",
    ),
)
_ALTERED: Nouns = (
    Text(
        en="{count} need is stated otherwise in the newer map, such as with another time limit, and does not count"
        " for the verdict ({before} met before, {after} met now).",
        da="{count} behov er angivet anderledes i det nye kort, fx med en anden tidsfrist, og tæller ikke med i"
        " vurderingen ({before} opfyldt før, {after} opfyldt nu).",
    ),
    Text(
        en="{count} needs are stated otherwise in the newer map, such as with another time limit, and do not count"
        " for the verdict ({before} met before, {after} met now).",
        da="{count} behov er angivet anderledes i det nye kort, fx med en anden tidsfrist, og tæller ikke med i"
        " vurderingen ({before} opfyldt før, {after} opfyldt nu).",
    ),
)
_NEEDS = Text(en="Needs where it has changed whether they are met", da="Behov, hvor det er ændret, om de er opfyldt")
_NEED = Text(en="{actor} needs {field} in {phase}: {change}.", da="{actor} har brug for {field} i {phase}: {change}.")
_ANSWER: Mapping[tuple[Met, Met], Text] = {
    (Met.NO, Met.YES): Text(en="now met", da="nu opfyldt"),
    (Met.YES, Met.NO): Text(en="no longer met", da="ikke længere opfyldt"),
    (Met.NO, Met.POSSIBLY): Text(en="now perhaps met", da="nu måske opfyldt"),
    (Met.POSSIBLY, Met.NO): Text(
        en="not met, which was perhaps met before", da="ikke opfyldt; det var før måske opfyldt"
    ),
    (Met.POSSIBLY, Met.YES): Text(en="now surely met", da="nu helt sikkert opfyldt"),
    (Met.YES, Met.POSSIBLY): Text(en="now only perhaps met", da="nu kun måske opfyldt"),
}
_SECTIONS = {
    "statements": Text(en="Statements that have changed", da="Udsagn, der er ændret"),
    "objects": Text(en="Fields, channels, actors and others", da="Felter, kanaler, aktører og andet"),
    "opened": Text(en="Findings opened ({count})", da="Nye fund ({count})"),
    "closed": Text(en="Findings closed ({count})", da="Lukkede fund ({count})"),
    "changed": Text(en="Findings changed ({count})", da="Ændrede fund ({count})"),
    "figures": Text(en="Figures", da="Nøgletal"),
    "handovers": Text(en="Handovers", da="Overgange mellem ansvarlige"),
    "patient": Text(en="What the patient can see", da="Hvad borgeren kan se"),
    "wording": Text(en="Wording", da="Formuleringer"),
}
_HEAD = (Text(en="Figure", da="Nøgletal"), Text(en="before", da="før"), Text(en="after", da="efter"))
_FINDING = Text(en="{rule}: {message}", da="{rule}: {message}")
_FINDING_ACCEPTED = Text(en="{rule}: {message} (accepted)", da="{rule}: {message} (accepteret)")
_FINDING_CHANGED = Text(en="{rule}: {message} (before: {before})", da="{rule}: {message} (før: {before})")
_STATE = {
    "certain": Text(en="certain", da="sikkert"),
    "possible": Text(en="only possible", da="kun muligt"),
    "waived": Text(en="accepted", da="accepteret"),
    "not waived": Text(en="not accepted", da="ikke accepteret"),
    "planned": Text(en="met by what is planned", da="opfyldt af det planlagte"),
    "not planned": Text(en="not met by what is planned", da="ikke opfyldt af det planlagte"),
    **LEVELS,
}
_OF = Text(en="{count} of {of} members", da="{count} af {of} medlemmer")
_NAMED_FIGURE = Text(en="{name}, {measure}", da="{name}, {measure}")


def page_of(comparison: Comparison, language: str) -> Page:
    """The page of a difference."""
    found, say = comparison.difference, _Speaker(comparison, language)
    sentences = [say(_SIDES, old=comparison.names[0], new=comparison.names[1])]
    if found.is_empty:
        sentences.append(say(_NOTHING))
    else:
        sentences.append(say(_verdict_of(found)))
        if found.judgement.needs:
            sentences.append(say(_RESTS_ON, needs="; ".join(say.basis(found.judgement.needs))))
        for (number, met), nouns in ((found.judgement.new, _ONLY_NEW), (found.judgement.gone, _ONLY_OLD)):
            if number:
                sentences.append(counted(number, nouns, met=str(met)).in_language(language))
        altered, met_before, met_after = found.judgement.altered
        if altered:
            words = {"before": str(met_before), "after": str(met_after)}
            sentences.append(counted(altered, _ALTERED, **words).in_language(language))
    sections = [
        Section(say(_NEEDS), items=tuple(say.needs(found.judgement.needs))),
        Section(
            say(_SECTIONS["statements"]),
            items=tuple(say.words(statement_sentence(each, say.name, say.members)) for each in found.statements),
        ),
        Section(
            say(_SECTIONS["objects"]),
            items=tuple(say.words(object_sentence(each, say.name)) for each in found.objects),
        ),
        *(
            Section(say(_SECTIONS[key], count=str(len(shown))), items=tuple(map(say.finding, shown)))
            for key, shown in (("opened", found.findings.opened), ("closed", found.findings.closed))
        ),
        Section(
            say(_SECTIONS["changed"], count=str(len(found.findings.changed))),
            items=tuple(say.changed_finding(*pair) for pair in found.findings.changed),
        ),
    ]
    if not found.is_empty:
        sections += say.figures()
    if comparison.with_wording:
        worded = [say.words(object_sentence(each, say.name)) for each in found.wording]
        worded += [say.words(statement_sentence(each, say.name, say.members)) for each in found.texts]
        sections.append(Section(say(_SECTIONS["wording"]), items=tuple(worded)))
    return Page(say(_TITLE, map=found.new.title), tuple(sentences), tuple(sections))


def _verdict_of(difference: Difference) -> Text:
    judgement = difference.judgement
    if _was_only_possible(judgement):
        return _LESS_THAN_POSSIBLE
    goes_both_ways = len({each.after > each.before for each in judgement.needs}) > 1
    if goes_both_ways and judgement.verdict in _BUT and not difference.is_only_answers:
        return _BUT[judgement.verdict]
    return (_ONLY_ANSWERS if difference.is_only_answers else _VERDICT)[judgement.verdict]


def _was_only_possible(judgement: Judgement) -> bool:
    """Whether the verdict is worse, and no need was certainly met before that is not now."""
    lost = [each for each in judgement.needs if each.after < each.before]
    return judgement.verdict is Verdict.WORSE and all(
        (each.before, each.after) == (Met.POSSIBLY, Met.NO) for each in lost
    )


class _Speaker:
    """Says things of a comparison in one language."""

    def __init__(self, comparison: Comparison, language: str) -> None:
        self._comparison, self._language = comparison, language
        self.name = names_in(comparison.difference.new, comparison.difference.old)
        self.members = {**comparison.difference.old.members, **comparison.difference.new.members}

    def __call__(self, text: Text, **words: Filling) -> str:
        return Sentence(text, words, opens=True).in_language(self._language)

    def words(self, words: Words) -> str:
        """Words of both languages."""
        return words.in_language(self._language)

    def basis(self, needs: Sequence[NeedChange]) -> Iterator[str]:
        """How many needs of each level are met otherwise, the certain answers of all levels first."""
        numbers = Counter((each.level, (each.before, each.after)) for each in needs)
        for certain in (True, False):
            for level, of_level in NEEDS_OF_LEVEL.items():
                for way, nouns in _MOVED.items():
                    number = numbers[level, way]
                    if number and (Met.POSSIBLY not in way) == certain:
                        yield self.words(counted(number, nouns, needs=counted(number, of_level)))

    def needs(self, needs: Sequence[NeedChange]) -> Iterator[str]:
        """The needs and how they are met now, those of an actor in a phase in one sentence."""
        groups: dict[NeedChange, list[str]] = {}
        for need in needs:
            groups.setdefault(replace(need, field=""), []).append(need.field)
        for need, fields in groups.items():
            yield self(
                _NEED,
                actor=who(need.actor, need.members, self.name, self.members),
                field=listed([self.name("fields", field) for field in fields]),
                phase=self.name("phases", need.phase),
                change=_ANSWER[need.before, need.after],
            )

    def finding(self, finding: Finding) -> str:
        """The rule and the message of a finding, and whether it is accepted."""
        return self(_FINDING_ACCEPTED if finding.waived else _FINDING, rule=finding.code, message=finding.message)

    def changed_finding(self, before: Finding, after: Finding) -> str:
        """A finding as it is now, and what of it was otherwise before."""
        then = ", ".join(self._states(before, after)) or self.words(before.message)
        return self(_FINDING_CHANGED, rule=after.code, message=after.message, before=then)

    def _states(self, finding: Finding, other: Finding) -> Iterator[str]:
        """What a finding was, where it differs from another."""
        if finding.cause != other.cause and finding.cause is not None:
            cause = next((words for cause, words in CELL.items() if cause == finding.cause), None)
            if cause:
                yield self.words(cause)
        if finding.subject.need != other.subject.need and finding.subject.need in _STATE:
            yield self(_STATE[finding.subject.need])
        for differs, key in (
            (finding.certain != other.certain, finding.certainty),
            (finding.waived != other.waived, "waived" if finding.waived else "not waived"),
            (finding.planned != other.planned, "planned" if finding.planned else "not planned"),
        ):
            if differs:
                yield self(_STATE[key])
        if finding.members != other.members and finding.members is not None:
            yield self(_OF, count=str(len(finding.members)), of=str(finding.of))
        if finding.needs is not None and other.needs is not None and len(finding.needs) != len(other.needs):
            yield self.words(counted(len(finding.needs), NEEDS_OF_LEVEL["must"]))

    def figures(self) -> Iterator[Section]:
        """The figures of the whole map, of the handovers and of what patients see, where they differ."""
        found = self._comparison.difference
        old, new = (
            FigureSheet(self._comparison.level, figures, data_map)
            for figures, data_map in (
                (found.figures[0], found.old),
                (found.figures[1], found.new),
            )
        )
        for key, table in (("figures", "total"), ("handovers", "handover"), ("patient", "patient")):
            then, now = self._rows(old, table), self._rows(new, table)
            rows = [
                (name, _shown(then.get(name)), _shown(now.get(name)))
                for name in dict.fromkeys((*now, *then))
                if _shown(then.get(name)) != _shown(now.get(name))
            ]
            yield Section(self(_SECTIONS[key]), table=Table(tuple(map(self, _HEAD)), tuple(rows)))

    def _rows(self, sheet: FigureSheet, table: str) -> Mapping[str, Figure]:
        rows: dict[str, Figure] = {}
        for row, figures in sheet.figures.of(table).items():
            for measure, figure in figures.items():
                if table == "total":
                    rows[self(MEASURES[measure])] = figure
                elif not measure.endswith("-must"):
                    name = name_of_row(sheet, table, row, self._language)
                    rows[self(_NAMED_FIGURE, name=name, measure=HEADS[measure])] = figure
        return rows


def _shown(figure: Figure | None) -> str:
    return "–" if figure is None else range_of(figure)

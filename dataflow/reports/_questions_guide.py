"""The questions as an interview guide in one language."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dataflow.analysis.needs.questions import Question
from dataflow.base.text import Filling, Sentence, Text
from dataflow.base.visible import visible
from dataflow.model.data_map import DataMap
from dataflow.model.translations import written_in
from dataflow.reports import Interview
from dataflow.reports._questions_words import about, answers, name_of
from dataflow.wording.counts import FINDINGS, LIMITS, MEMBERS, are, counted
from dataflow.wording.questions import question_to, time_question_to
from dataflow.wording.when import when

_TITLE = Text(en="{map}: what to find out", da="{map}: hvad der skal afklares")
_INTRO = Text(
    en="Unknown statements: {unknown}. Possible findings: {possible}. Each question says how many of them its answer"
    " settles: they fall away, or become certain. Ask in this order.",
    da="Uafklarede udsagn: {unknown}. Mulige fund: {possible}. Ved hvert spørgsmål står, hvor mange af dem svaret"
    " afgør: de falder bort, eller de bliver sikre. Spørg i denne rækkefølge.",
)
_TIMES = Text(
    en="Shares of which nobody states how long they take, though a time limit hangs on it: {times}.",
    da="Delinger, hvor ingen har angivet, hvor lang tid de tager, selv om en frist afhænger af det: {times}.",
)
NOTHING_TO_ASK = Text(
    en="No statement is unknown, so there is nothing to ask.",
    da="Ingen udsagn er uafklarede, så der er ikke noget at spørge om.",
)
_INTRO_TO_SEND = Text(
    en="Questions to which nobody has found the answer yet: {asked}. The most important ones come first.",
    da="Spørgsmål, som ingen har fundet svar på endnu: {asked}. De vigtigste står først.",
)
_ORDER = Text(en="In the order to ask", da="Rækkefølge")
_ASK = Text(en="To ask: {actor}", da="Spørgsmål til: {actor}")
_ASK_MEMBERS = Text(en="To ask: {actor} ({members})", da="Spørgsmål til: {actor} ({members})")
_ASK_KEEPER = Text(en="To ask: those who run {actor}", da="Spørgsmål til: de ansvarlige for {actor}")
_SETTLES = Text(en="settles {findings}", da="afgør {findings}")
_SETTLES_NONE = Text(en="settles nothing{when}", da="afgør intet{when}")
_CHECKS = Text(en="checks {limits}", da="afgør {limits}")
_TIME_EFFECT = Text(
    en="The answer tells whether {limits} {are} kept. Ask too how long after the phase begins it is sent.",
    da="Svaret viser, om {limits} {are} overholdt. Spørg også, hvor længe efter fasens begyndelse det bliver sendt.",
)
_NO_FINDING = Text(en="No finding hangs on the answer{when}.", da="Intet fund afhænger af svaret{when}.")
_NOTHING_DEPENDS = Text(
    en="Nothing else in the map depends on the answer{when}.",
    da="Intet andet i kortet afhænger af svaret{when}.",
)
_DECIDES = Text(en="The answer decides whether this is so:", da="Svaret afgør, om dette gælder:")
_SAME = Text(
    en="The same as question {rank} to {actor}: the answer from the other end.",
    da="Det samme som spørgsmål {rank} til {actor}: svaret fra den anden side.",
)
_FINDINGS = Text(en="Hangs on it", da="Afhænger af svaret")
_NOTE = Text(en="Note", da="Bemærkning")
_SOURCE = Text(en="Source", da="Kilde")
_PLACE = Text(en="Stands in", da="Står i")
_ANSWER = Text(
    en="Answer: □ yes □ no □ differs locally □ don't know",
    da="Svar: □ ja □ nej □ forskelligt lokalt □ ved ikke",
)
_ANSWER_TIME = Text(
    en="Answer: .................... hours or days □ differs locally □ don't know",
    da="Svar: .................... timer eller dage □ forskelligt lokalt □ ved ikke",
)
_DIFFERS = Text(en="If it differs, where and how: {line}", da="Hvis det er forskelligt, hvor og hvordan: {line}")
_WHO_SAYS = Text(en="Answered by: {line} Date: {short}", da="Besvaret af: {line} Dato: {short}")
"""The lines for an answer in a guide to fill in."""
_LINE, _SHORT_LINE = "." * 70, "." * 30


@dataclass(frozen=True)
class Item:
    """A question to an actor, with its rank in the order to ask; ``details`` are (heading, text) pairs.

    ``findings`` are lines on the findings that depend on it; ``effects`` are sentences on what its answers do.
    ``answer`` are the lines for the answer in a guide to fill in.
    """

    rank: int
    question: str
    effects: tuple[str, ...]
    answer: tuple[str, ...]
    findings: tuple[str, ...] = ()
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Guide:
    """The guide: the order to ask with what each answer settles, then the questions to each actor.

    In one to send, the order and the findings have no such words: ``findings_title`` and what settles are empty.
    """

    title: str
    intro: str
    order_title: str
    findings_title: str
    order: tuple[tuple[int, str, str], ...]
    sections: tuple[tuple[str, tuple[Item, ...]], ...]


def guide_of(interview: Interview, language: str, to_send: bool = False) -> Guide:
    """The guide; each actor is asked about its own statements and about shares that it receives.

    Questions of time come after the others. ``to_send`` leaves out what only the authors of a map can use: codes of
    rules, places in the specs, and how many findings an answer settles.
    """
    ranked = list(enumerate((*interview.questions, *interview.times), start=1))
    items: dict[str, list[Item]] = {}
    for rank, question in ranked:
        for addressee in (question.entry.author, *question.receivers):
            items.setdefault(addressee, []).append(_item(interview, rank, question, addressee, language, to_send))
    title = visible(interview.data_map.title.in_language(language))
    return Guide(
        _TITLE.in_language(language).format(map=title),
        _intro_to_send(interview, language) if to_send else _intro(interview, language),
        _ORDER.in_language(language),
        "" if to_send else _FINDINGS.in_language(language),
        tuple(
            (
                rank,
                _ask_of(interview, question)(
                    interview.data_map, question, question.entry.author, language, spoken_to=False
                ),
                "" if to_send else _settles(interview, question).in_language(language),
            )
            for rank, question in ranked
        ),
        tuple((_heading(interview, actor, language), tuple(each)) for actor, each in items.items()),
    )


def _intro(interview: Interview, language: str) -> str:
    counts = {"unknown": len(interview.questions), "possible": interview.possible, "times": len(interview.times)}
    texts = [text for text, asked in ((_INTRO, interview.questions), (_TIMES, interview.times)) if asked]
    return " ".join(text.in_language(language).format(**counts) for text in texts or [NOTHING_TO_ASK])


def _intro_to_send(interview: Interview, language: str) -> str:
    asked = len(interview.questions) + len(interview.times)
    return (_INTRO_TO_SEND if asked else NOTHING_TO_ASK).in_language(language).format(asked=asked)


def _ask_of(interview: Interview, question: Question) -> Callable[..., str]:
    return time_question_to if question in interview.times else question_to


def _settles(interview: Interview, question: Question) -> Text | Sentence:
    count = question.settles
    if question in interview.times:
        return Sentence(_CHECKS, {"limits": counted(count, LIMITS)})
    return (
        Sentence(_SETTLES, {"findings": counted(count, FINDINGS)}) if count else _on_nothing(interview, _SETTLES_NONE)
    )


def _on_nothing(interview: Interview, text: Text) -> Sentence:
    """That nothing depends on an answer: today, with the scenario, or with what is planned in force."""
    return Sentence(text, {"when": when(interview.data_map, interview.planned)})


def _item(interview: Interview, rank: int, question: Question, addressee: str, language: str, to_send: bool) -> Item:
    text = _ask_of(interview, question)(interview.data_map, question, addressee, language, spoken_to=True)
    is_of_time, author = question in interview.times, question.entry.author
    answer = _answer_lines(_ANSWER_TIME if is_of_time else _ANSWER, interview.data_map, addressee, language)
    if addressee != author:
        same = _SAME.in_language(language).format(rank=rank, actor=name_of(interview, author, language))
        return Item(rank, text, (same,), answer)
    if is_of_time:
        words: dict[str, Filling] = {"limits": counted(question.settles, LIMITS), "are": are(question.settles)}
        effects: tuple[str, ...] = (Sentence(_TIME_EFFECT, words).in_language(language),)
    elif to_send:
        depends = _DECIDES if question.settles else _on_nothing(interview, _NOTHING_DEPENDS)
        effects = (depends.in_language(language),)
    elif question.settles:
        effects = answers(interview, question, language)
    else:
        effects = (_on_nothing(interview, _NO_FINDING).in_language(language),)
    details = tuple(
        (heading.in_language(language), detail)
        for heading, detail in _details(interview, question, language, to_send)
    )
    return Item(rank, text, effects, answer, about(interview, question, language, with_codes=not to_send), details)


def _answer_lines(boxes: Text, data_map: DataMap, addressee: str, language: str) -> tuple[str, ...]:
    """The lines for an answer; a role of several members has one for what differs between them."""
    texts = (boxes, *([_DIFFERS] if data_map.members.get(addressee) else ()), _WHO_SAYS)
    return tuple(text.in_language(language).format(line=_LINE, short=_SHORT_LINE) for text in texts)


def _details(interview: Interview, question: Question, language: str, to_send: bool) -> Iterator[tuple[Text, str]]:
    entry, sources = question.entry, interview.data_map.sources
    note = entry.note and written_in(entry.note, language, interview.data_map.languages)
    if note:
        yield _NOTE, visible(note)
    cited = [
        visible(sources[citation.source].title.in_language(language) + (f", {citation.at}" if citation.at else ""))
        for citation in entry.citations
    ]
    if cited:
        yield _SOURCE, "; ".join(cited)
    if not to_send:
        yield _PLACE, visible(str(entry.place))


def _heading(interview: Interview, actor: str, language: str) -> str:
    data_map = interview.data_map
    members = len(data_map.members.get(actor, ()))
    keeper = data_map.actors[actor].kind == "registry"
    text = _ASK_KEEPER if keeper else _ASK_MEMBERS if members else _ASK
    return text.in_language(language).format(
        actor=name_of(interview, actor, language), members=counted(members, MEMBERS).in_language(language)
    )

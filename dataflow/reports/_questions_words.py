"""What the answers to a question settle, and the findings that depend on it, in English and Danish."""

from collections.abc import Iterable, Sequence

from dataflow.analysis.needs.questions import Effect, Question, Settlement
from dataflow.base.finding import Finding
from dataflow.base.text import Text, joined
from dataflow.base.visible import visible
from dataflow.reports import Interview

_IF = {"yes": Text(en="If yes", da="Hvis ja"), "no": Text(en="If no", da="Hvis nej")}
_SETTLEMENTS = {
    (Settlement.CLOSED, False): Text(en="1 possible finding falls away", da="falder 1 muligt fund bort"),
    (Settlement.CLOSED, True): Text(en="{n} possible findings fall away", da="falder {n} mulige fund bort"),
    (Settlement.CERTAIN, False): Text(en="1 possible finding becomes certain", da="bliver 1 muligt fund sikkert"),
    (Settlement.CERTAIN, True): Text(en="{n} possible findings become certain", da="bliver {n} mulige fund sikre"),
}
_ALSO = {
    (Settlement.CERTAIN, False): Text(en="1 becomes certain", da="1 bliver sikkert"),
    (Settlement.CERTAIN, True): Text(en="{n} become certain", da="{n} bliver sikre"),
}
_NOTHING_ALONE = Text(
    en="nothing is settled by that alone; other answers are needed too",
    da="er intet afgjort med det alene; der skal også andre svar til",
)
_SHOWN = 2
"""How many lines on findings stand in a sentence."""


def answers(interview: Interview, question: Question, language: str) -> tuple[str, str]:
    """A sentence on what a yes settles, and one on what a no settles."""
    return _answer(interview, question, "yes", language), _answer(interview, question, "no", language)


def about(interview: Interview, question: Question, language: str, with_codes: bool) -> tuple[str, ...]:
    """The findings that depend on a question: a line for each rule and actor (or channel), with the fields."""
    return _about(interview, question.effects, language, with_codes)


def _about(interview: Interview, effects: Iterable[Effect], language: str, with_codes: bool) -> tuple[str, ...]:
    lines: dict[tuple[str, str], list[str]] = {}
    for effect in effects:
        finding = effect.finding
        field = interview.data_map.fields.get(finding.subject.field or "")
        label = visible(field.label.in_language(language)) if field else ""
        lines.setdefault((finding.code, _subject(interview, finding, language)), []).append(label)
    shown: list[str] = []
    for (code, subject), fields in lines.items():
        parts = [subject, ", ".join(dict.fromkeys(filter(None, fields)))]
        title = interview.rules[code].title.in_language(language)
        name = f"{code} {title}" if with_codes else title
        shown.append(f"{name}: {': '.join(filter(None, parts))}")
    return tuple(shown)


def name_of(interview: Interview, actor: str, language: str) -> str:
    """The label of an actor."""
    return visible(interview.data_map.actors[actor].label.in_language(language))


def _answer(interview: Interview, question: Question, answer: str, language: str) -> str:
    """What an answer settles; which findings is said where it settles some one way and some the other."""
    start = _IF[answer].in_language(language)
    counted = {settlement: question.count(answer, settlement) for settlement in Settlement}
    parts: list[str] = []
    for settlement, number in counted.items():
        if number:
            texts = _ALSO if parts and (settlement, number > 1) in _ALSO else _SETTLEMENTS
            said = texts[settlement, number > 1].in_language(language).format(n=number)
            if all(counted.values()):
                settled = [effect for effect in question.effects if getattr(effect, answer) == settlement]
                said += f" ({_first(_about(interview, settled, language, with_codes=False))})"
            parts.append(said)
    words = joined(parts, language) if parts else _NOTHING_ALONE.in_language(language)
    return f"{start}, {words}."


def _first(lines: Sequence[str]) -> str:
    """The first of some lines, and how many more there are."""
    more = len(lines) - _SHOWN
    return "; ".join(lines[:_SHOWN]) + (f" +{more}" if more > 0 else "")


def _subject(interview: Interview, finding: Finding, language: str) -> str:
    data_map, subject = interview.data_map, finding.subject
    ends = [
        name_of(interview, each, language)
        for each in (subject.actor, subject.other)
        if each is not None and each in data_map.actors
    ]
    channel = data_map.channels.get(subject.channel or "")
    over = f" ({visible(channel.label.in_language(language))})" if channel and ends else ""
    return " → ".join(ends) + over if ends or channel is None else visible(channel.label.in_language(language))

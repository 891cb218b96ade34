"""The open questions of a map: its unknown statements, each with the rows that it stands for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dataflow.analysis.needs.questions import Question, open_questions
from dataflow.base.place import Place
from dataflow.base.text import Sentence, Text
from dataflow.exchange.tables.rows import Origin, Row
from dataflow.language.nodes import place_of
from dataflow.language.parse import parse
from dataflow.language.statement_specs import STATEMENTS
from dataflow.model.data_map import DataMap
from dataflow.wording.questions import question_to

TAB = Text(en="Questions", da="Spørgsmål")

ANSWERS = {
    "yes": Text(en="yes", da="ja"),
    "no": Text(en="no", da="nej"),
    "varies": Text(en="differs locally", da="forskelligt lokalt"),
    "open": Text(en="don't know", da="ved ikke"),
}
HEADINGS = {
    "actor": Text(en="Actor", da="Aktør"),
    "question": Text(en="Question", da="Spørgsmål"),
    "answer": Text(en="Answer", da="Svar"),
    "answered_by": Text(en="Answered by", da="Besvaret af"),
    "answered_on": Text(en="Answered on", da="Besvaret den"),
    "source": Text(en="Source", da="Kilde"),
    "comment": Text(en="Comment", da="Kommentar"),
}
"""The columns of the sheet."""

_NOTHING = Text(
    en="Nothing in the map is unknown, so there are no questions.",
    da="Intet i kortet er uafklaret, så der er ingen spørgsmål.",
)
_NOTHING_TO = Text(
    en="Nothing in the map is unknown that {actor} could tell, so there are no questions.",
    da="Intet i kortet er uafklaret, som {actor} kan svare på, så der er ingen spørgsmål.",
)

FILLED_IN = ("answer", "answered_by", "answered_on", "source", "comment")


@dataclass(frozen=True)
class Asked:
    """A question: whom to ask, the sentence, and the numbers, among the statements, of the rows that it is about."""

    addressee: str
    sentence: str
    rows: tuple[int, ...]


def asked(
    rows: Sequence[Row],
    texts: Mapping[str, bytes],
    data_map: DataMap,
    language: str,
    whom: Collection[str],
    ranked: Sequence[Question],
) -> tuple[Asked, ...]:
    """A question for each unknown statement, as ``dataflow questions`` asks it.

    The author of the statement is asked, or, where actors are given in ``whom`` and it is none of them, the receiver
    that is. Those that are ``ranked`` come first, in that order.
    """
    numbers: dict[Origin, list[int]] = {}
    for number, row in enumerate(row for row in rows if row.sheet in STATEMENTS):
        if row.text("status") == "unknown" and row.origin is not None:
            numbers.setdefault(row.origin, []).append(number)
    roots = {file: parse(file, texts[file]).root for file in sorted({origin.file for origin in numbers})}
    by_place = {(each.entry.author, each.entry.place): each for each in open_questions(data_map)}
    ranks = {(each.entry.author, each.entry.place): rank for rank, each in enumerate(ranked)}
    found: list[tuple[int, Asked]] = []
    for origin, own in numbers.items():
        key = (str(origin.path[1]), place_at(roots[origin.file], origin))
        question = by_place.get(key)
        # A scenario may have taken the statement out: then there is nothing to ask.
        if question is not None:
            ends = (question.entry.author, *question.receivers)
            addressee = next((end for end in ends if end in whom), ends[0])
            sentence = question_to(data_map, question, addressee, language, spoken_to=True)
            found.append((ranks.get(key, len(ranks)), Asked(addressee, sentence, tuple(own))))
    return tuple(each for _, each in sorted(found, key=lambda ranked: ranked[0]))


def nothing_to_ask(data_map: DataMap, actor: str | None) -> Sentence:
    """What is said where there is no question, to anybody or to an actor."""
    return Sentence(_NOTHING) if actor is None else Sentence(_NOTHING_TO, {"actor": data_map.actors[actor].name})


def place_at(root: Any, origin: Origin) -> Place:
    """The place of what a row comes from, in the parsed file."""
    node = root
    for key in origin.path:
        node = node[key]
    return place_of(origin.file, node)

"""Answers to open questions, as changes of the statements that they are about."""

from collections.abc import Iterable, Mapping, Sequence

from dataflow.base.text import OR, Label, Sentence, Text, joined
from dataflow.exchange.tables.cells import BETWEEN, read_cell
from dataflow.exchange.tables.compare import Change, Theirs
from dataflow.exchange.tables.kinds import DAY, WORDING, Column
from dataflow.exchange.tables.names import Names, folded
from dataflow.exchange.tables.problems import Cell, Problem
from dataflow.exchange.tables.rows import Row, Value
from dataflow.exchange.tables.shared_columns import SOURCE
from dataflow.exchange.workbook.filled import Filled
from dataflow.exchange.workbook.questions import ANSWERS, FILLED_IN, HEADINGS
from dataflow.model.translations import plain_language
from dataflow.wording.counts import Nouns, counted

_NO_ANSWER = Text(
    en='"{text}" is no answer. Write {words}, and anything else under Comment.',
    da='"{text}" er intet svar. Skriv {words}, og alt andet under Kommentar.',
)
_NOT_A_SOURCE = Text(
    en='"{text}" is no source of the map, and counts as part of the note.',
    da='"{text}" er ingen af kortets kilder og regnes for en del af bemærkningen.',
)
_FROM = Text(en="Source: {text}.", da="Kilde: {text}.")
_BY_ON = Text(en="Answered{no} by {by} on {on}{open}.", da="Besvaret{no} af {by}, den {on}{open}.")
_BY = Text(en="Answered{no} by {by}{open}.", da="Besvaret{no} af {by}{open}.")
_ON = Text(en="Answered{no} on {on}{open}.", da="Besvaret{no} den {on}{open}.")
_ANSWERED = Text(en="Answered{no}{open}.", da="Besvaret{no}{open}.")
_NO = Text(en=" no", da=" med nej")
_SAID = {
    key: Column(key, kind, HEADINGS[key], Label(""))
    for key, kind in (("answered_by", WORDING), ("answered_on", DAY), ("comment", WORDING))
}
"""The columns that go into the note."""
_OPEN = {
    "open": Text(en=": not known yet", da=": ved ikke endnu"),
    "varies": Text(en=": it differs locally", da=": det er forskelligt lokalt"),
}
_KEPT: Nouns = (
    Text(
        en="{count} question was answered no: its statement stays in the map as retired, with a note; --delete takes"
        " it out.",
        da="{count} spørgsmål er besvaret med nej: udsagnet bliver i kortet som udgået (retired) med en note;"
        " --delete fjerner det.",
    ),
    Text(
        en="{count} questions were answered no: their statements stay in the map as retired, each with a note;"
        " --delete takes them out.",
        da="{count} spørgsmål er besvaret med nej: udsagnene bliver i kortet som udgået (retired), hvert med en"
        " note; --delete fjerner dem.",
    ),
)


def kept_as_retired(changes: Iterable[Change]) -> Sentence | None:
    """What is said of the answers of no by which statements are retired; None where there are none."""
    count = len({each.where for each in changes if each.differences.get("status", ("", ""))[1] == "retired"})
    return counted(count, _KEPT) if count else None


def answered(filled: Filled, delete: bool) -> tuple[list[Theirs], list[Problem]]:
    """Every statement that was written, with its answer: yes makes it current, no makes it retired.

    Any other answer leaves it unknown.

    Where no answer may take something away (``delete``), no takes it away.
    """
    kept = filled.kept
    assert kept is not None  # noqa: S101  # there are no answers without it
    names = {section: Names(entries) for section, entries in kept.names.items()}
    asked = {number: question for question, numbers in enumerate(kept.questions) for number in numbers}
    problems: list[Problem] = []
    answers: dict[int, str] = {}
    for question, cells in filled.answers.items():
        answer = _answer(cells.get("answer"), filled.language, problems)
        if answer is not None:
            answers[question] = answer
    rows: list[Theirs] = []
    for number, row in enumerate(kept.rows):
        question = asked.get(number, -1)
        cells, answer = filled.answers.get(question, {}), answers.get(question)
        if answer == "no" and delete:
            continue
        where = next((cells[key].where for key in FILLED_IN if key in cells), "")
        new = dict(row.cells)
        if answer == "yes":
            new.pop("status")
        elif answer == "no":
            new["status"] = "retired"
        if cells:
            reported = problems if number == kept.questions[question][0] else []
            _add_evidence(new, cells, answer, names, filled, reported)
        rows.append(Theirs(number, Row(row.sheet, new), where))
    return rows, problems


def _answer(cell: Cell | None, language: str, problems: list[Problem]) -> str | None:
    if cell is None or not cell.text.strip():
        return None
    wanted = folded(cell.text)
    for word, text in ANSWERS.items():
        if wanted in (folded(text.en), folded(text.da)):
            return word
    words = Text(*(joined([text.in_language(each) for text in ANSWERS.values()], each, OR) for each in ("en", "da")))
    problems.append(Problem(cell.where, Sentence(_NO_ANSWER, {"text": cell.text, "words": words})))
    return None


def _add_evidence(
    cells: dict[str, Value],
    given: Mapping[str, Cell],
    answer: str | None,
    names: Mapping[str, Names],
    filled: Filled,
    problems: list[Problem],
) -> None:
    """Adds who answered and when to the note, and the source to the sources; one that the map lacks to the note."""
    text = _said(given, answer, filled.language, problems)
    source = given.get("source")
    parts = [] if source is None else [source._replace(text=part) for part in BETWEEN.split(source.text)]
    unknown: list[str] = []
    for part in parts:
        read = read_cell(SOURCE, part, names, filled.language)
        if read.value:
            cells["source"] = tuple(dict.fromkeys((*cells.get("source", ()), *read.value)))
        elif part.kind == "text" and read.problem is not None and read.problem.is_unknown_name:
            unknown.append(" ".join(part.text.split()))
            problems.append(Problem(part.where, Sentence(_NOT_A_SOURCE, {"text": unknown[-1]}), hard=False))
        elif read.problem is not None:
            problems.append(read.problem)
    if unknown:
        from_ = _FROM.in_language(filled.language).format(text="; ".join(unknown))
        text = " ".join(filter(None, (f"{text}." if text[-1:].isalnum() else text, from_)))
    if text:
        keys: Sequence[str] = [key for key in cells if key.startswith("note@")]
        for key in keys or [f"note@{language}" for language in _languages_of(text, filled)]:
            cells[key] = " ".join(filter(None, (str(cells.get(key, "")), text)))


def _languages_of(text: str, filled: Filled) -> Sequence[str]:
    """The languages under which a new note is written: all, as a plain text, unless it would be taken for another."""
    languages = filled.languages
    is_taken_for = plain_language(text, languages)
    return languages if is_taken_for == filled.language or filled.language not in languages else (filled.language,)


def _said(given: Mapping[str, Cell], answer: str | None, language: str, problems: list[Problem]) -> str:
    """Who answered, when, and the comment; any answer but yes is said in any case."""
    read = {key: read_cell(column, given[key], {}, language) for key, column in _SAID.items() if key in given}
    problems += [each.problem for each in read.values() if each.problem is not None]
    by, on, comment = (" ".join(str(read[key].value or "").split()) if key in read else "" for key in _SAID)
    template = _BY_ON if by and on else _BY if by else _ON if on else _ANSWERED if answer in ("no", *_OPEN) else None
    no = _NO.in_language(language) if answer == "no" else ""
    open_ = _OPEN[answer].in_language(language) if answer in _OPEN else ""
    said = template.in_language(language).format(by=by, on=on, no=no, open=open_) if template else ""
    return " ".join(filter(None, (said, comment)))

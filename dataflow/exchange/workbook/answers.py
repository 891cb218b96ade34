"""Answers to open questions, as changes of the statements that they are about."""

from collections.abc import Mapping, Sequence

from dataflow.base.text import OR, Sentence, Text, joined
from dataflow.exchange.tables.cells import SOURCE_COLUMN, read_cell
from dataflow.exchange.tables.compare import Theirs
from dataflow.exchange.tables.names import Names, folded
from dataflow.exchange.tables.problems import Cell, Problem
from dataflow.exchange.tables.rows import Row, Value
from dataflow.exchange.workbook.filled import Filled
from dataflow.exchange.workbook.questions import ANSWERS
from dataflow.wording.counts import Nouns, counted

_NO_ANSWER = Text(
    en='"{text}" is no answer. Write {words}, and anything else under Comment.',
    da='"{text}" er intet svar. Skriv {words}, og alt andet under Kommentar.',
)
_BY_ON = Text(en="Answered{no} by {by} on {on}.", da="Besvaret{no} af {by} den {on}.")
_BY = Text(en="Answered{no} by {by}.", da="Besvaret{no} af {by}.")
_ON = Text(en="Answered{no} on {on}.", da="Besvaret{no} den {on}.")
_ANSWERED = Text(en="Answered{no}.", da="Besvaret{no}.")
_NO = Text(en=" no", da=" med nej")
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


def answered(filled: Filled, delete: bool) -> tuple[list[Theirs], list[Problem]]:
    """Every statement that was written, with its answer: yes makes it current, no makes it retired.

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
        cells, answer = filled.answers.get(question, {}), answers.get(question, "open")
        if answer == "no" and delete:
            continue
        where = next((cell.where for cell in cells.values()), "")
        new = dict(row.cells)
        if answer == "yes":
            new.pop("status")
        elif answer == "no":
            new["status"] = "retired"
        if cells:
            is_no = answer == "no"
            _add_evidence(new, cells, is_no, names, filled, problems if number == kept.questions[question][0] else [])
        rows.append(Theirs(number, Row(row.sheet, new), where))
    denied = list(answers.values()).count("no")
    if denied and not delete:
        problems.append(Problem("", counted(denied, _KEPT), hard=False))
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
    is_no: bool,
    names: Mapping[str, Names],
    filled: Filled,
    problems: list[Problem],
) -> None:
    """Adds who answered and when to the note, and the source to the sources."""
    text = _said(given, is_no, filled.language)
    if text:
        keys: Sequence[str] = [key for key in cells if key.startswith("note@")]
        for key in keys or [f"note@{language}" for language in filled.languages]:
            cells[key] = " ".join(filter(None, (str(cells.get(key, "")), text)))
    source = given.get("source")
    if source is not None:
        read = read_cell(SOURCE_COLUMN, source, names, filled.language)
        if read.problem is not None:
            problems.append(read.problem)
        elif read.value:
            before = cells.get("source", ())
            cells["source"] = tuple(dict.fromkeys((*before, str(read.value))))


def _said(given: Mapping[str, Cell], is_no: bool, language: str) -> str:
    """Who answered, when, and the comment; that the answer is no is said in any case."""
    texts = {key: " ".join(cell.text.split()) for key, cell in given.items() if cell.kind not in ("formula", "error")}
    by, on, comment = (texts.get(key, "") for key in ("answered_by", "answered_on", "comment"))
    template = _BY_ON if by and on else _BY if by else _ON if on else _ANSWERED if is_no else None
    no = _NO.in_language(language) if is_no else ""
    said = template.in_language(language).format(by=by, on=on, no=no) if template else ""
    return " ".join(filter(None, (said, comment)))

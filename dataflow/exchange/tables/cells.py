"""Reads the text of a cell as the value of its column."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dataflow.base.nearest import nearest
from dataflow.base.text import OR, Filling, Sentence, Text, joined
from dataflow.exchange.tables.columns import SHEETS
from dataflow.exchange.tables.kinds import (
    CHOICE,
    CITATIONS,
    CODE,
    DAY,
    FLAG,
    FLOW,
    NUMBER,
    PHASES,
    REF,
    REFS,
    TEXT,
    WORDING,
    Column,
)
from dataflow.exchange.tables.names import YES_OR_NO, Names, folded
from dataflow.exchange.tables.problems import Cell, Problem, problem
from dataflow.exchange.tables.rows import MAPPINGS, Value, clean_text, flow_cell, parsed_flow
from dataflow.language.dates import day_first, nearest_date
from dataflow.language.everyday_words import meant_by

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_BETWEEN = re.compile(r"\s*[;\n]\s*(?![^()]*\))")
_TRUE = frozenset(("true", "sand", "yes", "ja", "x", "✓", "✔"))
_FALSE = frozenset(("false", "falsk", "no", "nej"))
_TICKS = frozenset(("x", "✓", "✔", "true", "sand", "ja", "yes", "1"))
_NO_TICKS = frozenset(("", "false", "falsk", "nej", "no", "0"))
_MEANT = Text(en="Did you mean {words}?", da="Mente du {words}?")
_CHOOSE = Text(en="Choose one of {words}.", da="Vælg en af {words}.")
_ADD_IT = Text(
    en="Choose one from the list, or add it on that sheet.", da="Vælg en fra listen, eller tilføj den på det ark."
)
_CODED = frozenset((CODE, FLOW, CITATIONS, REF, REFS, TEXT))
"""The kinds of columns whose text Excel may have made a number of."""


class Read(NamedTuple):
    """The value of a cell, None where it is blank, or the problem with it."""

    value: Value | None
    problem: Problem | None = None


def read_cell(column: Column, cell: Cell, names: Mapping[str, Names], language: str) -> Read:
    """The value of a cell."""
    found = _unreadable(column, cell, language)
    if found is not None:
        return Read(None, found)
    text = clean_text(cell.text)
    if not text:
        return Read(None)
    return _READERS[column.kind](column, cell._replace(text=text), names, language)


def _unreadable(column: Column, cell: Cell, language: str) -> Problem | None:
    """What Excel made of a cell that should be text."""
    heading = column.heading
    if cell.kind in ("formula", "error"):
        return problem(cell.kind, cell.where, text=cell.text)
    if cell.kind == "date" and column.kind not in (DAY, WORDING):
        return problem("date", cell.where, text=cell.text, column=heading)
    if cell.kind == "number" and column.kind in _CODED:
        return problem("number", cell.where, text=cell.text, column=heading)
    if cell.kind == "boolean" and column.kind in _CODED - {FLOW}:
        return problem("boolean", cell.where, text=cell.text, column=heading)
    unseen = _CONTROL.search(cell.text)
    return problem("control", cell.where, number=f"{ord(unseen[0]):04X}") if unseen else None


def _text(column: Column, cell: Cell, names: Mapping[str, Names], language: str) -> Read:
    if column.key == "languages":
        return Read(tuple(part for part in _BETWEEN.split(cell.text) if part))
    return Read(cell.text)


def _number(column: Column, cell: Cell, names: Mapping[str, Names], language: str) -> Read:
    return Read(cell.text.replace(",", "."))


def _choice(column: Column, cell: Cell, names: Mapping[str, Names], language: str) -> Read:
    choices = column.choices or {}
    wanted = folded(cell.text)
    for word, text in choices.items():
        if wanted in (word, folded(text.en), folded(text.da)):
            return Read(word)
    known = {name: word for word, text in choices.items() for name in (word, text.en, text.da)}
    meant = meant_by(cell.text, choices)
    if len(meant) == 1:
        return Read(meant[0])
    near = dict.fromkeys(meant or (known[name] for name in nearest(cell.text, known)))
    said = (_name_and_id(choices[word].in_language(language), word) for word in (near or choices))
    hint = _hint(_MEANT if near else _CHOOSE, said)
    return Read(None, problem("not a choice", cell.where, text=cell.text, column=column.heading, hint=hint))


def _flag(column: Column, cell: Cell, names: Mapping[str, Names], language: str) -> Read:
    wanted = folded(cell.text)
    words = {folded(text.in_language(each)): value for value, text in YES_OR_NO.items() for each in ("en", "da")}
    if wanted in words or wanted in _TRUE | _FALSE:
        return Read(words.get(wanted) or ("true" if wanted in _TRUE else "false"))
    return Read(None, problem("not a flag", cell.where, text=cell.text))


def _day(column: Column, cell: Cell, names: Mapping[str, Names], language: str) -> Read:
    """A date cell, or a date as it is usually written in the language; one that may be another is refused."""
    to_the_day = column.key != "date"
    if not to_the_day and re.fullmatch(r"\d{4}(-\d\d)?", cell.text):
        return Read(cell.text)
    text = cell.text.partition(" ")[0] if cell.kind == "date" else cell.text
    found = nearest_date(text, to_the_day) or (day_first(text) if language == "da" else None)
    return Read(found, None if found else problem("day", cell.where, text=cell.text))


def _ref(column: Column, cell: Cell, names: Mapping[str, Names], language: str) -> Read:
    return _named(column, cell.text, cell, names, language)


def _named(column: Column, text: str, cell: Cell, names: Mapping[str, Names], language: str) -> Read:
    known = names.get(column.section)
    inside = re.search(r"\[([a-z][a-z0-9_:-]*)\]$", text)
    found = known.find(text) if known else None
    if found is None and known and inside and inside[1] in known.shown:
        found = inside[1]
    if found is not None:
        return Read(found)
    parts = [part for part in _BETWEEN.split(text) if part]
    if column.kind == REF and len(parts) > 1:
        return Read(None, problem("one a row", cell.where, text=text, column=column.heading))
    near = known.near(text) if known else ()
    # Every code system that the language knows may be named without a row of its own; the reader knows which.
    if column.section == "code_systems" and re.fullmatch("[a-z][a-z0-9_-]*", text) and not near:
        return Read(text)
    shown = (_name_and_id(known.shown[id_], id_) for id_ in near) if known else ()
    hint: Filling = _hint(_MEANT, shown) if near else _ADD_IT
    sheet = SHEETS[column.section].tab
    return Read(None, problem("unknown name", cell.where, text=text, sheet=sheet, hint=hint))


def _refs(column: Column, cell: Cell, names: Mapping[str, Names], language: str) -> Read:
    found: list[str] = []
    if column.kind == PHASES and folded(cell.text) in ("all", "alle") and "phases" in names:
        return Read(tuple(names["phases"].shown))
    whole = _named(column, cell.text, cell, names, language)
    if whole.problem is None and isinstance(whole.value, str):
        return Read((whole.value,))
    for part in filter(None, _BETWEEN.split(cell.text)):
        read = _named(column, part, cell, names, language)
        if read.problem is not None:
            return read
        found.append(str(read.value))
    return Read(tuple(dict.fromkeys(found)))


def _citations(column: Column, cell: Cell, names: Mapping[str, Names], language: str) -> Read:
    found: list[str] = []
    for part in filter(None, _BETWEEN.split(cell.text)):
        source, spot, at = part.partition(" (")
        read = _named(SOURCE_COLUMN, source.strip(), cell, names, language)
        if read.problem is not None:
            return read
        found.append(f"{read.value} ({at.removesuffix(')')})" if spot else str(read.value))
    return Read(tuple(found))


SOURCE_COLUMN = Column(
    "source", REF, Text(en="Source", da="Kilde"), Text(en="The evidence", da="Belægget"), "sources"
)


def _flow(column: Column, cell: Cell, names: Mapping[str, Names], language: str) -> Read:
    text = cell.text.replace("\n", " ")
    named = _named(column, text, cell, names, language) if column.section and text[0] not in "{[" else None
    if named is not None:
        return named
    value = parsed_flow(text, column.key in MAPPINGS)
    if value is None:
        return Read(None, problem("not yaml", cell.where, text=cell.text, column=column.heading, means=column.means))
    return Read(flow_cell(column.key, value))


_READERS = {
    **dict.fromkeys((TEXT, CODE, WORDING), _text),
    NUMBER: _number,
    CHOICE: _choice,
    FLAG: _flag,
    DAY: _day,
    REF: _ref,
    REFS: _refs,
    PHASES: _refs,
    CITATIONS: _citations,
    FLOW: _flow,
}


def read_tick(cell: Cell) -> Read:
    """``x`` for a tick, None for none."""
    if cell.kind in ("formula", "error"):
        return Read(None, problem(cell.kind, cell.where, text=cell.text))
    wanted = folded(cell.text)
    if wanted in _TICKS or wanted in _NO_TICKS:
        return Read("x" if wanted in _TICKS else None)
    return Read(None, problem("not a tick", cell.where, text=cell.text))


def _name_and_id(name: str, id_: str) -> str:
    return name if name == id_ else f"{name} ({id_})"


def _hint(text: Text, words: Iterable[str]) -> Sentence:
    quoted = [f'"{word}"' for word in words]
    return Sentence(text, {"words": Text(en=joined(quoted, "en", OR), da=joined(quoted, "da", OR))})

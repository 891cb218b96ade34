"""Reads the text of a cell as the value of its column."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dataflow.base.nearest import nearest
from dataflow.base.text import OR, Filling, Sentence, Text, joined
from dataflow.exchange.tables.codes import codes_in
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
from dataflow.exchange.tables.worded import ALL, OMITTED, RESPONSIBLE_DAYS, SLOT
from dataflow.language.dates import day_first, nearest_date
from dataflow.language.everyday_words import meant_by
from dataflow.language.ids import id_meant, is_id

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
BETWEEN = re.compile(r"\s*[;\n]\s*(?![^()]*\))")
"""What separates several values in a cell; what stands in brackets is one."""
_DATED = re.compile(
    r"(?P<name>.+?) \((?:(?:from|fra) (?P<valid_from>[^ ()]+))? ?(?:(?:to|til) (?P<valid_to>[^ ()]+))?\)"
)
_IDS = frozenset(("id", "method"))
"""The keys of columns that hold ids of their own."""
_TRUE = frozenset(("true", "sand", "yes", "ja", "x", "✓", "✔"))
_FALSE = frozenset(("false", "falsk", "no", "nej"))
_TICKS = frozenset(("x", "✓", "✔", "true", "sand", "ja", "yes", "1"))
_NO_TICKS = frozenset(("", "false", "falsk", "nej", "no", "0"))
_MEANT = Text(en="Did you mean {words}?", da="Mente du {words}?")
_CHOOSE = Text(en="Choose one of {words}.", da="Vælg en af {words}.")
_ADD_IT = Text(
    en="Choose one from the list, or add it on that sheet.", da="Vælg fra listen, eller tilføj det på arket."
)
_ADD_TO_MAP = Text(
    en="Choose one from the list, or add it to the map first.",
    da="Vælg fra listen, eller tilføj det i kortet først.",
)
_ADD_ON_SHEET = Text(
    en="Choose one from the list, or add it on the sheet {sheet}.",
    da="Vælg fra listen, eller tilføj det på arket {sheet}.",
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
        return Read(tuple(part for part in BETWEEN.split(cell.text) if part))
    if column.key in _IDS and not is_id(cell.text):
        return Read(None, bad_id(cell.text, cell.where))
    return Read(cell.text)


def bad_id(text: str, where: str) -> Problem:
    """What is said of a text that can't be an id."""
    meant = id_meant(text)
    return problem("bad id", where, text=text, hint=f" ({meant})" if meant else "")


def _number(column: Column, cell: Cell, names: Mapping[str, Names], language: str) -> Read:
    text = cell.text.replace(",", ".")
    if column.key == "completeness":
        if percent := re.fullmatch(r"(\d{1,3}) ?%", text):
            return Read(f"{int(percent[1]) / 100:g}")
        if not re.fullmatch(r"[\d.eE+-]+", text):
            return Read(None, problem("part", cell.where, text=cell.text))
    return Read(text)


def _choice(column: Column, cell: Cell, names: Mapping[str, Names], language: str) -> Read:
    choices = column.choices or {}
    # As messages name them and older workbooks have them: ``kodet (coded)``, ``push (det kommer af sig selv)``.
    start, _, end = folded(cell.text).removesuffix(")").partition(" (")
    wanted = {folded(cell.text), start, end}
    for word, text in choices.items():
        if wanted & {word, folded(text.en), folded(text.da)}:
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
    if known is None and column.section == "systems":  # of an actor without systems, or none that is known
        return Read(text)
    inside = re.search(r"\[([a-z][a-z0-9_:-]*)\]$", text)
    found = known.find(text) if known else None
    if found is None and known and inside and inside[1] in known.shown:
        found = inside[1]
    if found is None and known:  # as messages name it
        found = next((id_ for id_, name in known.shown.items() if folded(text) == folded(f"{name} ({id_})")), None)
    if found is not None:
        return Read(found)
    parts = [part for part in BETWEEN.split(text) if part]
    if column.kind == REF and len(parts) > 1:
        return Read(None, problem("one a row", cell.where, text=text, column=column.heading))
    near = known.near(text) if known else ()
    # Every code system that the language knows may be named without a row of its own; the reader knows which.
    if column.section == "code_systems" and re.fullmatch("[a-z][a-z0-9_-]*", text) and not near:
        return Read(text)
    shown = (_name_and_id(known.shown[id_], id_) for id_ in near) if known else ()
    sheet = SHEETS[column.section].tab
    if known is not None and not known.all_on_sheet:
        add = Sentence(_ADD_ON_SHEET, {"sheet": sheet}) if known.has_sheet else _ADD_TO_MAP
        hint: Filling = _hint(_MEANT, shown) if near else add
        things = Text(en=sheet.en.lower(), da=sheet.da.lower())
        return Read(None, problem("unknown in map", cell.where, text=text, sheet=things, hint=hint))
    hint = _hint(_MEANT, shown) if near else _ADD_IT
    return Read(None, problem("unknown name", cell.where, text=text, sheet=sheet, hint=hint))


def _refs(column: Column, cell: Cell, names: Mapping[str, Names], language: str) -> Read:
    found: list[str] = []
    if column.kind == PHASES and folded(cell.text) in ("all", "alle") and "phases" in names:
        return Read(tuple(names["phases"].shown))
    whole = _named(column, cell.text, cell, names, language)
    if whole.problem is None and isinstance(whole.value, str):
        return Read((whole.value,))
    if column.kind == PHASES and folded(cell.text) in _TICKS:
        return Read(None, problem("tick for names", cell.where, text=cell.text))
    for part in filter(None, BETWEEN.split(cell.text)):
        read = _named(column, part, cell, names, language)
        if read.problem is not None:
            return read
        found.append(str(read.value))
    return Read(tuple(dict.fromkeys(found)))


def _citations(column: Column, cell: Cell, names: Mapping[str, Names], language: str) -> Read:
    found: list[str] = []
    for part in filter(None, BETWEEN.split(cell.text)):
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
    """A value as written in YAML, or in the words in which it is shown (``worded.py``)."""
    text = cell.text.replace("\n", " ")
    worded = _WORDED.get(column.key) if text[0] not in "{[" else None
    read = worded(column, cell, names, language) if worded is not None else None
    if read is not None and (read.problem is None or column.section):
        return read
    codes = codes_in(text, names.get("code_systems")) if column.key == "codes" else None
    value = codes or parsed_flow(text, column.key in MAPPINGS)
    if value is not None and (read is None or _is_written(column.key, value, names)):
        return Read(flow_cell(column.key, value))
    return read or _not_as_the_note_says(column, cell)


def _not_as_the_note_says(column: Column, cell: Cell) -> Read:
    return Read(None, problem("not yaml", cell.where, text=cell.text, column=column.heading, means=column.means))


def _reply(column: Column, cell: Cell, names: Mapping[str, Names], language: str) -> Read:
    """The name of a channel, or yes or no."""
    named = _named(column, cell.text, cell, names, language)
    flag = _flag(column, cell, names, language)
    return named if named.problem is None or flag.problem is not None else flag


def _responsible(column: Column, cell: Cell, names: Mapping[str, Names], language: str) -> Read:
    """``Municipality (to 2026-12-31); Region (from 2027-01-01)``."""
    found: list[str | dict[str, str]] = []
    for part in filter(None, BETWEEN.split(cell.text)):
        dated, read = _DATED.fullmatch(part), _named(column, part, cell, names, language)
        days: dict[str, str] = {}
        if dated is not None and read.problem is not None:
            read = _named(column, dated["name"], cell, names, language)
            days = {key: dated[key] for key in RESPONSIBLE_DAYS if dated[key]}
        if read.problem is not None:
            return read
        about = {"actor": str(read.value)}
        for key, text in days.items():
            day = _day(column, cell._replace(text=text), names, language)
            if day.problem is not None:
                return day
            about[key] = str(day.value)
        found.append(about if len(about) > 1 else about["actor"])
    return Read(flow_cell(column.key, found[0] if len(found) == 1 else found))


def _slots(column: Column, cell: Cell, names: Mapping[str, Names], language: str) -> Read:
    """``Diagnosis: coded; Weight: structured``."""
    found: dict[str, str] = {}
    for part in filter(None, BETWEEN.split(cell.text)):
        texts = part.rpartition(":")
        if not texts[1]:
            return _not_as_the_note_says(column, cell)
        reads = [
            read_cell(each, cell._replace(text=text), names, language)
            for each, text in zip(SLOT, texts[::2], strict=True)
        ]
        wrong = next((read for read in reads if read.problem is not None), None)
        if wrong is not None:
            return wrong
        if any(read.value is None for read in reads):
            return _not_as_the_note_says(column, cell)
        found[str(reads[0].value)] = str(reads[1].value)
    return Read(flow_cell(column.key, found))


def _omitted(column: Column, cell: Cell, names: Mapping[str, Names], language: str) -> Read:
    """``Shares: Diagnosis; Weight``, and on further lines ``To: General practice``."""
    found: dict[str, str | list[str]] = {}
    for line in filter(str.strip, cell.text.split("\n")):
        word, _, text = line.partition(":")
        key = next((key for key, each in OMITTED.items() if folded(word) in _words_for(key, each)), None)
        if key is None:
            return _not_as_the_note_says(column, cell)
        if key == "phase" and folded(text) in (folded(ALL.en), folded(ALL.da)):
            found[key] = "all"
            continue
        read = read_cell(OMITTED[key], cell._replace(text=text), names, language)
        if read.problem is not None:
            return read
        if read.value is None:
            return _not_as_the_note_says(column, cell)
        several = read.value if isinstance(read.value, tuple) else (read.value,)
        found[key] = several[0] if len(several) == 1 else list(several)
    return Read(flow_cell(column.key, found))


def _words_for(key: str, column: Column) -> tuple[str, ...]:
    return (key, folded(column.heading.en), folded(column.heading.da))


def _is_written(key: str, value: Mapping[str, object], names: Mapping[str, Names]) -> bool:
    """Whether a mapping is written in the keys of the language, and not in words that could not be read."""
    known = {*OMITTED, *("note", "meta")} if key == "omits" else names["fields"].shown if "fields" in names else {}
    return all(str(each) in known for each in value)


_WORDED = {"expects_reply": _reply, "responsible": _responsible, "slots": _slots, "omits": _omitted}


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

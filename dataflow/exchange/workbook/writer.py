"""Writes the tables of a map as a workbook: headings, drop-downs, ticks, a guide, and what it was written from."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from dataflow.exchange.tables.columns import SHEETS
from dataflow.exchange.tables.kinds import CHOICE, FLAG, PHASES, Column, Sheet
from dataflow.exchange.tables.names import YES_OR_NO, Names, names_for, systems_of
from dataflow.exchange.tables.rows import Row
from dataflow.exchange.tables.shown import shown
from dataflow.exchange.workbook.formats import LOCKED, Formats
from dataflow.exchange.workbook.guide import GUIDE, TAB, guide_lines
from dataflow.exchange.workbook.kept import HEAD, KEY, MARK, PHASE, QUESTIONS, SHEET, Kept, kept_text
from dataflow.exchange.workbook.layout import (
    SMALL,
    Place,
    fits_screen,
    fitted,
    fitted_to_screen,
    lines_of,
    places_of,
    with_folded,
)
from dataflow.exchange.workbook.questions import ANSWERS, FILLED_IN, HEADINGS, Asked
from dataflow.exchange.workbook.questions import TAB as QUESTIONS_TAB

LISTS = "lists"
"""The hidden sheet with the entries of the drop-downs."""

TICK = "x"
_SPARE = 300
"""The empty rows that have drop-downs."""
_LINE, _SMALL_LINE, _LINES = 15, 12.5, 8
"""The height of a line in points, also of small letters, and the most lines of a row."""
_LETTER, _FILTER = 5.6, 20
"""The height of a letter of a heading that stands upright, and of the button of the filter below it, in points."""
_SMALLER = 85
"""How much in percent an empty sheet is shown smaller that is wider than a screen."""
_GUIDE = 100
"""The width of the guide in characters."""
_UPRIGHT = (26, 70, 60)
"""The widths of the columns of a sheet with one row, shown as a column: heading, value, and what it means."""
_A3, _A4 = 8, 9
"""The sizes of paper, as Excel numbers them."""
_MAY = (
    *("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter"),
    *("select_locked_cells", "select_unlocked_cells"),
)
_WIDTHS = {
    "actor": 22,
    "question": 66,
    "answer": 12,
    "answered_by": 20,
    "answered_on": 14,
    "source": 16,
    "comment": 40,
}


@dataclass(frozen=True)
class Content:
    """What a workbook shows: the rows that it keeps, and the names of what they refer to.

    ``phases`` are the names of the phases in their order; where there are ``questions``, it shows these alone, and
    ``nothing`` where none of them is to be asked. One of an ``actor`` has what concerns it; what the ``role`` of the
    actor states is there to be read.
    """

    kept: Kept
    names: Mapping[str, Names]
    phases: Mapping[str, str]
    title: str
    questions: Sequence[Asked] | None = None
    actor: str | None = None
    role: str | None = None
    nothing: str = ""


def workbook_bytes(content: Content) -> bytes:
    """The bytes of the workbook, the same for the same content."""
    import xlsxwriter

    text = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(text, options) as book:
        book.set_properties(
            {"created": datetime(2000, 1, 1, tzinfo=UTC), "title": content.title, "author": "dataflow"}
        )
        _Writer(book, content).write()
    return text.getvalue()


class _Writer:
    def __init__(self, book: Any, content: Content) -> None:
        self.book = book
        self.content = content
        self.language = content.kept.language
        self.lists: dict[str, str] = {}
        self.usual, self.small = Formats(book), Formats(book, font_size=SMALL)
        self.look = self.usual

    def write(self) -> None:
        self._guide()
        # The sheets come first, so that they are those that one sees; their drop-downs refer to the lists by name.
        shown_sheets = [SHEETS[id_] for id_ in self.content.kept.sheets]
        tabs = [self.book.add_worksheet(sheet.tab.in_language(self.language)) for sheet in shown_sheets]
        questions = self.content.questions
        asked = self.book.add_worksheet(QUESTIONS_TAB.in_language(self.language)) if questions is not None else None
        self._write_lists()
        if asked is not None:
            self._questions(asked, questions or ())
        for sheet, tab in zip(shown_sheets, tabs, strict=True):
            self._sheet(sheet, tab)
        kept = self.book.add_worksheet(SHEET)
        kept.write_string(0, 0, MARK + SHEET)
        for number, piece in enumerate(kept_text(self.content.kept)):
            kept.write_string(number + 1, 0, piece)
        kept.very_hidden()

    def _guide(self) -> None:
        tab = self.book.add_worksheet(TAB.in_language(self.language))
        tab.write_string(0, 0, MARK + GUIDE)
        tab.set_row(0, None, None, {"hidden": True})
        tab.set_row(1, 24)
        tab.set_column(0, 0, _GUIDE, self.book.add_format({"text_wrap": True, "valign": "top"}))
        title, body = (
            self.book.add_format(about)
            for about in ({"bold": True, "font_size": 14}, LOCKED | {"font_color": "#000000"})
        )
        tab.write_string(1, 0, self.content.title or TAB.in_language(self.language), title)
        content = self.content
        role = self._name("actors", content.role) if content.role is not None else ""
        lines = guide_lines(
            content.questions is not None,
            not content.kept.map_id,
            bool(content.phases),
            content.actor is not None,
            role,
        )
        for row, line in enumerate(lines):
            text = line.in_language(self.language)
            tab.set_row(row + 2, _height([(text, _GUIDE)]))
            tab.write_string(row + 2, 0, text, body)
        tab.protect()
        _fit_to_width(tab, _A4)

    def _write_lists(self) -> None:
        tab = self.book.add_worksheet(LISTS)
        tab.hide()
        tab.write_string(0, 0, MARK + LISTS)
        column = 1
        for name, entries in self._entries().items():
            if entries:
                for row, entry in enumerate(entries):
                    tab.write_string(row + 1, column, entry)
                letters = _letters(column)
                self.lists[name] = f"={LISTS}!${letters}$2:${letters}${len(entries) + 1}"
                column += 1

    def _entries(self) -> dict[str, list[str]]:
        """The entries of the drop-downs, by name."""
        found = {section: list(names.shown.values()) for section, names in self.content.names.items()}
        found["flag"] = [text.in_language(self.language) for text in YES_OR_NO.values()]
        found[QUESTIONS] = [text.in_language(self.language) for text in ANSWERS.values()]
        found["tick"] = [TICK]
        for sheet in SHEETS.values():
            for column in sheet.columns:
                if column.choices:
                    words = [text.in_language(self.language) for text in column.choices.values()]
                    found[_choices_name(column)] = words
        return found

    def _sheet(self, sheet: Sheet, tab: Any) -> None:
        kept = self.content.kept
        ticks = bool(self.content.phases)
        places = places_of(sheet, kept.languages, self.content.phases, self.language, ticks)
        rows = [(number, row) for number, row in enumerate(kept.rows) if row.sheet == sheet.id]
        if sheet.upright:
            self._upright(sheet, tab, places, rows)
            return
        texts_of = {place.key: [self._text(row, place) for _, row in rows] for place in places}
        places = tuple(fitted(place, texts_of[place.key], of=len(places)) for place in places)
        places = with_folded(places, texts_of, self.language)
        small = not fits_screen(places)
        if small and self.content.kept.map_id:
            self.look, places = self.small, fitted_to_screen(places, texts_of)
        elif small:  # what is still to be filled in keeps its room
            tab.set_zoom(_SMALLER)
        self._head(sheet.id, tab, [(place.key, place.heading, place.width) for place in places])
        self._upright_headings(tab, places)
        for at, place in enumerate(places):
            means = place.column.means.in_language(self.language)
            if means:
                tab.write_comment(1, at + 1, means, {"x_scale": 2, "visible": False, "author": "dataflow"})
        for line, (number, row) in enumerate(rows):
            tab.write_string(HEAD + line, 0, str(number), self.look.locked)
            texts = [self._text(row, place) for place in places]
            seen = [(text, place.width) for text, place in zip(texts, places, strict=True) if not place.folded]
            tab.set_row(HEAD + line, _height(seen, small))
            for at, place in enumerate(places):
                tab.write_string(HEAD + line, at + 1, texts[at], self._format(place, row))
        last = HEAD + len(rows) + _SPARE - 1
        for at, place in enumerate(places):
            # Rows below are ready to be filled in.
            tab.set_column(at + 1, at + 1, place.width, self._format(place), {"hidden": place.folded})
        for at, place in enumerate(places):
            self._drop_down(tab, place, HEAD, at + 1, last, sheet)
        fixed = next((at + 1 for at, place in enumerate(places) if place.column.kind == PHASES), 2)
        tab.freeze_panes(HEAD, min(fixed, 3) + 1)
        tab.autofilter(1, 1, last, len(places))
        self.look = self.usual

    def _upright(self, sheet: Sheet, tab: Any, places: Sequence[Place], rows: Sequence[tuple[int, Row]]) -> None:
        number, row = rows[0] if rows else ("", Row(sheet.id, {}))
        tab.write_string(0, 0, MARK + sheet.id)
        tab.write_string(0, 1, str(number))
        tab.set_row(0, None, None, {"hidden": True})
        tab.set_column(0, 0, 10, None, {"hidden": True})
        for column, width in enumerate(_UPRIGHT, start=1):
            tab.set_column(column, column, width)
        for line, place in enumerate(places):
            tab.write_string(line + 1, 0, place.key, self.look.locked)
            tab.write_string(line + 1, 1, place.heading, self.look.heading)
            text, means = self._text(row, place), place.column.means.in_language(self.language)
            tab.set_row(line + 1, _height(zip((place.heading, text, means), _UPRIGHT, strict=True)))
            tab.write_string(line + 1, 2, text, self._format(place, row))
            tab.write_string(line + 1, 3, means, self.look.locked)
        tab.protect("", dict.fromkeys(_MAY, True))
        _fit_to_width(tab, _A4)

    def _head(self, mark: str, tab: Any, columns: Sequence[tuple[str, str, float]]) -> None:
        """The hidden row of keys, the headings, and the widths."""
        tab.write_string(0, 0, MARK + mark)
        tab.write_string(1, 0, KEY, self.look.heading)
        tab.set_row(0, None, None, {"hidden": True})
        tab.set_row(1, max(34, _height((heading, width) for _, heading, width in columns)))
        tab.set_column(0, 0, 6, None, {"hidden": True})
        for at, (key, heading, width) in enumerate(columns):
            tab.write_string(0, at + 1, key)
            tab.write_string(1, at + 1, heading, self.look.heading)
            tab.set_column(at + 1, at + 1, width)
        tab.protect("", dict.fromkeys(_MAY, True))
        _fit_to_width(tab, _A3)
        tab.repeat_rows(1)

    def _upright_headings(self, tab: Any, places: Sequence[Place]) -> None:
        """The headings of narrow columns, and the height that they and the others need."""
        lines = [line for place in places if place.upright for line in place.heading_lines]
        if lines:
            beside = _height((place.heading, place.width) for place in places if not place.upright)
            tab.set_row(1, max(34, beside, _LETTER * max(map(len, lines)) + _FILTER))
        for at, place in enumerate(places):
            if place.upright:
                tab.write_string(1, at + 1, place.heading, self.look.upright)

    def _text(self, row: Row, place: Place) -> str:
        if place.key.startswith(PHASE):
            return TICK if place.key.removeprefix(PHASE) in row.cells.get("phase", ()) else ""
        value = row.cells.get(place.key, "")
        names = names_for(self.content.names, row.cells.get("actor"))
        return shown(place.column, value, names, self.language) if value else ""

    def _format(self, place: Place, row: Row | None = None) -> Any:
        """The format of a cell of a row, or of those below the last."""
        ticks = place.key.startswith(PHASE)
        if row is not None:
            if place.key == "id" and self.content.kept.map_id:
                return self.look.locked
            if self.content.role is not None and row.text("actor") == self.content.role:
                return self.look.tick_of_role if ticks else self.look.of_role
        return self.look.tick if ticks else self.look.cell

    def _drop_down(self, tab: Any, place: Place, first: int, column: int, last: int, sheet: Sheet) -> None:
        source = self._source(place)
        if source is not None:
            # Lists of several are typed, and what another sheet adds is not in the list: so nothing is refused here.
            strict = place.column.kind in (CHOICE, FLAG)
            rule = {"validate": "list", "source": source, "error_type": "warning", "show_error": strict}
            tab.data_validation(first, column, last, column, rule)

    def _source(self, place: Place) -> str | None:
        column = place.column
        if place.key.startswith(PHASE):
            return self.lists["tick"]
        if column.kind == CHOICE:
            return self.lists[_choices_name(column)]
        if column.kind == FLAG:
            return self.lists["flag"]
        if column.kind == PHASES:
            return self._other_sheet("phases")
        if column.section == "systems":  # those of an actor, in a workbook of one
            return self.lists.get(systems_of(self.content.actor or ""))
        return self.lists.get(column.section) or self._other_sheet(column.section)

    def _other_sheet(self, section: str) -> str | None:
        """In an empty workbook: the names that are filled in on the sheet of the section."""
        if section not in self.content.kept.sheets:
            return None
        tab = SHEETS[section].tab.in_language(self.language)
        return f"='{tab}'!$C${HEAD + 1}:$C${HEAD + _SPARE}"

    def _questions(self, tab: Any, questions: Sequence[Asked]) -> None:
        head = {key: text.in_language(self.language) for key, text in HEADINGS.items()}
        self._head(QUESTIONS, tab, [(key, head[key], _WIDTHS[key]) for key in HEADINGS])
        for line, question in enumerate(questions):
            tab.write_string(HEAD + line, 0, str(line), self.look.locked)
            tab.write_string(HEAD + line, 1, self._name("actors", question.addressee), self.look.locked)
            tab.set_row(HEAD + line, _height([(question.sentence, _WIDTHS["question"])]))
            tab.write_string(HEAD + line, 2, question.sentence, self.look.locked)
            for at, key in enumerate(HEADINGS):
                if key in FILLED_IN:
                    tab.write_blank(HEAD + line, at + 1, None, self.look.cell)
        if not questions:
            tab.write_string(HEAD, 2, self.content.nothing, self.look.locked)
            tab.set_row(HEAD, _height([(self.content.nothing, _WIDTHS["question"])]))
        last, answer = HEAD + max(len(questions), 1) - 1, list(HEADINGS).index("answer") + 1
        tab.data_validation(HEAD, answer, last, answer, {"validate": "list", "source": self.lists[QUESTIONS]})
        tab.freeze_panes(HEAD, 3)
        tab.autofilter(1, 1, last, len(HEADINGS))

    def _name(self, section: str, id_: str) -> str:
        return self.content.names[section].shown.get(id_, id_) if section in self.content.names else id_


def _fit_to_width(tab: Any, paper: int) -> None:
    """Prints all columns of a sheet on one page on its side."""
    tab.set_landscape()
    tab.set_paper(paper)
    tab.fit_to_pages(1, 0)


def _height(texts: Iterable[tuple[str, float]], small: bool = False) -> float:
    """The height of a row in which the texts fit, up to a limit; widths are in characters."""
    lines = max((lines_of(len(text), width, small) for text, width in texts), default=1)
    return (_SMALL_LINE if small else _LINE) * min(max(lines, 1), _LINES)


def _choices_name(column: Column) -> str:
    return " ".join(("choices", *(column.choices or ())))


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

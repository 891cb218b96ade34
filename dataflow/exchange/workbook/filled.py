"""The rows of a workbook that people filled in, with the cell of every value and every problem."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from dataflow.exchange.tables.cells import read_cell, read_tick
from dataflow.exchange.tables.columns import SHEETS
from dataflow.exchange.tables.kinds import Sheet
from dataflow.exchange.tables.names import Names, names_for
from dataflow.exchange.tables.problems import Cell, Problem, problem
from dataflow.exchange.tables.rows import Row, Value
from dataflow.exchange.workbook.declared import Known, Labels, label_keys, names_in
from dataflow.exchange.workbook.kept import HEAD, MARK, PHASE, QUESTIONS, SHEET, Kept, kept_in
from dataflow.exchange.workbook.layout import places_of
from dataflow.exchange.workbook.reader import SheetRead
from dataflow.language.ids import id_meant, is_id

_REQUIRED = {
    "records": ("actor", "fields"),
    "needs": ("actor", "fields"),
    "uses": ("actor", "fields"),
    "shares": ("actor", "fields", "to", "via"),
    "systems": ("actor",),
    "omits": ("actor", "omits"),
}
_REQUIRED_TEXTS = {"sources": "title", "waivers": "reason"}
_OWN_SHEETS = ("guide", "lists", SHEET)


@dataclass(frozen=True)
class FilledRow:
    """A row as filled in: its number among those kept, None for a new one, and the cell of each value."""

    number: int | None
    row: Row
    where: str
    cells: Mapping[str, str]
    lacking: frozenset[str] = frozenset()
    """The keys whose columns are missing."""


@dataclass(frozen=True)
class Filled:
    """A workbook as filled in. ``sheets`` are those that are there; ``answers`` are those to the open questions."""

    kept: Kept | None
    language: str
    languages: tuple[str, ...]
    rows: tuple[FilledRow, ...]
    sheets: tuple[str, ...]
    problems: tuple[Problem, ...]
    answers: Mapping[int, Mapping[str, Cell]] = field(default_factory=dict)


def filled_in(
    sheets: Sequence[SheetRead], known: Known, language: str | None = None, of_map: Labels | None = None
) -> Filled:
    """What was filled in; ``known`` and ``of_map`` are the labels of the map that it is brought back to.

    ``language`` is that in which it was written, where the sheets do not say it.
    """
    return _Filled(sheets, known, language or "en", of_map or {}).read()


class _Filled:
    def __init__(self, sheets: Sequence[SheetRead], known: Known, language: str, of_map: Labels) -> None:
        self.of_map = of_map
        self.problems: list[Problem] = []
        self.marked: dict[str, SheetRead] = {}
        self.more: dict[str, list[SheetRead]] = {}
        self.known = known
        for sheet in sheets:
            self._sort(sheet)
        self.kept = self._kept()
        self.language = self.kept.language if self.kept else language
        self.languages = self.kept.languages if self.kept else self._languages_seen()
        self.taken: set[int] = set()

    def _sort(self, sheet: SheetRead) -> None:
        """Finds out which sheet it is, by its hidden first cell."""
        corner = sheet.cells.get((0, 0))
        mark = corner.text.removeprefix(MARK) if corner is not None and corner.text.startswith(MARK) else ""
        if mark in SHEETS or mark in (QUESTIONS, *_OWN_SHEETS):
            first = self.marked.setdefault(mark, sheet)
            if first is not sheet and sheet.is_text:
                self.more.setdefault(mark, []).append(sheet)
            elif first is not sheet:
                where = f"{sheet.tab}!A1"
                self.problems.append(problem("sheet twice", where, hard=False, sheet=sheet.tab, other=first.tab))
        elif any(sheet.tab in (each.tab.en, each.tab.da) for each in SHEETS.values()):
            self.problems.append(problem("no keys", f"{sheet.tab}!A1"))
        elif sheet.cells:
            self.problems.append(problem("extra sheet", f"{sheet.tab}!A1", hard=False, sheet=sheet.tab))

    def _kept(self) -> Kept | None:
        sheet = self.marked.get(SHEET)
        if sheet is None:
            return None
        lines = max((line for line, _ in sheet.cells), default=0)
        blank = Cell("", "")
        return kept_in([sheet.cells.get((line, 0), blank).text for line in range(1, lines + 1)])

    def _languages_seen(self) -> tuple[str, ...]:
        """The languages of the columns with texts, for a workbook whose own record is lost."""
        keys = (cell.text for sheet in self.marked.values() for cell in sheet.line(0).values())
        return tuple(dict.fromkeys(key.partition("@")[2] for key in keys if "@" in key)) or ("en",)

    def read(self) -> Filled:
        for read in self.marked.values():
            self.problems += [problem("merged", where) for where in read.merged]
        names = self._names()
        rows: list[FilledRow] = []
        for id_, sheet in SHEETS.items():
            if id_ in self.marked:
                for read in [self.marked[id_]] if sheet.upright else self._reads(id_):
                    rows += (self._upright if sheet.upright else self._rows)(sheet, read, names)
                    self._note_hidden(read)
            elif self.kept is not None and id_ in self.kept.sheets:
                self.problems.append(problem("sheet gone", "", hard=False, sheet=sheet.tab))
        self._check_twice(rows)
        return Filled(
            self.kept,
            self.language,
            self.languages,
            tuple(rows),
            tuple(id_ for id_ in SHEETS if id_ in self.marked),
            tuple(self.problems),
            self._answers(),
        )

    def _note_hidden(self, sheet: SheetRead) -> None:
        hidden = [line for line in sheet.hidden_lines if line >= HEAD]
        if hidden:
            where = f"{sheet.tab}!{min(hidden) + 1}"
            kind = "hidden row" if len(hidden) == 1 else "hidden rows"
            self.problems.append(problem(kind, where, hard=False, count=str(len(hidden))))

    def _check_twice(self, rows: Iterable[FilledRow]) -> None:
        seen: dict[tuple[object, ...], FilledRow] = {}
        for each in rows:
            if each.row.sheet in ("map", "omits", "waivers") or SHEETS[each.row.sheet].states:
                continue
            key = (each.row.sheet, *each.row.key())
            if key in seen:
                self.problems.append(problem("twice", each.where, text=each.row.text("id"), other=seen[key].where))
            seen.setdefault(key, each)

    def _names(self) -> dict[str, Names]:
        reads = {id_: self._reads(id_) for id_ in SHEETS}
        kept = self.kept.names if self.kept else {}
        return names_in(reads, self.language, self.languages, known=self.known, of_map=self.of_map, kept=kept)

    def _reads(self, id_: str) -> list[SheetRead]:
        """What there is of a sheet: one of a workbook, and any number of files."""
        return [*([self.marked[id_]] if id_ in self.marked else []), *self.more.get(id_, ())]

    # The rows

    def _rows(self, sheet: Sheet, read: SheetRead, names: Mapping[str, Names]) -> Iterable[FilledRow]:
        heads = {column: cell.text for column, cell in read.line(0).items() if column > 0}
        columns = {column: key for column, key in heads.items() if self._is_key(sheet, key)}
        self._check_columns(sheet, read, columns)
        lacking = self._lacking(sheet, columns.values(), names)
        lines: dict[int, dict[int, Cell]] = {}
        for (line, column), cell in read.cells.items():
            if line >= HEAD and (column == 0 or column in columns):
                lines.setdefault(line, {})[column] = cell
        for line, cells in sorted(lines.items()):
            if any(cell.text.strip() for column, cell in cells.items() if column > 0):
                found = self._row(sheet, read.place(line), cells, columns, names, lacking)
                yield replace(found, lacking=lacking)

    def _row(
        self,
        sheet: Sheet,
        where: str,
        cells: Mapping[int, Cell],
        columns: Mapping[int, str],
        names: Mapping[str, Names],
        lacking: frozenset[str],
    ) -> FilledRow:
        values: dict[str, Value] = {}
        places: dict[str, str] = {}
        ticked: list[str] = []
        broken: set[str] = set()
        # The actor first: its systems have names of their own.
        for at in sorted(filter(None, cells), key=lambda at: (columns[at] != "actor", at)):
            cell = cells[at]
            key = columns[at]
            if key.startswith(PHASE):
                read = read_tick(cell)
                ticked += [key.removeprefix(PHASE)] if read.value else []
                places.setdefault("phase", cell.where)
            else:
                column = sheet.column(key.partition("@")[0])
                read = read_cell(column, cell, names_for(names, values.get("actor")), self.language)
                places[key] = cell.where
            if read.problem is not None:
                self.problems.append(read.problem)
                broken.add("phase" if key.startswith(PHASE) else key.partition("@")[0])
            elif read.value is not None and not key.startswith(PHASE):
                values[key] = read.value
        number = self._number(cells.get(0), sheet.id)
        if sheet.states and "phase" not in values:
            values["phase"] = self._phases(ticked, number, lacking)
        self._complete(sheet, values, where, broken, "phase" in columns.values())
        return FilledRow(number, Row(sheet.id, values), where, places)

    def _complete(
        self, sheet: Sheet, values: dict[str, Value], where: str, broken: Set[str], names_phases: bool
    ) -> None:
        """Makes an id that is missing, and says what else is; the keys of ``broken`` cells are there."""
        if "id" in {column.key for column in sheet.columns} and not sheet.upright:
            label = next((str(values[key]) for key in label_keys(sheet, self.languages) if values.get(key)), "")
            id_ = str(values.get("id", ""))
            if not id_ and broken.isdisjoint(("id", "label", "title")):
                made = label if is_id(label) else id_meant(label)
                if made is None:
                    self.problems.append(problem("no id", where, text=label))
                else:
                    values["id"] = made
        needed = [key for key in _REQUIRED.get(sheet.id, ()) if not values.get(key) and key not in broken]
        text = _REQUIRED_TEXTS.get(sheet.id)
        if (
            text is not None
            and text not in broken
            and not any(values.get(f"{text}@{language}") for language in self.languages)
        ):
            needed.append(text)
        self.problems += [problem("missing", where, column=sheet.column(key).heading) for key in needed]
        if sheet.states and not values.get("phase") and not needed and "phase" not in broken:
            phase = problem("missing", where, column=sheet.column("phase").heading)
            self.problems.append(phase if names_phases else problem("no phase", where))

    def _number(self, cell: Cell | None, sheet: str) -> int | None:
        """The number of the row among those kept; None for a new row."""
        if cell is None or self.kept is None:
            return None
        number = int(cell.text) if cell.text.isdecimal() else -1
        if not 0 <= number < len(self.kept.rows) or self.kept.rows[number].sheet != sheet:
            self.problems.append(problem("bad key", cell.where, hard=False))
            return None
        if number in self.taken:
            self.problems.append(problem("key twice", cell.where, hard=False))
            return None
        self.taken.add(number)
        return number

    def _is_key(self, sheet: Sheet, key: str) -> bool:
        keys = {column.key for column in sheet.columns}
        return key.partition("@")[0] in keys or (key.startswith(PHASE) and "phase" in keys)

    def _lacking(self, sheet: Sheet, there: Iterable[str], names: Mapping[str, Names]) -> frozenset[str]:
        """The keys whose columns are missing, also those of single languages and phases."""
        phases = names["phases"].shown if "phases" in names else ()
        places = places_of(sheet, self.languages, dict.fromkeys(phases, ""), self.language, bool(phases))
        missing = {place.key for place in places} - set(there)
        return frozenset(missing if "phase" not in there else {key for key in missing if not key.startswith(PHASE)})

    def _phases(self, ticked: Sequence[str], number: int | None, lacking: frozenset[str]) -> tuple[str, ...]:
        """The phases of a row: those ticked, and those that it had and that have no column any more."""
        gone = {key.removeprefix(PHASE) for key in lacking if key.startswith(PHASE)}
        if not gone or self.kept is None or number is None:
            return tuple(ticked)
        before = self.kept.rows[number].cells.get("phase", ())
        kept = {*ticked, *(phase for phase in before if phase in gone)}
        return tuple(phase for phase in self.kept.names.get("phases", kept) if phase in kept)

    def _check_columns(self, sheet: Sheet, read: SheetRead, columns: Mapping[int, str]) -> None:
        extra = {column for line, column in read.cells if line >= 1 and column > 0 and column not in columns}
        for column in sorted(extra):
            first = min(line for line, at in read.cells if at == column)
            self.problems.append(problem("extra column", read.cells[first, column].where, hard=False))
        if read.is_text:
            return
        known = self.kept.names.get("phases", {}) if self.kept else {}
        keys = dict(columns).values()
        for place in places_of(sheet, self.languages, known, self.language, bool(known)):
            of_phases = place.key.startswith(PHASE) or place.key == "phase"
            if place.key not in keys and not (of_phases and ("phase" in keys or not known)):
                self.problems.append(problem("column gone", read.place(0), hard=False, column=place.heading))

    def _upright(self, sheet: Sheet, read: SheetRead, names: Mapping[str, Names]) -> Iterable[FilledRow]:
        values: dict[str, Value] = {}
        places: dict[str, str] = {}
        keys = {line: cell.text for (line, column), cell in read.cells.items() if column == 0 and line > 0}
        for line, key in sorted(keys.items()):
            cell = read.cells.get((line, 2))
            if cell is None or not self._is_key(sheet, key):
                continue
            found = read_cell(sheet.column(key.partition("@")[0]), cell, names, self.language)
            places[key] = cell.where
            if found.problem is not None:
                self.problems.append(found.problem)
            elif found.value is not None:
                values[key] = found.value
        if values:
            number = read.cells.get((0, 1))
            yield FilledRow(self._number(number, sheet.id), Row(sheet.id, values), read.place(1), places)

    def _answers(self) -> dict[int, dict[str, Cell]]:
        """The cells that were filled in, by the number of the question."""
        read = self.marked.get(QUESTIONS)
        if read is None or self.kept is None:
            return {}
        keys = {column: cell.text for column, cell in read.line(0).items() if column > 0}
        found: dict[int, dict[str, Cell]] = {}
        for (line, column), cell in sorted(read.cells.items()):
            number = read.cells.get((line, 0))
            if line >= HEAD and column in keys and number is not None and number.text.isdecimal():
                at = int(number.text)
                if at < len(self.kept.questions):
                    found.setdefault(at, {})[keys[column]] = cell
        return found

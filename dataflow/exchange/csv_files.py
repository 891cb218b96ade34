"""Reads CSV files as sheets: the tables that dataflow wrote, and lists of statements that somebody else did."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from dataflow.base.csv_dialect import BYTE_ORDER_MARK
from dataflow.base.text import LANGUAGES, Filling, Sentence, Text
from dataflow.base.user_error import UserError
from dataflow.exchange.tables.cells import BETWEEN
from dataflow.exchange.tables.columns import SHEETS
from dataflow.exchange.tables.kinds import CITATIONS, WORDING, Sheet
from dataflow.exchange.tables.names import folded
from dataflow.exchange.tables.problems import Cell, Problem
from dataflow.exchange.workbook.kept import HEAD, MARK, SHEET
from dataflow.exchange.workbook.reader import SheetRead
from dataflow.language.ids import id_meant, is_id
from dataflow.language.statement_specs import STATEMENTS
from dataflow.model.translations import is_danish

KEPT_FILE = "dataflow.txt"
"""The file with what was exported; changes are found by comparing with it."""

_FORMULA = r"(?:[\s']*[=+\-@＝＋－＠\t\r\0])"
_OPENS = re.compile(rf"(^|;)(?={_FORMULA})|(,)(?='*[=+@＝＋－＠\t\r\0]|'*-\S)")
_OPENED = re.compile(rf"((?:^|;))'(?={_FORMULA})|(,)'(?='*[=+@＝＋－＠\t\r\0]|'*-\S)")
_LARGEST_CELL = 1_000_000
_ALIASES = {
    **dict.fromkeys(("field", "felter"), "fields"),
    **dict.fromkeys(("phases", "fase"), "phase"),
    **dict.fromkeys(("channel", "kanal"), "via"),
    **dict.fromkeys(("receiver", "modtager"), "to"),
    "purpose": "for",
}
"""The keys of other headings that people write."""
_FORMER = {
    "valid_from": ("from", "fra"),
    "valid_to": ("to", "til"),
    "population": ("patienter",),
    "patient_reported": ("from the patient", "fra patienten"),
    "takes": ("varer",),
    "confidence": ("sikkerhed",),
    "evidence_years": ("kildernes alder i år",),
}
"""What the workbook called columns before; a column that has the word as its heading goes first."""
_KIND = ("statement", "udsagn")
"""The heading of the column that says what a line of a list is."""

_NOT_UTF8 = Text(
    en="{name} is not UTF-8. In Excel, save it as CSV UTF-8.",
    da="{name} er ikke UTF-8. Gem den fra Excel som CSV UTF-8.",
)
_QUOTES = Text(
    en='The quotation marks do not match. Put " around a cell, and write "" for one within it.',
    da='Anførselstegnene passer ikke sammen. Sæt " om en celle, og skriv "" for et inde i den.',
)
_NO_COLUMN = Text(
    en='The column "{heading}" is none of a list of statements. Take it out, or call it one of these: {known}.',
    da='Kolonnen "{heading}" hører ikke til en liste af udsagn. Fjern den, eller kald den en af disse: {known}.',
)
_NO_KIND = Text(
    en='"{text}" is no kind of statement. Write records, needs, uses or shares.',
    da='"{text}" er ingen slags udsagn. Skriv registrerer, behov, bruger eller deler.',
)
_NO_HEADING = Text(
    en='No heading stands above "{text}". Put " around a cell that holds what separates cells.',
    da='Der er ingen overskrift over "{text}". Sæt " om en celle, der indeholder skilletegnet.',
)
_TWICE = Text(en='The column "{heading}" is there twice.', da='Kolonnen "{heading}" er der to gange.')


def protected(text: str) -> str:
    """A cell that no spreadsheet reads as a formula: ``'`` stands before what would be one."""
    return _OPENS.sub(r"\g<0>'", text)


def bare(text: str) -> str:
    """A cell without the ``'`` that protects it."""
    return _OPENED.sub(lambda match: match[1] if match[1] is not None else match[2], text)


def language_of(files: Mapping[str, bytes]) -> str | None:
    """The language of the headings of tables and lists, or else of their letters; None where neither says it."""
    texts = [content.decode(errors="ignore") for name, content in files.items() if name != KEPT_FILE]
    headings = {
        folded(cell.strip('"')) for text in texts for cell in re.split(r"[;,\t]", text.lstrip().partition("\n")[0])
    }
    if headings & _headings_in("da") or any(map(is_danish, texts)):
        return "da"
    return "en" if headings & _headings_in("en") else None


def _headings_in(language: str) -> frozenset[str]:
    """The headings of one language: no keys, and not in the other."""
    columns = [column for sheet in SHEETS.values() for column in sheet.columns]
    both = {each: {folded(column.heading.in_language(each)) for column in columns} for each in LANGUAGES}
    both["en"].add(_KIND[0])
    both["da"].add(_KIND[1])
    other = both["en" if language == "da" else "da"] | {column.key for column in columns}
    return frozenset(both[language] - other)


class CsvSheets:
    """The sheets of CSV files, and what is wrong with their lines.

    ``declares`` are the names of a list that nothing declares: each becomes a thing of its section in a new map.
    """

    def __init__(self, files: Mapping[str, bytes], language: str, declare: bool) -> None:
        self.language = language
        self.problems: list[Problem] = []
        self.sheets: list[SheetRead] = []
        lists: list[tuple[str, list[list[Cell]]]] = []
        for name in sorted(files):
            stem = PurePosixPath(name).stem
            if PurePosixPath(name).name == KEPT_FILE:
                self.sheets.append(_kept(name, files[name]))
                continue
            lines = self._lines(name, files[name])
            if lines and stem in SHEETS:
                self._add(SHEETS[stem], name, self._keyed(SHEETS[stem], lines[0]), lines[1:])
            elif lines:
                lists.append((name, lines))
        for name, lines in lists:
            self._add_list(name, lines)
        if declare and lists:
            self._declare(lists[0][0])

    def _lines(self, name: str, content: bytes) -> list[list[Cell]]:
        """The cells of each line that has any, with their places. Raises ``UserError`` for another encoding."""
        try:
            text = content.decode().removeprefix(BYTE_ORDER_MARK)
        except UnicodeDecodeError as error:
            raise UserError(_NOT_UTF8, name=name) from error
        head = text.partition("\n")[0]
        delimiter = max(";,\t", key=head.count)
        found, line = [], 1
        csv.field_size_limit(_LARGEST_CELL)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    found.append([Cell(bare(cell), f"{name}:{line}:{at}") for at, cell in enumerate(cells, start=1)])
                if found:
                    self._check_width(found)
                line = reader.line_num + 1
        except csv.Error:
            self.problems.append(Problem(f"{name}:{line}:1", Sentence(_QUOTES)))
        return found

    def _check_width(self, lines: Sequence[Sequence[Cell]]) -> None:
        """Says where the last line has a cell without a heading."""
        head, last = lines[0], lines[-1]
        for cell in last[len(head) :]:
            if cell.text.strip():
                self.problems.append(Problem(cell.where, Sentence(_NO_HEADING, {"text": cell.text})))
                return

    def _keyed(self, sheet: Sheet, head: Iterable[Cell]) -> list[str]:
        """The keys of the columns: the headings are keys of the language, or what the workbook calls them."""
        head = list(head)
        keys = [self._key(sheet, cell.text) or cell.text for cell in head]
        self._check_twice(head, keys)
        return keys

    def _check_twice(self, head: Sequence[Cell], keys: Sequence[str | None]) -> None:
        for at, (cell, key) in enumerate(zip(head, keys, strict=True)):
            if key and key in keys[:at]:
                self.problems.append(Problem(cell.where, Sentence(_TWICE, {"heading": cell.text})))

    def _key(self, sheet: Sheet, heading: str) -> str | None:
        name, _, language = heading.strip().partition("@")
        wanted = folded(name)
        for column in sheet.columns:
            if wanted in (column.key, folded(column.heading.en), folded(column.heading.da)) or (
                _ALIASES.get(wanted) == column.key
            ):
                return f"{column.key}@{language or self.language}" if column.kind == WORDING else column.key
        return next((column.key for column in sheet.columns if wanted in _FORMER.get(column.key, ())), None)

    def _add(self, sheet: Sheet, name: str, keys: Sequence[str], lines: Iterable[Sequence[Cell]]) -> None:
        cells: dict[tuple[int, int], Cell] = {(0, 0): Cell(MARK + sheet.id, name)}
        places: dict[int, str] = {}
        if sheet.upright:
            for line in list(lines)[:1]:
                for at, (key, cell) in enumerate(zip(keys, line, strict=False), start=1):
                    cells[at, 0], cells[at, 2] = Cell(key, cell.where), cell
        else:
            cells |= {(0, at): Cell(key, name) for at, key in enumerate(keys, start=1)}
            # Not by the lines of the file: several of what a list declares may be named in one.
            for number, line in enumerate(lines, start=HEAD):
                places[number] = line[0].where.rpartition(":")[0]
                cells |= {(number, at): cell for at, cell in enumerate(line, start=1) if cell.text.strip()}
        self.sheets.append(SheetRead(name, cells, (), frozenset(), is_text=True, places=places))

    # Lists

    def _add_list(self, name: str, lines: list[list[Cell]]) -> None:
        """A list of statements: each line has its kind, or is a share where it has a receiver, and else a record."""
        head, rest = lines[0], lines[1:]
        known = {kind: self._headings(SHEETS[kind], head) for kind in STATEMENTS}
        headings = list(dict.fromkeys(column.heading for kind in STATEMENTS for column in SHEETS[kind].columns))
        every = Text(
            en=", ".join((_KIND[0].capitalize(), *(each.en for each in headings))),
            da=", ".join((_KIND[1].capitalize(), *(each.da for each in headings))),
        )
        for at, cell in enumerate(head):
            if cell.text.strip() and folded(cell.text) not in _KIND and not any(keys[at] for keys in known.values()):
                words: dict[str, Filling] = {"heading": cell.text, "known": every}
                self.problems.append(Problem(cell.where, Sentence(_NO_COLUMN, words)))
        self._check_twice(
            head, [next((keys[at] for keys in known.values() if keys[at]), "") for at in range(len(head))]
        )
        places = next((at for at, cell in enumerate(head) if folded(cell.text) in _KIND), None)
        to = next((at for at, key in enumerate(known["shares"]) if key == "to"), None)
        by_kind: dict[str, list[list[Cell]]] = {}
        for line in rest:
            kind = self._kind_of(line, places, to)
            if kind is not None:
                own = [
                    cell._replace(text="") if not known[kind][at : at + 1] or not known[kind][at] else cell
                    for at, cell in enumerate(line)
                ]
                by_kind.setdefault(kind, []).append(own)
        for kind, own_lines in by_kind.items():
            keys = [key or "" for key in known[kind]]
            self._add(SHEETS[kind], name, keys, own_lines)

    def _headings(self, sheet: Sheet, head: Iterable[Cell]) -> list[str | None]:
        return [self._key(sheet, cell.text) for cell in head]

    def _kind_of(self, line: Sequence[Cell], at: int | None, to: int | None) -> str | None:
        cell = line[at] if at is not None and at < len(line) else None
        if cell is None or not cell.text.strip():
            return "shares" if to is not None and to < len(line) and line[to].text.strip() else "records"
        wanted = folded(cell.text)
        for kind in STATEMENTS:
            tab = SHEETS[kind].tab
            if wanted in (kind, kind.removesuffix("s"), folded(tab.en), folded(tab.da)):
                return kind
        self.problems.append(Problem(cell.where, Sentence(_NO_KIND, {"text": cell.text})))
        return None

    # What a list names

    def _declare(self, name: str) -> None:
        """Declares what lists name and no table declares, under an id that is made from the name."""
        tables = {_sheet_of(read) for read in self.sheets}
        named: dict[str, dict[str, Cell]] = {}
        for read in self.sheets:
            sheet = _sheet_of(read)
            if sheet in STATEMENTS:
                for section, cell in _names_in(SHEETS[sheet], read):
                    named.setdefault(section, {}).setdefault(folded(cell.text), cell)
        if "map" not in tables:
            stem = PurePosixPath(name).stem
            id_ = stem if is_id(stem) else id_meant(stem) or "map"
            where = f"{name}:1:1"
            self._add(
                SHEETS["map"],
                name,
                ["id", f"title@{self.language}", "languages"],
                [[Cell(id_, where), Cell(stem, where), Cell(self.language, where)]],
            )
        for section, cells in named.items():
            if section not in tables:
                label = "title" if section == "sources" else "label"
                self._add(
                    SHEETS[section],
                    name,
                    [f"{label}@{self.language}"],
                    [[cell] for cell in sorted(cells.values(), key=_line_of)],
                )


def _line_of(cell: Cell) -> tuple[int, int]:
    _, line, column = cell.where.rsplit(":", 2)
    return int(line), int(column)


def _sheet_of(read: SheetRead) -> str:
    return read.cells[0, 0].text.removeprefix(MARK)


def _names_in(sheet: Sheet, read: SheetRead) -> Iterator[tuple[str, Cell]]:
    keys = {at: cell.text for (line, at), cell in read.cells.items() if line == 0 and at > 0}
    for (line, at), cell in read.cells.items():
        column = next((column for column in sheet.columns if line and column.key == keys.get(at)), None)
        cites = column is not None and column.kind == CITATIONS
        section = "sources" if cites else column.section if column is not None else ""
        if section and section != "systems" and folded(cell.text) not in ("all", "alle"):
            for part in filter(None, BETWEEN.split(cell.text)):
                yield section, cell._replace(text=(part.partition(" (")[0] if cites else part).strip())


def _kept(name: str, content: bytes) -> SheetRead:
    lines = content.decode(errors="replace").split()
    cells = {(0, 0): Cell(MARK + SHEET, name)}
    cells |= {(number, 0): Cell(line, name) for number, line in enumerate(lines, start=1)}
    return SheetRead(name, cells, (), frozenset(), is_text=True)

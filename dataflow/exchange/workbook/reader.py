"""Reads the cells of a workbook, after a look at the archive: it may come from anybody."""

import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dataflow.base.text import Text
from dataflow.base.user_error import UserError
from dataflow.exchange.tables.problems import Cell

_LARGEST = 64 * 1024 * 1024
_MOST_PARTS = 2000
_OLE = b"\xd0\xcf\x11\xe0"
_UNREADABLE = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError),
    *(ValueError, KeyError),
)
"""What a damaged archive leads its reader to."""
_KINDS = {"f": "formula", "e": "error"}
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")

_PROTECTED = Text(
    en="{name} has a password, or is of an Excel before 2007. Open it, take the password away, and save it as .xlsx.",
    da="{name} har en adgangskode eller er fra en Excel før 2007. Åbn den, fjern adgangskoden, og gem den som .xlsx.",
)
_NO_WORKBOOK = Text(
    en="{name} is no Excel workbook (.xlsx). Save it as one from Excel, LibreOffice or Google Sheets.",
    da="{name} er ingen Excel-projektmappe (.xlsx). Gem den som en fra Excel, LibreOffice eller Google Sheets.",
)
_DAMAGED = Text(
    en="{name} is damaged and can't be read. Open it in Excel or LibreOffice and save it again.",
    da="{name} er beskadiget og kan ikke læses. Åbn den i Excel eller LibreOffice, og gem den igen.",
)
_TOO_LARGE = Text(
    en="{name} unpacks to more than {limit} MB, which no map does. Begin again from a new export.",
    da="{name} fylder pakket ud mere end {limit} MB, og det gør intet kort. Begynd forfra med en ny eksport.",
)
_MACROS = Text(
    en="{name} has macros, which are never read. Save it as a workbook without macros (.xlsx).",
    da="{name} har makroer, og de læses aldrig. Gem den som en projektmappe uden makroer (.xlsx).",
)
_ENTITIES = Text(
    en="{name} has XML declarations (in {part}) that no program writes into a workbook, and is not read.",
    da="{name} har XML-erklæringer (i {part}), som intet program skriver i en projektmappe, og læses ikke.",
)


@dataclass(frozen=True)
class SheetRead:
    """The cells of a sheet by line and column, counted from 0; blank ones are left out.

    Where it ``is_text``, line 0 has the keys, and ``places`` says where in the file each other line is.
    """

    tab: str
    cells: dict[tuple[int, int], Cell]
    merged: tuple[str, ...]
    hidden_lines: frozenset[int]
    is_text: bool = False
    places: Mapping[int, str] = field(default_factory=dict)

    def place(self, line: int) -> str:
        """Where a line is."""
        return self.places.get(line, f"{self.tab}:{line}") if self.is_text else f"{self.tab}!{line + 1}"

    def line(self, number: int) -> dict[int, Cell]:
        """The cells of a line by column."""
        return {column: cell for (line, column), cell in self.cells.items() if line == number}


def read_sheets(data: bytes, name: str) -> tuple[SheetRead, ...]:
    """The sheets of a workbook. Raises ``UserError`` for what is none, or should not be opened."""
    _check(data, name)
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), keep_links=False)
        return tuple(_sheet(sheet) for sheet in book.worksheets)
    except UserError:
        raise
    except Exception as error:  # the library raises whatever a damaged part leads it to
        raise UserError(_DAMAGED, name=name) from error


def _check(data: bytes, name: str) -> None:
    """Refuses what is no workbook, or could do harm. Raises ``UserError``."""
    if data.startswith(_OLE):
        raise UserError(_PROTECTED, name=name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST:
                raise UserError(_TOO_LARGE, name=name, limit=str(_LARGEST // 1024 // 1024))
            names = {part.filename for part in parts}
            if "[Content_Types].xml" not in names or not any(each.startswith("xl/") for each in names):
                raise UserError(_NO_WORKBOOK, name=name)
            if any(each.lower().endswith("vbaproject.bin") for each in names):
                raise UserError(_MACROS, name=name)
            for part in parts:
                if part.filename.endswith((".xml", ".rels", ".vml")):
                    _check_part(archive.read(part), part.filename, name)
    except _UNREADABLE as error:
        raise UserError(_DAMAGED if data.startswith(b"PK") else _NO_WORKBOOK, name=name) from error


def _check_part(content: bytes, part: str, name: str) -> None:
    """Refuses declarations of entities, also in an encoding that hides them."""
    head = content[:200].lower()
    hidden = b"\x00" in head or (b"encoding" in head and not re.search(rb"encoding=[\"'](utf-8|us-ascii)[\"']", head))
    if hidden or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise UserError(_ENTITIES, name=name, part=part)
    if part == "[Content_Types].xml" and b"macroEnabled" in content:
        raise UserError(_MACROS, name=name)


def _sheet(sheet: Any) -> SheetRead:
    tab = str(sheet.title)
    # Not row by row: a single cell in the last row of a sheet would make a million rows of it.
    cells = {
        (line - 1, column - 1): read
        for (line, column), cell in sorted(sheet._cells.items())
        if (read := _cell(cell, f"{tab}!{cell.coordinate}")) is not None
    }
    lines = {line for line, _ in cells}
    hidden = frozenset(line for line in lines if line > 0 and sheet.row_dimensions[line + 1].hidden)
    merged = tuple(sorted(f"{tab}!{area.coord}" for area in sheet.merged_cells.ranges))
    return SheetRead(tab, cells, merged, hidden)


def _cell(cell: Any, where: str) -> Cell | None:
    value, kind = cell.value, _KINDS.get(cell.data_type, "text")
    if value is None or value == "":
        return None
    if kind in ("formula", "error"):
        return Cell(str(getattr(value, "text", value)), where, kind)
    if isinstance(value, bool):
        return Cell(str(value).lower(), where, "boolean")
    if isinstance(value, int | float):
        whole = isinstance(value, int) or value.is_integer()
        return Cell(str(int(value)) if whole and abs(value) < 1e15 else repr(value), where, "number")
    if isinstance(value, datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
        return Cell(str(value).removesuffix(" 00:00:00"), where, "date")
    return Cell(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(value)), where)

"""Excel: a sheet for each section, with tables to filter; tables of one kind are one table."""

import datetime
import io
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from dataflow.base.escaping import one_line
from dataflow.base.text import Text
from dataflow.documents import Styling, Writer, Written
from dataflow.documents.drawing import drawn
from dataflow.documents.model import (
    Block,
    Bullets,
    Column,
    Document,
    Figure,
    Heading,
    Line,
    Paragraph,
    Row,
    Run,
    Table,
    plain,
)
from dataflow.documents.packages import packed, unpacked
from dataflow.documents.words import FIGURE, byline

_APPLICATION = b"<Application>dataflow</Application>"
_THEIRS = b"<Application>Microsoft Excel</Application>"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_WHOLE = re.compile(r"-?\d{1,15}\Z")
_PERCENT = re.compile(r"(\d{1,3})\s?%\Z")
_UNIT = 16.0
"""The width in characters of a column with a share of 1."""
_WIDEST, _NARROWEST = 60.0, 9.0
_ALONE = 110.0
"""The width of the only column of a sheet without tables."""
_SCREEN = 185.0
"""The widest sheet, in characters, that fits on a screen without scrolling."""
_LINE = 15.0
"""The height of a line in points."""
_FEW_ROWS = 6
"""A picture below so few rows stays on their page."""
_MILLIMETRES_OF_ROW = 5.3
_ABOUT = Text(en="About", da="Om")
"""The head of the column that says what a row of several tables in one is about."""
_LONGEST_TEXT = 32_000
"""Excel takes 32,767 characters in a cell."""


@dataclass(frozen=True)
class _Sheet:
    """A section: its name in Excel and its blocks, tables of one kind merged."""

    name: str
    blocks: tuple[Block, ...]


def write(document: Document, styling: Styling) -> Written:
    """The workbook."""
    import xlsxwriter

    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = document.date if len(document.date) == 10 else "1980-01-01"
    workbook.set_properties(
        {
            "title": document.title,
            "subject": document.subject,
            "author": document.author,
            "created": datetime.datetime.fromisoformat(day),
        }
    )
    _Workbook(workbook, document, styling).write()
    workbook.close()
    parts = unpacked(file.getvalue())
    parts["docProps/app.xml"] = parts["docProps/app.xml"].replace(_THEIRS, _APPLICATION)
    return Written(packed(parts), {})


def is_own(content: bytes) -> bool:
    """Whether a file was written here: office programs write their own name when they save it."""
    try:
        return _APPLICATION in unpacked(content).get("docProps/app.xml", b"")
    except Exception:  # whatever is wrong with it, it is not ours
        return False


class _Workbook:
    def __init__(self, workbook: Any, document: Document, styling: Styling) -> None:
        self.workbook = workbook
        self.document = document
        self.styling = styling
        self.sheets = tuple(_sheets(document))
        self.places = {anchor: place for sheet in self.sheets for anchor, place in _places(sheet)}
        self.drawn = {
            figure.anchor: drawn(figure.picture, document.language, styling.theme) for figure in document.figures
        }
        wrapped = {"text_wrap": True, "valign": "top"}
        self.formats = {
            "title": workbook.add_format({"bold": True, "font_size": 18}),
            "heading": workbook.add_format({"bold": True, "font_size": 13}),
            "text": workbook.add_format({"valign": "top"}),
            "cell": workbook.add_format(wrapped),
            "strong": workbook.add_format({**wrapped, "bold": True}),
            "link": workbook.add_format({**wrapped, "font_color": "#0B4F6C", "underline": 1}),
            "figure": workbook.add_format({"valign": "top", "align": "right"}),
            "percent": workbook.add_format({"valign": "top", "num_format": "0 %"}),
        }

    def write(self) -> None:
        tables = 0
        for sheet in self.sheets:
            page = self.workbook.add_worksheet(sheet.name)
            page.set_landscape()
            page.set_paper(9)
            page.fit_to_pages(1, 0)
            page.hide_gridlines(2)
            widths = _widths(sheet)
            for place, width in enumerate(widths):
                page.set_column(place, place, width)
            row, breaks = 0, []
            for block in sheet.blocks:
                if isinstance(block, Table):
                    tables += 1
                    self._table(page, row, block, tables, widths)
                elif isinstance(block, Figure):
                    breaks += [row] if row > _FEW_ROWS else []
                    self._figure(page, row, block)
                else:
                    self._text(page, row, block, widths)
                row += self._height(block)
            page.set_h_pagebreaks(breaks)

    def _height(self, block: Block) -> int:
        """The rows that a block takes, with an empty one after it where that helps."""
        if isinstance(block, Figure):
            return int(self.drawn[block.anchor].height / _MILLIMETRES_OF_ROW) + 4
        return _rows_of(block)

    def _text(self, page: Any, row: int, block: Block, widths: Sequence[float]) -> None:
        match block:
            case Heading(level, text):
                page.write_string(row, 0, one_line(text), self.formats["title" if level == 1 else "heading"])
            case Paragraph(runs):
                self._across(page, row, runs, widths)
            case Bullets(items, ordered):
                for place, item in enumerate(items):
                    mark = f"{place + 1}. " if ordered else "• "
                    self._across(page, row + place, (Run(mark), *item), widths)
            case _:
                raise TypeError(block)

    def _across(self, page: Any, row: int, line: Line, widths: Sequence[float]) -> None:
        """Text across all columns, on as many lines as it needs."""
        if len(widths) > 1:
            page.merge_range(row, 0, row, len(widths) - 1, "", self.formats["cell"])
        self._cell(page, row, 0, line, "cell")
        page.set_row(row, _LINE * _lines(plain(line), sum(widths)))

    def _figure(self, page: Any, row: int, block: Figure) -> None:
        number = self.document.numbers[block.anchor]
        caption = f"{FIGURE.in_language(self.document.language)} {number}. {block.caption}"
        page.write_string(row, 0, one_line(caption), self.formats["heading"])
        options = {
            "image_data": io.BytesIO(self.drawn[block.anchor].png),
            "description": block.alternative,
            "object_position": 1,
        }
        page.insert_image(row + 1, 0, f"{block.anchor}.png", options)

    def _table(self, page: Any, row: int, block: Table, number: int, widths: Sequence[float]) -> None:
        if block.caption:
            page.write_string(row, 0, one_line(block.caption), self.formats["heading"])
            row += 1
        for place, each in enumerate(block.rows):
            for column, cell in enumerate(each.cells):
                kind = "figure" if block.columns[column].figures else "cell"
                self._cell(page, row + 1 + place, column, cell, kind)
            lines = (_lines(plain(cell), width) for cell, width in zip(each.cells, widths, strict=False))
            page.set_row(row + 1 + place, _LINE * max(lines, default=1))
        last = row + max(1, len(block.rows))
        heads = [{"header": head} for head in _unique([column.title for column in block.columns])]
        page.add_table(
            row,
            0,
            last,
            len(block.columns) - 1,
            {"name": f"table_{number}", "columns": heads, "style": "Table Style Light 1"},
        )

    def _cell(self, page: Any, row: int, column: int, line: Line, kind: str) -> None:
        text = one_line(plain(line))[:_LONGEST_TEXT]
        targets = {run.target for run in line if run.text.strip()}
        target = next(iter(targets)) if len(targets) == 1 else ""
        if target[1:] in self.places and target.startswith("#"):
            sheet, place = self.places[target[1:]]
            address = f"internal:'{sheet}'!A{place + 1}"
            page.write_url(row, column, address, self.formats["link"], string=text)
        elif target.lower().startswith(("http://", "https://")) and len(target) < 2000:
            page.write_url(row, column, target, self.formats["link"], string=text)
        elif _WHOLE.match(text) and kind == "figure":
            page.write_number(row, column, int(text), self.formats["figure"])
        elif (found := _PERCENT.match(text)) and kind == "figure":
            page.write_number(row, column, int(found[1]) / 100, self.formats["percent"])
        else:
            strong = kind == "cell" and bool(line) and all(run.strong for run in line)
            page.write_string(row, column, text, self.formats["strong" if strong else kind])


PART = 2
"""The level of the headings of which each begins a part of a section, such as an actor."""


def _sheets(document: Document) -> Iterator[_Sheet]:
    names: set[str] = set()
    sections: list[list[Block]] = []
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            sections.append([])
        sections[-1].append(block)
    for number, section in enumerate(sections):
        heading = section[0]
        name = _name(heading.text if isinstance(heading, Heading) else "", names)
        blocks = list(_merged(section, document.language))
        if number == 0:
            said = byline(document)
            below = [Paragraph((Run(said),))] if said else []
            blocks = [Heading(1, document.title, ""), *below, *blocks]
        yield _Sheet(name, tuple(blocks))


def _widths(sheet: _Sheet) -> list[float]:
    """The widths of the columns in characters: of each the widest that a table has there.

    Where that is more than a screen has room for, no column is wider than its texts, and all are narrower alike, down
    to their longest words.
    """
    found: dict[int, float] = {}
    texts: dict[int, list[str]] = {}
    for block in sheet.blocks:
        if isinstance(block, Table):
            for place, column in enumerate(block.columns):
                width = min(max(_UNIT * column.width, _NARROWEST), _WIDEST)
                found[place] = max(found.get(place, 0.0), width)
                cells = (plain(row.cells[place]) for row in block.rows)
                texts.setdefault(place, []).extend((f"{column.title}  ", *cells))
    if sum(found.values()) > _SCREEN:
        found = {place: min(width, max(map(len, texts[place])) + 2.0) for place, width in found.items()}
    scale = min(1.0, _SCREEN / sum(found.values())) if found else 1.0
    words = {place: max(len(word) for text in texts[place] for word in text.split() or [""]) for place in found}
    return [max(found[place] * scale, min(found[place], words[place] + 2.0)) for place in sorted(found)] or [_ALONE]


def _lines(text: str, width: float) -> int:
    """How many lines a text takes, estimated from its characters: Excel measures it only when a cell is edited."""
    return max(1, math.ceil(len(text) * 1.05 / width))


def _name(text: str, names: set[str]) -> str:
    """A name for a sheet that Excel takes and no other sheet has."""
    base = _FORBIDDEN.sub(" ", one_line(text)).strip(" '")
    name, number = _cut(base, _LONGEST_NAME), 1
    while name.lower() in names or name.lower() == "history":
        number += 1
        name = f"{_cut(base, _LONGEST_NAME - 4)} {number}"
    names.add(name.lower())
    return name


def _cut(text: str, length: int) -> str:
    """The whole words of a text that have room; a word that is longer is cut."""
    return (text if len(text) <= length else text[: length + 1].rpartition(" ")[0] or text[:length]).rstrip(
        " -,'"
    ) or "-"


def _merged(section: Sequence[Block], language: str) -> Iterator[Block]:
    """The blocks of a section; tables with the same columns are one, with the heading of each as the first column.

    A table that is explained below its heading stays there.
    """
    kinds: dict[tuple[str, ...], list[tuple[str, Table]]] = {}
    heading = ""
    for before, block in pairwise((section[0], *section)):
        if isinstance(block, Heading):
            # A heading of a single table says what its columns say; the one above says whose it is.
            heading = block.text if block.level <= PART else heading
        elif isinstance(block, Table) and isinstance(before, Heading | Table):
            kinds.setdefault(tuple(column.title for column in block.columns), []).append((heading, block))
    several = {kind: tables for kind, tables in kinds.items() if len(tables) > 1}
    done: set[tuple[str, ...]] = set()
    in_merged = {id(table) for tables in several.values() for _, table in tables}
    for place, block in enumerate(section):
        if isinstance(block, Table) and id(block) in in_merged:
            kind = tuple(column.title for column in block.columns)
            if kind not in done:
                done.add(kind)
                yield _one(several[kind], language)
        elif not (
            isinstance(block, Heading) and block.level > 1 and _heads_only(block, section[place + 1 :], in_merged)
        ):
            yield block


def _heads_only(heading: Heading, after: Sequence[Block], merged: set[int]) -> bool:
    """Whether all that follows a heading, up to the next one, are tables that stand elsewhere.

    Of a heading of a single table, whether that table stands elsewhere.
    """
    own: list[Block] = []
    for block in after:
        if isinstance(block, Heading):
            break
        own.append(block)
    return bool(own) and all(id(block) in merged for block in (own if heading.level <= PART else own[:1]))


def _one(tables: Sequence[tuple[str, Table]], language: str) -> Table:
    first = tables[0][1]
    rows = tuple(Row(((Run(heading),), *row.cells), row.anchor) for heading, table in tables for row in table.rows)
    return replace(first, caption="", columns=(Column(_ABOUT.in_language(language), 2.4), *first.columns), rows=rows)


def _places(sheet: _Sheet) -> Iterator[tuple[str, tuple[str, int]]]:
    """The sheet and row of each anchor, but for those below a figure, whose height is not known yet."""
    row = 0
    for block in sheet.blocks:
        if isinstance(block, Heading | Figure | Table) and block.anchor:
            yield block.anchor, (sheet.name, row)
        if isinstance(block, Figure):
            return
        if isinstance(block, Table):
            first = row + 1 + bool(block.caption)
            yield from (
                (each.anchor, (sheet.name, first + place)) for place, each in enumerate(block.rows) if each.anchor
            )
        row += _rows_of(block)


def _rows_of(block: Block) -> int:
    match block:
        case Heading():
            return 1
        case Bullets(items):
            return len(items) + 1
        case Table():
            return len(block.rows) + 3 + bool(block.caption)
        case _:
            return 2


def _unique(titles: Sequence[str]) -> list[str]:
    """Headings that differ, as Excel wants them."""
    found: list[str] = []
    for title in titles:
        name, number = one_line(title) or " ", 1
        while name.lower() in {each.lower() for each in found}:
            number += 1
            name = f"{title} {number}"
        found.append(name)
    return found


WRITER = Writer(write, is_own)

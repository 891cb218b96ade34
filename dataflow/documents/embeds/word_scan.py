"""Finds the blocks of a Word document with their places in the bytes of a part, so that all other bytes stay."""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
PREFIX = "dataflow:"
_TWIPS = 1440 / 25.4
"""In a millimetre."""
_DECLARED = re.compile(rb"""<\?xml[^>]*encoding=["']([^"']+)["']""")

Span = tuple[int, int]
"""The first byte and the one after the last."""


@dataclass
class Drawing:
    """A picture; ``tag`` is the start tag with its alternative text, ``blip`` and ``svg`` are those of its files."""

    tag: Span
    name: str
    description: str
    size: tuple[int, int] = (0, 0)
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    blip: Span = (0, 0)
    embed: str = ""
    svg: Span = (0, 0)
    svg_embed: str = ""


@dataclass
class WordTable:
    """A table: its bytes, properties, grid, and the formats of its first cells in the heading and below it."""

    span: Span
    depth: int
    description: str = ""
    mark: Span = (0, 0)
    properties: Span = (0, 0)
    grid: Span = (0, 0)
    widths: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    formats: list[Span] = field(default_factory=list)
    runs: list[Span] = field(default_factory=list)


@dataclass
class WordParagraph:
    """A paragraph whose whole text is a command."""

    span: Span
    text: str
    properties: Span
    has_drawing: bool = False


@dataclass
class Section:
    """The paper of what stands before a place, in twentieths of a point; ``margins`` are top, right, bottom, left."""

    end: int
    page: tuple[int, int] = (0, 0)
    margins: tuple[int, int, int, int] = (0, 0, 0, 0)
    columns: int = 1
    between: int = 0

    @property
    def area(self) -> tuple[float, float] | None:
        """Width and height of one column of the section, within the margins, in millimetres.

        None where the section states no paper size.
        """
        top, right, bottom, left = map(abs, self.margins)
        across = (self.page[0] - left - right - (self.columns - 1) * self.between) / max(1, self.columns)
        down = self.page[1] - top - bottom
        return (across / _TWIPS, down / _TWIPS) if across > 0 and down > 0 else None


@dataclass
class Found:
    """What a part holds, in its order."""

    drawings: list[Drawing] = field(default_factory=list)
    tables: list[WordTable] = field(default_factory=list)
    paragraphs: list[WordParagraph] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    highest_bookmark: int = 0
    highest_drawing: int = 0

    def area_at(self, place: int) -> tuple[float, float] | None:
        """The room for text, in millimetres, where a byte of the part stands; None where the part does not say it."""
        return next((section.area for section in self.sections if section.end > place), None)


class Unreadable(Exception):
    """The XML of a part can't be read."""


def scan(part: bytes) -> Found:
    """The pictures, tables and paragraphs of a part. Raises Unreadable."""
    declared = _DECLARED.search(part[:200])
    if declared and declared[1].lower() not in (b"utf-8", b"us-ascii"):
        raise Unreadable(declared[1].decode("ascii", "replace"))
    try:
        return _Scanner(part).found
    except (expat.ExpatError, ValueError, IndexError) as error:
        raise Unreadable(str(error)) from error


class _Scanner:
    def __init__(self, part: bytes) -> None:
        self.part = part
        self.found = Found()
        self._drawing: Drawing | None = None
        self._tables: list[WordTable] = []
        self._paragraphs: list[WordParagraph] = []
        self._starts: list[int] = []
        self._in_text = self._in_run = False
        self._in_deleted = self._in_section = 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        self._parser = parser
        parser.Parse(part, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        at = self._parser.CurrentByteIndex
        self._starts.append(at)
        uri, _, local = name.rpartition(" ")
        if uri == _W and local in ("t", "r", "del", "drawing"):
            self._start_run(local)
        elif uri == _W:
            self._start_word(local, attributes, at)
        elif uri == _WP:
            self._start_placed(local, attributes, at)
        elif uri == _A and self._drawing is not None:
            if local == "blip" and not self._drawing.embed:
                self._drawing.blip = self._tag(at)
                self._drawing.embed = attributes.get(f"{_R} embed", "")
            elif local == "srcRect":
                self._drawing.crop = tuple(int(attributes.get(side, "0")) / 100_000 for side in "ltrb")  # type: ignore[assignment]  # four sides
        elif uri == _SVG and local == "svgBlip" and self._drawing is not None:
            self._drawing.svg = self._tag(at)
            self._drawing.svg_embed = attributes.get(f"{_R} embed", "")

    def _start_word(self, local: str, attributes: dict[str, str], at: int) -> None:
        match local:
            case "tbl":
                self._tables.append(WordTable((at, at), len(self._tables)))
                self.found.tables.append(self._tables[-1])
            case "tr" if self._tables:
                self._tables[-1].rows.append([])
            case "tc" if self._tables and self._tables[-1].rows:
                self._tables[-1].rows[-1].append("")
            case "p":
                self._paragraphs.append(WordParagraph((at, at), "", (0, 0)))
                if self._tables and self._tables[-1].rows and self._tables[-1].rows[-1]:
                    cell = self._tables[-1].rows[-1][-1]
                    self._tables[-1].rows[-1][-1] = f"{cell}\n" if cell else cell
            case "gridCol" if self._tables:
                self._tables[-1].widths.append(int(float(attributes.get(f"{_W} w", "0"))))
            case "tblDescription" if self._tables:
                self._tables[-1].description = attributes.get(f"{_W} val", "")
                self._tables[-1].mark = self._tag(at)
            case "sectPr" | "pgSz" | "pgMar" | "cols":
                self._start_section(local, attributes, at)
            case "bookmarkStart":
                self.found.highest_bookmark = max(self.found.highest_bookmark, _number(attributes.get(f"{_W} id")))
            case _:
                pass

    def _start_section(self, local: str, attributes: dict[str, str], at: int) -> None:
        if local == "sectPr":
            self._in_section += 1
            # One in another is what it was before a change that somebody has tracked.
            if self._in_section == 1:
                self.found.sections.append(Section(at))
        elif self._in_section == 1:
            section = self.found.sections[-1]
            given = {name.rpartition(" ")[2]: _twips(value) for name, value in attributes.items()}
            if local == "pgSz":
                section.page = given.get("w", 0), given.get("h", 0)
            elif local == "pgMar":
                top, right, bottom, left = (given.get(side, 0) for side in ("top", "right", "bottom", "left"))
                section.margins = top, right, bottom, left + given.get("gutter", 0)
            else:
                section.columns, section.between = given.get("num", 1) or 1, given.get("space", 0)

    def _start_run(self, local: str) -> None:
        if local == "drawing" and self._paragraphs:
            self._paragraphs[-1].has_drawing = True
        self._in_text, self._in_run = self._in_text or local == "t", self._in_run or local == "r"
        self._in_deleted += local == "del"

    def _start_placed(self, local: str, attributes: dict[str, str], at: int) -> None:
        if local in ("inline", "anchor"):
            self._drawing = Drawing((0, 0), "", "")
        elif local == "extent" and self._drawing is not None:
            self._drawing.size = int(attributes.get("cx", "0")), int(attributes.get("cy", "0"))
        elif local == "docPr" and self._drawing is not None:
            self._drawing.tag = self._tag(at)
            self._drawing.name = attributes.get("name", "")
            self._drawing.description = attributes.get("descr", "")
            self.found.highest_drawing = max(self.found.highest_drawing, _number(attributes.get("id")))

    def _end(self, name: str) -> None:
        start = self._starts.pop()
        end = self._tag(self._parser.CurrentByteIndex)[1]
        uri, _, local = name.rpartition(" ")
        if uri == _WP and local in ("inline", "anchor") and self._drawing is not None:
            self.found.drawings.append(self._drawing)
            self._drawing = None
        if uri == _W:
            self._end_word(local, (start, end))

    def _end_word(self, local: str, span: Span) -> None:
        match local:
            case "tbl":
                self._tables.pop().span = span
            case "tblPr" if self._tables and self._tables[-1].properties == (0, 0):
                self._tables[-1].properties = span
            case "tblGrid" if self._tables and self._tables[-1].grid == (0, 0):
                self._tables[-1].grid = span
            case "pPr" if self._paragraphs and self._paragraphs[-1].properties == (0, 0):
                self._paragraphs[-1].properties = span
            case "rPr" if self._tables and self._paragraphs:
                self._keep_run(span)
            case "sectPr":
                self._in_section -= 1
            case "p":
                self._end_paragraph(span)
            case "t":
                self._in_text = False
            case "r":
                self._in_run = False
            case "del":
                self._in_deleted -= 1
            case _:
                pass

    def _keep_run(self, span: Span) -> None:
        """The format of the first run of the first cell of a row; that of the mark of a paragraph is none."""
        table = self._tables[-1]
        if self._in_run and table.rows and len(table.rows[-1]) == 1 and len(table.runs) == len(table.rows) - 1:
            table.runs.append(span)

    def _end_paragraph(self, span: Span) -> None:
        paragraph = self._paragraphs.pop()
        paragraph.span = span
        if self._tables:
            table = self._tables[-1]
            if table.rows and len(table.rows[-1]) == 1 and len(table.formats) == len(table.rows) - 1:
                table.formats.append(paragraph.properties)
        elif paragraph.text.strip().lower().startswith(PREFIX) and not paragraph.has_drawing:
            self.found.paragraphs.append(paragraph)

    def _characters(self, data: str) -> None:
        if not self._in_text or self._in_deleted:
            return
        if self._paragraphs:
            self._paragraphs[-1].text += data
        if self._tables and self._tables[-1].rows and self._tables[-1].rows[-1]:
            self._tables[-1].rows[-1][-1] += data

    def _tag(self, at: int) -> Span:
        """The tag that begins at a byte; a value in quotes may contain its end."""
        end, quote = at + 1, 0
        while True:
            byte = self.part[end]
            if quote:
                quote = 0 if byte == quote else quote
            elif byte in b"\"'":
                quote = byte
            elif byte == ord(">"):
                return at, end + 1
            end += 1


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdigit() else 0


def _twips(text: str) -> int:
    try:
        return int(float(text))
    except ValueError:
        return 0

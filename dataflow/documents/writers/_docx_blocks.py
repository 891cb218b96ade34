"""Blocks as Word has them: paragraphs, lists, tables with repeated headings, and pictures with captions."""

import io
from collections.abc import Mapping
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from dataflow.documents.drawing import Drawn
from dataflow.documents.model import Bullets, Column, Figure, Heading, Line, Paragraph, Row, Run, Table
from dataflow.documents.widths import breaks_words, fitted, in_smaller_type
from dataflow.documents.words import FIGURE, TABLE
from dataflow.documents.writers._docx_parts import (
    Bookmarks,
    Lists,
    bookmark_name,
    element,
    external_link,
    field,
    internal_link,
    run_of,
)
from dataflow.documents.writers._docx_room import TWIPS
from dataflow.documents.writers._docx_styles import ACCENT, LEAD, NOTE, TABLE_TEXT, StyleIds

_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
ABOVE_SECTION = Mm(7)
_ROLES = {"text": None, "lead": LEAD, "note": NOTE}


class Blocks:
    """Writes blocks at the end of a document."""

    def __init__(self, document: Any, styles: StyleIds, language: str, numbers: Mapping[str, int]) -> None:
        self.document = document
        self.language = language
        self.numbers = numbers
        self.bookmarks = Bookmarks(document.element.body)
        self.lists = Lists(document)
        self.styles = styles

    def add(self, style: str | None) -> Any:
        """An empty paragraph at the end, in a style of the report or as ordinary text."""
        paragraph = self.document.add_paragraph()
        if style is not None:
            paragraph._p.get_or_add_pPr().get_or_add_pStyle().set(qn("w:val"), self.styles.paragraphs[style])
        return paragraph

    def heading(self, block: Heading, follows: bool) -> None:
        """A heading with its bookmark; that of a section has space above it where it follows other text."""
        paragraph = self.add(f"Heading {min(block.level, 3)}")
        paragraph._p.append(run_of(block.text))
        paragraph.paragraph_format.keep_with_next = True
        if follows and block.level == 1:
            paragraph.paragraph_format.space_before = ABOVE_SECTION
        self.bookmarks.around(paragraph._p, block.anchor)

    def paragraph(self, block: Paragraph, keeps_next: bool = False) -> None:
        """A paragraph, on the page of what follows where it introduces that."""
        paragraph = self.add(_ROLES[block.role])
        if keeps_next:
            paragraph.paragraph_format.keep_with_next = True
        self._fill(paragraph._p, block.runs)

    def bullets(self, block: Bullets) -> None:
        """A list."""
        style = "List Number" if block.ordered else "List Bullet"
        number = self.lists.begin(block.ordered)
        for item in block.items:
            paragraph = self.add(style)
            if block.keeps_next:
                paragraph.paragraph_format.keep_with_next = True
            self.lists.put(paragraph, number)
            self._fill(paragraph._p, item)

    def figure(self, block: Figure, drawn: Drawn, scale: float) -> None:
        """A picture with its caption below it."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.line_spacing = 1.0
        picture = paragraph.add_run().add_picture(io.BytesIO(drawn.png), width=Mm(drawn.width * scale))
        number = self.numbers[block.anchor]
        properties = picture._inline.docPr
        properties.set("name", f"{FIGURE.in_language(self.language)} {number}")
        properties.set("descr", block.alternative)
        self._add_svg(picture._inline, drawn.svg)
        self._caption(FIGURE.in_language(self.language), block.anchor, block.caption, keeps_next=False)

    def table(self, block: Table, width: float) -> None:
        """A table of a width in millimetres, its caption above it."""
        if block.caption:
            self._caption(TABLE.in_language(self.language), block.anchor, block.caption, keeps_next=True)
        room = round(width * TWIPS)
        type_ = 0
        if breaks_words(block, room):
            widths, type_ = in_smaller_type(block, room)
        else:
            widths = fitted(block, room)
        table = element("tbl")
        table.append(self._table_properties(block, sum(widths)))
        grid = element("tblGrid")
        for each in widths:
            grid.append(element("gridCol", w=each))
        table.append(grid)
        heads = Row(tuple((Run(column.title, strong=True),) for column in block.columns))
        table.append(self._row(heads, block.columns, widths, is_head=True, keeps_next=True))
        last = len(block.rows) - 1
        for place, row in enumerate(block.rows):
            # The first rows stay with the heading, and the last one is not alone on a page.
            keeps = place == 0 < last or (place == last - 1 and last > 1)
            table.append(self._row(row, block.columns, widths, is_head=False, keeps_next=keeps))
        if type_:
            _set_type(table, type_)
        self.document.element.body.insert_element_before(table, "w:sectPr")
        self.space()

    def space(self) -> None:
        """A small empty paragraph: Word joins two tables without one between them."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Mm(0)
        paragraph.paragraph_format.line_spacing = Mm(1.5)

    def _table_properties(self, block: Table, width: int) -> Any:
        properties = element("tblPr")
        properties.append(element("tblStyle", val=self.styles.table))
        properties.append(element("tblW", w=width, type="dxa"))
        properties.append(element("tblLayout", type="fixed"))
        margins = element("tblCellMar")
        for side, wide in (("left", 40), ("right", 90)):
            margins.append(element(side, w=wide, type="dxa"))
        properties.append(margins)
        properties.append(element("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0))
        if block.caption:
            properties.append(element("tblCaption", val=block.caption))
        return properties

    def _row(self, row: Row, columns: tuple[Column, ...], widths: list[int], is_head: bool, keeps_next: bool) -> Any:
        made = element("tr")
        properties = element("trPr")
        properties.append(element("cantSplit"))
        if is_head:
            properties.append(element("tblHeader"))
        made.append(properties)
        for place, (cell, column, width) in enumerate(zip(row.cells, columns, widths, strict=True)):
            own = element("tc")
            cell_properties = element("tcPr")
            cell_properties.append(element("tcW", w=width, type="dxa"))
            own.append(cell_properties)
            paragraph = element("p")
            format_ = element("pPr")
            format_.append(element("pStyle", val=self.styles.paragraphs[TABLE_TEXT]))
            if keeps_next:
                format_.append(element("keepNext"))
            if column.figures:
                format_.append(element("jc", val="right"))
            paragraph.append(format_)
            self._fill(paragraph, cell)
            if place == 0 and row.anchor:
                self.bookmarks.around(paragraph, row.anchor)
            own.append(paragraph)
            made.append(own)
        return made

    def _caption(self, name: str, anchor: str, caption: str, keeps_next: bool) -> None:
        paragraph = self.add("Caption")
        paragraph.paragraph_format.keep_with_next = keeps_next
        own = paragraph._p
        own.append(run_of(f"{name} "))
        for run in field(f"SEQ {name} \\* ARABIC", str(self.numbers[anchor])):
            own.append(run)
        self.bookmarks.around(own, anchor)
        own.append(run_of(f". {caption}"))

    def _fill(self, paragraph: Any, line: Line) -> None:
        for run in line:
            if run.is_reference:
                instruction = f"REF {bookmark_name(run.target[1:])} \\h"
                for part in field(instruction, run.text):
                    paragraph.append(part)
            elif run.target.startswith("#"):
                paragraph.append(internal_link(run.target[1:], run_of(run.text, run.strong, color=ACCENT)))
            elif run.target.lower().startswith(("http://", "https://")):
                shown = run_of(run.text, run.strong, style=self.styles.hyperlink, color=ACCENT)
                paragraph.append(external_link(self.document, run.target, shown))
            else:
                paragraph.append(run_of(run.text, run.strong))

    def _add_svg(self, inline: Any, svg: bytes) -> None:
        """Puts the SVG beside the PNG: programs that can show it prefer it."""
        package = self.document.part.package
        # A template that is a report has drawings of its own.
        part = Part(package.next_partname("/word/media/drawing%d.svg"), "image/svg+xml", svg, package)
        relation = self.document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        blip = next(inline.iter(qn("a:blip")))
        extensions = OxmlElement("a:extLst")
        extension = OxmlElement("a:ext")
        extension.set("uri", _SVG_EXTENSION)
        shown = parse_xml(
            f'<asvg:svgBlip xmlns:asvg="{_SVG}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
            f'relationships" r:embed="{relation}"/>'
        )
        extension.append(shown)
        extensions.append(extension)
        blip.append(extensions)


def _set_type(table: Any, half_points: int) -> None:
    """Gives all text of a table a type of its own."""
    for run in table.iter(qn("w:r")):
        run.get_or_add_rPr()._add_sz().set(qn("w:val"), str(half_points))

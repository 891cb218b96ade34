"""The XML of what is written into a Word document: tables, pictures, relationships and types of content."""

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from dataflow.base.escaping import one_line
from dataflow.documents.embeds.word_scan import WordTable
from dataflow.documents.model import Table, plain
from dataflow.documents.widths import fitted, widths_of

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_DECLARE = f'xmlns:w="{_W}"'
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
EMU = 36_000
"""In a millimetre."""
_TEXT_WIDTH = 9070
"""The width of a new table in twentieths of a point: 16 cm."""
_SMALLER = 8 / 9
"""The type of a new table, to that of a report: the typeface is that of the document, and may be a wide one."""
_TYPES = {"png": "image/png", "svg": "image/svg+xml"}


def cells_of(table: Table) -> list[list[str]]:
    """The text of all cells, the headings first."""
    heads = [one_line(column.title) for column in table.columns]
    return [heads, *([one_line(plain(cell)) for cell in row.cells] for row in table.rows)]


def in_text(cells: Sequence[Sequence[str]]) -> str:
    """The text of a table, from which its hash is made."""
    return "\n".join("\t".join(row) for row in cells)


def table_xml(table: Table, description: str, old: WordTable | None, part: bytes) -> bytes:
    """A table in the format of the one that stood there, or in a plain one."""
    cells = cells_of(table)
    widths = _widths(table, old)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    grid = f"<w:tblGrid>{columns}</w:tblGrid>".encode()
    if old is not None and old.widths == widths and old.grid != (0, 0):
        grid = part[slice(*old.grid)]
    rows = b"".join(
        _row(row, widths, [column.figures for column in table.columns], number == 0, _formats(old, number, part))
        for number, row in enumerate(cells)
    )
    return (
        (f"<w:tbl {_DECLARE}>").encode()
        + _properties(description, old, part, sum(widths))
        + grid
        + rows
        + b"</w:tbl>"
    )


def _widths(table: Table, old: WordTable | None) -> list[int]:
    """As in the old table where it has as many columns; wider where a word would be broken."""
    room = (sum(old.widths) if old is not None else 0) or _TEXT_WIDTH
    if old is not None and len(old.widths) == len(table.columns) and all(old.widths):
        return widths_of(table, room, old.widths)
    return [round(_SMALLER * width) for width in fitted(table, round(room / _SMALLER))]


def _formats(old: WordTable | None, number: int, part: bytes) -> tuple[bytes, bytes] | None:
    """The formats of paragraphs and runs in a row: those of the heading, or of the first row below it."""
    if old is None or not old.formats:
        return None
    place = min(number, 1, len(old.formats) - 1)
    run = part[slice(*old.runs[place])] if place < len(old.runs) else b""
    return part[slice(*old.formats[place])], run


def _properties(description: str, old: WordTable | None, part: bytes, width: int) -> bytes:
    mark = f"<w:tblDescription w:val={quoteattr(description)}/>".encode()
    if old is None or old.properties == (0, 0):
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        margins = '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
        # Of a fixed width: LibreOffice gives columns of an automatic width what they need, or less.
        size = f'<w:tblW w:w="{width}" w:type="dxa"/>'
        look = (
            f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>{margins}<w:tblLook w:val="0020"/>'
        )
        return b"<w:tblPr>" + (size + look).encode() + mark + b"</w:tblPr>"
    begin, end = old.properties
    if old.mark == (0, 0):
        return part[begin : end - len(b"</w:tblPr>")] + mark + b"</w:tblPr>"
    return (
        part[begin : old.mark[0]] + _with_value(part[slice(*old.mark)], "val", description) + part[old.mark[1] : end]
    )


def _row(
    cells: Sequence[str],
    widths: Sequence[int],
    figures: Sequence[bool],
    is_head: bool,
    formats: tuple[bytes, bytes] | None,
) -> bytes:
    head = "<w:tblHeader/>" if is_head else ""
    made = [f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>".encode()]
    for text, width, is_figure in zip(cells, widths, figures, strict=True):
        paragraph, run = formats or _plain_formats(is_head, is_figure)
        made += [
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p>'.encode(),
            paragraph,
            b"<w:r>",
            run,
            f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:tc>'.encode(),
        ]
    return b"".join(made) + b"</w:tr>"


def _plain_formats(is_head: bool, is_figure: bool) -> tuple[bytes, bytes]:
    keep, side = ("<w:keepNext/>" if is_head else ""), ('<w:jc w:val="right"/>' if is_figure else "")
    paragraph = f'<w:pPr>{keep}<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>{side}</w:pPr>'
    run = f'<w:rPr>{"<w:b/>" if is_head else ""}<w:sz w:val="16"/></w:rPr>'
    return paragraph.encode(), run.encode()


def picture_xml(number: int, name: str, description: str, size: tuple[int, int], png: str, svg: str) -> bytes:
    """A run with a picture in the line of text; ``png`` and ``svg`` are the ids of the relationships."""
    extension = (
        '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip'
        f' xmlns:asvg="{_SVG}" r:embed="{svg}"/></a:ext></a:extLst>'
    )
    width, height = size
    return (
        f'<w:r {_NAMESPACES}><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name={quoteattr(name)}'
        f" descr={attribute(description)}/>"
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name={quoteattr(name)}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{png}">{extension}</a:blip>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    ).encode()


def attribute(value: str) -> str:
    """A value in quotes; the ends of its lines stay."""
    return quoteattr(value, {"\n": "&#10;"})


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """A start tag with another value of an attribute that it has."""
    pattern = re.compile(rb"(\s" + re.escape(name.encode()) + rb"\s*=\s*)(\"[^\"]*\"|'[^']*')")
    return pattern.sub(lambda found: found[1] + attribute(value).encode(), tag, count=1)


def _with_value(tag: bytes, local: str, value: str) -> bytes:
    """As ``with_attribute``, for an attribute with whatever prefix."""
    pattern = re.compile(rb"(\s[\w.-]+:" + local.encode() + rb"\s*=\s*)(\"[^\"]*\"|'[^']*')")
    return pattern.sub(lambda found: found[1] + attribute(value).encode(), tag, count=1)


def with_embed(tag: bytes, relation: str) -> bytes:
    """The tag of a picture's file with another relationship."""
    return _with_value(tag, "embed", relation)


def with_relation(relations: bytes, identifier: str, target: str) -> bytes:
    """The relationships of a part with one more, to a picture."""
    added = f'<Relationship Id="{identifier}" Type="{IMAGE}" Target="{target}"/>'.encode()
    place = relations.rfind(b"</")
    if place < 0:  # an empty element
        place = relations.rfind(b"/>")
        return relations[:place] + b">" + added + b"</Relationships>"
    return relations[:place] + added + relations[place:]


def with_type(types: bytes, ending: str) -> bytes:
    """The types of content with that of pictures of an ending."""
    if re.search(rb'Extension\s*=\s*"' + ending.encode() + rb'"', types, re.IGNORECASE):
        return types
    place = types.index(b">", types.index(b"<Types")) + 1
    added = f'<Default Extension="{ending}" ContentType="{_TYPES[ending]}"/>'.encode()
    return types[:place] + added + types[place:]

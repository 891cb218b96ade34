"""Markdown that reads well on a forge and in Quarto, with pictures in a folder beside it."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

from dataflow.base.escaping import guarded
from dataflow.documents import Styling, Writer, Written
from dataflow.documents.drawing import svg_of
from dataflow.documents.model import Block, Bullets, Document, Figure, Heading, Line, Paragraph, Run, Table
from dataflow.documents.words import FIGURE, TABLE, byline
from dataflow.reports._markdown import plain

_MARK = re.compile(rb"\n<!-- dataflow report ([0-9a-f]{16}) -->\n\Z")
_LISTING = re.compile(r"^(\d{0,9})([.)+-])(?=\s)")
_HTTP = re.compile(r"https?://", re.IGNORECASE)


def write(document: Document, styling: Styling) -> Written:
    """The text, and an SVG file for each figure."""
    folder = f"{styling.name}-pictures"
    beside = {
        f"{folder}/{figure.anchor.removeprefix('figure-')}.svg": svg_of(
            figure.picture, document.language, styling.theme
        )
        for figure in document.figures
    }
    text = guarded("markdown", "\n\n".join(_parts(document, folder)) + "\n")
    body = text.encode()
    return Written(body + f"\n<!-- dataflow report {_hash(body)} -->\n".encode(), beside)


def is_own(content: bytes) -> bool:
    """Whether the text ends with the hash of what stands before it."""
    mark = _MARK.search(content)
    return mark is not None and mark[1].decode() == _hash(content[: mark.start()])


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:16]


def _parts(document: Document, folder: str) -> Iterator[str]:
    yield f"# {plain(document.title)}"
    said = byline(document)
    if said:
        yield begun(plain(said))
    for block in document.blocks:
        number = document.numbers.get(block.anchor) if isinstance(block, Figure | Table) else None
        yield _block(block, number, document.language, folder)


def _block(block: Block, number: int | None, language: str, folder: str) -> str:
    match block:
        case Heading(level, text, anchor):
            return f'<a id="{anchor}"></a>\n\n{"#" * (level + 1)} {plain(text)}'
        case Paragraph(runs, role):
            text = line_text(runs)
            return f"*{text}*" if role == "note" and text and "*" not in text else begun(text)
        case Bullets(items, ordered):
            marks = (f"{place}." if ordered else "-" for place in range(1, len(items) + 1))
            return "\n".join(f"{mark} {line_text(item)}" for mark, item in zip(marks, items, strict=True))
        case Table():
            caption = f"**{TABLE.in_language(language)} {number}.** {plain(block.caption)}\n\n" if number else ""
            return f'<a id="{block.anchor}"></a>\n\n{caption}{table_text(block)}'
        case Figure():
            name = f"{folder}/{block.anchor.removeprefix('figure-')}.svg"
            caption = f"**{FIGURE.in_language(language)} {number}.** {plain(block.caption)}"
            return f'<a id="{block.anchor}"></a>\n\n![{plain(block.alternative)}]({name})\n\n{caption}'


def begun(text: str) -> str:
    """A text that begins a line, where ``1.`` or a dash would begin a list."""
    return _LISTING.sub(r"\1\\\2", text)


def bare_text(document: Document) -> str:
    """The tables alone, with the headings of parts: for documents of others, into which they are put."""
    parts: list[str] = []
    for block in document.blocks:
        if isinstance(block, Heading) and block.level > 1:
            parts.append(f"**{plain(block.text)}**")
        elif isinstance(block, Table):
            parts.append(table_text(replace(block, rows=tuple(replace(row, anchor="") for row in block.rows))))
        elif isinstance(block, Paragraph):
            parts.append(begun(line_text(block.runs)))
    return "\n\n".join(parts) + "\n"


def table_text(table: Table) -> str:
    """A table, its rows with their anchors."""
    rules = ["---:" if column.figures else "---" for column in table.columns]
    lines = [[plain(column.title) or " " for column in table.columns], rules]
    for row in table.rows:
        cells = [line_text(cell) for cell in row.cells]
        cells[0] = (f'<a id="{row.anchor}"></a>' if row.anchor else "") + cells[0]
        lines.append(cells)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def line_text(line: Line) -> str:
    """A line with its links; a web address is one only where it is http or https."""
    return "".join(map(_run, line))


def _run(run: Run) -> str:
    text = plain(run.text)
    # A blank at the end of a run stays, which escaping takes away.
    before = " " if run.text[:1] == " " else ""
    after = " " if run.text[-1:] == " " and run.text.strip() else ""
    if run.strong and text:
        text = f"**{text}**"
    if run.target.startswith("#") or _HTTP.match(run.target):
        text = f"[{text}](<{run.target.replace('<', '%3C').replace('>', '%3E')}>)"
    return f"{before}{text}{after}"


WRITER = Writer(write, is_own)

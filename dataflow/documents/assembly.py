"""Sections put together to a document, without links that lead nowhere, empty tables and empty columns."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from dataflow.base.text import Text
from dataflow.base.visible import visible
from dataflow.documents import Analysed, Order, Section
from dataflow.documents.model import (
    Block,
    Bullets,
    Document,
    Heading,
    Line,
    Paragraph,
    Row,
    Run,
    Table,
    line,
    plain,
)
from dataflow.documents.terms import title_of
from dataflow.documents.words import FIGURE, TABLE
from dataflow.wording.numbers import NO_FIGURE

_SUBJECT = Text(
    en="Who records, needs and shares which data, and which needs are not met",
    da="Hvem der registrerer, har brug for og deler hvilke data, og hvilke behov der ikke er opfyldt",
)


def assembled(source: Analysed, order: Order, sections: Mapping[str, Section], are_named: bool) -> Document:
    """The document of some sections by their names, in their order.

    Sections of which the map says nothing are left out, unless they are named by the reader.
    """
    blocks = list(_blocks(source, order, sections, are_named))
    document = Document(
        title=visible(order.title or title_of(source, order.language)),
        language=order.language,
        blocks=tuple(blocks),
        subject=_SUBJECT.in_language(order.language),
        author=visible(order.author or ""),
        date=source.needs.map_as_of.as_of or "",
        version=order.version,
        explorer=partial(source.picture, "explorer"),
    )
    return tied(document)


def tied(document: Document) -> Document:
    """The document without links that lead nowhere in it; references get the number of their figure or table."""
    ends = _Ends(document)
    return replace(document, blocks=tuple(_tied(block, ends) for block in document.blocks))


def _blocks(source: Analysed, order: Order, sections: Mapping[str, Section], are_named: bool) -> Iterator[Block]:
    for name, section in sections.items():
        written = section.write(source, order)
        blocks = [_without_empty_columns(each) for each in written if not isinstance(each, Table) or each.rows]
        if not blocks and are_named and section.nothing is not None:
            blocks = [Paragraph(line(section.nothing.in_language(order.language)))]
        if blocks:
            yield Heading(1, section.title.in_language(order.language), name)
            yield from blocks


def _without_empty_columns(block: Block) -> Block:
    """A table without the columns that have nothing in any row; its first column stays."""
    if not isinstance(block, Table):
        return block
    kept = [
        place
        for place in range(len(block.columns))
        if not place or any(_says(row.cells[place]) for row in block.rows)
    ]
    return block.keeping(kept)


def _says(cell: Line) -> bool:
    return plain(cell) not in ("", NO_FIGURE)


class _Ends:
    """Where links lead in a document."""

    def __init__(self, document: Document) -> None:
        self._anchors = frozenset(document.anchors)
        kinds = ((FIGURE, document.figures), (TABLE, document.tables))
        self._names = {
            block.anchor: f"{kind.in_language(document.language)} {document.numbers[block.anchor]}"
            for kind, blocks in kinds
            for block in blocks
            if block.anchor in document.numbers
        }

    def tied(self, run: Run) -> Run:
        """The run without its link, where that leads to a section that is left out; a reference with its text."""
        if run.is_reference:
            return replace(run, text=self._names[run.target[1:]])
        return replace(run, target="") if run.target[:1] == "#" and run.target[1:] not in self._anchors else run


def _tied(block: Block, ends: _Ends) -> Block:
    def tied(line: Line) -> Line:
        return tuple(map(ends.tied, line))

    def tied_all(lines: Iterable[Line]) -> tuple[Line, ...]:
        return tuple(map(tied, lines))

    match block:
        case Paragraph():
            return replace(block, runs=tied(block.runs))
        case Bullets():
            return replace(block, items=tied_all(block.items))
        case Table():
            rows = tuple(Row(tied_all(row.cells), row.anchor, row.explore) for row in block.rows)
            return replace(block, rows=rows)
        case _:
            return block

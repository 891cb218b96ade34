"""A document before it is written: headings, paragraphs, lists, tables and figures, in one language."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dataflow.base.picture import Picture


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style. ``target`` is where it leads: ``#`` and an anchor, or a web address.

    Where ``is_reference``, the name and number of the figure or table there stand for the text.
    """

    text: str
    strong: bool = False
    target: str = ""
    is_reference: bool = False


Line = tuple[Run, ...]


def line(*parts: str | Run | Line) -> Line:
    """Strings, runs and lines as one line."""
    runs: list[Run] = []
    for part in parts:
        if isinstance(part, str):
            runs += [Run(part)] if part else []
        elif isinstance(part, Run):
            runs.append(part)
        else:
            runs += part
    return tuple(runs)


def joined(parts: Iterable[Line], between: str = ", ") -> Line:
    """Lines after one another with text between them."""
    found: list[Run] = []
    for part in parts:
        found += [Run(between), *part] if found else part
    return tuple(found)


def plain(parts: Line) -> str:
    """The text of a line."""
    return "".join(run.text for run in parts)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is that of a section. ``explore`` is the place in the explorer that shows the same."""

    level: int
    text: str
    anchor: str
    explore: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``role`` is ``text``, ``lead`` (large) or ``note`` (small).

    One that ``keeps_next`` stands on the page of the block after it.
    """

    runs: Line
    role: str = "text"
    keeps_next: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; numbered where ``ordered``. One that ``keeps_next`` stands on the page of the block after it."""

    items: tuple[Line, ...]
    ordered: bool = False
    keeps_next: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: heading, share of the width, and whether it holds figures."""

    title: str
    width: float = 1.0
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    ``anchor`` is the id that links in the document point to; ``explore`` the same thing's address in the explorer.
    """

    cells: tuple[Line, ...]
    anchor: str = ""
    explore: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; with a caption it is numbered. ``wide`` ones may need a page on its side."""

    anchor: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    wide: bool = False

    def without(self, heads: Container[str]) -> "Table":
        """The table without the columns of these headings."""
        return self.keeping([place for place, column in enumerate(self.columns) if column.title not in heads])

    def keeping(self, places: Sequence[int]) -> "Table":
        """The table with the columns at these places alone."""
        rows = tuple(replace(row, cells=tuple(row.cells[place] for place in places)) for row in self.rows)
        return replace(self, columns=tuple(self.columns[place] for place in places), rows=rows)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with a numbered caption, and in words what it shows (``alternative``)."""

    anchor: str
    caption: str
    picture: Picture
    alternative: str
    wide: bool = False


Block = Heading | Paragraph | Bullets | Table | Figure


@dataclass(frozen=True)
class Document:
    """A whole document. ``explorer`` gives the picture of all pictures, for formats that can contain it.

    ``subject`` is one sentence on what it is about, ``date`` that of the map, as year-month-day or empty.
    """

    title: str
    language: str
    blocks: tuple[Block, ...]
    subject: str = ""
    author: str = ""
    date: str = ""
    version: str = ""
    explorer: Callable[[], Picture] | None = None

    @property
    def has_contents(self) -> bool:
        """Whether it has several sections, so that a list of them helps."""
        return sum(isinstance(block, Heading) and block.level == 1 for block in self.blocks) > 1

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures in their order."""
        return tuple(block for block in self.blocks if isinstance(block, Figure))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in their order."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def numbers(self) -> Mapping[str, int]:
        """The numbers of figures and of tables with a caption, by anchor."""
        captioned = (table for table in self.tables if table.caption)
        figures = {figure.anchor: number for number, figure in enumerate(self.figures, start=1)}
        return figures | {table.anchor: number for number, table in enumerate(captioned, start=1)}

    @property
    def anchors(self) -> Iterator[str]:
        """All places that links lead to, in their order."""
        for block in self.blocks:
            if isinstance(block, Heading | Table | Figure):
                yield block.anchor
            if isinstance(block, Table):
                yield from (row.anchor for row in block.rows if row.anchor)

    @property
    def lines(self) -> Iterator[Line]:
        """All text with links, in its order."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block.runs
            elif isinstance(block, Bullets):
                yield from block.items
            elif isinstance(block, Table):
                yield from (cell for row in block.rows for cell in row.cells)


def table_of(anchor: str, caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """A table of plain text; all columns but the first hold figures."""
    columns = tuple(Column(head, 1.0 if index else 3.0, index > 0) for index, head in enumerate(heads))
    return Table(anchor, caption, columns, tuple(Row(tuple(line(cell) for cell in row)) for row in rows))

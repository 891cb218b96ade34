"""Tables as pictures: rows, columns and cells, in roles and bilingual words."""

from dataclasses import dataclass

from dataflow.base.picture import Part, Picture, Words


@dataclass(frozen=True, slots=True)
class Block:
    """A group of rows or of columns; ``about`` as in ``Part``."""

    id: str
    label: Words
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slice:
    """The number of items of a summary with a role."""

    role: str
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row, in a block or none (``""``); below the label as many of the ``names`` are shown as fit."""

    id: str
    block: str
    label: Words
    names: tuple[Words, ...] = ()
    summary: tuple[Slice, ...] = ()
    about: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """The id of its heading in a drawing."""
        return f"row-{self.id}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column, in a section or none (``""``)."""

    id: str
    section: str
    label: Words
    summary: tuple[Slice, ...] = ()
    about: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """The id of its heading in a drawing."""
        return f"column-{self.id}"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty.

    ``roles`` are shown as symbols: ``records``, ``receives``, ``derives`` or ``sends``, and the outcome of a need:
    ``met``, ``later``, ``degraded``, ``unmet`` or ``open``; ``equivalent`` where all rows of the block have the same.
    ``note`` is a number or a short word beside them. ``what`` is all that in words, ``meaning`` with the names of
    row and column.
    """

    row: str
    column: str
    roles: tuple[str, ...]
    what: Words
    meaning: Words
    note: Words | None = None
    about: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """The id of its element in a drawing: a spec's ids have no full stop."""
        return f"cell-{self.row}.{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid(Picture):
    """A table; ``head`` is the heading of the rows, ``answers`` the heading of their summaries."""

    head: Words
    answers: Words | None = None
    blocks: tuple[Block, ...] = ()
    rows: tuple[Row, ...]
    sections: tuple[Block, ...] = ()
    columns: tuple[Column, ...]
    cells: tuple[Cell, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """Sections, columns, blocks, rows, cells."""
        return (
            *(Part(f"section-{section.id}", section.about) for section in self.sections),
            *(Part(column.mark, column.about) for column in self.columns),
            *(Part(f"block-{block.id}", block.about) for block in self.blocks),
            *(Part(row.mark, row.about) for row in self.rows),
            *(Part(cell.mark, cell.about) for cell in self.cells),
        )

"""Where something stands in a file."""

from dataclasses import dataclass

from dataflow.base.quick import quickly_made


@quickly_made
@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A spot in a spec file: the file relative to the map's folder with ``/``, line and column from 1.

    ``width`` is the number of characters that a caret underlines; it does not take part in comparisons of
    meaning, only in the order of otherwise equal places.
    """

    file: str
    line: int = 1
    column: int = 1
    width: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

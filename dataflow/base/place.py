"""Where something stands in a file."""

from typing import NamedTuple


class Place(NamedTuple):
    """A spot in a spec file: the file relative to the map's folder with ``/``, line and column from 1.

    ``width`` is the number of characters that a caret underlines; it does not take part in comparisons of
    meaning, only in the order of otherwise equal places.
    """

    file: str
    line: int = 1
    column: int = 1
    width: int = 1

    def __str__(self) -> str:
        """As editors write it."""
        return f"{self.file}:{self.line}:{self.column}"

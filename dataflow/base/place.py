"""Places in spec files."""

from typing import NamedTuple


class Place(NamedTuple):
    """A place in a spec file: the file relative to the folder of the map with ``/``, line and column from 1.

    ``width`` is the number of characters that a caret underlines.
    """

    file: str
    line: int = 1
    column: int = 1
    width: int = 1

    def __str__(self) -> str:
        """The place in the notation of editors: ``gp.yaml:9:5``."""
        return f"{self.file}:{self.line}:{self.column}"

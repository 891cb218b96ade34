"""The kinds of sheets and columns in which a map is shown as tables."""

from collections.abc import Mapping
from dataclasses import dataclass

from dataflow.base.text import Label, Text
from dataflow.language.statement_specs import STATEMENTS

TEXT, CODE, WORDING, CHOICE, REF, REFS, FLAG, DAY, CITATIONS, FLOW, PHASES, NUMBER = (
    *("text", "code", "wording", "choice", "ref", "refs", "flag", "day", "citations", "flow", "phases", "number"),
)
"""The kinds of columns. ``CODE`` is text in which a lost zero changes the meaning, ``WORDING`` a column for each
language, ``FLOW`` anything else, written as in YAML without the outer brackets."""


@dataclass(frozen=True)
class Column:
    """A column: the key that it stands for, its kind, its heading, and what it means.

    ``section`` is that of a reference, ``choices`` are the words of a choice, in both languages.
    """

    key: str
    kind: str
    heading: Text
    means: Text | Label
    section: str = ""
    choices: Mapping[str, Text] | None = None
    default: str = ""
    """What a blank cell means, of a choice."""


@dataclass(frozen=True)
class Sheet:
    """A kind of row. ``identity`` are the keys by which a row is known; ``tab`` is the name in a workbook."""

    id: str
    tab: Text
    means: Text
    columns: tuple[Column, ...]
    identity: tuple[str, ...]
    upright: bool = False
    """Whether there is one row, shown as a column."""

    @property
    def states(self) -> bool:
        """Whether its rows are statements."""
        return self.id in STATEMENTS

    def column(self, key: str) -> Column:
        """The column of a key."""
        return next(column for column in self.columns if column.key == key)

"""The nodes of a YAML file: strings, lists and dictionaries with line and column.

The schema is checked against them. Nothing is converted, so every scalar keeps its position. An empty value (nothing,
``~``, ``null``) is None.
"""

from typing import Any, Self

from dataflow.base.place import Place


class Scalar(str):
    """A scalar as text. ``plain`` means written without quotes."""

    __slots__ = ("column", "line", "plain", "width")
    line: int
    column: int
    width: int
    plain: bool

    @classmethod
    def at(cls, text: str, line: int, column: int, width: int, plain: bool) -> Self:
        """A scalar at a position."""
        word = cls(text)
        word.line, word.column, word.width, word.plain = line, column, width, plain
        return word

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Any scalar; its format is checked by the annotations of ``schema.py``."""
        from pydantic_core import core_schema

        return core_schema.is_instance_schema(cls)


NOT_WRITTEN = Scalar.at("", 0, 0, 0, True)
"""Stands for a required value that is missing, which has a finding: so the rest of the mapping is looked at too."""


NOT_WRITTEN = Scalar.at("", 0, 0, 0, True)
"""Stands for a required value that is missing, and has its finding, so that the rest of the mapping is looked at."""


class SequenceNode(list[Any]):
    """A sequence."""

    __slots__ = ("column", "line")
    line: int
    column: int
    width = 1


class MappingNode(dict[str, Any]):
    """A mapping in the order written. Its keys are scalars, so they have places too.

    ``cut`` means that something in it was not valid and has been removed.
    """

    __slots__ = ("column", "cut", "line")
    line: int
    column: int
    cut: bool
    width = 1

    def __init__(self) -> None:
        super().__init__()
        self.cut = False

    @classmethod
    def at(cls, line: int, column: int) -> Self:
        """An empty mapping that begins at a position."""
        pairs = cls()
        pairs.line, pairs.column = line, column
        return pairs

    def key(self, name: str) -> Scalar:
        """The key of that name, as a scalar."""
        return next(key for key in self if key == name and isinstance(key, Scalar))


Node = Scalar | SequenceNode | MappingNode


def place_of(file: str, node: Node) -> Place:
    """The place where a node begins."""
    return Place(file, node.line, node.column, node.width)

"""The nodes of a YAML file: plain strings, lists and dictionaries that know their place.

They are what the schema is held against, so nothing is converted on the way and every word keeps its position.
A value left open (nothing, ``~``, ``null``) is None.
"""

from typing import Any, Self

from dataflow.base.place import Place


class Scalar(str):
    """A scalar, as the text that was written. ``plain`` means without quotes."""

    __slots__ = ("column", "line", "plain", "width")
    line: int
    column: int
    width: int
    plain: bool

    @classmethod
    def at(cls, text: str, line: int, column: int, width: int, plain: bool) -> Self:
        """The word of a text at a position."""
        word = cls(text)
        word.line, word.column, word.width, word.plain = line, column, width, plain
        return word

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Any word at all; what it must look like is said by the annotations of ``schema.py``."""
        from pydantic_core import core_schema

        return core_schema.is_instance_schema(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        """Text; an editor's YAML parser may take an unquoted text for a number or a boolean, which it still is."""
        return {"type": ["string", "number", "boolean"]}


class SequenceNode(list[Any]):
    """A list."""

    __slots__ = ("column", "line")
    line: int
    column: int
    width = 1


class MappingNode(dict[str, Any]):
    """A mapping, in the order written. Its keys are the words themselves, so that they know their place.

    ``cut`` means that something in it was wrong and is left out.
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
        """The key of that name as it was written."""
        return next(key for key in self if key == name and isinstance(key, Scalar))


Node = Scalar | SequenceNode | MappingNode


def place_of(file: str, node: Node) -> Place:
    """Where a node begins."""
    return Place(file, node.line, node.column, node.width)

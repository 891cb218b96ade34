"""The ids in a spec file: where each is declared and referred to, by the schema of the language."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dataflow.base.text import Label
from dataflow.editor.positions import Positions
from dataflow.editor.shapes import FILE, Shape
from dataflow.language.nodes import MappingNode, Scalar, SequenceNode
from dataflow.language.parse import parse

_GROUP = "group:"


class Id(NamedTuple):
    """An id of a section. ``owner`` is the actor of a record system; None for all else."""

    section: str
    name: str
    owner: str | None = None


class Occurrence(NamedTuple):
    """An id at a place of a file, between two offsets of its text. ``node`` is what is declared, None if nothing is.

    ``exact`` is False where the id is written with escapes or over several lines, so that the text there is another.
    """

    id: Id
    file: str
    start: int
    end: int
    exact: bool
    declares: bool
    node: Any = None


@dataclass(frozen=True)
class ReadText:
    """The text of a file, its top-level mapping, and the ids in it; no mapping where the text could not be parsed."""

    file: str
    positions: Positions
    root: MappingNode | None
    occurrences: tuple[Occurrence, ...] = field(repr=False)

    def at(self, offset: int) -> Occurrence | None:
        """The id at an offset; one that begins there rather than one that ends there."""
        near = [each for each in self.occurrences if each.start <= offset <= each.end]
        return max(near, key=lambda each: each.start, default=None)


def read_text(file: str, data: bytes) -> ReadText:
    """The ids in the text of a file; none where it is no YAML."""
    positions = Positions(data.decode("utf-8", errors="replace"))
    root = parse(file, data).root
    if not isinstance(root, MappingNode):
        return ReadText(file, positions, None, ())
    found = {(each.start, each.id): each for each in _Walk(file, positions).below(root, FILE, ())}
    return ReadText(
        file, positions, root, tuple(sorted(found.values(), key=lambda each: (each.start, each.id.section)))
    )


def label_of(node: Any, name: str) -> Label:
    """The label or title of what is declared, as written."""
    written = (node.get("label") or node.get("title")) if isinstance(node, MappingNode) else None
    return written_label(written, name)


def written_label(written: Any, name: str) -> Label:
    """A text for people as written: one, or one for each language."""
    if isinstance(written, Scalar):
        return Label(name, (("", str(written)),))
    if isinstance(written, MappingNode):
        texts = tuple((str(key), str(text)) for key, text in written.items() if isinstance(text, Scalar))
        return Label(name, texts)
    return Label(name)


class _Walk:
    """One pass over the nodes of a file with their shapes."""

    def __init__(self, file: str, positions: Positions) -> None:
        self.file = file
        self.positions = positions

    def below(self, node: Any, shape: Shape, path: tuple[str, ...]) -> Iterator[Occurrence]:
        """The ids in a node. ``path`` has the keys that lead to it, without the numbers of items."""
        if isinstance(node, MappingNode):
            for key, value in node.items():
                assert isinstance(key, Scalar)  # noqa: S101  # the parser makes no other
                if shape.key is not None and (shape.spec is None or path):
                    yield from self._key(key, value, shape.key, path)
                yield from self.below(value, shape.below(str(key)), (*path, str(key)))
        elif isinstance(node, SequenceNode):
            for item in node:
                yield from self.below(item, shape.item or Shape(), path)
        elif isinstance(node, Scalar):
            if shape.names is not None:
                yield from self._reference(node, shape, path)
            elif shape.declares and path == ("scenario", "id"):
                yield self._occurrence(Id("scenarios", str(node)), node, declares=True)

    def _key(self, key: Scalar, value: Any, shape: Shape, path: tuple[str, ...]) -> Iterator[Occurrence]:
        if shape.declares:
            owner = path[1] if path[-1] == "systems" else None
            yield self._occurrence(Id(path[-1], str(key), owner), key, declares=True, node=value)
        elif shape.names is not None:
            yield from self._reference(key, shape, path)

    def _reference(self, word: Scalar, shape: Shape, path: tuple[str, ...]) -> Iterator[Occurrence]:
        assert shape.names is not None  # noqa: S101  # checked by the callers
        name, section = str(word), shape.names.section
        if _GROUP in shape.names.words and name.startswith(_GROUP):
            yield self._occurrence(Id("groups", name[len(_GROUP) :]), word, skipped=len(_GROUP))
        elif name not in shape.names.words and not (word.plain and name in shape.words):
            owner = path[1] if section == "systems" and len(path) > 1 else None
            yield self._occurrence(Id(section, name, owner), word)

    def _occurrence(
        self, id_: Id, word: Scalar, skipped: int = 0, declares: bool = False, node: Any = None
    ) -> Occurrence:
        start, end = self.positions.span_of(word)
        start += skipped
        exact = self.positions.text[start:end] == id_.name
        return Occurrence(id_, self.file, start, end, exact, declares, node)

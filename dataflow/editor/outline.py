"""The outline of a file: its sections, and what each declares."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from dataflow.editor.known import Known
from dataflow.editor.occurrences import ReadText, label_of
from dataflow.language.nodes import MappingNode, Scalar, SequenceNode
from dataflow.language.statement_specs import STATEMENTS


class Symbol(NamedTuple):
    """A part of a file: its name, what is shown behind it, where it begins and ends, and the parts in it.

    ``named`` are the offsets of its key.
    """

    name: str
    detail: str
    start: int
    end: int
    named: tuple[int, int]
    parts: "tuple[Symbol, ...]" = ()


def outline(known: Known, read: ReadText) -> tuple[Symbol, ...]:
    """The sections of a file, the ids in each, and the lists of statements of each actor."""
    return () if read.root is None else tuple(_parts(known, read, read.root, len(read.positions.text), 0))


def _parts(known: Known, read: ReadText, pairs: MappingNode, end: int, depth: int) -> Iterator[Symbol]:
    keys = [key for key in pairs if isinstance(key, Scalar)]
    spans = [read.positions.span_of(key) for key in keys]
    for number, (key, named) in enumerate(zip(keys, spans, strict=True)):
        stop = spans[number + 1][0] if number + 1 < len(spans) else end
        start, last = named[0], max(named[0] + len(read.positions.text[named[0] : stop].rstrip()), named[1])
        value: Any = pairs[key]
        below = isinstance(value, MappingNode) and (depth == 0 or (depth == 1 and _has_statements(value)))
        parts = tuple(_parts(known, read, value, last, depth + 1)) if below else ()
        if depth < 2 or str(key) in STATEMENTS:  # sections, and what they declare
            yield Symbol(str(key), _detail(known, key, value, depth), start, last, named, parts)


def _has_statements(value: MappingNode) -> bool:
    return any(kind in value for kind in STATEMENTS)


def _detail(known: Known, key: Scalar, value: Any, depth: int) -> str:
    if isinstance(value, SequenceNode) or (depth == 0 and isinstance(value, MappingNode)):
        return str(len(value))
    label = label_of(value, "").in_language(known.language)
    return label if label != str(key) else ""

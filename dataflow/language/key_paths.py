"""The keys that lead to a place in a file, which tell two findings with the same message apart."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from dataflow.base.finding import Finding, Subject
from dataflow.language.nodes import MappingNode, Node, Scalar, SequenceNode
from dataflow.language.parse import parse


def with_keys(findings: Iterable[Finding], texts: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """The findings, those without a subject with the keys that lead to their places.

    Positions in lists are left out, so that the keys stay the same when entries are added or moved.
    """
    all_ = tuple(findings)
    files = {finding.place.file for finding in all_ if finding.subject == Subject()} & texts.keys()
    keys = {file: _keys_by_position(file, texts[file]) for file in sorted(files)}
    return tuple(
        replace(finding, keys=keys[finding.place.file].get((finding.place.line, finding.place.column), ()))
        if finding.subject == Subject() and finding.place.file in keys
        else finding
        for finding in all_
    )


def _keys_by_position(file: str, text: bytes) -> dict[tuple[int, int], tuple[str, ...]]:
    root = parse(file, text).root
    return {} if root is None else dict(_positions(root, ()))


def _positions(node: Node, keys: tuple[str, ...]) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
    yield (node.line, node.column), keys
    if isinstance(node, MappingNode):
        for key, value in node.items():
            within = (*keys, str(key))
            if isinstance(key, Scalar):
                yield (key.line, key.column), within
            if value is not None:
                yield from _positions(value, within)
    elif isinstance(node, SequenceNode):
        for value in node:
            if value is not None:
                yield from _positions(value, keys)

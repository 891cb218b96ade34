"""Where a map names an object by a word that is no id."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dataflow.base.finding import Finding
from dataflow.base.place import Place
from dataflow.language.expected import WORDED
from dataflow.language.ids import is_id
from dataflow.language.nodes import MappingNode, Scalar, SequenceNode, place_of
from dataflow.language.parse import parse
from dataflow.project import Project

_GROUP = "group:"


def mentions(project: Project, finding: Finding, word: str) -> tuple[Place, ...]:
    """Where the map names what is declared at the place of a finding by a word that is no id."""
    at = finding.place
    if is_id(word) or at not in _no_ids(at.file, project.texts[at.file]).keys.get(word, ()):
        return ()
    found = (_no_ids(file, project.texts[file]) for file in project.specs.own_texts)
    return tuple(place for each in found for place in each.all.get(word, ()) if place != _inside(at, word))


@dataclass(frozen=True)
class _NoIds:
    """The places of the words of a file that are no ids and may be meant as such: of the keys, and of all."""

    keys: Mapping[str, Sequence[Place]]
    all: Mapping[str, Sequence[Place]]


@lru_cache(maxsize=8)
def _no_ids(file: str, data: bytes) -> _NoIds:
    keys: dict[str, list[Place]] = {}
    every: dict[str, list[Place]] = {}
    for scalar, is_key in _words_of(parse(file, data).root):
        word = scalar.removeprefix(_GROUP)
        place = place_of(file, scalar)
        if is_id(word) or place.width < len(scalar):
            continue
        inside = _inside(place, scalar)
        every.setdefault(word, []).append(
            inside._replace(column=inside.column + len(scalar) - len(word), width=len(word))
        )
        if is_key:
            keys.setdefault(word, []).append(place)
    return _NoIds(keys, every)


def _inside(place: Place, word: str) -> Place:
    """The place of a word without the quotes around it."""
    return place._replace(column=place.column + (place.width - len(word)) // 2, width=len(word))


def _words_of(node: Any) -> Iterator[tuple[Scalar, bool]]:
    """The scalars of a node that are not texts for people, and whether each is a key."""
    if isinstance(node, MappingNode):
        for key, value in node.items():
            assert isinstance(key, Scalar)  # noqa: S101  # the parser makes no other
            yield key, True
            if key not in WORDED and key != "meta":
                yield from _words_of(value)
    elif isinstance(node, SequenceNode):
        for item in node:
            yield from _words_of(item)
    elif isinstance(node, Scalar):
        yield node, False

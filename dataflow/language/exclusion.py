"""Files of a folder that are no part of its map: ``map.exclude`` (``language.md``, "Files and limits")."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from dataflow.base.place import Place
from dataflow.language.nodes import place_of
from dataflow.language.read import read_file


class Pattern(NamedTuple):
    """A pattern of ``map.exclude``, as written, and its place."""

    written: str
    place: Place


def excluded(texts: Mapping[str, bytes], names: Collection[str]) -> tuple[frozenset[str], tuple[Pattern, ...]]:
    """The paths among ``names`` that patterns in the texts match, and the patterns that match none.

    A file that states patterns is itself a part of the map.
    """
    patterns = [pattern for file, text in sorted(texts.items()) for pattern in _patterns_in(file, text)]
    stating = {pattern.place.file for pattern in patterns}
    matched = {
        pattern: {name for name in names if name not in stating and _matches(pattern.written, name)}
        for pattern in patterns
    }
    unused = tuple(pattern for pattern, found in matched.items() if not found)
    return frozenset[str]().union(*matched.values()), unused


def _patterns_in(file: str, text: bytes) -> Iterator[Pattern]:
    if b"exclude" not in text:  # spares most files a second reading
        return
    spec = read_file(file, text)[0].spec.map
    for word in (spec.exclude or ()) if spec is not None else ():
        yield Pattern(str(word), place_of(file, word))


def _matches(pattern: str, path: str) -> bool:
    """Whether a pattern matches a path, or one of the folders that lead to it."""
    wanted, steps = pattern.rstrip("/").split("/"), path.split("/")
    return any(_matches_all(wanted, steps[:end]) for end in range(1, len(steps) + 1))


def _matches_all(wanted: Sequence[str], steps: Sequence[str]) -> bool:
    """Whether patterns match names one by one; ``**`` matches any number of names."""
    if not wanted:
        return not steps
    if wanted[0] == "**":
        return any(_matches_all(wanted[1:], steps[number:]) for number in range(len(steps) + 1))
    return bool(steps) and fnmatchcase(steps[0], wanted[0]) and _matches_all(wanted[1:], steps[1:])

"""The codes of a field as people write them in a cell: ``NPU: NPU01568; LOINC: 22748-8``."""

import re
from collections.abc import Iterator, Mapping

from dataflow.exchange.tables.names import Names
from dataflow.language.ids import is_id

_NEXT = re.compile(r"\s*(?:[;\n]|,(?=[^,:;\n]+:\s))\s*")
"""What stands between code systems: a semicolon or a line, or a comma before the next one's name."""

_NEXT_LINE = re.compile(r"(:\s.*?\S)\s+(?=[^\s:]+:\s)")
"""A line is a space in the text of a cell, so that the next name follows the codes of the one before."""


def _parts(text: str) -> Iterator[str]:
    for part in filter(None, _NEXT.split(text)):
        yield from _NEXT_LINE.sub(r"\1\n", part).split("\n")


def codes_in(text: str, systems: Names | None) -> Mapping[str, str | list[str]] | None:
    """The codes by the id of their system; None where they are written otherwise.

    Without a name before them, codes are more of the system before. A system that no sheet declares is an id: the
    reader knows which may be named so.
    """
    if any(each in text for each in "'\"{}#"):
        return None
    found: dict[str, str | list[str]] = {}
    system = None
    for part in _parts(text):
        name, colon, codes = part.partition(":")
        if colon:
            system = _system(name.strip(), systems)
        bare = (codes if colon else part).strip()
        several = [each for each in (one.strip() for one in bare.strip("[]").split(",")) if each]
        if system is None or not several or (colon and system in found):
            return None
        before = found.get(system, [])
        more = [*([before] if isinstance(before, str) else before), *several]
        found[system] = more[0] if len(more) == 1 and not bare.startswith("[") else more
    return found or None


def _system(name: str, systems: Names | None) -> str | None:
    return (systems.find(name) if systems else None) or (name if is_id(name) else None)

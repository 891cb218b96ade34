"""Fixes of numbers that are written with a comma."""

import re
from collections.abc import Iterator, Sequence

from dataflow.base.finding import Finding
from dataflow.base.place import Place
from dataflow.base.text import Sentence
from dataflow.fixes.by_rule import UNKNOWN_KEY
from dataflow.fixes.edits import Edit, Fix
from dataflow.fixes.words import REPLACE

_WITH_COMMA = re.compile(r"(?<=: )(\d+),(\d+)(?=\s*[,}])")
"""A value in brackets: YAML reads the digits after the comma as a key."""


def decimal_point(finding: Finding, lines: Sequence[str]) -> Iterator[Fix]:
    """The point that replaces the comma of a number at the place of a finding."""
    if finding.code != UNKNOWN_KEY:
        return
    at = finding.place
    for match in _WITH_COMMA.finditer(lines[at.line - 1]):
        is_coverage = lines[at.line - 1][: match.start()].endswith("coverage: ")
        if match.start() == at.column - 1 and not is_coverage:
            place = Place(at.file, at.line, match.start(2), 1)
            words = {"written": match[0], "meant": f"{match[1]}.{match[2]}"}
            yield Fix(finding, Sentence(REPLACE, words), (Edit(place, "."),), sure=True)

"""The fixes of a finding."""

from collections.abc import Iterator

from dataflow.base.finding import Finding
from dataflow.fixes.by_rule import SYNTAX
from dataflow.fixes.edits import Fix
from dataflow.fixes.numbers import decimal_point
from dataflow.fixes.spacing import spaces_after_signs, spaces_for_tabs
from dataflow.fixes.words import words_meant
from dataflow.project import Project


def corrections_of(project: Project, finding: Finding) -> Iterator[Fix]:
    """The fixes of a finding: a missing space, the point of a number, spaces for tabs, and the words it may mean."""
    lines = project.lines(finding.place.file)
    yield from spaces_after_signs(finding, lines)
    yield from decimal_point(finding, lines)
    if finding.code == SYNTAX and lines[finding.place.line - 1][finding.place.column - 1 :].startswith("\t"):
        yield from spaces_for_tabs(finding, lines)
    yield from words_meant(project, finding)

"""Words for members of a role, and for phases."""

import pytest

from dataflow.analysis.lineage.timeline import Who
from dataflow.base.text import Label
from dataflow.project import Project
from dataflow.wording.members import in_finding, in_picture, in_trace, some_members
from dataflow.wording.phases import from_to, in_question

MAP = b"""
map: {id: m, title: M}
phases: {a: {}}
actors:
  town: {label: Town, records: []}
  one: {extends: town}
  two: {extends: town}
"""


@pytest.mark.parametrize(
    ("count", "of", "expected"),
    [(1, 1, "town (its only member)"), (19, 19, "town (all 19 members)"), (5, 19, "town (5 of 19 members)")],
)
def test_in_a_finding(count: int, of: int, expected: str) -> None:
    """Never "all 1 members"."""
    assert in_finding("town", count, of).in_language("en") == expected


def test_in_a_picture() -> None:
    """The number appears only where it is not all."""
    data_map = Project({"map.yaml": MAP}).data_map
    assert in_picture(data_map, Who("town", ("one", "two"), 2)).in_language("en") == "Town"
    assert in_picture(data_map, Who("town", ("one",), 2)).in_language("da") == "Town (1 af 2)"


def test_in_a_trace() -> None:
    """With names where they are few."""
    assert in_trace("Town", "x", 3, 3).in_language("en") == "Town (all 3)"
    assert in_trace("Town", "one and two", 2, 3).in_language("en") == "Town (2 of 3: one and two)"
    assert in_trace("Town", None, 7, 9).in_language("da") == "Town (7 af 9)"


def test_by_their_number_alone() -> None:
    """In a list of holdings."""
    assert some_members(("one",), 2).in_language("da") == "1 af 2 medlemmer"


def test_phases_in_a_picture() -> None:
    """One, or from one to another."""
    first, last = Label("a"), Label("c")
    assert from_to(first, first).in_language("en") == "in a"
    assert from_to(first, last).in_language("da") == "fra a til c"


@pytest.mark.parametrize(
    ("labels", "is_all", "is_to_the_end", "expected"),
    [
        (("A",), True, True, "in the phase A"),
        (("A", "B"), True, True, "in every phase"),
        (("B", "C"), False, True, "from the phase B on"),
        (("A", "C"), False, False, "in the phases A and C"),
    ],
)
def test_phases_of_a_question(labels: tuple[str, ...], is_all: bool, is_to_the_end: bool, expected: str) -> None:
    """In the shortest wording."""
    assert in_question(labels, is_all, is_to_the_end, "en") == expected

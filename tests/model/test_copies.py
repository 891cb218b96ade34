"""Copies of files are recognised by the names that systems give them, and only where both declare the same."""

import pytest

from dataflow.model.copies import original_of
from dataflow.project import Project

NAMES = [
    "actors - Kopi.yaml",
    "actors - Copy.yaml",
    "actors - Kopi (2).yaml",
    "actors (1).yaml",
    "actors(2).yaml",
    "actors copy.yaml",
    "actors copy 2.yaml",
    "actors kopi.yaml",
    "Kopi af actors.yaml",
    "Copy of actors.yaml",
]
MAP = "map: {id: back, title: Back}\nphases: {visit: {}}\nfields: {mri: {}}\n"
ACTORS = "actors: {gp: {label: GP, records: [{fields: mri, phase: visit}]}}\ngroups: {back: {}}\n"


def codes(**files: str) -> list[tuple[str, str]]:
    project = Project({name: text.encode() for name, text in files.items()})
    return [(finding.code, finding.place.file) for finding in project.problems]


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_of_a_file_is_one_finding(name: str) -> None:
    """Not one for each thing that stands in both."""
    assert original_of(f"parts/{name}") == "parts/actors.yaml"
    files = {"map.yaml": MAP, "parts/actors.yaml": ACTORS, f"parts/{name}": ACTORS}
    assert codes(**files) == [("DF102", f"parts/{name}")]


def test_other_content_under_such_a_name_is_no_copy() -> None:
    """The name alone is no mistake."""
    assert codes(**{"map.yaml": MAP, "actors.yaml": ACTORS, "actors (1).yaml": "actors: {ward: {}}\n"}) == []


def test_what_also_stands_elsewhere_has_its_own_finding() -> None:
    """A copy explains only what stands in it and in the file that it is a copy of."""
    files = {"map.yaml": MAP, "a.yaml": ACTORS, "a (1).yaml": ACTORS, "b.yaml": "groups: {back: {}}\n"}
    assert codes(**files) == [("DF102", "a (1).yaml"), ("DF102", "b.yaml")]


@pytest.mark.parametrize("name", ["actors.yaml", "visit (first).yaml", "photocopy.yaml", "(1).yaml"])
def test_other_names_are_no_copies(name: str) -> None:
    """Only names that systems give to copies."""
    assert original_of(name) == ""

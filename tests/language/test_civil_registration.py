"""A civil registration number in a spec is found, and shown nowhere."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran

from dataflow.project import Project
from dataflow.reports import formats

MAP = """\
map: {id: t, title: T}
phases: {p: {}}
fields: {weight: {note: "%s"}}
actors: {gp: {needs: [{fields: weight, phase: p}]}}  # %s
"""


def codes(number: str) -> list[str]:
    return [each.code for each in Project({"map.yaml": (MAP % (number, "")).encode()}).problems]


@pytest.mark.parametrize("number", ["010101-0000", "311299-9999", "2110625629", "211062 5629", "of 211062-5629."])
def test_a_number_is_found(number: str) -> None:
    assert codes(number) == ["DF008"]


@pytest.mark.parametrize(
    "number",
    ["320101-0000", "011301-0000", "010101-00000", "2110625628", "1010101010101", "1.010101-0000", "a010101-0000"],
)
def test_another_number_is_none(number: str) -> None:
    assert codes(number) == []


@pytest.mark.parametrize("format_", sorted(formats("findings")))
def test_no_output_shows_it(format_: str, dataflow: Callable[..., Ran], tmp_path: Path) -> None:
    """Nor does a comment, a label or an id; places stay those of the file."""
    (tmp_path / "map.yaml").write_text("\ufeff" + MAP % ("æ 010101-0000", "010101-0001"), "utf-8")
    ran = dataflow("validate", ".", "--format", format_)
    assert ran.code == 1
    assert "010101" not in ran.out + ran.err
    assert "DF008" in ran.out
    found = Project({"map.yaml": (tmp_path / "map.yaml").read_bytes()}).problems
    assert [(each.place.line, each.place.column) for each in found] == [(3, 28), (4, 56)]

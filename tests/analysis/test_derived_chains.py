"""Fields derived from one another, beyond Python's limit of recursion, and with more ways than can be listed."""

import json
import sys
from collections.abc import Callable

import pytest
from conftest import Ran

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.reachability import ANY
from dataflow.analysis.closure.searches import in_dependency_order
from dataflow.analysis.needs.ways import MAX_LEVELS, MAX_WAYS, Way, unfolded
from dataflow.project import Project

MAP = """\
map: {{id: study, title: Study}}
phases: {{p0: {{}}, p1: {{}}}}
channels: {{letter: {{}}}}
fields:
  first: {{}}
{fields}
actors:
  clinic:
    records: [{{fields: first, phase: {recorded}}}]
    shares: [{{fields: first, phase: p0, to: gp, via: letter}}]
  gp: {{needs: [{{fields: last, phase: {needed}}}]}}
"""


def chain(length: int, recorded: str = "p0", needed: str = "p1") -> str:
    """A map in which the last field is derived from the first over a number of others."""
    names = ["first", *(f"f{number}" for number in range(1, length)), "last"]
    pairs = zip(names[1:], names, strict=False)
    fields = "".join(f"  {whole}: {{derived_from: {part}}}\n" for whole, part in pairs)
    return MAP.format(fields=fields, recorded=recorded, needed=needed)


LENGTH = sys.getrecursionlimit() + 200


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        "gaps",
        "questions",
        "impact",
        "trace last --to gp --at p1",
        "trace last --to gp --at p1 --format json",
        "render --view field:last -o field.svg",
    ],
)
def test_a_long_chain_of_derived_fields_works(
    command: str, dataflow: Callable[..., Ran], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """In every command that asks how a value comes about."""
    path = tmp_path_factory.mktemp("maps") / "map.yaml"
    path.write_text(chain(LENGTH))
    name, *options = command.split()
    ran = dataflow(name, path, *options, "--lang", "en")
    assert ran.code == 0, ran.err
    if "json" in command:
        (answer,) = json.loads(ran.out)["answers"]
        assert depth(answer["paths"][0]) == MAX_LEVELS
    elif "--to" in command:
        assert "How these come there is left out" in ran.out


def depth(steps: list[dict]) -> int:
    """How many levels of parts a path has."""
    return 1 + max(map(depth, steps[0].get("parts") or ()), default=0)


def test_what_a_long_chain_is_lacking_is_found_at_its_end(project: Callable[..., Project]) -> None:
    """The field is recorded too late, and the hint is about that one alone."""
    made = project(chain(LENGTH, recorded="p1", needed="p0"))
    (gap,) = (each for each in made.findings if each.code == "DF301")
    assert "first" in gap.hint.in_language("en")


def test_common_parts_are_counted_once_and_unfolded_within_bounds(project: Callable[..., Project]) -> None:
    """Fields in pairs, each derived from both below: a field has a part along as many ways as two to its depth."""
    fields = "".join(
        f"  {name}{level}: {{derived_from: {f'[a{level - 1}, b{level - 1}]' if level else 'first'}}}\n"
        for level in range(40)
        for name in "ab"
    )
    made = project(MAP.format(fields=fields + "  last: {derived_from: [a39, b39]}", recorded="p0", needed="p1"))
    reached = made.needs.reachability.reached("last", ANY, Assumptions())
    arrival = reached.arrivals("p1")["gp"]
    assert len(list(arrival.stated())) == 2
    ways = [unfolded(arrival.way())]
    for way in ways:  # appended to while it is iterated
        ways += way.parts or ()
    assert MAX_WAYS / 2 < len(ways) <= MAX_WAYS
    assert any(way.parts is None for way in ways)
    assert isinstance(ways[0], Way)


def test_each_node_comes_after_those_that_it_depends_on() -> None:
    """And once, however many ways lead to it."""
    graph = {"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}
    assert list(in_dependency_order("a", graph.__getitem__)) == ["d", "b", "c", "a"]

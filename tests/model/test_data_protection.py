"""Data controllers, data processors and retention: what an actor says, what it inherits, and what can't be."""

import pytest

from dataflow.analysis.assumptions import Assumptions
from dataflow.project import Project

MAP = """
map: {id: region, title: The data of a region}
phases: {stay: {}}
fields: {ldl: {}}
actors:
  region: {}
  vendor: {}
  hospital:
    controller: region
    retention: 10 years
    systems: {ehr: {processor: vendor, retention: 5 years}, paper: {}}
    records: [{fields: ldl, phase: stay, in: ehr}]
  municipality: {controller: municipality, processor: [vendor]}
  aarhus: {extends: municipality}
  odense: {extends: municipality, controller: [region, odense], retention: 1 year}
"""


def read(text: str) -> Project:
    """The map of a text."""
    return Project({"map.yaml": text.encode()})


def test_what_an_actor_and_its_systems_say() -> None:
    """Controllers and processors by id, retention as a text."""
    hospital = read(MAP).data_map.actors["hospital"]
    assert hospital.controllers == ("region",)
    assert hospital.processors == ()
    assert hospital.retention is not None
    assert hospital.retention.in_language("en") == "10 years"
    assert hospital.systems["ehr"].processors == ("vendor",)
    assert hospital.systems["paper"].retention is None


def test_a_member_inherits_what_it_does_not_say_and_a_role_that_names_itself_means_its_members() -> None:
    """Aarhus is its own controller; Odense says otherwise and keeps the processor of the role."""
    actors = read(MAP).data_map.actors
    assert actors["aarhus"].controllers == ("aarhus",)
    assert actors["odense"].controllers == ("region", "odense")
    assert actors["aarhus"].processors == actors["odense"].processors == ("vendor",)
    assert actors["aarhus"].retention is None


def test_it_changes_nothing_that_is_held() -> None:
    """The same holdings and gaps with and without it."""
    bare = """
map: {id: region, title: The data of a region}
phases: {stay: {}}
fields: {ldl: {}}
actors:
  region: {}
  vendor: {}
  hospital: {systems: {ehr: {}, paper: {}}, records: [{fields: ldl, phase: stay, in: ehr}]}
  municipality: {}
  aarhus: {extends: municipality}
  odense: {extends: municipality}
"""
    held = [
        list(read(text).needs.holdings(Assumptions()).elements("hospital", "ldl", "stay")) for text in (MAP, bare)
    ]
    assert held[0] == held[1]
    assert [each.code for each in read(MAP).gaps()] == [each.code for each in read(bare).gaps()]


@pytest.mark.parametrize(
    ("actors", "code", "line", "said"),
    [
        ("hospital: {controller: regoin}\n  region: {}", "DF101", 2, "regoin"),
        ("hospital: {systems: {ehr: {processor: vendor}}}", "DF101", 2, "vendor"),
        ("hospital: {controller: citizen}\n  citizen: {kind: patient}", "DF007", 2, "a citizen is neither"),
        ("hospital: {processor: me}\n  citizen: {kind: patient}\n  me: {extends: citizen}", "DF007", 2, "a citizen"),
        ("hospital: {controller: a, processor: [b, a]}\n  a: {}\n  b: {}", "DF007", 2, "is data controller of the"),
        (
            "a: {controller: b}\n  b: {}\n  c: {extends: a, systems: {s: {processor: b}}}",
            "DF007",
            4,
            "data controller",
        ),
        ("hospital: {controller: {name: x}}", "DF007", 2, "single value"),
    ],
)
def test_what_cannot_be_is_an_error_at_its_line(actors: str, code: str, line: int, said: str) -> None:
    """An unknown actor, a citizen, and a controller that is its own processor."""
    (problem,) = [
        each for each in read(f"actors:\n  {actors}\nmap: {{id: m, title: M}}\n").problems if each.severity == "error"
    ]
    assert (problem.code, problem.place.line) == (code, line)
    assert said in problem.message.in_language("en")


def test_a_change_of_controller_is_told_by_diff() -> None:
    """As a change of the actor."""
    from dataflow.change.objects import object_changes

    changed = MAP.replace("controller: region\n", "controller: vendor\n").replace(
        "ehr: {processor: vendor, ", "ehr: {"
    )
    (change,) = object_changes(read(MAP).data_map, read(changed).data_map, {})
    assert (change.section, change.id) == ("actors", "hospital")
    altered = {each.what: (each.before, each.after) for each in change.alterations}
    assert altered == {"controllers": (("region",), ("vendor",)), "ehr/processors": (("vendor",), None)}

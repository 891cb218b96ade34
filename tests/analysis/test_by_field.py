"""Equivalence classes with respect to one field."""

from collections.abc import Callable

import pytest

from dataflow.analysis.symmetry.equivalence import equivalence_of
from dataflow.project import Project

NORTH_AND_SOUTH = """\
map: {id: study, title: Study}
phases: {stay: {}, home: {}}
fields: {plan: {}, test: {}, score: {derived_from: [test]}}
channels: {letter: {}}
actors:
  hospital:
    records: [{fields: [plan, test], phase: stay}]
    shares: [{fields: plan, phase: stay, to: municipality, via: letter}]
  municipality: {needs: [{fields: [plan, test, score], phase: home}]}
  north: {extends: hospital}
  south: {extends: hospital}
  n1: {extends: municipality}
  n2: {extends: municipality}
  s1: {extends: municipality}
  s2: {extends: municipality}
clusters: {up: {members: [north, n1, n2]}, down: {members: [south, s1, s2]}}
"""


def classes(project: Project, field: str) -> list[set[str]]:
    """The members of each class with respect to a field."""
    equivalence = equivalence_of(project.data_map)
    representatives = (actor for actor in equivalence.classes if actor in equivalence.representatives_for(field))
    return [set(equivalence.class_of(actor, field)) for actor in representatives]


def test_members_of_two_clusters_may_be_equivalent_in_a_field(project: Callable[..., Project]) -> None:
    study = project(NORTH_AND_SOUTH)
    assert [set(actors) for actors in equivalence_of(study.data_map).classes.values()] == [
        {"north"},
        {"south"},
        {"n1", "n2"},
        {"s1", "s2"},
    ]
    assert classes(study, "plan") == [{"north", "south"}, {"n1", "n2", "s1", "s2"}]


@pytest.mark.parametrize(
    ("before", "after", "sizes"),
    [
        ("n1: {extends: municipality}", "n1: {extends: municipality, omits: [{needs: FIELD}]}", [1, 1, 1, 1, 2]),
        ("s2: {extends: municipality}", "s2: {extends: municipality, kind: registry}", [1, 1, 2, 1, 1]),
        ("members: [south, s1, s2]", "members: [south, s1]", [1, 1, 2, 1, 1]),
        ("clusters: {", "clusters: {third: {members: [south]}, ", [1, 1, 2, 2]),
        ("clusters: {", "waivers: [{rule: DF301, actor: s1, reason: Known}]\nclusters: {", [1, 1, 2, 1, 1]),
        (
            "clusters: {",
            "waivers: [{rule: DF301, actor: n1, reason: So}, {rule: DF301, actor: s1, reason: So}]\nclusters: {",
            [1, 1, 1, 1, 1, 1],
        ),
        (
            "  municipality: ",
            "  patient: {shares: [{fields: plan, phase: home, to: south, via: letter}]}\n  municipality: ",
            [1, 1, 1, 2, 2],
        ),
        (
            "  municipality: ",
            "  patient: {shares: [{fields: plan, phase: home, to: [north, south], via: letter}]}\n  municipality: ",
            [1, 2, 4],
        ),
    ],
)
@pytest.mark.parametrize("field", ["test", "score"])
def test_what_distinguishes_members(
    before: str, after: str, sizes: list[int], field: str, project: Callable[..., Project]
) -> None:
    """Statements about the field or its family, properties, clusters, and shares that name the actor."""
    assert before in NORTH_AND_SOUTH
    study = project(NORTH_AND_SOUTH.replace(before, after.replace("FIELD", "test")))
    assert [len(each) for each in classes(study, field)] == sizes


def test_a_need_of_another_field_tells_nobody_apart(project: Callable[..., Project]) -> None:
    study = project(
        NORTH_AND_SOUTH.replace("n1: {extends: municipality}", "n1: {extends: municipality, omits: [{needs: plan}]}")
    )
    assert classes(study, "score") == [{"north", "south"}, {"n1", "n2", "s1", "s2"}]
    assert len(classes(study, "plan")) == 5


@pytest.mark.parametrize(
    ("north", "south", "sizes"),
    [
        ("", "", [2, 2, 2]),
        ("", "form: free-text, ", [1, 1, 1, 1, 1, 1]),
        ("", "status: unknown, ", [1, 1, 1, 1, 1, 1]),
        ("status: unknown, ", "status: unknown, ", [1, 1, 1, 1, 1, 1]),
    ],
)
def test_shares_of_other_fields_distinguish_members(
    north: str, south: str, sizes: list[int], project: Callable[..., Project]
) -> None:
    """Possible repairs of a field depend on the shares of any field, and on each unknown one by itself."""
    one, other = (
        f"{{extends: municipality, shares: [{{{how}fields: plan, phase: home, to: hospital, via: letter}}]}}"
        for how in (north, south)
    )
    study = project(
        NORTH_AND_SOUTH.replace("n1: {extends: municipality}", f"n1: {one}").replace(
            "s1: {extends: municipality}", f"s1: {other}"
        )
    )
    assert [len(each) for each in classes(study, "test")] == sizes


def test_a_share_that_its_channel_does_not_carry_distinguishes_members(project: Callable[..., Project]) -> None:
    """An actor that sends anything expects an answer."""
    study = project(
        NORTH_AND_SOUTH.replace("letter: {}", "letter: {}, form: {closed: true, slots: {plan: coded}}")
        .replace("n1: {", "n1: {shares: [{fields: plan, phase: home, to: hospital, via: form}], ")
        .replace("s1: {", "s1: {shares: [{fields: score, phase: home, to: hospital, via: form}], ")
    )
    assert [len(each) for each in classes(study, "test")] == [1, 1, 1, 1, 1, 1]


def test_of_more_than_three_it_takes_no_more(project: Callable[..., Project]) -> None:
    more = "".join(f"  {each}: {{extends: municipality}}\n" for each in ("n3", "s3", "s4"))
    study = project(
        NORTH_AND_SOUTH.replace("clusters:", more + "clusters:")
        .replace("n2]", "n2, n3]")
        .replace("s2]", "s2, s3, s4]")
    )
    assert [len(each) for each in classes(study, "plan")] == [2, 7]
    in_place = equivalence_of(study.data_map).counterparts("n1", "s4", "plan")
    assert (in_place["n1"], in_place["n2"], in_place["n3"], in_place["north"]) == ("s4", "s1", "s2", "south")
    assert in_place.get("s3", "s3") == "s3"


def test_members_named_in_a_finding_are_replaced_by_their_counterparts(project: Callable[..., Project]) -> None:
    """A finding that names another member of a cluster names, for each member, the corresponding one."""
    study = project(
        """\
        map: {id: study, title: Study}
        phases: {home: {}}
        fields: {plan: {}}
        channels: {letter: {}}
        actors:
          municipality: {needs: [{fields: plan, phase: home, received: true}], records: [{fields: plan, phase: home}]}
          n1: {extends: municipality}
          n2: {extends: municipality}
          s1: {extends: municipality}
          s2: {extends: municipality}
        clusters: {up: {members: [n1, n2]}, down: {members: [s1, s2]}}
        """
    )
    swapped = equivalence_of(study.data_map).counterparts("n1", "s2", "plan")
    assert swapped == {"n1": "s2", "s2": "n1", "n2": "s1", "s1": "n2"}
    assert equivalence_of(study.data_map).counterparts("n1", "n2", "plan") == {"n1": "n2", "n2": "n1"}

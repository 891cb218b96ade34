"""Which statements hold for whom (``language.md``, "Roles, members and clusters", "Scenarios")."""

from collections.abc import Callable

from dataflow.model.statements import Record, Share, Statement, Use
from dataflow.project import Project
from dataflow.terms import Terms


def stated(project: Project, actor: str) -> list[tuple[str, str, str, str | None, str | None]]:
    return sorted(
        (statement.entry.list_key, statement.field, statement.phase, *_way(statement))
        for statement in project.data_map.statements[actor]
    )


def _way(statement: Statement) -> tuple[str, str] | tuple[None, None]:
    return (statement.to, statement.entry.via) if isinstance(statement, Share) else (None, None)


ROLE = """\
actors:
  hospital:
    records: [{fields: [ldl, bp], phase: p0}]
    shares:
      - {fields: [ldl, bp], phase: [p0, p1], to: gp, via: letter}
      - {fields: ldl, phase: p0, to: gp, via: portal}
  gp: {}
"""


def test_a_member_inherits_less_what_it_omits(study: Callable[..., Project]) -> None:
    """An omission narrowed by phase, receiver and channel takes away just that."""
    made = study(
        ROLE
        + """\
  north: {extends: hospital}
  south:
    extends: hospital
    omits: [{records: bp}, {shares: ldl, phase: p0, to: gp, via: letter}]
"""
    )
    assert made.problems == ()
    assert made.data_map.concrete_actors == ("gp", "north", "south")
    left = [each for each in stated(made, "north") if each not in stated(made, "south")]
    assert left == [("records", "bp", "p0", None, None), ("shares", "ldl", "p0", "gp", "letter")]
    assert stated(made, "south") == [each for each in stated(made, "north") if each not in left]


def test_members_that_do_the_same_share_one_list(study: Callable[..., Project]) -> None:
    """So that a thousand practices cost no more than one."""
    made = study(ROLE + "  north: {extends: hospital}\n  south: {extends: hospital}\n")
    assert made.data_map.statements["north"] is made.data_map.statements["south"]


def test_a_members_own_statement_replaces_the_same_inherited_one(study: Callable[..., Project]) -> None:
    """With its own coverage, say; one that differs in more is added."""
    made = study(
        """\
        actors:
          hospital: {records: [{fields: ldl, phase: p0, confidence: low}]}
          north: {extends: hospital, records: [{fields: ldl, phase: p0, coverage: 1/2}]}
          south: {extends: hospital, records: [{fields: ldl, phase: p0, form: coded}]}
        """
    )
    assert [statement.entry.coverage for statement in made.data_map.statements["north"]] == [(1, 2)]
    assert len(made.data_map.statements["south"]) == 2


def test_a_share_to_a_role_stays_in_the_senders_cluster(study: Callable[..., Project]) -> None:
    """Who stands in no cluster is reached by all; a share to a member by name goes there whatever the clusters."""
    made = study(
        """\
        actors:
          hospital: {}
          h1: {extends: hospital}
          m: {}
          m1: {extends: m}
          m2: {extends: m}
          m3: {extends: m}
        clusters: {east: {members: [h1, m1]}, west: {members: [m2]}}
        """
    )
    assert made.data_map.receivers("h1", "m") == ("m1", "m3")
    assert made.data_map.receivers("m3", "m") == ("m1", "m2")
    assert made.data_map.receivers("h1", "m2") == ("m2",)


SCENARIOS = {
    "map.yaml": """\
        map: {id: a, title: A, as_of: 2026-01-01}
        phases: {p0: {}, p1: {}}
        fields: {ldl: {}, bp: {}}
        channels: {letter: {form: free-text}}
        actors:
          hospital: {records: [{fields: [ldl, bp], phase: p0}]}
          m: {needs: [{fields: [ldl, bp], phase: p1, form: structured}]}
          m1: {extends: m}
          m2: {extends: m, omits: [{needs: bp}]}
    """,
    "first.yaml": """\
        scenario: {id: first}
        channels: {letter: {form: structured}}
        actors:
          hospital: {shares: [{fields: ldl, phase: p1, to: m, via: letter}]}
          m3: {extends: m}
    """,
    "second.yaml": """\
        scenario: {id: second, based_on: first}
        map: {title: B}
        actors:
          m: {omits: [{needs: bp}], needs: [{fields: ldl, phase: p0}]}
    """,
}


def test_a_scenario_lies_over_the_base_and_leaves_it_alone(project: Callable[..., Project]) -> None:
    """A channel is replaced as a whole, a share added, a new member inherits."""
    base, first = project(SCENARIOS), project(SCENARIOS, scenario="first")
    assert base.problems == ()
    assert {(gap.subject.actor, gap.subject.field) for gap in base.gaps("member") if gap.code == "DF301"} == {
        ("m1", "ldl"),
        ("m1", "bp"),
        ("m2", "ldl"),
    }
    assert {(gap.subject.actor, gap.subject.field) for gap in first.gaps("member") if gap.code == "DF301"} == {
        ("m1", "bp"),
        ("m3", "bp"),
    }
    assert base.data_map.channels["letter"].form.word == "free-text"


def test_a_scenario_builds_on_another(project: Callable[..., Project]) -> None:
    """``map`` merges by key; what a role omits and adds, all its members do."""
    second = project(SCENARIOS, scenario="second")
    assert (second.data_map.title.in_language("en"), second.data_map.as_of) == ("B", "2026-01-01")
    gaps = [gap for gap in second.gaps("member") if gap.code == "DF301"]
    assert {(gap.subject.actor, gap.subject.field, gap.subject.phase) for gap in gaps} == {
        ("m1", "ldl", "p0"),
        ("m2", "ldl", "p0"),
        ("m3", "ldl", "p0"),
    }


def test_a_members_own_statement_in_a_scenario_replaces_that_of_its_role(project: Callable[..., Project]) -> None:
    """Whichever of the two comes first in the file."""
    role = "hospital: {records: [{fields: ldl, phase: p0, coverage: 1/2}]}"
    member = "north: {records: [{fields: ldl, phase: p0}]}"
    for changes in ((role, member), (member, role)):
        made = project(
            {
                "map.yaml": "map: {id: a, title: A}\nphases: {p0: {}}\nfields: {ldl: {}}\n"
                "actors: {hospital: {}, north: {extends: hospital}, south: {extends: hospital}}\n",
                "s.yaml": f"scenario: {{id: s}}\nactors: {{{', '.join(changes)}}}\n",
            },
            scenario="s",
        )
        stated = made.data_map.statements
        assert [each.entry.coverage for each in stated["north"]] == [None]
        assert [each.entry.coverage for each in stated["south"]] == [(1, 2)]


def test_lists_of_an_actor_add_up_over_files(project: Callable[..., Project]) -> None:
    """In the order of the files' paths."""
    made = project(
        {
            "b.yaml": "actors: {gp: {records: [{fields: bp, phase: p0}]}}\n",
            "a.yaml": "map: {id: a, title: A}\nphases: {p0: {}}\nfields: {ldl: {}, bp: {}}\n"
            "actors: {gp: {label: GP, records: [{fields: ldl, phase: p0}]}}\n",
        }
    )
    assert [statement.field for statement in made.data_map.statements["gp"]] == ["ldl", "bp"]


def test_a_range_takes_the_phases_between_its_ends_by_position(project: Callable[..., Project]) -> None:
    """Those alongside an end are in it; an end that is left out is the pathway's own."""
    made = project(
        """\
        map: {id: a, title: A}
        phases: {p0: {}, p1: {}, p1b: {alongside: p1}, p2: {}}
        fields: {ldl: {}}
        actors:
          gp:
            records: [{fields: ldl, phase: {from: p1b}}]
            uses: [{fields: ldl, phase: {to: p1}}, {fields: ldl, phase: {from: p1, to: p1b}, received: true}]
        """
    )
    stated = made.data_map.statements["gp"]
    assert [record.phase for record in stated.of(Record)] == ["p1", "p1b", "p2"]
    assert [use.phase for use in stated.of(Use) if not use.entry.received] == ["p0", "p1", "p1b"]
    assert [use.phase for use in stated.of(Use) if use.entry.received] == ["p1", "p1b"]


def test_a_group_means_its_fields_and_those_of_the_groups_in_it(project: Callable[..., Project]) -> None:
    """A slot of a field beats that of its group, and that beats the one of the group above."""
    made = project(
        """\
        map: {id: a, title: A}
        phases: {p0: {}}
        groups: {lab: {}, lipids: {parent: lab}}
        fields: {crp: {group: lab}, ldl: {group: lipids}, hdl: {group: lipids}, bp: {}}
        channels: {x: {slots: {hdl: free-text, "group:lab": structured, "group:lipids": coded}}}
        actors: {gp: {records: [{fields: "group:lab", phase: all}]}}
        """
    )
    assert [statement.field for statement in made.data_map.statements["gp"]] == ["crp", "ldl", "hdl"]
    forms = {field: made.data_map.channels["x"].carries(field).word for field in made.data_map.fields}  # type: ignore[union-attr]
    assert forms == {"crp": "structured", "ldl": "coded", "hdl": "free-text", "bp": "free-text"}


def test_other_terms_of_a_project_are_read_and_checked_no_second_time(study: Callable[..., Project]) -> None:
    """Whatever its terms are, a project has the same specs and problems."""
    made = study(ROLE)
    taken = made.taken(Terms(planned=True))
    assert taken.specs is made.specs
    assert taken.problems is made.problems
    assert taken.assumptions.planned
    assert not made.assumptions.planned

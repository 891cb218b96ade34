"""The figures of a map, derived by hand."""

from collections.abc import Callable

import pytest
from conftest import ROOT

from dataflow.analysis.figures.figures import Tally, figures_of
from dataflow.project import Project

Make = Callable[..., Project]

COURSE = """\
map: {id: course, title: Course, as_of: 2026-11-01}
phases:
  admission: {responsible: hospital}
  discharge: {responsible: hospital}
  training: {responsible: town}
purposes: {treatment: {}, quality: {secondary: true}}
groups: {tests: {}, plans: {}}
fields:
  walk: {group: tests, icf: d450, repeats: true}
  ecg: {group: tests, icf: b410}
  smoking: {icf: d570}
  plan: {group: plans}
  cpr: {kind: identifier}
channels: {letter: {}, feed: {form: coded}}
"""


def tallies(project: Project, table: str, level: str = "role") -> dict[tuple[str, ...], dict[str, tuple[int, ...]]]:
    """Each row of a table, with (part, whole) of each measure, without the unknown statements."""
    rows = project.figures(level).of(table)
    return {
        row: {measure: (figure.known.part, figure.known.whole) for measure, figure in figures.items()}
        for row, figures in rows.items()
    }


def test_needs_met_of_needs_stated(project: Make) -> None:
    """By level, in all and by actor, phase, purpose and group; a need for two purposes is one need."""
    made = project(
        COURSE
        + """\
actors:
  hospital:
    records: [{fields: [ecg, plan], phase: admission}]
    shares: [{fields: plan, phase: discharge, to: town, via: letter}]
    needs: [{fields: ecg, phase: discharge, for: quality}]
  town:
    needs:
      - {fields: plan, phase: training, for: treatment}
      - {fields: plan, phase: training, for: quality}
      - {fields: ecg, phase: training, for: treatment}
      - {fields: smoking, phase: training, level: should}
"""
    )
    # The plan arrives; the ECG does not; the hospital has its own; nobody records smoking.
    assert tallies(made, "total")[()] | {"structure": (0, 1)} == {
        "must": (2, 3),
        "should": (0, 1),
        "structure": (0, 1),
        "twice": (0, 2),
    }
    assert tallies(made, "actor") == {
        ("hospital",): {"must": (1, 1), "structure": (0, 1), "twice": (0, 2)},
        ("town",): {"must": (1, 2), "should": (0, 1)},
    }
    assert {row: each.get("must") for row, each in tallies(made, "purpose").items()} == {
        ("treatment",): (1, 2),
        ("quality",): (2, 2),
        ("-",): None,
    }
    assert {row: each.get("must") for row, each in tallies(made, "group").items()} == {
        ("tests",): (1, 2),
        ("plans",): (1, 1),
        ("-",): None,
    }
    assert {row: each.get("must") for row, each in tallies(made, "phase").items()} == {
        ("admission",): None,
        ("discharge",): (1, 1),
        ("training",): (1, 2),
    }


def test_a_need_is_met_where_all_its_statements_are(project: Make) -> None:
    """Of two statements of one need, with different forms, one is met: the need is met partly."""
    made = project(
        COURSE
        + """\
actors:
  hospital:
    records: [{fields: plan, phase: admission}]
    shares: [{fields: plan, phase: discharge, to: town, via: letter}]
  town:
    needs:
      - {fields: plan, phase: training}
      - {fields: plan, phase: training, form: structured}
"""
    )
    assert made.figures().of("total")[()]["must"].known == Tally(part=0, whole=1, partly=1)


def test_a_role_meets_a_need_where_all_its_members_do(project: Make) -> None:
    """One of two towns gets the plan: by role one need, met partly; by member one of two."""
    made = project(
        COURSE
        + """\
actors:
  hospital:
    records: [{fields: plan, phase: admission}]
    shares: [{fields: plan, phase: discharge, to: near, via: letter}]
  town: {needs: [{fields: plan, phase: training}]}
  near: {extends: town}
  far: {extends: town}
"""
    )
    assert made.figures("role").of("total")[()]["must"].known == Tally(0, 1, partly=1)
    assert made.figures("member").of("total")[()]["must"].known == Tally(1, 2)
    assert tallies(made, "actor", "member")["near",]["must"] == (1, 1)
    assert tallies(made, "actor", "member")["far",]["must"] == (0, 1)


def test_hops_that_keep_structure(project: Make) -> None:
    """Of the hops that start structured or coded: the letter makes text of it, the feed keeps form and codes."""
    made = project(
        COURSE
        + """\
code_systems: {icf: {}}
actors:
  hospital:
    records:
      - {fields: walk, phase: admission, code_system: icf}
      - {fields: ecg, phase: admission}
      - {fields: plan, phase: admission, form: free-text}
    shares:
      - {fields: [walk, ecg, plan], phase: [admission, discharge], to: town, via: feed}
      - {fields: [walk, plan, smoking], phase: discharge, to: town, via: letter}
  town: {}
"""
    )
    # Hops with structure to keep: walk and ecg over the feed, in two phases but once each, and walk over the letter.
    # The plan is text from the start, and nobody holds smoking.
    assert tallies(made, "total")[()]["structure"] == (2, 3)
    assert tallies(made, "total")[()]["code"] == (1, 2)
    assert tallies(made, "channel") == {
        ("letter",): {"structure": (0, 1), "code": (0, 1)},
        ("feed",): {"structure": (2, 2), "code": (1, 1)},
    }
    assert tallies(made, "phase")["admission",]["structure"] == (2, 2)


def test_fields_recorded_more_than_once(project: Make) -> None:
    """By another role up to then (at the same position where it repeats), or in two systems; without identifiers."""
    made = project(
        COURSE
        + """\
actors:
  hospital:
    systems: {ehr: {}, registry: {}}
    records:
      - {fields: [walk, ecg, cpr], phase: admission, in: ehr}
      - {fields: plan, phase: discharge, in: ehr}
      - {fields: plan, phase: discharge, in: registry}
  town:
    records: [{fields: [walk, ecg, cpr, smoking], phase: training}]
"""
    )
    # The ECG a second time and the plan in two systems; the walk repeats, so a later one is no double work.
    assert tallies(made, "total")[()]["twice"] == (2, 4)
    assert tallies(made, "actor")["hospital",]["twice"] == (1, 3)
    assert tallies(made, "actor")["town",]["twice"] == (1, 3)
    assert tallies(made, "phase")["training",]["twice"] == (1, 3)
    assert tallies(made, "group")["tests",]["twice"] == (1, 2)


def test_what_the_new_responsible_has_at_the_handover(project: Make) -> None:
    """At the handover and in the phase; a need of a value recorded in the phase counts in the phase only."""
    made = project(
        COURSE
        + """\
actors:
  hospital:
    records: [{fields: [ecg, plan], phase: admission}]
    shares:
      - {fields: plan, phase: discharge, to: town, via: letter}
      - {fields: ecg, phase: training, to: town, via: letter}
  town:
    records: [{fields: walk, phase: training}]
    needs:
      - {fields: [plan, ecg], phase: training}
      - {fields: smoking, phase: training, level: should}
      - {fields: walk, phase: training, recorded_since: training}
"""
    )
    figures = made.figures()
    assert [(each.phase, each.givers, each.taker) for each in figures.handovers] == [
        ("training", ("hospital",), "town")
    ]
    # At the start the plan alone, of plan, ECG and smoking; later the ECG comes and the walk is tested.
    assert tallies(made, "handover") == {
        ("training", "town"): {
            "at-handover": (1, 3),
            "at-handover-must": (1, 2),
            "in-phase": (3, 4),
            "in-phase-must": (3, 3),
        }
    }


def test_what_is_there_at_the_handover_is_within_any_limit(project: Make) -> None:
    """A limit counts days of the phase that begins; a need of the very phase counts in the phase only."""
    made = project(
        COURSE
        + """\
actors:
  hospital:
    records: [{fields: [ecg, plan], phase: admission}]
    shares:
      - {fields: plan, phase: discharge, to: town, via: letter, takes: 3w}
      - {fields: ecg, phase: training, to: town, via: letter, takes: 3w}
  town:
    records: [{fields: walk, phase: training}]
    needs:
      - {fields: [plan, ecg], phase: training, within: 1w}
      - {fields: walk, phase: training, recorded_in: training}
"""
    )
    assert tallies(made, "handover") == {
        ("training", "town"): {
            "at-handover": (1, 2),
            "at-handover-must": (1, 2),
            "in-phase": (2, 3),
            "in-phase-must": (2, 3),
        }
    }


def test_parallel_phases_hand_over_to_the_next_position(project: Make) -> None:
    """The clinic takes over from the other actor responsible for one of two parallel phases."""
    made = project(
        """\
map: {id: m, title: M}
phases:
  stay: {responsible: clinic}
  there: {responsible: clinic}
  here: {responsible: town, alongside: there}
  pause: {}
  after: {responsible: clinic}
fields: {ldl: {}}
actors: {clinic: {}, town: {}}
"""
    )
    assert [(each.phase, each.before, each.givers) for each in made.figures().handovers] == [
        ("here", "stay", ("clinic",)),
        ("after", "pause", ("town",)),
    ]


def test_by_icf_component(project: Make) -> None:
    """Fields recorded, shared, needed and met, and needs met; those without a component have a row of their own."""
    made = project(
        COURSE
        + """\
actors:
  hospital:
    records: [{fields: [ecg, walk], phase: admission}]
    shares: [{fields: [ecg, plan], phase: admission, to: town, via: letter}]
  town: {needs: [{fields: [walk, smoking, plan], phase: training}], records: [{fields: walk, phase: training}]}
"""
    )
    assert tallies(made, "icf") == {
        ("b",): {"recorded": (1, 1), "shared": (1, 1), "needed": (0, 1)},
        ("d",): {"recorded": (1, 2), "shared": (0, 2), "needed": (2, 2), "met": (1, 2), "must": (1, 2)},
        ("-",): {"recorded": (0, 2), "shared": (0, 2), "needed": (1, 2), "met": (0, 1), "must": (0, 1)},
    }


def test_every_icf_component_is_accounted_for(project: Make) -> None:
    """With its fields and those who record any of them, also where it has none; unknown records do not count."""
    made = project(
        COURSE
        + """\
actors:
  hospital: {records: [{fields: [ecg, walk], phase: admission}]}
  town: {records: [{fields: smoking, phase: training}, {fields: ecg, phase: training, status: unknown}]}
"""
    )
    assert [(each.component, each.fields, each.recorders) for each in made.figures().icf] == [
        ("b", ("ecg",), ("hospital",)),
        ("s", (), ()),
        ("d", ("walk", "smoking"), ("hospital", "town")),
        ("e", (), ()),
        ("pf", (), ()),
        ("-", ("plan", "cpr"), ()),
    ]


def test_what_the_patient_can_see(project: Make) -> None:
    """Of all that is recorded, and of what others record; identifiers do not count."""
    made = project(
        COURSE
        + """\
actors:
  hospital:
    records: [{fields: [ecg, plan, cpr], phase: admission}]
    shares: [{fields: [plan, cpr], phase: discharge, to: citizen, via: letter}]
  citizen: {kind: patient, records: [{fields: smoking, phase: admission}]}
  town: {}
"""
    )
    assert tallies(made, "patient")[()] == {"seen": (2, 3), "seen-of-others": (1, 2)}
    assert tallies(made, "patient")["tests",] == {"seen": (0, 1), "seen-of-others": (0, 1)}


GOALS = """\
map: {id: m, title: M}
phases: {p: {}}
fields:
  own: {label: {en: The patient's goals, da: Patientens mål}}
  treatment_goals: {}
  purpose: {label: {da: Formål og spørgsmål}}
  goalkeeper: {}
channels: {letter: {}}
actors:
  citizen:
    kind: patient
    records: [{fields: own, phase: p}]
    shares: [{fields: own, phase: p, to: town, via: letter}]
    needs: [{fields: treatment_goals, phase: p}]
  town: {needs: [{fields: own, phase: p}]}
  clinic: {uses: [{fields: own, phase: p}], records: [{fields: treatment_goals, phase: p}]}
"""


def test_whether_goals_reach_those_who_act_on_them(project: Make) -> None:
    """Goals are found by name, the patient's own by who reports them; the town gets them, the clinic does not."""
    made = project(GOALS)
    goals = {goal.field: goal for goal in made.figures().goals}
    assert list(goals) == ["own", "treatment_goals"]
    assert goals["own"].patients_own
    assert goals["own"].acting == ("town", "clinic")
    assert not goals["treatment_goals"].patients_own
    assert goals["treatment_goals"].acting == ()
    assert tallies(made, "goal") == {("own",): {"reach": (1, 2)}}


def test_unknown_statements_make_a_range(project: Make) -> None:
    """Each figure is given without the unknown statements and with all of them."""
    made = project(
        COURSE
        + """\
actors:
  hospital:
    records: [{fields: [plan, ecg], phase: admission}]
    shares: [{fields: plan, phase: discharge, to: town, via: letter, status: unknown}]
  town:
    needs:
      - {fields: plan, phase: training}
      - {fields: ecg, phase: training, status: unknown}
"""
    )
    must = made.figures().of("total")[()]["must"]
    assert (must.known, must.all, must.hangs) == (Tally(0, 1), Tally(1, 2), True)
    assert not made.figures().of("total")[()]["twice"].hangs


def test_planned_statements_count_where_requested(project: Make) -> None:
    """The planned letter meets the need."""
    text = (
        COURSE
        + """\
actors:
  hospital:
    records: [{fields: plan, phase: admission}]
    shares: [{fields: plan, phase: discharge, to: town, via: letter, status: planned}]
  town: {needs: [{fields: plan, phase: training}]}
"""
    )
    assert tallies(project(text), "total")[()]["must"] == (0, 1)
    assert tallies(project(text, planned=True), "total")[()]["must"] == (1, 1)


@pytest.mark.slow
def test_the_figures_of_the_real_map_agree_with_its_findings() -> None:
    """Unmet needs are those of DF301, and fields recorded more than once those of DF401."""
    real = Project.open(ROOT / "specs" / "ihd")
    total = real.figures("member").of("total")[()]
    found = {code: [gap for gap in real.gaps("member") if gap.code == code] for code in ("DF301", "DF401")}
    for level in ("must", "should", "may"):
        gaps = [gap for gap in found["DF301"] if gap.subject.need == level]
        figure = total[level]
        assert figure.known.whole - figure.known.part == len(gaps)
        assert figure.all.whole - figure.all.part == sum(gap.certain for gap in gaps)
    assert total["twice"].known.part == len({each.subject.field for each in found["DF401"] if each.certain})
    assert total["twice"].all.part == len({each.subject.field for each in found["DF401"]})


def test_hops_of_a_role_keep_structure_where_all_do(project: Make) -> None:
    """One ward sends the test as text: by role that is one hop, kept partly; by member one of two."""
    made = project(
        COURSE
        + """\
actors:
  ward:
    records: [{fields: ecg, phase: admission}]
    shares: [{fields: ecg, phase: discharge, to: town, via: feed}]
  one: {extends: ward}
  two:
    extends: ward
    omits: [{shares: ecg}]
    shares: [{fields: ecg, phase: discharge, to: town, via: feed, form: free-text}]
  town: {}
  hospital: {}
"""
    )
    assert made.figures("role").of("total")[()]["structure"].known == Tally(0, 1, partly=1)
    assert made.figures("member").of("total")[()]["structure"].known == Tally(1, 2)


def test_what_is_recorded_elsewhere_is_no_repetition(project: Make) -> None:
    """Records of different clusters repeat nothing; those of one cluster, or of an actor without one, do."""
    text = (
        COURSE
        + """\
actors:
  hospital: {records: [{fields: ecg, phase: discharge}]}
  town: {records: [{fields: ecg, phase: discharge}]}
  other: {}
clusters: {%s}
"""
    )
    apart = "a: {members: [hospital]}, b: {members: [town]}"
    for clusters, doubled in (
        (apart, 0),
        ("a: {members: [hospital, town]}", 1),
        ("a: {members: [town, other]}", 1),
        ("a: {members: [hospital]}", 1),
        ("", 1),
        (apart + ", c: {members: [other, town, hospital]}", 1),
    ):
        made = project(text % clusters)
        assert tallies(made, "total")[()]["twice"] == (doubled, 1), clusters
        assert tallies(made, "purpose") == {}


def test_a_field_is_met_where_every_need_of_it_is(project: Make) -> None:
    """The hospital has the walk and the town has not; and of two towns one gets the goals."""
    made = project(
        COURSE.replace("plan: {group: plans}", "plan: {group: plans}\n  goals: {}")
        + """\
actors:
  hospital:
    records: [{fields: [walk, goals], phase: admission}]
    shares: [{fields: goals, phase: discharge, to: near, via: letter}]
    needs: [{fields: walk, phase: discharge}]
  town: {needs: [{fields: [walk, goals], phase: training}]}
  near: {extends: town}
  far: {extends: town}
"""
    )
    assert tallies(made, "icf")[("d",)]["met"] == (0, 1)
    assert made.figures().of("goal")[("goals",)]["reach"].known == Tally(0, 1, partly=1)
    (goal,) = made.figures().goals
    assert (goal.recorders, goal.acting) == (("hospital",), ("town",))


def test_parallel_phases_hand_over_at_their_common_end(project: Make) -> None:
    """What is shared in either parallel phase is there at the handover; what comes later, or is its own, is not."""
    made = project(
        """\
map: {id: m, title: M}
phases: {a: {responsible: ward}, b: {alongside: a}, c: {responsible: town}, d: {responsible: town}}
fields: {ldl: {}, bp: {}}
channels: {letter: {}}
actors:
  ward:
    records: [{fields: [ldl, bp], phase: b}]
    shares: [{fields: ldl, phase: b, to: town, via: letter}, {fields: bp, phase: c, to: town, via: letter}]
  town:
    needs:
      - {fields: [ldl, bp], phase: c}
      - {fields: [ldl, bp], phase: d, level: should}
      - {fields: ldl, phase: c, level: may, recorded_since: a}
  near: {extends: town}
  nurse: {needs: [{fields: ldl, phase: c}]}
"""
    )
    assert [(each.phase, each.before, each.givers, each.taker) for each in made.figures().handovers] == [
        ("c", "a", ("ward",), "town")
    ]
    for level, row in (("role", "town"), ("member", "near")):
        assert tallies(made, "handover", level) == {
            ("c", row): {
                "at-handover": (2, 3),
                "at-handover-must": (1, 2),
                "in-phase": (3, 3),
                "in-phase-must": (2, 2),
            }
        }


ORDERED = """\
map: {id: m, title: M}
phases: {y: {responsible: w}, x: {responsible: v}, b: {responsible: w}}
purposes: {treatment: {}, quality: {}}
groups: {tests: {}, plans: {}}
fields:
  walk: {group: tests, icf: d450}
  ecg: {group: plans, icf: b410}
  z-goal: {icf: e1}
  a-goal: {icf: pf}
channels: {post: {}, feed: {form: coded}}
actors:
  w:
    records:
      - {fields: [walk, ecg, z-goal, a-goal], phase: y}
      - {fields: [walk, ecg, z-goal], phase: [b, x], status: %s}
    shares:
      - {fields: [walk, ecg, z-goal], phase: [x, b], to: [v, me], via: feed, for: [quality, treatment]}
      - {fields: [walk, ecg], phase: x, to: v, via: post}
    needs:
      - {fields: walk, phase: b, for: [quality, treatment]}
      - {fields: ecg, phase: b, level: may}
      - {fields: [z-goal, a-goal], phase: b, level: should}
  v: {needs: [{fields: [walk, ecg, z-goal, a-goal], phase: x}]}
  me: {kind: %s}
"""


def test_figures_are_in_the_order_of_the_map(project: Make) -> None:
    """By table, then declaration, rows without an id last, then measure."""
    made = project(ORDERED % ("current", "patient"))
    figures = made.figures()
    tables = ["total", "actor", "phase", "purpose", "group", "channel", "handover", "icf", "patient", "goal"]
    assert list(dict.fromkeys(figure.table for figure in figures.figures)) == tables
    assert {table: list(figures.of(table)) for table in tables} == {
        "total": [()],
        "actor": [("w",), ("v",)],
        "phase": [("y",), ("x",), ("b",)],
        "purpose": [("treatment",), ("quality",), ("-",)],
        "group": [("tests",), ("plans",), ("-",)],
        "channel": [("post",), ("feed",)],
        "handover": [("x", "v"), ("b", "w")],
        "icf": [("b",), ("d",), ("e",), ("pf",)],
        "patient": [(), ("tests",), ("plans",), ("-",)],
        "goal": [("z-goal",), ("a-goal",)],
    }
    assert list(figures.of("total")[()]) == ["must", "should", "may", "structure", "twice"]
    assert list(figures.of("handover")["x", "v"]) == ["at-handover", "at-handover-must", "in-phase", "in-phase-must"]
    assert list(figures.of("icf")["d",]) == ["must", "recorded", "shared", "needed", "met"]
    assert list(figures.of("patient")[()]) == ["seen", "seen-of-others"]
    assert figures_of(made.needs, made.assumptions) == figures


def test_rows_that_only_unknown_statements_have(project: Make) -> None:
    """Without the unknown statements the row has zeros; has_patient says whether there is a patient."""
    assert project(ORDERED % ("current", "patient")).figures().has_patient
    made = project(ORDERED.replace("phase: y}", "phase: y, status: unknown}") % ("retired", "registry")).figures()
    assert not made.has_patient
    twice = made.of("total")[()]["twice"]
    assert (twice.known, twice.all) == (Tally(), Tally(0, 4))

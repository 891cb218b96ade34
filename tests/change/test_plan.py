"""The cheapest changes that meet what is unmet."""

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from twin.closure import Run
from twin.expansion import expand
from twin.random_maps import DrawnMap, maps

from dataflow.base.text import Sentence
from dataflow.base.user_error import UserError
from dataflow.change.candidates import COSTS, KINDS, Change, cost_of
from dataflow.change.overlay import laid_over, scenario_of
from dataflow.change.plan import candidates_of
from dataflow.change.plans import WEIGHTS, CheckedPlan, Plans, Reason
from dataflow.change.targets import Wish, targets_of
from dataflow.documents.labelled import innermost
from dataflow.model.statements import Need
from dataflow.project import Project
from dataflow.reports import Planning
from dataflow.reports._plan_page import page_of
from dataflow.rules import all_rules
from dataflow.terms import NO_TERMS, Terms
from dataflow.wording.alterations import names_in, statement_sentence

COUNT = int(os.environ.get("DATAFLOW_RANDOM_PLANS", "40"))
MOST_SUBSETS = 250

MAP = """\
map: {id: walk, title: A walk}
phases: {stay: {}, visit: {}}
fields: {ldl: {}, pain: {}}
channels: {letter: {form: free-text}, message: {form: coded}}
legal_bases: {law: {}}
actors:
  hospital:
    records: [{fields: [ldl, pain], phase: stay, form: structured}]
    shares: [{fields: pain, phase: stay, to: gp, via: letter, legal_basis: law}]
  gp: {needs: [%s]}
"""


def planned(project: Project, **wish: Any) -> tuple[Plans, tuple[CheckedPlan, ...]]:
    return project.plans(Wish(**wish))


def kinds(plans: Plans) -> list[tuple[str, tuple[str | None, ...]]]:
    return [(step.changes[0].kind, tuple(each.field for each in step.changes)) for step in plans.plans[0].steps]


@pytest.fixture
def walk(project: Callable[..., Project]) -> Callable[..., Project]:
    return lambda needs: project(MAP % needs)


@pytest.mark.parametrize(
    ("needs", "steps", "cost"),
    [
        ("{fields: ldl, phase: visit}", [("extend-share", ("ldl",))], 2),
        ("{fields: pain, phase: visit, form: structured}", [("slot", ("pain",))], 3),
        ("{fields: ldl, phase: visit, form: structured}", [("extend-share", ("ldl",)), ("slot", ("ldl",))], 5),
        ("{fields: [ldl], phase: stay, recorded_since: stay}", [("extend-share", ("ldl",))], 2),
    ],
)
def test_the_cheapest_change(walk: Callable[..., Project], needs: str, steps: list[Any], cost: int) -> None:
    plans, (checked,) = planned(walk(needs))
    assert (plans.status, plans.plans[0].cost, plans.plans[0].gap) == ("optimal", cost, 0)
    assert sorted(kinds(plans)) == sorted(steps)
    assert checked.unmet == ()


def test_what_is_forbidden_or_kept_is_not_changed(walk: Callable[..., Project]) -> None:
    project = walk("{fields: ldl, phase: visit}")
    others = planned(project, forbidden=("extend-share",))[0]
    assert kinds(others) == [("new-share", ("ldl",))]
    alone = planned(project, kept=("hospital",))[0]
    assert kinds(alone) == [("new-record", ("ldl",))]
    none, checked = planned(project, kept=("hospital", "gp"))
    assert (none.status, checked) == ("impossible", ())
    assert [(need.field, forbidden) for need, forbidden in none.unmeetable] == [("ldl", Reason.FORBIDDEN)]


def test_costs_decide(walk: Callable[..., Project]) -> None:
    plans, _ = planned(walk("{fields: ldl, phase: visit}"), costs={**COSTS, "extend-share": 9})
    assert (kinds(plans), plans.plans[0].cost) == ([("new-share", ("ldl",))], 4)


def test_a_budget_meets_what_matters_most(walk: Callable[..., Project]) -> None:
    project = walk("{fields: ldl, phase: visit}, {fields: pain, phase: visit, form: structured, level: should}")
    both, _ = planned(project, levels=("must", "should"))
    assert both.plans[0].cost == 5
    one, _ = planned(project, levels=("must", "should"), most=1)
    assert kinds(one) == [("extend-share", ("ldl",))]
    assert [need.field for need in one.left] == ["pain"]
    poor, _ = planned(project, levels=("must", "should"), budget=1)
    assert poor.status == "impossible"


def test_what_the_members_of_a_role_need_counts_once() -> None:
    """Two members that differ are no reason to meet their role's need rather than another by a cheaper change."""
    text = (
        "map: {id: m, title: M}\nphases: {visit: {}}\nfields: {note: {}, plan: {}, lab: {}}\n"
        "channels: {letter: {form: structured}}\nactors:\n"
        "  gp:\n    records: [{fields: [note, plan], phase: visit}]\n"
        "    shares: [{fields: note, phase: visit, to: [home, east, west], via: letter}]\n"
        "  home: {needs: [{fields: plan, phase: visit}]}\n"
        "  ward: {needs: [{fields: lab, phase: visit}]}\n"
        "  east: {extends: ward, uses: [{fields: note, phase: visit}]}\n  west: {extends: ward}\n"
    )
    plans, _ = planned(Project({"map.yaml": text.encode()}), most=1)
    assert "plan" in {field for _, fields in kinds(plans) for field in fields}


def test_the_one_change_needs_no_solver(walk: Callable[..., Project], monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a share it takes up the fields that meet something, and no others."""

    def nothing(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("dataflow.change.solver._highs", nothing)
    project = walk("{fields: ldl, phase: visit}, {fields: pain, phase: visit, form: coded, level: should}")
    plans, checked = planned(project, levels=("must", "should"), most=1)
    assert (plans.status, kinds(plans), plans.plans[0].cost) == ("optimal", [("extend-share", ("ldl",))], 2)
    assert checked[0].unmet == ()
    nothing_helps, _ = planned(project, most=1, kept=("hospital", "gp"))
    assert nothing_helps.status == "impossible"


def test_without_its_solver_it_says_how_to_get_it(
    walk: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In quotation marks that cmd of Windows takes too."""
    monkeypatch.setitem(sys.modules, "highspy", None)
    with pytest.raises(UserError) as raised:
        planned(walk("{fields: ldl, phase: visit}"))
    for language in ("en", "da"):
        said = raised.value.message.in_language(language)
        assert 'pip install "dataflow-map[plan]"' in said
        assert 'uv tool install --force ".[plan]"' in said
        assert "--budget 1-change" in said


def test_alternatives_differ(walk: Callable[..., Project]) -> None:
    """In more than the phase or the share."""
    plans, checked = planned(walk("{fields: ldl, phase: visit}"), alternatives=3)
    costs = [plan.cost for plan in plans.plans]
    assert costs == sorted(costs)
    assert [step.changes[0].kind for plan in plans.plans for step in plan.steps] == [
        "extend-share",
        "new-share",
        "new-record",
    ]
    assert not any(each.unmet for each in checked)


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (
            {"kept": ("hospital",)},
            "It is already recorded by hospital; no way of passing that on that was tried would",
        ),
        ({"costs": {**COSTS, "new-record": 1}}, "recorded by hospital; passing that on would take more changes or"),
    ],
)
def test_a_new_record_says_who_records_it_already(walk: Callable[..., Project], wish: Any, said: str) -> None:
    plans, checked = planned(walk("{fields: ldl, phase: visit}"), **wish)
    assert kinds(plans) == [("new-record", ("ldl",))]
    (steps, *_) = page_of(Planning(plans, checked, all_rules()), "en").sections
    assert said in steps.items[0]


def test_of_changes_that_cost_the_same_none_records_twice(walk: Callable[..., Project]) -> None:
    for most in (None, 1):
        project = walk("{fields: ldl, phase: visit}")
        plans, _ = planned(project, costs={**COSTS, "new-record": 2}, most=most)
        assert kinds(plans) == [("extend-share", ("ldl",))]


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({}, "Another set may be as good: --alternatives 1 shows the next best."),
        ({"most": 1}, "1 other change is as good; it is named below."),
        ({"alternatives": 1}, "Of the other plans below, 1 is as good."),
        ({"most": 1, "kept": ("hospital",)}, "None of the others that were tried is as good."),
    ],
)
def test_the_answer_says_whether_another_is_as_good(
    project: Callable[..., Project], wish: dict[str, Any], said: str
) -> None:
    """Two messages carry pain from the hospital to the doctor, and either would carry ldl."""
    text = (MAP % "{fields: ldl, phase: visit}").replace(
        "shares: [", "shares: [{fields: pain, phase: stay, to: gp, via: message, legal_basis: law}, "
    )
    plans, checked = planned(project(text), **wish)
    page = page_of(Planning(plans, checked, all_rules()), "en")
    assert said in " ".join(page.sentences)
    assert (len(plans.as_good) == 1) == ("named below" in said)


SENDERS = """\
map: {id: walk, title: A walk}
phases: {stay: {}, visit: {}}
fields: {ldl: {}, pain: {}, gait: {}}
channels: {letter: {form: structured}, note: {form: structured}, wire: {form: structured}, fax: {}}
legal_bases: {law: {}}
actors:
  hospital:
    records: [{fields: [ldl, pain], phase: [stay, visit]}]
    shares:
      - {fields: pain, phase: stay, to: gp, via: note, legal_basis: law}
      - {fields: pain, phase: visit, to: gp, via: letter, legal_basis: law}
  clinic:
    records: [{fields: [ldl, gait], phase: visit}]
    shares: [{fields: gait, phase: visit, to: gp, via: wire, legal_basis: law}]
  gp: {needs: [{fields: ldl, phase: visit}, {fields: [pain, gait], phase: visit}]}
"""


@pytest.mark.parametrize(
    ("edit", "sender", "channel"),
    [
        (("x", "x"), "clinic", "wire"),
        (("via: wire", "via: wire, confidence: medium"), "hospital", "letter"),
        (("via: wire", "via: wire, on_request: true"), "hospital", "letter"),
        (("note: {form: structured}", "note: {form: structured, slots: {ldl: structured}}"), "hospital", "note"),
        (
            ("[ldl, gait], phase: visit}]", "gait, phase: visit}]\n    uses: [{fields: ldl, phase: visit}]"),
            "hospital",
            "letter",
        ),
    ],
)
def test_the_one_change_is_what_is_advised_for_a_need_by_itself(
    project: Callable[..., Project], edit: tuple[str, str], sender: str, channel: str
) -> None:
    """Of additions that cost the same: recorders first, then a routine, surely stated, that suits, and is late."""
    text = SENDERS.replace(*edit).replace(
        "    shares:\n",
        "    shares:\n      - {fields: ldl, phase: visit, to: clinic, via: fax, legal_basis: law}\n",
    )
    found = project(text)
    (finding,) = (each for each in found.gaps() if each.code == "DF301")
    assert finding.hint is not None
    hint = innermost(finding.hint)
    assert (str(hint.words["sender"]), str(hint.words["channel"])) == (sender, channel)
    (change,) = planned(found, most=1)[0].plans[0].changes
    assert (change.actor, change.via) == (sender, channel)
    (change,) = planned(found)[0].plans[0].changes
    assert change.actor == sender or edit == ("x", "x")


def test_nothing_to_do(walk: Callable[..., Project]) -> None:
    plans, checked = planned(walk("{fields: pain, phase: visit}"))
    assert (plans.status, checked) == ("nothing-to-do", ())


def test_a_share_is_not_extended_to_those_that_it_does_not_concern(project: Callable[..., Project]) -> None:
    text = (MAP % "{fields: ldl, phase: visit}").replace("to: gp", "to: [gp, jobcentre]") + "  jobcentre: {}\n"
    assert kinds(planned(project(text))[0]) == [("new-share", ("ldl",))]


def test_what_is_planned_is_put_into_force(project: Callable[..., Project]) -> None:
    text = (MAP % "{fields: ldl, phase: visit}").replace(
        "    shares: [", "    shares: [{fields: ldl, phase: stay, to: gp, via: message, status: planned}, "
    )
    plans, _ = planned(project(text), costs={**COSTS, "put-in-force": 1})
    assert [step.changes[0].kind for step in plans.plans[0].steps] == ["put-in-force"]


def test_a_planned_share_is_put_into_force_with_all_its_receivers(project: Callable[..., Project]) -> None:
    """An actor may name itself among them, which it could not do alone."""
    text = MAP.replace("to: gp, via: letter, legal_basis: law}", "to: [hospital, gp], via: letter, status: planned}")
    plans, (checked,) = planned(project(text % "{fields: pain, phase: visit}"), costs={**COSTS, "put-in-force": 1})
    assert [step.changes[0].kind for step in plans.plans[0].steps] == ["put-in-force"]
    assert checked.unmet == ()


MEMBERS = """\
map: {id: walk, title: A walk}
phases: {stay: {}, visit: {}}
fields: {ldl: {}, pain: {}}
channels: {letter: {form: free-text}}
legal_bases: {law: {}}
actors:
  hospital:
    records: [{fields: [ldl, pain], phase: stay, form: structured}]
    shares: [{fields: [ldl, pain], phase: stay, to: gp, via: letter, legal_basis: law}]
  north: {extends: hospital, omits: [%s]}
  south: {extends: hospital}
  gp: {needs: [{fields: ldl, phase: visit}]}
  ann: {extends: gp}
  bob: {extends: gp}
clusters: {up: {members: [north, ann]}, down: {members: [south, bob]}}
"""


def test_a_member_alone_is_changed_where_only_it_lacks(project: Callable[..., Project]) -> None:
    """Of the hospitals one does not share, and of the doctors one lacks."""
    (step,) = planned(project(MEMBERS % "{shares: ldl}"))[0].plans[0].steps
    assert [(each.kind, each.actor) for each in step.changes] == [("extend-share", "north")]
    plans, checked = planned(project(MEMBERS % "{shares: ldl}"), forbidden=("extend-share",))
    (step,) = plans.plans[0].steps
    assert [(each.kind, each.actor, each.to) for each in step.changes] == [("new-share", "north", ("ann",))]
    assert checked[0].unmet == ()
    (step,) = planned(project(MEMBERS % "{shares: ldl}"), kept=("hospital",))[0].plans[0].steps
    assert [(each.kind, each.actor) for each in step.changes] == [("new-record", "ann")]
    (step,) = planned(project(MEMBERS % "{records: ldl}"))[0].plans[0].steps
    assert [(each.kind, each.actor) for each in step.changes] == [("new-record", "north")]


def test_a_role_is_changed_where_several_of_its_members_lack(project: Callable[..., Project]) -> None:
    text = MEMBERS.replace(", omits: [%s]", "").replace("[ldl, pain], phase: stay, to", "pain, phase: stay, to")
    plans, _ = planned(project(text), alternatives=3)
    assert {each.actor for plan in plans.plans for each in plan.changes} <= {"hospital", "gp"}


OMITTED = """\
map: {id: walk, title: A walk}
phases: {stay: {}, visit: {}}
fields: {ldl: {}, pain: {}}
channels: {letter: {form: structured}}
legal_bases: {law: {}}
actors:
  hospital:
    records: [{fields: [ldl, pain], phase: stay, form: free-text}]
    shares: [{fields: ldl, phase: stay, to: gp, via: letter, legal_basis: law%s}]
  north: {extends: hospital, omits: [%s]}
  south: {extends: hospital}
  west: {extends: hospital}
  gp: {needs: [{%s, phase: visit}]}
"""


@pytest.mark.parametrize(
    ("status", "omits", "need", "kind", "said"),
    [
        ("", "{shares: ldl}", "fields: pain", "extend-share", "leaves out north: nothing is shared there"),
        (", takes: 2d", "{shares: ldl}", "fields: ldl, within: 1d", "faster-share", "leaves out north: nothing"),
        (
            "",
            "{records: ldl}",
            "fields: ldl, form: structured",
            "better-record",
            "leaves out north: it is not recorded",
        ),
        (", status: planned", "{shares: ldl}", "fields: ldl", "put-in-force", "leaves out north: there it is not"),
    ],
)
def test_a_member_does_not_change_what_it_omits(
    project: Callable[..., Project], status: str, omits: str, need: str, kind: str, said: str
) -> None:
    """What is changed for the role is changed for the others, and the plan says so."""
    text = OMITTED % (status, omits, need)
    found = project(text.replace("phase: visit}]", "phase: stay}]") if "within" in need else text)
    plans, checked = planned(found, forbidden=("new-share", "new-channel", "new-record"))
    assert [(each.kind, each.actor) for each in plans.plans[0].changes] == [(kind, "hospital")]
    scenario = scenario_of(found.data_map, plans.plans[0].changes, "plan")
    assert list(scenario["actors"]) == ["south", "west"]
    assert checked[0].unmet == ()
    (step,) = page_of(Planning(plans, checked, all_rules()), "en").sections[0].items
    assert said in step


def test_what_a_member_omits_is_met_for_some_only(project: Callable[..., Project]) -> None:
    """The need is met, by the others; where no member omits the share, for all."""
    text = OMITTED % ("", "{shares: ldl}", "fields: pain")
    assert [each.field for each in planned(project(text))[1][0].for_some] == ["pain"]
    assert planned(project(text.replace(", omits: [{shares: ldl}]", "")))[1][0].for_some == ()


def test_a_need_that_only_the_member_that_omits_a_share_could_meet_takes_another_change(
    project: Callable[..., Project],
) -> None:
    """To be in the same cluster as that member alone."""
    text = OMITTED % ("", "{shares: ldl}", "fields: pain")
    text += "  ann: {extends: gp}\nclusters: {up: {members: [north, ann]}, down: {members: [south, west]}}\n"
    plans, checked = planned(project(text))
    assert [(each.kind, each.actor) for each in plans.plans[0].changes] == [("new-share", "hospital")]
    assert checked[0].unmet == checked[0].for_some == ()


def test_a_member_that_shares_nothing_there_begins_a_share_of_its_own(project: Callable[..., Project]) -> None:
    """All others share the field."""
    text = OMITTED % ("", "{shares: ldl}", "fields: ldl")
    text += "".join(f"  {each}: {{extends: gp}}\n" for each in ("ann", "bob", "cy"))
    text += "clusters: {up: {members: [north, %s]}, down: {members: [south, west, cy]}}\n"
    plans, _ = planned(project((text % "ann").replace("west, cy", "west, cy, bob")))
    assert [(each.kind, each.actor, each.to) for each in plans.plans[0].changes] == [("new-share", "north", ("ann",))]
    plans, _ = planned(project(text % "ann, bob"))
    assert [(each.kind, each.actor, each.to) for each in plans.plans[0].changes] == [("new-share", "north", ("gp",))]


def test_the_channel_that_suits_best_is_chosen_among_those_that_cost_the_same(
    project: Callable[..., Project],
) -> None:
    text = (MAP % "{fields: ldl, phase: visit}").replace("message: {form: coded}", "message: {slots: {ldl: coded}}")
    more = "    shares: [{fields: pain, phase: stay, to: gp, via: message, legal_basis: law}, "
    plans, _ = planned(project(text.replace("    shares: [", more)))
    assert [each.via for each in plans.plans[0].changes] == ["message"]


GROUPED = (MAP % "{fields: ldl, phase: visit}").replace(
    "fields: {ldl: {}, pain: {}}\n", "groups: {body: {}}\nfields: {ldl: {group: body}, pain: {}}\n"
)


def test_a_structured_channel_that_carries_nothing_like_a_field_is_tried_where_there_is_no_other_way(
    project: Callable[..., Project],
) -> None:
    """It is asked about then; where another channel would do, it is not tried, though it is cheaper."""
    text = GROUPED.replace("via: letter", "via: message")
    plans, _ = planned(project(text), forbidden=frozenset({"new-channel"}))
    (step,) = plans.plans[0].steps
    assert (step.changes[0].kind, step.changes[0].via, step.needs_place) == ("extend-share", "message", ("ldl",))
    shared = "shares: [{fields: pain, phase: stay, to: gp, via: letter, legal_basis: law}, "
    (step,) = planned(project(text.replace("shares: [", shared)))[0].plans[0].steps
    assert (step.changes[0].via, step.needs_place) == ("letter", ())


def test_what_is_asked_about_a_channel_is_said_in_both_languages(project: Callable[..., Project]) -> None:
    text = GROUPED.replace("via: letter", "via: message")
    plans, checked = planned(project(text), forbidden=frozenset({"new-channel"}))
    planning = Planning(plans, checked, all_rules())
    said = [page_of(planning, language).sections[0].items[0] for language in ("en", "da")]
    assert "Ask whether message can carry ldl" in said[0]
    assert "Spørg, om message kan overføre ldl" in said[1]


@pytest.mark.parametrize(("register", "kind"), [("kind: registry, ", "extend-share"), ("", "new-record")])
def test_a_registry_takes_what_it_needs_over_the_channel_of_its_reports(
    register: str, kind: str, project: Callable[..., Project]
) -> None:
    """To another actor, a channel of that kind carries what it is made for."""
    text = GROUPED.replace("via: letter", "via: message").replace("{form: coded}", "{form: coded, kind: registry}")
    read = project(text.replace("gp: {needs", f"gp: {{{register}needs"))
    (step,) = planned(read, forbidden=frozenset({"new-channel"}))[0].plans[0].steps
    assert step.changes[0].kind == kind
    (gap,) = (each for each in read.gaps() if each.code == "DF301")
    assert gap.hint is not None
    assert gap.hint.in_language("en").startswith("Add ldl") is bool(register)


@pytest.mark.parametrize(
    ("clinic", "named", "way"),
    [
        ("", "", []),
        ("", "      - {fields: mood, phase: stay, to: clinic, via: report, status: unknown}\n", ["report"]),
        ("", "      - {fields: mood, phase: stay, to: clinic, via: report, status: planned}\n", ["report"]),
        ("", "      - {fields: mood, phase: stay, to: clinic, via: report, status: retired}\n", []),
        ("kind: registry, ", "", ["report"]),
    ],
)
def test_a_channel_of_reports_is_no_new_way_between_two_that_are_no_registry(
    project: Callable[..., Project], clinic: str, named: str, way: list[str]
) -> None:
    """Though the sender reports others of the group by it; unless the map names it between the two."""
    text = (
        "map: {id: reports, title: Reports}\nphases: {stay: {}}\ngroups: {mind: {}}\n"
        "fields: {goals: {group: mind}, mood: {group: mind}}\n"
        "channels: {report: {kind: registry, form: structured}}\nactors:\n"
        "  ward:\n    records: [{fields: [goals, mood], phase: stay, form: structured}]\n"
        "    shares:\n      - {fields: mood, phase: stay, to: register, via: report}\n"
        + named
        + "  register: {kind: registry}\n"
        f"  clinic: {{{clinic}needs: [{{fields: goals, phase: stay}}]}}\n"
    )
    plans, _ = planned(project(text), forbidden=("new-record",))
    assert [each.via for plan in plans.plans for each in plan.changes] == way


def test_a_map_without_groups_says_of_no_channel_that_it_is_made_for_others(project: Callable[..., Project]) -> None:
    text = (MAP % "{fields: ldl, phase: visit}").replace("via: letter", "via: message")
    (step,) = planned(project(text), forbidden=frozenset({"new-channel"}))[0].plans[0].steps
    assert (step.changes[0].kind, step.needs_place) == ("extend-share", ())


WAYS = """\
map: {id: ways, title: Ways}
phases: {before: {}, stay: {}, visit: {}}
fields: {kin: {}, pain: {}}
channels: {letter: {kind: message}, note: {kind: message}}
legal_bases: {law: {}}
actors:
  home:
    records: [{fields: kin, phase: before}, {fields: pain, phase: [before, stay]}]
    shares: [{fields: pain, phase: [before, stay], to: gp, via: note, legal_basis: law}]
  hospital: {needs: [{fields: kin, phase: stay}], records: [{fields: pain, phase: stay}]}
  gp:
    records: [{fields: pain, phase: visit}]
    shares:
      - {fields: pain, phase: visit, to: hospital, via: letter, legal_basis: law}
      - {fields: pain, phase: visit, to: hospital, via: note, legal_basis: law}
"""


def test_a_new_share_is_in_the_phase_of_the_need_and_over_a_channel_of_its_sender(
    project: Callable[..., Project],
) -> None:
    """Of those that cost the same; the receiver gets data over both channels."""
    (step,) = planned(project(WAYS))[0].plans[0].steps
    (change,) = step.changes
    assert (change.kind, change.via, change.phases) == ("new-channel", "note", ("stay",))


def test_a_new_share_is_in_a_phase_in_which_its_sender_does_something(project: Callable[..., Project]) -> None:
    """Where that is not the phase of the need."""
    text = WAYS.replace("fields: pain, phase: [before, stay]}", "fields: pain, phase: before}")
    text = text.replace("fields: pain, phase: [before, stay], to", "fields: pain, phase: before, to")
    (change,) = planned(project(text))[0].plans[0].changes
    assert (change.actor, change.via, change.phases) == ("home", "note", ("before",))


def test_a_plan_says_where_an_actor_does_nothing_else(project: Callable[..., Project]) -> None:
    """What the hospital is told only in the visit it can pass on no earlier; the other field is cheapest with it."""
    text = """\
map: {id: walk, title: A walk}
phases: {stay: {}, visit: {}, after: {}}
fields: {ldl: {}, pain: {}}
channels: {letter: {form: structured}, wire: {kind: notification}}
legal_bases: {law: {}}
actors:
  lab:
    records: [{fields: pain, phase: visit}]
    shares: [{fields: pain, phase: visit, to: hospital, via: wire, legal_basis: law}]
  hospital:
    records: [{fields: [ldl, rest], phase: stay}]
    shares: [{fields: rest, phase: stay, to: [gp, home], via: letter, legal_basis: law}]
  gp: {needs: [{fields: [ldl, pain], phase: visit}]}
  home: {uses: [{fields: rest, phase: stay}]}
""".replace("pain: {}}", "pain: {}, rest: {}}")
    plans, checked = planned(project(text))
    (step,) = plans.plans[0].steps
    assert ([each.field for each in step.changes], step.cost, step.inactive_in) == (["ldl", "pain"], 5, ("visit",))
    planning = Planning(plans, checked, all_rules())
    assert "by the map, hospital does nothing else in visit" in page_of(planning, "en").sections[0].items[0]
    assert "efter kortet gør hospital ellers intet i visit" in page_of(planning, "da").sections[0].items[0]
    active = text.replace(
        "records: [{fields: [ldl, rest], phase: stay}", "records: [{fields: [ldl, rest], phase: [stay, visit]}"
    )
    assert [each.inactive_in for each in planned(project(active))[0].plans[0].steps] == [()]


def test_of_two_that_record_a_field_the_one_that_uses_the_channel_shares_it(project: Callable[..., Project]) -> None:
    """The other is declared first."""
    other = "  clinic: {records: [{fields: kin, phase: [before, stay]}]}\n  home:"
    (change,) = planned(project(WAYS.replace("  home:", other)))[0].plans[0].changes
    assert (change.actor, change.via, change.phases) == ("home", "note", ("stay",))


def test_a_new_channel_may_be_one_that_only_the_sender_uses(project: Callable[..., Project]) -> None:
    """Before one that is new to the sender, by which the receiver gets data."""
    text = WAYS.replace("      - {fields: pain, phase: visit, to: hospital, via: note, legal_basis: law}\n", "")
    (change,) = planned(project(text))[0].plans[0].changes
    assert (change.actor, change.via) == ("home", "note")


def test_a_portal_of_citizens_is_no_way_between_others(project: Callable[..., Project]) -> None:
    citizen = "  person: {kind: patient, needs: [{fields: pain, phase: visit}]}\n"
    text = WAYS.replace("note: {kind: message}", "note: {kind: portal}")
    text = text.replace("to: gp, via: note", "to: person, via: note")
    text = text.replace("to: hospital, via: note", "to: person, via: note")
    (change,) = planned(project(text + citizen))[0].plans[0].changes
    assert (change.actor, change.via) == ("home", "letter")


def test_a_new_record_is_made_where_its_actor_does_something_already(project: Callable[..., Project]) -> None:
    """Of two phases in which it would meet the need, before and at the stay."""
    plans, _ = planned(project(WAYS), kept=("home", "gp"))
    assert [(each.kind, each.actor, each.phases) for each in plans.plans[0].changes] == [
        ("new-record", "hospital", ("stay",))
    ]


def test_a_closed_channel_gets_a_slot_for_what_is_added_to_its_share(project: Callable[..., Project]) -> None:
    """That is cheaper than to record the field again."""
    text = (MAP % "{fields: ldl, phase: visit}").replace("form: free-text", "closed: true, slots: {pain: structured}")
    plans, (checked,) = planned(project(text), forbidden=frozenset({"new-channel"}))
    assert sorted(kinds(plans)) == [("extend-share", ("ldl",)), ("slot", ("ldl",))]
    assert (plans.plans[0].cost, checked.unmet) == (5, ())


def test_a_referral_is_not_sent_again_for_what_is_measured_later(project: Callable[..., Project]) -> None:
    text = (MAP % "{fields: ldl, phase: visit}").replace("letter: {form", "letter: {kind: referral, form")
    text = text.replace("[ldl, pain], phase: stay", "[ldl, pain], phase: visit")
    plans, _ = planned(project(text), forbidden=("new-record", "extend-share"))
    assert plans.plans == ()
    assert kinds(planned(project(text.replace("phase: stay, to", "phase: visit, to")))[0]) == [
        ("extend-share", ("ldl",))
    ]


def test_what_another_records_only_later_is_not_recorded_already(project: Callable[..., Project]) -> None:
    """To record it in time is no second record of it."""
    late = (MAP % "{fields: ldl, phase: stay}").replace("[ldl, pain], phase: stay", "[ldl, pain], phase: visit")
    (step,) = planned(project(late), forbidden=("extend-share",), kept=("hospital",))[0].plans[0].steps
    assert (step.changes[0].kind, step.changes[0].actor, step.recorders) == ("new-record", "gp", ())


def test_a_new_record_is_no_more_exact_than_its_need(project: Callable[..., Project]) -> None:
    """Though another actor needs the field coded."""
    systems = "code_systems: {icpc: {}}\n"
    nurse = "  nurse: {needs: [{fields: ldl, phase: visit}]}\n"
    text = systems + (MAP % "{fields: ldl, phase: visit, form: coded, code_system: icpc}") + nurse
    (step,) = planned(project(text), actors=("nurse",), forbidden=("new-channel",))[0].plans[0].steps
    assert (step.changes[0].actor, step.changes[0].code_system, step.changes[0].form) == ("nurse", None, 0)
    everyone = planned(project(text), forbidden=("new-channel",))[0].plans[0].changes
    assert [(each.actor, each.code_system) for each in everyone if each.actor == "nurse"] == [("nurse", None)]


def test_a_number_is_not_proposed_as_free_text(project: Callable[..., Project]) -> None:
    """Neither in a new record nor in the slot of a closed channel, though the need takes any form."""
    text = (MAP % "{fields: ldl, phase: visit}").replace("ldl: {}", "ldl: {kind: quantity}")
    (step,) = planned(project(text), kept=("hospital",))[0].plans[0].steps
    assert (step.changes[0].kind, step.changes[0].form) == ("new-record", 1)
    closed = text.replace("form: free-text", "closed: true, slots: {pain: structured}")
    plans, _ = planned(project(closed), forbidden=frozenset({"new-channel"}))
    assert [each.form for each in plans.plans[0].changes if each.kind == "slot"] == [1]


def test_a_need_of_all_members_that_nothing_meets_stands_once(project: Callable[..., Project]) -> None:
    """Though they lack it for themselves."""
    members = "  ann: {extends: gp}\n  bob: {extends: gp, needs: [{fields: pain, phase: visit, form: structured}]}\n"
    text = (MAP % "{fields: ldl, phase: visit}") + members
    plans, _ = planned(project(text), forbidden=KINDS)
    assert [(need.actor, need.field, need.members) for need, _ in plans.unmeetable] == [
        ("gp", "ldl", None),
        ("gp", "pain", ("bob",)),
    ]


def test_a_plan_says_which_needs_it_meets_for_some_only(project: Callable[..., Project]) -> None:
    text = (MAP % "{fields: pain, phase: visit, form: structured}").replace(
        "via: letter, legal_basis", "via: letter, coverage: 2/3, legal_basis"
    )
    plans, checked = planned(project(text))
    assert [each.field for each in checked[0].for_some] == ["pain"]
    said = page_of(Planning(plans, checked, all_rules()), "en").sentences
    assert any("met for some only: pain for" in each for each in said)


def test_the_needs_of_a_field_in_several_phases_are_named_together(project: Callable[..., Project]) -> None:
    plans, checked = planned(
        project((MAP % "{fields: ldl, phase: [stay, visit]}").replace("phase: stay, to", "phase: [stay, visit], to"))
    )
    steps = page_of(Planning(plans, checked, all_rules()), "en").sections[0].items
    assert any("2 needs hang on it: ldl for gp in stay and visit." in each for each in steps)


def test_a_plan_names_the_needs_whose_lack_is_accepted(project: Callable[..., Project]) -> None:
    waived = "waivers: [{rule: DF301, actor: gp, field: ldl, reason: On paper for now}]\n"
    plans, checked = planned(project(MAP % "{fields: ldl, phase: visit}" + waived))
    assert [each.field for each in plans.accepted] == ["ldl"]
    said = page_of(Planning(plans, checked, all_rules()), "en").sentences
    assert any(each.startswith("Accepted by the authors of the map") and "ldl for" in each for each in said)
    assert planned(project(MAP % "{fields: ldl, phase: visit}"))[0].accepted == ()


FIRST = """\
map: {id: first, title: First}
phases: {stay: {}, visit: {}}
fields: {ldl: {}, pain: {}}
channels: {%s}
actors:
  hospital: {records: [{fields: ldl, phase: stay}]}
  gp: {needs: [{fields: ldl, phase: visit, form: %s, received: true}]}
"""


def test_an_actor_that_gets_nothing_yet_gets_its_first_share(project: Callable[..., Project]) -> None:
    """Over any digital channel of the map that is made for nothing else."""
    channels = "letter: {kind: message}, post: {kind: paper}, register: {kind: registry, slots: {pain: coded}}"
    plans, (checked,) = planned(project(FIRST % (channels, "free-text")))
    assert [(each.kind, each.via, each.to) for each in plans.plans[0].changes] == [("new-channel", "letter", ("gp",))]
    assert checked.unmet == ()


@pytest.mark.parametrize(
    ("kind", "used", "way"),
    [
        ("message", "", "new-record"),  # a discharge letter, which no citizen sends
        ("portal", "", "new-channel"),
        ("message", ", shares: [{fields: mood, phase: stay, to: gp, via: letter}]", "new-channel"),
    ],
)
def test_citizens_send_over_channels_that_citizens_use(
    project: Callable[..., Project], kind: str, used: str, way: str
) -> None:
    found = project(
        "map: {id: goals, title: Goals}\nphases: {stay: {}, visit: {}}\nfields: {goals: {}, mood: {}}\n"
        f"channels: {{letter: {{kind: {kind}}}}}\nactors:\n"
        "  clinic: {needs: [{fields: goals, phase: visit}]}\n"
        "  gp: {records: [{fields: mood, phase: stay}],"
        " shares: [{fields: mood, phase: stay, to: clinic, via: letter}]}\n"
        f"  citizen: {{sector: citizen, records: [{{fields: [goals, mood], phase: stay}}]{used}}}\n"
    )
    plans, _ = planned(found)
    assert [kind for kind, _ in kinds(plans)] == [way]


def test_a_need_that_an_answer_may_meet_is_doubtful(project: Callable[..., Project]) -> None:
    """A plan does not count on it, and says how many there are."""
    unknown = "shares: [{fields: ldl, phase: stay, to: gp, via: letter, status: unknown}]"
    plans, _ = planned(
        project(
            (MAP % "{fields: [ldl, pain], phase: visit, form: free-text}").replace(
                "shares: [{fields: pain, phase: stay, to: gp, via: letter, legal_basis: law}]", unknown
            )
        )
    )
    assert [need.field for need in plans.doubtful] == ["ldl"]
    assert [need.field for need in plans.chosen] == ["ldl", "pain"]


def test_where_no_channel_leads_to_an_actor_this_is_the_reason(project: Callable[..., Project]) -> None:
    plans, _ = planned(project(FIRST % ("post: {kind: paper}", "free-text")))
    assert [(need.field, reason) for need, reason in plans.unmeetable] == [("ldl", Reason.NO_CHANNEL)]


@pytest.mark.parametrize(("kind", "changes"), [("message", ["slot"]), ("paper", ["new-channel"])])
def test_a_letter_on_paper_gets_no_slot(kind: str, changes: list[str], project: Callable[..., Project]) -> None:
    """What is on paper is no data: a digital channel is proposed instead, though it costs more."""
    text = FIRST % (f"post: {{kind: {kind}}}, message: {{form: structured}}", "structured")
    share = "phase: stay}], shares: [{fields: ldl, phase: stay, to: gp, via: post}"
    plans, _ = planned(project(text.replace("phase: stay}", share, 1)))
    assert [each.kind for each in plans.plans[0].changes] == changes


def test_unmet_needs_of_lower_levels_are_counted(walk: Callable[..., Project]) -> None:
    lower = "{fields: pain, phase: visit, form: structured, level: should}, {fields: ldl, phase: visit, level: may}"
    plans, _ = planned(walk(lower))
    assert (plans.status, sorted(need.level for need in plans.below)) == ("nothing-to-do", ["may", "should"])
    assert planned(walk(lower), levels=("must", "should", "may"))[0].below == ()


def test_the_map_states_its_own_costs(project: Callable[..., Project]) -> None:
    text = (MAP % "{fields: ldl, phase: visit}").replace("title: A walk", "title: A walk, costs: {new-share: 0}")
    assert project(text).data_map.costs == {"new-share": 0}


@pytest.mark.slow
@settings(
    max_examples=COUNT,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(maps(scenarios=False), st.lists(st.sampled_from(KINDS), max_size=4), st.integers(0, 6), st.integers(0, 99))
def test_no_cheaper_set_of_changes_does_it(drawn: DrawnMap, forbidden: list[str], dearer: int, pick: int) -> None:
    """Each cheaper set is tried with the slow twin, and so is the plan; without any one change it does not do.

    ``DATAFLOW_RANDOM_PLANS`` sets how many maps (``make random-plans`` asks for 5,000).
    """
    base = json.loads(json.dumps(drawn.base))
    project = Project({"map.yaml": json.dumps(base).encode()})
    needs = [need for need, _ in unmet_by_twin(base, None)]
    assume(needs)
    actor, field = needs[pick % len(needs)][:2]
    costs = {**COSTS, KINDS[pick % len(KINDS)]: 1 + dearer}
    wish = Wish(
        levels=("must", "should", "may"), actors=(actor,), fields=(field,), forbidden=tuple(forbidden), costs=costs
    )
    changes = candidates_of(project.needs, project.assumptions, wish)
    plans, checked = project.plans(wish)

    def left(chosen: tuple[Change, ...]) -> set[tuple[str, ...]]:
        scenario = scenario_of(project.data_map, chosen, "plan")
        found = unmet_by_twin(base, json.loads(json.dumps(scenario)))
        return {(*need, place) for need, place in found if need[:2] == (actor, field)}

    everything = left(tuple(changes))
    if not plans.plans:
        assert left(()) == everything
        return
    plan = plans.plans[0]
    assert left(plan.changes) == everything
    assert checked[0].unmet == ()
    assert plan.gap == 0
    for change in plan.changes:
        assert left(tuple(each for each in plan.changes if each is not change)) > everything
    for number, cheaper in enumerate(subsets(changes, costs, plan.cost)):
        assume(number < MOST_SUBSETS)
        assert left(cheaper) > everything


@pytest.mark.slow
@settings(
    max_examples=COUNT,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(maps(scenarios=False))
def test_the_one_change_is_as_good_as_that_of_the_solver(drawn: DrawnMap) -> None:
    """It meets as much, at the same cost."""
    project = Project({"map.yaml": json.dumps(drawn.base).encode()})
    wish = Wish(levels=("must", "should", "may"), most=1)
    tried, checked = project.plans(wish)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dataflow.change.plan._is_of_one", lambda problem: False)
        solved, _ = project.plans(wish)

    data_map, members = project.data_map, Counter[tuple[str, ...]]()

    def about(actors: tuple[str, ...], need: Need) -> tuple[str, ...]:
        return data_map.role_of(actors[0]), need.field, need.phase, need.entry.level

    for each in targets_of(project.needs, project.assumptions, wish)[1]:
        members[about(each.actors, each.need)] += len(each.actors)

    def worth(plans: Plans) -> tuple[Fraction, int]:
        """Each member has its share of its role's need."""
        met = [pair for plan in plans.plans for pair in plan.met]
        shares = (
            Fraction(WEIGHTS[need.entry.level] * len(actors), members[about(actors, need)]) for actors, need in met
        )
        return sum(shares, Fraction(0)), sum(plan.cost for plan in plans.plans)

    assert worth(tried) == worth(solved)
    assert not any(each.unmet for each in checked)


def subsets(changes: list[Change], costs: dict[str, int], limit: int) -> Iterator[tuple[Change, ...]]:
    """All sets of changes that cost less than a limit."""

    def grow(chosen: tuple[Change, ...], start: int) -> Iterator[tuple[Change, ...]]:
        yield chosen
        for number in range(start, len(changes)):
            larger = (*chosen, changes[number])
            if cost_of(larger, costs) < limit:
                yield from grow(larger, number + 1)

    yield from grow((), 0)


def unmet_by_twin(base: Any, scenario: Any) -> list[tuple[tuple[str, str, str], str]]:
    """The needs that are not met without what is unknown, each with where it is written."""
    expanded = expand(base, [scenario] if scenario else [], "plan" if scenario else None)
    run = Run(expanded, False, expanded.map.get("as_of"), frozenset())
    needs = [each for each in run.of("needs") if not run.met(each)]
    return [((each.actor, each.field, each.phase), str(each.origin)) for each in needs]


def test_a_channel_that_the_map_names_between_the_two_as_unknown_is_tried() -> None:
    """The receiver gets data over another channel, and nobody has found out whether it gets any over this one."""
    text = (
        "map: {id: m, title: M}\nphases: {visit: {}}\nfields: {help: {}, note: {}}\n"
        "channels: {letter: {form: structured, closed: true}, report: {form: structured}}\nactors:\n"
        "  nurse: {records: [{fields: help, phase: visit}],"
        " shares: [{fields: help, phase: visit, to: ward, via: report, status: unknown}]}\n"
        "  gp: {records: [{fields: note, phase: visit}]}\n"
        "  ward: {needs: [{fields: help, phase: visit}]}\n"
        "  unit: {shares: [{fields: note, phase: visit, to: ward, via: letter}]}\n"
    )
    plans, checked = planned(Project({"map.yaml": text.encode()}), forbidden=("slot",))
    assert kinds(plans) == [("new-channel", ("help",))]
    said = [page_of(Planning(plans, checked, all_rules()), each).sections[0].items[0] for each in ("en", "da")]
    assert "a way that the two perhaps use today (not found out)." in said[0]
    assert "en vej, som de to måske bruger i dag (uafklaret)." in said[1]


@pytest.mark.parametrize(
    ("terms", "english", "danish"),
    [
        (NO_TERMS, " today", " i dag"),
        (Terms(scenario="more"), " with the scenario", " med scenariet"),
        (Terms(planned=True), " when what is planned is in force", ", når det planlagte gælder"),
        (
            Terms(scenario="more", planned=True),
            " with the scenario and what is planned in force",
            " med scenariet, når det planlagte gælder",
        ),
    ],
)
def test_a_plan_says_when_its_needs_are_not_met(terms: Terms, english: str, danish: str) -> None:
    """And its advice about a need: with a scenario or with what is planned, it is not what is so today."""
    text = FIRST % ("letter: {kind: message}", "free-text")
    scenario = "scenario: {id: more}\nactors: {gp: {records: [{fields: pain, phase: stay}]}}\n"
    project = Project({"map.yaml": text.encode(), "more.yaml": scenario.encode()}, terms)
    page = [page_of(Planning(*planned(project), all_rules()), each) for each in ("en", "da")]
    (gap,) = (each for each in project.gaps() if each.code == "DF301")
    assert gap.hint is not None
    assert f"that is not met{english} would be met" in page[0].sentences[0]
    assert f"behov, som ikke er opfyldt{danish}, ville" in page[1].sentences[0]
    assert f"the two do not use{english}." in page[0].sections[0].items[0]
    assert f"de to ikke bruger{danish}." in page[1].sections[0].items[0]
    assert f"nothing is shared between them{english}." in gap.hint.in_language("en")
    assert f"der deles intet mellem dem{danish}." in gap.hint.in_language("da")


@pytest.mark.parametrize(
    ("language", "said", "told"),
    [
        (
            "en",
            "hospital shares pain with gp over letter in stay sooner than so far: there after 3 days instead of"
            " after 17 days, counted from the beginning of the phase.",
            "hospital now shares pain with gp by letter in stay (sent when the phase begins).",
        ),
        (
            "da",
            "hospital deler pain med gp via letter i stay hurtigere end hidtil: fremme efter 3 dage i stedet for"
            " efter 17 dage, regnet fra fasens begyndelse.",
            "hospital deler nu pain med gp via letter i stay (sendes, når fasen begynder).",
        ),
    ],
)
def test_of_a_share_that_there_is_but_too_late_a_plan_says_what_is_new(
    language: str, said: str, told: str, project: Callable[..., Project]
) -> None:
    """In words, and in the scenario, by which a comparison tells it too."""
    text = (MAP % "{fields: pain, phase: stay, within: 7d}").replace("via: letter, ", "via: letter, after: 2w, ")
    made = project(text.replace("{form: free-text}", "{form: free-text, takes: 3d}"))
    plans, checked = planned(made, forbidden=("faster-share", "new-channel"))
    assert checked[0].unmet == ()
    assert page_of(Planning(plans, checked, all_rules()), language).sections[0].items[0].startswith(said)
    _, texts = laid_over(made.data_map, plans.plans[0].changes, made.texts, None)
    (scenario,) = set(texts) - set(made.texts)
    found = Project(texts, Terms(scenario=scenario.removesuffix(".yaml"))).difference(made)
    names = names_in(made.data_map)
    (change,) = (statement_sentence(each, names, found.new.members) for each in found.statements)
    assert isinstance(change, Sentence)
    assert change.in_language(language) == told


def test_what_is_added_to_a_share_may_be_shared_already_but_late(project: Callable[..., Project]) -> None:
    text = (MAP % "{fields: [ldl, pain], phase: stay, within: 7d}").replace(
        "    shares: [", "    shares: [{fields: ldl, phase: stay, to: gp, via: letter, after: 2w}, "
    )
    plans, checked = planned(project(text))
    items = page_of(Planning(plans, checked, all_rules()), "en").sections[0].items
    assert "Of that, ldl is shared so already, but there only after 14 days; it is to be there at once, " in items[0]
    items = page_of(Planning(plans, checked, all_rules()), "da").sections[0].items
    assert "Heraf deles ldl allerede sådan, men er først fremme efter 14 dage; det skal være fremme med" in items[0]

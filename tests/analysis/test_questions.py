"""The ranking of unknown statements, derived by hand and by trying every answer."""

import copy
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from twin.random_maps import DrawnMap, maps

from dataflow.analysis.needs.needs import Needs
from dataflow.analysis.needs.questions import Question, Settlement, count_possible
from dataflow.base.rule import RuleKind
from dataflow.evaluation import context_of, found_in_run
from dataflow.model.statements import Need
from dataflow.project import Project
from dataflow.rules import all_rules, codes_of, identity_of, rule_of
from dataflow.rules._remedies import Account, account_of

Make = Callable[..., Project]

COUNT = int(os.environ.get("DATAFLOW_RANDOM_MAPS", "150")) // 5

START = """\
map:
  id: study
  title: Study
  rules: {DF302: off, DF303: off, DF304: off, DF401: off, DF501: off, DF502: off, DF503: off}
phases: {stay: {}, home: {}}
fields: {ldl: {}, plan: {}, risk: {}}
channels: {letter: {}, portal: {form: coded}}
actors:
"""


def settlements(question: Question) -> list[tuple[str | None, Settlement | None, Settlement | None]]:
    """The findings that a question settles by their field, with the effects of a yes and a no."""
    return [(effect.finding.subject.field, effect.yes, effect.no) for effect in question.effects]


def by_note(questions: tuple[Question, ...]) -> dict[str, Question]:
    return {question.entry.note.in_language("en"): question for question in questions if question.entry.note}


def test_the_question_that_settles_most_is_first(project: Make) -> None:
    """One share would meet two needs, another one; a third is of a field that nobody needs."""
    made = project(
        START
        + """\
  hospital:
    records: [{fields: [ldl, plan, risk], phase: stay}]
    shares:
      - {fields: risk, phase: stay, to: gp, via: letter, status: unknown, note: none}
      - {fields: plan, phase: stay, to: gp, via: letter, status: unknown, note: one}
      - {fields: [ldl, plan], phase: stay, to: town, via: letter, status: unknown, note: two}
  town: {needs: [{fields: [ldl, plan], phase: home}]}
  gp: {needs: [{fields: plan, phase: home, level: should}]}
"""
    )
    questions = made.questions()
    assert [question.entry.note.in_language("en") for question in questions if question.entry.note] == [
        "two",
        "one",
        "none",
    ]
    assert settlements(questions[0]) == [
        ("ldl", Settlement.CLOSED, Settlement.CERTAIN),
        ("plan", Settlement.CLOSED, Settlement.CERTAIN),
    ]
    assert [question.settles for question in questions] == [2, 1, 0]
    closed, certain = Settlement.CLOSED, Settlement.CERTAIN
    assert [
        questions[0].count(*each) for each in (("yes", closed), ("no", certain), ("yes", certain), ("no", closed))
    ] == [
        2,
        2,
        0,
        0,
    ]
    assert (questions[0].fields, questions[0].phases, questions[0].receivers) == (
        ("ldl", "plan"),
        ("stay",),
        ("town",),
    )


def test_an_unknown_need_is_the_reverse(project: Make) -> None:
    """If the town does need it, the gap is certain; if not, there is none."""
    made = project(START + "  town: {needs: [{fields: ldl, phase: home, status: unknown}]}\n")
    (question,) = made.questions()
    assert settlements(question) == [("ldl", Settlement.CERTAIN, Settlement.CLOSED)]


def test_two_links_of_one_chain_settle_nothing_by_a_yes_alone(project: Make) -> None:
    """Without the other link the need stays unmet; but a no to either makes the gap certain."""
    made = project(
        START
        + """\
  hospital:
    records: [{fields: ldl, phase: stay}]
    shares: [{fields: ldl, phase: stay, to: hub, via: letter, status: unknown}]
  hub: {kind: registry, shares: [{fields: ldl, phase: home, to: town, via: portal, status: unknown}]}
  town: {needs: [{fields: ldl, phase: home}]}
"""
    )
    assert [settlements(question) for question in made.questions()] == [[("ldl", None, Settlement.CERTAIN)]] * 2


def test_two_ways_to_one_need_settle_nothing_by_a_no_alone(project: Make) -> None:
    """Either letter would meet it, so a yes to one closes the gap, and a no leaves it possible."""
    made = project(
        START
        + """\
  hospital:
    records: [{fields: ldl, phase: stay}]
    shares:
      - {fields: ldl, phase: stay, to: town, via: letter, status: unknown}
      - {fields: ldl, phase: stay, to: town, via: portal, status: unknown}
  town: {needs: [{fields: ldl, phase: home}]}
"""
    )
    assert [settlements(question) for question in made.questions()] == [[("ldl", Settlement.CLOSED, None)]] * 2


def test_an_answer_about_another_field_counts(project: Make) -> None:
    """If the practice asked about the risk, the LDL is the answer that it awaits, and no longer too much."""
    made = project(
        START.replace("DF501: off, ", "")
        .replace("portal: {form: coded}", "portal: {expects_reply: letter}")
        .replace("risk: {}", "risk: {kind: identifier}")
        + """\
  hospital:
    records: [{fields: ldl, phase: stay}]
    shares: [{fields: ldl, phase: stay, to: gp, via: letter}]
  gp:
    records: [{fields: risk, phase: stay}]
    shares: [{fields: risk, phase: stay, to: hospital, via: portal, status: unknown}]
"""
    )
    (question,) = made.questions()
    assert settlements(question) == [("ldl", Settlement.CLOSED, Settlement.CERTAIN)]


def test_an_answer_to_a_known_message_about_another_field_counts(project: Make) -> None:
    """The hub sends the LDL to the practice anyway; if the hospital does too, it answers about the risk."""
    made = project(
        START.replace("DF501: off, ", "")
        .replace("portal: {form: coded}", "portal: {expects_reply: letter}, post: {}")
        .replace("risk: {}", "risk: {kind: identifier}")
        + """\
  hub:
    records: [{fields: ldl, phase: stay}]
    shares: [{fields: ldl, phase: stay, to: [gp, hospital], via: post}]
  hospital:
    uses: [{fields: ldl, phase: stay}]
    shares: [{fields: ldl, phase: stay, to: gp, via: letter, status: unknown}]
  gp:
    records: [{fields: risk, phase: stay}]
    shares: [{fields: risk, phase: stay, to: hospital, via: portal}]
"""
    )
    (question,) = made.questions()
    assert settlements(question) == [("ldl", Settlement.CLOSED, Settlement.CERTAIN)]


def test_a_flow_is_one_finding_whatever_it_carries(project: Make) -> None:
    """Either field that the hospital perhaps sends without a legal basis makes the finding certain by a yes."""
    made = project(
        START.replace(", DF503: off", "")
        + """\
  hospital:
    records: [{fields: [ldl, risk], phase: stay}]
    shares:
      - {fields: ldl, phase: stay, to: gp, via: letter, status: unknown}
      - {fields: risk, phase: home, to: gp, via: letter, status: unknown}
  gp: {}
"""
    )
    assert [settlements(question) for question in made.questions()] == [[(None, Settlement.CERTAIN, None)]] * 2


def test_typing_in_again_is_one_finding_from_whatever_phase(project: Make) -> None:
    """The paper perhaps goes at once, perhaps later: the practice types it in again on either yes."""
    made = project(
        START.replace("letter: {}", "letter: {mode: manual}")
        + """\
  hospital:
    records: [{fields: ldl, phase: stay}]
    shares:
      - {fields: ldl, phase: stay, to: gp, via: letter, status: unknown}
      - {fields: ldl, phase: home, to: gp, via: letter, status: unknown}
  gp: {records: [{fields: ldl, phase: home}]}
"""
    )
    assert [settlements(question) for question in made.questions()] == [[("ldl", Settlement.CERTAIN, None)]] * 2


def test_two_clashes_of_a_field_are_two_findings(project: Make) -> None:
    """Their code systems do not agree in any case, their methods only if the practice measures at home."""
    made = project(
        START.replace("fields:", "code_systems: {npu: {}, loinc: {}}\nfields:")
        + """\
  hospital: {records: [{fields: ldl, phase: stay, code_system: npu, method: clinic}]}
  gp:
    records:
      - {fields: ldl, phase: home, code_system: loinc}
      - {fields: ldl, phase: home, code_system: loinc, method: home, status: unknown}
"""
    )
    (question,) = made.questions()
    assert settlements(question) == [("ldl", Settlement.CERTAIN, Settlement.CLOSED)]


ALIASED = """\
  hospital: {records: &seen [{fields: ldl, phase: stay, status: unknown}], shares: &sent
    [{fields: ldl, phase: stay, to: town, via: letter}]}
"""


def test_statements_in_one_place_settle_each_what_is_their_own(project: Make) -> None:
    """By an alias both record it perhaps, and only the hospital passes it on: the hub's answer settles nothing."""
    made = project(START + ALIASED + "  hub: {records: *seen}\n  town: {needs: [{fields: ldl, phase: home}]}\n")
    found = {question.entry.author: settlements(question) for question in made.questions()}
    # The gap of the town, and the share of what the hospital may not have.
    assert found == {"hospital": [("ldl", Settlement.CLOSED, Settlement.CERTAIN)] * 2, "hub": []}


def test_statements_in_one_place_are_named_each(project: Make) -> None:
    """By an alias both record it perhaps and pass it on: the gap of either member hangs on the two."""
    made = project(
        START + ALIASED + "  hub: {records: *seen, shares: *sent}\n  town: {needs: [{fields: ldl, phase: home}]}\n"
        "  east: {extends: town}\n  west: {extends: town}\n"
    )
    for level in ("member", "role"):
        for gap in made.gaps(level):
            named = [each.summary.in_language("en") for each in gap.hangs_on]
            assert named == ["hospital records ldl: not known", "hub records ldl: not known"]


def test_shares_in_one_place_are_asked_about_each(project: Make) -> None:
    """By an alias both send it, and of neither it is stated how long that takes."""
    made = project(
        START + ALIASED.replace(", status: unknown", "") + "  hub: {records: *seen, shares: *sent}\n"
        "  town: {needs: [{fields: ldl, phase: stay, within: 1d}]}\n"
    )
    asked = made.interview("member").times
    assert [(question.entry.author, question.settles) for question in asked] == [("hospital", 1), ("hub", 1)]


def test_certain_and_waived_findings_are_ignored(project: Make) -> None:
    """The plan is lacking whatever the answer; the missing LDL is waived."""
    made = project(
        START
        + """\
  hospital:
    records: [{fields: ldl, phase: stay}]
    shares: [{fields: ldl, phase: stay, to: town, via: letter, status: unknown}]
  town: {needs: [{fields: [ldl, plan], phase: home}]}
waivers: [{rule: DF301, field: ldl, reason: Agreed}]
"""
    )
    assert [question.settles for question in made.questions()] == [0]
    assert count_possible(made.gaps("member"), made.data_map, "role") == 0


def test_by_role_the_members_findings_are_one(project: Make) -> None:
    """Two towns lack it: two findings by member, one by role; a member's own answer settles that member's finding."""
    made = project(
        START
        + """\
  hospital:
    records: [{fields: ldl, phase: stay}]
    shares:
      - {fields: ldl, phase: stay, to: town, via: letter, status: unknown, note: all}
      - {fields: ldl, phase: home, to: near, via: portal, status: unknown, note: near}
  town: {needs: [{fields: ldl, phase: home}]}
  near: {extends: town}
  far: {extends: town}
"""
    )
    members, roles = by_note(made.questions("member")), by_note(made.questions("role"))
    assert (members["all"].settles, roles["all"].settles) == (2, 1)
    assert (members["near"].settles, roles["near"].settles) == (1, 1)
    (effect,) = roles["all"].effects
    assert (effect.finding.subject.actor, effect.yes, effect.no) == ("town", Settlement.CLOSED, Settlement.CERTAIN)
    assert effect.finding.members == ("near", "far")
    gaps = made.gaps("member")
    assert (count_possible(gaps, made.data_map, "member"), count_possible(gaps, made.data_map, "role")) == (2, 1)
    (effect,) = members["near"].effects
    assert (effect.finding.subject.actor, effect.yes, effect.no) == ("near", Settlement.CLOSED, None)


def test_findings_of_other_rules_count_too(project: Make) -> None:
    """If the hospital does send what the town does not need, the finding is certain; if not, there is none."""
    made = project(
        START.replace("DF501: off, ", "")
        + """\
  hospital:
    records: [{fields: risk, phase: stay}]
    shares: [{fields: risk, phase: stay, to: town, via: letter, status: unknown}]
  town: {}
"""
    )
    (question,) = made.questions()
    assert [(effect.finding.code, effect.yes, effect.no) for effect in question.effects] == [
        ("DF501", Settlement.CERTAIN, Settlement.CLOSED)
    ]


def test_by_role_an_answer_counts_that_settles_it_for_some_member(project: Make) -> None:
    """Near is helped by the first letter alone, far needs another one; a no settles both."""
    made = project(
        START
        + """\
  hospital:
    records: [{fields: ldl, phase: stay}]
    shares: [{fields: ldl, phase: stay, to: hub, via: letter, status: unknown, note: first}]
  hub:
    kind: registry
    shares:
      - {fields: ldl, phase: stay, to: near, via: portal}
      - {fields: ldl, phase: stay, to: far, via: portal, status: unknown, note: second}
  town: {needs: [{fields: ldl, phase: home}]}
  near: {extends: town}
  far: {extends: town}
"""
    )
    # Beside the needs of the towns, the hub shares what it may not have.
    both = ("ldl", Settlement.CLOSED, Settlement.CERTAIN)
    assert settlements(by_note(made.questions("role"))["first"]) == [both, both]
    assert settlements(by_note(made.questions("member"))["first"]) == [both, ("ldl", None, Settlement.CERTAIN), both]


def test_an_answer_that_moves_a_reception_leaves_it_the_same_finding(project: Make) -> None:
    """If the town uses the field, there is no finding; if not, it is the same one, whenever the field arrives."""
    made = project(
        START.replace("DF501: off, ", "")
        + """\
  hospital:
    records: [{fields: risk, phase: stay}]
    shares:
      - {fields: risk, phase: home, to: town, via: letter}
      - {fields: risk, phase: stay, to: town, via: portal, status: unknown, note: sooner}
  town: {uses: [{fields: risk, phase: home, status: unknown, note: use}]}
"""
    )
    assert settlements(by_note(made.questions())["use"]) == [("risk", Settlement.CLOSED, Settlement.CERTAIN)]


def test_two_repetitions_of_one_record_are_two_findings(project: Make) -> None:
    """In two systems, and after another actor: each answer settles its own."""
    made = project(
        START.replace("DF401: off, ", "")
        + """\
  hospital:
    systems: {ehr: {}, database: {}}
    records:
      - {fields: plan, phase: home, in: ehr}
      - {fields: plan, phase: home, in: database, status: unknown, note: systems}
  gp: {records: [{fields: plan, phase: stay, status: unknown, note: other}]}
"""
    )
    questions = by_note(made.questions())
    assert settlements(questions["systems"]) == [("plan", Settlement.CERTAIN, Settlement.CLOSED)]
    assert settlements(questions["other"]) == [("plan", Settlement.CERTAIN, Settlement.CLOSED)]


def test_by_role_both_ends_of_a_finding_are_roles(project: Make) -> None:
    """A referral that may be sent to two towns, and a group that the patient may never see."""
    made = project(
        START.replace("DF304: off, ", "")
        .replace("fields: {ldl: {}", "groups: {lab: {}}\nfields: {ldl: {group: lab}")
        .replace("letter: {}", "letter: {expects_reply: true}")
        + """\
  hospital:
    records: [{fields: ldl, phase: stay}]
    shares: [{fields: ldl, phase: stay, to: [town, me], via: letter, status: unknown}]
  town: {}
  near: {extends: town}
  far: {extends: town}
  me: {kind: patient}
"""
    )
    (question,) = made.questions("role")
    found = {(effect.finding.code, effect.finding.subject.other) for effect in question.effects}
    assert found == {("DF304", "town"), ("DF304", "me"), ("DF505", "lab")}
    assert {(effect.yes, effect.no) for effect in question.effects if effect.finding.code == "DF304"} == {
        (Settlement.CERTAIN, Settlement.CLOSED)
    }
    assert {(effect.yes, effect.no) for effect in question.effects if effect.finding.code == "DF505"} == {
        (Settlement.CLOSED, Settlement.CERTAIN)
    }
    assert len(made.questions("member")[0].effects) == 4


def test_a_derived_field_depends_on_its_parts(project: Make) -> None:
    """A score of a score: the town can derive it if it gets the weight."""
    made = project(
        START.replace(
            "risk: {}",
            "risk: {derived_from: [bmi, ldl]}, bmi: {derived_from: [height, weight]}, height: {}, weight: {}",
        )
        + """\
  hospital:
    records: [{fields: weight, phase: stay}]
    shares: [{fields: weight, phase: stay, to: town, via: letter, status: unknown}]
  town: {records: [{fields: [height, ldl], phase: stay}], needs: [{fields: risk, phase: home}]}
"""
    )
    (question,) = made.questions()
    assert settlements(question) == [("risk", Settlement.CLOSED, Settlement.CERTAIN)]


def test_expired_statements_settle_nothing(project: Make) -> None:
    """On the given date, the other letter is no longer in force."""
    made = project(
        START
        + """\
  hospital:
    records: [{fields: ldl, phase: stay}]
    shares:
      - {fields: ldl, phase: stay, to: town, via: portal, valid_to: 2025-12-31}
      - {fields: ldl, phase: stay, to: town, via: letter, status: unknown}
  town: {needs: [{fields: ldl, phase: home}]}
""",
        as_of="2026-01-01",
    )
    (question,) = made.questions()
    assert settlements(question) == [("ldl", Settlement.CLOSED, Settlement.CERTAIN)]


def written(drawn: dict[str, Any]) -> Project:
    return Project({"map.yaml": json.dumps(drawn).encode()})


def unknown_in(drawn: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The unknown statements as written, in order."""
    for actor in drawn["actors"].values():
        for kind in ("records", "needs", "uses", "shares"):
            yield from (statement for statement in actor.get(kind, ()) if statement.get("status") == "unknown")


def stated(project: Project) -> list[int]:
    """How many statements each actor makes."""
    return [len(statements) for statements in project.data_map.statements.values()]


def unmet(project: Project) -> dict[tuple[object, ...], bool]:
    """The unmet needs of a map, each with whether it is certain."""
    return {
        (gap.subject.actor, gap.subject.field, gap.subject.phase, gap.subject.need): gap.certain
        for gap in project.gaps("member")
        if gap.code == "DF301"
    }


def settled(before: dict[tuple[object, ...], bool], after: dict[tuple[object, ...], bool]) -> tuple[int, int]:
    """How many possible findings an answer closed, and how many it made certain."""
    possible = [key for key, certain in before.items() if not certain]
    return sum(key not in after for key in possible), sum(after.get(key, False) for key in possible)


@settings(max_examples=COUNT, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(maps(scenarios=False))
def test_every_answer_tried_on_random_maps(drawn: DrawnMap) -> None:
    """For unmet needs, each answer settles as many as writing it into the map does; questions are in that order."""
    base = copy.deepcopy(drawn.base)
    base["map"]["rules"] = dict.fromkeys((code for code in all_rules() if code >= "DF120" and code != "DF301"), "off")
    statements = list(unknown_in(base))
    for number, statement in enumerate(statements):
        statement["note"] = str(number)
    made = written(base)
    assume(statements and not made.problems)
    needs = [
        (actor, need.field, need.phase, need.entry.level)
        for actor, of_actor in made.data_map.statements.items()
        for need in of_actor
        if need.entry.list_key == "needs"
    ]
    # Two statements of one need may differ in what they ask; then a subject alone does not identify a finding.
    assume(len(needs) == len(set(needs)))
    before = unmet(made)
    questions = made.questions("member")
    for question in questions:
        effects = [each for each in question.effects if each.finding.code == "DF301"]
        assert question.entry.note is not None
        tried: list[tuple[int, int]] = []
        for answer in ("yes", "no"):
            answered = copy.deepcopy(base)
            statement = list(unknown_in(answered))[int(question.entry.note.in_language("en"))]
            statement["status"] = "current" if answer == "yes" else "retired"
            after = written(answered)
            # A member's statement that is no longer the same as the inherited one no longer stands in its place.
            if after.problems or stated(after) != stated(made):
                return
            tried.append(settled(before, unmet(after)))
        settlements = [[getattr(each, answer) for each in effects] for answer in ("yes", "no")]
        assert [(each.count(Settlement.CLOSED), each.count(Settlement.CERTAIN)) for each in settlements] == tried
        assert all(effect.yes or effect.no for effect in effects)
    assert [question.settles for question in questions] == sorted(
        (question.settles for question in questions), reverse=True
    )


@settings(max_examples=COUNT, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(maps(scenarios=False))
def test_findings_that_are_only_compared_are_the_same(drawn: DrawnMap) -> None:
    """What rules leave out there is no part of a finding's identity."""
    made = written(drawn.base)
    assume(not made.problems)
    codes = (*codes_of(RuleKind.WARNING), *codes_of(RuleKind.GAP))
    context, expansion = context_of(made.needs, made.assumptions), made.needs.expansion
    whole = [finding for code in codes for finding in context.found_by(rule_of(code))]
    by_member = expansion.each_unworded(expansion.about_representatives(whole))
    compared = found_in_run(made.needs.map_as_of.as_of, made.data_map, made.assumptions, codes)
    assert Counter(map(identity_of, compared)) == Counter(map(identity_of, by_member))


def test_needs_are_explained_once_and_not_where_findings_are_only_compared(
    project: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither for the rule of waivers that match nothing, nor for the many runs behind questions."""
    explained: list[tuple[str, str]] = []

    def counted(needs: Needs, actor: str, need: Need, *more: Any) -> Account:
        explained.append((actor, need.field))
        return account_of(needs, actor, need, *more)

    monkeypatch.setattr("dataflow.rules.df301_unmet_need.account_of", counted)
    made = project(
        START
        + """\
  hospital:
    records: [{fields: [ldl, plan], phase: stay}]
    shares: [{fields: ldl, phase: stay, to: gp, via: letter, status: unknown}]
  gp: {needs: [{fields: [ldl, plan], phase: home}]}
waivers: [{rule: DF301, actor: gp, field: plan, reason: agreed}]
"""
    )
    assert {each.code for each in made.findings} > {"DF301"}
    assert [question.settles for question in made.questions()] == [1]
    assert sorted(explained) == [("gp", "ldl"), ("gp", "plan")]

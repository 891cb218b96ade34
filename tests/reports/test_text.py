"""Findings as text: one cause is told once."""

from collections.abc import Callable

import pytest

from dataflow.cli.inputs import batch_of
from dataflow.cli.options import Level
from dataflow.project import Project
from dataflow.reports import ReportOptions, report

Make = Callable[..., Project]
Told = Callable[..., str]

MAP = """\
map: {id: study, title: Study}
phases:
  visit: {label: Visit}
  home: {label: Home}
  later: {label: Later}
  away: {label: Away, alongside: home}
fields: {goals: {label: Goals}, ldl: {label: "LDL, fasting"}, bp: {label: Blood pressure}}
channels: {letter: {label: Letter}}
actors:
"""


@pytest.fixture
def told(project: Make) -> Told:
    """What ``gaps`` prints of one rule, of these actors."""

    def tell(actors: str, code: str = "DF301", level: str = "role", ids: bool = False) -> str:
        made = project({"_map.yaml": MAP + actors})
        assert made.problems == ()
        found = [each for each in (*made.warnings(level), *made.gaps(level)) if each.code == code]
        batch = batch_of(made, found, Level(level), by_actor=True, task="gaps", ids=ids)
        text = report("findings", "text").write([batch], ReportOptions("en"))
        return "\n".join(line for line in text.splitlines() if " | " not in line)

    return tell


def test_a_need_over_several_phases_is_one_paragraph(told: Told) -> None:
    """Its phases in the order of the pathway, and one repair, which serves the first of them."""
    actors = """\
  hospital:
    label: Hospital
    records: [{fields: [bp, ldl], phase: visit}]
    shares: [{fields: ldl, phase: visit, to: gp, via: letter}, {fields: ldl, phase: later, to: gp, via: letter}]
  gp: {label: Practice, needs: [{fields: bp, phase: [later, away, visit, home]}, {fields: ldl, phase: visit}]}
"""
    assert told(actors) == (
        "Practice\n"
        "========\n"
        "\n"
        "_map.yaml:14:33: error DF301 unmet-need [not-shared]\n"
        "  The practice needs blood pressure in “Visit”, “Home”, “Away” and “Later”, but nobody who records it shares"
        " it with the practice; it is recorded by the hospital.\n"
        "  → Add blood pressure (bp) to what the hospital already shares with the practice over the letter in"
        " “Visit”.\n"
        "    _map.yaml:12:15: recorded by the hospital in “Visit” as structured data\n"
        "\n"
        "4 errors."
    )


def test_two_who_lack_the_same_are_one_paragraph(told: Told) -> None:
    """Under a heading of both, with the place of the other; what to do is for both."""
    actors = """\
  gp: {label: Practice, needs: [{fields: goals, phase: home}]}
  city: {label: City, needs: [{fields: goals, phase: later}, {fields: goals, phase: visit}]}
  lab: {label: Lab, needs: [{fields: bp, phase: home}]}
"""
    assert told(actors).startswith(
        "Practice and City\n"
        "=================\n"
        "\n"
        "_map.yaml:10:33: error DF301 unmet-need [unrecorded]\n"
        "  The practice needs goals in “Home”, but nobody records it.\n"
        "  The same is true of:\n"
        "    _map.yaml:11:62: the city in “Visit”\n"
        "    _map.yaml:11:31: the city in “Later”\n"
        "  → Find out who could record goals; or, if someone does, state it under records.\n"
        "\n"
        "Lab\n"
        "===\n"
    )
    assert "the city (city) in “Later” (later)" in told(actors, ids=True)


def test_hints_that_name_the_actor_are_one_for_all(told: Told) -> None:
    """What is sent to two that do not need it; the fields of a list that have commas are told apart."""
    actors = """\
  hospital:
    label: Hospital
    records: [{fields: [bp, ldl], phase: visit, status: unknown}]
    shares: [{fields: [bp, ldl], phase: visit, to: [gp, city], via: letter}]
  gp: {label: Practice}
  city: {label: City}
"""
    text = told(actors, "DF501")
    assert "  → Take blood pressure (bp) out of what is sent to the practice and the city; or state" in text
    assert text.count("→") == 2
    assert "hangs on: the hospital records LDL, fasting and blood pressure: not known" in text


def test_other_reasons_are_told_apart(told: Told) -> None:
    """By level, by certainty, and by what is lost where."""
    actors = """\
  hospital:
    label: Hospital
    records: [{fields: bp, phase: visit}]
    shares: [{fields: bp, phase: visit, to: city, via: letter}, {fields: bp, phase: home, to: gp, via: letter}]
  gp: {label: Practice, needs: [{fields: bp, phase: later, form: structured}, {fields: bp, phase: visit}]}
  city: {label: City, needs: [{fields: bp, phase: later, form: structured}, {fields: goals, phase: home}]}
  lab: {label: Lab, needs: [{fields: goals, phase: home, level: should}]}
  nurse: {label: Nurse, needs: [{fields: goals, phase: home, status: unknown}]}
"""
    assert told(actors).count("DF301") == 5
    assert told(actors).count("The same is true of:") == 1


def test_members_are_told_as_one_by_member_too(told: Told) -> None:
    """A heading names four of them."""
    members = "".join(f"  m{number}: {{extends: city}}\n" for number in range(6))
    text = told("  city: {label: City, needs: [{fields: goals, phase: home}]}\n" + members, level="member")
    assert text.startswith("m0, m1, m2, m3 and 2 more\n=")
    assert text.count("in “Home”") == 6
    assert text.endswith("6 errors.")


def test_findings_about_no_actor_stand_alone(told: Told) -> None:
    """Under the map as a whole, each by itself."""
    actors = """\
  hospital: {records: [{fields: [bp, ldl], phase: visit, status: unknown, method: a}]}
"""
    text = told(actors, "DF122")
    assert text.startswith("The map as a whole\n=")
    assert text.count("DF122") == 2


def test_an_accepted_finding_is_told_with_the_reason(told: Told) -> None:
    text = told(
        "  town: {needs: [{fields: goals, phase: home}]}\n"
        "waivers: [{rule: DF301, reason: On paper, by: The group, valid_to: 2027-06-30}]\n"
    )
    assert "\n    accepted by The group until 30 June 2027: On paper\n" in text

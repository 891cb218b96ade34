"""Where a time limit hangs on a share whose time nobody states, ``questions`` asks how long it takes."""

import json
from typing import Any

import pytest

from dataflow.project import Project
from dataflow.reports import ReportOptions, reports
from dataflow.terms import Terms

MAP = """\
map: {id: m, title: {en: Seven days, da: Syv dage}, languages: [en, da], rules: {DF302: off, DF503: off}}
phases:
  discharge: {label: {en: Discharge, da: Udskrivning}}
  training: {label: {en: Training, da: Træning}}
fields:
  plan: {label: {en: Rehabilitation plan, da: Genoptræningsplan}}
  risk: {label: {en: Risk group, da: Risikogruppe}}
  score: {label: {en: Score, da: Score}, derived_from: [plan, risk]}
channels:
  referral: {label: {en: Referral, da: Henvisning}, mode: push}
  portal: {label: {en: Portal, da: Portal}, mode: pull}
  hand: {label: {en: Paper, da: Papir}, mode: manual}
  wire: {label: {en: Wire, da: Besked}, takes: 0h}
actors:
  hospital:
    label: {en: Hospital, da: Hospital}
    records: [{fields: [plan, risk], phase: discharge}]
    shares: [SHARES]
  town:
    label: {en: Municipality, da: Kommune}
    needs: [{fields: plan, phase: discharge, within: 7d}, {fields: plan, phase: training}]
  north: {extends: town, label: Northtown}
  south: {extends: town, label: Southtown}
"""
REFERRAL = "{fields: [plan, risk], phase: [discharge, training], to: town, via: referral}"


def made(*shares: str, text: str = MAP) -> Project:
    project = Project({"map.yaml": text.replace("SHARES", ", ".join(shares or (REFERRAL,))).encode()}, Terms())
    assert not project.is_broken, [each.message.in_language("en") for each in project.problems]
    return project


def guide(project: Project, format_: str = "text", language: str = "en", level: str = "role") -> str:
    return reports("questions")[format_].write(project.interview(level), ReportOptions(language))


def words(text: str) -> str:
    return " ".join(text.split())


def as_json(project: Project, level: str = "role") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(guide(project, "json", level=level))
    return found


def test_sender_and_receiver_are_asked_how_long_it_takes() -> None:
    """Of the fields and the phase that a limit is about, and of no other."""
    said = words(guide(made()))
    asked = "rehabilitation plan to {} over the referral in the phase Discharge until {}?"
    there = asked.format("the municipality", "the municipality has it")
    assert f"1. How long does it take from when the hospital sends {there} (checks 1 time limit)" in said
    assert f"How long does it take from when you send {there}" in said
    to_you = asked.format("you", "you have it")
    assert f"1. How long does it take from when the hospital sends {to_you}" in said
    assert (
        "The answer tells whether 1 time limit is kept. Ask too how long after the phase begins it is sent." in said
    )
    assert "- DF306 A time limit that cannot be checked: Municipality: Rehabilitation plan" in said
    assert "Stands in: map.yaml:18:14" in said
    assert "risk group" not in said
    assert "nothing to ask" not in said


def test_in_danish() -> None:
    """As one would ask at an interview."""
    said = words(guide(made(), language="da"))
    assert (
        "Hvor lang tid går der, fra I sender genoptræningsplan til kommunen via henvisningen i fasen Udskrivning,"
        " til kommunen har det?"
    ) in said
    assert "til jer via henvisningen i fasen Udskrivning, til I har det?" in said
    assert "(afgør 1 frist)" in said


@pytest.mark.parametrize(
    ("via", "sender", "receiver"),
    [
        (
            "portal",
            "from when you have rehabilitation plan until the municipality can look it up in the portal in the phase",
            "from when the hospital has rehabilitation plan until you can look it up in the portal in the phase",
        ),
        (
            "hand",
            "from when you pass rehabilitation plan on to the municipality by the paper in the phase Discharge until",
            "from when the hospital passes rehabilitation plan on to you by the paper in the phase Discharge until",
        ),
    ],
)
def test_what_is_fetched_or_handed_over(via: str, sender: str, receiver: str) -> None:
    """In the words for that kind of channel."""
    share = f"{{fields: plan, phase: discharge, to: town, via: {via}}}"
    asked = [each["question"] for each in as_json(made(share))["times"][0]["ask"]]
    assert sender in asked[0]
    assert receiver in asked[1]


@pytest.mark.parametrize(
    "share",
    [
        REFERRAL.replace("referral", "wire"),
        REFERRAL.replace("referral", "referral, takes: 2d"),
        REFERRAL.replace("referral", "referral, after: 1d"),
    ],
)
def test_who_has_stated_it_is_not_asked(share: str) -> None:
    """Nor is anybody where no limit hangs on it."""
    assert as_json(made(share))["times"] == []
    assert "so there is nothing to ask" in guide(made(share))


def test_what_no_limit_hangs_on_is_not_asked() -> None:
    """The routine with a stated time is enough."""
    routine = "{fields: plan, phase: discharge, to: town, via: wire}"
    assert as_json(made(REFERRAL, routine))["times"] == []


def test_a_part_of_what_is_needed_is_asked_about() -> None:
    """The score is worked out from both."""
    text = MAP.replace(
        "{fields: plan, phase: discharge, within: 7d}", "{fields: score, phase: discharge, within: 7d}"
    )
    (question,) = as_json(made(text=text))["times"]
    assert question["statement"]["fields"] == ["plan", "risk"]
    assert question["statement"]["phases"] == ["discharge"]
    assert [each["field"] for each in question["findings"]] == ["score"]


def test_by_member_each_limit_counts() -> None:
    """By role they are one."""
    assert [as_json(made(), level)["times"][0]["checks"] for level in ("role", "member")] == [1, 2]
    actors = [each["actor"] for each in as_json(made(), "member")["times"][0]["findings"]]
    assert actors == ["north", "south"]


def test_a_waived_limit_is_not_asked_about() -> None:
    """The authors have accepted it."""
    waiver = "waivers: [{rule: DF306, reason: Known}]\n"
    assert as_json(made(text=MAP + waiver))["times"] == []


def test_unknown_statements_come_first_and_share_the_numbers() -> None:
    """One order to ask in; the JSON keeps the two apart."""
    unknown = "{fields: risk, phase: training, to: town, via: referral, status: unknown}"
    text = MAP.replace("needs: [", "needs: [{fields: risk, phase: training}, ")
    project = made("{fields: plan, phase: discharge, to: town, via: referral}", unknown, text=text)
    said = words(guide(project))
    assert "1. Does the hospital send risk group" in said
    assert "2. How long does it take" in said
    assert "Unknown statements: 1." in said
    assert "Shares of which nobody states how long they take, though a time limit hangs on it: 1." in said
    found = as_json(project)
    assert [[each["rank"] for each in found[kind]] for kind in ("questions", "times")] == [[1], [1]]
    assert set(found["questions"][0]) - {"settles", "if_yes", "if_no"} == set(found["times"][0]) - {"checks"}


def test_the_guide_to_fill_in_has_room_for_a_time() -> None:
    """Yes and no are no answers here."""
    said = guide(made(), "markdown")
    assert said.count("Answer: .................... hours or days □ differs locally □ don't know") == 2
    assert "□ yes" not in said

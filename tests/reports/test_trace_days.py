"""The trace tells the time of each step, the limit of each need, and what happens only on request."""

import json
from typing import Any

import pytest
from views.lanes_as_text import as_text

from dataflow.base.lanes import Lanes
from dataflow.project import Project
from dataflow.reports import ReportOptions, reports
from dataflow.terms import Terms

HEAD = """\
map: {id: days, title: Days}
phases: {discharge: {label: {en: Discharge, da: Udskrivning}}, training: {label: {en: Training, da: Træning}}}
fields:
  plan: {label: {en: Plan, da: Plan}}
  risk: {label: {en: Risk group, da: Risikogruppe}}
  score: {label: Score, derived_from: [plan, risk]}
channels:
  letter: {label: {en: Letter, da: Brev}, takes: 4d, form: structured}
  phone: {label: {en: Phone, da: Telefon}, form: structured}
  wire: {label: {en: Wire, da: Besked}, form: structured, takes: 0h}
"""
MAP = (
    HEAD
    + """\
actors:
  hospital:
    label: Hospital
    records: [{fields: plan, phase: discharge}, {fields: risk, phase: discharge, after: 5d}]
    shares:
      - {fields: plan, phase: discharge, to: town, via: letter, after: 2d}
      - {fields: risk, phase: discharge, to: town, via: letter}
      - {fields: risk, phase: discharge, to: gp, via: wire}
      - {fields: plan, phase: discharge, to: gp, via: phone, on_request: true}
      - {fields: plan, phase: training, to: gp, via: letter, status: unknown, on_request: true}
  town:
    label: {en: Town, da: Kommune}
    needs:
      - {fields: [plan, risk, score], phase: discharge, within: 7d}
      - {fields: plan, phase: training, within: 0h}
      - {fields: risk, phase: training, recorded_in: training, level: should}
  gp:
    label: {en: Practice, da: Praksis}
    needs: [{fields: [plan, risk], phase: discharge, within: 5d}]
    uses: [{fields: risk, phase: discharge, within: 6d}]
"""
)


def traced(field: str, *to_at: str, text: str = MAP, lang: str = "en", format_: str = "text") -> str:
    project = Project({"map.yaml": text.encode()}, Terms())
    assert not project.problems, [each.message.in_language("en") for each in project.problems]
    return reports("trace")[format_].write(project.trace(field, *to_at), ReportOptions(lang))


def as_json(field: str, *to_at: str, text: str = MAP) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(traced(field, *to_at, text=text, format_="json"))
    return found


RISK = """\
Discharge
  Hospital records it as structured data, after 5 days.
  Hospital passes it to Town by “Letter”, still as structured data; sent after 5 days, takes 4 days, there after 9 days.
  Hospital passes it to Practice by “Wire”, still as structured data; sent after 5 days, there at once.
  Town needs it within 7 days. NOT MET: it is there only after 9 days, 2 days too late (Hospital records it after 5 days; Hospital shares it over “Letter”, there after 9 days).
  Practice needs it within 5 days, and has it after 5 days.
  Practice uses it within 6 days, and has it after 5 days.

Training
  Town should have it, recorded in “Training”. NOT MET: what there is was recorded in “Discharge”, and it is needed from another phase.
"""  # noqa: E501  # a sentence of the trace is one line
RISIKO = """\
Udskrivning
  Hospital registrerer det som strukturerede data, efter 5 dage.
  Hospital giver det videre til Kommune via »Brev«, fortsat som strukturerede data; sendes efter 5 dage, er 4 dage undervejs, er fremme efter 9 dage.
  Hospital giver det videre til Praksis via »Besked«, fortsat som strukturerede data; sendes efter 5 dage, er fremme med det samme.
  Kommune har brug for det inden for 7 dage. IKKE OPFYLDT: det er der først efter 9 dage, 2 dage for sent (Hospital registrerer det efter 5 dage; Hospital deler det via »Brev«, fremme efter 9 dage).
  Praksis har brug for det inden for 5 dage, og har det efter 5 dage.
  Praksis bruger det inden for 6 dage, og har det efter 5 dage.
"""  # noqa: E501  # a sentence of the trace is one line


@pytest.mark.parametrize(("lang", "expected"), [("en", RISK), ("da", RISIKO)])
def test_a_timeline_tells_the_time_of_each_step_and_whether_limits_are_kept(lang: str, expected: str) -> None:
    """When it is recorded, sent and there; how much too late, and by which way."""
    assert expected in traced("risk", lang=lang)


def test_what_was_there_before_the_phase_is_there_from_its_beginning() -> None:
    """And a way whose time nobody states proves nothing about the limit."""
    said = traced("plan")
    assert "Town needs it within 7 days, and has it after 6 days." in said
    assert "Town needs it when the phase begins, and has it from its beginning." in said
    assert "Practice needs it within 5 days, and has it, but it is not stated how long it takes." in said
    danish = traced("plan", lang="da")
    assert "Kommune har brug for det, når fasen begynder, og har det fra dens begyndelse." in danish
    assert "og har det, men det er ikke angivet, hvor lang tid det tager." in danish


def test_a_share_that_happens_only_on_request_is_told_as_one() -> None:
    """In the timeline, among what is not settled, and on the way to an actor."""
    said = traced("plan")
    assert "Hospital passes it to Practice by “Phone”, still as structured data; only on request." in said
    assert "shares it with Practice by “Letter” in “Training”; only on request." in said
    assert "it arrives as structured data; only on request." in traced("plan", "gp", "discharge")
    assert "strukturerede data; kun efter anmodning." in traced("plan", "gp", "discharge", lang="da")
    assert said.count("only on request") == 2


def test_what_is_worked_out_is_there_when_its_last_part_is() -> None:
    """The slowest part is the one that the reason names."""
    said = traced("score")
    assert "Town has Plan and Risk group from here on, and can work it out, after 9 days." in said
    assert "2 days too late (Hospital records Risk group after 5 days; Hospital shares it over “Letter”" in said
    assert "all there from “Discharge” on, after 9 days, as structured data." in traced("score", "town", "discharge")


def test_the_way_to_an_actor_has_the_time_of_each_step() -> None:
    """And ends with the limit."""
    assert traced("risk", "town", "discharge").partition("\n\n")[2] == (
        "Town has it in “Discharge”.\n\n"
        "  1. Hospital records it as structured data in “Discharge”, after 5 days.\n"
        "  2. Hospital shares it with Town in “Discharge” by “Letter”; it arrives as structured data;"
        " sent after 5 days, takes 4 days, there after 9 days.\n"
        "Yet its need there is not met: it is there only after 9 days, 2 days too late.\n"
    )
    assert traced("plan", "town", "discharge").endswith("Town needs it within 7 days, and has it after 6 days.\n")
    assert traced("plan", "town", "training").endswith("there after 6 days.\n" + AT_THE_BEGINNING)


AT_THE_BEGINNING = "Town needs it when the phase begins, and has it from its beginning.\n"

TWO_WAYS = (
    HEAD.replace("takes: 4d, form: structured", "takes: 1w, form: coded")
    + """\
actors:
  hospital:
    label: Hospital
    records: [{fields: plan, phase: discharge, form: coded}]
    shares:
      - {fields: plan, phase: discharge, to: town, via: letter}
      - {fields: plan, phase: discharge, to: town, via: phone, takes: 36h}
  town: {label: Town, needs: [{fields: plan, phase: discharge, within: 1d}]}
"""
)


def test_the_way_that_comes_first_is_told_where_it_is_not_that_of_the_best_value() -> None:
    """The letter brings codes after a week, the phone words after 36 hours; the limit is a day."""
    said = traced("plan", "town", "discharge", text=TWO_WAYS)
    assert "takes" not in said
    assert "it arrives as coded data; there after 7 days.\n" in said
    assert said.endswith(
        "Yet its need there is not met: it is there only after 36 hours, 12 hours too late.\n"
        "It is first there this way:\n"
        "  1. Hospital records it as coded data in “Discharge”.\n"
        "  2. Hospital shares it with Town in “Discharge” by “Phone”; it arrives as structured data,"
        " no longer as coded data; there after 36 hours.\n"
    )


def test_members_with_other_times_have_answers_of_their_own() -> None:
    """South is told by a faster letter."""
    shares = "to: north, via: letter}, {fields: plan, phase: discharge, to: south, via: letter, takes: 2d}]"
    text = (
        HEAD
        + f"""\
actors:
  hospital:
    records: [{{fields: plan, phase: discharge}}]
    shares: [{{fields: plan, phase: discharge, {shares}
  town: {{label: Town, needs: [{{fields: plan, phase: discharge, within: 3d}}]}}
  north: {{extends: town, label: Northtown}}
  south: {{extends: town, label: Southtown}}
"""
    )
    said = traced("plan", "town", "discharge", text=text)
    assert "Northtown has it in “Discharge”." in said
    assert "Southtown needs it within 3 days, and has it after 2 days." in said
    timeline = traced("plan", text=text)
    assert "passes it to Northtown by “Letter”, still as structured data; there after 4 days." in timeline
    assert "passes it to Southtown by “Letter”, still as structured data; there after 2 days." in timeline
    assert "Northtown needs it within 3 days. NOT MET: it is there only after 4 days, 1 day too late" in timeline


def test_a_need_for_what_others_send_is_timed_by_what_they_send() -> None:
    """The town's own record on the first day does not count."""
    text = TWO_WAYS.replace("within: 1d", "within: 1d, received: true").replace(
        "town: {label: Town,", "town: {label: Town, records: [{fields: plan, phase: discharge, form: coded}],"
    )
    said = traced("plan", "town", "discharge", text=text)
    assert "That does not meet the need: it is there only after 36 hours, 12 hours too late.\n" in said


def test_the_json_has_hours() -> None:
    """``after`` and ``takes`` as stated, ``hours`` as they add up."""
    discharge, training = as_json("risk")["phases"]
    (record,) = discharge["records"]
    assert record["after"] == 120
    keys = ("after", "sent", "takes", "hours", "on_request")
    assert [tuple(share[key] for key in keys) for share in discharge["shares"]] == [
        (None, 120, 96, 216, False),
        (None, 120, 0, 120, False),
    ]
    town, gp = discharge["needs"]
    assert town["limit"] == {
        "within": 168,
        "hours": 216,
        "late": 48,
        "time_not_stated": False,
        "steps": [
            {"actor": "hospital", "field": "risk", "via": None, "hours": 120},
            {"actor": "hospital", "field": "risk", "via": "letter", "hours": 216},
        ],
    }
    assert (gp["limit"]["hours"], gp["limit"]["late"], gp["limit"]["steps"]) == (120, 0, [])
    (need,) = training["needs"]
    assert (need["recorded_in"], need["limit"], need["cause"]) == (["training"], None, "recorded-elsewhere")
    plan = as_json("plan")
    assert plan["phases"][0]["shares"][1]["on_request"] is True
    assert [each["on_request"] for each in plan["unsettled"]] == [True]
    assert plan["phases"][0]["needs"][1]["limit"]["time_not_stated"] is True
    assert [(each["actor"], each["hours"]) for each in as_json("score")["phases"][0]["works_out"]] == [
        ("hospital", 120),
        ("gp", 120),
        ("town", 216),
    ]


def test_the_json_of_a_way_has_the_hours_of_each_step() -> None:
    """And the limits with the way that comes first."""
    (answer,) = as_json("risk", "town", "discharge")["answers"]
    records, shares = answer["paths"][0]
    assert (records["hours"], records["after"]) == (120, 120)
    assert [shares[key] for key in ("hours", "after", "takes", "on_request")] == [216, None, 96, False]
    (limit,) = answer["limits"]
    assert (limit["level"], limit["within"], limit["hours"], limit["late"]) == ("must", 168, 216, 48)
    assert limit["path"] == answer["paths"][0]


def test_a_share_that_brings_nothing_has_no_time() -> None:
    """It is blocked, and states a time all the same."""
    text = MAP.replace("form: structured, takes: 0h", "closed: true, takes: 3d")
    (_, share) = as_json("risk", text=text)["phases"][0]["shares"]
    assert (share["barrier"], share["sent"], share["takes"], share["hours"]) == ("closed-channel", None, None, None)
    assert "by “Wire”, but that has no place for it.\n" in traced("risk", text=text)


@pytest.mark.parametrize(
    ("lang", "said", "marked"),
    [
        (
            "en",
            "it is only there as free text, and nobody records it well enough.",
            "only as free text, not recorded well enough",
        ),
        (
            "da",
            "det er der kun som fritekst, og ingen registrerer det godt nok.",
            "kun som fritekst, registreres ikke",
        ),
    ],
)
def test_what_is_recorded_as_structured_data_and_needed_as_coded_is_not_said_to_be_recorded_as_text(
    lang: str, said: str, marked: str
) -> None:
    """It arrives as free text, and is recorded better than that, but not well enough."""
    text = """\
map: {id: m, title: M}
phases: {visit: {}}
fields: {risk: {}}
channels: {letter: {form: free-text}}
actors:
  podiatrist:
    records: [{fields: risk, phase: visit, form: structured}]
    shares: [{fields: risk, phase: visit, to: gp, via: letter}]
  gp: {needs: [{fields: risk, phase: visit, form: coded}]}
"""
    assert said in traced("risk", text=text, lang=lang)
    picture = Project({"map.yaml": text.encode()}).picture("field:risk")
    assert isinstance(picture, Lanes)
    assert marked in as_text(picture, lang)

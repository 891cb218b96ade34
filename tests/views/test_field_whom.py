"""The field view says of a role for how many members its words are so, and which values count for a need."""

import pytest

from dataflow.base.lanes import Lanes
from dataflow.project import Project
from dataflow.renderers import Options, render

MAP = """
dataflow: 1
map: {id: m, title: M}
phases: {visit: {label: {en: Visit, da: Besøg}}, stay: {label: {en: Stay, da: Ophold}}, home: {label: Home}}
purposes: {care: {label: {en: Care, da: Behandling}}}
fields: {score: {label: Score}}
channels: {letter: {label: Letter}}
actors:
  clinic: {sector: primary, records: [{fields: score, phase: stay}],
           shares: [{fields: score, phase: stay, to: city, via: letter}]}
  city: {sector: municipal, records: [{fields: score, phase: visit STATUS}],
         needs: [{fields: score, phase: home, level: should, form: structured, for: care, WHICH}]}
  aarhus: {extends: city}
  ribe: {extends: city, omits: [{records: score}]}
"""


def captions(which: str, status: str = "", language: str = "en", text: str = MAP) -> dict[str, tuple[str, ...]]:
    """What is written in each cell, below its symbol."""
    project = Project({"map.yaml": text.replace("WHICH", which).replace("STATUS", status).encode("utf-8")})
    assert not project.problems
    picture = project.picture("field:score")
    assert isinstance(picture, Lanes)
    return {
        f"{mark.role} {mark.lane}.{mark.column}": tuple(
            each.in_language(language) for each in (mark.caption, *mark.names)
        )
        for mark in picture.marks
    }


def test_what_some_members_of_a_role_do_is_said_of_so_many() -> None:
    assert captions("recorded_since: visit")["recorded city.visit"] == ("recorded structured (1 of 2)",)
    danish = captions("recorded_since: visit", language="da")
    assert danish["recorded city.visit"] == ("registreres struktureret (1 af 2)",)
    assert danish["recorded clinic.stay"] == ("registreres struktureret",)
    perhaps = captions("recorded_since: visit", ", status: unknown")
    assert perhaps["unknown city.visit"] == ("recorded: unknown (1 of 2)",)


def test_what_all_members_do_is_said_of_the_role() -> None:
    both = MAP.replace(", omits: [{records: score}]", "")
    assert captions("recorded_since: visit", text=both)["recorded city.visit"] == ("recorded structured",)


def test_a_need_that_is_met_for_some_members_only_says_so_twice() -> None:
    """The one member has what it records; the other gets it as free text."""
    found = captions("within: 500d")
    assert found["met city.home"][0].endswith("Care (1 of 2)")
    assert found["degraded city.home"] == ("it gets here only as free text (1 of 2)", found["degraded city.home"][1])


@pytest.mark.parametrize(
    ("which", "english", "danish"),
    [
        ("recorded_since: stay", "recorded in Stay or later", "registreret i Ophold eller senere"),
        ("recorded_in: [stay, home]", "recorded in Stay or Home", "registreret i Ophold eller Home"),
        ("received: true", "received from others", "modtaget fra andre"),
    ],
)
def test_an_unmet_need_says_which_values_count(which: str, english: str, danish: str) -> None:
    """Else its own value, which is good enough, would stand beside it for no reason."""
    both = MAP.replace(", omits: [{records: score}]", "")
    expected = ("it gets here only as free text", f"should have it, {english}: Care")
    assert captions(which, text=both)["degraded city.home"] == expected
    assert captions(which, text=both, language="da")["degraded city.home"][1] == f"bør have det, {danish}: Behandling"


def test_what_is_needed_is_never_cut() -> None:
    long = MAP.replace("en: Stay", "en: The stay at the hospital after the operation")
    project = Project({"map.yaml": long.replace("WHICH", "recorded_since: stay").replace("STATUS", "").encode()})
    drawn = render(project.picture("field:score"), "svg", Options()).content
    assert "\N{HORIZONTAL ELLIPSIS}".encode() not in drawn

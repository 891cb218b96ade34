"""Arrows on which everything is shared only on request have a sign, in every picture that draws shares."""

import pytest
from views.lanes_as_text import as_text
from views.small_map import as_dot, diagram, drawn, edge, project

from dataflow.base.lanes import Lanes
from dataflow.base.picture import Diagram, Picture
from dataflow.renderers import Options
from dataflow.renderers.mmd import render as mermaid

MAP = """
map: {id: m, title: {en: Map, da: Kort}}
phases: {stay: {responsible: hospital}, home: {responsible: city}}
fields: {ldl: {label: LDL}, hads: {label: HADS}}
channels: {letter: {label: {en: Letter, da: Brev}}, message: {label: {en: Message, da: Besked}, form: coded}}
actors:
  hospital:
    label: Hospital
    sector: regional
    records: [{fields: [ldl, hads], phase: stay}]
    shares: [SHARES]
  city: {label: {en: Municipality, da: Kommune}, sector: municipal, needs: [{fields: [ldl, hads], phase: home}]}
"""
ASKED = "{fields: ldl, phase: home, to: city, via: message, on_request: true}"
ROUTINE = "{fields: hads, phase: home, to: city, via: letter}"


def asked(*shares: str) -> str:
    return MAP.replace("SHARES", ", ".join(shares or (ASKED,)))


@pytest.mark.parametrize("view", ["overview", "pathway", "gaps", "actor:city", "field:ldl"])
def test_an_arrow_on_which_all_is_on_request_has_a_sign_and_a_key(view: str) -> None:
    """And a sentence for those who do not see it."""
    picture = project(asked()).picture(view)
    (arrow,) = shares_of(picture)
    assert arrow
    assert [key.label.in_language("da") for key in picture.legend if key.subject == "request"] == [
        "kun efter anmodning"
    ]
    assert any("This happens only on request." in line.in_language("en") for line in picture.description)


def shares_of(picture: Picture) -> list[bool]:
    """Whether each arrow for a share is on request."""
    if isinstance(picture, Lanes):
        return [arrow.on_request for arrow in picture.arrows if arrow.status != "missing"]
    assert isinstance(picture, Diagram)
    return [each.on_request for each in picture.edges if each.kind == "share"]


@pytest.mark.parametrize("view", ["overview", "pathway", "gaps", "actor:city"])
def test_an_arrow_with_a_routine_on_it_has_none(view: str) -> None:
    """One field by routine is enough; the legend has no key for what is not there."""
    picture = project(asked(ASKED, ROUTINE)).picture(view)
    assert shares_of(picture) == [False]
    assert not [key for key in picture.legend if key.subject == "request"]
    assert not any("request" in line.in_language("en") for line in picture.description)


def test_the_channel_on_request_has_an_arrow_of_its_own() -> None:
    """By channel the two are apart."""
    picture = drawn("overview", asked(ASKED, ROUTINE), by="channel")
    assert {each.id: each.on_request for each in picture.edges} == {
        "hospital.city.letter": False,
        "hospital.city.message": True,
    }


def test_a_field_that_is_also_shared_by_routine() -> None:
    """In the picture of the field each channel has an arrow."""
    routine = "{fields: ldl, phase: home, to: city, via: letter}"
    picture = project(asked(ASKED, routine)).picture("field:ldl")
    assert isinstance(picture, Lanes)
    assert [line for line in as_text(picture, "en").splitlines() if line.startswith("home hospital >")] == [
        "home hospital > city structured current: Message (on request)",
        "home hospital > city free-text current: Letter",
    ]


def test_what_is_unknown_may_be_on_request_too() -> None:
    """Both signs stand at the arrow."""
    unknown = ASKED.replace("true}", "true, status: unknown}")
    picture = drawn("overview", asked(unknown))
    assert (edge(picture, "hospital.city").status, edge(picture, "hospital.city").on_request) == ("unknown", True)
    lanes = project(asked(unknown)).picture("field:ldl")
    assert isinstance(lanes, Lanes)
    assert [arrow.on_request for arrow in lanes.arrows if arrow.status == "unknown"] == [True]


def test_text_formats_say_it_in_words() -> None:
    """DOT and Mermaid have no signs of ours; in the background of the gaps it is all that an arrow says."""
    picture = drawn("overview", asked())
    assert "1 felt\\nBesked\\nkun efter anmodning" in as_dot(picture)
    assert "|1 felt<br/>Besked<br/>kun efter anmodning|" in _mermaid(picture)
    gaps = drawn("gaps", asked())
    ground = next(each for each in gaps.edges if each.role == "ground")
    assert ground.on_request
    assert "|kun efter anmodning|" in _mermaid(gaps)


def _mermaid(picture: Diagram) -> str:
    return mermaid(picture, Options(language="da")).content.decode().replace('"', "")


def test_members_that_share_among_themselves_on_request() -> None:
    """A role has no arrow to itself: its node says it."""
    text = asked() + "  a: {extends: city}\n  b: {extends: city}\n"
    among = "{fields: ldl, phase: home, to: city, via: letter, on_request: true}"
    own = f"sector: municipal, records: [{{fields: ldl, phase: home}}], shares: [{among}],"
    picture = drawn("overview", text.replace("sector: municipal,", own))
    assert edge(picture, "city.city").on_request


def test_outside_care_it_is_said_in_words() -> None:
    """Thin lanes have no arrows; what is on request stands apart from what is routine."""
    registries = "".join(f"  r{n}: {{kind: registry, label: R{n}}}\n" for n in range(26))
    shares = [
        f"{{fields: ldl, phase: home, to: r{n}, via: letter{', on_request: true' if n == 0 else ''}}}"
        for n in range(26)
    ]
    picture = project(asked(*shares) + registries).picture("pathway")
    assert isinstance(picture, Lanes)
    captions = {mark.lane: mark.caption.in_language("en") for mark in picture.marks if mark.role == "gets"}
    assert captions["r0"] == "1 from Hospital, only on request"
    assert captions["r1"] == "1 from Hospital"
    meaning = next(mark.meaning.in_language("da") for mark in picture.marks if mark.lane == "r0")
    assert meaning.endswith("Det sker kun efter anmodning.")


@pytest.mark.parametrize(
    ("before", "after", "says"), [(False, True, "now only on"), (True, False, "no longer only on")]
)
def test_a_change_to_and_from_on_request_is_a_change(before: bool, after: bool, says: str) -> None:
    """The difference of two maps says so at the arrow."""
    old, new = (
        project(asked(ASKED if each else ASKED.replace(", on_request: true", ""))) for each in (before, after)
    )
    arrow = edge(diagram(new, "diff", before=old), "hospital.city")
    assert (arrow.status, arrow.names[0].in_language("en")) == ("changed", f"{says} request")


def test_the_explorer_tells_it_with_what_an_actor_gets() -> None:
    """In the panel of the actor and of the channel."""
    from dataflow.base.explorer import ExplorerDocument

    document = project(asked()).picture("overview", explored=True)
    assert isinstance(document, ExplorerDocument)
    said = {
        thing.key: [line.text.in_language("en") for passage in thing.passages for line in passage.lines if line.text]
        for thing in document.things
    }
    assert "1 field by Message, only on request" in said["actor:city"]
    assert "1 field to Municipality, only on request" in said["channel:message"]


def test_the_signs_are_drawn() -> None:
    """A speech bubble at the arrow and one in the legend, beside the sign of what is unknown."""
    text = asked(ASKED.replace("true}", "true, status: unknown}"))
    without = text.replace(", on_request: true", "")
    for view in ("overview", "pathway", "field:ldl", "actor:city"):
        bubbles = [drawn_svg.count(BUBBLE) for drawn_svg in (svg(text, view), svg(without, view))]
        assert bubbles == [2, 0], view
    assert (svg(asked(), "gaps").count(BUBBLE), svg(asked(), "gaps", legend=False).count(BUBBLE)) == (2, 1)


BUBBLE = "h9.6v6.2h-4.8"


def svg(text: str, view: str, **options: bool) -> str:
    return project(text).draw(view, "svg", **options).decode().replace(" ", "")

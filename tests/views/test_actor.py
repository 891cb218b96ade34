"""The actor view: senders, receivers and gaps of one actor, with the names of fields."""

import pytest
from views.small_map import ACTORS, HEAD, as_dot, drawn, edge, golden, lacks, node, project

from dataflow.base.nearest import Unknown
from dataflow.base.picture import Diagram
from dataflow.views import Focus, Unfit


def names(diagram: Diagram, name: str, language: str = "en") -> list[str]:
    return [each.in_language(language) for each in edge(diagram, name).names]


def notes(diagram: Diagram, name: str, language: str = "en") -> list[str]:
    return [each.in_language(language) for each in edge(diagram, name).notes]


def test_the_small_picture() -> None:
    assert as_dot(drawn("actor:gp")) == golden("actor")


def test_the_actor_is_between_its_senders_and_receivers() -> None:
    diagram = drawn("actor:gp")
    assert [band.role for band in diagram.bands] == ["left", "main", "right"]
    assert {each.id: each.band for each in diagram.nodes} == {
        "hospital.from": "from",
        "city.from": "from",
        "gp": "self",
        "hospital.to": "to",
    }
    assert {each.id: each.status for each in diagram.edges} == {
        "hospital.from.gp": "current",
        "hospital.from.gp.missing": "missing",
        "city.from.gp.missing": "missing",
        "gp.hospital.to": "current",
    }


def test_fields_channels_and_causes_are_named() -> None:
    diagram = drawn("actor:gp")
    assert (names(diagram, "hospital.from.gp", "da"), notes(diagram, "hospital.from.gp", "da")) == (
        ["Uddrivningsfraktion"],
        ["via Brev"],
    )
    assert (names(diagram, "city.from.gp.missing"), notes(diagram, "city.from.gp.missing")) == (
        ["HADS"],
        ["never shared"],
    )
    assert lacks(node(diagram, "gp")) == ["lacks 3 of 3", "Risk: recorded by nobody"]


def test_the_title_has_the_numbers() -> None:
    assert drawn("actor:gp").title.in_language("en") == (
        "General practice gets 1 field, gives 1, and lacks 3 of the 3 that it needs"
    )
    assert drawn("actor:hospital").title.in_language("da") == "Hospital modtager 1 felt og videregiver 1"


def test_a_possible_need_is_among_the_needs_that_are_counted() -> None:
    """Of two fields that are perhaps missing, one is of a need that is itself unknown."""
    share = "shares: [{fields: lvef, phase: stay, to: gp, via: letter, status: unknown}]"
    needs = "needs: [{fields: lvef, phase: PHASE}, {fields: ldl, phase: home, status: unknown}]"
    hospital = f"hospital: {{records: [{{fields: [lvef, ldl], phase: stay}}], {share}}}"
    text = HEAD + f"actors:\n  {hospital}\n  gp: {{label: GP, {needs}}}\n  city: {{}}\n"
    possible, certain = (text.replace("PHASE", phase) for phase in ("home", "visit"))
    title = drawn("actor:gp", possible).title
    assert title.in_language("en") == "GP gets no fields, gives none, and perhaps lacks 2 of the 2 that it may need"
    assert node(drawn("actor:gp", possible), "gp").lacks[0].in_language("en") == "perhaps lacks 2 of 2"
    assert node(drawn("gaps", possible), "gp").lacks[0].in_language("en") == "perhaps lacks 2 of 2"
    title = drawn("actor:gp", certain).title
    assert title.in_language("en") == (
        "GP gets no fields, gives none, and lacks 1, perhaps 2, of the 2 that it needs or may need"
    )
    assert node(drawn("actor:gp", certain), "gp").lacks[0].in_language("da") == "mangler 1, muligvis 2, af 2"


def test_many_fields_are_named_by_group() -> None:
    """At most four fields are named; of more, groups with their numbers, and fields that are alone or in no group."""
    fields = "groups: {a: {label: A}, b: {}}\nfields: {x: {label: X}, y: {group: b, label: Y}"
    fields += "".join(f", f{index}: {{group: a}}" for index in range(3)) + "}\n"
    text = (
        f"map: {{id: m, title: M}}\nphases: {{p: {{}}}}\nchannels: {{c: {{}}}}\n{fields}"
        "actors:\n  one: {records: [{fields: [x, y, f0, f1, f2], phase: p}],"
        " shares: [{fields: [x, y, f0, f1, f2], phase: p, to: other, via: c}]}\n  other: {}\n"
    )
    assert names(drawn("actor:other", text), "one.from.other") == ["A (3)", "X", "Y"]


def test_a_member_is_drawn_with_its_role() -> None:
    actors = ACTORS + "  north: {extends: city, label: North}\n"
    diagram = drawn("actor:north", HEAD + actors)
    assert node(diagram, "city").band == "self"
    assert [notice.in_language("en") for notice in diagram.notices] == [
        "North is drawn with the other members of Municipality."
    ]


def test_shares_between_members_are_drawn_at_the_role() -> None:
    actors = (
        "actors:\n  gp: {}\n  hospital: {}\n  city: {records: [{fields: hads, phase: visit}],"
        " shares: [{fields: hads, phase: visit, to: city, via: letter}]}\n"
        "  north: {extends: city}\n  south: {extends: city}\n"
    )
    diagram = drawn("actor:city", HEAD + actors)
    assert [each.id for each in diagram.edges] == ["city.city"]
    assert [each.id for each in diagram.nodes] == ["city"]


@pytest.mark.parametrize("focus", [None, Focus(phases=("visit",)), Focus(actors=("city",)), Focus(groups=("mind",))])
def test_an_actor_that_does_nothing_is_still_drawn(focus: Focus | None) -> None:
    text = "actors: {gp: {label: {en: Practice, da: Praksis}}, hospital: {}, city: {}}\n"
    diagram = drawn("actor:gp", HEAD + text, focus)
    assert [each.id for each in diagram.nodes] == ["gp"]
    assert [notice.in_language("da") for notice in diagram.notices] == ["Den udveksler intet med nogen."]


def test_an_actor_that_lacks_everything() -> None:
    text = "actors:\n  gp: {needs: [{fields: [ldl, hads], phase: home}]}\n  hospital: {}\n  city: {}\n"
    diagram = drawn("actor:gp", HEAD + text)
    assert lacks(node(diagram, "gp"))[-1] == "LDL and HADS: recorded by nobody"


def test_the_focus_leaves_the_rest_out() -> None:
    assert {each.id for each in drawn("actor:gp", focus=Focus(groups=("mind",))).edges} == {"city.from.gp.missing"}
    assert {each.id for each in drawn("actor:gp", focus=Focus(actors=("city",))).edges} == {"city.from.gp.missing"}


def test_parts_are_about_the_actors_they_show() -> None:
    about = {part.mark: part.about for part in drawn("actor:gp").parts}
    assert "actor:hospital" in about["actor-hospital.from"]
    assert {"actor:gp", "field:ldl", "field:risk", "phase:visit"} <= set(about["actor-gp"])
    assert not [each for found in about.values() for each in found if each.startswith("actor:") and "." in each]


def test_an_unknown_actor_is_refused() -> None:
    with pytest.raises(Unfit):
        project(HEAD + ACTORS).picture("actor")
    with pytest.raises(Unknown, match="Did you mean gp"):
        project(HEAD + ACTORS).picture("actor:gpp")

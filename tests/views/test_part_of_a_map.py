"""A picture of a part of a map: its totals are those of the whole map, or say of what they are."""

import pytest
from views.small_map import ACTORS, HEAD, diagram, drawn, node, project

from dataflow.base.picture import Diagram
from dataflow.views import Focus

FOCUSES = Focus(channels=("letter",)), Focus()


def lacks(diagram: Diagram, actor: str, language: str = "en") -> str:
    return node(diagram, actor).lacks[0].in_language(language)


def test_what_an_actor_lacks_is_told_of_all_its_needs_where_another_actor_is_in_focus() -> None:
    """The hospital could give the municipality one of the three fields that it lacks."""
    diagram = drawn("gaps", focus=Focus(actors=("hospital",)))
    assert {each.target for each in diagram.edges if each.status == "missing"} == {"gp", "city"}
    assert lacks(diagram, "city") == "lacks 3 of 3"
    assert node(diagram, "city").meaning.in_language("en") == "Municipality lacks 3 of 3 fields."
    assert [line.in_language("en") for line in diagram.subtitle] == [
        "Only Hospital",
        "General practice lacks 3 of 3 fields",
        "Municipality lacks 3 of 3 fields",
    ]


def test_an_actor_beside_the_one_in_focus_is_not_said_to_lack_nothing() -> None:
    diagram = drawn("gaps", focus=Focus(actors=("hospital",)))
    said = [each.meaning.in_language("en") for each in diagram.nodes]
    assert [sentence for sentence in said if "nothing" in sentence] == ["Hospital lacks nothing that it needs."]


def test_of_some_fields_or_phases_the_totals_say_so() -> None:
    for focus in (Focus(fields=("lvef",)), Focus(fields=("lvef",), actors=("city",))):
        diagram = drawn("gaps", focus=focus)
        assert lacks(diagram, "city") == "lacks 1 of 1 shown"
        assert lacks(diagram, "city", "da") == "mangler 1 af 1 viste"
        assert node(diagram, "city").meaning.in_language("da") == "Kommune mangler 1 af 1 vist felt."
    hospital = node(drawn("gaps", focus=Focus(phases=("home",))), "hospital")
    assert hospital.meaning.in_language("en") == "Hospital lacks nothing of what is shown."


def test_one_actor_and_another_tell_of_all_that_it_lacks() -> None:
    whole, part = drawn("actor:gp"), drawn("actor:gp", focus=Focus(actors=("hospital",)))
    assert len(part.edges) < len(whole.edges)
    assert part.title == whole.title
    assert lacks(part, "gp") == lacks(whole, "gp") == "lacks 3 of 3"


def test_one_actor_and_some_fields_say_so() -> None:
    diagram = drawn("actor:gp", focus=Focus(fields=("lvef",)))
    assert "lacks 1 of the 1 shown that it needs" in diagram.title.in_language("en")
    assert "mangler 1 af de 1 viste, der er brug for" in diagram.title.in_language("da")
    assert lacks(diagram, "gp") == "lacks 1 of 1 shown"


def test_an_actor_that_takes_part_elsewhere_is_not_said_to_do_nothing() -> None:
    diagram = drawn("overview", focus=Focus(phases=("visit",)))
    said = " ".join(each.meaning.in_language("en") for each in diagram.nodes)
    assert "neither records nor needs" not in said


def test_of_one_channel_needs_are_counted_whatever_the_channel_and_it_says_so() -> None:
    """A need may be met by another channel, or by none."""
    part, whole = ([words.in_language("en") for words in drawn("gaps", focus=focus).subtitle] for focus in FOCUSES)
    assert part == ["Only Letter", "Needs are counted whatever the channel", *whole]


@pytest.mark.parametrize("view", ["overview", "gaps", "actor:hospital", "language:lvef"])
def test_a_member_in_focus_is_shown_within_its_role(view: str) -> None:
    """Arrows are between roles: those of a member alone would be none, and its needs all met."""
    text = HEAD + ACTORS + "  north: {extends: city, label: North}\n"
    member, role = (drawn(view, text, focus=Focus(actors=(actor,))) for actor in ("north", "city"))
    said = [each.in_language("da") for each in member.notices]
    assert said[0] == "North er tegnet sammen med de andre medlemmer af Kommune."
    assert (member.edges, member.nodes, member.title) == (role.edges, role.nodes, role.title)


def test_a_member_that_only_the_earlier_map_has_is_shown_within_its_role() -> None:
    before = project(HEAD + ACTORS + "  north: {extends: city, label: North}\n")
    compared = diagram(project(HEAD + ACTORS), "diff", Focus(actors=("north",)), before=before)
    assert compared.notices[0].in_language("en") == "North is drawn with the other members of Municipality."

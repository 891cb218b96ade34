"""The gaps: each unmet need is in an arrow from the holder of the field, or at the node of the actor."""

from typing import Any

import pytest
from views.small_map import ACTORS, HEAD, as_dot, drawn, edge, golden, lacks, node, project

from dataflow.base.picture import Diagram
from dataflow.project import Project
from dataflow.terms import Terms
from dataflow.views import Focus


def missing(diagram: Diagram) -> dict[str, tuple[int, str]]:
    """The number of missing fields by pair of actors, and their cause, the first where there are several."""
    return {
        f"{each.source}.{each.target}": (each.count, each.lacks[0].why.in_language("en"))
        for each in diagram.edges
        if each.status in ("missing", "doubtful")
    }


def test_the_small_picture() -> None:
    assert as_dot(drawn("gaps")) == golden("gaps")


def test_an_arrow_leads_from_the_holder_to_the_actor_that_lacks_the_fields() -> None:
    """The arrow of a lost form begins at the hospital; a field that nobody records has no arrow."""
    diagram = drawn("gaps")
    assert missing(diagram) == {
        "gp.city": (1, "never shared"),
        "hospital.city": (1, "never shared"),
        "hospital.gp": (1, "only as free text"),
        "city.gp": (1, "never shared"),
    }
    assert lacks(node(diagram, "gp")) == [
        "lacks 3 of 3",
        "Risk: recorded by nobody",
    ]
    assert lacks(node(diagram, "city"), "da") == [
        "mangler 3 af 3",
        "Mål: registreres af ingen",
    ]
    assert not node(diagram, "hospital").lacks


def test_title_and_subtitle_have_the_numbers() -> None:
    diagram = drawn("gaps")
    assert diagram.title.in_language("en") == "Map: 5 fields do not arrive as they are needed"
    assert [line.in_language("da") for line in diagram.subtitle] == [
        "Almen praksis mangler 3 af 3 felter",
        "Kommune mangler 3 af 3 felter",
    ]


def test_current_shares_are_in_the_background() -> None:
    diagram = drawn("gaps")
    assert {each.id: each.role for each in diagram.edges if each.status == "current"} == {
        "gp.hospital": "ground",
        "hospital.gp": "ground",
    }


@pytest.mark.parametrize(
    ("hospital", "city", "cause"),
    [
        ("records: [{fields: lvef, phase: home}]", "needs: [{fields: lvef, phase: stay}]", "recorded too late"),
        (
            "records: [{fields: lvef, phase: visit}], shares: [{fields: lvef, phase: home, to: city, via: letter}]",
            "needs: [{fields: lvef, phase: stay}]",
            "arrives too late",
        ),
        (
            "records: [{fields: lvef, phase: [visit, home]}],"
            " shares: [{fields: lvef, phase: visit, to: city, via: letter}]",
            "needs: [{fields: lvef, phase: home, recorded_since: home}]",
            "out of date",
        ),
        (
            "records: [{fields: lvef, phase: stay}], shares: [{fields: lvef, phase: stay, to: city, via: message}]",
            "needs: [{fields: lvef, phase: home, form: coded}]",
            "not coded",
        ),
        (
            "records: [{fields: lvef, phase: stay, form: coded}],"
            " shares: [{fields: lvef, phase: stay, to: city, via: message, form: structured}]",
            "needs: [{fields: lvef, phase: home, form: coded}]",
            "not coded",
        ),
        ("records: [{fields: lvef, phase: stay}]", "needs: [{fields: lvef, phase: home}]", "never shared"),
    ],
)
def test_every_cause_is_in_a_caption(hospital: str, city: str, cause: str) -> None:
    diagram = drawn("gaps", f"{HEAD}actors:\n  gp: {{}}\n  hospital: {{{hospital}}}\n  city: {{{city}}}\n")
    assert missing(diagram) == {"hospital.city": (1, cause)}


def test_a_stale_field_without_another_holder_is_marked_at_the_actor() -> None:
    actors = (
        "actors:\n  gp: {}\n  hospital: {records: [{fields: lvef, phase: visit}],"
        " shares: [{fields: lvef, phase: visit, to: city, via: letter}]}\n"
        "  city: {needs: [{fields: lvef, phase: home, recorded_since: home}]}\n"
    )
    diagram = drawn("gaps", HEAD + actors)
    assert not missing(diagram)
    assert lacks(node(diagram, "city"), "da")[-1] == "Uddrivningsfraktion: registreres ikke igen"


def test_a_lost_form_is_drawn_from_the_actor_that_loses_it() -> None:
    """General practice gets it coded and passes it on as text, so the arrow does not begin at the hospital."""
    actors = (
        "actors:\n  hospital: {records: [{fields: lvef, phase: visit, form: coded}],"
        " shares: [{fields: lvef, phase: visit, to: gp, via: message}]}\n"
        "  gp: {shares: [{fields: lvef, phase: stay, to: city, via: letter}]}\n"
        "  city: {needs: [{fields: lvef, phase: home, form: coded}]}\n"
    )
    assert missing(drawn("gaps", HEAD + actors)) == {"gp.city": (1, "only as free text")}


def test_of_several_holders_the_arrow_begins_at_the_latest_recorder() -> None:
    actors = (
        "actors:\n  gp: {records: [{fields: ldl, phase: visit}]}\n"
        "  hospital: {records: [{fields: ldl, phase: stay}]}\n"
        "  city: {needs: [{fields: ldl, phase: home}]}\n"
    )
    assert missing(drawn("gaps", HEAD + actors)) == {"hospital.city": (1, "never shared")}


def test_an_uncertain_gap_is_perhaps_missing() -> None:
    """Where some gaps of an arrow are certain, it says of which fields that is not known."""
    share = "  hospital: {shares: [{fields: FIELDS, phase: stay, to: city, via: letter, status: unknown}],"
    actors = (
        f"actors:\n  gp: {{}}\n{share} records: [{{fields: [lvef, ldl], phase: stay}}]}}\n"
        "  city: {needs: [{fields: [lvef, ldl], phase: home}]}\n"
    )
    doubtful = drawn("gaps", HEAD + actors.replace("FIELDS", "[lvef, ldl]"))
    assert edge(doubtful, "hospital.city.missing").status == "doubtful"
    assert missing(doubtful) == {"hospital.city": (2, "perhaps not shared (not found out)")}
    mixed = drawn("gaps", HEAD + actors.replace("FIELDS", "lvef"))
    assert edge(mixed, "hospital.city.missing").status == "missing"
    assert lacks(edge(mixed, "hospital.city.missing")) == [
        "LDL: never shared",
        "Ejection fraction: perhaps not shared (not found out)",
    ]
    assert (
        edge(mixed, "hospital.city.missing")
        .meaning.in_language("da")
        .startswith(
            "city mangler 1 felt, muligvis 2, som hospital har (1 deles aldrig og 1 deles måske ikke (uafklaret)): "
        )
    )


def test_certain_and_possible_gaps_are_counted_separately() -> None:
    """A field with two gaps counts as certain where one of them is."""
    actors = (
        "actors:\n  gp: {}\n  hospital: {records: [{fields: [lvef, ldl, hads], phase: visit}], shares:"
        " [{fields: [ldl, hads], phase: stay, to: city, via: letter, status: unknown}]}\n"
        "  city: {label: City, needs: [{fields: [lvef, ldl, hads], phase: home}, {fields: lvef, phase: stay}]}\n"
    )
    mixed, perhaps = (
        drawn("gaps", HEAD + text)
        for text in (
            actors,
            actors.replace("[lvef, ldl, hads], phase: home}, {fields: lvef,", "ldl, phase: home}, {fields: hads,"),
        )
    )
    assert mixed.title.in_language("en") == "Map: 1 field does not arrive as it is needed, perhaps 3"
    assert lacks(node(mixed, "city"), "da")[0] == "mangler 1, muligvis 3, af 3"
    assert edge(mixed, "hospital.city.missing").caption.in_language("en") == "1 field missing, perhaps 3"
    assert lacks(edge(mixed, "hospital.city.missing"), "da") == [
        "Uddrivningsfraktion: deles aldrig",
        "LDL og HADS: deles måske ikke (uafklaret)",
    ]
    assert perhaps.title.in_language("da") == "Kort: 2 felter når måske ikke frem, sådan som der er brug for dem"
    assert lacks(node(perhaps, "city"))[0] == "perhaps lacks 2 of 2"
    assert edge(perhaps, "hospital.city.missing").lacks[0].why.in_language("da") == "deles måske ikke (uafklaret)"


def test_a_field_that_arrives_in_too_low_a_form_is_not_good_enough() -> None:
    """It is not said to be missing, except together with one that is; the legend has both."""
    actors = (
        "actors:\n  gp: {records: [{fields: [lvef, ldl], phase: visit}],"
        " shares: [{fields: lvef, phase: visit, to: city, via: letter}]}\n  hospital: {}\n"
        "  city: {needs: [{fields: NEEDED, phase: home, form: structured}]}\n"
    )
    low, both = (drawn("gaps", HEAD + actors.replace("NEEDED", needed)) for needed in ("lvef", "[lvef, ldl]"))
    assert edge(low, "gp.city.missing").caption.in_language("en") == "1 field not good enough"
    assert edge(low, "gp.city.missing").caption.in_language("da") == "1 felt ikke godt nok"
    assert edge(both, "gp.city.missing").caption.in_language("da") == "2 felter mangler"
    assert lacks(edge(both, "gp.city.missing"), "da") == [
        "Uddrivningsfraktion: kun som fritekst",
        "LDL: deles aldrig",
    ]
    assert "mangler: der er brug for det, men det når ikke frem eller er ikke godt nok" in [
        key.label.in_language("da") for key in low.legend
    ]


def test_a_field_with_several_causes_is_named_once() -> None:
    actors = (
        "actors:\n  gp: {}\n  hospital: {records: [{fields: ldl, phase: stay}]}\n"
        "  city: {needs: [{fields: ldl, phase: visit}, {fields: ldl, phase: home}]}\n"
    )
    arrow = edge(drawn("gaps", HEAD + actors), "hospital.city.missing")
    assert lacks(arrow) == ["LDL: recorded too late and never shared"]


def test_a_field_that_cannot_be_worked_out_is_marked_at_the_actor() -> None:
    """What is lacking are its parts, so no arrow begins at another who has the field."""
    actors = (
        "actors:\n  gp: {label: GP, records: [{fields: [lvef, ldl], phase: visit}]}\n"
        "  hospital: {}\n  city: {label: City, needs: [{fields: score, phase: home}],"
        " records: [{fields: lvef, phase: home}]}\n"
    )
    head = HEAD.replace("fields:\n", "fields:\n  score: {label: Score, derived_from: [lvef, ldl]}\n", 1)
    diagram = drawn("gaps", head + actors)
    assert not missing(diagram)
    assert lacks(node(diagram, "city"))[-1] == "Score: cannot be worked out"


@pytest.mark.parametrize(
    ("others", "named"),
    [
        (1, "D mangler 1 af 1 felt"),
        (2, "D og E mangler også noget"),
    ],
)
def test_the_subtitle_names_the_other_actors_too(others: int, named: str) -> None:
    receivers = "".join(
        f"  a{index}: {{label: {'OABCDE'[index]}, needs: [{{fields: ldl, phase: home}}]}}\n"
        for index in range(1, 4 + others)
    )
    actors = (
        "actors:\n  gp: {records: [{fields: ldl, phase: visit}]}\n  hospital: {}\n"
        f"  city: {{label: O, needs: [{{fields: ldl, phase: home}}]}}\n{receivers}"
    )
    assert drawn("gaps", HEAD + actors).subtitle[-1].in_language("da") == named


def test_several_fields_are_out_of_date_in_the_plural() -> None:
    text = (
        "actors:\n  gp: {}\n  hospital: {records: [{fields: FIELDS, phase: [visit, home]}],"
        " shares: [{fields: FIELDS, phase: visit, to: city, via: letter}]}\n"
        "  city: {needs: [{fields: FIELDS, phase: home, recorded_since: home}]}\n"
    )
    for fields, word in (("ldl", "forældet"), ("[ldl, lvef]", "forældede")):
        arrow = edge(drawn("gaps", HEAD + text.replace("FIELDS", fields)), "hospital.city.missing")
        assert arrow.lacks[0].why.in_language("da") == word


def test_a_field_that_other_members_hold_is_marked_at_the_role() -> None:
    actors = (
        "actors:\n  gp: {}\n  hospital: {}\n  city: {label: City, needs: [{fields: hads, phase: home}]}\n"
        "  north: {extends: city, records: [{fields: hads, phase: stay}]}\n  south: {extends: city}\n"
    )
    diagram = drawn("gaps", HEAD + actors)
    assert not missing(diagram)
    assert lacks(node(diagram, "city"))[-1] == "HADS of other members: never shared"


def test_the_description_says_what_only_some_members_lack() -> None:
    actors = (
        "actors:\n  gp: {records: [{fields: ldl, phase: visit}]}\n  hospital: {}\n"
        "  city: {label: City}\n  north: {extends: city, needs: [{fields: ldl, phase: home}]}\n"
        "  south: {extends: city}\n"
    )
    sentence = edge(drawn("gaps", HEAD + actors), "gp.city.missing").meaning
    assert sentence.in_language("en").endswith("(never shared): LDL. Of these, 1 field only at some of its members.")


def test_an_accepted_gap_is_not_drawn_but_counted() -> None:
    diagram = drawn(
        "gaps", f"{HEAD}{ACTORS}waivers: [{{rule: DF301, actor: city, field: ldl, reason: Measured anew}}]\n"
    )
    assert "gp.city" not in missing(diagram)
    assert [notice.in_language("en") for notice in diagram.notices] == ["1 gap that is accepted is not shown."]


def test_parts_point_to_their_findings() -> None:
    found = {finding.fingerprint for finding in project(HEAD + ACTORS).gaps() if finding.code == "DF301"}
    parts = drawn("gaps").parts
    assert {each for part in parts for each in part.about if each.startswith("finding:")} == {
        f"finding:{each}" for each in found
    }
    arrow = next(part for part in parts if part.mark == "gap-hospital.gp.missing")
    assert {"actor:gp", "actor:hospital", "field:lvef", "phase:home"} <= set(arrow.about)


def test_every_part_is_described_in_both_languages() -> None:
    diagram = drawn("gaps")
    for language, sentence in (
        ("en", "Municipality lacks 1 field that Hospital has (never shared): Ejection fraction."),
        ("da", "Kommune mangler 1 felt, som Hospital har (deles aldrig): Uddrivningsfraktion."),
        ("en", "General practice lacks 1 field (recorded by nobody): Risk."),
        ("da", "Hospital mangler intet, som den har brug for."),
    ):
        assert sentence in [line.in_language(language) for line in diagram.description]
    lines = [line.in_language("en") for line in diagram.description]
    assert all(each.meaning.in_language("en") in lines for each in (*diagram.nodes, *diagram.edges))


@pytest.mark.parametrize(
    ("focus", "expected"),
    [
        (Focus(fields=("ldl",)), {"gp.city"}),
        (Focus(groups=("mind",)), {"city.gp"}),
        (Focus(actors=("hospital",)), {"hospital.city", "hospital.gp"}),
        (Focus(phases=("stay",)), set()),
        (Focus(purposes=("research",)), {"city.gp"}),
        (Focus(channels=("letter",)), {"gp.city", "hospital.city", "hospital.gp", "city.gp"}),
    ],
)
def test_the_focus_leaves_the_rest_out(focus: Focus, expected: set[str]) -> None:
    """A need without a purpose is for all purposes; channels do not apply to gaps."""
    assert set(missing(drawn("gaps", focus=focus))) == expected


@pytest.mark.parametrize(
    ("actors", "title"),
    [
        ("", "Map: no needs to meet"),
        ("actors: {gp: {}, hospital: {}, city: {}}\n", "Map: no needs to meet"),
        (
            "actors:\n  gp: {records: [{fields: ldl, phase: visit}], needs: [{fields: ldl, phase: visit}]}\n"
            "  hospital: {}\n  city: {}\n",
            "Map: every need is met",
        ),
    ],
)
def test_a_map_without_gaps_says_so(actors: str, title: str) -> None:
    head = HEAD if actors else "map: {id: m, title: Map}\n"
    assert drawn("gaps", head + actors).title.in_language("en") == title


def test_planned_shares_count_where_requested() -> None:
    text = (HEAD + ACTORS).replace(
        "shares: [{fields: lvef, phase: stay, to: gp, via: letter}]",
        "shares: [{fields: lvef, phase: stay, to: city, via: letter, status: planned}]",
    )
    for planned, lacking in ((False, True), (True, False)):
        edges = drawn("gaps", text, planned=planned).edges
        arrows = [each for each in edges if each.kind == "gap" and each.target == "city"]
        assert any("field:lvef" in each.about for each in arrows) is lacking


@pytest.mark.parametrize(
    ("share", "english", "danish"),
    [
        ("phase: stay, status: planned", "not shared yet (planned)", "deles endnu ikke (planlagt)"),
        ("phase: home, status: planned", "not shared yet (planned)", "deles endnu ikke (planlagt)"),
        ("phase: stay, status: retired", "never shared", "deles aldrig"),
    ],
)
def test_what_is_planned_to_be_shared_is_not_said_never_to_be(share: str, english: str, danish: str) -> None:
    """Whether it would come in time (the needs are of the stay) or not."""
    actors = f"""
actors:
  hospital: {{records: [{{fields: lvef, phase: visit}}], shares: [{{fields: lvef, {share}, to: city, via: letter}}]}}
  city: {{needs: [{{fields: lvef, phase: stay}}]}}
  gp: {{}}
"""
    (lack,) = edge(drawn("gaps", HEAD + actors), "hospital.city.missing").lacks
    assert (lack.why.in_language("en"), lack.why.in_language("da")) == (english, danish)


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({}, "shared today"),
        ({"planned": True}, "shared when what is planned is in force"),
        ({"scenario": "better"}, "shared with the scenario"),
        ({"scenario": "better", "planned": True}, "shared with the scenario and what is planned in force"),
    ],
)
def test_the_legend_says_when_the_lines_in_the_background_are_shared(terms: Any, said: str) -> None:
    """Not "today" where a scenario is laid over the map, or planned statements count."""
    files = {
        "map.yaml": f"dataflow: 1\n{HEAD}{ACTORS}",
        "better.yaml": "dataflow: 1\nscenario: {id: better, label: Better}\n",
    }
    made = Project({path: text.encode() for path, text in files.items()}, Terms(**terms))
    assert not made.problems
    picture = made.picture("gaps")
    assert [key.label.in_language("en") for key in picture.legend if key.subject == "ground"] == [said]


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        (1, "A0"),
        (3, "A0, A1 and A2"),
        (4, "A0, A1, A2 and A3"),
        (5, "A0, A1, A2 and 2 more"),
    ],
)
def test_an_arrow_and_a_node_name_the_first_fields(fields: int, named: str) -> None:
    ids = ", ".join(f"a{index}" for index in range(fields))
    declared = ", ".join(f"a{index}: {{label: A{index}}}" for index in range(fields))
    text = (
        f"map: {{id: m, title: Map}}\nphases: {{visit: {{}}}}\nfields: {{{declared}}}\n"
        f"actors:\n  gp: {{records: [{{fields: [{ids}], phase: visit}}]}}\n"
        f"  hospital: {{needs: [{{fields: [{ids}], phase: visit}}]}}\n"
    )
    shown = drawn("gaps", text)
    assert [lacks(each) for each in shown.edges] == [[f"{named}: never shared"]]
    nobody = drawn("gaps", text.replace("records", "uses"))
    assert lacks(node(nobody, "hospital"))[-1] == f"{named}: recorded by nobody"

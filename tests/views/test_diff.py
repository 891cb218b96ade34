"""The difference between two maps: what is added, removed and changed, and the gaps closed and opened."""

import pytest
from views.small_map import ACTORS, HEAD, as_dot, diagram, edge, golden, node, project

from dataflow.base.picture import CHANGES, Diagram
from dataflow.renderers.diagrams.labels import labels
from dataflow.views import Focus, Unfit

SHARE = "shares: [{fields: lvef, phase: stay, to: gp, via: letter}]"
OLD = HEAD + ACTORS
MORE = OLD.replace(SHARE, "shares: [{fields: [lvef, ldl], phase: stay, to: gp, via: message}]")
NEW = (
    MORE.replace("    shares: [{fields: ldl, phase: visit, to: hospital, via: message}]\n", "").replace(
        "records: [{fields: hads, phase: home}]", "records: [{fields: [hads, risk], phase: home}]"
    )
    + "    shares: [{fields: [hads, risk], phase: home, to: gp, via: letter}]\n"
    + "  registry: {label: Register, kind: registry, sector: national, needs: [{fields: hads, phase: home}]}\n"
)


def compared(before: str, after: str, focus: Focus | None = None) -> Diagram:
    return diagram(project(after), "diff", focus, before=project(before))


def statuses(picture: Diagram) -> dict[str, str]:
    return {each.id: each.status for each in (*picture.edges, *picture.nodes)}


@pytest.mark.parametrize(
    ("before", "after", "how"),
    [
        ("coverage: 4/11", "coverage: 9/11", "coverage 9/11 instead of 4/11"),
        ("takes: 5d", "takes: 1d", "time on the way 1 day instead of 5 days"),
        ("valid_to: 2027-01-01", "valid_from: 2020-01-01", "valid from 1 January 2020 (not stated before)"),
        ("confidence: low", "confidence: high", None),
    ],
)
def test_how_far_and_how_fast_a_share_reaches_is_a_change_and_how_sure_it_is_is_not(
    before: str, after: str, how: str | None
) -> None:
    old, new = (OLD.replace(SHARE, SHARE.replace("via: letter", f"via: letter, {said}")) for said in (before, after))
    changed = edge(compared(old, new), "hospital.gp")
    assert changed.status == ("current" if how is None else "changed")
    assert how is None or how in [name.in_language("en") for name in changed.names]


def test_the_small_picture() -> None:
    assert as_dot(compared(OLD, NEW)) == golden("diff")


def test_additions_removals_and_changes_are_distinguished() -> None:
    assert statuses(compared(OLD, NEW)) == {
        "hospital.gp": "changed",
        "hospital.gp.not-held": "added",
        "city.gp": "added",
        "gp.hospital": "removed",
        "gp": "",
        "hospital": "",
        "city": "changed",
        "registry": "added",
    }
    assert statuses(compared(NEW, OLD))["registry"] == "removed"


def test_a_change_says_what_is_different() -> None:
    changed = edge(compared(OLD, MORE), "hospital.gp")
    assert changed.caption.in_language("en") == "1 → 2 fields"
    assert [name.in_language("en") for name in changed.names] == [
        "1 new field",
        "1 field in another form",
        "now by Message",
        "no longer by Letter",
    ]
    picture = compared(OLD, NEW)
    assert [fact.in_language("da") for fact in node(picture, "city").facts] == ["registrerer 1 → 2 felter"]
    assert node(picture, "registry").flag is not None
    for language, sentence in (
        ("en", "Municipality is changed: records 1 → 2 fields."),
        ("da", "Faldet væk: Almen praksis deler ikke længere 1 felt med Hospital via Besked."),
    ):
        assert sentence in [line.in_language(language) for line in picture.description]


def test_the_subtitle_counts_gaps_closed_and_opened() -> None:
    """A gap with another cause than before is no new gap."""
    subtitle = [line.in_language("en") for line in compared(OLD, NEW).subtitle]
    assert subtitle[-2:] == [
        "3 gaps closed: General practice 3",
        "2 gaps opened: Hospital 1 and Register 1",
    ]
    late = OLD.replace(SHARE, "shares: [{fields: lvef, phase: stay, to: gp, via: letter, form: free-text}]")
    assert not [line for line in compared(OLD, late).subtitle if "gap" in line.in_language("en")]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("unknown", "retired", "1 possible gap now certain: Municipality 1"),
        ("unknown", "current", "1 possible gap closed: Municipality 1"),
        ("current", "unknown", "1 possible gap opened: Municipality 1"),
        ("retired", "unknown", "1 gap now only possible: Municipality 1"),
    ],
)
def test_the_subtitle_tells_possible_gaps_from_certain_ones(before: str, after: str, expected: str) -> None:
    """What was possible and is now certain is told too: the change is for the worse."""
    shared = OLD.replace(
        SHARE, f"{SHARE[:-1]}, {{fields: lvef, phase: stay, to: city, via: letter, status: STATUS}}]"
    )
    picture = compared(*(shared.replace("STATUS", status) for status in (before, after)))
    assert [line.in_language("en") for line in picture.subtitle if "gap" in line.in_language("en")] == [expected]


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        ("{fields: lvef, phase: home, to: gp, via: letter}", "in other phases"),
        ("{fields: lvef, phase: stay, to: gp, via: letter, status: planned}", "now only planned"),
        ("{fields: ldl, phase: stay, to: gp, via: letter}", "1 new field"),
    ],
)
def test_the_smallest_change_of_a_share_shows(share: str, expected: str) -> None:
    picture = compared(OLD, OLD.replace(SHARE, f"shares: [{share}]"))
    assert expected in [name.in_language("en") for name in edge(picture, "hospital.gp").names]


def test_a_map_compared_with_itself_does_not_differ() -> None:
    picture = compared(OLD, OLD)
    assert [line.in_language("en") for line in picture.notices] == ["Nothing that is shown here differs."]
    assert not {each.status for each in (*picture.edges, *picture.nodes)} & set(CHANGES)


def test_another_id_for_the_same_is_no_difference() -> None:
    """As in ``dataflow diff``: what has the same label, and of which the same is said, was probably renamed."""
    renamed = (
        OLD.replace("lvef", "ejection")
        .replace("gp:", "practice:")
        .replace("to: gp", "to: practice")
        .replace("responsible: gp", "responsible: practice")
    )
    assert renamed.count("practice") > 1 and "lvef" not in renamed
    picture = compared(OLD, renamed)
    assert [line.in_language("en") for line in picture.notices] == ["Nothing that is shown here differs."]


def test_an_accepted_gap_is_not_closed() -> None:
    waived = OLD + "waivers: [{rule: DF301, reason: Agreed.}]\n"
    assert not [line for line in compared(OLD, waived).subtitle if "gap" in line.in_language("en")]


def test_a_scenario_is_compared_with_the_map_below_it() -> None:
    scenario = (
        "scenario: {id: more, label: {en: More, da: Mere}}\nactors:\n  city:\n"
        "    shares: [{fields: hads, phase: home, to: gp, via: letter}]\n"
    )
    base = project(OLD)
    both = type(base)({**base.texts, "scenario.yaml": scenario.encode()})
    changed = diagram(both.taken(type(both.terms)(scenario="more")), "diff", before=both)
    assert statuses(changed)["city.gp"] == "added"
    assert changed.title.in_language("en") == "Map: what changes with “More”"
    assert changed.title.in_language("da") == "Kort: hvad der ændrer sig med »Mere«"
    assert "scenario “More”" in changed.footer[0].in_language("en")


def test_what_is_planned_or_unknown_stays_and_is_marked_where_it_is_new() -> None:
    """An actor is in the same band as in the overview; an unchanged actor says so."""
    shares = "    shares: [{fields: hads, phase: home, to: gp, via: letter, status: STATUS}]\n"
    for status, word in (("planned", "only planned"), ("unknown", "not found out")):
        with_it = OLD + shares.replace("STATUS", status)
        same = edge(compared(with_it, with_it), "city.gp")
        assert (same.status, same.role, same.share_status) == (status, "ground", "")
        for pair, change in (((OLD, with_it), "added"), ((with_it, OLD), "removed")):
            arrow = edge(compared(*pair), "city.gp")
            found_out = change == "removed" and status == "unknown"
            said = "found out: not shared by Letter" if found_out else word
            assert (arrow.status, arrow.share_status, arrow.names[0].in_language("en")) == (change, status, said)
            assert arrow.meaning.in_language("en").startswith("Found out: ") == found_out
        picture, overview = compared(OLD, with_it), diagram(project(with_it), "overview")
        assert {each.id: each.band for each in picture.nodes} == {each.id: each.band for each in overview.nodes}
        assert status in {key.value for key in picture.legend if key.subject == "status"}
        assert "Municipality: unchanged." in [line.in_language("en") for line in picture.description]


def test_an_answer_to_what_may_go_along_changes_the_arrow() -> None:
    """Whether the answer is no or yes; of another channel it says that the old one stays."""
    also = OLD.replace(
        SHARE, SHARE.replace("}]", "}, {fields: ldl, phase: stay, to: gp, via: letter, status: STATUS}]")
    )
    asked, answered_no, answered_yes = (
        also.replace("STATUS", status) for status in ("unknown", "retired", "current")
    )
    for pair, said in (
        ((asked, answered_no), ["1 uafklaret felt deles ikke"]),
        ((asked, answered_yes), ["1 felt, før uafklaret"]),
        ((answered_yes, asked), ["1 felt nu uafklaret"]),
        ((answered_no, asked), ["1 felt nu uafklaret"]),
        ((asked, asked.replace("via: letter, status", "via: message, status")), None),
        (
            (answered_no, answered_yes.replace("via: letter, status", "via: message, status")),
            ["1 nyt felt", "nu også via Besked"],
        ),
    ):
        arrow = edge(compared(*pair), "hospital.gp")
        assert [name.in_language("da") for name in arrow.names if arrow.status == "changed"] == (said or [])


@pytest.mark.parametrize(
    ("status", "english", "danish"),
    [
        ("unknown", "1 field, unknown before", "1 felt, før uafklaret"),
        ("planned", "1 field, only planned before", "1 felt, før kun planlagt"),
        ("retired", "1 new field", "1 nyt felt"),
    ],
)
def test_what_was_planned_or_unknown_and_is_shared_now_is_not_new(status: str, english: str, danish: str) -> None:
    """In the label of the arrow, and in what is told of it."""
    also = OLD.replace(
        SHARE, SHARE.replace("}]", "}, {fields: ldl, phase: stay, to: gp, via: letter, status: STATUS}]")
    )
    arrow = edge(compared(also.replace("STATUS", status), also.replace("STATUS", "current")), "hospital.gp")
    assert [name.in_language("en") for name in arrow.names] == [english]
    assert arrow.meaning.in_language("da").endswith(f": {danish}.")


@pytest.mark.parametrize(
    ("language", "how"),
    [
        ("en", "1 field in another form; 1 unknown field is not shared; now by Letter; no longer by Message"),
        ("da", "1 felt i en anden form; 1 uafklaret felt deles ikke; nu via Brev; ikke længere via Besked"),
    ],
)
def test_several_changes_of_an_arrow_are_told_apart(language: str, how: str) -> None:
    """In the picture and in its description."""
    also = OLD.replace(
        SHARE, SHARE.replace("}]", "}, {fields: ldl, phase: stay, to: gp, via: letter, status: STATUS}]")
    )
    asked = also.replace("STATUS", "unknown").replace("via: letter}", "via: message}")
    picture = compared(
        asked, also.replace("STATUS", "retired").replace("via: letter}", "via: letter, form: free-text}")
    )
    arrow = edge(picture, "hospital.gp")
    assert f": {how}." in arrow.meaning.in_language(language)
    label = labels(picture, language).edges[arrow.id]
    assert " ".join(label.names.lines).startswith("; ".join(how.split("; ")[:2]))


def test_the_foot_names_the_titles_once_where_they_are_the_same() -> None:
    later = OLD.replace("as_of: 2026-11-01", "as_of: 2027-11-01")
    assert [line.in_language("en") for line in compared(OLD, NEW).footer] == [
        "Before and after: two versions of map “Map”, both as of 1 November 2026"
    ]
    undated = (text.replace("as_of: 2026-11-01", "") for text in (OLD, NEW))
    assert [line.in_language("da") for line in compared(*undated).footer] == [
        "Før og efter: to udgaver af kortet »Kort«, begge uden dato"
    ]
    (foot,) = compared(OLD, later).footer
    assert (
        foot.in_language("da") == "Før: kortet »Kort« pr. 1. november 2026. Efter: kortet »Kort« pr. 1. november 2027"
    )


def test_the_focus_narrows_both_maps() -> None:
    assert set(statuses(compared(OLD, NEW, Focus(actors=("city",))))) == {"city.gp", "gp", "city"}
    assert set(statuses(compared(OLD, NEW, Focus(channels=("letter",))))) >= {"city.gp", "hospital.gp"}


@pytest.mark.parametrize("focus", [Focus(actors=("registry",)), Focus(fields=("extra",))])
def test_the_focus_may_name_what_only_one_of_the_maps_has(focus: Focus) -> None:
    new = NEW.replace("fields:\n", "fields:\n  extra: {}\n", 1).replace("[hads, risk], phase", "[hads, extra], phase")
    assert compared(OLD, new, focus)
    assert compared(new, OLD, focus)


def test_two_maps_of_nothing_do_not_differ() -> None:
    nothing = "map: {id: m, title: Map}\n"
    assert compared(nothing, nothing).notices
    assert {each.status for each in compared(nothing, OLD).nodes} == {"added"}


def test_only_this_view_takes_a_second_map() -> None:
    with pytest.raises(Unfit, match=r"--against PATH.*--scenario ID"):
        project(OLD).picture("diff")
    with pytest.raises(Unfit, match="of one map"):
        project(OLD).picture("overview", before=project(NEW))

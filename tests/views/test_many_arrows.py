"""Many arrows: the split by channel, and the notice with filters where there are too many."""

import pytest
from views.small_map import ACTORS, HEAD, as_dot, diagram, drawn, edge, golden, project

from dataflow.views import Focus, Unfit
from dataflow.views._arrow_limit import arrow_notice

BOTH = (
    "shares: [{fields: [lvef, ldl], phase: stay, to: gp, via: letter},"
    " {fields: lvef, phase: stay, to: gp, via: message}]"
)
SPLIT = HEAD + ACTORS.replace("shares: [{fields: lvef, phase: stay, to: gp, via: letter}]", BOTH)
NAMES = [f"a{index}" for index in range(9)]


def many_actors(
    few: str = "{fields: f2, phase: q, via: d, to: TO}", many: str = "{fields: f1, phase: p, via: c, to: TO}"
) -> str:
    """Nine actors that share with one another, the first three in another way than the others."""
    actors = "".join(
        f"  {name}: {{records: [{{fields: [f1, f2], phase: p}}],"
        f" shares: [{shares.replace('TO', '[' + ', '.join(sorted({*NAMES} - {name})) + ']')}]}}\n"
        for name, shares in zip(NAMES, [few] * 3 + [many] * 6, strict=True)
    )
    return (
        "map: {id: m, title: M}\nphases: {p: {}, q: {}}\ngroups: {g: {}}\nfields: {f1: {}, f2: {group: g}}\n"
        f"channels: {{c: {{}}, d: {{}}}}\nactors:\n{actors}"
    )


def test_the_small_picture() -> None:
    assert as_dot(drawn("overview", SPLIT, by="channel")) == golden("overview-by-channel")


def test_each_channel_gets_an_arrow_of_its_own() -> None:
    """Together they count more fields than the one arrow where a field is shared by both channels."""
    split = drawn("overview", SPLIT, by="channel")
    assert {each.id: (each.count, each.form) for each in split.edges if each.source == "hospital"} == {
        "hospital.gp.letter": (2, "free-text"),
        "hospital.gp.message": (1, "coded"),
    }
    assert edge(drawn("overview", SPLIT), "hospital.gp").count == 2
    assert len({part.mark for part in split.parts}) == len(split.parts)
    letter = edge(split, "hospital.gp.letter")
    assert letter.in_one is not None and letter.in_one.in_language("en") == "2 fields: Letter"
    assert "channel:message" not in edge(split, "hospital.gp.letter").about


def test_the_overview_is_split_by_channel_and_nothing_else() -> None:
    with pytest.raises(Unfit, match="channel"):
        project(HEAD + ACTORS).picture("overview", by="phase")


@pytest.mark.parametrize("view", ["overview", "gaps", "diff"])
def test_a_picture_with_too_many_arrows_names_filters(view: str) -> None:
    """With each filter there are as many arrows as the notice says."""
    of = project(many_actors())
    before = of if view == "diff" else None
    picture = diagram(of, view, before=before)
    assert len(picture.edges) == 72
    notice = picture.notices[-1].in_language("en")
    assert notice == (
        "72 arrows are more than anyone can follow. Draw a part of the map: --phase p (48 arrows),"
        " --group g (24 arrows), --actor a0 (16 arrows) and --channel c (48 arrows)."
    )
    assert "72 pile" in picture.notices[-1].in_language("da")
    for focus, left in ((Focus(phases=("p",)), 48), (Focus(groups=("g",)), 24), (Focus(actors=("a0",)), 16)):
        assert len(diagram(of, view, focus, before=before).edges) == left


def test_a_filter_that_leaves_too_much_is_not_named() -> None:
    """Planned shares are drawn where there are no current ones, so one phase may have more arrows than the whole."""
    today = "{fields: f1, phase: p, via: c, to: TO}"
    text = many_actors(
        f"{today}, {{fields: f1, phase: q, via: c, to: TO}}",
        f"{today}, {{fields: f1, phase: q, via: c, to: TO, status: planned}}",
    )
    assert len(drawn("overview", text, Focus(phases=("q",))).edges) == 72
    notice = drawn("overview", text).notices[0].in_language("en")
    assert "--actor a0 (16 arrows)" in notice
    assert "--phase" not in notice


def test_where_no_filter_helps_the_kinds_of_filter_are_named() -> None:
    of = project(many_actors())
    (notice,) = arrow_notice(of.data_map, Focus(), diagram(of, "overview").edges, lambda focus: 99)
    assert "(a phase, group, actor or channel)" in notice.in_language("en")


def test_a_readable_picture_has_no_notice() -> None:
    assert not drawn("overview", many_actors(), Focus(phases=("p",))).notices


@pytest.mark.parametrize("view", ["overview", "gaps", "actor:gp"])
@pytest.mark.parametrize(
    "focus", [Focus(), Focus(planned=True), Focus(phases=("home",)), Focus(channels=("letter",))]
)
def test_every_view_of_every_part_has_a_sentence_for_each_of_its_parts(view: str, focus: Focus) -> None:
    picture = drawn(view, focus=focus)
    for language in ("en", "da"):
        lines = [line.in_language(language) for line in picture.description]
        assert all(each.meaning.in_language(language) in lines for each in (*picture.nodes, *picture.edges))


@pytest.mark.parametrize("view", ["overview", "gaps", "diff", "actor:gp"])
def test_a_part_of_the_map_says_which(view: str) -> None:
    of = project(HEAD + ACTORS)
    before = of if view == "diff" else None
    focus = Focus(phases=("home",), groups=("mind",), channels=("letter",))
    subtitle = diagram(of, view, focus, before=before).subtitle[0]
    assert (subtitle.in_language("en"), subtitle.in_language("da")) == (
        "Only home, Mind and Letter",
        "Kun home, Sind og Brev",
    )
    assert "Only" not in diagram(of, view, before=before).subtitle[0].in_language("en")


def test_nodes_of_the_overview_are_about_their_fields_and_phases() -> None:
    about = {part.mark: part.about for part in drawn("overview").parts}
    assert about["actor-gp"] == ("actor:gp", "field:hads", "field:ldl", "field:lvef", "field:risk", "phase:visit")

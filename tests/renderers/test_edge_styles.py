"""Every status has its own symbol and line, whatever the colours; every theme has ink for all of them."""

from dataclasses import replace
from itertools import combinations

import pytest

from dataflow.base.picture import CHANGES, LACKING, Lack
from dataflow.renderers import Options
from dataflow.renderers.diagrams.edge_styles import EDGE_STYLES, symbol
from dataflow.renderers.page.page import page_of
from dataflow.renderers.primitives.shapes import Circle, Path
from dataflow.renderers.primitives.theme import THEMES, Theme

from .conftest import diagram_of, edge, node, plain

SEEN_TOGETHER = (("current", "planned", "unknown", *LACKING), CHANGES)


@pytest.mark.parametrize("statuses", SEEN_TOGETHER)
def test_statuses_differ_without_colour(statuses: tuple[str, ...]) -> None:
    for one, other in combinations(statuses, 2):
        first, second = EDGE_STYLES[one], EDGE_STYLES[other]
        assert (first.dash, first.rails, first.hollow) != (second.dash, second.rails, second.hollow)
        # What nobody knows has one symbol, whether it is a share or the lack of one; there the lines differ.
        assert first.symbol != second.symbol or first.rails != second.rails


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_theme_has_ink_for_every_status_and_role(theme: Theme) -> None:
    assert {"care", "outside", "beside", "ground", *EDGE_STYLES} - {"current"} <= theme.edges.keys()


@pytest.mark.parametrize("status", sorted(EDGE_STYLES.keys() - {"current"}))
def test_every_status_has_a_symbol_drawn_as_a_path(status: str) -> None:
    drawn = symbol(status, 10, 10, "#000000")
    assert drawn
    assert {type(shape) for shape in drawn} <= {Path, Circle}


def test_a_channel_is_as_dark_above_a_note_as_without_one() -> None:
    """Only the causes of a gap and the fields beside an actor are brighter than what stands with them."""

    def ink_of(written: str, **changes: object) -> str:
        channel = replace(edge("a", "b", 3, "structured", "current", "Plan"), **changes)  # type: ignore[arg-type]
        drawn = diagram_of((node("a", "care", "A"), node("b", "care", "B")), (channel,))
        return next(run.ink for run in page_of(drawn, Options()).text_runs if run.text == written)

    note = (plain("? 1 more"),)
    assert ink_of("Plan", notes=note) == ink_of("Plan") == ink_of("? 1 more", notes=note)
    assert ink_of("Plan", notes=note, status="missing") != ink_of("Plan")


def test_what_is_missing_is_red_and_bold_and_why_is_not() -> None:
    """Whether one cause or several, at an arrow or a node, or beside an actor that has the causes of all fields."""
    theme = THEMES["default"]
    lacks = (Lack(plain("LDL"), plain("never shared")), Lack(plain("HADS"), plain("too old")))
    nodes = node("a", "care", "A"), replace(node("b", "care", "B"), lacks=(plain("lacks 2"), Lack(*lacks[0])))
    missing = edge("a", "b", 2, "structured", "missing")
    for arrow in (
        replace(missing, lacks=lacks[:1]),
        replace(missing, lacks=lacks),
        replace(missing, names=(plain("LDL"),), notes=(plain("never shared"),), role="beside"),
    ):
        runs = [*page_of(diagram_of(nodes, (arrow,)), Options()).text_runs]
        what = [run for run in runs if run.text.endswith(("LDL", "HADS", "lacks 2"))]
        why = [run for run in runs if run.text in ("never shared", "too old")]
        assert {(run.ink, run.weight) for run in what} == {(theme.edges["missing"], 600)}
        assert not any(run.weight > 400 or run.ink == theme.edges["missing"] for run in why)
        assert len(why) >= 2

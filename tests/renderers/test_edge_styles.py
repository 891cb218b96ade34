"""Every status has its own symbol and line, whatever the colours; every theme has ink for all of them."""

from itertools import combinations

import pytest

from dataflow.base.picture import CHANGES, LACKING
from dataflow.renderers.diagrams.edge_styles import EDGE_STYLES, symbol
from dataflow.renderers.primitives.shapes import Circle, Path
from dataflow.renderers.primitives.theme import THEMES, Theme

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

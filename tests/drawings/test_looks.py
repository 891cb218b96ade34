"""Every status is told apart by its symbol and its line, whatever the colours; every theme has ink for all of them."""

from itertools import combinations

import pytest

from dataflow.base.picture import CHANGES, LACKING
from dataflow.drawings.ink.theme import THEMES
from dataflow.drawings.sheet.looks import LOOKS, symbol

SEEN_TOGETHER = (
    ("current", "planned", "unknown"),
    ("current", *LACKING),
    ("current", "planned", "unknown", *LACKING),
    ("current", *CHANGES),
)


@pytest.mark.parametrize("statuses", SEEN_TOGETHER)
def test_statuses_differ_in_line_and_badge_without_colour(statuses: tuple[str, ...]) -> None:
    for one, other in combinations(statuses, 2):
        first, second = LOOKS[one], LOOKS[other]
        assert (first.dash, first.rails) != (second.dash, second.rails) or first.hollow != second.hollow
        assert (first.symbol, first.hollow) != (second.symbol, second.hollow)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_theme_has_ink_for_every_status_and_role(theme: object) -> None:
    needed = {"care", "outside", "beside", "ground", *LOOKS} - {"current"}
    assert needed <= set(theme.edges)  # type: ignore[attr-defined]


@pytest.mark.parametrize("status", sorted(LOOKS.keys() - {"current"}))
def test_every_status_has_a_symbol_drawn_as_a_path(status: str) -> None:
    drawn = symbol(status, 10, 10, "#000000")
    assert drawn.startswith(("<path", "<circle"))
    assert "<text" not in drawn

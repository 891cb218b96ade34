"""Excerpts: the caret stands below the place, and what is left out of a long line is marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataflow.reports._excerpt import MOST, columns_of, excerpt


@pytest.mark.parametrize(
    ("line", "column", "width", "caret"),
    [
        ("fields: {ldl: {}}", 10, 3, "         ^^^"),
        ("blodtryk: {måling: x}", 12, 6, "           ^^^^^^"),
        ("漢字: {x: y}", 6, 1, "       ^"),
        ("label: 漢字, x: y", 8, 2, "       ^^^^"),
        ("🫀🫀 x", 4, 1, "     ^"),
        ("cafe\u0301: x", 8, 1, "      ^"),
        ("a\u200bb: x", 3, 1, " ^"),
        ("\tx: y", 2, 1, "    ^"),
        ("\x07x: y", 2, 1, "        ^"),
    ],
)
def test_the_caret_stands_below_the_place(line: str, column: int, width: int, caret: str) -> None:
    """Whatever columns the characters before it take."""
    shown, below = excerpt(line, column, width)
    assert below == caret
    assert not shown.startswith("...") and not shown.endswith("...")


LONG = "labels: [" + ", ".join(f"word{number:03}" for number in range(60)) + "]"


@pytest.mark.parametrize(
    ("word", "starts", "ends"), [("word000", False, True), ("word030", True, True), ("word059", True, False)]
)
def test_what_is_left_out_is_marked(word: str, starts: bool, ends: bool) -> None:
    """On the side where it is."""
    shown, caret = excerpt(LONG, LONG.index(word) + 1, len(word))
    assert (shown.startswith("..."), shown.endswith("...")) == (starts, ends)
    assert shown[caret.index("^") :].startswith(word)
    assert caret.count("^") == len(word)


def test_a_line_that_just_fits_is_whole() -> None:
    """And one that is a little longer loses no more than the mark would take."""
    fits = "x" * MOST
    assert excerpt(fits, 90, 1) == (fits, " " * 89 + "^")
    shown, caret = excerpt(fits + "yyy", 3, 1)
    assert (shown, caret) == (f"{fits}...", "  ^")


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=300), st.data())
def test_any_line(line: str, data: st.DataObject) -> None:
    """The caret is within what is shown, and neither is much longer than allowed."""
    column = data.draw(st.integers(1, len(line)))
    shown, caret = excerpt(line, column, data.draw(st.integers(1, 50)))
    assert "\n" not in shown
    assert columns_of(shown) <= MOST + 6
    assert caret.strip("^ ") == "" and "^" in caret
    assert len(caret) <= MOST + 3 + 8

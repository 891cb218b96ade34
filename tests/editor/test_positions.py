"""Editors count UTF-16 units, and end lines otherwise than YAML does."""

import pytest

from dataflow.base.place import Place
from dataflow.editor.positions import Position, Positions


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_a_character_outside_the_basic_plane_counts_twice(line_break: str) -> None:
    """An emoji, but not æ, ø and å."""
    text = line_break.join(["a: 'æøå 😀', b: weight", "c: 1"])
    positions = Positions(text)
    offset = text.index("weight")
    assert positions.position(offset) == Position(0, offset + 1)
    assert positions.offset(Position(0, offset + 1)) == offset
    assert positions.position(text.index("c")) == Position(1, 0)
    assert positions.place_at(text.index("c")) == (2, 1)


def test_yaml_ends_lines_where_an_editor_does_not() -> None:
    """At a line separator, such as one that is pasted from a document."""
    text = "a: x\u2028y\nb: weight"
    positions = Positions(text)
    assert positions.place_at(text.index("b")) == (3, 1)
    assert positions.position(text.index("b")) == Position(1, 0)
    assert positions.range_of(Place("a.yaml", 3, 4, 6)).start == Position(1, 3)


def test_the_mark_at_the_beginning_is_a_character_for_the_editor_alone() -> None:
    """Some editors of Windows write one."""
    positions = Positions("\ufeffmap: {}")
    assert positions.range_of(Place("a.yaml", 1, 1, 3)).start == Position(0, 1)


def test_a_position_outside_the_text_is_moved_into_it() -> None:
    """An editor may ask about a text that it has just shortened."""
    positions = Positions("a: 1\nb: 2")
    assert positions.offset(Position(0, 99)) == 4
    assert positions.offset(Position(99, 0)) == 9
    assert positions.offset_at(99, 1) == 9


def test_a_finding_about_a_statement_underlines_its_line_and_one_about_a_word_the_word() -> None:
    """The place of a statement is that of its first character."""
    positions = Positions("needs:\n  - {fields: a, phase: b}  \n  - fields: a\n    phase: b\n")
    assert positions.range_of(Place("a.yaml", 2, 5)).end == Position(1, 25)
    assert positions.range_of(Place("a.yaml", 3, 5)).end == Position(2, 13)
    assert positions.exact_range_of(Place("a.yaml", 2, 5)).end == Position(1, 5)
    assert positions.range_of(Place("a.yaml", 4, 12)).end == Position(3, 12)

"""Where a cursor is, read from the text above it alone, so that a half-typed file has an answer."""

import pytest

from dataflow.editor.cursor import cursor_at

NEEDS = "actors:\n  gp:\n    needs:\n"
KEY, VALUE, EITHER, NEITHER = (True, False), (False, True), (True, True), (False, False)


@pytest.mark.parametrize(
    ("text", "path", "may_be"),
    [
        ("|", (), EITHER),
        ("fie|", (), EITHER),
        ("map: {id: x, ti|", ("map",), KEY),
        ("map: {title: {en: A}, ti|", ("map",), KEY),
        ("fields:\n  a:\n    |", ("fields", "a"), EITHER),
        ("fields:\n  a:\n    label: x\n    ki|", ("fields", "a"), KEY),
        ("fields:\n  a: {kind: |", ("fields", "a", "kind"), VALUE),
        ("fields:\n  a: {label: 'x: y, {z'}\n  b: {group: |", ("fields", "b", "group"), VALUE),
        (NEEDS + "      - |", ("actors", "gp", "needs", 0), EITHER),
        (NEEDS + "      - {fields: we|", ("actors", "gp", "needs", 0, "fields"), VALUE),
        (NEEDS + "      - fields: [a, b|", ("actors", "gp", "needs", 0, "fields", 1), VALUE),
        (NEEDS + "      - fields: x\n        ph|", ("actors", "gp", "needs", 0), KEY),
        (NEEDS + "      - {fields: a, phase: x,\n         fo|", ("actors", "gp", "needs", 0), KEY),
        (NEEDS + "      - fields: a\n      - fields: |", ("actors", "gp", "needs", 1, "fields"), VALUE),
        (NEEDS + "    - {fields: a}\n    - {fields: |", ("actors", "gp", "needs", 1, "fields"), VALUE),
        (NEEDS + "      - fields:\n          - |", ("actors", "gp", "needs", 0, "fields", 0), EITHER),
        (NEEDS + "      - {fields: a, phase: b}\n    sh|", ("actors", "gp"), KEY),
        (NEEDS + "      - {fields: a}\n  h|", ("actors",), KEY),
        (NEEDS + "      - {fields: a\nch|", (), EITHER),
        ("actors:\r\n  gp:\r\n    needs:\r\n      - {fields: we|", ("actors", "gp", "needs", 0, "fields"), VALUE),
        ("\ufefffields:\n  a: {kind: |", ("fields", "a", "kind"), VALUE),
        ("fields:\n  a:\n    note: >-\n      some te|", ("fields", "a", "note"), NEITHER),
        ("# a comm|", (), NEITHER),
        ("fields:\n  a:\n    unit: kg # in kil|", ("fields", "a", "unit"), NEITHER),
        ("fields:\n  # about\n  a: {kind: |", ("fields", "a", "kind"), VALUE),
    ],
)
def test_the_path_is_read_from_what_stands_above(
    text: str, path: tuple[object, ...], may_be: tuple[bool, bool]
) -> None:
    """The bar is the cursor."""
    found = cursor_at(text.replace("|", "", 1), text.index("|"))
    assert found.path == path
    assert (found.may_be_key, found.may_be_value) == may_be


def test_the_word_around_the_cursor_is_what_a_completion_replaces() -> None:
    """Also behind the cursor, but not the colon of a key."""
    text = "fields:\n  a: {kind: quan}\n  b:\n    labe: x\n"
    value = cursor_at(text, text.index("quan") + 2)
    assert text[value.start : value.end] == "quan"
    key = cursor_at(text, text.index("labe") + 2)
    assert text[key.start : key.end] == "labe"


def test_keys_that_are_there_already_are_known() -> None:
    """In the mapping of the cursor alone."""
    text = "fields:\n  a: {label: x, kind: code, "
    assert cursor_at(text, len(text)).written == {"label", "kind"}

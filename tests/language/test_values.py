"""Every scalar stays what the analyst wrote (``language.md``, "Writing YAML without surprises")."""

from collections.abc import Callable

import pytest

from dataflow.base.text import Label
from dataflow.project import Project

WORDS = [
    *("no", "off", "yes", "on", "true", "12:30", "0740", "0101", "2024-01-01", "1e5", "0e12", "3E4", "0x1F", "1_000"),
    *(".5", "+1", "-0", "1.0", "=", "0o17", "NaN", ".inf", "n", "y", "12345678901234567890123", "22748-8"),
]


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("quoted", ["{}", '"{}"', "'{}'"])
def test_a_word_is_never_turned_into_something_else(word: str, quoted: str, project: Callable[..., Project]) -> None:
    """Codes, units and labels come out letter by letter, quoted or not."""
    written = quoted.format(word)
    made = project(
        f"""\
        map: {{id: a, title: {written}}}
        phases: {{p0: {{}}}}
        code_systems: {{own: {{}}}}
        fields: {{f: {{label: {{en: {written}}}, definition: {written}, codes: {{own: [{written}]}}}}}}
        """
    )
    field = made.data_map.fields["f"]
    assert made.data_map.title == Label("a", (("", word),))
    assert field.definition is not None
    assert (field.label.in_language("en"), field.definition.in_language("en")) == (word, word)
    assert [(code.system, code.value) for code in field.codes] == [("own", word)]


@pytest.mark.parametrize(("word", "value"), [("true", True), ("True", True), ("TRUE", True), ("false", False)])
def test_a_boolean_is_one_where_one_is_expected(word: str, value: bool, project: Callable[..., Project]) -> None:
    """The three spellings of the core schema."""
    made = project(f"map: {{id: a, title: A}}\nfields: {{f: {{repeats: {word}}}}}\n")
    assert made.data_map.fields["f"].repeats is value


@pytest.mark.parametrize("word", ["yes", "no", "on", "1", "'true'", "tRUE"])
def test_nothing_else_is_a_boolean(word: str, project: Callable[..., Project]) -> None:
    """The words of YAML 1.1, and quoted ones, are refused rather than guessed at."""
    made = project(f"map: {{id: a, title: A}}\nfields: {{f: {{repeats: {word}}}}}\n")
    assert [finding.code for finding in made.problems] == ["DF007"]


def test_what_is_left_open_is_left_out(project: Callable[..., Project]) -> None:
    """An id with nothing behind it is declared, and a key without a value might as well not be there."""
    made = project("map: {id: a, title: A, population: ~}\nphases: {p0: , p1: null}\nactors:\n  gp:\nfields:\n")
    assert made.problems == ()
    assert list(made.data_map.phases) == ["p0", "p1"]
    assert list(made.data_map.actors) == ["gp"]


@pytest.mark.parametrize(
    "statement",
    ["needs: [{fields: f, phase: p, within: ７d}]", "records: [{fields: f, phase: p, coverage: ５/９}]"],
)
def test_figures_are_0_to_9(statement: str, project: Callable[..., Project]) -> None:
    """A digit of another script, as some keyboards write it, is refused as any other spelling is."""
    made = project(
        f"""\
        map: {{id: a, title: A}}
        phases: {{p: {{}}}}
        fields: {{f: {{}}}}
        sources: {{s: {{title: S, date: ２０１８}}}}
        actors: {{h: {{{statement}}}}}
        """
    )
    assert [finding.code for finding in made.problems] == ["DF007", "DF007"]

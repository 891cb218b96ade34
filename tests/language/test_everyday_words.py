"""Everyday words for the values of keys, in both languages."""

from collections.abc import Callable
from typing import get_args

import pytest

from dataflow.language.everyday_words import meant_by, nearest_keys
from dataflow.language.fast_reader import keys_of
from dataflow.language.schema import ActorSpec, FieldSpec, MapSpec
from dataflow.language.spec import Spec
from dataflow.language.statement_specs import NeedSpec, ShareSpec
from dataflow.project import Project
from dataflow.wording.choices import CHOICES

MAP = """\
map: {id: t, title: T}
phases: {a: {}}
fields: {ldl: {kind: %s}}
channels: {way: {kind: %s}}
actors: {gp: {needs: [{fields: ldl, phase: a, level: %s, form: %s}]}}
"""


@pytest.mark.parametrize(
    ("written", "hints"),
    [
        (("number", "letter", "required", "text"), ['"quantity"', '"message" or "paper"', '"must"', '"free-text"']),
        (("Tal", "telefon", "bør", "struktureret"), ['"quantity"', '"oral"', '"should"', '"structured"']),
        (("tekst", "fax", "kan", "fritekst"), ['"text"', '"paper"', '"may"', '"free-text"']),
        (("ja/nej", "papir", "skal", "kodet"), ['"boolean"', '"paper"', '"must"', '"coded"']),
    ],
)
def test_the_value_that_is_meant_is_named(written: tuple[str, ...], hints: list[str]) -> None:
    project = Project({"map.yaml": (MAP % written).encode()})
    said = [each.hint.in_language("en") for each in project.problems if each.hint]
    assert said == [f"Did you mean {hint}?" for hint in hints]


@pytest.mark.parametrize("key", CHOICES)
def test_the_danish_word_of_each_value_is_known(key: str) -> None:
    """That which workbooks and reports show."""
    for value, words in CHOICES[key].items():
        danish = words.da.split(" (")[0]
        assert danish == value or value in meant_by(danish, list(CHOICES[key])), (key, value)


def test_a_word_of_no_value_has_no_meaning() -> None:
    assert meant_by("banana", ["message", "paper"]) == ()
    assert meant_by("letter", ["quantity"]) == ()


def test_each_value_of_a_key_has_everyday_words() -> None:
    """A value that is new is added to the table; ``all`` stands among ids."""
    from dataflow.language.everyday_words import _OF_VALUES

    classes, values = [Spec], set[str]()
    while classes:
        each = classes.pop()
        classes += each.__subclasses__()
        for _, annotation in keys_of(each).values():
            values |= set(_options(annotation))
    assert {*values, "all"} == set(_OF_VALUES)


def test_each_key_with_everyday_words_is_one() -> None:
    from dataflow.language.everyday_words import _OF_KEYS

    classes, keys = [Spec], set[str]()
    while classes:
        each = classes.pop()
        classes += each.__subclasses__()
        keys |= set(keys_of(each))
    assert set(_OF_KEYS) <= keys
    assert not [(key, word) for key, words in _OF_KEYS.items() for word in words.split(", ") if word == key]


@pytest.mark.parametrize(
    ("schema", "written", "meant"),
    [
        (FieldSpec, "enhed", ("unit",)),
        (FieldSpec, "navn", ("label",)),
        (MapSpec, "navn", ("title",)),
        (ActorSpec, "Behov", ("needs",)),
        (ActorSpec, "har_brug_for", ("needs",)),
        (ShareSpec, "kanal", ("via",)),
        (ShareSpec, "til", ("to",)),
        (NeedSpec, "niveau", ("level",)),
        (NeedSpec, "feilds", ("fields",)),
        (NeedSpec, "zebra", ()),
    ],
)
def test_the_key_that_is_meant_is_named(schema: type[Spec], written: str, meant: tuple[str, ...]) -> None:
    assert nearest_keys(written, keys_of(schema)) == meant


def test_an_everyday_word_for_a_key_has_one_finding_that_names_the_key() -> None:
    text = (MAP % ("quantity", "paper", "must", "coded")).replace("needs: [{fields: ldl,", "behov: [{felter: ldl,")
    project = Project({"map.yaml": text.encode()})
    assert [each.hint.in_language("da") for each in project.problems if each.hint] == ['Mente du "needs"?']
    text = text.replace("behov", "needs").replace("level", "zzz")
    hints = [each.hint.in_language("da") for each in Project({"map.yaml": text.encode()}).problems if each.hint]
    assert hints[0] == 'Mente du "fields"?'
    assert hints[1].endswith("received, called, level, note, meta.")


def _options(annotation: object) -> list[str]:
    found: list[str] = []
    for mark in getattr(annotation, "__metadata__", ()):
        found += getattr(mark, "schema", {}).get("enum", ())
    for argument in get_args(annotation):
        found += _options(argument)
    return [each for each in found if isinstance(each, str) and each != "1"]


def test_a_word_for_all_phases_is_answered_with_all(study: Callable[..., Project]) -> None:
    """Where one phase alone may stand, it is not."""
    found = study("actors: {a: {records: [{fields: ldl, phase: alle}]}}").problems
    assert [each.corrections for each in found] == [("all",)]
    one = study("actors: {a: {needs: [{fields: ldl, phase: p1, recorded_since: alle}]}}").problems
    assert [each.corrections for each in one] == [()]

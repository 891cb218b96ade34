"""What keys mean is written once: in the tables of the page and the descriptions of the schema."""

import ast
import os
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
from conftest import ROOT
from jsonschema import Draft202012Validator

from dataflow.language.json_schema import json_schema
from dataflow.language.key_texts_da import DANISH
from dataflow.language.key_texts_da import REQUIRED as REQUIRED_IN_DANISH
from dataflow.language.reference import explained, table_of, table_of_words, undescribed
from dataflow.language.reference_tables import REQUIRED, TABLES
from dataflow.language.schema import MapSpec
from dataflow.language.statement_specs import NeedSpec
from dataflow.language.word_texts import WORD_TEXTS

PAGE = ROOT / "docs" / "language.md"
UPDATE = os.environ.get("DATAFLOW_UPDATE_DOCS") == "1"
TABLE = re.compile(r"<!-- keys: (?P<name>\w+) -->\n(?P<table>(?:\|.*\n)*)")
WORDS = re.compile(r"<!-- words -->\n(?:\|.*\n)*")


def test_every_key_has_a_text() -> None:
    """A key that nobody explains is of no use."""
    assert undescribed() == []


def test_the_tables_of_the_page_are_fresh() -> None:
    """Each stands behind a comment with its name."""
    page = PAGE.read_text("utf-8")
    fresh = TABLE.sub(lambda match: f"<!-- keys: {match['name']} -->\n{table_of(match['name'])}", page)
    fresh = WORDS.sub(lambda _: f"<!-- words -->\n{table_of_words()}", fresh)
    if UPDATE:
        PAGE.write_text(fresh, "utf-8", newline="\n")
    assert page == fresh or UPDATE, "stale: DATAFLOW_UPDATE_DOCS=1 writes it anew"
    names = [match["name"] for match in TABLE.finditer(page)]
    assert names == ["map", "phases", "fields", "channels", "actors", "statements", "records", "needs", "shares"]


def test_every_word_of_a_choice_has_a_text_in_both_languages() -> None:
    """Those of the schema are those that are explained, in the same order, and no others."""
    lists = re.findall(r"'enum': (\[[^]]*\])", str(json_schema()))
    choices = {tuple(word for word in ast.literal_eval(each) if word is not None) for each in lists}
    # The version of the language, and the one form that goes with a code system, are no choices.
    assert {tuple(words) for name, words in WORD_TEXTS.items() if name != "phase"} == choices - {(1, "1"), ("coded",)}
    for words in WORD_TEXTS.values():
        for word, means in words.items():
            assert means.in_language("en") != means.in_language("da"), word


def test_every_row_of_keys_has_a_danish_text_of_its_own() -> None:
    """In the same order, with a text for what is left out where the English has one, and naming the same keys."""
    assert {name: [" ".join(row.keys) for row in rows] for name, rows in TABLES.items()} == {
        name: list(rows) for name, rows in DANISH.items()
    }
    for name, rows in TABLES.items():
        for row in rows:
            means, left_out = DANISH[name][" ".join(row.keys)]
            assert means != row.means, (name, row.keys)
            assert bool(left_out) == bool(row.left_out), (name, row.keys)
            assert (left_out == REQUIRED_IN_DANISH) == (row.left_out == REQUIRED), (name, row.keys)
            codes = set(re.findall(r"`([^` ]+)`|\b(DF\d+)", f"{row.means} {row.left_out}"))
            for code in filter(None, chain.from_iterable(codes)):
                assert code in f"{means} {left_out}", (name, row.keys)


def test_a_key_is_explained_in_the_language_that_is_asked_for() -> None:
    assert explained(NeedSpec, "level", "da") == "Must (skal), should (bør) eller may (kan). Udelades nøglen: must."
    assert explained(NeedSpec, "level", "en") == "Must, should or may. If left out: must."
    assert explained(MapSpec, "id", "da").endswith(" Skal være der.")


def properties(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, definition in {"file": schema, **schema["$defs"]}.items():
        for key, value in definition["properties"].items():
            yield f"{name}.{key}", value


@pytest.mark.parametrize(("name", "value"), list(properties(json_schema())))
def test_a_property_has_a_title_a_description_and_examples_that_fit(name: str, value: dict[str, Any]) -> None:
    """For an editor to show."""
    assert re.fullmatch(r"[A-Z][a-z ]+", value["title"]), name
    assert re.fullmatch(r"[A-Z0-9].{7,}\.", value["description"], re.DOTALL), name
    assert not re.search(r"[`*]|\]\(", value["description"]), name
    definitions = json_schema()["$defs"]
    for example in value.get("examples", ()):
        Draft202012Validator({**value, "$defs": definitions}).validate(example)


def test_no_value_is_refused_as_a_whole() -> None:
    """An editor underlines what is wrong, not the section around it: there are no branches to choose between."""

    def nodes(node: Any) -> Iterator[dict[str, Any]]:
        if isinstance(node, dict):
            yield node
            for value in node.values():
                yield from nodes(value)
        elif isinstance(node, list):
            for value in node:
                yield from nodes(value)

    branches = [node["anyOf"] for node in nodes(json_schema()) if "anyOf" in node]
    # Of an entry under omits: one of four keys is required, so the entry itself is what is wrong.
    assert branches == [[{"required": [kind]} for kind in ("records", "needs", "uses", "shares")]]

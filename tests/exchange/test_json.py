"""The linked map as JSON: as its schema says, whatever the map, and with what the map states."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import ROOT, Ran
from hypothesis import given, settings
from twin.random_maps import DrawnMap, as_yaml, maps

from dataflow.exchange.to_json import document, json_schema
from dataflow.project import Project
from dataflow.terms import Terms

MAP = """\
map: {id: study, title: {da: Prøve}, meta: {owner: The region}}
phases: {stay: {}, home: {responsible: [{actor: town, valid_from: 2026-01-01}]}}
fields: {ldl: {unit: mmol/L, codes: {own: "0740"}}}
code_systems: {own: {}}
channels: {letter: {slots: {ldl: coded}, takes: 2d}}
sources: {talk: {title: Talk}}
actors:
  hospital: {shares: [{fields: ldl, phase: all, to: town, via: letter, source: {ref: talk, at: p. 1}}]}
  town: {}
  near: {extends: town, needs: [{fields: ldl, phase: home, coverage: 1/2, completeness: 0.5, within: 7d}]}
waivers: [{rule: DF301, reason: Agreed, actor: near}]
"""


def check(written: Any) -> None:
    jsonschema.Draft202012Validator(json_schema()).validate(written)


def test_what_is_in_it(project: Callable[..., Project]) -> None:
    written = json.loads(json.dumps(document(project(MAP).data_map)))
    check(written)
    assert written["map"] == {
        "id": "study",
        "title": {"da": "Prøve"},
        "languages": ["en"],
        "evidence_years": 5,
        "meta": {"owner": "The region"},
    }
    assert [each["id"] for each in written["phases"]] == ["stay", "home"]
    assert written["fields"][0]["codes"][0]["value"] == "0740"
    assert (written["channels"][0]["slots"], written["channels"][0]["takes"]) == ({"ldl": "coded"}, 48)
    assert [(each["kind"], each["place"]["line"]) for each in written["entries"]] == [("shares", 8), ("needs", 10)]
    assert written["entries"][0]["citations"] == [{"source": "talk", "at": "p. 1"}]
    assert written["entries"][1]["coverage"] == [1, 2]
    assert written["statements"][:2] == [
        {"actor": "hospital", "kind": "shares", "field": "ldl", "phase": phase, "to": "town", "entry": 0}
        for phase in ("stay", "home")
    ]
    assert written["statements"][2]["actor"] == "near"


def test_the_severities_and_costs_of_the_map(project: Callable[..., Project]) -> None:
    own = "map: {id: study, title: Study, rules: {DF401: info, DF502: off}, costs: {slot: 2}}\n"
    written = json.loads(json.dumps(document(project(own).data_map)))
    check(written)
    assert written["map"]["rules"] == {"DF401": "info", "DF502": "off"}
    assert written["map"]["costs"] == {"slot": 2}


def test_the_kind_of_a_source_is_a_string_where_it_is_written_as_one(project: Callable[..., Project]) -> None:
    sources = "sources: {a: {title: A, kind: law}, b: {title: B, kind: {en: statute, da: lov}}, c: {title: C}}"
    written = json.loads(json.dumps(document(project(f"map: {{id: study, title: Study}}\n{sources}\n").data_map)))
    check(written)
    kinds = [each.get("kind") for each in written["sources"]]
    assert kinds == ["law", {"en": "statute", "da": "lov"}, None]


@pytest.mark.parametrize("folder", ["ihd", "denmark"])
def test_the_real_maps_are_as_the_schema_says(folder: str) -> None:
    check(json.loads(json.dumps(document(Project.open(ROOT / "specs" / folder).data_map))))


@given(maps())
@settings(max_examples=40, deadline=None)
def test_any_map_is_as_the_schema_says(drawn: DrawnMap) -> None:
    project = Project({path: text.encode() for path, text in as_yaml(drawn).items()})
    for scenario in (None, *drawn.scenarios):
        check(json.loads(json.dumps(document(project.taken(Terms(scenario)).data_map))))


def test_the_schema_refuses_what_is_not_in_it(project: Callable[..., Project]) -> None:
    written = json.loads(json.dumps(document(project(MAP).data_map)))
    for wrong in ({"extra": 1}, {"version": 2}, {"phases": [{}]}):
        with pytest.raises(jsonschema.ValidationError):
            check(written | wrong)


def test_the_commands(dataflow: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(MAP, "utf-8")
    first = dataflow("export", "map.yaml", "--to", "json")
    assert (first.code, first.err) == (0, "")
    check(json.loads(first.out))
    schema = dataflow("schema", "--of", "export")
    assert json.loads(schema.out) == json_schema()
    assert dataflow("export", "map.yaml").code == 2
    wrong = dataflow("export", "map.yaml", "--to", "jsn")
    assert (wrong.code, "json" in wrong.err) == (2, True)
    assert dataflow("export", "map.yaml", "-o", "x.docx").code == 2

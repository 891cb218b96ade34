"""The JSON Schema accepts and rejects what the reader does, as far as a schema can (``dataflow schema``)."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, Ran
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from twin.random_maps import DrawnMap, as_yaml, maps

from dataflow.language.models import json_schema
from dataflow.language.read import read_file


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(json_schema())


class _Core(yaml.SafeLoader):
    """YAML 1.2 core, as editors read it: dates and yes and no stay text."""


_Core.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:null")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    if first is not None
}
_Core.add_implicit_resolver(
    "tag:yaml.org,2002:bool", __import__("re").compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)


def as_an_editor_reads(text: str) -> Any:
    return yaml.load(text, _Core)


def accepts(text: str) -> bool:
    return validator().is_valid(as_an_editor_reads(text))


def test_it_is_a_schema() -> None:
    """Of the draft that it says."""
    Draft202012Validator.check_schema(json_schema())


def test_the_real_map_is_accepted() -> None:
    """Every file of ``specs/`` by itself."""
    files = sorted((ROOT / "specs").rglob("*.yaml"))
    assert files
    for file in files:
        errors = [error.message for error in validator().iter_errors(as_an_editor_reads(file.read_text("utf-8")))]
        assert errors == [], file


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(maps())
def test_valid_maps_are_accepted(drawn: DrawnMap) -> None:
    """Whatever the language can say."""
    for text in as_yaml(drawn).values():
        assert accepts(text), text


STATEMENT = "actors: {gp: {records: [{fields: ldl, phase: p0, %s}]}}\n"
SHARE = "actors: {gp: {shares: [{fields: ldl, phase: p0, to: m, via: x, %s}]}}\n"
FIELD = "fields: {ldl: {%s}}\n"

REJECTED = [
    "fieldz: {}\n",
    "fields: [ldl]\n",
    "fields: {LDL: {}}\n",
    "fields: {1ldl: {}}\n",
    "dataflow: 2\n",
    "actors: {gp: {record: []}}\n",
    "actors: {gp: {records: {fields: ldl, phase: p0}}}\n",
    "actors: {gp: {records: [{fields: ldl}]}}\n",
    "actors: {gp: {records: [{phase: p0}]}}\n",
    "actors: {gp: {records: [{fields: [], phase: p0}]}}\n",
    "actors: {gp: {records: [{fields: LDL, phase: p0}]}}\n",
    "actors: {gp: {records: [{fields: 'group:', phase: p0}]}}\n",
    "actors: {gp: {shares: [{fields: ldl, phase: p0, to: m}]}}\n",
    "actors: {gp: {records: [{fields: ldl, phase: {frm: p0}}]}}\n",
    "actors: {gp: {sector: heaven}}\n",
    "actors: {gp: {kind: person}}\n",
    STATEMENT % "status: maybe",
    STATEMENT % "confidence: sure",
    STATEMENT % "form: scanned",
    STATEMENT % "coverage: 0.5",
    STATEMENT % "coverage: 5/0",
    STATEMENT % "completeness: 1.5",
    STATEMENT % "completeness: 80%",
    STATEMENT % "valid_from: 2026",
    STATEMENT % "valid_from: 01-11-2026",
    STATEMENT % "code_system: [a, b]",
    STATEMENT % "level: must",
    STATEMENT % "source: {reference: s}",
    STATEMENT % "patient_reported: 'yes'",
    SHARE % "received: true",
    FIELD % "kind: number",
    FIELD % "repeats: 'true'",
    FIELD % "repeats: yes",
    FIELD % "icf: x1",
    FIELD % "label: [a]",
    FIELD % "label: {danish: a}",
    "sources: {s: {url: x}}\n",
    "sources: {s: {title: S, date: yesterday}}\n",
    "waivers: [{rule: DF301}]\n",
    "waivers: [{rule: 301, reason: x}]\n",
    "scenario: {label: S}\n",
    "channels: {x: {mode: fax}}\n",
    "channels: {x: {slots: {ldl: typed}}}\n",
    "map: {id: a, title: A, evidence_years: 0}\n",
    "map: {id: a, title: A, rules: {DF301: fatal}}\n",
]

ACCEPTED = [
    "dataflow: 1\n",
    "fields: {ldl: , bp: {}}\n",
    "actors: {gp: }\n",
    "actors: {gp: {records: }}\n",
    "actors: {gp: {records: [{fields: [ldl, 'group:g'], phase: all}]}}\n",
    "actors: {gp: {records: [{fields: ldl, phase: {from: p0}}]}}\n",
    STATEMENT % "completeness: 0.8",
    STATEMENT % "completeness: '1.0'",
    STATEMENT % "coverage: 56/98",
    STATEMENT % "source: [a, {ref: b, at: p. 12}]",
    STATEMENT % "source: {ref: b, at: 12}",
    STATEMENT % "note: {da: Hej, en: Hi}",
    FIELD % "label: 740, unit: 1, codes: {loinc: 22748-8, npu: [NPU01568, 12]}",
    FIELD % "repeats: TRUE, special_category: false",
    "sources: {s: {title: S, date: 2025}}\n",
    "sources: {s: {title: S, date: '2025'}}\n",
    "sources: {s: {title: S, date: 2025-05}}\n",
    "channels: {x: {expects_reply: true}, y: {expects_reply: x}}\n",
    "scenario: {id: s, based_on: t}\nmap: {title: Other}\n",
]


def objections(text: str) -> list[str]:
    _, findings = read_file("f.yaml", text.encode())
    return [finding.code for finding in findings]


def test_the_schema_and_the_reader_reject_the_same() -> None:
    """References aside, which the reader asks about when all files are there."""
    for text in REJECTED:
        assert not accepts(text), text
        # A malformed reference is an unknown one to the reader (DF101).
        malformed = "LDL, phase" in text or "'group:'" in text or "rule: 301" in text
        assert bool(objections(text)) != malformed, text


def test_the_schema_and_the_reader_accept_the_same() -> None:
    """Shorthands, empty values, and numbers where text is meant."""
    for text in ACCEPTED:
        assert accepts(text), text
        assert objections(text) == [], text


def test_the_command_writes_it(dataflow: Callable[..., Ran], tmp_path: Path) -> None:
    """To a file or to standard output, the same bytes each time."""
    shown = dataflow("schema")
    assert shown.code == 0
    assert json.loads(shown.out) == json_schema()
    assert dataflow("schema", "-o", tmp_path / "s.json").code == 0
    assert (tmp_path / "s.json").read_text("utf-8") == shown.out


@pytest.mark.parametrize("section", ["fields", "actors", "channels", "phases"])
def test_sections_say_what_their_entries_are(section: str) -> None:
    """An editor shows the description of each model."""
    assert json_schema()["properties"][section]

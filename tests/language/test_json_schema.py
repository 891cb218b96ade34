"""The JSON Schema accepts and rejects what the reader does, as far as a schema can (``dataflow schema``)."""

import json
import re
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

from dataflow.base.finding import Finding
from dataflow.language.fast_reader import keys_of
from dataflow.language.ids import ID
from dataflow.language.json_schema import json_schema
from dataflow.language.parse import parse
from dataflow.language.read import read_file
from dataflow.language.schema import FileSpec
from dataflow.project import Project


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


CASES = ROOT / "tests" / "messages" / "cases"
UNSEEN = re.compile('valid_to lies before|"98/56" is not a coverage|"1.0" is not the version')
"""What a schema can't see: it compares no two values, and 1.0 is 1 to it."""


REFERENCES = (f"^{ID}$", f"^(?:group:)?{ID}$")
"""The patterns of references."""


def bad_specs() -> list[Path]:
    """The specs of the gallery that are YAML, and in which the reader finds mistakes of keys and values."""
    return [path for path in sorted(CASES.rglob("*.yaml")) if _mistakes(path)]


def _mistakes(path: Path) -> list[Finding]:
    _, findings = read_file(path.name, path.read_bytes())
    # An editor reads no mapping as a key.
    if any(
        finding.code < "DF005" or "A key must be a word" in finding.message.in_language("en") for finding in findings
    ):
        return []
    return [finding for finding in findings if not UNSEEN.search(finding.message.in_language("en"))]


def paths_in(root: Any, place: tuple[int, int]) -> tuple[Any, ...]:
    """The path of the last key or item that begins at a place or before it."""
    found: tuple[tuple[int, int], tuple[Any, ...]] = ((0, 0), ())

    def walk(node: Any, path: tuple[Any, ...]) -> None:
        nonlocal found
        if isinstance(node, dict):
            for key, value in node.items():
                begins = (key.line, key.column)
                if found[0] <= begins <= place:
                    found = (begins, (*path, str(key)))
                walk(value, (*path, str(key)))
        elif isinstance(node, list):
            for index, value in enumerate(node):
                if value is not None and found[0] <= (value.line, value.column) <= place:
                    found = ((value.line, value.column), (*path, index))
                walk(value, (*path, index))

    walk(root, ())
    return found[1]


def key_of(path: tuple[Any, ...]) -> tuple[Any, ...]:
    """The path to the last key: the items of a list are one place."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    return path


def refused_paths(value: Any) -> set[tuple[Any, ...]]:
    """Where the schema refuses something: at the key itself for one that may not stand there."""
    found: set[tuple[Any, ...]] = set()
    for error in validator().iter_errors(value):
        path = tuple(error.absolute_path)
        if error.validator == "additionalProperties":
            found |= {(*path, str(key)) for key in error.instance if key not in error.schema["properties"]}
        elif "propertyNames" in error.absolute_schema_path:
            found.add((*path, str(error.instance)))
        elif error.validator is None:
            # The key is not allowed beside another; the validator gives the path of the mapping.
            found |= {(*path, key) for key, each in _at(value, path).items() if each is error.instance}
        elif not (error.validator == "pattern" and error.validator_value in REFERENCES):
            # A reference that is no id is an unknown one to the reader, which it reports when the files are linked.
            found.add(key_of(path))
    return found


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def is_at(refused: tuple[Any, ...], reported: tuple[Any, ...]) -> bool:
    """Whether the schema refuses what the reader reports: that key, the mapping that lacks it, or a key beside it, as
    text behind a comma is to the schema. Of a section that is indented too far, the schema refuses what is in it.
    """
    if refused[:-1] == reported and len(reported) == 2 and reported[-1] in keys_of(FileSpec):
        return True
    return refused in (reported, key_of(reported[:-1])) or refused[:-1] == reported[:-1]


@pytest.mark.parametrize("path", bad_specs(), ids=lambda path: path.stem)
def test_both_refuse_the_bad_specs_of_the_gallery_at_the_same_key(path: Path) -> None:
    """An editor underlines what ``validate`` reports."""
    root = parse(path.name, path.read_bytes()).root
    reported = {paths_in(root, each.place[1:3]) for each in _mistakes(path)}
    refused = refused_paths(as_an_editor_reads(path.read_text("utf-8")))
    assert [each for each in reported if not any(is_at(other, key_of(each)) for other in refused)] == []
    linked = {paths_in(root, each.place[1:3]) for each in Project({path.name: path.read_bytes()}).problems}
    expected = {key_of(each) for each in reported | linked}
    assert [each for each in refused if not any(is_at(each, other) for other in expected)] == []


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (STATEMENT % "valid_from: 2026-02-30", ("actors", "gp", "records", 0, "valid_from")),
        (STATEMENT % "valid_from: 2025-02-29", ("actors", "gp", "records", 0, "valid_from")),
        (STATEMENT % "valid_from: 1900-02-29", ("actors", "gp", "records", 0, "valid_from")),
        (STATEMENT % "valid_from: 2026-04-31", ("actors", "gp", "records", 0, "valid_from")),
        ("sources: {s: {title: S, date: 2026-11-31}}\n", ("sources", "s", "date")),
        ("phases: {all: {}}\n", ("phases", "all")),
        ("actors: {gp: {records: [{fields: ldl, phase: {}}]}}\n", ("actors", "gp", "records", 0, "phase")),
        ("actors: {gp: {omits: [{records: f, shares: g}]}}\n", ("actors", "gp", "omits", 0, "shares")),
        ("actors: {gp: {omits: [{records: f, to: m}]}}\n", ("actors", "gp", "omits", 0, "to")),
        ("actors: {gp: {omits: [{shares: f, in: s}]}}\n", ("actors", "gp", "omits", 0, "in")),
        ("actors: {gp: {omits: [{phase: p}]}}\n", ("actors", "gp", "omits")),
        (
            "actors: {gp: {records: [{fields: ldl, phase: {from: , to: }}]}}\n",
            ("actors", "gp", "records", 0, "phase"),
        ),
        (STATEMENT % "code_system: a, form: free-text", ("actors", "gp", "records", 0, "form")),
        ("map: {languages: [dk]}\n", ("map", "languages")),
        ("fields: {ldl: {label: {dk: A}}}\n", ("fields", "ldl", "label", "dk")),
    ],
)
def test_what_the_tool_refuses_the_schema_refuses_at_its_key(text: str, path: tuple[Any, ...]) -> None:
    """Contradictions, days that do not exist, and names that are taken."""
    assert refused_paths(as_an_editor_reads(text)) == {key_of(path)}
    assert Project({"map.yaml": text.encode()}).problems


@pytest.mark.parametrize("day", ["2024-02-29", "2000-02-29", "2026-12-31", "2026-04-30", "0004-02-29", "0001-01-01"])
def test_days_that_exist_are_accepted(day: str) -> None:
    """Leap years too."""
    assert accepts(STATEMENT % f"valid_from: {day}")
    assert objections(STATEMENT % f"valid_from: {day}") == []


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

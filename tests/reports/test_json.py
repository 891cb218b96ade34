"""JSON: its published schema, and that it reads back."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from jsonschema import Draft202012Validator

from dataflow.analysis.needs.causes import Cause
from dataflow.cli.inputs import batch_of
from dataflow.cli.options import Level
from dataflow.project import Project
from dataflow.reports import Findings

Written = Callable[..., str]
SCHEMA = Draft202012Validator(json.loads((ROOT / "docs/findings.schema.json").read_text("utf-8")))


def checked(text: str) -> dict[str, Any]:
    """The parsed document, checked against its schema."""
    document = json.loads(text)
    assert [f"{error.json_path}: {error.message}" for error in SCHEMA.iter_errors(document)] == []
    return document  # type: ignore[no-any-return]


def test_it_is_valid_by_its_schema(batches: tuple[Findings, ...], written: Written) -> None:
    """Whatever is found, in one map or in several."""
    Draft202012Validator.check_schema(SCHEMA.schema)
    document = checked(written("json", *batches))
    assert ("maps" in document) == (len(batches) > 1)


@pytest.mark.parametrize("level", list(Level))
def test_the_findings_of_every_rules_example_are_valid(
    level: Level, project: Callable[..., Project], written: Written
) -> None:
    """So that no rule has a structure of its own."""
    from dataflow.rules import all_rules

    batches = []
    for rule in all_rules().values():
        each = Project({name: text.encode(rule.encoding) for name, text in rule.reported.items()})
        found = each.problems or (*each.warnings(level.value), *each.gaps(level.value))
        batches.append(batch_of(each, found, level))
    document = checked(written("json", *batches))
    assert isinstance(document["maps"], list)


MEMBERS = """
map: {id: rehab, title: Rehabilitation}
phases: {discharge: {}, rehabilitation: {}}
purposes: {treatment: {}}
fields: {ldl: {label: LDL cholesterol}}
channels: {letter: {}}
actors:
  hospital:
    records: [{fields: ldl, phase: discharge}]
    shares: [{fields: ldl, phase: discharge, to: town, via: letter, status: unknown}]
  town: {needs: [{fields: ldl, phase: rehabilitation, for: treatment, confidence: medium}]}
  aarhus: {extends: town}
  randers: {extends: town, records: [{fields: ldl, phase: rehabilitation}]}
"""


WRITTEN = """{
  "version": 1,
  "map": "rehab",
  "scenario": null,
  "level": "role",
  "summary": {
    "error": 1,
    "warning": 0,
    "info": 0,
    "waived": 0
  },
  "findings": [
    {
      "rule": "DF301",
      "name": "unmet-need",
      "severity": "error",
      "cause": "not-shared",
      "actor": "town",
      "members": [
        "aarhus"
      ],
      "of": 2,
      "field": "ldl",
      "phase": "rehabilitation",
      "need": "must",
      "purposes": [
        "treatment"
      ],
      "channel": null,
      "other": null,
      "message": "town (1 of 2 members) needs LDL cholesterol in rehabilitation, but nobody who records it \
shares it with town; it is recorded by hospital and randers.",
      "hint": "First find out whether hospital shares LDL cholesterol with town over letter, which nobody knows yet. \
If the gap remains: Let hospital share LDL cholesterol with town.",
      "location": {
        "file": "map.yaml",
        "line": 11,
        "column": 18
      },
      "related": [
        {
          "file": "map.yaml",
          "line": 9,
          "column": 15,
          "message": "recorded by hospital in discharge as structured data"
        },
        {
          "file": "map.yaml",
          "line": 13,
          "column": 38,
          "message": "recorded by randers in rehabilitation as structured data"
        }
      ],
      "certainty": "possible",
      "hangs_on": [
        {
          "file": "map.yaml",
          "line": 10,
          "column": 14,
          "statement": "hospital shares LDL cholesterol: not known"
        }
      ],
      "confidence": "medium",
      "planned": false,
      "waived": false,
      "fingerprint": "ea950c7a62467b142a761900a42a10d7"
    }
  ]
}
"""


def test_one_finding_in_full(
    project: Callable[..., Project], gaps: Callable[..., Findings], written: Written
) -> None:
    """Every key with its value, byte by byte; the proofs have their own tests."""
    batch = gaps(project(MEMBERS))
    without_proofs = tuple(replace(finding, evidence=None) for finding in batch.findings)
    assert written("json", replace(batch, findings=without_proofs)) == WRITTEN


def test_the_schema_catches_a_planted_fault(small: Findings, written: Written) -> None:
    """The check rejects an invalid document."""
    document = json.loads(written("json", small))
    for key, value in (("severity", "grave"), ("of", 0), ("certainty", None), ("surprise", 1)):
        wrong = json.loads(json.dumps(document))
        wrong["findings"][0][key] = value
        assert not SCHEMA.is_valid(wrong), key


EVERY_CAUSE = """
map: {id: causes, title: Causes, as_of: 2026-11-01}
phases: {p0: {}, p1: {}, p2: {}}
code_systems: {npu: {}, icd10: {}}
fields:
  {plan: {}, risk: {}, sum: {derived_from: [plan, risk]}, bmi: {derived_from: [none]}, none: {}, late: {}, alone: {},
   after: {}, old: {}, typed: {}, lost: {}, code: {kind: code}, slow: {}, asked: {}, timed: {},
   text: {kind: quantity}}
channels: {post: {takes: 3d, form: coded}, wire: {form: coded}, note: {}}
actors:
  h:
    records:
      - {fields: [plan, risk, old, alone, after, lost, slow, asked, timed, text], phase: p0}
      - {fields: [plan, risk], phase: p1}
      - {fields: late, phase: p2}
      - {fields: typed, phase: p0, form: free-text}
      - {fields: code, phase: p0, code_system: icd10}
      - {fields: slow, phase: p1, after: 1d}
    shares:
      - {fields: [plan, risk], phase: p0, to: m, via: wire}
      - {fields: [old, typed, code, timed], phase: p1, to: m, via: wire}
      - {fields: [lost, text], phase: p1, to: m, via: note}
      - {fields: asked, phase: p1, to: m, via: wire, on_request: true}
      - {fields: slow, phase: p1, to: m, via: post, after: 12h}
      - {fields: after, phase: p2, to: m, via: wire}
  m:
    needs:
      - {fields: [bmi, none, late, alone, after], phase: p1}
      - {fields: old, phase: p1, recorded_since: p1}
      - {fields: [risk, sum], phase: p1, recorded_in: p1}
      - {fields: [typed, lost], phase: p1, form: structured}
      - {fields: code, phase: p1, code_system: npu}
      - {fields: slow, phase: p1, within: 2d, recorded_in: p1}
      - {fields: timed, phase: p1, within: 2d}
      - {fields: [asked, text], phase: p1}
"""


@pytest.fixture
def every_cause(project: Callable[..., Project], written: Written) -> str:
    """All gaps of that map."""
    made = project(EVERY_CAUSE)
    return written("json", batch_of(made, made.gaps("member"), Level.member))


def test_proofs_of_every_cause_are_valid(every_cause: str) -> None:
    """With times, phases of recording, and parts that are recorded in other phases; and the newest rules."""
    findings = checked(every_cause)["findings"]
    assert {"DF305", "DF306", "DF307"} <= {each["rule"] for each in findings}
    proofs = [proof for each in findings for proof in each.get("evidence", ())]
    causes = SCHEMA.schema["$defs"]["cause"]["enum"]  # type: ignore[index]
    assert {proof["cause"] for proof in proofs} == set(causes) == set(Cause)
    assert [proof["need"]["within"] for proof in proofs if proof["cause"] == "too-slow"] == [48]
    (slow,) = (proof for proof in proofs if proof["cause"] == "too-slow")
    assert [step["hours"] for step in slow["path"]] == [24, 96]
    assert slow["cut"]["fields"]["slow"]["hours"] == {"h": 24, "m": 96}
    (parts,) = (proof["cut"]["parts"] for proof in proofs if proof["need"]["field"] == "sum")
    assert {(each["field"], *each["recorded_in"]) for each in parts} == {("plan", "p1", "p2"), ("risk", "p1", "p2")}


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("cause",), "too-late"),
        (("need", "within"), "2d"),
        (("need", "recorded_in"), None),
        (("need", "surprise"), 1),
        (("cut", "parts"), None),
        (("cut", "fields", "slow", "hours", "m"), 0),
        (("cut", "fields", "slow", "leaving"), [{"reason": "slow"}]),
        (("path",), [{"step": "shares", "phase": "p1"}]),
        (("runs",), []),
    ],
)
def test_the_schema_catches_a_fault_in_a_proof(every_cause: str, place: tuple[str, ...], value: object) -> None:
    """A key that is missing, too many, or of another type."""
    document = json.loads(every_cause)
    proof = next(each["evidence"][0] for each in document["findings"] if each["cause"] == "too-slow")
    assert SCHEMA.is_valid(document)
    for key in place[:-1]:
        proof = proof[key]
    proof[place[-1]] = value
    assert not SCHEMA.is_valid(document)


def test_known_is_present_where_a_baseline_was_given(small: Findings, written: Written) -> None:
    """And only there."""
    assert all("known" not in each for each in json.loads(written("json", small))["findings"])
    known = replace(small, known=frozenset({small.findings[0].fingerprint}))
    found = json.loads(written("json", known))["findings"]
    assert [each["known"] for each in found] == [known.knows(finding) for finding in known.findings]


def test_labels_read_back_unchanged(hostile: Findings, written: Written) -> None:
    """JSON needs no replacement: control characters are escapes."""
    found = json.loads(written("json", hostile))["findings"]
    assert [each["message"] for each in found] == [finding.message.in_language("en") for finding in hostile.findings]
    assert [each["location"]["file"] for each in found] == [finding.place.file for finding in hostile.findings]


def test_the_schema_names_every_key_of_the_interface(small: Findings, written: Written) -> None:
    """Every key has a description in the schema."""
    properties = SCHEMA.schema["$defs"]["finding"]["properties"]  # type: ignore[index]
    assert set(json.loads(written("json", small))["findings"][0]) <= set(properties)
    assert Path(ROOT / "docs/findings.schema.json").read_text("utf-8").isascii()

"""JSON: its published schema, and what it reads back to."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT
from jsonschema import Draft202012Validator

from dataflow.cli.inputs import batch_of
from dataflow.cli.options import Level
from dataflow.project import Project
from dataflow.reports import Findings

Written = Callable[..., str]
SCHEMA = Draft202012Validator(json.loads((ROOT / "docs/findings.schema.json").read_text("utf-8")))


def checked(text: str) -> dict[str, object]:
    document = json.loads(text)
    assert [f"{error.json_path}: {error.message}" for error in SCHEMA.iter_errors(document)] == []
    return document  # type: ignore[no-any-return]


def test_it_keeps_to_its_schema(batches: tuple[Findings, ...], written: Written) -> None:
    """Whatever is found, in one map or in several."""
    Draft202012Validator.check_schema(SCHEMA.schema)
    document = checked(written("json", *batches))
    assert ("maps" in document) == (len(batches) > 1)


@pytest.mark.parametrize("level", list(Level))
def test_the_findings_of_every_rules_example_keep_to_it(
    level: Level, project: Callable[..., Project], written: Written
) -> None:
    """So that no rule brings a shape of its own."""
    from dataflow.rules import all_rules

    batches = []
    for rule in all_rules().values():
        page = rule.page
        each = Project({name: text.encode(page.encoding) for name, text in page.reported.items()})
        found = each.problems or (*each.warnings(level.value), *each.gaps(level.value))
        batches.append(batch_of(each, found, level))
    document = checked(written("json", *batches))
    assert isinstance(document["maps"], list)


def test_the_schema_catches_a_planted_fault(small: Findings, written: Written) -> None:
    """The check would not let everything through."""
    document = json.loads(written("json", small))
    for key, value in (("severity", "grave"), ("of", 0), ("certainty", None), ("surprise", 1)):
        wrong = json.loads(json.dumps(document))
        wrong["findings"][0][key] = value
        assert not SCHEMA.is_valid(wrong), key


def test_known_is_there_where_a_baseline_was_given(small: Findings, written: Written) -> None:
    """And only there."""
    assert all("known" not in each for each in json.loads(written("json", small))["findings"])
    known = replace(small, known=frozenset({small.findings[0].fingerprint}))
    found = json.loads(written("json", known))["findings"]
    assert [each["known"] for each in found] == [known.knows(finding) for finding in known.findings]


def test_labels_read_back_letter_by_letter(hostile: Findings, written: Written) -> None:
    """JSON needs no replacement: what would act is written as an escape."""
    found = json.loads(written("json", hostile))["findings"]
    assert [each["message"] for each in found] == [finding.message.in_language("en") for finding in hostile.findings]
    assert [each["location"]["file"] for each in found] == [finding.place.file for finding in hostile.findings]


def test_the_schema_names_every_key_of_the_interface(small: Findings, written: Written) -> None:
    """A key without a description in the schema would be a surprise to its reader."""
    properties = SCHEMA.schema["$defs"]["finding"]["properties"]  # type: ignore[index]
    assert set(json.loads(written("json", small))["findings"][0]) <= set(properties)
    assert Path(ROOT / "docs/findings.schema.json").read_text("utf-8").isascii()

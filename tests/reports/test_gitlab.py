"""GitLab Code Quality: its schema, and unique fingerprints."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from jsonschema import Draft202012Validator

from dataflow.base.visible import visible
from dataflow.reports import Findings

Written = Callable[..., str]
SCHEMA = Draft202012Validator(json.loads((Path(__file__).parent / "gitlab.schema.json").read_text("utf-8")))


def test_it_is_valid_with_unique_fingerprints(batches: tuple[Findings, ...], written: Written) -> None:
    """GitLab lists only the first of two with one fingerprint; waived ones are left out."""
    document = json.loads(written("gitlab", *batches))
    assert [error.message for error in SCHEMA.iter_errors(document)] == []
    prints = [each["fingerprint"] for each in document]
    assert len(set(prints)) == len(prints)
    assert len(prints) == sum(not finding.waived for batch in batches for finding in batch.findings)


def test_the_schema_catches_a_planted_fault(small: Findings, written: Written) -> None:
    """The check rejects an invalid document."""
    document = json.loads(written("gitlab", small))
    document[0]["location"]["path"] = "./map.yaml"
    assert not SCHEMA.is_valid(document)


def test_nothing_is_an_empty_list(nothing: Findings, written: Written) -> None:
    """Not an empty file, and no byte order mark."""
    assert written("gitlab", nothing) == "[]\n"


def test_a_fingerprint_does_not_depend_on_the_order_nor_on_other_findings(small: Findings, written: Written) -> None:
    """A finding keeps its fingerprint when lines move, others go, and a waived duplicate comes before it."""

    def prints(batch: Findings) -> dict[str, str]:
        return {each["description"]: each["fingerprint"] for each in json.loads(written("gitlab", batch))}

    whole = prints(small)
    assert prints(replace(small, findings=tuple(reversed(small.findings)))) == whole
    first = next(finding for finding in small.findings if finding.certain and not finding.waived)
    twins = replace(small, findings=(replace(first, waived=True), replace(first, certain=False), first))
    assert prints(twins).items() >= prints(replace(small, findings=(first,))).items()
    assert prints(replace(small, findings=(first,))).items() <= whole.items()


def test_labels_read_back(hostile: Findings, written: Written) -> None:
    """On one line, with visible control characters."""
    for finding, each in zip(hostile.findings, json.loads(written("gitlab", hostile)), strict=True):
        assert each["description"].startswith(
            visible(finding.message.in_language("en")).replace("\ufffe", "<U+FFFE>")
        )

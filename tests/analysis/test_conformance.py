"""The worked examples of the language have the results that were derived by hand."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

import dataflow
from dataflow.project import Project
from dataflow.rules import all_rules

EXAMPLES = ROOT / "tests" / "conformance"
EXPECTATIONS = sorted(EXAMPLES.glob("*/expected*.json"))
WORKED_OUT = {"DF120", "DF121", "DF301", "DF302", "DF305", "DF306", "DF307", "DF401", "DF501", "DF502"}
"""The rules whose findings the examples give, as their README says."""
KEYS = ("rule", "cause", "actor", "field", "phase", "need", "channel", "certainty", "needs")


def test_there_are_examples() -> None:
    """So that no test below is empty."""
    assert len(EXPECTATIONS) == 22


def opened(expectation: Path) -> Project:
    scenario = "s" if expectation.stem.endswith("-s") else None
    return dataflow.open(str(expectation.parent), scenario=scenario, planned=expectation.stem.endswith("planned"))


@cache
def expected(expectation: Path) -> dict[str, Any]:
    return json.loads(expectation.read_text("utf-8"))  # type: ignore[no-any-return]


@pytest.mark.parametrize("expectation", EXPECTATIONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_holdings(expectation: Path) -> None:
    """Every element of the closure, and no other."""
    found = {
        (row.actor, row.field, row.phase, row.element.form.word, row.element.code_system, row.element.recorded)
        for row in opened(expectation).holdings.rows()
    }
    columns = ("actor", "field", "phase", "form", "code_system", "recorded")
    assert found == {tuple(row[column] for column in columns) for row in expected(expectation)["holdings"]}


@pytest.mark.parametrize("expectation", EXPECTATIONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_findings(expectation: Path) -> None:
    """Those of the rules that the examples know; for DF302 with the number of its needs."""
    project = opened(expectation)
    found = {
        (
            gap.code,
            gap.cause,
            gap.subject.actor,
            gap.subject.field,
            gap.subject.phase,
            gap.subject.need,
            gap.subject.channel,
            "certain" if gap.certain else "possible",
            len(gap.needs) if gap.needs is not None else None,
        )
        for gap in (*project.warnings("member"), *project.gaps("member"))
        if gap.code in WORKED_OUT
    }
    wanted = {
        tuple(finding.get(key) for key in KEYS)
        for finding in expected(expectation)["findings"]
        if finding["rule"] in all_rules()
    }
    assert found == wanted

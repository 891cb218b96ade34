"""``dataflow plan``: the report, the scenario file, and the exit codes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from conftest import Ran

Dataflow = Callable[..., Ran]

MAP = """\
map: {id: walk, title: A walk, costs: {slot: 2}}
phases: {stay: {}, visit: {}}
fields: {ldl: {label: LDL}, pain: {label: Pain}}
channels: {letter: {form: free-text, label: Letter}}
legal_bases: {law: {}}
actors:
  hospital:
    records: [{fields: [ldl, pain], phase: stay, form: structured}]
    shares: [{fields: pain, phase: stay, to: gp, via: letter, legal_basis: law}]
  gp: {needs: [{fields: [ldl, pain], phase: visit, form: structured}]}
"""


@pytest.fixture
def walk(tmp_path: Path) -> Path:
    folder = tmp_path / "walk"
    folder.mkdir()
    (folder / "map.yaml").write_text(MAP, "utf-8")
    return folder


def test_the_plan_is_a_scenario_that_the_other_commands_take(dataflow: Dataflow, walk: Path) -> None:
    ran = dataflow("plan", walk, "--format", "json", "-o", walk / "scenario-plan.yaml")
    found = json.loads(ran.out)
    assert (ran.code, found["status"], found["gap"], found["cost"]) == (0, "optimal", 0.0, 6)
    assert {(each["kind"], *each["fields"]) for each in found["changes"]} == {
        ("extend-share", "ldl"),
        ("slot", "ldl"),
        ("slot", "pain"),
    }
    assert found["new_findings"] == [] or {each["rule"] for each in found["new_findings"]} == {"DF302"}
    assert dataflow("validate", walk).code == 0
    gaps = dataflow("gaps", walk, "--scenario", "plan", "--select", "DF301", "--format", "json")
    assert json.loads(gaps.out)["findings"] == []
    compared = dataflow("diff", walk, "scenario:plan", "--format", "json")
    assert json.loads(compared.out)["verdict"] == "better"
    picture = dataflow("render", walk, "--view", "diff", "--scenario", "plan", "-o", walk.parent / "d.svg")
    assert picture.code == 0
    again = dataflow("plan", walk, "-o", walk / "scenario-plan.yaml")
    assert again.code == 0


@pytest.mark.parametrize(
    ("file", "scenario"),
    [
        ("scenarie-plan.yaml", "plan"),
        ("Forbedring på vej.yaml", "forbedring-paa-vej"),
        ("scenario-2027.yaml", "plan-2027"),
    ],
)
def test_the_id_of_the_scenario_is_in_the_name_of_the_file(
    dataflow: Dataflow, walk: Path, file: str, scenario: str
) -> None:
    dataflow("plan", walk, "-o", walk / file)
    assert yaml.safe_load((walk / file).read_text("utf-8"))["scenario"]["id"] == scenario


def test_what_can_not_be_met_is_named(dataflow: Dataflow, walk: Path) -> None:
    ran = dataflow(
        "plan",
        walk,
        "--keep",
        "hospital",
        "--keep",
        "gp",
        "--forbid",
        "slot",
        "-o",
        walk / "scenario-plan.yaml",
        "--lang",
        "en",
    )
    assert ran.code == 1
    assert "only a change that --forbid or --keep rules out would meet it" in " ".join(ran.out.split())
    assert not (walk / "scenario-plan.yaml").exists()


def test_one_change(dataflow: Dataflow, walk: Path) -> None:
    ran = dataflow("plan", walk, "--budget", "1-change", "--lang", "da")
    assert ran.code == 0
    assert "1 af 2 behov, som ikke er opfyldt i dag, ville være opfyldt" in " ".join(ran.out.split())
    assert "Behov uden for grænsen" in ran.out


def test_nothing_to_do(dataflow: Dataflow, walk: Path) -> None:
    ran = dataflow("plan", walk, "--actor", "hospital", "--format", "json")
    assert (ran.code, json.loads(ran.out)["status"]) == (0, "nothing-to-do")


def test_the_same_map_gives_the_same_plan(dataflow: Dataflow, walk: Path) -> None:
    first, second = (dataflow("plan", walk, "--alternatives", "2", "--format", "markdown").out for _ in range(2))
    assert first == second
    assert "## What to change: A walk" in first

"""No result of a command replaces a file of a map, or adds one to a map, whatever state the map is in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran

from dataflow.cli.exits import run

Dataflow = Callable[..., Ran]

MAP = """\
map: {id: below, title: Below}
phases: {p: {}}
fields: {x: {}}
actors: {a: {records: [{fields: x, phase: p}], uses: [{fields: x, phase: p}]}}
"""
ABOVE = "map: {id: above, title: Above, extends: ../below}\n"


@pytest.fixture
def maps(tmp_path: Path) -> Path:
    """A map, one that builds on it, and a third."""
    for name, text in {"below": MAP, "above": ABOVE, "other": MAP.replace("below", "other")}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "map.yaml").write_text(text, "utf-8")
    return tmp_path


def texts(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.yaml")}


COMMANDS = [
    "validate above --format json",
    "gaps above --format json",
    "gaps above --format table",
    "holdings above --format json",
    "stats above --format json",
    "questions above --format json",
    "trace above x --format json",
    "impact above --format json",
    "diff below above --format json",
    "render above --format svg",
    "render above --format html --view explorer",
    "export above --to json",
    "export above --to xlsx",
    "export other --to fhir --form questionnaire",
    "report above --format docx",
    "rules --format json",
    "schema",
]


@pytest.mark.parametrize("target", ["above/map.yaml", "below/map.yaml", "other/map.yaml", "link", "other/MAP.YAML"])
@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_replaces_a_spec_file(
    monkeypatch: pytest.MonkeyPatch, maps: Path, command: str, target: str
) -> None:
    """Neither of the map, nor of the one below it, nor of another, by name or by a link."""
    (maps / "link").symlink_to("other/map.yaml")
    before = texts(maps)
    monkeypatch.chdir(maps)
    assert run([*command.split(), "-o", target]) == 2
    assert texts(maps) == before


@pytest.mark.parametrize("state", ["map: {id: a", "map: {id: a, title: A, extends: ../below}\nphases: [", "\xff"])
@pytest.mark.parametrize("target", ["above/map.yaml", "below/map.yaml", "below/new.yaml", "below/parts/new.yml"])
def test_a_map_in_any_state_is_spared(dataflow: Dataflow, maps: Path, state: str, target: str) -> None:
    """With a syntax error, the map does not say what it builds on."""
    (maps / "above/map.yaml").write_text(state, "latin-1")
    (maps / "below/parts").mkdir()
    before = texts(maps)
    ran = dataflow("validate", "above", "--format", "json", "-o", target)
    assert ran.code == 2
    assert target in ran.err
    assert texts(maps) == before


def test_the_map_below_is_spared_in_any_state(dataflow: Dataflow, maps: Path) -> None:
    """That it can't be read makes its file no free name."""
    (maps / "below/map.yaml").write_text("map: {", "utf-8")
    assert dataflow("validate", "above", "--format", "json", "-o", "below/map.yaml").code == 2
    assert (maps / "below/map.yaml").read_text("utf-8") == "map: {"


def test_a_baseline_is_no_spec_file_either(dataflow: Dataflow, maps: Path) -> None:
    """It is refused for its name, before its content."""
    ran = dataflow("validate", "above", "--baseline", "other/more.yaml", "--write-baseline")
    assert (ran.code, texts(maps / "other").keys()) == (2, {"map.yaml"})


def test_what_edits_maps_may(dataflow: Dataflow, maps: Path) -> None:
    """A plan is a scenario of the map, written again when it is made again."""
    (maps / "below/map.yaml").write_text(
        MAP.replace("actors: {", "channels: {l: {}}\nactors: {b: {needs: [{fields: x, phase: p}]}, "), "utf-8"
    )
    for _ in range(2):
        assert dataflow("plan", "below", "-o", "below/plan.yaml").code == 0
    assert "scenario" in (maps / "below/plan.yaml").read_text("utf-8")
    before = texts(maps)
    assert dataflow("plan", "below", "-o", "other/map.yaml").code == 2
    assert texts(maps) == before


def test_other_names_are_free(dataflow: Dataflow, maps: Path) -> None:
    """A result of another ending may lie in the folder of a map, and be written again."""
    for _ in range(2):
        assert dataflow("validate", "above", "-o", "below/problems.json").code == 0

"""A map from standard input, as editors and pipes give it."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT

MAP = """\
map: {id: back, title: Back}
phases: {visit: {}, later: {}}
fields: {pain: {}}
actors:
  gp: {records: [{fields: pain, phase: visit}]}
  clinic: {needs: [{fields: pain, phase: later}]}
"""
Piped = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def piped(tmp_path: Path) -> Piped:
    """Runs a command with a text as its standard input."""

    def run(text: str | bytes, *arguments: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "dataflow", *arguments],
            input=text.encode() if isinstance(text, str) else text,
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT), "LANG": "en", "PATH": ""},
            capture_output=True,
            timeout=120,
            check=False,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


def test_a_mistake_has_its_place(piped: Piped) -> None:
    """In a file that is called as standard input is, or as the editor says."""
    slip = MAP.replace("fields: pain, phase: later", "field: pain, phase: later")
    assert piped(slip, "validate", "-").stdout.startswith("<stdin>:6:21: error DF005")
    named = piped(slip, "validate", "-", "--stdin-name", "specs/back/map.yaml")
    assert named.stdout.startswith("specs/back/map.yaml:6:21: error DF005")
    assert named.returncode == 1


@pytest.mark.parametrize("format_", ["json", "sarif", "github", "gitlab", "junit", "csv"])
def test_every_format_names_it(piped: Piped, format_: str) -> None:
    """As the file that the editor has open."""
    ran = piped(MAP, "gaps", "-", "--format", format_, "--stdin-name", "specs/back/map.yaml")
    assert ran.returncode == 0
    assert ("map.yaml" if format_ in ("json", "csv") else "specs/back/map.yaml") in ran.stdout


@pytest.mark.parametrize(
    "command",
    ["gaps -", "validate -", "holdings -", "stats -", "questions -", "trace - pain", "render - -o - --format dot"],
)
def test_every_command_that_takes_a_map_takes_it(piped: Piped, command: str) -> None:
    """With the same result as from the file."""
    ran = piped(MAP, *command.split())
    assert (ran.returncode, "Traceback" in ran.stderr) == (0, False)
    assert ran.stdout or "all in order" in ran.stderr


def test_the_map_below_is_found_from_its_name(piped: Piped, tmp_path: Path) -> None:
    """An editor's text may build on a map on the disk."""
    (tmp_path / "specs" / "back").mkdir(parents=True)
    (tmp_path / "specs" / "back" / "map.yaml").write_text(MAP, "utf-8")
    (tmp_path / "specs" / "land").mkdir()
    land = "map: {id: land, title: Land, extends: ../back}\n"
    named = piped(land, "gaps", "-", "--stdin-name", "specs/land/map.yaml", "--format", "json")
    assert [each["actor"] for each in json.loads(named.stdout)["findings"] if each["rule"] == "DF301"] == ["clinic"]
    here = piped(land.replace("../back", "specs/back"), "gaps", "-", "--format", "json")
    assert json.loads(here.stdout)["findings"] == json.loads(named.stdout)["findings"] or here.returncode == 0


def test_what_is_no_map(piped: Piped) -> None:
    """Nothing, no text, and too much of it."""
    assert piped("", "validate", "-").stdout.startswith("<stdin>:1:1: error DF006")
    assert piped(b"\xff\xfe", "validate", "-").stdout.startswith("<stdin>:1:1: error DF001")
    assert piped(MAP, "gaps", "-", "more").returncode == 2


def test_a_result_does_not_replace_the_file_that_it_stands_for(piped: Piped, tmp_path: Path) -> None:
    """The editor has it open."""
    (tmp_path / "map.yaml").write_text(MAP, "utf-8")
    ran = piped(MAP, "gaps", "-", "--stdin-name", "map.yaml", "--format", "text", "-o", "map.yaml")
    assert ran.returncode == 2
    assert (tmp_path / "map.yaml").read_text("utf-8") == MAP

"""The command line as people and CI use it: results, talk, exit codes (``ci.md``, "The two checks")."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Ran

from dataflow.cli.exits import run

Dataflow = Callable[..., Ran]

BROKEN = "map: {id: a, title: A}\nfields: {ldl: {grup: x}}\n"


@pytest.fixture
def first_map(dataflow: Dataflow, tmp_path: Path) -> Path:
    assert dataflow("init", "first").code == 0
    return tmp_path / "first"


@pytest.fixture
def broken_map(tmp_path: Path) -> Path:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "map.yaml").write_text(BROKEN)
    return folder


def test_the_first_map_validates_has_one_gap_and_renders(dataflow: Dataflow, first_map: Path) -> None:
    """What ``init`` writes is a beginning that works."""
    assert dataflow("validate", first_map).code == 0
    gaps = json.loads(dataflow("gaps", first_map, "--format", "json").out)
    assert [(gap["rule"], gap["actor"], gap["field"]) for gap in gaps["findings"]] == [
        ("DF301", "municipality", "lvef")
    ]
    assert dataflow("render", first_map, "-o", "o.svg").code == 0


def test_the_first_maps_comment_on_its_gap_is_right(dataflow: Dataflow, first_map: Path) -> None:
    """Doing what the comment says closes the gap."""
    actors = first_map / "actors.yaml"
    text = actors.read_text("utf-8")
    fixed = text.replace(
        "fields: [rehabilitation-plan, training-risk], phase: discharge, to",
        "fields: [rehabilitation-plan, training-risk, lvef], phase: discharge, to",
    )
    assert fixed != text
    actors.write_text(fixed, "utf-8")
    assert json.loads(dataflow("gaps", first_map, "--format", "json", "--select", "DF301").out)["findings"] == []


def test_the_first_maps_comment_on_its_limit_is_right(dataflow: Dataflow, first_map: Path) -> None:
    """The plan is there in time, and would not be if the message took longer than the limit."""
    said = dataflow("trace", first_map, "rehabilitation-plan", "--lang", "en").out
    assert "Municipality should have it within 7 days for treatment, and has it after 2 days." in said
    fields = first_map / "fields.yaml"
    slower = fields.read_text("utf-8").replace("takes: 2d", "takes: 9d")
    fields.write_text(slower, "utf-8")
    gaps = json.loads(dataflow("gaps", first_map, "--format", "json").out)["findings"]
    assert {(gap["field"], gap["cause"]) for gap in gaps} == {
        ("lvef", "not-shared"),
        ("rehabilitation-plan", "too-slow"),
    }


def test_the_first_map_names_its_schema_for_editors(dataflow: Dataflow, first_map: Path) -> None:
    """It lies beside the files, so that an editor finds it by the path in their first line."""
    for path in first_map.glob("*.yaml"):
        mark, _, name = path.read_text("utf-8").partition("\n")[0].partition("$schema=")
        assert mark == "# yaml-language-server: "
        assert (path.parent / name).read_text("utf-8") == dataflow("schema").out


def test_init_overwrites_nothing(dataflow: Dataflow, first_map: Path) -> None:
    """A folder with YAML files is left as it is."""
    before = {path: path.read_bytes() for path in first_map.iterdir()}
    ran = dataflow("init", first_map)
    assert ran.code == 2
    assert "nothing of yours is overwritten" in ran.err
    assert {path: path.read_bytes() for path in first_map.iterdir()} == before


def test_the_json_of_findings_has_its_keys(dataflow: Dataflow, first_map: Path) -> None:
    """Exactly these, in this order."""
    document = json.loads(dataflow("gaps", first_map, "--format", "json", "--lang", "da").out)
    assert list(document) == ["version", "map", "scenario", "level", "summary", "findings"]
    assert document["summary"] == {"error": 1, "warning": 0, "info": 0, "waived": 0}
    assert list(document["findings"][0]) == [
        *("rule", "name", "severity", "cause", "actor", "members", "of", "field", "phase", "need", "purposes"),
        *("channel", "other", "message", "hint", "location", "related", "certainty", "hangs_on", "confidence"),
        *("planned", "waived", "fingerprint", "evidence"),
    ]
    assert document["findings"][0]["location"]["file"] == "actors.yaml"
    assert "har brug for" in document["findings"][0]["message"]


def test_holdings_in_three_formats(dataflow: Dataflow, first_map: Path) -> None:
    """The same rows as JSON and CSV; text gathers phases."""
    rows = json.loads(dataflow("holdings", first_map, "--format", "json", "--level", "member").out)["holdings"]
    assert rows[0] == {
        "actor": "hospital",
        "field": "lvef",
        "phase": "admission",
        "form": "structured",
        "code_system": None,
        "recorded": "admission",
    }
    table = list(
        csv.DictReader(
            dataflow(
                "holdings", first_map, "--format", "csv", "--level", "member", "--dialect", "rfc4180"
            ).out.splitlines()
        )
    )
    assert [{key: line[key] or None for key in rows[0]} for line in table] == rows
    assert [table[0][key] for key in ("actor_label", "field_label", "phase_label")] == [
        "Hospital",
        "Ejection fraction",
        "Admission",
    ]
    text = dataflow("holdings", first_map, "--actor", "gp").out
    assert "Ejection fraction  structured, recorded in Admission: Discharge, Rehabilitation, Follow-up" in text
    by_role = json.loads(dataflow("holdings", first_map, "--format", "json").out)["holdings"]
    assert (by_role[0]["members"], by_role[0]["of"]) == (None, None)


def test_a_member_holds_what_its_role_does(dataflow: Dataflow, first_map: Path) -> None:
    (first_map / "north.yaml").write_text("actors: {north: {extends: gp}, south: {extends: gp}}\n", "utf-8")
    by_role, by_member = (dataflow("holdings", first_map, "--actor", each).out for each in ("gp", "north"))
    assert by_member == by_role
    assert "Ejection fraction" in by_member


def test_a_wrong_map_fails_validate_with_1_and_others_with_2(dataflow: Dataflow, broken_map: Path) -> None:
    """``validate`` found something; ``gaps`` could not do its work, and shows why."""
    validated = dataflow("validate", broken_map)
    assert validated.code == 1
    assert "map.yaml:2:16: error DF005" in validated.out
    for command in (["gaps"], ["holdings"], ["render", "-o", "x.svg"]):
        ran = dataflow(command[0], broken_map, *command[1:])
        assert (ran.code, ran.out) == (2, ""), command
        assert "DF005" in ran.err
    assert dataflow("validate", broken_map, "--fail-on", "never").code == 0
    assert not (broken_map.parent / "x.svg").exists()


def test_gaps_fail_only_when_requested(dataflow: Dataflow, first_map: Path) -> None:
    """From the severity named on."""
    assert dataflow("gaps", first_map).code == 0
    assert dataflow("gaps", first_map, "--fail-on", "error").code == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["gaps", "nowhere"], "There is no file or folder nowhere."),
        (["gaps"], "There is no map here"),
        (["frobnicate"], "No such command"),
        (["gaps", "--level", "county"], "county"),
        (["gaps", "first", "--format", "jsn"], "Did you mean json?"),
        (["gaps", "first", "--scenario", "x"], "There is no scenario 'x'"),
        (["gaps", "first", "--as-of", "2026-13-01"], "is no date"),
        (["render", "first", "--view", "overvew", "-o", "o.svg"], "Did you mean overview?"),
        (["render", "first", "-o", "o.gif"], "can't write .gif. It writes .csv, .dot"),
        (["render", "first", "-o", "nowhere/o.svg"], "can't be written"),
        (["render", "first", "-o", "picture"], "The name picture has no ending"),
        (["render", "first", "-o", "first"], "first is a folder"),
        (["render", "first", "--view", "explorer", "-o", "o.png"], "can't show the view explorer"),
        (["trace", "first"], "Say which field of first"),
        (["render", "first", "--engine", "neato"], "There is no engine 'neato'"),
        (["holdings", "first", "--actor", "hosptal"], "Did you mean hospital?"),
        (["rule", "DF999"], "There is no rule 'DF999'"),
        (["gaps", "first", "--format", "text", "-o", "first/actors.yaml"], "is a part of the map"),
        (["schema", "-o", "first"], "is a folder"),
    ],
)
def test_what_can_not_be_done_ends_with_2(
    arguments: list[str], said: str, dataflow: Dataflow, first_map: Path
) -> None:
    """The message says what is wrong, on standard error; nothing comes out, and nothing is written."""
    before = sorted(path.relative_to(first_map.parent) for path in first_map.parent.rglob("*"))
    ran = dataflow(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert sorted(path.relative_to(first_map.parent) for path in first_map.parent.rglob("*")) == before


def test_every_command_helps_with_an_example(dataflow: Dataflow) -> None:
    """And help is a result."""
    top = dataflow("--help")
    assert top.code == 0
    for command in ("init", "validate", "gaps", "holdings", "render", "rules", "rule", "schema"):
        assert command in top.out
        helped = dataflow(command, "--help")
        assert helped.code == 0
        assert f"Example: dataflow {command}" in " ".join(helped.out.split())


def test_help_has_no_escapes_in_a_log(dataflow: Dataflow) -> None:
    """Not even where CI pretends to be a terminal."""
    for ran in (
        dataflow("gaps", "--help", GITHUB_ACTIONS="true", FORCE_COLOR="1"),
        dataflow("gaps", "--nope", GITHUB_ACTIONS="true"),
    ):
        assert "\x1b" not in ran.out + ran.err


def test_colour_is_for_terminals_or_on_demand(dataflow: Dataflow, first_map: Path) -> None:
    """``--color always`` beats everything."""
    assert "\x1b" not in dataflow("gaps", first_map).out
    assert "\x1b[31m" in dataflow("gaps", first_map, "--color", "always", NO_COLOR="1").out


def test_an_output_replaces_the_old_one_whole(dataflow: Dataflow, first_map: Path, tmp_path: Path) -> None:
    """It keeps its mode, and leaves nothing beside it."""
    target = tmp_path / "gaps.json"
    target.write_text("old")
    target.chmod(0o640)
    assert dataflow("gaps", first_map, "--format", "json", "-o", target).code == 0
    assert json.loads(target.read_text("utf-8"))["map"] == "first-map"
    assert target.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_bug_is_said_in_one_line(dataflow: Dataflow, first_map: Path, tmp_path: Path) -> None:
    """Exit code 70; the trace only where it is requested."""
    (tmp_path / "sitecustomize.py").write_text(
        "import dataflow.project\n"
        "def broken(self, level='role'): raise KeyError('oops')\n"
        "dataflow.project.Project.gaps = broken\n"
    )
    path = f"{tmp_path}{os.pathsep}{ROOT}"
    short = dataflow("gaps", first_map, PYTHONPATH=path)
    assert short.code == 70
    assert len(short.err.splitlines()) == 1
    assert "KeyError: 'oops'" in short.err
    assert "Traceback" in dataflow("gaps", first_map, "--verbose", PYTHONPATH=path).err


def test_the_path_may_be_left_out(dataflow: Dataflow, first_map: Path, tmp_path: Path) -> None:
    """In a map's folder, and beside ``specs/`` with one map in it."""
    assert dataflow("validate", cwd=first_map).code == 0
    (tmp_path / "specs").mkdir()
    first_map.rename(tmp_path / "specs" / "first")
    assert dataflow("gaps").code == 0


def test_a_folder_of_maps_is_taken_map_by_map(dataflow: Dataflow, tmp_path: Path) -> None:
    """Each with its own findings; commands that take one map ask which."""
    for name in ("a", "b"):
        assert dataflow("init", f"specs/{name}").code == 0
    document = json.loads(dataflow("gaps", "specs", "--format", "json").out)
    assert [len(each["findings"]) for each in document["maps"]] == [1, 1]
    assert dataflow("validate").code == 0
    ran = dataflow("render", "-o", "x.svg")
    assert ran.code == 2
    assert "specs/a, specs/b" in ran.err


def test_rules_and_their_pages(dataflow: Dataflow) -> None:
    """By code or by name, in both languages."""
    assert "DF301  error    unmet-need" in dataflow("rules").out
    assert dataflow("rule", "df301").out == dataflow("rule", "unmet-need").out
    assert "Hvorfor det er vigtigt" in dataflow("rule", "DF301", "--lang", "da").out


def test_the_same_bytes_whatever_the_hash_seed(dataflow: Dataflow) -> None:
    """Text and data of the real map."""
    ihd = ROOT / "specs" / "ihd"
    for arguments in (["gaps", ihd, "--format", "json"], ["gaps", ihd], ["holdings", ihd, "--format", "csv"]):
        outs = {dataflow(*arguments, PYTHONHASHSEED=str(seed)).out for seed in (0, 1)}
        assert len(outs) == 1


def test_version_imports_next_to_nothing(dataflow: Dataflow) -> None:
    """No library beyond Python's own is loaded to print a number."""
    program = (
        "import sys; from dataflow.cli.exits import run; run(['--version']);"
        "print(sorted({'typer', 'click', 'pydantic', 'networkx', 'yaml', 'graphviz', 'wasmtime'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


def test_validate_does_not_load_what_draws(dataflow: Dataflow) -> None:
    """Neither networkx nor anything of Graphviz."""
    program = (
        "import sys; from dataflow.cli.exits import run; run(['validate', 'specs/ihd']);"
        "print(sorted({'networkx', 'graphviz', 'wasmtime', 'fontTools', 'resvg_py', 'rich'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


def test_findings_speak_in_labels(dataflow: Dataflow, first_map: Path) -> None:
    """By themselves, and with their ids on request; in headings, sentences and lists of members."""
    text = dataflow("gaps", first_map, "--lang", "en", "--select", "DF301").out
    assert "(municipality)" not in text
    assert "(lvef)" not in text.partition("→")[0]
    with_ids = dataflow("gaps", first_map, "--lang", "en", "--select", "DF301", "--ids").out
    assert "(municipality)\n=====" in with_ids
    assert "The municipality (municipality)" in with_ids
    assert "(lvef)" in with_ids.partition("→")[0]
    as_json = dataflow("gaps", first_map, "--select", "DF301", "--ids", "--format", "json").out
    assert "(lvef)" in json.loads(as_json)["findings"][0]["message"]


@pytest.mark.parametrize(
    "line", [["validate", ""], ["init", ""], ["gaps", "first", "--baseline", ""], ["render", "first", "-o", ""]]
)
def test_an_empty_argument_names_no_folder(dataflow: Dataflow, first_map: Path, line: list[str]) -> None:
    """As it comes from a variable without a value; the current folder is neither read nor written."""
    before = sorted(first_map.parent.rglob("*"))
    for language, words in (("en", "An argument is empty"), ("da", "Et argument er tomt")):
        ran = dataflow(*line, DATAFLOW_LANG=language, LANG=language)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"dataflow: {words}")
    assert sorted(first_map.parent.rglob("*")) == before


@pytest.mark.parametrize("seconds", ["inf", "nan", "1e308", "-1"])
def test_a_time_limit_is_a_number_of_seconds(dataflow: Dataflow, first_map: Path, seconds: str) -> None:
    """Anything else is refused before the map is read."""
    ran = dataflow("render", first_map, "-o", "picture.svg", "--timeout", seconds)
    assert ran.code == 2
    assert "--timeout" in ran.err
    assert not (first_map.parent / "picture.svg").exists()


def test_without_enough_memory_there_is_one_line(
    first_map: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wherever it runs out: exit code 2, and nothing is concluded."""

    def exhausted(*_: object) -> None:
        raise MemoryError

    for place in (
        "dataflow.language.folder.read_regular",
        "dataflow.model.specs.read_file",
        "dataflow.model.specs.link",
    ):
        with monkeypatch.context() as patched:
            patched.setattr(place, exhausted)
            assert run(["gaps", str(first_map), "--lang", "en"]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1
        assert "not enough memory" in said.err

"""A press of Tab in the shell completes ids of the map with their labels, rules, views and formats."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

SHELLS = ("bash", "zsh", "fish", "powershell")
MAP = """\
map: {id: heart, title: Heart, languages: [da, en]}
phases: {visit: {label: {en: Visit, da: Besøg}}}
groups: {blood: {label: Blood}}
fields:
  bp: {label: {en: Blood pressure, da: Blodtryk}}
  bmi: {}
  ldl: {label: "it's `touch x` $(touch x): \\\\ \\"x"}
channels: {letter: {label: Letter}}
purposes: {care: {}}
actors: {gp: {label: General practice}, gym: {extends: gp}}
"""
SCENARIO = "scenario: {id: later, label: {en: Next year, da: Næste år}}\n"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with a map in it, a broken one, and nothing else."""
    for name, text in {"heart/map.yaml": MAP, "heart/later.yaml": SCENARIO, "bad/map.yaml": "map: {id: [\n"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "map.yaml").write_text(MAP + "colour: red\n", "utf-8")
    return tmp_path


def tab(folder: Path, line: str, shell: str = "fish", language: str = "en") -> "subprocess.CompletedProcess[str]":
    """What the shell is told when Tab is pressed at the end of a line, through the variables that its script sets."""
    words = line.split()
    begun = "" if line.endswith(" ") else words[-1]
    asked = {
        "_DATAFLOW_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) if not begun else len(words) - 1),
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": begun,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    if shell != "bash":
        del asked["COMP_WORDS"], asked["COMP_CWORD"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": f"{language}_GB.UTF-8", **asked}
    return subprocess.run(
        [sys.executable, "-m", "dataflow"], capture_output=True, encoding="utf-8", cwd=folder, env=env, check=False
    )


def offered(folder: Path, line: str, language: str = "en") -> list[str]:
    done = tab(folder, line, language=language)
    assert done.stderr == ""
    return done.stdout.rstrip("\n").splitlines()


def test_the_ids_of_the_map_with_their_labels(here: Path) -> None:
    """Of the map that the line names; behind an option too."""
    assert offered(here, "dataflow trace heart b") == ["bmi\tbmi", "bp\tBlood pressure"]
    assert offered(here, "dataflow trace heart bp", "da") == ["bp\tBlodtryk"]
    assert offered(here, "dataflow trace heart bp --to ") == ["gp\tGeneral practice", "gym\tgym"]
    assert offered(here, "dataflow trace heart bp --at ") == ["visit\tVisit"]
    assert offered(here, "dataflow gaps heart --actor g") == ["gp\tGeneral practice", "gym\tgym"]
    assert offered(here, "dataflow gaps --field bm") == []
    assert offered(here / "heart", "dataflow gaps --field bm") == ["bmi\tbmi"]
    assert offered(here, "dataflow render heart --group ") == ["blood\tBlood"]
    assert offered(here, "dataflow render heart --channel ") == ["letter\tLetter"]
    assert offered(here, "dataflow render heart --purpose ") == ["care\tcare"]
    assert offered(here, "dataflow stats heart --scenario ") == ["later\tNext year"]
    assert offered(here, "dataflow impact heart l") == ["ldl\tit s touch x touch x x", "letter\tLetter"]


def test_views_rules_and_formats(here: Path) -> None:
    """A list of rules is completed behind its comma; a view of one thing is offered for each."""
    assert offered(here, "dataflow render heart --view field:b") == ["field:bmi\tbmi", "field:bp\tBlood pressure"]
    assert offered(here, "dataflow render heart --view over") == ["overview"]
    assert offered(here, "dataflow gaps heart --select DF301,DF30")[:2] == [
        "DF301,DF301\tunmet-need",
        "DF301,DF302\tsingle-channel",
    ]
    assert offered(here, "dataflow rule DF40") == ["DF401\trecorded-twice", "DF402\tmanual-transfer"]
    assert offered(here, "dataflow gaps heart --format s") == ["sarif"]
    assert offered(here, "dataflow render heart --theme d") == ["dark", "default"]
    assert offered(here, "dataflow render heart --page a4") == ["a4", "a4-landscape"]
    assert offered(here, "dataflow report heart --sections gaps,ic") == ["gaps,icf"]
    assert offered(here, "dataflow export heart --to js") == ["json", "jsonld"]
    assert [line.partition("\t")[0] for line in offered(here, "dataflow ru")] == ["rules", "rule"]


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_is_answered_in_its_own_form(here: Path, shell: str) -> None:
    """And no character of a label has a meaning to it."""
    answers = {
        "bash": "bmi\nbp\nldl\n",
        "zsh": '_arguments \'*: :(("bmi":"bmi"\n"bp":"Blood pressure"\n"ldl":"it s touch x touch x x"))\'\n',
        "fish": "bmi\tbmi\nbp\tBlood pressure\nldl\tit s touch x touch x x\n",
        "powershell": "bmi:::bmi\nbp:::Blood pressure\nldl:::it s touch x touch x x\n",
    }
    done = tab(here, "dataflow trace heart ", shell)
    assert (done.stdout, done.stderr, done.returncode) == (answers[shell], "", 0)


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("line", ["trace bad ", "trace nowhere ", "trace ", "gaps --scenario a --scenario "])
def test_where_there_is_no_map_nothing_is_said(here: Path, shell: str, line: str) -> None:
    """Neither of what is wrong with it, nor a trace; zsh is told to offer files."""
    done = tab(here, f"dataflow {line}", shell)
    assert (done.stdout.strip(), done.stderr) == ("_files" if shell == "zsh" else "", "")


def test_a_map_with_errors_is_completed_as_far_as_it_is_read(here: Path) -> None:
    assert offered(here, "dataflow trace broken bm") == ["bmi\tbmi"]


def test_only_the_command_of_the_line_is_loaded(here: Path) -> None:
    """And no map is linked, so that an answer takes no longer than a start and reading the map."""
    code = (
        "import sys; from dataflow.cli.exits import run\ntry: run([])\nfinally: print(*sys.modules, file=sys.stderr)"
    )
    asked = {"_DATAFLOW_COMPLETE": "complete_fish", "_TYPER_COMPLETE_ARGS": "dataflow trace heart b"}
    env = {**os.environ, **asked, "_TYPER_COMPLETE_FISH_ACTION": "get-args", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=here, env=env, check=False
    )
    loaded = done.stderr.split()
    assert "bp\tBlood pressure" in done.stdout
    assert [name for name in loaded if name.startswith("dataflow.cli.commands.")] == ["dataflow.cli.commands.trace"]
    assert "dataflow.project" not in loaded


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_bash_takes_the_script_and_the_answer(here: Path, tmp_path: Path) -> None:
    """The script that is printed defines a function that fills COMPREPLY."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "_DATAFLOW_COMPLETE": "source_bash"}
    script = subprocess.run(
        [sys.executable, "-m", "dataflow"], capture_output=True, encoding="utf-8", env=env, check=True
    )
    program = tmp_path / "bin" / "dataflow"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dataflow "$@"\n')
    program.chmod(0o755)
    words = "COMP_WORDS=(dataflow trace heart b); COMP_CWORD=3"
    ask = f"{words}; _dataflow_completion dataflow b heart; echo ${{COMPREPLY[@]}}"
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PATH": f"{program.parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "--norc", "-c", f"{script.stdout}\n{ask}"],
        capture_output=True,
        encoding="utf-8",
        cwd=here,
        env=env,
        check=False,
    )
    assert done.stdout == "bmi bp\n", done.stderr

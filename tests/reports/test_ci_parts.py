"""The parts for CI, tested as far as possible offline: ``ci.md``, the pre-commit hook, the GitHub action."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema
from conftest import ROOT
from jsonschema import validators

from dataflow.cli.exits import run
from dataflow.cli.options import FailOn
from dataflow.reports import reports

PAGE = (ROOT / "docs/ci.md").read_text("utf-8")
GAP = (
    "map: {id: m, title: M}\nphases: {p0: {}}\nfields: {ldl: {}}\nactors: {gp: {needs: [{fields: ldl, phase: p0}]}}\n"
)
BROKEN = GAP.replace("fields: ldl", "fields: ldx")


def fences(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def schema_errors(schema: str, document: Any) -> list[str]:
    """The errors of a document by a schema of SchemaStore."""
    wanted = get_builtin_schema(schema)
    return [error.message for error in validators.validator_for(wanted)(wanted).iter_errors(document)]


def a_program(folder: Path) -> Path:
    """A folder with ``dataflow`` as an installed program."""
    folder.mkdir(parents=True)
    program = folder / "dataflow"
    program.write_text(f'#!/bin/sh\nexec env PYTHONPATH={shlex.quote(str(ROOT))} {sys.executable} -m dataflow "$@"\n')
    program.chmod(0o755)
    return program


def test_the_commands_of_the_page_do_as_documented(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In order, on the map at its beginning; a command exits with 0 unless the page says otherwise."""
    monkeypatch.chdir(tmp_path)
    lines = [line for fence in fences("sh") for line in fence.splitlines() if line]
    assert len(lines) > 15
    for line in lines:
        command, _, remark = line.partition("#")
        words = shlex.split(command)
        assert words[0] == "dataflow"
        said = re.search(r"ends with (\d+)", remark)
        code = run(words[1:])
        assert code == (int(said[1]) if said else 0), (line, capsys.readouterr().err)
    assert json.loads(Path("gl-code-quality-report.json").read_text())


def test_the_page_names_every_format_and_way_to_fail() -> None:
    """The same as the command line."""
    assert set(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == set(reports("findings"))
    fails = PAGE[PAGE.index("`--fail-on` takes") : PAGE.index("| exit code |")]
    assert {each.value for each in FailOn} <= set(re.findall(r"`(\w+)`", fails))


def test_the_snippets_are_valid_by_the_schemas_of_their_services() -> None:
    """GitHub's workflow, GitLab's job; the configuration of pre-commit names our hook."""
    snippets = [yaml.load(text, yaml.BaseLoader) for text in fences("yaml")]
    config, workflow, comment, gitlab = snippets
    for each in (workflow, comment):
        assert schema_errors("vendor.github-workflows", each) == []
    (job,) = gitlab.values()
    assert {"script", "artifacts"} <= set(job)
    assert [command.split()[0] for command in job["script"]] == ["pip", "dataflow", "dataflow", "dataflow"]
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [hook["id"] for hook in config["repos"][0]["hooks"]] == [hook["id"] for hook in hooks]
    uses = workflow["jobs"]["map"]["steps"][1]["with"]
    assert set(uses) <= set(yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"])


def test_the_commands_of_the_gitlab_job_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All but the installation."""
    monkeypatch.chdir(tmp_path)
    assert run(["init", "specs/heart"]) == 0
    assert run(["gaps", "specs/heart", "--baseline", "gaps-baseline.json", "--write-baseline"]) == 0
    job = yaml.safe_load(fences("yaml")[3])["map"]
    for command in job["script"][1:]:
        assert run(shlex.split(command)[1:]) == 0, command
    for report in job["artifacts"]["reports"].values():
        assert Path(report).stat().st_size > 100


def test_the_comment_on_a_pull_request_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command of its job, with another map in place of the target branch."""
    monkeypatch.chdir(tmp_path)
    for folder in ("specs/heart", "before"):
        assert run(["init", folder]) == 0
    steps = yaml.safe_load(fences("yaml")[2])["jobs"]["diff"]["steps"]
    (command,) = [step["run"] for step in steps if step.get("run", "").startswith("dataflow")]
    words = ["before" if word.startswith("git:") else word for word in shlex.split(command)[1:]]
    assert run(words) == 0
    assert Path("changes.md").read_text("utf-8").startswith("## ")


def test_the_hook_is_valid_by_the_schema_of_pre_commit() -> None:
    """And to the requirements of a check across files."""
    document = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    hook, embeds = document
    assert [bool(re.search(embeds["files"], name)) for name in ("a.md", "b.docx", "c.html", "d.pdf")] == [
        *(True, True, True),
        False,
    ]
    assert shlex.split(embeds["entry"]) == ["dataflow", "embed", "--check"]
    assert set(hook) >= {"id", "name", "entry", "language"}
    assert hook["id"] == "dataflow-validate"
    assert hook["pass_filenames"] is False
    assert hook["require_serial"] is True
    assert [bool(re.search(hook["files"], name)) for name in ("a.yaml", "b/c.yml", "a.yaml.txt", "yml")] == [
        True,
        True,
        False,
        False,
    ]
    assert shlex.split(hook["entry"]) == ["dataflow", "validate"]


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a shell script here")
def test_pre_commit_runs_the_hook(tmp_path: Path) -> None:
    """One commit passes, one fails; the hook runs from this checkout instead of an installation."""
    hook, _ = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    program = a_program(tmp_path / "bin")
    repo = tmp_path / "repo"
    (repo / "specs/heart").mkdir(parents=True)
    local = {**hook, "language": "system"}
    (repo / ".pre-commit-config.yaml").write_text(json.dumps({"repos": [{"repo": "local", "hooks": [local]}]}))
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(tmp_path / "cache"),
    }

    def commits(text: str) -> tuple[int, str]:
        (repo / "specs/heart/map.yaml").write_text(text)
        subprocess.run(["git", "add", "-A"], cwd=repo, env=environment, check=True)
        done = subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--all-files"],
            cwd=repo,
            env=environment,
            capture_output=True,
            check=False,
        )
        return done.returncode, done.stdout.decode()

    subprocess.run(["git", "init", "-q"], cwd=repo, env=environment, check=True)
    code, said = commits(GAP)
    assert (code, "Passed" in said) == (0, True), said
    code, said = commits(BROKEN)
    assert code == 1
    assert "DF101" in said


def action() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))  # type: ignore[no-any-return]


def test_the_action_is_valid_by_the_schema_of_github() -> None:
    """And no input is inserted into a script."""
    assert schema_errors("vendor.github-actions", action()) == []
    for step in action()["runs"]["steps"]:
        assert "${{" not in step["run"]
        assert step["shell"] == "bash"
    used = {name for step in action()["runs"]["steps"] for name in re.findall(r"inputs\.([a-z-]+)", str(step["env"]))}
    assert used == set(action()["inputs"])


@pytest.fixture
def job(tmp_path: Path) -> Callable[..., tuple[int, str, str]]:
    """Runs the second step of the action as GitHub does; returns exit code, log and summary."""
    program = a_program(tmp_path / "temp/dataflow/bin")
    step = action()["runs"]["steps"][1]

    def go(**inputs: str) -> tuple[int, str, str]:
        known = {
            f"${{{{ inputs.{name} }}}}": inputs.get(name.replace("-", "_"), given["default"])
            for name, given in action()["inputs"].items()
        }
        assert set(inputs) <= {name.replace("-", "_") for name in action()["inputs"]}
        summary = tmp_path / "summary.md"
        summary.write_text("")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=tmp_path / "work",
            env={
                **os.environ,
                **{name: known[value] for name, value in step["env"].items()},
                "RUNNER_TEMP": str(program.parents[2]),
                "GITHUB_STEP_SUMMARY": str(summary),
            },
            capture_output=True,
            check=False,
        )
        return done.returncode, done.stdout.decode() + done.stderr.decode(), summary.read_text()

    (tmp_path / "work").mkdir()
    return go


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a shell script here")
def test_the_action_annotates_sums_up_and_writes_sarif(
    job: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    """A gap fails where requested; a command in a name has no effect."""
    assert action()["inputs"]["gaps-fail-on"]["default"] == "never"
    odd = "ma'ps $(touch gone) $HOME"
    folder = tmp_path / "work" / odd
    folder.mkdir()
    (folder / "map.yaml").write_text(GAP)
    code, log, summary = job(maps=f"\n{odd}\n", sarif="out", gaps_fail_on="error")
    assert code == 1, log
    assert f"::error file={odd}/map.yaml,line=4" in log
    assert summary.count("## M") == 2
    assert "/map.yaml:4:" in summary
    for name in ("validate", "gaps"):
        written = json.loads((tmp_path / "work/out" / f"{name}.sarif").read_text())
        assert written["runs"][0]["automationDetails"]["id"] == f"dataflow/{name}/m/"
    assert not (tmp_path / "work/gone").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a shell script here")
def test_the_action_fails_on_errors_and_wrong_inputs(
    job: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    """With the exit codes of the command."""
    (tmp_path / "work/map.yaml").write_text(BROKEN)
    code, log, summary = job()
    assert code == 1
    assert re.search(r"^::error file=map\.yaml,.*DF101", log, re.MULTILINE)
    assert "DF101" in summary
    code, log, _ = job(maps="nowhere")
    assert code == 2
    assert "There is no file or folder nowhere." in log

"""The baseline knows an error by what it is about, and loses nothing when several runs write it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Ran

from dataflow.cli import baseline_gate
from dataflow.cli.exits import run

Cli = Callable[[str], Ran]

MAP = """\
map: {id: study, title: Study}
phases: {p: {}}
fields:
  f0: {group: g0}
actors: {a: {records: [{fields: f0, phase: p}]}}
"""


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Runs the command in this process, in a folder with a map that has an error."""
    (tmp_path / "study").mkdir()
    (tmp_path / "study/map.yaml").write_text(MAP)
    monkeypatch.chdir(tmp_path)

    def go(line: str) -> Ran:
        code = run(line.split())
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return go


ANOTHER = {
    "another field": ("  f0: {group: g0}\n", "  f0: {group: g0}\n  f1: {group: g0}\n"),
    "another field instead": ("  f0: {group: g0}\n", "  f1: {group: g0}\n  f0: {}\n"),
    "before the known one": ("  f0: {group: g0}\n", "  f1: {group: g0}\n  f0: {group: g0}\n"),
    "of another kind": ("group: g0", "group: g1"),
}


@pytest.mark.parametrize("change", ANOTHER)
def test_an_error_about_something_else_is_new(cli: Cli, change: str) -> None:
    """Rule, file and message are the same."""
    cli("validate study --baseline b.json --write-baseline")
    assert cli("validate study --baseline b.json --fail-on new").code == 0
    Path("study/map.yaml").write_text(MAP.replace(*ANOTHER[change]))
    ran = cli("validate study --baseline b.json --fail-on new --format json")
    new = [each for each in json.loads(ran.out)["findings"] if not each["known"]]
    assert (ran.code, [each["rule"] for each in new]) == (1, ["DF101"])


@pytest.mark.parametrize(
    ("one", "two"),
    [
        # Two entries of a list, which have the same keys above them.
        (
            MAP.replace("group: g0", "").replace("fields: f0,", "fields: f9,"),
            MAP.replace("group: g0", "").replace(
                "[{fields: f0, phase: p}]", "[{fields: f9, phase: p}, {fields: f9, phase: p}]"
            ),
        ),
        # Two keys that are written twice: the same message, but for the line that it names.
        (
            MAP.replace("{group: g0}", "{label: a, label: b}"),
            MAP.replace("  f0: {group: g0}", "  f0: {label: a, label: b}\n  f1: {label: a, label: b}"),
        ),
        # Repeated statements, which have a subject.
        (
            MAP.replace("group: g0", "").replace("phase: p}]", "phase: p}, {fields: f0, phase: p}]"),
            MAP.replace("group: g0", "").replace("phase: p}]", "phase: p}" + ", {fields: f0, phase: p}" * 2 + "]"),
        ),
    ],
)
def test_occurrences_are_counted(cli: Cli, one: str, two: str) -> None:
    """The same error once more is one more; when lines move, it is the same."""
    Path("study/map.yaml").write_text(one)
    cli("validate study --baseline b.json --write-baseline")
    Path("study/map.yaml").write_text("# moved\n\n" + one)
    assert cli("validate study --baseline b.json --fail-on new").code == 0
    Path("study/map.yaml").write_text(two)
    ran = cli("validate study --baseline b.json --fail-on new --format json")
    assert ran.code == 1
    assert [each["known"] for each in json.loads(ran.out)["findings"]].count(False) == 1
    cli("validate study --baseline b.json --write-baseline")
    assert cli("validate study --baseline b.json --fail-on new").code == 0
    Path("study/map.yaml").write_text(one)
    assert "1 entry of b.json matches nothing any more" in cli("validate study --baseline b.json").err


def test_a_file_from_before_keys_were_noted_covers_one_error(cli: Cli) -> None:
    """Its fingerprint is made of rule, file and message alone, and stands for the first that has these."""
    message = json.loads(cli("validate study --format json").out)["findings"][0]["message"]
    import hashlib

    about = "\0".join(("DF101", "", *[""] * 6, "map.yaml", message))
    entry = {"map": "study", "fingerprint": hashlib.sha256(about.encode()).hexdigest()[:32], "rule": "DF101"}
    Path("b.json").write_text(json.dumps({"version": 1, "findings": [{**entry, "subject": {"file": "map.yaml"}}]}))
    assert cli("validate study --baseline b.json --fail-on new").code == 0
    Path("study/map.yaml").write_text(MAP.replace(*ANOTHER["another field"]))
    ran = cli("validate study --baseline b.json --fail-on new --format json")
    assert (ran.code, [each["known"] for each in json.loads(ran.out)["findings"]]) == (1, [True, False])
    cli("validate study --baseline b.json --write-baseline")
    held = json.loads(Path("b.json").read_text())["findings"]
    assert (len(held), entry["fingerprint"] in str(held)) == (2, False)


@pytest.mark.parametrize("command", ["validate", "gaps"])
def test_a_run_that_writes_and_is_quiet_says_nothing(cli: Cli, command: str) -> None:
    """The baseline is its result; a report that is asked for is still written."""
    Path("study/map.yaml").write_text(MAP.replace("{group: g0}", "{}").replace("records", "needs"))
    if command == "validate":
        Path("study/map.yaml").write_text(MAP)
    ran = cli(f"{command} study --baseline b.json --write-baseline --quiet")
    assert (ran.out, ran.err) == ("", "")
    assert json.loads(Path("b.json").read_text())["findings"]
    assert "findings" in cli(f"{command} study --baseline b.json --write-baseline --quiet --format json").out


def test_a_run_that_writes_keeps_what_another_wrote_meanwhile(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both had read the file before either wrote it."""
    Path("other").mkdir()
    Path("other/map.yaml").write_text(MAP.replace("study", "other"))
    held = baseline_gate.check_maps

    def slow(*arguments: object) -> object:
        monkeypatch.setattr(baseline_gate, "check_maps", held)
        assert cli("validate other --baseline b.json --write-baseline --quiet").code in (0, 1)
        return held(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(baseline_gate, "check_maps", slow)
    cli("validate study --baseline b.json --write-baseline")
    assert {each["map"] for each in json.loads(Path("b.json").read_text())["findings"]} == {"study", "other"}


def test_runs_at_once_lose_nothing(tmp_path: Path) -> None:
    """Several processes write one file."""
    names = [f"m{number}" for number in range(6)]
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "map.yaml").write_text(MAP.replace("study", name))
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "dataflow", "validate", name, "--baseline", "b.json", "--write-baseline"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for name in names
    ]
    assert {each.wait(120) for each in runs} <= {0, 1}
    assert set(re.findall(r'"map": "(\w+)"', (tmp_path / "b.json").read_text())) == set(names)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["b.json", *names]


def test_an_accepted_finding_is_not_new(cli: Cli) -> None:
    """A waiver settles it, so that --only-new has nothing to show of it, whether or not the baseline holds it."""
    waived = MAP.replace("{group: g0}", "{}") + (
        "  b: {needs: [{fields: f0, phase: p}]}\nwaivers: [{rule: DF301, reason: Agreed, actor: b}]\n"
    )
    one, several = (
        "actors: {a: {records: [{fields: f0, phase: p}]}}",
        "actors:\n  a: {records: [{fields: f0, phase: p}]}",
    )
    Path("study/map.yaml").write_text(waived.replace(one, several))
    assert "DF301" in cli("gaps study").out
    cli("gaps study --baseline b.json --write-baseline")
    ran = cli("gaps study --baseline b.json --fail-on new --only-new")
    assert (ran.code, "DF301" in ran.out) == (0, False)


def test_a_baseline_of_a_map_with_another_id_is_noted(cli: Cli) -> None:
    cli("validate study --baseline b.json --write-baseline")
    known = "validate study --baseline b.json --fail-on new"
    assert "only of" not in cli(known).err
    Path("study/map.yaml").write_text(MAP.replace("id: study", "id: course"))
    ran = cli(known)
    assert (ran.code, "note: b.json has no findings of the map course, only of study" in ran.err) == (1, True)
    assert cli(f"{known} --quiet").err == ""

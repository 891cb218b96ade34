"""Files are written whole or not at all, and what an ended process leaves behind is no hindrance."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Ran

from dataflow.base.whole_file import StagedFile, replace_file
from dataflow.cli.exits import run
from dataflow.renderers.layout import embedded

Dataflow = Callable[..., Ran]

KILLED = """\
import os, signal
from pathlib import Path
from dataflow.base import whole_file
staged = whole_file.StagedFile(Path("result.json"), b"half").__enter__()
os.kill(os.getpid(), signal.SIGKILL)
"""


def hidden(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir() if each.name.startswith(".")]


@pytest.mark.skipif(os.name == "nt", reason="Windows tells abandoned files by their age")
def test_what_a_killed_process_left_is_cleared_by_the_next_write(tmp_path: Path) -> None:
    """And what a process is writing right now is left alone."""
    killed = subprocess.run([sys.executable, "-c", KILLED], cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(hidden(tmp_path)) == 1
    with StagedFile(tmp_path / "other.json", b"other") as staged:
        replace_file(tmp_path / "result.json", b"whole")
        assert len(hidden(tmp_path)) == 1
        staged.put_in_place()
    assert hidden(tmp_path) == []
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == {
        "result.json": b"whole",
        "other.json": b"other",
    }


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever fails: the write, or taking the place of the old file."""
    (tmp_path / "a").write_bytes(b"old")
    for what in ("os.fsync", "pathlib.Path.replace"):
        with monkeypatch.context() as broken:

            def fail(*_: object) -> None:
                raise OSError(28, "No space left on device")

            broken.setattr(what, fail)
            with pytest.raises(OSError, match="No space"):
                replace_file(tmp_path / "a", b"new")
        assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a", b"old")]


@pytest.mark.parametrize("left", [["map.yaml"], ["map.yaml", "actors.yaml"], []])
def test_a_first_map_that_was_ended_midway_is_completed(dataflow: Dataflow, tmp_path: Path, left: list[str]) -> None:
    """The same command again; files that somebody else wrote are a hindrance, as before."""
    assert dataflow("init", "whole").code == 0
    (tmp_path / "part").mkdir()
    for name in left:
        (tmp_path / "part" / name).write_bytes((tmp_path / "whole" / name).read_bytes())
    assert dataflow("init", "part").code == 0
    assert {each.name: each.read_bytes() for each in (tmp_path / "part").iterdir()} == {
        each.name: each.read_bytes() for each in (tmp_path / "whole").iterdir()
    }
    (tmp_path / "part/map.yaml").write_text("map: {id: mine, title: Mine}\n")
    (tmp_path / "part/actors.yaml").unlink()
    assert dataflow("init", "part").code == 2
    assert not (tmp_path / "part/actors.yaml").exists()


def test_a_first_map_that_can_not_be_written_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor the folders above it that were made for it."""

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    assert run(["init", str(tmp_path / "new" / "map")]) == 2
    assert list(tmp_path.iterdir()) == []


LONG = "n" * 300


@pytest.mark.parametrize(
    "line",
    [
        f"validate {LONG}",
        f"gaps first -o {LONG}",
        f"gaps first --baseline {LONG}",
        f"render first -o {LONG}.svg",
        f"report first -o {LONG}.html",
        f"export first -o {LONG}.json",
        f"export first --to csv -o {LONG}",
        f"plan first -o {LONG}.yaml",
        f"init {LONG}",
        f"import {LONG}.xlsx -o new",
        f"embed {LONG}.md --map first",
        f"diff first {LONG}",
    ],
)
def test_a_name_that_is_too_long_is_named(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """For every command, whether it is to be read or written."""
    monkeypatch.chdir(tmp_path)
    assert run(["init", "first"]) == 0
    capsys.readouterr()
    assert run(line.split()) == 2
    assert LONG in capsys.readouterr().err


def test_a_name_that_is_just_short_enough_can_be_written(dataflow: Dataflow, tmp_path: Path) -> None:
    """The temporary file beside it has a name of its own."""
    assert dataflow("init", "first").code == 0
    assert dataflow("gaps", "first", "--format", "json", "-o", "n" * 255).code == 0
    assert (tmp_path / ("n" * 255)).exists()


@pytest.mark.skipif(os.name == "nt", reason="a pipe with a path, as bash makes it")
def test_pipes_with_a_path(dataflow: Dataflow, tmp_path: Path) -> None:
    """A result may go into one; a map is not read from one, and the message says how it is."""
    assert dataflow("init", "first").code == 0
    command = f"{sys.executable} -m dataflow gaps first --format json -o >(cat > out.json); wait $!"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(["bash", "-c", command], cwd=tmp_path, env=environment, check=True, timeout=60)
    assert (tmp_path / "out.json").read_text().startswith("{")
    command = f"{sys.executable} -m dataflow validate <(cat first/map.yaml)"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert (done.returncode, b"cat map.yaml | dataflow validate -" in done.stderr) == (2, True)


def test_the_suggested_command_can_be_copied(dataflow: Dataflow, tmp_path: Path) -> None:
    """A path with a space is quoted in it."""
    (tmp_path / "my map").mkdir()
    assert "dataflow init 'my map' writes" in dataflow("validate", "my map").err
    assert "dataflow gaps 'my map'" in dataflow("init", "my map").err
    assert "dataflow trace 'my map' FIELD" in dataflow("trace", "my map").err


def test_a_drawing_without_memory_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another engine would not help."""
    import wasmtime

    def fail() -> None:
        raise wasmtime.WasmtimeError("mmap failed to reserve 0x104000000 bytes")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(embedded, "_module", fail)
    assert run(["init", "first"]) == 0
    capsys.readouterr()
    assert run(["render", "first", "-o", "first.svg"]) == 2
    assert "There is not enough memory" in capsys.readouterr().err
    assert not Path("first.svg").exists()

"""A result that can't be written is refused: files are as before, nothing lies beside them, the reason is said."""

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from robustness.few import SLOW
from robustness.midway import Ended, said_by
from robustness.privileges import modes_hold
from robustness.surroundings import command_lines, largest_file, put_maps, run_into_memory
from robustness.writers import MAP, WRITERS, Files, files, prepare, put, restore

from dataflow.base import whole_file
from dataflow.cli import output

pytestmark = pytest.mark.skipif(os.name == "nt", reason="modes and limits of POSIX")

TOO_LARGE, NO_PERMISSION, NO_SPACE = "file too large", "permission denied", "no space left"


@pytest.fixture(scope="module")
def starts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Files]]:
    """What lies in the folder before each writer. Those that draw for long find no result of an earlier run."""
    found = {}
    with contextlib.chdir(tmp_path_factory.mktemp("start")):
        for name, writer in WRITERS.items():
            restore({})
            found[name] = prepare(writer._replace(first="") if name in SLOW else writer)
    with contextlib.chdir(tmp_path_factory.mktemp("work")):
        yield found


def unrefused(found: Ended, before: Files, reason: str) -> str:
    """Why a run is not the refusal that it has to be."""
    if found.code != 2 or "Traceback" in found.said or reason not in found.said:
        return f"exit code {found.code}: {found.said[-300:]}"
    if files() == before:
        return ""
    now = files()
    return f"changed: {sorted(name for name in {*before, *now} if before.get(name) != now.get(name))}"


def on_full_disk(name: str, before: Files) -> str:
    """The system takes the first 100 bytes of each file."""
    restore(before)
    with largest_file(100):
        found = said_by(WRITERS[name].command)
    return unrefused(found, before, TOO_LARGE)


@contextlib.contextmanager
def small_file_system(folder: Path) -> Iterator[bool]:
    """Within this context, the folder is a file system of 8 MB; False where this machine lets nobody mount one."""
    folder.mkdir()
    mounted = False
    if os.geteuid() == 0 and (mount := shutil.which("mount")):
        done = subprocess.run(
            [mount, "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder], capture_output=True, check=False
        )
        mounted = done.returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", folder], check=True)


def on_full_file_system(name: str, before: Files) -> str:
    """Nothing is left of the file system that the current folder lies in."""
    restore(before)
    rest = Path("..", "rest")
    with rest.open("wb", buffering=0) as filling, contextlib.suppress(OSError):
        while filling.write(bytes(4096)):
            pass
    try:
        found = said_by(WRITERS[name].command)
    finally:
        rest.unlink()
    return unrefused(found, before, NO_SPACE)


def in_read_only_folders(name: str, before: Files) -> str:
    return _read_only(name, before, [path for path in Path().rglob("*") if path.is_dir()] + [Path()], 0o555)


def on_read_only_files(name: str, before: Files) -> str:
    return _read_only(name, before, [path for path in Path().rglob("*") if path.is_file()], 0o444)


def _read_only(name: str, before: Files, kind: list[Path], mode: int) -> str:
    modes = {path: path.stat().st_mode for path in kind}
    for path in kind:
        path.chmod(mode)
    try:
        with modes_hold():
            found = said_by(WRITERS[name].command)
    finally:
        for path, was in modes.items():
            path.chmod(was)
    return unrefused(found, before, NO_PERMISSION)


def test_a_full_disk(
    starts: Mapping[str, Files], counted: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = {name: on_full_disk(name, before) for name, before in starts.items()}
    assert {name: each for name, each in wrong.items() if each} == {}
    monkeypatch.setattr(output, "replace_file", Path.write_bytes)
    planted = [on_full_disk("json", starts["json"]), on_full_disk("svg", starts["svg"])]
    restore(starts["json"])
    planted += [unrefused(Ended(code, TOO_LARGE), files(), TOO_LARGE) for code in (0, 1, 70)]
    counted("full-disk-files", {"commands": len(wrong), "planted faults found": sum(map(bool, planted))})


def test_a_full_file_system(
    starts: Mapping[str, Files],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    record_testsuite_property: Callable[[str, object], None],
) -> None:
    """A real one where it may be mounted; the limit of ``test_a_full_disk`` stands for it elsewhere."""
    with small_file_system(tmp_path / "disk") as is_mounted:
        on_full = on_full_file_system if is_mounted else on_full_disk
        (tmp_path / "disk" / "work").mkdir()
        with contextlib.chdir(tmp_path / "disk" / "work"):
            wrong = {name: on_full(name, before) for name, before in starts.items()}
            monkeypatch.setattr(output, "replace_file", Path.write_bytes)
            torn = on_full("json", starts["json"])
    record_testsuite_property("full file system", "mounted" if is_mounted else "a limit on the size of files")
    assert torn
    assert {name: each for name, each in wrong.items() if each} == {}


def test_read_only(
    starts: Mapping[str, Files],
    tmp_path: Path,
    counted: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Folders and files, for the writers; for all other commands, the map and all that lies beside it."""
    wrong = {}
    for name, before in starts.items():
        restore(before)
        wrong[name] = in_read_only_folders(name, before)
        if name not in (*SLOW, "first map"):  # which make new files
            wrong[f"{name}, files"] = on_read_only_files(name, before)
    assert {name: each for name, each in wrong.items() if each} == {}
    put_maps(tmp_path)
    lines = command_lines()
    with contextlib.chdir(tmp_path):
        plain = [run_into_memory(line) for line in lines]
        for path in (*Path().rglob("*"), Path()):
            path.chmod(0o555 if path.is_dir() else 0o444)
        with modes_hold():
            read = [run_into_memory(line) for line in lines]
        for path in (*Path().rglob("*"), Path()):
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert [line for line, one, two in zip(lines, plain, read, strict=True) if one != two] == []
    restore(starts["json"])
    monkeypatch.setattr(whole_file, "_may_write", lambda path: True)
    planted = [on_read_only_files("json", starts["json"])]
    restore(starts["json"])
    monkeypatch.setattr(output, "replace_file", lambda target, content: None)
    planted += [in_read_only_folders("json", starts["json"]), unrefused(Ended(2, ""), files(), NO_PERMISSION)]
    figures = {"commands that write": len(starts), "runs of them": len(wrong), "command lines that read": len(lines)}
    counted("read-only", {**figures, "planted faults found": sum(map(bool, planted))})


UNREADABLE = sorted({line[0]: line for line in command_lines() if "map" in line}.values())


@pytest.mark.parametrize("line", UNREADABLE, ids=lambda line: line[0])
@pytest.mark.parametrize("what", ["map/map.yaml", "map"])
def test_a_map_that_can_not_be_read_is_named(
    line: list[str], what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_maps(tmp_path)
    monkeypatch.chdir(tmp_path)
    Path(what).chmod(0)
    with modes_hold():
        found = run_into_memory(line)
    Path(what).chmod(0o755)
    said = found.err + found.out.decode()
    assert (found.code in (1, 2), "Traceback" in said) == (True, False)
    assert re.search(r"map.*(permission denied|does not let you open)", said.lower(), re.DOTALL), said


def test_the_modes_hold(tmp_path: Path) -> None:
    """Also for root, so that this file tests what it says."""
    put({str(tmp_path / "file"): MAP.encode()})
    (tmp_path / "file").chmod(0)
    with modes_hold(), pytest.raises(PermissionError):
        (tmp_path / "file").read_bytes()
    (tmp_path / "file").chmod(0o444)
    with modes_hold(), pytest.raises(PermissionError):
        (tmp_path / "file").write_bytes(b"")

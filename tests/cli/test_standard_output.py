"""Whatever a command prints goes out whole, or the command fails: full disk, closed pipe, no buffer."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

MAP = """\
map: {id: study, title: Study}
phases: {p: {}, q: {}}
fields: {x: {}, y: {}}
channels: {letter: {}}
actors:
  a:
    records: [{fields: x, phase: p}]
    shares: [{fields: x, phase: p, to: b, via: letter, status: unknown}]
  b: {needs: [{fields: [x, y], phase: q}]}
"""
COMMANDS = [
    "--version",
    "gaps --help",
    "validate broken",
    "gaps study",
    "holdings study --format csv --dialect excel-da",
    "stats study",
    "render study",
    "export study --to json",
    "export study --to xlsx",
    "rules",
    "rule DF301",
    "schema",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound map and a broken one."""
    path = tmp_path_factory.mktemp("maps")
    for name, text in {"study": MAP, "broken": "map: {id: a, title: A}\nfields: {x: {grup: y}}\n"}.items():
        (path / name).mkdir()
        (path / name / "map.yaml").write_text(text)
    return path


def run(folder: Path, command: str, out: int, *, buffered: bool, preexec: object = None) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, *([] if buffered else ["-u"]), "-m", "dataflow", *command.split()],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=out,
        stderr=subprocess.PIPE,
        preexec_fn=preexec,  # type: ignore[call-overload]
        check=False,
    )
    return done.returncode, done.stderr.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_is_an_error(folder: Path, command: str) -> None:
    """2, and one line that says why, also without a buffer."""
    full = os.open("/dev/full", os.O_WRONLY)
    code, said = run(folder, command, full, buffered=False)
    os.close(full)
    assert (code, said.splitlines()[-1]) == (
        2,
        "dataflow: The result could not be written to standard output: no space left on device.",
    )


@pytest.mark.skipif(os.name == "nt", reason="closes a stream as a shell does")
@pytest.mark.parametrize("command", ["--version", "gaps --help", "gaps study", "render study", "rule DF301"])
def test_a_closed_stream_is_an_error_and_a_closed_pipe_has_its_code(folder: Path, command: str) -> None:
    """2 with one line, as there is nowhere to write; 141 without a word, as the reader has seen enough."""
    code, said = run(folder, command, subprocess.DEVNULL, buffered=True, preexec=lambda: os.close(1))
    assert (code, said.splitlines()[-1]) == (
        2,
        "dataflow: The result could not be written to standard output: it is closed.",
    )
    read, pipe = os.pipe()
    os.close(read)
    assert run(folder, command, pipe, buffered=False)[0] == 141
    os.close(pipe)


def _small_files() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


@pytest.mark.skipif(os.name == "nt", reason="no limit for the size of files there")
@pytest.mark.parametrize("buffered", [True, False])
@pytest.mark.parametrize("command", ["schema", "export study --to xlsx", "rules --format json"])
def test_a_result_that_is_cut_off_is_an_error(folder: Path, tmp_path: Path, command: str, buffered: bool) -> None:
    """The system takes the first 4,096 bytes and refuses the rest, as a disk does that gets full."""
    with (tmp_path / "result").open("wb") as file:
        code, said = run(folder, command, file.fileno(), buffered=buffered, preexec=_small_files)
    assert (tmp_path / "result").stat().st_size == 4096
    assert (code, said) == (2, "dataflow: The result could not be written to standard output: file too large.\n")


@pytest.mark.parametrize("buffered", [True, False])
def test_a_reader_that_stops_early(folder: Path, buffered: bool) -> None:
    """As ``head`` does: 141, as for other programs, and not a word."""
    read, pipe = os.pipe()
    writer = subprocess.Popen(
        [sys.executable, *([] if buffered else ["-u"]), "-m", "dataflow", "render", "study", "--format", "html"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=pipe,
        stderr=subprocess.PIPE,
    )
    os.close(pipe)
    assert len(os.read(read, 10)) == 10
    os.close(read)
    _, said = writer.communicate(timeout=60)
    assert (writer.returncode, said) == (141, b"")


@pytest.mark.skipif(os.name == "nt", reason="closes a stream as a shell does")
def test_without_a_result_nothing_is_lost(folder: Path) -> None:
    """What says nothing on standard output may have it closed."""
    for command in ("export study -o study.json", "stats study -o stats.json"):
        assert run(folder, command, subprocess.DEVNULL, buffered=True, preexec=lambda: os.close(1))[0] == 0

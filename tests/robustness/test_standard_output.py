"""Whatever a command prints goes out whole, or the command fails: full disk, no buffer, closed pipe, code page."""

import contextlib
import errno
import html
import io
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from conftest import ROOT
from robustness.surroundings import (
    Printed,
    Sink,
    closed_pipe,
    command_lines,
    full_device,
    largest_file,
    put_maps,
    run_into_memory,
    run_on,
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="streams and limits of POSIX")

Whole = dict[tuple[str, ...], Printed]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    """What each command prints where all is well; one stands in a folder with the maps."""
    folder = tmp_path_factory.mktemp("maps")
    put_maps(folder)
    with contextlib.chdir(folder):
        yield {tuple(line): run_into_memory(line) for line in command_lines()}


def test_every_command_prints(whole: Whole) -> None:
    """So that what is tried below is more than messages of errors."""
    assert {line: found.err for line, found in whole.items() if found.code not in (0, 1)} == {}
    assert all(found.out for found in whole.values())


def unsaid(found: Printed, code: int, said: str) -> str:
    """Why a run is not the failure that it has to be: this code, and these words in one line at the end."""
    last = (found.err.splitlines() or [""])[-1]
    if found.code != code or "Traceback" in found.err:
        return f"exit code {found.code}: {found.err[-300:]}"
    return "" if last == said or not said else f"says {last!r}"


NOT_WRITTEN = "dataflow: The result could not be written to standard output: {}."
FULL = NOT_WRITTEN.format("no space left on device")
TOO_LARGE = NOT_WRITTEN.format("file too large")
CLOSED = NOT_WRITTEN.format("it is closed")


def on_full_device(line: Sequence[str], buffered: bool) -> str:
    with full_device() as device:
        return unsaid(run_on(device, line, buffered=buffered), 2, FULL)


def cut_off(line: Sequence[str], size: int, path: Path, buffered: bool) -> str:
    """The system takes half of the result and refuses the rest, as a disk does that gets full."""
    with io.FileIO(path, "w") as file, largest_file(size // 2):
        said = unsaid(run_on(file, line, buffered=buffered), 2, TOO_LARGE)
    return said or ("" if path.stat().st_size == size // 2 else f"{path.stat().st_size} of {size} bytes")


LIES = (Printed(0, b"", ""), Printed(2, b"", ""), Printed(1, b"", FULL), Printed(2, b"", f"Traceback\n{FULL}"))
"""Ends that are not what has to happen."""


def planted() -> int:
    return sum(bool(unsaid(each, 2, FULL)) for each in LIES)


def test_a_full_disk(whole: Whole, tmp_path: Path, counted: Callable[..., None]) -> None:
    wrong = {}
    for line, found in whole.items():
        wrong[line] = on_full_device(line, True) or cut_off(line, len(found.out), tmp_path / "result", True)
    assert {line: each for line, each in wrong.items() if each} == {}
    figures = {"command lines": len(whole), "runs": 2 * len(whole)}
    counted("full-disk", {**figures, "planted faults found": planted()})


def test_without_a_buffer(whole: Whole, tmp_path: Path, counted: Callable[..., None]) -> None:
    """As with ``PYTHONUNBUFFERED``: also where the system takes a part of what is written, and says so to nobody."""
    wrong = {}
    for line, found in whole.items():
        sink = Sink(at_once=1000)
        run = run_on(sink, line, buffered=False)
        said = "" if (run.code, bytes(sink.taken)) == (found.code, found.out) else f"{len(sink.taken)} bytes, {run}"
        wrong[line] = said or on_full_device(line, False) or cut_off(line, len(found.out), tmp_path / "r", False)
    assert {line: each for line, each in wrong.items() if each} == {}
    figures = {"command lines": len(whole), "runs": 3 * len(whole)}
    counted("unbuffered", {**figures, "planted faults found": planted()})


def test_closed_pipes(whole: Whole, counted: Callable[..., None]) -> None:
    """The reader has gone, or goes after two bytes; a stream is closed from the beginning."""
    wrong = {}
    for line, found in whole.items():
        with closed_pipe() as pipe:
            said = unsaid(run := run_on(pipe, line), 141, "") or run.err[len(found.err) :]
        sink = Sink(altogether=2, error=BrokenPipeError(errno.EPIPE, "Broken pipe"))
        said = said or unsaid(run := run_on(sink, line, buffered=False), 141, "") or run.err[len(found.err) :]
        said = said or unsaid(run_on(None, line), 2, CLOSED)
        with contextlib.redirect_stderr(None):
            quiet = run_into_memory(line)
        wrong[line] = said or ("" if quiet.out == found.out else "another result without standard error")
    assert {line: each for line, each in wrong.items() if each} == {}
    figures = {"command lines": len(whole), "runs": 4 * len(whole)}
    counted("closed-pipes", {**figures, "planted faults found": planted()})


CODE_PAGES = ("ascii", "cp850", "cp1250", "cp1252", "latin-1")
READERS: Mapping[str, Callable[[str], object]] = {
    **dict.fromkeys(('{\n  "', "[\n  {"), json.loads),
    "<?xml": ET.canonicalize,
    "<!DOC": html.unescape,
}
"""What reads the results that are data, by their first characters."""


def garbled(found: Printed, plain: Printed, encoding: str) -> str:
    """Why a result is not the plain one, with escapes for what the code page lacks, or not the same data."""
    if found.code != plain.code or "Error" in found.err:
        return f"exit code {found.code}: {found.err[-300:]}"
    text = plain.out.decode().removeprefix("\ufeff")
    try:
        read = READERS.get(text[:5])
        is_same = (
            found.out == text.encode(encoding, "backslashreplace")
            if read is None
            else read(found.out.decode("utf-8")) == read(text)
        )
    except (ValueError, ET.ParseError) as error:
        return str(error)
    return "" if is_same else f"{found.out[:200]!r}"


def test_code_pages(whole: Whole, counted: Callable[..., None]) -> None:
    """Of consoles in Europe, which lack most of the letters of the map."""
    texts = {line: found for line, found in whole.items() if line[0] not in ("render", "export")}
    wrong = {}
    for encoding in CODE_PAGES:
        for line, plain in texts.items():
            found = run_into_memory(line, encoding=encoding)
            wrong[encoding, *line] = garbled(found, plain, encoding)
    assert {line: each for line, each in wrong.items() if each} == {}
    lies = (("Vægt", b"V\xe6gt"), ("Vægt", b"V?gt"), ("Vægt", b"Vgt"), ('{\n  "a": "æ"}', b'{\n  "a": "\\xe6"}'))
    planted = [garbled(Printed(0, lie, ""), Printed(0, text.encode(), ""), "ascii") for text, lie in lies]
    figures = {"code pages": len(CODE_PAGES), "command lines": len(texts), "runs": len(wrong)}
    counted("code-pages", {**figures, "planted faults found": sum(map(bool, planted))})


# The same in processes of their own, as a shell begins them.


def shell(command: str, **environment: str) -> tuple[int, bytes, str]:
    """Runs a command of bash with ``dataflow`` in it."""
    line = command.replace("dataflow", f"{sys.executable} -m dataflow")
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr.decode()


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("dataflow gaps map --lang en > /dev/full", 2, FULL),
        ("PYTHONUNBUFFERED=1 dataflow export map --to xlsx > /dev/full", 2, FULL),
        ("ulimit -f 4; PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 dataflow schema > result", 2, TOO_LARGE),
        ("dataflow --version > /dev/full", 2, FULL),
        ("dataflow gaps map >&-", 2, CLOSED),
        ("dataflow gaps map >&- 2>&-", 2, ""),
        ("dataflow gaps map --format json 2>&- | head -c 1", 0, ""),
        ("dataflow stats map -o stats.json >&-", 0, ""),
        ("dataflow render map --format html | head -c 10", 141, ""),
        ("PYTHONUNBUFFERED=1 dataflow schema | head -c 10", 141, ""),
    ],
)
@pytest.mark.usefixtures("whole")
def test_in_a_shell(command: str, code: int, said: str) -> None:
    if "/dev/full" in command and not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    found, _, err = shell(command)
    assert (found, err.strip()) == (code, said)


def test_a_console_of_plain_ascii(whole: Whole, tmp_path: Path) -> None:
    """Without a locale, also for a folder with letters in its name: the result is the same, or has escapes."""
    (tmp_path / "kort æøå").mkdir()
    (tmp_path / "kort æøå/map.yaml").write_bytes(Path("map/map.yaml").read_bytes())
    plain = whole["gaps", "map", "--ids", "--format", "text"].out.decode()
    command = f"dataflow gaps '{tmp_path}/kort æøå' --ids --format text"
    for environment in (
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "cp850"},
    ):
        code, out, err = shell(command, **environment)
        assert (code, err) == (0, "")
        assert out.decode("cp850").count("\\") > 5
        assert len(out.splitlines()) == len(plain.splitlines())

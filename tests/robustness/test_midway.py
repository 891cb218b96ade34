"""No command that is killed or interrupted midway leaves half a file, and none that writes beside another.

A few of each for every command that writes files; ``make kills`` kills each 200 times.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from robustness import beside, few, interrupts, kills, midway
from robustness.counts import read_count
from robustness.writers import WRITERS

from dataflow.cli import output

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork")


@pytest.fixture(scope="module")
def tried() -> Any:
    """What was tried of every writer, and what was wrong."""
    done = subprocess.run(
        [sys.executable, "-m", "robustness.few"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def torn_writer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that writes over the old file, so that anybody may see half of it."""

    def torn(target: Path, content: bytes) -> None:
        with target.open("wb") as file:
            file.write(content[:100])
            file.flush()
            file.write(content[100:])

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(output, "replace_file", torn)
    monkeypatch.setattr(midway, "PARTS", (__file__,))


def test_a_few_kills_of_each_writer(tried: Any) -> None:
    assert tried["wrong"]["kills"] == []


@pytest.mark.usefixtures("torn_writer")
def test_a_torn_file_is_seen() -> None:
    assert kills.tried(midway.measured(WRITERS["json"]), 12).torn


def test_each_writer_was_killed_as_often_as_the_page_says() -> None:
    count = read_count("kills")
    assert count["writers"] == len(WRITERS)
    assert count["kills"] >= 200 * len(WRITERS)
    assert count["at a step of the writer"] >= 20 * len(WRITERS)


@pytest.mark.usefixtures("torn_writer")
def test_ctrl_c(tried: Any, counted: Callable[..., None]) -> None:
    """At a step of a writer, and at random moments."""
    assert tried["wrong"]["interrupts"] == []
    known = midway.measured(WRITERS["json"])
    planted = bool(interrupts.interrupted(known, 12, 0)[1])
    planted += bool(interrupts.fault(known, 1, midway.Ended(1, "Traceback (most recent call last):")))
    planted += bool(interrupts.fault(known, 1, midway.Ended(130, "Traceback (most recent call last):")))
    figures = {"commands": len(WRITERS), "interrupts": tried["tried"]["interrupts"]}
    counted("ctrl-c", {**figures, "planted faults found": planted})


INITIALIZE = b'{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"processId": null, "capabilities": {}}}'


def test_ctrl_c_in_the_language_server() -> None:
    """``dataflow watch`` is in ``tests/cli/test_watch.py``."""
    server = subprocess.Popen(
        [sys.executable, "-m", "dataflow", "lsp"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert server.stdin is not None and server.stdout is not None
    server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(INITIALIZE), INITIALIZE))
    server.stdin.flush()
    assert server.stdout.readline().startswith(b"Content-Length")
    server.send_signal(signal.SIGINT)
    assert server.wait(60) == 130  # before its input is closed, which ends it, too
    assert server.communicate()[1] == b""


@pytest.mark.usefixtures("torn_writer")
def test_two_at_once(tried: Any, counted: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Another command writes the same files, from beginning to end, at a step of a writer."""
    assert tried["wrong"]["at once"] == []
    known = midway.measured(WRITERS["json"])
    planted = bool(beside.tried(known, range(1, known.steps + 1)))
    # Without the look at what the file holds by now, what the other command brought in is lost.
    monkeypatch.setattr(midway, "PARTS", (output.__file__,))
    monkeypatch.setattr(output, "_check_unchanged", lambda was: None)
    planted += bool(beside.tried(midway.measured(WRITERS["import"]), [1]))
    # Without the lock, the files of one result are mixed with those of another.
    monkeypatch.setattr(output, "locked", lambda folder: contextlib.nullcontext())
    figures = {"pairs of commands": len(WRITERS) - len(few.SLOW), "runs": tried["tried"]["pairs"]}
    known = midway.measured(WRITERS["Markdown report and its pictures"])
    planted += bool(beside.tried(known, [known.steps - 5]))
    counted("two-at-once", {**figures, "planted faults found": planted})

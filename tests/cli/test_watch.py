"""``dataflow watch`` in a process of its own: what it says after a save, how it ends, and what its page gives out."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue

import pytest
from conftest import ROOT

from dataflow.cli.watching.checks import check
from dataflow.project import Project
from dataflow.reports import ReportOptions

MAP = """\
map: {id: study, title: Study}
phases: {visit: {}, later: {}}
fields: {weight: {label: Body weight}}
channels: {letter: {}}
actors:
  clinic: {records: [{fields: weight, phase: visit}]%s}
  gp: {needs: [{fields: weight, phase: later}]}
"""
GAP = MAP % ""
SOUND = MAP % ", shares: [{fields: weight, phase: visit, to: gp, via: letter}]"
WAIT = 60


class Watch:
    """The command at work; what it says is read line by line."""

    def __init__(self, *arguments: str, cwd: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "dataflow", "watch", *arguments, "--lang", "en"],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._lines: Queue[str] = Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put(line.rstrip("\n"))

    def until(self, words: str) -> list[str]:
        """The lines up to the first that holds the words."""
        lines = [self._lines.get(timeout=WAIT)]
        while words not in lines[-1]:
            lines.append(self._lines.get(timeout=WAIT))
        return lines

    def address(self) -> tuple[str, int]:
        """The host and port of the page."""
        host, port = self.until("http://")[-1].split("//")[1].strip("/").split(":")
        return host, int(port)


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Callable[..., Watch]]:
    """Begins to watch a map with a gap."""
    (tmp_path / "map.yaml").write_text(GAP)
    begun: list[Watch] = []

    def begin(*arguments: str) -> Watch:
        begun.append(Watch(".", *arguments, cwd=tmp_path))
        return begun[-1]

    yield begin
    for each in begun:
        each.process.kill()
        each.process.communicate()


def get(address: tuple[str, int], path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    """The answer to a request."""
    connection = http.client.HTTPConnection(*address, timeout=WAIT)
    connection.request(method, path, headers=headers)
    return connection.getresponse()


def test_a_save_is_checked_and_what_changed_is_said(watch: Callable[..., Watch], tmp_path: Path) -> None:
    watching = watch()
    watching.until("study: 1 error")
    (tmp_path / "map.yaml").write_text(SOUND)
    assert "Saved: map.yaml" in watching.until("Saved")
    said = watching.until("study:")
    assert any(line.startswith("Solved: ") and "body weight" in line for line in said)
    (tmp_path / "map.yaml").write_text(SOUND + "# a comment\n")
    assert "No finding came or went." in watching.until("study:")
    (tmp_path / "map.yaml").write_text(GAP)
    assert "New:" in watching.until("study: 1 error")


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (SOUND, "Solved: gp needs"),
        (GAP.replace("needs: [{fields: weight, phase: later}]", ""), "No longer needed: gp needs"),
        (GAP.replace("phase: later}]", "phase: later, status: retired}]"), "No longer needed: gp needs"),
        (GAP.replace("  gp: {", "  doctor: {"), "No longer needed: gp needs"),
    ],
)
def test_what_is_no_longer_needed_is_not_said_to_be_solved(after: str, said: str) -> None:
    """Its finding is closed, but the need was taken out, not met."""
    before = Project({"map.yaml": GAP.encode()})
    lines = check(Project({"map.yaml": after.encode()}), before, Path("map.yaml"), ReportOptions()).lines
    assert [line for line in lines.splitlines() if line.startswith(said)]
    assert ("Solved" in lines) == said.startswith("Solved")


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (None, ["The map has no errors any more."]),
        (GAP, ["The map has no errors any more, and the findings are those of before the errors."]),
        (SOUND, ["The map has no errors any more.", "Solved: Without letter"]),
    ],
)
def test_that_errors_are_gone_is_said(before: str | None, said: list[str]) -> None:
    """Also where no finding came or went since the map was last sound."""
    last = None if before is None else Project({"map.yaml": before.encode()})
    project = Project({"map.yaml": GAP.encode()})
    lines = check(project, last, Path("map.yaml"), ReportOptions(), was_broken=True).lines.splitlines()
    assert all(line.startswith(words) for line, words in zip(lines, said, strict=False))
    assert len(lines) >= len(said)
    assert check(project, None, Path("map.yaml"), ReportOptions()).lines == ""


def test_half_a_file_and_a_lost_one_are_survived(watch: Callable[..., Watch], tmp_path: Path) -> None:
    watching = watch()
    watching.until("study: 1 error")
    (tmp_path / "map.yaml").write_text(GAP[:20])
    watching.until("DF002")
    replacement = tmp_path / "new"
    replacement.write_text(SOUND)
    replacement.replace(tmp_path / "map.yaml")
    assert "The map has no errors any more." in watching.until("study:")
    (tmp_path / "map.yaml").unlink()
    watching.until("Saved: map.yaml")
    (tmp_path / "map.yaml").write_text(GAP)
    watching.until("study: 1 error")


def test_a_map_below_is_watched_too(watch: Callable[..., Watch], tmp_path: Path) -> None:
    (tmp_path / "up").mkdir()
    (tmp_path / "map.yaml").unlink(missing_ok=True)
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "map.yaml").write_text(GAP)
    (tmp_path / "up" / "map.yaml").write_text("map: {id: up, title: Up, extends: ../base}\n")
    watching = Watch("up", cwd=tmp_path)
    try:
        watching.until("up: 1 error")
        (tmp_path / "base" / "map.yaml").write_text(SOUND)
        watching.until("Saved: ../base/map.yaml")
        watching.until("up:")
    finally:
        watching.process.kill()
        watching.process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly(number: signal.Signals, watch: Callable[..., Watch]) -> None:
    """With code 0, without a word on standard error; the port is free again."""
    watching = watch("--page")
    address = watching.address()
    watching.until("study: 1 error")
    watching.process.send_signal(number)
    assert watching.process.wait(WAIT) == 0
    assert watching.process.stderr is not None and watching.process.stderr.read() == ""
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(address)


def test_the_page_gives_out_the_map_and_nothing_else(watch: Callable[..., Watch], tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    watching = watch("--page")
    address = watching.address()
    assert address[0] == "127.0.0.1"
    watching.until("study: 1 error")
    state = json.loads(get(address, "/state").read())
    assert (state["broken"], state["heading"].startswith("study: 1 error")) == (False, True)
    assert get(address, "/").status == get(address, "/", "HEAD").status == 200
    for path in (
        "/secret.txt",
        "/../secret.txt",
        "/map.yaml",
        "/server.py",
        "/state?x",
        "/%2e%2e/secret.txt",
    ):
        assert get(address, path).status == 404, path
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE"):
        assert get(address, "/state", method).status == 501, method
    for host in ("example.org", "example.org:80", f"127.0.0.1.example.org:{address[1]}", "localhost"):
        assert get(address, "/state", Host=host).status == 403, host
    answer = get(address, "/state", Origin="https://example.org")
    assert answer.getheader("Access-Control-Allow-Origin") is None
    assert answer.getheader("Cross-Origin-Resource-Policy") == "same-origin"
    assert "frame-ancestors 'none'" in (get(address, "/").getheader("Content-Security-Policy") or "")


def test_a_port_in_use_is_named(watch: Callable[..., Watch]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        watching = watch("--port", str(other.getsockname()[1]))
        assert watching.process.wait(WAIT) == 2
        assert watching.process.stderr is not None
        assert str(other.getsockname()[1]) in watching.process.stderr.read()


def test_two_watch_beside_each_other(watch: Callable[..., Watch]) -> None:
    """The second takes the next port."""
    assert watch("--page").address() != watch("--page").address()


@pytest.mark.parametrize(("number", "state"), [(signal.SIGINT, "drawn"), (signal.SIGKILL, "drawing")])
def test_nothing_is_left_behind(
    number: signal.Signals,
    state: str,
    watch: Callable[..., Watch],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Even of a run that is killed while it draws: nothing that it makes has a name on the disk."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    watching = watch("--page")
    address = watching.address()
    while not json.loads(get(address, "/state").read())[state]:
        time.sleep(0.02)
        assert watching.process.poll() is None
    assert state == "drawing" or "body weight" in get(address, "/map").read().decode()
    watching.process.send_signal(number)
    watching.process.wait(WAIT)
    assert list(temporary.iterdir()) == []
    shutil.rmtree(temporary)

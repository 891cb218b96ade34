"""No command that is ended midway leaves half a file; ``make kills`` tries it 200 times with each."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from robustness.counts import read_count


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_a_few_kills_of_each_writer() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "robustness.kills", "--kills", "3"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_a_torn_file_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the writer writes over the old file, a kill in between is found."""
    from robustness import kills

    from dataflow.cli import output

    def torn(target: Path, content: bytes) -> None:
        with target.open("wb") as file:
            file.write(content[:100])
            file.flush()
            file.write(content[100:])

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(output, "replace_file", torn)
    monkeypatch.setattr(kills, "PARTS", (__file__,))
    assert kills.tried(kills.WRITERS["json"], 12).torn


def test_each_writer_was_killed_as_often_as_the_page_says() -> None:
    from robustness.kills import WRITERS

    count = read_count("kills")
    assert count["writers"] == len(WRITERS)
    assert count["kills"] >= 200 * len(WRITERS)
    assert count["at a step of the writer"] >= 20 * len(WRITERS)

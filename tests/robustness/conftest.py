"""What the tests of robustness share: counting, and the command line within this process."""

import os
import re
from collections.abc import Callable

import pytest
from conftest import Ran
from robustness.counts import read_count, too_few, write_count

from dataflow.cli.exits import run

ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Characters that act on a terminal, a log or a page rather than being seen."""


@pytest.fixture
def counted() -> Callable[..., None]:
    """Says what a test tried, by its row. Fails where it is less than the page says."""

    def put(row: str, figures: dict[str, int]) -> None:
        if os.environ.get("DATAFLOW_UPDATE_DOCS"):
            assert too_few(row, figures, {}) == []
            write_count(row, figures)
        assert too_few(row, figures, read_count(row)) == []

    return put


@pytest.fixture
def ran(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs a command in this process."""

    def run_here(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run([str(each) for each in arguments])
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return run_here


def refused(found: Ran) -> str:
    """Why a run is not the refusal of a file that it should be; empty where it is."""
    text = found.out + found.err
    if found.code not in (1, 2):
        return f"exit code {found.code}"
    if "Traceback" in text:
        return "a traceback"
    if len(text) > 200_000:
        return f"{len(text)} characters"
    acting = ACTING.search(text)
    if acting:
        return f"{acting.group()!a} in the output"
    return "" if "DF00" in text else f"no finding: {text[:200]!r}"

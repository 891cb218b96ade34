"""``change.md`` shows what the commands print; ``DATAFLOW_UPDATE_DOCS=1`` writes the blocks anew, to be read."""

import os
import re
import shlex

import pytest
from conftest import ROOT

from dataflow.cli.exits import run

PAGE = ROOT / "docs" / "change.md"
BLOCK = re.compile(r"^```text (dataflow [^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_page_shows_what_is_printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The beginning of it, as many lines as are shown."""
    monkeypatch.chdir(ROOT)
    text = PAGE.read_text("utf-8")
    shown = dict(BLOCK.findall(text))
    assert shown
    for command, lines in shown.items():
        run(shlex.split(command)[1:])
        printed = capsys.readouterr().out.splitlines(keepends=True)
        beginning = "".join(printed[: lines.count("\n")])
        if os.environ.get("DATAFLOW_UPDATE_DOCS") == "1":
            PAGE.write_text(PAGE.read_text("utf-8").replace(lines, beginning), "utf-8")
        else:
            assert lines == beginning

"""The gallery shows every view, in both languages, as it is drawn today."""

import re
import shlex
from pathlib import Path

import pytest
from conftest import ROOT

from dataflow.cli.exits import run
from dataflow.views import views

PAGE = (ROOT / "docs" / "gallery.md").read_text("utf-8")
COMMANDS = [shlex.split(line) for line in re.findall(r"^dataflow (render .*)$", PAGE, flags=re.MULTILINE)]


def output(command: list[str]) -> str:
    return command[command.index("-o") + 1]


@pytest.mark.usefixtures("each_map_once")
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: Path(output(command)).name)
def test_a_picture_is_fresh(command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``make pictures`` draws them anew."""
    monkeypatch.chdir(ROOT)
    drawn = tmp_path / "drawn.svg"
    assert run([*command[:-1], str(drawn)]) == 0
    assert drawn.read_bytes() == (ROOT / output(command)).read_bytes()


def test_every_view_is_shown_in_both_languages() -> None:
    """The page that one clicks through has a document of its own."""
    shown = {
        (command[command.index("--view") + 1].partition(":")[0], command[command.index("--lang") + 1])
        for command in COMMANDS
    }
    assert shown == {(view, language) for view in views() if view != "explorer" for language in ("en", "da")}


def test_every_picture_is_on_the_page() -> None:
    """And none lies about that nobody made."""
    made = {Path(output(command)).name for command in COMMANDS}
    assert made == {path.name for path in (ROOT / "docs" / "gallery").iterdir()}
    english = {name for name in made if name.endswith(".en.svg")}
    assert english == {Path(path).name for path in re.findall(r"!\[[^]]+\]\(([^)]+)\)", PAGE)}

"""What the README shows is what the tool gives."""

import re

import pytest
from conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def test_the_gaps_shown_are_among_those_found(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Line by line, as ``dataflow gaps specs/ihd --lang en`` prints them."""
    from dataflow.cli.exits import run

    monkeypatch.chdir(ROOT)
    assert run(["gaps", "specs/ihd", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    (shown,) = re.findall(r"```text\n(specs/.*?)```", README, flags=re.DOTALL)
    blocks = shown.strip().split("\n\n")
    assert len(blocks) > 1
    for block in blocks:
        assert block in out


def test_the_map_of_the_code_names_every_folder() -> None:
    """And nothing that there is not."""
    folders = {path.parent.name for path in (ROOT / "dataflow").glob("*/__init__.py")}
    named = set(re.findall(r"^\| \d+ \| `(\w+)/` \|", README, flags=re.MULTILINE))
    assert named == folders


def test_every_page_it_links_to_is_there() -> None:
    """Relative links only."""
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target

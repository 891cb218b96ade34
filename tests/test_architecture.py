"""The house: floors, laws, and files short enough to read."""

import ast
import os
import re
from pathlib import Path

import pytest
from conftest import ROOT
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

PACKAGE = ROOT / "dataflow"
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 400


def test_each_floor_uses_only_the_floors_below(monkeypatch: pytest.MonkeyPatch) -> None:
    """The contracts in pyproject.toml, all folders taken in."""
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == EXIT_STATUS_SUCCESS


@pytest.mark.parametrize(
    "folder",
    ["base", "language", "model", "analysis", "rules", "views", "drawings", "reports", "cli", "cli/commands"],
)
def test_each_folder_states_its_law(folder: str) -> None:
    """In the docstring of its ``__init__.py``."""
    docstring = ast.get_docstring(ast.parse((PACKAGE / folder / "__init__.py").read_text("utf-8")))
    assert docstring
    assert "Law:" in docstring


@pytest.mark.parametrize("file", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_says_what_it_is_and_is_short(file: Path) -> None:
    """A docstring on top, and no second noun hiding below."""
    text = file.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= LONGEST


def test_no_names_that_say_nothing() -> None:
    """No utils, helpers, managers, core or common."""
    empty = {"utils", "util", "helpers", "helper", "managers", "manager", "core", "common", "misc"}
    assert not empty & {part for file in FILES for part in file.relative_to(PACKAGE).with_suffix("").parts}


def test_pydantic_stays_at_the_edge() -> None:
    """Only the reader of specs knows it."""
    users = {file.relative_to(PACKAGE).parts[0] for file in FILES if "pydantic" in _imports(file)}
    assert users == {"language"}


def _imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_nothing_of_one_machine_is_in_the_files() -> None:
    """No path of a home or a workplace."""
    home = re.compile(rb"/(?:home|Users|root)/\w|C:\\Users")
    for folder in ("dataflow", "specs", "docs", "tests"):
        for path, _, names in os.walk(ROOT / folder):
            for name in names:
                if name.endswith((".py", ".yaml", ".md", ".sh", ".txt")) and name != Path(__file__).name:
                    text = (Path(path) / name).read_bytes()
                    assert not home.search(text), name

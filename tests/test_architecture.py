"""The house: floors, laws, and files short enough to read."""

import ast
import io
import os
import re
import tokenize
from collections.abc import Iterator
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
    sorted(set(PACKAGE.rglob("__init__.py")) - {PACKAGE / "__init__.py"}),
    ids=lambda path: str(path.parent.relative_to(PACKAGE)),
)
def test_each_folder_states_its_law(folder: Path) -> None:
    """In the docstring of its ``__init__.py``."""
    docstring = ast.get_docstring(ast.parse(folder.read_text("utf-8")))
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


@pytest.mark.parametrize("folder", ["dataflow", "tests"])
def test_what_a_docstring_or_comment_cites_exists(folder: str) -> None:
    """Pages of ``docs/`` and their sections, as in ``language.md``, "Who holds what", "What is not known"; files."""
    wrong = [
        f"{file.relative_to(ROOT)}: {fault}"
        for file in sorted((ROOT / folder).rglob("*.py"))
        for remark in remarks_in(file.read_text("utf-8"))
        for fault in false_citations(remark)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("remark", "wrong"),
    [
        ('As in ``language.md``, "Who holds\nwhat", "What is not known": all of it.', []),
        ("``evidence.md`` and ``analysis.md``", []),
        ('``language.md``, "Who holds what", "Who has it"', ["language.md has no section 'Who has it'"]),
        ("``interface.md``", ["there is no docs/interface.md"]),
        (
            "language.md says so, or ``docs/language.md``",
            ["language.md is not cited as ``page.md``", "docs/language.md is not cited as ``page.md``"],
        ),
        ("``language.md``, section 5", ["a section is cited by its number"]),
        ("``ranks.py`` and ``language/plain.py``", ["there is no language/plain.py"]),
    ],
)
def test_a_false_citation_is_seen(remark: str, wrong: list[str]) -> None:
    """The check would not let everything through."""
    assert list(false_citations(" ".join(remark.split()))) == wrong


def remarks_in(source: str) -> Iterator[str]:
    """The docstrings, those of attributes too, and the comments, each on one line; comments in a row are one."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield " ".join(node.value.value.split())
    comments: list[str] = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            comments += token.string.lstrip("#").split()
        elif token.type not in (tokenize.NL, tokenize.INDENT, tokenize.DEDENT) and comments:
            yield " ".join(comments)
            comments = []


def false_citations(remark: str) -> Iterator[str]:
    """What is wrong with the pages, sections and files that a remark cites."""
    for name, titles in re.findall(r'``([\w-]+\.md)``((?:, "[^"]+")*)', remark):
        page = ROOT / "docs" / name
        sections = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE) if page.exists() else None
        if sections is None:
            yield f"there is no docs/{name}"
            continue
        yield from (
            f"{name} has no section {title!r}" for title in re.findall('"([^"]+)"', titles) if title not in sections
        )
    for name in re.findall(r"[\w./-]+\.md\b", re.sub(r"``[\w-]+\.md``", "", remark)):
        yield f"{name} is not cited as ``page.md``"
    if re.search(r"\bsections? \d|\.md``, \d", remark):
        yield "a section is cited by its number"
    folders = [ROOT / folder for folder in ("dataflow", "tests", "bench", "specs")]
    for name in re.findall(r"``([a-z_0-9/]+\.py)``", remark):
        if not (ROOT / name).exists() and not any(any(folder.rglob(name)) for folder in folders):
            yield f"there is no {name}"


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

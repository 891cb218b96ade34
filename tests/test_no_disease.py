"""No text of the tool names a disease or an organ: it is for any group of patients. Example maps
and commands may, as each is about one.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import dataflow

PACKAGE = Path(dataflow.__file__).parent
DISEASES = re.compile(
    r"\b(heart|cardi|coronary|ischaem|hjerte(?!lig)|kardi|iskæm|infar[ck]t|stroke (?:care|unit|patient)|apople|"
    r"diabet|copd|kol\b|lung|asthma|astma|cancer|tumour|kræft|depress|anxi|angst|dement|demens|hypertens|insulin|tobacco|ejection|"
    r"pumpefunk|lvef|ldl|hba1c|angina|kidney|nyre|rheum|gigt|back pain|low[- ]back|rygsmerte|"
    r"lænd|lumb|scleros|sklerose|"
    r"spin(?:e|al)\b|rygcent|rygdiag|rygprob|sciati|is[ck]hias|iskias|nerve root|nerverod|physiother|fysioter|"
    r"chiropr|kiropr|start back|sick leave|sygemeld|sygedagp|job cent|job-cent|jobcent)",
    re.IGNORECASE,
)
EXAMPLES = ("_EXAMPLE", "_MAP", "_FIELDS", "_ACTORS")
"""The names under which example maps are written."""


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def said(module: Path) -> Iterator[tuple[int, str]]:
    """All strings of a module that may be shown: neither docstrings of code nor example maps."""
    tree = ast.parse(module.read_text("utf-8"))
    silent: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            # The docstring of a command is its help.
            if not (isinstance(node, ast.FunctionDef) and module.parent.name == "commands"):
                silent.add(node.body[0])
        elif isinstance(node, ast.Assign):
            names = {target.id for target in node.targets if isinstance(target, ast.Name)}
            if any(name.startswith(EXAMPLES) for name in names):
                silent.add(node)
        elif isinstance(node, ast.keyword) and node.arg in ("reported", "fixed", "example"):
            silent.add(node)
    skipped = {inner for node in silent for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in skipped:
            yield node.lineno, node.value


@pytest.mark.parametrize("module", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_text_names_a_disease(module: Path) -> None:
    """In messages, pages of rules, help, pictures and reports."""
    assert [(line, text) for line, text in said(module) if DISEASES.search(text)] == []


OTHERS = sorted(
    path for path in PACKAGE.rglob("*") if path.suffix in (".js", ".css", ".html", ".json", ".md", ".yaml", ".csv")
)
"""The files of the package that are not written in Python and may be read or shown."""


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nor_does_another_file(path: Path) -> None:
    """Of the explorer, of reports, and of what is written for other programs."""
    assert DISEASES.search(path.read_text("utf-8")) is None


def test_every_kind_of_file_is_searched() -> None:
    """But for those that have no text of the project: typefaces and their licence."""
    kinds = {path.suffix for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert kinds - {".py", ".ttf", ".txt"} <= {path.suffix for path in OTHERS}


def test_it_would_be_seen() -> None:
    """In any form and in both languages."""
    for text in (
        "the heart's function",
        "Hjertets funktion",
        "KOL-forløb",
        "Diabetespatienter",
        "Stroke unit",
        "lændesmerter",
        "low-back",
        "rygcenteret",
        "Jobcentret",
        "the job centre",
        "on sick leave",
        "physiotherapist",
    ):
        assert DISEASES.search(text)
    for text in ("Hjertelig hilsen", "kolonne", "kolon", "a black list"):
        assert not DISEASES.search(text), text

"""The Danish of the tool: one word for one thing, and none of the turns that a reader of the sector stumbles over."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "dataflow"

# What the tool does not say in Danish, with what it says instead.
NOT_SAID = {
    r"\b[Pp]atient(en|ens|er|erne|ernes)?\b(?!-|:|_|\))": "borger",
    r"\bover \{(channel|channels|via)\}": "via",
    r"\bbærer\b": "overfører",
    r"deler? det den vej|delt den vej": "deler det med ...",
    r"\btil den tid\b": "på det tidspunkt",
    r"\bmust-behov": "skal-behov",
    r"\bkan ikke oversættes\b": "findes ingen oversættelse",
    r"\bløsn\b": "slæk kravet",
    r"\b[Ee]n brug\b|\bden brug\b|\b[Bb]rugen\b": "anvendelse",
    r"\b[Ee]n accept\b|\b[Aa]ccepten\b": "dispensation",
    r"\bregne(r|s)? (det )?ud\b": "beregne",
    r"\bmest (fritekst|kodet|struktureret)": "overvejende",
    r"[Ii] tvivlstilfælde\b": "hvornår fundet kan være forkert",
}


@cache
def texts() -> tuple[tuple[str, str], ...]:
    """The Danish of every text, with its file."""
    return tuple(danish_texts())


def danish_texts() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                for each in node.keywords:
                    if (
                        each.arg == "da"
                        and isinstance(each.value, ast.Constant)
                        and isinstance(each.value.value, str)
                    ):
                        yield str(path.relative_to(PACKAGE)), each.value.value


def test_there_are_texts() -> None:
    assert len(texts()) > 1000
    assert Path(PACKAGE / "wording").is_dir()


@pytest.mark.parametrize("pattern", NOT_SAID)
def test_what_is_not_said(pattern: str) -> None:
    """In no text, whatever its use."""
    assert [found for found in texts() if re.search(pattern, found[1])] == []

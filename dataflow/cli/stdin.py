"""A map of one file from standard input, which the path ``-`` names."""

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dataflow.language.parse import MAX_BYTES

if TYPE_CHECKING:
    from dataflow.project import Project
    from dataflow.terms import Terms

STDIN = Path("-")
_NAME = "<stdin>"


def opened(path: Path, terms: "Terms", stdin_name: str | None = None) -> "Project":
    """The project of a map; ``stdin_name`` is the file that the text of standard input stands for."""
    from dataflow.project import Project

    if path != STDIN:
        return Project.open(path, terms)
    return Project.open(path_shown(path, stdin_name), terms, text=_text())


def path_shown(path: Path, stdin_name: str | None) -> Path:
    """The path of a map as messages name it."""
    return Path(stdin_name or _NAME) if path == STDIN else path


@cache
def _text() -> bytes:
    # A byte more than a file may have, so that one that is too large is refused as such.
    return sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin is not None else b""

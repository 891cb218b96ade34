"""The small map as a project and as a folder, and documents of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran
from documents.care import TEXTS

from dataflow.documents import Order, document_of
from dataflow.documents.model import Document
from dataflow.project import Project


@pytest.fixture
def care(project: Callable[..., Project]) -> Project:
    """The small map."""
    return project(TEXTS)


@pytest.fixture
def document(care: Project) -> Callable[..., Document]:
    """A document of the small map: ``document("summary", "gaps", language="da")``."""

    def make(*sections: str, **order: str) -> Document:
        return document_of(care, Order(**{"language": "en", "version": "0", **order}), sections)  # type: ignore[arg-type]

    return make


@pytest.fixture
def care_folder(tmp_path: Path) -> Path:
    """The small map in a folder beside which a document may stand."""
    folder = tmp_path / "care"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def run(dataflow: Callable[..., Ran], tmp_path: Path, care_folder: Path) -> Callable[..., Ran]:
    """The command in the folder beside the small map."""
    return lambda *arguments: dataflow(*arguments, cwd=tmp_path)

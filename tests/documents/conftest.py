"""The small map as a project and as a folder, documents of it, and LibreOffice."""

import os
import shutil
import subprocess
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


@pytest.fixture(scope="session")
def to_pdf(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """A document as LibreOffice prints it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice on this machine (tests/system-parts.sh installs it)")
    profile = tmp_path_factory.mktemp("office")

    def convert(path: Path) -> Path:
        folder = tmp_path_factory.mktemp("pdf")
        subprocess.run(
            [
                office,
                f"-env:UserInstallation={profile.as_uri()}",
                *("--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)),
            ],
            check=True,
            capture_output=True,
            timeout=300,
            env={**os.environ, "HOME": str(profile)},
        )
        return folder / f"{path.stem}.pdf"

    return convert

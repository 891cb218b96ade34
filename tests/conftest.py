"""What every test may use: a map from its text, and the command line as a user runs it."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import resvg_py
from hypothesis import HealthCheck, settings
from starter import Starter

from dataflow.project import Project
from dataflow.terms import Terms

ROOT = Path(__file__).resolve().parent.parent

# How fast an example is drawn and run depends on what else the machine does, and a test must not.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

PREAMBLE = """\
map: {id: study, title: Study}
phases: {p0: {}, p1: {}, p2: {}}
fields: {ldl: {}, bp: {}}
channels: {letter: {}, portal: {form: coded}}
"""


_IDENTITY = {f"GIT_{who}_{what}": "walk@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


def git(folder: Path, *arguments: str) -> None:
    """Runs git in a folder, without the settings of the machine."""
    environment = {**os.environ, **_IDENTITY, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, env=environment)


LONGEST = (
    "tests/robustness/test_texts.py",
    "tests/test_docs.py",
    "tests/robustness/",
    "tests/renderers/test_same_bytes.py",
    "tests/documents/",
    "tests/messages/",
    "tests/analysis/test_equivalence.py",
    "tests/exchange/",
    "tests/change/",
    "tests/browser/",
)
"""The files that take longest, the longest first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files begin first, so that all processes of a run end at about the same time."""
    items.sort(key=lambda item: next((at for at, path in enumerate(LONGEST) if item.nodeid.startswith(path)), 99))


@pytest.fixture
def project() -> Callable[..., Project]:
    """A project of one or several texts: ``project("...")`` or ``project({"a.yaml": "..."}, planned=True)``."""

    def make(texts: str | dict[str, str], **terms: object) -> Project:
        if isinstance(texts, str):
            texts = {"map.yaml": texts}
        return Project({path: dedent(text).encode() for path, text in texts.items()}, Terms(**terms))  # type: ignore[arg-type]

    return make


@pytest.fixture
def study(project: Callable[..., Project]) -> Callable[..., Project]:
    """A project of a few phases, fields and channels, and the given actors."""

    def make(actors: str, **terms: object) -> Project:
        return project({"_map.yaml": PREAMBLE, "actors.yaml": actors}, **terms)

    return make


@pytest.fixture(scope="module")
def each_map_once() -> Iterator[None]:
    """What a file of tests runs in this process analyses each map once, and draws the pixels of each picture once.

    What is the same is known by its bytes.
    """
    opened, drawn = Project.open, resvg_py.svg_to_bytes
    projects: dict[object, Project] = {}
    pixels: dict[object, object] = {}

    def open_once(*arguments: Any, **options: Any) -> Project:
        project = opened(*arguments, **options)
        if project.unreadable or project.unused_patterns:
            return project
        return projects.setdefault((tuple(sorted(project.texts.items())), project.terms), project)

    def draw_once(**options: Any) -> object:
        key = tuple((name, str(value)) for name, value in sorted(options.items()))
        if key not in pixels:
            pixels[key] = drawn(**options)
        return pixels[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Project, "open", staticmethod(open_once))
        patch.setattr(resvg_py, "svg_to_bytes", draw_once)
        yield


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def starter() -> Iterator[Starter | None]:
    """What starts the command without loading its modules each time; None where a process can not be forked."""
    if not hasattr(os, "fork"):
        yield None
        return
    with contextlib.closing(Starter()) as made:
        yield made


@pytest.fixture
def dataflow(tmp_path: Path, starter: Starter | None) -> Callable[..., Ran]:
    """Runs the command in a process of its own, as a user does; the folder it stands in is a new one.

    With an environment of its own it is started by the system, else by the ``starter``.
    """

    def run(*arguments: object, cwd: Path = tmp_path, **environment: str) -> Ran:
        if starter is not None and not environment and starter.fits:
            return Ran(*starter.run([str(each) for each in arguments], cwd, seconds=120))
        done = subprocess.run(
            [sys.executable, "-m", "dataflow", *map(str, arguments)],
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            timeout=120,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


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


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation site, built as ``make docs`` builds it."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where no test may be left out, one that is skipped has failed."""
    report = yield
    if report.skipped and os.environ.get("DATAFLOW_NO_TEST_LEFT_OUT") == "1":
        report.outcome = "failed"
        report.longrepr = f"left out: {report.longrepr}"
    return report

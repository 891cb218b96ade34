"""What is published: the same bytes from every build, and a list of licences that is whole."""

import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT
from packaging.utils import canonicalize_name

from release import licences, matrix

UPDATE = os.environ.get("DATAFLOW_UPDATE_DOCS") == "1"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    """The files of two builds, by name."""
    builds = []
    for number in range(2):
        folder = tmp_path_factory.mktemp(f"build{number}")
        command = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
        env = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000", "TZ": ("UTC", "Asia/Tokyo")[number]}
        subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, umask=(0o022, 0o077)[number])
        builds.append({path.name: path.read_bytes() for path in sorted(folder.iterdir())})
    return builds


def test_two_builds_give_the_same_bytes(built: list[dict[str, bytes]]) -> None:
    """Whatever the time, the zone and the mask of the machine."""
    first, second = built
    assert [name.partition("-")[0] for name in first] == ["dataflow_map", "dataflow_map"]
    assert first == second


def test_the_wheel_has_the_program_and_the_licences_and_nothing_else(
    built: list[dict[str, bytes]], tmp_path: Path
) -> None:
    """The tests, the maps and the documents are in the sdist alone."""
    for name, content in built[0].items():
        (tmp_path / name).write_bytes(content)
    (wheel,), (sdist,) = tmp_path.glob("*.whl"), tmp_path.glob("*.tar.gz")
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0] for name in names} == {"dataflow", f"{wheel.name.rsplit('-', 3)[0]}.dist-info"}
    for text in ("licenses/LICENSE", "typeface/OFL.txt"):
        assert any(name.endswith(text) for name in names), text
    with tarfile.open(sdist) as packed:
        parts = {name.split("/")[1] for name in packed.getnames() if "/" in name}
    assert {"dataflow", "tests", "docs", "specs", "LICENSE", "constraints.txt", "release"} <= parts


def test_the_list_of_licences_is_fresh() -> None:
    """It is made from what is installed; `make licences` writes it anew."""
    text = licences.PAGE.read_text("utf-8")
    if UPDATE:
        licences.PAGE.write_text(licences.page(text), "utf-8", newline="\n")
    assert licences.page(text) == text


def test_the_list_of_licences_is_whole() -> None:
    """Each package that is loaded by commands that load most of it is in the list."""
    listed = set(re.findall(r"^\| ([a-z0-9-]+) \| [^|]*[A-Z]", licences.PAGE.read_text("utf-8"), re.MULTILINE))
    code = (
        "import contextlib, io, json, sys\nfrom dataflow.cli.exits import run\n"
        "for line in sys.argv[1:]:\n"
        "    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):\n"
        "        assert run(line.split()) == 0, line\n"
        "from importlib.metadata import packages_distributions\n"
        "named = packages_distributions()\n"
        "print(json.dumps(sorted({each for name in sys.modules for each in named.get(name, ())})))\n"
    )
    lines = ["gaps specs/ihd --select DF302", f"render specs/ihd --format png -o {os.devnull}"]
    lines += [f"render specs/ihd --format pdf -o {os.devnull}", "validate specs/ihd --format json --fail-on never"]
    done = subprocess.run([sys.executable, "-c", code, *lines], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    loaded = {canonicalize_name(each) for each in json.loads(done.stdout)}
    assert {"typer", "pyyaml", "reportlab", "resvg-py", "wasmtime"} <= loaded
    # Where setuptools is installed, every start of Python loads a part of it.
    assert loaded - listed <= {"dataflow-map", "setuptools"}


def test_a_package_without_a_known_licence_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody reads its licence file first."""
    monkeypatch.setattr(licences, "STATED", {})
    with pytest.raises(LookupError, match="resvg-py: read its licence file"):
        licences.licence_of("resvg-py")


def test_the_matrix_tries_every_supported_python_both_ways(tmp_path: Path) -> None:
    """The wheel with the newest and the lowest dependencies, the sdist on the oldest and the newest Python."""
    pythons = {version: (f"python{version}", f"{version}.0") for version in matrix.VERSIONS}
    trials = [str(each) for each in matrix._trials(pythons, Path("a.whl"), Path("a.tar.gz"))]
    for version in matrix.VERSIONS:
        for which in ("newest", "lowest"):
            assert f"Python {version}.0, wheel, {which} dependencies" in trials
    assert [each for each in trials if "sdist" in each] == [
        f"Python {version}.0, sdist, newest dependencies" for version in (matrix.VERSIONS[0], matrix.VERSIONS[-1])
    ]
    assert matrix._python(f"{sys.version_info.major}.{sys.version_info.minor}", "false") is not None
    assert matrix._python("3.99", "false") is None


def test_the_image_runs_without_rights() -> None:
    """It is another user's than root, and takes nothing along but the program."""
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    last = lines[max(number for number, line in enumerate(lines) if line.startswith("FROM")) :]
    assert "USER 1000" in last
    assert last.index("USER 1000") < last.index('ENTRYPOINT ["dataflow"]')
    copied = {
        name for line in lines if line.startswith("COPY ") and "--from" not in line for name in line.split()[1:-1]
    }
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    assert copied == kept
    assert all((ROOT / name).exists() for name in copied)

"""A folder of maps: every map is read, however it is written, and what other programs keep there is passed over."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Ran

Dataflow = Callable[..., Ran]

BODY = """\
phases: {p: {}}
fields: {x: {}}
actors: {a: {records: [{fields: x, phase: p}], uses: [{fields: x, phase: p}]}}
"""
GOOD = "map: {id: %s, title: A map}\n" + BODY
FOREIGN = {
    "docker-compose.yml": "services: {web: {image: nginx}}\nvolumes: {data: {}}\n",
    "workflow.yml": "name: CI\non: [push]\njobs: {test: {runs-on: ubuntu-latest}}\n",
    "mkdocs.yml": "site_name: Maps\nnav: [{Home: index.md}]\nplugins: [search]\ntheme: {name: material}\n",
    "environment.yml": "name: map\nchannels: [conda-forge]\ndependencies: [python]\n",
    "playbook.yml": "- hosts: all\n  roles: [web]\n",
    "chart.yaml": "{{- if .Values.map }}\nkind: ConfigMap\n{{- end }}\n",
    "empty.yaml": "",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three maps side by side."""
    for name in "abc":
        (tmp_path / "s" / name).mkdir(parents=True)
        (tmp_path / "s" / name / "map.yaml").write_text(GOOD % name, "utf-8")
    return tmp_path / "s"


WRITTEN = {
    "quoted": "'map': {id: b, title: B}\n" + BODY + "oops: {}\n",
    "double-quoted": '"map": {id: b, title: B}\n' + BODY + "oops: {}\n",
    "spaced": "map : {id: b, title: B}\n" + BODY + "oops: {}\n",
    "flow": "{map: {id: b, title: B}, phases: {p: {}}, oops: {}}\n",
    "explicit": "? map\n: {id: b, title: B}\noops: {}\n",
    "indented": "  map: {id: b, title: B}\n  phases: {p: {}}\n  oops: {}\n",
    "tagged": "!!str map: {id: b, title: B}\noops: {}\n",
    "misspelt": "mapp: {id: b, title: B}\n" + BODY,
    "capital": "Map: {id: b, title: B}\n" + BODY,
    "syntax": " 'map': {id: b, title: B\n",
    "carriage returns": ("title: x\n'map': {id: b, title: B}\n" + BODY).replace("\n", "\r"),
    "no map section": BODY,
    "no map section, a slip": BODY.replace("fields", "feilds", 1),
}


@pytest.mark.parametrize("how", WRITTEN)
def test_every_map_is_read_however_it_is_written(dataflow: Dataflow, folder: Path, how: str) -> None:
    """The reader itself looks for the section, so that a mistake beside it is found."""
    (folder / "b/map.yaml").write_bytes(WRITTEN[how].encode())
    ran = dataflow("validate", "s")
    assert ran.code == 1
    assert "s/b/map.yaml:" in ran.out
    assert "s/a/map.yaml:" not in ran.out


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_another_encoding_is_reported(dataflow: Dataflow, folder: Path, encoding: str) -> None:
    """As a file that is no UTF-8."""
    (folder / "b/map.yaml").write_bytes((GOOD % "b").encode(encoding))
    ran = dataflow("validate", "s")
    assert (ran.code, "s/b/map.yaml:1:" in ran.out) == (1, True)


def test_a_link_that_leads_nowhere_is_reported(dataflow: Dataflow, folder: Path) -> None:
    """What can't be read may be a map."""
    (folder / "b/map.yaml").unlink()
    (folder / "b/map.yaml").symlink_to("gone.yaml")
    ran = dataflow("validate", "s")
    assert (ran.code, "s/b/map.yaml:1:1: error DF001" in ran.out) == (1, True)


def _obey_modes() -> None:
    """Lets the modes of files hold for root too: drops CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH."""
    if sys.platform == "linux":
        for capability in (1, 2):
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)


def validate_as_anyone(folder: Path) -> Ran:
    done = subprocess.run(
        [sys.executable, "-m", "dataflow", "validate", folder.name],
        cwd=folder.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        preexec_fn=_obey_modes,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_an_unreadable_file_is_reported(folder: Path) -> None:
    """DF001 at its path."""
    (folder / "b/map.yaml").chmod(0)
    ran = validate_as_anyone(folder)
    assert (ran.code, "s/b/map.yaml:1:1: error DF001" in ran.out) == (1, True)


def test_an_unreadable_folder_is_named(folder: Path) -> None:
    """The folder of a map, and one within a map."""
    (folder / "b").chmod(0)
    ran = validate_as_anyone(folder)
    assert ran.code == 2
    assert ran.err == "dataflow: s/b can't be read: permission denied.\n"
    (folder / "b").chmod(0o755)
    (folder / "b").rename(folder / "a/parts")
    (folder / "a/parts").chmod(0)
    ran = validate_as_anyone(folder / "a")
    assert (ran.code, "a/parts:1:1: error DF001" in ran.out) == (1, True)


@pytest.mark.parametrize("name", FOREIGN)
def test_files_of_other_programs_are_no_maps(dataflow: Dataflow, folder: Path, name: str) -> None:
    """Neither in a folder beside the maps, nor in the folder of the maps itself, nor beside one map alone."""
    (folder / "tools").mkdir()
    (folder / "tools" / name).write_text(FOREIGN[name], "utf-8")
    (folder / name).write_text(FOREIGN[name], "utf-8")
    assert dataflow("validate", "s").code == 0
    for other in "bc":
        (folder / other / "map.yaml").unlink()
    ran = dataflow("validate", "s")
    assert (ran.code, ran.err) == (0, "1 file, 1 actor, 1 field: all in order.\n")


def test_one_map_may_have_all_files_in_subfolders(dataflow: Dataflow, tmp_path: Path) -> None:
    """A part of a map is told from the file of another program by its sections."""
    for name, text in {"core": "map: {id: m, title: M}\nphases: {p: {}}\n", "more": BODY.partition("\n")[2]}.items():
        (tmp_path / "s" / name).mkdir(parents=True)
        (tmp_path / "s" / name / f"{name}.yaml").write_text(text, "utf-8")
    assert dataflow("validate", "s").err == "2 files, 1 actor, 1 field: all in order.\n"


def test_what_is_named_is_read_as_a_map(dataflow: Dataflow, tmp_path: Path) -> None:
    """Where there is no map beside it, the file of another program is read, and its mistakes are said."""
    (tmp_path / "s").mkdir()
    (tmp_path / "s/mkdocs.yml").write_text(FOREIGN["mkdocs.yml"], "utf-8")
    assert "s/mkdocs.yml:1:1: error DF005" in dataflow("validate", "s").out

"""``dataflow diff``: the two sides, the formats, and what fails a run."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Ran, git

Dataflow = Callable[..., Ran]

MAP = """\
map: {id: walk, title: A walk}
phases: {stay: {}, visit: {}}
fields: {ldl: {label: LDL}, pain: {label: "<b>Pain</b> | severe"}}
channels: {letter: {form: free-text, label: Letter}, message: {form: coded, label: Message}}
legal_bases: {law: {}}
actors:
  hospital:
    label: Hospital
    records: [{fields: [ldl, pain], phase: stay, form: coded}]
    shares: [{fields: [ldl, pain], phase: stay, to: gp, via: letter, legal_basis: law}]
  gp: {label: GP, needs: [{fields: [ldl, pain], phase: visit, form: structured}]}
"""
SCENARIO = """\
scenario: {id: coded}
actors:
  hospital:
    omits: [{shares: [ldl, pain]}]
    shares: [{fields: [ldl, pain], phase: stay, to: gp, via: message, legal_basis: law}]
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one commit of a map, and the same map with a better channel in the working tree."""
    folder = tmp_path / "specs" / "walk"
    folder.mkdir(parents=True)
    (folder / "map.yaml").write_text(MAP, "utf-8")
    (folder / "scenario.yaml").write_text(SCENARIO, "utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "A walk")
    (folder / "map.yaml").write_text(MAP.replace("via: letter", "via: message"), "utf-8")
    return tmp_path


def test_one_side_alone_is_compared_with_the_last_commit(dataflow: Dataflow, repository: Path) -> None:
    for sides in ((), ("specs/walk",), ("git:HEAD", "specs/walk"), ("git:HEAD:specs/walk", "specs/walk")):
        ran = dataflow("diff", *sides, "--format", "json", cwd=repository)
        found = json.loads(ran.out)
        assert (ran.code, ran.err, found["verdict"]) == (0, "", "better")
        (change,) = found["statements"]["changed"]
        assert change["changes"] == [{"what": "via", "before": "letter", "after": "message"}]
        assert {each["field"] for each in found["findings"]["closed"]} == {"ldl", "pain"}
    assert "via: message" in (repository / "specs/walk/map.yaml").read_text("utf-8")


def test_a_map_that_has_moved(dataflow: Dataflow, repository: Path) -> None:
    (repository / "specs/walk").rename(repository / "specs/stroll")
    gone = dataflow("diff", "git:HEAD", "specs/stroll", cwd=repository)
    assert gone.code == 2
    assert "git:HEAD:PATH" in gone.err
    there = dataflow("diff", "git:HEAD:specs/walk", "specs/stroll", "--format", "json", cwd=repository)
    assert json.loads(there.out)["verdict"] == "better"


def test_scenarios(dataflow: Dataflow, repository: Path) -> None:
    git(repository, "checkout", "-q", ".")
    ran = dataflow("diff", "specs/walk", "scenario:coded", "--fail-on", "worse", cwd=repository)
    back = dataflow("diff", "scenario:coded", "specs/walk", "--fail-on", "worse", cwd=repository)
    assert (ran.code, back.code) == (0, 1)
    assert "Verdict: better." in ran.out
    assert (
        "The hospital shares LDL and <b>Pain</b> | severe with GP by the message in stay: by the message instead of"
        in (" ".join(ran.out.split()))
    )
    assert "2 must needs are now met" in ran.out


@pytest.mark.parametrize(
    ("sides", "says"),
    [
        (("git:nowhere", "specs/walk"), "git kender ingen revision nowhere"),
        (("git:", "specs/walk"), "git: nævner intet"),
        (("scenario:none", "specs/walk"), "Der er intet scenarie 'none'"),
        (("specs/walk", "specs/walk", "specs/walk"), "her er 3"),
        (("git:HEAD:../walk", "specs/walk"), "Der er intet kort i ../walk"),
    ],
)
def test_what_is_no_side(dataflow: Dataflow, repository: Path, sides: tuple[str, ...], says: str) -> None:
    ran = dataflow("diff", *sides, cwd=repository, LC_ALL="da_DK.UTF-8")
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_without_git_or_a_repository(dataflow: Dataflow, tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(MAP, "utf-8")
    outside = dataflow("diff", "map.yaml", cwd=tmp_path, GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert outside.code == 2
    assert "git repository" in outside.err
    without = dataflow("diff", "map.yaml", cwd=tmp_path, PATH=str(tmp_path))
    assert without.code == 2
    assert "Install git" in without.err


def test_what_fails_a_run(dataflow: Dataflow, repository: Path) -> None:
    for fail_on, code in (("never", 0), ("worse", 0), ("changed", 1)):
        assert dataflow("diff", "--fail-on", fail_on, cwd=repository).code == code
    git(repository, "checkout", "-q", ".")
    same = dataflow("diff", "--fail-on", "changed", "--lang", "da", cwd=repository)
    assert same.code == 0
    assert "De to kort siger det samme" in same.out


def test_markdown_and_html_take_labels_as_text(dataflow: Dataflow, repository: Path) -> None:
    markdown = dataflow("diff", "--format", "markdown", cwd=repository).out
    html = dataflow("diff", "-o", "d.html", "--lang", "da", cwd=repository)
    assert html.code == 0
    page = (repository / "d.html").read_text("utf-8")
    assert markdown.startswith("## What changes: A walk\n")
    assert "<b>" not in markdown
    assert "&lt;b&gt;Pain&lt;/b&gt; | severe" in page
    assert '<html lang="da">' in page
    assert dataflow("diff", "--format", "markdown", cwd=repository).out == markdown


def test_wording_is_listed_where_it_is_wanted(dataflow: Dataflow, repository: Path) -> None:
    git(repository, "checkout", "-q", ".")
    path = repository / "specs/walk/map.yaml"
    path.write_text(path.read_text("utf-8").replace("label: LDL", "label: LDL cholesterol"), "utf-8")
    assert "LDL cholesterol" not in dataflow("diff", cwd=repository).out
    assert "LDL cholesterol" in dataflow("diff", "--wording", cwd=repository).out


def test_the_folders_of_revisions_are_deleted_when_the_command_is_asked_to_end(repository: Path) -> None:
    """As ``timeout`` asks: nothing is left, and the process ends by the signal."""
    temporary = repository / "temporary"
    temporary.mkdir()
    code = (
        "import os, signal\nfrom pathlib import Path\nfrom dataflow.cli.revisions import Revision\n"
        "both = [Revision('HEAD', Path('.')), Revision('HEAD', Path('.'))]\n"
        f"print(len(os.listdir({str(temporary)!r})), flush=True)\nsignal.raise_signal(signal.SIGTERM)\nprint('on')"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary), "TEMP": str(temporary)}
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=repository, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.stdout == "2\n"
    assert ran.returncode not in (0, 1)
    assert list(temporary.iterdir()) == []


def test_a_broken_revision_is_named(dataflow: Dataflow, repository: Path) -> None:
    path = repository / "specs/walk/map.yaml"
    path.write_text("map: {id: walk", "utf-8")
    git(repository, "commit", "-q", "-a", "-m", "Broken")
    path.write_text(MAP, "utf-8")
    ran = dataflow("diff", cwd=repository)
    assert ran.code == 2
    assert "git:HEAD has errors" in ran.err
    assert "/tmp" not in ran.err


def test_what_the_patient_can_see_is_compared(dataflow: Dataflow, repository: Path) -> None:
    """A share with a patient changes no figure of needs."""
    path = repository / "specs/walk/map.yaml"
    patient = "  patient: {kind: patient, label: Patient}\n"
    path.write_text(MAP + patient, "utf-8")
    git(repository, "commit", "-q", "-a", "-m", "A patient")
    more = MAP.replace("via: letter, legal_basis: law}", "via: letter, legal_basis: law}, SHARE").replace(
        "SHARE", "{fields: ldl, phase: stay, to: patient, via: letter, legal_basis: law}"
    )
    path.write_text(more + patient, "utf-8")
    said = " ".join(dataflow("diff", "--lang", "en", cwd=repository).out.split())
    assert "What the patient can see" in said
    assert "All, has of all recorded 0/2 1/2" in said

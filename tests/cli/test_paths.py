"""The paths of places: people open them from where they stand, services from the root of the repository."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran
from lxml import etree

Dataflow = Callable[..., Ran]

MAP = """\
map: {id: %s, title: A map}
phases: {visit: {}, later: {}}
fields: {pain: {}}
channels: {letter: {}}
actors:
  gp:
    records: [{fields: pain, phase: visit}]
    shares: [{fields: pain, phase: visit, to: clinic, via: letter, status: unknown}]
  clinic: {needs: [{fields: pain, phase: later}]}
"""
SERVICES = ("sarif", "github", "gitlab", "junit", "markdown")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a map below ``specs``, another that builds on it, and a folder of tools."""
    root = tmp_path / "repository"
    for folder in (".git", "specs/back/parts", "specs/land", "tools"):
        (root / folder).mkdir(parents=True)
    (root / "specs/back/map.yaml").write_text(MAP.replace("%s", "back").partition("actors:")[0], "utf-8")
    (root / "specs/back/parts/actors.yaml").write_text("actors:" + MAP.partition("actors:")[2], "utf-8")
    (root / "specs/land/map.yaml").write_text("map: {id: land, title: Land, extends: ../back}\n", "utf-8")
    return root


def paths_in(text: str, format_: str) -> set[str]:
    """The files that a report names."""
    if format_ == "sarif":
        places = re.findall(r'"uri": "([^"]+)"', text)
    elif format_ == "github":
        places = re.findall(r"file=([^,]+)", text)
    elif format_ == "gitlab":
        places = [each["location"]["path"] for each in json.loads(text)]
    elif format_ == "junit":
        places = [each.get("classname") for each in etree.fromstring(text.encode()).iter("testcase")]
        places += re.findall(r"^\s*(\S+?):\d+:\d+", text, re.MULTILINE)
    else:
        places = re.findall(r"(\S+\.yaml):\d+:\d+", text)
    return {place for place in places if place is not None}


@pytest.mark.parametrize("format_", SERVICES)
@pytest.mark.parametrize(
    ("stands", "given"),
    [
        (".", "specs/back"),
        ("tools", "../specs/back"),
        ("specs/back", "."),
        ("specs/back/parts", ".."),
        ("specs", "back"),
        ("..", "repository/specs/back"),
    ],
)
def test_a_service_opens_them_from_the_root_of_the_repository(
    dataflow: Dataflow, repository: Path, format_: str, stands: str, given: str
) -> None:
    """Wherever the command was run."""
    ran = dataflow("gaps", given, "--format", format_, "--lang", "en", cwd=repository / stands)
    found = paths_in(ran.out, format_)
    assert "specs/back/parts/actors.yaml" in found
    assert found <= {"specs/back/parts/actors.yaml", "specs/back/map.yaml"}


def test_sarif_says_what_its_paths_start_from(dataflow: Dataflow, repository: Path) -> None:
    """By a name that a service knows, as the path of this machine means nothing to it."""
    (run,) = json.loads(dataflow("gaps", "specs/back", "--format", "sarif", cwd=repository).out)["runs"]
    assert set(run["originalUriBaseIds"]) == {"%SRCROOT%"}
    assert "uri" not in run["originalUriBaseIds"]["%SRCROOT%"]
    places = [place for result in run["results"] for place in (*result["locations"], *result["relatedLocations"])]
    assert {place["physicalLocation"]["artifactLocation"]["uriBaseId"] for place in places} == {"%SRCROOT%"}


@pytest.mark.parametrize("format_", SERVICES)
def test_root_is_another_folder_to_start_from(dataflow: Dataflow, repository: Path, format_: str) -> None:
    """Where a service sees a part of the repository, or more than it."""
    for root, expected in (("specs", "back/parts/actors.yaml"), ("..", "repository/specs/back/parts/actors.yaml")):
        ran = dataflow("gaps", "specs/back", "--format", format_, "--root", root, cwd=repository)
        assert expected in paths_in(ran.out, format_)


@pytest.mark.parametrize("format_", SERVICES)
def test_outside_a_repository_they_start_where_one_stands(
    dataflow: Dataflow, repository: Path, tmp_path: Path, format_: str
) -> None:
    """Never from the root of the machine, whichever way the map is named."""
    (repository / ".git").rmdir()
    expected = "repository/specs/back/parts/actors.yaml"
    for given in (
        "repository/specs/back",
        f"{tmp_path}/repository/specs/back",
        "repository/../repository/specs/back",
    ):
        assert expected in paths_in(dataflow("gaps", given, "--format", format_).out, format_)
    (tmp_path / "link").symlink_to("repository/specs/back")
    assert expected in paths_in(dataflow("gaps", "link", "--format", format_).out, format_)
    ran = dataflow("gaps", "../specs/back", "--format", format_, cwd=repository / "tools")
    assert "../specs/back/parts/actors.yaml" in paths_in(ran.out, format_)


@pytest.mark.parametrize(
    ("stands", "given", "shown"),
    [
        (".", "specs/back", "specs/back/parts/actors.yaml"),
        ("tools", "../specs/back", "../specs/back/parts/actors.yaml"),
        ("specs/back", ".", "parts/actors.yaml"),
        ("specs/back/parts", "..", "../parts/actors.yaml"),
        ("..", "repository/specs/back", "repository/specs/back/parts/actors.yaml"),
    ],
)
def test_a_person_opens_them_from_where_one_stands(
    dataflow: Dataflow, repository: Path, stands: str, given: str, shown: str
) -> None:
    """The place of a finding, of what is related to it and of what it hangs on."""
    here = repository / stands
    ran = dataflow("gaps", given, "--lang", "en", "--select", "DF301", cwd=here)
    places = re.findall(r"^ *(\S+\.yaml):(\d+):(\d+):", ran.out, re.MULTILINE)
    assert {place for place, _, _ in places} == {shown}
    assert len(places) >= 3
    for place, line, column in places:
        text = (here / place).read_text("utf-8").splitlines()[int(line) - 1]
        assert text[int(column) - 1] != " "


def test_several_maps_of_one_run_stay_apart(dataflow: Dataflow, repository: Path) -> None:
    """Each file is named by its own path, and those of a map below by theirs."""
    for name in ("back", "land"):
        (repository / f"specs/{name}/slip.yaml").write_text("fields: {a: {labl: A}}\n", "utf-8")
    ran = dataflow("validate", "specs", "--lang", "en", cwd=repository)
    assert "specs/back/slip.yaml:1:14: error" in ran.out
    assert "specs/land/slip.yaml:1:14: error" in ran.out
    sound = dataflow("gaps", "specs/land", "--lang", "en", "--select", "DF301", cwd=repository / "tools")
    assert sound.code == 2
    (repository / "specs/back/slip.yaml").unlink()
    (repository / "specs/land/slip.yaml").unlink()
    below = dataflow("gaps", "../specs/land", "--lang", "en", "--select", "DF301", cwd=repository / "tools")
    assert "../specs/back/parts/actors.yaml:" in below.out


def test_errors_of_another_command_can_be_opened_too(dataflow: Dataflow, repository: Path) -> None:
    """All commands name the places of errors in the same way."""
    (repository / "specs/back/slip.yaml").write_text("fields: {a: {labl: A}}\n", "utf-8")
    ran = dataflow("stats", "../specs/back", "--lang", "en", cwd=repository / "tools")
    assert ran.err.startswith("../specs/back/slip.yaml:1:14: error")

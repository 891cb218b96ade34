"""What is said beside a refusal or a result that would else leave its reader alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran

Dataflow = Callable[..., Ran]

MAP = """\
map: {id: walk, title: A walk}
phases: {stay: {}, visit: {responsible: gp}}
fields: {ldl: {}}
channels: {letter: {}}
"""
ACTORS = """\
actors:
  hospital:
    records: [{fields: ldl, phase: stay}]
    shares:
      - {fields: ldl, phase: stay, to: gp, via: letter}
  gp: {needs: [{fields: ldl, phase: visit}]}
"""


@pytest.fixture
def walk(tmp_path: Path) -> Path:
    """A map of two files."""
    folder = tmp_path / "walk"
    folder.mkdir()
    (folder / "map.yaml").write_text(MAP, encoding="utf-8")
    (folder / "actors.yaml").write_text(ACTORS, encoding="utf-8")
    return folder


def test_one_file_of_a_map_is_said_to_be_read_alone(dataflow: Dataflow, walk: Path) -> None:
    """Where it lacks something and other parts stand beside it: a map of its own beside it is none."""
    (walk / "other.yaml").write_text(MAP.replace("walk", "other"), encoding="utf-8")
    ran = dataflow("validate", "walk/map.yaml")
    assert ran.code == 1
    assert ran.err.count("were not read: actors.yaml. If they belong to the map, name its folder: walk") == 1
    (walk / "other.yaml").unlink()
    assert "were not read" not in dataflow("validate", "walk").err
    (walk / "map.yaml").write_text(MAP.replace(": {responsible: gp}", ": {}"), encoding="utf-8")
    assert "were not read" not in dataflow("validate", "walk/map.yaml").err


def test_a_field_behind_a_map_is_answered_with_its_option(dataflow: Dataflow, walk: Path) -> None:
    """Only where the command has the option, and the one word may be a field."""
    assert "A field is named by --field ldl\n" in dataflow("language", "walk", "ldl").err
    assert "Et felt angives med --field ldl\n" in dataflow("language", "walk", "ldl", "--lang", "da").err
    assert "--field" not in dataflow("language", "walk", "ldl", "more").err
    assert "--field" not in dataflow("questions", "walk", "ldl").err


@pytest.mark.parametrize("place", ["walk/actors.yaml:5:9", "actors.yaml:5:9", "share:walk/actors.yaml:5:9"])
def test_impact_takes_the_place_of_a_share_as_messages_show_it(dataflow: Dataflow, walk: Path, place: str) -> None:
    """From the current directory, as from the folder of the map."""
    ran = dataflow("impact", "walk", place)
    assert ran.code == 0, ran.err
    assert "1 need" in ran.out
    assert dataflow("impact", walk, place.replace("5:9", "6:1")).code == 2

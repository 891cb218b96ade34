"""Maps that build on another (``language.md``, "Maps that build on another")."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran

from dataflow.project import Project

Make = Callable[..., Project]
Dataflow = Callable[..., Ran]

HEART = """\
map: {id: heart, title: The heart, languages: [da, en], as_of: 2026-01-01, rules: {DF503: off}}
phases: {discharge: {}, follow-up: {}}
fields: {lvef: {}, ldl: {}}
channels: {letter: {}}
actors:
  hospital:
    records: [{fields: [lvef, ldl], phase: discharge}]
    shares: [{fields: [lvef, ldl], phase: discharge, to: [municipality, gp], via: letter}]
  municipality: {needs: [{fields: lvef, phase: follow-up}]}
  gp: {needs: [{fields: ldl, phase: follow-up}]}
  auh: {extends: hospital}
  aarhus: {extends: municipality}
clusters:
  aarhus-cluster: {label: Aarhus, members: [auh, aarhus]}
"""
BETTER = "scenario: {id: quiet}\nactors: {hospital: {omits: [{shares: ldl}]}}\n"
LAND = "map: {id: land, title: The land, extends: ../heart}\n"


def built(project: Make, land: str, heart: str = HEART, **terms: object) -> Project:
    return project({"map.yaml": LAND, "land.yaml": land, "../heart/map.yaml": heart}, **terms)


def said(project: Project) -> list[tuple[str, str]]:
    return [(each.code, str(each.place)) for each in project.problems]


def unmet(project: Project) -> set[tuple[str | None, str | None]]:
    return {(each.subject.actor, each.subject.field) for each in project.gaps("member") if each.code == "DF301"}


def test_what_the_map_below_states_holds_for_new_members(project: Make) -> None:
    """Members, and a role where there was an actor without any."""
    land = built(
        project,
        """\
        actors:
          randers: {extends: municipality}
          gp-aarhus: {extends: gp}
        """,
    )
    assert land.problems == ()
    assert land.data_map.members == {
        "hospital": ("auh",),
        "municipality": ("aarhus", "randers"),
        "gp": ("gp-aarhus",),
    }
    assert {row.row.actor for row in land.holding_rows("member")} == {"auh", "aarhus", "randers", "gp-aarhus"}
    assert unmet(land) == set()


def test_the_map_keeps_its_own_name_and_takes_over_the_rest(project: Make) -> None:
    """The date, the languages and the severities come along; id and title do not."""
    land = built(project, "actors: {}")
    assert (land.map_id, land.data_map.id, land.data_map.title.in_language("en")) == ("land", "land", "The land")
    assert (land.language, land.data_map.as_of, land.data_map.severities) == ("da", "2026-01-01", {"DF503": None})
    other = project({"map.yaml": LAND.replace("}", ", as_of: 2030-05-05}"), "../heart/map.yaml": HEART})
    assert other.data_map.as_of == "2030-05-05"


def test_a_map_that_does_not_say_which_it_is(project: Make) -> None:
    """The name of the one below is not its own."""
    nameless = project({"map.yaml": "map: {extends: ../heart}", "../heart/map.yaml": HEART})
    assert [(each.code, str(each.place)) for each in nameless.problems] == [("DF006", "map.yaml:1:1")] * 2


def test_a_cluster_takes_more_members(project: Make) -> None:
    """And keeps its label; who stands in none is reached still."""
    land = built(
        project,
        """\
        actors:
          randers: {extends: municipality}
          odder: {extends: municipality}
          rrh: {extends: hospital, omits: [{shares: lvef}]}
          samsoe: {extends: municipality}
        clusters:
          aarhus-cluster: {members: [samsoe, aarhus]}
          randers-cluster: {members: [rrh, randers]}
        """,
    )
    cluster = land.data_map.clusters["aarhus-cluster"]
    assert (cluster.label.in_language("en"), cluster.members) == ("Aarhus", ("auh", "aarhus", "samsoe"))
    assert unmet(land) == {("randers", "lvef")}


def test_the_actors_below_can_be_refined(project: Make) -> None:
    """What is added is added to all members of a role, and what is omitted taken from them, as by a scenario."""
    land = built(
        project,
        """\
        actors:
          hospital: {omits: [{shares: lvef, to: municipality}]}
          auh: {records: [{fields: ldl, phase: follow-up}]}
          municipality: {needs: [{fields: ldl, phase: follow-up}]}
          randers: {extends: municipality}
        """,
    )
    assert land.problems == ()
    assert unmet(land) == {("aarhus", "lvef"), ("randers", "lvef")}
    heart = project(HEART)
    assert unmet(heart) == set()


def test_the_scenarios_below_come_along(project: Make) -> None:
    """For the new members too, and one of this map may build on them."""
    texts = {
        "map.yaml": LAND,
        "land.yaml": "actors: {gp-aarhus: {extends: gp}}",
        "mine.yaml": "scenario: {id: mine, based_on: quiet}\nactors: {hospital: {omits: [{shares: lvef}]}}",
        "../heart/map.yaml": HEART,
        "../heart/quiet.yaml": BETTER,
    }
    assert unmet(project(texts, scenario="quiet")) == {("gp-aarhus", "ldl")}
    assert unmet(project(texts, scenario="mine")) == {("gp-aarhus", "ldl"), ("aarhus", "lvef")}
    assert unmet(project(texts)) == set()


def test_a_mistake_below_is_said_once_and_in_its_place(project: Make) -> None:
    """With the file as one names it from this map's folder, and with its lines."""
    land = built(project, "actors: {randers: {extends: municipality}}", HEART.replace("via: letter", "via: lettre"))
    assert said(land) == [("DF101", "../heart/map.yaml:8:83")]
    assert "lettre" in land.lines("../heart/map.yaml")[7]


def test_a_mistake_in_this_map_is_its_own(project: Make) -> None:
    """What stands below is known to it."""
    land = built(project, "actors: {gp: {needs: [{fields: [ldl, lvev], phase: follow-up}]}}")
    assert said(land) == [("DF101", "land.yaml:1:38")]
    assert land.problems[0].hint is not None
    assert '"lvef"' in land.problems[0].hint.in_language("en")


@pytest.mark.parametrize(
    ("land", "code"),
    [
        ("fields: {lvef: {}}", "DF102"),
        ("actors: {gp: {label: A}, auh: {label: B}}", None),
        ("actors: {auh: {extends: municipality}}", "DF103"),
        ("clusters: {aarhus-cluster: {label: B}}", "DF102"),
        ("clusters: {aarhus-cluster: {note: Two words., members: gp}}", None),
        ("clusters: {aarhus-cluster: {members: nobody}}", "DF101"),
        ("clusters: {aarhus-cluster: {members: hospital}}", "DF007"),
        ("actors: {gp: {omits: [{needs: lvef}]}}", "DF104"),
    ],
)
def test_what_the_map_below_declares_is_not_declared_again(project: Make, land: str, code: str | None) -> None:
    """But a key that it leaves out can be set."""
    assert [each.code for each in built(project, land).problems] == ([] if code is None else [code])


def test_a_map_to_build_on_that_is_missing_leaves_no_trail(project: Make) -> None:
    """Of all that it would have declared."""
    alone = project({"map.yaml": LAND, "land.yaml": "actors: {randers: {extends: municipality}}"})
    assert said(alone) == [("DF101", "map.yaml:1:43")]


@pytest.mark.parametrize("key", ["extends: [../heart]", "extends: /heart", "extend: ../heart", "extends: 'a:b'"])
def test_a_slip_in_extends_leaves_no_trail(project: Make, key: str) -> None:
    """It is one mistake, where it was made."""
    text = f"map: {{id: land, title: The land, {key}}}\nactors: {{randers: {{extends: municipality}}}}\n"
    assert len(project(text).problems) == 1


def on_disk(root: Path) -> None:
    for path, text in (
        ("specs/heart/map.yaml", HEART.replace("rules: {DF503: off}", "rules: {DF503: warning}")),
        ("specs/heart/quiet.yaml", BETTER),
        ("specs/land/map.yaml", LAND + "actors: {randers: {extends: municipality}}\n"),
        ("specs/one.yaml", "map: {id: one, title: One, extends: heart}\n"),
        ("specs/two.yaml", "map: {id: two, title: Two, extends: .//./single.yml}\n"),
        ("specs/single.yml", HEART),
    ):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")


def test_folders_and_files_build_on_folders_and_files(tmp_path: Path) -> None:
    """The files below are named as one gets to them."""
    on_disk(tmp_path)
    opened = {name: Project.open(tmp_path / "specs" / name) for name in ("land", "one.yaml", "two.yaml")}
    assert {name: (sorted(each.texts), each.map_id, each.problems) for name, each in opened.items()} == {
        "land": (["../heart/map.yaml", "../heart/quiet.yaml", "map.yaml"], "land", ()),
        "one.yaml": (["heart/map.yaml", "heart/quiet.yaml", "one.yaml"], "one", ()),
        "two.yaml": (["single.yml", "two.yaml"], "two", ()),
    }


def test_a_link_out_of_the_folder_below_is_refused_still(tmp_path: Path) -> None:
    """``extends`` is the one way out of a folder, and it leads into one other."""
    on_disk(tmp_path)
    (tmp_path / "specs/heart/linked.yaml").symlink_to(tmp_path / "specs/single.yml")
    land = Project.open(tmp_path / "specs/land")
    assert said(land) == [("DF001", "../heart/linked.yaml:1:1")]


@pytest.mark.slow
@pytest.mark.parametrize("format_", ["sarif", "gitlab", "github", "junit"])
def test_services_find_the_files_below(dataflow: Dataflow, tmp_path: Path, format_: str) -> None:
    """By their paths in the repository, with no step back in them."""
    on_disk(tmp_path)
    out = dataflow("gaps", "specs/land", "--select", "DF503", "--format", format_).out
    assert "specs/heart/map.yaml" in out
    assert "land/.." not in out


@pytest.mark.slow
def test_json_names_files_from_the_maps_folder(dataflow: Dataflow, tmp_path: Path) -> None:
    """Wherever one stands."""
    on_disk(tmp_path)
    document = json.loads(dataflow("gaps", "specs/land", "--select", "DF503", "--format", "json").out)
    assert document["map"] == "land"
    assert {each["location"]["file"] for each in document["findings"]} == {"../heart/map.yaml"}
    again = dataflow("gaps", "--select", "DF503", "--format", "json", cwd=tmp_path / "specs/land")
    assert json.loads(again.out) == document


@pytest.mark.slow
def test_a_result_spares_the_files_below(dataflow: Dataflow, tmp_path: Path) -> None:
    """They are a part of the map, though they lie elsewhere."""
    on_disk(tmp_path)
    for path in ("specs/heart/map.yaml", "specs/heart/new.yaml"):
        ran = dataflow("gaps", "specs/land", "--format", "json", "-o", path)
        assert (ran.code, "part of the map" in ran.err) == (2, True)
    assert dataflow("gaps", "specs/land", "--format", "json", "-o", "elsewhere.yaml").code == 0


@pytest.mark.slow
def test_a_baseline_holds_for_findings_below(dataflow: Dataflow, tmp_path: Path) -> None:
    """Written for this map, and not taken for the one below."""
    on_disk(tmp_path)
    assert dataflow("gaps", "specs/land", "--baseline", "b.json", "--write-baseline").code == 0
    assert dataflow("gaps", "specs/land", "--baseline", "b.json", "--fail-on", "new").code == 0
    assert dataflow("gaps", "specs/heart", "--baseline", "b.json", "--fail-on", "new").code == 1

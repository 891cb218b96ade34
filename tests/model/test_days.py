"""The keys for days, requests, the very phase, dated responsibility and keys of one's own, as they are read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dataflow.model.statements import Record, Share
from dataflow.project import Project
from dataflow.terms import Terms

Make = Callable[..., Project]


def problems(project: Project) -> list[tuple[str, str, str]]:
    """Place, code and hint of each problem."""
    return [
        (str(each.place), each.code, each.hint.in_language("en") if each.hint else "") for each in project.problems
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("7 days", "7d"),
        ("P7D", "7d"),
        ("1.5d", "36h"),
        ("-1d", "1d"),
        ("7D", "7d"),
        ("48 timer", "48h"),
        ("2 uger", "2w"),
        ("7", "7d"),
        ('"1,5 dage"', "36h"),
    ],
)
def test_another_spelling_of_a_duration_names_the_right_one(study: Make, written: str, meant: str) -> None:
    """DF007 at the value, with the duration that is meant."""
    map_ = study(f"actors: {{gp: {{needs: [{{fields: ldl, phase: p1, within: {written}}}]}}}}")
    [(_, code, hint)] = problems(map_)
    assert code == "DF007"
    assert f'"{meant}"' in hint


@pytest.mark.parametrize("written", ["soon", "10 min", "7dd", "[7d]", "{d: 7}"])
def test_what_resembles_no_duration_is_told_how_one_is_written(study: Make, written: str) -> None:
    """DF007, and no guess."""
    [(_, code, hint)] = problems(study(f"actors: {{gp: {{needs: [{{fields: ldl, phase: p1, within: {written}}}]}}}}"))
    assert code == "DF007"
    assert "Did you mean" not in hint


def test_durations_are_hours(study: Make) -> None:
    """A share's own time stands beside that of its channel."""
    map_ = study(
        """
        actors:
          gp:
            records: [{fields: ldl, phase: p0, after: 36h}]
            shares:
              - {fields: ldl, phase: p0, to: town, via: letter, after: 2w, takes: 0h, on_request: true}
              - {fields: ldl, phase: p1, to: town, via: letter}
          town: {}
        """
    ).data_map
    own = map_.statements["gp"]
    assert [each.entry.after for each in own.of(Record)] == [36]
    assert [(each.entry.after, each.entry.takes, each.entry.on_request) for each in own.of(Share)] == [
        (336, 0, True),
        (None, None, False),
    ]


@pytest.mark.parametrize(
    ("need", "at"),
    [
        ("phase: p0, recorded_in: p1", "p1"),
        ("phase: {from: p0, to: p2}, recorded_in: [p0, p1]", "p1"),
        ("phase: p2, recorded_in: p0, recorded_since: p1", "p0"),
    ],
)
def test_a_phase_in_which_no_value_could_do(study: Make, need: str, at: str) -> None:
    """DF007: after the need's own phase, or only before recorded_since."""
    map_ = study(f"actors: {{gp: {{needs: [{{fields: ldl, {need}}}]}}}}")
    [finding] = map_.problems
    assert finding.code == "DF007"
    assert f'recorded_in: "{at}"' in finding.message.in_language("en")


def test_recorded_in_may_stand_beside_recorded_since(study: Make) -> None:
    """Where one of the phases is late enough."""
    assert not study(
        "actors: {gp: {needs: [{fields: ldl, phase: p2, recorded_in: [p0, p1], recorded_since: p1}]}}"
    ).problems


REFORM = """
map: {id: reform, title: Reform%s}
phases:
  home: {responsible: [{actor: town, valid_to: 2026-12-31}, {actor: region, valid_from: 2027-01-01}]}
actors: {town: {}, region: {}}
"""


@pytest.mark.parametrize(
    ("of_map", "as_of", "responsible"),
    [
        ("", None, "town"),
        (", as_of: 2026-12-31", None, "town"),
        (", as_of: 2027-01-01", None, "region"),
        (", as_of: 2026-11-01", "2027-06-30", "region"),
    ],
)
def test_who_is_responsible_on_a_date(project: Make, of_map: str, as_of: str | None, responsible: str) -> None:
    """The first on a map without a date, else the one whose dates include that of the map or of the analysis."""
    assert project(REFORM % of_map, as_of=as_of).data_map.phases["home"].responsible == responsible


def test_nobody_is_responsible_between_two(project: Make) -> None:
    """A gap between the dates is no mistake."""
    spec = (REFORM % ", as_of: 2026-12-31").replace("valid_to: 2026-12-31", "valid_to: 2026-06-30")
    assert project(spec).data_map.phases["home"].responsible is None


@pytest.mark.parametrize("date", ["2026-12-31", "2026-01-01"])
def test_two_responsible_at_once(project: Make, date: str) -> None:
    """DF007 at the second."""
    found = problems(project((REFORM % "").replace("valid_from: 2027-01-01", f"valid_from: {date}")))
    assert [(place, code) for place, code, _ in found] == [("map.yaml:4:69", "DF007")]


def test_keys_of_ones_own(project: Make) -> None:
    """Kept as written on everything, a list as a list; those that are left open are left out."""
    data_map = project(
        """
        map: {id: own, title: Own, meta: {owner: region}}
        phases: {p0: {meta: {n: 0740}}}
        groups: {g: {meta: {a: 1e5}}}
        fields: {ldl: {group: g, meta: {tags: [pilot, 2], open: }}}
        channels: {letter: {meta: {on: true}}}
        sources: {s: {title: S, meta: {a: b}}}
        actors:
          gp:
            meta: {region: north}
            systems: {ehr: {meta: {vendor: x}}}
            records: [{fields: ldl, phase: p0, meta: {ticket: 412}}]
        """
    ).data_map
    assert data_map.meta == {"owner": "region"}
    assert data_map.phases["p0"].meta == {"n": "0740"}
    assert data_map.groups["g"].meta == {"a": "1e5"}
    assert data_map.fields["ldl"].meta == {"tags": ("pilot", "2")}
    assert data_map.channels["letter"].meta == {"on": "true"}
    assert data_map.sources["s"].meta == {"a": "b"}
    assert data_map.actors["gp"].meta == {"region": "north"}
    assert data_map.actors["gp"].systems["ehr"].meta == {"vendor": "x"}
    [record] = data_map.statements["gp"].of(Record)
    assert record.entry.meta == {"ticket": "412"}


@pytest.mark.parametrize("value", ["{deep: {a: b}}", "{deep: [[a]]}", "{deep: [{a: b}]}", "{deep: [a, ]}", "[a]"])
def test_keys_of_ones_own_are_not_deep(study: Make, value: str) -> None:
    """DF007 for a mapping or a list in a list."""
    found = [code for _, code, _ in problems(study(f"actors: {{gp: {{meta: {value.replace(', ]', ', ~]')}}}}}"))]
    assert found == ["DF007"]


def test_meta_makes_no_difference(study: Make) -> None:
    """DF106: the same statement with other keys of one's own is the same."""
    twice = "records: [{fields: ldl, phase: p0, meta: {a: b}}, {fields: ldl, phase: p0}]"
    assert [code for _, code, _ in problems(study(f"actors: {{gp: {{{twice}}}}}"))] == ["DF106"]


@pytest.mark.parametrize("key", ["after: 1d", "after: 0h"])
def test_a_stated_time_makes_a_difference(study: Make, key: str) -> None:
    """DF106: even a time of no length is another statement than none."""
    twice = f"records: [{{fields: ldl, phase: p0, {key}}}, {{fields: ldl, phase: p0}}]"
    assert problems(study(f"actors: {{gp: {{{twice}}}}}")) == []


FILES = {
    "map.yaml": "map: {id: m, title: M, exclude: %s}\nphases: {p: {}}\nactors: {gp: {}}\n",
    "mkdocs.yml": "site_name: Docs\nextra: !ENV NAME\n",
    "build/site/x.yaml": "a: [",
    "drafts/more.yaml": "fields: {bp: {}}\n",
    "node_modules/pkg/ci.yml": "on: push\n",
}


def opened(folder: Path, patterns: str, as_of: str | None = None) -> Project:
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text.replace("%s", patterns), "utf-8")
    return Project.open(folder, Terms(as_of=as_of))


def test_files_that_are_no_part_of_the_map(tmp_path: Path) -> None:
    """Neither read nor reported: a file, a folder with all below it, and folders of other programs."""
    project = opened(tmp_path, '[mkdocs.yml, "build/**"]')
    assert project.problems == ()
    assert set(project.data_map.fields) == {"bp"}


@pytest.mark.parametrize("pattern", ["build", "build/", '"build/**"', '"*/site"', '"**/x.yaml"', '"buil?/**/*.yaml"'])
def test_ways_to_write_a_pattern(tmp_path: Path, pattern: str) -> None:
    """A folder stands for all in it; a star is part of one name, two stars are any number of folders."""
    assert opened(tmp_path, f"[mkdocs.yml, {pattern}]").problems == ()


@pytest.mark.parametrize("pattern", ["x.yaml", '"*.yaml"', '"*/x.yaml"', "site"])
def test_a_pattern_begins_at_the_folder_of_the_map(tmp_path: Path, pattern: str) -> None:
    """It does not look into folders by itself, and never excludes the file that states it (DF122)."""
    project = opened(tmp_path, f'[mkdocs.yml, "build/**", {pattern}]')
    assert [(str(each.place), each.code) for each in project.warnings() if each.cause == "exclude"] == [
        ("map.yaml:1:58", "DF122")
    ]


@pytest.mark.parametrize("pattern", ["/build", '"..\\\\x"', "C:/x"])
def test_a_pattern_stays_in_the_folder(tmp_path: Path, pattern: str) -> None:
    """DF007 for a root, a drive or a backslash."""
    assert "DF007" in {each.code for each in opened(tmp_path, f"[{pattern}]").problems}

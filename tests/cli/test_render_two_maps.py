"""``render --view diff``: a map and its scenario, or two maps; and what is said where there is only one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran, git

Dataflow = Callable[..., Ran]
MAP = """\
dataflow: 1
map: {id: study, title: Study}
phases: {p: {}}
fields: {ldl: {}, bp: {}}
channels: {letter: {}}
actors:
  gp:
    records: [{fields: [ldl, bp], phase: p}]
    shares: [{fields: ldl, phase: p, to: hospital, via: letter}]
  hospital: {needs: [{fields: [ldl, bp], phase: p}]}
"""
SCENARIO = """\
scenario: {id: more}
actors: {gp: {shares: [{fields: bp, phase: p, to: hospital, via: letter}]}}
"""


@pytest.fixture
def maps(tmp_path: Path) -> Path:
    """A folder with a map that has a scenario, and an older map in which nothing is shared."""
    for name, text in (("new", MAP), ("old", MAP[: MAP.index("    shares")] + "  hospital: {}\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "map.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "new" / "scenario.yaml").write_text(SCENARIO, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--scenario", "more"], ["scenario “more”", "1 → 2 fields", "1 gap closed"]),
        (["--against", "old"], ["1 arrow added", "1 gap opened", "needs 0 → 2 fields"]),
        (["--against", "old", "--scenario", "more"], ["1 arrow added", "2 fields"]),
        (["--against", "new"], ["Nothing that is shown here differs."]),
    ],
)
def test_two_maps_are_compared(options: list[str], expected: list[str], maps: Path, dataflow: Dataflow) -> None:
    ran = dataflow("render", "new", "--view", "diff", *options, "-o", "o.svg", cwd=maps)
    assert (ran.code, "Traceback" in ran.err) == (0, False)
    drawn = (maps / "o.svg").read_text(encoding="utf-8")
    assert [words for words in expected if words not in drawn] == []


def test_the_earlier_map_may_be_a_git_revision(maps: Path, dataflow: Dataflow) -> None:
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "A map"]):
        git(maps, *arguments)
    (maps / "new" / "map.yaml").write_text(MAP.replace("fields: ldl, phase", "fields: [ldl, bp], phase"), "utf-8")
    ran = dataflow("render", "new", "--view", "diff", "--against", "git:HEAD", "-o", "o.svg", cwd=maps)
    assert (ran.code, "1 → 2 fields" in (maps / "o.svg").read_text("utf-8")) == (0, True)
    same = dataflow("render", "new", "--view", "diff", "--against", "git:HEAD:new", "-o", "p.svg", cwd=maps)
    assert (same.code, (maps / "p.svg").read_bytes()) == (0, (maps / "o.svg").read_bytes())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--view", "diff", "--against", "git:nowhere"], "is in no git repository"),
        (["--view", "diff"], "name the earlier one (--against PATH), or a scenario of this one (--scenario ID)"),
        (["--view", "gaps", "--against", "old"], "is of one map; leave out the other (--against), or draw diff"),
        (["--view", "diff", "--against", "nowhere"], "nowhere"),
        (["--view", "diff", "--scenario", "mroe"], "Did you mean more?"),
        (["--view", "diff", "--against", "old", "--actor", "gpp"], "Did you mean gp?"),
    ],
)
def test_what_can_not_be_compared_is_said(options: list[str], said: str, maps: Path, dataflow: Dataflow) -> None:
    ran = dataflow("render", "new", *options, "-o", "o.svg", cwd=maps)
    assert ran.code == 2
    assert said in " ".join(ran.err.split())
    assert not (maps / "o.svg").exists()

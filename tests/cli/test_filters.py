"""Which findings are selected, and which are known: --select, --ignore, filters, baselines."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dataflow.cli.exits import run

MAP = """\
map: {id: study, title: Study}
phases: {p0: {}, p1: {}, p2: {}}
fields: {ldl: {}, bp: {}, lvef: {}, hads: {}}
channels: {letter: {}}
actors:
  hospital:
    label: Hospital
    records: [{fields: [ldl, bp], phase: p0}]
    shares: [{fields: bp, phase: p1, to: municipality, via: letter, status: unknown}]
  municipality:
    needs:
      - {fields: ldl, phase: p1}
      - {fields: bp, phase: p1}
      - {fields: hads, phase: p2, level: may, confidence: low}
  aarhus: {extends: municipality}
  randers:
    extends: municipality
    omits: [{needs: ldl}]
  gp:
    needs: [{fields: lvef, phase: p2, level: should, confidence: medium}]
"""


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def found(self) -> list[tuple[str, str, str | None]]:
        return [(each["rule"], each["actor"], each["field"]) for each in json.loads(self.out)["findings"]]

    @property
    def unmet(self) -> set[tuple[str, str | None]]:
        return {(actor, field) for rule, actor, field in self.found if rule == "DF301"}


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs the command in this process, in a folder with the map ``study``."""
    (tmp_path / "study").mkdir()
    (tmp_path / "study/map.yaml").write_text(MAP)
    monkeypatch.chdir(tmp_path)

    def go(line: str, format_: str | None = "json") -> Ran:
        code = run(line.split() + (["--format", format_] if format_ else []))
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return go


ALL = {("municipality", "ldl"), ("municipality", "bp"), ("municipality", "hads"), ("gp", "lvef")}


def test_without_options_everything_is_shown(cli: Callable[..., Ran]) -> None:
    """The ground that the others stand on."""
    assert cli("gaps study").unmet == ALL


@pytest.mark.parametrize(
    ("options", "left"),
    [
        ("--select DF301", ALL),
        ("--select df3", ALL),
        ("--select unmet-need", ALL),
        ("--select DF4,DF301", ALL),
        ("--select DF4 --select DF301", ALL),
        ("--ignore DF301", set()),
        ("--ignore DF4,DF5", ALL),
        ("--select DF3 --ignore DF301", set()),
        ("--actor gp", {("gp", "lvef")}),
        ("--actor municipality", ALL - {("gp", "lvef")}),
        ("--actor randers", {("municipality", "bp"), ("municipality", "hads")}),
        ("--field ldl --field lvef", {("municipality", "ldl"), ("gp", "lvef")}),
        ("--phase p1", {("municipality", "ldl"), ("municipality", "bp")}),
        ("--confidence low", ALL),
        ("--confidence medium", ALL - {("municipality", "hads")}),
        ("--confidence high", {("municipality", "ldl"), ("municipality", "bp")}),
        ("--certainty possible", {("municipality", "bp")}),
        ("--certainty certain", ALL - {("municipality", "bp")}),
        ("--level member --actor municipality --field ldl", {("aarhus", "ldl")}),
        ("--level member --actor randers --certainty certain", {("randers", "hads")}),
    ],
)
def test_what_is_selected(options: str, left: set[tuple[str, str]], cli: Callable[..., Ran]) -> None:
    """Codes by their beginnings and names; roles with their members."""
    assert cli(f"gaps study {options}").unmet == left


def test_only_the_selected_rules_are_there(cli: Callable[..., Ran]) -> None:
    """Of all that there are."""
    assert {rule for rule, _, _ in cli("gaps study --select DF301").found} == {"DF301"}
    assert {rule for rule, _, _ in cli("gaps study --ignore DF301").found} == {
        rule for rule, _, _ in cli("gaps study").found
    } - {"DF301"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("gaps study --select DF310", "There is no rule 'DF310'. Did you mean DF130 or DF301"),
        ("gaps study --select unmet-nead", "Did you mean unmet-need?"),
        ("gaps study --ignore XYZ", "There is no rule 'XYZ'"),
        ("gaps study --select ,", "--select names no rule"),
        ("gaps study --select DF101", "dataflow gaps does not look for DF101; dataflow validate does."),
        ("validate study --select DF301", "dataflow validate does not look for DF301; dataflow gaps does."),
        ("gaps study --actor hospitl", "There is no actor 'hospitl'. Did you mean hospital?"),
        ("validate study --field ldll", "There is no field 'ldll'. Did you mean ldl?"),
        ("gaps study --phase p9", "There is no phase 'p9'. Did you mean p0, p1 or p2?"),
        ("gaps study --confidence sure", "'sure' is not one of"),
        ("gaps study --certainty maybe", "'maybe' is not one of"),
        ("gaps study --fail-on new", "--fail-on new needs --baseline FILE"),
        ("gaps study --write-baseline", "--write-baseline needs --baseline FILE"),
        (
            "gaps study --baseline none.json",
            "There is no none.json. The same command with --write-baseline writes it",
        ),
        ("gaps study --baseline study", "study can't be read: is a directory"),
        ("gaps study --baseline b.json --write-baseline -o b.json", "b.json is the baseline"),
        ("gaps study --baseline study/map.yaml --write-baseline", "study/map.yaml is no baseline of dataflow"),
        ("gaps study --baseline study/new.yaml --write-baseline", "study/new.yaml is a part of the map"),
    ],
)
def test_what_means_nothing_ends_with_2(line: str, said: str, cli: Callable[..., Ran]) -> None:
    """And names what is near, or what to do."""
    ran = cli(line)
    assert (ran.code, ran.err.count("Traceback")) == (2, 0)
    assert said in ran.err
    assert (Path("study/map.yaml")).read_text() == MAP


def test_a_broken_map_is_broken_for_everybody(cli: Callable[..., Ran]) -> None:
    """Filters by id never hide that a file can't be read; those by rule may."""
    Path("study/other.yaml").write_text("fields: [\n")
    assert cli("validate study --actor gp --field ldl").found == [("DF002", None, None)]
    assert cli("validate study --actor gp").code == 1
    assert cli("validate study --ignore DF002").found == []


def test_fail_on_looks_at_what_is_shown(cli: Callable[..., Ran]) -> None:
    """What is left out fails nothing."""
    assert cli("gaps study --fail-on error").code == 1
    assert cli("gaps study --fail-on error --actor gp").code == 0
    assert cli("gaps study --fail-on warning --actor gp --select DF301").code == 1


def test_a_baseline_written_fails_nothing_and_then_only_the_new(cli: Callable[..., Ran]) -> None:
    """The whole way: accept, find nothing new, add a gap, fix one."""
    first = cli("gaps study --baseline b.json --write-baseline --fail-on new")
    assert first.code == 0
    assert "b.json now holds" in first.err
    assert cli("gaps study --fail-on info --baseline b.json").code == 0
    again = cli("gaps study --fail-on new --baseline b.json")
    assert (again.code, again.err) == (0, "")
    assert {each["known"] for each in json.loads(again.out)["findings"]} == {True}

    Path("study/map.yaml").write_text(MAP.replace("{fields: lvef,", "{fields: [lvef, hads],"))
    new = cli("gaps study --fail-on new --baseline b.json --select DF301")
    assert new.code == 1
    assert [each["field"] for each in json.loads(new.out)["findings"] if not each["known"]] == ["hads"]
    assert cli("gaps study --fail-on error --baseline b.json --select DF301").code == 0
    assert cli("gaps study --fail-on warning --baseline b.json --select DF301").code == 1

    Path("study/map.yaml").write_text(MAP.replace("{fields: lvef, phase: p2", "{fields: lvef, phase: p1"))
    assert "DF301 gp lvef p2 should unrecorded" in cli("gaps study --baseline b.json").err


def changes_of(ran: Ran) -> dict[str, object]:
    """By field, what of a finding has changed; None where it is not known."""
    found = json.loads(ran.out)["findings"]
    return {each["field"]: each.get("changed", {}) if each["known"] else None for each in found}


@pytest.mark.parametrize(
    ("old", "new", "field", "was"),
    [
        ("phase: p2, level: should", "phase: p2, level: must", "lvef", {"need": "should"}),
        ("[ldl, bp], phase: p0", "[ldl, bp, lvef], phase: p0", "lvef", {"cause": "unrecorded"}),
        (", via: letter, status: unknown", ", via: letter, status: planned", "bp", {"certainty": "possible"}),
        ("phase: p2, level: should", "phase: p1, level: should", "lvef", None),
    ],
    ids=["level", "cause", "certainty", "another phase"],
)
def test_a_gap_that_changed_is_known(
    old: str, new: str, field: str, was: dict[str, str] | None, cli: Callable[..., Ran]
) -> None:
    """It is not new, and every report says what it was; written anew, the baseline has it as it is now."""
    cli("gaps study --baseline b.json --write-baseline --select DF301")
    assert old in MAP
    Path("study/map.yaml").write_text(MAP.replace(old, new))
    ran = cli("gaps study --baseline b.json --fail-on new --select DF301")
    assert changes_of(ran)[field] == was
    assert {value for key, value in changes_of(ran).items() if key != field and value} == set()
    assert ran.code == (1 if was is None else 0)
    if was is None:
        return
    assert ran.err == ""
    text = cli("gaps study --baseline b.json --select DF301", "text").out
    assert f"known, changed (before: {next(iter(was.values()))})]" in text
    assert "1 of the known ones has changed since the baseline was written" in text
    assert "ændret (før: " in cli("gaps study --baseline b.json --select DF301 --lang da", "markdown").out
    sarif = json.loads(cli("gaps study --baseline b.json --select DF301", "sarif").out)
    assert [each["baselineState"] for each in sarif["runs"][0]["results"]].count("updated") == 1
    before = len(Path("b.json").read_text().splitlines())
    again = cli("gaps study --baseline b.json --write-baseline --select DF301")
    assert set(map(str, changes_of(again).values())) == {"{}"}
    assert len(Path("b.json").read_text().splitlines()) == before


def test_a_gap_that_changed_for_some_members_is_known(cli: Callable[..., Ran]) -> None:
    """One of two gets it as text now, and the role has two findings in place of one."""
    text = MAP.replace("fields: [ldl, bp], phase: p0", "fields: [ldl, bp, hads], phase: p0, form: coded")
    text = text.replace("level: may, confidence: low", "form: coded")
    Path("study/map.yaml").write_text(text)
    cli("gaps study --baseline b.json --write-baseline --select DF301 --field hads")
    share = "{fields: hads, phase: p1, to: aarhus, via: letter, form: free-text}, "
    Path("study/map.yaml").write_text(text.replace("    shares: [", f"    shares: [{share}"))
    ran = cli("gaps study --baseline b.json --fail-on new --select DF301 --field hads")
    assert [(each["members"], each["cause"], each.get("changed")) for each in json.loads(ran.out)["findings"]] == [
        (["aarhus"], "form-lost", {"cause": "not-shared"}),
        (["randers"], "not-shared", None),
    ]
    assert ran.code == 0


def test_another_need_beside_a_known_gap_is_new(cli: Callable[..., Ran]) -> None:
    """A must need beside the should need that is in the baseline."""
    cli("gaps study --baseline b.json --write-baseline --select DF301")
    more = "{fields: lvef, phase: p2, level: should, confidence: medium}"
    Path("study/map.yaml").write_text(MAP.replace(more, f"{more}, {{fields: lvef, phase: p2, form: coded}}"))
    ran = cli("gaps study --baseline b.json --fail-on new --select DF301 --field lvef")
    assert ran.code == 1
    assert [(each["need"], each["known"]) for each in json.loads(ran.out)["findings"]] == [
        ("should", True),
        ("must", False),
    ]


def test_a_baseline_of_an_earlier_version_is_read(cli: Callable[..., Ran]) -> None:
    """It says nothing of certainty, which is no change then."""
    cli("gaps study --baseline b.json --write-baseline --select DF301")
    document = json.loads(Path("b.json").read_text())
    for each in document["findings"]:
        del each["certainty"]
    Path("b.json").write_text(json.dumps(document))
    ran = cli("gaps study --baseline b.json --fail-on new --select DF301")
    assert (ran.code, set(map(str, changes_of(ran).values()))) == (0, {"{}"})
    Path("study/map.yaml").write_text(MAP.replace("level: should", "level: must"))
    ran = cli("gaps study --baseline b.json --fail-on new --select DF301")
    assert (ran.code, changes_of(ran)["lvef"]) == (0, {"need": "should"})


def test_known_is_marked_in_text_and_sarif(cli: Callable[..., Ran]) -> None:
    """For people and for services."""
    cli("gaps study --baseline b.json --write-baseline --field ldl --select DF301")
    text = cli("gaps study --baseline b.json --select DF301", "text").out
    assert text.count("known]") == 1
    assert "1 of them known: it is in the baseline" in text
    sarif = json.loads(cli("gaps study --baseline b.json --select DF301", "sarif").out)
    states = [each["baselineState"] for each in sarif["runs"][0]["results"]]
    assert sorted(states) == ["new"] * (len(states) - 1) + ["unchanged"]


def test_the_file_is_sorted_and_says_what_it_holds(cli: Callable[..., Ran]) -> None:
    """So that a change to it reads well; the same findings give the same bytes."""
    cli("gaps study --baseline b.json --write-baseline --select DF301")
    text = Path("b.json").read_text()
    document = json.loads(text)
    assert document["version"] == 1
    about = [
        (each["map"], each["rule"], each["subject"]["actor"], each["subject"]["field"])
        for each in document["findings"]
    ]
    assert about == sorted(about)
    assert {each[2:] for each in about} == ALL
    assert all(
        set(each) == {"map", "fingerprint", "rule", "cause", "certainty", "subject"} for each in document["findings"]
    )
    assert len(text.splitlines()) == len(about) + 5
    cli("gaps study --baseline b.json --write-baseline --select DF301")
    assert Path("b.json").read_text() == text


def test_writing_keeps_what_the_run_did_not_look_for(cli: Callable[..., Ran]) -> None:
    """Other commands, rules, actors and maps; what was fixed goes."""
    other = {"map": "elsewhere", "fingerprint": "0" * 32, "rule": "DF301"}
    warning = {"map": "study", "fingerprint": "1" * 32, "rule": "DF122", "subject": {"field": "gone"}}
    fixed = {"map": "study", "fingerprint": "2" * 32, "rule": "DF301", "subject": {"actor": "gp", "field": "gone"}}
    Path("b.json").write_text(json.dumps({"version": 1, "findings": [other, warning, fixed]}))
    cli("gaps study --baseline b.json --write-baseline --actor municipality --select DF301")
    held = {each["fingerprint"] for each in json.loads(Path("b.json").read_text())["findings"]}
    assert {"0" * 32, "1" * 32, "2" * 32} <= held
    assert len(held) == 6
    ran = cli("gaps study --baseline b.json --select DF301")
    assert "1 entry of b.json matches nothing any more" in ran.err
    assert "DF301 gp gone" in ran.err
    assert cli("gaps study --baseline b.json --quiet").err == ""
    cli("gaps study --baseline b.json --write-baseline --select DF301")
    held = {each["fingerprint"] for each in json.loads(Path("b.json").read_text())["findings"]}
    assert {"0" * 32, "1" * 32} <= held
    assert "2" * 32 not in held
    assert len(held) == 6


def test_a_baseline_holds_when_lines_move_and_labels_are_reworded(cli: Callable[..., Ran]) -> None:
    """But not when the finding becomes another."""
    cli("gaps study --baseline b.json --write-baseline --select DF301")
    moved = "# a comment\n\n" + MAP.replace("label: Hospital", "label: The hospital")
    Path("study/map.yaml").write_text(moved)
    assert cli("gaps study --baseline b.json --select DF301 --fail-on new").code == 0
    Path("study/map.yaml").write_text(MAP.replace("{fields: bp, phase: p1}", "{fields: bp, phase: p2}"))
    assert cli("gaps study --baseline b.json --select DF301 --fail-on new").code == 1


def test_waived_findings_need_no_baseline(cli: Callable[..., Ran]) -> None:
    """They fail nothing, known or not, and are not written."""
    waivers = "waivers:\n  - {rule: DF301, actor: gp, reason: agreed}\n"
    Path("study/map.yaml").write_text(MAP + waivers)
    cli("gaps study --baseline b.json --write-baseline --select DF301")
    assert "lvef" not in Path("b.json").read_text()
    assert cli("gaps study --baseline b.json --select DF301 --fail-on new").code == 0


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"", "it is no JSON"),
        (b"\xff\xfe\x00", "it is no text in UTF-8"),
        (b"{" * 5, "it is no JSON"),
        (b"[" * 100_000, "it is no JSON"),
        (b"[]", "it has no list of findings"),
        (b'{"version": 1}', "it has no list of findings"),
        (b'{"version": 2, "findings": []}', "it is not of version 1"),
        (b'{"version": true, "findings": []}', "it is not of version 1"),
        (b'{"version": 1, "findings": [1]}', "its finding 1 lacks a rule or a fingerprint"),
        (b'{"version": 1, "findings": [{"rule": "DF301"}]}', "its finding 1 lacks a rule or a fingerprint"),
        (b'{"version": 1, "findings": [{"rule": "DF301", "fingerprint": "0", "subject": []}]}', "malformed"),
        (b'{"version": 1, "findings": [{"rule": "DF301", "fingerprint": "0", "map": 7}]}', "malformed"),
        (b'{"version": 1, "map": "study", "findings": [{"rule": "DF301"}]}', "its finding 1 lacks"),
    ],
)
@pytest.mark.parametrize("more", ["", " --write-baseline"])
def test_garbage_is_no_baseline(text: bytes, why: str, more: str, cli: Callable[..., Ran]) -> None:
    """It is refused kindly, and not written over."""
    Path("b.json").write_bytes(text)
    ran = cli(f"gaps study --baseline b.json{more}")
    assert ran.code == 2
    assert why in ran.err
    assert Path("b.json").read_bytes() == text
    assert ran.out == ""


def test_maps_beside_one_another_have_one_baseline(cli: Callable[..., Ran]) -> None:
    """A finding of the one is not known for being in the other."""
    Path("other").mkdir()
    Path("other/map.yaml").write_text(MAP.replace("id: study", "id: other"))
    cli("gaps study --baseline b.json --write-baseline --select DF301")
    assert cli("gaps other --baseline b.json --fail-on new --select DF301").code == 1
    cli("gaps other --baseline b.json --write-baseline --select DF301")
    assert cli("gaps other --baseline b.json --fail-on new --select DF301").code == 0
    assert cli("gaps study --baseline b.json --fail-on new --select DF301").code == 0

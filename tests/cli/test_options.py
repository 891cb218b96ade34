"""Options that contradict one another, and the formats of files: nothing is dropped without a word."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran

Dataflow = Callable[..., Ran]

MAP = """\
map: {id: back, title: Back}
phases: {visit: {}, later: {}}
fields: {pain: {}, mri: {}}
channels: {letter: {}}
actors:
  gp: {records: [{fields: pain, phase: visit}], uses: [{fields: pain, phase: visit}]}
  clinic: {needs: [{fields: mri, phase: later}]}
"""


@pytest.fixture
def back(tmp_path: Path) -> Path:
    (tmp_path / "back.yaml").write_text(MAP, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "options",
    [
        "gaps back.yaml --scenario a --scenario b",
        "gaps back.yaml --lang da --lang en",
        "validate back.yaml --as-of 2026-01-01 --as-of 2027-01-01",
        "render back.yaml -o a.svg -o b.svg",
        "render back.yaml -o a.svg --view overview --view matrix",
        "render back.yaml -o a.svg --legend --no-legend",
        "trace back.yaml pain --to gp --to clinic --at visit",
        "stats back.yaml --format json -o a.json --format csv",
    ],
)
def test_an_option_is_given_once(dataflow: Dataflow, back: Path, options: str) -> None:
    """The last one would count, and the others be dropped."""
    ran = dataflow(*options.split())
    assert ran.code == 2
    assert "is given 2 times" in ran.err or "er angivet 2 gange" in ran.err
    assert [path.name for path in back.iterdir()] == ["back.yaml"]


def test_lists_and_switches_may_be_given_again(dataflow: Dataflow, back: Path) -> None:
    """Several values add up, and a switch says the same twice."""
    options = "--field mri --field pain --select DF301 --select DF302 --quiet -q --planned --planned --format json"
    ran = dataflow("gaps", "back.yaml", *options.split())
    assert (ran.code, ran.err) == (0, "")
    assert len(json.loads(ran.out)["findings"]) == 1


BEGINNINGS = [
    ("gaps", ".txt", "clinic"),
    ("gaps", ".csv", "map,rule,"),
    ("gaps", ".json", '{\n  "version": 1'),
    ("gaps", ".md", "## Back"),
    ("gaps", ".MD", "## Back"),
    ("gaps", ".markdown", "## Back"),
    ("gaps", ".xml", "<?xml"),
    ("gaps", ".sarif", '{\n  "$schema": "https://json.schemastore.org/sarif'),
    ("validate", ".csv", "map,rule,"),
    ("holdings", ".csv", "actor,"),
    ("stats", ".csv", "map,scenario,"),
    ("stats", ".md", "#"),
    ("questions", ".md", "#"),
    ("questions", ".json", "{"),
    ("trace", ".json", "{"),
    ("rules", ".csv", "Rule,Name,"),
    ("rules", ".md", "| Rule |"),
    ("rules", ".json", '{\n  "version": 1'),
    ("rules", ".txt", "DF001  error"),
    ("schema", ".json", "{"),
    ("render", ".svg", "<svg"),
]


@pytest.mark.parametrize(("command", "ending", "beginning"), BEGINNINGS)
def test_the_ending_of_the_file_decides(
    dataflow: Dataflow, back: Path, command: str, ending: str, beginning: str
) -> None:
    """Of every command that writes a file."""
    given = {"rules": [], "schema": [], "trace": ["back.yaml", "pain"]}.get(command, ["back.yaml"])
    ran = dataflow(command, *given, "-o", f"o{ending}", LANG="en")
    assert (ran.code, "note: The format" in ran.err) == (0, False)
    assert (back / f"o{ending}").read_text("utf-8").lstrip("\ufeff").startswith(beginning)


@pytest.mark.parametrize("command", ["gaps", "validate", "holdings", "stats", "questions", "rules", "schema"])
@pytest.mark.parametrize("ending", [".exe", ".sav"])
def test_an_ending_that_can_not_be_written_is_refused(
    dataflow: Dataflow, back: Path, command: str, ending: str
) -> None:
    """With those that can, and before anything is written."""
    ran = dataflow(command, *([] if command in ("rules", "schema") else ["back.yaml"]), "-o", f"o{ending}", LANG="en")
    assert (ran.code, ran.out) == (2, "")
    assert f"can't write {ending}. It writes ." in ran.err
    assert [path.name for path in back.iterdir()] == ["back.yaml"]


@pytest.mark.parametrize(
    ("options", "is_noted"),
    [
        ("-o o.csv --format json", True),
        ("-o o.dat --format json", True),
        ("-o o.json --format json", False),
        ("-o o.json --format gitlab", False),
        ("-o o.sarif.json --format sarif", False),
        ("-o report --format json", False),
        ("-o - --format json", False),
    ],
)
def test_format_beats_the_ending_with_a_note(dataflow: Dataflow, back: Path, options: str, is_noted: bool) -> None:
    """Unless the format is written in files with that ending."""
    ran = dataflow("gaps", "back.yaml", *options.split(), LANG="en")
    assert ran.code == 0
    assert ("note: The format is" in ran.err) == is_noted


def test_a_rule_that_is_off_is_on_when_it_is_selected(dataflow: Dataflow, back: Path) -> None:
    """By its code or its name, also where the map turns it off; a whole group of rules stays as it is."""

    def found(*options: str) -> set[str]:
        ran = dataflow("validate", "back.yaml", "--format", "json", *options)
        return {finding["rule"] for finding in json.loads(ran.out)["findings"]}

    assert "DF124" not in found() | found("--select", "DF12")
    assert found("--select", "DF124") == found("--select", "unevidenced") == {"DF124"}
    assert found("--select", "DF124,DF122") == {"DF124", "DF122"}
    (back / "back.yaml").write_text(MAP.replace("title: Back", "title: Back, rules: {DF124: off}"), "utf-8")
    assert found("--select", "df124") == {"DF124"}


def test_the_list_of_rules_says_which_are_off(dataflow: Dataflow) -> None:
    """In every format."""
    (line,) = (line for line in dataflow("rules", LANG="en").out.splitlines() if line.startswith("DF124"))
    assert "off unless a map or --select names it" in line
    rules = json.loads(dataflow("rules", "--format", "json").out)["rules"]
    assert [rule["code"] for rule in rules if not rule["on_by_default"]] == ["DF124"]
    (row,) = (row for row in dataflow("rules", "--format", "csv", "--lang", "da").out.splitlines() if "DF124" in row)
    assert ";slået fra;" in row

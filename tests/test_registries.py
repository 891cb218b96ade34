"""What ``architecture.md`` says of "How to add" works: whatever should know of a new part finds it.

A rule, a view, the output formats and a command are one new file each, and a key of the language is a small change.
The page's examples are added to a copy of the package, and everything that takes the name of a rule, format, view or
command is tried there in one process.
"""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest
import yaml
from conftest import ROOT
from pages import blocks

from dataflow.base.rule import kind_of
from dataflow.cli.commands import commands, is_command
from dataflow.rules import rule_names
from dataflow.views import view_names, views

ARCHITECTURE = ROOT / "docs" / "architecture.md"
EXAMPLES = {
    block.words[1]: block.text for block in blocks(ARCHITECTURE, "python") if block.words[1].startswith("dataflow/")
}
ACTOR_VIEW = EXAMPLES["dataflow/views/roster.py"]
for whole, of_one in (
    ("roster", "lobby"),
    ("in scene.data_map.presented", "in [scene.subject]"),
    ("draw=draw)", 'draw=draw, of="actor")'),
):
    assert whole in ACTOR_VIEW
    ACTOR_VIEW = ACTOR_VIEW.replace(whole, of_one)
ADDED = {**EXAMPLES, "dataflow/views/lobby_id.py": ACTOR_VIEW}
(NEW_KEY,) = blocks(ARCHITECTURE, "diff")
LISTED = "DF506  warning  word-of-mouth          What is only said\n"

MAP = """\
map: {id: heart, title: Heart, %s}
phases: {p0: {}}
fields: {ldl: {}, bp: {}}
channels: {phone: {kind: oral}}
legal_bases: {consent: {}}
%s
actors:
  gp:
    records: [{fields: [ldl, bp], phase: p0}]
    shares:
    - {fields: ldl, phase: p0, to: home, via: phone, legal_basis: consent}
    - {fields: bp, phase: p0, to: home, via: phone, legal_basis: consent, status: unknown}
  home: {kind: patient, uses: [{fields: [ldl, bp], phase: p0}]}
"""
MAPS = {
    "plain": MAP % ("languages: [en]", ""),
    "off": MAP % ("rules: {DF506: off}", ""),
    "info": MAP % ("rules: {DF506: info}", ""),
    "waived": MAP % ("languages: [en]", "waivers: [{rule: DF506, field: ldl, reason: They meet anyhow}]"),
    "misspelt": MAP % ("rules: {DF507: off}", ""),
}

RUN_ALL = """
import contextlib, io, json, sys
from dataflow.cli.exits import run
ran = []
for arguments in json.load(sys.stdin):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(arguments)
    ran.append((code, out.getvalue(), err.getvalue()))
print(json.dumps(ran))
"""


class Ran(NamedTuple):
    """What a command came to."""

    code: int
    out: str
    err: str


class House(NamedTuple):
    """A copy of the package with one more rule, format, view and command, beside some maps."""

    root: Path

    def process(self, *arguments: str, **options: Any) -> "subprocess.CompletedProcess[str]":
        """What Python says in the copy."""
        # Without the variables that let tests rewrite documents.
        outer = {name: value for name, value in os.environ.items() if not name.startswith("DATAFLOW_")}
        env = {**outer, "PYTHONPATH": str(self.root), "COLUMNS": "200"}
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, capture_output=True, encoding="utf-8", cwd=self.root, env=env, check=False, **options
        )

    def run(self, *commands: str) -> list[Ran]:
        """What the commands of a command line each come to, all in one process."""
        done = self.process("-c", RUN_ALL, input=json.dumps([command.split() for command in commands]))
        assert done.returncode == 0, done.stderr
        return [Ran(*each) for each in json.loads(done.stdout)]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    root = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "dataflow", root / "dataflow")
    for name, text in ADDED.items():
        assert not (root / name).exists()
        (root / name).write_text(text, "utf-8")
    for name, text in MAPS.items():
        (root / f"{name}.yaml").write_text(text, "utf-8")
    return House(root)


def codes(ran: Ran, **like: object) -> list[str]:
    """The rules of the findings that a command gives as JSON; only of those that are like this."""
    found = json.loads(ran.out)["findings"]
    return [each["rule"] for each in found if all(each[key] == value for key, value in like.items())]


def test_commands_know_the_rule(house: House) -> None:
    """It is listed and explained, chosen and left out, by its code and its name."""
    listed, by_code, by_name, chosen, left_out, named, new = house.run(
        "rules",
        "rule DF506 --lang da",
        "rule word-of-mouth --lang da",
        "gaps plain.yaml --format json --select DF506",
        "gaps plain.yaml --format json --ignore DF506",
        "gaps plain.yaml --format json --select word-of-mouth,DF401",
        "gaps plain.yaml --format sarif --select DF5",
    )
    assert LISTED in listed.out
    assert by_code == by_name
    assert by_code.out.startswith("DF506 word-of-mouth: Det, som kun bliver sagt (advarsel)\n")
    assert codes(chosen) == ["DF506", "DF506"]
    assert "DF506" not in codes(left_out)
    assert codes(named) == ["DF506", "DF506"]
    (rule,) = (each for each in json.loads(new.out)["runs"][0]["tool"]["driver"]["rules"] if each["id"] == "DF506")
    assert (rule["name"], rule["properties"]["tags"]) == ("WordOfMouth", ["health-data", "gaps"])


def test_maps_may_name_the_rule(house: House) -> None:
    """Under ``map.rules`` and in waivers, which the schema for editors allows too; a code that is none is not."""
    plain, off, info, waived, sound, misspelt, schema = house.run(
        "gaps plain.yaml --format json",
        "gaps off.yaml --format json",
        "gaps info.yaml --format json",
        "gaps waived.yaml --format json",
        "validate waived.yaml --format json --select DF101,DF127,DF128",
        "validate misspelt.yaml --format json",
        "schema",
    )
    assert codes(plain, severity="warning").count("DF506") == 2
    assert "DF506" not in codes(off)
    assert codes(info, severity="info").count("DF506") == 2
    assert codes(waived, waived=True) == ["DF506"]
    assert codes(sound) == []
    assert codes(misspelt) == ["DF101"]
    for name in ("off", "info", "waived"):
        jsonschema.validate(yaml.safe_load(MAPS[name].replace("off", "'off'")), json.loads(schema.out))


def test_questions_and_baselines_count_the_finding(house: House) -> None:
    """What a yes makes certain and a no closes; and what is known is not new."""
    questions, guide, _, kept = house.run(
        "questions plain.yaml --format json",
        "questions plain.yaml",
        "gaps plain.yaml --baseline known.json --write-baseline",
        "gaps plain.yaml --baseline known.json --fail-on new",
    )
    (question,) = json.loads(questions.out)["questions"]
    (effect,) = (each for each in question["findings"] if each["rule"] == "DF506")
    assert (effect["field"], effect["if_yes"], effect["if_no"]) == ("bp", "certain", "closed")
    assert "DF506 What is only said: " in guide.out
    assert "DF506" in (house.root / "known.json").read_text("utf-8")
    assert kept.code == 0


def test_the_format_is_offered_and_written(house: House) -> None:
    """By every command that gives findings."""
    written, valid, helped, misspelt = house.run(
        "gaps plain.yaml --select DF506 --format codes",
        "validate misspelt.yaml --format codes",
        "gaps --help",
        "gaps plain.yaml --format code",
    )
    assert written.out == "code DF506\n" * 2
    assert valid.out == "code DF101\n"
    assert "ending: codes, csv, " in " ".join(helped.out.split())
    assert "Did you mean codes?" in misspelt.err


def test_the_views_are_offered_and_drawn(house: House) -> None:
    """By name, and in the explorer where they are of the whole map; a picture format writes all of them."""
    drawn, whole, explored, in_words, unfit, misspelt, unknown, helped = house.run(
        "render plain.yaml --view lobby:home -o lobby.svg",
        "render plain.yaml --view roster -o roster.svg",
        "render plain.yaml -o explorer.html",
        "render plain.yaml --view roster -o roster.txt",
        "render plain.yaml --view lobby -o no.svg",
        "render plain.yaml --view rooster -o no.svg",
        "render plain.yaml --view roster -o roster.tx",
        "render --help",
    )
    assert (drawn.code, whole.code, explored.code, in_words.code) == (0, 0, 0, 0)
    for name in ("roster.svg", "lobby.svg"):
        assert "Who is there" in (house.root / name).read_text("utf-8")
    assert (house.root / "roster.txt").read_text("utf-8") == "Who is there\ngp\nhome\n"
    assert '"id":"roster"' in (house.root / "explorer.html").read_text("utf-8")
    assert "lobby:ID" in unfit.err
    assert "Did you mean roster?" in misspelt.err
    assert "It writes" in unknown.err and ".txt" in unknown.err
    assert re.search(r" roster[,;]", helped.out)
    assert " lobby:ID" in helped.out


def test_the_section_and_the_format_of_documents_are_offered_and_written(house: House) -> None:
    """A report has the section in its place; the table of gaps can be written in the format too."""
    offered, one, all_, gaps = house.run(
        "report --help",
        "report plain.yaml -o one.rst --sections roles --lang en",
        "report plain.yaml -o all.md --lang da",
        "gaps plain.yaml --format table -o gaps.rst",
    )
    assert "roles" in offered.out
    assert ".rst" in offered.out
    assert (one.code, all_.code, gaps.code) == (0, 0, 0)
    assert (house.root / "one.rst").read_text("utf-8") == ".. Heart\n\nRoles\n=====\n"
    headings = re.findall(r"^## (.*)$", (house.root / "all.md").read_text("utf-8"), re.MULTILINE)
    assert headings[1:4] == ["Afgrænsning og grundlag", "Roller", "Overblik"]


def test_the_command_is_offered_and_run(house: House) -> None:
    """It stands in the list of commands, and helps with its example."""
    ran, listed, helped = house.run("greet", "--help", "greet --help")
    assert ran == Ran(0, "hello\n", "")
    assert "Say hello to the map." in listed.out
    assert "Example: dataflow greet" in helped.out


def test_the_tests_of_rules_and_documents_ask_the_new_rule_too(house: House) -> None:
    """They fail until it is in the list of the documents, and then its page and its examples are tried."""
    for folder in ("docs", "specs", "tests/rules"):
        shutil.copytree(ROOT / folder, house.root / folder, ignore=shutil.ignore_patterns("gallery"))
    for name in ("conftest.py", "pages.py", "given.py", "starter.py", "walks.py", "test_docs.py"):
        shutil.copy(ROOT / "tests" / name, house.root / "tests" / name)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, house.root / name)
    selected = "DF506 or test_the_list or test_codes_are or (test_what_a_command and analysis)"
    tests = ("-m", "pytest", "-k", selected, "tests/rules/test_every_rule.py", "tests/test_docs.py")
    assert (
        "FAILED tests/rules/test_every_rule.py::test_the_list_of_the_documents_is_whole"
        in house.process(*tests).stdout
    )
    page = house.root / "docs" / "analysis.md"
    page.write_text(re.sub(r"(?m)^(DF505  info .*\n)", rf"\1{LISTED}", page.read_text("utf-8")), "utf-8")
    done = house.process(*tests)
    assert done.returncode == 0, done.stdout


def test_the_examples_keep_the_style(house: House) -> None:
    """That of ``make lint``, as far as ruff sees it."""
    shutil.copy(ROOT / "pyproject.toml", house.root)
    names = list(EXAMPLES)
    for check in (("format", "--check"), ("check",)):
        done = house.process("-m", "ruff", *check, "--no-cache", *names)
        assert done.returncode == 0, done.stdout


KEY_READ = """
from dataflow.model.statements import Share
from dataflow.project import Project
shares = Project.open("urgent.yaml").data_map.statements["gp"].of(Share)
print(*(f"{share.field} {share.entry.urgent}" for share in shares))
"""


def test_a_key_is_read_checked_and_kept(house: House, tmp_path: Path) -> None:
    """By the reader, its messages, the schema for editors, and the linked map."""
    root = tmp_path / "house"
    shutil.copytree(ROOT / "dataflow", root / "dataflow")
    subprocess.run(["git", "apply", "-"], input=NEW_KEY.text, text=True, cwd=root, check=True)
    changed = House(root)
    for name, urgent in (("urgent", "true"), ("wrong", "soon")):
        text = MAPS["plain"].replace("fields: ldl, phase: p0, to", f"fields: ldl, urgent: {urgent}, phase: p0, to")
        assert text != MAPS["plain"]
        (root / f"{name}.yaml").write_text(text, "utf-8")
    valid, wrong, printed = changed.run(
        "validate urgent.yaml --select DF0,DF10 --format json", "validate wrong.yaml --format json", "schema"
    )
    assert (valid.code, codes(valid)) == (0, [])
    assert codes(wrong) == ["DF007"]
    assert changed.process("-c", KEY_READ).stdout == "ldl True bp False\n"
    check = jsonschema.Draft202012Validator(json.loads(printed.out))
    soon, now = (yaml.safe_load((root / f"{name}.yaml").read_text("utf-8")) for name in ("wrong", "urgent"))
    assert (check.is_valid(soon), check.is_valid(now)) == (False, True)


def test_a_file_bears_the_name_of_what_is_in_it() -> None:
    """By which it is found without being loaded; and each rule is reported by some command."""
    assert {name: view.name for name, view in views().items()} == {
        name.partition(":")[0]: name for name in view_names()
    }
    assert all(view.id == name for name, view in views().items())
    assert all(is_command(command.run.__name__) for command in commands())
    assert all(kind_of(code) for code in rule_names())


@pytest.mark.parametrize("folder", ["analysis", "views", "renderers", "reports"])
def test_no_rule_is_known_by_its_code(folder: str) -> None:
    """What these floors must know of a rule, the rule or the finding says."""
    named = [
        (path.name, node.lineno)
        for path in sorted((ROOT / "dataflow" / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.match(r"DF\d", node.value)
    ]
    assert named == []

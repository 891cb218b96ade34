"""Checks of every rule and every text; they are discovered, so that new ones are included."""

import ast
import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from conftest import ROOT

import dataflow
from dataflow.base.finding import Finding, Severity
from dataflow.base.rule import Example
from dataflow.base.text import Text
from dataflow.project import Project
from dataflow.rules import Rule, all_rules
from dataflow.rules._page import page_of

PACKAGE = Path(dataflow.__file__).parent
# The list of ``analysis.md``, "The rules": code, severity, name.
LISTED = re.findall(
    r"^(DF\d{3})  (\w+) +([\w-]+)  ", (ROOT / "docs" / "analysis.md").read_text("utf-8"), re.MULTILINE
)
RULES = list(all_rules().values())

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
every_language = pytest.mark.parametrize("language", ("en", "da"))


def project_of(example: Example, encoding: str = "utf-8") -> Project:
    return Project({name: text.encode(encoding) for name, text in example.items()})


def found_in(project: Project, rule: Rule) -> list[Finding]:
    """The findings of the command that reports the rule: `validate` for DF0xx and DF1xx, else `gaps`."""
    if rule.code < "DF3":
        return list(project.problems or project.warnings())
    return list(project.gaps())


def test_the_list_of_the_documents_is_whole() -> None:
    """The list has each rule with its severity and name, in the order of the codes."""
    assert [(rule.code, str(rule.severity), rule.name) for rule in RULES] == LISTED


@every_rule
def test_a_rule_is_in_the_file_of_its_name(rule: Rule) -> None:
    """The file name follows from the code and name."""
    stem = f"{rule.code.lower()}_{rule.name.replace('-', '_')}"
    assert importlib.import_module(f"dataflow.rules.{stem}").RULE is rule


@every_rule
def test_the_reported_example_gives_this_rule_and_no_other(rule: Rule) -> None:
    """The first example of the page has findings of this rule only."""
    found = found_in(project_of(rule.reported, rule.encoding), rule)
    assert {finding.code for finding in found} == {rule.code}


@every_rule
def test_the_fixed_example_has_no_findings(rule: Rule) -> None:
    """The fixed example has no findings."""
    project = project_of(rule.fixed)
    assert [finding.message.in_language("en") for finding in project.problems] == []
    assert [finding for finding in found_in(project, rule) if finding.code == rule.code] == []


@every_rule
def test_the_examples_differ_only_in_the_mistake(rule: Rule) -> None:
    """An example has a title, and its fix changes little and keeps the files."""
    reported, fixed = rule.reported, rule.fixed
    assert reported.keys() == fixed.keys()
    assert reported != fixed
    assert project_of(fixed).data_map.title.texts
    old, new = ("\n".join(example.values()).splitlines() for example in (reported, fixed))
    assert len(set(old) - set(new)) <= len(old) // 2


@every_language
@every_rule
def test_the_page_reads_well(rule: Rule, language: str) -> None:
    """Every part is there, in whole sentences, without leftovers of drafts."""
    page = page_of(rule, language)
    assert page.startswith(f"{rule.code} {rule.name}: ")
    for text in (rule.what, rule.why, rule.fix, rule.false_positives):
        said = text.in_language(language)
        assert said in page
        assert re.match(r"[A-ZÆØÅ\"]", said)
        assert said.endswith(".")
        assert len(said) > 60
    for line in page.splitlines():
        assert line == line.rstrip()
        assert not re.search(r"TODO|XXX|\{[a-z]+\}|None\b|[^ ]  [^ ]", line.strip().partition("#")[0]), line
    assert not rule.title.in_language(language).endswith(".")


PAGE = """\
DF999 no-tea: There is no tea (warning)
=======================================

Nobody made tea.

Why it matters
--------------
Work stands still.

Reported
--------
    # a.yaml
    tea:

      none

    # b.yaml
    cup: empty

Fixed
-----
    tea: some

How to fix it
-------------
Make some.

False positives
---------------
There may be coffee.
"""
SIDE = """\
DF999 no-tea: Der er ingen te (advarsel)
========================================

Ingen har lavet te.

Hvorfor det er vigtigt
----------------------
Arbejdet går i stå.

Eksempel
--------
    # a.yaml
    tea:

      none

    # b.yaml
    cup: empty

Rettet eksempel
---------------
    tea: some

Sådan rettes det
----------------
Lav noget.

Hvornår fundet kan være forkert
-------------------------------
Måske er der kaffe.
"""


@pytest.mark.parametrize(("language", "text"), [("en", PAGE), ("da", SIDE)])
def test_a_page_line_by_line(language: str, text: str) -> None:
    """Headings are underlined, examples indented; a file's name is shown only where there are several."""
    rule = Rule(
        "DF999",
        "no-tea",
        Severity.WARNING,
        Text(en="There is no tea", da="Der er ingen te"),
        Text(en="Nobody made tea.", da="Ingen har lavet te."),
        Text(en="Work stands still.", da="Arbejdet går i stå."),
        Text(en="Make some.", da="Lav noget."),
        Text(en="There may be coffee.\n", da="Måske er der kaffe.\n"),
        reported={"a.yaml": "tea:\n   \n  none\n", "b.yaml": "cup: empty"},
        fixed={"a.yaml": "tea: some\n"},
    )
    assert page_of(rule, language) == text


@every_rule
def test_the_languages_differ(rule: Rule) -> None:
    """No part of a page is the same in both languages."""
    for text in (rule.title, rule.what, rule.why, rule.fix, rule.false_positives):
        assert text.en != text.da


def test_every_text_has_both_languages_and_the_same_blanks() -> None:
    """All constants of all modules are checked, in whatever containers."""
    wrong = [(where, text) for where, text in all_texts() if not well_formed(text)]
    assert wrong == []


def test_every_text_written_inside_a_function_too() -> None:
    """Those that are not constants are read from the source."""
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
                said = {each.arg: each.value.value for each in node.keywords if isinstance(each.value, ast.Constant)}
                if said.keys() == {"en", "da"} and not well_formed(Text(en=str(said["en"]), da=str(said["da"]))):
                    wrong.append((path.name, node.lineno))
    assert wrong == []


def well_formed(text: Text) -> bool:
    english, danish = text.blanks()
    return bool(text.en.strip()) and bool(text.da.strip()) and english == danish


def all_texts() -> Iterator[tuple[str, Text]]:
    for found in pkgutil.walk_packages(dataflow.__path__, "dataflow."):
        if not found.name.endswith("__main__"):
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                if not name.startswith("__"):
                    yield from ((f"{found.name}.{name}", text) for text in texts_in(value))


def texts_in(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from texts_in(each)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from texts_in(getattr(value, field.name, None))

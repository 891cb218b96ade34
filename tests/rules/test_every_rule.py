"""Checks of every rule and every text; they are discovered, so that new ones are included."""

import ast
import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT

import dataflow
from dataflow.base.finding import Finding, Severity
from dataflow.base.rule import RuleKind, kind_of
from dataflow.base.text import Sentence, Text
from dataflow.project import Project
from dataflow.renderers.explorer.contents import _rule
from dataflow.rule_checks import faults_of
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


def test_the_list_of_the_documents_is_whole() -> None:
    """The list has each rule with its severity and name, in the order of the codes."""
    assert [(rule.code, str(rule.severity), rule.name) for rule in RULES] == LISTED


@every_rule
def test_a_rule_is_in_the_file_of_its_name(rule: Rule) -> None:
    """The file name follows from the code and name."""
    stem = f"{rule.code.lower()}_{rule.name.replace('-', '_')}"
    assert importlib.import_module(f"dataflow.rules.{stem}").RULE is rule


@every_rule
def test_the_page_and_the_examples_are_sound(rule: Rule) -> None:
    """The page is in whole sentences, the first example gives this rule alone, and the second nothing."""
    assert faults_of(rule) == ()
    assert Project({name: text.encode() for name, text in rule.fixed.items()}).data_map.title.texts


EXAMPLE = """\
map: {id: tea, title: Tea}
phases: {visit: {}}
fields: {cups: {}}
channels: {pot: {}}
actors:
  ward: {records: [{fields: cups, phase: visit}], uses: [{fields: cups, phase: visit}]}
"""
SOUND = Rule(
    "XX301",
    "no-tea",
    Severity.WARNING,
    Text(en="Tea without a label", da="Te uden navn"),
    Text(
        en="The channel of this map has no label, though every channel should have one.",
        da="Kanalen i dette kort har ingen label, og det burde den dog have.",
    ),
    Text(
        en="Nobody knows what to ask for, and asks for something else instead.",
        da="Ingen ved, hvad de skal bede om, og så beder de om noget helt andet.",
    ),
    Text(
        en="Write a label, and ask the ward what they call the channel themselves.",
        da="Skriv en label, og spørg på afdelingen, hvad de selv kalder kanalen.",
    ),
    Text(
        en="There may be coffee instead, which this map has no word for at all.",
        da="Måske er der kaffe i stedet, som dette kort slet ikke har et ord for.",
    ),
    reported={"map.yaml": EXAMPLE},
    fixed={"map.yaml": EXAMPLE.replace("pot: {}", "pot: {label: Tea}")},
    find=lambda context: [
        Finding("XX301", Severity.WARNING, channel.place, Sentence(Text(en="No label.", da="Ingen label.")))
        for channel in context.data_map.channels.values()
        if not channel.label.texts
    ],
)
FAULTS = {
    "is no code of a rule": {"code": "X301"},
    "is not small letters and hyphens": {"name": "No tea"},
    "the same in both languages": {"fix": Text(en=SOUND.fix.en, da=SOUND.fix.en)},
    "title ends in a full stop (da)": {"title": Text(en="Tea", da="Te.")},
    "why is no whole sentence": {"why": Text(en="Short.", da=SOUND.why.da)},
    "no finished text (en)": {"why": Text(en=f"TODO {SOUND.why.en}", da=SOUND.why.da)},
    "have other files": {"fixed": {"other.yaml": SOUND.fixed["map.yaml"]}},
    "are the same": {"fixed": SOUND.reported},
    "still gives XX301": {"fixed": {"map.yaml": f"{SOUND.reported['map.yaml']}# more\n"}},
    "more than half of their lines": {"fixed": {"map.yaml": SOUND.fixed["map.yaml"].replace(":", ": ")}},
    "gives nothing, not XX301 alone": {"reported": SOUND.fixed, "fixed": SOUND.reported},
    "gives DF001, not XX301 alone": {"encoding": "utf-16"},
    "gives DF101, not XX301 alone": {"reported": {"map.yaml": EXAMPLE.replace("fields: cups", "fields: mugs", 1)}},
    "gives DF502, XX301, not XX301 alone": {
        "reported": {"map.yaml": EXAMPLE.replace(", uses: [{fields: cups, phase: visit}]", "")}
    },
    "the fixed example has an error": {"fixed": {"map.yaml": SOUND.fixed["map.yaml"].replace("visit: {}", "v: {}")}},
}


def test_a_sound_rule_has_no_faults() -> None:
    """Though it is not installed."""
    assert faults_of(SOUND) == ()


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_of_a_rule_is_found(fault: str) -> None:
    """And said."""
    assert any(fault in said for said in faults_of(replace(SOUND, **FAULTS[fault])))


def test_a_rule_that_fails_is_raised_to_its_author() -> None:
    """With its trace."""
    with pytest.raises(ZeroDivisionError):
        faults_of(replace(SOUND, find=lambda context: [1 / 0]))


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


def test_what_the_explorer_says_of_a_rule_has_no_key_of_the_language() -> None:
    """Those who read the explorer write no map: no ``expects_reply``, no ``form-too-low``."""
    for code, rule in all_rules().items():
        if kind_of(code) is RuleKind.GAP:
            for said in _rule(rule)["what"]:
                assert not re.search(r"[a-z]_[a-z]|\([a-z]+(-[a-z]+)*\)|[a-z]: (true|manual)", said), said

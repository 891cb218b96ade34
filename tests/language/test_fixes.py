"""Corrections as edits: only the word at the place of the finding changes."""

import pytest
from conftest import ROOT

from dataflow.cli.exits import run
from dataflow.fixes import Fix, correction_of, corrections_of, edited
from dataflow.project import Project
from dataflow.rules import rule_names

MAP = """\
map: {id: t, title: T}  # a comment
phases: {p: {}}
fields: {body_weight: {}, bmi: {}}
channels: {letter: {}}
actors:
  gp:
    needs: [{fields: %s, phase: p}]
"""


def fixes(text: str) -> tuple[Fix, ...]:
    project = Project({"map.yaml": text.encode()})
    return tuple(fix for finding in project.problems for fix in corrections_of(project, finding))


def fixed(text: str) -> str:
    edits = [edit for fix in fixes(text) for edit in fix.edits]
    return edited(text.encode(), edits).decode()


@pytest.mark.parametrize(
    ("written", "meant", "sure"),
    [
        ("body_wieght", "body_weight", False),
        ("Body_Weight", "body_weight", True),
        ("body-weight", "body_weight", True),
        ("'body_wight'", "'body_weight'", False),
        ('["body_wight"]', '["body_weight"]', False),
        ("body_weight, level: Must", "body_weight, level: must", True),
        ("body_weight, level: muts", "body_weight, level: must", False),
        ("body_weight, withn: 2d", "body_weight, within: 2d", False),
        ("body_weight, within: 2 D", "body_weight, within: 2d", True),
        ("body_weight, within: 2 days", "body_weight, within: 2d", False),
        ("body_weight, note: æ 🫀, level: Must", "body_weight, note: æ 🫀, level: must", True),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\u2028"])
def test_the_word_that_is_meant_replaces_what_is_written(written: str, meant: str, sure: bool, ends: str) -> None:
    text = (MAP % written).replace("\n", ends)
    assert {fix.sure for fix in fixes(text)} == {sure}
    assert fixed(text) == (MAP % meant).replace("\n", ends)
    assert fixed("\ufeff" + text) == "\ufeff" + (MAP % meant).replace("\n", ends)


def test_of_several_words_none_is_sure() -> None:
    text = MAP.replace("bmi", "bma").replace("body_weight", "bmb") % "bmc"
    assert [(fix.edits[0].text, fix.sure) for fix in fixes(text)] == [("bma", False), ("bmb", False)]


def test_a_word_with_escapes_is_left_alone() -> None:
    assert fixes(MAP % '"body\\u005fwight"') == ()


@pytest.mark.parametrize(("odd", "plain"), [("\u2013", "-"), ("\u200b", "")])
def test_a_character_that_looks_like_another_is_replaced(odd: str, plain: str) -> None:
    text = (MAP % "bmi").replace("id: t,", f"id: t{odd}t,")
    (fix,) = fixes(text)
    assert fix.sure
    assert fixed(text) == text.replace(odd, plain)


def test_a_declaration_that_all_references_spell_otherwise_is_renamed() -> None:
    text = MAP.replace("bmi: {}", "bmii: {}") % "bmi, phase: p}, {fields: bmi"
    assert fixed(text) == text.replace("bmii", "bmi")


@pytest.mark.parametrize("wrong", ["{fields: {vaegt: {}}}, vægt", "{fields: {vægt: {}}}, vaegt"])
def test_a_word_of_danish_becomes_its_id(wrong: str) -> None:
    declared, named = wrong.removeprefix("{fields: ").split("}, ")
    text = MAP.replace("{body_weight: {}, bmi: {}}", declared) % named
    assert fixed(text) == text.replace("vægt", "vaegt")


def test_a_unit_that_is_meant_is_written() -> None:
    text = MAP.replace("bmi: {}", "bmi: {unit: liter}") % "bmi"
    assert fixed(text) == text.replace("liter", "L")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("DF101",), "Automatic correction\n--------------------\ndataflow validate --fix corrects a word"),
        (("DF301", "--lang", "da"), "Automatisk rettelse\n-------------------\ndataflow validate --fix ændrer ikke"),
    ],
)
def test_a_rule_s_page_has_a_part_on_correction(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In both languages."""
    assert run(["rule", *arguments]) == 0
    assert said in capsys.readouterr().out


def test_the_page_of_a_rule_says_whether_its_findings_are_corrected() -> None:
    """True of all mistakes in the gallery of messages."""
    corrected: set[str] = set()
    for path in sorted((ROOT / "tests" / "messages" / "cases").glob("*.yaml")):
        project = Project({path.name: path.read_bytes()})
        corrected |= {each.code for each in project.problems if any(corrections_of(project, each))}
    assert {code for code in rule_names() if correction_of(code) is not correction_of("DF301")} == corrected

"""Corrections as edits: only the word at the place of the finding changes."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from conftest import ROOT

from dataflow.base.finding import Finding
from dataflow.cli.exits import run
from dataflow.fixes.by_rule import correction_of
from dataflow.fixes.corrected import corrected
from dataflow.fixes.corrections import corrections_of
from dataflow.fixes.edits import Fix, edited
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
        ("body_weight, completeness: 0,6", "body_weight, completeness: 0.6", True),
        ("body_weight, within: 2 days", "body_weight, within: 2d", False),
        ("body_weight, within: 3 months", "body_weight, within: 91d", False),
        ("body_weight, within: 12 måneder", "body_weight, within: 365d", False),
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


@pytest.mark.parametrize(
    "entry",
    [
        "{fields: bmi, phase: p, %s: gp, via: no-channel}",
        "{via: no-channel, fields: bmi, phase: p, %s: gp}",
        "\n      - via: no-channel\n        fields: bmi\n        phase: p\n        %s: gp",
        "\n      - fields: bmi\n        phase: p\n        %s: gp\n        via: no-channel",
    ],
)
def test_a_key_is_corrected_though_its_mapping_has_other_problems(entry: str) -> None:
    """They were there, and come to light only when the key is known."""
    shares = f"[{entry}]" if entry.startswith("{") else entry
    text = (MAP % "bmi") + f"  town: {{}}\n  home:\n    shares: {shares}\n"
    made = corrected(Project({"map.yaml": (text % "til").encode()}), lambda finding, fixes: fixes[0])
    assert made.project.texts["map.yaml"].decode() == text % "to"
    assert not made.refused


def test_all_is_never_taken_for_a_field() -> None:
    """Whatever field has a similar id: to name one of them would be another statement."""
    (finding,) = Project({"map.yaml": (MAP.replace("bmi: {}", "adl: {}") % "all").encode()}).problems
    assert finding.corrections == ()
    assert finding.hint is not None
    assert finding.hint.in_language("en") == 'Only phases may be "all". List each id: [adl, body_weight].'


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


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("{kind: quantity, unit: mmHg}", '{kind: quantity, unit: "mm[Hg]"}'),
        ("{kind: quantity, unit: 'mmHg'}", "{kind: quantity, unit: 'mm[Hg]'}"),
        ("\n    unit: mmHg", "\n    unit: mm[Hg]"),
        ("\n    unit: IU", '\n    unit: "[IU]"'),
    ],
)
def test_a_correction_has_quotes_where_yaml_needs_them(written: str, right: str) -> None:
    text = (MAP % "bmi").replace("{body_weight: {}, bmi: {}}", f"\n  body_weight: {{}}\n  bmi: {written}")
    assert fixed(text) == text.replace(written, right)
    assert not Project({"map.yaml": fixed(text).encode()}).problems


def test_a_correction_after_which_the_text_cannot_be_read_is_refused() -> None:
    text = (MAP % "[bmi, body_weight], level: Must").replace("{}", "{unit: mmHg}", 3)
    project = Project({"map.yaml": text.encode()})

    def breaking(finding: Finding, fixes: Sequence[Fix]) -> Fix:
        return replace(fixes[0], edits=(replace(fixes[0].edits[0], text="mm[Hg}"),))

    result = corrected(project, breaking)
    assert (result.project.texts, result.made) == (project.texts, ())
    assert {fix.finding.code for fix in result.refused} == {
        each.code for each in project.problems if each.corrections
    }


def test_an_id_that_is_none_is_replaced_wherever_it_is_named() -> None:
    text = MAP.replace("{p: {}}", "{før: {label: før}, p: {}}").replace("body_weight: {}", "group: {}")
    text = (
        text.replace("phase: p", "phase: [før, p], note: før") % "bmi" + '    uses: [{fields: bmi, phase: "før"}]\n'
    )
    (fix,) = fixes(text)
    assert "alle de steder, det nævnes (3)" in fix.title.in_language("da")
    result = corrected(Project({"map.yaml": text.encode()}), lambda _, fixes: fixes[0])
    right = text.replace("før: {", "foer: {").replace("[før", "[foer").replace('"før"', '"foer"')
    assert result.project.texts["map.yaml"].decode() == right
    assert not result.project.problems

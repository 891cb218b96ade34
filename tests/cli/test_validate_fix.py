"""``validate --fix``: what has one right answer is corrected in the file, and nothing else in it changes."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from conftest import ROOT, Ran
from hypothesis import given, settings
from hypothesis import strategies as st

from dataflow.fixes.corrected import corrected
from dataflow.fixes.corrections import corrections_of
from dataflow.project import Project

Run = Callable[..., Ran]

RIGHT = """\
map: {id: study, title: Study, languages: [en]}   # a comment
phases: {discharge: {}, control: {}}
fields:
  weight: {label: 'Weight',   kind: quantity}
  smoking: {}
channels: {letter: {form: coded}}
actors:
  gp:
    needs:
    - {fields: [weight, "smoking"], phase: control, level: should} # why
  hospital:
    records: [{fields: [weight, smoking], phase: discharge}]
    shares: [{fields: [weight, smoking], phase: discharge, to: gp, via: letter}]
"""
SURE = RIGHT.replace("level: should", "level: Should")
UNSURE = SURE.replace('[weight, "smoking"]', '[wieght, "smoking"]')


def test_what_has_one_right_answer_is_corrected(dataflow: Run, tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SURE.replace("\n", "\r\n").encode())
    ran = dataflow("validate", "map.yaml", "--fix", "--lang", "en")
    assert ran.code == 0
    assert 'Fixed: map.yaml:10:60: "Should" becomes "should"' in ran.err
    assert path.read_bytes() == b"\xef\xbb\xbf" + RIGHT.replace("\n", "\r\n").encode()
    again = dataflow("validate", "map.yaml", "--fix", "--lang", "en")
    assert (again.code, "Fixed" in again.err) == (0, False)


IN_DANISH = """\
kort: {id: study, titel: Studie, sprog: [da]}
faser:
  udskrivning: {}
felter:
- vægt: {type: tal, enhed: kg}
aktører:
  kommune:
    sektor: kommune
    behov:
    - {felter: vægt, fase: udskrivning, niveau: skal}
  sygehus:
    registrerer:
      - felter: vægt
        fase: udskrivning
"""


def test_a_map_in_everyday_words_is_corrected_though_each_section_hides_what_is_below_it(
    project: Callable[..., Project],
) -> None:
    written = IN_DANISH.replace("- vægt", "  vægt")
    result = corrected(project(written), lambda finding, fixes: fixes[0])
    assert result.project.problems == ()
    assert result.refused == ()
    assert result.project.texts["map.yaml"].decode() == dedent(
        """\
        map: {id: study, title: Studie, languages: [da]}
        phases:
          udskrivning: {}
        fields:
          vaegt: {kind: quantity, unit: kg}
        actors:
          kommune:
            sector: municipal
            needs:
            - {fields: vaegt, phase: udskrivning, level: must}
          sygehus:
            records:
              - fields: vaegt
                phase: udskrivning
        """
    )


def test_a_section_is_named_right_though_what_is_below_it_stays_wrong(project: Callable[..., Project]) -> None:
    """The list stands in the column of its key, and is no list of fields."""
    result = corrected(project(IN_DANISH), lambda finding, fixes: fixes[0])
    assert "fields" in [fix.edits[0].text for fix in result.made]
    assert "fields:\n- v" in result.project.texts["map.yaml"].decode()


TABBED = RIGHT.replace("\n    ", "\n\t\t").replace("\n  ", "\n\t")


def test_a_file_that_is_indented_with_tabs_gets_spaces(dataflow: Run, tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(TABBED)
    ran = dataflow("validate", "map.yaml", "--fix", "--lang", "en")
    assert "Fixed: map.yaml:4:1: each tab at the beginning of a line becomes two spaces (8 lines)" in ran.err
    assert (ran.code, path.read_text()) == (0, RIGHT)


def test_beside_spaces_the_width_of_a_tab_is_not_sure(project: Callable[..., Project]) -> None:
    mixed = project(TABBED.replace("\n\tweight", "\n  weight"))
    (fix,) = corrections_of(mixed, mixed.problems[0])
    assert not fix.sure
    assert corrected(mixed, lambda finding, fixes: fixes[0]).project.texts["map.yaml"].decode() == RIGHT


SPACED = """\
map: {id: study, title: Study, languages: [en]}
phases: {p: {}}
fields: {x: {}, y: {}}
channels: {letter: {}}
actors:
  gp:
    label: Practice
    sector: regional
    needs:
      - {fields: [x], phase: p}
      - fields: [y]
        phase: p
  rel: {label: R}
"""


@pytest.mark.parametrize(
    "slip",
    [
        "map:{",
        "fields:{",
        "label:Practice",
        "sector:regional",
        "label:Practice\n    sector:regional",
        "-{fields",
        "-fields",
        "fields:[y]\n        phase:p",
        "rel:{label",
    ],
)
def test_a_space_that_is_missing_after_a_dash_or_a_colon_is_written(
    project: Callable[..., Project], slip: str
) -> None:
    begin = re.sub(r"[-:](?! |$)", r"\g<0> ", slip, flags=re.MULTILINE)
    assert begin in SPACED
    result = corrected(
        project(SPACED.replace(begin, slip, 1)), lambda finding, fixes: fixes[0] if fixes[0].sure else None
    )
    assert result.project.texts["map.yaml"].decode() == SPACED
    assert len(result.made) == 1


@pytest.mark.parametrize("slip", ["{label:Hjem}", "{label:{da: Hjem}}", "{sector: home,label:Hjem}"])
def test_a_space_that_is_missing_within_braces_is_written(project: Callable[..., Project], slip: str) -> None:
    """One in a text stays as it is."""
    text = "map: {id: m, title: M}\nphases: {p: {}}\nactors: {a: %s, b: {label: kl. 8:30}}\n"
    result = corrected(project(text % slip), lambda finding, fixes: fixes[0] if fixes[0].sure else None)
    assert result.project.texts["map.yaml"].decode() == text % slip.replace("label:", "label: ")
    assert len(result.made) == 1


def test_the_nearest_word_is_taken_only_when_asked_for(dataflow: Run, tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(UNSURE)
    ran = dataflow("validate", ".", "--fix", "--lang", "da", "--format", "json")
    assert ran.code == 1
    assert '"rule": "DF101"' in ran.out
    assert "--fix-unsure" in ran.err
    assert path.read_text() == UNSURE.replace("Should", "should")
    assert dataflow("validate", ".", "--fix-unsure").code == 0
    assert path.read_text() == RIGHT


@pytest.mark.parametrize(("answer", "written"), [("y\n", RIGHT), ("1\n", RIGHT), ("\n", UNSURE), ("\x04", UNSURE)])
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")
def test_at_a_terminal_it_asks(answer: str, written: str, tmp_path: Path) -> None:
    """Whoever ends the input ends the command, and nothing is written."""
    import pty

    text = UNSURE.replace("Should", "should")
    path = tmp_path / "map.yaml"
    path.write_text(text)
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "dataflow", "validate", str(path), "--fix", "--lang", "en"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        os.write(ours, answer.encode())
        try:
            process.communicate(timeout=60)
        finally:
            process.kill()
    os.close(ours)
    assert path.read_text() == written.replace("Should", "should")


def test_a_correction_that_makes_another_problem_is_left_out(project: Callable[..., Project]) -> None:
    """The key that is meant is there already."""
    broken = project(RIGHT.replace("label: 'Weight',", "label: 'Weight', lable: W,"))
    assert corrected(broken, lambda finding, fixes: fixes[0]).made == ()


def test_one_correction_that_helps_is_made_beside_one_that_does_not(project: Callable[..., Project]) -> None:
    broken = project(UNSURE.replace("label: 'Weight',", "label: 'Weight', lable: W,"))
    result = corrected(broken, lambda finding, fixes: fixes[0])
    assert {fix.edits[0].text for fix in result.made} == {"should", "weight"}
    assert [each.code for each in result.project.problems] == ["DF005"]


def test_files_of_the_map_below_are_left_alone(dataflow: Run, tmp_path: Path) -> None:
    for name, text in {"below": SURE, "above": "map: {id: up, title: Up, extends: ../below}\n"}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "map.yaml").write_text(text)
    assert dataflow("validate", "above", "--fix-unsure").code == 1
    assert (tmp_path / "below" / "map.yaml").read_text() == SURE


def test_standard_input_cannot_be_corrected(dataflow: Run) -> None:
    ran = dataflow("validate", "-", "--fix")
    assert (ran.code, "--fix" in ran.err) == (2, True)


WORDS = ("languages", "phases", "label", "channels", "actors", "needs", "level", "should", "records", "shares", "via")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(WORDS), st.integers(0, 40), st.data())
def test_any_single_slip_is_undone(word: str, which: int, data: st.DataObject) -> None:
    """Where one word is meant, the text is the right one again; else no word but the wrong one changes."""
    at = [index for index in range(len(RIGHT)) if RIGHT.startswith(word, index)]
    begin = at[which % len(at)]
    letter = data.draw(st.integers(0, len(word) - 1))
    slip = word[:letter] + data.draw(st.sampled_from("xqz")) + word[letter + 1 :]
    text = RIGHT[:begin] + slip + RIGHT[begin + len(word) :]
    project = Project({"map.yaml": text.encode()})
    result = corrected(project, lambda finding, fixes: fixes[0] if len(fixes) == 1 else None)
    after = result.project.texts["map.yaml"].decode()
    assert after in (RIGHT, text) or all(fix.edits[0].place.width < 65 for fix in result.made)
    if result.made and not result.project.problems:
        assert after == RIGHT
    assert len(result.project.problems) <= len(project.problems)

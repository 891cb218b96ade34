"""Singular in every command, picture and report where there is one of a thing."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran

from dataflow.cli.exit_codes import DONE, FINDINGS
from dataflow.cli.exits import run
from dataflow.evaluation import MapHasErrors
from dataflow.project import Project

MAP = """
map: {id: one, title: One, languages: [en, da], as_of: 2026-11-01, evidence_years: 1}
phases: {a: {responsible: h}, b: {responsible: m}}
sources: {s: {title: Survey, date: 2020}}
fields: {f: {}}
channels: {c: {}}
actors:
  h:
    records: [{fields: f, phase: a, coverage: 0/1, source: s}]
    shares: [{fields: f, phase: a, to: m, via: c}]
  m: {needs: [{fields: f, phase: b}]}
  m1: {extends: m}
"""
SOUND = """
map: {id: sound, title: Sound}
phases: {a: {}}
fields: {f: {}}
actors: {h: {records: [{fields: f, phase: a}], uses: [{fields: f, phase: a}]}}
"""
UNKNOWN = MAP.replace("coverage: 0/1", "status: unknown")
NOUNS = (
    "members|fields|actors|arrows|phases|needs|units|years|findings|files|handovers|exchanges|errors|warnings|infos"
    "|entries|medlemmer|felter|aktører|pile|faser|enheder|delinger|overgange|filer|advarsler|oplysninger|uafklarede"
)
WRONG = re.compile(rf"\b1 (?:{NOUNS}|of these findings are|af fundene er mulige|of them known: they)\b")
VIEWS = ("overview", "pathway", "gaps", "matrix", "handover", "clusters", "actor:m", "field:f")


@pytest.fixture
def one(tmp_path: Path) -> Path:
    (tmp_path / "one.yaml").write_text(MAP)
    (tmp_path / "unknown.yaml").write_text(UNKNOWN)
    return tmp_path


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("name", ["one.yaml", "unknown.yaml"])
def test_one_of_a_thing(one: Path, name: str, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In all output for a map of one field, one member, one need."""
    commands = [["validate"], ["gaps"], ["questions"], ["holdings"], ["trace", "f"]]
    commands += [["render", "--format", "svg", "-o", "-", "--view", view] for view in VIEWS]
    shown = []
    for task, *options in commands:
        assert run([task, str(one / name), *options, "--lang", language]) in (DONE, FINDINGS)
        shown.append(capsys.readouterr().out)
    assert [found[0] for text in shown for found in WRONG.finditer(text)] == []
    assert any("1 medlem" in text if language == "da" else "1 member" in text for text in shown)


def test_what_commands_say_of_themselves(dataflow: Callable[..., Ran], one: Path) -> None:
    """In English, whatever the map is in."""
    (one / "sound.yaml").write_text(SOUND)
    assert "1 file, 1 actor, 1 field: all in order." in dataflow("validate", one / "sound.yaml").err
    written = dataflow("gaps", one / "one.yaml", "--select", "DF303", "--baseline", "b.json", "--write-baseline")
    assert "b.json now holds 1 finding." in written.err


def test_what_the_library_says() -> None:
    """An exception counts too."""
    with pytest.raises(MapHasErrors, match=r"^1 problem, the first at map.yaml:"):
        _ = Project({"map.yaml": b"map: {id: a, title: A, x: 1}\n"}).data_map

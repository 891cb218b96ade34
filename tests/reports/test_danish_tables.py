"""Tables in Danish: no heading, severity, cause, form or truth value of theirs is left in English."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran

Dataflow = Callable[..., Ran]

MAP = """\
map: {id: ryg, title: {da: Lænderyg, en: Low back}, languages: [da, en], as_of: 2026-11-01}
phases: {besoeg: {label: {da: Besøg, en: Visit}}, senere: {label: {da: Senere, en: Later}}}
fields:
  smerte: {label: {da: Smerte, en: Pain}}
  mr: {label: {da: MR-scanning, en: MRI scan}}
channels: {brev: {label: {da: Brev, en: Letter}}}
actors:
  laege:
    label: {da: Almen praksis, en: General practice}
    records: [{fields: [smerte, mr], phase: besoeg}]
    shares: [{fields: smerte, phase: besoeg, to: kommune, via: brev, status: unknown}]
  kommune:
    label: {da: Kommune, en: Municipality}
    needs: [{fields: [smerte, mr], phase: senere, confidence: low}]
waivers: [{rule: DF301, field: smerte, reason: Aftalt}]
"""


@pytest.fixture
def ryg(tmp_path: Path) -> Path:
    (tmp_path / "ryg.yaml").write_text(MAP, "utf-8")
    return tmp_path


def rows(text: str) -> list[dict[str, str]]:
    """The rows in the dialect of the language: of Excel in Danish or in English."""
    bare = text.removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(bare, newline=""), delimiter=";" if ";" in bare.split("\n")[0] else ","))


def test_findings(dataflow: Dataflow, ryg: Path) -> None:
    """With the labels beside the ids."""
    found = rows(dataflow("gaps", "ryg.yaml", "--select", "DF301", "--format", "csv", "--lang", "da").out)
    about = ("Alvor", "Årsag", "Aktør", "Felt", "Fase", "Sikkerhed", "Tillid til udsagnene", "Accepteret")
    assert [tuple(row[heading] for heading in about) for row in found] == [
        ("fejl", "deles ikke", "Kommune", "MR-scanning", "Senere", "sikker", "lav", "nej"),
        ("fejl", "deles ikke", "Kommune", "Smerte", "Senere", "mulig", "lav", "ja"),
    ]
    assert {row["Behov"] for row in found} == {"skal"}
    assert [(row["Aktør-id"], row["Felt-id"]) for row in found] == [("kommune", "mr"), ("kommune", "smerte")]


def test_the_english_table_has_the_words_of_the_json(dataflow: Dataflow, ryg: Path) -> None:
    """Programs read it."""
    _, last = rows(dataflow("gaps", "ryg.yaml", "--select", "DF301", "--format", "csv", "--lang", "en").out)
    assert (last["severity"], last["cause"], last["actor"], last["actor_label"], last["waived"]) == (
        "error",
        "not-shared",
        "kommune",
        "Municipality",
        "true",
    )


def test_holdings_and_figures(dataflow: Dataflow, ryg: Path) -> None:
    """Forms, tables and measures in words."""
    held = rows(dataflow("holdings", "ryg.yaml", "--format", "csv", "--lang", "da").out)
    assert (held[0]["Aktør"], held[0]["Felt"], held[0]["Form"]) == ("Almen praksis", "Smerte", "strukturerede data")
    figures = rows(dataflow("stats", "ryg.yaml", "--format", "csv", "--lang", "da").out)
    assert ("Efter aktør", "Kommune", "Opfyldte skal-behov") in {
        (row["Tabel"], row["Betegnelse"], row["Tal"]) for row in figures
    }


ENGLISH = re.compile(
    r"\b(map|actor|field|phase|warning|error|info|not|shared|certain|possible|true|false|role|table)\b"
)


@pytest.mark.parametrize("command", ["gaps", "validate", "stats", "holdings"])
@pytest.mark.parametrize("format_", ["csv", "markdown"])
def test_nothing_is_left_in_english(dataflow: Dataflow, ryg: Path, command: str, format_: str) -> None:
    """But ids and the names of rules."""
    if (command, format_) == ("holdings", "markdown"):
        return
    ran = dataflow(command, "ryg.yaml", "--format", format_, "--lang", "da")
    assert ran.out
    text = re.sub(r"DF\d+[ ,][a-z-]+|status: \S+|shares:|needs:", "", ran.out)
    assert [line for line in text.splitlines() if ENGLISH.search(line)] == []


def test_the_title_of_the_map_is_the_heading(dataflow: Dataflow, ryg: Path) -> None:
    """In the language of the table; the id of a map with errors."""
    assert dataflow("gaps", "ryg.yaml", "--format", "markdown", "--lang", "da").out.startswith("## Lænderyg\n")
    assert dataflow("gaps", "ryg.yaml", "--format", "markdown", "--lang", "en").out.startswith("## Low back\n")
    (ryg / "ryg.yaml").write_text(f"{MAP}felter: 1\n", "utf-8")
    assert dataflow("validate", "ryg.yaml", "--format", "markdown", "--lang", "da").out.startswith("## ryg\n")

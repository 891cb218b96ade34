"""CSV in the dialect of its reader, from every command that writes it."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran

from dataflow.base.csv_dialect import DIALECTS, csv_text

Dataflow = Callable[..., Ran]

MAP = """\
map: {id: ryg, title: Ryg, languages: [da, en]}
phases: {visit: {}, later: {}}
fields: {pain: {label: {da: "Smerte; svær, æøå", en: "Pain; severe, æøå"}}, mri: {}}
channels: {letter: {}}
actors:
  gp: {records: [{fields: pain, phase: visit}]}
  clinic: {needs: [{fields: [pain, mri], phase: later}]}
"""
COMMANDS = [
    ["gaps", "map.yaml"],
    ["validate", "map.yaml", "--fail-on", "never"],
    ["holdings", "map.yaml"],
    ["stats", "map.yaml"],
    ["rules"],
    ["render", "map.yaml", "--view", "matrix"],
]


@pytest.fixture
def ryg(tmp_path: Path) -> Path:
    (tmp_path / "map.yaml").write_text(MAP, "utf-8")
    return tmp_path


def dialect_of(content: bytes) -> str:
    """The dialect, seen from the bytes alone."""
    head = content.removeprefix(b"\xef\xbb\xbf").split(b"\r\n")[0]
    assert content.endswith(b"\r\n")
    assert content.count(b"\r") == content.count(b"\n") == content.count(b"\r\n")
    assert (b";" in head) != (b"," in head)
    return ("excel-" if content.startswith(b"\xef\xbb\xbf") else "rfc-") + ("da" if b";" in head else "en")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
def test_every_command_writes_every_dialect(dataflow: Dataflow, ryg: Path, command: list[str]) -> None:
    """The same cells, whatever separates them; without the option the language decides."""
    read = {}
    for name, expected in (("excel-da", "excel-da"), ("excel-en", "excel-en"), ("rfc4180", "rfc-en")):
        assert dataflow(*command, "--lang", "en", "--dialect", name, "-o", "o.csv").code == 0
        content = (ryg / "o.csv").read_bytes()
        assert dialect_of(content) == expected
        text = io.StringIO(content.decode("utf-8-sig"), newline="")
        read[name] = list(csv.reader(text, delimiter=DIALECTS[name].delimiter, strict=True))
    assert read["excel-da"] == read["excel-en"] == read["rfc4180"]
    assert {len(row) for row in read["rfc4180"]} == {len(read["rfc4180"][0])}
    for language in ("da", "en"):
        dataflow(*command, "--lang", language, "-o", "o.csv")
        assert dialect_of((ryg / "o.csv").read_bytes()) == f"excel-{language}"


def test_standard_output_gets_the_same_bytes(dataflow: Dataflow, ryg: Path) -> None:
    dataflow("gaps", "map.yaml", "-o", "o.csv")
    out = dataflow("gaps", "map.yaml", "--format", "csv").out
    assert out.encode() == (ryg / "o.csv").read_bytes()


def test_another_format_has_no_dialect(dataflow: Dataflow, ryg: Path) -> None:
    """It is said, not passed over."""
    ran = dataflow("gaps", "map.yaml", "--dialect", "excel-da", "--format", "json", "--lang", "en")
    assert (ran.code, ran.out[0]) == (0, "{")
    assert "--dialect is for csv only" in ran.err
    assert dataflow("gaps", "map.yaml", "--dialect", "excel").code == 2


def test_a_fraction_has_the_decimal_mark_of_the_dialect() -> None:
    assert csv_text([["a", 0.5, 2]], DIALECTS["excel-da"]) == "\ufeffa;0,5;2\r\n"
    assert csv_text([["a", 0.5, "1,5"]], DIALECTS["rfc4180"]) == 'a,0.5,"1,5"\r\n'

"""How each actor writes a field, in every format: form, codes, method, receivers, and what does not translate."""

import csv
import io
import json
from pathlib import Path

import pytest

from dataflow.cli.exits import run
from dataflow.documents.language_table import common_language
from dataflow.project import Project
from dataflow.reports import CommonLanguage, ReportOptions, report

MAP = """
map: {id: m, title: {en: Map, da: Kort}}
phases: {visit: {responsible: gp}, stay: {responsible: hospital}, home: {responsible: city}}
code_systems:
  icpc: {label: ICPC}
  sks: {label: SKS, maps_to: icpc}
fields:
  problem: {label: {en: Problem, da: Problem}, unit: "1", codes: {icpc: [K74, K75, K76, K77]}}
  weight: {label: {en: Weight, da: Vægt}, kind: quantity}
  silent: {}
channels:
  message: {label: {en: Message, da: Besked}, form: coded}
  letter: {label: {en: Letter, da: Brev}, form: free-text}
actors:
  gp:
    label: {en: The practice, da: Praksis}
    systems: {gp_record: {label: {en: The record, da: Journalen}}}
    records: [{fields: problem, phase: visit, form: coded, code_system: icpc, method: asked, in: gp_record,
              called: {en: The complaint, da: Klagen}}]
    shares:
      - {fields: problem, phase: visit, to: city, via: letter}
      - {fields: weight, phase: visit, to: city, via: message, status: planned}
  hospital:
    label: {en: The hospital, da: Sygehuset}
    records:
      - {fields: problem, phase: stay, form: coded, code_system: sks, method: tested}
      - {fields: weight, phase: stay}
    shares: [{fields: weight, phase: stay, to: city, via: letter, on_request: true}]
  city:
    label: {en: The city, da: Kommunen}
    needs: [{fields: problem, phase: home, form: coded, code_system: icpc}, {fields: weight, phase: home}]
    uses: [{fields: problem, phase: home, status: retired}]
"""


def common(*fields: str, text: str = MAP) -> CommonLanguage:
    """The language of some fields of the map."""
    project = Project({"map.yaml": text.encode()})
    return common_language(project, fields or project.data_map.fields)


def written(format_: str, *fields: str, language: str = "en", text: str = MAP) -> str:
    """The report in a format."""
    return report("language", format_).write(common(*fields, text=text), ReportOptions(language=language))


def test_a_need_of_what_others_send_says_so() -> None:
    """Else an actor that records the field in the code that it needs would seem to have it."""
    text = MAP.replace("code_system: icpc}, {fields: weight", "code_system: icpc, received: true}, {fields: weight")
    assert "needs it coded, in ICPC, received from others\n" in written("text", "problem", text=text)
    assert "har brug for det kodet, i ICPC, modtaget fra andre\n" in written(
        "text", "problem", language="da", text=text
    )


def test_text_has_a_block_for_each_field() -> None:
    """With its codes, each actor's ways, receivers and losses; retired statements are left out."""
    assert (
        written("text", "problem")
        == """\
Problem (unit: a number; ICPC K74, K75, K76 and 1 more)
  The practice
    records it as “The complaint”, coded, in ICPC, method: asked, in the system The record
    sent to: The city by Letter: as free text
    lost or unreadable: Recorded by different methods: asked (The practice) and tested (The hospital).
    lost or unreadable: On the way to The city by Letter, the code is lost.
  The hospital
    records it coded, in SKS, method: tested
    lost or unreadable: No map from ICPC (The practice) to SKS (The hospital) is stated.
    lost or unreadable: Recorded by different methods: asked (The practice) and tested (The hospital).
  The city
    needs it coded, in ICPC
    lost or unreadable: Needed as coded data, but arrives as free text: the practice sends it over the letter, \
which carries it as free text.

1 field is written or read by at least two actors. They have no common language for it everywhere: on at least one \
way something is lost, or somebody can't read it as it was meant.
"""
    )


def test_what_is_met_as_text_only_does_not_translate_either() -> None:
    """As the rule finds it (DF307), with what is sent only on request, and what its sender does not have."""
    text = written("text", "weight")
    assert "    sent to: The city by Letter: as free text (only on request)\n" in text
    assert "    sent to: The city by Message: the sender does not have it\n" in text
    assert "Has it only as free text, though it is recorded by the hospital as structured data." in text


def test_what_translates_has_nothing_in_the_last_column() -> None:
    """One code system, one method, and a channel that carries the code."""
    whole = MAP.replace("sks, method: tested", "icpc, method: asked").replace(
        "to: city, via: letter}", "to: city, via: message}"
    )
    (found,) = json.loads(written("json", "problem", text=whole))["fields"]
    assert found["translates"]
    assert not json.loads(written("json", "problem"))["fields"][0]["translates"]


def test_what_an_actor_calls_a_field_is_in_every_language_asked_for() -> None:
    """In JSON in all of them; where it is not stated there is none."""
    (found,) = json.loads(written("json", "problem"))["fields"]
    names = [
        statement["called"] for actor in found["actors"] for statement in actor["statements"] if "called" in statement
    ]
    assert names == [{"en": "The complaint", "da": "Klagen"}, None, None]
    assert "som »Klagen«, kodet" in written("text", "problem", language="da")


def test_a_waived_finding_is_left_out() -> None:
    """As in every table for people."""
    waiver = "waivers: [{rule: DF307, field: weight, reason: Agreed.}]\n"
    assert "only as free text" not in written("text", "weight", text=MAP + waiver)


def test_csv_has_a_row_for_each_statement_and_receiver() -> None:
    """In the words of the language; ids in English."""
    rows = list(csv.DictReader(io.StringIO(written("csv", "problem").lstrip("\ufeff"))))
    assert [(row["actor"], row["does"], row["form"], row["receiver"]) for row in rows] == [
        ("gp", "records", "coded", ""),
        ("gp", "shares", "free-text", "city"),
        ("hospital", "records", "coded", ""),
        ("city", "needs", "coded", ""),
    ]
    assert (
        rows[0]
        | {"called": "The complaint", "method": "asked", "system": "gp_record", "code_system": "icpc", "unit": "1"}
        == rows[0]
    )
    assert rows[1]["untranslated"] == "On the way to The city by Letter, the code is lost."
    danish = written("csv", "problem", language="da").lstrip("\ufeff").splitlines()
    assert danish[0].startswith("Felt-id;Felt;Enhed;Aktør-id;Aktør;Gør;Status;Kaldes dér;Form;Kodesystem;Metode;")
    assert "registrerer;gældende;Klagen;kodede data;icpc" in danish[1]


def test_markdown_has_a_row_for_each_field_and_actor() -> None:
    """And a count above the table."""
    lines = written("markdown", language="da").splitlines()
    assert lines[2] == (
        "2 felter skrives eller læses af mindst to aktører. For 2 af dem har aktørerne ikke alle steder et fælles"
        " sprog: på mindst én vej går noget tabt, eller nogen kan ikke læse det, som det var ment."
    )
    assert lines[4] == "| Felt | Aktør | Sådan skrives det dér | Sendes til | Går tabt eller kan ikke læses |"
    assert [line.split(" | ")[1] for line in lines[6:]] == [
        *("Praksis", "Sygehuset", "Kommunen"),
        *("Praksis", "Sygehuset", "Kommunen"),
    ]


def test_a_field_of_which_nothing_is_stated() -> None:
    """Is left out; alone it says so."""
    assert "silent" not in written("json")
    assert written("text", "silent") == "No actor writes or reads a field here.\n"


def test_an_unknown_field(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Is named with the nearest."""
    (tmp_path / "map.yaml").write_text(MAP, "utf-8")
    assert run(["language", str(tmp_path / "map.yaml"), "--field", "problm", "--lang", "en"]) == 2
    assert "problem" in capsys.readouterr().err


@pytest.mark.parametrize("ending", ["docx", "html", "xlsx"])
def test_a_table_for_people(ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By the ending of the file."""
    (tmp_path / "map.yaml").write_text(MAP, "utf-8")
    target = tmp_path / f"language.{ending}"
    assert run(["language", str(tmp_path / "map.yaml"), "-o", str(target)]) == 0
    assert target.stat().st_size > 1000
    assert capsys.readouterr().out == ""

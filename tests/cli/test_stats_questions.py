"""``dataflow stats`` and ``dataflow questions`` as people run them."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Ran

Dataflow = Callable[..., Ran]

MAP = """\
map: {id: course, title: {en: "A *course*", da: Et forløb}, languages: [en, da], rules: {DF302: off, DF503: off}}
phases: {stay: {label: {en: Stay, da: Indlæggelse}, responsible: hospital}, home: {label: Home, responsible: town}}
groups: {g: {label: "=1+1|x"}}
fields:
  ldl: {label: {en: LDL cholesterol, da: LDL-kolesterol}, group: g}
  plan: {label: {en: Rehabilitation plan, da: Genoptræningsplan}}
channels: {letter: {label: {en: Discharge letter, da: Epikrise}}}
sources: {talk: {title: {en: Talks with the ward, da: Samtaler med afdelingen}}}
actors:
  hospital:
    label: {en: Hospital, da: Sygehus}
    records: [{fields: [ldl, plan], phase: stay}]
    shares:
      - {fields: [ldl, plan], phase: stay, to: town, via: letter, status: unknown,
         source: {ref: talk, at: p. 3}, note: {en: Differs locally, da: Forskelligt lokalt}}
  town: {label: {en: Municipality, da: Kommune}, needs: [{fields: [ldl, plan], phase: home}]}
  near: {extends: town, label: Nær Kommune}
  far: {extends: town, label: Fjern Kommune}
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "map.yaml").write_text(MAP, "utf-8")
    return folder


def test_stats_by_role_and_by_member(dataflow: Dataflow, course: Path) -> None:
    """The same need is one of the role and two of its members; the unknown letter would meet it."""
    for level, count in (("role", 2), ("member", 4)):
        data = json.loads(dataflow("stats", course, "--level", level, "--format", "json").out)
        (must,) = [each for each in data["figures"] if (each["table"], each["measure"]) == ("total", "must")]
        assert (data["map"], data["scenario"], data["level"]) == ("course", None, level)
        assert (must["row"], must["part"], must["whole"]) == ({}, 0, count)
        assert must["range"] == {"part": [0, count], "whole": [count, count], "partly": [0, 0]}


def test_stats_in_words(dataflow: Dataflow, course: Path) -> None:
    """The tables are in the requested language, and a range says what the unknown statements may change."""
    english, danish = dataflow("stats", course).out, dataflow("stats", course, "--lang", "da").out
    assert "Needs met (must) 0–2/2 0" in " ".join(english.split())
    assert "Hospital → Municipality: Home" in english
    assert "Sygehus → Kommune: Home" in danish
    assert "borger" not in danish, "the map has no patient"
    assert dataflow("stats", course, "--color", "always").out.count("\x1b[1m") > 5


def test_stats_as_csv(dataflow: Dataflow, course: Path) -> None:
    """Ids and numbers only, so that no label becomes a formula."""
    rows = list(csv.DictReader(io.StringIO(dataflow("stats", course, "--format", "csv").out)))
    assert {row["table"] for row in rows} >= {"total", "actor", "group", "handover", "icf"}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    (group,) = [row for row in rows if row["group"] == "g" and row["measure"] == "must"]
    assert (group["part"], group["part_min"], group["part_max"], group["whole"]) == ("0", "0", "1", "1")


def test_stats_as_markdown(dataflow: Dataflow, course: Path) -> None:
    """Labels act as nothing but text, also in a table."""
    text = dataflow("stats", course, "--format", "markdown").out
    assert text.startswith("# A \\*course\\*\n")
    assert "| =1+1&#124;x | 0–1/1 |" in text


def test_stats_of_several_maps(dataflow: Dataflow, course: Path, tmp_path: Path) -> None:
    """Map by map, as ``gaps`` takes them."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "map.yaml").write_text(MAP.replace("id: course", "id: other"), "utf-8")
    data = json.loads(dataflow("stats", tmp_path, "--format", "json").out)
    assert [each["map"] for each in data["maps"]] == ["course", "other"]


def test_questions_in_english(dataflow: Dataflow, course: Path) -> None:
    """Questions to author and receiver; what each answer would do, the source, the note and the place."""
    ran = dataflow("questions", course)
    assert ran.code == 0
    words = " ".join(ran.out.split())
    fields = "LDL cholesterol and rehabilitation plan"
    assert (
        f"Does the hospital send {fields} to the municipality over the discharge letter in the phase Stay?" in words
    )
    assert f"Do you send {fields} to the municipality over the discharge letter in the phase Stay?" in words
    assert (
        f"To ask: Municipality (2 members) -------------------------------- 1. Do you receive {fields} from" in words
    )
    assert "If yes, 2 possible findings fall away. If no, 2 possible findings become certain." in words
    assert "Note: Differs locally Source: Talks with the ward, p. 3 Stands in: map.yaml:14:9" in words


def test_questions_in_danish(dataflow: Dataflow, course: Path) -> None:
    """In the sector's own words."""
    words = " ".join(dataflow("questions", course, "--lang", "da").out.split())
    assert (
        "Sender sygehuset LDL-kolesterol og genoptræningsplan til kommunen via epikrisen i fasen Indlæggelse?"
        in words
    )
    assert "Modtager I LDL-kolesterol og genoptræningsplan fra sygehuset via epikrisen i fasen Indlæggelse?" in words
    assert "Hvis ja, falder 2 mulige fund bort. Hvis nej, bliver 2 mulige fund sikre." in words


def test_questions_as_json(dataflow: Dataflow, course: Path) -> None:
    """The statement, its questions, and every finding with what becomes of it."""
    data = json.loads(dataflow("questions", course, "--format", "json", "--level", "member").out)
    (question,) = data["questions"]
    of_needs = [each for each in question["findings"] if each["rule"] == "DF301"]
    assert [(each["actor"], each["field"], each["if_yes"], each["if_no"]) for each in of_needs] == [
        ("far", "ldl", "closed", "certain"),
        ("far", "plan", "closed", "certain"),
        ("near", "ldl", "closed", "certain"),
        ("near", "plan", "closed", "certain"),
    ]
    assert question["rank"] == 1
    assert question["settles"] == len(question["findings"])
    assert question["location"] == {"file": "map.yaml", "line": 14, "column": 9}
    assert [each["actor"] for each in question["ask"]] == ["hospital", "town"]
    assert question["statement"]["sources"] == [{"ref": "talk", "at": "p. 3"}]


def test_questions_as_markdown(dataflow: Dataflow, course: Path) -> None:
    """A guide to print, with room for the answers."""
    text = dataflow("questions", course, "--format", "markdown", "--lang", "da").out
    assert text.startswith("# Et forløb: hvad der skal afklares\n")
    assert text.count("Svar: □ ja □ nej") == 2


def test_nothing_unknown_nothing_to_ask(dataflow: Dataflow, course: Path) -> None:
    (course / "map.yaml").write_text(MAP.replace("status: unknown", "status: current"), "utf-8")
    assert "there is nothing to ask" in dataflow("questions", course).out


def test_a_format_that_there_is_not(dataflow: Dataflow, course: Path) -> None:
    """The formats that there are, and exit code 2."""
    for command, near in (("stats", "csv"), ("questions", "text")):
        ran = dataflow(command, course, "--format", "xml")
        assert (ran.code, ran.out) == (2, "")
        assert near in ran.err


@pytest.mark.parametrize("command", ["stats", "questions"])
def test_the_same_bytes_every_time(dataflow: Dataflow, course: Path, command: str) -> None:
    """Whatever order sets come in."""
    runs = {dataflow(command, course, "--format", "json", PYTHONHASHSEED=str(seed)).out for seed in range(3)}
    assert len(runs) == 1


def test_the_real_map(dataflow: Dataflow) -> None:
    """Every figure is a part of its whole, and the questions come in the order of what they settle."""
    figures = json.loads(dataflow("stats", ROOT / "specs" / "ihd", "--format", "json").out)["figures"]
    assert all(0 <= figure["part"] + figure["partly"] <= figure["whole"] for figure in figures)
    totals = {figure["measure"]: figure["whole"] for figure in figures if figure["table"] == "total"}
    by_actor = [figure for figure in figures if figure["table"] == "actor" and figure["measure"] == "must"]
    assert sum(figure["whole"] for figure in by_actor) == totals["must"]
    data = json.loads(dataflow("questions", ROOT / "specs" / "ihd", "--format", "json").out)["questions"]
    assert [each["settles"] for each in data] == sorted((each["settles"] for each in data), reverse=True)
    settled = [each["if_yes"] or each["if_no"] for question in data for each in question["findings"]]
    assert settled and all(settled)


@pytest.mark.parametrize(
    ("languages", "note", "shown"),
    [
        (
            "[en, da]",
            "{en: Differs locally, da: Forskelligt lokalt}",
            {"en": "Differs locally", "da": "Forskelligt lokalt"},
        ),
        ("[en, da]", "{en: Differs locally}", {"en": "Differs locally"}),
        ("[da, en]", "Differs locally", {"en": "Differs locally"}),
        ("[da, en]", "Gøres forskelligt", {"da": "Gøres forskelligt"}),
        ("[da]", "Forskelligt lokalt", {"da": "Forskelligt lokalt"}),
        ("[en]", "Differs locally", {"en": "Differs locally"}),
    ],
)
def test_notes_in_another_language_are_left_out(
    dataflow: Dataflow, course: Path, languages: str, note: str, shown: dict[str, str]
) -> None:
    """A plain note is in the map's only language; of several, in Danish where its letters are, else in English."""
    text = MAP.replace("languages: [en, da]", f"languages: {languages}")
    text = text.replace("{en: Differs locally, da: Forskelligt lokalt}", note)
    (course / "map.yaml").write_text(text, "utf-8")
    for language, heading in (("en", "Note: "), ("da", "Bemærkning: ")):
        said = dataflow("questions", course, "--lang", language).out
        assert (heading in said) == (language in shown)
        assert shown.get(language, "") in said


def test_one_looks_up_in_a_register_and_with_an_organisation(dataflow: Dataflow, course: Path) -> None:
    text = MAP.replace("letter: {", "letter: {mode: pull, ").replace("Epikrise", "Sundhedsjournalen")
    (course / "map.yaml").write_text(text, "utf-8")
    said = " ".join(dataflow("questions", course, "--lang", "da").out.split())
    assert (
        "Slår I LDL-kolesterol og genoptræningsplan op hos sygehuset i sundhedsjournalen i fasen Indlæggelse?" in said
    )
    (course / "map.yaml").write_text(
        text.replace("label: {en: Hospital", "kind: registry\n    label: {en: Hospital"), "utf-8"
    )
    said = " ".join(dataflow("questions", course, "--lang", "da").out.split())
    assert "Slår I LDL-kolesterol og genoptræningsplan op i Sygehus i sundhedsjournalen i fasen Indlæggelse?" in said


def test_what_hangs_on_no_answer_is_said_of_the_map_that_is_asked_about(dataflow: Dataflow, course: Path) -> None:
    """Today, or with the scenario, or when what is planned is in force."""
    lone = "actors: {hospital: {records: [{fields: ldl, phase: home, status: unknown}]}}\n"
    (course / "more.yaml").write_text(lone, "utf-8")
    (course / "later.yaml").write_text("scenario: {id: later}\nsources: {plan: {title: Plan}}\n", "utf-8")
    for options, said in (
        ((), "settles nothing today"),
        (("--scenario", "later"), "settles nothing with the scenario"),
        (("--planned",), "settles nothing when what is planned is in force"),
    ):
        assert said in " ".join(dataflow("questions", course, *options).out.split())

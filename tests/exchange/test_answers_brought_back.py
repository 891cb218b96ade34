"""Answers in a workbook, brought back into the YAML: in words first, three ways, and every other line as it was."""

import difflib
import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from conftest import Ran
from exchange.workbooks import MAP, Book, brought, exported, made, project_of

from dataflow.base.text import LANGUAGES
from dataflow.exchange.to_xlsx import template
from dataflow.project import Project
from dataflow.reports import ReportOptions, questions_json

PROJECT = project_of()


def lines_changed(before: str, after: str) -> list[str]:
    """The lines that went and came, in order."""
    return [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]


def change(fill: Callable[[Book], None], text: str = MAP, delete: bool = False) -> tuple[tuple[str, ...], list[str]]:
    """What is said of a change, and the lines of the map that it changes."""
    project = project_of(text)
    book = Book(exported(project))
    fill(book)
    changes = brought(book.saved(), project, delete)
    assert [each.in_language("en") for each in changes.problems if each.hard] == []
    assert changes.conflicts == ()
    after = changes.texts.get("map.yaml", text.encode()).decode()
    project_of(after)
    return changes.said, lines_changed(text, after)


def test_one_value() -> None:
    def fill(book: Book) -> None:
        book.put("records", book.line("records", actor="General practice"), status=None, code_system="npu")

    assert change(fill) == (
        (
            "General practice records Long-term blood sugar in Home: status was unknown, now current; code system was"
            " blank, now npu",
        ),
        [
            "-       - {fields: hba1c, phase: home, status: unknown}",
            "+       - {fields: hba1c, phase: home, code_system: npu}",
        ],
    )


def test_one_field_of_several_leaves_its_statement() -> None:
    """The comment stays where it is."""

    def fill(book: Book) -> None:
        book.put("records", book.line("records", fields="LDL cholesterol"), phase_home="x")

    said, lines = change(fill)
    assert said == ("Hospital records LDL cholesterol in Stay: phases was Stay, now Stay; Home",)
    assert lines == [
        "-       - {fields: [ldl, hba1c], phase: stay, code_system: npu}   # all of them",
        "+       - {fields: [hba1c], phase: stay, code_system: npu}   # all of them",
        "+       - {fields: ldl, phase: all, code_system: npu}",
    ]


def test_all_fields_of_a_statement_stay_together() -> None:
    def fill(book: Book) -> None:
        for line in book.lines("shares"):
            book.put("shares", line, status="current", note__en="They do.", note__da="Det gør de.")

    said, lines = change(fill)
    assert len(said) == 1
    assert lines[-1].endswith("for: treatment, status: current, note: {da: Det gør de., en: They do.}}")
    assert len(lines) == 2


def test_what_is_declared_changes_in_its_place() -> None:
    def fill(book: Book) -> None:
        book.put("fields", book.line("fields", id="weight"), unit="g", kind="quantity", label__da="Kropsvægt")
        book.put("phases", book.line("phases", id="home"), label__en="At home")

    _, lines = change(fill)
    assert lines == [
        "-   home: {label: {en: Home, da: Hjemme}}   # the last one",
        "+   home: {label: {da: Hjemme, en: At home}}   # the last one",
        "-     label: {en: Weight, da: Vægt}   # in the morning",
        "+     label: {da: Kropsvægt, en: Weight}   # in the morning",
        "-     unit: kg",
        "+     unit: g",
        "+     kind: quantity",
    ]


def test_new_rows() -> None:
    def fill(book: Book) -> None:
        line = book.new_line("fields")
        book.put("fields", line, label__da="Højde", label__en="Height", kind="quantity")
        line = book.new_line("records")
        book.put("records", line, actor="General practice", fields="Height", phase_home="x")
        line = book.new_line("actors")
        book.put("actors", line, id="town", label__en="Municipality", sector="kommunal")
        line = book.new_line("needs")
        book.put("needs", line, actor="town", fields="Højde", phase_home="x", level="bør")

    said, lines = change(fill)
    assert "new: General practice records Height in Home" in said
    assert "new: Municipality needs Height in Home (level should)" in said
    assert [line for line in lines if line[0] == "-"] == []
    assert "+   hoejde: {label: {da: Højde, en: Height}, kind: quantity}" in lines
    assert "+       - {fields: hoejde, phase: home}" in lines
    assert "needs: [{fields: hoejde, phase: home, level: should}]}" in lines[-1]


def test_nothing_is_taken_away_unless_asked() -> None:
    def fill(book: Book) -> None:
        book.tabs["records"].delete_rows(book.line("records", fields="Weight"))

    said, lines = change(fill)
    assert (said, lines) == (("to take away: Hospital records Weight in all phases",), [])
    said, lines = change(fill, delete=True)
    assert lines == [
        "-       - fields: weight",
        "-         phase: [stay, home]",
        "-         note: Asked, and never answered.",
    ]


@pytest.mark.parametrize(
    ("key", "heading"), [("note@en", "Note (English)"), ("phase=home", "Home"), ("form", "Form"), ("actor", "Actor")]
)
def test_a_column_that_is_gone_takes_nothing_away(key: str, heading: str) -> None:
    """What it held stays in the map."""
    book = Book(exported(PROJECT))
    book.tabs["records"].delete_cols(book.column("records", key))
    changes = brought(book.saved(), PROJECT)
    assert (changes.said, changes.texts) == ((), {})
    notes = [each.in_language("en") for each in changes.problems]
    assert notes[0].startswith(f"Records!1: The column {heading} is missing")
    assert bool([each for each in changes.problems if each.hard]) == (key == "actor")


def test_three_ways() -> None:
    """What the map changed since stays; the same change twice is none; two different ones are a conflict."""
    book = Book(exported(PROJECT))
    line = book.line("records", fields="Weight")
    book.put("records", line, form="coded", confidence="low", method="clinic")
    now = MAP.replace(
        "note: Asked, and never answered.", "confidence: low\n        method: home\n        note: Other."
    )
    changes = brought(book.saved(), project_of(now))
    assert changes.said == ("Hospital records Weight in all phases: form was blank, now coded",)
    assert changes.conflicts == (
        f"Records!{line}: Hospital records Weight in all phases: method is clinic in the workbook, and by now home"
        " in the map",
    )
    assert lines_changed(now, changes.texts["map.yaml"].decode()) == ["+         form: coded"]


def test_a_row_that_is_gone_from_the_map() -> None:
    book = Book(exported(PROJECT))
    book.put("records", book.line("records", actor="General practice"), status=None)
    now = MAP.replace(
        "      - {fields: hba1c, phase: home, status: unknown}\n", "      - {fields: ldl, phase: stay}\n"
    )
    changes = brought(book.saved(), project_of(now))
    assert (changes.said, changes.texts) == ((), {})
    assert "by now gone from the map" in changes.conflicts[0]


def test_labels_that_changed_since_are_understood() -> None:
    """The workbook shows the names of its time."""
    book = Book(exported(PROJECT))
    line = book.new_line("needs")
    book.put("needs", line, actor="Hospital", fields="Weight", phase_home="x")
    now = MAP.replace("en: Weight", "en: Body mass").replace("en: Hospital", "en: Infirmary")
    changes = brought(book.saved(), project_of(now))
    assert [each.in_language("en") for each in changes.problems] == []
    assert changes.said == ("new: Infirmary needs Body mass in Home",)


def test_what_an_alias_shares_is_left_to_people() -> None:
    text = MAP.replace("    records:\n      # What", "    records: &own\n      # What").replace(
        "    records:\n      - {fields: hba1c, phase: home, status: unknown}\n", "  clinic: {records: *own}\n"
    )
    project = project_of(text)
    book = Book(exported(project))
    book.put("records", book.line("records", fields="Weight", actor="Hospital"), form="coded")
    changes = brought(book.saved(), project)
    assert changes.texts == {}
    (problem,) = changes.problems
    assert "map.yaml:" in problem.in_language("en")
    assert "Change it by hand" in problem.in_language("en")


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_stay(line_break: str, mark: str) -> None:
    text = mark + MAP.replace("\n", line_break)
    project = Project({"map.yaml": text.encode()})
    book = Book(exported(project))
    book.put("records", book.line("records", fields="Weight"), form="coded")
    after = brought(book.saved(), project).texts["map.yaml"].decode()
    assert after == text.replace(
        "never answered." + line_break, f"never answered.{line_break}        form: coded{line_break}"
    )


def test_open_questions_are_answered() -> None:
    """Yes makes it so, no takes it away if asked; who said so and when goes to the note."""
    book = Book(exported(PROJECT, questions=True))
    tab = book.tabs["questions"]
    assert [tab.cell(line, 3).value for line in (3, 4)] == [
        "Do you send LDL cholesterol, long-term blood sugar and weight to general practice over the letter in the"
        " phase Home?",
        "Do you record long-term blood sugar in the phase Home?",
    ]
    book.put("questions", 3, answer="JA", answered_by="Ward 3", answered_on="2026-11-20", source="talk")
    book.put("questions", 4, answer="no")
    changes = brought(book.saved(), PROJECT, delete=True)
    assert [each.in_language("en") for each in changes.problems] == []
    assert len(changes.said) == 2
    assert lines_changed(MAP, changes.texts["map.yaml"].decode()) == [
        "-       - {fields: [ldl, hba1c, weight], phase: home, to: gp, via: letter, for: treatment, status: unknown}",
        "+       - {fields: [ldl, hba1c, weight], phase: home, to: gp, via: letter, for: treatment, note: Answered by"
        " Ward 3 on 2026-11-20., source: talk}",
        "-       - {fields: hba1c, phase: home, status: unknown}",
    ]
    assert "retired" not in changes.texts["map.yaml"].decode()
    book.put("questions", 3, answer="perhaps")
    (problem,) = brought(book.saved(), PROJECT).problems
    assert problem.in_language("en").startswith(f'{tab.title}!D3: "perhaps" is no answer.')
    nothing = brought(exported(PROJECT, questions=True), PROJECT)
    assert (nothing.said, nothing.problems) == ((), ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_is_the_one_of_the_command(language: str) -> None:
    """It is put to the author of the statement; to the receiver in the workbook of that actor."""
    by_actor: dict[str, list[str]] = {}
    interview = PROJECT.interview("role")
    for each in json.loads(questions_json.REPORT.write(interview, ReportOptions(language)))["questions"]:
        for asked in each["ask"]:
            by_actor.setdefault(asked["actor"], []).append(asked["question"])
    for actor, asked in by_actor.items():
        tab = Book(exported(PROJECT, language=language, actor=actor, questions=True)).tabs["questions"]
        assert {str(row[1].value) for row in tab.iter_rows(min_row=3, max_row=2 + len(asked))} == {
            PROJECT.data_map.actors[actor].label.in_language(language)
        }
        assert sorted(str(row[2].value) for row in tab.iter_rows(min_row=3)) == sorted(asked)


def test_a_source_that_the_map_lacks_goes_into_the_note() -> None:
    """It costs no answer; a formula in its place still stops the import."""
    book = Book(exported(PROJECT, questions=True))
    book.put("questions", 3, answer="yes", source="Telephone  interview", comment="Only in groups")
    book.put("questions", 4, answer="yes", answered_by="Ward 3")
    changes = brought(book.saved(), PROJECT)
    (note,) = changes.problems
    assert (note.hard, note.in_language("en").split(": ", 1)[1]) == (
        False,
        '"Telephone interview" is no source of the map, and counts as part of the note.',
    )
    after = changes.texts["map.yaml"].decode()
    assert "Only in groups. Source: Telephone interview." in " ".join(after.split())
    assert "Answered by Ward 3." in after
    assert "status: unknown" not in after
    book.put("questions", 4, answer="no", source="=A1")
    assert [each.hard for each in brought(book.saved(), PROJECT).problems] == [False, True]


def test_several_sources_of_an_answer_go_where_each_belongs() -> None:
    """Those of the map with their spots to the sources, and the rest into the note."""
    book = Book(exported(PROJECT, questions=True))
    book.put("questions", 4, answer="yes", source="Talk (p. 3; 4); Telephone\n")
    changes = brought(book.saved(), PROJECT)
    assert [each.hard for each in changes.problems] == [False]
    after = changes.texts["map.yaml"].decode()
    assert "{ref: talk, at: p. 3; 4}" in after
    assert "Source: Telephone." in after


@pytest.mark.parametrize(("sheet", "key", "text"), [("fields", "id", "mass"), ("systems", "actor", "Hospital")])
def test_what_a_row_is_known_by_stays(sheet: str, key: str, text: str) -> None:
    """Another id, or another actor of a system, is refused at its cell."""
    project = project_of(MAP + "    systems: {ehr: {label: Record}}\n")
    book = Book(exported(project))
    line = book.lines(sheet)[-1]
    book.put(sheet, line, **{key: text})
    changes = brought(book.saved(), project)
    (problem,) = changes.problems
    assert problem.where == f"{book.tabs[sheet].title}!{book.cell(sheet, line, key).coordinate}"
    assert "can't be changed here" in problem.in_language("en")
    assert not changes.texts


def test_names_in_any_language_of_the_map_are_understood() -> None:
    project = project_of(MAP.replace("languages: [da, en]", "languages: [en, da]"))
    book = Book(exported(project, "en"))
    book.put("records", book.line("records", fields="Weight"), actor="almen praksis")
    changes = brought(book.saved(), project)
    assert (changes.problems, len(changes.said)) == ((), 1)


SYSTEMS = """\
map: {id: m, title: M, languages: [en]}
phases: {p: {label: Visit}}
fields: {f: {label: Pain}}
actors:
  gp: {label: Practice, systems: {ehr: {label: Record}}, records: [{fields: f, phase: p, in: ehr}]}
  wards: {label: Wards, systems: {ehr: {label: Ward record}}}
  north:
    label: North
    extends: wards
    systems: {lab: {label: Laboratory}}
    records: [{fields: f, phase: p, in: lab, patient_reported: true}]
"""


def test_a_system_is_named_by_its_label_among_those_of_its_actor() -> None:
    """Two actors may call theirs by one id; a member has those of its role; the nearest is named by its label."""
    project = project_of(SYSTEMS)
    book = Book(exported(project))
    own, other = (book.line("records", actor=actor) for actor in ("Practice", "North"))
    assert [book.cell("records", line, "in").value for line in (own, other)] == ["Record", "Laboratory"]
    assert not brought(book.saved(), project).said
    book.put("records", other, **{"in": "ward record"})
    changes = brought(book.saved(), project)
    assert changes.said == ("North records Pain in Visit: system was Laboratory, now Ward record",)
    assert "in: ehr, patient_reported" in changes.texts["map.yaml"].decode()
    book.put("records", other, **{"in": "Ward recrd"})
    (problem,) = brought(book.saved(), project).problems
    assert 'Did you mean "Ward record (ehr)"?' in problem.in_language("en")
    assert any("in: ehr" in text for text in made(exported(project)).texts.values())


def test_an_answer_of_not_known_says_so_in_the_note() -> None:
    book = Book(exported(PROJECT, questions=True))
    book.put("questions", 3, answer="don't know", answered_by="Ward 3")
    after = brought(book.saved(), PROJECT).texts["map.yaml"].decode()
    assert "Answered by Ward 3: not known yet." in after
    assert after.count("status: unknown") == 2


def test_an_answer_that_it_differs_locally_stays_unknown_and_says_so_in_the_note() -> None:
    for language, said in (("en", "differs locally"), ("da", "forskelligt lokalt")):
        book = Book(exported(PROJECT, language=language, questions=True))
        book.put("questions", 3, answer=said)
        changes = brought(book.saved(), PROJECT, language=language)
        after = changes.texts["map.yaml"].decode()
        assert after.count("status: unknown") == MAP.count("status: unknown")
        words = {"en": "Answered: it differs locally.", "da": "Besvaret: det er forskelligt lokalt."}[language]
        assert words in after
        told = {"en": f": note was blank, now {words}", "da": f": bemærkning (dansk) var tom, nu {words}"}[language]
        assert [line.endswith(told) for line in changes.said] == [True], "one note is written, and told once"


@pytest.mark.parametrize(
    ("language", "who", "note"),
    [
        ("da", "Ward 3", "note: {da: Besvaret af Ward 3.}"),
        ("da", "Afsnit Ø", "note: Besvaret af Afsnit Ø."),
        ("en", "Afsnit Ø", "note: {en: Answered by Afsnit Ø.}"),
        ("en", "Ward 3", "note: Answered by Ward 3."),
    ],
)
def test_a_note_is_written_so_that_it_is_read_in_its_language(language: str, who: str, note: str) -> None:
    """A plain text counts as Danish by its letters alone (``plain_language``)."""
    book = Book(exported(PROJECT, language=language, questions=True))
    book.put("questions", 3, answer="ja" if language == "da" else "yes", answered_by=who)
    assert note in brought(book.saved(), PROJECT, language=language).texts["map.yaml"].decode()


def test_a_new_note_is_told_whole() -> None:
    book = Book(exported(PROJECT, questions=True))
    who = "Anna, the nurse who is in charge of the ward for the heart and the lungs"
    book.put("questions", 3, answer="differs locally", answered_by=who)
    (line,) = brought(book.saved(), PROJECT).said
    assert line.endswith(f'note gets "Answered by {who}: it differs locally."'), line


@pytest.mark.parametrize("given", ["i går", "uge 47", "2026", "31-02-2026", "=TODAY()", 46000])
def test_when_it_was_answered_is_a_date(given: str | int) -> None:
    """Anything else is refused with its cell; nothing of the answers is written."""
    book = Book(exported(PROJECT, language="da", questions=True))
    book.put("questions", 3, answer="nej", answered_by="Ole, fodterapeut", answered_on=given)
    book.put("questions", 4, answer="nej")
    changes = brought(book.saved(), PROJECT)
    (problem,) = changes.problems
    assert (problem.where, problem.hard, changes.texts) == ("Spørgsmål!F3", True, {})
    if not str(given).startswith("="):
        assert problem.message.in_language("da") == (f'"{given}" er ingen dato. Skriv år-måned-dag som 2026-11-01.')


@pytest.mark.parametrize(
    "given",
    ["27.11.2026", "27/11 2026", "27-11-2026", "2026-11-27", date(2026, 11, 27), datetime(2026, 11, 27, 14, 30)],
)
def test_the_date_of_an_answer_may_be_written_as_usual(given: str | date) -> None:
    book = Book(exported(PROJECT, language="da", questions=True))
    book.put("questions", 3, answer="nej", answered_by="Ole, fodterapeut", answered_on=given)
    after = brought(book.saved(), PROJECT).texts["map.yaml"].decode()
    assert "Besvaret med nej af Ole, fodterapeut, den 2026-11-27." in after


@pytest.mark.parametrize("key", ["answered_by", "comment"])
def test_a_formula_beside_an_answer_is_refused(key: str) -> None:
    book = Book(exported(PROJECT, questions=True))
    book.put("questions", 3, answer="yes", **{key: "=A1"})
    (problem,) = brought(book.saved(), PROJECT).problems
    assert (problem.where, problem.hard) == (f"Questions!{'E' if key == 'answered_by' else 'H'}3", True)


def test_several_in_a_column_for_one_are_told_apart_from_an_unknown_name() -> None:
    book = Book(exported(PROJECT))
    where = book.put("shares", 3, fields="LDL cholesterol; Weight")
    (problem,) = (each for each in brought(book.saved(), PROJECT).problems if each.hard)
    assert "Write a row for each." in problem.in_language("en"), where


def test_the_responsible_actor_is_a_name() -> None:
    project = project_of(MAP.replace("stay: {", "stay: {responsible: hospital, "))
    book = Book(exported(project))
    book.put("phases", 4, responsible="General practice")
    after = brought(book.saved(), project).texts["map.yaml"].decode()
    assert "responsible: gp" in after and "responsible: hospital" in after
    assert book.line("phases", responsible="Hospital") == 3


def test_the_id_of_a_new_map_is_made_from_its_title() -> None:
    book = Book(template("da"))
    sheet = book.tabs["map"]
    next(row for row in sheet if row[0].value == "title@da")[2].value = "Mit nye kort"
    assert "id: mit-nye-kort" in made(book.saved()).texts["map.yaml"]


def test_an_answer_of_no_is_kept_with_who_gave_it() -> None:
    """The statement counts no more and is not asked about again; what the import does with it is said."""
    book = Book(exported(PROJECT, questions=True))
    book.put("questions", 3, answer="nej", answered_by="Ward 3", answered_on="20-11-2026", comment="Only by phone.")
    book.put("questions", 4, answer="no", source="talk")
    changes = brought(book.saved(), PROJECT)
    (note,) = changes.problems
    assert (note.hard, note.in_language("en")[:30]) == (False, "2 questions were answered no: ")
    after = changes.texts["map.yaml"].decode()
    assert lines_changed(MAP, after) == [
        "-       - {fields: [ldl, hba1c, weight], phase: home, to: gp, via: letter, for: treatment, status: unknown}",
        "+       - {fields: [ldl, hba1c, weight], phase: home, to: gp, via: letter, for: treatment, status: retired,"
        " note: Answered no by Ward 3 on 2026-11-20. Only by phone.}",
        "-       - {fields: hba1c, phase: home, status: unknown}",
        "+       - {fields: hba1c, phase: home, status: retired, note: Answered no., source: talk}",
    ]
    assert project_of(after).needs.map_as_of.unknown == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("note", ["", ", note: Answered by Ward 4."])
def test_two_answers_that_differ_are_one_conflict_and_none_is_said_to_be_kept(language: str, note: str) -> None:
    """Nothing of the second is written, not even its note; a further answer is."""
    book = Book(exported(PROJECT, language, questions=True))
    book.put("questions", 3, answer="no", answered_by="Ward 3")
    now = MAP.replace("for: treatment, status: unknown}", f"for: treatment{note}}}")
    changes = brought(book.saved(), project_of(now), language=language)
    (conflict,) = changes.conflicts
    assert conflict.startswith(
        {
            "en": "Questions!D3: Hospital shares LDL cholesterol, Long-term blood sugar and Weight with General"
            " practice over Letter in Home: status is retired in the workbook, and by now current in the map",
            "da": "Spørgsmål!D3: Sygehus deler LDL-kolesterol, Langtidsblodsukker og Vægt med Almen praksis via Brev"
            " i Hjemme: status er udgået i projektmappen og nu gældende i kortet",
        }[language]
    )
    assert (changes.said, changes.problems, changes.texts) == ((), (), {})
    book.put("questions", 4, answer="no")
    changes = brought(book.saved(), project_of(now), language=language)
    (kept,) = changes.problems
    assert kept.in_language(language)[:11] == {"en": "1 question ", "da": "1 spørgsmål"}[language]
    assert changes.texts["map.yaml"].decode().count("retired") == len(changes.conflicts) == 1


def test_one_actor() -> None:
    """What concerns it, and nothing else is missed when it comes back."""
    book = Book(exported(PROJECT, actor="gp"))
    assert {book.cell("records", line, "actor").value for line in book.lines("records")} == {"General practice"}
    assert len(book.lines("shares")) == 3
    changes = brought(book.saved(), PROJECT, delete=True)
    assert (changes.said, changes.problems) == ((), ())


MEMBERS = (
    MAP
    + """\
  north:
    extends: hospital
    label: {en: North, da: Nord}
    omits: [{records: weight}]
    records: [{fields: ldl, phase: home}]
  south: {extends: hospital, label: {en: South, da: Syd}}
"""
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_member_sees_what_its_role_states_and_cannot_change_it_unseen(language: str) -> None:
    """What it omits is not there but on its sheet; the questions stay those of its own statements."""
    project = project_of(MEMBERS)
    book = Book(exported(project, language, actor="north"))
    names = {"en": ("Hospital", "North", "Weight"), "da": ("Sygehus", "Nord", "Vægt")}[language]
    lines = book.lines("records")
    assert [book.cell("records", line, "actor").value for line in lines] == [names[0], names[0], names[1]]
    assert names[2] not in {book.cell("records", line, "fields").value for line in lines}
    assert len(book.lines("shares")) == 3
    for key in ("form", "phase=stay"):
        assert [book.cell("records", line, key).protection.locked for line in lines] == [True, True, False]
    assert [book.cell("omits", line, "actor").value for line in book.lines("omits")] == [names[1]]
    guide = " ".join(str(row[0].value) for row in book.tabs["guide"].iter_rows())
    assert {"en": "your role, Hospital: they hold", "da": "rolles (Sygehus): de gælder"}[language] in guide
    assert brought(book.saved(), project, delete=True, language=language).said == ()
    line = book.new_line("omits")
    book.put("omits", line, actor=names[1], omits={"en": "Shares: Weight", "da": "Deler: Vægt"}[language])
    changes = brought(book.saved(), project, language=language)
    assert changes.said == (
        {"en": "new: Omits: North (Shares: Weight)", "da": "ny: Udelader: Nord (Deler: Vægt)"}[language],
    )
    assert "shares: weight" in changes.texts["map.yaml"].decode()
    for other in ("south", "gp"):
        lacks = Book(exported(project, language, actor=other))
        assert ("omits" in lacks.tabs, len(lacks.lines("records"))) == (
            (other == "south"),
            3 if other == "south" else 1,
        )
    with pytest.raises(KeyError):
        Book(exported(project, language, actor="north", questions=True)).tabs["records"]


def asked_in(book: Book) -> list[tuple[object, object, object]]:
    """The number, the actor and the question of each line."""
    return [tuple(row[:3]) for row in book.tabs["questions"].iter_rows(min_row=3, values_only=True)]  # type: ignore[misc]


def test_a_member_is_asked_what_its_role_is() -> None:
    """Less what it omits; the guide says for whom the answer holds."""
    project = project_of(MEMBERS)
    of_role = asked_in(Book(exported(project, actor="hospital", questions=True)))
    book = Book(exported(project, actor="south", questions=True))
    assert asked_in(book) == of_role
    assert [who for _, who, _ in of_role] == ["Hospital"]
    guide = " ".join(str(row[0].value) for row in book.tabs["guide"].iter_rows())
    assert "A question to your role, Hospital, is put to all its members" in guide
    omits = project_of(MEMBERS.replace("omits: [{records: weight}]", "omits: [{shares: [ldl, hba1c, weight]}]"))
    assert [number for number, _, _ in asked_in(Book(exported(omits, actor="north", questions=True)))] == [None]


ORDER = """\
map: {id: order, title: Order}
phases: {stay: {}, home: {}}
fields: {ldl: {label: LDL}, weight: {label: Weight}}
channels: {letter: {label: Letter}}
actors:
  hospital:
    label: Hospital
    records: [{fields: ldl, phase: stay}, {fields: weight, phase: stay, status: unknown}]
    shares: [{fields: ldl, phase: stay, to: gp, via: letter, status: unknown}]
  gp:
    label: Practice
    needs: [{fields: ldl, phase: home}]
"""


def test_questions_are_in_the_order_in_which_to_ask() -> None:
    """What settles a finding comes first, as dataflow questions has it; answers go where they belong."""
    project = project_of(ORDER)
    book = Book(exported(project, questions=True))
    ranked = [question.entry.place.line for question in project.questions()]
    assert ranked == [9, 8]
    assert ["LDL" in str(question) for _, _, question in asked_in(book)] == [True, False]
    book.put("questions", 3, answer="yes")
    (change,) = brought(book.saved(), project).said
    assert change.startswith("Hospital shares LDL")


def test_a_sheet_without_questions_says_so(dataflow: Callable[..., Ran], tmp_path: Path) -> None:
    text = ORDER + "  home:\n    label: Home nursing\n"
    (tmp_path / "map.yaml").write_text(text, encoding="utf-8")
    ran = dataflow("export", "map.yaml", "--actor", "home", "--questions", "-o", "q.xlsx")
    told = "Nothing in the map is unknown that home nursing could tell, so there are no questions."
    assert (ran.code, ran.err.strip()) == (0, told)
    data = (tmp_path / "q.xlsx").read_bytes()
    assert asked_in(Book(data)) == [(None, None, told)]
    changes = brought(data, project_of(text))
    assert (changes.said, changes.problems) == ((), ())
    assert dataflow("export", "map.yaml", "--questions", "-o", "all.xlsx").err == ""


def test_a_map_without_yaml(tmp_path: Path, dataflow: Callable[..., Ran]) -> None:
    """From an empty workbook, in Danish."""
    book = Book(template("da"))
    for key, value in (("id", "ryg"), ("title@da", "Ondt i ryggen"), ("languages", "da")):
        tab = book.tabs["map"]
        line = next(line for line in range(2, 30) if tab.cell(line, 1).value == key)
        tab.cell(line, 3).value = value
    book.put("phases", 3, label__da="Besøg")
    book.put("phases", 4, label__da="Genoptræning")
    book.put("actors", 3, label__da="Almen praksis", sector="primær")
    book.put("actors", 4, label__da="Kommune", sector="kommunal")
    book.put("fields", 3, label__da="Smerte", codes="own: 0740")
    book.put("code_systems", 3, id="own")
    book.put("channels", 3, label__da="Henvisning", form="struktureret")
    book.put("records", 3, actor="Almen praksis", fields="Smerte", phase="Besøg")
    book.put(
        "shares",
        3,
        actor="almen praksis",
        fields="smerte",
        phase="Besøg; Genoptræning",
        to="Kommune",
        via="Henvisning",
    )
    book.put("needs", 3, actor="Kommune", fields="Smerte", phase="alle", level="bør", form="kodet")
    (tmp_path / "ny.xlsx").write_bytes(book.saved())
    ran = dataflow("import", "ny.xlsx", "-o", "ryg", "--lang", "da")
    assert (ran.code, ran.err.split(":")[0]) == (0, "Skrevet")
    project = Project.open(tmp_path / "ryg")
    assert project.problems == ()
    assert list(project.data_map.phases) == ["besoeg", "genoptraening"]
    assert project.data_map.fields["smerte"].codes[0].value == "0740"
    assert {each.cause for each in project.gaps() if each.code == "DF301"} == {"form-too-low"}
    again = dataflow("import", "ny.xlsx", "-o", "ryg")
    assert again.code == 2
    assert made(template("en")).problems[0].hard


def test_the_commands(tmp_path: Path, dataflow: Callable[..., Ran]) -> None:
    (tmp_path / "map.yaml").write_text(MAP, "utf-8")
    assert dataflow("export", "map.yaml", "-o", "book.xlsx", "--lang", "en").code == 0
    same = dataflow("import", "book.xlsx", "--into", "map.yaml", "--lang", "en")
    assert (same.code, same.out, same.err) == (0, "", "Nothing in book.xlsx differs from the map.\n")
    book = Book((tmp_path / "book.xlsx").read_bytes())
    book.put("records", book.line("records", fields="Weight"), form="coded")
    (tmp_path / "book.xlsx").write_bytes(book.saved())
    shown = dataflow("import", "book.xlsx", "--into", "map.yaml", "--lang", "en")
    assert shown.out == "Hospital records Weight in all phases: form was blank, now coded\n"
    assert "--write" in shown.err
    assert (tmp_path / "map.yaml").read_text("utf-8") == MAP
    written = dataflow("import", "book.xlsx", "--into", "map.yaml", "--write", "--lang", "da")
    assert (written.code, written.err) == (0, "Skrevet: map.yaml\n")
    assert lines_changed(MAP, (tmp_path / "map.yaml").read_text("utf-8")) == ["+         form: coded"]
    for wrong in (["book.xlsx"], ["no.xlsx", "-o", "x"], ["book.xlsx", "-o", "x", "--into", "map.yaml"]):
        assert dataflow("import", *wrong).code == 2
    assert dataflow("import", "book.xlsx", "-o", "x", "--write").code == 2
    assert dataflow("export", "map.yaml", "--to", "json", "--questions").code == 2
    assert dataflow("export", "map.yaml", "-o", "b.xlsx", "--actor", "gpp").code == 2


def test_libreoffice_opens_fills_in_and_saves_it(tmp_path: Path) -> None:
    """What it saves is compared as if Excel had; and no cell is a formula for it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not on this machine (tests/system-parts.sh installs it)")
    book = Book(exported(PROJECT, "da"))
    book.put("records", book.line("records", fields="Vægt"), form="kodet", note__da="=1+1", note__en="0740")
    book.cell("records", book.line("records", fields="Vægt"), "note@da").data_type = "s"
    (tmp_path / "book.xlsx").write_bytes(book.saved())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for target, folder in (("ods", "ods"), ("xlsx", "out")):
        source = tmp_path / ("book.xlsx" if target == "ods" else "ods/book.ods")
        done = subprocess.run(
            [office, "--headless", profile, "--convert-to", target, "--outdir", tmp_path / folder, source],
            capture_output=True,
            timeout=180,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    changes = brought((tmp_path / "out" / "book.xlsx").read_bytes(), PROJECT)
    assert [each.in_language("en") for each in changes.problems] == []
    (said,) = changes.said
    assert "form was blank, now coded" in said
    text = changes.texts["map.yaml"].decode()
    assert 'da: "=1+1"' in text
    assert "en: 0740" in text

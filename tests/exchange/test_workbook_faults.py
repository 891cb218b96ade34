"""What people and others do to a workbook: each fault has a message with its cell, and nothing is written."""

import datetime
import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from conftest import Ran
from exchange.workbooks import MAP, Book, brought, exported, made, project_of

from dataflow.base.text import LANGUAGES
from dataflow.base.user_error import UserError
from dataflow.exchange.to_xlsx import template
from dataflow.exchange.workbook.guide import guide_lines
from dataflow.project import Project
from dataflow.wording.choices import CHOICES

PROJECT = project_of()
BOOK = exported(PROJECT)
STATEMENTS = ("records", "needs", "uses", "shares")
DATES = (datetime.datetime(2026, 3, 1), datetime.datetime(2026, 3, 2), datetime.date(2026, 1, 12))


def unknown_name(dice: random.Random, book: Book) -> str:
    sheet, key = dice.choice(
        [("records", "actor"), ("records", "fields"), ("shares", "via"), ("shares", "to"), ("needs", "fields")]
    )
    return put(book, dice, sheet, key, dice.choice(["hospitalet", "LDL kolestrol", "nobody", "=", "brevet", "æøå"]))


def wrong_choice(dice: random.Random, book: Book) -> str:
    sheet = dice.choice([each for each in STATEMENTS if each != "uses"])
    key, word = dice.choice(
        [("form", "kodet?"), ("status", "currrent!"), ("confidence", "100 %"), ("form", "strukt")]
    )
    return put(book, dice, sheet, key, word)


def wrong_tick(dice: random.Random, book: Book) -> str:
    return put(
        book,
        dice,
        dice.choice(["records", "needs"]),
        "phase=" + dice.choice(["stay", "home"]),
        dice.choice(["?", "måske", 7]),
    )


def formula(dice: random.Random, book: Book) -> str:
    return put(
        book,
        dice,
        dice.choice(["records", "shares", "fields"]),
        "note@en",
        dice.choice(["=1+1", "=HYPERLINK(A1)", "=A3"]),
    )


def excel_date(dice: random.Random, book: Book) -> str:
    key = dice.choice(["codes", "unit", "icf"])
    return put(book, dice, "fields", key, dice.choice(DATES))


def excel_number(dice: random.Random, book: Book) -> str:
    return put(book, dice, "fields", dice.choice(["codes", "unit"]), dice.choice([740, 100000.0, 0.5, 1e22]))


def duration_as_number(dice: random.Random, book: Book) -> str:
    return put(book, dice, dice.choice(["records", "shares"]), "after", dice.choice([7, 2.5]))


def coverage_as_date(dice: random.Random, book: Book) -> str:
    return put(book, dice, dice.choice(STATEMENTS[:2]), "coverage", dice.choice([0.5, *DATES]))


def coverage_wrong(dice: random.Random, book: Book) -> str:
    return put(
        book, dice, dice.choice(["records", "needs", "shares"]), "coverage", dice.choice(["9/3", "half", "1/0"])
    )


def day_wrong(dice: random.Random, book: Book) -> str:
    return put(
        book,
        dice,
        dice.choice(["records", "needs", "shares"]),
        "valid_from",
        dice.choice(["soon", "2026-02-30", "31-31-2026"]),
    )


def not_yaml(dice: random.Random, book: Book) -> str:
    return put(book, dice, "fields", "codes", dice.choice(["loinc 1", "{", "own:", "a: b: c", "[1"]))


def flag_wrong(dice: random.Random, book: Book) -> str:
    return put(
        book, dice, "fields", dice.choice(["repeats", "special_category"]), dice.choice(["perhaps", "2", "nope"])
    )


def no_phase(dice: random.Random, book: Book) -> str:
    sheet = dice.choice(["records", "needs", "shares"])
    line = dice.choice(book.lines(sheet))
    book.put(sheet, line, phase_stay=None, phase_home=None)
    return f"{book.tabs[sheet].title}!{line}"


def no_actor(dice: random.Random, book: Book) -> str:
    sheet = dice.choice(["records", "needs", "shares"])
    line = dice.choice(book.lines(sheet))
    book.put(sheet, line, actor=dice.choice([None, "  "]))
    return f"{book.tabs[sheet].title}!{line}"


def merged(dice: random.Random, book: Book) -> str:
    sheet = dice.choice(["records", "shares"])
    first = dice.choice(book.lines(sheet)[:-1])
    area = f"B{first}:B{first + 1}"
    book.tabs[sheet].merge_cells(area)
    return f"{book.tabs[sheet].title}!{area}"


def bad_id(dice: random.Random, book: Book) -> str:
    sheet = dice.choice(["fields", "actors", "channels"])
    line = book.new_line(sheet)
    book.put(sheet, line, id=dice.choice(["Blod tryk", "ÆØÅ", "1st", "a.b"]), label__en="x")
    return f"{book.tabs[sheet].title}!{book.cell(sheet, line, 'id').coordinate}"


def id_twice(dice: random.Random, book: Book) -> str:
    line = book.new_line("fields")
    book.put("fields", line, id=dice.choice(["ldl", "weight"]), label__en="Again")
    return f"{book.tabs['fields'].title}!{line}"


def no_id(dice: random.Random, book: Book) -> str:
    line = book.new_line("actors")
    book.put("actors", line, label__en=dice.choice(["...", "医院", "12"]))
    return f"{book.tabs['actors'].title}!{line}"


def unit_wrong(dice: random.Random, book: Book) -> str:
    """What only the reader knows: a code that can't be one."""
    return put(book, dice, "fields", "codes", dice.choice(["npu: 0740", "loinc: ABC", "nosuch: 1"]))


def unseen(dice: random.Random, book: Book) -> str:
    return put(book, dice, "records", "note@en", dice.choice(["a\x7fb", "a\x9db"]))


def error_cell(dice: random.Random, book: Book) -> str:
    cell = book.cell("records", book.lines("records")[0], "form")
    cell.value, cell.data_type = "#REF!", "e"
    return f"{book.tabs['records'].title}!{cell.coordinate}"


def source_wrong(dice: random.Random, book: Book) -> str:
    return put(book, dice, "records", "source", dice.choice(["nosuch", "talk; nosuch", "99"]))


def put(book: Book, dice: random.Random, sheet: str, key: str, value: object) -> str:
    line = dice.choice(book.lines(sheet))
    cell = book.cell(sheet, line, key)
    cell.value = value
    return f"{book.tabs[sheet].title}!{cell.coordinate}"


FAULTS: list[Callable[[random.Random, Book], str]] = [
    *(
        unknown_name,
        wrong_choice,
        wrong_tick,
        formula,
        excel_date,
        excel_number,
        duration_as_number,
        coverage_as_date,
    ),
    *(
        coverage_wrong,
        day_wrong,
        not_yaml,
        flag_wrong,
        no_phase,
        no_actor,
        merged,
        bad_id,
        id_twice,
        no_id,
        unit_wrong,
    ),
    *(unseen, error_cell, source_wrong),
]


@pytest.mark.parametrize("seed", range(200))
def test_every_fault_has_a_message_with_its_cell(seed: int) -> None:
    dice = random.Random(seed)
    book = Book(BOOK)
    fault = FAULTS[seed % len(FAULTS)]
    where = fault(dice, book)
    changes = brought(book.saved(), PROJECT)
    hard = [each for each in changes.problems if each.hard]
    assert hard, (fault.__name__, where, changes.said)
    assert where in {each.where for each in hard}, (fault.__name__, where, [each.in_language("en") for each in hard])
    assert changes.texts == {}
    for each in hard:
        for language in ("en", "da"):
            assert re.search(r"[.?)]$", each.in_language(language)), each.in_language(language)
            assert "{" not in each.message.in_language(language) or "{" in str(each.message.words.get("text"))


@pytest.mark.parametrize("word", ["ukendt", "uafklaret", "Ved ikke", "unknown"])
def test_an_everyday_word_is_taken_for_the_choice_that_it_means(word: str) -> None:
    book = Book(exported(PROJECT, "da"))
    book.put("shares", book.lines("shares")[0], status=word)
    changes = brought(book.saved(), PROJECT, language="da")
    assert (changes.problems, changes.texts) == ((), {})  # which is what the map says


def test_the_guide_uses_the_word_of_the_list() -> None:
    for language in LANGUAGES:
        word = CHOICES["status"]["unknown"].in_language(language)
        assert any(f"status {word}." in line.in_language(language) for line in guide_lines(False, False, ticks=True))


def archive(**parts: bytes) -> bytes:
    """The workbook with some of its parts replaced, or others added."""
    text = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(text, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, parts.pop(part.filename, old.read(part)))
        for name, content in parts.items():
            new.writestr(name, content)
    return text.getvalue()


def part(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old:
        return old.read(name)


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
HOSTILE = {
    "has macros": lambda: archive(**{"xl/vbaProject.bin": b"x"}),
    "has macros by type": lambda: archive(
        **{"[Content_Types].xml": part("[Content_Types].xml").replace(b"sheet.main", b"sheet.macroEnabled.main")}
    ),
    "password": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "XML declarations": lambda: archive(**{"xl/workbook.xml": ENTITY + part("xl/workbook.xml").partition(b"?>")[2]}),
    "XML declarations, hidden": lambda: archive(
        **{"xl/sharedStrings.xml": (ENTITY + b"<sst/>").decode().encode("utf-16")}
    ),
    "unpacks to more": lambda: archive(**{"xl/media/bomb.xml": bytes(80_000_000)}),
    "is damaged": lambda: BOOK[:-4000],
    "is damaged, without its beginning": lambda: b"PK" + BOOK[5000:],
    "is damaged, within a part": lambda: BOOK[:200] + bytes(200) + BOOK[400:],
    "damaged part": lambda: archive(**{"xl/worksheets/sheet2.xml": b"<worksheet><sheetData><row"}),
    "no Excel workbook": lambda: b"actor;field\r\n",
    "no Excel workbook, a zip": lambda: b"PK\x05\x06" + bytes(18),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused(what: str) -> None:
    with pytest.raises(UserError) as refused:
        brought(HOSTILE[what](), PROJECT)
    message = refused.value.message
    said = what.partition(",")[0].replace(" by type", "").replace("damaged part", "is damaged")
    assert said in message.in_language("en")
    assert "book.xlsx" in message.in_language("da")


def test_one_cell_at_the_end_of_a_sheet_takes_no_time() -> None:
    """And is an extra column, not a million empty rows."""
    book = Book(BOOK)
    book.tabs["records"]["XFD1048576"] = "x"
    changes = brought(book.saved(), PROJECT)
    assert [(each.where, each.hard) for each in changes.problems] == [("Records!XFD1048576", False)]


def test_what_is_human_is_taken_as_meant() -> None:
    """Blanks, other case, look-alike letters, hidden rows, extra columns and sheets, TRUE for yes, dates as dates."""
    book = Book(BOOK)
    tab = book.tabs["records"]
    line = book.line("records", fields="Weight")
    book.put("records", line, form="  CODED ", actor="Hоspital ", phase_home=None, phase_stay="X")  # a Cyrillic o
    book.put("records", line, valid_from=datetime.datetime(2026, 11, 1), confidence="lav", patient_reported=True)
    tab.row_dimensions[line].hidden = True
    tab.cell(2, 60).value = "My own"
    book.book.create_sheet("Notes")["A1"] = "mine"
    changes = brought(book.saved(), PROJECT)
    hidden = next(each.in_language("en") for each in changes.problems if each.where == f"Records!{line}")
    assert hidden == f"Records!{line}: 1 hidden row is read too."
    assert [(each.where, each.hard) for each in changes.problems] == [
        ("Notes!A1", False),
        ("Records!BH2", False),
        (f"Records!{line}", False),
    ]
    (said,) = changes.said
    for words in ("phases was Stay; Home, now Stay", "form was blank, now coded", "from was blank, now 2026-11-01"):
        assert words in said
    text = changes.texts["map.yaml"].decode()
    assert "valid_from: 2026-11-01" in text
    assert "# What the laboratory does" in text


def test_a_copy_of_a_sheet_is_passed_over_with_a_note() -> None:
    """What is written in the copy would be lost without a word."""
    book = Book(BOOK)
    copy = book.book.copy_worksheet(book.tabs["records"])
    copy.cell(book.line("records", fields="Weight"), book.column("records", "form")).value = "coded"
    changes = brought(book.saved(), PROJECT)
    assert [(each.where, each.hard) for each in changes.problems] == [("Records Copy!A1", False)]
    assert changes.said == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("npu: [NPU01568], own: 0740", ["npu NPU01568", "own 0740"]),
        ("NPU: NPU01568; egen: 0740", ["npu NPU01568", "own 0740"]),
        ("Own: 0740\nnpu: NPU01568; NPU10171", ["own 0740", "npu NPU01568", "npu NPU10171"]),
        ("loinc: 22748-8; Own: a, b", ["loinc 22748-8", "own a", "own b"]),
        ('own: "a; b: c"', ["own a; b: c"]),
    ],
)
def test_codes_go_by_the_names_of_their_systems(text: str, codes: list[str]) -> None:
    """Divided by ; as everywhere, or as they are shown."""
    book = Book(BOOK)
    book.put("fields", book.line("fields", id="weight"), codes=text)
    changes = brought(book.saved(), PROJECT)
    assert changes.problems == ()
    field = project_of({each: text.decode() for each, text in changes.texts.items()}).data_map.fields["weight"]
    assert [f"{code.system} {code.value}" for code in field.codes] == codes


def test_numbers_and_codes_survive() -> None:
    """What Excel would take for numbers and dates, written as text, comes back as it was."""
    for code in ("0740", "1e5", "MAR1", "2-3", "1/2", "TRUE", "=1+1", "+45", "æøå", "1.10", "0x1F", "1,5"):
        book = Book(BOOK)
        book.put("fields", book.line("fields", id="ldl"), codes=f'own: "{code}"', label__da=code)
        book.cell("fields", book.line("fields", id="ldl"), "label@da").data_type = "s"  # as typed in a cell of text
        written = book.saved()
        changes = brought(written, PROJECT)
        assert [each.in_language("en") for each in changes.problems] == []
        changed = project_of({path: text.decode() for path, text in {**PROJECT.texts, **changes.texts}.items()})
        assert changed.data_map.fields["ldl"].codes[0].value == code
        assert changed.data_map.fields["ldl"].label.in_language("da") == code
        again = Book(exported(changed))
        cell = again.cell("fields", again.line("fields", id="ldl"), "label@da")
        assert (cell.value, cell.data_type, cell.number_format) == (code, "s", "@")


@pytest.mark.parametrize(
    "data", [BOOK, exported(PROJECT, "da", questions=True), template("da"), exported(PROJECT, actor="gp")]
)
def test_no_cell_is_a_formula(data: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert book.defined_names == {} or all(
        "lists!" in str(name) or "_FilterDatabase" in str(name) for name in book.defined_names
    )


def test_a_fault_writes_nothing(dataflow: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(MAP, "utf-8")
    book = Book(BOOK)
    line = book.lines("records")[0]
    book.put("records", line, form="kodet?")
    (tmp_path / "filled.xlsx").write_bytes(book.saved())
    ran = dataflow("import", "filled.xlsx", "--into", "map.yaml", "--write", "--lang", "en")
    assert ran.code == 2
    assert "Nothing was written" in ran.err
    assert 'Did you mean "coded"' in ran.err
    assert (tmp_path / "map.yaml").read_text("utf-8") == MAP
    made_new = dataflow("import", "filled.xlsx", "-o", "new")
    assert made_new.code == 2
    assert not (tmp_path / "new").exists()


def test_only_a_record_of_the_same_map_is_compared() -> None:
    other = Project({"map.yaml": MAP.replace("id: heart", "id: lung").encode()})
    (problem,) = brought(BOOK, other).problems
    assert "heart" in problem.in_language("en")
    book = Book(BOOK)
    book.tabs["dataflow"]["A3"] = "AAAA"
    (problem,) = brought(book.saved(), PROJECT).problems
    assert "Export again" in problem.in_language("en")
    assert made(book.saved()).problems == ()


@pytest.mark.parametrize("new", [True, False])
def test_all_mistakes_are_told_at_once(new: bool) -> None:
    """Those that only the reader finds too, also in rows with others."""
    book = Book(BOOK)
    first, second = book.lines("records")[:2]
    book.put("records", first, fields="Wait", coverage="half", valid_from="next year")
    book.put("records", second, after="3 days", completeness="much")
    book.put("fields", book.lines("fields")[0], kind="nonsense", icf="mobility")
    problems = (made(book.saved()) if new else brought(book.saved(), PROJECT)).problems
    told = [each.where for each in problems if each.hard]
    assert len(told) == len(set(told))
    expected = [
        *(("records", first, key) for key in ("fields", "coverage", "valid_from")),
        *(("records", second, key) for key in ("after", "completeness")),
        *(("fields", book.lines("fields")[0], key) for key in ("kind", "icf")),
    ]
    cells = [f"{book.tabs[sheet].title}!{book.cell(sheet, *at).coordinate}" for sheet, *at in expected]
    assert sorted(told) == sorted(cells)


def test_a_name_that_is_unknown_is_not_looked_for_on_a_sheet_that_is_not_there() -> None:
    """The workbook of one actor has no sheet of actors."""
    book = Book(exported(PROJECT, "da", actor="gp"))
    line = book.new_line("shares")
    book.put("shares", line, actor="Almen praksiss", fields="Vægt", phase_home="x", to="Kommunen", via="Brev")
    said = [each.in_language("da") for each in brought(book.saved(), PROJECT, language="da").problems]
    assert said == [
        f'Deler!B{line}: "Almen praksiss" er ikke blandt kortets aktører. Mente du "Almen praksis (gp)"?',
        f'Deler!F{line}: "Kommunen" er ikke blandt kortets aktører. Vælg fra listen, eller tilføj det i'
        " kortet først.",
    ]


@pytest.mark.parametrize("new", [True, False])
def test_units_and_codes_are_told_in_the_same_round(new: bool) -> None:
    book = Book(exported(PROJECT))
    first, *_ = book.lines("fields")
    weight = book.line("fields", id="weight")
    book.put("records", book.lines("records")[0], fields="nobody")
    book.put("fields", weight, unit="kilo", kind="wieght?")
    book.put("fields", first, codes="loinc: 22748-9; own: 0740")
    problems = (made(book.saved()) if new else brought(book.saved(), PROJECT)).problems
    expected = [("fields", weight, "unit"), ("fields", weight, "kind"), ("fields", first, "codes")]
    cells = {f"{book.tabs[sheet].title}!{book.cell(sheet, *at).coordinate}" for sheet, *at in expected}
    assert cells < {each.where for each in problems if each.hard}


def test_codes_are_told_in_a_workbook_without_the_code_systems() -> None:
    own = {"own: {label: {en: Own, da: Egen}}": "own: {url: 'https://loinc.org'}", "own: 0740": "own: 22748-8"}
    text = MAP
    for old, new in own.items():
        text = text.replace(old, new)
    project = project_of(text)
    book = Book(exported(project, actor="gp"))
    line = book.line("fields", id="ldl")
    book.put("fields", line, codes="own: 22748-9", kind="wieght?")
    said = [each.in_language("en") for each in brought(book.saved(), project).problems if each.hard]
    assert len(said) == 2
    assert any("check digit" in each for each in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_that_has_some_of_the_names_is_not_said_to_have_all(language: str) -> None:
    """The workbook of one actor has the channels that its statements name; the drop-downs have all."""
    text = MAP.replace("channels:\n", "channels:\n  phone: {label: Phone}\n")
    project = project_of(text)
    book = Book(exported(project, language, actor="gp"))
    assert len(book.lines("channels")) == 1
    line = book.lines("shares")[0]
    book.put("shares", line, via="Fax")
    (problem,) = brought(book.saved(), project, language=language).problems
    sheet = {"en": "Channels", "da": "Kanaler"}[language]
    assert problem.in_language(language).endswith(
        {
            "en": '"Fax" is not among the channels of the map. Choose one from the list, or add it on the sheet'
            f" {sheet}.",
            "da": f'"Fax" er ikke blandt kortets kanaler. Vælg fra listen, eller tilføj det på arket {sheet}.',
        }[language]
    )
    book.put("shares", line, via="Phone")
    assert brought(book.saved(), project, language=language).problems == ()
    whole = Book(exported(project, language))
    whole.put("shares", whole.lines("shares")[0], via="Fax")
    (problem,) = brought(whole.saved(), project, language=language).problems
    assert {"en": "no name or id on the sheet Channels", "da": "intet navn eller id på arket Kanaler"}[
        language
    ] in problem.in_language(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_workbook_asks_for_the_names_of_phases_and_a_map_for_ticks(language: str) -> None:
    """Its guide, the note on its heading, and what is said of an x or of a blank cell."""
    ticks = {"en": "an x", "da": "et x"}[language]
    for data, key, ticked in (
        (template(language), "phase", False),
        (exported(PROJECT, language), "phase=home", True),
    ):
        book = Book(data)
        guide = " ".join(str(row[0].value) for row in book.tabs["guide"].iter_rows())
        note = book.cell("records", 2, key).comment.text
        assert (ticks in guide.lower(), ticks in note.lower()) == (ticked, ticked)
    book = Book(template(language))
    heading = book.cell("records", 2, "phase").value
    for sheet, name in (("phases", "Home"), ("actors", "Ward"), ("fields", "Weight")):
        book.put(sheet, 3, **{f"label__{language}": name})
    book.put("records", 3, actor="Ward", fields="Weight", phase="x")
    book.put("records", 4, actor="Ward", fields="Weight")
    told = [each.in_language(language) for each in made(book.saved()).problems]
    records = book.tabs["records"].title
    assert {
        "en": f'{records}!D3: "x" is no name of a phase. Write the names of the phases in which it is so, separated'
        " by ; (semicolon), or all.",
        "da": f'{records}!D3: "x" er ikke navnet på en fase. Skriv navnene på de faser, hvor det er sådan, adskilt'
        " med ; (semikolon), eller alle.",
    }[language] in told
    assert any(each.startswith(f"{records}!4: {heading} ") for each in told)


def test_a_name_as_a_message_gives_it_is_taken() -> None:
    book = Book(BOOK)
    line = book.lines("records")[0]
    book.put("records", line, fields="Weigh")
    (problem,) = brought(book.saved(), PROJECT).problems
    meant = problem.in_language("en").rpartition('Did you mean "')[2].partition('"')[0]
    assert meant == "Weight (weight)"
    book.put("records", line, fields=meant)
    assert "now Weight" in " ".join(brought(book.saved(), PROJECT).said)


def test_a_percentage_is_a_completeness() -> None:
    book = Book(BOOK)
    book.put("records", book.lines("records")[0], completeness="80 %")
    assert "completeness: 0.8" in brought(book.saved(), PROJECT).texts["map.yaml"].decode()
    book.put("records", book.lines("records")[0], completeness="most")
    (problem,) = brought(book.saved(), PROJECT).problems
    assert "such as 0.8, or a percentage" in problem.in_language("en")


def test_what_is_said_of_an_id_has_the_words_of_the_workbook() -> None:
    book = Book(template("da"))
    sheet = book.tabs["map"]
    next(row for row in sheet if row[0].value == "id")[2].value = "Mit kort"
    (problem,) = made(book.saved()).problems
    assert problem.in_language("da") == (
        'Kort!C2: "Mit kort" er intet id. Skriv små bogstaver, cifre, - og _, med et bogstav først (mit-kort).'
    )

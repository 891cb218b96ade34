"""The record of processing activities: one row for an actor, a purpose and a legal basis; blanks are counted."""

import io
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from dataflow.analysis.lineage.processing import processings
from dataflow.cli.exits import run
from dataflow.documents import Styling, writer_of
from dataflow.documents.model import Table, plain
from dataflow.documents.processing_document import HEADS, blanks, processing_document
from dataflow.documents.widths import breaks_words
from dataflow.project import Project
from dataflow.terms import Terms

MAP = """
map: {id: m, title: {en: Care, da: Pleje}, population: Adults, languages: [en, da]}
phases: {stay: {}, home: {}}
purposes: {treatment: {label: {en: Treatment, da: Behandling}}, quality: {label: {en: Quality, da: Kvalitet}}}
legal_bases: {act: {label: The Act, purposes: [treatment]}, order: {label: The Order}}
groups: {blood: {label: {en: Blood, da: Blod}}}
fields: {ldl: {group: blood}, cpr: {special_category: false, label: CPR}, plan: {label: Plan}, diary: {label: Diary}}
channels: {letter: {}}
actors:
  region: {label: The Region}
  vendor: {label: Vendor}
  patient: {kind: patient, label: Patient, records: [{fields: diary, phase: home}]}
  hospital:
    label: Hospital
    controller: region
    retention: 10 years
    systems: {ehr: {label: Record, processor: vendor, retention: 5 years}}
    records: [{fields: [ldl, cpr], phase: stay, in: ehr}, {fields: plan, phase: stay}]
    shares:
      - {fields: [ldl, cpr], phase: home, to: gp, via: letter, for: [treatment, quality], legal_basis: act}
      - {fields: ldl, phase: home, to: patient, via: letter, for: quality, legal_basis: order}
      - {fields: diary, phase: home, to: gp, via: letter, for: quality}
  gp:
    label: General practice
    needs: [{fields: ldl, phase: home, for: treatment}, {fields: plan, phase: home, for: treatment}]
"""


def rows(text: str = MAP, language: str = "en", planned: bool = False) -> list[dict[str, str]]:
    """The rows of the record, by column."""
    document = processing_document(Project({"map.yaml": text.encode()}, Terms(planned=planned)), language, "", True)
    table = next(block for block in document.blocks if isinstance(block, Table))
    return [dict(zip(HEADS, map(plain, row.cells), strict=True)) for row in table.rows]


def test_a_row_for_each_actor_purpose_and_legal_basis() -> None:
    """A basis stands only with a purpose that it covers; what nobody says a purpose of has a row without one."""
    found = [(row["actor"], row["purpose"], row["legal basis"], row["recipients"]) for row in rows()]
    assert found == [
        ("Hospital", "Treatment", "The Act", "General practice"),
        ("Hospital", "Quality", "The Order", "Patient"),
        ("Hospital", "Quality", "", "General practice"),
        ("Hospital", "", "", ""),
        ("General practice", "Treatment", "", ""),
        ("General practice", "", "", ""),
    ]


def test_a_row_says_who_is_responsible_and_how_long_data_are_kept() -> None:
    """A system's processor and retention hold for what is recorded in it, the actor's for the rest."""
    first, last = rows()[0], rows()[3]
    assert (first["controller"], first["processors"], first["retention"]) == (
        "The Region",
        "Vendor (Record)",
        "5 years (Record)",
    )
    assert (first["special"], first["other"]) == ("Blood", "CPR")
    assert (last["special"], last["processors"], last["retention"]) == ("Plan", "", "10 years")


def test_a_share_of_what_is_not_held_and_a_need_that_is_not_met_are_no_processing() -> None:
    """The hospital has no diary, and the practice gets no plan."""
    assert not any("Diary" in row["special"] for row in rows())
    assert [row["special"] for row in rows() if row["actor"] == "General practice"] == ["Blood", ""]


def test_members_are_one_row_and_each_may_be_its_own_controller() -> None:
    """The role's row speaks of all of them; where they differ, of each controller."""
    role = "town: {controller: town, records: [{fields: plan, phase: home}]}"
    text = f"{MAP}  {role}\n  aarhus: {{extends: town}}\n  odense: {{extends: town%s}}\n"
    assert [row["controller"] for row in rows(text % "") if row["actor"] == "Town"] == ["Each of the 2 for itself"]
    (row,) = [row for row in rows(text % ", controller: region") if row["actor"] == "Town"]
    assert row["controller"] == "Aarhus; The Region"


def test_planned_processing_only_where_it_is_asked_for() -> None:
    """Like everywhere."""
    text = MAP.replace("to: patient, via: letter,", "to: patient, via: letter, status: planned,")
    assert "Patient" not in {row["recipients"] for row in rows(text)}
    assert "Patient" in {row["recipients"] for row in rows(text, planned=True)}


def test_what_is_left_blank_is_counted() -> None:
    """Not the columns where a blank cell says that there is none."""
    project = Project({"map.yaml": MAP.encode()})
    assert blanks(project, "en") == (
        "Data controller: blank in 2 of 6 rows",
        "Purpose: blank in 2 of 6 rows",
        "Legal basis: blank in 4 of 6 rows",
        "Data processors: blank in 3 of 6 rows",
        "Time limits for erasure: blank in 2 of 6 rows",
    )
    assert blanks(project, "da")[1] == "Formål: tom i 2 ud af 6 rækker"
    assert len(processings(project.needs, project.assumptions)) == 6


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_the_same_map_gives_the_same_bytes_in_each_language(ending: str) -> None:
    """And the headings are in that language."""
    for language in ("en", "da"):
        once, again = (
            writer_of(ending)
            .write(
                processing_document(Project({"map.yaml": MAP.encode()}), language, "", as_sheets=ending == "xlsx"),
                Styling(),
            )
            .content
            for _ in range(2)
        )
        assert once == again


def test_the_command_writes_it_and_prints_what_is_blank(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Under --to processing; without a file, or with one of another kind, it says what to do."""
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    asked = ["export", str(tmp_path), "--to", "processing", "--lang", "da"]
    assert run([*asked, "-o", str(tmp_path / "record.docx")]) == 0
    assert "Hjemmel: tom i 4 ud af 6 rækker" in capsys.readouterr().err
    assert (tmp_path / "record.docx").read_bytes().startswith(b"PK")
    assert run(asked) == 2
    assert ".docx" in capsys.readouterr().err
    assert run([*asked, "-o", str(tmp_path / "record.graphml")]) == 2
    assert run([*asked, "--questions", "-o", str(tmp_path / "other.docx")]) == 2


def test_in_word_the_record_stands_on_its_side_and_breaks_no_word() -> None:
    """No column is narrower than its longest word, in the type that the table then has."""
    document = processing_document(Project({"map.yaml": MAP.encode()}), "da", "", as_sheets=False)
    made = docx.Document(io.BytesIO(writer_of("docx").write(document, Styling("r")).content))
    first = made.sections[0]
    assert first.page_width > first.page_height
    assert len(made.sections) == 1, "what follows has room on the same kind of page"
    record = next(block for block in document.blocks if isinstance(block, Table))
    room = sum(int(each.get(qn("w:w"))) for each in made.tables[0]._tbl.tblGrid)
    assert not breaks_words(record, room)
    assert breaks_words(record, 9600), "upright it would"

"""Tables as CSV, out and back: nothing changes; a list of statements becomes a map; each fault has its place."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import ROOT, Ran
from exchange.test_workbooks_both_ways import QUICK, meaning
from exchange.workbooks import MAP, project_of
from exchange.workbooks import exported as workbook
from exchange.workbooks import made as workbook_made
from hypothesis import given, settings
from hypothesis import strategies as st
from twin.random_maps import DrawnMap, as_yaml, maps

from dataflow.analysis.lineage.processing import processings
from dataflow.base.csv_dialect import DIALECTS
from dataflow.base.user_error import UserError
from dataflow.exchange import ExportOptions, Outgoing
from dataflow.exchange.changes import Changes, NewMap
from dataflow.exchange.csv_files import KEPT_FILE, CsvSheets, bare, language_of, protected
from dataflow.exchange.from_csv import changes_of, new_map
from dataflow.exchange.from_xlsx import Target
from dataflow.exchange.to_csv import files_of, write
from dataflow.project import Project

LIST = "Aktør;Felt;Fase;Til;Via;Udsagn\nSygehus;Vægt;Indlæggelse;;;\nSygehus;Vægt;Udskrivelse;Kommune;Epikrise;\n"


def tables(project: Project, dialect: str | None = None, language: str = "en") -> dict[str, bytes]:
    """The files of a map."""
    return dict(files_of(outgoing(project), ExportOptions(language, dialect)))


def outgoing(project: Project) -> Outgoing:
    """What is to be written of a map."""
    return Outgoing(
        project.data_map,
        project.specs.own_texts,
        lambda: project.graph,
        lambda: processings(project.needs, project.assumptions),
        project.questions,
    )


def made(files: Mapping[str, bytes], language: str = "en") -> NewMap:
    """The new map of files."""
    return new_map(files, language, lambda texts: Project(texts).problems)


def brought(project: Project, files: Mapping[str, bytes], delete: bool = False, language: str = "en") -> Changes:
    """What files change in a map."""
    own = project.specs.own_texts
    target = Target(project.data_map, own, lambda texts: Project({**own, **texts}).problems, language)
    return changes_of(files, target, delete)


def said(found: Changes | NewMap, language: str = "en") -> list[str]:
    """The problems in words."""
    return [each.in_language(language) for each in found.problems]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("text", [MAP, "ihd"])
def test_nothing_changes(dialect: str, text: str) -> None:
    """In any dialect, with what was exported beside the tables and without it; and the same map comes of them."""
    project = Project.open(str(ROOT / "specs/ihd")) if text == "ihd" else project_of(text)
    files = tables(project, dialect)
    alone = {name: content for name, content in files.items() if name != KEPT_FILE}
    for each in (files, alone):
        changes = brought(project, each, delete=True)
        assert (changes.said, changes.conflicts, said(changes)) == ((), (), [])
    if text == MAP:
        new = made(alone)
        assert said(new) == []
        assert meaning(project_of(new.texts).data_map) == meaning(project.data_map)


@given(maps(scenarios=False), st.sampled_from(sorted(DIALECTS)))
@settings(QUICK)
def test_any_map_comes_back_as_it_was(drawn: DrawnMap, dialect: str) -> None:
    """No change of the old map, and the same as a new one."""
    project = project_of(as_yaml(drawn))
    files = tables(project, dialect)
    changes = brought(project, files, delete=True)
    assert (changes.said, changes.conflicts, said(changes)) == ((), (), [])
    new = made(files)
    assert said(new) == []
    assert meaning(project_of(new.texts).data_map) == meaning(project.data_map)


def test_who_is_responsible_for_the_data_comes_back_too() -> None:
    """Controllers, processors and retention, of actors and of systems."""
    text = MAP.replace(
        "label: {en: Hospital, da: Sygehus}\n",
        "label: {en: Hospital, da: Sygehus}\n"
        "    controller: [region, gp]\n"
        "    processor: vendor\n"
        "    retention: {en: 10 years, da: 10 år}\n"
        "    systems: {ehr: {processor: [vendor], retention: {en: 5 years, da: 5 år}}}\n",
    )
    project = project_of(text + "  region: {}\n  vendor: {}\n")
    for new in (made(tables(project, "excel-da")), workbook_made(workbook(project, "da"))):
        assert said(new) == []
        assert meaning(project_of(new.texts).data_map) == meaning(project.data_map)


def test_the_archive_is_the_same_each_time_and_reads_back() -> None:
    """A .zip with the files of the folder."""
    project = project_of()
    options = ExportOptions("da")
    assert write(outgoing(project), options) == write(outgoing(project), options)
    with zipfile.ZipFile(io.BytesIO(write(outgoing(project), options))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == tables(project, language="da")


def test_a_change_in_a_cell_is_told_in_words_and_what_the_map_changed_since_is_a_conflict() -> None:
    """As with a workbook."""
    files = tables(project_of(), "rfc4180")
    files["fields.csv"] = files["fields.csv"].replace(b",kg,", b",g,")
    assert brought(project_of(), files).said == ("Fields: Weight: unit was kg, now g",)
    files["fields.csv"] = files["fields.csv"].replace(b"Weight,", b"Weight at arrival,")
    (line,) = brought(project_of(), files).said
    assert line.startswith("Fields: Weight: name (English) was Weight, now Weight at arrival; ")
    files["fields.csv"] = files["fields.csv"].replace(b" at arrival,", b" at arrival" + b" and later" * 9 + b",")
    assert 'name gets "at arrival and later and' in brought(project_of(), files).said[0]
    files["fields.csv"] = tables(project_of(), "rfc4180")["fields.csv"].replace(b",kg,", b",g,")
    now = project_of(MAP.replace("unit: kg", "unit: mg"))
    assert brought(now, files).said == ()
    (conflict,) = brought(now, files).conflicts
    assert conflict.startswith("fields.csv:4: Fields: Weight: unit is g in the ")
    assert conflict.endswith("by now mg in the map")


def test_a_row_that_is_gone_is_taken_away_only_where_that_is_asked() -> None:
    """Without what was exported nothing that a table lacks is even told."""
    files = tables(project_of(), "rfc4180")
    lines = files["needs.csv"].splitlines(keepends=True)
    short = {**files, "needs.csv": lines[0]}
    assert brought(project_of(), short).taken_away == 1
    assert not brought(project_of(), short).texts
    assert brought(project_of(), {"needs.csv": lines[0]}).said == ()
    gone = brought(project_of(), {"needs.csv": lines[0]}, delete=True)
    assert gone.said == ("to take away: General practice needs Group: Blood in Home",)
    assert b"needs: []" in gone.texts["map.yaml"]


def test_a_list_becomes_a_map() -> None:
    """Names become ids with labels; a line with a receiver is a share, and else a record, unless it says its kind."""
    new = made({"Rygforløb.csv": (LIST + "Kommune;Vægt;Genoptræning;;;behov\n").encode()}, "da")
    assert said(new) == []
    data_map = project_of(new.texts).data_map
    assert (data_map.id, data_map.title.in_language("da")) == ("rygforloeb", "Rygforløb")
    assert list(data_map.phases) == ["indlaeggelse", "udskrivelse", "genoptraening"]
    assert data_map.actors["kommune"].label.in_language("da") == "Kommune"
    assert [each.entry.list_key for actor in data_map.statements.values() for each in actor] == [
        "records",
        "shares",
        "needs",
    ]


def test_every_name_of_a_list_is_declared() -> None:
    """Also several that are new in one line, and a source without its spot."""
    head, share = "Actor;Field;Phase;To;Via;Source\n", "Lab;Iron;Stay; Clinic ;Letter;Talk (p. 2); Law\n"
    new = made({"list.csv": (head + share.replace("Talk (p. 2); Law", '"Talk (p. 2); Law"')).encode()})
    assert said(new) == []
    data_map = project_of(new.texts).data_map
    assert (list(data_map.actors), list(data_map.sources)) == (["lab", "clinic"], ["talk", "law"])
    phases = made({"list.csv": b'Actor;Field;Phase\nLab;Iron;"Stay; Home"\n'})
    assert (said(phases), list(project_of(phases.texts).data_map.phases)) == ([], ["stay", "home"])


def test_all_lists_are_read() -> None:
    files = {"a.csv": b"Actor;Field;Phase\nLab;Iron;Stay\n", "b.csv": b"Field;Actor;Phase\nZinc;Ward;Stay\n"}
    new = made({**files, "records.csv": b"actor,fields,phase\nLab,Lead,Stay\n"})
    assert said(new) == []
    statements = project_of(new.texts).data_map.statements
    assert {(actor, each.field) for actor, own in statements.items() for each in own} == {
        *(("lab", "iron"), ("ward", "zinc"), ("lab", "lead")),
    }


def test_a_list_may_be_in_any_language_of_the_map() -> None:
    changes = brought(project_of(), {"list.csv": "Aktør;Felt;Fase\nAlmen praksis;vægt;Hjemme\n".encode()})
    assert (said(changes), changes.said) == ([], ("new: General practice records Weight in Home",))


def test_a_list_goes_into_a_map_by_the_names_that_it_has() -> None:
    """Labels, ids, and a column that is not there leaves what it held."""
    lines = "actor,field,phase,code system\nHospital,ldl,Stay,own\nGeneral practice,Weight,home,\n"
    changes = brought(project_of(), {"list.csv": lines.encode()})
    assert said(changes) == []
    assert set(changes.said) == {
        "Hospital records LDL cholesterol in Stay: code system was npu, now Own",
        "new: General practice records Weight in Home",
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("actor,field,phase\nhospitall,ldl,stay\n", 'list.csv:2:1: "hospitall" is not among the actors of the map'),
        ("actor,field,phase,form\nhospital,ldl,stay,kodd\n", 'list.csv:2:4: "kodd" can\'t stand under Form'),
        ("actor,field,phase,colour\n", 'list.csv:1:4: The column "colour" is none of a list of statements'),
        ("actor,field,phase,actor\nhospital,ldl,stay,gp\n", 'list.csv:1:4: The column "actor" is there twice'),
        ("actor,field,phase,statement\ngp,ldl,stay,hopes\n", 'list.csv:2:4: "hopes" is no kind of statement'),
        ('actor,field,phase\nhospital,"ldl,stay\n', "list.csv:2:1: The quotation marks do not match"),
        ("actor,field,phase\nhospital,ldl,stay,home\n", 'list.csv:2:4: No heading stands above "home"'),
        ("actor,field,phase\n\n\nhospital,ldl,\n", "list.csv:4: "),
        ('actor,field,phase,note\nhospital,ldl,stay,"a\nb"\nhospital,nosuch,stay,\n', 'list.csv:4:2: "nosuch"'),
    ],
)
def test_a_fault_has_its_file_line_and_column(text: str, message: str) -> None:
    """Of a cell, of a line, and after cells of several lines; nothing is written."""
    changes = brought(project_of(), {"list.csv": text.encode()})
    assert any(each.startswith(message) for each in said(changes)), said(changes)
    assert not changes.texts


def test_another_encoding_is_refused() -> None:
    """With what to do in Excel."""
    with pytest.raises(UserError, match="CSV UTF-8"):
        brought(project_of(), {"list.csv": LIST.encode("latin-1")})


@given(st.text(alphabet="=+-@'; ,a\t", max_size=8))
def test_no_cell_is_a_formula_and_every_cell_comes_back(text: str) -> None:
    """Whatever begins as one gets a quotation mark, which is taken away again."""
    assert protected(text).lstrip(" '\t")[:1] not in tuple("=+-@") or protected(text).startswith("'")
    assert bare(protected(text)) == text


def test_the_commands(tmp_path: Path, dataflow: Callable[..., Ran]) -> None:
    """Out into a folder that is new, or a .zip; in from each of them and from a single table."""
    (tmp_path / "map").mkdir()
    (tmp_path / "map/map.yaml").write_text(MAP, encoding="utf-8")
    for target in ("tables", "tables.zip"):
        assert dataflow("export", "map", "--to", "csv", "-o", target, cwd=tmp_path).code == 0
        again = dataflow("import", "csv", target, "--into", "map", cwd=tmp_path)
        assert (again.code, again.out) == (0, "")
        assert "differs" in again.err or "anderledes" in again.err
    assert dataflow("export", "map", "--to", "csv", "-o", "tables", cwd=tmp_path).code == 2
    assert dataflow("export", "map", "--to", "csv", "-o", "map.csv", cwd=tmp_path).code == 2
    assert dataflow("export", "map", "--to", "json", "--dialect", "excel-da", cwd=tmp_path).code == 2
    assert dataflow("import", "csv", "tables", "-o", "new", "--lang", "en", cwd=tmp_path).code == 0
    assert (tmp_path / "new/map.yaml").is_file()
    (tmp_path / "bad.zip").write_bytes(b"PK")
    (tmp_path / "empty").mkdir()
    for given_ in ("bad.zip", "empty", "nowhere"):
        ran = dataflow("import", "csv", given_, "-o", "other", cwd=tmp_path)
        assert (ran.code, given_ in ran.err) == (2, True)


def test_the_headings_of_before_are_read() -> None:
    """A workbook once called two columns of shares by one word; there the receiver goes first."""
    sheets = CsvSheets(
        {
            "records.csv": "Aktør;Felt;Fra;Til;Fra patienten\n".encode() + b"gp;ldl;2026-01-01;2026-02-01;ja\n",
            "shares.csv": "Aktør;Felt;Til;Gælder til;Varer;Sikkerhed\n".encode() + b"gp;ldl;town;2026-02-01;2d;lav\n",
        },
        "da",
        declare=False,
    ).sheets
    keys = [[cell.text for cell in sheet.line(0).values()][1:] for sheet in sheets]
    assert keys == [
        ["actor", "fields", "valid_from", "valid_to", "patient_reported"],
        ["actor", "fields", "to", "valid_to", "takes", "confidence"],
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (LIST, "da"),
        ("actor;fields;phase\nHospital;Vægt;Ophold\n", "da"),
        ("actor;fields;phase\nKommune;Puls;Ophold\n", None),
        ("statement,actor,fields,phase\nrecords,Hospital,Weight,Stay\n", "en"),
        ("aktør,felt,fase\nHospital,Weight,Stay\n", "da"),
    ],
)
def test_the_language_of_a_list_is_that_of_its_headings_and_letters(text: str, language: str | None) -> None:
    """Keys are in no language."""
    assert language_of({"list.csv": text.encode(), KEPT_FILE: b"ae"}) == language


def test_a_new_map_of_a_list_is_in_its_language(dataflow: Callable[..., Ran], tmp_path: Path) -> None:
    """Unless another is asked for."""
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    for number, (options, language) in enumerate((((), "da"), (("--lang", "en"), "en"))):
        assert dataflow("import", "csv", "list.csv", "-o", f"map{number}", *options, cwd=tmp_path).code == 0
        assert f"languages: [{language}]" in (tmp_path / f"map{number}/map.yaml").read_text(encoding="utf-8")


def test_several_people_record() -> None:
    """As the findings have it; in Danish verbs are the same for all."""
    text = MAP + "  family: {label: {en: Patient and relatives, da: Borger og pårørende}}\n"
    new = {"records.csv": b"actor,fields,phase\nfamily,weight,stay\n"}
    project = project_of(text)
    assert brought(project, new).said == ("new: Patient and relatives record Weight in Stay",)
    assert brought(project, new, language="da").said == ("ny: Borger og pårørende registrerer Vægt i Indlæggelse",)

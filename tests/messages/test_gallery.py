"""Bad specs, and the very text that the analyst sees: `DATAFLOW_UPDATE_GALLERY=1` writes it anew, to be read."""

import ast
import os
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import dataflow
from dataflow.base.regular_file import read_regular
from dataflow.language import diagnostics, folder, parse
from dataflow.project import Project
from dataflow.reports import Findings, ReportOptions
from dataflow.reports.findings_text import write
from dataflow.rules import all_rules

CASES = Path(__file__).parent / "cases"
PACKAGE = Path(dataflow.__file__).parent
UPDATE = os.environ.get("DATAFLOW_UPDATE_GALLERY") == "1"
LANGUAGES = ("en", "da")
# Where what is said of a wrong spec is worded.
WORDED = (
    "language/diagnostics.py",
    "language/slips/words.py",
    "language/syntax.py",
    "language/lookalikes.py",
    "language/expected.py",
    "language/explain.py",
    "language/explain_keys.py",
    "language/explain_indentation.py",
    "language/omits_entries.py",
    "language/several.py",
    "language/read.py",
    "language/folder.py",
    "model/objects.py",
    "model/references.py",
    "model/phases_as_text.py",
    "model/sections.py",
    "model/statements.py",
    "model/layers.py",
    "model/link.py",
    "model/built_on.py",
    "model/copies.py",
)


def case_names() -> list[str]:
    """The cases that lie in the folder, each as a map's file or folder."""
    cases = (path for path in CASES.iterdir() if path.is_dir() or path.suffix == ".yaml")
    return sorted(path.name.removesuffix(".yaml") for path in cases)


def seen(project: Project, language: str) -> str:
    """What `dataflow validate` prints of a map's problems."""
    batch = Findings(
        map_id=project.map_id,
        scenario=None,
        level="member",
        findings=project.problems,
        rules=all_rules(),
        lines=project.lines,
    )
    return write([batch], ReportOptions(language))


def compare(name: str, project: Project, language: str) -> None:
    expected = CASES / f"{name}.{language}.txt"
    text = seen(project, language)
    if UPDATE:
        expected.write_bytes(text.encode())
    assert text.encode() == expected.read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", case_names())
def test_case(name: str, language: str) -> None:
    """A bad spec gives exactly these words."""
    single = CASES / f"{name}.yaml"
    compare(name, Project.open(single if single.exists() else CASES / name), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_too_large(language: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file above the limit is not read."""
    (tmp_path / "journaludtraek.yaml").write_text("fields: {lvef: {label: Uddrivningsfraktion}}\n", encoding="utf-8")
    monkeypatch.setattr(folder, "MAX_BYTES", 10)
    compare("df001-too-large", Project.open(tmp_path), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_too_many_nodes(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file within the limit of bytes whose keys and values would take many times its size."""
    monkeypatch.setattr(parse, "MAX_NODES", 6000)
    text = "map: {id: kol, title: KOL-forløb}\nfields: [" + "a, " * 6000 + "]\n"
    compare("df001-too-many-nodes", Project({"felter.yaml": text.encode()}), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_for_a_map(language: str) -> None:
    compare("df001-workbook", Project({"svar.xlsx": b"PK\x03\x04" + bytes(20)}), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_links(language: str, tmp_path: Path) -> None:
    """Links that lead out of the folder, nowhere, or round."""
    kort = tmp_path / "kort"
    kort.mkdir()
    (tmp_path / "faelles.yaml").write_text("fields: {lvef: {}}\n", encoding="utf-8")
    try:
        (kort / "faelles.yaml").symlink_to(tmp_path / "faelles.yaml")
        (kort / "flyttet.yaml").symlink_to(kort / "findes-ikke.yaml")
        (kort / "rundt.yaml").symlink_to(kort / "rundt.yaml")
    except OSError:
        pytest.skip("this machine makes no symbolic links")
    compare("df001-links", Project.open(kort), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_right_to_read(language: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the machine will not give: someone else's, gone, out of order, no file, too deep in folders."""
    for name in ("andres.yaml", "fjernet.yaml", "i-stykker.yaml"):
        (tmp_path / name).write_text("fields: {lvef: {}}\n", encoding="utf-8")
    os.mkfifo(tmp_path / "x-pipe.yaml")
    (tmp_path / "/".join(["d"] * (folder.MAX_FOLDER_DEPTH + 1))).mkdir(parents=True)

    (tmp_path / "laast").mkdir()
    scandir = os.scandir

    def list_(path: Path) -> object:
        if Path(path).name == "laast":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    def refuse(path: Path) -> bytes:
        if path.name == "andres.yaml":
            raise PermissionError(13, "Permission denied")
        if path.name == "fjernet.yaml":
            raise FileNotFoundError(2, "No such file or directory")
        if path.name == "i-stykker.yaml":
            raise OSError(5, "Input/output error")
        return read_regular(path)

    monkeypatch.setattr(folder, "read_regular", refuse)
    monkeypatch.setattr(folder.os, "scandir", list_)
    project = Project.open(tmp_path)
    monkeypatch.undo()
    compare("df001-no-right-to-read", project, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_right_to_read_the_map_below(language: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder that someone else keeps to themselves; it leaves no trail of what it would have declared."""
    for name, text in (("land", "map: {id: land, title: Hele landet, extends: ../hjerte}"), ("hjerte", "fields: {}")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "map.yaml").write_text(text + "\nactors: {aarhus: {extends: kommune}}\n", "utf-8")

    def refuse(path: Path) -> folder.FolderTexts:
        if path.name == "hjerte":
            raise PermissionError(13, "Permission denied")
        return folder.FolderTexts({"map.yaml": (path / "map.yaml").read_bytes()})

    monkeypatch.setattr(folder, "read_folder", refuse)
    monkeypatch.setattr("dataflow.project.read_folder", refuse)
    project = Project.open(tmp_path / "land")
    monkeypatch.undo()
    compare("df001-map-below", project, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_map_that_leads_back_to_itself(language: str) -> None:
    """Two maps in a circle, handed over as texts."""
    texts = {
        "land.yaml": "map: {id: land, title: Hele landet, extends: hjerte.yaml}",
        "hjerte.yaml": "map: {id: hjerte, title: Hjerterehabilitering, extends: land.yaml}",
    }
    project = Project({path: text.encode() for path, text in texts.items()})
    compare("df103-maps-in-a-circle", project, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_too_many_problems(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that was pasted in many times is not listed to the end."""
    monkeypatch.setattr(diagnostics, "MAX_PROBLEMS", 3)
    text = "map: {id: kol, title: KOL-forløb}\nfields:\n" + "  lvef: {label: Uddrivningsfraktion}\n" * 20
    compare("df003-too-many-problems", Project({"felter.yaml": text.encode()}), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_more_problems(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of many unknown ids, and of many unknown keys in another file."""
    monkeypatch.setattr(diagnostics, "MAX_PROBLEMS", 3)
    text = "map: {id: kol, title: KOL-forløb}\nactors: {gp: {needs: [{fields: [a, b, c, d, e, f], phase: start}]}}\n"
    keys = "".join(f"noget{number}: {{}}\n" for number in range(1, 9))
    texts = {"aktører.yaml": text.encode(), "felter.yaml": keys.encode()}
    compare("df003-more-problems", Project(texts), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_folder(language: str) -> None:
    """A folder without a spec file is no map, and no crash."""
    compare("df006-empty-folder", Project({}), language)


def test_no_text_without_its_case() -> None:
    """Each expected text belongs to a case."""
    made = {"df001-too-large", "df001-too-many-nodes", "df001-links", "df001-no-right-to-read"}
    made |= {
        "df003-too-many-problems",
        "df003-more-problems",
        "df006-empty-folder",
        "df001-map-below",
        "df001-workbook",
        "df103-maps-in-a-circle",
    }
    texts = {path.name.removesuffix(".txt")[:-3] for path in CASES.glob("*.txt")}
    assert texts == {*case_names(), *made}
    assert len(texts) >= 45


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("module", WORDED)
def test_every_wording_is_seen_in_some_case(module: str, language: str) -> None:
    """No message exists that nobody has read in its place."""
    gallery = "\n".join(path.read_text("utf-8") for path in sorted(CASES.glob(f"*.{language}.txt")))
    unseen = [text for text in templates(module, language) if not pattern_of(text).search(gallery)]
    assert unseen == []


def templates(module: str, language: str) -> Iterator[str]:
    """Every wording that a module writes out as `Text(en=..., da=...)`."""
    for node in ast.walk(ast.parse((PACKAGE / module).read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
            for keyword in node.keywords:
                if keyword.arg == language and isinstance(keyword.value, ast.Constant):
                    yield str(keyword.value.value)


def pattern_of(template: str) -> re.Pattern[str]:
    """The wording with anything in its blanks; the first letter may be a capital in a sentence."""
    parts = [re.escape(fixed) + (".+" if name else "") for fixed, name, _, _ in string.Formatter().parse(template)]
    return re.compile("".join(parts), re.IGNORECASE)

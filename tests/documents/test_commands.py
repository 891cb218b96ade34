"""``dataflow report``, the table of gaps, exact widths, and what a notebook shows."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from conftest import Ran

from dataflow.base.lengths import millimetres
from dataflow.base.nearest import Unknown
from dataflow.base.user_error import UserError
from dataflow.project import Project
from dataflow.renderers import Options
from dataflow.renderers.page.page import page_of

Run = Callable[..., Ran]
FEW = ("--sections", "summary,gaps")


@pytest.mark.parametrize("ending", ["docx", "html", "md", "xlsx"])
def test_the_ending_decides_the_format(ending: str, run: Run, tmp_path: Path) -> None:
    ran = run("report", "care", "-o", f"r.{ending}", *FEW)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert (tmp_path / f"r.{ending}").stat().st_size > 1000
    again = (tmp_path / f"r.{ending}").read_bytes()
    assert run("report", "care", "-o", f"r.{ending}", *FEW).code == 0
    assert (tmp_path / f"r.{ending}").read_bytes() == again


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Name a file for the report"),
        (("-o", "-"), "Name a file for the report"),
        (("-o", "r.pdf"), "print the .html from a browser"),
        (("-o", "r.odt"), "docx"),
        (("-o", "report"), "docx"),
        (("-o", "care"), "care is a folder"),
        (("-o", "r.docx", "--lang", "both"), "write two, with --lang da and with --lang en"),
        (("-o", "r.docx", "--lang", "dk"), "da"),
        (("-o", "r.docx", "--sections", "summary,gasp"), "gaps"),
        (("-o", "r.docx", "--theme", "drak"), "dark"),
        (("-o", "r.md", "--template", "t.docx"), "--template is for .docx"),
        (("-o", "r.docx", "--template", "t.dotx"), "t.dotx is no .docx"),
        (("-o", "r.docx", "--template", "t.docx"), "t.docx can't be read"),
        (("-o", "r.docx", "--scenario", "x"), "scenario"),
        (("-o", "nowhere/r.docx"), "there is no folder nowhere. Make it first"),
        (("-o", "nowhere/much/r.docx"), "there is no folder nowhere. Make it first"),
        (("-o", "care/map.yaml"), "yaml"),
    ],
)
def test_what_a_report_cannot_do_is_said(arguments: tuple[str, ...], said: str, run: Run, tmp_path: Path) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    ran = run("report", "care", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.parametrize("ending", ["docx", "html", "md", "xlsx"])
def test_a_file_of_somebody_else_is_not_overwritten(ending: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / f"r.{ending}"
    path.write_text("My own report.", "utf-8")
    ran = run("report", "care", "-o", path.name, *FEW)
    assert ran.code == 2
    assert "was not written by dataflow, or has been changed since" in ran.err
    assert path.read_text("utf-8") == "My own report."
    assert run("report", "care", "-o", path.name, "--force", *FEW).code == 0


def test_a_report_that_somebody_edited_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    run("report", "care", "-o", "r.md", *FEW)
    path = tmp_path / "r.md"
    path.write_text(path.read_text("utf-8").replace("Sammenfatning", "Min sammenfatning"), "utf-8")
    assert run("report", "care", "-o", "r.md", *FEW).code == 2


def test_a_report_that_is_open_is_left_alone(run: Run, tmp_path: Path) -> None:
    run("report", "care", "-o", "report.docx", *FEW)
    (tmp_path / "~$port.docx").write_text("x", "utf-8")
    ran = run("report", "care", "-o", "report.docx", *FEW)
    assert ran.code == 2
    assert "report.docx is open in Word or Excel; close it there" in ran.err


def test_the_report_is_that_of_the_options(run: Run, tmp_path: Path) -> None:
    named = ("--title", "T: *x*", "--author", "A & B", "--as-of", "2026-12-24", "--lang", "en")
    run("report", "care", "-o", "r.md", *named, "--sections", "method,scope", "--level", "member", "--planned")
    text = (tmp_path / "r.md").read_text("utf-8")
    assert text.startswith("# T: \\*x\\*\n\nA &amp; B · 24 December 2026\n")
    assert "Planned statements count as if they were current: " in text
    assert text.index("## Method") < text.index("## Scope")
    (command,) = re.findall(r"makes the document again: (.*)", text)
    assert "dataflow report care -o r.md --lang en --sections method,scope" in command
    assert str(tmp_path) not in text


def test_pictures_of_markdown_are_written_beside_it(run: Run, tmp_path: Path) -> None:
    run("report", "care", "-o", "mine.md", "--sections", "overview,pathway")
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", (tmp_path / "mine.md").read_text("utf-8"))
    assert pictures == ["mine-pictures/overview.svg", "mine-pictures/pathway.svg"]
    assert all((tmp_path / picture).is_file() for picture in pictures)


# The table of gaps


def test_gaps_as_a_table_for_people(run: Run) -> None:
    ran = run("gaps", "care", "--format", "table", "--lang", "en", "--select", "DF301")
    assert ran.code == 0
    rows = [line for line in ran.out.splitlines() if line.startswith("| ")]
    assert rows[0] == "| Who | Lacks | When | Why | What to do | How sure |"
    assert [row.split(" | ")[1] for row in rows[2:]] == [
        "Weight (must)",
        "Weight (must)",
        "Plan (must)",
        "Patient's own goals (may)",
    ]
    assert "DF301" not in ran.out
    assert ".yaml" not in ran.out
    assert "](<#" not in ran.out


@pytest.mark.parametrize("ending", ["docx", "html", "md", "xlsx"])
def test_the_ending_decides_the_format_of_the_table(ending: str, run: Run, tmp_path: Path) -> None:
    assert run("gaps", "care", "--format", "table", "-o", f"g.{ending}").code == 0
    assert (tmp_path / f"g.{ending}").stat().st_size > 1000
    assert run("gaps", "care", "--format", "table", "-o", f"g.{ending}").code == 0
    (tmp_path / f"g.{ending}").write_text("mine", "utf-8")
    assert run("gaps", "care", "--format", "table", "-o", f"g.{ending}").code == 2


def test_a_table_of_gaps_in_word_begins_on_its_only_kind_of_page(run: Run, tmp_path: Path) -> None:
    """Without a list of contents, and without an empty first page."""
    run("gaps", "care", "--format", "table", "-o", "g.docx", "--select", "DF301")
    read = docx.Document(tmp_path / "g.docx")
    assert len(read.sections) == 1
    assert not any("TOC" in (paragraph.style.name or "") for paragraph in read.paragraphs)


def test_a_wrong_ending_of_a_table_is_named(run: Run) -> None:
    ran = run("gaps", "care", "--format", "table", "-o", "g.pdf")
    assert ran.code == 2
    assert "docx" in ran.err


def test_only_what_is_new_is_listed(run: Run, care_folder: Path) -> None:
    run("gaps", "care", "--baseline", "b.json", "--write-baseline")
    same = run("gaps", "care", "--baseline", "b.json", "--only-new", "--format", "json")
    assert json.loads(same.out)["findings"] == []
    actors = care_folder / "actors.yaml"
    more = "      - {fields: pulse, phase: control}\n      - {fields: goal, phase: control, level: may}\n"
    text = actors.read_text("utf-8").replace("      - {fields: goal, phase: control, level: may}\n", more)
    actors.write_text(text, "utf-8")
    new = run(
        "gaps", "care", "--baseline", "b.json", "--only-new", "--format", "table", "--lang", "en", "--select", "DF301"
    )
    assert "| Pulse (must) |" in new.out
    assert "Weight" not in new.out
    assert run("gaps", "care", "--only-new").code == 2


# Exact widths


@pytest.mark.parametrize(
    ("text", "expected"), [("16cm", 160), ("160mm", 160), ("16,5 cm", 165), ("6.5in", 165.1), ("2CM", 20)]
)
def test_a_length_is_read(text: str, expected: float) -> None:
    assert millimetres(text) == pytest.approx(expected)


@pytest.mark.parametrize("text", ["16", "cm", "-3cm", "1mm", "300cm", "16 em", "1e3mm", ""])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(UserError, match=r"length|width"):
        millimetres(text)


@pytest.mark.parametrize("view", ["matrix", "clusters"])
def test_a_table_at_16_cm_has_type_of_8_points(view: str) -> None:
    """It gets taller instead."""
    from conftest import ROOT

    picture = Project.open(ROOT / "specs" / "ihd").picture(view)
    page = page_of(picture, Options(area=(160, None)))
    assert page.fit.across == 160
    assert min(run.size for run in page.text_runs) * page.fit.scale * 0.75 >= 7.95
    assert page.remarks == ()


def test_type_that_cannot_be_large_enough_is_told() -> None:
    from conftest import ROOT

    picture = Project.open(ROOT / "specs" / "ihd").picture("overview")
    (remark,) = page_of(picture, Options(area=(160, None))).remarks
    assert re.match(r"Den mindste skrift er \d,\d pt ved en bredde på 16 cm\.", remark.in_language("da"))


def test_a_picture_is_as_wide_as_asked(run: Run, tmp_path: Path) -> None:
    assert run("render", "care", "--width", "16cm", "-o", "o.svg").code == 0
    root = ElementTree.fromstring((tmp_path / "o.svg").read_bytes())
    assert root.get("width") == "160mm"
    assert "exclude each other" in run("render", "care", "--width", "16cm", "--page", "a4", "-o", "o.svg").err
    assert run("render", "care", "--width", "wide", "-o", "o.svg").code == 2


# Notebooks


def test_a_project_shows_itself(care: Project, project: Callable[..., Project]) -> None:
    shown = care._repr_mimebundle_()
    assert shown["image/svg+xml"].startswith("<svg")
    assert "Sygehus" in shown["text/plain"]
    assert "map" in project("map: 1")._repr_mimebundle_()["text/plain"]


def test_a_view_shows_itself(care: Project) -> None:
    shown = care.show("matrix", language="en", theme="print")
    assert shown._repr_svg_() == shown._repr_mimebundle_()["image/svg+xml"]
    assert "Hospital" in shown.text


@pytest.mark.parametrize("what", ["findings", "holdings", "figures"])
def test_results_are_rows_and_tables(what: str, care: Project) -> None:
    rows = care.table(what)
    assert rows
    assert len({tuple(row) for row in rows}) == 1
    assert rows._repr_html_().startswith("<table><thead><tr><th>")
    assert "&lt;" in type(rows)([{"<x>": "<y>"}])._repr_html_()


def test_there_is_no_other_table(care: Project) -> None:
    with pytest.raises(Unknown, match="figures"):
        care.table("figure")

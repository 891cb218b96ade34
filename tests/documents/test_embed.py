"""Pictures and tables in the user's own documents: written, refreshed, checked, and all else left as it is."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from conftest import ROOT, Ran
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from openxml_audit import OpenXmlValidator
from PIL import Image

from dataflow.documents.embeds.commands import COMMANDS, BadCommand, read_command

Run = Callable[..., Ran]
MARKDOWN = """\
# Mine

<!-- dataflow: render care --view overview --lang en --alt "Who shares" -->
<!-- /dataflow -->

My own *text*\t stays.

- an item

  <!-- dataflow: gaps care --lang en -->
  <!-- /dataflow -->

```
<!-- dataflow: an example -->
```

Inline `<!-- dataflow: x -->` code, <!-- a comment -->.
"""
HTML = """\
<!DOCTYPE html><title>Mine</title>
<p>Before</p>
<!-- dataflow: render care --view handover --lang da --inline --><!-- /dataflow -->
<!-- dataflow: questions care --lang da -->
<!-- /dataflow -->
<script>const x = "<!-- dataflow: nothing -->"</script>
"""


def outside(text: str) -> str:
    """The text without what stands between marks, and without the marks."""
    return re.sub(
        r"<!-- dataflow: (?:render|gaps|stats|questions|fields).*?<!-- /dataflow -->", "§", text, flags=re.DOTALL
    )


@pytest.mark.parametrize(
    ("name", "text"), [("r.md", MARKDOWN), ("r.qmd", MARKDOWN), ("r.Rmd", MARKDOWN), ("r.html", HTML)]
)
def test_blocks_are_written_and_everything_else_stays(name: str, text: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    assert run("embed", name, "--check", "--lang", "en").code == 1
    assert path.read_text("utf-8") == text
    assert run("embed", name).code == 0
    now = path.read_text("utf-8")
    assert now != text
    assert outside(now) == outside(text)
    assert (run("embed", name, "--check", "--lang", "en").code, path.read_text("utf-8")) == (0, now)


def test_a_picture_stands_beside_the_document(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.md").write_text(MARKDOWN, "utf-8")
    run("embed", "r.md")
    assert "![Who shares](care-overview.en.svg)" in (tmp_path / "r.md").read_text("utf-8")
    assert (tmp_path / "care-overview.en.svg").read_bytes().startswith(b"<svg")


@pytest.mark.parametrize(
    ("name", "image"),
    [
        ("r.qmd", '![{title}](care-matrix.da.svg){{fig-alt="{title}. '),
        ("r.Rmd", '![{title}](care-matrix.da.svg){{alt="{title}. '),
        ("r.md", "![{title}. "),
    ],
)
def test_a_caption_is_short_where_the_alternative_text_has_a_place(
    name: str, image: str, run: Run, tmp_path: Path
) -> None:
    """Quarto and pandoc show what is in the brackets; where there is no other place, it is short and says so."""
    (tmp_path / name).write_text("<!-- dataflow: render care --view matrix -->\n<!-- /dataflow -->\n", "utf-8")
    assert run("embed", name).code == 0
    written = (tmp_path / name).read_text("utf-8").splitlines()[2]
    assert written.startswith(image.format(title="Et forløb: hvem registrerer, modtager og har brug for hvad")), (
        written
    )
    assert name != "r.md" or len(written) < 350


@pytest.mark.parametrize("name", ["r.md", "r.html"])
def test_a_remark_names_the_picture_that_it_is_about(name: str, run: Run, tmp_path: Path) -> None:
    """A document may have several."""
    command = "render care --view overview --lang en --width 4cm"
    (tmp_path / name).write_text(f"<!-- dataflow: {command} -->\n<!-- /dataflow -->\n", "utf-8")
    ran = run("embed", name, "--lang", "en")
    assert f"note: {name}: {command}: The smallest type is " in ran.err


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Draw it with dataflow render"), ("da", "Tegn den med dataflow render")]
)
def test_a_view_of_two_maps_is_refused_with_what_to_do(language: str, said: str, run: Run, tmp_path: Path) -> None:
    """What ``render`` advises, another map or a scenario, is nothing that a command in a document takes."""
    (tmp_path / "r.md").write_text("<!-- dataflow: render care --view diff -->\n<!-- /dataflow -->\n", "utf-8")
    ran = run("embed", "r.md", "--lang", language)
    assert (ran.code, said in ran.err, "--scenario" in ran.err) == (2, True, False)


def test_a_table_in_a_list_is_indented_as_the_list(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.md").write_text(MARKDOWN, "utf-8")
    run("embed", "r.md")
    assert "\n  | Who | Lacks | When | Why | What to do | How sure |\n" in (tmp_path / "r.md").read_text("utf-8")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("begin", [b"", b"\xef\xbb\xbf"])
def test_the_ends_of_lines_and_the_first_bytes_stay(newline: str, begin: bytes, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.md"
    path.write_bytes(begin + MARKDOWN.replace("\n", newline).encode())
    run("embed", "r.md")
    now = path.read_bytes()
    assert now.startswith(begin + b"# Mine")
    assert (b"\r\n" in now) == (newline == "\r\n")
    assert now.count(b"\n") == now.count(newline.encode())
    assert run("embed", "r.md", "--check", "--lang", "en").code == 0


def test_the_check_names_line_and_reason(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.md"
    path.write_text(MARKDOWN, "utf-8")
    ran = run("embed", "r.md", "--check", "--lang", "en")
    assert "r.md:3: missing: not written yet: render care" in ran.err
    assert "r.md:10: missing" in ran.err
    run("embed", "r.md")
    (tmp_path / "care-overview.en.svg").unlink()
    assert "r.md:3: missing" in run("embed", "r.md", "--check", "--lang", "en").err


def test_a_change_of_the_map_is_seen_and_written(run: Run, tmp_path: Path, care_folder: Path) -> None:
    path = tmp_path / "r.md"
    path.write_text(MARKDOWN, "utf-8")
    run("embed", "r.md")
    actors = care_folder / "actors.yaml"
    actors.write_text(actors.read_text("utf-8").replace("via: letter", "via: message"), "utf-8")
    ran = run("embed", "r.md", "--check", "--lang", "en")
    assert ran.code == 1
    assert ran.err.count("stale") == 2
    assert run("embed", "r.md").code == 0
    assert "| Weight (must) | At home |" not in path.read_text("utf-8")
    assert run("embed", "r.md", "--check", "--lang", "en").code == 0


def test_what_somebody_edited_is_not_overwritten_without_force(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.md"
    path.write_text(MARKDOWN, "utf-8")
    run("embed", "r.md")
    edited = path.read_text("utf-8").replace("| Who |", "| WHO |")
    path.write_text(edited, "utf-8")
    for arguments in (("--check",), ()):
        ran = run("embed", "r.md", "--lang", "en", *arguments)
        assert ran.code == 1
        assert "r.md:13: edited by hand" in ran.err
        assert path.read_text("utf-8") == edited
    assert run("embed", "r.md", "--force").code == 0
    assert "| Who |" in path.read_text("utf-8")


def test_text_that_was_there_before_is_not_overwritten_either(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.md"
    path.write_text("<!-- dataflow: gaps care -->\nMy own words.\n<!-- /dataflow -->\n", "utf-8")
    ran = run("embed", "r.md")
    assert ran.code == 1
    assert "My own words." in path.read_text("utf-8")


def test_a_picture_of_somebody_else_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.md").write_text(MARKDOWN, "utf-8")
    (tmp_path / "care-overview.en.svg").write_text("<svg>mine</svg>", "utf-8")
    ran = run("embed", "r.md")
    assert ran.code == 2
    assert "care-overview.en.svg was not drawn by dataflow" in ran.err
    assert (tmp_path / "r.md").read_text("utf-8") == MARKDOWN


def test_a_map_elsewhere_is_allowed_on_the_command_line(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    path = folder / "r.md"
    for text in (
        "<!-- dataflow: gaps ../care -->\n<!-- /dataflow -->",
        "<!-- dataflow: gaps -->\n<!-- /dataflow -->",
    ):
        path.write_text(text, "utf-8")
        assert run("embed", "docs/r.md").code == 2
        assert run("embed", "docs/r.md", "--map", "care").code == 0
        assert "Vægt" in path.read_text("utf-8")


def test_a_block_that_names_a_map_elsewhere_as_the_folder_is_told_the_path_to_write(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "r.md").write_text("<!-- dataflow: gaps care -->\n<!-- /dataflow -->", "utf-8")
    shown = run("embed", "docs/r.md", "--map", "care")
    assert (shown.code, "For the map that is named by --map, write ../care here." in shown.err) == (2, True)
    assert "allow it with --map as well" in run("embed", "docs/r.md").err


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("render care --view field:weight", "care-field-weight.da.svg"),
        (
            "render care --view overview --actor gp --planned --theme print --width 12cm",
            "care-overview-gp-print-12cm-planned.da.svg",
        ),
        ("gaps care --actor gp --field weight --phase control --confidence medium --level member", "Almen praksis"),
        ("stats care", "Kortet som helhed"),
        ('stats care --table "Efter aktør" --lang da', "Kommune"),
        ("questions care", "Sender kommunen vægt"),
        ("fields care --group vitals", "Kropsvægt"),
    ],
)
def test_each_command_gives_its_block(command: str, shown: str, run: Run, tmp_path: Path) -> None:
    """In the language of the map, where none is asked for."""
    path = tmp_path / "r.md"
    path.write_text(f"<!-- dataflow: {command} -->\n<!-- /dataflow -->\n", "utf-8")
    ran = run("embed", "r.md")
    assert (ran.code, shown in path.read_text("utf-8") or command.startswith("stats")) == (0, True), ran.err
    assert run("embed", "r.md", "--check", "--lang", "en").code == 0


def test_a_table_leads_nowhere_in_a_document_of_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "r.md").write_text("<!-- dataflow: gaps care -->\n<!-- /dataflow -->\n", "utf-8")
    run("embed", "r.md")
    assert "](" not in (tmp_path / "r.md").read_text("utf-8")


def test_a_gap_of_a_role_is_one_of_its_member(run: Run, tmp_path: Path, care_folder: Path) -> None:
    (care_folder / "north.yaml").write_text("actors: {north: {extends: gp}, south: {extends: gp}}\n", "utf-8")
    for actor in ("gp", "north"):
        path = tmp_path / f"{actor}.md"
        path.write_text(f"<!-- dataflow: gaps care --actor {actor} -->\n<!-- /dataflow -->\n", "utf-8")
        assert run("embed", path.name).code == 0
    by_role, by_member = ((tmp_path / f"{each}.md").read_text("utf-8").splitlines()[2:] for each in ("gp", "north"))
    assert by_member == by_role
    assert "| Almen praksis |" in by_member[2]


# Word


def picture(red: int = 200) -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (60, 40), (red, 0, 0)).save(file, "PNG")
    file.seek(0)
    return file


def described(drawing: "docx.shape.InlineShape", name: str, text: str) -> None:
    drawing._inline.docPr.set("name", name)
    drawing._inline.docPr.set("descr", text)


@pytest.fixture
def word(tmp_path: Path) -> Path:
    """A document with twelve blocks: pictures, tables and lines of text."""
    made = docx.Document()
    made.add_heading("Mine", 1)
    for view in ("overview", "pathway", "gaps", "matrix"):
        shape = made.add_paragraph().add_run().add_picture(picture(), width=Mm(120), height=Mm(80))
        described(shape, f"Picture {view}", f"dataflow: render care --view {view} --lang en")
    for command in ("gaps", "stats", "questions", "fields"):
        table = made.add_table(rows=2, cols=2, style="Light List Accent 1")
        mark = OxmlElement("w:tblDescription")
        mark.set(qn("w:val"), f"dataflow: {command} care --lang da")
        table._tbl.tblPr.append(mark)
        made.add_paragraph("Between.")
    for line in ("render care --view handover", "gaps care --actor gp", "render care --width 9cm", "fields care"):
        made.add_paragraph(f"dataflow: {line}")
    untouched = made.add_paragraph().add_run().add_picture(picture(), width=Mm(20))
    described(untouched, "Logo", "Our logo")
    made.add_paragraph("The end, as it was.")
    path = tmp_path / "r.docx"
    made.save(path)
    return path


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_twelve_blocks_go_through_change_embed_and_check(run: Run, word: Path, care_folder: Path) -> None:
    ran = run("embed", "r.docx", "--check", "--lang", "en")
    assert ran.code == 1
    assert len([line for line in ran.err.splitlines() if line.startswith("r.docx, ")]) == 12
    ran = run("embed", "r.docx", "--lang", "en")
    assert (ran.code, "12 of 12 written anew" in ran.err) == (0, True), ran.err
    assert run("embed", "r.docx", "--check", "--lang", "en").code == 0
    actors = care_folder / "actors.yaml"
    actors.write_text(
        actors.read_text("utf-8").replace("label: {en: Hospital, da: Sygehus}", "label: Klinik"), "utf-8"
    )
    changed = run("embed", "r.docx", "--check", "--lang", "en")
    assert changed.code == 1
    assert "stale" in changed.err
    assert run("embed", "r.docx").code == 0
    assert run("embed", "r.docx", "--check", "--lang", "en").code == 0
    texts = " ".join(cell.text for table in docx.Document(word).tables for row in table.rows for cell in row.cells)
    assert "klinik" in texts.lower()


def test_a_refreshed_word_document_opens_and_prints(run: Run, word: Path, to_pdf: Callable[[Path], Path]) -> None:
    before = [str(error) for error in OpenXmlValidator().validate(str(word)).errors]
    run("embed", "r.docx")
    assert [str(error) for error in OpenXmlValidator().validate(str(word)).errors] == before
    assert to_pdf(word).stat().st_size > 10_000


def test_the_rest_of_the_package_stays_byte_for_byte(run: Run, word: Path) -> None:
    before = parts(word)
    run("embed", "r.docx")
    after = parts(word)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert list(after)[: len(before)] == list(before)
    for text in (b"The end, as it was.", b'descr="Our logo"', b"Between."):
        assert text in after["word/document.xml"]
    end = before["word/document.xml"].rindex(b"The end, as it was.")
    assert after["word/document.xml"].endswith(before["word/document.xml"][end:])


def test_a_picture_keeps_its_size_and_others_of_the_same_file_stay(run: Run, word: Path) -> None:
    """The logo shows the same file as the pictures that are drawn anew."""
    sizes = [(shape.width, shape.height) for shape in docx.Document(word).inline_shapes]
    run("embed", "r.docx")
    read = docx.Document(word)
    shapes = {shape._inline.docPr.get("name"): shape for shape in read.inline_shapes}
    assert [(shape.width, shape.height) for shape in list(read.inline_shapes)[:4]] == sizes[:4]
    blob = {
        name: read.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed].blob
        for name, shape in shapes.items()
    }
    assert blob["Logo"] == picture().getvalue() or Image.open(io.BytesIO(blob["Logo"])).size == (60, 40)
    drawn = Image.open(io.BytesIO(blob["Picture overview"]))
    assert drawn.size[0] / drawn.size[1] == pytest.approx(1.5, abs=0.01)
    assert drawn.size[0] > 800


def test_a_picture_is_told_in_words_after_its_command(run: Run, word: Path) -> None:
    run("embed", "r.docx")
    (told,) = (
        shape._inline.docPr.get("descr")
        for shape in docx.Document(word).inline_shapes
        if shape._inline.docPr.get("name") == "Picture overview"
    )
    first, second = told.split("\n", 1)
    assert first == "dataflow: render care --view overview --lang en"
    assert "Hospital shares" in second


def test_a_new_picture_has_room_on_its_page_and_says_so(run: Run, tmp_path: Path) -> None:
    """On the paper of the section in which it stands, not in that of the one after it."""
    made = docx.Document()
    first = made.sections[0]
    first.page_width, first.page_height = Mm(120), Mm(100)
    first.left_margin = first.right_margin = first.top_margin = first.bottom_margin = Mm(10)
    made.add_paragraph("dataflow: render care --view overview --width 15cm")
    last = made.add_section()
    last.page_width, last.page_height = Mm(420), Mm(594)
    made.add_paragraph("dataflow: render care --view overview --width 15cm")
    made.save(tmp_path / "r.docx")
    ran = run("embed", "r.docx", "--lang", "en")
    small, large = docx.Document(tmp_path / "r.docx").inline_shapes
    assert small.width <= Mm(100)
    assert small.height <= Mm(80)
    assert small.width / small.height == pytest.approx(large.width / large.height, rel=0.01)
    assert large.width == Mm(150)
    assert ran.err.count("has room for 10.0 x 8.0 cm") == 1
    assert "cm wide, not 15.0: that wide it would be" in ran.err
    assert run("embed", "r.docx", "--check").code == 0


def test_a_picture_that_somebody_made_larger_than_its_page_is_named(run: Run, tmp_path: Path) -> None:
    made = docx.Document()
    shape = made.add_paragraph().add_run().add_picture(picture(), width=Mm(150), height=Mm(300))
    described(shape, "Map", "dataflow: render care --view overview")
    made.save(tmp_path / "r.docx")
    ran = run("embed", "r.docx", "--lang", "en")
    assert "The picture “Map” is 15.0 x 30.0 cm, and its page has room for" in ran.err
    (shape,) = docx.Document(tmp_path / "r.docx").inline_shapes
    assert (shape.width, shape.height) == (Mm(150), Mm(300))


def test_a_table_keeps_its_style_and_gets_its_head(run: Run, word: Path) -> None:
    run("embed", "r.docx")
    table = docx.Document(word).tables[0]
    assert table.style.name == "Light List Accent 1"
    assert [cell.text for cell in table.rows[0].cells][:2] == ["Hvem", "Mangler"]
    assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def test_an_edited_table_in_word_is_kept(run: Run, word: Path) -> None:
    run("embed", "r.docx")
    read = docx.Document(word)
    read.tables[0].rows[1].cells[0].text = "Somebody's own word"
    read.save(word)
    ran = run("embed", "r.docx")
    assert ran.code == 1
    assert "r.docx, tabel 1: rettet i hånden" in ran.err
    assert docx.Document(word).tables[0].rows[1].cells[0].text == "Somebody's own word"
    run("embed", "r.docx", "--force")
    assert docx.Document(word).tables[0].rows[1].cells[0].text != "Somebody's own word"


def test_what_word_makes_of_quotes_and_dashes_is_read(run: Run, tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("dataflow: stats care –table ”Efter aktør” –lang da")
    made.save(tmp_path / "r.docx")
    assert run("embed", "r.docx").code == 0
    assert docx.Document(tmp_path / "r.docx").tables[0].rows[0].cells[1].text == "skal"


def test_a_document_that_is_open_is_left_alone(run: Run, word: Path) -> None:
    before = word.read_bytes()
    for lock, program in (("~$docx", "Word"), (".~lock.r.docx#", "LibreOffice")):
        path = word.parent / lock
        path.write_text("x", "utf-8")
        ran = run("embed", "r.docx")
        assert ran.code == 2
        assert f"r.docx is open in {program}" in ran.err
        path.unlink()
    assert word.read_bytes() == before


def test_a_document_without_blocks_stays_as_it_is(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.docx"
    docx.Document().save(path)
    before = path.read_bytes()
    assert run("embed", "r.docx").code == 0
    assert path.read_bytes() == before


def test_every_wrong_block_is_named_and_no_document_is_changed(run: Run, tmp_path: Path) -> None:
    wrong = ("render care --veiw overview", "gaps nowhere", "stats care")
    blocks = [f"<!-- dataflow: {command} --lang en -->\n<!-- /dataflow -->\n" for command in wrong]
    text = "".join(blocks) + "<!-- dataflow: gaps care -->\n"
    (tmp_path / "r.md").write_text(text, "utf-8")
    document = docx.Document()
    for command in wrong[:2]:
        document.add_paragraph(f"dataflow: {command}")
    document.save(str(tmp_path / "r.docx"))
    before = (tmp_path / "r.docx").read_bytes()
    ran = run("embed", "r.md", "r.docx", "--lang", "en")
    *named, last = ran.err.splitlines()
    assert (ran.code, [line.split()[1] for line in named[:3]]) == (2, ["r.md:1:", "r.md:3:", "r.md:7:"])
    assert ["--veiw" in named[3], "nowhere" in named[4], len(named)] == [True, True, 5]
    assert last == "dataflow: No document was changed. Correct what is named above, and run the command again."
    assert (tmp_path / "r.md").read_text("utf-8") == text
    assert (tmp_path / "r.docx").read_bytes() == before


def test_messages_are_in_the_language_of_the_map_or_the_one_asked_for(
    dataflow: Run, care_folder: Path, tmp_path: Path
) -> None:
    """Whatever the environment speaks, and the blocks."""
    assert "languages: [da, en]" in (care_folder / "map.yaml").read_text("utf-8")
    (tmp_path / "r.md").write_text("<!-- dataflow: stats care --lang en -->\n<!-- /dataflow -->\n", "utf-8")
    checked = dataflow("embed", "r.md", "--check", LC_ALL="C.UTF-8").err
    assert checked == "r.md:1: mangler: endnu ikke skrevet: stats care --lang en\n"
    assert dataflow("embed", "r.md", LC_ALL="C.UTF-8").err == "r.md: 1 af 1 skrevet på ny.\n"
    assert dataflow("embed", "r.md", "--lang", "en", LC_ALL="da_DK.UTF-8").err == "r.md: 0 of 1 written anew.\n"


def test_a_line_of_word_is_named_once(dataflow: Run, care_folder: Path, tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("dataflow: gaps care")
    made.sections[0].header.paragraphs[0].text = "dataflow: stats care"
    made.save(str(tmp_path / "r.docx"))
    assert dataflow("embed", "r.docx", "--check", "--lang", "en").err.splitlines() == [
        "r.docx, the line “dataflow: gaps care”: missing: not written yet",
        "r.docx, header, the line “dataflow: stats care”: missing: not written yet",
    ]
    made.add_paragraph("dataflow: gapz care")
    made.save(str(tmp_path / "r.docx"))
    assert (
        dataflow("embed", "r.docx", "--lang", "da")
        .err.splitlines()[0]
        .startswith("dataflow: r.docx, linjen »dataflow: gapz care«: gapz kan ikke stå i et dokument")
    )


def test_a_new_table_in_word_has_widths_by_what_its_columns_hold(run: Run, tmp_path: Path) -> None:
    """In the grid and in every cell, fixed: LibreOffice makes columns of an automatic width too narrow."""
    document = docx.Document()
    document.add_paragraph("dataflow: gaps care --lang en")
    document.save(tmp_path / "r.docx")
    assert run("embed", "r.docx").code == 0
    (table,) = docx.Document(tmp_path / "r.docx").tables
    grid = [int(each.get(qn("w:w"))) for each in table._tbl.tblGrid.iter(qn("w:gridCol"))]
    assert abs(sum(grid) - 9070) <= len(grid)
    for row in table._tbl.tr_lst:
        assert [int(each.get(qn("w:w"))) for each in row.iter(qn("w:tcW"))] == grid
    properties = table._tbl.tblPr
    assert properties.find(qn("w:tblW")).get(qn("w:type")) == "dxa"
    assert properties.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
    assert grid[4] > 1.5 * grid[5], "what to do takes more room than how sure"


@pytest.mark.parametrize(
    ("language", "also"),
    [("en", "The same goes for 2 other blocks."), ("da", "Det samme gælder 2 andre blokke.")],
)
def test_a_mistake_in_the_map_is_told_once_for_all_its_blocks(
    language: str, also: str, run: Run, care_folder: Path, tmp_path: Path
) -> None:
    """And what is wrong in another block is told beside it."""
    (care_folder / "map.yaml").write_text((care_folder / "map.yaml").read_text("utf-8") + "fields_: {}\n", "utf-8")
    report = tmp_path / "report.md"
    block = "<!-- dataflow: gaps care -->\n<!-- /dataflow -->\n"
    wrong = "<!-- dataflow: draw care -->\n<!-- /dataflow -->\n"
    report.write_text(block + wrong + block + block, "utf-8")
    ran = run("embed", "report.md", "--lang", language)
    assert ran.code == 2
    assert ran.err.count("DF005") == 1
    assert ran.err.count(also) == 1
    assert ran.err.count("report.md:") == 2


@pytest.mark.parametrize("page", ["reports.md", "how-to/embed-in-word-and-quarto.md", "da/figurer-i-word.md"])
def test_the_pages_name_every_option_of_a_passage(page: str) -> None:
    """In the row of the command, or in the sentence about all of them below the table."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    for name in COMMANDS:
        # The table of passages has three columns; tables of sections and views beside it have two.
        rows = (line for line in text.splitlines() if line.startswith(f"| `{name}` |"))
        (row,) = (row for row in rows if row.count(" | ") == 2)
        with pytest.raises(BadCommand) as refused:
            read_command(f"{name} map --no-such-option")
        for option in str(refused.value).rpartition(": ")[2].removesuffix(".").split(", "):
            in_all = option in ("--lang", "--scenario", "--planned", "--as-of", "--level")
            assert f"`{option}" in (text if in_all else row), (name, option)

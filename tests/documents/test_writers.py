"""Every format of a document: what is in it, that programs can read it, and that it is the same every time."""

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import docx
import pypdfium2
import pytest
from conftest import ROOT, Ran
from docx.oxml.ns import qn
from lxml import etree
from markdown_it import MarkdownIt
from openxml_audit import OpenXmlValidator

from dataflow.documents import Order, Styling, Written, document_of, endings, writer_of
from dataflow.documents.model import Column, Document, Heading, Paragraph, Row, Run, Table, table_of
from dataflow.documents.packages import packed, unpacked
from dataflow.project import Project

Make = Callable[..., Document]
SOME = ("summary", "overview", "handovers", "gaps", "questions", "sources")


def written(document: Document, ending: str, **styling: object) -> Written:
    return writer_of(ending).write(document, Styling(**styling))  # type: ignore[arg-type]


def pages(pdf: Path) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(pdf) as read:
        return [page.get_textpage().get_text_range() for page in read]


@pytest.mark.parametrize("ending", endings())
def test_the_same_document_gives_the_same_bytes(ending: str, care: Project, project: Callable[..., Project]) -> None:
    from documents.care import TEXTS

    documents = [document_of(each, Order(language="da"), SOME) for each in (care, project(TEXTS))]
    assert written(documents[0], ending) == written(documents[1], ending)


@pytest.mark.parametrize("ending", endings())
def test_a_writer_knows_what_it_wrote_and_that_it_was_changed(ending: str, document: Make) -> None:
    content = written(document("summary"), ending).content
    is_own = writer_of(ending).is_own
    assert is_own(content)
    for other in (b"", b"A report", content.replace(b"e", b"x"), content[:200]):
        assert not is_own(other)


@pytest.mark.parametrize("ending", ["html", "md"])
def test_one_changed_letter_is_seen(ending: str, document: Make) -> None:
    content = written(document("summary"), ending).content
    assert not writer_of(ending).is_own(content.replace(b"Summary", b"summary", 1))


def test_no_format_shows_a_machine_or_a_clock(document: Make) -> None:
    for ending in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(written(document(*SOME), ending).content)) as package:
            assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            core = package.read("docProps/core.xml").decode()
            assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core) == ["2026-11-01T00:00:00Z"] * 2
            assert "python-docx" not in core


# Word


def word_of(document: Document, **styling: object) -> "docx.document.Document":
    return docx.Document(io.BytesIO(written(document, "docx", **styling).content))


@pytest.mark.parametrize("language", ["en", "da"])
def test_a_word_document_follows_the_rules_of_open_xml(language: str, document: Make, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(written(document(language=language), "docx").content)
    result = OpenXmlValidator().validate(str(path))
    assert [str(error) for error in result.errors] == []


def test_word_has_real_headings_captions_and_lists(document: Make) -> None:
    read = word_of(document(*SOME))
    styles = {paragraph.style.name for paragraph in read.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Caption", "List Bullet", "TOC Heading"} <= styles
    headings = [paragraph.text for paragraph in read.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings == ["Summary", "Overview", "Handovers", "Gaps", "Questions", "Sources"]
    fields = [each.text for each in read.element.iter(qn("w:instrText"))]
    assert [each.strip() for each in fields if "TOC" in each] == ['TOC \\o "1-1" \\h \\z \\u']
    assert any("SEQ Figure" in each for each in fields)
    assert any("SEQ Table" in each for each in fields)


def test_the_contents_name_every_section_and_lead_there(document: Make) -> None:
    content = document(*SOME)
    read = word_of(content)
    bookmarks = {each.get(qn("w:name")) for each in read.element.iter(qn("w:bookmarkStart"))}
    links = [each.get(qn("w:anchor")) for each in read.element.iter(qn("w:hyperlink")) if each.get(qn("w:anchor"))]
    assert set(links) <= bookmarks
    entries = [paragraph.text for paragraph in read.paragraphs if paragraph.style.name.startswith("toc")]
    assert entries == [block.text for block in content.blocks if isinstance(block, Heading) and block.level == 1]
    assert all(len(name) <= 40 and re.fullmatch(r"\w+", name) for name in bookmarks)


@pytest.mark.parametrize(("parts", "tables", "levels", "fields"), [(57, 19, 1, 1), (58, 20, 2, 2)])
def test_long_documents_list_parts_and_tables(parts: int, tables: int, levels: int, fields: int) -> None:
    """From 60 headings on the contents name the parts, and from 20 tables on there is a list of them."""
    blocks = (
        Heading(1, "One", "one"),
        *(Heading(2, f"Part {number}", f"part-{number}") for number in range(parts)),
        Heading(1, "Two", "two"),
        *(table_of(f"table-{number}", "Table", ["a"], [["b"]]) for number in range(tables)),
    )
    read = word_of(Document("Long", "en", blocks))
    found = [each.text for each in read.element.iter(qn("w:instrText")) if "TOC" in each.text]
    assert f'"1-{levels}"' in found[0] and len(found) == fields
    entries = [each for each in read.paragraphs if each.style.name.startswith(("toc", "table of"))]
    assert len(entries) == 2 + (parts if levels == 2 else 0) + (tables if fields == 2 else 0)
    lists = [each.paragraph_format for each in read.paragraphs if each.style.name == "TOC Heading"]
    assert all(each.page_break_before or each.space_before for each in lists), "a list touches the one above it"


def test_every_picture_in_word_is_described_and_has_both_files(document: Make) -> None:
    content = document("overview", "pathway")
    read = word_of(content)
    described = [each.get("descr") for each in read.element.iter(qn("wp:docPr"))]
    assert described == [figure.alternative for figure in content.figures]
    kinds = [part.content_type for part in read.part.package.iter_parts() if "image" in part.content_type]
    assert sorted(kinds) == ["image/png"] * 2 + ["image/svg+xml"] * 2
    blips = list(read.element.iter("{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"))
    assert len(blips) == 2


def test_a_table_in_word_repeats_its_head_and_splits_no_row(document: Make) -> None:
    read = word_of(document("gaps", "sources"))
    assert read.tables
    for table in read.tables:
        rows = table._tbl.tr_lst
        assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        assert all(len(row.tc_lst) == len(table.columns) for row in rows)


def test_word_knows_the_language_and_the_title(document: Make) -> None:
    read = word_of(document("summary", language="da", author="Regionen"))
    language = read.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "da-DK"
    assert read.settings.element.find(qn("w:autoHyphenation")) is not None
    properties = read.core_properties
    assert (properties.title, properties.author, properties.language) == ("Et forløb", "Regionen", "da-DK")


def test_a_title_longer_than_a_property_of_word_may_be_is_shortened_there(document: Make) -> None:
    made = replace(document("summary"), title="word " * 100, author="a" * 300)
    read = word_of(made)
    assert len(read.core_properties.title) <= 255 >= len(read.core_properties.author)
    assert read.core_properties.title.endswith("word…")


def test_word_links_to_nothing_but_sources(document: Make) -> None:
    with zipfile.ZipFile(io.BytesIO(written(document(), "docx").content)) as package:
        relations = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".rels"))
        assert not any(name.endswith((".bin", "vbaProject.bin")) for name in package.namelist())
    external = re.findall(r'Target="([^"]+)" TargetMode="External"', relations)
    assert external == ["https://example.org/guide"]


@pytest.fixture
def template(tmp_path: Path) -> bytes:
    """A template with a cover, a header, styles of its own, and some styles missing."""
    made = docx.Document()
    made.styles["Heading 1"].font.name = "Georgia"
    for name in ("Caption", "List Bullet"):
        made.styles.element.remove(made.styles[name].element)
    made.add_paragraph("THE COVER")
    made.add_paragraph("")
    made.sections[0].header.paragraphs[0].text = "The region's header"
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def test_a_template_keeps_its_cover_header_and_styles(document: Make, template: bytes) -> None:
    result = written(document("summary", "gaps"), "docx", template=template)
    read = docx.Document(io.BytesIO(result.content))
    assert read.paragraphs[0].text == "THE COVER"
    assert read.sections[-1].header.paragraphs[0].text == "The region's header"
    assert read.styles["Heading 1"].font.name == "Georgia"
    assert {"Caption", "List Bullet"} <= {style.name for style in read.styles}


def test_what_a_template_lacks_is_said(document: Make, template: bytes) -> None:
    result = written(document("summary"), "docx", template=template)
    (remark,) = result.remarks
    assert remark.in_language("en") == "The template has no styles Caption, List Bullet; Word's own are used."


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _changed(template: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    parts = unpacked(template)
    change(parts)
    return packed(parts)


def _edited(part: str, *edits: tuple[str, str]) -> Callable[[dict[str, bytes]], None]:
    def edit(parts: dict[str, bytes]) -> None:
        for pattern, instead in edits:
            assert re.search(pattern, parts[part].decode())
            parts[part] = re.sub(pattern, instead, parts[part].decode()).encode()

    return edit


def _without(*names: str) -> Callable[[dict[str, bytes]], None]:
    def remove(parts: dict[str, bytes]) -> None:
        for name in names:
            del parts[f"word/{name}.xml"]
            for holder in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
                parts[holder] = re.sub(rf"<[^<>]*\b{name}\.xml\"[^<>]*/>", "", parts[holder].decode()).encode()

    return remove


FOREIGN: dict[str, Callable[[dict[str, bytes]], None]] = {
    "names as LibreOffice writes them": _edited("word/styles.xml", ('w:val="heading 1"', 'w:val="Heading 1"')),
    "no word on the paper": _edited("word/document.xml", ("<w:pgSz[^>]*/>", ""), ("<w:pgMar[^>]*/>", "")),
    "no section": _edited("word/document.xml", ("<w:sectPr.*</w:sectPr>", "")),
    "no ordinary style": _edited("word/styles.xml", ('w:val="Normal"', 'w:val="Standard"')),
    "a title of another kind": _edited(
        "word/styles.xml", ('w:type="paragraph" w:styleId="Title"', 'w:type="character" w:styleId="Title"')
    ),
    "an id for another style": _edited(
        "word/styles.xml",
        ('w:styleId="Subtitle">\\s*<w:name w:val="Subtitle"', 'w:styleId="Subtitle"><w:name w:val="Mine"'),
    ),
    "no styles": _without("styles"),
    "no settings and numbering": _without("settings", "numbering"),
    "a template of Word": _edited("[Content_Types].xml", ("document.main", "template.main")),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("kind", FOREIGN)
def test_a_template_of_any_program_will_do(kind: str, document: Make, template: bytes) -> None:
    content = document("summary", "overview", "gaps")
    result = written(content, "docx", template=_changed(template, FOREIGN[kind]))
    read = docx.Document(io.BytesIO(result.content))
    known = {style.get(f"{W}styleId"): style for style in read.styles.element.iter(f"{W}style")}
    assert len(known) == len(read.styles.element.findall(f"{W}style"))
    used = {each.get(f"{W}val") for each in read.element.body.iter(f"{W}pStyle")}
    assert all(known[each].get(f"{W}type") == "paragraph" for each in used)
    headings = [each for each in read.paragraphs if each.style.name == "Heading 1"]
    assert [each.text for each in headings] == ["Summary", "Overview", "Gaps"]
    section = read.sections[-1]
    assert section.page_width.mm - section.left_margin.mm - section.right_margin.mm > 100


def test_a_template_that_says_nothing_of_its_paper_is_on_a4(document: Make, template: bytes) -> None:
    for kind in ("no word on the paper", "no section"):
        result = written(document("summary"), "docx", template=_changed(template, FOREIGN[kind]))
        section = docx.Document(io.BytesIO(result.content)).sections[-1]
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_a_template_that_cannot_be_used_is_told(run: Callable[..., Ran], template: bytes, tmp_path: Path) -> None:
    strict = _edited(
        "_rels/.rels", ("schemas.openxmlformats.org/officeDocument/2006", "purl.oclc.org/ooxml/officeDocument")
    )
    (tmp_path / "t.docx").write_bytes(_changed(template, strict))
    ran = run("report", "care", "-o", "r.docx", "--template", "t.docx", "--sections", "summary", "--lang", "en")
    assert ran.code == 2
    assert "t.docx can't be used as a template" in ran.err


@pytest.mark.filterwarnings("error")
def test_the_last_report_as_template_has_the_new_pictures_too(document: Make) -> None:
    old = written(document("overview", language="da"), "docx").content
    new = written(document("overview", language="en"), "docx", template=old).content
    pictures = [
        unpacked(content)[f"word/{relation.target_ref}"]
        for content in (old, written(document("overview", language="en"), "docx").content)
        for relation in docx.Document(io.BytesIO(content)).part.rels.values()
        if relation.target_ref.endswith(".svg")
    ]
    read = docx.Document(io.BytesIO(new))
    shown = [
        read.part.rels[each.get(qn("r:embed"))].target_part.blob
        for each in read.element.body.iter("{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip")
    ]
    assert shown == pictures
    names = [each.get(qn("w:name")) for each in read.element.body.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names))
    assert len([name for name in zipfile.ZipFile(io.BytesIO(new)).namelist() if name.endswith(".svg")]) == 2


def test_libreoffice_prints_a_report_on_a_template(
    document: Make, template: bytes, to_pdf: Callable[[Path], Path], tmp_path: Path
) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(written(document("summary", "gaps"), "docx", template=template).content)
    read = pages(to_pdf(path))
    assert "THE COVER" in read[0]
    assert all("The region's header" in page for page in read)
    assert "Summary" in read[1]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["da", "en"])
def test_libreoffice_prints_the_real_report(language: str, to_pdf: Callable[[Path], Path], tmp_path: Path) -> None:
    """No empty page, the summary on the first, every heading and caption once, the pages numbered to the last."""
    content = document_of(Project.open(ROOT / "specs" / "ihd"), Order(language=language, version="0"))
    path = tmp_path / "report.docx"
    path.write_bytes(written(content, "docx").content)
    read = pages(to_pdf(path))
    first = [block for block in content.blocks if isinstance(block, Heading)][:5]
    assert all(heading.text in read[0] for heading in first)
    said = {"da": "Side {} af {}", "en": "Page {} of {}"}[language]
    for number, page in enumerate(read, start=1):
        assert said.format(number, len(read)) in page
        body = page.replace(content.title, "").strip()
        assert len(body) > 40, f"page {number} is empty"
    text = re.sub(r"\s+", " ", " ".join(read)).replace("\ufffe", "-")
    name = {"da": ("Figur", "Tabel"), "en": ("Figure", "Table")}[language]
    for number, figure in enumerate(content.figures, start=1):
        assert f"{name[0]} {number}. {figure.caption[:20]}" in text
    for number in range(1, sum(bool(table.caption) for table in content.tables) + 1):
        assert f"{name[1]} {number}." in text
    captions = [page for page in read if page.strip().startswith(name)]
    assert all(len(page) > 60 for page in captions)


# HTML


class _Page(HTMLParser):
    """The ids, links and loads of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.ids += [given["id"]] if given.get("id") else []
        self.links += [given["href"] or ""] if tag == "a" and "href" in given else []
        self.loads += [str(given[name]) for name in ("src", "data", "poster", "srcset") if name in given]


def html_of(document: Document) -> tuple[str, _Page]:
    text = written(document, "html").content.decode()
    page = _Page()
    page.feed(text)
    return text, page


def test_html_stands_alone(document: Make) -> None:
    text, page = html_of(document())
    assert page.loads == []
    assert "link" not in page.tags
    assert "default-src 'none'" in text
    assert re.search(r"url\((?!data:)", text.split("explorer-source")[0]) is None


def test_html_has_every_place_once_and_no_loose_link(document: Make) -> None:
    content = document(language="da")
    _, page = html_of(content)
    assert len(page.ids) == len(set(page.ids))
    assert set(content.anchors) <= set(page.ids)
    inner = {link[1:] for link in page.links if link.startswith("#")} - {""}
    assert inner <= set(page.ids)
    assert [link for link in page.links if not link.startswith("#")] == ["https://example.org/guide"]


def test_the_parts_of_a_picture_lead_to_the_rows_of_the_report(document: Make) -> None:
    _, page = html_of(document("overview", "handovers", "gaps", "actors", "fields"))
    text, _ = html_of(document("overview", "actors"))
    assert '<a href="#actor-municipality"><g id="figure-overview-actor-municipality"' in text
    assert "#field-pulse" in page.links


def test_html_opens_the_explorer_at_a_finding(document: Make) -> None:
    text, _ = html_of(document("gaps"))
    (fingerprint, *_) = re.findall(r'data-explore="finding=([0-9a-f]{32})"', text)
    assert f"finding:{fingerprint}" in text.split("explorer-source")[1]


def test_no_label_is_markup(project: Callable[..., Project]) -> None:
    bad = "<script>alert(1)</script> & {{BODY}} [x](javascript:alert(1)) | `code` <!-- /dataflow -->"
    text = f"""\
map: {{id: m, title: "{bad}"}}
phases: {{a: {{}}}}
fields: {{x: {{label: "{bad}", definition: "{bad}"}}}}
sources: {{s: {{title: "{bad}", url: "javascript:alert(1)"}}}}
actors: {{one: {{label: "{bad}", needs: [{{fields: x, phase: a, source: s}}]}}}}
"""
    content = document_of(project(text), Order())
    page, read = html_of(content)
    assert read.tags.count("script") == 2
    assert "javascript:" not in " ".join(read.links)
    assert "{{BODY}}" in page
    markdown = written(content, "md").content.decode()
    rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown)
    found = _Page()
    found.feed(rendered)
    assert "script" not in found.tags
    assert not any("javascript:" in link for link in found.links)


# Markdown


def test_markdown_reads_as_tables_headings_and_pictures(document: Make) -> None:
    content = document("summary", "overview", "gaps")
    result = written(content, "md", name="my-report")
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(result.content.decode())
    headings = [tokens[place + 1].content for place, token in enumerate(tokens) if token.type == "heading_open"]
    assert headings[:2] == ["A course of care", "Summary"]
    assert sum(token.type == "table_open" for token in tokens) == len(content.tables)
    pictures = [child.attrs["src"] for token in tokens for child in token.children or () if child.type == "image"]
    assert pictures == list(result.beside)
    assert pictures == ["my-report-pictures/overview.svg", "my-report-pictures/gaps.svg"]
    for drawing in result.beside.values():
        etree.fromstring(drawing)


def test_markdown_has_the_same_places(document: Make) -> None:
    content = document()
    text = written(content, "md").content.decode()
    assert re.findall(r'<a id="([^"]+)"></a>', text) == list(content.anchors)


# Excel


def sheets_of(content: bytes) -> dict[str, list[list[str]]]:
    """The cells of each sheet, as text."""
    names = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        strings = [
            "".join(item.itertext())
            for item in etree.fromstring(package.read("xl/sharedStrings.xml")).iterfind("m:si", names)
        ]
        titles = [each.get("name") for each in etree.fromstring(package.read("xl/workbook.xml")).iter("{*}sheet")]
        found = {}
        for number, title in enumerate(titles, start=1):
            rows = etree.fromstring(package.read(f"xl/worksheets/sheet{number}.xml")).iterfind(".//m:row", names)
            found[title] = [
                [
                    strings[int(cell.findtext("m:v", namespaces=names))]
                    if cell.get("t") == "s"
                    else cell.findtext("m:v", default="", namespaces=names)
                    for cell in row.iterfind("m:c", names)
                ]
                for row in rows
            ]
        return found


def test_excel_has_a_sheet_for_each_section_and_one_table_of_all_gaps(document: Make) -> None:
    sheets = sheets_of(written(document("summary", "gaps"), "xlsx").content)
    assert list(sheets) == ["Summary", "Gaps"]
    (head,) = (row for row in sheets["Gaps"] if "Lacks" in row)
    place = sheets["Gaps"].index(head)
    assert [row[:2] for row in sheets["Gaps"][place + 1 : place + 4]] == [
        ["What the municipality lacks", "Weight (must)"],
        ["What general practice lacks", "Weight (must)"],
        ["What general practice lacks", "Plan (must)"],
    ]


def test_excel_takes_numbers_for_numbers_and_text_for_text(document: Make, project: Callable[..., Project]) -> None:
    sheets = sheets_of(written(document("summary", "scope"), "xlsx").content)
    assert any("0.25" in row for row in sheets["Summary"])
    bad = project(
        'map: {id: m, title: "=1+1"}\nphases: {a: {}}\nfields: {x: {label: "=cmd()", definition: "@x"}}\n'
        'actors: {one: {label: "+1", needs: [{fields: x, phase: a}]}}\n'
    )
    content = written(document_of(bad, Order(), ["summary", "gaps", "fields"]), "xlsx").content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        xml = "".join(package.read(name).decode() for name in package.namelist() if "worksheets/sheet" in name)
    assert "<f>" not in xml


def test_excel_follows_the_rules_and_libreoffice_prints_it(
    document: Make, to_pdf: Callable[[Path], Path], tmp_path: Path
) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(written(document(language="da"), "xlsx").content)
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []
    text = " ".join(pages(to_pdf(path)))
    for word in ("Sammenfatning", "Huller", "Kilder", "Metode"):
        assert word in text


def test_a_table_that_is_explained_stands_below_its_heading() -> None:
    """Others of one kind are one table, whose first column says what a row is about; no heading stands alone."""

    def part(name: str, *texts: str) -> tuple[Heading | Paragraph | Table, ...]:
        own = table_of("", "", ["Finding", "Fields"], [[f"of {name}", "x"]])
        return Heading(2, name, name), *(Paragraph((Run(text),)) for text in texts), own

    blocks = (
        Heading(1, "Who lacks what in the whole of the pathway", "a"),
        *(*part("One", "Why one."), *part("Two", "Why two."), *part("Three"), *part("Four")),
    )
    ((name, rows),) = sheets_of(written(Document("T", "en", blocks), "xlsx").content).items()
    assert name == "Who lacks what in the whole of"
    assert [row[0] for row in rows if row and row[0] and row[0] != "T"][1:] == [
        *("One", "Why one.", "Finding", "of One", "Two", "Why two.", "Finding", "of Two"),
        *("About", "Three", "Four"),
    ]


def test_a_sheet_is_no_wider_than_a_screen() -> None:
    """A column with short texts gives up its room first, and none is narrower than its longest word."""
    columns = [Column(head, 3.0) for head in ("Short", "Long", "Word")]
    row = Row(((Run("a"),), (Run("many words " * 40),), (Run("Korrespondancemeddelelse"),)))
    table = Table("", "", tuple(columns * 2), (Row(row.cells * 2),))
    content = written(Document("T", "en", (Heading(1, "One", "a"), table)), "xlsx").content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    widths = {
        int(number): float(each.get("width"))
        for each in sheet.iter("{*}col")
        for number in range(int(each.get("min")), int(each.get("max")) + 1)
    }
    assert widths[1] < 10
    assert 26 <= widths[3] < widths[2]
    assert sum(widths.values()) < 200


def test_sheets_have_names_that_excel_takes() -> None:
    headings = ["A/B: [c]*?", "a/b: [c]*?", "x" * 40, "x" * 41, "", "'quoted'"]
    blocks = tuple(
        block
        for number, text in enumerate(headings)
        for block in (Heading(1, text, f"h{number}"), Paragraph((Run("text"),)))
    )
    names = list(sheets_of(written(Document("T", "en", blocks), "xlsx").content))
    assert len({name.lower() for name in names}) == len(headings)
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)


def test_an_empty_table_is_a_table_in_every_format() -> None:
    empty = Document("T", "en", (Heading(1, "S", "s"), table_of("t", "Nothing", ["A", "B"], [])))
    for ending in endings():
        assert written(empty, ending).content
    assert isinstance(empty.tables[0], Table)


# What a run loads


@pytest.mark.parametrize(
    ("ending", "loads"),
    [("md", set()), ("html", set()), ("docx", {"docx", "lxml"}), ("xlsx", {"xlsxwriter"})],
)
def test_a_format_loads_its_own_library_alone(ending: str, loads: set[str], care_folder: Path) -> None:
    code = (
        "from dataflow.cli.exits import run; import sys;"
        f"run(['report', 'care', '-o', 'r.{ending}', '--sections', 'summary']);"
        "print(sorted({'docx', 'lxml', 'xlsxwriter'} & {name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=care_folder.parent,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == str(sorted(loads))

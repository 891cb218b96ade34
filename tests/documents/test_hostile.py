"""Forty hostile documents: each is refused with its place and what to do, and nothing is written."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pytest
from conftest import Ran

BODY = "<w:body><w:p><w:r><w:t>dataflow: gaps care</w:t></w:r></w:p></w:body>"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOCUMENT = f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}>{BODY}</w:document>'
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
ENTITY = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def package(parts: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as made:
        for name, content in {"[Content_Types].xml": TYPES, "word/document.xml": DOCUMENT, **parts}.items():
            made.writestr(name, content)
    return file.getvalue()


def twice() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made, pytest.warns(UserWarning):
        for name in ("[Content_Types].xml", "word/document.xml", "word/document.xml"):
            made.writestr(name, TYPES if "Types" in name else DOCUMENT)
    return file.getvalue()


def lying(size: int) -> bytes:
    """A package whose directory says another size than a part has."""
    content = bytearray(package({}, zipfile.ZIP_STORED))
    place = content.rfind(b"PK\x01\x02")
    struct.pack_into("<I", content, place + 24, size)
    return bytes(content)


def encrypted() -> bytes:
    content = bytearray(package({}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(signature)
        while place >= 0:
            struct.pack_into("<H", content, place + offset, 1)
            place = content.find(signature, place + 4)
    return bytes(content)


def real() -> bytes:
    file = io.BytesIO()
    docx.Document().save(file)
    return file.getvalue()


def types(more: str) -> str:
    return TYPES.replace("</Types>", f"{more}</Types>")


PACKAGES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is no Word document"),
    "text": (b"Dear colleague", "is no Word document"),
    "old Word": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "protected by a password"),
    "encrypted members": (encrypted(), "protected by a password"),
    "cut off": (real()[:4000], "is no Word document"),
    "end lost": (real()[:-30], "is no Word document"),
    "only a zip": (b"PK\x05\x06" + bytes(18), "is no Word document"),
    "a bomb": (
        package({"word/media/bomb.xml": b"0" * 50_000_000}),
        "too large to be read safely (word/media/bomb.xml)",
    ),
    "a bomb in the text": (
        package({"word/document.xml": DOCUMENT.replace("</w:body>", " " * 20_000_000 + "</w:body>")}),
        "too large to be read safely (word/document.xml)",
    ),
    "a picture of 100 MB": (
        package({"word/media/huge.png": bytes(101_000_000)}, zipfile.ZIP_STORED),
        "too large to be read safely (word/media/huge.png)",
    ),
    "many parts": (package({f"word/x{number}.bin": b"" for number in range(5_100)}), "too large to be read safely"),
    "a lie about a size": (lying(10), "is no Word document"),
    "a lie of gigabytes": (lying(0xF0000000), "too large to be read safely"),
    "a part twice": (twice(), "is no Word document"),
    "a path upwards": (package({"../../evil.sh": b"x"}), "is no Word document"),
    "an absolute path": (package({"/etc/passwd": b"x"}), "is no Word document"),
    "a path of Windows": (package({"..\\evil.bat": b"x"}), "is no Word document"),
    "an external entity": (
        package({"word/document.xml": DOCUMENT.replace("?><w:", f"?>{ENTITY}<w:", 1)}),
        "a document type in word/document.xml",
    ),
    "laughs": (
        package({"word/styles.xml": f"<?xml version='1.0'?>{LAUGHS}<x>&b;</x>"}),
        "a document type in word/styles.xml",
    ),
    "an entity in small letters": (package({"word/x.xml": "<!doctype x><x/>"}), "a document type in word/x.xml"),
    "an entity in UTF-16": (
        package({"word/x.xml": f"{LAUGHS}<x/>".encode("utf-16")}),
        "a document type in word/x.xml",
    ),
    "an entity in relationships": (
        package({"word/_rels/document.xml.rels": f"{LAUGHS}<Relationships/>"}),
        "a document type in word/_rels/document.xml.rels",
    ),
    "macros": (package({"word/vbaProject.bin": b"x"}), "contains macros (word/vbaProject.bin)"),
    "macros with another name": (
        package(
            {
                "[Content_Types].xml": types(
                    '<Override PartName="/word/a.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
                )
            }
        ),
        "contains macros",
    ),
    "a macro document": (
        package(
            {
                "[Content_Types].xml": types(
                    '<Override PartName="/word/document.xml"'
                    ' ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
                )
            }
        ),
        "contains macros",
    ),
    "ActiveX": (package({"word/activeX/activeX1.xml": "<x/>"}), "contains macros"),
    "broken XML": (package({"word/document.xml": DOCUMENT[:-20]}), "is no Word document"),
    "an unknown encoding": (
        package({"word/document.xml": DOCUMENT.replace("UTF-8", "UTF-7")}),
        "is no Word document",
    ),
    "no text": (package({"word/document.xml": b"\x00\xff\xfe"}), "is no Word document"),
}
TEXTS: dict[str, tuple[str, bytes, str]] = {
    "another command": (
        "r.md",
        b"<!-- dataflow: rm -rf / -->\n<!-- /dataflow -->",
        "r.md:1: rm can't stand in a document",
    ),
    "a shell": ("r.md", b"<!-- dataflow: gaps care; ls -->\n<!-- /dataflow -->", "r.md:1:"),
    "an output": ("r.md", b"<!-- dataflow: render care -o /tmp/x -->\n<!-- /dataflow -->", "has no option -o"),
    "a path upwards": (
        "r.md",
        b"\n<!-- dataflow: gaps ../secret -->\n<!-- /dataflow -->",
        "r.md:2: ../secret is outside",
    ),
    "an absolute path": ("r.md", b"<!-- dataflow: gaps /etc -->\n<!-- /dataflow -->", "/etc is outside"),
    "a link out of the folder": ("r.md", b"<!-- dataflow: gaps link -->\n<!-- /dataflow -->", "link is outside"),
    "no end": ("r.md", b"text\n<!-- dataflow: gaps care -->\n", "r.md:2: this block has no end"),
    "no beginning": ("r.md", b"\n\n<!-- /dataflow -->", "r.md:3: the end of a block that has no beginning"),
    "a block in a block": (
        "r.html",
        b"<!-- dataflow: gaps care --><!-- dataflow: gaps care --><!-- /dataflow --><!-- /dataflow -->",
        "r.html:1: this block has no end",
    ),
    "no UTF-8": ("r.md", "<!-- dataflow: gaps care -->æ".encode("latin-1"), "is no text in UTF-8"),
    "a quotation mark": (
        "r.md",
        b'<!-- dataflow: gaps "care -->\n<!-- /dataflow -->',
        "A quotation mark is not closed",
    ),
    "an unknown id": ("r.md", b"<!-- dataflow: gaps care --actor hospitl -->\n<!-- /dataflow -->", "hospital"),
    "no such map": ("r.md", b"<!-- dataflow: gaps caer -->\n<!-- /dataflow -->", "There is no map caer"),
    "an unknown view": ("r.md", b"<!-- dataflow: render care --view x -->\n<!-- /dataflow -->", "r.md:1:"),
    "a width of nothing": ("r.md", b"<!-- dataflow: render care --width 0cm -->\n<!-- /dataflow -->", "r.md:1:"),
}


def test_they_are_forty() -> None:
    assert len(PACKAGES) + len(TEXTS) >= 40


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", PACKAGES)
def test_a_hostile_word_document_is_refused(name: str, run: Callable[..., Ran], tmp_path: Path) -> None:
    content, said = PACKAGES[name]
    (tmp_path / "r.docx").write_bytes(content)
    before = snapshot(tmp_path)
    ran = run("embed", "r.docx")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "r.docx" in ran.err
    assert "Traceback" not in ran.err
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("name", ["text", "a bomb", "an external entity", "macros", "encrypted members", "old Word"])
def test_a_hostile_template_is_refused(name: str, run: Callable[..., Ran], tmp_path: Path) -> None:
    content, said = PACKAGES[name]
    (tmp_path / "t.docx").write_bytes(content)
    before = snapshot(tmp_path)
    ran = run("report", "care", "-o", "r.docx", "--template", "t.docx", "--sections", "summary", "--lang", "en")
    assert ran.code == 2
    assert said in ran.err
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_refused(name: str, run: Callable[..., Ran], tmp_path: Path) -> None:
    file, content, said = TEXTS[name]
    (tmp_path / file).write_bytes(content)
    (tmp_path / "link").symlink_to("/")
    before = snapshot_of_files(tmp_path)
    ran = run("embed", file, "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert snapshot_of_files(tmp_path) == before


def snapshot_of_files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_one_bad_document_keeps_the_good_ones_from_being_written(run: Callable[..., Ran], tmp_path: Path) -> None:
    """All or nothing, over all documents of a run."""
    (tmp_path / "good.md").write_text("<!-- dataflow: gaps care -->\n<!-- /dataflow -->\n", "utf-8")
    (tmp_path / "bad.md").write_text("<!-- dataflow: gaps nowhere -->\n<!-- /dataflow -->\n", "utf-8")
    before = snapshot(tmp_path)
    assert run("embed", "good.md", "bad.md").code == 2
    assert snapshot(tmp_path) == before

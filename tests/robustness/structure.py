"""What an output consists of, as its own reader sees it: no text that an author wrote may change it.

Each function raises where something acts (a command, a script, a link, a formula), and gives what has to be the same
as with plain texts.
"""

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import lxml.html
import pypdfium2
from lxml import etree
from markdown_it import MarkdownIt
from PIL import Image
from pypdfium2 import raw
from renderers import flowchart
from robustness.conftest import ACTING

Structure = object
COMMANDS = re.compile(r"##\w*\[|^[ \t]*::", re.MULTILINE)
"""Commands of CI services: of Azure and GitHub wherever they stand, of GitHub at the beginning of a line."""
FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
_SAFE = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)


def inert(text: str, commands: bool = True) -> str:
    """The text, unless something in it acts on a terminal or a log."""
    acting = ACTING.search(text.removeprefix("\ufeff").replace("\r\n", "").replace("\n", "").replace("\t", ""))
    assert not acting, ascii(acting)
    found = COMMANDS.search(text) if commands else None
    assert not found, ascii(text[max(found.start() - 40, 0) : found.end() + 40])
    return text


def text(data: bytes) -> Structure:
    inert(data.decode())
    return None


def github(data: bytes) -> Structure:
    """Commands are our own: one for each finding, with its severity and place."""
    lines = inert(data.decode(), commands=False).splitlines()
    ours = re.compile(r"::(error|warning|notice) file=[^,]*,line=\d+,endLine=\d+,")
    kinds = Counter((match[1] if (match := ours.match(line)) else "text") for line in lines)
    assert not [line for line in lines if COMMANDS.search(ours.sub("", line))]
    return kinds


def from_json(data: bytes) -> Structure:
    return Counter(_paths(json.loads(inert(data.decode()))))


def _paths(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from _paths(inner, f"{path}[]")
    else:
        yield f"{path}:{type(value).__name__}"


def from_csv(data: bytes) -> Structure:
    return cells(inert(data.decode("utf-8-sig")))


def cells(content: str) -> Structure:
    """The number of cells of each row; none is a formula."""
    rows = list(csv.reader(io.StringIO(content, newline=""), strict=True))
    for cell in (cell for row in rows for cell in row):
        assert not FORMULA.match(cell) or re.fullmatch(r"[+-]?[\d.,]+ ?%?", cell), ascii(cell)
    return [len(row) for row in rows]


def markdown(data: bytes) -> Structure:
    content = inert(data.decode())
    reader = MarkdownIt("gfm-like", {"html": True})
    assert reader.linkify
    reader.linkify.set({"fuzzy_link": False})  # GitHub makes links of www. and of addresses with a scheme alone
    assert not re.search(r"(?<![\\\w/.])www\.\w", content)
    tokens = reader.parse(content)
    every = [inner for token in tokens for inner in (token, *(token.children or ()))]
    for token in every:
        assert token.type != "html_inline" or re.fullmatch(r"<br ?/?>|</?a\b[^<>]*>", token.content), token.content
        _check_link(str(token.attrs.get("href") or token.attrs.get("src") or ""))
    # A note is not in italics where its text has an asterisk.
    words = ("text", "softbreak", "text_special", "em_open", "em_close")
    return Counter(each.type for each in every if each.type not in words)


def html(data: bytes) -> Structure:
    """Elements and attributes, without what wrapping a text in a picture repeats."""
    content = data.decode()
    root = lxml.html.document_fromstring(content)
    for each in root.iter():
        if isinstance(each.tag, str):
            for name, value in each.attrib.items():
                assert not name.lower().startswith("on"), (each.tag, name)
                if name.lower() in ("href", "src", "xlink:href", "action", "formaction", "data"):
                    _check_link(value)
    wrapped = {"text", "tspan", "path", "rect", "br", "wbr", "g", "line"}
    counts = Counter(
        (each.tag, tuple(sorted(each.attrib)))
        for each in root.iter()
        if isinstance(each.tag, str) and each.tag not in wrapped
    )
    return tuple(sorted(counts.items())), {
        (each.tag, tuple(sorted(each.attrib))) for each in root.iter() if each.tag in ("text", "tspan")
    }


def _check_link(link: str) -> None:
    assert re.match(r"(?:#|data:(?:image|font)/|[\w./%-]*$|https?://(?!evil))", link), link


def svg(data: bytes) -> Structure:
    root = etree.fromstring(data, _SAFE)
    assert root.getroottree().docinfo.doctype == ""
    for each in root.iter():
        for name, value in each.attrib.items():
            assert not str(name).lower().startswith("on"), name
            assert not str(name).lower().endswith(("href", "src")), value
    names = {etree.QName(each).localname for each in root.iter() if isinstance(each.tag, str)}
    ids = (re.sub(r"^d[0-9a-f]{8}-", "", each.get("id", "")) for each in root.iter())
    return sorted(names), sorted(filter(None, ids))


def xml(data: bytes) -> Structure:
    root = etree.fromstring(data, _SAFE)
    return Counter((each.tag, tuple(sorted(map(str, each.attrib)))) for each in root.iter())


def mermaid(data: bytes) -> Structure:
    chart = flowchart.read(data)
    return sorted(chart.nodes), sorted((source, target) for source, _, target, _ in chart.edges), len(chart.bands)


def dot(data: bytes) -> Structure:
    """What stands outside of quotation marks, without sizes, which follow the texts."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', data.decode(), flags=re.DOTALL)
    assert '"' not in bare.replace('""', "")
    return Counter(re.sub(r"[\d.]+", "0", line) for line in bare.splitlines())


def png(data: bytes) -> Structure:
    with Image.open(io.BytesIO(data)) as picture:
        picture.verify()
    return sorted(set(picture.info) - {"dpi"})


def pdf(data: bytes) -> Structure:
    document = pypdfium2.PdfDocument(data)
    actions = sum(raw.FPDFPage_GetAnnotCount(page) for page in document)
    assert actions == 0
    return raw.FPDFDoc_GetAttachmentCount(document)


_FIXED = (
    "tbl",
    "tr",
    "tc",
    "hyperlink",
    "fldSimple",
    "instrText",
    "drawing",
    "row",
    "f",
    "dataValidation",
    "definedName",
)


def office(data: bytes) -> Structure:
    """The tables, rows, cells, links, fields and formulas of each part; every part is well-formed."""
    found: Counter[object] = Counter()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.namelist():
            found[part] += 1
            if part.endswith((".xml", ".rels")):
                for each in etree.fromstring(archive.read(part), _SAFE).iter():
                    name = etree.QName(each).localname if isinstance(each.tag, str) else "other"
                    assert name not in ("other", "oleObject", "altChunk"), (part, name)
                    if part.startswith("xl/worksheets/"):
                        assert name != "f", etree.tostring(each)
                    if name in _FIXED:
                        found[part, name] += 1
                    if each.get("TargetMode") == "External":
                        _check_link(each.get("Target", ""))
                        found[part, "link outside"] += 1
    return found


def archive(data: bytes) -> Structure:
    """The tables in an archive, which are read back by programs, so that every character stays in them."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {
            name: cells(opened.read(name).decode("utf-8-sig")) if name.endswith(".csv") else None
            for name in opened.namelist()
        }


STRUCTURES: dict[str, Callable[[bytes], Structure]] = {
    "text": text,
    "github": github,
    "json": from_json,
    "sarif": from_json,
    "gitlab": from_json,
    "jsonld": from_json,
    "csv": from_csv,
    "markdown": markdown,
    "md": markdown,
    "html": html,
    "junit": xml,
    "gexf": xml,
    "graphml": xml,
    "svg": svg,
    "mmd": mermaid,
    "dot": dot,
    "png": png,
    "pdf": pdf,
    "docx": office,
    "xlsx": office,
    "zip": archive,
}
"""By format. A new format needs a line here: without one the test of all outputs fails."""

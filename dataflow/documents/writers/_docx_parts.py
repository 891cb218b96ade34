"""The small parts of a Word document: bookmarks, fields, links and lists."""

import hashlib
import re
from itertools import count
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart

from dataflow.base.escaping import one_line

_LONGEST = 40
"""The most characters of the name of a bookmark."""
BULLET = "bullet"
_BULLETS = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="360" w:hanging="260"/></w:pPr></w:lvl>'
)
_NUMBERS = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="440" w:hanging="440"/></w:pPr></w:lvl>'
)


def bookmark_name(anchor: str) -> str:
    """The name of the bookmark of an anchor: letters, digits and underscores, at most 40 of them."""
    name = re.sub(r"\W", "_", anchor, flags=re.ASCII)
    if len(name) > _LONGEST:
        name = f"{name[: _LONGEST - 9]}_{hashlib.sha256(anchor.encode()).hexdigest()[:8]}"
    return name


def element(tag: str, **attributes: object) -> Any:
    """An element of the main namespace; an attribute ``val`` is ``w:val``."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


class Bookmarks:
    """Bookmarks with an id each; the ids of a template are left alone, and its names where the report has others."""

    def __init__(self, body: Any) -> None:
        self._of_template = {each.get(qn("w:name"), ""): each for each in body.iter(qn("w:bookmarkStart"))}
        used = [int(each.get(qn("w:id"), "0")) for each in body.iter(qn("w:bookmarkStart"))]
        self._ids = count(max(used, default=0) + 1)

    def around(self, paragraph: Any, anchor: str) -> None:
        """Puts a bookmark around what stands in a paragraph so far."""
        number, name = next(self._ids), bookmark_name(anchor)
        place = sum(child.tag == qn("w:pPr") for child in paragraph)
        paragraph.insert(place, element("bookmarkStart", id=number, name=name))
        # A template that is a report has the same places; Word would lead to the first.
        old = self._of_template.pop(name, None)
        if old is not None:
            old.set(qn("w:name"), f"old{number}")
        paragraph.append(element("bookmarkEnd", id=number))


def run_of(text: str, strong: bool = False, style: str | None = None, color: str | None = None) -> Any:
    """A run of text."""
    run = element("r")
    properties = element("rPr")
    if style is not None:
        properties.append(element("rStyle", val=style))
    if strong:
        properties.append(element("b"))
    if color is not None:
        properties.append(element("color", val=color))
    if len(properties):
        run.append(properties)
    shown = element("t")
    shown.text = one_line(text)
    shown.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(shown)
    return run


def field(instruction: str, result: str) -> list[Any]:
    """The runs of a field with the result that it has as long as nobody updates it."""
    begin, instructed, separate, end = (element("r") for _ in range(4))
    begin.append(element("fldChar", fldCharType="begin"))
    text = element("instrText")
    text.text = f" {instruction} "
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    instructed.append(text)
    separate.append(element("fldChar", fldCharType="separate"))
    end.append(element("fldChar", fldCharType="end"))
    return [begin, instructed, separate, run_of(result), end]


def internal_link(anchor: str, *runs: Any) -> Any:
    """A link to a bookmark."""
    link = element("hyperlink", anchor=bookmark_name(anchor), history=1)
    for run in runs:
        link.append(run)
    return link


def external_link(document: Any, address: str, run: Any) -> Any:
    """A link to a web address."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    link.append(run)
    return link


class Lists:
    """Lists: one of bullets, and numbered ones that each begin at 1."""

    def __init__(self, document: Any) -> None:
        self._numbering = _numbering_of(document)
        used = [int(each.get(qn("w:abstractNumId"))) for each in self._numbering.findall(qn("w:abstractNum"))]
        self._bullets, self._numbers = max(used, default=0) + 1, max(used, default=0) + 2
        for number, level in ((self._bullets, _BULLETS), (self._numbers, _NUMBERS)):
            abstract = parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
                f'<w:multiLevelType w:val="singleLevel"/>{level}</w:abstractNum>'
            )
            first = self._numbering.find(qn("w:num"))
            if first is None:
                self._numbering.append(abstract)
            else:
                first.addprevious(abstract)
        nums = [int(each.get(qn("w:numId"))) for each in self._numbering.findall(qn("w:num"))]
        self._ids = count(max(nums, default=0) + 1)
        self._bullet_list = self._add(self._bullets, restarts=False)

    def _add(self, abstract: int, restarts: bool) -> int:
        number = next(self._ids)
        added = element("num", numId=number)
        added.append(element("abstractNumId", val=abstract))
        if restarts:
            override = element("lvlOverride", ilvl=0)
            override.append(element("startOverride", val=1))
            added.append(override)
        self._numbering.append(added)
        return number

    def begin(self, ordered: bool) -> int:
        """The id of a list: a new one where it is numbered."""
        return self._add(self._numbers, restarts=True) if ordered else self._bullet_list

    @staticmethod
    def put(paragraph: Any, number: int) -> None:
        """Makes a paragraph an item of a list."""
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.append(element("ilvl", val=0))
        properties.append(element("numId", val=number))


def _numbering_of(document: Any) -> Any:
    """The root of the part with the lists; a template may have none."""
    part = document.part
    try:
        return part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        empty = f"<w:numbering {nsdecls('w')}/>".encode()
        name = PackURI("/word/numbering.xml")
        made = NumberingPart.load(name, CONTENT_TYPE.WML_NUMBERING, empty, part.package)
        part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
        return made.element

"""Word: pictures and tables whose alternative text is a command, and paragraphs that are one, written anew."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from dataflow.base.text import Sentence, Text, shortened
from dataflow.base.user_error import UserError
from dataflow.documents import Analysed, DocumentError
from dataflow.documents.embeds import Embedded, Refreshed, Status, Surroundings
from dataflow.documents.embeds.commands import HASH, EmbedCommand, hash_of, read_command
from dataflow.documents.embeds.contents import (
    alternative_of,
    drawing_options,
    picture_of,
    remarks_of,
    table_of_command,
)
from dataflow.documents.embeds.marked_text import BadBlocks, opened, refused
from dataflow.documents.embeds.word_room import fitted, is_cut_off, made_smaller, too_large
from dataflow.documents.embeds.word_scan import PREFIX, Drawing, Unreadable, WordParagraph, WordTable, scan
from dataflow.documents.embeds.word_write import (
    EMU,
    cells_of,
    in_text,
    picture_xml,
    table_xml,
    with_attribute,
    with_embed,
    with_relation,
    with_type,
)
from dataflow.documents.packages import CONTENT_TYPES, NOT_A_PACKAGE, read_package, repacked
from dataflow.renderers import render
from dataflow.renderers.primitives.paper import PORTRAIT

_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml\Z")
_RELATION = re.compile(rb"<Relationship\b[^>]*?/?>")
_VALUE = re.compile(rb'\b(Id|Target|TargetMode)\s*=\s*"([^"]*)"')
_DPI = 200
_NEW_WIDTH = 160.0
"""The width of a new picture in millimetres, where the command names none."""
_AT = Text(en="{document}, {place}", da="{document}, {place}")
_AT_PART = Text(en="{document}, {part}, {place}", da="{document}, {part}, {place}")
_PICTURE = Text(en="the picture “{name}”", da="billedet »{name}«")
_TABLE = Text(en="table {number}", da="tabel {number}")
_LINE = Text(en="the line “{text}”", da="linjen »{text}«")
_LINE_SHOWN = 100
_OTHER_PARTS = {
    "header": Text(en="header", da="sidehoved"),
    "footer": Text(en="footer", da="sidefod"),
    "footnotes": Text(en="footnote", da="fodnote"),
    "endnotes": Text(en="endnote", da="slutnote"),
}
"""The parts of a document beside its text, by how their names begin."""

Change = tuple[int, int, bytes]
"""Bytes of a part from one place to another, and what stands there then."""


def refresh(content: bytes, surroundings: Surroundings) -> Refreshed:
    """The document with its pictures and tables written anew. Raises DocumentError; BadBlocks for wrong blocks."""
    parts = read_package(content, surroundings.name)
    package = _Package(dict(parts))
    blocks: list[Embedded] = []
    remarks: list[Sentence] = []
    wrong: list[DocumentError] = []
    for name in sorted(part for part in parts if _PARTS.match(part)):
        try:
            part = _Part(name, package, surroundings)
        except Unreadable as error:
            raise DocumentError(NOT_A_PACKAGE, name=f"{surroundings.name} ({name})") from error
        blocks += part.blocks
        remarks += part.remarks
        wrong += part.wrong
    if wrong:
        raise BadBlocks(wrong)
    changed = package.parts != parts
    return Refreshed(repacked(content, package.parts) if changed else content, {}, tuple(blocks), tuple(remarks))


@dataclass
class _Package:
    """The parts of a document while it is changed."""

    parts: dict[str, bytes]

    def relations(self, part: str) -> dict[str, str]:
        """The targets inside the package of a part's relationships."""
        found: dict[str, str] = {}
        for tag in _RELATION.findall(self.parts.get(_relations_of(part), b"")):
            values = {name.decode(): value.decode("utf-8", "replace") for name, value in _VALUE.findall(tag)}
            if values.get("TargetMode") != "External" and "Id" in values:
                target = values.get("Target", "")
                found[values["Id"]] = target[1:] if target.startswith("/") else f"word/{target}"
        return found

    def uses(self, target: str) -> int:
        """In how many places a file is shown."""
        number = 0
        for part in (each for each in self.parts if _PARTS.match(each)):
            for identifier, each in self.relations(part).items():
                if each == target:
                    number += len(
                        re.findall(rb':embed\s*=\s*"' + re.escape(identifier.encode()) + rb'"', self.parts[part])
                    )
        return number

    def add(self, part: str, ending: str, content: bytes) -> str:
        """Adds a picture file, and gives the id of its relationship."""
        number = 1
        while f"word/media/dataflow{number}.{ending}" in self.parts:
            number += 1
        self.parts[f"word/media/dataflow{number}.{ending}"] = content
        self.parts[CONTENT_TYPES] = with_type(self.parts[CONTENT_TYPES], ending)
        known, place = self.relations(part), 1
        while f"rIdDataflow{place}" in known:
            place += 1
        relations = self.parts.get(_relations_of(part), _EMPTY)
        self.parts[_relations_of(part)] = with_relation(
            relations, f"rIdDataflow{place}", f"media/dataflow{number}.{ending}"
        )
        return f"rIdDataflow{place}"


_EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/'
    b'package/2006/relationships"></Relationships>'
)


def _relations_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


class _Part:
    """One part of a document: its blocks, written anew."""

    def __init__(self, name: str, package: _Package, surroundings: Surroundings) -> None:
        self.name = name
        self.package = package
        self.surroundings = surroundings
        self.data = package.parts[name]
        self.found = scan(self.data)
        self.blocks: list[Embedded] = []
        self.remarks: list[Sentence] = []
        self.wrong: list[DocumentError] = []
        self.bookmark = self.found.highest_bookmark
        self.drawing = self.found.highest_drawing
        changes = [change for change in self._changes() if self.data[change[0] : change[1]] != change[2]]
        data = self.data
        for begin, end, new in sorted(changes, reverse=True):
            data = data[:begin] + new + data[end:]
        package.parts[name] = data

    def _changes(self) -> Iterator[Change]:
        for drawing in self.found.drawings:
            if drawing.description.lower().startswith(PREFIX):
                name = Sentence(_PICTURE, {"name": drawing.name})
                yield from self._at(name, drawing.description, lambda *asked, each=drawing: self._drawn(each, *asked))
        for table in self.found.tables:
            if table.description.lower().startswith(PREFIX):
                name = Sentence(_TABLE, {"number": str(self.found.tables.index(table) + 1)})
                yield from self._at(name, table.description, lambda *asked, each=table: self._table(each, *asked))
        for paragraph in self.found.paragraphs:
            yield from self._at(
                Sentence(_LINE, {"text": shortened(paragraph.text.strip(), _LINE_SHOWN)}),
                paragraph.text.strip(),
                lambda *asked, each=paragraph: self._new(each, *asked),
            )

    def _at(
        self,
        name: Sentence,
        description: str,
        write: Callable[[EmbedCommand, Analysed, str], tuple[Status, list[Change]]],
    ) -> Iterator[Change]:
        """The changes of a block; none where it is up to date, wrong, or edited by somebody."""
        document = self.surroundings.name
        part = next((words for part, words in _OTHER_PARTS.items() if self.name.startswith(f"word/{part}")), None)
        place = Sentence(_AT, {"document": document, "place": name})
        if part is not None:
            place = Sentence(_AT_PART, {"document": document, "part": part, "place": name})
        first = description[len(PREFIX) :].strip().split("\n", 1)[0]
        try:
            command, source, language = opened(read_command(first, from_word=True), self.surroundings)
            status, changes = write(command, source, language)
        except UserError as error:
            self.wrong.append(refused(place, error))
            return
        shown = "" if name.text is _LINE else command.written
        self.blocks.append(Embedded(place, command.written, status, shown))
        if status is not Status.FRESH and (status is not Status.EDITED or self.surroundings.force):
            yield from changes

    def _drawn(
        self, drawing: Drawing, command: EmbedCommand, source: Analysed, language: str
    ) -> tuple[Status, list[Change]]:
        left, top, right, bottom = drawing.crop
        width, height = drawing.size
        area = width / EMU / max(0.01, 1 - left - right), height / EMU / max(0.01, 1 - top - bottom)
        picture = picture_of(source, command)
        options = replace(drawing_options(command, language), area=area, dpi=_DPI)
        files = {ending: render(picture, ending, options) for ending in ("png", "svg")}
        description = f"{PREFIX} {command.written}\n{alternative_of(command, picture, language)}"
        tag = self.data[slice(*drawing.tag)]
        changes: list[Change] = [(*drawing.tag, with_attribute(tag, "descr", description))]
        statuses = {Status.FRESH if description == drawing.description else Status.STALE}
        for ending, place, identifier in (
            ("png", drawing.blip, drawing.embed),
            ("svg", drawing.svg, drawing.svg_embed),
        ):
            if place == (0, 0):
                continue
            status, relation = self._put(identifier, ending, files[ending].content)
            statuses.add(status)
            if relation != identifier:
                changes.append((*place, with_embed(self.data[slice(*place)], relation)))
        at = self.found.area_at(drawing.tag[0])
        if at is not None and too_large(drawing.size, at):
            self.remarks += remarks_of(command, [is_cut_off(drawing.name, drawing.size, at)])
        self.remarks += remarks_of(command, files["png"].remarks)
        status = next(each for each in (Status.MISSING, Status.STALE, Status.FRESH) if each in statuses)
        return status, changes

    def _put(self, identifier: str, ending: str, content: bytes) -> tuple[Status, str]:
        """Puts a picture into the file of a relationship, or into one of its own where others show that file too."""
        target = self.package.relations(self.name).get(identifier, "")
        now = self.package.parts.get(target)
        if now == content:
            return Status.FRESH, identifier
        if now is not None and target.lower().endswith(f".{ending}") and self.package.uses(target) == 1:
            self.package.parts[target] = content
            return Status.STALE, identifier
        return Status.STALE if now is not None else Status.MISSING, self.package.add(self.name, ending, content)

    def _table(
        self, old: WordTable, command: EmbedCommand, source: Analysed, language: str
    ) -> tuple[Status, list[Change]]:
        table = table_of_command(source, command, language)
        new = in_text(cells_of(table))
        description = f"{PREFIX} {command.written} {HASH} {hash_of(new)}"
        change = (*old.span, table_xml(table, description, old, self.data))
        now = in_text(old.rows)
        is_empty = not any(cell.strip() for row in old.rows for cell in row)
        if command.hash is None:
            return (Status.MISSING if is_empty else Status.EDITED), [change]
        if hash_of(now) != command.hash:
            return Status.EDITED, [change]
        return (Status.FRESH if now == new else Status.STALE), [change]

    def _new(
        self, paragraph: WordParagraph, command: EmbedCommand, source: Analysed, language: str
    ) -> tuple[Status, list[Change]]:
        """What takes the place of a paragraph that is a command."""
        properties = self.data[slice(*paragraph.properties)]
        if command.name != "render":
            table = table_of_command(source, command, language)
            description = f"{PREFIX} {command.written} {HASH} {hash_of(in_text(cells_of(table)))}"
            self.bookmark += 1
            name = f"dataflow_{command.name}_{self.bookmark}"
            begin = f'<w:bookmarkStart w:id="{self.bookmark}" w:name="{name}"/>'.encode()
            end = f'<w:bookmarkEnd w:id="{self.bookmark}"/>'.encode()
            # A table is followed by a paragraph, and so are bookmarks around one.
            after = b"<w:p>" + properties + b"</w:p>"
            return Status.MISSING, [
                (*paragraph.span, begin + table_xml(table, description, None, self.data) + end + after)
            ]
        picture = picture_of(source, command)
        options = drawing_options(command, language)
        options = replace(options, area=options.area or (_NEW_WIDTH, None), dpi=_DPI)
        asked = _size(render(picture, "svg", options).content)
        area = self.found.area_at(paragraph.span[0]) or PORTRAIT
        size = fitted(asked, area)
        # Drawn for exactly this size, as it will be when it is refreshed.
        options = replace(options, area=(size[0] / EMU, size[1] / EMU))
        drawn = {ending: render(picture, ending, options) for ending in ("png", "svg")}
        relations = [self.package.add(self.name, ending, drawn[ending].content) for ending in ("png", "svg")]
        self.drawing += 1
        name = f"dataflow {self.drawing}"
        description = f"{PREFIX} {command.written}\n{alternative_of(command, picture, language)}"
        shown = picture_xml(self.drawing, name, description, size, *relations)
        if size != asked:
            self.remarks += remarks_of(command, [made_smaller(name, size, asked, area)])
        self.remarks += remarks_of(command, drawn["png"].remarks)
        return Status.MISSING, [(*paragraph.span, b"<w:p>" + properties + shown + b"</w:p>")]


def _size(svg: bytes) -> tuple[int, int]:
    """The size of a picture in the units of Word."""
    found = re.search(rb'width="([\d.]+)mm" height="([\d.]+)mm"', svg)
    if found is None:
        raise AssertionError("every picture has a size")
    return round(float(found[1]) * EMU), round(float(found[2]) * EMU)

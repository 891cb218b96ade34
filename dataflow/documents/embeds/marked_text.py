"""Markdown and HTML: what stands between two comments is written anew, and every other byte stays."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from dataflow.base.nearest import Unknown
from dataflow.base.picture import Picture
from dataflow.base.text import LANGUAGES, Sentence, Text
from dataflow.base.user_error import UserError
from dataflow.documents import Analysed, DocumentError
from dataflow.documents.embeds import AT_LINE, Embedded, Refreshed, Status, Surroundings
from dataflow.documents.embeds.commands import BadCommand, EmbedCommand, hash_of, read_command
from dataflow.documents.embeds.contents import (
    alternative_of,
    checked,
    drawing_options,
    name_of,
    picture_of,
    remarks_of,
    table_of_command,
)
from dataflow.documents.writers.html import table_markup
from dataflow.documents.writers.md import table_text
from dataflow.renderers import render
from dataflow.renderers.page.markup import page_markup
from dataflow.renderers.page.page import page_of
from dataflow.renderers.primitives.markup import Within
from dataflow.reports._markdown import plain

_MARKS = re.compile(r"<!--[ \t]*(?:dataflow:(?P<command>.*?)|(?P<end>/dataflow))[ \t]*-->", re.DOTALL)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
_RAW = re.compile(r"<(script|style|textarea|title)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_LARGEST = 30_000_000
AT = Text(en="{place}: {why}", da="{place}: {why}")
NOT_CLOSED = Text(
    en="{place}: this block has no end. Write <!-- /dataflow --> after it.",
    da="{place}: denne blok har ingen ende. Skriv <!-- /dataflow --> efter den.",
)
NOT_OPENED = Text(
    en="{place}: the end of a block that has no beginning. Take the line out, or write the beginning.",
    da="{place}: enden på en blok uden begyndelse. Fjern linjen, eller skriv begyndelsen.",
)
NO_TEXT = Text(
    en="{place} is no text in UTF-8. Save it as UTF-8, and try again.",
    da="{place} er ikke tekst i UTF-8. Gem den som UTF-8, og prøv igen.",
)
TOO_LONG = Text(en="{place} is too large (over 30 MB).", da="{place} er for stor (over 30 MB).")


@dataclass(frozen=True, slots=True)
class TextFormat:
    """A format of text: HTML or Markdown.

    ``attribute`` holds the alternative text of an image, so that its caption can be short; none where there is none.
    """

    is_html: bool = False
    attribute: str | None = None


@dataclass(frozen=True, slots=True)
class _Block:
    """A block as it stands: the places of its opening mark and of its content, and its line."""

    command: EmbedCommand
    begin: int
    inner: int
    end: int
    after: int
    line: int


def refresh(content: bytes, surroundings: Surroundings, kind: TextFormat) -> Refreshed:
    """The document with new content in its blocks. Raises DocumentError, or BadBlocks for wrong commands."""
    text = _decoded(content, surroundings.name)
    newline = "\r\n" if "\r\n" in text else "\n"
    parts: list[str] = []
    blocks: list[Embedded] = []
    beside: dict[str, bytes] = {}
    remarks: list[Sentence] = []
    wrong: list[DocumentError] = []
    at = 0
    for block in _blocks(text, surroundings.name):
        if isinstance(block, DocumentError):
            wrong.append(block)
            continue
        try:
            command, source, language = opened(block.command, surroundings)
            written, pictures, said = _written(command, source, language, kind)
        except UserError as error:
            wrong.append(refused(_at(surroundings.name, block.line), error))
            continue
        new = _laid_out(text, block, written, newline)
        status = _status(text[block.inner : block.end], new, block.command, pictures, surroundings)
        at_line, said_there = _at(surroundings.name, block.line), block.command.written
        blocks.append(Embedded(at_line, said_there, status, said_there))
        remarks += said
        if status is Status.FRESH or (status is Status.EDITED and not surroundings.force):
            continue
        beside |= pictures
        parts += [text[at : block.begin], _mark(block.command, new), new]
        at = block.end
    if wrong:
        raise BadBlocks(wrong)
    parts.append(text[at:])
    begin = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    return Refreshed(begin + "".join(parts).encode(), beside, tuple(blocks), tuple(remarks))


class BadBlocks(DocumentError):
    """The blocks of a document that can't be written, with an error for each."""

    def __init__(self, errors: Sequence[DocumentError]) -> None:
        super().__init__(errors[0].message)
        self.errors = tuple(errors)


def refused(place: Sentence, error: UserError) -> DocumentError:
    """The error of a command in a document, with the place of its block; raised from the original error."""
    placed = DocumentError(AT, place=place, why=error.message)
    placed.__cause__ = error
    return placed


def _at(name: str, line: int) -> Sentence:
    return Sentence(AT_LINE, {"name": name, "line": str(line)})


def _decoded(content: bytes, name: str) -> str:
    if len(content) > _LARGEST:
        raise DocumentError(TOO_LONG, place=name)
    try:
        return content.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        raise DocumentError(NO_TEXT, place=name) from error


def _blocks(text: str, name: str) -> Iterator[_Block | DocumentError]:
    """The blocks in their order, and an error for each that is wrong; what is shown as code is none."""
    hidden = [found.span() for pattern in (_FENCE, _CODE, _RAW) for found in pattern.finditer(text)]
    opened: re.Match[str] | None = None
    for mark in _MARKS.finditer(text):
        if any(begin <= mark.start() < end for begin, end in hidden):
            continue
        if mark["end"] is None:
            if opened is not None:
                yield DocumentError(NOT_CLOSED, place=f"{name}:{_line(text, opened.start())}")
            opened = mark
        elif opened is None:
            yield DocumentError(NOT_OPENED, place=f"{name}:{_line(text, mark.start())}")
        else:
            line = _line(text, opened.start())
            try:
                command = read_command(" ".join(opened["command"].split()))
                yield _Block(command, opened.start(), opened.end(), mark.start(), mark.end(), line)
            except BadCommand as error:
                yield refused(_at(name, line), error)
            opened = None
    if opened is not None:
        yield DocumentError(NOT_CLOSED, place=f"{name}:{_line(text, opened.start())}")


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def opened(command: EmbedCommand, surroundings: Surroundings) -> tuple[EmbedCommand, Analysed, str]:
    """A block's command in ids, its map, and the language of its output. Raises UserError where one is unknown."""
    if command.lang is not None and command.lang not in LANGUAGES:
        raise Unknown("language", command.lang, LANGUAGES)
    source = surroundings.open_map(command)
    return checked(command, source.data_map), source, command.lang or source.language


def _written(
    command: EmbedCommand, source: Analysed, language: str, kind: TextFormat
) -> tuple[str, dict[str, bytes], tuple[Sentence, ...]]:
    """What a command writes, the pictures beside the document, and remarks."""
    if command.name != "render":
        table = table_of_command(source, command, language)
        return (table_markup(table, language, anchored=False) if kind.is_html else table_text(table)), {}, ()
    picture, options = picture_of(source, command), drawing_options(command, language)
    if "--inline" in command.flags:
        page = page_of(picture, options)
        # Ids that no other drawing in the document has.
        prefix = f"d{hash_of(command.written)}-"
        return page_markup(page, within=Within({}, prefix)), {}, remarks_of(command, page.remarks)
    drawn = render(picture, "svg", options)
    name = f"{name_of(command, source, language)}.svg"
    return _image(command, picture, language, kind, name), {name: drawn.content}, remarks_of(command, drawn.remarks)


def _image(command: EmbedCommand, picture: Picture, language: str, kind: TextFormat, name: str) -> str:
    """An image with its alternative text; in Markdown for Quarto or R Markdown its caption is the title alone."""
    if kind.is_html:
        return f'<img src="{escape(name)}" alt="{escape(alternative_of(command, picture, language))}">'
    if kind.attribute is None or command.one("--alt"):
        return f"![{plain(alternative_of(command, picture, language, is_shown=True))}]({name})"
    caption = plain(picture.title.in_language(language))
    return f'![{caption}]({name}){{{kind.attribute}="{escape(alternative_of(command, picture, language))}"}}'


def _laid_out(text: str, block: _Block, written: str, newline: str) -> str:
    """What stands between the marks: on one line where they do, else on lines of its own, indented as they are."""
    if "\n" not in written and "\n" not in text[block.inner : block.end]:
        return f" {written} "
    begin = text.rfind("\n", 0, block.begin) + 1
    before = text[begin : block.begin]
    indent = before if not before.strip() else ""
    lines = [f"{indent}{line}" for line in written.split("\n")]
    return newline.join(["", "", *lines, "", indent])


def _status(
    now: str, new: str, command: EmbedCommand, pictures: dict[str, bytes], surroundings: Surroundings
) -> Status:
    known = command.hash is not None
    if known and hash_of(now) != command.hash:
        return Status.EDITED
    if not now.strip():
        return Status.MISSING
    if not known:
        return Status.EDITED
    there = {name: surroundings.read(name) for name in pictures}
    if any(content is None for content in there.values()):
        return Status.MISSING
    same = now.replace("\r\n", "\n") == new.replace("\r\n", "\n")
    return Status.FRESH if same and there == pictures else Status.STALE


def _mark(command: EmbedCommand, new: str) -> str:
    return f"<!-- dataflow: {command.written} --hash {hash_of(new)} -->"

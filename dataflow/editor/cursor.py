"""Where in a spec a cursor is, read from the text above it, so that a file that is half typed has an answer too."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

Path = tuple[str | int, ...]


class Cursor(NamedTuple):
    """The place of a cursor. ``path`` leads to the mapping, list or value that is being written.

    ``may_be_key`` and ``may_be_value`` say what may stand there; neither in a comment or a longer text. ``start`` and
    ``end`` are the offsets of the word around the cursor, ``written`` the keys above it in the same mapping.
    """

    path: Path
    may_be_key: bool
    may_be_value: bool
    start: int
    end: int
    written: frozenset[str] = frozenset()
    in_brackets: bool = False


def cursor_at(text: str, offset: int) -> Cursor:
    """The place of a cursor at an offset."""
    scan = _Scan(text, offset)
    scan.run()
    return scan.cursor()


@dataclass
class _Open:
    """A mapping or sequence that encloses the cursor; ``step`` is the key or index at which the cursor is."""

    indent: int
    is_list: bool = False
    in_brackets: bool = False
    step: str | int | None = None
    written: set[str] = field(default_factory=set)


_KEY = re.compile(
    r"""("(?:[^"\\]|\\.)*"|'[^']*'|[^\s#\[\]{},&*!|>'"%@`-][^#\n]*?|-[^\s#][^#\n]*?)[ \t]*:(?=[ \t]|$)"""
)
_REST_OF_WORD = re.compile(r"[\w:-]*")
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_TEXT_ABOVE = re.compile(r"[|>][-+0-9]*[ \t]*(#.*)?")


class _Scan:
    """Reads the text of one section, line by line and within brackets by character."""

    def __init__(self, text: str, offset: int) -> None:
        self.text = text
        self.offset = offset
        self.open: list[_Open] = []
        self.word = offset
        """Where the word before the cursor begins."""
        self.state = "line"
        self.text_indent: int | None = None
        """The indentation of the key of a block scalar (``|`` or ``>``), while the scan is inside one."""

    def run(self) -> None:
        at = self._section_start()
        while at <= self.offset:
            found = _BREAK.search(self.text, at, self.offset)
            end = found.start() if found else self.offset
            if self.open and self.open[-1].in_brackets:
                self._brackets(at, end)
            else:
                self._line(at, end)
            if found is None:
                return
            at = found.end()

    def _section_start(self) -> int:
        """Where the last line that begins a section starts, at or above the cursor."""
        start = 1 if self.text.startswith("\ufeff") else 0
        begins = start
        for found in _BREAK.finditer(self.text, start, self.offset):
            if found.end() < len(self.text) and self.text[found.end()] not in " \t#-}]\n\r\"'":
                begins = found.end()
        return begins

    def _line(self, at: int, end: int) -> None:
        line = self.text[at:end]
        indent = len(line) - len(line.lstrip(" "))
        content = line[indent:]
        last = end == self.offset
        if self.text_indent is not None:
            if not content.strip() or indent > self.text_indent:
                self.state = "text"
                return
            self.text_indent = None
        self.state = "line"
        if content.startswith("#") or (not content.strip() and not last):
            self.state = "comment" if content.startswith("#") else "line"
            return
        self._close_to(indent, content)
        self._content(at + indent, end, indent)

    def _close_to(self, indent: int, content: str) -> None:
        dash = content.startswith("- ") or content == "-"
        while self.open and (
            self.open[-1].indent > indent or (self.open[-1].indent == indent and self.open[-1].is_list and not dash)
        ):
            self.open.pop()

    def _content(self, at: int, end: int, indent: int) -> None:
        """What stands on a line from an offset on, behind dashes too."""
        content = self.text[at:end]
        if content.startswith("- ") or content == "-":
            top = self.open[-1] if self.open else None
            if top is not None and top.is_list and top.indent == indent:
                top.step = int(top.step or 0) + 1
            else:
                self.open.append(_Open(indent, is_list=True, step=0))
            spaces = len(content) - len(content[1:].lstrip(" "))
            self.state = "start"
            self.word = at + spaces
            self._content(at + spaces, end, indent + spaces)
            return
        if content == "":
            self.word = at
            self.state = "start"
            return
        found = _KEY.match(content)
        if found is None:
            if content[0] in "{[":
                self._brackets(at, end)
            else:
                self.word = at
                self.state = "comment" if re.search(r"(^|\s)#", content) else "start"
            return
        key = found[1].strip("\"'")
        if not self.open or self.open[-1].is_list or self.open[-1].indent < indent:
            self.open.append(_Open(indent))
        self.open[-1].step = key
        self.open[-1].written.add(key)
        value = found.end()
        spaces = len(content) - value - len(content[value:].lstrip(" \t"))
        self._value(at + value + spaces, end, indent)

    def _value(self, at: int, end: int, indent: int) -> None:
        value = self.text[at:end]
        if value[:1] in ("{", "["):
            self._brackets(at, end)
            return
        self.word, self.state = at, "value"
        if _TEXT_ABOVE.fullmatch(value):
            self.text_indent = indent
        if re.search(r"(^|\s)#", value):
            self.state = "comment"

    def _brackets(self, at: int, end: int) -> None:
        """Reads on within brackets, which may go over several lines."""
        word: int | None = None
        quote = ""
        while at < end:
            character = self.text[at]
            if quote:
                quote = "" if character == quote else quote
            elif character in "{[":
                self.open.append(
                    _Open(0, is_list=character == "[", in_brackets=True, step=0 if character == "[" else None)
                )
                word = None
            elif character in "}]":
                self.open.pop()
                word = None
                if not self.open or not self.open[-1].in_brackets:
                    self.state, self.word = "text", at + 1
                    return
            elif character == ",":
                top = self.open[-1]
                top.step = int(top.step or 0) + 1 if top.is_list else None
                word = None
            elif character == ":" and self._ends_key(at, end):
                top = self.open[-1]
                if not top.is_list and top.step is None and word is not None:
                    top.step = self.text[word:at].strip().strip("\"'")
                    top.written.add(top.step)
                    word = None
            elif character == "#" and (at == 0 or self.text[at - 1] in " \t\n\r"):
                self.state, self.word = "comment", end
                return
            elif not character.isspace():
                if word is None:
                    word = at
                    quote = character if character in "\"'" else ""
            at += 1
        self.state, self.word = ("text" if quote else "brackets"), end if word is None else word

    def _ends_key(self, at: int, end: int) -> bool:
        return at + 1 >= end or self.text[at + 1] in " \t{[\"'"

    def cursor(self) -> Cursor:
        """The place after all that is above has been read."""
        start = min(self.word, self.offset)
        rest = _REST_OF_WORD.match(self.text, self.offset)
        end = rest.end() if rest else self.offset
        # A colon behind the word ends a key, and is no part of it.
        while end > self.offset and self.text[end - 1] == ":":
            end -= 1
        path = tuple(each.step for each in self.open if each.step is not None)
        top = self.open[-1] if self.open else None
        if self.state in ("comment", "text"):
            return Cursor(path, False, False, start, end)
        if self.state == "brackets" and top is not None:
            is_key = not top.is_list and top.step is None
            return Cursor(path, is_key, not is_key, start, end, frozenset(top.written), in_brackets=True)
        if self.state == "value":
            return Cursor(path, False, True, start, end)
        column = start - (max((found.end() for found in _BREAK.finditer(self.text, 0, start)), default=0))
        if top is not None and not top.is_list and top.indent == column:
            return Cursor(path[:-1], True, False, start, end, frozenset(top.written))
        return Cursor(path, True, True, start, end)

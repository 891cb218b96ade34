"""Where a text stops being YAML, and what was probably mistyped there.

libyaml says what it expected next. An author needs to know which character is missing or too much, which is often
further above: this file looks for that in the line and in the tokens before the place.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # missing in the stubs

from dataflow.base.place import Place
from dataflow.base.text import LANGUAGES
from dataflow.language.lookalikes import Lookalike, lookalike_in

_CLOSED_BY = {"}": yaml.FlowMappingStartToken, "]": yaml.FlowSequenceStartToken}
_OPENS = (yaml.FlowMappingStartToken, yaml.FlowSequenceStartToken)
_CLOSES = (yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)

_ODD_SPACE = r"[^\S \t\r\n]"
_LOOKALIKES = tuple(
    re.compile(pattern)
    for pattern in (
        rf" *({_ODD_SPACE})",
        r"\s*(?:- +)*([^\w\s\x00-\x7f])\s",
        rf"\s*(?:- +)*-({_ODD_SPACE})",
        rf".*?(?:^|[{{,])\s*(?:- +)*[\w\"'-]+:({_ODD_SPACE})",
        r".*?(?::\s|^\s*-\s|[\[{,])\s*([^\w\s\x00-\x7f])",
        r"\s*(?:- +)*[\w-]+([^\w\s\x00-\x7f])",
    )
)
"""Where in a line a character that looks like another one breaks YAML: in the indentation, as a dash, after a dash or
a colon, at the beginning of a value, and as a colon.
"""
_NEAR = 40
"""How many lines above or below are looked at: to find a line takes as long as to read all those before it."""
_SHOWN = 60
"""The most characters of a text of the author that a hint repeats."""
_KEY = re.compile(r"""\s*(?:- +)*["']?[\w-]+["']?:(?:\s|$)""")
_KEY_WITHOUT_SPACE = re.compile(r"\s*(?:- +)*(?P<key>[A-Za-z_][\w-]*):(?P<value>[^\s:/].*)")
_KEY_WITHOUT_COLON = re.compile(r"\s*(?:- +)*(?P<key>[A-Za-z_][\w-]*) +(?P<value>[^\s:#][^:]*)")
_NEXT_KEY = re.compile(r"\s+[A-Za-z_][\w-]*:")
_VALUE_ON_LINE = re.compile(r"""\s*(?:- +)*["']?[^"'{}\[\]:]+["']?:\s+(?P<value>\S.*)""")


class Slip(NamedTuple):
    """What was probably mistyped: a key of ``syntax.SLIPS``, its place, and the words for its blanks."""

    kind: str
    place: Place
    words: Mapping[str, str] = {}
    related: Place | None = None


@dataclass(frozen=True)
class Broken:
    """The place at which libyaml gave up, and its message; ``opened`` is where the bracket or key begins that it was
    reading.
    """

    data: bytes
    place: Place
    problem: str
    opened: Place | None
    line_of: Callable[[int], str] = field(repr=False)

    @cached_property
    def line(self) -> str:
        """The text of the line."""
        return self.line_of(self.place.line)

    @property
    def here(self) -> str:
        """The character at the place."""
        return self.line[self.place.column - 1 : self.place.column]

    @property
    def is_first_on_line(self) -> bool:
        """Whether only blanks stand before the place."""
        return not self.line[: self.place.column - 1].strip()

    @cached_property
    def before(self) -> "_Before":
        """The tokens before the place."""
        return _before(self.data, self.place)

    def at(self, line: int, column: int, width: int = 1) -> Place:
        """Another place in the file."""
        return Place(self.place.file, line, column, width)


def in_brackets(data: bytes, place: Place) -> bool:
    """Whether a place stands within brackets or braces."""
    return bool(_before(data, place).brackets)


class _Before(NamedTuple):
    """The last token before a place, the last one in quotes, and the brackets that are open."""

    last: Any
    quoted: Any
    brackets: tuple[Any, ...]


def _before(data: bytes, place: Place) -> _Before:
    parser = CParser(data)
    last: Any = None
    quoted: Any = None
    brackets: list[Any] = []
    try:
        while (token := parser.get_token()) is not None:
            mark = token.start_mark
            if (mark.line + 1, mark.column + 1) >= (place.line, place.column):
                break
            if isinstance(token, _OPENS):
                brackets.append(token)
            elif isinstance(token, _CLOSES) and brackets:
                brackets.pop()
            if isinstance(token, yaml.ScalarToken) and token.style in ('"', "'"):
                quoted = token
            if not isinstance(token, (yaml.KeyToken, yaml.BlockEndToken)):
                last = token
    except yaml.YAMLError:
        pass
    finally:
        parser.dispose()
    return _Before(last, quoted, tuple(brackets))


def lookalike_at(broken: Broken) -> tuple[Place, Lookalike] | None:
    """A character that looks like another one, in the line of the place or the one above."""
    for number in (broken.place.line, broken.place.line - 1):
        line = broken.line_of(number) if number else ""
        for pattern in () if line.isascii() else _LOOKALIKES:
            match = pattern.match(line)
            found = lookalike_in(match[1]) if match else None
            if match and found:
                return broken.at(number, match.start(1) + 1), found
    return None


def slip_at(broken: Broken) -> Slip | None:
    """What was probably mistyped; None where only libyaml's own words can say it."""
    slip = _unclosed_quote(broken)
    if slip is None and broken.here in _CLOSED_BY:
        slip = _wrong_bracket(broken)
    if slip is None:
        look = next((look for problem, look in _LOOK if problem in broken.problem), None)
        slip = look(broken) if look else None
    return slip


def _unclosed_quote(broken: Broken) -> Slip | None:
    """A quotation mark that is closed by the one that should open the next text."""
    quoted = broken.before.quoted
    if quoted is None:
        return None
    start, end = quoted.start_mark, quoted.end_mark
    if (end.line + 1, end.column + 1) > (broken.place.line, broken.place.column) or end.line + 1 != broken.place.line:
        return None
    opened = broken.at(start.line + 1, start.column + 1)
    inside = range(start.line + 2, min(end.line + 2, start.line + 2 + _NEAR))
    if any(_KEY.match(broken.line_of(number)) for number in inside):
        return Slip("quote not closed", opened, {"line": str(start.line + 1)})
    adjacent = end.column + 1 == broken.place.column and broken.here.isalnum()
    if adjacent and quoted.value.rstrip().endswith((":", ",")):
        return Slip("quote not closed", opened, {"line": str(start.line + 1)})
    if adjacent and quoted.style == "'":
        return Slip("apostrophe", broken.at(end.line + 1, end.column), {})
    return None


def _wrong_bracket(broken: Broken) -> Slip | None:
    """A closing bracket without one that it closes, or before another one is closed."""
    brackets, closed = broken.before.brackets, _CLOSED_BY[broken.here]
    words = {"bracket": broken.here}
    if not any(isinstance(opened, closed) for opened in brackets):
        return Slip("bracket too many", broken.place, words)
    if isinstance(brackets[-1], closed):
        return None
    mark = brackets[-1].start_mark
    opening = "[" if isinstance(brackets[-1], yaml.FlowSequenceStartToken) else "{"
    return Slip("bracket not closed", broken.at(mark.line + 1, mark.column + 1), {**words, "opening": opening})


def _in_brackets(broken: Broken) -> Slip | None:
    """A comma or closing bracket is expected: a text with a colon, a comma that is missing, or an open bracket."""
    last = broken.before.last
    plain = isinstance(last, yaml.ScalarToken) and not last.style and last.start_mark.line + 1 == broken.place.line
    if broken.here == ":" and plain:
        start = last.start_mark.column
        return _before_key(broken, start, "comma missing") or _text_with_colon(broken, start, stop=",}]")
    if broken.opened is not None and broken.opened.line != broken.place.line:
        return Slip("bracket open", broken.place, related=broken.opened)
    return None


def _after_colon(broken: Broken) -> Slip | None:
    """A colon is not expected: no colon in the line above, a text with one, two keys on a line, or an odd indent."""
    above = _no_colon_above(broken)
    if above is not None:
        return above
    match = _VALUE_ON_LINE.match(broken.line)
    if match is None or match.start("value") >= broken.place.column - 1:
        return None
    start = match.start("value")
    return _before_key(broken, start, "line missing") or _text_with_colon(broken, start, stop="")


def _no_colon_above(broken: Broken) -> Slip | None:
    """The key without its colon in the line above, where that begins in the column of this one."""
    number, line = broken.place.line - 1, broken.line
    above = broken.line_of(number) if number else ""
    column = len(line) - len(line.lstrip())
    in_column = len(above) > column and above[column].isalpha() and not above[:column].strip(" -")
    return _key_alone(broken, number, above) if in_column else None


def _key_alone(broken: Broken, number: int, line: str) -> Slip | None:
    """A key of the language at the beginning of a line that has no colon."""
    words = key_without_colon(line.rstrip(), _keys())
    if not words:
        return None
    return Slip("colon missing", broken.at(number, line.index(words["key"]) + 1, len(words["key"])), words)


def _before_key(broken: Broken, start: int, kind: str) -> Slip | None:
    """The last word before the colon, if it is a key of the language and not the whole text."""
    before = broken.line[start : broken.place.column - 1]
    *first, key = before.split() or [""]
    if not first or key not in _keys():
        return None
    return Slip(kind, broken.at(broken.place.line, start + before.rindex(key) + 1, len(key)), {"key": key})


def _text_with_colon(broken: Broken, start: int, stop: str) -> Slip:
    """The text from ``start`` to the end of the line, or to one of the characters of ``stop``."""
    text = broken.line[start:]
    end = next((index for index, character in enumerate(text) if character in stop), len(text))
    text = text[:end].split(" #")[0].rstrip()
    quote = "'" if '"' in text else '"'
    place = broken.at(broken.place.line, start + 1, max(len(text), 1))
    return Slip("text with colon", place, {"quoted": f"{quote}{text}{quote}" if len(text) <= _SHOWN else '"..."'})


def _no_colon(broken: Broken) -> Slip | None:
    """A key without a colon, or with one that no space follows; or an item that lacks its dash."""
    words = colon_without_space(broken.line)
    if words:
        column = broken.line.index(words["key"]) + 1
        return Slip("space after colon", broken.at(broken.place.line, column, len(words["key"]) + 1), words)
    if broken.here in ("{", "[") and broken.is_first_on_line:
        return Slip("dash missing", broken.place)
    return _key_alone(broken, broken.place.line, broken.line)


def key_without_colon(text: str, keys: Collection[str]) -> dict[str, str]:
    """The key and the value of a text such as ``phase discharge`` that begins with one of the keys; empty for others.

    The value ends at a comma.
    """
    match = _KEY_WITHOUT_COLON.fullmatch(text)
    if match is None or match["key"] not in keys:
        return {}
    value = match["value"].partition(",")[0].rstrip()
    return {"key": match["key"], "value": value if len(value) <= _SHOWN else "..."}


def colon_without_space(text: str) -> dict[str, str]:
    """The key and the value of a text such as ``phase:a``; empty for any other text."""
    match = _KEY_WITHOUT_SPACE.match(text)
    # Lines of keys without spaces are one text to YAML.
    return {"key": match["key"], "value": _NEXT_KEY.split(match["value"])[0].rstrip()} if match else {}


def _no_sibling(broken: Broken) -> Slip | None:
    """A line that is neither a key nor an item like those above it, or something after the end of a value."""
    if not broken.is_first_on_line:
        return Slip("more follows", broken.place)
    column = broken.place.column
    near = range(broken.place.line - 1, max(broken.place.line - _NEAR, 0), -1)
    above = [number for number in near if broken.line_of(number).strip()]
    # The first of the items in brackets in this column, where one below it has a dash or lacks one too.
    first = broken.place.line
    for number in above:
        line = broken.line_of(number)
        if line[: column - 1].strip() or line[column - 1 : column] not in ("{", "["):
            break
        first = number
    if first != broken.place.line or broken.here in ("{", "["):
        return Slip("dash missing", broken.at(first, column))
    if "'-' indicator" in broken.problem and _KEY.match(broken.line):
        item = _item_above(broken, above, column)
        again = broken.line.split(":")[0].strip() in item
        return Slip("dash missing" if again else "dash or indentation", broken.place)
    return None


def _item_above(broken: Broken, above: list[int], column: int) -> set[str]:
    """The keys of the last item whose dash stands in a column."""
    keys: set[str] = set()
    for number in above:
        line = broken.line_of(number)
        if line[column - 1 : column] == "-" and not line[: column - 1].strip():
            return keys | {line[column:].split(":")[0].strip()}
        if len(line) - len(line.lstrip()) == column + 1:
            keys.add(line.split(":")[0].strip())
    return keys


def _keys() -> frozenset[str]:
    """All keys of the language, and the languages of texts."""
    from dataflow.language.fast_reader import keys_of
    from dataflow.language.spec import Spec

    classes, keys = [Spec], set(LANGUAGES)
    while classes:
        each = classes.pop()
        keys |= set(keys_of(each))
        classes += each.__subclasses__()
    return frozenset(keys)


_LOOK: tuple[tuple[str, Callable[[Broken], Slip | None]], ...] = (
    ("expected ',' or", _in_brackets),
    ("mapping values are not allowed", _after_colon),
    ("could not find expected ':'", _no_colon),
    ("expected key", _no_sibling),
    ("'-' indicator", _no_sibling),
)
"""What to look for, by a part of libyaml's message."""

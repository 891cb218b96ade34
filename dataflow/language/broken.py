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
NEAR = 40
"""How many lines above or below are looked at: to find a line takes as long as to read all those before it."""
SHOWN = 60
"""The most characters of a text of the author that a hint repeats."""
_WORD_BEFORE_BRACKET = re.compile(r"\s*(?:- +)*(?P<key>[A-Za-z_][\w-]*) +(?P<bracket>[{\[])")
_KEY_WITHOUT_SPACE = re.compile(r"\s*(?:- +)*(?P<key>[A-Za-z_][\w-]*):(?P<value>[^\s:/].*)")
_KEY_WITHOUT_COLON = re.compile(r"\s*(?:- +)*(?P<key>[A-Za-z_][\w-]*)(?: *[=;] *| +)(?P<value>[^\s:#=;][^:]*)")
_NEXT_KEY = re.compile(r"\s+[A-Za-z_][\w-]*:")


class Slip(NamedTuple):
    """A probable typing mistake: its kind (a key of ``slips.words.SLIPS``), place, and words for its message."""

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
    def before(self) -> "Before":
        """The tokens before the place."""
        return before_place(self.data, self.place)

    def at(self, line: int, column: int, width: int = 1) -> Place:
        """Another place in the file."""
        return Place(self.place.file, line, column, width)


def in_brackets(data: bytes, place: Place) -> bool:
    """Whether a place stands within brackets or braces."""
    return bool(before_place(data, place).brackets)


class Before(NamedTuple):
    """The last token before a place, the last one in quotes, and the brackets that are open."""

    last: Any
    quoted: Any
    brackets: tuple[Any, ...]


def before_place(data: bytes, place: Place) -> Before:
    """What stands before a place, as far as the text is YAML."""
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
    return Before(last, quoted, tuple(brackets))


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


def spaces(line: str) -> int:
    """The number of blanks at the beginning of a line."""
    return len(line) - len(line.lstrip())


def key_without_colon(text: str, keys: Collection[str]) -> dict[str, str]:
    """The key and the value of a text such as ``phase discharge`` that begins with one of the keys; empty for others.

    The value ends at a comma.
    """
    match = _KEY_WITHOUT_COLON.fullmatch(text)
    if match is None or match["key"] not in keys:
        return {}
    value = match["value"].partition(",")[0].rstrip()
    return {"key": match["key"], "value": value if len(value) <= SHOWN else "..."}


def word_before_bracket(text: str) -> dict[str, str]:
    """The word and the bracket of a text such as ``weight {label: Weight}``; empty for any other text."""
    match = _WORD_BEFORE_BRACKET.match(text)
    return {} if match is None else {"key": match["key"], "bracket": match["bracket"]}


def colon_without_space(text: str) -> dict[str, str]:
    """The key and the value of a text such as ``phase:a``; empty for any other text."""
    match = _KEY_WITHOUT_SPACE.match(text)
    if match is None:
        return {}
    value = match["value"].rstrip()
    # Lines of keys without spaces are one text to YAML.
    return {"key": match["key"], "value": value if value[0] in "{[" else _NEXT_KEY.split(value)[0].rstrip()}


def language_keys() -> frozenset[str]:
    """All keys of the language, and the languages of texts."""
    from dataflow.language.fast_reader import keys_of
    from dataflow.language.spec import Spec

    classes, keys = [Spec], set(LANGUAGES)
    while classes:
        each = classes.pop()
        keys |= set(keys_of(each))
        classes += each.__subclasses__()
    return frozenset(keys)


def section_names() -> frozenset[str]:
    """The keys that can begin in the first column of a file."""
    from dataflow.language.fast_reader import keys_of
    from dataflow.language.schema import FileSpec

    return frozenset(keys_of(FileSpec))

"""What was probably mistyped where a text stops being YAML."""

import re
from collections.abc import Callable, Iterator

import yaml

from dataflow.language.broken import (
    SHOWN,
    Broken,
    Slip,
    colon_without_space,
    key_without_colon,
    language_keys,
    section_names,
    word_before_bracket,
)

_CLOSED_BY = {"}": yaml.FlowMappingStartToken, "]": yaml.FlowSequenceStartToken}
_CLOSING = {"{": "}", "[": "]"}
_NEAR = 40
"""How many lines above or below are looked at: to find a line takes as long as to read all those before it."""
_KEY = re.compile(r"""\s*(?:- +)*["']?[\w-]+["']?:(?:\s|$)""")
_DASH_WITHOUT_SPACE = re.compile(r"\s*(?:- +)*-(?P<item>[{\[].*|(?P<key>[A-Za-z_][\w-]*):(?:\s.*)?)")
_BARE_KEY = re.compile(r"\s*(?:- +)*(?P<key>[^\W\d][\w -]*?)\s*(?:#.*)?")
_ROUND_BRACKET = re.compile(r"\s*(?:- +)*(?:[\w-]+: +)?(?P<open>\()[\w-]+: ")
_STAR = re.compile(r"\s*(?P<star>\*)\s")
_VALUE_ON_LINE = re.compile(r"""\s*(?:- +)*["']?[^"'{}\[\]:]+["']?:\s+(?P<value>\S.*)""")


def slip_at(broken: Broken) -> Slip | None:
    """What was probably mistyped; None where only libyaml's own words can say it."""
    slip = _unclosed_quote(broken) or _no_colon_before_bracket(broken)
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


def _no_colon_before_bracket(broken: Broken) -> Slip | None:
    """A key or an id at the beginning of the line that a bracket follows without a colon."""
    words = word_before_bracket(broken.line)
    if not words:
        return None
    at = broken.line.index(words["key"]) + 1
    return Slip("colon before bracket", broken.at(broken.place.line, at, len(words["key"])), words)


def _wrong_bracket(broken: Broken) -> Slip | None:
    """A closing bracket that matches no opening bracket, or that closes one while a later one is still open."""
    brackets, closed = broken.before.brackets, _CLOSED_BY[broken.here]
    words = {"bracket": broken.here}
    if not brackets:
        return Slip("bracket too many", broken.place, words)
    if isinstance(brackets[-1], closed):
        return None
    mark = brackets[-1].start_mark
    opening = "[" if isinstance(brackets[-1], yaml.FlowSequenceStartToken) else "{"
    if not any(isinstance(opened, closed) for opened in brackets):
        return Slip("wrong bracket", broken.place, {**words, "opening": opening, "closing": _CLOSING[opening]})
    return Slip("bracket not closed", broken.at(mark.line + 1, mark.column + 1), {**words, "opening": opening})


def _in_brackets(broken: Broken) -> Slip | None:
    """A comma or closing bracket is expected: a text with a colon, a comma that is missing, or an open bracket."""
    last = broken.before.last
    plain = isinstance(last, yaml.ScalarToken) and not last.style and last.start_mark.line + 1 == broken.place.line
    if broken.here in ("{", "[") and plain and last.value in language_keys():
        key = broken.at(broken.place.line, last.start_mark.column + 1, len(last.value))
        return Slip("colon before bracket", key, {"key": last.value, "bracket": broken.here})
    if broken.here == ":" and plain:
        start = last.start_mark.column
        return _before_key(broken, start, "comma missing") or _text_with_colon(broken, start, stop=",}]")
    opened = broken.opened
    if opened is not None and opened.line != broken.place.line:
        opening = broken.line_of(opened.line)
        bracket = opening[opened.column - 1 : opened.column]
        # What follows begins no further to the right than the line with the bracket: it is no part of its content.
        if bracket in _CLOSING and _spaces(broken.line) <= _spaces(opening):
            words = {"opening": bracket, "closing": _CLOSING[bracket], "line": str(broken.place.line)}
            return Slip("bracket never closed", opened, words)
        return Slip("bracket open", broken.place, related=broken.opened)
    return None


def _after_colon(broken: Broken) -> Slip | None:
    """A colon is not expected: no colon in the line above, a text with one, two keys on a line, or an odd indent."""
    slip = _no_space_before_bracket(broken) or _no_space_after_dash(broken)
    slip = slip or _odd_bracket(broken) or _text_above(broken)
    if slip is not None:
        return slip
    match = _VALUE_ON_LINE.match(broken.line)
    if match is None or match.start("value") >= broken.place.column - 1:
        return None
    start = match.start("value")
    return _before_key(broken, start, "line missing") or _text_with_colon(broken, start, stop="")


def _no_space_after_dash(broken: Broken) -> Slip | None:
    """An item whose dash has no space after it: in this line, or where the text before the place begins."""
    last = broken.before.last
    above = last.start_mark.line + 1 if isinstance(last, yaml.ScalarToken) else broken.place.line
    for number in sorted({above, broken.place.line}):
        line = broken.line_of(number)
        match = _DASH_WITHOUT_SPACE.fullmatch(line)
        if match and (match["key"] is None or match["key"] in language_keys()):
            item = match["item"].rstrip()
            words = {"item": item if len(item) <= SHOWN else f"{item[0]}..."}
            return Slip("space after dash", broken.at(number, match.start("item")), words)
    return None


def _odd_bracket(broken: Broken) -> Slip | None:
    """Keys in round brackets, or before a closing bracket that no bracket opens."""
    match = _ROUND_BRACKET.match(broken.line)
    if match:
        return Slip("round brackets", broken.at(broken.place.line, match.start("open") + 1))
    line = broken.line.split(" #")[0].rstrip()
    for opening, closing in _CLOSING.items():
        if line.endswith(closing) and line.count(closing) > line.count(opening):
            words = {"opening": opening, "closing": closing}
            return Slip("bracket not opened", broken.at(broken.place.line, len(line)), words)
    return None


def _text_above(broken: Broken) -> Slip | None:
    """What is wrong where YAML takes this line for a part of the text that begins in a line above."""
    last = broken.before.last
    if not isinstance(last, yaml.ScalarToken) or last.style or last.start_mark.line + 1 == broken.place.line:
        return None
    number = last.start_mark.line + 1
    line = broken.line_of(number)
    if line[: last.start_mark.column].strip(" -"):
        return _further_in(broken, number, line)
    return _no_space(broken, number, line) or _key_alone(broken, number, line) or _bare_key(broken, number, line)


def _further_in(broken: Broken, number: int, line: str) -> Slip:
    """A key in a line that begins further to the right than the line above it, which has a key and its value."""
    above, here = len(line) - len(line.lstrip(" -")), _spaces(broken.line)
    if above % 2 and not here % 2:
        return _other_column(broken, (number, above), (broken.place.line, here))
    words = {"column": str(here + 1), "other": str(above + 1), "line": str(number)}
    return Slip("indented further", broken.at(broken.place.line, here + 1), words)


def _other_column(broken: Broken, line: tuple[int, int], other: tuple[int, int]) -> Slip:
    """A line that should begin in the column of another one; each is its number and its blanks.

    Where one of the two has an odd number of blanks, it is wrong: entries are indented by two.
    """
    if other[1] % 2 and not line[1] % 2:
        line, other = other, line
    words = {"column": str(line[1] + 1), "other": str(other[1] + 1), "line": str(other[0])}
    return Slip("other column", broken.at(line[0], line[1] + 1), words)


def _spaces(line: str) -> int:
    """The number of blanks at the beginning of a line."""
    return len(line) - len(line.lstrip())


def _bare_key(broken: Broken, number: int, line: str) -> Slip | None:
    """A line that has only words, with no colon."""
    match = _BARE_KEY.fullmatch(line)
    if match is None or len(match["key"]) > SHOWN:
        return None
    key = match["key"]
    return Slip("colon missing after word", broken.at(number, match.start("key") + 1, len(key)), {"key": key})


def _key_alone(broken: Broken, number: int, line: str) -> Slip | None:
    """A key of the language at the beginning of a line that has no colon."""
    words = key_without_colon(line.rstrip(), language_keys())
    if not words:
        return None
    return Slip("colon missing", broken.at(number, line.index(words["key"]) + 1, len(words["key"])), words)


def _before_key(broken: Broken, start: int, kind: str) -> Slip | None:
    """The last word before the colon, if it is a key of the language and not the whole text."""
    before = broken.line[start : broken.place.column - 1]
    *first, key = before.split() or [""]
    if not first or key not in language_keys():
        return None
    return Slip(kind, broken.at(broken.place.line, start + before.rindex(key) + 1, len(key)), {"key": key})


def _text_with_colon(broken: Broken, start: int, stop: str) -> Slip:
    """The text from ``start`` to the end of the line, or to one of the characters of ``stop``."""
    text = broken.line[start:]
    end = next((index for index, character in enumerate(text) if character in stop), len(text))
    text = text[:end].split(" #")[0].rstrip()
    quote = "'" if '"' in text else '"'
    place = broken.at(broken.place.line, start + 1, max(len(text), 1))
    return Slip("text with colon", place, {"quoted": f"{quote}{text}{quote}" if len(text) <= SHOWN else '"..."'})


def _no_colon(broken: Broken) -> Slip | None:
    """A key without a colon, or with one that no space follows; or an item that lacks its dash or the space after
    it.
    """
    number, line = broken.place.line, broken.line
    slip = _no_space(broken, number, line) or _no_space_after_dash(broken)
    if slip is None and broken.here in ("{", "[") and broken.is_first_on_line:
        return Slip("dash missing", broken.place)
    return slip or _key_alone(broken, number, line) or _bare_key(broken, number, line)


def _no_space(broken: Broken, number: int, line: str) -> Slip | None:
    """A key at the beginning of a line whose colon no space follows."""
    words = colon_without_space(line)
    if not words:
        return None
    return Slip("space after colon", broken.at(number, line.index(words["key"]) + 1, len(words["key"]) + 1), words)


def _no_space_before_bracket(broken: Broken) -> Slip | None:
    """A key at the beginning of the line whose colon a bracket follows at once."""
    slip = _no_space(broken, broken.place.line, broken.line)
    return slip if slip is not None and slip.words["value"].startswith(("{", "[")) else None


def _no_sibling(broken: Broken) -> Slip | None:
    """A line that fits neither the keys nor the list items above it, or more text after a complete value."""
    if not broken.is_first_on_line:
        return _no_space_before_bracket(broken) or _no_space_after_dash(broken) or Slip("more follows", broken.place)
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
    if broken.here == "-" and broken.opened is not None and broken.opened.column == column:
        return Slip("dash among keys", broken.place, {"line": str(broken.opened.line)})
    return _between(broken, above)


def _between(broken: Broken, above: list[int]) -> Slip | None:
    """A line that begins between the columns of the lines that it could belong to."""
    number, here = broken.place.line, broken.place.column - 1
    columns = dict(_columns(broken, above))
    left = max((each for each in columns if each < here), default=None)
    right = min((each for each in columns if each > here), default=None)
    if left is None or here in columns:
        return None
    key = broken.line_of(columns[left]).split(":")[0]
    if left == 0 and key not in section_names():
        return Slip(
            "id in first column", broken.at(columns[left], 1, len(key)), {"key": key, "column": str(here + 1)}
        )
    item = next((each for each in above if broken.line_of(each).lstrip().startswith("- ")), None)
    if broken.here == "-" and item is not None:
        return _other_column(broken, (number, here), (item, _spaces(broken.line_of(item))))
    if right is None:
        return _other_column(broken, (number, here), (columns[left], left))
    if right % 2 and not here % 2:
        return _other_column(broken, (columns[right], right), (number, here))
    words = {"column": str(here + 1), "left": str(left + 1), "right": str(right + 1)}
    words |= {"left_line": str(columns[left]), "right_line": str(columns[right])}
    return Slip("between columns", broken.place, words)


def _columns(broken: Broken, above: list[int]) -> Iterator[tuple[int, int]]:
    """The columns in which a line could go on what is above, innermost first, each with the last line in it."""
    innermost = None
    for number in above:
        line = broken.line_of(number)
        spaces = _spaces(line)
        if not line.lstrip().startswith("#") and (innermost is None or spaces < innermost):
            innermost = spaces
            yield spaces, number


def _first_line(broken: Broken) -> Slip | None:
    """The first line with content, where it is indented and a line below it is not."""
    number = next((each for each in range(1, min(broken.place.line, _NEAR)) if _has_content(broken.line_of(each))), 0)
    if not number or broken.place.column != 1 or not _spaces(broken.line_of(number)):
        return None
    words = {"column": str(_spaces(broken.line_of(number)) + 1), "other": "1", "line": str(broken.place.line)}
    return Slip("other column", broken.at(number, int(words["column"])), words)


def _has_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _sign(broken: Broken) -> Slip | None:
    """A text that begins with a sign that has a meaning in YAML."""
    if broken.here == "\t":
        return None
    place = broken.opened or broken.place
    return Slip("sign before text", place, {"character": broken.line_of(place.line)[place.column - 1]})


def _star(broken: Broken) -> Slip | None:
    """An item of a list that begins with a star."""
    match = _STAR.match(broken.line)
    return Slip("star for dash", broken.at(broken.place.line, match.start("star") + 1)) if match else None


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


_LOOK: tuple[tuple[str, Callable[[Broken], Slip | None]], ...] = (
    ("expected ',' or", _in_brackets),
    ("mapping values are not allowed", _after_colon),
    ("could not find expected ':'", _no_colon),
    ("expected key", _no_sibling),
    ("'-' indicator", _no_sibling),
    ("<document start>", _first_line),
    ("cannot start any token", _sign),
    ("expected comment or line break", _sign),
    ("mapping keys are not allowed", _sign),
    ("alphabetic or numeric character", _star),
)
"""What to look for, by a part of libyaml's message."""

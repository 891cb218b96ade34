"""Slips of quotation marks and brackets."""

import re

import yaml

from dataflow.language.broken import NEAR, Broken, Slip, language_keys, spaces, word_before_bracket
from dataflow.language.slips.keys import before_key, begins_with_key, text_with_colon

_CLOSED_BY = {"}": yaml.FlowMappingStartToken, "]": yaml.FlowSequenceStartToken}
_CLOSING = {"{": "}", "[": "]"}
_ROUND_BRACKET = re.compile(r"\s*(?:- +)*(?:[\w-]+: +)?(?P<open>\()[\w-]+: ")


def unclosed_quote(broken: Broken) -> Slip | None:
    """A quotation mark that is closed by the one that should open the next text."""
    quoted = broken.before.quoted
    if quoted is None:
        return None
    start, end = quoted.start_mark, quoted.end_mark
    if (end.line + 1, end.column + 1) > (broken.place.line, broken.place.column) or end.line + 1 != broken.place.line:
        return None
    opened = broken.at(start.line + 1, start.column + 1)
    inside = range(start.line + 2, min(end.line + 2, start.line + 2 + NEAR))
    if any(begins_with_key(broken.line_of(number)) for number in inside):
        return Slip("quote not closed", opened, {"line": str(start.line + 1)})
    adjacent = end.column + 1 == broken.place.column and broken.here.isalnum()
    if adjacent and quoted.value.rstrip().endswith((":", ",")):
        return Slip("quote not closed", opened, {"line": str(start.line + 1)})
    if adjacent and quoted.style == "'":
        return Slip("apostrophe", broken.at(end.line + 1, end.column), {})
    return None


def no_colon_before_bracket(broken: Broken) -> Slip | None:
    """A key or an id at the beginning of the line that a bracket follows without a colon."""
    words = word_before_bracket(broken.line)
    if not words:
        return None
    at = broken.line.index(words["key"]) + 1
    return Slip("colon before bracket", broken.at(broken.place.line, at, len(words["key"])), words)


def wrong_bracket(broken: Broken) -> Slip | None:
    """A closing bracket that matches no opening bracket, or that closes one while a later one is still open."""
    if broken.here not in _CLOSED_BY:
        return None
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


def comma_or_bracket_missing(broken: Broken) -> Slip | None:
    """A comma or closing bracket is expected: a text with a colon, a comma that is missing, or an open bracket."""
    last = broken.before.last
    plain = isinstance(last, yaml.ScalarToken) and not last.style and last.start_mark.line + 1 == broken.place.line
    if broken.here in ("{", "[") and plain and last.value in language_keys():
        key = broken.at(broken.place.line, last.start_mark.column + 1, len(last.value))
        return Slip("colon before bracket", key, {"key": last.value, "bracket": broken.here})
    if broken.here == ":" and plain:
        start = last.start_mark.column
        return before_key(broken, start, "comma missing") or text_with_colon(broken, start, stop=",}]")
    opened = broken.opened
    if opened is not None and opened.line != broken.place.line:
        opening = broken.line_of(opened.line)
        bracket = opening[opened.column - 1 : opened.column]
        # What follows begins no further to the right than the line with the bracket: it is no part of its content.
        if bracket in _CLOSING and spaces(broken.line) <= spaces(opening):
            words = {"opening": bracket, "closing": _CLOSING[bracket], "line": str(broken.place.line)}
            return Slip("bracket never closed", opened, words)
        return Slip("bracket open", broken.place, related=broken.opened)
    return None


def odd_bracket(broken: Broken) -> Slip | None:
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

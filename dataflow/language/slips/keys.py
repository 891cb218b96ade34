"""Slips within a line: the colon of a key, the dash of an item, the space after them, and the sign before a text."""

import re

import yaml

from dataflow.language.broken import SHOWN, Broken, Slip, colon_without_space, key_without_colon, language_keys

_KEY = re.compile(r"""\s*(?:- +)*["']?[\w-]+["']?:(?:\s|$)""")
_DASH_WITHOUT_SPACE = re.compile(r"\s*(?:- +)*-(?P<item>[{\[].*|(?P<key>[A-Za-z_][\w-]*):(?:\s.*)?)")
_BARE_KEY = re.compile(r"\s*(?:- +)*(?P<key>[^\W\d][\w -]*?)\s*(?:#.*)?")
_STAR = re.compile(r"\s*(?P<star>\*)\s")


def begins_with_key(line: str) -> bool:
    """Whether a line begins with a key and its colon."""
    return _KEY.match(line) is not None


def no_space(broken: Broken, number: int, line: str) -> Slip | None:
    """A key at the beginning of a line whose colon no space follows."""
    words = colon_without_space(line)
    if not words:
        return None
    return Slip("space after colon", broken.at(number, line.index(words["key"]) + 1, len(words["key"]) + 1), words)


def no_space_before_bracket(broken: Broken) -> Slip | None:
    """A key at the beginning of the line whose colon a bracket follows at once."""
    slip = no_space(broken, broken.place.line, broken.line)
    return slip if slip is not None and slip.words["value"].startswith(("{", "[")) else None


def no_space_after_dash(broken: Broken) -> Slip | None:
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


def bare_key(broken: Broken, number: int, line: str) -> Slip | None:
    """A line that has only words, with no colon."""
    match = _BARE_KEY.fullmatch(line)
    if match is None or len(match["key"]) > SHOWN:
        return None
    key = match["key"]
    return Slip("colon missing after word", broken.at(number, match.start("key") + 1, len(key)), {"key": key})


def key_alone(broken: Broken, number: int, line: str) -> Slip | None:
    """A key of the language at the beginning of a line that has no colon."""
    words = key_without_colon(line.rstrip(), language_keys())
    if not words:
        return None
    return Slip("colon missing", broken.at(number, line.index(words["key"]) + 1, len(words["key"])), words)


def before_key(broken: Broken, start: int, kind: str) -> Slip | None:
    """The last word before the colon, if it is a key of the language and not the whole text."""
    before = broken.line[start : broken.place.column - 1]
    *first, key = before.split() or [""]
    if not first or key not in language_keys():
        return None
    return Slip(kind, broken.at(broken.place.line, start + before.rindex(key) + 1, len(key)), {"key": key})


def text_with_colon(broken: Broken, start: int, stop: str) -> Slip:
    """The text from ``start`` to the end of the line, or to one of the characters of ``stop``."""
    text = broken.line[start:]
    end = next((index for index, character in enumerate(text) if character in stop), len(text))
    text = text[:end].split(" #")[0].rstrip()
    quote = "'" if '"' in text else '"'
    place = broken.at(broken.place.line, start + 1, max(len(text), 1))
    return Slip("text with colon", place, {"quoted": f"{quote}{text}{quote}" if len(text) <= SHOWN else '"..."'})


def sign_before_text(broken: Broken) -> Slip | None:
    """A text that begins with a sign that has a meaning in YAML."""
    if broken.here == "\t":
        return None
    if (slip := question_mark(broken)) is not None:
        return slip
    place = broken.opened or broken.place
    return Slip("sign before text", place, {"character": broken.line_of(place.line)[place.column - 1]})


def question_mark(broken: Broken) -> Slip | None:
    """A ``?`` in the place of a value that nobody knows."""
    after = broken.line[broken.place.column : broken.place.column + 1]
    before = broken.line[: broken.place.column - 1]
    is_value = broken.here == "?" and after in ("", " ", ",", "}", "]") and before.strip(" -")
    return Slip("question mark", broken.place) if is_value else None


def star_for_dash(broken: Broken) -> Slip | None:
    """An item of a list that begins with a star."""
    match = _STAR.match(broken.line)
    return Slip("star for dash", broken.at(broken.place.line, match.start("star") + 1)) if match else None

"""Values as YAML text, for spec files that are written or changed."""

import json
import re
import textwrap
from collections.abc import Mapping
from typing import Any

from dataflow.language.nodes import Scalar

WIDTH = 118
"""The longest line that is written on purpose."""

_SAFE = re.compile(r"[^\W_]([\w ./()%+;<>=§°²µ’–-]*[\w./()%+;<>=§°²µ’–-])?")
_NAMED = re.compile("[\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")
"""What a text over several lines cannot contain."""
_NULLS = frozenset(("null", "Null", "NULL"))


def scalar_text(text: str) -> str:
    """A text on one line, in quotes where YAML would read it otherwise."""
    if _SAFE.fullmatch(text) and text not in _NULLS:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", lambda match: f"\\u{ord(match[0]):04x}", quoted)


def flow_text(value: Any) -> str:
    """A value on one line."""
    if value is None:
        return "~"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{" + pairs_text(value) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow_text(each) for each in value) + "]"
    return str(value) if isinstance(value, Scalar) and value.plain and _plain(value) else scalar_text(str(value))


def pairs_text(value: Mapping[str, Any]) -> str:
    """The pairs of a mapping on one line, without brackets around them."""
    return ", ".join(f"{scalar_text(str(key))}: {flow_text(each)}" for key, each in value.items())


def _plain(value: str) -> bool:
    return _SAFE.fullmatch(value) is not None


def pair_text(key: str, value: Any, column: int) -> str:
    """A pair that begins in a column: on one line, or on several where that is too long."""
    start, line = f"{scalar_text(str(key))}:", flow_text(value)
    if column + len(start) + 1 + len(line) <= WIDTH and not _spreads(value):
        return f"{start} {line}"
    return start + _lines_text(value, column)


def _lines_text(value: Any, column: int) -> str:
    """A long value below its key, or behind it where it can't be split."""
    gap = "\n" + " " * (column + 2)
    if _spreads(value):
        return "".join(f"{gap}- {item_text(each, column + 2)}" for each in value)
    if isinstance(value, Mapping) and value:
        return "".join(gap + pair_text(key, each, column + 2) for key, each in value.items())
    if isinstance(value, str) and re.fullmatch(r"\S+( \S+)+", value) and not _NAMED.search(value):
        wrapped = textwrap.wrap(value, WIDTH - column - 2, break_long_words=False, break_on_hyphens=False)
        return " >-" + "".join(gap + each for each in wrapped)
    return f" {flow_text(value)}"


def _spreads(value: Any) -> bool:
    """Whether a value is a list of statements, which have a line each."""
    return isinstance(value, list) and bool(value) and all(isinstance(each, Mapping) for each in value)


def item_text(value: Mapping[str, Any], indent: int) -> str:
    """A mapping as an item of a list, after its dash: on one line, or on several where that is too long."""
    line = flow_text(value)
    if indent + 2 + len(line) <= WIDTH:
        return line
    return ("\n" + " " * (indent + 2)).join(pair_text(key, each, indent + 2) for key, each in value.items())


def section_text(name: str, content: Any) -> str:
    """A section of a spec file: an item a line."""
    if isinstance(content, Mapping) and name != "map":
        pairs = (_entity_text(key, about) for key, about in content.items())
    elif isinstance(content, Mapping):
        pairs = (pair_text(key, value, 2) for key, value in content.items())
    else:
        pairs = (f"- {item_text(each, 2)}" for each in content)
    return f"{name}:\n" + "".join(f"  {pair}\n" for pair in pairs)


def _entity_text(id_: str, about: Mapping[str, Any]) -> str:
    """Something declared: on one line, or with a line for each of its keys."""
    if any(_spreads(value) for value in about.values()):
        return f"{scalar_text(id_)}:" + "".join("\n    " + pair_text(key, each, 4) for key, each in about.items())
    return pair_text(id_, about, 2)

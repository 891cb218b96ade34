"""Output in which nothing that an author wrote ends a line, moves a cursor or is taken for a command by a log.

GitHub reads a line that begins with ``::`` as a command, and GitHub and Azure read ``##[...]`` and ``##vso[...]``
wherever they stand. Data formats write such characters as escapes, so that they read back as they were. A spreadsheet
takes a cell that begins with one of a few characters for a formula.
"""

import json
import re
from typing import Any

from dataflow.base.visible import visible

_COLONS = re.compile(r"^((?:\s|\x1b\[\d+m)*):(?=:)", re.MULTILINE)
_HASHES = re.compile(r"##(?=\w*\[)")
# What XML has no way to write, and UTF-8 in part.
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
# What a terminal acts on though JSON leaves it as it is.
_ACTING_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]|(?<=#)#")

# A Danish spreadsheet splits cells at semicolons, so that what follows one may begin a cell as well.
_FORMULA = re.compile(r"(^|;)(?=\s*[=+\-@＝＋－＠\t\r\0])")


def one_line(text: str) -> str:
    """An author's text on one line, in characters that every format can write; others stand there as <U+XXXX>."""
    return _named(visible(text))


def escaped_text(text: str) -> str:
    """Lines for people, with what would start a command written as <U+XXXX>."""
    return _HASHES.sub("#<U+0023>", _COLONS.sub(r"\1<U+003A>", _named(text)))


def escaped_cell(text: str) -> str:
    """An author's text on one line as a cell of a table, with a ``'`` before what would make it a formula."""
    return _FORMULA.sub(r"\1'", one_line(text))


def escaped_json(document: Any) -> str:
    """JSON that reads back as the document, with a line break at its end."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return _ACTING_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def escaped_xml(text: str) -> str:
    """XML that reads as the one given."""
    return _HASHES.sub("#&#35;", _COLONS.sub(r"\1&#58;", text))


def _named(text: str) -> str:
    return _UNWRITABLE.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)

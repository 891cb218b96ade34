"""Escaping of author text in output, so that it ends no line, moves no cursor and is no command to a log.

GitHub reads a line that begins with ``::`` as a command, and GitHub and Azure read ``##[...]`` and ``##vso[...]``
anywhere in a line. Data formats write such characters as escapes that read back unchanged. A spreadsheet reads a cell
that begins with one of a few characters as a formula.
"""

import json
import re
from typing import Any

from dataflow.base.visible import visible

_COLONS = re.compile(r"^((?:\s|\x1b\[\d+m)*):(?=:)", re.MULTILINE)
_HASHES = re.compile(r"##(?=\w*\[)")
# Characters that XML cannot represent, and UTF-8 only in part.
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
# Characters that a terminal acts on and JSON does not escape.
_ACTING_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]|(?<=#)#")

# A Danish spreadsheet splits cells at semicolons and an English one at commas, so a cell may also begin after one of
# these, whatever the dialect of the file; a Danish price may end in ",-".
_FORMULA = re.compile(r"(^|;)(?=\s*[=+\-@＝＋－＠\t\r\0])|(,)(?=[=+@＝＋－＠\t\r\0]|-\S)")


def one_line(text: str) -> str:
    """Author text on one line, with characters that not every format can write as <U+XXXX>."""
    return _named(visible(text))


def escaped_text(text: str) -> str:
    """Lines of text, with characters that would start a command written as <U+XXXX>."""
    return _HASHES.sub("#<U+0023>", _COLONS.sub(r"\1<U+003A>", _named(text)))


def escaped_cell(text: str) -> str:
    """Author text on one line as a cell of a table, with a ``'`` before anything that would be a formula."""
    return _FORMULA.sub(r"\g<0>'", one_line(text))


def escaped_json(document: Any) -> str:
    """The document as JSON, with a line break at its end."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return _ACTING_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def escaped_xml(text: str) -> str:
    """Equivalent XML, with characters that would start a command as entities."""
    return _HASHES.sub("#&#35;", _COLONS.sub(r"\1&#58;", text))


def _named(text: str) -> str:
    return _UNWRITABLE.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)

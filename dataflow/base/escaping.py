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

# Codes of colours, which the tool may have set, and all else that a terminal acts on but line breaks and tabs.
_ACTING = re.compile(
    "\x1b\\[[0-9;]+m|\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)
_JSON = frozenset({"json", "sarif", "gitlab"})
# Formats whose writers escape every text as what it becomes: an attribute, an element.
_MARKUP = frozenset({"html", "junit"})

# A Danish spreadsheet splits cells at semicolons and an English one at commas, so a cell may also begin after one of
# these, whatever the dialect of the file; a Danish price may end in ",-".
_FORMULA = re.compile(r"(^|;)(?=\s*[=+\-@＝＋－＠\t\r\0])|(,)(?=[=+@＝＋－＠\t\r\0]|-\S)")


def one_line(text: str) -> str:
    """Author text on one line, with characters that not every format can write as <U+XXXX>."""
    return _named(visible(text))


def escaped_text(text: str) -> str:
    """Lines of text, with characters that would start a command written as <U+XXXX>."""
    return _HASHES.sub("#<U+0023>", _COLONS.sub(r"\1<U+003A>", _named(text)))


def guarded(format_: str, text: str, *, color: bool = False) -> str:
    """A whole output in a format, with whatever in it would act on a terminal or on the log of a CI service escaped.

    Line breaks, tabs, a byte order mark at the start and, where there is ``color``, codes of colours stay.
    """
    if format_ in _JSON:
        return _as_escapes(text)
    if format_ in _MARKUP:
        return text
    mark = text[: text.startswith("\ufeff")]
    inert = _ACTING.sub(
        lambda match: match[0] if color and len(match[0]) > 1 else visible(match[0]), text[len(mark) :]
    )
    # The commands of the format itself are the lines that begin with two colons.
    return mark + (_HASHES.sub("#<U+0023>", _named(inert)) if format_ == "github" else escaped_text(inert))


def escaped_cell(text: str) -> str:
    """Author text on one line as a cell of a table, with a ``'`` before anything that would be a formula."""
    return _FORMULA.sub(r"\g<0>'", one_line(text))


def escaped_json(document: Any) -> str:
    """The document as JSON, with a line break at its end."""
    return _as_escapes(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def escaped_xml(text: str) -> str:
    """Equivalent XML, with characters that would start a command as entities."""
    return _HASHES.sub("#&#35;", _COLONS.sub(r"\1&#58;", text))


def _as_escapes(text: str) -> str:
    return _ACTING_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _named(text: str) -> str:
    return _UNWRITABLE.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)

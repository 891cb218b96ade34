"""Fixes of spaces: those that are missing after a dash or a colon, and those that replace tabs."""

import re
from collections.abc import Iterator, Sequence

from dataflow.base.finding import Finding
from dataflow.base.place import Place
from dataflow.base.text import Sentence, Text
from dataflow.fixes.by_rule import SYNTAX, UNKNOWN_KEY
from dataflow.fixes.edits import Edit, Fix
from dataflow.language.broken import language_keys
from dataflow.wording.counts import Nouns, counted

_TABS = Text(
    en="each tab at the beginning of a line becomes two spaces ({lines})",
    da="hver tabulator i begyndelsen af en linje bliver til to mellemrum ({lines})",
)
_SPACE = Text(en='"{written}" becomes "{meant}"{lines}', da='"{written}" bliver til "{meant}"{lines}')
_ALSO = Text(en=", and so in the lines below it ({lines})", da=", og sådan også i linjerne under ({lines})")
_LINES: Nouns = (Text(en="{count} line", da="{count} linje"), Text(en="{count} lines", da="{count} linjer"))
_GLUED = re.compile(
    r"(?P<before>\s*(?:- +)*)(?P<sign>-(?=[{\[])|-(?=[A-Za-z_][\w-]*:(?:\s|$))|(?P<key>[\w-]+):(?=[^\s:/\\]))"
)
"""A dash, or the colon of a key, at the beginning of a line, that lacks its space."""
_GLUED_IN_BRACES = re.compile(r"(?<=[{,\s])(?P<sign>(?P<key>[\w-]+):(?=[^\s:/\\]))")
"""The same within braces."""


def spaces_after_signs(finding: Finding, lines: Sequence[str]) -> Iterator[Fix]:
    """The fix of a dash or colon without its space; lines of such keys are one text to YAML, so they go together."""
    if finding.code not in (SYNTAX, UNKNOWN_KEY, "DF007") or finding.corrections:
        return
    at = finding.place
    glued: dict[int, re.Match[str]] = {}
    for number, line in enumerate(lines[at.line - 1 :], at.line):
        match = _GLUED.match(line)
        value = "" if match is None else line[match.end() : match.end() + 1]
        if match is None or (match["key"] is not None and value not in "{[" and match["key"] not in language_keys()):
            break
        glued[number] = match
    first = glued.get(at.line)
    if first is None or at.column not in (first.start("sign") + 1, first.end("sign") + 1):
        first = _glued_in_braces(lines[at.line - 1], at.column)
        glued = {} if first is None else {at.line: first}
    if first is None:
        return
    edits = tuple(Edit(Place(at.file, number, each.end() + 1, 0), " ") for number, each in glued.items())
    also = Sentence(_ALSO, {"lines": counted(len(edits) - 1, _LINES)}) if len(edits) > 1 else ""
    words = {"written": first["sign"], "meant": f"{first['sign']} ", "lines": also}
    yield Fix(finding, Sentence(_SPACE, words), edits, sure=True)


def _glued_in_braces(line: str, column: int) -> re.Match[str] | None:
    """The key without its space that begins, or whose colon is, at a column of a line."""
    for match in _GLUED_IN_BRACES.finditer(line):
        is_key = match["key"] in language_keys() or line[match.end()] in "{["
        if is_key and column in (match.start() + 1, match.end()):
            return match
    return None


def spaces_for_tabs(finding: Finding, lines: Sequence[str]) -> Iterator[Fix]:
    """Two spaces for each tab of the indentation; not sure in a file with spaces too, where a tab may be wider."""
    indents = {
        number: line[: len(line) - len(line.lstrip(" \t"))] for number, line in enumerate(lines, 1) if line.strip()
    }
    edits = tuple(
        Edit(Place(finding.place.file, number, 1, len(indent)), indent.replace("\t", "  "))
        for number, indent in indents.items()
        if "\t" in indent
    )
    if edits:
        sure = not any(" " in indent for indent in indents.values())
        yield Fix(finding, Sentence(_TABS, {"lines": counted(len(edits), _LINES)}), edits, sure)

"""Files that look like a copy of another file, such as ``actors - Copy.yaml`` beside ``actors.yaml`` (DF102)."""

import posixpath
import re
from collections.abc import Collection, Iterable

from dataflow.base.finding import Finding, Severity
from dataflow.base.place import Place
from dataflow.base.text import Sentence, Text

_COPY = Text(
    en="This file looks like a copy of {original}: both declare the same.",
    da="Filen ligner en kopi af {original}: de angiver det samme.",
)
_REMOVE = Text(
    en="Delete one of them, or let its name begin with _: then it is not part of the map.",
    da="Slet den ene, eller lad dens navn begynde med _: så hører den ikke med til kortet.",
)
_NAMES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<name>.+?)(?: - (?:copy|kopi))(?: \(\d+\))?(?P<ending>\.\w+)",
        r"(?P<name>.+?)(?: copy| kopi)(?: \d+)?(?P<ending>\.\w+)",
        r"(?P<name>.+?) ?\(\d+\)(?P<ending>\.\w+)",
        r"(?:copy of|kopi af) (?P<name>.+?)(?P<ending>\.\w+)",
    )
)
"""How Windows, macOS, browsers and LibreOffice call copies."""


def join_copies(paths: Collection[str], findings: Iterable[Finding]) -> list[Finding]:
    """The findings, with one for each file that looks like a copy in place of all findings about what is in both."""
    kept = list(findings)
    for path in sorted(paths):
        original = original_of(path)
        if original in paths:
            both = {path, original}
            twice = [each for each in kept if each.code in ("DF102", "DF106") and _files_of(each) == both]
            if twice:
                gone = {id(each) for each in twice}
                message, hint = Sentence(_COPY, {"original": original}), Sentence(_REMOVE)
                one = Finding("DF102", Severity.ERROR, Place(path), message, hint)
                kept = [*(each for each in kept if id(each) not in gone), one]
    return kept


def original_of(path: str) -> str:
    """The path of the file that a file is a copy of, by its name; empty for any other name."""
    folder, name = posixpath.split(path)
    match = next((match for pattern in _NAMES if (match := pattern.fullmatch(name))), None)
    return posixpath.join(folder, match["name"] + match["ending"]) if match else ""


def _files_of(finding: Finding) -> set[str]:
    return {finding.place.file, *(related.place.file for related in finding.related)}

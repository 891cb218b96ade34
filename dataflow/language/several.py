"""Several values written as one text, such as ``gp, employer``: what they are, and what to write instead."""

import re
from collections.abc import Iterable, Iterator

from dataflow.base.text import Sentence, Text
from dataflow.language.ids import is_id
from dataflow.language.statement_specs import STATEMENTS

AS_LIST = Text(
    en="Several values stand in square brackets: write [{parts}].",
    da="Flere værdier står i kantede parenteser: skriv [{parts}].",
)
_AN_ENTRY_EACH = Text(
    en="Write an entry of its own under {section}: for each.", da="Skriv et punkt for sig under {section}: for hver."
)
ONLY_ONE = Sentence(Text(en="Choose one of them.", da="Vælg en af dem."))

_COMMAS = re.compile(r"\s*[,;]\s*")
_WORDS = re.compile(r"\s*(?:[/+&|]|(?<=\s)(?:and|og|eller|or)(?=\s))\s*|\s+")
_NAMED = re.compile("group:")
_FROM_TO = (
    re.compile(r"\s+(?:-+>?|[\u2013\u2014\u2192]|til og med|to|til|through|thru|until|indtil)\s+", re.IGNORECASE),
    re.compile(r"\s*(?:\.{2,}|\u2026|[\u2013\u2014\u2192]|->)\s*"),
    re.compile(r"\s*-\s*"),
)
"""What stands between the ends of a range, the surest first: an id may have a hyphen of its own."""
_FROM = re.compile(r"(?:from|fra|between|mellem)\s+", re.IGNORECASE)


def parts_of(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """The ids that a text names, if they are several: divided by commas, or in another way where all are known."""
    for divider, sure in ((_COMMAS, True), (_WORDS, False)):
        parts = tuple(part for part in divider.split(text.strip()) if part)
        names = [_NAMED.sub("", part) for part in parts]
        if len(parts) > 1 and (all(map(is_id, names)) if sure else set(names) <= set(known)):
            return parts
    return ()


def ends_of(text: str) -> Iterator[tuple[str, str, bool]]:
    """What may be the two ends of a range such as ``a - b`` or ``a til b``, the surest first; and whether a range is
    meant even where an end is misspelt.
    """
    plain = _FROM.sub("", text.strip(), count=1) if _FROM.match(text.strip()) else text.strip()
    for divider in _FROM_TO:
        for match in divider.finditer(plain):
            if match.start() and match.end() < len(plain):
                yield plain[: match.start()], plain[match.end() :], divider is not _FROM_TO[-1]


def one_each(loc: Iterable[int | str]) -> Sentence:
    """What to do with several values of a key that takes one, by the path of the key."""
    section = next((str(step) for step in loc if step in (*STATEMENTS, "waivers")), None)
    return ONLY_ONE if section is None else Sentence(_AN_ENTRY_EACH, {"section": section})


EACH_SHARE, EACH_RECORD, EACH_WAIVER = (one_each((section,)) for section in ("shares", "records", "waivers"))


def as_list(parts: Iterable[str]) -> Sentence:
    """What to write for several values."""
    return Sentence(AS_LIST, {"parts": ", ".join(f'"{part}"' if ":" in part else part for part in parts)})

"""Lengths as people write them: ``16cm``, ``160 mm``, ``6.5in``."""

import re

from dataflow.base.text import Text
from dataflow.base.user_error import UserError

_LENGTH = re.compile(r"(\d+(?:[.,]\d+)?)\s*(mm|cm|in)\Z", re.IGNORECASE)
_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4}
_SHORTEST, _LONGEST = 20.0, 2000.0
"""The widths of a picture that make sense, in millimetres."""
_NO_LENGTH = Text(
    en="{text} is no length; write a number and mm, cm or in, such as 16cm.",
    da="{text} er ikke en længde; skriv et tal og mm, cm eller in, fx 16cm.",
)
_NO_WIDTH = Text(
    en="{text} is no width for a picture; write one from 2cm to 200cm.",
    da="{text} kan ikke være bredden på et billede; skriv en fra 2cm til 200cm.",
)


def millimetres(text: str) -> float:
    """A length in millimetres. Raises UserError for anything else, and for a width that no picture can have."""
    found = _LENGTH.match(text.strip())
    if found is None:
        raise UserError(_NO_LENGTH, text=repr(text))
    length = float(found[1].replace(",", ".")) * _MILLIMETRES[found[2].lower()]
    if not _SHORTEST <= length <= _LONGEST:
        raise UserError(_NO_WIDTH, text=text)
    return length

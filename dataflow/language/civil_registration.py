"""Danish civil registration numbers (CPR) in a spec: found, and masked before anything else reads the text.

A number is a date of birth (DDMMYY) and four digits. With a hyphen between them a valid date is enough; without one
the check digit of the numbers of before 2007 must be right too, as ten digits may also be a code or an amount.
"""

import re

from dataflow.base.finding import Finding
from dataflow.base.place import Place
from dataflow.base.text import Text
from dataflow.language.diagnostics import refusal

_LIKE = re.compile(rb"(?<![0-9A-Za-z_.,+-])([0-3][0-9][01][0-9]{3})([- ]?)([0-9]{4})(?![0-9A-Za-z_-]|[.,][0-9])")
_MESSAGE = Text(
    en="This looks like a civil registration number (CPR). It is not shown here.",
    da="Dette ligner et CPR-nummer. Det vises ikke her.",
)
_HINT = Text(
    en="Take it out: a map says which data there are, and holds none of any person. Remember copies and the history"
    " of versions. If it is another number, write it without the hyphen.",
    da="Fjern det: et kort siger, hvilke data der er, og indeholder ingen om nogen person. Husk kopier og tidligere"
    " versioner. Er det et andet nummer, så skriv det uden bindestreg.",
)


def masked(text: bytes) -> bytes:
    """The text with the digits of all numbers as ``x``; of the same length, so that places stay right."""
    return _LIKE.sub(lambda match: re.sub(rb"\d", b"x", match[0]) if _is_number(match) else match[0], text)


def numbers_in(file: str, text: bytes) -> tuple[Finding, ...]:
    """A finding at each number in the text of a file (DF008)."""
    return tuple(
        refusal("DF008", _place(file, text, match), _MESSAGE, _HINT)
        for match in _LIKE.finditer(text)
        if _is_number(match)
    )


def _is_number(match: re.Match[bytes]) -> bool:
    from stdnum.dk import cpr
    from stdnum.exceptions import ValidationError

    number = (match[1] + match[3]).decode()
    try:
        cpr.get_birth_date(number)
    except ValidationError:
        return False
    return match[2] == b"-" or cpr.checksum(number) == 0


def _place(file: str, text: bytes, match: re.Match[bytes]) -> Place:
    before = text[: match.start()].decode("utf-8", errors="replace").removeprefix("\ufeff")
    lines = re.split(r"\r\n|[\n\r\x85\u2028\u2029]", before)
    return Place(file, len(lines), len(lines[-1]) + 1, len(match[0]))

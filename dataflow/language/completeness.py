"""Shares of patients or units that are written in another way than as a number from 0 to 1."""

import re
from decimal import Decimal

_SHARE = re.compile(r"(\d{1,3}(?:[.,]\d{1,3})?)\s*(%?)")
_FRACTION = re.compile(r"(\d{1,4})\s*/\s*(0*[1-9]\d{0,3})")


def nearest_completeness(word: str) -> str | None:
    """The share that is meant by ``60%``, ``0,6`` or ``3/5``, to three digits; None for what resembles none."""
    if match := _FRACTION.fullmatch(word.strip()):
        share = round(Decimal(match[1]) / Decimal(match[2]), 3)
    elif match := _SHARE.fullmatch(word.strip()):
        share = Decimal(match[1].replace(",", ".")) / (100 if match[2] else 1)
    else:
        return None
    return f"{share.normalize():f}" if share <= 1 else None

"""Dates that are not written year-month-day (``language.md``, "Days")."""

import datetime
import re

_DAY_FIRST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})")
_DANISH = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})|(\d{1,2})/(\d{1,2})[- ](\d{4})")
"""As written by hand in Danish: ``1/9-2025``, ``1. 9. 2025``."""
_YEAR_FIRST = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})[-./](\d{4})")


def day_first(text: str) -> str | None:
    """The date of a text such as ``12-03-2026`` in the order of Danish, day, month and year; None for any other."""
    if match := _DANISH.fullmatch(text):
        day, month, year = filter(None, match.groups())
        return _iso(year, month, day)
    match = _DAY_FIRST.fullmatch(text)
    return _iso(match[4], match[3], match[1]) if match else None


def nearest_date(text: str, to_the_day: bool) -> str | None:
    """The date that is meant by ``12-03-2026``, ``2026/3/12`` or, unless it is ``to_the_day``, ``03-2026``.

    None where it may be another: with strokes, a date that English may read with the month first.
    """
    plain = text.strip()
    if match := _YEAR_FIRST.fullmatch(plain):
        return _iso(match[1], match[2], match[3])
    if match := _DAY_FIRST.fullmatch(plain):
        ambiguous = match[2] == "/" and int(match[1]) <= 12 and match[1] != match[3]
        return None if ambiguous else day_first(plain)
    if _DANISH.fullmatch(plain):
        return day_first(plain)
    match = None if to_the_day else _MONTH_FIRST.fullmatch(plain)
    return f"{match[2]}-{int(match[1]):02}" if match and 1 <= int(match[1]) <= 12 else None


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None

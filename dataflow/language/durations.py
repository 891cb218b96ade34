"""Durations: a whole number of hours, days or weeks (``language.md``, "Days")."""

import re
from collections.abc import Mapping

HOURS: Mapping[str, int] = {"h": 1, "d": 24, "w": 168}
"""The units of a duration, with the hours of each."""

PATTERN = r"\d{1,5}[hdw]"

# The names of units in English, Danish and ISO 8601 that authors may write instead.
_NAMES: Mapping[str, tuple[str, int]] = {
    name: (unit, hours)
    for unit, hours, names in (
        ("h", 1, "h t hr hrs hour hours time timer"),
        ("d", 24, "d day days dag dage døgn"),
        ("w", 168, "w u wk wks week weeks uge uger"),
        ("d", 730, "m mo month months md mdr måned måneder"),
        ("d", 8760, "y yr yrs year years år"),
    )
    for name in names.split()
}


def hours_of(word: str) -> int | None:
    """The hours of a duration; None where the word is none."""
    return int(word[:-1]) * HOURS[word[-1]] if re.fullmatch(PATTERN, word, re.ASCII) else None


def nearest_duration(word: str) -> str | None:
    """The duration that may be meant by ``7 days``, ``P7D`` or ``1,5d``; None for what resembles none."""
    plain = word.strip().lower().replace(",", ".")
    match = re.fullmatch(r"-?\s*p?t?\s*(\d{1,5}(?:\.\d{1,3})?)\s*([a-zæøå]*)\.?", plain)
    unit = None if match is None else _NAMES.get(match[2] or "d")
    if match is None or unit is None:
        return None
    hours = round(float(match[1]) * unit[1])
    hours -= hours % HOURS["d"] if unit[1] > HOURS["w"] else 0  # a month is the twelfth of a year, in whole days
    letter = unit[0] if hours % HOURS[unit[0]] == 0 else "d" if hours % HOURS["d"] == 0 else "h"
    return f"{hours // HOURS[letter]}{letter}"

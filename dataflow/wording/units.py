"""Units of fields in words."""

from collections.abc import Mapping

from dataflow.base.text import Text
from dataflow.model.entities import Unit

_WORDS: Mapping[str, Text] = {
    "1": Text(en="a number", da="antal"),
    "s": Text(en="seconds", da="sekunder"),
    "min": Text(en="minutes", da="minutter"),
    "h": Text(en="hours", da="timer"),
    "d": Text(en="days", da="dage"),
    "wk": Text(en="weeks", da="uger"),
    "mo": Text(en="months", da="måneder"),
    "a": Text(en="years", da="år"),
}
"""Units of UCUM that are no words in writing: a pure number, and units of time."""


def unit_in_words(unit: Unit) -> Text:
    """The unit for people: ``days`` for ``d``; any other as it is written, such as mmHg."""
    return _WORDS.get(unit.value) or Text(en=unit.in_writing, da=unit.in_writing)

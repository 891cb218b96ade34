"""Durations in words: ``7 days``, ``36 hours``."""

from dataflow.base.text import Sentence, Text
from dataflow.wording.counts import DAYS, HOURS, counted

_BOTH = Text(en="{days} and {hours}", da="{days} og {hours}")


def duration(hours: int) -> Sentence:
    """A number of hours in words: as days from two days on, and where they are whole days."""
    days, rest = divmod(hours, 24)
    if not rest and days:
        return counted(days, DAYS)
    if days < 2:
        return counted(hours, HOURS)
    return Sentence(_BOTH, {"days": counted(days, DAYS), "hours": counted(rest, HOURS)})

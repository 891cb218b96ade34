"""Dates in words: ``1 November 2026``, ``1. november 2026``."""

from dataflow.base.text import Text

_MONTHS = (
    Text(en="January", da="januar"),
    Text(en="February", da="februar"),
    Text(en="March", da="marts"),
    Text(en="April", da="april"),
    Text(en="May", da="maj"),
    Text(en="June", da="juni"),
    Text(en="July", da="juli"),
    Text(en="August", da="august"),
    Text(en="September", da="september"),
    Text(en="October", da="oktober"),
    Text(en="November", da="november"),
    Text(en="December", da="december"),
)


def in_words(date: str) -> Text:
    """A day, month or year as written in a spec (``2026-11-01``, ``2026-11``, ``2026``)."""
    year, *rest = date.split("-")
    if not rest:
        return Text(en=year, da=year)
    month = _MONTHS[int(rest[0]) - 1]
    if len(rest) == 1:
        return Text(en=f"{month.en} {year}", da=f"{month.da} {year}")
    day = int(rest[1])
    return Text(en=f"{day} {month.en} {year}", da=f"{day}. {month.da} {year}")

"""Numbers in English and Danish notation: decimals, percents, parts of a whole, ranges."""

from dataflow.analysis.needs.outcomes import Extent
from dataflow.base.text import Sentence, Text
from dataflow.model.statements import Entry
from dataflow.wording.counts import NEEDS, UNITS, counted

_PERCENT = Text(en="{number}%", da="{number}\N{NO-BREAK SPACE}%")
_PART = Text(en="{part} of {whole}", da="{part} af {whole}")
_MET = Text(en="{part} of {needs} met", da="{part} af {needs} opfyldt")
NO_FIGURE = "–"
"""Stands where there is no figure."""
_OF_PATIENTS = Text(en="{percent} of the patients", da="{percent} af borgerne")
_FOR_THESE = Text(en="for {part}", da="for {part}")
_FOR_BOTH = Text(en="for {part}, {other}", da="for {part}, {other}")
_FOR_SOME = Text(en="only for some: {figure}", da="kun for nogle: {figure}")


def decimal(number: float, spec: str) -> Text:
    """A number in a format such as ``.1f``, with a point in English and a comma in Danish."""
    written = format(number, spec)
    return Text(en=written, da=written.replace(".", ","))


def percent(share: float) -> Sentence:
    """A ratio in per cent with three digits: ``12.5%``, in Danish with a no-break space before the sign."""
    return Sentence(_PERCENT, {"number": decimal(100 * share, ".3g")})


def whole_percent(part: int, whole: int) -> Text:
    """A part in whole per cent: ``67%``, in Danish with a no-break space before the sign."""
    return _in_percent(str(_rounded(part, whole))) if whole else Text(en=NO_FIGURE, da=NO_FIGURE)


def _in_percent(number: str) -> Text:
    return Text(en=f"{number}%", da=f"{number}\N{NO-BREAK SPACE}%")


def _rounded(part: int, whole: int) -> int:
    """A part in whole per cent, a half rounded up, as Excel does."""
    return (200 * part + whole) // (2 * whole)


def percents(known: tuple[int, int], everything: tuple[int, int]) -> Text:
    """Two ratios in whole per cent, the lower first: ``0–17%``; one number where they are equal."""
    shares = [_rounded(part, whole) for part, whole in (known, everything) if whole]
    return _in_percent(span(min(shares), max(shares)))


def span(one: int, other: int) -> str:
    """The range of two numbers: ``70–79``; one number where they are equal."""
    return str(one) if one == other else f"{min(one, other)}–{max(one, other)}"


def needs_met(part: int, whole: int, with_all: int | None = None) -> Sentence:
    """How many needs are met: ``3 of 5 needs met``, or ``3–4 of 5`` where unknown statements decide it."""
    return Sentence(
        _MET, {"part": span(part, part if with_all is None else with_all), "needs": counted(whole, NEEDS)}
    )


def part_of(part: int, whole: int | Sentence) -> Sentence:
    """``22 of 98``."""
    return Sentence(_PART, {"part": str(part), "whole": str(whole) if isinstance(whole, int) else whole})


def figure(extent: Extent) -> Sentence:
    """The extent to which a need is met: ``22 of 98``, ``12.5%``."""
    return percent(extent.share) if extent.units is None else part_of(*extent.units)


def for_some(extent: Extent) -> Sentence:
    """``only for some: 22 of 98``."""
    return Sentence(_FOR_SOME, {"figure": figure(extent)})


def of_patients(share: float) -> Sentence:
    """``80% of the patients``."""
    return Sentence(_OF_PATIENTS, {"percent": percent(share)})


def of_units(done: int, of_all: int) -> Sentence:
    """``56 of 98 units``."""
    return part_of(done, counted(of_all, UNITS))


def of_all(extent: Extent) -> Sentence:
    """An extent with what was counted: ``56 of 98 units``, ``80% of the patients``."""
    return of_patients(extent.share) if extent.units is None else of_units(*extent.units)


def stated_extent(entry: Entry) -> Sentence | None:
    """How far a statement is true, as written: ``for 56 of 98 units, 80% of the patients``; None where for all."""
    parts = []
    if entry.coverage is not None and entry.coverage[0] < entry.coverage[1]:
        parts.append(of_units(*entry.coverage))
    if entry.completeness is not None and entry.completeness < 1:
        parts.append(of_patients(entry.completeness))
    words = dict(zip(("part", "other"), parts, strict=False))
    return Sentence(_FOR_BOTH if len(parts) > 1 else _FOR_THESE, words) if parts else None

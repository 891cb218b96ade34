"""Which columns a sheet has in a workbook: one for each language of a text, and one for each phase."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

from dataflow.base.text import Text
from dataflow.exchange.tables.kinds import PHASES, WORDING, Column, Sheet
from dataflow.exchange.workbook.kept import PHASE
from dataflow.wording.languages import LANGUAGE_NAMES

_IN_LANGUAGE = "{heading} ({language})"
_TICK = Text(en="An x in each phase in which it is so.", da="Et x i hver fase, hvor det er sådan.")
"""What the column of one phase means."""


@dataclass(frozen=True)
class Place:
    """A column of a sheet in a workbook. ``key`` is that of its cells, or ``phase=ID`` for the tick of a phase.

    The heading of a narrow column is ``upright``. A column that is ``folded`` is there, and not shown.
    """

    key: str
    heading: str
    column: Column
    width: float
    upright: bool = False
    folded: bool = False

    @property
    def heading_lines(self) -> Sequence[str]:
        """The lines of an upright heading, two at the most."""
        longest = max(map(len, self.heading.split()), default=1)
        return next(
            lines
            for length in range(max(longest, len(self.heading) // 2), len(self.heading) + 1)
            if len(lines := wrap(self.heading, length)) <= _UPRIGHT_LINES
        )


_WIDTHS = {"text": 22, "code": 14, "wording": 30, "choice": 15, "ref": 26, "refs": 22, "flag": 11, "day": 13}
_LINES, _NARROWEST = 3, 9
_UPRIGHT, _UPRIGHT_LINES, _SHORT = 5, 2, 4
_NARROW, _ON_ONE_LINE, _TICK_LETTERS = 3.3, 18, 2
"""The width of a column with ticks, and the most letters of its upright heading on one line, and of its texts."""
_SCREEN, _MOST_LINES, _LONGEST_WORD = 1400, 7, 18
"""The width of a screen in pixels, the most lines of a cell in a sheet that is fitted to it, and the letters of a
word that is not broken.
"""
SMALL = 9
"""The size of the letters in a sheet that is fitted to a screen; in others they have the usual one, which is 11."""
_LETTER, _EDGES = 0.72, 1.3
"""The widths of a small letter and of both edges of a cell, in the width of a usual digit."""
_RARE = frozenset(("called", "meta"))
"""The keys of columns that are folded first, where nobody has filled them in."""
_ONE_WORD, _LONG, _READABLE = 12, 120, 15
"""The letters of a text of one word, those of a long text, and the width in which that is readable."""
_MANY = 12
"""The columns from which those that nobody uses are narrow."""
_COMMON = frozenset(
    (
        *("actor", "fields", "phase", "to", "via", "level", "form", "for", "legal_basis", "status", "source", "note"),
        *("id", "label", "title", "definition", "group", "kind", "unit", "mode", "sector", "reason"),
    )
)
"""The keys of the columns that are filled in most; their width is not reduced to fit a sheet on a screen."""
_WIDTH_OF = {"note": 30, "id": 20, "definition": 36, "meta": 20, "codes": 28, "slots": 40}


def places_of(
    sheet: Sheet, languages: Sequence[str], phases: Mapping[str, str], language: str, ticks: bool
) -> tuple[Place, ...]:
    """The columns in their order; ``phases`` are the names of the phases by id, each with a column if ``ticks``."""
    found: list[Place] = []
    for column in sheet.columns:
        heading, width = column.heading.in_language(language), _width(column)
        if column.kind == WORDING:
            for each in languages:
                named = LANGUAGE_NAMES[each].in_language(language) if each in LANGUAGE_NAMES else each
                text = heading if len(languages) == 1 else _IN_LANGUAGE.format(heading=heading, language=named)
                found.append(Place(f"{column.key}@{each}", text, column, width))
        elif column.kind == PHASES and ticks:
            found += [Place(PHASE + id_, name, replace(column, means=_TICK), 13) for id_, name in phases.items()]
        else:
            found.append(Place(column.key, heading, column, width))
    return tuple(found)


def fitted(place: Place, texts: Sequence[str], of: int) -> Place:
    """A column no wider than its texts need on three lines each, so that a sheet needs less room on a screen.

    Ticks are narrow, and so is a column that few fill in, with short texts or none, where it is one ``of`` many.
    """
    is_short = all(len(text) <= _SHORT for text in texts)
    if place.key.startswith(PHASE) or (of > _MANY and is_short and _base(place.key) not in _COMMON):
        narrow = len(place.heading) <= _ON_ONE_LINE and all(len(text) <= _TICK_LETTERS for text in texts)
        return replace(place, width=_NARROW if narrow else _UPRIGHT, upright=True)
    if not texts:
        return place
    lines = max((-(-len(text) // _LINES) for text in texts), default=0)
    words = max((len(word) for text in (place.heading, *texts) for word in text.split()), default=0)
    return replace(place, width=min(place.width, max(_NARROWEST, lines + 2, words + 2)))


def with_folded(places: Sequence[Place], texts: Mapping[str, Sequence[str]], language: str) -> tuple[Place, ...]:
    """The columns of texts in other languages than the reader's are folded; not where the reader's has no text.

    ``texts`` are those of each key, by row.
    """
    own = {_base(place.key): texts[place.key] for place in places if place.key.endswith(f"@{language}")}

    def told(place: Place) -> bool:
        """Whether every text of the column stands in the reader's language too."""
        base = _base(place.key)
        return base in own and all(mine for mine, other in zip(own[base], texts[place.key], strict=True) if other)

    return tuple(
        replace(place, folded=True)
        if "@" in place.key and not place.key.endswith(f"@{language}") and told(place)
        else place
        for place in places
    )


def fits_screen(places: Iterable[Place]) -> bool:
    """Whether all columns that are shown fit on a screen in letters of the usual size."""
    return _pixels_of(places) <= _SCREEN


def fitted_to_screen(places: Sequence[Place], texts: Mapping[str, Sequence[str]]) -> tuple[Place, ...]:
    """The columns narrowed until they fit on a screen, or no text would be readable in less.

    Headings that are longer than the texts below them stand upright. Then it is the column with the fewest lines that
    gets narrower, so that no row gets higher than it must.
    """
    if fits_screen(places):
        return tuple(places)
    places = tuple(
        replace(place, folded=True)
        if _base(place.key) in _RARE and place.upright and not any(texts[place.key])
        else _heading_upright(place, texts[place.key])
        for place in places
    )
    widths = {place.key: place.width for place in places}
    longest = {place.key: max(map(len, texts[place.key]), default=0) for place in places}
    least = {place.key: _least(place, texts[place.key]) for place in places}

    def lines(key: str) -> int:
        return min(lines_of(longest[key], widths[key], small=True), _MOST_LINES)

    too_wide = _pixels_of(places) - _SCREEN
    while too_wide > 0 and (narrower := [place.key for place in places if widths[place.key] - 1 >= least[place.key]]):
        widths[min(narrower, key=lambda each: (lines(each), -widths[each]))] -= 1
        too_wide = _pixels_of([replace(place, width=widths[place.key]) for place in places]) - _SCREEN
    return tuple(replace(place, width=widths[place.key]) for place in places)


def _pixels_of(places: Iterable[Place]) -> int:
    """The width of the columns that are shown."""
    return sum(pixels(place.width) for place in places if not place.folded)


def _heading_upright(place: Place, texts: Sequence[str]) -> Place:
    """A column of short texts as narrow as these, with its heading upright."""
    below = _width_of(texts)
    if place.upright or not any(texts) or max(map(len, texts)) > _ONE_WORD or below >= _width_of((place.heading,)):
        return place
    return replace(place, width=max(below, _UPRIGHT), upright=True)


def lines_of(letters: int, width: float, small: bool) -> int:
    """The lines that a text needs in a column, with a margin for words that end a line early."""
    wide = (width - 2) / _LETTER * 0.85 if small else width - 2
    return -(-letters // max(int(wide), 1))


def pixels(width: float) -> int:
    """The pixels of a column that is so many characters wide."""
    return int(width * 7 + 5)


def _least(place: Place, texts: Sequence[str]) -> float:
    """The width in which no word but a very long one is broken, and a long text can be read."""
    if place.upright or place.folded:
        return place.width
    longest = max(map(len, texts), default=0)
    readable = _READABLE if longest > _LONG else 0
    return min(max(_width_of((place.heading, *texts)), readable), place.width)


def _width_of(texts: Iterable[str]) -> float:
    """The width of the longest word."""
    words = (len(word) for text in texts for word in re.split(r"[\s/]+|(?<=-)", text))
    return max((min(word, _LONGEST_WORD) for word in words), default=0) * _LETTER + _EDGES


def _base(key: str) -> str:
    return key.partition("@")[0]


def _width(column: Column) -> float:
    return _WIDTH_OF.get(column.key, _WIDTHS.get(column.kind, 22))

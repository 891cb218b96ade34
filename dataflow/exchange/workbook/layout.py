"""Which columns a sheet has in a workbook: one for each language of a text, and one for each phase."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

from dataflow.base.text import Text
from dataflow.exchange.tables.kinds import LANGUAGE_NAMES, PHASES, WORDING, Column, Sheet
from dataflow.exchange.workbook.kept import PHASE

_IN_LANGUAGE = "{heading} ({language})"
_TICK = Text(en="An x in each phase in which it is so.", da="Et x i hver fase, hvor det er sådan.")
"""What the column of one phase means."""


@dataclass(frozen=True)
class Place:
    """A column of a sheet in a workbook. ``key`` is that of its cells, or ``phase=ID`` for the tick of a phase.

    The heading of a narrow column is ``upright``.
    """

    key: str
    heading: str
    column: Column
    width: float
    upright: bool = False

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
        return replace(place, width=_UPRIGHT, upright=True)
    if not texts:
        return place
    lines = max((-(-len(text) // _LINES) for text in texts), default=0)
    words = max((len(word) for text in (place.heading, *texts) for word in text.split()), default=0)
    return replace(place, width=min(place.width, max(_NARROWEST, lines + 2, words + 2)))


def _base(key: str) -> str:
    return key.partition("@")[0]


def _width(column: Column) -> float:
    return _WIDTH_OF.get(column.key, _WIDTHS.get(column.kind, 22))

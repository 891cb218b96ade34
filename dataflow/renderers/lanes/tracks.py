"""Tracks: the horizontal places of the arrows of a column, chosen so that no two arrows overlap."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dataflow.base.lanes import Arrow

PASSING = 64.0
"""The most room of a track that passes a lane."""
TEXT = 104.0
"""The least width of a card's words."""
EDGE = 10.0
"""From a column's border to the first thing in it."""


@dataclass(frozen=True, slots=True)
class Span:
    """The lanes between which an arrow goes, by their places from above."""

    top: int
    bottom: int

    @property
    def passed(self) -> range:
        """The lanes that it crosses on its way."""
        return range(self.top + 1, self.bottom)

    @property
    def gaps(self) -> range:
        """The gaps between lanes that it crosses; each has the place of the lane above it."""
        return range(self.top, self.bottom)

    def meets(self, other: "Span") -> bool:
        """True where the two would overlap."""
        return self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Tracks:
    """The arrows of a column: slots, counted from the right, with their rooms; the first ``passing`` cross cards."""

    spans: Mapping[str, Span]
    slots: Mapping[str, int]
    rooms: tuple[float, ...]
    passing: int

    @property
    def narrowest(self) -> float:
        """The least width of the column."""
        return 2 * EDGE + max(TEXT, sum(self.rooms[self.passing :])) + sum(self.rooms[: self.passing])

    def places(self, left: float, width: float) -> Mapping[str, float]:
        """Where each arrow goes in a column of this place and width."""
        spare = max(width - 2 * EDGE - sum(self.rooms), 0.0) / max(len(self.rooms) - self.passing, 1)
        at, middles = left + width - EDGE, []
        for slot, room in enumerate(self.rooms):
            wide = room + (spare if slot >= self.passing else 0.0)
            middles.append(at - wide / 2)
            at -= wide
        return {arrow: middles[slot] for arrow, slot in self.slots.items()}


def tracks_of(arrows: Sequence[Arrow], order: Mapping[str, int], rooms: Mapping[str, float]) -> Tracks:
    """The tracks of a column's arrows in the rooms that they need; those that pass most lanes stand rightmost."""
    spans = {}
    for arrow in arrows:
        top, bottom = sorted((order[arrow.source], order[arrow.target]))
        spans[arrow.id] = Span(top, bottom)
    taken: list[list[Arrow]] = []
    slots: dict[str, int] = {}
    for arrow in sorted(arrows, key=lambda arrow: (-len(spans[arrow.id].gaps), spans[arrow.id].top)):
        meets = spans[arrow.id].meets
        free = (at for at, others in enumerate(taken) if not any(meets(spans[other.id]) for other in others))
        slot = next(free, len(taken))
        if slot == len(taken):
            taken.append([])
        taken[slot].append(arrow)
        slots[arrow.id] = slot
    passing = sum(any(spans[arrow.id].passed for arrow in sharing) for sharing in taken)
    needed = {
        # One that passes lanes may speak in the gap where there is most room.
        arrow.id: min(rooms[arrow.id], PASSING) if spans[arrow.id].passed else rooms[arrow.id]
        for arrow in arrows
    }
    return Tracks(spans, slots, tuple(max(needed[arrow.id] for arrow in sharing) for sharing in taken), passing)


def widths(least: Sequence[float], room: float) -> tuple[float, ...]:
    """The widths of columns: equal, except for those that need more."""
    raised = sorted(least)
    while raised and room / len(raised) < raised[-1]:
        room -= raised.pop()
    equal = room / len(raised) if raised else 0.0
    return tuple(max(each, equal) for each in least)

"""Lanes laid out: where every part of the picture goes, for a width."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dataflow.base.lanes import Arrow, Change, Column, Lane, Lanes, Mark
from dataflow.renderers.diagrams.labels import head_length, thickness
from dataflow.renderers.lanes.bars import Bar, bars_of
from dataflow.renderers.lanes.labels import (
    Badge,
    Heading,
    Stack,
    badge_of,
    column_heading,
    fits_whole,
    handover_heading,
    lane_heading,
    mark_heading,
    room_of,
    stacked,
)
from dataflow.renderers.lanes.tracks import Tracks, tracks_of, widths
from dataflow.renderers.layout.geometry import Box

PAD = 5.0
INSET = 5.0
"""From a column's border to its cards."""
POINT = 9.0
"""How far the head of a column points to the right, the way of time."""
MISSING = 5.0
"""The thickness of an arrow for a missing share: two thin lines with nothing between them."""
STATION = 12.0
"""The height of a cell in which arrows begin or end and nothing else happens."""
STUB = 5.5
"""The least length of an arrow on either side of its label, besides its head."""
CLOSED = 8.0
"""The gap between two lanes without arrows."""
ROW = 34.0
"""The least height of a lane."""
FLAG = 18.0
"""The room of the flag before a handover's words."""


@dataclass(frozen=True, slots=True)
class Card:
    """The box of one actor in one phase, where the actor records, sends or receives something.

    ``marks`` stand in it, each with its words and the place of its upper left corner. Where the actor only sends or
    receives there are none, and the cell is drawn as the ``mark`` of its element.
    """

    box: Box
    marks: tuple[tuple[Mark, Heading, float, float], ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class RoutedArrow:
    """An arrow on its track: from ``start`` to ``tip``, with its words in ``label``."""

    arrow: Arrow
    x: float
    start: float
    tip: float
    line: float
    badge: Badge
    label: Box


@dataclass(frozen=True, slots=True)
class LanesLayout:
    """A whole picture laid out, its upper left corner at 0, 0."""

    width: float
    height: float
    heads: tuple[tuple[Column, Heading, Box], ...]
    changes: tuple[tuple[Change, Heading, Box], ...]
    thick: float
    """Where the lanes with arrows end."""
    lanes: tuple[tuple[Lane, Heading, Box], ...]
    cards: Mapping[tuple[str, str], Card]
    arrows: tuple[RoutedArrow, ...]
    bars: tuple[Bar, ...]


def lay_out(
    picture: Lanes, language: str, widths: Iterable[float], *, is_tight: bool = True
) -> Iterator[LanesLayout]:
    """The picture at each width, or wider where it needs to be; equal layouts once.

    If ``is_tight``, the channels of an arrow with a number have what room is left, and may be broken or cut.
    """
    builder, seen = _Builder(picture, language, is_tight), set[tuple[Box, ...]]()
    for width in widths:
        columns = builder.columns_at(width)
        if (boxes := tuple(columns.values())) not in seen:
            seen.add(boxes)
            yield builder.layout(columns)


def thickness_of(arrow: Arrow) -> float:
    """How thick an arrow is."""
    if arrow.status != "current":
        return MISSING if arrow.status == "missing" else 1.8
    return 3.4 if arrow.count is None else 0.8 * thickness(arrow.count)


class _Builder:
    """Lays a picture out; what does not depend on its width is computed once."""

    def __init__(self, picture: Lanes, language: str, is_tight: bool) -> None:
        self.picture = picture
        self.language = language
        self.thick = [lane for lane in picture.lanes if not lane.thin]
        self.thin = [lane for lane in picture.lanes if lane.thin]
        self.order = {lane.id: place for place, lane in enumerate(self.thick)}
        self.titles = {lane.id: lane_heading(lane, language) for lane in picture.lanes}
        self.left = max((title.width for title in self.titles.values()), default=0.0) + 2 * PAD + 4
        self.marks: dict[tuple[str, str], list[Mark]] = {}
        for mark in picture.marks:
            if mark.lane in self.order:
                self.marks.setdefault((mark.lane, mark.column), []).append(mark)
        self.arrows: dict[str, list[Arrow]] = {column.id: [] for column in picture.columns}
        for arrow in picture.arrows:
            if arrow.column in self.arrows:
                self.arrows[arrow.column].append(arrow)
        self.rooms = {arrow.id: room_of(arrow, language, is_tight=is_tight) for arrow in picture.arrows}
        self.tracks = {column: tracks_of(arrows, self.order, self.rooms) for column, arrows in self.arrows.items()}
        self.columns: dict[str, Box] = {}
        self.x: dict[str, float] = {}

    def columns_at(self, width: float) -> dict[str, Box]:
        """The columns at a width, or wider where they need to be."""
        least = [self.tracks[column.id].narrowest for column in self.picture.columns]
        found, at = {}, self.left
        for column, wide in zip(self.picture.columns, widths(least, width - self.left), strict=True):
            found[column.id] = Box(at, 0, wide, 0)
            at += wide
        return found

    def layout(self, columns: dict[str, Box]) -> LanesLayout:
        """The layout with these columns."""
        self.columns = columns
        self.x = {
            arrow: x
            for column, box in columns.items()
            for arrow, x in self.tracks[column].places(box.left, box.width).items()
        }
        heads, at = self._heads()
        changes, at = self._changes(at)
        stacks = {cell: self._stack(cell) for cell in self.marks}
        badges = {arrow.id: self._badge(arrow) for arrow in self.picture.arrows}
        tops: list[tuple[float, float]] = []
        for place, lane in enumerate(self.thick):
            at += self._gap(place - 1, badges)
            high = max(
                ROW,
                self.titles[lane.id].height + 2 * PAD,
                *(stack.height + 2 * PAD for (where, _), stack in stacks.items() if where == lane.id),
            )
            tops.append((at, high))
            at += high
        lanes = [
            (lane, self.titles[lane.id], Box(0, top, self._right, high))
            for lane, (top, high) in zip(self.thick, tops, strict=True)
        ]
        thick = at
        cards = self._cards(tops, stacks)
        arrows = tuple(self._routed(arrow, tops, cards, *badges[arrow.id]) for arrow in self.picture.arrows)
        bars: list[Bar] = []
        at += 12 if self.thin and self.thick else 0
        for lane in self.thin:
            marks = [mark for mark in self.picture.marks if mark.lane == lane.id]
            found, high = bars_of(marks, self.columns, at + 2.5, self.language)
            high = max(high + 5, self.titles[lane.id].height + 5)
            bars += found
            lanes.append((lane, self.titles[lane.id], Box(0, at, self._right, high)))
            at += high + 1.5
        return LanesLayout(
            width=self._right + POINT,
            height=at + 4,
            heads=heads,
            changes=changes,
            thick=thick,
            lanes=tuple(lanes),
            cards=cards,
            arrows=arrows,
            bars=tuple(bars),
        )

    @property
    def _right(self) -> float:
        return max((box.right for box in self.columns.values()), default=self.left + 200)

    def _heads(self) -> tuple[tuple[tuple[Column, Heading, Box], ...], float]:
        headings = {
            column.id: column_heading(column, self.language, self.columns[column.id].width - 2 * PAD - POINT - 4)
            for column in self.picture.columns
        }
        high = max((each.height for each in headings.values()), default=0.0) + (2 * PAD if headings else 0)
        boxes = ((column, self.columns[column.id]) for column in self.picture.columns)
        return tuple((column, headings[column.id], Box(box.left, 0, box.width, high)) for column, box in boxes), high

    def _changes(self, top: float) -> tuple[tuple[tuple[Change, Heading, Box], ...], float]:
        found = []
        for change in self.picture.changes:
            box = self.columns[change.column]
            heading = handover_heading(change, self.language, box.width - FLAG - PAD)
            found.append((change, heading, Box(box.left, top + 7, FLAG + heading.width, heading.height)))
        return tuple(found), top + 8 + max((box.height + 6 for _, _, box in found), default=0.0)

    def _stack(self, cell: tuple[str, str]) -> Stack:
        lane, column = cell
        box, tracks = self.columns[column], self.tracks[column]
        passing = [self.x[arrow] for arrow, span in tracks.spans.items() if self.order[lane] in span.passed]
        right = min((box.right - INSET - PAD, *(x - PAD - 6 for x in passing)))
        room = right - box.left - INSET - PAD
        return stacked([(mark, mark_heading(mark, self.language, room)) for mark in self.marks[cell]], room)

    def _gap(self, place: int, badges: Mapping[str, tuple[Badge, int, float, float]]) -> float:
        if place < 0:
            return 0.0
        crossing = [
            arrow
            for column, arrows in self.arrows.items()
            for arrow in arrows
            if place in self.tracks[column].spans[arrow.id].gaps
        ]
        if not crossing:
            return CLOSED
        return max(
            (badges[arrow.id][0].height if badges[arrow.id][1] == place else 0.0)
            + 2 * STUB
            + head_length(thickness_of(arrow))
            for arrow in crossing
        )

    def _badge(self, arrow: Arrow) -> tuple[Badge, int, float, float]:
        """The words of an arrow, their gap, and the range that they may cover."""
        tracks, box = self.tracks[arrow.column], self.columns[arrow.column]
        place = _gap_of(arrow, self.arrows[arrow.column], tracks, self.order)
        own, low, high = self.x[arrow.id], box.left + 3, box.right - 3
        for other in self.arrows[arrow.column]:
            if other.id == arrow.id or place not in tracks.spans[other.id].gaps:
                continue
            x = self.x[other.id]
            labelled = _gap_of(other, self.arrows[arrow.column], tracks, self.order) == place
            # Two labels share what is between their lines in proportion to the room that they need.
            part = self.rooms[arrow.id] / (self.rooms[arrow.id] + self.rooms[other.id])
            clear = abs(x - own) * part - 2 if labelled else abs(x - own) - thickness_of(other) / 2 - 5
            low, high = (max(low, own - clear), high) if x < own else (low, min(high, own + clear))
        badge, around = badge_of(arrow, self.language, high - low), 2 * min(own - low, high - own)
        if badge.width > around and fits_whole(arrow, self.language, around):
            # Beside its line, it would look like the words of another.
            badge, low, high = badge_of(arrow, self.language, around), own - around / 2, own + around / 2
        return badge, place, low, high

    def _cards(
        self, tops: Sequence[tuple[float, float]], stacks: Mapping[tuple[str, str], Stack]
    ) -> dict[tuple[str, str], Card]:
        found = {}
        for lane, (top, high) in zip(self.thick, tops, strict=True):
            for column, box in self.columns.items():
                ends = [self.x[each.id] for each in self.arrows[column] if lane.id in (each.source, each.target)]
                if (lane.id, column) in stacks:
                    left = box.left + INSET + PAD
                    placed = [
                        (mark, heading, left + x, top + PAD + y)
                        for mark, heading, x, y in stacks[lane.id, column].placed
                    ]
                    card = Box(box.left + INSET, top + 3, box.width - 2 * INSET, high - 6)
                    found[lane.id, column] = Card(card, tuple(placed))
                elif ends:
                    wide = max(ends) - min(ends) + 24
                    station = Box(min(ends) - 12, top + (high - STATION) / 2, wide, STATION)
                    found[lane.id, column] = Card(station, (), f"station-{lane.id}.{column}")
        return found

    def _routed(
        self,
        arrow: Arrow,
        tops: Sequence[tuple[float, float]],
        cards: Mapping[tuple[str, str], Card],
        badge: Badge,
        place: int,
        low: float,
        high: float,
    ) -> RoutedArrow:
        source, target = cards[arrow.source, arrow.column].box, cards[arrow.target, arrow.column].box
        down = self.order[arrow.source] < self.order[arrow.target]
        start, tip = (source.bottom, target.top) if down else (source.top, target.bottom)
        x = self.x[arrow.id]
        above = tops[place][0] + tops[place][1]
        # The head takes its part of the gap at the tip.
        ahead = head_length(thickness_of(arrow)) / 2 * (-1 if down else 1)
        middle = (above + tops[place + 1][0]) / 2 + ahead
        left = min(max(x - badge.width / 2, low), max(high - badge.width, low))
        label = Box(left, middle - badge.height / 2, badge.width, badge.height)
        return RoutedArrow(arrow, x, start, tip, thickness_of(arrow), badge, label)


def _gap_of(arrow: Arrow, arrows: Sequence[Arrow], tracks: Tracks, order: Mapping[str, int]) -> int:
    """The gap for the words of an arrow: the one with the fewest arrows, and of those the nearest to its source."""
    gaps = tracks.spans[arrow.id].gaps

    def arrows_in(gap: int) -> int:
        return sum(gap in tracks.spans[other.id].gaps for other in arrows)

    source = order[arrow.source]
    return min(gaps, key=lambda gap: (arrows_in(gap), abs(gap + 0.5 - source)))

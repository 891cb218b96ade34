"""The words of lanes, wrapped to the room that they have."""

from collections.abc import Sequence
from dataclasses import dataclass

from dataflow.base.lanes import Arrow, Change, Column, Lane, Mark
from dataflow.renderers.primitives.text import Lines, Style, listed, one_line, wrapped

TITLE = Style(14.5, 600)
THIN_TITLE = Style(12.6, 600)
KICKER = Style(12.2)
HEAD = Style(13.5, 600)
CAPTION = Style(13, 600)
PLAIN = Style(12.5)
NAMES = Style(12.6)
FLAW = Style(12, 600)
BADGE = Style(13, 600)

BADGE_HEIGHT = 20.0
BADGE_PAD = 6.0
SYMBOL = 18.0
"""The room of a symbol before a caption."""
SAMPLE = 30.0
"""The room of a short arrow before what a thin lane gives or gets."""
TITLES = {False: 132.0, True: 212.0}
"""The room of a lane's name, thick and thin."""
MOST_NAMES = 2
MOST_CHANNELS = {True: 3, False: 1}
"""The most lines for channels: of an arrow with one channel, and of one with several."""
BARE, WIDEST = 38.0, 170.0
"""The room of an arrow without words, and the most that one gets."""
BETWEEN = 5.0
"""From one mark of a card to the next."""
BESIDE = 12.0
"""From one mark to another on the same line."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line or more, and below it lines in another style."""

    first: Lines
    second: Lines

    @property
    def width(self) -> float:
        """The width of the wider part."""
        return max(self.first.width, self.second.width)

    @property
    def height(self) -> float:
        """The height of both parts."""
        return self.first.height + self.second.height


def lane_heading(lane: Lane, language: str) -> Heading:
    """A lane's name, below the sector in a thick lane."""
    room = TITLES[lane.thin]
    kicker = "" if lane.kicker is None or lane.thin else lane.kicker.in_language(language)
    style = THIN_TITLE if lane.thin else TITLE
    return Heading(
        wrapped(kicker, language, KICKER, room),
        wrapped(lane.label.in_language(language), language, style, room, 1.75),
    )


def column_heading(column: Column, language: str, room: float) -> Heading:
    """A phase's name, and below it who is responsible."""
    kicker = "" if column.kicker is None else column.kicker.in_language(language)
    return Heading(
        wrapped(column.label.in_language(language), language, HEAD, room), wrapped(kicker, language, KICKER, room)
    )


def handover_heading(change: Change, language: str, room: float) -> Heading:
    """Who takes over from whom, and how well informed."""
    figure = "" if change.figure is None else change.figure.in_language(language)
    return Heading(
        wrapped(change.caption.in_language(language), language, CAPTION, room), wrapped(figure, language, NAMES, room)
    )


def mark_heading(mark: Mark, language: str, room: float) -> Heading:
    """What happens in a cell, and as many names as fit."""
    style = CAPTION if mark.role in ("recorded", "unmet", "degraded") else PLAIN
    names = [name.in_language(language) for name in mark.names]
    return Heading(
        wrapped(mark.caption.in_language(language), language, style, room - SYMBOL),
        listed(names, language, NAMES, room, MOST_NAMES),
    )


def outside_text(mark: Mark, language: str, room: float) -> Lines:
    """The text of a thin lane's mark."""
    return wrapped(mark.caption.in_language(language), language, NAMES, room)


@dataclass(frozen=True, slots=True)
class Badge:
    """An arrow's words: a badge with a number or a symbol, the channels, and what goes wrong."""

    number: Lines
    symbol: bool
    names: Lines
    flaw: Lines

    @property
    def pill(self) -> float:
        """The width of the badge; none where there is nothing in it."""
        if not self.number.lines:
            return BADGE_HEIGHT if self.symbol else 0.0
        return self.number.width + 2 * BADGE_PAD + (13.0 if self.symbol else 0.0)

    @property
    def width(self) -> float:
        """The width of the widest part, with the paper around it."""
        return max(self.pill, self.names.width + 6, self.flaw.width + 6)

    @property
    def height(self) -> float:
        """The height of all parts."""
        return (BADGE_HEIGHT if self.pill else 0.0) + self.names.height + self.flaw.height


def room_of(arrow: Arrow, language: str) -> float:
    """The room that an arrow needs: where it carries one thing alone, its words need not be broken."""
    if arrow.count is not None:
        return BARE
    words = [(NAMES, word) for name in arrow.names for word in name.in_language(language).split()]
    words += [] if arrow.flaw is None else [(FLAW, word) for word in arrow.flaw.in_language(language).split()]
    return max(BARE, min(WIDEST, 12 + max((style.width(word) for style, word in words), default=0.0)))


def _fits(name: str, room: float) -> bool:
    return all(NAMES.width(word) <= room for word in name.split())


def badge_of(arrow: Arrow, language: str, room: float) -> Badge:
    """The words of an arrow in a room."""
    nothing = Lines((), NAMES)
    number = one_line("" if arrow.count is None else str(arrow.count), BADGE)
    names = [name.in_language(language) for name in arrow.names]
    most = MOST_CHANNELS[arrow.count is None]
    channels = listed(names, language, NAMES, room - 6, most) if names and _fits(names[0], room - 6) else nothing
    flaw = "" if arrow.flaw is None else arrow.flaw.in_language(language)
    symbol = arrow.status != "current" or arrow.flaw is not None
    return Badge(number, symbol, channels, wrapped(flaw, language, FLAW, room - 6))


@dataclass(frozen=True, slots=True)
class Stack:
    """The words of a card from its upper left corner on, and how high they are together."""

    placed: tuple[tuple[Mark, Heading, float, float], ...]
    height: float


def stacked(marks: Sequence[tuple[Mark, Heading]], room: float) -> Stack:
    """Marks below one another; a short one stands beside the caption of the one before, where there is room."""
    placed: list[tuple[Mark, Heading, float, float]] = []
    line = across = bottom = 0.0
    for mark, heading in marks:
        wide, short = SYMBOL + heading.first.width, len(heading.first.lines) == 1 and not heading.second.lines
        if placed and short and across + wide <= room:
            placed.append((mark, heading, across, line))
            across += wide + BESIDE
            continue
        line = bottom + (BETWEEN if placed else 0.0)
        placed.append((mark, heading, 0.0, line))
        across = wide + BESIDE if len(heading.first.lines) == 1 else room
        bottom = line + heading.height
    return Stack(tuple(placed), bottom)

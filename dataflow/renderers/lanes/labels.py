"""The words of lanes, wrapped to the room that they have."""

from collections.abc import Sequence
from dataclasses import dataclass

from dataflow.base.lanes import Arrow, Change, Column, Lane, Mark
from dataflow.base.picture import Words
from dataflow.renderers.diagrams.edge_styles import ON_REQUEST
from dataflow.renderers.primitives.text import Lines, Style, listed, one_line, wrapped

TITLE = Style(14.5, 600)
THIN_TITLE = Style(12.6, 600)
KICKER = Style(12.2)
HEAD = Style(13.5, 600)
CAPTION = Style(13, 600)
PLAIN = Style(12.5)
NAMES = Style(12.6)
FLAW = Style(12, 600)
TIME = Style(12.6)
BADGE = Style(13, 600)

BADGE_HEIGHT = 20.0
BADGE_PAD = 6.0
SYMBOL = 18.0
"""The room of a symbol before a caption."""
SAMPLE = 30.0
"""The room of a short arrow before what a thin lane gives or gets."""
TITLES = {False: 132.0, True: 212.0}
"""The room of a lane's name, thick and thin."""
NOT_THERE = ("unmet", "degraded", "open")
"""The roles of the marks of needs that are not met, or not for all, or perhaps not."""
MOST_NAMES, MOST_WANTED = 2, 7
"""The most lines below the caption of a mark: for names, and for an unmet need (``NOT_THERE``)."""
MOST_CHANNELS = {True: 3, False: 1}
"""The most lines for channels: of an arrow with one channel, and of one with several."""
BARE, WIDEST = 38.0, 170.0
"""The room of an arrow without words, and the most that one gets."""
WIDEST_COUNTED = {False: 112.0, True: 52.0}
"""The most room of an arrow with a number, by whether the picture has to be tight."""
MOST_BROKEN = 2
"""The most lines for channels where a word of the first does not fit; that one may take a line more."""
MOST_WHOLE = 8
"""The most lines for the name of the first channel alone, rather than to cut it."""
CUT = "…"
"""Ends a name that is cut."""
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
    room, style = TITLES[lane.thin], THIN_TITLE if lane.thin else TITLE
    kicker = _wrapped(None if lane.thin else lane.kicker, language, KICKER, room)
    return Heading(kicker, _wrapped(lane.label, language, style, room, 1.75))


def column_heading(column: Column, language: str, room: float) -> Heading:
    """A phase's name, and below it who is responsible."""
    return Heading(_wrapped(column.label, language, HEAD, room), _wrapped(column.kicker, language, KICKER, room))


def handover_heading(change: Change, language: str, room: float) -> Heading:
    """Who takes over from whom, and how well informed."""
    return Heading(_wrapped(change.caption, language, CAPTION, room), _wrapped(change.figure, language, NAMES, room))


def mark_heading(mark: Mark, language: str, room: float) -> Heading:
    """What happens in a cell, and as many names as fit."""
    style = CAPTION if mark.role in ("recorded", "unmet", "degraded") else PLAIN
    names = [name.in_language(language) for name in mark.names]
    caption = _wrapped(mark.caption, language, style, room - SYMBOL)
    most = MOST_WANTED if mark.role in NOT_THERE else MOST_NAMES
    return Heading(caption, listed(names, language, NAMES, room, most))


def outside_text(mark: Mark, language: str, room: float) -> Lines:
    """The text of a thin lane's mark."""
    return _wrapped(mark.caption, language, NAMES, room)


def _wrapped(words: Words | None, language: str, style: Style, room: float, stretch: float = 1.0) -> Lines:
    return wrapped("" if words is None else words.in_language(language), language, style, room, stretch)


@dataclass(frozen=True, slots=True)
class Badge:
    """An arrow's words: a badge with a number or a symbol, the channels, and what goes wrong."""

    number: Lines
    symbols: tuple[str, ...]
    """What its symbols stand for, in their order."""
    names: Lines
    time: Lines
    notes: Lines
    flaw: Lines

    @property
    def is_cut(self) -> bool:
        """Whether there is no room for the whole name of a channel."""
        return any(CUT in line for line in self.names.lines[-1:])

    @property
    def pill(self) -> float:
        """The width of the badge; none where there is nothing in it."""
        if not self.number.lines:
            return BADGE_HEIGHT * len(self.symbols)
        return self.number.width + 2 * BADGE_PAD + 13.0 * len(self.symbols)

    @property
    def width(self) -> float:
        """The width of the widest part, with the paper around it."""
        return max(self.pill, *(lines.width + 6 for lines in self.below))

    @property
    def height(self) -> float:
        """The height of all parts."""
        return (BADGE_HEIGHT if self.pill else 0.0) + sum(lines.height for lines in self.below)

    @property
    def below(self) -> tuple[Lines, ...]:
        """The lines below the badge, from top to bottom."""
        return self.names, self.time, self.notes, self.flaw


def room_of(arrow: Arrow, language: str, *, is_tight: bool) -> float:
    """The room that an arrow needs for its words without a break; one with a number needs less if ``is_tight``."""
    if arrow.count is not None:
        words = arrow.names[0].in_language(language).split() if arrow.names else []
        return max(BARE, min(WIDEST_COUNTED[is_tight], 12 + max(map(NAMES.width, words), default=0.0)))
    parts = [(NAMES, word) for name in arrow.names for word in name.in_language(language).split()]
    parts += [] if arrow.flaw is None else [(FLAW, word) for word in arrow.flaw.in_language(language).split()]
    parts += [] if arrow.time is None else [(TIME, arrow.time.in_language(language))]
    return max(BARE, min(WIDEST, 12 + max((style.width(word) for style, word in parts), default=0.0)))


def fits_whole(arrow: Arrow, language: str, room: float) -> bool:
    """Whether no word of an arrow's channels has to be broken in a room."""
    words = (word for name in arrow.names for word in name.in_language(language).split())
    return all(NAMES.width(word) <= room - 6 for word in words)


def badge_of(arrow: Arrow, language: str, room: float) -> Badge:
    """The words of an arrow in a room."""
    number = one_line("" if arrow.count is None else str(arrow.count), BADGE)
    names = [name.in_language(language) for name in arrow.names]
    most = MOST_CHANNELS[arrow.count is None]
    fits = bool(names) and all(NAMES.width(word) <= room - 6 for word in names[0].split())
    channels = listed(names, language, NAMES, room - 6, most if fits else max(most, MOST_BROKEN))
    if channels.lines and CUT in channels.lines[-1]:
        more = f" +{len(names) - 1}" if len(names) > 1 else ""
        whole = wrapped(names[0] + more, language, NAMES, room - 6)
        channels = whole if len(whole.lines) <= MOST_WHOLE else channels
    status = "degraded" if arrow.status == "current" else arrow.status
    wrong = (status,) if arrow.status != "current" or arrow.flaw is not None else ()
    symbols = (*wrong, *((ON_REQUEST,) if arrow.on_request else ()))
    time = _wrapped(arrow.time, language, TIME, room - 6)
    wrapped_notes = [_wrapped(note, language, TIME, room - 6) for note in arrow.notes]
    notes = Lines(tuple(line for lines in wrapped_notes for line in lines.lines), TIME)
    return Badge(number, symbols, channels, time, notes, _wrapped(arrow.flaw, language, FLAW, room - 6))


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

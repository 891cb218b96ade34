"""A table on paper: a long one is split into panels side by side, a wide one into strips below one another.

The number of panels or strips is that which lets the type be largest on the paper.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from dataflow.renderers.layout.geometry import Box

GUTTER = 14.0
BETWEEN = 22.0
AROUND = (40.0, 190.0)
"""What the page needs besides the table: margins; heading, legend and foot."""
MOST = 6
CSS_MM = 96 / 25.4


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row, or the heading of a block, which never stands last in a panel and again at the top of the next."""

    id: str
    height: float
    block: str
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Track:
    """A column."""

    id: str
    width: float
    section: str


@dataclass(frozen=True, slots=True)
class TableSizes:
    """The room for row headings (``stub``), for what stands behind a row (``tail``), and headings (``head``)."""

    lines: tuple[RowLine, ...]
    tracks: tuple[Track, ...]
    stub: float
    tail: float
    head: Callable[[Sequence[Track]], float]


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the table; in ``lines`` and ``tracks`` each has its upper or left edge."""

    box: Box
    head: float
    lines: tuple[tuple[RowLine, float], ...]
    tracks: tuple[tuple[Track, float], ...]

    @property
    def sections(self) -> tuple[tuple[str, float, float], ...]:
        """Each section here: its id, left edge and width."""
        found: list[tuple[str, float, float]] = []
        for track, left in self.tracks:
            if found and found[-1][0] == track.section:
                found[-1] = (track.section, found[-1][1], left + track.width - found[-1][1])
            else:
                found.append((track.section, left, track.width))
        return tuple(found)


def arrange(sizes: TableSizes, papers: Sequence[tuple[float, float]]) -> tuple[Panel, ...]:
    """The panels, so that the type is largest on the paper that suits best; papers in millimetres."""
    if not sizes.lines:
        return ()
    ways = [_panels(sizes, count) for count in range(1, MOST + 1)]
    if len(sizes.tracks) > 1:
        ways += [_strips(sizes, count) for count in range(2, MOST + 1)]
    return max(ways, key=lambda panels: type_on(panels, papers))


def type_on(panels: Sequence[Panel], papers: Sequence[tuple[float, float]]) -> float:
    """How large the type may be on paper; where it need not be smaller, fewer parts are better."""
    width, height = size(panels)
    across, down = AROUND
    largest = max(min(wide * CSS_MM / (width + across), high * CSS_MM / (height + down)) for wide, high in papers)
    return min(largest, 1.0) - 0.02 * len(panels)


def size(panels: Sequence[Panel]) -> tuple[float, float]:
    """The room that all panels take."""
    return max((each.box.right for each in panels), default=0.0), max(
        (each.box.bottom for each in panels), default=0.0
    )


def _panels(sizes: TableSizes, count: int) -> tuple[Panel, ...]:
    whole = sum(line.height for line in sizes.lines)
    capacity = whole / count
    needed = _needed(sizes.lines)
    headings = {line.block: line for line in sizes.lines if line.is_heading}
    while len(parts := _filled(needed, headings, capacity)) > count:
        capacity *= 1.02
    head, left, found = sizes.head(sizes.tracks), 0.0, []
    for part in parts:
        found.append(_panel(sizes, part, sizes.tracks, (left, 0.0), head))
        left = found[-1].box.right + GUTTER
    return tuple(found)


def _needed(lines: Sequence[RowLine]) -> list[tuple[RowLine, float, float]]:
    """Each line with its height, and with the height that must be free for it: a heading needs a row below it."""
    after = [line.height for line in lines[1:]] + [0.0]
    return [
        (line, line.height, line.height + (below if line.is_heading else 0.0))
        for line, below in zip(lines, after, strict=True)
    ]


def _filled(
    lines: Sequence[tuple[RowLine, float, float]], headings: Mapping[str, RowLine], capacity: float
) -> list[list[RowLine]]:
    """The lines in parts that are not higher than the capacity, unless a line is."""
    parts: list[list[RowLine]] = [[]]
    used = 0.0
    for line, height, needed in lines:
        if used + needed > capacity and parts[-1]:
            again = headings.get(line.block)
            parts.append([] if line.is_heading or again is None else [again])
            used = sum(each.height for each in parts[-1])
        parts[-1].append(line)
        used += height
    return parts


def _strips(sizes: TableSizes, count: int) -> tuple[Panel, ...]:
    top, found = 0.0, []
    for part in _parts(sizes.tracks, count):
        found.append(_panel(sizes, sizes.lines, part, (0.0, top), sizes.head(part)))
        top = found[-1].box.bottom + BETWEEN
    return tuple(found)


# A table is arranged for many widths of its row headings, which change nothing about its columns.
@lru_cache(maxsize=64)
def _parts(tracks: tuple[Track, ...], count: int) -> Sequence[Sequence[Track]]:
    """The columns in at most ``count`` parts, as equal as may be."""
    capacity = sum(track.width for track in tracks) / count
    while len(parts := _cut(tracks, capacity)) > count:
        capacity *= 1.02
    return parts


def _cut(tracks: Sequence[Track], capacity: float) -> list[list[Track]]:
    """The columns in parts that are not wider than the capacity, sections whole where one is not wider itself."""
    sections: dict[str, float] = {}
    for track in tracks:
        sections[track.section] = sections.get(track.section, 0.0) + track.width
    parts: list[list[Track]] = [[]]
    used = 0.0
    for index, track in enumerate(tracks):
        section = sections[track.section]
        opens = index > 0 and tracks[index - 1].section != track.section
        needed = section if opens and section <= capacity else track.width
        if parts[-1] and used + needed > capacity:
            parts.append([])
            used = 0.0
        parts[-1].append(track)
        used += track.width
    return parts


def _panel(
    sizes: TableSizes, lines: Sequence[RowLine], tracks: Sequence[Track], corner: tuple[float, float], head: float
) -> Panel:
    left, top = corner
    downs = tuple(accumulate((line.height for line in lines), initial=top + head))
    lefts = tuple(accumulate((track.width for track in tracks), initial=left + sizes.stub))
    box = Box(left, top, lefts[-1] + sizes.tail - left, downs[-1] - top)
    return Panel(box, head, tuple(zip(lines, downs, strict=False)), tuple(zip(tracks, lefts, strict=False)))

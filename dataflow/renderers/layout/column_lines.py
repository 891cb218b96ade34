"""How far from a column of nodes each arch on one side goes, and in which gap its label stands.

Short arches are nearest. Labels of different gaps may stand above one another, so that lines lie closer than labels
are wide; the gaps are chosen so that the outermost label reaches as little outwards as possible.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dataflow.renderers.layout.geometry import Sizes
from dataflow.renderers.layout.ranks import Arch

LANE = 12.0
"""Between two labels of a gap, and between two lines."""
CLEAR = 7.0
"""Between a label and the line of another arch."""
CORNER = 12.0
STRAIGHT = 6.0
"""The least straight piece between an arrowhead and the corner of its line."""
INSIDE = 6.0
"""From the middle of the nodes to the labels that reach into the gap between two of them."""
ROUNDS = 3
"""The most times that the gap of each label is tried anew."""
MOST_TRIED = 20
"""The most arches whose gaps are tried: the time grows with the cube of their number, and more can't be followed."""


class Lines(NamedTuple):
    """The distance of each line from the middle of the nodes and the gap of each label, by the ids of the edges."""

    distances: Mapping[str, float]
    gaps: Mapping[str, int]
    reach: float
    """How far the outermost line or label reaches."""


def lines_of(arches: Sequence[Arch], sizes: Sizes, begin: float) -> Lines:
    """The lines of the arches on one side; ``begin`` is half the width of the nodes."""
    ordered = sorted(arches, key=lambda arch: arch.track)
    best = _placed(ordered, {arch.edge.id: arch.gap for arch in ordered}, sizes, begin)
    for _ in range(ROUNDS if len(ordered) <= MOST_TRIED else 0):
        before = _cost(best)
        for arch in ordered:
            for gap in range(arch.first, arch.last + 1):
                other = _placed(ordered, {**best.gaps, arch.edge.id: gap}, sizes, begin)
                best = min(best, other, key=_cost)
        if _cost(best) == before:
            break
    return best


def _cost(lines: Lines) -> tuple[float, float]:
    return round(lines.reach, 3), round(sum(lines.distances.values()), 3)


def _placed(ordered: Sequence[Arch], gaps: Mapping[str, int], sizes: Sizes, begin: float) -> Lines:
    """Each line as near as the lines and labels that it has to pass allow."""
    distances: dict[str, float] = {}
    reach = begin
    for index, arch in enumerate(ordered):
        edge = arch.edge.id
        half = sizes.labels[edge][0] / 2
        at = max(begin + sizes.heads[edge] + CORNER + STRAIGHT, half + INSIDE)
        for nearer in ordered[:index]:
            at = max(at, distances[nearer.edge.id] + _apart(nearer, arch, gaps, sizes))
        distances[edge] = at
        reach = max(reach, at + half, at + sizes.strokes[edge] / 2)
    return Lines(distances, gaps, reach)


def _apart(nearer: Arch, farther: Arch, gaps: Mapping[str, int], sizes: Sizes) -> float:
    """The least distance between two lines; minus infinity where they are not beside one another."""
    if nearer.last < farther.first or farther.last < nearer.first:
        return float("-inf")
    (one, other), strokes = (nearer.edge.id, farther.edge.id), sizes.strokes
    half, other_half = (sizes.labels[edge][0] / 2 for edge in (one, other))
    if gaps[one] == gaps[other]:
        return half + LANE + other_half
    apart = LANE + (strokes[one] + strokes[other]) / 2
    if farther.first <= gaps[one] <= farther.last:
        apart = max(apart, half + CLEAR + strokes[other] / 2)
    if nearer.first <= gaps[other] <= nearer.last:
        apart = max(apart, other_half + CLEAR + strokes[one] / 2)
    return apart

"""Things side by side on a line."""

from collections.abc import Sequence
from itertools import pairwise


def even(rooms: Sequence[float], apart: float) -> list[float]:
    """The middles of things side by side, around 0."""
    at = -(sum(rooms) + apart * (len(rooms) - 1)) / 2
    middles = []
    for room in rooms:
        middles.append(at + room / 2)
        at += room + apart
    return middles


def nearest(wished: Sequence[float], rooms: Sequence[float], half: float) -> list[float]:
    """Places in order, apart, and within ``half`` of 0, as near to those wished for as can be (least squares)."""
    offsets = [0.0]
    for one, other in pairwise(rooms):
        offsets.append(offsets[-1] + (one + other) / 2)
    pools: list[tuple[float, int]] = []
    for wish, offset in zip(wished, offsets, strict=True):
        mean, count = wish - offset, 1
        while pools and pools[-1][0] > mean:
            before, more = pools.pop()
            mean, count = (mean * count + before * more) / (count + more), count + more
        pools.append((mean, count))
    low, high = rooms[0] / 2 - half, half - rooms[-1] / 2 - offsets[-1]
    level = [max(low, min(high, mean)) for mean, count in pools for _ in range(count)]
    return [place + offset for place, offset in zip(level, offsets, strict=True)]

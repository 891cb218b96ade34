"""The way of a value with the ways of the parts from which it is derived, within bounds."""

from collections import deque
from dataclasses import dataclass, field

from dataflow.analysis.closure.arrivals import Arrival

MAX_LEVELS = 100
MAX_WAYS = 1000
"""The bounds of what is unfolded: a part that several fields have in common is unfolded for each of them."""


@dataclass
class Way:
    """The steps of a value, and the ways of the parts of the first step; None where they are left out."""

    steps: tuple[Arrival, ...]
    parts: "list[Way] | None" = field(default_factory=list)


def unfolded(steps: tuple[Arrival, ...]) -> Way:
    """A way with the ways of all parts, level by level until one of the bounds is reached."""
    whole = Way(steps)
    waiting, count = deque([(whole, 1)]), 1
    while waiting:
        way, level = waiting.popleft()
        parts = way.steps[0].parts
        count += len(parts)
        if parts and (level == MAX_LEVELS or count > MAX_WAYS):
            way.parts = None
        else:
            way.parts = [Way(part.way()) for part in parts]
            waiting.extend((part, level + 1) for part in way.parts)
    return whole

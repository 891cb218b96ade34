"""The words of a layout: boxes, ways, and what is placed where. Lengths are in pixels (96 to the inch)."""

from collections.abc import Mapping
from dataclasses import dataclass

from dataflow.renderers.primitives.path import Command


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    @property
    def middle(self) -> float:
        """The horizontal centre."""
        return self.left + self.width / 2


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much room things need. All but ``nodes`` go by edge id.

    ``heads`` is how long an arrowhead is, ``ends`` how much of a node's side an edge takes, ``badge`` how high
    badges are.
    """

    nodes: Mapping[str, tuple[float, float]]
    labels: Mapping[str, tuple[float, float]]
    strokes: Mapping[str, float]
    heads: Mapping[str, float]
    ends: Mapping[str, float]
    badge: float


@dataclass(frozen=True, slots=True)
class Route:
    """The way of an edge, up to where its arrowhead begins; which way the head points, and where the label goes."""

    commands: tuple[Command, ...]
    tip: tuple[float, float]
    towards: tuple[int, int]
    label: Box


@dataclass(frozen=True, slots=True)
class Placed:
    """A whole layout, its upper left corner at 0, 0."""

    width: float
    height: float
    nodes: Mapping[str, Box]
    routes: Mapping[str, Route]
    bands: Mapping[str, Box]

"""The display list: all that is drawn, as shapes in pixels (96 to the inch) whose y runs down.

Painters and the page build it; SVG, PNG and PDF are written from it.
"""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from dataflow.renderers.primitives.path import Command, Point
from dataflow.renderers.primitives.text import Lines, safe
from dataflow.renderers.primitives.typeface import ASCENT

Anchor = Literal["start", "middle", "end"]


class Paint(NamedTuple):
    """How a shape is filled and stroked. Where it is None, SVG's initial values hold: filled black, no stroke."""

    fill: str | None = None
    opacity: float | None = None
    """Of the filling."""
    stroke: str | None = None
    width: float | None = None
    dash: tuple[float, ...] | None = None
    cap: Literal["round"] | None = None


def stroked(
    ink: str, width: float, dash: tuple[float, ...] | None = None, cap: Literal["round"] | None = None
) -> Paint:
    """A stroke without a filling."""
    return Paint("none", None, ink, width, dash, cap)


class Rect(NamedTuple):
    """A rectangle, its corners rounded by ``radius``."""

    x: float
    y: float
    width: float
    height: float
    paint: Paint
    radius: float | None = None


class Line(NamedTuple):
    """A straight line."""

    start: Point
    end: Point
    paint: Paint


class Path(NamedTuple):
    """A path of straight lines and curves."""

    commands: tuple[Command, ...]
    paint: Paint


class Polygon(NamedTuple):
    """A closed shape of straight lines."""

    points: tuple[Point, ...]
    paint: Paint


class Circle(NamedTuple):
    """A circle around a point."""

    x: float
    y: float
    radius: float
    paint: Paint


class TextRun(NamedTuple):
    """A line of text on its baseline, stretched to ``length`` in whatever typeface it is shown."""

    text: str
    x: float
    y: float
    size: float
    weight: int
    ink: str
    length: float
    anchor: Anchor = "start"


class Transform(NamedTuple):
    """A shift, and if ``upright`` a quarter turn to the left after it."""

    x: float
    y: float
    upright: bool = False


class Group(NamedTuple):
    """Shapes that belong together. One with a ``title`` is an object: a reader can point at it and hear its title."""

    shapes: tuple["Shape", ...]
    kind: str | None = None
    """Words that say what it is, for stylesheets and scripts."""
    id: str | None = None
    title: str | None = None
    transform: Transform | None = None


Shape = Rect | Line | Path | Polygon | Circle | TextRun | Group


def rounded(value: float) -> float:
    """A length to the hundredth of a pixel: as exactly as every format writes it."""
    return round(value, 2) + 0.0  # never -0.0


def text(lines: Lines, left: float, top: float, ink: str, anchor: Anchor = "start") -> tuple[TextRun, ...]:
    """Lines of text below one another, the first of them at ``top``."""
    style = lines.style
    return tuple(
        TextRun(
            safe(line),
            left,
            top + index * style.leading + ASCENT * style.size,
            style.size,
            style.weight,
            ink,
            style.width(line),
            anchor,
        )
        for index, line in enumerate(lines.lines)
    )


def text_runs(shapes: Iterable[Shape]) -> Iterator[TextRun]:
    """All text, in the order in which it is drawn."""
    for shape in shapes:
        if isinstance(shape, TextRun):
            yield shape
        elif isinstance(shape, Group):
            yield from text_runs(shape.shapes)


def titles(shapes: Iterable[Shape]) -> Iterator[str]:
    """The titles of all objects."""
    for shape in shapes:
        if isinstance(shape, Group):
            if shape.title is not None:
                yield safe(shape.title)
            yield from titles(shape.shapes)

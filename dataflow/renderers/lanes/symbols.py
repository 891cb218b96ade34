"""The symbols of lanes: each kind of mark has a shape of its own, so that colour only repeats it."""

from collections.abc import Callable, Mapping

from dataflow.renderers.diagrams.edge_styles import symbol as status_symbol
from dataflow.renderers.primitives.path import Point, polyline
from dataflow.renderers.primitives.shapes import Circle, Paint, Path, Polygon, Shape, stroked
from dataflow.renderers.primitives.theme import Theme

RADIUS = 6.5
TICK = ((-3.0, 0.2), (-0.9, 2.5), (3.2, -2.6))


def alarm(theme: Theme) -> str:
    """The ink of what is missing."""
    return theme.edges.get("missing", theme.ink)


def _line(points: tuple[Point, ...], x: float, y: float, ink: str, width: float) -> Path:
    return Path(polyline(points, x, y), stroked(ink, width, cap="round"))


def _polygon(points: tuple[Point, ...], x: float, y: float, paint: Paint) -> Polygon:
    return Polygon(tuple((x + across, y + down) for across, down in points), paint)


def _ring(x: float, y: float, fill: str, ink: str) -> Circle:
    return Circle(x, y, RADIUS, Paint(fill, stroke=ink, width=1.4))


def _recorded(x: float, y: float, theme: Theme) -> tuple[Shape, ...]:
    return (Circle(x, y, 5.0, Paint(theme.edges["care"])),)


def _derived(x: float, y: float, theme: Theme) -> tuple[Shape, ...]:
    paint = Paint(theme.paper, stroke=theme.edges["care"], width=1.8)
    return (_polygon(((0, -6), (6, 0), (0, 6), (-6, 0)), x, y, paint),)


def _among(x: float, y: float, theme: Theme) -> tuple[Shape, ...]:
    """Two arrows, there and back: two members that share with one another."""
    ink = theme.edges["care"]
    heads = (((6.5, -3), (2.5, -6), (2.5, 0)), ((-6.5, 3), (-2.5, 6), (-2.5, 0)))
    lines = (((-6, -3), (3, -3)), ((-3, 3), (6, 3)))
    return (
        *(_polygon(head, x, y, Paint(ink)) for head in heads),
        *(_line(line, x, y, ink, 1.6) for line in lines),
    )


def _again(x: float, y: float, theme: Theme) -> tuple[Shape, ...]:
    heads = (((-6, -4), (-1, 0), (-6, 4)), ((1, -4), (6, 0), (1, 4)))
    return tuple(_line(head, x, y, theme.edges["outside"], 1.8) for head in heads)


def _met(x: float, y: float, theme: Theme) -> tuple[Shape, ...]:
    return _ring(x, y, theme.paper, theme.edges["care"]), _line(TICK, x, y, theme.edges["care"], 1.8)


def _degraded(x: float, y: float, theme: Theme) -> tuple[Shape, ...]:
    ink = alarm(theme)
    half = (("M", (x, y - RADIUS)), ("A", (RADIUS, RADIUS, 0, 0, 0, x, y + RADIUS)), ("Z", ()))
    return _ring(x, y, theme.paper, ink), Path(half, Paint(ink))


def _unmet(x: float, y: float, theme: Theme) -> tuple[Shape, ...]:
    ink, arms = alarm(theme), (((-2.6, -2.6), (2.6, 2.6)), ((-2.6, 2.6), (2.6, -2.6)))
    return _ring(x, y, ink, ink), *(_line(arm, x, y, theme.paper, 1.9) for arm in arms)


def _status(status: str) -> Callable[[float, float, Theme], tuple[Shape, ...]]:
    def drawn(x: float, y: float, theme: Theme) -> tuple[Shape, ...]:
        ink = theme.edges[status]
        ring = (Circle(x, y, 7.0, Paint(theme.paper, stroke=ink, width=1.0)),) if status == "unknown" else ()
        return *ring, *status_symbol(status, x, y - (0 if status == "planned" else 0.8), ink)

    return drawn


SYMBOLS: Mapping[str, Callable[[float, float, Theme], tuple[Shape, ...]]] = {
    "recorded": _recorded,
    "derived": _derived,
    "among": _among,
    "again": _again,
    "met": _met,
    "degraded": _degraded,
    "unmet": _unmet,
    "open": _status("unknown"),
    "planned": _status("planned"),
    "unknown": _status("unknown"),
    "not-held": _status("not-held"),
    "barred": _unmet,
    "missing": _unmet,
}
"""The symbol of each role around a point."""


def flag(x: float, y: float, theme: Theme) -> tuple[Shape, ...]:
    """Where another takes over: two arrowheads, one behind the other."""
    heads = ((0, -6), (6, 0), (0, 6)), ((7, -6), (13, 0), (7, 6))
    return tuple(_polygon(head, x, y, Paint(theme.edges["care"])) for head in heads)

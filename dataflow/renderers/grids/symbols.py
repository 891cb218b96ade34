"""The symbols of a table. Shape and filling carry the meaning: grey print and any colour vision will do."""

from collections.abc import Callable, Iterable, Mapping

from dataflow.base.grid import Slice
from dataflow.renderers.primitives.path import polyline
from dataflow.renderers.primitives.shapes import Circle, Paint, Path, Rect, Shape, stroked, text
from dataflow.renderers.primitives.text import Style, one_line
from dataflow.renderers.primitives.theme import Theme

SLOT = 9.8
"""The room of a symbol."""
HALF = 4.0
"""Half a symbol's side."""
BAR = 9.0
NUMBER = Style(11, 600)
BETWEEN = 7.0
FILLED = {"unmet": 1.0, "degraded": 0.45, "open": 0.15, "later": 0.15, "met": 0.0}
"""How dark each part of a bar is: what is lacking stands out."""

SLOTS = {"records": 0, "receives": 0, "derives": 0, "sends": 1, "equivalent": 0}
"""A cell has a place for how the actor has the field, and one for how its need is met. A dot may be inside a ring."""


def slot(role: str) -> int:
    """Which of the two places of a cell the symbol of a role takes."""
    return SLOTS.get(role, 1)


def symbol(role: str, x: float, y: float, theme: Theme) -> tuple[Shape, ...]:
    """The symbol of a role around a point."""
    return _SYMBOLS[role](x, y, theme.symbols[role], theme.paper)


def _line(ink: str) -> Paint:
    return stroked(ink, 1.3, cap="round")


def _dot(x: float, y: float, ink: str, paper: str) -> tuple[Shape, ...]:
    return (Circle(x, y, 2.5, Paint(ink)),)


def _ring(x: float, y: float, ink: str, paper: str) -> tuple[Shape, ...]:
    return (Circle(x, y, 3.9, _line(ink)),)


def _triangle(x: float, y: float, ink: str, paper: str) -> tuple[Shape, ...]:
    return (Path(polyline(((0, -3.9), (4, 3.2), (-4, 3.2)), x, y, closed=True), _line(ink)),)


def _wedge(x: float, y: float, ink: str, paper: str) -> tuple[Shape, ...]:
    return (Path(polyline(((-3.4, -3.6), (3.6, 0), (-3.4, 3.6)), x, y, closed=True), Paint(ink)),)


def _dash(x: float, y: float, ink: str, paper: str) -> tuple[Shape, ...]:
    return (Path(polyline(((-1.6, 0), (1.6, 0)), x, y), _line(ink)),)


def _tick(x: float, y: float, ink: str, paper: str) -> tuple[Shape, ...]:
    return (Path(polyline(((-3.6, 0.3), (-1.1, 3), (3.8, -3.4)), x, y), stroked(ink, 1.7, cap="round")),)


def _half(x: float, y: float, ink: str, paper: str) -> tuple[Shape, ...]:
    corner = polyline(((-HALF, -HALF), (HALF, HALF), (-HALF, HALF)), x, y, closed=True)
    return _box(x, y, _line(ink)._replace(fill=paper)), Path(corner, Paint(ink))


def _crossed(x: float, y: float, ink: str, paper: str) -> tuple[Shape, ...]:
    arms = (((-2.2, -2.2), (2.2, 2.2)), ((-2.2, 2.2), (2.2, -2.2)))
    cross = (Path(polyline(arm, x, y), stroked(paper, 1.6, cap="round")) for arm in arms)
    return _box(x, y, _line(ink)._replace(fill=ink)), *cross


def _question(x: float, y: float, ink: str, paper: str) -> tuple[Shape, ...]:
    arc, tail = (1.8, 1.8, 0, 1, 1, 2.6, 1.6), (-0.6, 0.4, -0.8, 0.6, -0.8, 1.1)
    hook = (("M", (x - 1.8, y - 1.2)), ("a", arc), ("c", tail))
    box = _box(x, y, Paint(paper, stroke=ink, width=1, cap="round"))
    return box, Path(hook, _line(ink)), Circle(x, y + 2.9, 0.8, Paint(ink))


def _clock(x: float, y: float, ink: str, paper: str) -> tuple[Shape, ...]:
    hands = polyline(((0, -2.5), (0, 0), (2.0, 0)), x, y)
    return Circle(x, y, HALF, _line(ink)._replace(fill=paper)), Path(hands, _line(ink))


_SYMBOLS: Mapping[str, Callable[[float, float, str, str], tuple[Shape, ...]]] = {
    "records": _dot,
    "receives": _ring,
    "derives": _triangle,
    "sends": _wedge,
    "equivalent": _dash,
    "met": _tick,
    "degraded": _half,
    "unmet": _crossed,
    "open": _question,
    "later": _clock,
}


def _box(x: float, y: float, paint: Paint) -> Rect:
    return Rect(x - HALF, y - HALF, 2 * HALF, 2 * HALF, paint)


def bar(slices: Iterable[Slice], left: float, top: float, width: float, theme: Theme) -> tuple[Rect, ...]:
    """A bar of all that is counted, each role with its share of the length."""
    shown = [each for each in slices if each.count]
    whole, at, shapes = sum(each.count for each in shown), left, []
    for each in shown:
        wide, ink = width * each.count / whole, theme.symbols[each.role]
        filling = Paint(ink, FILLED[each.role], ink, 1.0)
        shapes += [Rect(at, top, wide, BAR, paint) for paint in (Paint(theme.paper), filling)]
        at += wide
    return tuple(shapes)


def numbers(slices: Iterable[Slice], left: float, middle: float, theme: Theme) -> tuple[Shape, ...]:
    """Each role's symbol with its number, in one line."""
    shapes: list[Shape] = []
    at = left
    for each in slices:
        if each.count:
            number = one_line(str(each.count), NUMBER)
            shapes += symbol(each.role, at + SLOT / 2, middle, theme)
            shapes += text(number, at + SLOT + 1, middle - number.height / 2, theme.ink)
            at += SLOT + 1 + number.width + BETWEEN
    return tuple(shapes)


def numbers_width(slices: Iterable[Slice]) -> float:
    """How wide the numbers are."""
    found = [SLOT + 1 + NUMBER.width(str(each.count)) + BETWEEN for each in slices if each.count]
    return sum(found) - BETWEEN if found else 0.0

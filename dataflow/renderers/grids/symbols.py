"""The symbols of a table. Shape and filling say what they mean, so that grey print and any colour vision do."""

from collections.abc import Iterable, Mapping, Sequence

from dataflow.base.grid import Slice
from dataflow.renderers.diagrams.marks import text
from dataflow.renderers.primitives.text import Style, wrapped
from dataflow.renderers.primitives.theme import Theme
from dataflow.renderers.primitives.xml import Value, element, number

Look = Mapping[str, Value | None]
"""How a shape is filled and bordered."""
SLOT = 9.8
"""The room of a symbol."""
HALF = 4.0
"""Half a symbol's side."""
BAR = 9.0
NUMBER = Style(11, 600)
BETWEEN = 7.0
FILLED = {"unmet": 1.0, "degraded": 0.45, "open": 0.15, "met": 0.0}
"""How dark each part of a bar is: what is lacking stands out."""

SLOTS = {"records": 0, "receives": 0, "derives": 0, "sends": 1, "alike": 0}
"""Beside one another stand how an actor has a field and how its need is answered; a dot may stand in a ring."""


def slot(role: str) -> int:
    """Which of the two places of a cell the symbol of a role takes."""
    return SLOTS.get(role, 1)


def symbol(role: str, x: float, y: float, theme: Theme) -> str:
    """The symbol of a role around a point."""
    ink = theme.symbols[role]
    line: Look = {"fill": "none", "stroke": ink, "stroke-width": 1.3, "stroke-linecap": "round"}
    return _SHAPES[role](x, y, {"fill": ink}, line, theme.paper)


def _dot(x: float, y: float, full: Look, line: Look, paper: str) -> str:
    return element("circle", {"cx": x, "cy": y, "r": 2.5, **full})


def _ring(x: float, y: float, full: Look, line: Look, paper: str) -> str:
    return element("circle", {"cx": x, "cy": y, "r": 3.9, **line})


def _triangle(x: float, y: float, full: Look, line: Look, paper: str) -> str:
    return _path(((0, -3.9), (4, 3.2), (-4, 3.2)), x, y, line, closed=True)


def _wedge(x: float, y: float, full: Look, line: Look, paper: str) -> str:
    return _path(((-3.4, -3.6), (3.6, 0), (-3.4, 3.6)), x, y, full, closed=True)


def _dash(x: float, y: float, full: Look, line: Look, paper: str) -> str:
    return _path(((-1.6, 0), (1.6, 0)), x, y, line)


def _tick(x: float, y: float, full: Look, line: Look, paper: str) -> str:
    return _path(((-3.6, 0.3), (-1.1, 3), (3.8, -3.4)), x, y, {**line, "stroke-width": 1.7})


def _half(x: float, y: float, full: Look, line: Look, paper: str) -> str:
    corner = _path(((-HALF, -HALF), (HALF, HALF), (-HALF, HALF)), x, y, full, closed=True)
    return _box(x, y, {**line, "fill": paper}) + corner


def _crossed(x: float, y: float, full: Look, line: Look, paper: str) -> str:
    strokes = (((-2.2, -2.2), (2.2, 2.2)), ((-2.2, 2.2), (2.2, -2.2)))
    cross = "".join(_path(stroke, x, y, {**line, "stroke": paper, "stroke-width": 1.6}) for stroke in strokes)
    return _box(x, y, {**line, **full}) + cross


def _question(x: float, y: float, full: Look, line: Look, paper: str) -> str:
    hook = f"M{number(x - 1.8)} {number(y - 1.2)}a1.8 1.8 0 1 1 2.6 1.6c-0.6 0.4 -0.8 0.6 -0.8 1.1"
    dot = element("circle", {"cx": x, "cy": y + 2.9, "r": 0.8, **full})
    return _box(x, y, {**line, "fill": paper, "stroke-width": 1}) + element("path", {"d": hook, **line}) + dot


_SHAPES = {
    "records": _dot,
    "receives": _ring,
    "derives": _triangle,
    "sends": _wedge,
    "alike": _dash,
    "met": _tick,
    "degraded": _half,
    "unmet": _crossed,
    "open": _question,
}


def _box(x: float, y: float, look: Look) -> str:
    return element("rect", {"x": x - HALF, "y": y - HALF, "width": 2 * HALF, "height": 2 * HALF, **look})


def _path(points: Sequence[tuple[float, float]], x: float, y: float, look: Look, closed: bool = False) -> str:
    way = "L".join(f"{number(x + across)} {number(y + down)}" for across, down in points)
    return element("path", {"d": f"M{way}{'Z' if closed else ''}", **look})


def bar(slices: Iterable[Slice], left: float, top: float, width: float, theme: Theme) -> str:
    """A bar of all that is counted, each role with its share of the length."""
    shown = [each for each in slices if each.count]
    whole, at, parts = sum(each.count for each in shown), left, []
    for each in shown:
        wide = width * each.count / whole
        place: dict[str, Value | None] = {"x": at, "y": top, "width": wide, "height": BAR}
        ink = theme.symbols[each.role]
        parts.append(element("rect", {**place, "fill": theme.paper}))
        filling: Look = {"fill": ink, "fill-opacity": FILLED[each.role], "stroke": ink, "stroke-width": 1.0}
        parts.append(element("rect", {**place, **filling}))
        at += wide
    return "".join(parts)


def numbers(slices: Iterable[Slice], left: float, middle: float, theme: Theme) -> str:
    """Each role's symbol with its number, in one line."""
    parts, at = [], left
    for each in slices:
        if each.count:
            told = wrapped(str(each.count), NUMBER, 1000)
            parts.append(symbol(each.role, at + SLOT / 2, middle, theme))
            parts.append(text(told, at + SLOT + 1, middle - told.height / 2, theme.ink))
            at += SLOT + 1 + told.width + BETWEEN
    return "".join(parts)


def numbers_width(slices: Iterable[Slice]) -> float:
    """How wide the numbers are."""
    found = [SLOT + 1 + NUMBER.width(str(each.count)) + BETWEEN for each in slices if each.count]
    return sum(found) - BETWEEN if found else 0.0

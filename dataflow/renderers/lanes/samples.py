"""The legend's samples of what only pictures of lanes have: each drawn in the room of ``SAMPLE`` from a point on."""

from collections.abc import Callable, Mapping

from dataflow.renderers.diagrams.marks import head, strokes
from dataflow.renderers.lanes.layout import MISSING, STATION
from dataflow.renderers.lanes.symbols import SYMBOLS, alarm, flag
from dataflow.renderers.primitives.theme import Theme
from dataflow.renderers.primitives.xml import element, number

MIDDLE = 32.0


def _mark(role: str, x: float, y: float, theme: Theme) -> str:
    return SYMBOLS[role](x + MIDDLE, y, theme)


def _change(_: str, x: float, y: float, theme: Theme) -> str:
    return flag(x + MIDDLE - 7, y, theme)


def _held(form: str, x: float, y: float, theme: Theme) -> str:
    way = f"M{number(x + 4)} {number(y)}H{number(x + 42)}"
    return "".join(strokes(way, form, "current", 4.0, ink=theme.edges["care"], paper=theme.paper)[1:])


def _thin(_: str, x: float, y: float, theme: Theme) -> str:
    ink = theme.edges["outside"]
    ground = element("rect", {"x": x + 2, "y": y - 8, "width": 42, "height": 16, "rx": 4, "fill": theme.panel})
    line = element(
        "path", {"d": f"M{number(x + 9)} {number(y)}H{number(x + 29)}", "stroke": ink, "stroke-width": 2.6}
    )
    return ground + line + head((x + 38, y), (1, 0), 2.6, ink=ink, fill=ink)


def _break(status: str, x: float, y: float, theme: Theme) -> str:
    """An arrow that brings nothing, or is not there."""
    line = 1.8 if status == "barred" else MISSING
    ink, way = alarm(theme), f"M{number(x + 2)} {number(y)}H{number(x + 34)}"
    lines = strokes(way, "structured", "planned" if status == "barred" else status, line, ink=ink, paper=theme.paper)
    fill = ink if status == "barred" else theme.paper
    tip = head((x + 44, y), (1, 0), line, ink=ink, fill=fill)
    return "".join(lines) + tip + SYMBOLS[status](x + 17, y, theme)


def _station(_: str, x: float, y: float, theme: Theme) -> str:
    """The pill of a cell in which nothing happens but that something comes or goes."""
    about = {"x": x + 6, "y": y - STATION / 2, "width": 36.0, "height": STATION, "rx": STATION / 2}
    return element("rect", {**about, "fill": theme.paper, "stroke": theme.node("care").border, "stroke-width": 1.4})


SAMPLES: Mapping[str, Callable[[str, float, float, Theme], str]] = {
    "mark": _mark,
    "change": _change,
    "held": _held,
    "thin": _thin,
    "break": _break,
    "station": _station,
}
"""How a sample of each subject looks."""

"""The legend's samples of what only lanes have: each drawn in the room of ``SAMPLE`` from a point on."""

from collections.abc import Callable, Mapping

from dataflow.renderers.diagrams.marks import head, strokes
from dataflow.renderers.lanes.labels import TIME
from dataflow.renderers.lanes.layout import MISSING, STATION
from dataflow.renderers.lanes.symbols import SYMBOLS, alarm, flag
from dataflow.renderers.primitives.shapes import Paint, Path, Rect, Shape, text
from dataflow.renderers.primitives.text import one_line
from dataflow.renderers.primitives.theme import Theme

MIDDLE = 32.0
ROOM = 44.0


def _mark(role: str, x: float, y: float, theme: Theme) -> tuple[Shape, ...]:
    return SYMBOLS[role](x + MIDDLE, y, theme)


def _change(_: str, x: float, y: float, theme: Theme) -> tuple[Shape, ...]:
    return flag(x + MIDDLE - 7, y, theme)


def _held(form: str, x: float, y: float, theme: Theme) -> tuple[Shape, ...]:
    line = (("M", (x + 4, y)), ("H", (x + 42,)))
    return strokes(line, form, "current", 4.0, ink=theme.edges["care"], paper=theme.paper)[1:]


def _thin(_: str, x: float, y: float, theme: Theme) -> tuple[Shape, ...]:
    ink = theme.edges["outside"]
    return (
        Rect(x + 2, y - 8, 42, 16, Paint(theme.panel), 4),
        Path((("M", (x + 9, y)), ("H", (x + 29,))), Paint(stroke=ink, width=2.6)),
        head((x + 38, y), (1, 0), 2.6, ink=ink, fill=ink),
    )


def _break(status: str, x: float, y: float, theme: Theme) -> tuple[Shape, ...]:
    barred, ink = status == "barred", alarm(theme)
    line, drawn_as = (1.8, "planned") if barred else (MISSING, status)
    arrow = (("M", (x + 2, y)), ("H", (x + 34,)))
    return (
        *strokes(arrow, "structured", drawn_as, line, ink=ink, paper=theme.paper),
        head((x + 44, y), (1, 0), line, ink=ink, fill=ink if barred else theme.paper),
        *SYMBOLS[status](x + 17, y, theme),
    )


def _station(_: str, x: float, y: float, theme: Theme) -> tuple[Shape, ...]:
    """The pill of a cell in which arrows begin or end and nothing else happens."""
    paint = Paint(theme.paper, stroke=theme.node("care").border, width=1.4)
    return (Rect(x + 6, y - STATION / 2, 36.0, STATION, paint, STATION / 2),)


def _time(written: str, x: float, y: float, theme: Theme) -> tuple[Shape, ...]:
    """A time of the picture, up to the end of its room."""
    words = one_line(written, TIME)
    return text(words, x + max(0.0, ROOM - words.width), y - words.height / 2, theme.ink)


SAMPLES: Mapping[str, Callable[[str, float, float, Theme], tuple[Shape, ...]]] = {
    "mark": _mark,
    "change": _change,
    "held": _held,
    "thin": _thin,
    "break": _break,
    "station": _station,
    "time": _time,
}
"""The sample of each subject."""

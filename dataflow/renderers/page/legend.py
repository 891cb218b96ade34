"""The legend: a sample of each mark, and what it means."""

from dataclasses import dataclass, replace

from dataflow.base.picture import Key
from dataflow.renderers.diagrams.edge_styles import EDGE_STYLES, ON_REQUEST, THIN, symbol
from dataflow.renderers.diagrams.labels import BADGE, BADGE_PAD, CAPTION, LACK, thickness
from dataflow.renderers.diagrams.marks import head, strokes
from dataflow.renderers.grids import symbols
from dataflow.renderers.lanes.labels import TIME
from dataflow.renderers.lanes.samples import SAMPLES
from dataflow.renderers.primitives.shapes import Circle, Group, Paint, Path, Polygon, Rect, Shape, stroked, text
from dataflow.renderers.primitives.text import Lines, Style, one_line
from dataflow.renderers.primitives.theme import Theme

STYLE = Style(13)
SAMPLE = 44.0
STATUS = 70.0
"""How wide the sample of an arrow with a symbol is: its pattern is seen beside the symbol."""
SYMBOL = 14.0
"""How wide the sample of a table's symbol is."""
BETWEEN = 13.0
ROW = 22.0


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A key of the legend in its place."""

    key: Key
    words: Lines
    left: float
    row: int


def entries(keys: tuple[Key, ...], language: str, room: float) -> tuple[LegendEntry, ...]:
    """The legend, from left to right, in as many rows as it takes."""
    found: list[LegendEntry] = []
    left, row = 0.0, 0
    for each in keys:
        key = each if each.example is None else replace(each, value=each.example.in_language(language))
        shown = one_line(key.label.in_language(language), STYLE)
        wide = sample(key) + 8 + shown.width
        if left and left + wide > room:
            left, row = 0.0, row + 1
        found.append(LegendEntry(key, shown, left, row))
        left += wide + BETWEEN
    return tuple(found)


def height(shown: tuple[LegendEntry, ...]) -> float:
    """The room that the legend takes."""
    return ROW * (shown[-1].row + 1) if shown else 0.0


def ends(shown: tuple[LegendEntry, ...]) -> float:
    """How far the last row reaches."""
    return shown[-1].left + sample(shown[-1].key) + 8 + shown[-1].words.width


def sample(key: Key) -> float:
    """How wide the sample of a key is."""
    if key.subject == "time":
        return max(SAMPLE, TIME.width(key.value))
    return {"cell": SYMBOL, "status": STATUS}.get(key.subject, SAMPLE)


def legend(shown: tuple[LegendEntry, ...], left: float, top: float, theme: Theme) -> Group:
    """The legend, each entry in its place."""
    shapes: list[Shape] = []
    for entry in shown:
        x, y = left + entry.left, top + entry.row * ROW + ROW / 2
        shapes += _sample(entry.key, x, y, theme)
        shapes += text(entry.words, x + sample(entry.key) + 8, y - entry.words.height / 2, theme.ink)
    return Group(tuple(shapes), "legend", "legend")


def _sample(key: Key, x: float, y: float, theme: Theme) -> tuple[Shape, ...]:
    if key.subject in SAMPLES:
        return SAMPLES[key.subject](key.value, x, y, theme)
    if key.subject == "cell":
        return symbols.symbol(key.value, x + SYMBOL / 2, y, theme)
    if key.subject == "count":
        return _count(key.value, x, y, theme)
    if key.subject == "side":
        return (_column if key.value == "column" else _arches)(x, y, theme)
    if key.subject == "lack":
        sign = one_line("\N{MULTIPLICATION SIGN}", LACK)
        return text(sign, x + SAMPLE / 2, y - sign.height / 2, theme.edges["missing"], "middle")
    return _edge(key, x, y, theme)


def _edge(key: Key, x: float, y: float, theme: Theme) -> tuple[Shape, ...]:
    status = key.value if key.subject == "status" else "current"
    line = {
        "width": thickness(int(key.value)) if key.subject == "width" else 0,
        "status": 1.8 if status in THIN else 5.0,
        "ground": 2.0,
    }.get(key.subject, 5.0)
    form = key.value if key.subject == "form" else "structured"
    ink = theme.edges[{"status": status, "ground": "ground"}.get(key.subject, "care")]
    style, sign = EDGE_STYLES[status], ON_REQUEST if key.subject == "request" else status
    tip = x + sample(key)
    way = (("M", (x + 2, y)), ("H", (tip - 12,)))
    shapes: list[Shape] = [*strokes(way, form, status, line, ink=ink, paper=theme.paper)]
    shapes.append(head((tip, y), (1, 0), line, ink=ink, fill=theme.paper if style.hollow else ink))
    if style.symbol or sign == ON_REQUEST:
        ground, drawn = (theme.paper, ink) if style.hollow else (ink, theme.paper)
        shapes.append(Circle(x + 15, y, 8, Paint(ground, stroke=ink)))
        shapes += symbol(sign, x + 15, y - (0.8 if style.symbol == "question" else 0), drawn)
    return tuple(shapes)


def _count(count: str, x: float, y: float, theme: Theme) -> tuple[Shape, ...]:
    ink, number = theme.edges["outside"], one_line(count, CAPTION)
    wide = number.width + 2 * BADGE_PAD
    left, top = x + (SAMPLE + 2 - wide) / 2, y - BADGE / 2
    return (
        Path((("M", (x + 2, y)), ("H", (x + SAMPLE,))), Paint(stroke=ink, width=3.0)),
        Rect(left, top, wide, BADGE, Paint(ink), BADGE / 2),
        *text(number, left + BADGE_PAD, y - number.height / 2, theme.paper),
    )


def _arches(x: float, y: float, theme: Theme) -> tuple[Shape, ...]:
    ink = theme.edges["care"]
    shapes: list[Shape] = [Rect(at, y - 3, 13, 6, Paint(ink), 1.5) for at in (x + 2, x + 31)]
    for start, end, sign in ((x + 10, x + 36, -1), (x + 36, x + 10, 1)):
        arch = (("M", (start, y + sign * 3)), ("V", (y + sign * 10,)), ("H", (end,)), ("V", (y + sign * 8,)))
        foot = y + sign * 8.4
        shapes.append(Path(arch, stroked(ink, 1.5)))
        shapes.append(Polygon(((end, y + sign * 3.4), (end - 3, foot), (end + 3, foot)), Paint(ink)))
    return tuple(shapes)


def _column(x: float, y: float, theme: Theme) -> tuple[Shape, ...]:
    ink, middle = theme.edges["care"], x + SAMPLE / 2
    shapes: list[Shape] = [Rect(middle - 7, at - 3, 14, 6, Paint(ink), 1.5) for at in (y - 8, y + 8)]
    for side in (1, -1):
        start, end, border = y - side * 8, y + side * 8, middle + side * 7
        arch = (("M", (border, start)), ("H", (border + side * 10,)), ("V", (end,)), ("H", (border + side * 5,)))
        tip, foot = border + side * 0.5, border + side * 5.5
        shapes.append(Path(arch, stroked(ink, 1.5)))
        shapes.append(Polygon(((tip, end), (foot, end - 3), (foot, end + 3)), Paint(ink)))
    return tuple(shapes)

"""The legend: a sample of each mark, and what it means."""

from dataclasses import dataclass

from dataflow.base.picture import Key
from dataflow.renderers.diagrams.edge_styles import LOOKS, symbol
from dataflow.renderers.diagrams.labels import BADGE, BADGE_PAD, CAPTION, LACK, thickness
from dataflow.renderers.diagrams.marks import head, strokes, text
from dataflow.renderers.grids import symbols
from dataflow.renderers.lanes.samples import SAMPLES
from dataflow.renderers.primitives.text import Lines, Style, wrapped
from dataflow.renderers.primitives.theme import Theme
from dataflow.renderers.primitives.xml import element, number

STYLE = Style(13)
SAMPLE = 44.0
SYMBOL = 14.0
"""How wide the sample of a table's symbol is."""
BETWEEN = 13.0
ROW = 22.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of the legend in its place."""

    key: Key
    words: Lines
    left: float
    row: int


def entries(keys: tuple[Key, ...], language: str, room: float) -> tuple[Entry, ...]:
    """The legend, from left to right, in as many rows as it takes."""
    found: list[Entry] = []
    left, row = 0.0, 0
    for key in keys:
        shown = wrapped(key.label.in_language(language), STYLE, 10_000)
        wide = sample(key) + 8 + shown.width
        if left and left + wide > room:
            left, row = 0.0, row + 1
        found.append(Entry(key, shown, left, row))
        left += wide + BETWEEN
    return tuple(found)


def height(shown: tuple[Entry, ...]) -> float:
    """The room that the legend takes."""
    return ROW * (shown[-1].row + 1) if shown else 0.0


def ends(shown: tuple[Entry, ...]) -> float:
    """How far the last row reaches."""
    return shown[-1].left + sample(shown[-1].key) + 8 + shown[-1].words.width


def sample(key: Key) -> float:
    """How wide the sample of a key is."""
    return SYMBOL if key.subject == "cell" else SAMPLE


def legend(shown: tuple[Entry, ...], left: float, top: float, theme: Theme) -> str:
    """The legend as SVG."""
    parts = []
    for entry in shown:
        x, y = left + entry.left, top + entry.row * ROW + ROW / 2
        parts.append(_sample(entry.key, x, y, theme))
        parts.append(text(entry.words, x + sample(entry.key) + 8, y - entry.words.height / 2, theme.ink))
    return element("g", {"id": "legend", "class": "legend"}, *parts) if parts else ""


def _sample(key: Key, x: float, y: float, theme: Theme) -> str:
    if key.subject in SAMPLES:
        return SAMPLES[key.subject](key.value, x, y, theme)
    if key.subject == "cell":
        return symbols.symbol(key.value, x + SYMBOL / 2, y, theme)
    if key.subject == "count":
        return _count(key.value, x, y, theme)
    if key.subject == "side":
        return _arches(x, y, theme)
    if key.subject == "lack":
        sign = wrapped("\N{MULTIPLICATION SIGN}", LACK, 100)
        return text(sign, x + SAMPLE / 2, y - sign.height / 2, theme.edges["missing"], "middle")
    status = key.value if key.subject == "status" else "current"
    line = {
        "width": thickness(int(key.value)) if key.subject == "width" else 0,
        "status": 1.8 if status in ("planned", "unknown") else 5.0,
        "ground": 2.0,
    }.get(key.subject, 5.0)
    form = key.value if key.subject == "form" else "structured"
    ink = theme.edges[{"status": status, "ground": "ground"}.get(key.subject, "care")]
    look = LOOKS[status]
    way = f"M{number(x + 2)} {number(y)}H{number(x + SAMPLE - 12)}"
    parts = strokes(way, form, status, line, ink=ink, paper=theme.paper)
    parts.append(head((x + SAMPLE, y), (1, 0), line, ink=ink, fill=theme.paper if look.hollow else ink))
    if look.symbol:
        ground, drawn = (theme.paper, ink) if look.hollow else (ink, theme.paper)
        parts.append(element("circle", {"cx": x + 15, "cy": y, "r": 8, "fill": ground, "stroke": ink}))
        parts.append(symbol(status, x + 15, y - (0.8 if look.symbol == "question" else 0), drawn))
    return "".join(parts)


def _count(count: str, x: float, y: float, theme: Theme) -> str:
    """A badge on its line."""
    ink, told = theme.edges["outside"], wrapped(count, CAPTION, 100)
    wide = told.width + 2 * BADGE_PAD
    line = f"M{number(x + 2)} {number(y)}H{number(x + SAMPLE)}"
    left, top = x + (SAMPLE + 2 - wide) / 2, y - BADGE / 2
    return (
        element("path", {"d": line, "stroke": ink, "stroke-width": 3.0})
        + element("rect", {"x": left, "y": top, "width": wide, "height": BADGE, "rx": BADGE / 2, "fill": ink})
        + text(told, left + BADGE_PAD, y - told.height / 2, theme.paper)
    )


def _arches(x: float, y: float, theme: Theme) -> str:
    """Two boxes with an arch over them, and one back below."""
    ink = theme.edges["care"]
    boxes = "".join(
        element("rect", {"x": at, "y": y - 3, "width": 13, "height": 6, "rx": 1.5, "fill": ink})
        for at in (x + 2, x + 31)
    )
    ways = ((x + 10, x + 36, -1), (x + 36, x + 10, 1))
    parts = [boxes]
    for start, end, sign in ways:
        way = f"M{number(start)} {number(y + sign * 3)}V{number(y + sign * 10)}H{number(end)}V{number(y + sign * 8)}"
        parts.append(element("path", {"d": way, "fill": "none", "stroke": ink, "stroke-width": 1.5}))
        points = f"{number(end)},{number(y + sign * 3.4)} {number(end - 3)},{number(y + sign * 8.4)}"
        points += f" {number(end + 3)},{number(y + sign * 8.4)}"
        parts.append(element("polygon", {"points": points, "fill": ink}))
    return "".join(parts)

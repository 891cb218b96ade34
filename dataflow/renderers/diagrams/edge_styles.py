"""How an edge looks by its status: its line, its head and badge, and the symbol in the badge."""

from collections.abc import Mapping
from dataclasses import dataclass

from dataflow.base.picture import Edge
from dataflow.renderers.primitives.path import Command
from dataflow.renderers.primitives.shapes import Circle, Paint, Path, Shape, stroked


@dataclass(frozen=True, slots=True)
class EdgeStyle:
    """``dash`` of the line, ``hollow`` head and badge, ``rails``: two thin lines with nothing between them.

    A ``thin`` line is thin whatever the number of fields. ``symbol`` names the symbol before the number in the badge.
    """

    dash: tuple[float, ...] | None = None
    hollow: bool = False
    thin: bool = False
    rails: bool = False
    symbol: str = ""


EDGE_STYLES: Mapping[str, EdgeStyle] = {
    "current": EdgeStyle(),
    "planned": EdgeStyle((8, 5), hollow=True, thin=True, symbol="clock"),
    "unknown": EdgeStyle((9, 4, 1.5, 4), hollow=True, thin=True, symbol="question"),
    "not-held": EdgeStyle((1.5, 5), hollow=True, thin=True, symbol="empty"),
    "missing": EdgeStyle((9, 6), rails=True, symbol="cross"),
    "doubtful": EdgeStyle((9, 6), hollow=True, rails=True, symbol="question"),
    "added": EdgeStyle(symbol="plus"),
    "removed": EdgeStyle((3, 5), hollow=True, symbol="minus"),
    "changed": EdgeStyle((17, 4), symbol="delta"),
}
"""By status."""
ON_REQUEST = "on-request"
"""What the symbol of an edge stands for whose shares happen only on request: a speech bubble."""
THIN = frozenset(status for status, style in EDGE_STYLES.items() if style.thin)
_STROKES: Mapping[str, tuple[tuple[Command, ...], float]] = {
    "cross": ((("m", (-3, -3)), ("l", (6, 6)), ("m", (0, -6)), ("l", (-6, 6))), 2.0),
    "plus": ((("m", (-3.8, 0)), ("h", (7.6,)), ("m", (-3.8, -3.8)), ("v", (7.6,))), 2.0),
    "minus": ((("m", (-3.8, 0)), ("h", (7.6,))), 2.0),
    "empty": (
        (
            ("m", (-4.4, 0)),
            ("a", (4.4, 4.4, 0, 1, 0, 8.8, 0)),
            ("a", (4.4, 4.4, 0, 1, 0, -8.8, 0)),
            ("m", (4.4, 0)),
            ("m", (-4.2, 4.2)),
            ("l", (8.4, -8.4)),
        ),
        1.3,
    ),
    "delta": ((("m", (-4, 3.4)), ("h", (8,)), ("l", (-4, -7.4)), ("z", ())), 1.6),
}
"""The symbols that are one path from the middle on, and how thick their lines are."""
_BUBBLE: tuple[Command, ...] = (
    ("h", (9.6,)),
    ("v", (6.2,)),
    ("h", (-4.8,)),
    ("l", (-2.8, 2.9)),
    ("v", (-2.9,)),
    ("h", (-2.0,)),
    ("z", ()),
)


def symbols_of(edge: Edge) -> tuple[str, ...]:
    """What the symbols in the badge of an edge stand for, in their order."""
    statuses = (status for status in (edge.status, edge.share_status) if status and EDGE_STYLES[status].symbol)
    return (*statuses, *((ON_REQUEST,) if edge.on_request else ()))


def symbol(status: str, x: float, y: float, ink: str) -> tuple[Shape, ...]:
    """The symbol of a status: a clock for planned, a question mark for unknown, and so on."""
    if status == ON_REQUEST:
        return (Path((("M", (x - 4.8, y - 4.4)), *_BUBBLE), Paint(ink)),)
    shape, line = EDGE_STYLES[status].symbol, stroked(ink, 1.3, cap="round")
    if shape == "clock":
        hands = (("M", (x, y - 2.6)), ("V", (y,)), ("L", (x + 2, y + 1.2)))
        return Circle(x, y, 4.6, line), Path(hands, line)
    if shape == "question":
        arc, tail = (2.4, 2.4, 0, 1, 1, 3.4, 2.2), (-0.9, 0.5, -1.1, 0.9, -1.1, 1.7)
        hook = (("M", (x - 2.3, y - 2.2)), ("a", arc), ("c", tail))
        return Path(hook, line), Circle(x, y + 4.4, 0.9, Paint(ink))
    commands, width = _STROKES[shape]
    return (Path((("M", (x, y)), *commands), line._replace(width=width)),)

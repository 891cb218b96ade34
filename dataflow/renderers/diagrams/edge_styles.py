"""How an edge looks by its status: its line, its head and badge, and the symbol in the badge."""

from collections.abc import Mapping
from dataclasses import dataclass

from dataflow.renderers.primitives.xml import Value, element, number


@dataclass(frozen=True, slots=True)
class Look:
    """``dash`` of the line, ``hollow`` head and badge, ``rails``: two thin lines with nothing between them.

    ``symbol`` names what stands in the badge before the number.
    """

    dash: str | None = None
    hollow: bool = False
    rails: bool = False
    symbol: str = ""


LOOKS: Mapping[str, Look] = {
    "current": Look(),
    "planned": Look("8 5", hollow=True, symbol="clock"),
    "unknown": Look("9 4 1.5 4", hollow=True, symbol="question"),
    "missing": Look("9 6", rails=True, symbol="cross"),
    "doubtful": Look("9 6", hollow=True, rails=True, symbol="question"),
    "added": Look(symbol="plus"),
    "removed": Look("3 5", hollow=True, symbol="minus"),
    "changed": Look("17 4", symbol="delta"),
}
_STROKES = {
    "cross": ("M{x} {y}m-3 -3l6 6m0 -6l-6 6", 2.0),
    "plus": ("M{x} {y}m-3.8 0h7.6m-3.8 -3.8v7.6", 2.0),
    "minus": ("M{x} {y}m-3.8 0h7.6", 2.0),
    "delta": ("M{x} {y}m-4 3.4h8l-4 -7.4z", 1.6),
}


def symbol(status: str, x: float, y: float, ink: str) -> str:
    """The symbol of a status: a clock for what is planned, a question mark for what nobody knows, and so on."""
    shape = LOOKS[status].symbol
    common: dict[str, Value | None] = {"fill": "none", "stroke": ink, "stroke-width": 1.3, "stroke-linecap": "round"}
    if shape == "clock":
        hands = f"M{number(x)} {number(y - 2.6)}V{number(y)}L{number(x + 2)} {number(y + 1.2)}"
        return element("circle", {"cx": x, "cy": y, "r": 4.6, **common}) + element("path", {"d": hands, **common})
    if shape == "question":
        hook = f"M{number(x - 2.3)} {number(y - 2.2)}a2.4 2.4 0 1 1 3.4 2.2c-0.9 0.5 -1.1 0.9 -1.1 1.7"
        return element("path", {"d": hook, **common}) + element(
            "circle", {"cx": x, "cy": y + 4.4, "r": 0.9, "fill": ink}
        )
    way, wide = _STROKES[shape]
    return element("path", {"d": way.format(x=number(x), y=number(y)), **common, "stroke-width": wide})

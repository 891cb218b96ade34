"""Symbols: what kind of thing a mark is, told apart by shape before colour."""

from collections.abc import Callable, Mapping

from dataflow.renderers.diagrams.edge_styles import symbol as status_symbol
from dataflow.renderers.primitives.theme import Theme
from dataflow.renderers.primitives.xml import Value, element, number

RADIUS = 6.5
TICK = ((-3.0, 0.2), (-0.9, 2.5), (3.2, -2.6))


def alarm(theme: Theme) -> str:
    """The ink of what is missing."""
    return theme.edges.get("missing", theme.ink)


def _line(points: tuple[tuple[float, float], ...], x: float, y: float, ink: str, width: float) -> str:
    way = "L".join(f"{number(x + across)} {number(y + down)}" for across, down in points)
    common: dict[str, Value | None] = {
        "fill": "none",
        "stroke": ink,
        "stroke-width": width,
        "stroke-linecap": "round",
    }
    return element("path", {"d": f"M{way}", **common})


def _ring(x: float, y: float, fill: str, ink: str) -> str:
    return element("circle", {"cx": x, "cy": y, "r": RADIUS, "fill": fill, "stroke": ink, "stroke-width": 1.4})


def _recorded(x: float, y: float, theme: Theme) -> str:
    return element("circle", {"cx": x, "cy": y, "r": 5.0, "fill": theme.edges["care"]})


def _derived(x: float, y: float, theme: Theme) -> str:
    points = " ".join(f"{number(x + a)},{number(y + b)}" for a, b in ((0, -6), (6, 0), (0, 6), (-6, 0)))
    return element(
        "polygon", {"points": points, "fill": theme.paper, "stroke": theme.edges["care"], "stroke-width": 1.8}
    )


def _among(x: float, y: float, theme: Theme) -> str:
    """Two that give to one another."""
    ink = theme.edges["care"]
    heads = "".join(
        element(
            "polygon",
            {
                "points": " ".join(
                    f"{number(x + way * a)},{number(y + way * b)}" for a, b in ((6.5, -3), (2.5, -6), (2.5, 0))
                ),
                "fill": ink,
            },
        )
        for way in (1, -1)
    )
    return heads + _line(((-6, -3), (3, -3)), x, y, ink, 1.6) + _line(((-3, 3), (6, 3)), x, y, ink, 1.6)


def _again(x: float, y: float, theme: Theme) -> str:
    """Two short arrows, one after the other."""
    ink = theme.edges["outside"]
    heads = (((-6, -4), (-1, 0), (-6, 4)), ((1, -4), (6, 0), (1, 4)))
    return "".join(_line(head, x, y, ink, 1.8) for head in heads)


def _met(x: float, y: float, theme: Theme) -> str:
    return _ring(x, y, theme.paper, theme.edges["care"]) + _line(TICK, x, y, theme.edges["care"], 1.8)


def _degraded(x: float, y: float, theme: Theme) -> str:
    """A ring half full."""
    ink, r = alarm(theme), number(RADIUS)
    half = f"M{number(x)} {number(y - RADIUS)}A{r} {r} 0 0 0 {number(x)} {number(y + RADIUS)}Z"
    return _ring(x, y, theme.paper, ink) + element("path", {"d": half, "fill": ink})


def _unmet(x: float, y: float, theme: Theme) -> str:
    ink, arms = alarm(theme), (((-2.6, -2.6), (2.6, 2.6)), ((-2.6, 2.6), (2.6, -2.6)))
    return _ring(x, y, ink, ink) + "".join(_line(arm, x, y, theme.paper, 1.9) for arm in arms)


def _status(status: str) -> Callable[[float, float, Theme], str]:
    def drawn(x: float, y: float, theme: Theme) -> str:
        ink = theme.edges[status]
        ring: dict[str, Value | None] = {"cx": x, "cy": y, "r": 7.0, "fill": theme.paper, "stroke": ink}
        frame = element("circle", {**ring, "stroke-width": 1.0}) if status == "unknown" else ""
        return frame + status_symbol(status, x, y - (0 if status == "planned" else 0.8), theme.edges[status])

    return drawn


SYMBOLS: Mapping[str, Callable[[float, float, Theme], str]] = {
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
    "barred": _unmet,
    "missing": _unmet,
}
"""How the symbol of a role looks around a point."""


def flag(x: float, y: float, theme: Theme) -> str:
    """Where another takes over: two arrowheads, one behind the other."""
    points = ((0, -6), (6, 0), (0, 6)), ((7, -6), (13, 0), (7, 6))
    return "".join(
        element(
            "polygon",
            {"points": " ".join(f"{number(x + a)},{number(y + b)}" for a, b in head), "fill": theme.edges["care"]},
        )
        for head in points
    )

"""The growth as a picture: both axes by powers of ten, so that what is linear is a straight line of one slope."""

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil, floor, log10

from bench.rows import Grown

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 640, 360, 70, 30, 150, 50
_COLOURS = ("#1b6ca8", "#b5541c", "#3b7a3b")


def plotted(growth: Mapping[str, Sequence[Grown]]) -> str:
    """The plot as SVG: seconds over the size of the map."""
    sizes = [each.times for grown in growth.values() for each in grown]
    seconds = [each.seconds for grown in growth.values() for each in grown]
    across, up = _decades(min(sizes), max(sizes)), _decades(min(seconds), max(seconds))

    def x(size: float) -> float:
        return LEFT + (log10(size) - across[0]) / (across[-1] - across[0]) * (WIDTH - LEFT - RIGHT)

    def y(time: float) -> float:
        return HEIGHT - BOTTOM - (log10(time) - up[0]) / (up[-1] - up[0]) * (HEIGHT - TOP - BOTTOM)

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif"'
        ' font-size="13">',
        "<title>Time over the size of a map</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for power in across:
        at, label = x(10**power), f"{10**power:g}x"
        lines.append(f'<path d="M{at:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#dddddd"/>')
        lines.append(f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{label}</text>')
    for power in up:
        at, label = y(10**power), f"{10**power:g} s"
        lines.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="#dddddd"/>')
        lines.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{label}</text>')
    for colour, (name, grown) in zip(_COLOURS, growth.items(), strict=False):
        points = [(x(each.times), y(each.seconds)) for each in grown]
        path = "L".join(f"{a:.1f} {b:.1f}" for a, b in points)
        lines.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        lines += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="4" fill="{colour}"/>' for a, b in points]
        a, b = points[-1]
        lines.append(f'<text x="{a + 10:.1f}" y="{b + 4:.1f}" fill="{colour}">{escape(name.replace("`", ""))}</text>')
    (a, b), first = (x(10 ** across[0]), x(10 ** across[-1])), min(seconds) / 2
    end = first * 10 ** (across[-1] - across[0])
    if end <= 10 ** up[-1]:
        lines.append(
            f'<path d="M{a:.1f} {y(first):.1f}L{b:.1f} {y(end):.1f}" stroke="#888888" stroke-dasharray="5 4"/>'
        )
        lines.append(f'<text x="{b + 10:.1f}" y="{y(end) + 4:.1f}" fill="#666666">linear</text>')
    return "\n".join([*lines, "</svg>", ""])


def _decades(least: float, most: float) -> list[int]:
    return list(range(floor(log10(least)), ceil(log10(most)) + 1))

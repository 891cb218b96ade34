"""Nodes and edges as SVG."""

from collections.abc import Sequence

from dataflow.base.picture import Edge, Node
from dataflow.renderers.diagrams.edge_styles import LOOKS, symbol
from dataflow.renderers.diagrams.labels import (
    BADGE,
    BADGE_PAD,
    GAP,
    SYMBOL,
    EdgeWords,
    NodeWords,
    head_half,
    head_length,
)
from dataflow.renderers.layout.geometry import Box, Route
from dataflow.renderers.primitives.text import Lines
from dataflow.renderers.primitives.theme import Theme
from dataflow.renderers.primitives.typeface import ASCENT
from dataflow.renderers.primitives.xml import element, number, words

CASING = 3.0
"""How far the paper shows on either side of a line that crosses another."""
RAIL = 1.7
"""How thick each of two rails is."""


def text(lines: Lines, left: float, top: float, ink: str, anchor: str = "start") -> str:
    """Lines of text; each says how long it is, so that it fits in whatever face it is shown."""
    style = lines.style
    rows = [
        element(
            "text",
            {
                "x": left,
                "y": top + index * style.leading + ASCENT * style.size,
                "font-size": style.size,
                "font-weight": "600" if style.weight == 600 else None,
                "fill": ink,
                "text-anchor": None if anchor == "start" else anchor,
                "textLength": style.width(line),
                "lengthAdjust": "spacingAndGlyphs",
            },
            words(line),
        )
        for index, line in enumerate(lines.lines)
    ]
    return "".join(rows)


def node(shown: Node, told: NodeWords, box: Box, *, meaning: str, theme: Theme) -> str:
    """A node: a box, bordered more heavily where it stands in the main band, with its words."""
    ink = theme.node(shown.role)
    border = theme.edges[shown.status] if shown.status else ink.border
    parts = [
        element("title", {}, words(meaning)),
        element(
            "rect",
            {
                "x": box.left,
                "y": box.top,
                "width": box.width,
                "height": box.height,
                "rx": 9 if told.large else 5,
                "fill": ink.fill,
                "stroke": border,
                "stroke-width": max(ink.thickness, 2.4) if shown.status else ink.thickness,
                "stroke-dasharray": LOOKS[shown.status].dash if shown.status else None,
            },
        ),
    ]
    at = box.top + (box.height - told.height) / 2
    inks = ((told.title, ink.title), (told.lacks, theme.edges["missing"]), (told.flag, border))
    for block in told.blocks:
        written = next((own for one, own in inks if block is one), ink.text)
        at += told.above(block)
        parts.append(text(block, box.middle, at, written, "middle"))
        at += block.height
    kinds = " ".join(filter(None, ("actor", shown.role, shown.kind, shown.status)))
    return element("g", {"id": shown.mark, "class": kinds, "role": "graphics-object"}, *parts)


def edge(shown: Edge, told: EdgeWords, route: Route, line: float, *, meaning: str, theme: Theme) -> str:
    """An edge: a line whose pattern says the form, whose thickness the number of fields; its head; its label."""
    ink, line_of = theme.edge(shown), shown.standing or shown.status
    look = LOOKS[line_of]
    way = "".join(f"{letter}{' '.join(map(number, numbers))}" for letter, numbers in route.moves)
    parts = [
        element("title", {}, words(meaning)),
        *strokes(way, shown.form, line_of, line, ink=ink, paper=theme.paper),
        head(route.tip, route.towards, line, ink=ink, fill=theme.paper if look.hollow else ink),
        label(shown, told, route.label, ink, theme) if told.caption.lines else "",
    ]
    kinds = f"{shown.kind} {shown.role} {shown.form} {shown.status}"
    return element("g", {"id": shown.mark, "class": kinds, "role": "graphics-object"}, *parts)


def strokes(way: str, form: str, status: str, line: float, *, ink: str, paper: str) -> list[str]:
    """A line in the pattern of its form, on a casing of paper that makes crossings legible."""

    def drawn(ink: str, width: float, dashes: str | None = None, cap: str | None = None) -> str:
        return element(
            "path",
            {
                "d": way,
                "fill": "none",
                "stroke": ink,
                "stroke-width": width,
                "stroke-dasharray": dashes,
                "stroke-linecap": cap,
            },
        )

    casing, look = drawn(paper, line + 2 * CASING), LOOKS[status]
    if look.rails:
        return [casing, drawn(ink, line, look.dash), drawn(paper, line - 2 * RAIL)]
    if status != "current":
        return [casing, drawn(ink, line, look.dash)]
    if form == "free-text":
        return [casing, drawn(ink, line, f"0 {number(1.75 * line + 0.6)}", "round")]
    if form == "coded":
        return [casing, drawn(ink, max(line, 3.6)), drawn(paper, max(1.2, 0.36 * line))]
    return [casing, drawn(ink, line)]


def head(tip: tuple[float, float], towards: tuple[int, int], line: float, *, ink: str, fill: str) -> str:
    """An arrowhead; hollow where nothing is shared yet."""
    (x, y), (across, down) = tip, towards
    length, half = head_length(line), head_half(line)
    back = (x - across * length, y - down * length)
    corners = [
        (x, y),
        (back[0] + down * half, back[1] + across * half),
        (back[0] - down * half, back[1] - across * half),
    ]
    points = " ".join(f"{number(a)},{number(b)}" for a, b in corners)
    hollow = fill != ink
    return element(
        "polygon",
        {"points": points, "fill": fill, "stroke": ink if hollow else None, "stroke-width": 1.4 if hollow else None},
    )


def label(shown: Edge, told: EdgeWords, box: Box, ink: str, theme: Theme) -> str:
    """The badge with the number, and below it the names on a ground of paper."""
    parts = []
    top = box.top + BADGE + GAP
    if told.below:
        wide = max(block.width for block in told.below) + 6
        ground = Box(box.middle - wide / 2, top - GAP, wide, box.bottom - top + GAP + 1)
        parts.append(_rect(ground, theme.paper))
    for block in told.below:
        written = ink if block is told.notes and told.notes_first else theme.quiet
        bright = block is told.names and told.notes.lines
        parts.append(text(block, box.middle, top, theme.ink if bright else written, "middle"))
        top += block.height
    badge = Box(box.middle - told.badge / 2, box.top, told.badge, BADGE)
    symbols = tuple(status for status in (shown.status, shown.standing) if status and LOOKS[status].symbol)
    hollow = LOOKS[shown.standing or shown.status].hollow
    parts.append(_badge(symbols, hollow, badge, ink, theme))
    caption = told.caption
    left = badge.left + BADGE_PAD + SYMBOL * told.symbols
    top = badge.top + (BADGE - caption.height) / 2
    parts.append(text(caption, left, top, ink if hollow else theme.paper))
    return "".join(parts)


def _rect(box: Box, fill: str) -> str:
    return element("rect", {"x": box.left, "y": box.top, "width": box.width, "height": box.height, "fill": fill})


def _badge(symbols: Sequence[str], hollow: bool, box: Box, ink: str, theme: Theme) -> str:
    """The badge with the symbols of its statuses side by side."""
    pill = element(
        "rect",
        {
            "x": box.left,
            "y": box.top,
            "width": box.width,
            "height": box.height,
            "rx": BADGE / 2,
            "fill": theme.paper if hollow else ink,
            "stroke": ink if hollow else None,
            "stroke-width": 1.2 if hollow else None,
        },
    )
    written, middle = ink if hollow else theme.paper, box.top + BADGE / 2
    return pill + "".join(
        symbol(status, box.left + BADGE_PAD + 4 + SYMBOL * place, middle, written)
        for place, status in enumerate(symbols)
    )


def joined(parts: Sequence[str]) -> str:
    """Several texts of one line."""
    return " \N{MIDDLE DOT} ".join(part for part in parts if part)

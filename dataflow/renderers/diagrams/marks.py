"""Nodes and edges as shapes."""

from collections.abc import Sequence

from dataflow.base.picture import LACKING, Edge, Node
from dataflow.renderers.diagrams.edge_styles import EDGE_STYLES, ON_REQUEST, symbol, symbols_of
from dataflow.renderers.diagrams.labels import (
    BADGE,
    BADGE_PAD,
    BARE_SIGN,
    GAP,
    LACK,
    SYMBOL,
    EdgeLabel,
    NodeLabel,
    head_half,
    head_length,
)
from dataflow.renderers.layout.geometry import Box, Route
from dataflow.renderers.primitives.path import Command, Point
from dataflow.renderers.primitives.shapes import Circle, Group, Paint, Path, Polygon, Rect, Shape, stroked, text
from dataflow.renderers.primitives.theme import Theme

CASING = 3.0
"""How far the paper shows on either side of a line that crosses another."""
RAIL = 1.7
"""How thick each of two rails is."""


def node(shown: Node, label: NodeLabel, box: Box, *, meaning: str, theme: Theme) -> Group:
    """A node: a box, with its words; its border is heavier in the main band."""
    ink = theme.node(shown.role)
    border = theme.edges[shown.status] if shown.status else ink.border
    paint = Paint(
        fill=ink.fill,
        stroke=border,
        width=max(ink.thickness, 2.4) if shown.status else ink.thickness,
        dash=EDGE_STYLES[shown.status].dash if shown.status else None,
    )
    shapes: list[Shape] = [Rect(box.left, box.top, box.width, box.height, paint, 9 if label.large else 5)]
    at = box.top + (box.height - label.height) / 2
    what = [(block, theme.edges["missing"]) for block in label.lacks if block.style is LACK]
    inks = ((label.title, ink.title), *what, (label.flag, border))
    for block in label.blocks:
        written = next((own for one, own in inks if block is one), ink.text)
        at += label.above(block)
        shapes += text(block, box.middle, at, written, "middle")
        at += block.height
    kind = " ".join(filter(None, ("actor", shown.role, shown.kind, shown.status)))
    return Group(tuple(shapes), kind, shown.mark, meaning)


def edge(shown: Edge, label: EdgeLabel, route: Route, line: float, *, meaning: str, theme: Theme) -> Group:
    """An edge: a line whose pattern says the form, whose thickness the number of fields; its head; its label."""
    ink, line_of = theme.edge(shown), shown.share_status or shown.status
    hollow = EDGE_STYLES[line_of].hollow
    shapes = (
        *strokes(route.commands, shown.form, line_of, line, ink=ink, paper=theme.paper),
        head(route.tip, route.towards, line, ink=ink, fill=theme.paper if hollow else ink),
        *(_label(shown, label, route.label, ink, theme) if label.caption.lines else _sign(shown, route.label, theme)),
    )
    kind = f"{shown.kind} {shown.role} {shown.form} {shown.status}"
    return Group(shapes, kind, shown.mark, meaning)


def strokes(
    commands: tuple[Command, ...], form: str, status: str, line: float, *, ink: str, paper: str
) -> tuple[Path, ...]:
    """A line in the pattern of its form, on a casing of paper that makes crossings legible."""
    style = EDGE_STYLES[status]
    if style.rails:
        paints = [stroked(ink, line, style.dash), stroked(paper, line - 2 * RAIL)]
    elif status != "current":
        paints = [stroked(ink, line, style.dash)]
    elif form == "free-text":
        paints = [stroked(ink, line, (0, 1.75 * line + 0.6), "round")]
    elif form == "coded":
        paints = [stroked(ink, max(line, 3.6)), stroked(paper, max(1.2, 0.36 * line))]
    else:
        paints = [stroked(ink, line)]
    return tuple(Path(commands, paint) for paint in (stroked(paper, line + 2 * CASING), *paints))


def head(tip: Point, towards: tuple[int, int], line: float, *, ink: str, fill: str) -> Polygon:
    """An arrowhead; hollow where nothing is shared yet."""
    (x, y), (across, down) = tip, towards
    length, half = head_length(line), head_half(line)
    back = (x - across * length, y - down * length)
    corners = (
        (x, y),
        (back[0] + down * half, back[1] + across * half),
        (back[0] - down * half, back[1] - across * half),
    )
    return Polygon(corners, Paint(fill, stroke=ink, width=1.4) if fill != ink else Paint(fill))


def _label(shown: Edge, label: EdgeLabel, box: Box, ink: str, theme: Theme) -> list[Shape]:
    shapes: list[Shape] = []
    top = box.top + BADGE + GAP
    if label.below:
        wide = max(block.width for block in label.below) + 6
        height = box.bottom - top + GAP + 1
        shapes.append(Rect(box.middle - wide / 2, top - GAP, wide, height, Paint(theme.paper)))
    for block in label.below:
        # Fields beside an actor matter more than their notes; why something is missing matters as much as what.
        bright = shown.status in LACKING or (block is label.names and label.notes.lines and shown.role == "beside")
        written = ink if block.style is LACK else theme.ink if bright else theme.quiet
        shapes += text(block, box.middle, top, written, "middle")
        top += block.height
    badge = Box(box.middle - label.badge / 2, box.top, label.badge, BADGE)
    hollow = EDGE_STYLES[shown.share_status or shown.status].hollow
    shapes += _badge(symbols_of(shown), hollow, badge, ink, theme)
    caption = label.caption
    left = badge.left + BADGE_PAD + SYMBOL * label.symbols
    shapes += text(caption, left, badge.top + (BADGE - caption.height) / 2, ink if hollow else theme.paper)
    return shapes


def _sign(shown: Edge, box: Box, theme: Theme) -> tuple[Shape, ...]:
    """The symbol of an edge in the background, which has no words."""
    if not shown.on_request:
        return ()
    across, down, ink = box.middle, (box.top + box.bottom) / 2, theme.edge(shown)
    return (Circle(across, down, BARE_SIGN / 2, Paint(theme.paper)), *symbol(ON_REQUEST, across, down, ink))


def _badge(symbols: Sequence[str], hollow: bool, box: Box, ink: str, theme: Theme) -> list[Shape]:
    paint = Paint(theme.paper, stroke=ink, width=1.2) if hollow else Paint(ink)
    shapes: list[Shape] = [Rect(box.left, box.top, box.width, box.height, paint, BADGE / 2)]
    written, middle = ink if hollow else theme.paper, box.top + BADGE / 2
    for place, status in enumerate(symbols):
        shapes += symbol(status, box.left + BADGE_PAD + 4 + SYMBOL * place, middle, written)
    return shapes

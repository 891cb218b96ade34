"""One node and what surrounds it: on its left those whose edges come to it, on its right those to which they go.

Each neighbour stands in a row of its own, as high as its words and the labels of its edges need; the edges lie level.
"""

from dataflow.base.picture import Diagram, Edge
from dataflow.renderers.layout.geometry import Box, Placed, Route, Sizes
from dataflow.renderers.primitives.path import Command

HEAD = 30.0
"""The room over a column for its name."""
BETWEEN = 12.0
"""Between two rows."""
LANE = 7.0
"""Between two labels of a row."""
ASIDE = 16.0
"""On either side of a label, where its line shows."""
MARGIN = 4.0
SIDES = ("left", "right")


def is_beside(diagram: Diagram) -> bool:
    """Whether this is the layout that a diagram asks for."""
    return any(band.role in SIDES for band in diagram.bands)


def beside(diagram: Diagram, sizes: Sizes) -> Placed:
    """The layout of a diagram whose edges all begin or end at the one node of its main band."""
    roles = {band.id: band.role for band in diagram.bands}
    side = {node.id: roles[node.band] for node in diagram.nodes}
    (middle,) = (node for node, role in side.items() if role == "main")
    columns = {role: [node for node, own in side.items() if own == role] for role in SIDES}
    edges: dict[str, list[Edge]] = {node: [] for node in side}
    for edge in diagram.edges:
        if edge.source != edge.target:
            edges[edge.target if edge.source == middle else edge.source].append(edge)

    def high(node: str) -> float:
        return max(sizes.nodes[node][1], sum(sizes.labels[edge.id][1] + LANE for edge in edges[node]) + LANE)

    def total(nodes: list[str]) -> float:
        return sum(map(high, nodes)) + BETWEEN * max(0, len(nodes) - 1)

    tall = max(sizes.nodes[middle][1], *(total(nodes) for nodes in columns.values()))
    wide = {role: max((sizes.nodes[node][0] for node in nodes), default=0.0) for role, nodes in columns.items()}
    lane = {
        role: max(
            (sizes.labels[edge.id][0] + 2 * ASIDE + sizes.heads[edge.id] for node in nodes for edge in edges[node]),
            default=0,
        )
        for role, nodes in columns.items()
    }
    at = MARGIN + wide["left"] + lane["left"]
    boxes = {middle: Box(at, HEAD, sizes.nodes[middle][0], tall)}
    begins = {"left": MARGIN, "right": boxes[middle].right + lane["right"]}
    routes: dict[str, Route] = {}
    for role, nodes in columns.items():
        top = HEAD + (tall - total(nodes)) / 2
        for node in nodes:
            boxes[node] = Box(begins[role], top, wide[role], high(node))
            routes |= _routes(edges[node], boxes[node], boxes[middle], sizes)
            top += high(node) + BETWEEN
    bands = {
        band.id: Box(begins[band.role], 0, wide[band.role], HEAD) if band.role in SIDES else boxes[middle]
        for band in diagram.bands
    }
    return Placed(begins["right"] + wide["right"] + MARGIN, HEAD + tall + MARGIN, boxes, routes, bands)


def _routes(edges: list[Edge], row: Box, middle: Box, sizes: Sizes) -> dict[str, Route]:
    """The edges of one row, one below the other, level and from left to right."""
    found = {}
    left, right = (row.right, middle.left) if row.left < middle.left else (middle.right, row.left)
    free = row.height - sum(sizes.labels[edge.id][1] + LANE for edge in edges) + LANE
    top = row.top + free / 2
    for edge in edges:
        across, down = sizes.labels[edge.id]
        line = top + min(sizes.badge, down) / 2
        head = sizes.heads[edge.id]
        commands: tuple[Command, ...] = (("M", (left, line)), ("L", (right - head, line)))
        label = Box((left + right - head - across) / 2, top, across, down)
        found[edge.id] = Route(commands, (right, line), (1, 0), label)
        top += down + LANE
    return found

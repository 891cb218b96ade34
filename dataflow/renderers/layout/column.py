"""All nodes one below the other: edges down pass on the right, edges back up on the left, each on a track of its own.

It is the layout for a page that is higher than it is wide. Nothing in it needs a graph engine.
"""

from collections.abc import Iterable, Mapping

from dataflow.base.picture import Diagram
from dataflow.renderers.layout.column_lines import CORNER, lines_of
from dataflow.renderers.layout.geometry import Box, Placed, Route, Sizes
from dataflow.renderers.layout.ranks import Arch, arches
from dataflow.renderers.layout.spacing import even
from dataflow.renderers.primitives.path import Command

BETWEEN = 18.0
"""The least height between two nodes."""
AROUND = 9.0
"""Above and below a label between two nodes."""
BAND = 14.0
"""How much farther two nodes of different bands are apart."""
MARGIN = 9.0


def in_column(diagram: Diagram, sizes: Sizes) -> Placed:
    """The layout of a diagram of bands, from the band that is uppermost on the page down."""
    order = [node.id for band in diagram.bands for node in diagram.nodes if node.band == band.id]
    # The widest label goes nearest, where it may reach into the gap between the nodes.
    widths = {edge: across for edge, (across, _) in sizes.labels.items()}
    found = arches(order, [edge for edge in diagram.edges if edge.source != edge.target], widths)
    ports = _ports(order, found, sizes)
    wide = max((sizes.nodes[node][0] for node in order), default=0.0)
    lines = {up: lines_of([arch for arch in found if arch.up == up], sizes, wide / 2) for up in (True, False)}
    gaps = {**lines[True].gaps, **lines[False].gaps}
    boxes = _boxes(diagram, order, wide, gaps, ports, sizes)
    middle, right = lines[False].reach + MARGIN, lines[False].reach + lines[True].reach + 2 * MARGIN
    bottom = max((box.bottom for box in boxes.values()), default=0.0) + MARGIN
    placed = {node: Box(middle + box.left, box.top, box.width, box.height) for node, box in boxes.items()}
    routes = {}
    for arch in found:
        side = 1 if arch.up else -1
        line = middle + side * lines[arch.up].distances[arch.edge.id]
        over, under = (placed[order[gaps[arch.edge.id] + below]] for below in (0, 1))
        across, down = sizes.labels[arch.edge.id]
        label = Box(line - across / 2, (over.bottom + under.top - down) / 2, across, down)
        routes[arch.edge.id] = _route(arch, placed, ports, line, label, sizes.heads[arch.edge.id])
    return Placed(right, bottom, placed, routes, _bands(diagram, placed, right, bottom))


def _ports(order: list[str], found: Iterable[Arch], sizes: Sizes) -> dict[tuple[str, str], float]:
    """How far from the middle of a node's side each edge ends there, in an order without crossings beside it."""
    sides: dict[tuple[str, bool], list[tuple[tuple[int, int], str]]] = {}
    for arch in found:
        over, under = order[arch.first], order[arch.last + 1]
        sides.setdefault((over, arch.up), []).append(((2, -arch.track), arch.edge.id))
        sides.setdefault((under, arch.up), []).append(((0, arch.track), arch.edge.id))
    ports = {}
    for (node, _), ends in sides.items():
        edges = [edge for _, edge in sorted(ends)]
        for edge, place in zip(edges, even([sizes.ends[edge] for edge in edges], 2.0), strict=True):
            ports[node, edge] = place
    return ports


def _boxes(
    diagram: Diagram,
    order: list[str],
    wide: float,
    gaps: Mapping[str, int],
    ports: dict[tuple[str, str], float],
    sizes: Sizes,
) -> dict[str, Box]:
    """The nodes around x = 0, equally wide, with room between them for the labels there."""
    band = {node.id: node.band for node in diagram.nodes}
    room: dict[int, float] = {}
    for edge, gap in gaps.items():
        room[gap] = max(room.get(gap, BETWEEN), sizes.labels[edge][1] + 2 * AROUND)
    boxes, top = dict[str, Box](), MARGIN
    for index, node in enumerate(order):
        ends = [abs(place) + sizes.ends[edge] / 2 for (own, edge), place in ports.items() if own == node]
        high = max(sizes.nodes[node][1], 2 * (max(ends, default=0.0) + CORNER / 2))
        boxes[node] = Box(-wide / 2, top, wide, high)
        apart = BAND if index + 1 < len(order) and band[node] != band[order[index + 1]] else 0.0
        top += high + room.get(index, BETWEEN) + apart
    return boxes


def _route(
    arch: Arch, boxes: dict[str, Box], ports: dict[tuple[str, str], float], line: float, label: Box, head: float
) -> Route:
    edge = arch.edge
    start, end = boxes[edge.source], boxes[edge.target]
    side = 1 if arch.up else -1
    border = start.right if arch.up else start.left
    one = start.top + start.height / 2 + ports[edge.source, edge.id]
    other = end.top + end.height / 2 + ports[edge.target, edge.id]
    ahead = 1 if other > one else -1
    turn = min(CORNER, abs(other - one) / 2)
    commands: tuple[Command, ...] = (
        ("M", (border, one)),
        ("L", (line - side * turn, one)),
        ("Q", (line, one, line, one + ahead * turn)),
        ("L", (line, other - ahead * turn)),
        ("Q", (line, other, line - side * turn, other)),
        ("L", (border + side * head, other)),
    )
    return Route(commands, (border, other), (-side, 0), label)


def _bands(diagram: Diagram, placed: dict[str, Box], right: float, bottom: float) -> dict[str, Box]:
    """From where to where each band goes; one without nodes has no height."""
    found, top = dict[str, Box](), 0.0
    inhabited = [band.id for band in diagram.bands if any(node.band == band.id for node in diagram.nodes)]
    for band in diagram.bands:
        following = inhabited[inhabited.index(band.id) + 1 :] if band.id in inhabited else ()
        end = top
        if band.id in inhabited:
            last = max(placed[node.id].bottom for node in diagram.nodes if node.band == band.id)
            first = min((placed[node.id].top for node in diagram.nodes if node.band in following[:1]), default=None)
            end = bottom if first is None else (last + first) / 2
        found[band.id] = Box(0.0, top, right, end - top)
        top = end
    return found

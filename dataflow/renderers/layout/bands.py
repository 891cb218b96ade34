"""The layout of a diagram of bands: the place of every node, label and route."""

from dataclasses import replace

from dataflow.base.picture import Diagram, Edge
from dataflow.renderers.layout.beside import beside, is_beside
from dataflow.renderers.layout.engines import Deadline
from dataflow.renderers.layout.geometry import Placed, Sizes
from dataflow.renderers.layout.horizontal import CORNER, Columns, columns
from dataflow.renderers.layout.rank_graph import steps
from dataflow.renderers.layout.ranks import RankPlan, planned
from dataflow.renderers.layout.spacing import even, nearest
from dataflow.renderers.layout.vertical import VerticalLayout

SPARE = 10
"""The most room to spare between two ends on a node's side."""


def arrange(diagram: Diagram, sizes: Sizes, engine: str, timeout: float) -> Placed:
    """The layout of a diagram, in ``timeout`` seconds."""
    if is_beside(diagram):
        return beside(diagram, sizes)
    deadline = Deadline(timeout)
    plan = planned(diagram)
    found = columns(plan, sizes, {}, engine, deadline)
    plan = _turned(plan, found)
    ports = _ports(plan, sizes, found)
    found = columns(plan, sizes, ports, engine, deadline)
    ports = _ports(plan, sizes, found)
    placed = VerticalLayout(plan, sizes, found, ports).placed(diagram)
    deadline.left()
    return placed


def _turned(plan: RankPlan, found: Columns) -> RankPlan:
    """The plan with each unit turned so that its edges cross as little as possible."""
    units = []
    for unit in plan.units:
        pull: dict[str, list[float]] = {node: [] for node in unit}
        for edge in plan.crossing:
            for node, rank in zip(plan.ends(edge), _next_ranks(plan, edge), strict=True):
                if node in pull:
                    pull[node].append(found.ways[edge.id, rank])
        means = [sum(places) / len(places) for places in pull.values() if places]
        units.append(unit[::-1] if len(means) > 1 and means[0] > means[-1] else unit)
    return replace(plan, units=tuple(units))


def _next_ranks(plan: RankPlan, edge: Edge) -> tuple[int, int]:
    passed = steps(plan, edge)
    return passed[0], passed[-1]


def _ports(plan: RankPlan, sizes: Sizes, found: Columns) -> dict[tuple[str, str], float]:
    """The ends of edges on nodes, in an order without crossings beside a node, and as straight as it allows."""
    sides: dict[tuple[str, bool], list[tuple[tuple[int, float], str]]] = {}
    for arch in plan.arches:
        left, right = plan.row[arch.first], plan.row[arch.last + 1]
        sides.setdefault((left, arch.up), []).append(((2, -arch.track), arch.edge.id))
        sides.setdefault((right, arch.up), []).append(((0, arch.track), arch.edge.id))
    for edge in plan.crossing:
        (upper, lower), (first, last) = plan.ends(edge), _next_ranks(plan, edge)
        sides.setdefault((upper, False), []).append(((1, found.ways[edge.id, first]), edge.id))
        sides.setdefault((lower, True), []).append(((1, found.ways[edge.id, last]), edge.id))
    ports = {}
    for (node, _), unsorted in sides.items():
        ends = sorted(unsorted)
        rooms = [sizes.ends[edge_id] for _, edge_id in ends]
        wide = found.widths[node] - 2 * CORNER
        apart = max(0.0, min(SPARE, (wide - sum(rooms)) / len(ends)))
        spread = even(rooms, apart)
        wished = [
            column - found.nodes[node] if kind == 1 else place
            for ((kind, column), _), place in zip(ends, spread, strict=True)
        ]
        for (_, edge_id), place in zip(ends, nearest(wished, rooms, wide / 2), strict=True):
            ports[node, edge_id] = place
    return ports

"""The horizontal places of all nodes and labels in ranks, computed by Graphviz."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dataflow.base.picture import Edge
from dataflow.renderers.layout.engines import Deadline, places
from dataflow.renderers.layout.geometry import Sizes
from dataflow.renderers.layout.rank_graph import APART, Names, Ports, graph_of, offset, steps, unit_width, way_width
from dataflow.renderers.layout.ranks import RankPlan
from dataflow.renderers.layout.spacing import nearest

CORNER = 8
"""Where on a node's side no edge ends."""


@dataclass(slots=True)
class Columns:
    """Horizontal centres: of nodes, of the gaps of the row, and of edges (their labels too) by edge and rank."""

    nodes: dict[str, float] = field(default_factory=dict)
    ways: dict[tuple[str, int], float] = field(default_factory=dict)
    gaps: dict[int, float] = field(default_factory=dict)
    widths: dict[str, float] = field(default_factory=dict)


def columns(plan: RankPlan, sizes: Sizes, ports: Ports, engine: str, deadline: Deadline) -> Columns:
    """Where Graphviz puts everything. With ``ports``, it leads edges to their ends on a node, not to its centre."""
    found = Columns(widths=_widths(plan, sizes))
    names = Names(plan)
    laid_out = places(graph_of(plan, sizes, found.widths, ports, names), names.all(), engine, deadline)
    row = [laid_out[names.node(node)] for node in plan.row]
    # Graphviz may give up the order of the row for routes that pass through it.
    if row != sorted(row):
        slots = _slots(plan, names, laid_out)
        laid_out = places(graph_of(plan, sizes, found.widths, ports, names, slots), names.all(), engine, deadline)
    for node in plan.row:
        found.nodes[node] = laid_out[names.node(node)]
    for unit in plan.units:
        left = laid_out[names.node(unit[0])] - unit_width(plan, unit, sizes, found.widths) / 2
        for index, node in enumerate(unit):
            found.nodes[node] = left + offset(plan, unit, index, sizes, found.widths)
    found.gaps = {gap: laid_out[f"g{gap}"] for gap in range(len(plan.row) - 1)}
    for edge in plan.crossing:
        for rank in steps(plan, edge):
            found.ways[edge.id, rank] = laid_out[names.way(edge, rank)]
    _draw_in(plan, sizes, found)
    for node in plan.loose:
        found.nodes[node] = _room(plan, found, plan.rank[node], found.widths[node])
    return found


def _slots(plan: RankPlan, names: Names, laid_out: Mapping[str, float]) -> dict[str, int]:
    """For each way that passes through the row, between which of its nodes it does best: 0 is left of the first."""
    passing = [edge for edge in plan.crossing if 0 in steps(plan, edge)]
    least, most = min(laid_out.values()), max(laid_out.values())
    found = {}
    for edge in sorted(passing, key=lambda edge: edge.id):
        upper, lower = (laid_out[names.way(edge, rank)] for rank in (-1, 1))
        share = ((upper + lower) / 2 - least) / max(most - least, 1.0)
        found[names.way(edge, 0)] = round(share * len(plan.row))
    return found


def _draw_in(plan: RankPlan, sizes: Sizes, found: Columns) -> None:
    """Moves what stands out beyond the row under or over it, as far as there is room, so that the page is narrower.

    Every rank keeps its order, so that no way comes to cross another.
    """
    if len(plan.row) < 2:
        return
    left, right = (found.nodes[node] for node in (plan.row[0], plan.row[-1]))
    left, right = left - found.widths[plan.row[0]] / 2, right + found.widths[plan.row[-1]] / 2
    middle = (left + right) / 2
    for rank in sorted({*plan.rank.values(), *(rank for _, rank in found.ways)} - {0}):
        units = [unit for unit in plan.units if plan.rank[unit[0]] == rank]
        wide = {unit: unit_width(plan, unit, sizes, found.widths) for unit in units}
        centre = {unit: found.nodes[unit[0]] - found.widths[unit[0]] / 2 + wide[unit] / 2 for unit in units}
        edges = [edge for edge in plan.crossing if (edge.id, rank) in found.ways]
        things: list[tuple[float, float, tuple[str, ...] | Edge]] = [
            *((centre[unit], wide[unit], unit) for unit in units),
            *((found.ways[edge.id, rank], way_width(plan, sizes, edge, rank), edge) for edge in edges),
        ]
        if not things:
            continue
        things.sort(key=lambda thing: thing[0])
        rooms = [width + APART for _, width, _ in things]
        half = max(right - left + APART, sum(rooms)) / 2
        moved = nearest([place - middle for place, _, _ in things], rooms, half)
        for (_, width, thing), place in zip(things, moved, strict=True):
            if isinstance(thing, Edge):
                found.ways[thing.id, rank] = middle + place
            else:
                for index, node in enumerate(thing):
                    begin = middle + place - width / 2
                    found.nodes[node] = begin + offset(plan, thing, index, sizes, found.widths)


def _room(plan: RankPlan, found: Columns, rank: int, wide: float) -> float:
    blocks = [*plan.units, *((node,) for node in plan.loose if node in found.nodes)]
    taken = [
        (found.nodes[block[0]] - found.widths[block[0]] / 2, found.nodes[block[-1]] + found.widths[block[-1]] / 2)
        for block in blocks
        if plan.rank[block[0]] == rank
    ]
    taken += [(column - APART, column + APART) for (_, own), column in found.ways.items() if own == rank]
    begin = min((column - found.widths[node] / 2 for node, column in found.nodes.items()), default=0.0)
    for left, right in sorted(taken):
        if begin + wide + APART <= left:
            break
        begin = max(begin, right + APART)
    return begin + wide / 2


def _widths(plan: RankPlan, sizes: Sizes) -> dict[str, float]:
    """Wide enough for the words, and for the ends of the edges on the busier side."""
    busy: dict[tuple[str, bool], float] = {}

    def ending(node: str, above: bool, edge: Edge) -> None:
        busy[node, above] = busy.get((node, above), 2 * CORNER) + sizes.ends[edge.id]

    for arch in plan.arches:
        ending(arch.edge.source, arch.up, arch.edge)
        ending(arch.edge.target, arch.up, arch.edge)
    for edge in plan.crossing:
        upper, lower = plan.ends(edge)
        ending(upper, False, edge)
        ending(lower, True, edge)
    return {
        node: max(sizes.nodes[node][0], busy.get((node, True), 0.0), busy.get((node, False), 0.0))
        for node in plan.rank
    }

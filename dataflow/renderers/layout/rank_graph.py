"""The graph of a plan for Graphviz: nodes, the gaps of the row, and the points where edges pass ranks."""

from collections.abc import Mapping
from itertools import pairwise

from dataflow.base.picture import Edge
from dataflow.renderers.layout.geometry import Sizes
from dataflow.renderers.layout.graph import EdgeStatement, Graph, NodeStatement, SameRank, Statement
from dataflow.renderers.layout.ranks import RankPlan

INCH = 72.0
APART = 10
"""Between neighbours of a rank."""
BESIDE = 15
"""The room on either side of a label within a line."""
FINE = 6
"""The grain in which Graphviz learns where on a node's side an edge ends."""
INVISIBLE = {"style": "invis"}

Ports = Mapping[tuple[str, str], float]
"""By node and edge: how far from the node's centre the edge ends."""


class Names:
    """Names of our own for Graphviz: no word of the map gets there."""

    def __init__(self, plan: RankPlan) -> None:
        self._plan = plan
        self._units = {node: f"u{index}" for index, unit in enumerate(plan.units) for node in unit}
        self._row = {node: f"r{index}" for index, node in enumerate(plan.row)}
        self._edges = {edge.id: index for index, edge in enumerate(plan.crossing)}

    def node(self, node: str) -> str:
        """That of a node of the row, or of the unit that a node is in."""
        return self._row.get(node) or self._units[node]

    def all(self) -> set[str]:
        """Every name whose place is needed."""
        ways = {self.way(edge, rank) for edge in self._plan.crossing for rank in steps(self._plan, edge)}
        return {*self._row.values(), *self._units.values(), *(f"g{gap}" for gap in range(len(self._row) - 1)), *ways}

    def way(self, edge: Edge, rank: int) -> str:
        """That of the point at which an edge passes a rank."""
        return f"e{self._edges[edge.id]}at{rank}".replace("-", "m")


def graph_of(
    plan: RankPlan,
    sizes: Sizes,
    widths: Mapping[str, float],
    ports: Ports,
    names: Names,
    slots: Mapping[str, int] | None = None,
) -> Graph:
    """The graph of a plan. With ``ports``, edges lead to their ends on a node, not to its centre.

    ``slots`` says of edges that pass through the row between which of its nodes; others pass where Graphviz likes.
    """
    ranks = range(min([0, *plan.rank.values()]), max([0, *plan.rank.values()]) + 1)
    in_rank: dict[int, list[str]] = {rank: [f"a{rank}".replace("-", "m")] for rank in ranks}
    statements: list[Statement] = [NodeStatement(in_rank[rank][0], {"width": "0.01"}) for rank in ranks]
    statements += [EdgeStatement(in_rank[rank][0], in_rank[rank + 1][0], INVISIBLE) for rank in ranks[:-1]]

    wholes = {names.node(node): (widths[node], plan.rank[node]) for node in plan.row}
    wholes |= {
        names.node(unit[0]): (unit_width(plan, unit, sizes, widths), plan.rank[unit[0]]) for unit in plan.units
    }
    for name, (wide, rank) in wholes.items():
        in_rank[rank].append(name)
        statements.append(_node(name, wide, bool(ports)))
    statements += _row(plan, sizes, names, slots or {})
    in_rank[0] += [f"g{gap}" for gap in range(len(plan.row) - 1)]

    shift = {
        node: offset(plan, unit, index, sizes, widths) - unit_width(plan, unit, sizes, widths) / 2
        for unit in plan.units
        for index, node in enumerate(unit)
    }
    for edge in plan.crossing:
        upper, lower = plan.ends(edge)
        passed = steps(plan, edge)
        for rank in passed:
            in_rank[rank].append(names.way(edge, rank))
            statements.append(_node(names.way(edge, rank), way_width(plan, sizes, edge, rank)))
        ends = []
        for node, side in ((upper, "s"), (lower, "n")):
            name = names.node(node)
            at = ports.get((node, edge.id), 0.0) + shift.get(node, 0.0)
            ends.append(f"{name}:p{_field(at, wholes[name][0])}:{side}" if ports else name)
        way = [ends[0], *(names.way(edge, rank) for rank in passed), ends[1]]
        statements += [
            EdgeStatement(one, other, {"weight": "4" if 0 < index < len(way) - 2 else "1"})
            for index, (one, other) in enumerate(pairwise(way))
        ]
    statements += [SameRank(tuple(members)) for members in in_rank.values()]
    # Graphviz need not find ways for the edges: we draw them ourselves.
    attributes = {"splines": "none", "nodesep": _inches(APART), "ranksep": "0.5"}
    every_node = {"shape": "box", "fixedsize": "true", "height": "0.4", "label": ""}
    return Graph(attributes, every_node, tuple(statements))


def _inches(length: float) -> str:
    return f"{length / INCH:.3f}"


def _node(name: str, wide: float, fields: bool = False) -> NodeStatement:
    if not fields:
        return NodeStatement(name, {"width": _inches(wide)})
    record = "|".join(f"<p{index}>" for index in range(_fields(wide)))
    return NodeStatement(name, {"width": _inches(wide), "shape": "record", "label": record})


def _fields(wide: float) -> int:
    return max(1, int(wide / FINE))


def _field(at: float, wide: float) -> int:
    count = _fields(wide)
    return max(0, min(count - 1, int((at + wide / 2) / wide * count)))


def _row(plan: RankPlan, sizes: Sizes, names: Names, slots: Mapping[str, int]) -> list[Statement]:
    """The gaps between the nodes of the row, as wide as the labels in them, and the order of all."""
    room = dict.fromkeys(range(len(plan.row) - 1), 0.0)
    for arch in plan.arches:
        room[arch.gap] = max(room[arch.gap], sizes.labels[arch.edge.id][0] + 2 * BESIDE - 2 * APART)
    statements: list[Statement] = [_node(f"g{gap}", max(wide, 4)) for gap, wide in room.items()]
    order = ["a0"]
    for index, node in enumerate(plan.row):
        order += [f"g{index - 1}"] if index else []
        order += [*(way for way, slot in slots.items() if slot == index), names.node(node)]
    order += [way for way, slot in slots.items() if slot >= len(plan.row)]
    statements += [EdgeStatement(one, other, INVISIBLE) for one, other in pairwise(order)]
    return statements


def steps(plan: RankPlan, edge: Edge) -> list[int]:
    """The ranks that a crossing edge passes between its ends."""
    upper, lower = plan.ends(edge)
    return list(range(plan.rank[upper] + 1, plan.rank[lower]))


def way_width(plan: RankPlan, sizes: Sizes, edge: Edge, rank: int) -> float:
    """The room that an edge needs in a rank: that of its label, or of its line."""
    line = sizes.strokes[edge.id] + 4
    return max(sizes.labels[edge.id][0], line) if plan.label_rank[edge.id] == rank else line


def offset(plan: RankPlan, unit: tuple[str, ...], index: int, sizes: Sizes, widths: Mapping[str, float]) -> float:
    """The centre of a node of a unit, from the unit's left edge."""
    before = sum(widths[node] + _between(plan, node, after, sizes) for node, after in pairwise(unit[: index + 1]))
    return before + widths[unit[index]] / 2


def unit_width(plan: RankPlan, unit: tuple[str, ...], sizes: Sizes, widths: Mapping[str, float]) -> float:
    """The width of a whole unit."""
    return offset(plan, unit, len(unit) - 1, sizes, widths) + widths[unit[-1]] / 2


def _between(plan: RankPlan, one: str, other: str, sizes: Sizes) -> float:
    labels = [sizes.labels[edge.id][0] for edge in plan.flat if {edge.source, edge.target} == {one, other}]
    return max(labels) + 2 * BESIDE + 8

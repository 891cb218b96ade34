"""The horizontal places of everything that stands in ranks, as Graphviz finds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from dataflow.base.picture import Edge
from dataflow.renderers.layout.engines import places
from dataflow.renderers.layout.geometry import Sizes
from dataflow.renderers.layout.ranks import Plan
from dataflow.renderers.layout.spacing import nearest

INCH = 72.0
APART = 10
"""Between neighbours of a rank."""
BESIDE = 15
"""On either side of a label that stands in a line."""
FINE = 6
"""The grain in which Graphviz is told where on a node's side an edge ends."""
CORNER = 8
"""Where on a node's side no edge ends."""


@dataclass(slots=True)
class Columns:
    """Horizontal centres: of nodes, of the gaps of the row, and of edges (their labels too) by edge and rank."""

    nodes: dict[str, float] = field(default_factory=dict)
    ways: dict[tuple[str, int], float] = field(default_factory=dict)
    gaps: dict[int, float] = field(default_factory=dict)
    widths: dict[str, float] = field(default_factory=dict)


Ports = Mapping[tuple[str, str], float]
"""By node and edge: how far from the node's centre the edge ends."""


def steps(plan: Plan, edge: Edge) -> list[int]:
    """The ranks that a crossing edge passes between its ends."""
    upper, lower = plan.ends(edge)
    return list(range(plan.rank[upper] + 1, plan.rank[lower]))


def columns(plan: Plan, sizes: Sizes, ports: Ports, engine: str, timeout: float) -> Columns:
    """Where Graphviz puts everything. With ``ports``, it leads edges to their ends on a node, not to its centre."""
    found = Columns(widths=_widths(plan, sizes))
    names = _Names(plan)
    laid_out = places(_dot(plan, sizes, found.widths, ports, names), names.all(), engine, timeout)
    if not _in_order(plan, names, laid_out):
        slots = _slots(plan, names, laid_out)
        laid_out = places(_dot(plan, sizes, found.widths, ports, names, slots), names.all(), engine, timeout)
    for node in plan.row:
        found.nodes[node] = laid_out[names.node(node)]
    for unit in plan.units:
        left = laid_out[names.node(unit[0])] - unit_width(plan, unit, sizes, found.widths) / 2
        for index, node in enumerate(unit):
            found.nodes[node] = left + offset(plan, unit, index, sizes, found.widths)
    for gap in range(len(plan.row) - 1):
        found.gaps[gap] = laid_out[f"g{gap}"]
    for edge in plan.crossing:
        for rank in steps(plan, edge):
            found.ways[edge.id, rank] = laid_out[names.way(edge, rank)]
    _draw_in(plan, sizes, found)
    for node in plan.loose:
        found.nodes[node] = _room(plan, found, plan.rank[node], found.widths[node])
    return found


def _in_order(plan: Plan, names: "_Names", laid_out: Mapping[str, float]) -> bool:
    """Whether the row stands as it was told to; Graphviz may give that up for ways that pass through the row."""
    row = [laid_out[names.node(node)] for node in plan.row]
    return row == sorted(row)


def _slots(plan: Plan, names: "_Names", laid_out: Mapping[str, float]) -> dict[str, int]:
    """For each way that passes through the row, between which of its nodes it does best: 0 is left of the first."""
    passing = [edge for edge in plan.crossing if 0 in steps(plan, edge)]
    least, most = min(laid_out.values()), max(laid_out.values())
    found = {}
    for edge in sorted(passing, key=lambda edge: edge.id):
        upper, lower = (laid_out[names.way(edge, rank)] for rank in (-1, 1))
        share = ((upper + lower) / 2 - least) / max(most - least, 1.0)
        found[names.way(edge, 0)] = round(share * len(plan.row))
    return found


def _draw_in(plan: Plan, sizes: Sizes, found: Columns) -> None:
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
            *((found.ways[edge.id, rank], _way_width(plan, sizes, edge, rank), edge) for edge in edges),
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


def _way_width(plan: Plan, sizes: Sizes, edge: Edge, rank: int) -> float:
    line = sizes.strokes[edge.id] + 4
    return max(sizes.labels[edge.id][0], line) if plan.label_rank[edge.id] == rank else line


def _room(plan: Plan, found: Columns, rank: int, wide: float) -> float:
    """The first place in a rank with room for a node, from the left."""
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


def offset(plan: Plan, unit: tuple[str, ...], index: int, sizes: Sizes, widths: Mapping[str, float]) -> float:
    """The centre of a node of a unit, from the unit's left edge."""
    before = sum(widths[node] + _between(plan, node, after, sizes) for node, after in pairwise(unit[: index + 1]))
    return before + widths[unit[index]] / 2


def unit_width(plan: Plan, unit: tuple[str, ...], sizes: Sizes, widths: Mapping[str, float]) -> float:
    """The width of a whole unit."""
    return offset(plan, unit, len(unit) - 1, sizes, widths) + widths[unit[-1]] / 2


def _between(plan: Plan, one: str, other: str, sizes: Sizes) -> float:
    labels = [sizes.labels[edge.id][0] for edge in plan.flat if {edge.source, edge.target} == {one, other}]
    return max(labels) + 2 * BESIDE + 8


def _widths(plan: Plan, sizes: Sizes) -> dict[str, float]:
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


class _Names:
    """Names of our own for Graphviz: no word of the map gets there."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._units = {node: f"u{index}" for index, unit in enumerate(plan.units) for node in unit}
        self._row = {node: f"r{index}" for index, node in enumerate(plan.row)}
        self._edges = {edge.id: index for index, edge in enumerate(plan.crossing)}

    def node(self, node: str) -> str:
        return self._row.get(node) or self._units[node]

    def all(self) -> set[str]:
        ways = {self.way(edge, rank) for edge in self._plan.crossing for rank in steps(self._plan, edge)}
        return {*self._row.values(), *self._units.values(), *(f"g{gap}" for gap in range(len(self._row) - 1)), *ways}

    def way(self, edge: Edge, rank: int) -> str:
        return f"e{self._edges[edge.id]}at{rank}".replace("-", "m")


def _dot(
    plan: Plan,
    sizes: Sizes,
    widths: Mapping[str, float],
    ports: Ports,
    names: _Names,
    slots: Mapping[str, int] | None = None,
) -> str:
    ranks = range(min([0, *plan.rank.values()]), max([0, *plan.rank.values()]) + 1)
    in_rank: dict[int, list[str]] = {rank: [f"a{rank}".replace("-", "m")] for rank in ranks}
    lines = [f"{in_rank[rank][0]} [width=0.01]" for rank in ranks]
    lines += [f"{in_rank[rank][0]} -> {in_rank[rank + 1][0]} [style=invis]" for rank in ranks[:-1]]

    wholes = {names.node(node): (widths[node], plan.rank[node]) for node in plan.row}
    wholes |= {
        names.node(unit[0]): (unit_width(plan, unit, sizes, widths), plan.rank[unit[0]]) for unit in plan.units
    }
    for name, (wide, rank) in wholes.items():
        in_rank[rank].append(name)
        lines.append(_node(name, wide, bool(ports)))
    lines += _row(plan, sizes, names, slots or {})
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
            wide = _way_width(plan, sizes, edge, rank)
            in_rank[rank].append(names.way(edge, rank))
            lines.append(f"{names.way(edge, rank)} [width={wide / INCH:.3f}]")
        ends = []
        for node, side in ((upper, "s"), (lower, "n")):
            name = names.node(node)
            at = ports.get((node, edge.id), 0.0) + shift.get(node, 0.0)
            ends.append(f"{name}:p{_field(at, wholes[name][0])}:{side}" if ports else name)
        way = [ends[0], *(names.way(edge, rank) for rank in passed), ends[1]]
        lines += [
            f"{one} -> {other} [weight={4 if 0 < index < len(way) - 2 else 1}]"
            for index, (one, other) in enumerate(pairwise(way))
        ]
    lines += [f"{{rank=same; {'; '.join(members)}}}" for members in in_rank.values()]
    head = f"graph [splines=none nodesep={APART / INCH:.3f} ranksep=0.5]"  # the ways are drawn by us
    every = 'node [shape=box fixedsize=true height=0.4 label=""]'
    return "\n".join(("digraph {", head, every, *lines, "}", ""))


def _node(name: str, wide: float, fields: bool) -> str:
    if not fields:
        return f"{name} [width={wide / INCH:.3f}]"
    record = "|".join(f"<p{index}>" for index in range(_fields(wide)))
    return f'{name} [width={wide / INCH:.3f} shape=record label="{record}"]'


def _fields(wide: float) -> int:
    return max(1, int(wide / FINE))


def _field(at: float, wide: float) -> int:
    count = _fields(wide)
    return max(0, min(count - 1, int((at + wide / 2) / wide * count)))


def _row(plan: Plan, sizes: Sizes, names: _Names, slots: Mapping[str, int]) -> list[str]:
    """The gaps between the nodes of the row, as wide as the labels in them, and the order of all.

    ``slots`` says of ways that pass through the row between which nodes; others pass where Graphviz likes.
    """
    room = dict.fromkeys(range(len(plan.row) - 1), 0.0)
    for arch in plan.arches:
        room[arch.gap] = max(room[arch.gap], sizes.labels[arch.edge.id][0] + 2 * BESIDE - 2 * APART)
    lines = [f"g{gap} [width={max(wide, 4) / INCH:.3f}]" for gap, wide in room.items()]
    order = ["a0"]
    for index, node in enumerate(plan.row):
        order += [f"g{index - 1}"] if index else []
        order += [*(way for way, slot in slots.items() if slot == index), names.node(node)]
    order += [way for way, slot in slots.items() if slot >= len(plan.row)]
    lines += [f"{one} -> {other} [style=invis]" for one, other in pairwise(order)]
    return lines

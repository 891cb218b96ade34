"""The rank of each node and the kind of route of each edge, before anything has a place.

The main band is a row. Edges along it from left to right arch over it, those back arch below, each on a track of its
own so that they can't overlap. The other bands lie above and below in ranks, those of one side behind one another: 0
is the row, even ranks hold nodes, odd ones the labels of the edges that cross them. Two nodes of an outer band that
share data stand side by side where they can.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dataflow.base.picture import Diagram, Edge


@dataclass(frozen=True, slots=True)
class Arch:
    """An edge along the row, over the gaps from ``first`` to ``last``; its label is in ``gap``."""

    edge: Edge
    up: bool
    first: int
    last: int
    track: int

    @property
    def gap(self) -> int:
        """The gap that holds the label."""
        return (self.first + self.last) // 2 if self.up else (self.first + self.last + 1) // 2


@dataclass(frozen=True, slots=True)
class RankPlan:
    """The ranks and the routes.

    ``units`` are nodes of the outer bands that stand side by side, linked by ``flat`` edges; ``loose`` are nodes
    there without any edge, which stand wherever there is room.
    """

    row: tuple[str, ...]
    units: tuple[tuple[str, ...], ...]
    rank: Mapping[str, int]
    arches: tuple[Arch, ...]
    flat: tuple[Edge, ...]
    crossing: tuple[Edge, ...]
    loose: tuple[str, ...]
    label_rank: Mapping[str, int] = field(default_factory=dict)

    def ends(self, edge: Edge) -> tuple[str, str]:
        """The upper and the lower end of a crossing edge."""
        upward = self.rank[edge.source] > self.rank[edge.target]
        return (edge.target, edge.source) if upward else (edge.source, edge.target)


def planned(diagram: Diagram) -> RankPlan:
    """The plan of a diagram."""
    main = {band.id for band in diagram.bands if band.role == "main"}
    row = tuple(node.id for node in diagram.nodes if node.band in main)
    in_row = frozenset(row)
    edges = [edge for edge in diagram.edges if edge.source != edge.target]
    tied = {node for edge in edges for node in (edge.source, edge.target)}
    loose = [node.id for node in diagram.nodes if node.id not in in_row and node.id not in tied]
    rank = dict.fromkeys(row, 0)
    units: list[tuple[str, ...]] = []
    for place, sign in (("above", -1), ("below", 1)):
        before = 0  # the levels of the bands between this one and the row
        for band in (band for band in diagram.bands if band.role == place):
            here = [node.id for node in diagram.nodes if node.band == band.id]
            inside = [node for node in here if node in tied]
            own = [edge for edge in edges if edge.source in inside and edge.target in inside]
            linked = _linked(inside, own)
            units += linked
            levels = _levels(linked, own, sign < 0)
            for unit, level in levels.items():
                rank |= dict.fromkeys(unit, 2 * sign * (before + level))
            rank |= {node: 2 * sign * (before + 1) for node in here if node not in tied}
            before += max(levels.values(), default=1 if here else 0)
    beside = {pair for unit in units for pair in pairwise(unit)}
    flat = tuple(edge for edge in edges if {(edge.source, edge.target), (edge.target, edge.source)} & beside)
    along = [edge for edge in edges if edge.source in in_row and edge.target in in_row]
    placed = {edge.id for edge in (*flat, *along)}
    crossing = tuple(edge for edge in edges if edge.id not in placed)
    return RankPlan(
        row, tuple(units), rank, arches(row, along), flat, crossing, tuple(loose), _label_ranks(crossing, rank)
    )


def _linked(nodes: Sequence[str], edges: Iterable[Edge]) -> list[tuple[str, ...]]:
    """Chains of neighbours: a node has two sides, and nodes of a chain that are not neighbours share nothing."""
    chains: dict[str, tuple[str, ...]] = {node: (node,) for node in nodes}
    pairs = {frozenset((edge.source, edge.target)) for edge in edges}
    for edge in sorted(edges, key=lambda edge: (-edge.count, edge.id)):
        one, other = chains[edge.source], chains[edge.target]
        if one is other or len(one) + len(other) > 4:
            continue
        if edge.source not in (one[0], one[-1]) or edge.target not in (other[0], other[-1]):
            continue
        if sum(frozenset((a, b)) in pairs for a in one for b in other) > 1:
            continue
        left = one if one[-1] == edge.source else one[::-1]
        right = other if other[0] == edge.target else other[::-1]
        chains |= dict.fromkeys(left + right, left + right)
    return list(dict.fromkeys(chains[node] for node in nodes))


def _levels(units: Sequence[tuple[str, ...]], edges: Iterable[Edge], above: bool) -> dict[tuple[str, ...], int]:
    """How far from the row each unit stands: what is passed on flows towards it above, away from it below."""
    home = {node: unit for unit in units for node in unit}
    after: dict[tuple[str, ...], list[tuple[str, ...]]] = {unit: [] for unit in units}
    for edge in edges:
        near, far = (edge.target, edge.source) if above else (edge.source, edge.target)
        if home[near] is not home[far]:
            after[home[near]].append(home[far])
    level = dict.fromkeys(units, 1)
    for unit in _sorted_out(units, after):
        for farther in after[unit]:
            level[farther] = max(level[farther], level[unit] + 1)
    return level


def _sorted_out(
    units: Sequence[tuple[str, ...]], after: dict[tuple[str, ...], list[tuple[str, ...]]]
) -> list[tuple[str, ...]]:
    """The units, each before those after it; an edge that closes a circle is turned round (in ``after``)."""
    state: dict[tuple[str, ...], int] = {}
    order: list[tuple[str, ...]] = []
    for start in units:
        stack = [(start, iter(list(after[start])))] if start not in state else []
        if stack:
            state[start] = 1
        while stack:
            unit, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                state[unit] = 2
                order.append(unit)
                stack.pop()
            elif state.get(following) == 1:
                after[unit].remove(following)
                after[following].append(unit)
            elif following not in state:
                state[following] = 1
                stack.append((following, iter(list(after[following]))))
    return order[::-1]


def arches(row: Sequence[str], edges: Iterable[Edge], widths: Mapping[str, float] | None = None) -> tuple[Arch, ...]:
    """The arches of a row: short ones first, so that long ones arch over them, each on the lowest free track.

    Of those between the same two nodes, the widest in ``widths`` (by edge id) is first.
    """
    place = {node: index for index, node in enumerate(row)}
    spans = sorted(
        (
            (abs(place[edge.target] - place[edge.source]), min(place[edge.source], place[edge.target]), edge)
            for edge in edges
        ),
        key=lambda span: (span[0], span[1], -(widths or {}).get(span[2].id, 0.0), span[2].id),
    )
    found: list[Arch] = []
    free = {up: [0] * len(row) for up in (True, False)}
    """By side: the lowest track over each gap that lies over all arches there."""
    for length, first, edge in spans:
        up, last = place[edge.source] < place[edge.target], first + length - 1
        track = max(free[up][first : last + 1])
        free[up][first : last + 1] = [track + 1] * length
        found.append(Arch(edge, up, first, last, track))
    return tuple(found)


def _label_ranks(crossing: Iterable[Edge], rank: Mapping[str, int]) -> dict[str, int]:
    """The rank of each label: next to the end that is farther from the row, where labels have room."""
    found = {}
    for edge in crossing:
        far = max((edge.source, edge.target), key=lambda node: (abs(rank[node]), rank[node]))
        near = edge.target if far == edge.source else edge.source
        found[edge.id] = rank[far] + (1 if rank[near] > rank[far] else -1)
    return found

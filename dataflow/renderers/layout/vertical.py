"""The vertical places: heights of ranks and tracks, and the routes of the edges."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from dataflow.base.picture import Diagram, Edge
from dataflow.renderers.layout.geometry import Box, Placed, Route, Sizes
from dataflow.renderers.layout.horizontal import Columns
from dataflow.renderers.layout.rank_graph import Ports, steps
from dataflow.renderers.layout.ranks import Arch, RankPlan
from dataflow.renderers.primitives.path import Command

STUB = 17.0
"""The straight piece at a node, which holds the arrowhead."""
FAN = 10.0
"""The least height in which routes move sideways, and the most."""
WIDEST_FAN = 30.0
SLOPE = 0.08
"""The least height as a share of the sideways distance."""
LANE = 4.0
"""The least distance between the labels of two neighbouring tracks, in pixels."""
CORNER = 14.0
MARGIN = 9.0
"""Between a band's contents and its edge."""

Piece = tuple[float, float, float]
"""A straight part of a route: its column, and from which height down to which."""


@dataclass(frozen=True)
class VerticalLayout:
    """The heights and routes of a diagram whose horizontal places are known."""

    plan: RankPlan
    sizes: Sizes
    found: Columns
    ports: Ports

    @cached_property
    def _ranks(self) -> range:
        ranks = [0, *self.plan.rank.values()]
        return range(min(ranks), max(ranks) + 1)

    @cached_property
    def _node_height(self) -> dict[int, float]:
        """Nodes of one rank are equally high."""
        high: dict[int, float] = {}
        for node, rank in self.plan.rank.items():
            high[rank] = max(high.get(rank, 0.0), self.sizes.nodes[node][1])
        for edge in self.plan.flat:
            rank = self.plan.rank[edge.source]
            high[rank] = max(high[rank], sum(self.sizes.labels[each.id][1] + 4 for each in self._parallel(edge)) + 6)
        return high

    def _parallel(self, edge: Edge) -> list[Edge]:
        return [each for each in self.plan.flat if {each.source, each.target} == {edge.source, edge.target}]

    @cached_property
    def _tracks(self) -> dict[bool, list[float]]:
        found: dict[bool, list[float]] = {True: [], False: []}
        for arch in self.plan.arches:
            tracks = found[arch.up]
            tracks += [0.0] * (arch.track + 1 - len(tracks))
            tracks[arch.track] = max(tracks[arch.track], self.sizes.labels[arch.edge.id][1] + LANE)
        return found

    def _zone(self, up: bool) -> float:
        tracks = self._tracks[up]
        ended = any(self.plan.rank[self.plan.ends(edge)[up]] == 0 for edge in self.plan.crossing)
        return sum(tracks) + (STUB + 4 if tracks else STUB if ended else 0.0)

    @cached_property
    def _heights(self) -> dict[int, tuple[float, float]]:
        found: dict[int, tuple[float, float]] = {}
        at = 0.0
        for rank in self._ranks:
            if rank != self._ranks[0]:
                at += self._fan(rank)
            if rank == 0:
                high = self._zone(True) + self._node_height.get(0, 0.0) + self._zone(False)
            elif rank % 2:
                labels = [self.sizes.labels[edge][1] for edge, own in self.plan.label_rank.items() if own == rank]
                high = max(labels, default=0.0)
            else:
                high = self._node_height[rank]
            found[rank] = (at, at + high)
            at += high
        return found

    def _fan(self, rank: int) -> float:
        """The height between a rank and the one above, in which ways move sideways."""
        aside, stub = [0.0], 0.0
        for edge in self.plan.crossing:
            upper, lower = self.plan.ends(edge)
            if self.plan.rank[upper] < rank <= self.plan.rank[lower]:
                aside.append(abs(self._column(edge, rank) - self._column(edge, rank - 1)))
                if (rank - 1, rank) != (0, 1) and self.plan.rank[upper] == rank - 1:
                    stub = STUB
                if rank != 0 and self.plan.rank[lower] == rank:
                    stub = STUB
        return FAN + min(WIDEST_FAN - FAN, SLOPE * max(aside)) + stub

    def _column(self, edge: Edge, rank: int) -> float:
        for node in self.plan.ends(edge):
            if self.plan.rank[node] == rank:
                return self.found.nodes[node] + self.ports[node, edge.id]
        return self.found.ways[edge.id, rank]

    @cached_property
    def _row_top(self) -> float:
        return self._heights[0][0] + self._zone(True)

    @cached_property
    def _boxes(self) -> dict[str, Box]:
        found = {}
        for node, rank in self.plan.rank.items():
            wide = self.found.widths[node]
            top = self._row_top if rank == 0 else self._heights[rank][0]
            found[node] = Box(self.found.nodes[node] - wide / 2, top, wide, self._node_height[rank])
        return found

    def _label(self, edge: Edge, middle: float, top: float) -> Box:
        wide, high = self.sizes.labels[edge.id]
        return Box(middle - wide / 2, top, wide, high)

    def _badge(self, edge: Edge) -> float:
        return min(self.sizes.badge, self.sizes.labels[edge.id][1])

    def _crossing(self, edge: Edge) -> Route:
        upper, lower = self.plan.ends(edge)
        passed = steps(self.plan, edge)
        pieces: list[Piece] = [self._end(edge, upper, True)]
        for rank in passed:
            top, bottom = self._heights[rank]
            pieces.append((self._column(edge, rank), top, bottom))
        pieces.append(self._end(edge, lower, False))
        own = self.plan.label_rank[edge.id]
        top, bottom = self._heights[own]
        label_top = top + (bottom - top - self.sizes.labels[edge.id][1]) / 2
        label = self._label(edge, self._column(edge, own), label_top)
        if edge.source == lower:
            pieces = [(column, bottom, top) for column, top, bottom in reversed(pieces)]
        return self._routed(edge, pieces, label)

    def _end(self, edge: Edge, node: str, leaves_below: bool) -> Piece:
        """The straight piece at a node: through the tracks at the row, a stub elsewhere."""
        rank, box, column = self.plan.rank[node], self._boxes[node], self._column(edge, self.plan.rank[node])
        if leaves_below:
            return column, box.bottom, self._heights[rank][1] + (STUB if rank else 0.0)
        return column, self._heights[rank][0] - (STUB if rank else 0.0), box.top

    def _routed(self, edge: Edge, pieces: Sequence[Piece], label: Box) -> Route:
        down = 1 if pieces[0][2] >= pieces[0][1] and pieces[-1][2] >= pieces[-1][1] else -1
        tip = (pieces[-1][0], pieces[-1][2])
        head = self.sizes.heads[edge.id] * down
        commands: list[Command] = [("M", pieces[0][:2]), ("L", (pieces[0][0], pieces[0][2]))]
        for (before, _, left), (column, entered, ended) in pairwise(pieces):
            middle = (left + entered) / 2
            commands.append(("C", (before, middle, column, middle, column, entered)))
            commands.append(("L", (column, ended)))
        commands[-1] = ("L", (tip[0], tip[1] - head))
        return Route(tuple(commands), tip, (0, down), label)

    def _arch(self, arch: Arch) -> Route:
        edge, sign = arch.edge, -1 if arch.up else 1
        start, end = (self._boxes[node] for node in (edge.source, edge.target))
        left = start.middle + self.ports[edge.source, edge.id]
        right = end.middle + self.ports[edge.target, edge.id]
        border = start.top if arch.up else start.bottom
        tracks = self._tracks[arch.up]
        nearer = STUB + 4 + sum(tracks[: arch.track])
        label_high = self.sizes.labels[edge.id][1]
        if arch.up:
            label_top = border - nearer - (tracks[arch.track] + label_high) / 2
        else:
            label_top = border + nearer + (tracks[arch.track] - label_high) / 2
        line = label_top + self._badge(edge) / 2
        ahead = 1 if right > left else -1
        turn = min(CORNER, abs(right - left) / 2)
        commands: tuple[Command, ...] = (
            ("M", (left, border)),
            ("L", (left, line - sign * turn)),
            ("Q", (left, line, left + ahead * turn, line)),
            ("L", (right - ahead * turn, line)),
            ("Q", (right, line, right, line - sign * turn)),
            ("L", (right, border + sign * self.sizes.heads[edge.id])),
        )
        return Route(commands, (right, border), (0, -sign), self._label(edge, self.found.gaps[arch.gap], label_top))

    def _flat(self, edge: Edge) -> Route:
        start, end = (self._boxes[node] for node in (edge.source, edge.target))
        ahead = 1 if end.left > start.left else -1
        left, right = (start.right, end.left) if ahead > 0 else (start.left, end.right)
        beside = self._parallel(edge)
        total = sum(self.sizes.labels[each.id][1] + 4 for each in beside)
        top = start.top + (start.height - total) / 2 + 2
        top += sum(self.sizes.labels[each.id][1] + 4 for each in beside[: beside.index(edge)])
        line = top + self._badge(edge) / 2
        commands: tuple[Command, ...] = (
            ("M", (left, line)),
            ("L", (right - ahead * self.sizes.heads[edge.id], line)),
        )
        return Route(commands, (right, line), (ahead, 0), self._label(edge, (left + right) / 2, top))

    def placed(self, diagram: Diagram) -> Placed:
        """Everything in its place, moved so that it begins at the upper left corner."""
        if not self.plan.rank:
            return Placed(0, 0, {}, {}, {})
        routes = {edge.id: self._crossing(edge) for edge in self.plan.crossing}
        routes |= {arch.edge.id: self._arch(arch) for arch in self.plan.arches}
        routes |= {edge.id: self._flat(edge) for edge in self.plan.flat}
        reach = list(self._boxes.values()) + [route.label for route in routes.values()]
        across = [x for route in routes.values() for _, numbers in route.commands for x in numbers[::2]]
        left = min([box.left for box in reach] + across) - MARGIN
        right = max([box.right for box in reach] + across) + MARGIN
        top = -MARGIN if self._ranks[0] == 0 else 0.0
        bottom = self._heights[self._ranks[-1]][1] + (MARGIN if self._ranks[-1] == 0 else 0.0)
        reach_of = self._reaches(diagram, top, bottom)
        return Placed(
            right - left,
            bottom - top,
            {node: moved(box, -left, -top) for node, box in self._boxes.items()},
            {edge: moved_route(route, -left, -top) for edge, route in routes.items()},
            {
                band.id: moved(Box(left, start, right - left, end - start), -left, -top)
                for band in diagram.bands
                for start, end in (reach_of[band.id],)
            },
        )

    def _reaches(self, diagram: Diagram, top: float, bottom: float) -> dict[str, tuple[float, float]]:
        """From where to where each band goes; bands of one side follow one another."""
        above, below = self._heights[0]
        found: dict[str, tuple[float, float]] = {}
        for role, start, end in (("above", top, above - MARGIN / 2), ("below", below + MARGIN / 2, bottom)):
            bands = [band.id for band in diagram.bands if band.role == role]
            found |= dict.fromkeys(bands, (start, end))
            inhabited = [band for band in bands if any(node.band == band for node in diagram.nodes)]
            borders = [self._border(diagram, one, other) for one, other in pairwise(inhabited)]
            found |= dict(zip(inhabited, pairwise([start, *borders, end]), strict=False))
        main = (above - MARGIN / 2, below + MARGIN / 2)
        return found | {band.id: main for band in diagram.bands if band.role == "main"}

    def _border(self, diagram: Diagram, upper: str, lower: str) -> float:
        """Between two bands of one side: above the labels that belong to the lower one."""
        last = max(self.plan.rank[node.id] for node in diagram.nodes if node.band == upper)
        first = min(self.plan.rank[node.id] for node in diagram.nodes if node.band == lower)
        return (self._heights[last][1] + self._heights[min(last + 1, first)][0]) / 2


def moved(box: Box, right: float, down: float) -> Box:
    """A box moved to the right and down."""
    return Box(box.left + right, box.top + down, box.width, box.height)


def moved_route(route: Route, right: float, down: float) -> Route:
    """A route moved to the right and down."""
    commands = tuple(
        (letter, tuple(number + (down if index % 2 else right) for index, number in enumerate(numbers)))
        for letter, numbers in route.commands
    )
    tip = (route.tip[0] + right, route.tip[1] + down)
    return Route(commands, tip, route.towards, moved(route.label, right, down))

"""Nothing overlaps, nothing is cut, and both engines agree on the structure."""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from dataflow.base.picture import Diagram, Edge
from dataflow.renderers import CouldNotDraw, LayoutTooSlow, MissingRenderer
from dataflow.renderers.diagrams.labels import labels
from dataflow.renderers.layout import embedded, engines
from dataflow.renderers.layout.bands import arrange
from dataflow.renderers.layout.engines import ENGINES, Deadline, places
from dataflow.renderers.layout.geometry import Box, Placed, Route
from dataflow.renderers.layout.graph import EdgeStatement, Graph
from dataflow.renderers.layout.ranks import planned
from dataflow.renderers.primitives import text as text_module
from dataflow.renderers.primitives import typeface

needs_dot = pytest.mark.skipif(shutil.which("dot") is None, reason="no Graphviz on this machine")


def laid_out(diagram: Diagram, engine: str = "embedded") -> Placed:
    return arrange(diagram, labels(diagram, "da").sizes(), engine, 60)


def boxes(placed: Placed) -> list[tuple[str, Box]]:
    return [(f"node {name}", box) for name, box in placed.nodes.items()] + [
        (f"label {name}", route.label) for name, route in placed.routes.items()
    ]


def along(route: Route) -> Iterator[tuple[float, float]]:
    """Points on a way."""
    here = (0.0, 0.0)
    for letter, numbers in route.commands:
        points = [here, *zip(numbers[::2], numbers[1::2], strict=True)]
        if letter != "M":
            for step in range(1, 21):
                current = points
                while len(current) > 1:  # de Casteljau: lines, quadratics and cubics
                    current = [
                        (a[0] + (b[0] - a[0]) * step / 20, a[1] + (b[1] - a[1]) * step / 20)
                        for a, b in pairwise(current)
                    ]
                yield current[0]
        here = points[-1]


@pytest.mark.parametrize("seed", range(40))
def test_no_box_overlaps_another_and_no_way_crosses_a_box(seed: int, thrown: Callable[[int], Diagram]) -> None:
    nothing_overlaps(laid_out(thrown(seed)))


@pytest.mark.parametrize("seed", range(20))
def test_nothing_overlaps_beside_a_node(seed: int, surrounded: Callable[[int], Diagram]) -> None:
    diagram = surrounded(seed)
    placed = laid_out(diagram)
    nothing_overlaps(placed)
    assert placed.routes.keys() == {edge.id for edge in diagram.edges}
    for edge in diagram.edges:
        assert placed.nodes[edge.source].right <= placed.routes[edge.id].label.left
        assert placed.routes[edge.id].label.right <= placed.nodes[edge.target].left


@pytest.mark.parametrize("seed", range(40))
def test_the_row_keeps_its_order(seed: int, thrown: Callable[[int], Diagram]) -> None:
    """Also where ways pass through it, for which Graphviz would give the order up."""
    diagram = thrown(seed)
    placed = laid_out(diagram)
    row = [node.id for node in diagram.nodes if node.band == "care"]
    assert sorted(row, key=lambda name: placed.nodes[name].left) == row


@pytest.mark.parametrize("seed", range(40))
def test_every_node_stands_in_its_band(seed: int, thrown: Callable[[int], Diagram]) -> None:
    """And bands do not overlap, though two of them may lie on one side of the row."""
    diagram = thrown(seed)
    placed = laid_out(diagram)
    for node in diagram.nodes:
        box, band = placed.nodes[node.id], placed.bands[node.band]
        assert band.top <= box.top and box.bottom <= band.bottom, node.id
    heights = sorted((box.top, box.bottom) for box in placed.bands.values())
    assert all(bottom <= top + 0.01 for (_, bottom), (top, _) in pairwise(heights))


def nothing_overlaps(placed: Placed) -> None:
    everything = boxes(placed)
    for index, (name, box) in enumerate(everything):
        assert box.left >= -0.01 and box.top >= -0.01, name
        assert box.right <= placed.width + 0.01 and box.bottom <= placed.height + 0.01, name
        for other, its in everything[index + 1 :]:
            apart = box.right <= its.left or its.right <= box.left or box.bottom <= its.top or its.bottom <= box.top
            assert apart, (name, other)
    for edge, route in placed.routes.items():
        for x, y in along(route):
            hit = [
                name
                for name, box in everything
                if name != f"label {edge}" and box.left + 1 < x < box.right - 1 and box.top + 1 < y < box.bottom - 1
            ]
            assert not hit, (edge, hit)


@pytest.mark.parametrize("seed", range(40))
def test_every_edge_begins_and_ends_on_its_nodes(seed: int, thrown: Callable[[int], Diagram]) -> None:
    diagram = thrown(seed)
    placed = laid_out(diagram)
    for edge in diagram.edges:
        if edge.source == edge.target:
            assert edge.id not in placed.routes
            continue
        route = placed.routes[edge.id]
        for name, (x, y) in ((edge.source, route.commands[0][1]), (edge.target, route.tip)):
            box = placed.nodes[name]
            assert box.left - 0.01 <= x <= box.right + 0.01 and box.top - 0.01 <= y <= box.bottom + 0.01


@needs_dot
@pytest.mark.parametrize("seed", range(10))
def test_the_system_engine_gives_the_same_structure(seed: int, thrown: Callable[[int], Diagram]) -> None:
    """Versions differ in places, never in what is there, in which row, and in what order the main row stands."""
    diagram = thrown(seed)
    ours, theirs = laid_out(diagram), laid_out(diagram, "dot")
    assert ours.nodes.keys() == theirs.nodes.keys()
    assert ours.routes.keys() == theirs.routes.keys()
    row = [node.id for node in diagram.nodes if node.band == "care"]
    for placed in (ours, theirs):
        assert sorted(row, key=lambda name: placed.nodes[name].left) == row


def test_a_missing_dot_is_said_with_advice(monkeypatch: pytest.MonkeyPatch, small: Diagram) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(MissingRenderer) as caught:
        laid_out(small, "dot")
    assert "winget" in caught.value.hint.en and "brew" in caught.value.hint.da


@pytest.mark.parametrize(
    "script",
    ["exit 1", "kill -SEGV $$", "echo garbage", "echo '[]'", "echo '{\"objects\": [{}]}'", "true"],
)
def test_a_broken_dot_is_said(script: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, small: Diagram) -> None:
    fake = tmp_path / "dot"
    fake.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(CouldNotDraw):
        laid_out(small, "dot")


def test_an_unknown_engine_is_said(small: Diagram) -> None:
    with pytest.raises(CouldNotDraw):
        laid_out(small, "tea-leaves")


def test_a_layout_that_takes_too_long_is_stopped() -> None:
    embedded.layout("digraph {}", 60)  # compiling is not laying out
    edges = (EdgeStatement(f"n{a * 7 % 2000}", f"n{a * a * 11 % 2000}", {}) for a in range(40_000))
    dense, small = Graph({}, {}, tuple(edges)), Graph({}, {}, (EdgeStatement("a", "b", {}),))
    began = time.monotonic()
    with pytest.raises(LayoutTooSlow):
        places(dense, (), "embedded", Deadline(0.5))
    assert time.monotonic() - began < 10
    assert places(small, {"a"}, "embedded", Deadline(60)).keys() == {"a", "b"}  # and the next one works


def test_all_steps_of_a_layout_have_one_deadline(
    thrown: Callable[[int], Diagram], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each step has the time that those before it left; without any left, none begins and nothing is drawn."""
    clock, given, own = [0.0], [], ENGINES["embedded"]

    def slow(graph: Graph, timeout: float) -> bytes:
        given.append(timeout)
        clock[0] += 4
        return own(graph, timeout)

    monkeypatch.setattr(engines, "monotonic", lambda: clock[0])
    monkeypatch.setattr(engines, "ENGINES", {"slow": slow})
    diagram = thrown(1)
    arrange(diagram, labels(diagram, "da").sizes(), "slow", 60)
    assert given == [60.0 - 4 * step for step in range(len(given))]
    steps = len(given)
    assert steps > 1
    with pytest.raises(LayoutTooSlow):
        arrange(diagram, labels(diagram, "da").sizes(), "slow", 4 * (steps - 1))
    assert len(given) == steps + steps - 1
    with pytest.raises(LayoutTooSlow):
        arrange(diagram, labels(diagram, "da").sizes(), "slow", 4 * steps - 1)


def test_pairs_whose_ids_run_together_are_distinguished(thrown: Callable[[int], Diagram]) -> None:
    """From ``a`` to ``b-c`` is not from ``a-b`` to ``c``."""
    some = thrown(1)
    node, names = some.nodes[0], ("a", "b-c", "a-b", "c")
    edges = tuple(replace(some.edges[0], source=one, target=other) for one, other in (("a", "b-c"), ("a-b", "c")))
    placed = laid_out(replace(some, nodes=tuple(replace(node, id=name) for name in names), edges=edges))
    assert len(placed.routes) == 2


def test_a_word_of_any_length_is_measured_about_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many lines it takes: the letters that are measured grow as the word does."""
    measured, own = [0], typeface.width

    def counted(text: str, size: float, weight: int = 400) -> float:
        measured[0] += len(text)
        return own(text, size, weight)

    monkeypatch.setattr(text_module, "width", counted)
    counts = []
    for length in (2_000, 8_000):
        measured[0] = 0
        lines = text_module.wrapped("e" * length, "en", text_module.Style(12), 200).lines
        assert sum(len(line.rstrip("-")) for line in lines) == length
        counts.append(measured[0])
    assert counts[1] < 5 * counts[0]


@pytest.mark.parametrize("seed", range(20))
def test_an_arch_is_on_the_lowest_track_over_all_shorter_ones_that_it_meets(
    seed: int, thrown: Callable[[int], Diagram]
) -> None:
    arches = planned(thrown(seed)).arches
    for number, arch in enumerate(arches):
        shorter = (each for each in arches[:number] if each.up == arch.up)
        met = [each.track for each in shorter if each.first <= arch.last and arch.first <= each.last]
        assert arch.track == max(met, default=-1) + 1


def test_no_two_edges_are_compared_to_plan_a_picture(
    thrown: Callable[[int], Diagram], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture of a hundred nodes that all share with all has ten thousand."""
    compared: list[object] = []

    def comparing(one: object, other: object) -> bool:
        compared.append(one)
        return one is other

    diagram = thrown(1)
    monkeypatch.setattr(Edge, "__eq__", comparing)
    assert planned(diagram).crossing
    assert not compared

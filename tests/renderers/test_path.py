"""Paths: what is written is read by fontTools, another reading of the standard, as the PDF draws it."""

import math
import re
from itertools import pairwise, product

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path

from dataflow.renderers.diagrams.edge_styles import symbol
from dataflow.renderers.primitives.markup import path_data
from dataflow.renderers.primitives.path import Command, absolute, polyline
from dataflow.renderers.primitives.shapes import Path

Point = tuple[float, float]
STEPS = 60


def curve(points: list[Point]) -> list[Point]:
    """Points along a curve of any degree, by de Casteljau."""

    def at(way: list[Point], t: float) -> Point:
        while len(way) > 1:
            way = [((1 - t) * a[0] + t * b[0], (1 - t) * a[1] + t * b[1]) for a, b in pairwise(way)]
        return way[0]

    return [at(points, step / STEPS) for step in range(STEPS + 1)]


def along(ways: list[tuple[str, list[Point]]]) -> list[Point]:
    found: list[Point] = []
    start = (0.0, 0.0)
    for kind, points in ways:
        if kind == "M":
            start = points[0]
            found.append(start)
        elif points or kind == "Z":
            found += curve([found[-1], *(points or [start])])
    return found


def commands(way: str) -> list[Command]:
    """A path as one writes it in SVG, each command with its letter."""
    return [
        (letter, tuple(map(float, re.findall(r"-?[\d.]+", numbers))))
        for letter, numbers in re.findall(r"([A-Za-z])([^A-Za-z]*)", way)
    ]


def ours(way: list[Command]) -> list[Point]:
    return along([(kind, list(zip(numbers[::2], numbers[1::2], strict=True))) for kind, numbers in way])


def theirs(way: str) -> list[Point]:
    pen = RecordingPen()
    parse_path(way, pen)
    return along(
        [("M" if kind == "moveTo" else "", [point for point in points if point]) for kind, points in pen.value]
    )


def furthest(some: list[Point], others: list[Point]) -> float:
    return max(min(math.dist(one, other) for other in others) for one in some)


ARCS = [
    f"M10 20 A{across} {down} {turn} {large} {sweep} {end}"
    for (across, down), turn, large, sweep, end in product(
        ((30, 20), (5, 5), (1, 40)), (0, 30), (0, 1), (0, 1), ("40 35", "10 60", "-15 20")
    )
]
WAYS = [
    "M1 2L3 4H9V-2Z",
    "m1 2l3 4h9v-2z",
    "M0 0l10 10l10 -10",
    "M0 0C1 2 3 4 5 6c1 -1 2 -2 3 0",
    "M0 0Q10 10 20 0q5 -5 10 0",
    "M3.5 -1.25L.5 .75",
    "M1 1L2 2ZL5 5",
    *ARCS,
]


@pytest.mark.parametrize("way", WAYS)
def test_a_way_is_read_as_the_standard_says(way: str) -> None:
    mine, other = ours(absolute(commands(way))), theirs(path_data(commands(way)))
    assert mine[-1] == pytest.approx(other[-1])
    assert furthest(mine, other) < 0.6
    assert furthest(other, mine) < 0.6


def test_an_arc_lies_on_its_circle() -> None:
    for large, sweep in product((0, 1), (0, 1)):
        points = ours(absolute([("M", (10, 0)), ("A", (10, 10, 0, large, sweep, 0, 10))]))
        centre = (0, 0) if large != sweep else (10, 10)
        assert {round(math.dist(centre, point), 2) for point in points} == {10}


def test_our_own_symbols_are_drawn_the_same_in_both() -> None:
    for status in ("planned", "unknown", "missing", "added", "removed", "changed"):
        (way,) = [shape.commands for shape in symbol(status, 5, 5, "#000000") if isinstance(shape, Path)]
        mine, other = ours(absolute(way)), theirs(path_data(way))
        assert furthest(mine, other) < 0.2
        assert furthest(other, mine) < 0.2


def test_a_polyline_goes_through_its_points() -> None:
    assert path_data(polyline(((0, 0), (1, 2), (3, 4)), 10, 20)) == "M10 20L11 22L13 24"
    assert path_data(polyline(((0, 0), (1, 2)), closed=True)) == "M0 0L1 2Z"


@pytest.mark.parametrize("letter", ["R", "S", "T", "s"])
def test_a_command_without_use_here_is_refused(letter: str) -> None:
    with pytest.raises(ValueError, match="a path with the command"):
        absolute([("M", (0, 0)), (letter, (1, 1))])

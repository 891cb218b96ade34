"""Paths: the commands of an SVG path, and the same path in the four absolute commands that a PDF has."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

Point = tuple[float, float]
Command = tuple[str, tuple[float, ...]]
"""A letter of SVG's path language (M, L, H, V, C, Q, A, Z; relative in lower case) and its numbers."""


def polyline(points: Sequence[Point], x: float = 0.0, y: float = 0.0, closed: bool = False) -> tuple[Command, ...]:
    """Straight lines through points that are given relative to a point."""
    first, *others = ((x + across, y + down) for across, down in points)
    end: tuple[Command, ...] = (("Z", ()),) if closed else ()
    return (("M", first), *(("L", point) for point in others), *end)


def absolute(commands: Iterable[Command]) -> list[Command]:
    """A path in M, L, C and Z. Raises ``ValueError`` for a command that no renderer needs."""
    found: list[Command] = []
    here = start = (0.0, 0.0)
    for letter, numbers in commands:
        to = letter.upper()
        x, y = here if letter.islower() else (0.0, 0.0)
        match to:
            case "Z":
                here = start
                found.append(("Z", ()))
                continue
            case "H":
                here = (x + numbers[0], here[1])
            case "V":
                here = (here[0], y + numbers[0])
            case "A":
                end = (x + numbers[5], y + numbers[6])
                found += _arc(here, (numbers[0], numbers[1]), numbers[2], (numbers[3] != 0, numbers[4] != 0), end)
                here = end
                continue
            case "M" | "L" | "C" | "Q":
                points = [(x + across, y + down) for across, down in zip(numbers[::2], numbers[1::2], strict=True)]
                if to == "Q":
                    points = [_towards(here, points[0]), _towards(points[1], points[0]), points[1]]
                here = points[-1]
                start = here if to == "M" else start
                found.append((to if to == "M" else "C" if len(points) == 3 else "L", tuple(sum(points, ()))))
                continue
            case _:
                raise ValueError(f"a path with the command {letter!r}")
        found.append(("L", here))
    return found


def _towards(end: Point, control: Point) -> Point:
    return end[0] + 2 / 3 * (control[0] - end[0]), end[1] + 2 / 3 * (control[1] - end[1])


def _arc(start: Point, radii: Point, turn: float, flags: tuple[bool, bool], end: Point) -> list[Command]:
    """An arc as curves, each of a quarter at most (SVG 1.1, F.6.5: from its ends to its centre)."""
    across, down = abs(radii[0]), abs(radii[1])
    if start == end:
        return []
    if not across or not down:
        return [("L", end)]
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    half = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cos * half[0] + sin * half[1], cos * half[1] - sin * half[0]
    reach = math.sqrt(max(1.0, (x / across) ** 2 + (y / down) ** 2))
    across, down = across * reach, down * reach
    share = (down * x) ** 2 + (across * y) ** 2
    far = math.sqrt(max(0.0, (across * down) ** 2 / share - 1)) * (-1 if flags[0] == flags[1] else 1)
    middle = far * across * y / down, -far * down * x / across
    first = math.atan2((y - middle[1]) / down, (x - middle[0]) / across)
    last = math.atan2((-y - middle[1]) / down, (-x - middle[0]) / across)
    sweep = (last - first) % math.tau if flags[1] else -((first - last) % math.tau)
    centre = (
        cos * middle[0] - sin * middle[1] + (start[0] + end[0]) / 2,
        sin * middle[0] + cos * middle[1] + (start[1] + end[1]) / 2,
    )

    def placed(px: float, py: float) -> Point:
        return centre[0] + cos * across * px - sin * down * py, centre[1] + sin * across * px + cos * down * py

    count = math.ceil(abs(sweep) / (math.pi / 2) - 1e-9)
    angles = [first + sweep * step / count for step in range(count + 1)]
    bend = 4 / 3 * math.tan(sweep / count / 4)
    curves: list[Command] = []
    for one, next_ in pairwise(angles):
        points = (
            placed(math.cos(one) - bend * math.sin(one), math.sin(one) + bend * math.cos(one)),
            placed(math.cos(next_) + bend * math.sin(next_), math.sin(next_) - bend * math.cos(next_)),
            end if next_ == angles[-1] else placed(math.cos(next_), math.sin(next_)),
        )
        curves.append(("C", tuple(sum(points, ()))))
    return curves

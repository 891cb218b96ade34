"""The bars of thin lanes: each spans the phases during which its marks apply."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dataflow.base.lanes import Mark
from dataflow.renderers.lanes.labels import NAMES, SAMPLE, SYMBOL, outside_text
from dataflow.renderers.layout.geometry import Box
from dataflow.renderers.primitives.text import Lines

PAD = 6.0
APART = 14.0
"""Between the texts of two marks."""
LINE = NAMES.leading + 1


@dataclass(frozen=True, slots=True)
class BarText:
    """The text of a mark: its symbol at ``left``, its words at ``words``."""

    mark: Mark
    text: Lines
    left: float
    words: float
    top: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar and the texts in it."""

    box: Box
    texts: tuple[BarText, ...]


def bars_of(
    marks: Sequence[Mark], columns: Mapping[str, Box], top: float, language: str
) -> tuple[tuple[Bar, ...], float]:
    """The bars of a thin lane from its top, the long ones first, and how high they are together."""
    order = {column: place for place, column in enumerate(columns)}
    runs: dict[tuple[int, int], list[Mark]] = {}
    for mark in marks:
        runs.setdefault((order[mark.column], order[mark.last or mark.column]), []).append(mark)
    rows: list[list[tuple[int, int]]] = []
    for run in sorted(runs, key=lambda run: (run[0] - run[1], run[0])):
        row = next((row for row in rows if all(run[1] < a or b < run[0] for a, b in row)), None)
        if row is None:
            rows.append([run])
        else:
            row.append(run)
    boxes = list(columns.values())
    found: list[Bar] = []
    at = top
    for row in rows:
        bars = []
        for first, last in row:
            left, right = boxes[first].left + 4, boxes[last].right - 4
            texts, high = _flowed(runs[first, last], left + PAD, right - PAD, at + 1, language)
            bars.append((Box(left, at, right - left, high), texts))
        high = max(box.height for box, _ in bars)
        found += [Bar(Box(box.left, box.top, box.width, high), texts) for box, texts in bars]
        at += high + 2.5
    return tuple(found), max(at - 2.5 - top, 0.0)


def _flowed(
    marks: Sequence[Mark], left: float, right: float, top: float, language: str
) -> tuple[tuple[BarText, ...], float]:
    """The texts of marks one after the other, in as many lines as they need, and their height."""
    found: list[BarText] = []
    x, at, deepest = left, top, 1
    for mark in marks:
        symbol = SAMPLE if mark.role in ("gives", "gets") else SYMBOL
        text = outside_text(mark, language, right - left - symbol)
        if found and x + symbol + text.width > right:
            x, at, deepest = left, at + deepest * LINE, 1
        found.append(BarText(mark, text, x, x + symbol, at))
        deepest = max(deepest, len(text.lines))
        x += symbol + text.width + APART
    return tuple(found), at + deepest * LINE - top + 2

"""The layout engines: a graph becomes the horizontal places of its nodes."""

import json
from collections.abc import Callable, Collection, Mapping
from time import monotonic

from dataflow.base.text import Text
from dataflow.renderers import CouldNotDraw, LayoutTooSlow
from dataflow.renderers.layout.graph import Graph, dot_text

SLOW = Text(
    en="The layout took longer than allowed and was stopped.", da="Placeringen tog for lang tid og blev standset."
)
DRAW_LESS = Text(
    en="Draw a part of the map (one phase, group, actor or channel), or allow more time.",
    da="Tegn en del af kortet (én fase, gruppe, aktør eller kanal), eller giv mere tid.",
)
BROKEN = Text(en="The layout engine failed.", da="Placeringen mislykkedes.")
USE_EMBEDDED = Text(
    en="Try the other engine (--engine embedded or --engine dot).",
    da="Prøv den anden (--engine embedded eller --engine dot).",
)
UNKNOWN = Text(en="There is no such layout engine.", da="Der er ingen sådan motor til placering.")


def too_slow() -> LayoutTooSlow:
    """The exception for a layout that was stopped."""
    return LayoutTooSlow(SLOW, DRAW_LESS)


def failed() -> CouldNotDraw:
    """The exception for an engine that gave nothing useful."""
    return CouldNotDraw(BROKEN, USE_EMBEDDED)


class Deadline:
    """The end of the time that all steps of a layout may take together."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def left(self) -> float:
        """The seconds that are left. Raises LayoutTooSlow where there are none."""
        seconds = self._end - monotonic()
        if seconds <= 0:
            raise too_slow()
        return seconds


def places(graph: Graph, wanted: Collection[str], engine: str, deadline: Deadline) -> dict[str, float]:
    """The horizontal centre of each node, in points, from the left; of all that are ``wanted`` at least."""
    if engine not in ENGINES:
        raise CouldNotDraw(UNKNOWN, USE_EMBEDDED)
    answer = ENGINES[engine](graph, deadline.left())
    try:
        things = json.loads(answer).get("objects", ())
        found = {thing["name"]: float(thing["pos"].split(",")[0]) for thing in things if "pos" in thing}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise failed() from error
    if not found.keys() >= set(wanted):
        raise failed()
    return found


def _embedded(graph: Graph, timeout: float) -> bytes:
    from dataflow.renderers.layout import embedded

    return embedded.layout(dot_text(graph), timeout)


def _system(graph: Graph, timeout: float) -> bytes:
    from dataflow.renderers.layout import system

    return system.layout(graph, timeout)


ENGINES: Mapping[str, Callable[[Graph, float], bytes]] = {"embedded": _embedded, "dot": _system}

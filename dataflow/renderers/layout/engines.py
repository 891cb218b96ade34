"""The layout engines: a graph in DOT becomes the horizontal places of its nodes."""

import json
import subprocess
from collections.abc import Callable, Collection, Mapping

from dataflow.base.text import Text
from dataflow.renderers import CouldNotDraw, LayoutTooSlow, MissingRenderer

SLOW = Text(
    en="The layout took longer than allowed and was stopped.", da="Placeringen tog for lang tid og blev standset."
)
DRAW_LESS = Text(
    en="Draw a part of the map (one phase, group, actor or channel), or allow more time.",
    da="Tegn en del af kortet (én fase, gruppe, aktør eller kanal), eller giv mere tid.",
)
NO_DOT = Text(en="Graphviz (dot) is not on this machine.", da="Graphviz (dot) findes ikke på denne maskine.")
GET_DOT = Text(
    en="Leave out --engine to use the embedded one, or install it: apt install graphviz (Linux), "
    "brew install graphviz (macOS), winget install Graphviz.Graphviz (Windows).",
    da="Udelad --engine for at bruge den indbyggede, eller installér: apt install graphviz (Linux), "
    "brew install graphviz (macOS), winget install Graphviz.Graphviz (Windows).",
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


def places(dot: str, wanted: Collection[str], engine: str, timeout: float) -> dict[str, float]:
    """The horizontal centre of each node, in points, from the left; of all that are ``wanted`` at least."""
    if engine not in ENGINES:
        raise CouldNotDraw(UNKNOWN, USE_EMBEDDED)
    answer = ENGINES[engine](dot, timeout)
    try:
        things = json.loads(answer).get("objects", ())
        found = {thing["name"]: float(thing["pos"].split(",")[0]) for thing in things if "pos" in thing}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise failed() from error
    if not found.keys() >= set(wanted):
        raise failed()
    return found


def _embedded(dot: str, timeout: float) -> bytes:
    from dataflow.renderers.layout import embedded

    return embedded.layout(dot, timeout)


def _system(dot: str, timeout: float) -> bytes:
    try:
        done = subprocess.run(
            ["dot", "-Tjson"],  # noqa: S607 - the user asked for the dot on their path
            input=dot.encode("utf-8"),
            capture_output=True,
            timeout=timeout,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise too_slow() from error
    except OSError as error:
        raise MissingRenderer(NO_DOT, GET_DOT) from error
    except subprocess.CalledProcessError as error:
        raise failed() from error
    return done.stdout


ENGINES: Mapping[str, Callable[[str, float], bytes]] = {"embedded": _embedded, "dot": _system}

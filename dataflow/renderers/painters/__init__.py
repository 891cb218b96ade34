"""Bodies: what stands between the heading and the foot of a page. Law: one file for each kind of picture.

Each ends in ``BODY = Drawer(Kind, draw)``; ``draw`` lays the picture out and gives its markup with the upper left
corner at 0, 0.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from dataflow.base.picture import Picture
from dataflow.base.plugins import plugins_in
from dataflow.renderers import Options
from dataflow.renderers.primitives.theme import Theme


@dataclass(frozen=True, slots=True)
class Body:
    """A picture laid out: its size in pixels (96 to the inch) and its SVG."""

    width: float
    height: float
    markup: str


@dataclass(frozen=True, slots=True)
class Drawer:
    """How one kind of picture is laid out."""

    kind: type[Picture]
    draw: Callable[[Any, Options, Theme], Body]


@cache
def _drawers() -> dict[type[Picture], Drawer]:
    return {part.BODY.kind: part.BODY for part in plugins_in(sys.modules[__name__])}


def body_of(picture: Picture, options: Options, theme: Theme) -> Body:
    """The picture, laid out."""
    return _drawers()[type(picture)].draw(picture, options, theme)

"""Painters: each lays out one kind of picture and gives its shapes. Law: one file for each kind, named after it.

Each ends in ``PAINT = paint``; ``paint(picture, options, theme)`` gives the body of a page, its upper left corner at
0, 0.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dataflow.base.picture import Key, Picture
from dataflow.base.plugins import plugin_in
from dataflow.base.text import Sentence
from dataflow.renderers import Options
from dataflow.renderers.primitives.shapes import Shape
from dataflow.renderers.primitives.theme import Theme


@dataclass(frozen=True, slots=True)
class Body:
    """A picture laid out: its size in pixels (96 to the inch), its shapes, and remarks on what it leaves out.

    ``keys`` are entries of the legend for marks of which only the layout knows; they replace those of the picture
    with the same subject.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    remarks: tuple[Sentence, ...] = ()
    keys: tuple[Key, ...] = ()


def body_of(picture: Picture, options: Options, theme: Theme) -> Body:
    """A picture as shapes; only the painter of its kind is loaded."""
    paint: Callable[[Any, Options, Theme], Body] = plugin_in(
        sys.modules[__name__], type(picture).__name__.lower()
    ).PAINT
    return paint(picture, options, theme)

"""The PNG: as large as laid out, with its letters in it."""

import struct
from dataclasses import replace

import pytest

from dataflow.base.picture import Diagram
from dataflow.base.text import Label
from dataflow.renderers import CouldNotDraw, Options
from dataflow.renderers.png import render


def test_it_knows_its_size_on_paper(small: Diagram) -> None:
    sizes = []
    for dpi in (96, 192):
        png = render(small, Options(dpi=dpi)).content
        assert png[:8] == b"\x89PNG\r\n\x1a\n"
        sizes.append(struct.unpack(">II", png[16:24]))
        at = png.index(b"pHYs")
        assert struct.unpack(">IIB", png[at + 4 : at + 13]) == (round(dpi * 39.3701), round(dpi * 39.3701), 1)
    assert abs(sizes[1][0] - 2 * sizes[0][0]) <= 2


def test_more_pixels_than_memory_are_refused(small: Diagram) -> None:
    with pytest.raises(CouldNotDraw):
        render(small, Options(dpi=100_000))


def test_letters_are_drawn(small: Diagram) -> None:
    """Another title of the same length makes another picture: no text is silently missing, in either weight."""
    assert render(small, Options(title="nuuu", dpi=96)).content != render(small, Options(title="unnn", dpi=96))
    footers = [replace(small, footer=(Label("x", (("", text),)),)) for text in ("nuuu", "unnn")]
    assert render(footers[0], Options(dpi=96)).content != render(footers[1], Options(dpi=96)).content

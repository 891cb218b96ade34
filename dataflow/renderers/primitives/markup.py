"""Shapes as SVG markup."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dataflow.renderers.primitives.path import Command
from dataflow.renderers.primitives.shapes import (
    Circle,
    Group,
    Line,
    Paint,
    Path,
    Polygon,
    Rect,
    Shape,
    TextRun,
    Transform,
)
from dataflow.renderers.primitives.xml import Value, element, number, numbers, words


class Within(NamedTuple):
    """A drawing within a document: where its parts lead, by their ids, and what comes before its ids and classes."""

    links: Mapping[str, str]
    prefix: str = ""

    def classes(self, names: str | None) -> str | None:
        """Classes as they are called in the document."""
        return None if names is None else " ".join(self.prefix + name for name in names.split())


ALONE = Within({})
"""A drawing that shares a document with no other."""


def markup(shapes: Iterable[Shape], before: str = "", within: Within = ALONE) -> str:
    """Shapes as SVG elements, with ``before`` before each."""
    return "".join(f"{before}{_element(shape, within)}" for shape in shapes)


def group_markup(group: Group, before: str = "", within: Within = ALONE) -> str:
    """A group as an element, with ``before`` before each of its shapes; as a link where it leads anywhere."""
    attributes = {
        "id": None if group.id is None else within.prefix + group.id,
        "class": within.classes(group.kind),
        "role": None if group.title is None else "graphics-object",
        "transform": None if group.transform is None else _transform(group.transform),
    }
    title = "" if group.title is None else element("title", {}, words(group.title))
    drawn = element("g", attributes, title, markup(group.shapes, before, within))
    target = within.links.get(group.id or "")
    return drawn if target is None else element("a", {"href": target}, drawn)


def _element(shape: Shape, within: Within) -> str:
    if isinstance(shape, Group):
        return group_markup(shape, within=within)
    if isinstance(shape, TextRun):
        return element("text", _text(shape), words(shape.text))
    name, place = _place(shape)
    return element(name, {**place, **_paint(shape.paint)})


def _place(shape: Rect | Line | Path | Polygon | Circle) -> tuple[str, Mapping[str, Value | None]]:
    match shape:
        case Rect(x, y, width, height, _, radius):
            return "rect", {"x": x, "y": y, "width": width, "height": height, "rx": radius}
        case Line((x1, y1), (x2, y2)):
            return "line", {"x1": x1, "x2": x2, "y1": y1, "y2": y2}
        case Path(commands):
            return "path", {"d": path_data(commands)}
        case Polygon(points):
            return "polygon", {"points": " ".join(f"{number(x)},{number(y)}" for x, y in points)}
        case Circle(x, y, radius):
            return "circle", {"cx": x, "cy": y, "r": radius}


def path_data(commands: Iterable[Command]) -> str:
    """A path's commands in SVG's own language."""
    return "".join(f"{letter}{numbers(given)}" for letter, given in commands)


def _paint(paint: Paint) -> Mapping[str, Value | None]:
    return {
        "fill": paint.fill,
        "fill-opacity": paint.opacity,
        "stroke": paint.stroke,
        "stroke-width": paint.width,
        "stroke-dasharray": None if paint.dash is None else numbers(paint.dash),
        "stroke-linecap": paint.cap,
    }


def _text(run: TextRun) -> Mapping[str, Value | None]:
    return {
        "x": run.x,
        "y": run.y,
        "font-size": run.size,
        "font-weight": None if run.weight == 400 else str(run.weight),
        "fill": run.ink,
        "text-anchor": None if run.anchor == "start" else run.anchor,
        "textLength": run.length,
        "lengthAdjust": "spacingAndGlyphs",
    }


def _transform(transform: Transform) -> str:
    shift = f"translate({transform.x:.2f} {transform.y:.2f})"
    return f"{shift} rotate(-90)" if transform.upright else shift

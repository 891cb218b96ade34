"""A diagram: bands of nodes, and the edges between them."""

from dataflow.base.picture import Diagram
from dataflow.renderers import Options
from dataflow.renderers.diagrams.labels import Labels, labels
from dataflow.renderers.diagrams.marks import edge, node, text
from dataflow.renderers.layout.bands import arrange
from dataflow.renderers.layout.beside import is_beside
from dataflow.renderers.layout.geometry import Box, Placed
from dataflow.renderers.layout.vertical import moved, moved_route
from dataflow.renderers.painters import Body, Drawer
from dataflow.renderers.primitives.text import Lines, Style, wrapped
from dataflow.renderers.primitives.theme import Theme
from dataflow.renderers.primitives.xml import Value, element

RAIL = 22.0
"""The column at the left that names the bands."""
BAND = Style(12.5, 600)
COLUMN = Style(14, 600)


def draw(diagram: Diagram, options: Options, theme: Theme) -> Body:
    """The diagram, laid out by a graph engine."""
    told = labels(diagram, options.language)
    placed = arrange(diagram, told.sizes(), options.engine, options.timeout)
    names = [_up(band.label.in_language(options.language), placed.bands[band.id]) for band in diagram.bands]
    rail = 0.0 if is_beside(diagram) else RAIL + max((name.height - BAND.leading for name in names), default=0.0)
    return Body(placed.width + rail, placed.height, _picture(diagram, options, told, placed, rail, theme))


def _picture(diagram: Diagram, options: Options, told: Labels, placed: Placed, rail: float, theme: Theme) -> str:
    language, parts = options.language, []
    for index, band in enumerate(diagram.bands):
        box, name = moved(placed.bands[band.id], rail, 0), band.label.in_language(language)
        if rail:
            parts.append(_band(name, box, index > 0, theme))
        elif band.role != "main":
            parts.append(_column(name, box, theme))
    # What matters most is drawn last, so that it is the others that give way at a crossing.
    for drawn in sorted(diagram.edges, key=lambda drawn: (drawn.role == "care", drawn.status == "current")):
        if drawn.id in placed.routes:
            route = moved_route(placed.routes[drawn.id], rail, 0)
            meaning = drawn.meaning.in_language(language)
            parts.append(
                edge(drawn, told.edges[drawn.id], route, told.strokes[drawn.id], meaning=meaning, theme=theme)
            )
    for shown in diagram.nodes:
        box = moved(placed.nodes[shown.id], rail, 0)
        parts.append(node(shown, told.nodes[shown.id], box, meaning=shown.meaning.in_language(language), theme=theme))
    return "".join(f"\n{part}" for part in parts)


def _band(name: str, box: Box, ruled: bool, theme: Theme) -> str:
    """The band's name up its left side, and a line between it and the one above."""
    shown = _up(name, box)
    parts = []
    if ruled:
        line: dict[str, Value | None] = {
            "x1": 0.0,
            "x2": box.right,
            "y1": box.top,
            "y2": box.top,
            "stroke": theme.rule,
            "stroke-width": 1.0,
        }
        parts.append(element("line", line))
    for index, line_ in enumerate(shown.lines):
        one = Lines((line_,), BAND)
        written = text(one, 0, 0, theme.quiet, "middle")
        place = f"translate({index * BAND.leading:.2f} {box.top + box.height / 2:.2f}) rotate(-90)"
        parts.append(element("g", {"transform": place}, written))
    return element("g", {"class": "band"}, *parts)


def _up(name: str, box: Box) -> Lines:
    """A band's name in as many lines as it takes beside the band."""
    return wrapped(name, BAND, max(box.height - 8, 40))


def _column(name: str, box: Box, theme: Theme) -> str:
    """The name of a column on top of it."""
    shown = wrapped(name, COLUMN, max(box.width, 200))
    return element("g", {"class": "band"}, text(shown, box.middle, box.top + 4, theme.quiet, "middle"))


BODY = Drawer(Diagram, draw)

"""A diagram: bands of nodes, and the edges between them."""

from dataclasses import replace

from dataflow.base.picture import Band, Diagram, Key
from dataflow.base.text import Text
from dataflow.renderers import Options
from dataflow.renderers.diagrams.labels import Labels, labels
from dataflow.renderers.diagrams.marks import edge, node
from dataflow.renderers.layout.bands import arrange
from dataflow.renderers.layout.beside import is_beside
from dataflow.renderers.layout.column import in_column
from dataflow.renderers.layout.geometry import Box, Placed
from dataflow.renderers.layout.vertical import moved, moved_route
from dataflow.renderers.painters import Body
from dataflow.renderers.primitives.paper import LEAST_TYPE, smallest_type, type_beside_text
from dataflow.renderers.primitives.shapes import Group, Line, Paint, Shape, Transform, text
from dataflow.renderers.primitives.text import Lines, Style, wrapped
from dataflow.renderers.primitives.theme import Theme

COLUMN_SIDES = Key(
    "side",
    "column",
    Text(en="right: along the pathway, left: back", da="til højre: frem i forløbet, til venstre: tilbage"),
)
"""The entry of the legend where the nodes are in a column, in place of that for a row."""
LARGER = 4 / 3
"""By how much a column has to make the type larger to be used in place of a row, if it can't be read there either."""
NEAR = 1.2
"""How much larger than needed the type of a row is where it can be read in every language."""
WIDER = (120.0, 136.0)
"""Other widths to which words beside a column are wrapped: it is wider then, and not as high."""
RAIL = 22.0
"""The column at the left that names the bands."""
BAND = Style(12.5, 600)
COLUMN = Style(14, 600)


def paint(diagram: Diagram, options: Options, theme: Theme) -> Body:
    """The diagram, laid out by a graph engine."""
    shown, placed, in_row = _laid_out(diagram, options)
    names = [_up(band, options.language, placed.bands[band.id]) for band in diagram.bands]
    rail = 0.0 if is_beside(diagram) else RAIL + max((name.height - BAND.leading for name in names), default=0.0)
    shapes = _shapes(diagram, options.language, shown, placed, rail, theme)
    has_sides = not in_row and any(key.subject == "side" for key in diagram.legend)
    return Body(placed.width + rail, placed.height, shapes, keys=(COLUMN_SIDES,) if has_sides else ())


def _laid_out(diagram: Diagram, options: Options) -> tuple[Labels, Placed, bool]:
    """The main band as a row, or all nodes in a column where a row can't be read on the page; True for the row.

    A map has the same picture in all its languages: a column where any of them needs one.
    """
    shown, placed, type_ = _row(diagram, options)
    if is_beside(diagram) or type_ >= NEAR * LEAST_TYPE:
        return shown, placed, True
    narrow, column, is_better = _column_of(diagram, options, type_)
    others = (replace(options, language=each) for each in diagram.languages if each != options.language)
    if is_better or any(_column_of(diagram, each, _row(diagram, each)[2])[2] for each in others):
        return *_best_column(diagram, options, narrow, column), False
    return shown, placed, True


def _row(diagram: Diagram, options: Options) -> tuple[Labels, Placed, float]:
    """The labels and places of a row, and the size of its smallest type on the page."""
    shown = labels(diagram, options.language)
    placed = arrange(diagram, shown.sizes(), options.engine, options.timeout)
    return shown, placed, smallest_type(placed.width + RAIL, placed.height, options)


def _column_of(diagram: Diagram, options: Options, in_row: float) -> tuple[Labels, Placed, bool]:
    """The labels and places of a column, and whether it is better than a row with that type."""
    narrow = labels(diagram, options.language, narrow=True)
    column = in_column(diagram, narrow.sizes())
    type_ = smallest_type(column.width + RAIL, column.height, options)
    return narrow, column, in_row < LEAST_TYPE and type_ >= min(LEAST_TYPE, LARGER * in_row)


def _best_column(diagram: Diagram, options: Options, narrow: Labels, column: Placed) -> tuple[Labels, Placed]:
    """The column with the words beside it in the room in which its type is largest; of equals the narrowest."""

    def type_of(each: tuple[Labels, Placed]) -> float:
        return round(type_beside_text(each[1].width + RAIL, each[1].height, options), 3)

    found = [(narrow, column)]
    for room in WIDER:
        shown = labels(diagram, options.language, narrow=True, room=room)
        found.append((shown, in_column(diagram, shown.sizes())))
    return max(found, key=type_of)


def _shapes(
    diagram: Diagram, language: str, shown: Labels, placed: Placed, rail: float, theme: Theme
) -> tuple[Shape, ...]:
    shapes: list[Shape] = []
    for index, band in enumerate(diagram.bands):
        box = moved(placed.bands[band.id], rail, 0)
        if rail:
            shapes.append(_band(band, language, box, index > 0, theme))
        elif band.role != "main":
            shapes.append(_column(band, language, box, theme))
    # What matters most is drawn last, so that it is the others that give way at a crossing.
    for each in sorted(diagram.edges, key=lambda each: (each.role == "care", each.status == "current")):
        if each.id in placed.routes:
            route, meaning = moved_route(placed.routes[each.id], rail, 0), each.meaning.in_language(language)
            stroke = shown.strokes[each.id]
            shapes.append(edge(each, shown.edges[each.id], route, stroke, meaning=meaning, theme=theme))
    for own in diagram.nodes:
        box, meaning = moved(placed.nodes[own.id], rail, 0), own.meaning.in_language(language)
        shapes.append(node(own, shown.nodes[own.id], box, meaning=meaning, theme=theme))
    return tuple(shapes)


def _band(band: Band, language: str, box: Box, ruled: bool, theme: Theme) -> Group:
    """The band's name up its left side, and a line between it and the one above."""
    shapes: list[Shape] = []
    if ruled:
        shapes.append(Line((0.0, box.top), (box.right, box.top), Paint(stroke=theme.rule, width=1.0)))
    for index, line in enumerate(_up(band, language, box).lines):
        place = Transform(index * BAND.leading, box.top + box.height / 2, upright=True)
        shapes.append(Group(text(Lines((line,), BAND), 0, 0, theme.quiet, "middle"), transform=place))
    return Group(tuple(shapes), "band")


def _up(band: Band, language: str, box: Box) -> Lines:
    return wrapped(band.label.in_language(language), language, BAND, max(box.height - 8, 40))


def _column(band: Band, language: str, box: Box, theme: Theme) -> Group:
    shown = wrapped(band.label.in_language(language), language, COLUMN, max(box.width, 200))
    return Group(text(shown, box.middle, box.top + 4, theme.quiet, "middle"), "band")


PAINT = paint

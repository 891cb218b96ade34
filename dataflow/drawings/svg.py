"""SVG: a page of its own, with its own letters, that a screen reader can read."""

import base64
import re

from dataflow.base.picture import Diagram
from dataflow.drawings import Drawing, Options
from dataflow.drawings.ink.subset import subset
from dataflow.drawings.ink.text import Lines, Style, wrapped
from dataflow.drawings.ink.theme import THEMES, Theme
from dataflow.drawings.ink.typeface import FAMILY
from dataflow.drawings.ink.xml import Value, element, words
from dataflow.drawings.layout.bands import arrange
from dataflow.drawings.layout.page import moved, moved_route
from dataflow.drawings.layout.shapes import Box, Placed
from dataflow.drawings.sheet import legend as legends
from dataflow.drawings.sheet.labels import labels
from dataflow.drawings.sheet.marks import edge, joined, node, text

MARGIN = 20.0
RAIL = 22.0
"""The column at the left that names the bands."""
NARROWEST = 640.0
HEADING = Style(23, 600)
SUBTITLE = Style(14)
BAND = Style(12.5, 600)
FOOT = Style(12)
NOTICE = Style(13, 600)


def draw(diagram: Diagram, options: Options) -> bytes:
    """The page as an SVG file."""
    return page(diagram, options, own_letters=True).encode("utf-8")


def page(diagram: Diagram, options: Options, own_letters: bool) -> str:
    """The page as SVG; ``own_letters`` puts the part of the typeface that it uses into it."""
    language, theme = options.language, THEMES[options.theme]
    told = labels(diagram, language)
    placed = arrange(diagram, told.sizes(), options.engine, options.timeout)
    room = max(placed.width + RAIL, NARROWEST)
    head, top = _head(diagram, options, room, theme)
    left = (room - placed.width + RAIL) / 2 + MARGIN
    picture = _picture(diagram, options, placed, left=left, top=top, theme=theme)
    foot, bottom = _foot(diagram, options, room, top + placed.height, theme)
    width, height = room + 2 * MARGIN, bottom + MARGIN
    title = options.title or diagram.title.in_language(language)
    body = [
        element("title", {"id": "title"}, words(title)),
        element("desc", {"id": "desc"}, words(" ".join(line.in_language(language) for line in diagram.description))),
        element("rect", {"width": width, "height": height, "fill": theme.paper}),
        head,
        picture,
        foot,
    ]
    style = f"text{{font-family:{FAMILY},'Helvetica Neue',Arial,sans-serif}}"
    if own_letters:
        style = _faces(body[3:]) + style
    body.insert(2, element("style", {}, style))
    return element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": width,
            "height": height,
            "viewBox": f"0 0 {round(width, 2):g} {round(height, 2):g}",
            "lang": language,
            "xml:lang": language,
            "role": "graphics-document document",
            "aria-labelledby": "title desc",
            "class": f"dataflow {diagram.id}",
        },
        *(f"\n{part}" for part in body if part),
        "\n",
    )


def _faces(parts: list[str]) -> str:
    """The letters used, as typeface rules, each weight with its own."""
    from html import unescape

    used: dict[int, set[str]] = {400: set(), 600: set()}
    for attributes, content in re.findall(r"<text([^>]*)>([^<]*)</text>", "".join(parts)):
        used[600 if 'font-weight="600"' in attributes else 400] |= set(unescape(content))
    rules = []
    for weight, letters in used.items():
        if letters:
            data = base64.b64encode(subset(sorted(letters), weight)).decode("ascii")
            rules.append(
                f"@font-face{{font-family:{FAMILY};font-weight:{weight};"
                f"src:url(data:font/ttf;base64,{data}) format('truetype')}}"
            )
    return "".join(rules)


def _head(diagram: Diagram, options: Options, room: float, theme: Theme) -> tuple[str, float]:
    """Title and subtitle, and where the picture begins."""
    title = wrapped(options.title or diagram.title.in_language(options.language), HEADING, room)
    below = wrapped(joined([line.in_language(options.language) for line in diagram.subtitle]), SUBTITLE, room)
    parts = [text(title, MARGIN, MARGIN - 4, theme.ink), text(below, MARGIN, MARGIN + title.height + 2, theme.quiet)]
    return element("g", {"class": "head"}, *parts), MARGIN + title.height + below.height + 14


def _picture(diagram: Diagram, options: Options, placed: Placed, *, left: float, top: float, theme: Theme) -> str:
    language = options.language
    told = labels(diagram, language)
    parts = []
    for index, band in enumerate(diagram.bands):
        box = moved(placed.bands[band.id], left, top)
        parts.append(_band(band.label.in_language(language), box, index > 0, theme))
    # What matters most is drawn last, so that it is the others that give way at a crossing.
    for drawn in sorted(diagram.edges, key=lambda drawn: (drawn.role == "care", drawn.status == "current")):
        if drawn.id in placed.routes:
            route = moved_route(placed.routes[drawn.id], left, top)
            meaning = drawn.meaning.in_language(language)
            parts.append(
                edge(drawn, told.edges[drawn.id], route, told.strokes[drawn.id], meaning=meaning, theme=theme)
            )
    for shown in diagram.nodes:
        box = moved(placed.nodes[shown.id], left, top)
        parts.append(node(shown, told.nodes[shown.id], box, meaning=shown.meaning.in_language(language), theme=theme))
    return element("g", {"class": "picture"}, *(f"\n{part}" for part in parts))


def _band(name: str, box: Box, ruled: bool, theme: Theme) -> str:
    """The band's name up its left side, and a line between it and the one above."""
    shown = wrapped(name, BAND, max(box.height - 8, 40))
    parts = []
    if ruled:
        line: dict[str, Value | None] = {
            "x1": MARGIN,
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
        x = MARGIN + index * BAND.leading
        place = f"translate({x:.2f} {box.top + box.height / 2:.2f}) rotate(-90)"
        parts.append(element("g", {"transform": place}, written))
    return element("g", {"class": "band"}, *parts)


def _foot(diagram: Diagram, options: Options, room: float, top: float, theme: Theme) -> tuple[str, float]:
    """Notices, legend and source, and where they end."""
    language, at, parts = options.language, top + 14, []
    for notice in diagram.notices:
        lines = wrapped(notice.in_language(language), NOTICE, room)
        parts.append(text(lines, MARGIN, at, theme.ink))
        at += lines.height + 8
    shown = legends.entries(diagram.legend, language, room) if options.legend else ()
    if shown:
        line: dict[str, Value | None] = {
            "x1": MARGIN,
            "x2": MARGIN + room,
            "y1": at,
            "y2": at,
            "stroke": theme.rule,
            "stroke-width": 1.0,
        }
        parts.append(element("line", line))
        parts.append(legends.legend(shown, MARGIN, at + 8, theme))
        at += legends.height(shown) + 14
    source = wrapped(joined([line.in_language(language) for line in diagram.footer]), FOOT, room)
    if shown and legends.ends(shown) + 40 + source.width <= room:  # beside the legend's last row
        top = at - 6 - (legends.ROW + source.height) / 2
        parts.append(text(source, MARGIN + room, top, theme.quiet, "end"))
        return element("g", {"class": "foot"}, *parts), at
    parts.append(text(source, MARGIN, at, theme.quiet))
    return element("g", {"class": "foot"}, *parts), at + source.height


DRAWING = Drawing(ending="svg", draw=draw)

"""SVG: a page of its own, with its own letters, that a screen reader can read."""

import base64
import re

from dataflow.base.picture import Picture
from dataflow.drawings import Drawing, Options
from dataflow.drawings.bodies import body_of
from dataflow.drawings.ink.subset import subset
from dataflow.drawings.ink.text import Style, wrapped
from dataflow.drawings.ink.theme import THEMES, Theme
from dataflow.drawings.ink.typeface import FAMILY
from dataflow.drawings.ink.xml import Value, element, words
from dataflow.drawings.sheet import legend as legends
from dataflow.drawings.sheet.marks import joined, text

MARGIN = 20.0
NARROWEST = 640.0
HEADING = Style(23, 600)
SUBTITLE = Style(14)
FOOT = Style(12)
NOTICE = Style(13, 600)


def draw(picture: Picture, options: Options) -> bytes:
    """The page as an SVG file."""
    return page(picture, options, own_letters=True).encode("utf-8")


def page(picture: Picture, options: Options, own_letters: bool) -> str:
    """The page as SVG; ``own_letters`` puts the part of the typeface that it uses into it."""
    language, theme = options.language, THEMES[options.theme]
    body = body_of(picture, options, theme)
    room = max(body.width, NARROWEST)
    head, top = _head(picture, options, room, theme)
    left = MARGIN + (room - body.width) / 2
    foot, bottom = _foot(picture, options, room, top + body.height, theme)
    width, height = room + 2 * MARGIN, bottom + MARGIN
    title = options.title or picture.title.in_language(language)
    parts = [
        element("title", {"id": "title"}, words(title)),
        element("desc", {"id": "desc"}, words(" ".join(line.in_language(language) for line in picture.description))),
        element("rect", {"width": width, "height": height, "fill": theme.paper}),
        head,
        element("g", {"class": "picture", "transform": f"translate({left:.2f} {top:.2f})"}, body.markup),
        foot,
    ]
    style = f"text{{font-family:{FAMILY},'Helvetica Neue',Arial,sans-serif}}"
    if own_letters:
        style = _faces(parts[3:]) + style
    parts.insert(2, element("style", {}, style))
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
            "class": f"dataflow {picture.id}",
        },
        *(f"\n{part}" for part in parts if part),
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


def _head(picture: Picture, options: Options, room: float, theme: Theme) -> tuple[str, float]:
    """Title and subtitle, and where the picture begins."""
    title = wrapped(options.title or picture.title.in_language(options.language), HEADING, room)
    below = wrapped(joined([line.in_language(options.language) for line in picture.subtitle]), SUBTITLE, room)
    parts = [text(title, MARGIN, MARGIN - 4, theme.ink), text(below, MARGIN, MARGIN + title.height + 2, theme.quiet)]
    return element("g", {"class": "head"}, *parts), MARGIN + title.height + below.height + 14


def _foot(picture: Picture, options: Options, room: float, top: float, theme: Theme) -> tuple[str, float]:
    """Notices, legend and source, and where they end."""
    language, at, parts = options.language, top + 14, []
    for notice in picture.notices:
        lines = wrapped(notice.in_language(language), NOTICE, room)
        parts.append(text(lines, MARGIN, at, theme.ink))
        at += lines.height + 8
    shown = legends.entries(picture.legend, language, room) if options.legend else ()
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
    source = wrapped(joined([line.in_language(language) for line in picture.footer]), FOOT, room)
    if shown and legends.ends(shown) + 40 + source.width <= room:  # beside the legend's last row
        top = at - 6 - (legends.ROW + source.height) / 2
        parts.append(text(source, MARGIN + room, top, theme.quiet, "end"))
        return element("g", {"class": "foot"}, *parts), at
    parts.append(text(source, MARGIN, at, theme.quiet))
    return element("g", {"class": "foot"}, *parts), at + source.height


DRAWING = Drawing(ending="svg", draw=draw)

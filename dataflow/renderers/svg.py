"""SVG: a page of its own, with its own letters, that a screen reader can read."""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dataflow.base.picture import Picture
from dataflow.base.text import Sentence
from dataflow.renderers import Drawing, Options
from dataflow.renderers.diagrams.marks import joined, text
from dataflow.renderers.page import legend as legends
from dataflow.renderers.painters import body_of
from dataflow.renderers.primitives.paper import OWN_MARGIN as MARGIN
from dataflow.renderers.primitives.paper import fitted, too_small
from dataflow.renderers.primitives.subset import subset
from dataflow.renderers.primitives.text import Style, wrapped
from dataflow.renderers.primitives.theme import THEMES, Theme
from dataflow.renderers.primitives.typeface import FAMILY
from dataflow.renderers.primitives.xml import Value, element, number, words

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
    sheet = _sheet(picture, options, theme)
    fit = fitted(sheet.width, sheet.height, options.page)
    style = f"text{{font-family:{FAMILY},'Helvetica Neue',Arial,sans-serif}}"
    ground: dict[str, Value | None] = {
        "x": fit.left or None,
        "y": fit.top or None,
        "width": fit.width,
        "height": fit.height,
        "fill": theme.paper,
    }
    parts = [
        element("title", {"id": "title"}, words(options.title or picture.title.in_language(language))),
        element("desc", {"id": "desc"}, words(described(picture, language))),
        element("style", {}, (_faces(sheet.parts) if own_letters else "") + style),
        element("rect", ground),
        *sheet.parts,
    ]
    view = (fit.left, fit.top, fit.width, fit.height)
    return element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": number(fit.across) + fit.unit,
            "height": number(fit.down) + fit.unit,
            "viewBox": " ".join(map(number, view)),
            "lang": language,
            "xml:lang": language,
            "role": "graphics-document document",
            "aria-labelledby": "title desc",
            "class": f"dataflow {picture.id}",
        },
        *(f"\n{part}" for part in parts if part),
        "\n",
    )


def described(picture: Picture, language: str) -> str:
    """What the picture shows, in words and numbers, for those who do not see it."""
    return " ".join(line.in_language(language) for line in picture.description)


def remarks(picture: Picture, options: Options) -> tuple[Sentence, ...]:
    """What to tell the one who draws: of type that is too small to read on the paper chosen."""
    if options.page == "none":
        return ()
    sheet = _sheet(picture, options, THEMES[options.theme])
    smallest = min(map(float, re.findall(r' font-size="([^"]+)"', "".join(sheet.parts))))
    told = too_small(sheet.width, sheet.height, smallest, options.page)
    return () if told is None else (told,)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """All that stands on the page, and the room that it takes."""

    width: float
    height: float
    parts: tuple[str, ...]


def _sheet(picture: Picture, options: Options, theme: Theme) -> _Sheet:
    body = body_of(picture, options, theme)
    room = max(body.width, NARROWEST)
    head, top = _head(picture, options, room, theme)
    left = MARGIN + (room - body.width) / 2
    foot, bottom = _foot(picture, options, room, top + body.height, theme)
    drawn = element("g", {"class": "picture", "transform": f"translate({left:.2f} {top:.2f})"}, body.markup)
    return _Sheet(room + 2 * MARGIN, bottom + MARGIN, (head, drawn, foot))


def _faces(parts: Sequence[str]) -> str:
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


DRAWING = Drawing(ending="svg", draw=draw, remarks=remarks)

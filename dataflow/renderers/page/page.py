"""A page: a picture with its head and foot, fitted to its paper, as a display list."""

from collections.abc import Iterator
from dataclasses import dataclass

from dataflow.base.picture import Key, Picture
from dataflow.base.text import Sentence
from dataflow.renderers import Options
from dataflow.renderers.page import legend as legends
from dataflow.renderers.page.words import description_of, title_of
from dataflow.renderers.painters import body_of
from dataflow.renderers.primitives.paper import OWN_MARGIN as MARGIN
from dataflow.renderers.primitives.paper import PIXELS, POINTS, Fit, filled, fitted, too_small, too_small_in
from dataflow.renderers.primitives.shapes import (
    Group,
    Line,
    Paint,
    Shape,
    TextRun,
    Transform,
    rounded,
    text,
    text_runs,
    titles,
)
from dataflow.renderers.primitives.text import Style, wrapped
from dataflow.renderers.primitives.theme import THEMES, Theme

NARROWEST = 640.0
HEADING = Style(23, 600)
SUBTITLE = Style(14)
FOOT = Style(12)
NOTICE = Style(13, 600)


@dataclass(frozen=True, slots=True)
class Page:
    """All that SVG, PNG and PDF are written from.

    ``ground`` is the colour of the paper; ``remarks`` is what the user should know, such as type too small to read.
    """

    id: str
    language: str
    title: str
    description: str
    ground: str
    fit: Fit
    head: Group
    picture: Group
    foot: Group
    remarks: tuple[Sentence, ...]

    @property
    def text_runs(self) -> Iterator[TextRun]:
        """All text on the page, in the order in which it is drawn."""
        return text_runs((self.head, self.picture, self.foot))

    @property
    def texts(self) -> Iterator[str]:
        """All that can be read or heard: text, titles of objects, and what the page says of itself."""
        yield from (self.title, self.description)
        yield from (run.text for run in self.text_runs)
        yield from titles((self.head, self.picture, self.foot))


def page_of(picture: Picture, options: Options) -> Page:
    """A picture laid out on its page."""
    language, theme = options.language, THEMES[options.theme]
    body = body_of(picture, options, theme)
    narrowest = NARROWEST if options.area is None else min(NARROWEST, options.area[0] * PIXELS)
    room = max(body.width, narrowest)
    title = title_of(picture, options)
    head, top = _head(picture, title, language, room, theme) if options.heading else (Group(()), MARGIN)
    place = Transform(MARGIN + (room - body.width) / 2, top)
    foot, bottom = _foot(picture, body.keys, options, room, top + body.height, theme)
    width, height = room + 2 * MARGIN, bottom + MARGIN
    smallest = min(rounded(run.size) for run in text_runs((head, *body.shapes, foot)))
    if options.area is None:
        fit, remark = fitted(width, height, options.page), too_small(width, height, smallest, options.page)
    else:
        fit = filled(width, height, options.area)
        remark = too_small_in(options.area, smallest * fit.scale * POINTS)
    return Page(
        id=picture.id,
        language=language,
        title=title,
        description=description_of(picture, options),
        ground=theme.paper,
        fit=fit,
        head=head,
        picture=Group(body.shapes, "picture", transform=place),
        foot=foot,
        remarks=(*body.remarks, *(() if remark is None else (remark,))),
    )


def _head(picture: Picture, heading: str, language: str, room: float, theme: Theme) -> tuple[Group, float]:
    title = wrapped(heading, language, HEADING, room)
    below = wrapped(_joined([line.in_language(language) for line in picture.subtitle]), language, SUBTITLE, room)
    shapes = (
        *text(title, MARGIN, MARGIN - 4, theme.ink),
        *text(below, MARGIN, MARGIN + title.height + 2, theme.quiet),
    )
    return Group(shapes, "head"), MARGIN + title.height + below.height + 14


def _foot(
    picture: Picture, keys: tuple[Key, ...], options: Options, room: float, top: float, theme: Theme
) -> tuple[Group, float]:
    language, at, shapes = options.language, top + 14, list[Shape]()
    for notice in picture.notices:
        lines = wrapped(notice.in_language(language), language, NOTICE, room)
        shapes += text(lines, MARGIN, at, theme.ink)
        at += lines.height + 8
    replaced = {key.subject for key in keys}
    legend = (*(key for key in picture.legend if key.subject not in replaced), *keys)
    shown = legends.entries(legend, language, room) if options.legend else ()
    if shown:
        shapes.append(Line((MARGIN, at), (MARGIN + room, at), Paint(stroke=theme.rule, width=1.0)))
        shapes.append(legends.legend(shown, MARGIN, at + 8, theme))
        at += legends.height(shown) + 14
    source = wrapped(_joined([line.in_language(language) for line in picture.footer]), language, FOOT, room)
    if shown and legends.ends(shown) + 40 + source.width <= room:  # beside the legend's last row
        top = at - 6 - (legends.ROW + source.height) / 2
        shapes += text(source, MARGIN + room, top, theme.quiet, "end")
        return Group(tuple(shapes), "foot"), at
    shapes += text(source, MARGIN, at, theme.quiet)
    return Group(tuple(shapes), "foot"), at + source.height


def _joined(parts: list[str]) -> str:
    return " \N{MIDDLE DOT} ".join(part for part in parts if part)

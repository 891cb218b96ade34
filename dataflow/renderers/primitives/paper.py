"""Paper: its size, how a picture is fitted into its margins, and whether the type is still large enough."""

from collections.abc import Mapping
from dataclasses import dataclass

from dataflow.base.text import Sentence, Text
from dataflow.renderers import PAGES, Options
from dataflow.renderers.primitives.shapes import rounded
from dataflow.wording.numbers import decimal

PIXELS = 96 / 25.4
"""In a millimetre."""
POINTS = 72 / 96
"""In a pixel."""
MARGIN = 10.0
"""On every side, in millimetres: what an office printer can't print."""
OWN_MARGIN = 20.0
"""That of a drawing without a page, in pixels."""
MOST = 1.25
"""The largest scale of a small picture."""
LEAST_TYPE = 6.0
"""In points; smaller type than this can't be read on paper."""
WANTED_TYPE = 8.0
"""In points; the smallest type of a report."""
SMALLEST = 12.0
"""The smallest type of a drawing, in pixels."""
PORTRAIT = (160.0, 240.0)
"""The text area of a portrait page, in millimetres, on which a drawing of its own size should be readable."""
OF_REPORT, OF_WIDE_REPORT = (170.0, 190.0), (267.0, 114.0)
"""What pages of a report, upright and on their side, have for a drawing beside heading, text, legend and caption."""
ROUND_DRAWING = 45.0
"""The height in millimetres that the title and the legend of a picture take on a page."""
OPEN = 5000.0
"""The height in millimetres of an area that is as high as it needs to be."""

SMALL = Text(
    en="The smallest type is {size} pt on {page}, which is too small to read.",
    da="Den mindste skrift bliver {size} pt på {page}, og det er for småt til at læse.",
)
SMALL_IN = Text(
    en="The smallest type is {size} pt at a width of {width} cm.",
    da="Den mindste skrift er {size} pt ved en bredde på {width} cm.",
)
TURNED = Text(
    en="Draw a part of the map (a phase, group, actor or channel), or put the picture on a page on its side.",
    da="Tegn en del af kortet (én fase, gruppe, aktør eller kanal), eller sæt billedet på en side på tværs.",
)
A_PART = Text(
    en="Draw a part of the map (a phase, group, actor or channel).",
    da="Tegn en del af kortet (én fase, gruppe, aktør eller kanal).",
)
SMALL_PRINTED = Text(
    en="In a document, 16 cm wide, the smallest type would be {size} pt, which is too small to read.",
    da="I et dokument, 16 cm bredt, ville den mindste skrift blive {size} pt, og det er for småt til at læse.",
)
WITH_PAGE = Text(
    en="On paper --page {page} would do; or draw a part of the map (--phase, --group, --actor or --channel).",
    da="På papir er --page {page} nok; eller tegn en del af kortet (--phase, --group, --actor eller --channel).",
)
IN_PART = Text(
    en="For paper, draw a part of the map (--phase, --group, --actor or --channel).",
    da="Til papir: tegn en del af kortet (--phase, --group, --actor eller --channel).",
)
LARGER = Text(
    en="{page} would do, or draw a part of the map (a phase, group, actor or channel).",
    da="{page} er stort nok; ellers tegn en del af kortet (én fase, gruppe, aktør eller kanal).",
)
NONE = Text(
    en="Draw a part of the map (a phase, group, actor or channel), or for a screen, as SVG with no page.",
    da="Tegn en del af kortet (én fase, gruppe, aktør eller kanal), eller til skærm som SVG uden sideformat.",
)
NAMES: Mapping[str, str | Text] = {"a4": "A4", "a4-landscape": Text(en="A4 landscape", da="A4 på tværs"), "a3": "A3"}
BOTH = Text(en="{what} {remedy}", da="{what} {remedy}")


@dataclass(frozen=True, slots=True)
class Fit:
    """A drawing on its paper.

    ``left``, ``top``, ``width`` and ``height`` are the whole paper in the drawing's own pixels; ``across`` and
    ``down`` its size, in millimetres or, where there is no paper, in pixels; ``scale`` how much larger the drawing
    has become.
    """

    left: float
    top: float
    width: float
    height: float
    across: float
    down: float
    unit: str
    scale: float

    @property
    def pixels(self) -> tuple[float, float]:
        """Width and height in pixels, of the size as it is written."""
        pixel = PIXELS if self.unit == "mm" else 1.0
        return rounded(self.across) * pixel, rounded(self.down) * pixel


def sheet_of(options: Options) -> tuple[float, float] | None:
    """The paper in millimetres for which a picture is laid out, with its margins; None for its own size."""
    if options.area is None:
        return PAGES[options.page]
    width, height = options.area
    return width + 2 * MARGIN, (OPEN if height is None else height) + 2 * MARGIN


def smallest_type(width: float, height: float, options: Options) -> float:
    """The smallest type of a drawing in points on its paper, or on a portrait page if it has none.

    A drawing that gets as high as it needs still has to fit on a page.
    """
    sheet = sheet_of(options)
    across, down = PORTRAIT if sheet is None else (side - 2 * MARGIN for side in sheet)
    if options.area is not None and options.area[1] is None:
        down = max(PORTRAIT[1], across)
    # The drawing of an empty map has no height.
    return SMALLEST * min(across * PIXELS / max(width, 1.0), down * PIXELS / max(height, 1.0)) * POINTS


def type_beside_text(width: float, height: float, options: Options) -> float:
    """The smallest type of a drawing in points within what else its page has; without a page, that of a report."""
    sheet = sheet_of(options)
    across, down = OF_REPORT if sheet is None else (sheet[0] - 2 * MARGIN, sheet[1] - 2 * MARGIN - ROUND_DRAWING)
    if options.area is not None and options.area[1] is None:
        down = max(PORTRAIT[1], across) - ROUND_DRAWING
    return SMALLEST * min(across * PIXELS / max(width, 1.0), down * PIXELS / max(height, 1.0)) * POINTS


def filled(width: float, height: float, area: tuple[float, float | None]) -> Fit:
    """A drawing in an area without margins: as large as it allows, in the middle, at the top."""
    across, limit = area
    own = width - 2 * OWN_MARGIN, height - 2 * OWN_MARGIN
    scale = min(MOST, across * PIXELS / own[0], *(() if limit is None else (limit * PIXELS / own[1],)))
    down = own[1] * scale / PIXELS if limit is None else limit
    wide, high = across * PIXELS / scale, down * PIXELS / scale
    return Fit((width - wide) / 2, OWN_MARGIN, wide, high, across, down, "mm", scale)


def too_small_in(area: tuple[float, float | None], smallest: float) -> Sentence | None:
    """What to say of type, in points, that is too small to read easily in an area."""
    if smallest >= WANTED_TYPE - 0.05:
        return None
    # A page on its side is of no use to a picture that is as high as its page.
    is_high = area[1] is not None and area[1] > area[0]
    return small_at(smallest, area[0], A_PART if is_high else TURNED)


def small_at(smallest: float, width: float, remedy: Text) -> Sentence:
    """What to say of type, in points, that is too small at a width in millimetres."""
    said = {"size": decimal(smallest, ".1f"), "width": decimal(round(width / 10, 1), "g")}
    return Sentence(BOTH, {"what": Sentence(SMALL_IN, said), "remedy": remedy})


def fitted(width: float, height: float, page: str) -> Fit:
    """A drawing on a page: as large as the page's margins allow, in the middle, at the top.

    The drawing's size is in pixels, with the margin of its own, which on paper is part of the page's.
    """
    paper = PAGES[page]
    if paper is None:
        return Fit(0, 0, width, height, width, height, "", 1.0)
    across, down = paper
    room = [(side - 2 * MARGIN) * PIXELS for side in paper]
    scale = min(MOST, room[0] / (width - 2 * OWN_MARGIN), room[1] / (height - 2 * OWN_MARGIN))
    wide, high = across * PIXELS / scale, down * PIXELS / scale
    return Fit((width - wide) / 2, OWN_MARGIN - MARGIN * PIXELS / scale, wide, high, across, down, "mm", scale)


def too_small(width: float, height: float, smallest: float, page: str) -> Sentence | None:
    """What to say of type that is too small to read on a page: how small, and what to do about it.

    A drawing without a page is measured on the text of a portrait page, where most of them end.
    """

    def type_on(paper: str) -> float:
        return smallest * fitted(width, height, paper).scale * POINTS

    size = smallest * filled(width, height, PORTRAIT).scale * POINTS if PAGES[page] is None else type_on(page)
    if size >= LEAST_TYPE:
        return None
    larger = [paper for paper in PAGES if PAGES[paper] is not None and type_on(paper) >= LEAST_TYPE]
    if PAGES[page] is None:
        what = Sentence(SMALL_PRINTED, {"size": decimal(size, ".1f")})
        return Sentence(
            BOTH, {"what": what, "remedy": Sentence(WITH_PAGE, {"page": larger[0]}) if larger else IN_PART}
        )
    what = Sentence(SMALL, {"size": decimal(size, ".1f"), "page": NAMES[page]})
    remedy = Sentence(LARGER, {"page": NAMES[larger[0]]}) if larger else Sentence(NONE)
    return Sentence(BOTH, {"what": what, "remedy": remedy})

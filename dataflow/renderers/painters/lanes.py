"""Lanes: actors down, phases across, at the width at which the words come out largest on the page."""

from dataflow.base.lanes import Lanes
from dataflow.base.text import Sentence, Text
from dataflow.renderers import PAGES, Options
from dataflow.renderers.lanes.layout import LanesLayout, lay_out
from dataflow.renderers.lanes.marks import LanesMarks
from dataflow.renderers.painters import Body
from dataflow.renderers.primitives.paper import LEAST_TYPE, MARGIN, OF_WIDE_REPORT, POINTS, SMALLEST, sheet_of
from dataflow.renderers.primitives.shapes import Shape
from dataflow.renderers.primitives.theme import Theme

WIDTHS = tuple(range(640, 2001, 40))
CHROME = 132.0
"""The height of what a page has beside the picture within its margins: title, legend."""
MILLIMETRE = 96 / 25.4

_CUT = (
    Text(
        en="There is no room for the whole name of the channel of {count} arrow, which ends in …: draw fewer phases"
        " or actors (--phase, --actor), or look it up in the explorer.",
        da="Der er ikke plads til hele kanalens navn ved {count} pil; det ender på …: tegn færre faser eller aktører"
        " (--phase, --actor), eller slå det op i explorer.",
    ),
    Text(
        en="There is no room for the whole names of the channels of {count} arrows, which end in …: draw fewer phases"
        " or actors (--phase, --actor), or look them up in the explorer.",
        da="Der er ikke plads til hele kanalens navn ved {count} pile; de ender på …: tegn færre faser eller aktører"
        " (--phase, --actor), eller slå dem op i explorer.",
    ),
)


def paint(picture: Lanes, options: Options, theme: Theme) -> Body:
    """The lanes, laid out and drawn."""
    layout = best_layout(picture, options)
    cut = sum(routed.badge.is_cut for routed in layout.arrows)
    remarks = () if not cut else (Sentence(_CUT[cut != 1], {"count": str(cut)}),)
    return Body(layout.width, layout.height, _shapes(picture, layout, options.language, theme), remarks)


def best_layout(picture: Lanes, options: Options) -> LanesLayout:
    """The layout that need be scaled down least to fit the page; of those the narrowest.

    Names of channels have the room that they need, as long as the type can be read on the page.
    """
    across, down, chrome = _room(options)

    def scale(layout: LanesLayout) -> float:
        return round(min(1.0, across / layout.width, down / (layout.height + chrome)), 3)

    roomy = max(lay_out(picture, options.language, map(float, WIDTHS), is_tight=False), key=scale)
    if scale(roomy) * SMALLEST * POINTS >= LEAST_TYPE:
        return roomy
    return max(lay_out(picture, options.language, map(float, WIDTHS)), key=scale)


def _room(options: Options) -> tuple[float, float, float]:
    """What a page has for the picture, across and down, and of that what is beside the lanes, in pixels."""
    sheet = sheet_of(options)
    if sheet is None and options.below_text:
        return OF_WIDE_REPORT[0] * MILLIMETRE, OF_WIDE_REPORT[1] * MILLIMETRE, 0.0
    across, down = ((side - 2 * MARGIN) * MILLIMETRE for side in sheet or PAGES["a4-landscape"] or (297.0, 210.0))
    return across, down, CHROME


def _shapes(picture: Lanes, layout: LanesLayout, language: str, theme: Theme) -> tuple[Shape, ...]:
    """From the ground up: lanes, handovers, what is held, cells, arrows, words."""
    marks = LanesMarks(layout, language, theme)
    return (
        *(marks.head(*each) for each in layout.heads),
        *(marks.lane(*each) for each in layout.lanes),
        *(marks.change(*each) for each in layout.changes),
        *(marks.hold(each) for each in picture.holds),
        *(marks.card(each) for each in layout.cards.values()),
        *(marks.arrow(each) for each in layout.arrows),
        *(marks.mark(*each) for card in layout.cards.values() for each in card.marks),
        *(marks.bar(each) for each in layout.bars),
        *(marks.bar_text(each) for bar in layout.bars for each in bar.texts),
    )


PAINT = paint

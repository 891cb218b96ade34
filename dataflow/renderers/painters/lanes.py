"""Lanes: actors down, phases across, at the width at which the words come out largest on the page."""

from dataflow.base.lanes import Lanes
from dataflow.renderers import PAGES, Options
from dataflow.renderers.lanes.layout import Plan, plan
from dataflow.renderers.lanes.marks import Inker
from dataflow.renderers.painters import Body, Drawer
from dataflow.renderers.primitives.paper import MARGIN
from dataflow.renderers.primitives.theme import Theme

WIDTHS = tuple(range(640, 2001, 40))
SHEET = (0.0, 132.0)
"""What a page has beside the picture within its margins, across and down: title, legend."""
MILLIMETRE = 96 / 25.4


def draw(picture: Lanes, options: Options, theme: Theme) -> Body:
    """The lanes, laid out and drawn."""
    found = best_plan(picture, options)
    return Body(found.width, found.height, _markup(picture, found, options.language, theme))


def best_plan(picture: Lanes, options: Options) -> Plan:
    """The plan that need be scaled down least to fit the page; of those the narrowest."""
    page = PAGES[options.page] or PAGES["a4-landscape"] or (297.0, 210.0)
    across, down = ((side - 2 * MARGIN) * MILLIMETRE for side in page)

    def scale(found: Plan) -> float:
        return round(min(1.0, across / (found.width + SHEET[0]), down / (found.height + SHEET[1])), 3)

    return max((plan(picture, options.language, float(width)) for width in WIDTHS), key=scale)


def _markup(picture: Lanes, found: Plan, language: str, theme: Theme) -> str:
    """From the ground up: lanes, handovers, what is held, cells, arrows, words."""
    inker = Inker(found, language, theme)
    parts = [
        *(inker.head(*each) for each in found.heads),
        *(inker.lane(*each) for each in found.lanes),
        *(inker.change(*each) for each in found.changes),
        *(inker.hold(each) for each in picture.holds),
        *(inker.card(each) for each in found.cards.values()),
        *(inker.way(each) for each in found.ways),
        *(inker.mark(*each) for card in found.cards.values() for each in card.marks),
        *(inker.bar(each) for each in found.bars),
        *(inker.said(each) for bar in found.bars for each in bar.said),
    ]
    return "".join(f"\n{part}" for part in parts)


BODY = Drawer(Lanes, draw)

"""A planned picture of lanes as SVG."""

from dataflow.base.lanes import Arrow, Change, Column, Hold, Lane, Mark
from dataflow.base.picture import Words
from dataflow.renderers.diagrams.edge_styles import symbol
from dataflow.renderers.diagrams.labels import head_length
from dataflow.renderers.diagrams.marks import head, strokes, text
from dataflow.renderers.lanes.bars import Bar, Said
from dataflow.renderers.lanes.labels import BADGE_HEIGHT, BADGE_PAD, NAMES, SYMBOL, Told
from dataflow.renderers.lanes.layout import INSET, POINT, Card, Plan, Way
from dataflow.renderers.lanes.symbols import SYMBOLS, alarm, flag
from dataflow.renderers.layout.geometry import Box
from dataflow.renderers.primitives.theme import Theme
from dataflow.renderers.primitives.xml import Value, element, number, words

HELD = 4.0
"""The thickness of the line that says that something is held."""
BROKEN = ("barred", "missing")
DASH = {"barred": "planned"}


class Inker:
    """Draws the parts of a plan in one language and theme."""

    def __init__(self, plan: Plan, language: str, theme: Theme) -> None:
        self.plan = plan
        self.language = language
        self.theme = theme
        self.columns = {column.id: box for column, _, box in plan.heads}
        self.rows = {lane.id: box for lane, _, box in plan.lanes}

    def head(self, column: Column, told: Told, box: Box) -> str:
        """A phase, pointing the way time goes."""
        right, middle = number(box.right - 2), number(box.height / 2)
        notch = number(box.left + POINT) if not column.beside else number(box.left)
        way = (
            f"M{number(box.left)} 0H{right}L{number(box.right - 2 + POINT)} {middle}L{right} {number(box.height)}"
            f"H{number(box.left)}L{notch} {middle}Z"
        )
        left = box.left + POINT + 7
        top = box.top + (box.height - told.height) / 2
        parts = [
            element("path", {"d": way, "fill": self.theme.panel, "stroke": self.theme.rule, "stroke-width": 1.0}),
            text(told.first, left, top, self.theme.ink),
            text(told.second, left, top + told.first.height, self.theme.quiet),
        ]
        return self._group(column.mark, "phase", column.meaning, *parts)

    def change(self, change: Change, told: Told, box: Box) -> str:
        """A handover: a flag at the border, and a line down to the lane that takes over."""
        bottom = self.rows[change.taker].bottom if change.taker in self.rows else self.plan.thick
        line: dict[str, Value | None] = {
            "x1": box.left,
            "x2": box.left,
            "y1": box.top - 4,
            "y2": max(bottom, self.plan.thick),
            "stroke": self.theme.edges["care"],
            "stroke-width": 1.4,
            "stroke-dasharray": "2 4",
        }
        parts = [
            element("line", line),
            flag(box.left + 1, box.top + told.first.style.leading / 2, self.theme),
            text(told.first, box.left + 18, box.top, self.theme.edges["care"]),
            text(told.second, box.left + 18, box.top + told.first.height, self.theme.quiet),
        ]
        return self._group(change.mark, "handover", change.meaning, *parts)

    def lane(self, lane: Lane, told: Told, box: Box) -> str:
        """A lane and its name."""
        top = box.top + (box.height - told.height) / 2
        ink = self.theme.node(lane.role)
        if lane.thin:
            rule: dict[str, Value | None] = {
                "x1": 0.0,
                "x2": box.right,
                "y1": box.top - 1,
                "y2": box.top - 1,
                "stroke": self.theme.rule,
                "stroke-width": 0.8,
            }
            ground = element("line", rule)
        else:
            ground = _rect(box, fill=self.theme.panel, rx=4) + _rect(
                Box(0, box.top, 4, box.height), fill=ink.border, rx=2
            )
        parts = [
            ground,
            text(told.first, 11, top, self.theme.quiet),
            text(told.second, 11, top + told.first.height, ink.title),
        ]
        kinds = f"actor {lane.role}{' thin' if lane.thin else ''}"
        return self._group(lane.mark, kinds, lane.meaning, *parts)

    def hold(self, hold: Hold) -> str:
        """The line along a lane while something is held."""
        row, box = self.rows[hold.lane], self.columns[hold.column]
        card = self.plan.cards.get((hold.lane, hold.column))
        left = box.left
        if hold.first:
            left = box.left + INSET if card is None else card.box.left + 2 * INSET
        y = number(row.top + row.height / 2)
        way = f"M{number(left)} {y}H{number(box.right)}"
        lines = strokes(way, hold.form, "current", HELD, ink=self.theme.edges["care"], paper=self.theme.panel)[1:]
        return self._group(hold.mark, f"held {hold.form}", hold.meaning, *lines)

    def card(self, card: Card) -> str:
        """The ground of a cell."""
        ink = self.theme.node("care").border
        station = not card.marks
        return _rect(
            card.box,
            fill=self.theme.paper,
            stroke=ink if station else self.theme.rule,
            thickness=1.4 if station else 1.0,
            rx=card.box.height / 2 if station else 5,
        )

    def mark(self, mark: Mark, told: Told, left: float, top: float) -> str:
        """What happens in a cell."""
        ink = alarm(self.theme) if mark.role == "unmet" else self.theme.ink
        parts = [
            SYMBOLS[mark.role](left + 7, top + told.first.style.leading / 2, self.theme),
            text(told.first, left + SYMBOL, top, ink),
            text(told.second, left, top + told.first.height, self.theme.quiet),
        ]
        return self._group(mark.mark, f"mark {mark.role} {mark.status}", mark.meaning, *parts)

    def way(self, way: Way) -> str:
        """An arrow, its head, and its words on a ground of paper."""
        arrow = way.arrow
        ink = self._ink(arrow)
        down = way.tip > way.start
        back = way.tip - (1 if down else -1) * (head_length(way.line) - 1)
        line = f"M{number(way.x)} {number(way.start)}V{number(back)}"
        status = DASH.get(arrow.status, arrow.status)
        fill = ink if arrow.status in ("current", "barred") else self.theme.paper
        parts = [
            *strokes(line, arrow.form, status, way.line, ink=ink, paper=self.theme.paper),
            head((way.x, way.tip), (0, 1 if down else -1), way.line, ink=ink, fill=fill),
            *self._label(way, ink),
        ]
        kinds = f"share {arrow.form} {arrow.status}"
        return self._group(arrow.mark, kinds, arrow.meaning, *parts)

    def _label(self, way: Way, ink: str) -> list[str]:
        badge, box, parts = way.badge, way.label, []
        at = box.top
        if badge.pill:
            pill = Box(
                min(max(way.x - badge.pill / 2, box.left), box.right - badge.pill), at, badge.pill, BADGE_HEIGHT
            )
            parts += self._pill(way, pill, ink)
            at += BADGE_HEIGHT
        for lines, colour in ((badge.names, self.theme.quiet), (badge.flaw, alarm(self.theme))):
            if lines.lines:
                ground = Box(box.middle - lines.width / 2 - 2, at, lines.width + 4, lines.height)
                parts += [_rect(ground, fill=self.theme.paper), text(lines, box.middle, at, colour, "middle")]
                at += lines.height
        return parts

    def _pill(self, way: Way, box: Box, ink: str) -> list[str]:
        arrow, badge, y = way.arrow, way.badge, box.top + BADGE_HEIGHT / 2
        role = "degraded" if arrow.status == "current" else arrow.status
        if not badge.number.lines:
            ground = element("circle", {"cx": box.middle, "cy": y, "r": 9.0, "fill": self.theme.paper})
            return [ground, SYMBOLS[role](box.middle, y, self.theme)]
        full = arrow.status == "current"
        parts = [
            _rect(
                box,
                fill=ink if full else self.theme.paper,
                stroke=None if full else ink,
                thickness=1.2,
                rx=BADGE_HEIGHT / 2,
            )
        ]
        left = box.left + BADGE_PAD
        if badge.symbol:
            known = arrow.status in ("planned", "unknown")
            parts.append(symbol(role, left + 4, y, ink) if known else SYMBOLS[role](left + 4, y, self.theme))
            left += 13
        top = box.top + (BADGE_HEIGHT - badge.number.height) / 2
        parts.append(text(badge.number, left, top, self.theme.paper if full else ink))
        return parts

    def bar(self, bar: Bar) -> str:
        """The ground of a thin lane's bar."""
        return _rect(bar.box, fill=self.theme.panel, rx=4)

    def said(self, said: Said) -> str:
        """What a thin lane's mark says, after a short arrow or a symbol."""
        mark, y = said.mark, said.top + NAMES.leading / 2
        if mark.role in ("gives", "gets"):
            ink = self.theme.edges["outside" if mark.status == "current" else mark.status]
            way, line = f"M{number(said.left)} {number(y)}H{number(said.left + 16)}", 2.6
            fill = ink if mark.status == "current" else self.theme.panel
            parts = [
                *strokes(way, mark.form, mark.status, line, ink=ink, paper=self.theme.panel),
                head((said.left + 25, y), (1, 0), line, ink=ink, fill=fill),
            ]
        else:
            parts = [SYMBOLS[mark.role](said.left + 6, y, self.theme)]
        parts.append(text(said.told, said.words, said.top, self.theme.ink))
        return self._group(mark.mark, f"mark {mark.role} {mark.status}", mark.meaning, *parts)

    def _ink(self, arrow: Arrow) -> str:
        if arrow.status in BROKEN:
            return alarm(self.theme)
        return self.theme.edges["care" if arrow.status == "current" else arrow.status]

    def _group(self, mark: str, kinds: str, meaning: Words, *parts: str) -> str:
        title = element("title", {}, words(meaning.in_language(self.language)))
        return element("g", {"id": mark, "class": kinds, "role": "graphics-object"}, title, *parts)


def _rect(
    box: Box, *, fill: str, stroke: str | None = None, thickness: float | None = None, rx: float | None = None
) -> str:
    return element(
        "rect",
        {
            "x": box.left,
            "y": box.top,
            "width": box.width,
            "height": box.height,
            "rx": rx,
            "fill": fill,
            "stroke": stroke,
            "stroke-width": thickness if stroke else None,
        },
    )

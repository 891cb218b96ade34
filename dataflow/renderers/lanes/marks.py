"""The parts of lanes as shapes."""

from dataflow.base.lanes import Arrow, Change, Column, Hold, Lane, Mark
from dataflow.base.picture import Words
from dataflow.renderers.diagrams.edge_styles import ON_REQUEST, THIN, symbol
from dataflow.renderers.diagrams.labels import head_length
from dataflow.renderers.diagrams.marks import head, strokes
from dataflow.renderers.lanes.bars import Bar, BarText
from dataflow.renderers.lanes.labels import BADGE_HEIGHT, BADGE_PAD, NAMES, SYMBOL, Heading
from dataflow.renderers.lanes.layout import INSET, POINT, Card, LanesLayout, RoutedArrow
from dataflow.renderers.lanes.symbols import SYMBOLS, alarm, flag
from dataflow.renderers.layout.geometry import Box
from dataflow.renderers.primitives.shapes import Group, Line, Paint, Path, Rect, Shape, text
from dataflow.renderers.primitives.theme import Theme

HELD = 4.0
"""The thickness of the line along a lane that holds something."""
BROKEN = ("barred", "missing")
DRAWN_AS = {"barred": "planned"}
"""The statuses whose line is drawn in the pattern of another."""


class LanesMarks:
    """The shapes of the parts of laid-out lanes, in one language and theme."""

    def __init__(self, layout: LanesLayout, language: str, theme: Theme) -> None:
        self.layout = layout
        self.language = language
        self.theme = theme
        self.columns = {column.id: box for column, _, box in layout.heads}
        self.rows = {lane.id: box for lane, _, box in layout.lanes}

    def head(self, column: Column, heading: Heading, box: Box) -> Group:
        """A phase, pointing in the direction of time."""
        right, middle = box.right - 2, box.height / 2
        notch = box.left if column.beside else box.left + POINT
        outline = (
            ("M", (box.left, 0)),
            ("H", (right,)),
            ("L", (right + POINT, middle)),
            ("L", (right, box.height)),
            ("H", (box.left,)),
            ("L", (notch, middle)),
            ("Z", ()),
        )
        left, top = box.left + POINT + 7, box.top + (box.height - heading.height) / 2
        paint = Paint(self.theme.panel, stroke=self.theme.rule, width=1.0)
        words = self._heading(heading, left, left, top, self.theme.ink, self.theme.quiet)
        return self._group(column.mark, "phase", column.meaning, Path(outline, paint), *words)

    def change(self, change: Change, heading: Heading, box: Box) -> Group:
        """A handover: a flag at the border, and a line down to the lane that takes over."""
        thick, care = self.layout.thick, self.theme.edges["care"]
        bottom = self.rows[change.taker].bottom if change.taker in self.rows else thick
        paint, left = Paint(stroke=care, width=1.4, dash=(2, 4)), box.left + 18
        shapes = (
            Line((box.left, box.top - 4), (box.left, max(bottom, thick)), paint),
            *flag(box.left + 1, box.top + heading.first.style.leading / 2, self.theme),
            *self._heading(heading, left, left, box.top, care, self.theme.quiet),
        )
        return self._group(change.mark, "handover", change.meaning, *shapes)

    def lane(self, lane: Lane, heading: Heading, box: Box) -> Group:
        """A lane and its name."""
        ink, ground = self.theme.node(lane.role), list[Shape]()
        if lane.thin:
            top = box.top - 1
            ground.append(Line((0.0, top), (box.right, top), Paint(stroke=self.theme.rule, width=0.8)))
        else:
            ground.append(_rect(box, Paint(self.theme.panel), 4))
            ground.append(_rect(Box(0, box.top, 4, box.height), Paint(ink.border), 2))
        top = box.top + (box.height - heading.height) / 2
        words = self._heading(heading, 11, 11, top, self.theme.quiet, ink.title)
        kind = f"actor {lane.role}{' thin' if lane.thin else ''}"
        return self._group(lane.mark, kind, lane.meaning, *ground, *words)

    def hold(self, hold: Hold) -> Group:
        """The line along a lane while something is held."""
        row, box = self.rows[hold.lane], self.columns[hold.column]
        card = self.layout.cards.get((hold.lane, hold.column))
        left = box.left
        if hold.first:
            left = box.left + INSET if card is None else card.box.left + 2 * INSET
        line = (("M", (left, row.top + row.height / 2)), ("H", (box.right,)))
        lines = strokes(line, hold.form, "current", HELD, ink=self.theme.edges["care"], paper=self.theme.panel)[1:]
        return self._group(hold.mark, f"held {hold.form}", hold.meaning, *lines)

    def card(self, card: Card) -> Rect | Group:
        """The ground of a cell."""
        if card.marks:
            return _rect(card.box, Paint(self.theme.paper, stroke=self.theme.rule, width=1.0), 5)
        border = self.theme.node("care").border
        station = _rect(card.box, Paint(self.theme.paper, stroke=border, width=1.4), card.box.height / 2)
        return Group((station,), "station", card.mark)

    def mark(self, mark: Mark, heading: Heading, left: float, top: float) -> Group:
        """What happens in a cell."""
        ink = alarm(self.theme) if mark.role == "unmet" else self.theme.ink
        shapes = (
            *SYMBOLS[mark.role](left + 7, top + heading.first.style.leading / 2, self.theme),
            *self._heading(heading, left + SYMBOL, left, top, ink, self.theme.quiet),
        )
        return self._group(mark.mark, f"mark {mark.role} {mark.status}", mark.meaning, *shapes)

    def arrow(self, routed: RoutedArrow) -> Group:
        """An arrow, its head, and its words on a ground of paper."""
        arrow = routed.arrow
        ink = self._ink(arrow)
        sign = 1 if routed.tip > routed.start else -1
        line = (("M", (routed.x, routed.start)), ("V", (routed.tip - sign * (head_length(routed.line) - 1),)))
        status = DRAWN_AS.get(arrow.status, arrow.status)
        fill = ink if arrow.status in ("current", "barred") else self.theme.paper
        shapes = (
            *strokes(line, arrow.form, status, routed.line, ink=ink, paper=self.theme.paper),
            head((routed.x, routed.tip), (0, sign), routed.line, ink=ink, fill=fill),
            *self._label(routed, ink),
        )
        return self._group(arrow.mark, f"share {arrow.form} {arrow.status}", arrow.meaning, *shapes)

    def _label(self, routed: RoutedArrow, ink: str) -> list[Shape]:
        badge, box, shapes = routed.badge, routed.label, list[Shape]()
        at = box.top
        if badge.pill:
            left = min(max(routed.x - badge.pill / 2, box.left), box.right - badge.pill)
            shapes += self._pill(routed, Box(left, at, badge.pill, BADGE_HEIGHT), ink)
            at += BADGE_HEIGHT
        colours = (self.theme.quiet, self.theme.ink, self.theme.quiet, alarm(self.theme))
        for lines, colour in zip(badge.below, colours, strict=True):
            if lines.lines:
                ground = Box(box.middle - lines.width / 2 - 2, at, lines.width + 4, lines.height)
                shapes += [_rect(ground, Paint(self.theme.paper)), *text(lines, box.middle, at, colour, "middle")]
                at += lines.height
        return shapes

    def _pill(self, routed: RoutedArrow, box: Box, ink: str) -> list[Shape]:
        arrow, badge, y = routed.arrow, routed.badge, box.top + BADGE_HEIGHT / 2
        full = arrow.status == "current"
        if not badge.number.lines:
            ground = Box(box.left + 1, box.top + 1, box.width - 2, box.height - 2)
            places = ((role, box.left + BADGE_HEIGHT * (at + 0.5)) for at, role in enumerate(badge.symbols))
            signs = (shape for role, x in places for shape in self._sign(arrow, role, x, y, ink))
            return [_rect(ground, Paint(self.theme.paper), 9.0), *signs]
        paint = Paint(ink) if full else Paint(self.theme.paper, stroke=ink, width=1.2)
        shapes: list[Shape] = [_rect(box, paint, BADGE_HEIGHT / 2)]
        left = box.left + BADGE_PAD
        for role in badge.symbols:
            shapes += self._sign(arrow, role, left + 4, y, self.theme.paper if full else ink)
            left += 13
        top = box.top + (BADGE_HEIGHT - badge.number.height) / 2
        return [*shapes, *text(badge.number, left, top, self.theme.paper if full else ink)]

    def _sign(self, arrow: Arrow, role: str, x: float, y: float, ink: str) -> tuple[Shape, ...]:
        if role == ON_REQUEST or (arrow.count is not None and arrow.status in THIN):
            return symbol(role, x, y, ink)
        return SYMBOLS[role](x, y, self.theme)

    def bar(self, bar: Bar) -> Rect:
        """The ground of a thin lane's bar."""
        return _rect(bar.box, Paint(self.theme.panel), 4)

    def bar_text(self, shown: BarText) -> Group:
        """The text of a thin lane's mark, after a short arrow or a symbol."""
        mark, y, shapes = shown.mark, shown.top + NAMES.leading / 2, list[Shape]()
        if mark.role in ("gives", "gets"):
            ink = self.theme.edges["outside" if mark.status == "current" else mark.status]
            arrow, line = (("M", (shown.left, y)), ("H", (shown.left + 16,))), 2.6
            fill = ink if mark.status == "current" else self.theme.panel
            shapes += strokes(arrow, mark.form, mark.status, line, ink=ink, paper=self.theme.panel)
            shapes.append(head((shown.left + 25, y), (1, 0), line, ink=ink, fill=fill))
        else:
            shapes += SYMBOLS[mark.role](shown.left + 6, y, self.theme)
        shapes += text(shown.text, shown.words, shown.top, self.theme.ink)
        return self._group(mark.mark, f"mark {mark.role} {mark.status}", mark.meaning, *shapes)

    def _heading(
        self, heading: Heading, first: float, second: float, top: float, ink: str, below: str
    ) -> tuple[Shape, ...]:
        """Both parts of a heading, each from its own left edge and in its own ink."""
        return (
            *text(heading.first, first, top, ink),
            *text(heading.second, second, top + heading.first.height, below),
        )

    def _ink(self, arrow: Arrow) -> str:
        if arrow.status in BROKEN:
            return alarm(self.theme)
        return self.theme.edges["care" if arrow.status == "current" else arrow.status]

    def _group(self, mark: str, kind: str, meaning: Words, *shapes: Shape) -> Group:
        return Group(shapes, kind, mark, meaning.in_language(self.language))


def _rect(box: Box, paint: Paint, radius: float | None = None) -> Rect:
    return Rect(box.left, box.top, box.width, box.height, paint, radius)

"""The words of a diagram in one language, wrapped, and the size that each node and edge needs for them."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dataflow.base.picture import CHANGES, LACKING, Diagram, Edge, Lack, Node, Words
from dataflow.base.text import Sentence, Text
from dataflow.renderers.diagrams.edge_styles import THIN, symbols_of
from dataflow.renderers.layout.beside import is_beside
from dataflow.renderers.layout.geometry import Sizes
from dataflow.renderers.primitives.text import Lines, Style, listed, wrapped
from dataflow.wording.statements import ON_REQUEST, on_request

KICKER = Style(12.5)
FACT = Style(13)
SMALL_FACT = Style(12.5)
TITLE = Style(18.5, 600)
SMALL_TITLE = Style(14, 600)
CAPTION = Style(13, 600)
NAME = Style(13)

ROOM = {True: 168.0, False: 134.0}
"""The width to which a node's words are wrapped: of large and of small nodes."""
SURROUNDED = 216.0
"""The same for a node that its neighbours stand beside."""
PAD = {True: (13.0, 9.0), False: (8.0, 5.0)}
LACK = Style(13, 600)
NAMES_ROOM = {"care": 215.0, "outside": 104.0, "beside": 250.0, "narrow": 104.0}
"""The width to which the words of an edge are wrapped: by its role, or beside a column of nodes."""
STRETCH = 1.3
"""How much more room a long word may have."""
LONG_TITLE = 1.7
MOST_LINES = {"care": 1, "outside": 2, "beside": 4, "narrow": 3}
MOST_CHANGES = 8
"""The most lines for what changed, of which little may be left out."""
MOST_LACKED = 7
"""The most lines for what is missing, where there is room to name it."""
BADGE = 20.0
BADGE_PAD = 7.0
WIDEST_BADGE = 320.0
SYMBOL = 13.0
"""The room of the symbol before a caption."""
GAP = 2.0
BARE = 8.0
"""The room of a label without words."""
BARE_SIGN = 16.0
"""The same with a symbol."""
SECTION_GAP = 11.0
SIGNS = {
    "missing": "\N{MULTIPLICATION SIGN} ",
    "doubtful": "? ",
    "not-held": "\N{EMPTY SET} ",
    "added": "+ ",
    "removed": "\N{MINUS SIGN} ",
    "changed": "\N{GREEK CAPITAL LETTER DELTA} ",
}
"""What stands before an edge's label in formats that are text, as the symbol in its badge does in the picture."""
LACKED = Text(en="\N{MULTIPLICATION SIGN} {words}", da="\N{MULTIPLICATION SIGN} {words}")
ALONE = Text(en="{words}", da="{words}")


@dataclass(frozen=True, slots=True)
class NodeLabel:
    """A node's words, wrapped."""

    large: bool
    kicker: Lines
    title: Lines
    facts: Lines
    sections: tuple[Lines, ...]
    lacks: tuple[Lines, ...]
    flag: Lines

    @property
    def blocks(self) -> tuple[Lines, ...]:
        """From top to bottom, without the empty ones."""
        blocks = (self.flag, self.kicker, self.title, self.facts, *self.sections, *self.lacks)
        return tuple(block for block in blocks if block.lines)

    def above(self, block: Lines) -> float:
        """The space above a block: more above the heading of a section and after the last section."""
        if block is self.blocks[0]:
            return 0.0
        if any(block is more for more in self.lacks[1:]):
            return 0.0
        ends = self.sections and any(block is first for first in self.lacks[:1])
        begins = any(block is heading for heading in self.sections[::2])
        return SECTION_GAP if begins or ends else 3.0

    @property
    def height(self) -> float:
        """The height of all words with the gaps between them."""
        return sum(block.height + self.above(block) for block in self.blocks)

    @property
    def size(self) -> tuple[float, float]:
        """The room that the node needs."""
        across, down = PAD[self.large]
        return max(block.width for block in self.blocks) + 2 * across, self.height + 2 * down


@dataclass(frozen=True, slots=True)
class EdgeLabel:
    """An edge's words: the caption in its badge, below it the names and the notes; what is missing, and why."""

    caption: Lines
    names: Lines
    notes: Lines
    symbols: int
    """The number of symbols in the badge before the caption."""
    lacks: tuple[Lines, ...] = ()

    @property
    def below(self) -> tuple[Lines, ...]:
        """The lines below the badge, from top to bottom."""
        return tuple(block for block in (self.names, self.notes, *self.lacks) if block.lines)

    @property
    def badge(self) -> float:
        """The width of the badge."""
        return self.caption.width + 2 * BADGE_PAD + SYMBOL * self.symbols

    @property
    def size(self) -> tuple[float, float]:
        """The room that the label needs."""
        if not self.caption.lines:
            room = BARE_SIGN if self.symbols else BARE
            return room, room
        below = sum(block.height for block in self.below)
        wide = max((block.width for block in self.below), default=0.0)
        return max(self.badge, wide + 6), BADGE + (below + GAP if below else 0.0)


@dataclass(frozen=True, slots=True)
class Labels:
    """All words of a diagram."""

    nodes: Mapping[str, NodeLabel]
    edges: Mapping[str, EdgeLabel]
    strokes: Mapping[str, float]

    def sizes(self) -> Sizes:
        """The room that everything needs."""
        return Sizes(
            nodes={node: words.size for node, words in self.nodes.items()},
            labels={edge: words.size for edge, words in self.edges.items()},
            strokes=self.strokes,
            heads={edge: head_length(stroke) for edge, stroke in self.strokes.items()},
            ends={
                edge: max(15.0 if self.edges[edge].caption.lines else 9.0, 2 * head_half(stroke) + 3)
                for edge, stroke in self.strokes.items()
            },
            badge=BADGE,
        )


def labels(diagram: Diagram, language: str, *, narrow: bool = False, room: float = NAMES_ROOM["narrow"]) -> Labels:
    """The words of a diagram in a language; ``narrow`` where labels stand side by side beside a column of nodes.

    There they are wrapped to the width ``room``.
    """
    main = {band.id for band in diagram.bands if band.role == "main"}
    outside = {
        node.id: node.label.in_language(language)
        for node in diagram.nodes
        if node.band not in main and node.role == "registry"
    }
    inner = {edge.source: edge for edge in diagram.edges if edge.source == edge.target}
    rooms = {True: SURROUNDED, False: ROOM[False]} if is_beside(diagram) else ROOM
    return Labels(
        nodes={
            node.id: _node(node, node.band in main, rooms, inner.get(node.id), language) for node in diagram.nodes
        },
        edges={edge.id: _edge(edge, outside, language, narrow, room) for edge in diagram.edges},
        strokes={edge.id: stroke(edge) for edge in diagram.edges},
    )


def _node(node: Node, large: bool, rooms: Mapping[bool, float], inner: Edge | None, language: str) -> NodeLabel:
    room, fact = rooms[large], FACT if large else SMALL_FACT
    kicker = "" if node.kicker is None else node.kicker.in_language(language)
    facts = [text.in_language(language) for text in node.facts]
    if inner is not None:
        words = on_request(inner.caption, inner.on_request).in_language(language)
        facts.append(f"\N{CLOCKWISE OPEN CIRCLE ARROW} {words}")
    return NodeLabel(
        large,
        wrapped(kicker, language, KICKER, room, STRETCH),
        wrapped(node.label.in_language(language), language, TITLE if large else SMALL_TITLE, room, LONG_TITLE),
        _lines(facts, language, fact, room),
        tuple(
            lines
            for section in node.sections
            for lines in (
                wrapped(section.heading.in_language(language), language, LACK, room, STRETCH),
                _lines([text.in_language(language) for text in section.lines], language, fact, room),
            )
        ),
        tuple(lines for lack in node.lacks for lines in _lacked(lack, language, fact, room, LACKED)),
        wrapped("" if node.flag is None else node.flag.in_language(language), language, LACK, room, STRETCH),
    )


def _lines(texts: Sequence[str], language: str, style: Style, room: float) -> Lines:
    return Lines(tuple(line for text in texts for line in wrapped(text, language, style, room, STRETCH).lines), style)


def _lacked(lack: Words | Lack, language: str, style: Style, room: float, text: Text) -> Iterator[Lines]:
    """What is missing, and below it why, in the style of other words."""
    what, why = lack if isinstance(lack, Lack) else (lack, None)
    yield wrapped(Sentence(text, {"words": what}).in_language(language), language, LACK, room, STRETCH)
    if why is not None:
        yield wrapped(why.in_language(language), language, style, room, STRETCH)


def _edge(edge: Edge, outside: Mapping[str, str], language: str, narrow: bool, narrow_room: float) -> EdgeLabel:
    if edge.role == "ground":
        return EdgeLabel(Lines((), CAPTION), Lines((), NAME), Lines((), NAME), symbols=int(edge.on_request))
    ends = [_gist(outside[node]) for node in (edge.source, edge.target) if node in outside and edge.role != "beside"]
    in_one = None if narrow else edge.in_one
    named = [name.in_language(language) for name in edge.names] if in_one is None else []
    # A channel that is called as the register at its end would only say it again. So would one with that name within
    # its own ("Report to ..."), but not where the arrows of a pair are distinguished by their names (``key``).
    names = [name for name in named if not any(_says_again(_gist(name), end, bool(edge.key)) for end in ends)]
    # The arrows that matter most say what the number counts, where there is room; the others have the number alone.
    space = "narrow" if narrow else edge.role
    room = narrow_room if narrow else NAMES_ROOM[space]
    short = str(edge.count) if edge.short is None else edge.short.in_language(language)
    lacking = edge.status in LACKING
    is_short = edge.role == "outside" or (narrow and lacking)
    caption = short if is_short else (in_one or edge.caption).in_language(language)
    most = MOST_LACKED if lacking else MOST_CHANGES if edge.status in CHANGES else MOST_LINES[space]
    notes = [note.in_language(language) for note in edge.notes]
    return EdgeLabel(
        _beginning(caption, language, CAPTION, WIDEST_BADGE),
        listed(
            names,
            language,
            LACK if lacking else NAME,
            room,
            most,
            STRETCH,
            "; " if edge.status == "changed" else ", ",
        ),
        _lines(notes, language, NAME, room),
        len(symbols_of(edge)),
        lacks=tuple(lines for lack in edge.lacks for lines in _lacked(lack, language, NAME, room, ALONE)),
    )


def _beginning(text: str, language: str, style: Style, room: float) -> Lines:
    lines = wrapped(text, language, style, room)
    return lines if len(lines.lines) < 2 else Lines((f"{lines.lines[0]}…",), style)


def _says_again(name: str, end: str, only_itself: bool) -> bool:
    return name == end if only_itself else name in end or end in name


def _gist(name: str) -> str:
    """A name without the brackets at its end, in lower case."""
    return name.casefold().split(" (", maxsplit=1)[0]


def stroke(edge: Edge) -> float:
    """The thickness of an edge: it grows with the square root of the number of fields."""
    if edge.role == "ground":
        return 0.6 + 0.4 * thickness(edge.count)
    if edge.status in LACKING:
        return 6.0
    return 1.8 if not THIN.isdisjoint((edge.status, edge.share_status)) else thickness(edge.count)


def thickness(count: int) -> float:
    """The thickness of a line for a number of fields."""
    return min(9.6, 1.2 + 1.2 * math.sqrt(count))


def head_length(line: float) -> float:
    """How long the arrowhead of a line is."""
    return 6 + 1.15 * line


def head_half(line: float) -> float:
    """Half the width of the arrowhead of a line."""
    return 2.6 + 0.95 * line


def edge_lines(edge: Edge) -> tuple[Words, ...]:
    """All that an edge says, from top to bottom, for formats that are text; nothing in the background."""
    if edge.role == "ground":
        return (ON_REQUEST,) if edge.on_request else ()
    lacks = (lack.in_words for lack in edge.lacks)
    named = (edge.caption, *edge.names) if edge.in_one is None else (edge.in_one,)
    return (*named, *edge.notes, *lacks, *((ON_REQUEST,) if edge.on_request else ()))


def node_lines(node: Node) -> tuple[Words, ...]:
    """All that a node says, from top to bottom, for formats that are text."""
    above = (words for words in (node.flag, node.kicker) if words is not None)
    sections = (words for section in node.sections for words in (section.heading, *section.lines))
    lacks = (Sentence(LACKED, {"words": each.in_words if isinstance(each, Lack) else each}) for each in node.lacks)
    return (*above, node.label, *node.facts, *sections, *lacks)

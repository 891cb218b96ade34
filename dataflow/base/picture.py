"""What a view shows, before anyone has chosen ink: roles, never colours.

All words stay in both languages; the language is chosen when the picture is drawn.
"""

from dataclasses import dataclass

from dataflow.base.text import Label, Sentence, Text

Words = Text | Label | Sentence


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a drawing that one can point at.

    ``mark`` is the id of its element in the SVG; ``about`` what of the map it shows, each as kind and id
    (``actor:gp``, ``field:ldl``, ``phase:follow-up``, ``channel:referral``; ``finding:`` and a fingerprint), sorted.
    """

    mark: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A part of the page.

    ``role`` is ``main`` (its nodes side by side, in order), ``above`` or ``below``; in a picture of what surrounds
    one node it is ``left`` or ``right`` of the main one (nodes one below the other).
    """

    id: str
    label: Words
    role: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of what a node says, under a heading of its own."""

    heading: Words
    lines: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A thing shown in a band.

    ``role`` says what it is (``care``, ``citizen``, ``system``, ``registry``), ``kind`` refines it for readers
    of the drawing's parts (such as ``sector-primary``), ``kicker`` stands above the label, ``facts`` and ``sections``
    below it, and below those what it ``lacks``. ``status`` is empty, or in a picture of changes
    ``added``, ``removed`` or ``changed``, which its ``flag`` says on top. ``about`` as in ``Part``, beside the actor
    that the node shows.

    Two nodes of one actor are told apart by what stands behind a full stop in their ids.
    """

    id: str
    label: Words
    role: str
    band: str
    meaning: Words
    kind: str = ""
    kicker: Words | None = None
    facts: tuple[Words, ...] = ()
    sections: tuple[Section, ...] = ()
    lacks: tuple[Words, ...] = ()
    status: str = ""
    flag: Words | None = None
    about: tuple[str, ...] = ()

    @property
    def actor(self) -> str:
        """The actor that it shows; a spec's ids have no full stop."""
        return self.id.partition(".")[0]

    @property
    def mark(self) -> str:
        """The id of its element in a drawing."""
        return f"actor-{self.id}"


LACKING = ("missing", "doubtful")
"""The statuses of an edge that is no share but the lack of one; nobody has found out whether the second is one."""
CHANGES = ("added", "removed", "changed")
"""The statuses of what differs between two maps."""


@dataclass(frozen=True, slots=True)
class Edge:
    """What goes from one node to another.

    ``role`` is ``care`` between nodes of the main band, else ``outside``, or ``beside`` where nodes stand left and
    right; ``ground`` is what others stand out against, without words. ``form`` is ``coded``, ``structured`` or
    ``free-text``; ``status`` is ``current``, ``planned`` or ``unknown``, or one of ``LACKING`` or ``CHANGES``.
    ``caption`` always shows (at a minor edge its ``short`` form may, else its number alone), of ``names`` as many as
    fit, beside them ``notes``, each on a line. ``standing`` is ``planned`` or ``unknown`` where that was added or
    removed, else empty. ``about`` as in ``Part``. ``key`` tells edges between the same two
    nodes apart.
    """

    source: str
    target: str
    role: str
    count: int
    form: str
    status: str
    caption: Words
    meaning: Words
    names: tuple[Words, ...] = ()
    notes: tuple[Words, ...] = ()
    about: tuple[str, ...] = ()
    key: str = ""
    short: str = ""
    standing: str = ""

    @property
    def id(self) -> str:
        """The same for the same pair and key, whatever else changes."""
        return ".".join(filter(None, (self.source, self.target, self.key)))

    @property
    def kind(self) -> str:
        """``gap`` where it is the lack of a share, else ``share``."""
        return "gap" if self.status in LACKING else "share"

    @property
    def mark(self) -> str:
        """The id of its element in a drawing."""
        return f"{self.kind}-{self.id}"


@dataclass(frozen=True, slots=True)
class Key:
    """A line of the legend: how ``subject`` with ``value`` looks (``form``, ``coded``), and what that means."""

    subject: str
    value: str
    label: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What every picture has, whatever its kind.

    ``description`` says in words and numbers what the picture shows, for those who do not see it; ``notices`` are
    things that the reader must be told on the page; ``languages`` are those the map is written in, default first.
    """

    id: str
    title: Words
    subtitle: tuple[Words, ...]
    description: tuple[Words, ...]
    legend: tuple[Key, ...] = ()
    notices: tuple[Words, ...] = ()
    footer: tuple[Words, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """What one can point at, in the order in which it is drawn."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram(Picture):
    """A picture of nodes and edges."""

    bands: tuple[Band, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The nodes, then the edges."""
        return (
            *(Part(node.mark, tuple(sorted({f"actor:{node.actor}", *node.about}))) for node in self.nodes),
            *(Part(edge.mark, edge.about) for edge in self.edges),
        )

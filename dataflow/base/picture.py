"""Pictures before they are drawn: nodes and edges with roles, never colours.

All words are in both languages; the language is chosen when the picture is drawn.
"""

from dataclasses import dataclass
from typing import NamedTuple

from dataflow.base.text import Label, Name, Sentence, Text

Words = Text | Label | Name | Sentence
_WHY = Text(en="{what}: {why}", da="{what}: {why}")


@dataclass(frozen=True, slots=True)
class Part:
    """An element of a drawing with an id.

    ``mark`` is the id of its element in the SVG; ``about`` are the keys of what it shows, each as kind and id
    (``actor:gp``, ``field:ldl``, ``phase:follow-up``, ``channel:referral``; ``finding:`` and a fingerprint), sorted.
    """

    mark: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A region of the page for nodes.

    ``role`` is ``main`` (its nodes side by side, in order), ``above`` or ``below``; in a picture around one node,
    ``left`` or ``right`` of the main band (nodes one below the other).
    """

    id: str
    label: Words
    role: str


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of a node under a heading."""

    heading: Words
    lines: tuple[Words, ...]


class Lack(NamedTuple):
    """Missing fields, and why they are missing."""

    what: Words
    why: Words

    @property
    def in_words(self) -> Sentence:
        """Both on one line, for formats that are text."""
        return Sentence(_WHY, {"what": self.what, "why": self.why})


@dataclass(frozen=True, slots=True)
class Node:
    """An actor shown in a band.

    ``role`` is its kind (``care``, ``citizen``, ``system``, ``registry``), ``kind`` refines it for CSS
    (``sector-primary``), ``kicker`` is above the label, ``facts`` and ``sections`` are below it, then what it
    ``lacks``. ``status`` is empty, or in a picture of changes ``added``, ``removed`` or ``changed``, with the words
    of ``flag`` on top. ``about`` as in ``Part``, without the actor of the node.

    The ids of two nodes of one actor differ in a suffix after a full stop.
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
    lacks: tuple[Words | Lack, ...] = ()
    status: str = ""
    flag: Words | None = None
    about: tuple[str, ...] = ()

    @property
    def actor(self) -> str:
        """The actor that it shows; ids of a spec have no full stop."""
        return self.id.partition(".")[0]

    @property
    def mark(self) -> str:
        """The id of its element in a drawing."""
        return f"actor-{self.id}"


LACKING = ("missing", "doubtful")
"""The statuses of an edge for missing fields: certain, and possible."""
PLAIN = "structured"
"""The form of an edge whose form is not shown: it is drawn as a plain line."""
CHANGES = ("added", "removed", "changed")
"""The statuses of differences between two maps."""


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow from one node to another.

    ``role`` is ``care`` between nodes of the main band, else ``outside``, or ``beside`` where bands are left and
    right; ``ground`` is in the background, without words. ``form`` is ``coded``, ``structured`` or
    ``free-text``; ``status`` is ``current``, ``planned`` or ``unknown``, or one of ``LACKING`` or ``CHANGES``.
    ``caption`` is always shown (at a minor edge its ``short`` form, or its number alone), of ``names`` as many as
    fit, beside them ``notes``, each on a line; ``lacks`` are all shown. ``share_status`` is the status of
    a share that was added or removed, where it is not ``current``; else empty. ``on_request`` is true where all of
    it is shared only on request. ``about`` as in ``Part``. ``key`` distinguishes edges between the same two nodes.
    ``in_one`` is caption and names in one line, for where there is more room across than down.
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
    lacks: tuple[Lack, ...] = ()
    about: tuple[str, ...] = ()
    key: str = ""
    short: Words | None = None
    in_one: Words | None = None
    share_status: str = ""
    on_request: bool = False

    @property
    def id(self) -> str:
        """The pair of nodes and the key."""
        return ".".join(filter(None, (self.source, self.target, self.key)))

    @property
    def kind(self) -> str:
        """``gap`` for missing fields, else ``share``."""
        return "gap" if self.status in LACKING else "share"

    @property
    def mark(self) -> str:
        """The id of its element in a drawing."""
        return f"{self.kind}-{self.id}"


@dataclass(frozen=True, slots=True)
class Key:
    """A line of the legend: a ``subject`` with a ``value`` (``form``, ``coded``), and what it means.

    ``example`` is the sample of what is shown in words, as it stands in the picture.
    """

    subject: str
    value: str
    label: Words
    example: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The common parts of all pictures.

    ``description`` is the content of the picture in sentences, for readers who do not see it; ``notices`` are
    warnings shown on the page; ``languages`` are the languages of the map, default first.
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
        """The elements with an id, in drawing order."""
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

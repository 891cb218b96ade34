"""The explorer document: pictures of one map, with an index of the entities in them.

A key names an entity of the map or a finding by kind and id (``field:ldl``, ``actor:gp``, ``finding:FINGERPRINT``),
as in ``dataflow.base.picture.Part``.
"""

from dataclasses import dataclass

from dataflow.base.picture import Part, Picture, Words
from dataflow.base.rule import RuleDescription


@dataclass(frozen=True, slots=True)
class Line:
    """One line about an entity.

    ``role`` is its kind (``records``, ``passes``, ``met``, ``unmet``), ``lead`` the key of the entity that it begins
    with, ``links`` the keys of the entities after its text.
    """

    role: str
    text: Words | None = None
    lead: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines under a heading; ``key`` is the key of the entity (a phase) that the heading names."""

    title: Words
    lines: tuple[Line, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """An entry of the index: a field, actor, channel, phase or group, or another entity with the author's own keys.

    ``kicker`` is shown above its label (its group or sector). ``within`` are the keys by which lists are filtered for
    it, ``ends`` the keys of the actors at which its path begins and ends. ``members`` are the names of the members
    of a role, ``own`` the author's own keys with their values, by which it is found too.
    """

    key: str
    label: Words
    kicker: Words | None = None
    about: Words | None = None
    within: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    members: tuple[Words, ...] = ()
    own: tuple[Words, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding in the explorer.

    ``about`` are the keys of its entities, ``notes`` further remarks (that it is only possible); ``state`` is the
    one that its line in a list has, and ``sign`` a symbol other than that of its severity.
    """

    key: str
    code: str
    severity: str
    message: Words
    hint: Words | None = None
    about: tuple[str, ...] = ()
    notes: tuple[Words, ...] = ()
    state: Words | None = None
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture of the explorer, with its short name."""

    name: Words
    picture: Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplorerDocument(Picture):
    """Pictures of one map, the opened one first, with an index of the map; ``rules`` are those of the remarks."""

    plates: tuple[Plate, ...]
    things: tuple[Thing, ...] = ()
    remarks: tuple[Remark, ...] = ()
    rules: tuple[RuleDescription, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of the opened picture."""
        return self.plates[0].picture.parts

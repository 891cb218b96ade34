"""An atlas: pictures of one map, and what there is to read of each thing that is in them.

A key names a thing of the map by kind and id (``field:ldl``, ``actor:gp``, ``finding:FINGERPRINT``), as in
``dataflow.base.picture.Part``.
"""

from dataclasses import dataclass

from dataflow.base.picture import Part, Picture, Words
from dataflow.base.rule import RuleDescription


@dataclass(frozen=True, slots=True)
class Line:
    """One line about a thing.

    ``role`` says what it tells (``records``, ``passes``, ``met``, ``unmet``). ``lead`` is the key of the thing that
    it begins with, ``links`` are those that it names behind its text.
    """

    role: str
    text: Words | None = None
    lead: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """Some lines under a heading; ``key`` is that of the thing (a phase) that the heading names."""

    title: Words
    lines: tuple[Line, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of the map: a field, actor, channel, phase or group.

    ``kicker`` stands above its label (its group, its sector). ``within`` are the keys under which it is found again
    when a list is narrowed, ``ends`` those of the actors with whom its way begins and ends. ``members`` are the
    actors that stand behind a role, by name.
    """

    key: str
    label: Words
    kicker: Words | None = None
    about: Words | None = None
    within: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    members: tuple[Words, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """What the tool has to say about the map: a finding.

    ``about`` are the keys of what it is about, ``notes`` what is to be said of it besides (that it is only possible).
    """

    key: str
    code: str
    severity: str
    message: Words
    hint: Words | None = None
    about: tuple[str, ...] = ()
    notes: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture of an atlas, with its short name."""

    name: Words
    picture: Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplorerDocument(Picture):
    """Pictures of one map, the one that is opened first, and an index of the map.

    ``rules`` are those whose findings are among the remarks.
    """

    plates: tuple[Plate, ...]
    things: tuple[Thing, ...] = ()
    remarks: tuple[Remark, ...] = ()
    rules: tuple[RuleDescription, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """Those of the picture that is opened."""
        return self.plates[0].picture.parts

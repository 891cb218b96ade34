"""The things that a spec declares (``language.md``, "The sections"), each with its place."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType
from typing import ClassVar, NamedTuple

from dataflow.base.naming import Usage
from dataflow.base.place import Place
from dataflow.base.text import Label, Name


class Form(IntEnum):
    """The form in which a value is held or carried, from lowest to highest (``language.md``, "The statements")."""

    FREE_TEXT = 0
    STRUCTURED = 1
    CODED = 2

    @property
    def word(self) -> str:
        """The form as it is written in a spec."""
        return ("free-text", "structured", "coded")[self]

    @staticmethod
    def of(word: str) -> "Form":
        """The form of a word in a spec."""
        return {"free-text": Form.FREE_TEXT, "structured": Form.STRUCTURED, "coded": Form.CODED}[word]


Meta = Mapping[str, str | tuple[str, ...]]
"""The author's own keys (``language.md``, "Keys of your own"), with their values as written."""

NO_META: Meta = MappingProxyType({})
"""What a statement without such keys has: one object for all."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a spec declares under an id, with its label. ``usage`` is how its label is used in a sentence."""

    usage: ClassVar[Usage] = Usage.TERM

    id: str
    label: Label
    place: Place
    meta: Meta = field(default_factory=dict, kw_only=True, compare=False)

    @property
    def name(self) -> Name:
        """Its name within a sentence."""
        return Name(self.label, self.usage)


class Responsible(NamedTuple):
    """An actor that is responsible for a phase, and from and to which day it is."""

    actor: str
    valid_from: str | None
    valid_to: str | None


def responsible_on(as_written: Iterable[Responsible], date: str | None) -> str | None:
    """The actor that is responsible on a date, both ends included; without a date the first; None for nobody."""

    def counts(each: Responsible) -> bool:
        begun = date is None or each.valid_from is None or each.valid_from <= date
        return begun and (date is None or each.valid_to is None or date <= each.valid_to)

    return next((each.actor for each in as_written if counts(each)), None)


@dataclass(frozen=True, slots=True)
class Phase(Named):
    """A phase of the pathway. Phases compare by ``position``; ``order`` is that of declaration.

    ``responsible`` is the actor that counts on the date of the map; ``responsible_by_date`` are all, as written.
    """

    usage = Usage.TITLE

    position: int
    order: int
    responsible: str | None
    responsible_by_date: tuple[Responsible, ...] = ()


@dataclass(frozen=True, slots=True)
class Purpose(Named):
    """What data are used for."""

    secondary: bool


@dataclass(frozen=True, slots=True)
class LegalBasis(Named):
    """A legal basis and the purposes that it covers."""

    usage = Usage.PROPER

    url: str | None
    purposes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Evidence that statements cite. ``date`` is a day, month or year as written; ``dated`` is its place."""

    id: str
    title: Label
    url: str | None
    date: str | None
    kind: Label | None
    place: Place
    dated: Place
    meta: Meta = field(default_factory=dict, kw_only=True, compare=False)

    @property
    def name(self) -> Name:
        """Its title within a sentence."""
        return Name(self.title, Usage.TITLE)


@dataclass(frozen=True, slots=True)
class Group(Named):
    """A group of fields."""

    usage = Usage.TITLE

    parent: str | None


@dataclass(frozen=True, slots=True)
class CodeSystem(Named):
    """A code system and those to which its codes are mapped in practice, directly and in this direction."""

    usage = Usage.PROPER

    url: str | None
    maps_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A field's code in a code system, as written."""

    system: str
    value: str
    place: Place


_BARE = str.maketrans("", "", "{}[]")
_EXPONENT = re.compile(r"(?<=[^\W\d])-?\d+(?=$|[./])")
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Unit:
    """A field's unit, as written."""

    value: str
    place: Place

    @property
    def in_writing(self) -> str:
        """The unit for people: mmHg for UCUM's ``mm[Hg]``, m² for ``m2``."""
        return _EXPONENT.sub(lambda found: found[0].translate(_RAISED), self.value.translate(_BARE))


_OF_OWN_FORM = frozenset({"quantity", "code", "score", "ordinal", "date", "boolean"})


@dataclass(frozen=True, slots=True)
class Field(Named):
    """A data field."""

    definition: Label | None
    group: str | None
    kind: str | None
    unit: Unit | None
    icf: str | None
    special_category: bool
    repeats: bool
    codes: tuple[Code, ...]
    derived_from: tuple[str, ...]

    @property
    def has_own_form(self) -> bool:
        """Whether its values have a form of their own, so that free text loses it: a number, a code, a date."""
        return self.kind in _OF_OWN_FORM


@dataclass(frozen=True, slots=True)
class Channel(Named):
    """A way for data to travel. ``slots`` has the form of each field with a slot of its own or of its group.

    ``takes`` is how many hours the receiver waits, where a share does not say so itself; None where not stated.
    """

    standard: Label | None
    form: Form
    slots: Mapping[str, Form]
    closed: bool
    mode: str | None
    kind: str | None
    expects_reply: str | bool
    takes: int | None
    citations: tuple["Citation", ...]

    @property
    def name(self) -> Name:
        """Its name within a sentence: of a register as written, else a common noun."""
        return Name(self.label, Usage.REGISTER if self.kind == "registry" else Usage.THING)

    @property
    def is_digital(self) -> bool:
        """Whether a slot in it is of use: what is on paper or said arrives as no data, whatever its layout."""
        return self.kind not in ("oral", "paper")

    def carries(self, field_id: str) -> Form | None:
        """The highest form that it carries of a field; None if it is closed and has no slot for the field."""
        slot = self.slots.get(field_id)
        return slot if slot is not None else None if self.closed else self.form


@dataclass(frozen=True, slots=True)
class System:
    """A record system of an actor; ``processors`` run it on behalf of the data controller."""

    id: str
    label: Label
    retention: Label | None
    processors: tuple[str, ...] = ()
    meta: Meta = field(default_factory=dict, kw_only=True, compare=False)

    @property
    def name(self) -> Name:
        """Its name within a sentence."""
        return Name(self.label, Usage.THING)


@dataclass(frozen=True, slots=True)
class Actor(Named):
    """An actor: a role if others extend it, a member if it extends a role, concrete if nobody extends it.

    ``controllers`` are the data controllers of what it processes, ``processors`` process it on their behalf.
    """

    sector: str | None
    kind: str
    systems: Mapping[str, System]
    role: str | None
    controllers: tuple[str, ...] = ()
    processors: tuple[str, ...] = ()
    retention: Label | None = None

    @property
    def name(self) -> Name:
        """Its name within a sentence: of a member and a register as written, else a common noun."""
        register = Usage.REGISTER if self.kind == "registry" else Usage.ACTOR
        return Name(self.label, register if self.role is None else Usage.PROPER)

    @property
    def is_citizen(self) -> bool:
        """Whether it is the patient, or another of the sector of citizens, such as relatives."""
        return self.kind == "patient" or self.sector == "citizen"


@dataclass(frozen=True, slots=True)
class Cluster(Named):
    """Concrete actors that work together: a share with a role reaches only members of the sender's clusters."""

    usage = Usage.TITLE

    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A source, and where in it."""

    source: str
    at: str | None


@dataclass(frozen=True, slots=True)
class Waiver:
    """Findings that the authors accept. None matches anything; a role matches its members."""

    rule: str
    actor: str | None
    field: str | None
    phase: str | None
    channel: str | None
    reason: Label
    by: str | None
    valid_to: str | None
    place: Place

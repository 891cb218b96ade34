"""The linked map: what a spec declares (``docs/language.md``, "The sections"), each thing with its place."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property

from dataflow.base.finding import Confidence, Severity
from dataflow.base.place import Place
from dataflow.base.quick import quickly_made
from dataflow.base.text import Label


class Form(IntEnum):
    """How a value is held or carried, the least first (``docs/language.md``, "The statements")."""

    FREE_TEXT = 0
    STRUCTURED = 1
    CODED = 2

    @property
    def word(self) -> str:
        """The form as a spec writes it."""
        return ("free-text", "structured", "coded")[self]

    @staticmethod
    def of(word: str) -> "Form":
        """The form that a spec writes so."""
        return {"free-text": Form.FREE_TEXT, "structured": Form.STRUCTURED, "coded": Form.CODED}[word]


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of the pathway. Phases compare by ``position``; ``order`` is that of declaration."""

    id: str
    label: Label
    position: int
    order: int
    responsible: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Purpose:
    """What data are used for."""

    id: str
    label: Label
    secondary: bool
    place: Place


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A legal basis and the purposes that it covers."""

    id: str
    label: Label
    url: str | None
    purposes: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Source:
    """Evidence that statements cite. ``date`` is a day, a month or a year, as written, at ``dated``."""

    id: str
    title: Label
    url: str | None
    date: str | None
    kind: str | None
    place: Place
    dated: Place


@dataclass(frozen=True, slots=True)
class Group:
    """A group of fields."""

    id: str
    label: Label
    parent: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class CodeSystem:
    """A code system and those that it maps to in practice, directly and in this direction."""

    id: str
    label: Label
    url: str | None
    maps_to: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Code:
    """A field's code in a code system, as written."""

    system: str
    value: str
    place: Place


_BARE = str.maketrans("", "", "{}[]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A field's unit, as written."""

    value: str
    place: Place

    @property
    def in_writing(self) -> str:
        """As people write it: mmHg for UCUM's ``mm[Hg]``, whose brackets are for computers."""
        return self.value.translate(_BARE)


@dataclass(frozen=True, slots=True)
class Field:
    """A data field."""

    id: str
    label: Label
    definition: Label | None
    group: str | None
    kind: str | None
    unit: Unit | None
    icf: str | None
    special_category: bool
    repeats: bool
    codes: tuple[Code, ...]
    derived_from: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Channel:
    """A way for data to travel. ``slots`` gives the form of each single field, its groups taken in."""

    id: str
    label: Label
    standard: Label | None
    form: Form
    slots: Mapping[str, Form]
    closed: bool
    mode: str | None
    kind: str | None
    expects_reply: str | bool
    citations: tuple["Citation", ...]
    place: Place

    def carries(self, field_id: str) -> Form | None:
        """The best form in which a field travels here; None where a closed channel has no slot for it."""
        slot = self.slots.get(field_id)
        return slot if slot is not None else None if self.closed else self.form


@dataclass(frozen=True, slots=True)
class System:
    """A record system of an actor."""

    id: str
    label: Label
    retention: Label | None


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor: a role where others extend it, a member where it extends a role, concrete where nobody extends it."""

    id: str
    label: Label
    sector: str | None
    kind: str
    systems: Mapping[str, System]
    role: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Cluster:
    """Concrete actors that work together; it restricts whom a share to a role reaches."""

    id: str
    label: Label
    members: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Citation:
    """A source and the spot in it."""

    source: str
    at: str | None


@quickly_made
@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A statement as the author wrote it: one item of an actor's list, for all its fields, phases and receivers.

    Entries are compared by identity: an entry is the thing that is unknown, planned or cited as a whole.
    ``form`` is the effective one (a record's, or the least that a need will take); None only for a share that
    lowers nothing. ``system`` is the record system, ``via`` the channel.
    """

    kind: str
    author: str
    place: Place
    status: str
    form: Form | None
    code_systems: tuple[str, ...]
    purposes: tuple[str, ...]
    legal_bases: tuple[str, ...]
    level: str | None
    recorded_since: str | None
    received: bool
    patient_reported: bool
    method: str | None
    system: str | None
    via: str | None
    valid_from: str | None
    valid_to: str | None
    coverage: tuple[int, int] | None
    completeness: float | None
    citations: tuple[Citation, ...]
    confidence: Confidence
    note: Label | None

    def identity_key(self) -> tuple[object, ...]:
        """Equal for two entries that say the same of a field, phase and receiver."""
        return (
            self.kind,
            self.via,
            self.status,
            self.form,
            _in_any_order(self.code_systems),
            _in_any_order(self.purposes),
            _in_any_order(self.legal_bases),
            self.level,
            self.recorded_since,
            self.received,
            self.patient_reported,
            self.method,
            self.system,
            self.valid_from,
            self.valid_to,
        )


def _in_any_order(ids: tuple[str, ...]) -> Collection[str]:
    """Ids that are each named once: one alone, as mostly, has no other order."""
    return frozenset(ids) if len(ids) > 1 else ids


@quickly_made
@dataclass(frozen=True, slots=True)
class Statement:
    """One combination of an entry's fields, phases and receivers. ``to`` is as written: a role or an actor."""

    entry: Entry
    field: str
    phase: str
    to: str | None = None

    def identity_key(self) -> tuple[object, ...]:
        """Equal for two that say the same (``docs/language.md``, "The same statement twice (DF106)")."""
        return self.field, self.phase, self.to, self.entry.identity_key()


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that the authors accept. A key that is None matches anything; a role matches its members."""

    rule: str
    actor: str | None
    field: str | None
    phase: str | None
    channel: str | None
    reason: Label
    by: str | None
    valid_to: str | None
    place: Place


@dataclass(frozen=True)
class DataMap:
    """A whole map, linked. All mappings are in the order of declaration.

    ``statements`` gives, for every concrete actor, what it records, needs, uses and shares, whatever the status
    and dates; members that do the same share one tuple.
    """

    id: str
    title: Label
    population: Label | None
    languages: tuple[str, ...]
    as_of: str | None
    evidence_years: int
    severities: Mapping[str, Severity | None]
    phases: Mapping[str, Phase]
    purposes: Mapping[str, Purpose]
    legal_bases: Mapping[str, LegalBasis]
    sources: Mapping[str, Source]
    groups: Mapping[str, Group]
    code_systems: Mapping[str, CodeSystem]
    fields: Mapping[str, Field]
    channels: Mapping[str, Channel]
    actors: Mapping[str, Actor]
    clusters: Mapping[str, Cluster]
    statements: Mapping[str, tuple[Statement, ...]]
    waivers: tuple[Waiver, ...] = ()
    scenario: str | None = None
    scenario_label: Label | None = None
    scenarios: tuple[str, ...] = ()
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The members of each role that has any."""

    @property
    def concrete_actors(self) -> tuple[str, ...]:
        """Members, and actors that nobody extends, in the order of declaration."""
        return tuple(self.statements)

    @cached_property
    def presented(self) -> Mapping[str, tuple[str, ...]]:
        """The actors as results are given by role: each role or lone actor, with whom it stands for."""
        shown: dict[str, list[str]] = {}
        for actor in self.actors.values():
            if actor.id in self.members:
                shown.setdefault(actor.id, [])
            elif actor.id in self.statements:
                shown.setdefault(actor.role or actor.id, []).append(actor.id)
        return {actor: tuple(concrete) for actor, concrete in shown.items() if concrete}

    def role_of(self, actor: str) -> str:
        """The role of a member, else the actor itself."""
        return self.actors[actor].role or actor

    def receivers(self, sender: str, to: str) -> tuple[str, ...]:
        """The concrete actors that a share from a concrete ``sender`` reaches.

        Named by its own id among other receivers, a sender reaches itself too (``docs/language.md``, "Sharing with
        oneself").
        """
        reached = self._reached.get((sender, to))
        if reached is None:
            reached = self._reached[sender, to] = self._receivers(sender, to)
        return reached

    def _receivers(self, sender: str, to: str) -> tuple[str, ...]:
        if to not in self.members:
            return (to,)
        own = self._clusters_of.get(sender)
        return tuple(
            member
            for member in self.members[to]
            if member != sender
            and (not own or member not in self._clusters_of or not own.isdisjoint(self._clusters_of[member]))
        )

    @cached_property
    def _reached(self) -> dict[tuple[str, str], tuple[str, ...]]:
        return {}

    @cached_property
    def _clusters_of(self) -> Mapping[str, frozenset[str]]:
        clusters: dict[str, set[str]] = {}
        for cluster in self.clusters.values():
            for member in cluster.members:
                clusters.setdefault(member, set()).add(cluster.id)
        return {member: frozenset(ids) for member, ids in clusters.items()}

"""What actors state: records, needs, uses and shares (``language.md``, "The statements").

An *entry* is a statement as the author wrote it, for all its fields, phases and receivers. A *statement* is one
combination of these.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple, TypeVar

from dataflow.base.finding import Confidence
from dataflow.base.place import Place
from dataflow.base.text import Label
from dataflow.model.entities import Channel, Citation, Form, Meta


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One item of an actor's list, as written. Entries compare by identity."""

    list_key: ClassVar[str]
    """The key of the list that it is in."""

    author: str
    place: Place
    status: str
    valid_from: str | None
    valid_to: str | None
    coverage: tuple[int, int] | None
    completeness: float | None
    citations: tuple[Citation, ...]
    confidence: Confidence
    note: Label | None
    meta: Meta

    def identity_key(self) -> tuple[object, ...]:
        """Equal for two entries that say the same of a field, phase and receiver (DF106)."""
        return self.list_key, self.status, self.valid_from, self.valid_to


@dataclass(frozen=True, slots=True, eq=False)
class RecordEntry(Entry):
    """A record. ``code_system`` is None if the values are not coded, or the code system is not stated.

    ``after`` is how many hours after its phase begins it happens at the earliest; None where not stated. ``called``
    is what the actor calls the field, where that is stated.
    """

    list_key: ClassVar[str] = "records"

    form: Form
    code_system: str | None
    patient_reported: bool
    method: str | None
    system: str | None
    after: int | None
    called: Label | None

    def identity_key(self) -> tuple[object, ...]:
        """Equal for two entries that say the same."""
        own = (self.form, self.code_system, self.patient_reported, self.method, self.system, self.after)
        return *Entry.identity_key(self), *own


@dataclass(frozen=True, slots=True, eq=False)
class DemandEntry(Entry):
    """A need or use. ``form`` is the lowest that is accepted; ``code_systems`` are those accepted, empty for any.

    ``recorded_in`` are the phases of which one must be that of the record, empty for any. ``within`` is how many
    hours after its phase begins the field must be there at the latest; None for no limit. ``called`` is what the
    actor calls the field, where that is stated.
    """

    form: Form
    code_systems: tuple[str, ...]
    purposes: tuple[str, ...]
    recorded_since: str | None
    recorded_in: tuple[str, ...]
    within: int | None
    received: bool
    called: Label | None

    def identity_key(self) -> tuple[object, ...]:
        """Equal for two entries that say the same."""
        named = (_in_any_order(self.code_systems), _in_any_order(self.purposes), _in_any_order(self.recorded_in))
        return *Entry.identity_key(self), self.form, *named, self.recorded_since, self.within, self.received


@dataclass(frozen=True, slots=True, eq=False)
class NeedEntry(DemandEntry):
    """A need. ``level`` is ``must``, ``should`` or ``may``."""

    list_key: ClassVar[str] = "needs"

    level: str

    def identity_key(self) -> tuple[object, ...]:
        """Equal for two entries that say the same."""
        return *DemandEntry.identity_key(self), self.level


@dataclass(frozen=True, slots=True, eq=False)
class UseEntry(DemandEntry):
    """A use."""

    list_key: ClassVar[str] = "uses"


@dataclass(frozen=True, slots=True, eq=False)
class ShareEntry(Entry):
    """A share over the channel ``via``. ``form`` is the highest that it carries; None for no limit.

    ``after`` is how many hours after its phase begins it happens at the earliest, ``takes`` how many hours later the
    receiver has it; None where not stated. ``on_request``: it happens only when somebody asks.
    """

    list_key: ClassVar[str] = "shares"

    via: str
    form: Form | None
    purposes: tuple[str, ...]
    legal_bases: tuple[str, ...]
    after: int | None
    takes: int | None
    on_request: bool

    def identity_key(self) -> tuple[object, ...]:
        """Equal for two entries that say the same."""
        named = (_in_any_order(self.purposes), _in_any_order(self.legal_bases))
        when = (self.after, self.takes, self.on_request)
        return *Entry.identity_key(self), self.via, self.form, *named, *when


def states_time(channel: Channel, share: ShareEntry) -> bool:
    """Whether a share, or its channel, states anything about how long it takes."""
    return any(each is not None for each in (share.after, share.takes, channel.takes))


def form_of(entry: Entry) -> Form | None:
    """The form of an entry of any type; None for a share that does not limit it."""
    return entry.form if isinstance(entry, RecordEntry | DemandEntry | ShareEntry) else None


def code_systems_of(entry: Entry) -> tuple[str, ...]:
    """The code systems of an entry of any type."""
    if isinstance(entry, RecordEntry):
        return () if entry.code_system is None else (entry.code_system,)
    return entry.code_systems if isinstance(entry, DemandEntry) else ()


def _in_any_order(ids: tuple[str, ...]) -> Collection[str]:
    """Ids without their order; a single one, the usual case, as it is."""
    return frozenset(ids) if len(ids) > 1 else ids


# Named tuples, as a large map has millions of statements: fast to create and to compare (``make bench``).


class Record(NamedTuple):
    """An actor records a field in a phase."""

    entry: RecordEntry
    field: str
    phase: str


class Need(NamedTuple):
    """An actor needs a field in a phase."""

    entry: NeedEntry
    field: str
    phase: str


class Use(NamedTuple):
    """An actor uses a field in a phase."""

    entry: UseEntry
    field: str
    phase: str


class Share(NamedTuple):
    """An actor shares a field in a phase; ``to`` is as written: a role or an actor."""

    entry: ShareEntry
    field: str
    phase: str
    to: str


Demand = Need | Use
Supply = Record | Share
Statement = Record | Need | Use | Share

DEMANDS: Sequence[type[Need] | type[Use]] = (Need, Use)

AnyStatement = TypeVar("AnyStatement", bound=Statement)


def identity_key(statement: Statement) -> tuple[object, ...]:
    """Equal for two statements that say the same (``language.md``, "The same statement twice (DF106)")."""
    to = statement.to if isinstance(statement, Share) else None
    return statement.field, statement.phase, to, statement.entry.identity_key()


class StatementSet:
    """The statements of an actor, in the order written.

    Sets compare by identity. Actors that state the same share one, so what follows from it is computed once.
    """

    __slots__ = ("_all", "_by_type", "_demanded", "_receivers")

    def __init__(self, statements: Collection[Statement] = ()) -> None:
        self._all = tuple(statements)
        self._by_type: dict[type, tuple[Statement, ...]] | None = None
        self._receivers: dict[Entry, frozenset[str]] | None = None
        self._demanded: frozenset[str] | None = None

    def __iter__(self) -> Iterator[Statement]:
        """All statements."""
        return iter(self._all)

    def __len__(self) -> int:
        """How many statements there are."""
        return len(self._all)

    def of(self, type_: type[AnyStatement]) -> tuple[AnyStatement, ...]:
        """The statements of one type."""
        if self._by_type is None:
            found: dict[type, list[Statement]] = {}
            for statement in self._all:
                found.setdefault(type(statement), []).append(statement)
            self._by_type = {each: tuple(statements) for each, statements in found.items()}
        return self._by_type.get(type_, ())  # type: ignore[return-value]  # each tuple has one type

    @property
    def demanded(self) -> frozenset[str]:
        """The fields that are needed or used."""
        if self._demanded is None:
            self._demanded = frozenset(each.field for kind in DEMANDS for each in self.of(kind))
        return self._demanded

    @property
    def receivers(self) -> Mapping[Entry, frozenset[str]]:
        """The receivers that each share as written names."""
        if self._receivers is None:
            found: dict[Entry, set[str]] = {}
            for share in self.of(Share):
                found.setdefault(share.entry, set()).add(share.to)
            self._receivers = {entry: frozenset(named) for entry, named in found.items()}
        return self._receivers

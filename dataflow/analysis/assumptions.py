"""Which statements of a map count (``language.md``, "Who holds what", "What is not known")."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from dataflow.model.data_map import DataMap
from dataflow.model.statements import AnyStatement, Entry, RecordEntry, Share, ShareEntry, StatementSet, states_time


def extent(entry: Entry) -> float:
    """How far a statement is true in practice: the lower of its coverage and completeness, 1 where it has none."""
    covered = 1.0 if entry.coverage is None else entry.coverage[0] / entry.coverage[1]
    return min(covered, 1.0 if entry.completeness is None else entry.completeness)


def is_in_force(entry: Entry, as_of: str | None) -> bool:
    """Whether the dates of a statement include a date; a planned one may begin later."""
    if as_of is None:
        return True
    begun = entry.status == "planned" or entry.valid_from is None or entry.valid_from <= as_of
    return begun and (entry.valid_to is None or as_of <= entry.valid_to)


@dataclass(frozen=True)
class Assumptions:
    """The statements that count.

    ``planned`` takes planned statements in; ``unknown`` are the unknown ones that are taken to hold. ``without`` are
    records and shares that are taken away, at one position of the pathway (``without_at``) or at all (None).
    ``exclude_records_of`` is an actor whose own records do not count (for a need of what others send).
    """

    planned: bool = False
    unknown: frozenset[Entry] = frozenset()
    without: frozenset[Entry] = frozenset()
    exclude_records_of: str | None = None
    without_at: int | None = None

    def __hash__(self) -> int:
        """Computed once: assumptions are a key of everything that is kept."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.planned, self.unknown, self.without, self.without_at, self.exclude_records_of))

    @cached_property
    def with_planned(self) -> "Assumptions":
        """The same with the planned statements too; one object, as every finding needs it."""
        return replace(self, planned=True)

    def taking_away(self, entries: frozenset[Entry], position: int | None = None) -> "Assumptions":
        """The same without some records and shares too, at one position or at all; the position is one for all."""
        assert not self.without or self.without_at == position  # noqa: S101  # as the docstring says
        return replace(self, without=self.without | entries, without_at=position)

    def at(self, position: int) -> "Assumptions":
        """The assumptions that hold at one position: what is taken away at another one counts."""
        if self.without_at is None:
            return self
        return replace(self, without=self.without if self.without_at == position else frozenset(), without_at=None)

    def excluding_records_of(self, actor: str) -> "Assumptions":
        """The same, where an actor's own records do not count."""
        return replace(self, exclude_records_of=actor)


@dataclass(frozen=True)
class MapAsOf:
    """A map on a date: what of it counts under which assumptions."""

    data_map: DataMap
    as_of: str | None
    _active: dict[Assumptions, dict[str, StatementSet]] = field(default_factory=dict, compare=False, repr=False)
    _reaching: dict[Assumptions, Mapping[str, Mapping[str, Sequence[Share]]]] = field(
        default_factory=dict, compare=False, repr=False
    )
    _shares: dict[StatementSet, tuple[Share, ...]] = field(default_factory=dict, compare=False, repr=False)
    _below: dict[float, frozenset[Entry]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def unknown(self) -> tuple[Entry, ...]:
        """The statements of status unknown whose dates count, in the order of their places."""
        entries = (
            each for each in self.data_map.entries if each.status == "unknown" and is_in_force(each, self.as_of)
        )
        return tuple(sorted(entries, key=lambda entry: entry.place))

    @cached_property
    def fields_of_unknown(self) -> Mapping[Entry, frozenset[str]]:
        """The fields that each unknown statement is about."""
        fields: dict[Entry, set[str]] = {entry: set() for entry in self.unknown}
        for statement in self.data_map.stated:
            if statement.entry in fields:
                fields[statement.entry].add(statement.field)
        return {entry: frozenset(found) for entry, found in fields.items()}

    @cached_property
    def _extents(self) -> Mapping[Entry, float]:
        """The records and shares that are true for some only (coverage or completeness below 1), with how far."""
        supply = (each for each in self.data_map.entries if isinstance(each, RecordEntry | ShareEntry))
        return {each: reached for each in supply if (reached := extent(each)) < 1}

    def less_complete(self, entry: Entry) -> frozenset[Entry]:
        """The records and shares that are true less far than a statement is itself."""
        own = extent(entry)
        if own not in self._below:
            self._below[own] = frozenset(each for each, reached in self._extents.items() if reached < own)
        return self._below[own]

    @cached_property
    def on_request(self) -> frozenset[Entry]:
        """The shares that happen only when somebody asks."""
        return frozenset(each for each in self.data_map.entries if isinstance(each, ShareEntry) and each.on_request)

    @cached_property
    def untimed(self) -> frozenset[Entry]:
        """The shares whose timing is not stated at all, by themselves or by their channel."""
        shares = (each for each in self.data_map.entries if isinstance(each, ShareEntry))
        return frozenset(each for each in shares if not states_time(self.data_map.channels[each.via], each))

    @cached_property
    def over_channel(self) -> Mapping[str, frozenset[Entry]]:
        """The shares over each channel that has any."""
        found: dict[str, set[Entry]] = {}
        for entry in self.data_map.entries:
            if isinstance(entry, ShareEntry):
                found.setdefault(entry.via, set()).add(entry)
        return {channel: frozenset(entries) for channel, entries in found.items()}

    @cached_property
    def has_planned(self) -> bool:
        """Whether any planned statement could count."""
        return any(entry.status == "planned" for entry in self.data_map.entries)

    def counts(self, entry: Entry, assumptions: Assumptions) -> bool:
        """Whether a statement's status and dates let it count, and it is not taken away."""
        if entry in assumptions.without:
            return False
        if entry.status == "current":
            return is_in_force(entry, self.as_of)
        if entry.status == "planned":
            return assumptions.planned and is_in_force(entry, self.as_of)
        return entry.status == "unknown" and entry in assumptions.unknown and is_in_force(entry, self.as_of)

    def statements(self, assumptions: Assumptions) -> dict[str, StatementSet]:
        """What counts of each concrete actor; members that state the same share one set."""
        # What is taken away or excluded is for the closure to leave out: the statements stay the same.
        key = Assumptions(assumptions.planned, assumptions.unknown)
        if key not in self._active:
            counts = cache(lambda entry: self.counts(entry, key))
            active = {each: _those_of(each, counts) for each in self.data_map.statement_sets}
            self._active[key] = {actor: active[each] for actor, each in self.data_map.statements.items()}
        return self._active[key]

    def shares_reaching(self, assumptions: Assumptions, actor: str) -> Mapping[str, Sequence[Share]]:
        """The shares that count and reach an actor, by sender; of those that differ in the field one."""
        # What is taken away or excluded changes nothing about what is stated.
        key = Assumptions(assumptions.planned, assumptions.unknown)
        if key not in self._reaching:
            reaching: dict[str, dict[str, list[Share]]] = {each: {} for each in self.data_map.statements}
            for sender, statements in self.statements(key).items():
                for share in self._whatever_the_field(statements):
                    for receiver in self.data_map.receivers(sender, share.to):
                        reaching[receiver].setdefault(sender, []).append(share)
            self._reaching[key] = reaching
        return self._reaching[key][actor]

    def _whatever_the_field(self, statements: StatementSet) -> tuple[Share, ...]:
        """The first of the shares of each entry that differ only in the field."""
        if statements not in self._shares:
            first: dict[tuple[object, ...], Share] = {}
            for each in statements.of(Share):
                first.setdefault((each.to, each.entry, each.phase), each)
            self._shares[statements] = tuple(first.values())
        return self._shares[statements]

    def of_type(self, assumptions: Assumptions, type_: type[AnyStatement]) -> Iterator[tuple[str, AnyStatement]]:
        """The statements of one type that count, each with its concrete actor."""
        for actor, statements in self.statements(assumptions).items():
            for statement in statements.of(type_):
                yield actor, statement


def _those_of(statements: StatementSet, counts: Callable[[Entry], bool]) -> StatementSet:
    """The statements that count; the same set where all of them do, as what is known of those is known of these."""
    counting = [each for each in statements if counts(each.entry)]
    return statements if len(counting) == len(statements) else StatementSet(counting)

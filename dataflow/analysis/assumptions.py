"""Which statements of a map count (``language.md``, "Who holds what", "What is not known")."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from dataflow.model.data_map import DataMap
from dataflow.model.statements import AnyStatement, Entry, Share, ShareEntry, StatementSet


def extent(entry: Entry) -> float:
    """How far a statement is true in the world: the lower of its coverage and completeness, 1 where it has none."""
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

    ``planned`` takes planned statements in; ``unknown`` are the unknown ones that are taken to hold. ``deaf`` is an
    actor whose own records are left out (a need for what others send), ``closed`` a channel over which nothing goes.
    ``only_whole`` leaves out the records and shares that are true in part (coverage or completeness below 1).
    """

    planned: bool = False
    unknown: frozenset[Entry] = frozenset()
    deaf: str | None = None
    closed: str | None = None
    only_whole: bool = False

    def __hash__(self) -> int:
        """Worked out once: a world is a key in everything that is kept of it."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.planned, self.unknown, self.deaf, self.closed, self.only_whole))

    @cached_property
    def with_planned(self) -> "Assumptions":
        """The same world with the planned statements too; one object, as it is asked for at every finding."""
        return replace(self, planned=True)

    @cached_property
    def whole(self) -> "Assumptions":
        """The same world without what is true in part."""
        return replace(self, only_whole=True)

    def without_own_records(self, actor: str) -> "Assumptions":
        """The same world, less what the actor records itself."""
        return replace(self, deaf=actor)

    def passes(self, entry: Entry) -> bool:
        """Whether a record or share that counts has its effect here; the deaf actor's records are another matter."""
        closed = isinstance(entry, ShareEntry) and entry.via == self.closed
        return not closed and not (self.only_whole and extent(entry) < 1)


@dataclass(frozen=True)
class MapAsOf:
    """A map on a date: what of it counts under which assumptions."""

    data_map: DataMap
    as_of: str | None
    _active: dict[Assumptions, dict[str, StatementSet]] = field(default_factory=dict, compare=False, repr=False)
    _reaching: dict[Assumptions, Mapping[str, tuple[tuple[str, Share], ...]]] = field(
        default_factory=dict, compare=False, repr=False
    )
    _shares: dict[StatementSet, tuple[Share, ...]] = field(default_factory=dict, compare=False, repr=False)

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
    def has_planned(self) -> bool:
        """Whether any planned statement could count."""
        return any(entry.status == "planned" for entry in self.data_map.entries)

    def counts(self, entry: Entry, assumptions: Assumptions) -> bool:
        """Whether a statement's status and dates let it count."""
        if entry.status == "current":
            return is_in_force(entry, self.as_of)
        if entry.status == "planned":
            return assumptions.planned and is_in_force(entry, self.as_of)
        return entry.status == "unknown" and entry in assumptions.unknown and is_in_force(entry, self.as_of)

    def statements(self, assumptions: Assumptions) -> dict[str, StatementSet]:
        """What counts of each concrete actor; members that state the same share one set."""
        # Records and shares without effect are for the closure to pass over: the statements stay the same.
        key = Assumptions(assumptions.planned, assumptions.unknown)
        if key not in self._active:
            counts = cache(lambda entry: self.counts(entry, key))
            active = {each: _those_of(each, counts) for each in self.data_map.statement_sets}
            self._active[key] = {actor: active[each] for actor, each in self.data_map.statements.items()}
        return self._active[key]

    def shares_reaching(self, assumptions: Assumptions, actor: str) -> tuple[tuple[str, Share], ...]:
        """The shares that count and reach an actor, each with its sender; of those that differ in the field one."""
        # What is excluded or closed changes nothing about what is stated.
        key = Assumptions(assumptions.planned, assumptions.unknown)
        if key not in self._reaching:
            reaching: dict[str, list[tuple[str, Share]]] = {each: [] for each in self.data_map.statements}
            for sender, statements in self.statements(key).items():
                for share in self._whatever_the_field(statements):
                    for receiver in self.data_map.receivers(sender, share.to):
                        reaching[receiver].append((sender, share))
            self._reaching[key] = {receiver: tuple(found) for receiver, found in reaching.items()}
        return self._reaching[key][actor]

    def _whatever_the_field(self, statements: StatementSet) -> tuple[Share, ...]:
        """The first of the shares that differ only in the field."""
        if statements not in self._shares:
            first: dict[tuple[object, ...], Share] = {}
            for each in statements.of(Share):
                first.setdefault((each.to, each.entry.via, each.entry.form, each.phase), each)
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

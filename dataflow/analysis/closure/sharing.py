"""The shares of one field, phases aside: who can pass it to whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from dataflow.analysis.assumptions import Assumptions, MapAsOf
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.model.statements import Record, Share, Statement, Supply


class Hop(NamedTuple):
    """A share of a field as it happens between two concrete actors; ``form`` is the best that gets through."""

    sender: str
    receiver: str
    statement: Share
    form: Form


class Passing:
    """The hops of one field: who can pass it to whom."""

    def __init__(self, hops: tuple[Hop, ...]) -> None:
        self.hops = hops
        self._upstream: dict[str, frozenset[str]] = {}

    @cached_property
    def hops_to(self) -> Mapping[str, tuple[Hop, ...]]:
        """The hops by their receiver."""
        found: dict[str, list[Hop]] = {}
        for hop in self.hops:
            found.setdefault(hop.receiver, []).append(hop)
        return {receiver: tuple(hops) for receiver, hops in found.items()}

    def upstream_of(self, actor: str) -> frozenset[str]:
        """The actor, and all from whom a chain of shares leads to it."""
        if actor not in self._upstream:
            found, waiting = {actor}, [actor]
            while waiting:
                new = self._senders.get(waiting.pop(), set()) - found
                found |= new
                waiting += new
            self._upstream[actor] = frozenset(found)
        return self._upstream[actor]

    @cached_property
    def _senders(self) -> Mapping[str, set[str]]:
        senders: dict[str, set[str]] = {}
        for hop in self.hops:
            senders.setdefault(hop.receiver, set()).add(hop.sender)
        return senders


@dataclass(frozen=True)
class Sharing:
    """The records and hops of one field in a world. A share over a closed channel without a slot is no hop."""

    records: tuple[tuple[str, Record], ...]
    passing: Passing

    @property
    def hops(self) -> tuple[Hop, ...]:
        """Who can pass it to whom."""
        return self.passing.hops

    @property
    def hops_to(self) -> Mapping[str, tuple[Hop, ...]]:
        """The hops by their receiver."""
        return self.passing.hops_to

    def upstream_of(self, actor: str) -> frozenset[str]:
        """The actor, and all from whom a chain of shares leads to it."""
        return self.passing.upstream_of(actor)

    def without_records_of(self, actor: str) -> "Sharing":
        """The same, where one actor's own records do not count."""
        return Sharing(tuple(each for each in self.records if each[0] != actor), self.passing)

    @cached_property
    def recorders(self) -> tuple[str, ...]:
        """The actors that record the field, each once."""
        return tuple(dict.fromkeys(actor for actor, _ in self.records))

    @cached_property
    def recorded(self) -> tuple[Record, ...]:
        """The records, those that several actors state once."""
        return tuple(dict.fromkeys(record for _, record in self.records))

    @cached_property
    def records_of(self) -> Mapping[str, tuple[Record, ...]]:
        """The records of each recorder."""
        found: dict[str, list[Record]] = {}
        for actor, record in self.records:
            found.setdefault(actor, []).append(record)
        return {actor: tuple(records) for actor, records in found.items()}


def passing_by_field(data_map: DataMap) -> Mapping[str, tuple[tuple[str, Supply], ...]]:
    """Every record and share of each field with its concrete actor, whatever the status and dates."""
    passing: dict[str, list[tuple[str, Supply]]] = {field: [] for field in data_map.fields}
    for actor, statements in data_map.statements.items():
        for statement in statements:
            if isinstance(statement, Supply):
                passing[statement.field].append((actor, statement))
    return {field: tuple(found) for field, found in passing.items()}


def sharing_of(map_as_of: MapAsOf, assumptions: Assumptions, passing: Iterable[tuple[str, Supply]]) -> Sharing:
    """The sharing of a field, out of all records and shares of it, whoever is deaf."""
    records: list[tuple[str, Record]] = []
    hops: list[Hop] = []
    for actor, statement in passing:
        if map_as_of.counts(statement.entry, assumptions) and assumptions.passes(statement.entry):
            if isinstance(statement, Share):
                hops.extend(_hops(map_as_of.data_map, actor, statement))
            else:
                records.append((actor, statement))
    return Sharing(tuple(records), Passing(tuple(hops)))


def sharing_by_field(map_as_of: MapAsOf, assumptions: Assumptions) -> Mapping[str, Sharing]:
    """The sharing of every field."""
    passing = passing_by_field(map_as_of.data_map)
    return {field: sharing_of(map_as_of, assumptions, found) for field, found in passing.items()}


def carried(data_map: DataMap, share: Share) -> Form | None:
    """The best form that a share lets through; None over a closed channel without a slot."""
    best = data_map.channels[share.entry.via].carries(share.field)
    return best if best is None or share.entry.form is None else min(best, share.entry.form)


def passes_on(data_map: DataMap, actor: str, statement: Statement) -> bool:
    """Whether a statement is a share that carries its field and reaches somebody."""
    if not isinstance(statement, Share) or carried(data_map, statement) is None:
        return False
    return bool(data_map.receivers(actor, statement.to))


def _hops(data_map: DataMap, sender: str, share: Share) -> Iterable[Hop]:
    form = carried(data_map, share)
    if form is not None:
        for receiver in data_map.receivers(sender, share.to):
            yield Hop(sender, receiver, share, form)

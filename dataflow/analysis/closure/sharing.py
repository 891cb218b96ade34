"""The records, shares and hops of one field."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.model.statements import Entry, Record, Share, Statement


class Hop(NamedTuple):
    """A share of a field as it happens between two concrete actors; ``form`` is the best that gets through."""

    sender: str
    receiver: str
    statement: Share
    form: Form


class Hops:
    """The hops of one field, in the order of their shares.

    They are listed when they are first used: a role of n members that shares to itself has n times n of them.
    """

    def __init__(self, each: Callable[[], Iterable[Hop]]) -> None:
        self._each = each

    @cached_property
    def _all(self) -> tuple[Hop, ...]:
        return tuple(self._each())

    def __iter__(self) -> Iterator[Hop]:
        return iter(self._all)

    @cached_property
    def to(self) -> Mapping[str, tuple[Hop, ...]]:
        """The hops by their receiver."""
        found: dict[str, list[Hop]] = {}
        for hop in self._all:
            found.setdefault(hop.receiver, []).append(hop)
        return {receiver: tuple(hops) for receiver, hops in found.items()}

    @cached_property
    def senders(self) -> Mapping[str, Collection[str]]:
        """Who sends to each receiver."""
        return {receiver: dict.fromkeys(hop.sender for hop in hops) for receiver, hops in self.to.items()}

    @cached_property
    def receivers(self) -> Mapping[str, Collection[str]]:
        """Whom each sender sends to."""
        found: dict[str, dict[str, None]] = {}
        for hop in self._all:
            found.setdefault(hop.sender, {})[hop.receiver] = None
        return found


@dataclass(frozen=True, eq=False)
class Sharing:
    """The records, shares and hops of one field: all that are stated, or those that count under some assumptions.

    A share over a closed channel without a slot for the field, or one that reaches nobody, is no hop.
    """

    records: tuple[tuple[str, Record], ...]
    shares: tuple[tuple[str, Share], ...]
    hops: Hops

    @staticmethod
    def stated(data_map: DataMap, field: str) -> "Sharing":
        """All that is stated of a field, whatever the status and dates."""
        shares = data_map.shares[field]
        hops = Hops(lambda: (hop for actor, share in shares for hop in _hops(data_map, actor, share)))
        return Sharing(data_map.records[field], shares, hops)

    def where(self, counts: Callable[[Entry], bool]) -> "Sharing":
        """The part of it whose entries count."""
        return Sharing(
            tuple(each for each in self.records if counts(each[1].entry)),
            tuple(each for each in self.shares if counts(each[1].entry)),
            Hops(lambda: (hop for hop in self.hops if counts(hop.statement.entry))),
        )

    def without_records_of(self, actor: str) -> "Sharing":
        """The same, where one actor's own records do not count."""
        return Sharing(tuple(each for each in self.records if each[0] != actor), self.shares, self.hops)

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


def carried(data_map: DataMap, share: Share) -> Form | None:
    """The best form that a share lets through; None over a closed channel without a slot."""
    best = data_map.channels[share.entry.via].carries(share.field)
    return best if best is None or share.entry.form is None else min(best, share.entry.form)


class Timing(NamedTuple):
    """When a record or share happens: at the earliest so many hours after its phase begins, and how long it takes."""

    after: int
    takes: int


NO_TIME = Timing(0, 0)


def timing(data_map: DataMap, statement: Record | Share) -> Timing:
    """The timing of a record or share; what is not stated takes no time (``language.md``, "Days")."""
    after = statement.entry.after or 0
    takes = 0 if isinstance(statement, Record) else stated_takes(data_map, statement) or 0
    return Timing(after, takes) if after or takes else NO_TIME


def stated_takes(data_map: DataMap, share: Share) -> int | None:
    """How many hours a share takes, as stated by itself or else by its channel; None where neither does."""
    takes = share.entry.takes
    return data_map.channels[share.entry.via].takes if takes is None else takes


def passes_on(data_map: DataMap, actor: str, statement: Statement) -> bool:
    """Whether a statement is a share that carries its field and reaches somebody."""
    return isinstance(statement, Share) and any(_hops(data_map, actor, statement))


def _hops(data_map: DataMap, sender: str, share: Share) -> Iterator[Hop]:
    form = carried(data_map, share)
    if form is not None:
        for receiver in data_map.receivers(sender, share.to):
            yield Hop(sender, receiver, share, form)

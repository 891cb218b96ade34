"""What only some members of a role do: the statements that are not those of all of them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from dataflow.analysis.lineage.some_members import SomeMembers
from dataflow.analysis.lineage.travels import NOT_HELD, Travel
from dataflow.documents import Analysed
from dataflow.model.statements import Need, Record, Share, Statement, StatementSet

KINDS: Mapping[str, type[Record] | type[Share] | type[Need]] = {"records": Record, "gives": Share, "needs": Need}
"""The kinds of statements that are compared, in the order of a table."""


class Difference(NamedTuple):
    """Fields that only some members record, share or need somewhere in the pathway; ``to`` are the receivers."""

    kind: str
    fields: frozenset[str]
    members: SomeMembers
    to: frozenset[str] = frozenset()


def differences(source: Analysed, role: str, found_travels: Iterable[Travel]) -> tuple[Difference, ...]:
    """What only some members of a role do, by kind, then by the number of members, the most first.

    A member that states a share of a field that it does not hold sends nothing; ``found_travels`` tell who holds it.
    Statements in different phases, to different receivers or over different channels differ, as do levels of needs.
    """
    data_map = source.data_map
    active = source.needs.map_as_of.statements(source.assumptions)
    holding = _holding(found_travels, role)
    sets: dict[StatementSet, list[str]] = {}
    members = [member for member in data_map.members.get(role, ()) if member in active]
    for member in members:
        sets.setdefault(active[member], []).append(member)
    doing: dict[tuple[str, str, tuple[str | None, ...]], list[str]] = {}
    for statements, stating in sets.items():
        for kind, type_ in KINDS.items():
            for key in dict.fromkeys(_keys(statements, type_)):
                held = holding.get(key) if kind == "gives" else None
                doing.setdefault((kind, *key), []).extend(each for each in stating if held is None or each in held)
    receivers: dict[tuple[str, tuple[str, ...], str], set[str]] = {}
    order = {member: place for place, member in enumerate(members)}
    for (kind, field, (_, *further)), some in doing.items():
        if 0 < len(some) < len(members):
            to = receivers.setdefault((kind, tuple(sorted(some, key=order.__getitem__)), field), set())
            to |= {further[0] or ""} if kind == "gives" else set()
    found: dict[tuple[str, tuple[str, ...], frozenset[str]], set[str]] = {}
    for (kind, doers, field), sent_to in receivers.items():
        found.setdefault((kind, doers, frozenset(sent_to)), set()).add(field)
    kinds = list(KINDS)

    def rank(item: tuple[tuple[str, tuple[str, ...], frozenset[str]], set[str]]) -> tuple[object, ...]:
        (kind, some, to), _ = item
        return kinds.index(kind), -len(some), [order[member] for member in some], sorted(to)

    return tuple(
        Difference(
            kind, frozenset(fields), SomeMembers(some, tuple(each for each in members if each not in some)), to
        )
        for (kind, some, to), fields in sorted(found.items(), key=rank)
    )


_Key = tuple[str, tuple[str | None, ...]]
"""A field, and what tells its statements apart."""


def _holding(travels: Iterable[Travel], role: str) -> Mapping[_Key, Collection[str]]:
    """The members that hold the field of a share, by its key; none for shares within the role."""
    found: dict[_Key, set[str]] = {}
    for travel in travels:
        if travel.source == role:
            holders = found.setdefault(_key(travel.share), set())
            holders |= set() if travel.status == NOT_HELD else set(travel.senders)
    return found


def _keys(statements: StatementSet, type_: type[Record] | type[Share] | type[Need]) -> Iterator[_Key]:
    return map(_key, statements.of(type_))


def _key(statement: Statement) -> _Key:
    return statement.field, (statement.phase, *_further(statement))


def _further(statement: Statement) -> tuple[str | None, ...]:
    """What tells two statements of one kind, field and phase apart: the receiver and channel, or the level."""
    if isinstance(statement, Share):
        return statement.to, statement.entry.via
    return (statement.entry.level,) if isinstance(statement, Need) else ()

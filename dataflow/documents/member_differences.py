"""What only some members of a role do: the statements that are not those of all of them."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dataflow.analysis.lineage.some_members import SomeMembers
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


def differences(source: Analysed, role: str) -> tuple[Difference, ...]:
    """What only some members of a role do, by kind, then by the number of members, the most first.

    Statements in different phases, to different receivers or over different channels differ, as do levels of needs.
    """
    data_map = source.data_map
    active = source.needs.map_as_of.statements(source.assumptions)
    sets: dict[StatementSet, list[str]] = {}
    members = [member for member in data_map.members.get(role, ()) if member in active]
    for member in members:
        sets.setdefault(active[member], []).append(member)
    doing: dict[tuple[str, str, tuple[str | None, ...]], list[str]] = {}
    for statements, stating in sets.items():
        for kind, type_ in KINDS.items():
            for key in dict.fromkeys(_keys(statements, type_)):
                doing.setdefault((kind, *key), []).extend(stating)
    receivers: dict[tuple[str, tuple[str, ...], str], set[str]] = {}
    order = {member: place for place, member in enumerate(members)}
    for (kind, field, (_, *further)), some in doing.items():
        if len(some) < len(members):
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


def _keys(
    statements: StatementSet, type_: type[Record] | type[Share] | type[Need]
) -> Iterator[tuple[str, tuple[str | None, ...]]]:
    for statement in statements.of(type_):
        yield statement.field, (statement.phase, *_further(statement))


def _further(statement: Statement) -> tuple[str | None, ...]:
    """What tells two statements of one kind, field and phase apart: the receiver and channel, or the level."""
    if isinstance(statement, Share):
        return statement.to, statement.entry.via
    return (statement.entry.level,) if isinstance(statement, Need) else ()

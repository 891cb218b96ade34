"""The shares of one field, phases aside: who can pass it to whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from dataflow.flow.worlds import Standing, World
from dataflow.model.entities import Form, Statement


@dataclass(frozen=True, slots=True)
class Hop:
    """A share of a field as it happens between two concrete actors; ``form`` is the best that gets through."""

    sender: str
    receiver: str
    statement: Statement
    form: Form


@dataclass(frozen=True)
class Sharing:
    """The records and hops of one field in a world. A share over a closed channel without a slot is no hop."""

    records: tuple[tuple[str, Statement], ...]
    hops: tuple[Hop, ...]

    @cached_property
    def hops_to(self) -> Mapping[str, tuple[Hop, ...]]:
        """The hops by their receiver."""
        found: dict[str, list[Hop]] = {}
        for hop in self.hops:
            found.setdefault(hop.receiver, []).append(hop)
        return {receiver: tuple(hops) for receiver, hops in found.items()}

    def upstream_of(self, actor: str) -> frozenset[str]:
        """The actor, and all from whom a chain of shares leads to it."""
        senders: dict[str, set[str]] = {}
        for hop in self.hops:
            senders.setdefault(hop.receiver, set()).add(hop.sender)
        found, waiting = {actor}, [actor]
        while waiting:
            new = senders.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return frozenset(found)


def sharing_by_field(standing: Standing, world: World) -> Mapping[str, Sharing]:
    """The sharing of every field that anyone records or shares; the deaf actor's records are left out."""
    records: dict[str, list[tuple[str, Statement]]] = {}
    hops: dict[str, list[Hop]] = {}
    for actor, statement in standing.of_kind(world, "records"):
        if actor != world.deaf and world.passes(statement.entry):
            records.setdefault(statement.field, []).append((actor, statement))
    for sender, statement in standing.of_kind(world, "shares"):
        hops.setdefault(statement.field, []).extend(_hops(standing, world, sender, statement))
    return {
        field: Sharing(tuple(records.get(field, ())), tuple(hops.get(field, ())))
        for field in standing.data_map.fields
        if field in records or field in hops
    }


def _hops(standing: Standing, world: World, sender: str, statement: Statement) -> Iterable[Hop]:
    via, to = statement.entry.via, statement.to
    if via is None or to is None or not world.passes(statement.entry):
        return
    best = standing.data_map.channels[via].carries(statement.field)
    if best is not None:
        form = best if statement.entry.form is None else min(best, statement.entry.form)
        for receiver in standing.data_map.receivers(sender, to):
            yield Hop(sender, receiver, statement, form)

"""The ways by which a field gets to an actor: every record and share that has a part in what it holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from dataflow.flow.needs import Needs
from dataflow.flow.sharing import Hop
from dataflow.flow.worlds import World
from dataflow.model.entities import Statement


@dataclass(frozen=True)
class Ways:
    """Records, each with its actor, and hops by which something is passed on."""

    records: tuple[tuple[str, Statement], ...]
    hops: tuple[Hop, ...]

    @property
    def statements(self) -> Iterable[Statement]:
        """Both."""
        yield from (record for _, record in self.records)
        yield from (hop.statement for hop in self.hops)


def ways_to(needs: Needs, world: World, actor: str, field: str, phase: str) -> Ways:
    """The records and shares up to a phase from which an actor has a field, or what it is worked out from.

    What is not among them can be taken away without the actor having the field any less.
    """
    now, fields = needs.position(phase), needs.standing.data_map.fields
    records: list[tuple[str, Statement]] = []
    hops: list[Hop] = []
    found, waiting = {(actor, field)}, [(actor, field)]
    while waiting:
        holder, held = waiting.pop()
        sharing = needs.sharing(world, held)
        own = sharing.records_of.get(holder, ())
        records += [(holder, each) for each in own if needs.position(each.phase) <= now]
        arriving = [
            hop
            for hop in sharing.hops_to.get(holder, ())
            if needs.position(hop.statement.phase) <= now
            and needs.holds(hop.sender, held, hop.statement.phase, world)
        ]
        hops += arriving
        before = [(hop.sender, held) for hop in arriving] + [(holder, part) for part in fields[held].derived_from]
        waiting += [each for each in dict.fromkeys(before) if each not in found]
        found.update(before)
    return Ways(tuple(records), tuple(hops))

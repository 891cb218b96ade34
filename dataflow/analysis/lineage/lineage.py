"""The ways by which a field gets to an actor: every record and share that has a part in what it holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.sharing import Hop
from dataflow.analysis.needs.needs import Needs
from dataflow.model.statements import Statement


@dataclass(frozen=True)
class Lineage:
    """Records, each with its actor, and hops by which something is passed on."""

    records: tuple[tuple[str, Statement], ...]
    hops: tuple[Hop, ...]

    @property
    def statements(self) -> Iterable[Statement]:
        """Both."""
        yield from (record for _, record in self.records)
        yield from (hop.statement for hop in self.hops)


def lineage_of(needs: Needs, assumptions: Assumptions, actor: str, field: str, phase: str) -> Lineage:
    """The records and shares up to a phase from which an actor has a field, or what it is worked out from.

    What is not among them can be taken away without the actor having the field any less.
    """
    now, fields = needs.position(phase), needs.map_as_of.data_map.fields
    records: list[tuple[str, Statement]] = []
    hops: list[Hop] = []
    found, waiting = {(actor, field)}, [(actor, field)]
    while waiting:
        holder, held = waiting.pop()
        sharing = needs.sharing(assumptions, held)
        own = sharing.records_of.get(holder, ())
        records += [(holder, each) for each in own if needs.position(each.phase) <= now]
        arriving = [
            hop
            for hop in sharing.hops_to.get(holder, ())
            if needs.position(hop.statement.phase) <= now
            and needs.holds(hop.sender, held, hop.statement.phase, assumptions)
        ]
        hops += arriving
        before = [(hop.sender, held) for hop in arriving] + [(holder, part) for part in fields[held].derived_from]
        waiting += [each for each in dict.fromkeys(before) if each not in found]
        found.update(before)
    return Lineage(tuple(records), tuple(hops))

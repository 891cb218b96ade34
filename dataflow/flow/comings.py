"""How fields come to actors: an actor records a field, others send it, or it works it out."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dataflow.flow.needs import Needs
from dataflow.flow.worlds import World
from dataflow.model.entities import Statement


class Way(StrEnum):
    """How an actor comes to have a field."""

    RECORDS = "records"
    RECEIVES = "receives"
    DERIVES = "derives"


@dataclass(frozen=True, slots=True)
class Coming:
    """That a concrete actor comes to have a field in a phase; ``statement`` is the record or share, if it is one."""

    actor: str
    field: str
    phase: str
    way: Way
    statement: Statement | None = None


def comings(needs: Needs, world: World) -> Iterator[Coming]:
    """All the ways in which fields come to actors in a world, of those that are alike the first.

    A share counts where its sender has the field by then, whoever recorded it. An actor works a field out where it
    has it before, or without, any record of its own or share to it.
    """
    crowd = needs.of_crowd
    standing = crowd.standing
    phases = sorted(standing.data_map.phases, key=needs.position)
    for actor in needs.crowd.alike:
        for field in standing.data_map.fields:
            found = list(_of(crowd, world, actor, field))
            yield from found
            if standing.data_map.fields[field].derived_from:
                has = next((phase for phase in phases if crowd.holds(actor, field, phase, world)), None)
                if has is not None and not any(needs.position(each.phase) <= needs.position(has) for each in found):
                    yield Coming(actor, field, has, Way.DERIVES)


def _of(needs: Needs, world: World, actor: str, field: str) -> Iterator[Coming]:
    sharing = needs.sharing(world, field)
    for record in sharing.records_of.get(actor, ()):
        yield Coming(actor, field, record.phase, Way.RECORDS, record)
    for hop in sharing.hops_to.get(actor, ()):
        phase = hop.statement.phase
        if hop.sender != actor and needs.holds(hop.sender, field, phase, world):
            yield Coming(actor, field, phase, Way.RECEIVES, hop.statement)

"""How fields come to actors: an actor records a field, others send it, or it works it out."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.needs import Needs
from dataflow.model.statements import Statement


class Way(StrEnum):
    """How an actor comes to have a field."""

    RECORDS = "records"
    RECEIVES = "receives"
    DERIVES = "derives"


@dataclass(frozen=True, slots=True)
class Acquisition:
    """That a concrete actor comes to have a field in a phase; ``statement`` is the record or share, if it is one."""

    actor: str
    field: str
    phase: str
    way: Way
    statement: Statement | None = None


def acquisitions(needs: Needs, assumptions: Assumptions) -> Iterator[Acquisition]:
    """All the ways in which fields come to actors in a world, of those that are alike the first.

    A share counts where its sender has the field by then, whoever recorded it. An actor works a field out where it
    has it before, or without, any record of its own or share to it.
    """
    crowd = needs.of_crowd
    map_as_of = crowd.map_as_of
    phases = sorted(map_as_of.data_map.phases, key=needs.position)
    for actor in needs.crowd.alike:
        for field in map_as_of.data_map.fields:
            found = list(_of(crowd, assumptions, actor, field))
            yield from found
            if map_as_of.data_map.fields[field].derived_from:
                has = next((phase for phase in phases if crowd.holds(actor, field, phase, assumptions)), None)
                if has is not None and not any(needs.position(each.phase) <= needs.position(has) for each in found):
                    yield Acquisition(actor, field, has, Way.DERIVES)


def _of(needs: Needs, assumptions: Assumptions, actor: str, field: str) -> Iterator[Acquisition]:
    sharing = needs.sharing(assumptions, field)
    for record in sharing.records_of.get(actor, ()):
        yield Acquisition(actor, field, record.phase, Way.RECORDS, record)
    for hop in sharing.hops_to.get(actor, ()):
        phase = hop.statement.phase
        if hop.sender != actor and needs.holds(hop.sender, field, phase, assumptions):
            yield Acquisition(actor, field, phase, Way.RECEIVES, hop.statement)

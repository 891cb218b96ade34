"""How an actor acquires fields: it records them, receives them or derives them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.needs import Needs
from dataflow.model.statements import Supply


class Way(StrEnum):
    """How an actor acquires a field."""

    RECORDS = "records"
    RECEIVES = "receives"
    DERIVES = "derives"


@dataclass(frozen=True, slots=True)
class Acquisition:
    """That an actor acquires a field in a phase; ``statement`` is the record or share, if it is one."""

    field: str
    phase: str
    way: Way
    statement: Supply | None = None


def acquisitions_of(needs: Needs, actor: str, assumptions: Assumptions) -> Iterator[Acquisition]:
    """All the ways in which a concrete actor acquires fields.

    A share counts where its sender has the field by then, whoever recorded it. An actor derives a field where it has
    it before, or without, any record of its own or share to it.
    """
    data_map = needs.map_as_of.data_map
    phases = sorted(data_map.phases, key=needs.position)
    for field in data_map.fields:
        found = list(_stated(needs, actor, field, assumptions))
        yield from found
        if data_map.fields[field].derived_from:
            has = next((phase for phase in phases if needs.holds(actor, field, phase, assumptions)), None)
            if has is not None and not any(needs.position(each.phase) <= needs.position(has) for each in found):
                yield Acquisition(field, has, Way.DERIVES)


def _stated(needs: Needs, actor: str, field: str, assumptions: Assumptions) -> Iterator[Acquisition]:
    sharing = needs.sharing(assumptions, field)
    for record in sharing.records_of.get(actor, ()):
        yield Acquisition(field, record.phase, Way.RECORDS, record)
    for hop in sharing.hops_to.get(actor, ()):
        phase = hop.statement.phase
        if hop.sender != actor and needs.holds(hop.sender, field, phase, assumptions):
            yield Acquisition(field, phase, Way.RECEIVES, hop.statement)

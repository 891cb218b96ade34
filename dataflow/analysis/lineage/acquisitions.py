"""How an actor acquires fields: it records them, receives them or derives them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.needs import Needs
from dataflow.model.statements import Supply


class AcquisitionKind(StrEnum):
    """How an actor acquires a field."""

    RECORDS = "records"
    RECEIVES = "receives"
    DERIVES = "derives"


@dataclass(frozen=True, slots=True)
class Acquisition:
    """An actor acquires a field in a phase; ``statement`` is the record or share, None for a derivation."""

    field: str
    phase: str
    kind: AcquisitionKind
    statement: Supply | None = None


def acquisitions_of(needs: Needs, actor: str, assumptions: Assumptions) -> Iterator[Acquisition]:
    """Every acquisition of a concrete actor.

    A share counts where its sender holds the field in its phase. An actor derives a field where
    it holds it before, or without, a record of its own and a share to it.
    """
    data_map = needs.map_as_of.data_map
    phases = sorted(data_map.phases, key=needs.position)
    for field in data_map.fields:
        found = list(_stated(needs, actor, field, assumptions))
        yield from found
        if data_map.fields[field].derived_from:
            has = next((phase for phase in phases if needs.holds(actor, field, phase, assumptions)), None)
            if has is not None and not any(needs.position(each.phase) <= needs.position(has) for each in found):
                yield Acquisition(field, has, AcquisitionKind.DERIVES)


def _stated(needs: Needs, actor: str, field: str, assumptions: Assumptions) -> Iterator[Acquisition]:
    sharing = needs.sharing(assumptions, field)
    for record in sharing.records_of.get(actor, ()):
        yield Acquisition(field, record.phase, AcquisitionKind.RECORDS, record)
    for hop in sharing.hops.to.get(actor, ()):
        phase = hop.statement.phase
        if hop.sender != actor and needs.holds(hop.sender, field, phase, assumptions):
            yield Acquisition(field, phase, AcquisitionKind.RECEIVES, hop.statement)

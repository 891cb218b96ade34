"""Coverage of the ICF: how many fields of each component are recorded, shared and needed, and by whom recorded."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dataflow.analysis.assumptions import Assumptions, MapAsOf
from dataflow.analysis.closure.sharing import carried
from dataflow.analysis.figures.counting import COMPONENTS, NONE, Observation, component_of
from dataflow.analysis.needs.needs import Needs
from dataflow.model.statements import Need, Record


@dataclass(frozen=True, slots=True)
class ComponentCoverage:
    """The fields of a component, and the roles or actors that record any of them; ``NONE`` has those without one."""

    component: str
    fields: tuple[str, ...]
    recorders: tuple[str, ...]


def icf_coverage_of(map_as_of: MapAsOf, assumptions: Assumptions) -> tuple[ComponentCoverage, ...]:
    """Every component, also one without fields, then the fields without one; without the unknown statements."""
    data_map = map_as_of.data_map
    assumptions = replace(assumptions, unknown=frozenset())
    fields: dict[str, list[str]] = {component: [] for component in (*COMPONENTS, NONE)}
    for field in data_map.fields.values():
        fields[component_of(field)].append(field.id)
    recorders: dict[str, set[str]] = {}
    for actor, record in map_as_of.of_type(assumptions, Record):
        recorders.setdefault(component_of(data_map.fields[record.field]), set()).add(data_map.role_of(actor))
    return tuple(
        ComponentCoverage(
            component,
            tuple(own),
            tuple(actor for actor in data_map.actors if actor in recorders.get(component, ())),
        )
        for component, own in fields.items()
    )


def by_component(needs: Needs, assumptions: Assumptions) -> Iterator[Observation]:
    """By ICF component: the fields recorded, shared and needed, of all; and those met, of the fields needed.

    A field is recorded where it has a record itself (not its parts), shared where another actor receives it, and met
    where every need of it is.
    """
    map_as_of = needs.map_as_of
    component = {field.id: component_of(field) for field in map_as_of.data_map.fields.values()}
    recorded = {record.field for _, record in map_as_of.of_type(assumptions, Record)}
    needed = {need.field for _, need in map_as_of.of_type(assumptions, Need)}
    for field, row in component.items():
        yield Observation("icf", (row,), "recorded", field, field, field in recorded)
        yield Observation("icf", (row,), "shared", field, field, _is_shared(needs, assumptions, field))
        yield Observation("icf", (row,), "needed", field, field, field in needed)
    for actor, need in map_as_of.of_type(assumptions, Need):
        met = needs.is_met(actor, need, assumptions)
        yield Observation("icf", (component[need.field],), "met", need.field, (actor, need), met)


def _is_shared(needs: Needs, assumptions: Assumptions, field: str) -> bool:
    holdings, data_map = needs.holdings(assumptions), needs.map_as_of.data_map
    return any(
        carried(data_map, share) is not None
        and holdings.holds(sender, field, share.phase)
        and any(receiver != sender for receiver in data_map.each_receiver(sender, share.to))
        for sender, share in needs.sharing(assumptions, field).shares
    )

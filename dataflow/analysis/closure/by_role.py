"""Holdings by role: what members of a role hold alike is one row."""

from collections.abc import Iterable
from dataclasses import dataclass

from dataflow.analysis.closure.holdings import Row
from dataflow.model.data_map import DataMap


@dataclass(frozen=True)
class RoleRow:
    """A row of holdings by role: the members that hold the element, and how many the role has.

    ``members`` and ``of`` are None for an actor that is no role.
    """

    row: Row
    members: tuple[str, ...] | None = None
    of: int | None = None


def rows_by_role(rows: Iterable[Row], data_map: DataMap) -> tuple[RoleRow, ...]:
    """The rows of holdings by role, in the order of declaration."""
    members: dict[Row, list[str]] = {}
    for row in rows:
        alike = row._replace(actor=data_map.role_of(row.actor))
        members.setdefault(alike, []).append(row.actor)
    order = {actor: number for number, actor in enumerate(data_map.presented)}
    fields = {name: number for number, name in enumerate(data_map.fields)}
    phases = {name: number for number, name in enumerate(data_map.phases)}
    codes = {name: number for number, name in enumerate((None, *data_map.code_systems))}

    def declared(row: Row) -> tuple[int, ...]:
        element = row.element
        return (
            order[row.actor],
            fields[row.field],
            phases[row.phase],
            element.form,
            codes[element.code_system],
            phases[element.recorded],
        )

    return tuple(
        RoleRow(row, tuple(members[row]), len(data_map.members[row.actor]))
        if row.actor in data_map.members
        else RoleRow(row)
        for row in sorted(members, key=declared)
    )

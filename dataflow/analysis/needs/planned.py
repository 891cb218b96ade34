"""How far what is planned would meet a need, and whom it leaves out."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.needs import Needs
from dataflow.analysis.needs.outcomes import in_part, limiting, reach
from dataflow.model.statements import Demand, Statement


class Planned(StrEnum):
    """Whether what is planned would meet a need for all, though not from all of its senders, or for some only."""

    FOR_ALL = "for-all"
    FROM_SOME = "from-some"
    FOR_SOME = "for-some"


@dataclass(frozen=True, slots=True)
class PlannedReach:
    """How far planned statements would meet a need, and what keeps them from reaching further.

    ``senders`` are the roles of which planned shares bring the field. ``without_plan`` are their members of which
    none is planned, ``without_field`` those that have nothing to send. ``limiting`` is the statement in part by which
    the need would be met for some only, as everywhere else (``outcomes.reach``).
    """

    senders: frozenset[str] = frozenset()
    without_plan: frozenset[str] = frozenset()
    without_field: frozenset[str] = frozenset()
    limiting: Statement | None = None

    @property
    def extent(self) -> Planned:
        """Whether the need would be met for all, and from all of the senders."""
        if self.limiting is not None:
            return Planned.FOR_SOME
        return Planned.FROM_SOME if self.without_plan or self.without_field else Planned.FOR_ALL


def planned_for(
    needs: Needs, actor: str, need: Demand, fields: Collection[str], assumptions: Assumptions
) -> PlannedReach:
    """How far planned statements would meet a need of an actor for a field and its parts.

    Members of a sending role are left out only where no role sends from all of its members.
    """
    data_map, then = needs.map_as_of.data_map, assumptions.with_planned
    planning: dict[str, set[str]] = {}
    having: dict[str, set[str]] = {}
    for field in fields:
        for sender, share in data_map.shares[field]:
            if share.entry.status == "planned" and actor in data_map.receivers(sender, share.to):
                role = data_map.role_of(sender)
                planning.setdefault(role, set()).add(sender)
                if needs.holds(sender, field, share.phase, then):
                    having.setdefault(role, set()).add(sender)
    members = {role: set(data_map.members.get(role, ())) for role in planning}
    is_from_all = any(having.get(role, set()) >= members[role] for role in planning)
    lacking = {} if is_from_all else planning
    return PlannedReach(
        frozenset(planning),
        frozenset(each for role in lacking for each in members[role] - planning[role]),
        frozenset(each for role in lacking for each in planning[role] & members[role] - having.get(role, set())),
        _limiting(needs, actor, need, then),
    )


def _limiting(needs: Needs, actor: str, need: Demand, assumptions: Assumptions) -> Statement | None:
    """The statement that limits a need that is met for some only; None for any other."""
    if reach(needs, actor, need, assumptions) is None:
        return None
    narrow = in_part(needs, actor, need, assumptions)
    entry = limiting(needs, actor, need, assumptions, narrow)
    return next(each for each in narrow if each.entry == entry)

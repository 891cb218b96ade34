"""The unmet needs that a plan is to meet."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.needs import Needs
from dataflow.change.candidates import COSTS
from dataflow.change.supposed import Target
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Need


@dataclass(frozen=True)
class Wish:
    """What to plan: the needs to meet, what may be changed, and what it costs.

    ``budget`` is the most that the changes may cost, ``most`` how many there may be. ``only`` limits the needs to
    some, each by its actor or role, field and phase. ``alternatives`` is how many further plans are wanted, ``limit``
    how many seconds it may take.
    """

    levels: Collection[str] = ("must",)
    actors: Collection[str] = ()
    fields: Collection[str] = ()
    phases: Collection[str] = ()
    forbidden: Collection[str] = ()
    kept: Collection[str] = ()
    costs: Mapping[str, int] = field(default_factory=lambda: COSTS)
    budget: int | None = None
    most: int | None = None
    only: Collection[tuple[str, str, str]] | None = None
    alternatives: int = 0
    limit: float = 60.0


def targets_of(needs: Needs, assumptions: Assumptions, wish: Wish) -> tuple[Needs | None, list[Target]]:
    """The unmet needs that a wish chooses, and the needs of the map on which they are looked at."""
    chosen: list[Target] = []
    seen: list[Needs] = []
    data_map = needs.map_as_of.data_map

    def ask(known: Needs, actor: str) -> tuple[Needs, str, list[Need]]:
        stated = known.map_as_of.statements(assumptions)[actor].of(Need)
        return known, actor, [need for need in stated if not known.is_met(actor, need, assumptions)]

    for actors, (known, actor, found) in needs.about_each(ask):
        seen.append(known)
        wanted = not wish.actors or not {actors[0], data_map.role_of(actors[0])}.isdisjoint(wish.actors)
        chosen += (
            Target(actors, actor, need)
            for need in found
            if wanted
            and need.entry.level in wish.levels
            and (not wish.fields or need.field in wish.fields)
            and (not wish.phases or need.phase in wish.phases)
            and (wish.only is None or _is_among(data_map, wish.only, actors[0], need))
        )
    return (seen[0] if chosen else None), chosen


def _is_among(data_map: DataMap, only: Collection[tuple[str, str, str]], actor: str, need: Need) -> bool:
    """Whether a need is one of some, which are named by the actor or by its role."""
    return any((each, need.field, need.phase) in only for each in (actor, data_map.role_of(actor)))

"""What to do first: the single changes that help most, one after another."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.needs import Needs
from dataflow.change.impact import AffectedNeed, affected
from dataflow.change.plan import Planning
from dataflow.change.plans import Plan, Step
from dataflow.change.targets import Wish, targets_of


class Rest(StrEnum):
    """Why none of the single changes meets a need.

    It takes several changes, or a record of what others record; no digital channel of the map would bring it to the
    actor; no change that was tried meets it.
    """

    SEVERAL = "several"
    NO_CHANNEL = "no-channel"
    NOTHING = "nothing"


@dataclass(frozen=True)
class FirstChanges:
    """The single changes that help most, one after another: each meets the most of what those before it leave unmet.

    The steps of ``plan`` are in that order, and what a step meets is what it adds. For each step, ``possible`` is how
    many of these needs would be met if all that is unknown were so, and ``as_good`` are the other changes that meet
    as many for the same cost. ``chosen`` are the needs that were to be met, ``rest`` those that no step
    meets, each by why. ``for_some`` are met for some patients or units only.
    """

    plan: Plan
    possible: tuple[int, ...]
    as_good: tuple[tuple[Step, ...], ...]
    chosen: tuple[AffectedNeed, ...]
    rest: Mapping[Rest, tuple[AffectedNeed, ...]] = field(default_factory=dict)
    for_some: tuple[AffectedNeed, ...] = ()


def no_changes(chosen: tuple[AffectedNeed, ...]) -> FirstChanges:
    """The answer where no change meets any of the needs by itself."""
    return FirstChanges(Plan((), 0, 0.0), (), (), chosen)


def first_changes_of(needs: Needs, assumptions: Assumptions, wish: Wish, count: int) -> FirstChanges:
    """The single changes that help most, at the most ``count``; no solver is needed for these."""
    known = replace(assumptions, unknown=frozenset())
    data_map = needs.map_as_of.data_map
    reduced, targets = targets_of(needs, known, wish)
    chosen = affected(data_map, [(each.actors, each.need) for each in targets])
    if reduced is None:
        return no_changes(chosen)
    planning = Planning(reduced, known, wish, targets)
    everything = replace(known, unknown=frozenset(reduced.map_as_of.unknown))
    rows = list(planning.first_changes(data_map, range(len(targets)), count))
    doubtful = [
        [planning.pair(each) for each in met if reduced.is_met(targets[each].actor, targets[each].need, everything)]
        for _, met, _ in rows
    ]
    steps = tuple(step for step, _, _ in rows)
    met = tuple(planning.pair(each) for _, those, _ in rows for each in those)
    plan = Plan(steps, sum(step.cost for step in steps), 0.0, met)
    possible = tuple(len(affected(data_map, pairs)) for pairs in doubtful)
    left = set(range(len(targets))) - {each for _, those, _ in rows for each in those}
    by_reason = {reason: [each for each in sorted(left) if _rest(planning, each) is reason] for reason in Rest}
    rest = {reason: affected(data_map, map(planning.pair, those)) for reason, those in by_reason.items() if those}
    return FirstChanges(plan, possible, tuple(others for _, _, others in rows), chosen, rest)


def _rest(planning: Planning, number: int) -> Rest:
    if planning.without_channel(number):
        return Rest.NO_CHANNEL
    return Rest.SEVERAL if planning.can_meet(number) else Rest.NOTHING

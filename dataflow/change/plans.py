"""What a plan is: changes that are one thing to do, in the order of what helps most, and the needs that they meet."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dataflow.base.finding import Finding
from dataflow.change.candidates import Change
from dataflow.change.impact import AffectedNeed, affected
from dataflow.change.makers import Sooner
from dataflow.change.targets import Wish
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Need


class Reason(StrEnum):
    """Why nothing allowed meets a need.

    A change that is forbidden would; nobody shares anything with the actor over a digital channel, and no channel of
    the map would do; no change of the known kinds would.
    """

    FORBIDDEN = "forbidden"
    NO_CHANNEL = "no-channel"
    NO_CHANGE = "no-change"


WEIGHTS: Mapping[str, int] = {"must": 100, "should": 10, "may": 1}
"""What a need counts where a budget does not meet all."""


@dataclass(frozen=True)
class Step:
    """Changes that are one thing to do, with the needs that hang on it: one change, or all fields of one share.

    ``recorders`` are the other roles and actors that record the field of a new record already, and ``passed_on`` says
    whether passing theirs on could meet what the record meets; then that would take more changes or cost more.
    ``needs_place`` are the fields of a share over a structured channel that carries nothing like them today.
    ``inactive_in`` are the phases in which the actor does nothing else, ``left_out`` the members of a role that
    do not make the change, as they omit what is changed. ``is_perhaps_used`` is so of a new channel where an
    unknown share goes over it between the two, ``lacks_channel`` of a new record where the map has no digital
    channel that would bring the field instead. ``sooner`` are the fields that the two share so already, but
    later.
    """

    changes: tuple[Change, ...]
    cost: int
    meets: tuple[AffectedNeed, ...]
    recorders: tuple[str, ...] = ()
    passed_on: bool = False
    needs_place: tuple[str, ...] = ()
    inactive_in: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    is_perhaps_used: bool = False
    sooner: tuple[Sooner, ...] = ()
    lacks_channel: bool = False


@dataclass(frozen=True)
class Plan:
    """Steps in the order of what helps most. ``gap`` is 0 where it is proven that no plan is better.

    ``met`` are the needs that it meets, with the actors that have them.
    """

    steps: tuple[Step, ...]
    cost: int
    gap: float
    met: tuple[tuple[tuple[str, ...], Need], ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes of all steps."""
        return tuple(change for step in self.steps for change in step.changes)


@dataclass(frozen=True)
class Plans:
    """The best plan, and the next best ones; the needs chosen, and those that nothing allowed can meet.

    ``unmeetable`` says of each need why. ``left`` are needs that the budget does not reach, ``below`` unmet needs of
    the levels below those of the wish. ``doubtful`` are those of the chosen that would be met if all that is unknown
    were so, ``accepted`` those whose lack a waiver accepts. ``as_good`` are known where one change is asked for: the
    others that meet as many needs for the same cost. ``planned`` is so where what is planned counts.
    """

    data_map: DataMap
    wish: Wish
    plans: tuple[Plan, ...]
    chosen: tuple[AffectedNeed, ...]
    unmeetable: tuple[tuple[AffectedNeed, Reason], ...] = ()
    left: tuple[AffectedNeed, ...] = ()
    below: tuple[AffectedNeed, ...] = ()
    doubtful: tuple[AffectedNeed, ...] = ()
    accepted: tuple[AffectedNeed, ...] = ()
    as_good: tuple[Step, ...] = ()
    planned: bool = False

    @property
    def promised(self) -> tuple[AffectedNeed, ...]:
        """The needs that the best plan meets."""
        return self.promised_by(self.plans[0]) if self.plans else ()

    def promised_by(self, plan: "Plan") -> tuple[AffectedNeed, ...]:
        """The needs that a plan meets."""
        return affected(self.data_map, plan.met)

    @property
    def status(self) -> str:
        """``optimal``, ``feasible`` (not proven), ``nothing-to-do`` or ``impossible``."""
        if not self.chosen:
            return "nothing-to-do"
        if not self.plans or not self.plans[0].steps:
            return "impossible"
        return "feasible" if self.plans[0].gap else "optimal"


@dataclass(frozen=True)
class CheckedPlan:
    """A plan, and what the engine says of the map with it.

    ``unmet`` are needs that the plan was to meet and that are not met: then it is no plan. ``for_some`` are those
    that are met for some patients or units only. ``opened`` are the findings that it causes.
    """

    plan: Plan
    unmet: tuple[AffectedNeed, ...]
    for_some: tuple[AffectedNeed, ...]
    opened: tuple[Finding, ...]

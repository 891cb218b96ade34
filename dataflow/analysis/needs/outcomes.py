"""How a need is answered, in the four ways that a manager asks about."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from dataflow.analysis.assumptions import Assumptions, extent
from dataflow.analysis.lineage.lineage import lineage_of
from dataflow.analysis.needs.causes import NOT_GOOD_ENOUGH, Cause
from dataflow.analysis.needs.needs import Needs
from dataflow.model.statements import Demand, Entry, Statement


class Outcome(StrEnum):
    """From the best to the worst."""

    MET = "met"
    OPEN = "open"
    """Not met by what is known, and met if all that nobody has found out holds."""
    DEGRADED = "degraded"
    """The actor has the field, but too old, in too low a form, in another code system, or for some only."""
    UNMET = "unmet"
    """The actor does not have the field."""


_RANKS = {outcome: rank for rank, outcome in enumerate(Outcome)}


@dataclass(frozen=True, slots=True)
class Extent:
    """How far something is so: for a ``share`` of all, and where it was counted so, for ``units`` of how many."""

    share: float
    units: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """How a need is answered, and if it is not met, why not; ``extent`` where it is met, but for some only.

    ``later`` says of a moment that what is lacking then is met later, or perhaps is.
    """

    outcome: Outcome
    cause: Cause | None = None
    extent: Extent | None = None
    later: bool = False


def answer(needs: Needs, actor: str, need: Demand, assumptions: Assumptions) -> Answer:
    """How the need of a concrete actor is answered in a world without the unknown statements."""
    cause = needs.cause(actor, need, assumptions)
    if cause is None:
        some = reach(needs, actor, need, assumptions)
        return Answer(Outcome.MET) if some is None else Answer(Outcome.DEGRADED, extent=some)
    unknown = frozenset(needs.map_as_of.unknown)
    if unknown and needs.is_met(actor, need, replace(assumptions, unknown=unknown)):
        return Answer(Outcome.OPEN, cause)
    return Answer(Outcome.DEGRADED if cause in NOT_GOOD_ENOUGH else Outcome.UNMET, cause)


def worst(answers: Iterable[Answer]) -> Answer:
    """The answer for all of several needs: what one of them lacks is lacking. Of equally bad ones the first.

    What is met for some is better than what is met so for nobody.
    """
    return max(answers, key=lambda each: (_RANKS[each.outcome], each.cause is not None))


def is_for_some(needs: Needs, actor: str, need: Demand, assumptions: Assumptions) -> bool:
    """Whether a need is met, but not without what is true for some only (``coverage``, ``completeness``)."""
    return needs.is_met(actor, need, assumptions) and not needs.is_met_for_all(actor, need, assumptions)


def in_part(needs: Needs, actor: str, need: Demand, assumptions: Assumptions) -> tuple[Statement, ...]:
    """The records and shares by which a need is met and which are true for some only."""
    ways = lineage_of(needs, needs.world_for(actor, need, assumptions), actor, need.field, need.phase)
    return tuple(statement for statement in ways.statements if extent(statement.entry) < 1)


def least(statements: Iterable[Statement]) -> Entry:
    """The entry that reaches the fewest."""
    return min((statement.entry for statement in statements), key=lambda entry: (extent(entry), entry.place))


def extent_of(entry: Entry) -> Extent:
    """The lower of an entry's coverage and completeness."""
    share, units = extent(entry), entry.coverage
    return Extent(share, units if units is not None and units[0] / units[1] <= share else None)


def reach(needs: Needs, actor: str, need: Demand, assumptions: Assumptions) -> Extent | None:
    """How far a need is met that is met for some only; None for any other."""
    if not is_for_some(needs, actor, need, assumptions):
        return None
    return extent_of(least(in_part(needs, actor, need, assumptions)))

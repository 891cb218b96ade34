"""How a need is answered, in the four ways that a manager asks about."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from dataflow.flow.needs import Cause, Needs
from dataflow.flow.worlds import World
from dataflow.model.entities import Statement


class Outcome(StrEnum):
    """From the best to the worst."""

    MET = "met"
    OPEN = "open"
    """Not met by what is known, and met if all that nobody has found out holds."""
    DEGRADED = "degraded"
    """The actor has the field, but too old, in too low a form or in another code system."""
    UNMET = "unmet"
    """The actor does not have the field."""


_HAS_IT = frozenset({Cause.STALE, Cause.FORM_TOO_LOW, Cause.FORM_LOST, Cause.CODE_SYSTEM_MISMATCH})
_RANKS = {outcome: rank for rank, outcome in enumerate(Outcome)}


@dataclass(frozen=True, slots=True)
class Answer:
    """How a need is answered, and if it is not met, why not."""

    outcome: Outcome
    cause: Cause | None = None


def answer(needs: Needs, actor: str, need: Statement, world: World) -> Answer:
    """How the need of a concrete actor is answered in a world without the unknown statements."""
    cause = needs.cause(actor, need, world)
    if cause is None:
        return Answer(Outcome.MET)
    unknown = frozenset(needs.standing.unknown)
    if unknown and needs.is_met(actor, need, replace(world, unknown=unknown)):
        return Answer(Outcome.OPEN, cause)
    return Answer(Outcome.DEGRADED if cause in _HAS_IT else Outcome.UNMET, cause)


def worst(answers: Iterable[Answer]) -> Answer:
    """The answer for all of several needs: what one of them lacks is lacking. Of equally bad ones the first."""
    return max(answers, key=lambda each: _RANKS[each.outcome])

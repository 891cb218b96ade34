"""The outcome of a need: met, open, degraded or unmet."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from dataflow.analysis.assumptions import Assumptions, extent
from dataflow.analysis.needs.causes import NOT_GOOD_ENOUGH, Cause
from dataflow.analysis.needs.needs import Needs
from dataflow.model.statements import Demand, Entry, Statement


class Outcome(StrEnum):
    """The outcome of a need, from the best to the worst."""

    MET = "met"
    LATER = "later"
    """At a handover: the need is not met then, and is met later in the phase that begins."""
    OPEN = "open"
    """The need is not met, and would be if all unknown statements held."""
    DEGRADED = "degraded"
    """The actor has the field, but too old, in too low a form, in another code system, or for some only."""
    UNMET = "unmet"
    """The actor does not have the field."""


_RANKS = {outcome: rank for rank, outcome in enumerate(Outcome)}


@dataclass(frozen=True, slots=True)
class Extent:
    """The part for which a statement is true: a ``share`` of all, and where it was counted, ``units`` (n of m)."""

    share: float
    units: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of a need, with its cause where it is not met, and its ``extent`` where it is met in part.

    ``perhaps_later`` is true where a need is unmet at a handover, and open in the phase that begins. ``then`` is why
    the field is not good enough in that phase, where it comes then, but too old, in too low a form or in other codes.
    """

    outcome: Outcome
    cause: Cause | None = None
    extent: Extent | None = None
    perhaps_later: bool = False
    then: Cause | None = None

    @property
    def is_met(self) -> bool:
        """Whether the need is met, for all or for some."""
        return self.cause is None


def answer(needs: Needs, actor: str, need: Demand, assumptions: Assumptions) -> Answer:
    """The answer to the need of a concrete actor, without the unknown statements."""
    # Views ask for the same answers.
    return needs.once(_answer, actor, need, assumptions)


def _answer(needs: Needs, actor: str, need: Demand, assumptions: Assumptions) -> Answer:
    cause = needs.cause(actor, need, assumptions)
    if cause is None:
        some = reach(needs, actor, need, assumptions)
        return Answer(Outcome.MET) if some is None else Answer(Outcome.DEGRADED, extent=some)
    unknown = frozenset(needs.map_as_of.unknown)
    if unknown and needs.is_met(actor, need, replace(assumptions, unknown=unknown)):
        return Answer(Outcome.OPEN, cause)
    return Answer(Outcome.DEGRADED if cause in NOT_GOOD_ENOUGH else Outcome.UNMET, cause)


def worst(answers: Iterable[Answer]) -> Answer:
    """The worst of several answers, the first of equal ones."""
    return max(answers, key=rank)


def rank(given: Answer) -> tuple[int, bool]:
    """How bad an answer is, the worst highest; met in part is better than otherwise degraded."""
    return _RANKS[given.outcome], given.cause is not None


def is_for_some(needs: Needs, actor: str, need: Demand, assumptions: Assumptions) -> bool:
    """Whether a need is met only with records or shares of less coverage or completeness than the need has itself."""
    return needs.depends_on(needs.map_as_of.less_complete(need.entry), actor, need, assumptions)


def in_part(needs: Needs, actor: str, need: Demand, assumptions: Assumptions) -> tuple[Statement, ...]:
    """The records and shares of less coverage or completeness than the need itself, by which it is met."""
    own = extent(need.entry)
    return tuple(each for each in needs.lineage(actor, need, assumptions).statements if extent(each.entry) < own)


def limiting(
    needs: Needs, actor: str, need: Demand, assumptions: Assumptions, statements: Iterable[Statement]
) -> Entry:
    """The entry that limits the widest way, of the statements in part by which a need is met.

    A way reaches as far as the least of its entries. Without the entries of that extent or less the need is not met.
    """
    less_complete = needs.map_as_of.less_complete(need.entry)
    by_extent = sorted({each.entry for each in statements}, key=lambda entry: (extent(entry), entry.place))

    def limits(entry: Entry) -> bool:
        narrow = frozenset(each for each in less_complete if extent(each) <= extent(entry))
        return needs.depends_on(narrow, actor, need, assumptions)

    return next((entry for entry in by_extent[:-1] if limits(entry)), by_extent[-1])


def extent_of(entry: Entry) -> Extent:
    """The lower of an entry's coverage and completeness."""
    share, units = extent(entry), entry.coverage
    return Extent(share, units if units is not None and units[0] / units[1] <= share else None)


def reach(needs: Needs, actor: str, need: Demand, assumptions: Assumptions) -> Extent | None:
    """The extent of a need that is met in part; None for any other."""
    return needs.about(actor, lambda known, one: known.once(_reach, one, need, assumptions))


def _reach(needs: Needs, actor: str, need: Demand, assumptions: Assumptions) -> Extent | None:
    if not is_for_some(needs, actor, need, assumptions):
        return None
    return extent_of(limiting(needs, actor, need, assumptions, in_part(needs, actor, need, assumptions)))

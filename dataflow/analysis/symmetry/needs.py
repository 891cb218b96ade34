"""Needs of a map in which each equivalence class is analysed once."""

from collections.abc import Callable, Collection, Iterator
from functools import cached_property

from dataflow.analysis.assumptions import Assumptions, MapAsOf
from dataflow.analysis.closure.holdings import Holdings
from dataflow.analysis.needs.causes import Cause
from dataflow.analysis.needs.needs import Evidence, Needs, Result
from dataflow.analysis.subjects import Subjects
from dataflow.analysis.symmetry.equivalence import Equivalence
from dataflow.analysis.symmetry.expansion import Expansion
from dataflow.model.statements import Demand


class _ClassNeeds(Needs):
    """Needs that answer for the representative of an actor's class."""

    def __init__(self, map_as_of: MapAsOf, equivalence: Equivalence) -> None:
        super().__init__(map_as_of)
        self._equivalence = equivalence

    def is_met(self, actor: str, need: Demand, assumptions: Assumptions) -> bool:
        return super().is_met(self._equivalence.representative_for(actor, need.field), need, assumptions)

    def cause(self, actor: str, need: Demand, assumptions: Assumptions) -> Cause | None:
        return super().cause(self._equivalence.representative_for(actor, need.field), need, assumptions)

    def evidence(self, actor: str, need: Demand, cause: Cause, assumptions: Assumptions) -> Evidence:
        return super().evidence(self._equivalence.representatives[actor], need, cause, assumptions)


class WholeNeeds(_ClassNeeds):
    """The needs of a whole map, answered on the reduced map."""

    @cached_property
    def reduced(self) -> Needs:
        """The needs of the reduced map."""
        if self._equivalence.is_trivial:
            return self
        return _ClassNeeds(MapAsOf(self._equivalence.reduced, self.map_as_of.as_of), self._equivalence)

    @cached_property
    def subjects(self) -> Subjects:
        """The actors of the reduced map that findings are reported on."""
        return _Representatives(self.reduced.map_as_of, self._equivalence)

    @cached_property
    def expansion(self) -> Expansion:
        """From findings about the reduced map to those about the whole one."""
        return Expansion(self.map_as_of.data_map, self._equivalence)

    def is_met(self, actor: str, need: Demand, assumptions: Assumptions) -> bool:
        """Whether a concrete actor's need or use is met."""
        if self.reduced is self:
            return super().is_met(actor, need, assumptions)
        return self.reduced.is_met(actor, need, assumptions)

    def cause(self, actor: str, need: Demand, assumptions: Assumptions) -> Cause | None:
        """The cause of an unmet need or use; None where it is met."""
        if self.reduced is self:
            return super().cause(actor, need, assumptions)
        return self.reduced.cause(actor, need, assumptions)

    def about(self, actor: str, ask: Callable[[Needs, str], Result]) -> Result:
        """A result for a concrete actor, where the result names no concrete actor itself."""
        return ask(self.reduced, self._equivalence.representatives[actor])

    def about_each(self, ask: Callable[[Needs, str], Result]) -> Iterator[tuple[tuple[str, ...], Result]]:
        """The result for each equivalence class, with its actors."""
        for representative, actors in self._equivalence.classes.items():
            yield actors, ask(self.reduced, representative)

    def _held(self, assumptions: Assumptions) -> Holdings:
        # An actor whose own records are excluded is not equivalent to the others of its class.
        if assumptions.exclude_records_of is None and self._equivalence.reduced is not self.map_as_of.data_map:
            return self.reduced.holdings(assumptions).for_all(
                self._networks.codebook, self._equivalence.representatives
            )
        return super()._held(assumptions)


class _Representatives(Subjects):
    """The representatives of the classes."""

    def __init__(self, map_as_of: MapAsOf, equivalence: Equivalence) -> None:
        super().__init__(map_as_of)
        self._equivalence = equivalence

    def include(self, actor: str) -> bool:
        return actor in self._equivalence.classes

    def included_for(self, field: str) -> Collection[str]:
        return self._equivalence.representatives_for(field)

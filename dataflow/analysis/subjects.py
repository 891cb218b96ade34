"""The actors that findings are asked for."""

from collections.abc import Iterator
from functools import cache

from dataflow.analysis.assumptions import Assumptions, MapAsOf
from dataflow.base.text import ActorRef
from dataflow.model.statements import AnyStatement


class Subjects:
    """The actors that findings are asked for: all concrete actors of a map.

    A subclass may ask for fewer, where the findings about the others follow from theirs. Findings about an actor that
    is not asked for are ignored.
    """

    def __init__(self, map_as_of: MapAsOf) -> None:
        self._map_as_of = map_as_of

    def include(self, actor: str) -> bool:
        """Whether findings about an actor are asked for."""
        return actor in self._map_as_of.data_map.statements

    def include_for(self, actor: str, field: str) -> bool:
        """Whether findings about an actor and one field, and no other actor, are asked for."""
        return self.include(actor)

    def stated(self, assumptions: Assumptions, type_: type[AnyStatement]) -> Iterator[tuple[ActorRef, AnyStatement]]:
        """The statements of one type that count, each with its actor."""
        for actor, statement in self._map_as_of.of_type(assumptions, type_):
            if self.include(actor):
                yield ActorRef(actor), statement

    def stated_by_field(
        self, assumptions: Assumptions, type_: type[AnyStatement]
    ) -> Iterator[tuple[ActorRef, AnyStatement]]:
        """The same, for findings about an actor and the field of the statement, and no other actor."""
        include_for = cache(self.include_for)
        for actor, statement in self._map_as_of.of_type(assumptions, type_):
            if include_for(actor, statement.field):
                yield ActorRef(actor), statement

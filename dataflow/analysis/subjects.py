"""The actors that findings are reported on."""

from collections.abc import Collection, Iterator
from functools import cache

from dataflow.analysis.assumptions import Assumptions, MapAsOf
from dataflow.base.text import ActorRef
from dataflow.model.statements import AnyStatement


class Subjects:
    """The actors that findings are reported on: all concrete actors of a map.

    A subclass may include fewer, where the findings about the others follow from theirs. Findings about an actor that
    is not included are ignored.
    """

    def __init__(self, map_as_of: MapAsOf) -> None:
        self._map_as_of = map_as_of

    def include(self, actor: str) -> bool:
        """Whether findings about an actor are reported."""
        return actor in self._map_as_of.data_map.statements

    def included_for(self, field: str) -> Collection[str]:
        """The actors included for findings about an actor and one field, and no other actor."""
        return self._map_as_of.data_map.statements

    def stated(self, assumptions: Assumptions, type_: type[AnyStatement]) -> Iterator[tuple[ActorRef, AnyStatement]]:
        """The statements of one type that count, each with its actor."""
        for actor, statements in self._map_as_of.statements(assumptions).items():
            if self.include(actor):
                reference = ActorRef(actor)
                for statement in statements.of(type_):
                    yield reference, statement

    def stated_by_field(
        self, assumptions: Assumptions, type_: type[AnyStatement]
    ) -> Iterator[tuple[ActorRef, AnyStatement]]:
        """The same, for findings about an actor and the field of the statement, and no other actor."""
        included_for = cache(self.included_for)
        for actor, statements in self._map_as_of.statements(assumptions).items():
            reference = ActorRef(actor)
            for statement in statements.of(type_):
                if actor in included_for(statement.field):
                    yield reference, statement

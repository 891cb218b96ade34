"""The lineage of a field: the records and shares from which actors have it; what many have in common is kept once."""

from dataclasses import dataclass
from functools import cached_property

from dataflow.analysis.closure.searches import distances
from dataflow.model.statements import Entry, Supply


@dataclass(frozen=True, eq=False)
class Lineage:
    """The records and shares from which an actor has a field: ``own``, and all of the lineages ``before`` it.

    Actors that share a field in a circle have one lineage, which is the same object for all of them.
    """

    own: tuple[Supply, ...]
    before: tuple["Lineage", ...]

    @cached_property
    def statements(self) -> tuple[Supply, ...]:
        """The records and shares, each once."""
        stated: dict[Supply, None] = {}
        for each in distances([self], lambda lineage: lineage.before):
            stated |= dict.fromkeys(each.own)
        return tuple(stated)

    @cached_property
    def entries(self) -> frozenset[Entry]:
        """The entries of the records and shares."""
        return frozenset(each.entry for each in self.statements)

"""Queries about needs and uses, one result for each statement."""

from collections.abc import Callable
from typing import TypeVar

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.causes import Cause
from dataflow.analysis.needs.certainty import Query
from dataflow.model.statements import Demand, Entry
from dataflow.rules import Context

OneDemand = TypeVar("OneDemand", bound=Demand)


def unmet(context: Context, type_: type[OneDemand]) -> Query[tuple[str, OneDemand], Cause]:
    """The needs, or uses, that are not met, each with its actor and cause."""
    needs, counts = context.needs, context.map_as_of.counts

    def find(assumptions: Assumptions) -> dict[tuple[str, OneDemand], Cause]:
        keys = context.subjects.stated_by_field(assumptions, type_)
        causes = ((key, needs.cause(*key, assumptions)) for key in keys)
        return {key: cause for key, cause in causes if cause is not None}

    def is_found(key: tuple[str, OneDemand], assumptions: Assumptions) -> bool:
        return counts(key[1].entry, assumptions) and not needs.is_met(*key, assumptions)

    return Query(find, is_found, concerns(context))


def concerns(context: Context) -> Callable[[tuple[str, OneDemand], Entry], bool]:
    """Whether an unknown statement can affect a demand: it states it, or is about its field or a part of it."""
    fields_of, parts = context.map_as_of.fields_of_unknown, context.data_map.parts
    return lambda key, entry: entry is key[1].entry or not fields_of[entry].isdisjoint(parts[key[1].field])

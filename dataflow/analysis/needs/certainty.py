"""Which results are certain and which only possible (``language.md``, "What is not known")."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Generic, TypeVar

from dataflow.analysis.assumptions import Assumptions, MapAsOf
from dataflow.model.statements import Entry

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@dataclass(frozen=True)
class Verdict(Generic[Key, Value]):
    """A result of a query, and whether it is certain: found without the unknown statements and with all of them.

    ``value`` and ``assumptions`` are those of the run in which it was found (of both, the one without the unknown
    statements); ``hangs_on`` are the unknown statements each of which alone changes whether it is found.
    """

    key: Key
    value: Value
    assumptions: Assumptions
    certain: bool
    hangs_on: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Query(Generic[Key, Value]):
    """A question that is answered under any assumptions: by all results, or for one key alone.

    ``concerns`` says whether an unknown statement can affect a key.
    """

    find: Callable[[Assumptions], Mapping[Key, Value]]
    is_found: Callable[[Key, Assumptions], bool]
    concerns: Callable[[Key, Entry], bool]


def read_off(
    find: Callable[[Assumptions], Mapping[Key, Value]], concerns: Callable[[Key, Entry], bool]
) -> Query[Key, Value]:
    """A query that looks a key up in all results, which are computed once for each set of assumptions."""
    results = cache(find)
    return Query(results, lambda key, assumptions: key in results(assumptions), concerns)


def planned_would_fix(map_as_of: MapAsOf, verdict: Verdict[Key, Value], query: Query[Key, Value]) -> bool:
    """Whether a result is not found any more where the planned statements count too."""
    if verdict.assumptions.planned or not map_as_of.has_planned:
        return False
    return not query.is_found(verdict.key, verdict.assumptions.with_planned)


def verdicts(map_as_of: MapAsOf, assumptions: Assumptions, query: Query[Key, Value]) -> Iterator[Verdict[Key, Value]]:
    """The results without the unknown statements and with all of them."""
    without = replace(assumptions, unknown=frozenset())
    everything = replace(assumptions, unknown=frozenset(map_as_of.unknown))
    found = query.find(without)
    found_with_all = query.find(everything) if map_as_of.unknown else found

    def changes(entry: Entry, key: Key) -> bool:
        alone = replace(without, unknown=frozenset({entry}))
        if query.is_found(key, alone) != (key in found):
            return True
        rest = replace(everything, unknown=everything.unknown - {entry})
        return query.is_found(key, rest) == (key in found)

    def hangs_on(key: Key) -> tuple[Entry, ...]:
        return tuple(entry for entry in map_as_of.unknown if query.concerns(key, entry) and changes(entry, key))

    for key, value in found.items():
        if key in found_with_all:
            yield Verdict(key, value, without, certain=True)
        else:
            yield Verdict(key, value, without, False, hangs_on(key))
    for key, value in found_with_all.items():
        if key not in found:
            yield Verdict(key, value, everything, False, hangs_on(key))

"""Findings that hold whatever is unknown, and those that only may (``language.md``, section 7)."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Generic, TypeVar

from dataflow.flow.worlds import Standing, World
from dataflow.model.entities import Entry

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@dataclass(frozen=True)
class Verdict(Generic[Key, Value]):
    """Something found: ``value`` is that of the world without the unknown statements where it is found there.

    ``world`` is the one it was found in; ``hangs_on`` are the unknown statements that change it by themselves.
    """

    key: Key
    value: Value
    world: World
    certain: bool
    hangs_on: tuple[Entry, ...] = ()


@dataclass(frozen=True)
class Question(Generic[Key, Value]):
    """What is asked of a world: all that is found in it, and the same for one key alone.

    ``concerns`` says whether an unknown statement can have any bearing on a key.
    """

    find: Callable[[World], Mapping[Key, Value]]
    is_found: Callable[[Key, World], bool]
    concerns: Callable[[Key, Entry], bool]


def read_off(
    find: Callable[[World], Mapping[Key, Value]], concerns: Callable[[Key, Entry], bool]
) -> Question[Key, Value]:
    """A question whose answer for one key is read off the answer for all; each world is asked once."""
    asked = cache(find)
    return Question(asked, lambda key, world: key in asked(world), concerns)


def planned_would_mend(standing: Standing, verdict: Verdict[Key, Value], question: Question[Key, Value]) -> bool:
    """Whether what was found is gone where the planned statements count too."""
    if verdict.world.planned or not standing.has_planned:
        return False
    return not question.is_found(verdict.key, verdict.world.with_planned)


def verdicts(standing: Standing, world: World, question: Question[Key, Value]) -> Iterator[Verdict[Key, Value]]:
    """What is found without the unknown statements, with all of them, or in both."""
    without = replace(world, unknown=frozenset())
    everything = replace(world, unknown=frozenset(standing.unknown))
    found = question.find(without)
    found_with_all = question.find(everything) if standing.unknown else found
    for key, value in found.items():
        if key in found_with_all:
            yield Verdict(key, value, without, certain=True)
        else:
            yield Verdict(key, value, without, False, _hangs_on(standing, question, key, without, everything, True))
    for key, value in found_with_all.items():
        if key not in found:
            yield Verdict(
                key, value, everything, False, _hangs_on(standing, question, key, without, everything, False)
            )


def _hangs_on(
    standing: Standing,
    question: Question[Key, Value],
    key: Key,
    without: World,
    everything: World,
    found_without: bool,
) -> tuple[Entry, ...]:
    def changes(entry: Entry) -> bool:
        alone = replace(without, unknown=frozenset({entry}))
        if question.is_found(key, alone) != found_without:
            return True
        rest = replace(everything, unknown=everything.unknown - {entry})
        return question.is_found(key, rest) == found_without

    return tuple(entry for entry in standing.unknown if question.concerns(key, entry) and changes(entry))

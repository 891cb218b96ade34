"""The one change that meets most, found by trying each: no solver is needed for that."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from dataflow.change.solver import Problem, Solution


@dataclass(frozen=True)
class Single:
    """One change: the numbers of what it consists of, the needs that it meets, and what it costs."""

    chosen: frozenset[int]
    met: tuple[int, ...]
    cost: int


def best_single(problem: Problem) -> Solution:
    """The change that meets the needs with the most weight, then the cheapest; of a share only the fields needed."""
    found = best_singles(problem)
    return Solution(found[0].chosen if found else frozenset(), 0.0)


def best_singles(problem: Problem, made: frozenset[int] = frozenset()) -> list[Single]:
    """All changes that are best by weight and cost, the one with the least burden first; none where nothing helps.

    Some changes are ``made`` already: what they meet does not count.
    """
    left = [need for need in problem.weights if not made or not problem.meets(need, made)]
    most, found = Fraction(0), list[tuple[int, frozenset[int], list[int]]]()
    for price, those in problem.units:
        own = frozenset(those)
        met = [
            need
            for need in left
            if not own.isdisjoint(problem.relevant(need)) and problem.meets(need, made.union(own))
        ]
        weight = sum((problem.weights[need] for need in met), Fraction(0))
        if weight > most:
            most, found = weight, []
        if met and weight == most:
            found.append((price, own, met))
    ranked: list[tuple[int, int, tuple[object, ...], Single]] = []
    for price, own, met in found:
        chosen = _needed(problem, made, own, met)
        cost = price + sum(problem.costs[each] for each in chosen)
        tie = min((problem.ties.get(each, ()) for each in chosen), default=())
        ranked.append((cost, _burden(problem, chosen), tie, Single(chosen, tuple(met), cost)))
    ranked.sort(key=lambda each: each[:3])
    return [single for cost, _, _, single in ranked if cost == ranked[0][0]]


def _needed(problem: Problem, made: frozenset[int], those: Collection[int], met: Collection[int]) -> frozenset[int]:
    """The cheapest of some changes that meet some needs; needs with other changes do not bear on each other."""
    by_family: dict[tuple[int, ...], list[int]] = {}
    for need in met:
        family = tuple(each for each in problem.relevant(need) if each in those)
        by_family.setdefault(family, []).append(need)
    chosen: set[int] = set()
    for family, needs in by_family.items():
        sets = (each for size in range(1, len(family) + 1) for each in combinations(family, size))
        enough = [each for each in sets if all(problem.meets(need, made.union(each)) for need in needs)]
        chosen.update(
            min(enough, key=lambda each: (sum(problem.costs[one] for one in each), _burden(problem, each), each))
        )
    return frozenset(chosen)


def _burden(problem: Problem, chosen: Iterable[int]) -> int:
    """What decides between sets of the same cost; less is better."""
    return sum(1 + problem.preferences.get(each, 0) for each in chosen)

"""The one change that meets most, found by trying each: no solver is needed for that."""

from collections.abc import Collection, Iterable
from itertools import combinations

from dataflow.change.solver import Problem, Solution


def best_single(problem: Problem) -> Solution:
    """The change that meets the needs with the most weight, then the cheapest; of a share only the fields needed."""
    best: tuple[tuple[int, int, int], frozenset[int]] = ((0, 0, 0), frozenset())
    for price, those in problem.units:
        own = frozenset(those)
        met = [need for need in problem.weights if problem.meets(need, own)]
        weight = sum(problem.weights[need] for need in met)
        if weight < -best[0][0] or not met:
            continue
        chosen = _needed(problem, own, met)
        rank = (-weight, price + sum(problem.costs[each] for each in chosen), _burden(problem, chosen))
        if rank < best[0]:
            best = rank, chosen
    return Solution(best[1], 0.0)


def _needed(problem: Problem, those: Collection[int], met: Collection[int]) -> frozenset[int]:
    """The cheapest of some changes that meet some needs; needs with other changes do not bear on each other."""
    by_family: dict[tuple[int, ...], list[int]] = {}
    for need in met:
        family = tuple(each for each in problem.relevant(need) if each in those)
        by_family.setdefault(family, []).append(need)
    chosen: set[int] = set()
    for family, needs in by_family.items():
        sets = (each for size in range(1, len(family) + 1) for each in combinations(family, size))
        enough = [each for each in sets if all(problem.meets(need, each) for need in needs)]
        chosen.update(
            min(enough, key=lambda each: (sum(problem.costs[one] for one in each), _burden(problem, each), each))
        )
    return frozenset(chosen)


def _burden(problem: Problem, chosen: Iterable[int]) -> int:
    """What decides between sets of the same cost; less is better."""
    return sum(1 + problem.preferences.get(each, 0) for each in chosen)

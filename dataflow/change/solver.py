"""The cheapest choice of changes, proven: a mixed-integer program on HiGHS, which is loaded here alone.

A choice meets a need if it has something outside every set of changes that leaves the need unmet. A set that leaves
it unmet and cannot be enlarged gives one inequality: one of the changes outside it is taken. The program begins
without any, and gets those that its best choice violates, until it violates none. The choice is then the cheapest of
all, as every inequality holds for each choice that meets the needs (more changes never unmeet one).
"""

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from dataflow.base.text import Text
from dataflow.base.user_error import UserError

_NO_HIGHS = Text(
    en="dataflow plan needs HiGHS, which is not installed. Install dataflow in the same way once more, with [plan]"
    ' after its name: uv tool install --force ".[plan]" in the folder of dataflow, or pip install'
    ' "dataflow-map[plan]". --budget 1-change does without it.',
    da="dataflow plan bruger HiGHS, som ikke er installeret. Installér dataflow igen på samme måde med [plan] efter"
    ' navnet: uv tool install --force ".[plan]" i mappen med dataflow eller pip install "dataflow-map[plan]".'
    " --budget 1-change klarer sig uden.",
)


@dataclass(frozen=True)
class Problem:
    """What to choose from, and what to meet.

    ``costs`` are those of the changes by number, ``shares`` the changes of each share that is priced once, with its
    price. ``weights`` are those of the needs: all of them are to be met, or with a ``budget`` of costs or a ``most``
    of changes those with the most weight, then the cheapest of these. ``meets`` says whether a need is met with some
    changes, ``relevant`` which changes could play a part. ``apart_from`` are earlier choices, as groups of changes
    that are much the same: a choice has nothing of at least one group of each. Of choices that cost the same, the one
    with the lowest ``preferences`` and the fewest changes is taken; of single changes, then the first by ``ties``.
    """

    costs: Mapping[int, int]
    shares: Sequence[tuple[int, Collection[int]]]
    weights: Mapping[int, Fraction]
    meets: Callable[[int, Collection[int]], bool]
    relevant: Callable[[int], Sequence[int]]
    preferences: Mapping[int, int] = field(default_factory=dict)
    budget: int | None = None
    most: int | None = None
    apart_from: Sequence[Sequence[Collection[int]]] = ()
    ties: Mapping[int, tuple[object, ...]] = field(default_factory=dict)

    @property
    def is_limited(self) -> bool:
        """Whether not all needs have to be met."""
        return self.budget is not None or self.most is not None

    @property
    def units(self) -> list[tuple[int, Collection[int]]]:
        """What counts as one change: the changes of a share, with its price, and each change of no share."""
        in_share = {change for _, those in self.shares for change in those}
        return [*self.shares, *((0, (change,)) for change in self.costs if change not in in_share)]


@dataclass
class Cuts:
    """The inequalities found so far: for a need, changes of which one is taken. They hold for other choices too."""

    found: list[tuple[int, frozenset[int]]] = field(default_factory=list)


@dataclass(frozen=True)
class Solution:
    """The changes that were chosen; None where no choice is allowed.

    ``gap`` is 0 where it is proven that nothing is cheaper (or meets more), else how far from that it may be.
    """

    chosen: frozenset[int] | None
    gap: float


def solved(problem: Problem, cuts: Cuts, limit: float) -> Solution:
    """The best choice; after ``limit`` seconds the best known, with the gap."""
    deadline = time.monotonic() + limit
    while True:
        left = deadline - time.monotonic()
        chosen, bound = _choice(problem, cuts, max(left, 0.0)) if left > 0 else (None, 0.0)
        if left > 0 and chosen is None:
            return Solution(None, 0.0)
        if chosen is None:
            return _best_known(problem, cuts)
        picked, met = chosen
        if not _cut(problem, cuts, picked, met):
            return Solution(picked, bound)


def maximal(problem: Problem, need: int, chosen: Collection[int]) -> frozenset[int]:
    """The complement of a maximal set of changes that contains ``chosen`` and leaves a need unmet.

    To meet the need, at least one change of the complement has to be made.
    """
    relevant = problem.relevant(need)
    inside = set(chosen) & set(relevant)
    outside: list[int] = []
    waiting: list[Sequence[int]] = [[each for each in relevant if each not in inside]]
    while waiting:
        block = waiting.pop()
        if not block:
            continue
        if not problem.meets(need, inside.union(block)):
            inside.update(block)
        elif len(block) == 1:
            outside += block
        else:
            half = len(block) // 2
            waiting += [block[half:], block[:half]]
    return frozenset(outside)


def _cut(problem: Problem, cuts: Cuts, picked: frozenset[int], met: Collection[int]) -> bool:
    """Adds the inequalities that a choice violates; whether there are any."""
    violated = [need for need in met if not problem.meets(need, picked)]
    for need in violated:
        supposed = set(picked)
        # Several that have nothing in common, as each costs a round of the program.
        for _ in range(4):
            outside = maximal(problem, need, supposed)
            cuts.found.append((need, outside))
            supposed |= outside
            if problem.meets(need, supposed):
                break
    return bool(violated)


def _best_known(problem: Problem, cuts: Cuts) -> Solution:
    """All changes without those that are not needed, and how far from the best that may be; within a limit none."""
    if problem.is_limited:
        return Solution(frozenset(), 1.0)
    kept = set(problem.costs)
    for each in sorted(problem.costs, key=lambda number: (-problem.costs[number], number)):
        if all(problem.meets(need, kept - {each}) for need in problem.weights):
            kept.discard(each)
    cost = _cost(problem, kept)
    _, bound = _choice(problem, cuts, 1.0, relaxed=True)
    return Solution(frozenset(kept), 1.0 if not cost else max(0.0, (cost - bound) / cost))


def _cost(problem: Problem, chosen: Collection[int]) -> int:
    own = sum(problem.costs[each] for each in chosen)
    return own + sum(price for price, those in problem.shares if not set(those).isdisjoint(chosen))


def _choice(
    problem: Problem, cuts: Cuts, limit: float, relaxed: bool = False
) -> tuple[tuple[frozenset[int], Collection[int]] | None, float]:
    """The best choice by the inequalities so far with the needs that it should meet, and the gap (or the bound).

    Within a limit the program is solved twice, first for the weight that is met, then for the least cost of that
    weight: in one sum, the numbers would be too far apart for a program that computes with 16 digits.
    """
    highs = _highs()
    # Not Highs itself, whose constructor prints a line before it can be told not to.
    program = highs.Highs.__bases__[0]()
    for option, value in _OPTIONS.items():
        program.setOptionValue(option, value)
    program.setOptionValue("time_limit", max(limit, 0.05))
    changes, needs = list(problem.costs), list(problem.weights)
    column = {change: number for number, change in enumerate(changes)}
    # Among choices that cost the same, one with better and fewer changes comes first.
    burdens = {change: 1 + problem.preferences.get(change, 0) for change in changes}
    scale = 1 + sum(burdens.values())
    prices = [problem.costs[change] * scale + burdens[change] for change in changes] + [
        price * scale for price, _ in problem.shares
    ]
    taken = {need: len(prices) + number for number, need in enumerate(needs)}
    avoided = [0] * sum(len(groups) for groups in problem.apart_from)
    for number, price in enumerate((*prices, *[0] * len(needs), *avoided)):
        # Without a limit every need has to be met.
        is_met = len(prices) <= number < len(prices) + len(needs) and not problem.is_limited
        program.addVar(1.0 if is_met else 0.0, 1.0)
        program.changeColCost(number, float(price))
        if not relaxed:
            program.changeColIntegrality(number, highs.HighsVarType.kInteger)
    for least, terms in _rows(problem, cuts, column, taken, len(prices)):
        listed = list(terms)
        program.addRow(least, 1e30, len(listed), [each for each, _ in listed], [each for _, each in listed])
    gap = _hold_most_weight(program, problem, taken, len(prices), prices) if problem.is_limited else 0.0
    program.run()
    if program.getModelStatus() == highs.HighsModelStatus.kInfeasible:
        return None, 0.0
    info = program.getInfo()
    if relaxed:
        return None, info.objective_function_value / scale
    values = program.getSolution().col_value
    if len(values) < len(prices) or not info.primal_solution_status:
        return None, 1.0
    picked = frozenset(change for change in changes if values[column[change]] > 0.5)
    return (picked, [need for need in needs if values[taken[need]] > 0.5]), max(0.0, gap, info.mip_gap)


def _hold_most_weight(
    program: Any, problem: Problem, taken: Mapping[int, int], first_need: int, prices: Sequence[int]
) -> float:
    """Has a program meet as much weight as it can at any cost within the limits, and gives the gap of that."""
    for need, number in taken.items():
        program.changeColCost(number, -float(problem.weights[need]))
    for number in range(first_need):
        program.changeColCost(number, 0.0)
    program.run()
    info = program.getInfo()
    if info.primal_solution_status:
        values = program.getSolution().col_value
        most = sum(problem.weights[need] for need, number in taken.items() if values[number] > 0.5)
        weights = [float(problem.weights[need]) for need in taken]
        program.addRow(float(most) - _LEAST_DIFFERENCE, 1e30, len(weights), list(taken.values()), weights)
        # HiGHS 1.16 calls some programs with such a row infeasible when it simplifies them first.
        program.setOptionValue("presolve", "off")
    for number in taken.values():
        program.changeColCost(number, 0.0)
    for number, price in enumerate(prices):
        program.changeColCost(number, float(price))
    return float(info.mip_gap) if info.primal_solution_status else 1.0


_LEAST_DIFFERENCE = 1e-5
"""By less two weights do not differ: a member's share of its role's need is a fraction of a whole number."""
_OPTIONS: Mapping[str, bool | int | float] = {
    "output_flag": False,
    "log_to_console": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.0,
}


def _highs() -> Any:
    try:
        import highspy
    except ImportError:
        raise UserError(_NO_HIGHS) from None
    return highspy


def _rows(
    problem: Problem, cuts: Cuts, column: Mapping[int, int], taken: Mapping[int, int], first_need: int
) -> Iterator[tuple[float, Iterable[tuple[int, float]]]]:
    """The inequalities of the program: the sum of some terms is at least a number."""
    for number, (_, those) in enumerate(problem.shares, start=len(column)):
        for change in those:
            yield 0.0, [(number, 1.0), (column[change], -1.0)]
    for need, outside in cuts.found:
        yield 0.0, [*((column[change], 1.0) for change in sorted(outside)), (taken[need], -1.0)]
    avoided = first_need + len(taken)
    for groups in problem.apart_from:
        for number, group in enumerate(groups, start=avoided):
            for change in sorted(group):
                yield -1.0, [(column[change], -1.0), (number, -1.0)]
        yield 1.0, [(number, 1.0) for number in range(avoided, avoided + len(groups))]
        avoided += len(groups)
    if problem.budget is not None:
        spent = [*problem.costs.values(), *(price for price, _ in problem.shares)]
        yield float(-problem.budget), [(number, -float(price)) for number, price in enumerate(spent)]
    if problem.most is not None:
        in_share = {change for _, those in problem.shares for change in those}
        single = [column[change] for change in column if change not in in_share]
        yield float(-problem.most), [(number, -1.0) for number in (*single, *range(len(column), first_need))]

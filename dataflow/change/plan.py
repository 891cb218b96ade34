"""The cheapest set of changes that meets what a map leaves unmet."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.needs import Needs
from dataflow.base.finding import Finding
from dataflow.change.candidates import KINDS, Change, cost_of
from dataflow.change.impact import AffectedNeed, affected
from dataflow.change.search import Search
from dataflow.change.single import Single, best_single, best_singles
from dataflow.change.solver import Cuts, Problem, Solution, solved
from dataflow.change.supposed import Supposed, Target
from dataflow.change.targets import Wish, targets_of
from dataflow.language.statement_specs import LEVELS
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Need


class Reason(StrEnum):
    """Why nothing allowed meets a need.

    A change that is forbidden would; nobody shares anything with the actor over a digital channel, and no channel of
    the map would do; no change of the known kinds would.
    """

    FORBIDDEN = "forbidden"
    NO_CHANNEL = "no-channel"
    NO_CHANGE = "no-change"


WEIGHTS: Mapping[str, int] = {"must": 100, "should": 10, "may": 1}
"""What a need counts where a budget does not meet all."""


@dataclass(frozen=True)
class Step:
    """Changes that are one thing to do, with the needs that hang on it: one change, or all fields of one share.

    ``recorders`` are the other roles and actors that record the field of a new record already, and ``passed_on`` says
    whether passing theirs on could meet what the record meets; then that would take more changes or cost more.
    """

    changes: tuple[Change, ...]
    cost: int
    meets: tuple[AffectedNeed, ...]
    recorders: tuple[str, ...] = ()
    passed_on: bool = False


@dataclass(frozen=True)
class Plan:
    """Steps in the order of what helps most. ``gap`` is 0 where it is proven that no plan is better.

    ``met`` are the needs that it meets, with the actors that have them.
    """

    steps: tuple[Step, ...]
    cost: int
    gap: float
    met: tuple[tuple[tuple[str, ...], Need], ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes of all steps."""
        return tuple(change for step in self.steps for change in step.changes)


@dataclass(frozen=True)
class Plans:
    """The best plan, and the next best ones; the needs chosen, and those that nothing allowed can meet.

    ``unmeetable`` says of each need why. ``left`` are needs that the
    budget does not reach, ``below`` unmet needs of the levels below those of the wish. ``doubtful`` are those of the
    chosen that would be met if all that is unknown were so. ``as_good`` are known where one change is asked for: the
    others that meet as many needs for the same cost.
    """

    data_map: DataMap
    wish: Wish
    plans: tuple[Plan, ...]
    chosen: tuple[AffectedNeed, ...]
    unmeetable: tuple[tuple[AffectedNeed, Reason], ...] = ()
    left: tuple[AffectedNeed, ...] = ()
    below: tuple[AffectedNeed, ...] = ()
    doubtful: tuple[AffectedNeed, ...] = ()
    as_good: tuple[Step, ...] = ()

    @property
    def promised(self) -> tuple[AffectedNeed, ...]:
        """The needs that the best plan meets."""
        return self.promised_by(self.plans[0]) if self.plans else ()

    def promised_by(self, plan: "Plan") -> tuple[AffectedNeed, ...]:
        """The needs that a plan meets."""
        return affected(self.data_map, plan.met)

    @property
    def status(self) -> str:
        """``optimal``, ``feasible`` (not proven), ``nothing-to-do`` or ``impossible``."""
        if not self.chosen:
            return "nothing-to-do"
        if not self.plans or not self.plans[0].steps:
            return "impossible"
        return "feasible" if self.plans[0].gap else "optimal"


def plans_of(needs: Needs, assumptions: Assumptions, wish: Wish) -> Plans:
    """The plans for a wish, on the reduced map; what is unknown does not count."""
    known = replace(assumptions, unknown=frozenset())
    data_map = needs.map_as_of.data_map
    reduced, found = targets_of(needs, known, replace(wish, levels=LEVELS))
    targets = [each for each in found if each.need.entry.level in wish.levels]
    others = [(each.actors, each.need) for each in found if each.need.entry.level not in wish.levels]
    below = affected(data_map, others)
    if reduced is None or not targets:
        return Plans(data_map, wish, (), (), below=below)
    planning = Planning(reduced, known, wish, targets)
    meetable = [number for number in range(len(targets)) if planning.can_meet(number)]
    chosen = affected(data_map, [(each.actors, each.need) for each in targets])
    lost = [number for number in range(len(targets)) if number not in meetable]
    unmeetable = _unmeetable(planning, data_map, reduced, known, wish, lost)
    plans = tuple(planning.plans(data_map, meetable)) if meetable else ()
    done = planning.met_by(plans[0].changes, meetable) if plans else meetable
    left = affected(data_map, [planning.pair(number) for number in meetable if number not in done])
    everything = replace(known, unknown=frozenset(reduced.map_as_of.unknown))
    doubtful = [(each.actors, each.need) for each in targets if reduced.is_met(each.actor, each.need, everything)]
    as_good = planning.as_good(data_map, meetable) if wish.most == 1 and wish.budget is None else ()
    return Plans(data_map, wish, plans, chosen, unmeetable, left, below, affected(data_map, doubtful), as_good)


def candidates_of(needs: Needs, assumptions: Assumptions, wish: Wish) -> list[Change]:
    """The changes among which a plan for a wish chooses."""
    known = replace(assumptions, unknown=frozenset())
    reduced, targets = targets_of(needs, known, wish)
    return [] if reduced is None else list(Planning(reduced, known, wish, targets).changes)


@dataclass(frozen=True)
class CheckedPlan:
    """A plan, and what the engine says of the map with it.

    ``unmet`` are needs that the plan was to meet and that are not met: then it is no plan. ``opened`` are the
    findings that it causes.
    """

    plan: Plan
    unmet: tuple[AffectedNeed, ...]
    opened: tuple[Finding, ...]


class Planning:
    """The targets by family of fields, with the changes that could meet them."""

    def __init__(self, needs: Needs, assumptions: Assumptions, wish: Wish, targets: Sequence[Target]) -> None:
        self._needs, self._assumptions, self._wish, self._targets = needs, assumptions, wish, targets
        self.changes: dict[Change, int] = {}
        self._supposed: dict[int, Supposed] = {}
        self._searches: dict[int, Search] = {}
        self._preferences: dict[int, int] = {}
        families = needs.map_as_of.data_map.families
        by_family: dict[frozenset[str], list[int]] = {}
        for number, target in enumerate(targets):
            by_family.setdefault(families[target.need.field], []).append(number)
        kinds = [kind for kind in KINDS if kind not in wish.forbidden]
        for numbers in by_family.values():
            search = Search(needs, assumptions, [targets[each] for each in numbers], kinds, wish.kept)
            found = {self.changes.setdefault(each, len(self.changes)): each for each in search.changes()}
            self._preferences |= {number: search.preference(each) for number, each in found.items()}
            supposed = Supposed(needs, assumptions, search.family, found)
            self._supposed |= dict.fromkeys(numbers, supposed)
            self._searches |= dict.fromkeys(numbers, search)

    def can_meet(self, number: int) -> bool:
        """Whether a target is met with all changes together."""
        return self.meets(number, self._supposed[number].changes)

    def meets(self, number: int, chosen: Collection[int]) -> bool:
        """Whether a target is met with some changes."""
        return self._supposed[number].meets(self._targets[number], chosen)

    def lacks_channel(self, number: int) -> bool:
        """Whether nobody shares anything with the actor of a target over a digital channel."""
        return self._searches[number].lacks_channel(self._targets[number])

    def target(self, number: int) -> Target:
        """A target by its number."""
        return self._targets[number]

    def pair(self, number: int) -> tuple[tuple[str, ...], Need]:
        """The actors and the need of a target."""
        return self._targets[number].actors, self._targets[number].need

    def met_by(self, changes: Collection[Change], numbers: Collection[int]) -> list[int]:
        """The targets that some changes meet."""
        chosen = frozenset(self.changes[each] for each in changes)
        return [number for number in numbers if self.meets(number, chosen)]

    def plans(self, data_map: DataMap, numbers: Sequence[int]) -> Iterator[Plan]:
        """The best plan for some targets, then the next best ones."""
        wish, cuts, problem = self._wish, Cuts(), self._problem(numbers)
        for _ in range(1 + wish.alternatives):
            solution = best_single(problem) if _is_of_one(problem) else solved(problem, cuts, wish.limit)
            if solution.chosen is None:
                return
            plan = self._plan(data_map, solution, numbers)
            yield plan
            if not plan.steps:
                return
            problem = replace(problem, apart_from=[*problem.apart_from, self._much_the_same(plan, data_map)])

    def _problem(self, numbers: Sequence[int]) -> Problem:
        wish = self._wish
        shares: dict[str, list[int]] = {}
        for change, number in self.changes.items():
            if change.share is not None:
                shares.setdefault(change.share, []).append(number)
        kinds = {change.share: change.kind for change in self.changes if change.share is not None}
        return Problem(
            costs={number: wish.costs[change.price_of_field] for change, number in self.changes.items()},
            shares=[(wish.costs[kinds[share]], those) for share, those in shares.items()],
            weights={number: WEIGHTS[self._targets[number].need.entry.level] for number in numbers},
            meets=self.meets,
            relevant=lambda number: self._supposed[number].changes,
            preferences=self._preferences,
            budget=wish.budget,
            most=wish.most,
        )

    def first_changes(
        self, data_map: DataMap, numbers: Sequence[int], count: int
    ) -> Iterator[tuple[Step, tuple[int, ...], tuple[Step, ...]]]:
        """The single changes that help most, each with the targets that it adds and the others that are as good.

        What the members of a role need in the same way counts once.
        """
        pairs = {number: self.pair(number) for number in numbers}
        counted = {
            number: (data_map.role_of(actors[0]), need.field, need.phase, need.entry.level)
            for number, (actors, need) in pairs.items()
        }
        problem, made = replace(self._problem(numbers), counted=counted), frozenset[int]()
        for _ in range(count):
            best = best_singles(problem, made)
            if not best:
                return
            first, *others = self._different(data_map, best)
            yield first, best[0].met, tuple(others)
            made |= best[0].chosen

    def as_good(self, data_map: DataMap, numbers: Sequence[int]) -> tuple[Step, ...]:
        """The changes that are as good as the one that helps most: they meet as many targets for the same cost."""
        return tuple(self._different(data_map, best_singles(self._problem(numbers))))[1:]

    def _different(self, data_map: DataMap, found: Sequence[Single]) -> Iterator[Step]:
        """The changes that differ in more than the phase, the share or the members."""
        by_number = {number: change for change, number in self.changes.items()}
        different: dict[frozenset[Change], Single] = {}
        for each in found:
            different.setdefault(frozenset(_substance(by_number[one], data_map) for one in each.chosen), each)
        return (self._step(data_map, each) for each in different.values())

    def _step(self, data_map: DataMap, single: Single) -> Step:
        by_number = {number: change for change, number in self.changes.items()}
        changes = tuple(by_number[number] for number in sorted(single.chosen))
        recorders = self._recorders(data_map, changes[0])
        passed_on = bool(recorders) and self._passed_on(changes[0], single.met)
        return Step(changes, single.cost, affected(data_map, map(self.pair, single.met)), recorders, passed_on)

    def _recorders(self, data_map: DataMap, change: Change) -> tuple[str, ...]:
        """The others that record the field of a new record already."""
        if change.kind != "new-record" or change.actor is None or change.field is None:
            return ()
        known = self._needs.sharing(self._assumptions, change.field).records
        found = {data_map.role_of(actor) for actor, _ in known} - {data_map.role_of(change.actor)}
        return tuple(actor for actor in data_map.presented if actor in found)

    def _passed_on(self, change: Change, numbers: Iterable[int]) -> bool:
        """Whether some targets are met with all changes but new records of a field."""
        new = {
            number for each, number in self.changes.items() if (each.kind, each.field) == (change.kind, change.field)
        }
        return all(self.meets(number, set(self._supposed[number].changes) - new) for number in numbers)

    def _much_the_same(self, plan: Plan, data_map: DataMap) -> list[list[int]]:
        """The changes of a plan, each with those that differ from it in the phase, the share or the members alone."""
        groups: dict[Change, list[int]] = {_substance(change, data_map): [] for change in plan.changes}
        for change, number in self.changes.items():
            if _substance(change, data_map) in groups:
                groups[_substance(change, data_map)].append(number)
        return list(groups.values())

    def _plan(self, data_map: DataMap, solution: Solution, numbers: Sequence[int]) -> Plan:
        by_number = {number: change for change, number in self.changes.items()}
        chosen = frozenset(solution.chosen or ())
        met = [number for number in numbers if self.meets(number, chosen)]
        # What costs nothing may be there without need.
        for number in sorted(chosen, reverse=True):
            if all(self.meets(each, chosen - {number}) for each in met):
                chosen -= {number}
        units: dict[str, list[int]] = {}
        for number in sorted(chosen):
            units.setdefault(by_number[number].share or f"#{number}", []).append(number)
        steps = []
        for those in units.values():
            without = chosen.difference(those)
            changes = tuple(by_number[number] for number in those)
            meets = [number for number in met if not self.meets(number, without)]
            recorders = self._recorders(data_map, changes[0])
            passed_on = bool(recorders) and self._passed_on(changes[0], meets)
            lost = affected(data_map, map(self.pair, meets))
            steps.append(Step(changes, cost_of(changes, self._wish.costs), lost, recorders, passed_on))
        steps.sort(key=lambda step: tuple(-sum(need.level == level for need in step.meets) for level in LEVELS))
        return Plan(
            tuple(steps), sum(step.cost for step in steps), solution.gap, tuple(self.pair(number) for number in met)
        )


def _substance(change: Change, data_map: DataMap) -> Change:
    """A change without its phase, share and members."""
    actor = None if change.actor is None else data_map.role_of(change.actor)
    to = tuple(dict.fromkeys(map(data_map.role_of, change.to)))
    return replace(change, actor=actor, to=to, phases=(), share=None, entry=None)


def _is_of_one(problem: Problem) -> bool:
    """Whether one change is asked for, and nothing else limits it."""
    return problem.most == 1 and problem.budget is None and not problem.apart_from


def left_unmet(needs: Needs, assumptions: Assumptions, plan: Plan) -> tuple[AffectedNeed, ...]:
    """The needs that a plan was to meet and that are not met in a map in which it is carried out."""
    return affected(needs.map_as_of.data_map, unmet_of(needs, assumptions, plan.met))


def unmet_of(
    needs: Needs, assumptions: Assumptions, promised: Iterable[tuple[Sequence[str], Need]]
) -> Iterator[tuple[tuple[str, ...], Need]]:
    """The needs that were promised and are not met, asked of a map in which the plan is carried out."""
    for actors, need in promised:
        unmet = tuple(actor for actor in actors if not _is_met(needs, assumptions, actor, need))
        if unmet:
            yield unmet, need


def _is_met(needs: Needs, assumptions: Assumptions, actor: str, need: Need) -> bool:
    """Whether a need of an earlier reading of the map is met: all needs that stand at the same place."""
    stated = needs.map_as_of.statements(assumptions)[actor].of(Need)
    same = [each for each in stated if each[1:] == need[1:] and each.entry.place == need.entry.place]
    return bool(same) and all(needs.is_met(actor, each, assumptions) for each in same)


def _unmeetable(
    planning: Planning, data_map: DataMap, needs: Needs, assumptions: Assumptions, wish: Wish, numbers: Sequence[int]
) -> tuple[tuple[AffectedNeed, Reason], ...]:
    """The needs that nothing allowed can meet, and why."""
    if not numbers:
        return ()
    pairs = [planning.pair(number) for number in numbers]
    reasons: dict[AffectedNeed, Reason] = {}
    free = replace(wish, forbidden=(), kept=())
    limited = bool(wish.forbidden or wish.kept)
    targets = [planning.target(number) for number in numbers]
    freely = Planning(needs, assumptions, free, targets) if limited else None
    for index, (number, pair) in enumerate(zip(numbers, pairs, strict=True)):
        if freely is not None and freely.can_meet(index):
            reason = Reason.FORBIDDEN
        else:
            reason = Reason.NO_CHANNEL if planning.lacks_channel(number) else Reason.NO_CHANGE
        reasons |= dict.fromkeys(affected(data_map, [pair]), reason)
    return tuple(reasons.items())

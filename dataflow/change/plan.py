"""The cheapest set of changes that meets what a map leaves unmet."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.needs import Needs
from dataflow.change.candidates import KINDS, Change, cost_of
from dataflow.change.impact import AffectedNeed, affected
from dataflow.change.makers import left_out, sooner
from dataflow.change.plans import WEIGHTS, Plan, Plans, Reason, Step
from dataflow.change.preferences import Preferences
from dataflow.change.search import Search
from dataflow.change.single import Single, best_single, best_singles
from dataflow.change.situation import Situation
from dataflow.change.solver import Cuts, Problem, Solution, solved
from dataflow.change.supposed import Supposed, Target
from dataflow.change.targets import Wish, targets_of
from dataflow.language.statement_specs import LEVELS
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Need


def plans_of(needs: Needs, assumptions: Assumptions, wish: Wish) -> Plans:
    """The plans for a wish, on the reduced map; what is unknown does not count."""
    known = replace(assumptions, unknown=frozenset())
    data_map = needs.map_as_of.data_map
    reduced, found = targets_of(needs, known, replace(wish, levels=LEVELS))
    targets = [each for each in found if each.need.entry.level in wish.levels]
    others = [(each.actors, each.need) for each in found if each.need.entry.level not in wish.levels]
    below = affected(data_map, others)
    if reduced is None or not targets:
        return Plans(data_map, wish, (), (), below=below, planned=known.planned)
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
    return Plans(
        *(data_map, wish, plans, chosen, unmeetable, left, below, affected(data_map, doubtful)),
        as_good=as_good,
        planned=known.planned,
    )


def candidates_of(needs: Needs, assumptions: Assumptions, wish: Wish) -> list[Change]:
    """The changes among which a plan for a wish chooses."""
    known = replace(assumptions, unknown=frozenset())
    reduced, targets = targets_of(needs, known, wish)
    return [] if reduced is None else list(Planning(reduced, known, wish, targets).changes)


class Planning:
    """The targets by family of fields, with the changes that could meet them."""

    def __init__(self, needs: Needs, assumptions: Assumptions, wish: Wish, targets: Sequence[Target]) -> None:
        self._needs, self._assumptions, self._wish, self._targets = needs, assumptions, wish, targets
        self.changes: dict[Change, int] = {}
        self._supposed: dict[int, Supposed] = {}
        self._situations: dict[int, Situation] = {}
        self._preferences: dict[int, int] = {}
        self._ties: dict[int, tuple[object, ...]] = {}
        self._without_place: set[Change] = set()
        self._perhaps_used: set[Change] = set()
        self._twice: dict[Change, frozenset[str]] = {}
        self._inactive_in: dict[Change, tuple[str, ...]] = {}
        families = needs.map_as_of.data_map.families
        by_family: dict[frozenset[str], list[int]] = {}
        for number, target in enumerate(targets):
            by_family.setdefault(families[target.need.field], []).append(number)
        for numbers in by_family.values():
            situation = Situation(needs, assumptions, [targets[each] for each in numbers])
            found, supposed = self._tried(situation)
            roles = _without_way(situation, found, supposed)
            if roles:
                situation = replace(situation, without_way=roles)
                found, supposed = self._tried(situation)
            preferences = Preferences(situation)
            self._preferences |= {number: preferences.of(each) for number, each in found.items()}
            self._ties |= {number: preferences.last_resort(each) for number, each in found.items()}
            self._inactive_in |= {each: preferences.inactive_in(each) for each in found.values()}
            others = ((each, situation.other_recorders(each)) for each in found.values())
            self._twice |= {each: roles for each, roles in others if roles}
            self._without_place |= {each for each in found.values() if situation.needs_place(each)}
            self._perhaps_used |= {each for each in found.values() if situation.is_perhaps_used(each)}
            self._supposed |= dict.fromkeys(numbers, supposed)
            self._situations |= dict.fromkeys(numbers, situation)

    def _tried(self, situation: Situation) -> tuple[dict[int, Change], Supposed]:
        """The changes that may be made in a situation by their numbers, and the map as if each could be made."""
        kinds = [kind for kind in KINDS if kind not in self._wish.forbidden]
        changes = Search(situation, kinds, self._wish.kept).changes()
        found = {self.changes.setdefault(each, len(self.changes)): each for each in changes}
        return found, Supposed(situation.needs, situation.assumptions, situation.family, found)

    def can_meet(self, number: int) -> bool:
        """Whether a target is met with all changes together."""
        return self.meets(number, self._supposed[number].changes)

    def meets(self, number: int, chosen: Collection[int]) -> bool:
        """Whether a target is met with some changes."""
        return self._supposed[number].meets(self._targets[number], chosen)

    def lacks_channel(self, number: int) -> bool:
        """Whether nobody shares anything with the actor of a target over a digital channel."""
        return self._situations[number].lacks_channel(self._targets[number])

    def without_channel(self, number: int) -> bool:
        """Whether what others record could not be passed on to the actor of a target, as no digital channel would do.

        Nothing is said where some changes or actors are ruled out.
        """
        if self._wish.forbidden or self._wish.kept or not self.lacks_channel(number):
            return False
        tried = self._supposed[number].changes
        once = {each for change, each in self.changes.items() if each in tried and change not in self._twice}
        return not self.meets(number, once)

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
        wish, cuts, problem = self._wish, Cuts(), self._problem(data_map, numbers)
        for _ in range(1 + wish.alternatives):
            solution = best_single(problem) if _is_of_one(problem) else solved(problem, cuts, wish.limit)
            if solution.chosen is None:
                return
            plan = self._plan(data_map, solution, numbers)
            yield plan
            if not plan.steps:
                return
            problem = replace(problem, apart_from=[*problem.apart_from, self._much_the_same(plan, data_map)])

    def _problem(self, data_map: DataMap, numbers: Sequence[int], without: Collection[int] = ()) -> Problem:
        wish = self._wish
        shares: dict[str, list[int]] = {}
        for change, number in self.changes.items():
            if change.share is not None:
                shares.setdefault(change.share, []).append(number)
        kinds = {change.share: change.kind for change in self.changes if change.share is not None}
        return Problem(
            costs={
                number: wish.costs[change.price_of_field]
                for change, number in self.changes.items()
                if number not in without
            },
            shares=[(wish.costs[kinds[share]], those) for share, those in shares.items()],
            weights=self._weights(data_map, numbers),
            meets=self.meets,
            relevant=lambda number: self._supposed[number].changes,
            preferences=self._preferences,
            ties=self._ties,
            budget=wish.budget,
            most=wish.most,
        )

    def _weights(self, data_map: DataMap, numbers: Sequence[int]) -> Mapping[int, Fraction]:
        """The weights of targets: a role's need counts once, so that each of its members has its share of it."""
        keys = {
            number: (data_map.role_of(each.actors[0]), each.need.field, each.need.phase, each.need.entry.level)
            for number, each in enumerate(self._targets)
        }
        members = Counter[tuple[str, ...]]()
        for number, key in keys.items():
            members[key] += len(self._targets[number].actors)
        return {
            number: Fraction(WEIGHTS[keys[number][-1]] * len(self._targets[number].actors), members[keys[number]])
            for number in numbers
        }

    def first_changes(
        self, data_map: DataMap, numbers: Sequence[int], count: int
    ) -> Iterator[tuple[Step, tuple[int, ...], tuple[Step, ...]]]:
        """The single changes that help most, each with the targets that it adds and the others that are as good.

        A record of what another role records already is left out: what it would help is shared by two changes or
        more, and no way of recording less.
        """
        twice = {number for change, number in self.changes.items() if change in self._twice}
        problem, made = self._problem(data_map, numbers, twice), frozenset[int]()
        for _ in range(count):
            best = best_singles(problem, made)
            if not best:
                return
            first, *others = self._different(data_map, best)
            yield first, best[0].met, tuple(others)
            made |= best[0].chosen

    def as_good(self, data_map: DataMap, numbers: Sequence[int]) -> tuple[Step, ...]:
        """The changes that are as good as the one that helps most: they meet as many targets for the same cost."""
        return tuple(self._different(data_map, best_singles(self._problem(data_map, numbers))))[1:]

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
        return self._step_of(data_map, changes, single.cost, single.met)

    def _step_of(self, data_map: DataMap, changes: tuple[Change, ...], cost: int, met: Sequence[int]) -> Step:
        twice = self._twice.get(changes[0], frozenset())
        recorders = tuple(actor for actor in data_map.presented if actor in twice)
        passed_on = bool(recorders) and self._passed_on(changes[0], met)
        without_place = tuple(each.field for each in changes if each.field and each in self._without_place)
        return Step(
            *(changes, cost, affected(data_map, map(self.pair, met)), recorders, passed_on, without_place),
            inactive_in=self._inactive_in[changes[0]],
            left_out=left_out(data_map, changes[0]),
            is_perhaps_used=changes[0] in self._perhaps_used,
            lacks_channel=bool(recorders) and any(map(self.without_channel, met)),
            sooner=tuple(found for each in changes if (found := sooner(data_map, each)) is not None),
        )

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
            steps.append(self._step_of(data_map, changes, cost_of(changes, self._wish.costs), meets))
        steps.sort(key=lambda step: tuple(-sum(need.level == level for need in step.meets) for level in LEVELS))
        return Plan(
            tuple(steps), sum(step.cost for step in steps), solution.gap, tuple(self.pair(number) for number in met)
        )


def _without_way(situation: Situation, found: Mapping[int, Change], supposed: Supposed) -> frozenset[str]:
    """The roles with a target that only a record of what another role records already would meet, or nothing."""
    once = [number for number, each in found.items() if not situation.other_recorders(each)]
    data_map = situation.data_map
    return frozenset(data_map.role_of(each.actor) for each in situation.targets if not supposed.meets(each, once))


def _substance(change: Change, data_map: DataMap) -> Change:
    """A change without its phase, share and members."""
    actor = None if change.actor is None else data_map.role_of(change.actor)
    to = tuple(dict.fromkeys(map(data_map.role_of, change.to)))
    return replace(change, actor=actor, to=to, phases=(), share=None, entry=None)


def _is_of_one(problem: Problem) -> bool:
    """Whether one change is asked for, and nothing else limits it."""
    return problem.most == 1 and problem.budget is None and not problem.apart_from


def _unmeetable(
    planning: Planning, data_map: DataMap, needs: Needs, assumptions: Assumptions, wish: Wish, numbers: Sequence[int]
) -> tuple[tuple[AffectedNeed, Reason], ...]:
    """The needs that nothing allowed can meet, and why."""
    if not numbers:
        return ()
    pairs: dict[Reason, list[tuple[tuple[str, ...], Need]]] = {}
    free = replace(wish, forbidden=(), kept=())
    limited = bool(wish.forbidden or wish.kept)
    targets = [planning.target(number) for number in numbers]
    freely = Planning(needs, assumptions, free, targets) if limited else None
    for index, number in enumerate(numbers):
        if freely is not None and freely.can_meet(index):
            reason = Reason.FORBIDDEN
        else:
            reason = Reason.NO_CHANNEL if planning.lacks_channel(number) else Reason.NO_CHANGE
        pairs.setdefault(reason, []).append(planning.pair(number))
    return tuple((need, reason) for reason, those in pairs.items() for need in affected(data_map, those))

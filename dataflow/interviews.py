"""Interviews: what nobody has found out yet, and what hangs on it. Law: findings are compared, not worded."""

from collections.abc import Callable, Sequence
from functools import cache, partial

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.questions import Question, by_role, count_possible, questions_of, time_questions_of
from dataflow.analysis.symmetry import WholeNeeds
from dataflow.base.finding import Finding, in_order, numbered, possible
from dataflow.evaluation import found_in_run
from dataflow.reports import Interview
from dataflow.rules import all_rules, identity_of

TIME_NOT_STATED = "DF306"
"""The rule whose findings are the limits that cannot be checked."""


class Interviews:
    """The interviews about a map, by ``role`` or by ``member``; each is computed once.

    ``found`` are the warnings and the gaps about representatives; ``shown`` gives those that are possible, in words.
    """

    def __init__(
        self,
        needs: WholeNeeds,
        assumptions: Assumptions,
        found: Sequence[tuple[Finding, ...]],
        shown: Callable[[str], tuple[Finding, ...]],
    ) -> None:
        self._needs = needs
        self._assumptions = assumptions
        self._data_map = needs.map_as_of.data_map
        self._found = found
        self._shown = shown
        self.at = cache(self._at)
        self._possible = cache(self._possible_by_member)

    def possible(self, level: str) -> int:
        """How many findings are possible and not waived."""
        return count_possible(self._possible(level), self._data_map, level)

    def _at(self, level: str) -> Interview:
        """The input of a report on the questions: those on unknown statements and those of time."""
        questions, times = self._questions(level), self._time_questions()
        if level == "role":
            shown = self._shown("role")
            questions, times = (by_role(each, shown, self._data_map) for each in (questions, times))
        planned = self._assumptions.planned
        return Interview(level, questions, self.possible(level), self._data_map, all_rules(), times, planned)

    def _questions(self, level: str) -> tuple[Question, ...]:
        find = partial(found_in_run, self._needs.map_as_of.as_of)
        return questions_of(self._needs, self._assumptions, self._possible(level), find, identity_of)

    def _time_questions(self) -> tuple[Question, ...]:
        untimed = [each for found in self._found for each in found if each.code == TIME_NOT_STATED]
        return time_questions_of(self._needs.map_as_of, numbered(self._needs.expansion.by_member(untimed)))

    def _possible_by_member(self, level: str) -> tuple[Finding, ...]:
        """The possible findings of each member; worded where they are shown, not where they are merged by role."""
        if level == "member":
            return self._shown("member")
        each = self._needs.expansion.each_unworded
        return tuple(finding for found in self._found for finding in in_order(each(possible(found))))

"""Rules evaluated on a map: what they find, by member and by role. Law: rules run here and nowhere else."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.symmetry import WholeNeeds, needs_of
from dataflow.base.finding import Finding, possible
from dataflow.base.gc_paused import gc_paused
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Need
from dataflow.rules import Context, Rule, rules_of


class MapHasErrors(Exception):
    """The map has errors and can't be analysed; ``problems`` are its errors and other problems."""

    def __init__(self, problems: tuple[Finding, ...]) -> None:
        from dataflow.wording.counts import PROBLEMS, counted

        first, number = problems[0], counted(len(problems), PROBLEMS).in_language("en")
        super().__init__(f"{number}, the first at {first.place}: {first.message.in_language('en')}")
        self.problems = problems


class Evaluation:
    """The rules on one map under some assumptions; what a rule finds there is computed once."""

    def __init__(self, needs: WholeNeeds, assumptions: Assumptions) -> None:
        self._expansion = needs.expansion
        self._context = context_of(needs, assumptions)

    def found(self, *codes: str, on: Collection[str] = ()) -> tuple[Finding, ...]:
        """The findings of the rules with these prefixes about the representatives, in the order of places.

        ``on`` has the codes of rules that are on, whatever the map says.
        """
        return self.found_by(rules_of(*codes), on)

    def found_by(self, rules: Iterable[Rule], on: Collection[str] = ()) -> tuple[Finding, ...]:
        """The findings of some rules, as ``found`` gives them."""
        from dataflow.rules._gathering import gather

        with gc_paused():
            return self._expansion.about_representatives(gather(self._context, rules, on))

    def at_level(self, findings: tuple[Finding, ...], level: str, only_possible: bool = False) -> tuple[Finding, ...]:
        """Findings about representatives, expanded by ``role`` or by ``member``.

        Where only those are wanted that are possible and not waived, no others are expanded: a role of n members
        that shares to itself has n times n findings by member.
        """
        from dataflow.wording.members import in_finding

        expansion = self._expansion

        def expanded() -> tuple[Finding, ...]:
            wanted = possible(findings) if only_possible else findings
            return expansion.by_role(wanted, in_finding) if level == "role" else expansion.by_member(wanted)

        # Reports and questions ask for the same findings several times.
        return expansion.once(findings, f"{level}, possible" if only_possible else level, expanded)


def found_in_declared(declared: DataMap, *codes: str) -> tuple[Finding, ...]:
    """The findings of the rules with these prefixes that need no actors (``Rule.declared_only``)."""
    evaluation = Evaluation(needs_of(declared, declared.as_of), Assumptions())
    return evaluation.found_by(rule for rule in rules_of(*codes) if rule.declared_only)


def found_in_run(
    as_of: str | None, data_map: DataMap, assumptions: Assumptions, codes: Collection[str]
) -> tuple[Finding, ...]:
    """The findings of the rules with these prefixes by member, unordered, before severities and waivers.

    They are for comparison by their identities: other parts may be left out, or be about the representatives.
    """
    with gc_paused():
        needs = needs_of(data_map, as_of)
        context = replace(context_of(needs, assumptions), is_only_compared=True)
        findings = (finding for rule in rules_of(*codes) if rule.find for finding in rule.find(context))
        return tuple(needs.expansion.each_unworded(needs.expansion.about_representatives(findings)))


def context_of(needs: WholeNeeds, assumptions: Assumptions) -> Context:
    """The input of rules: the reduced map, and proofs about the whole map."""

    def prove(actor: str, need: Need, runs: Iterable[Assumptions]) -> list[dict[str, Any]]:
        from dataflow.analysis.needs.certificates import evidence

        return evidence(needs, actor, need, runs)

    return Context(needs.reduced, assumptions, needs.subjects, prove)

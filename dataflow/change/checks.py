"""What the engine says of a map in which a plan is carried out."""

from collections.abc import Callable, Iterable

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.needs import Needs
from dataflow.analysis.needs.outcomes import reach
from dataflow.base.finding import Finding
from dataflow.change.candidates import Change
from dataflow.change.impact import AffectedNeed, affected
from dataflow.change.plans import Plan
from dataflow.model.statements import Need


def left_unmet(needs: Needs, assumptions: Assumptions, plan: Plan) -> tuple[AffectedNeed, ...]:
    """The needs that a plan was to meet and that are not met in a map in which it is carried out."""
    return _failing(needs, assumptions, plan, lambda actor, need: needs.is_met(actor, need, assumptions))


def met_for_some(needs: Needs, assumptions: Assumptions, plan: Plan) -> tuple[AffectedNeed, ...]:
    """The needs of a plan that are met for some patients or units only in a map in which it is carried out.

    That is also where a share of a role is extended that a member omits which would share it with the actor.
    """
    extended = [each for step in plan.steps if step.left_out for each in step.changes]

    def is_for_all(actor: str, need: Need) -> bool:
        lacking = (_senders_lacking(needs, assumptions, each, actor, need) for each in extended)
        return not any(lacking) and reach(needs, actor, need, assumptions) is None

    return _failing(needs, assumptions, plan, is_for_all)


def _senders_lacking(
    needs: Needs, assumptions: Assumptions, change: Change, actor: str, need: Need
) -> frozenset[str]:
    """The members that omit the share that a change extends for a need, and share the field in no other way."""
    data_map = needs.map_as_of.data_map
    if change.field is None or need.field not in data_map.wholes[change.field]:
        return frozenset()
    members = data_map.members.get(change.actor or "", ())
    senders = {each for each in members if any(actor in data_map.receivers(each, to) for to in change.to)}
    shares = needs.sharing(assumptions, change.field).shares
    return frozenset(senders - {sender for sender, each in shares if actor in data_map.receivers(sender, each.to)})


def _failing(
    needs: Needs, assumptions: Assumptions, plan: Plan, holds: Callable[[str, Need], bool]
) -> tuple[AffectedNeed, ...]:
    """The needs that a plan promised, of the actors for which something does not hold.

    The needs are of an earlier reading of the map: all that are written at the same place have to hold.
    """
    stated = needs.map_as_of.statements(assumptions)

    def fails(actor: str, need: Need) -> bool:
        same = [
            each for each in stated[actor].of(Need) if each[1:] == need[1:] and each.entry.place == need.entry.place
        ]
        return not same or not all(holds(actor, each) for each in same)

    found = ((tuple(actor for actor in actors if fails(actor, need)), need) for actors, need in plan.met)
    return affected(needs.map_as_of.data_map, ((actors, need) for actors, need in found if actors))


def accepted_of(chosen: Iterable[AffectedNeed], findings: Iterable[Finding]) -> tuple[AffectedNeed, ...]:
    """The unmet needs that the authors of a map accept, by a waiver of each finding about them (DF301)."""
    about: dict[tuple[str | None, str | None, str | None], bool] = {}
    for each in findings:
        if each.code == "DF301":
            key = each.subject.actor, each.subject.field, each.subject.phase
            about[key] = about.get(key, True) and each.waived
    return tuple(need for need in chosen if about.get((need.actor, need.field, need.phase)))

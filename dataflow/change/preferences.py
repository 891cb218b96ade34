"""Which of the changes that cost the same is the better one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dataflow.analysis.needs.repairs import unsuitability
from dataflow.change.candidates import Change
from dataflow.change.situation import Situation

_RECORDED_TWICE, _NOT_THERE, _NEW_TO_SENDER, _UNSUITABLE, _OTHER = 64, 32, 16, 2, 1
"""What decides between changes that cost the same, the first three each more than all that follow.

A record of what another role records; a phase in which the actor does nothing; a channel that the sender does not
use; how little a channel suits the field; one for each whole role up to four, one for a phase in which the field is
not needed, one for each step of the form and one for a code system.
"""


@dataclass(frozen=True)
class Preferences:
    """What speaks against the changes in a situation."""

    situation: Situation

    def of(self, change: Change) -> int:
        """What speaks against a change: decides between equal costs."""
        suited = change.via is None or change.field is None
        roles = len(self.situation.data_map.members.keys() & {change.actor, *change.to})
        unsuitable = 0 if suited else unsuitability(self.situation.data_map, change.via or "", change.field or "")
        return (
            _RECORDED_TWICE * bool(self.situation.other_recorders(change))
            + _NOT_THERE * bool(self.idle_in(change))
            + _NEW_TO_SENDER * self._is_new_to_sender(change)
            + _UNSUITABLE * unsuitable
            + _OTHER * (min(roles, 4) + self._is_in_other_phase(change) + _exactness(change))
        )

    def idle_in(self, change: Change) -> tuple[str, ...]:
        """The phases of a change in which its actor states nothing today; citizens are in all phases."""
        role = None if change.actor is None else self.situation.data_map.role_of(change.actor)
        if role is None or role in self.situation.citizens:
            return ()
        there = self._phases_of.get(role, frozenset())
        return tuple(phase for phase in change.phases if phase not in there)

    @cached_property
    def _phases_of(self) -> Mapping[str, frozenset[str]]:
        """The phases in which each role states something, or is responsible."""
        found: dict[str, set[str]] = {}
        for actor, statements in self.situation.statements.items():
            found.setdefault(self.situation.data_map.role_of(actor), set()).update(each.phase for each in statements)
        for phase in self.situation.data_map.phases.values():
            if phase.responsible is not None:
                found.setdefault(self.situation.data_map.role_of(phase.responsible), set()).add(phase.id)
        return {role: frozenset(phases) for role, phases in found.items()}

    def _is_new_to_sender(self, change: Change) -> bool:
        """Whether a share is to go over a channel by which its sender sends nothing today."""
        return (
            change.kind == "new-channel"
            and (self.situation.data_map.role_of(change.actor or ""), change.via) not in self.situation.sent
        )

    def _is_in_other_phase(self, change: Change) -> bool:
        """Whether a new share or record is in none of the phases in which its field is needed."""
        if change.field is None or change.entry is not None or not change.phases:
            return False
        return {each.need.phase for each in self.situation.wanting(change.field)}.isdisjoint(change.phases)


def _exactness(change: Change) -> int:
    """How exact a record or a slot is: what nobody needs so exactly is not asked for."""
    return int(change.form or 0) + (change.code_system is not None)

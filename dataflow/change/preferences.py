"""Which of the changes that cost the same is the better one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dataflow.analysis.needs.repairs import last_resort
from dataflow.analysis.needs.suitability import fitness, unsuitability
from dataflow.change.candidates import SHARED, Change
from dataflow.change.situation import Situation
from dataflow.model.statements import ShareEntry

_RECORDED_TWICE, _NOT_RECORDED, _ON_REQUEST, _NOT_THERE, _UNSURE, _NEW_TO_SENDER = 192, 96, 48, 48, 16, 16
_UNSUITABLE, _OTHER = 2, 1
"""What decides between changes that cost the same, each more than all that follow and may speak against the same one.

A record of what another role records; a share by one who does not record the field; an addition to what is sent
only on request, or a phase in which the actor does nothing; each step of confidence that the share lacks, or a
channel that the sender does not use; how little a channel suits the field; one for each whole role up to four, one
for a phase in which the field is not needed, one for each step of the form and one for a code system.

The advice about a need by itself (``repairs.py``) has the same order: recorders, then the fitness of a share.
"""


@dataclass(frozen=True)
class Preferences:
    """What speaks against the changes in a situation."""

    situation: Situation

    def of(self, change: Change) -> int:
        """What speaks against a change: decides between equal costs."""
        roles = len(self.situation.data_map.members.keys() & {change.actor, *change.to})
        return (
            _RECORDED_TWICE * bool(self.situation.other_recorders(change))
            + _NOT_RECORDED * self._is_not_recorded(change)
            + _NOT_THERE * bool(self.inactive_in(change))
            + _NEW_TO_SENDER * self._is_new_to_sender(change)
            + self._unfitness(change)
            + _OTHER * (min(roles, 4) + self._is_in_other_phase(change) + _exactness(change))
        )

    def last_resort(self, change: Change) -> tuple[object, ...]:
        """What decides between additions to shares against which as much speaks; nothing between other changes."""
        if change.kind != "extend-share" or change.via is None:
            return ()
        needs = self.situation.needs
        last = max(
            (needs.position(each.need.phase) for each in self.situation.wanting(change.field or "")), default=0
        )
        in_time = [phase for phase in change.phases if needs.position(phase) <= last] or change.phases
        return last_resort(needs, change.actor or "", change.via, max(in_time, key=needs.position))

    def _unfitness(self, change: Change) -> int:
        """How little fit the share is that is extended, or the channel of another change."""
        if change.via is None or change.field is None:
            return 0
        if change.kind != "extend-share" or not isinstance(change.entry, ShareEntry):
            return _UNSUITABLE * unsuitability(self.situation.data_map, change.via, change.field)
        fit = fitness(self.situation.data_map, change.entry, change.field)
        return _ON_REQUEST * fit.on_request + _UNSURE * fit.confidence + _UNSUITABLE * fit.unsuitability

    def _is_not_recorded(self, change: Change) -> bool:
        """Whether a change lets an actor share a field that it does not record itself, or records too late."""
        if change.kind not in SHARED or change.field is None or change.actor is None:
            return False
        data_map = self.situation.data_map
        # What a patient reports is recorded by who asked for it.
        recording = self.situation.recording_in_time(change.field) - frozenset(
            map(data_map.role_of, data_map.patients)
        )
        return data_map.role_of(change.actor) not in recording

    def inactive_in(self, change: Change) -> tuple[str, ...]:
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

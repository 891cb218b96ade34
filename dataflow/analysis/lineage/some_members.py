"""Who records or sends a field where only some members of a role do: by them alone it comes to others."""

from collections.abc import Collection, Mapping
from functools import cache, cached_property
from typing import NamedTuple

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.arrivals import Arrival
from dataflow.analysis.needs.needs import Needs
from dataflow.model.data_map import DataMap


class SomeMembers(NamedTuple):
    """The members of a role that do something, and the ``others``, who do not; in the order of declaration."""

    doing: tuple[str, ...]
    others: tuple[str, ...]


def some_members_of(data_map: DataMap, role: str, doing: Collection[str]) -> SomeMembers | None:
    """The members of a role that do something; None where all do or none, and for an actor without members."""
    members = data_map.members.get(role, ())
    found = SomeMembers(
        tuple(each for each in members if each in doing), tuple(each for each in members if each not in doing)
    )
    return found if all(found) else None


class Doers:
    """Who records a field and who sends it, each from which position of the pathway on.

    A member sends it where a share of its own reaches the receiver, and it holds the field by then.
    """

    def __init__(self, needs: Needs, assumptions: Assumptions, field: str) -> None:
        self._needs = needs
        self._assumptions = assumptions
        self._field = field
        self._data_map = needs.map_as_of.data_map
        self._sending = cache(self._sending_to)

    def some_recording(self, role: str, phase: str) -> SomeMembers | None:
        """The members of a role that have recorded the field by a phase, where others have not."""
        return some_members_of(self._data_map, role, self._by(self._recording, phase))

    def some_sending(self, sender: str, receiver: str, phase: str) -> SomeMembers | None:
        """The members of a role that have sent it to another role, or actor, by a phase, where others have not."""
        return some_members_of(self._data_map, sender, self._by(self._sending(receiver), phase))

    def only_senders(self, receiver: str, phase: str) -> SomeMembers | None:
        """The members by which alone it comes to a role, or actor, where others of their roles do not send it.

        What the receiver records itself, or gets from all of another role, comes to it everywhere.
        """
        own = self._data_map.presented[receiver]
        if not self._by(self._recording, phase).isdisjoint(own):
            return None
        by_role: dict[str, set[str]] = {}
        for sender in self._by(self._sending(receiver), phase):
            by_role.setdefault(self._data_map.role_of(sender), set()).add(sender)
        found = {role: some_members_of(self._data_map, role, senders) for role, senders in by_role.items()}
        if not found or None in found.values():
            return None
        return found[max(found, key=lambda role: (len(by_role[role]), role))]

    def _by(self, since: Mapping[str, int], phase: str) -> set[str]:
        now = self._needs.position(phase)
        return {actor for actor, position in since.items() if position <= now}

    @cached_property
    def _recording(self) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for actor, record in self._needs.sharing(self._assumptions, self._field).records:
            position = self._needs.position(record.phase)
            found[actor] = min(position, found.get(actor, position))
        return found

    def _sending_to(self, receiver: str) -> Mapping[str, int]:
        """A share reaches a role, or actor, only where it names that or a member of it."""
        found: dict[str, int] = {}
        for sender, share in self._needs.sharing(self._assumptions, self._field).shares:
            position = self._needs.position(share.phase)
            if (
                self._data_map.role_of(share.to) == receiver
                and position < found.get(sender, position + 1)
                and self._data_map.receivers(sender, share.to)
                and self._needs.holds(sender, self._field, share.phase, self._assumptions)
            ):
                found[sender] = position
        return found


class StepDoers:
    """Which members of a role take a step of the way of a field by a phase."""

    def __init__(self, needs: Needs, assumptions: Assumptions, phase: str) -> None:
        self._role_of = needs.map_as_of.data_map.role_of
        self._phase = phase
        self._of = cache(lambda field: Doers(needs, assumptions, field))

    def some_at(self, step: Arrival) -> SomeMembers | None:
        """The members that record the field in a step, or send it, where others of the role do not.

        None where all do, and where the field is derived in the step.
        """
        role, doers = self._role_of(step.actor), self._of(step.field)
        if step.hop is not None:
            return doers.some_sending(self._role_of(step.hop.sender), role, self._phase)
        return None if step.parts else doers.some_recording(role, self._phase)

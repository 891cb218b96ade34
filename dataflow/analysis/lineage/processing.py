"""The processing activities of a map (GDPR Art. 30): who processes which data, for what, and on what legal basis.

What the statements do not say stays open: a purpose is that of a need, use or share, a legal basis that of a share.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.lineage.travels import travels
from dataflow.analysis.needs.needs import Needs
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Need, Record, ShareEntry, Use

Activity = tuple[str | None, str | None]
"""A purpose and a legal basis, None where the map does not say it."""


@dataclass(frozen=True)
class Processing:
    """What an actor (a role with its members, or one without a role) processes for a purpose with a legal basis.

    ``fields``, ``recipients`` and ``systems`` are in the order of declaration. ``systems`` are those in which the
    actor records the fields, and ``has_more`` says whether it has any of the fields elsewhere too.
    """

    actor: str
    purpose: str | None
    legal_basis: str | None
    fields: tuple[str, ...]
    recipients: tuple[str, ...]
    systems: tuple[str, ...]
    has_more: bool


def processings(needs: Needs, assumptions: Assumptions) -> tuple[Processing, ...]:
    """The processing activities, by actor in the order of declaration; what citizens do themselves is none.

    An actor processes a field for the purposes for which it uses it, needs and has it, or passes it on. What it
    records or receives without any such statement is an activity without a purpose.
    """
    data_map = needs.map_as_of.data_map
    found = _Found(needs, assumptions)
    return tuple(
        found.activity(actor, activity)
        for actor in data_map.presented
        if data_map.actors[actor].kind != "patient"
        for activity in found.activities(actor)
    )


class _Found:
    def __init__(self, needs: Needs, assumptions: Assumptions) -> None:
        self.data_map = needs.map_as_of.data_map
        self.fields: dict[tuple[str, Activity], set[str]] = {}
        self.recipients: dict[tuple[str, Activity], set[str]] = {}
        self.recorded: dict[tuple[str, str], set[str | None]] = {}
        """By actor and field: the systems in which it records the field, None for no system that is named."""
        had = self._passed_on(needs, assumptions)
        self._used(needs, assumptions)
        for actor, field in (*self.recorded, *had):
            if not any(field in fields for (other, _), fields in self.fields.items() if other == actor):
                self._add(actor, (None, None), field)

    def _passed_on(self, needs: Needs, assumptions: Assumptions) -> set[tuple[str, str]]:
        """Adds what is passed on; gives the actors that receive it, with the field."""
        received = set()
        for travel in travels(needs, assumptions):
            if travel.status == "current" or (travel.status == "planned" and assumptions.planned):
                received.add((travel.target, travel.share.field))
                for activity in _activities(self.data_map, travel.share.entry):
                    self._add(travel.source, activity, travel.share.field)
                    self.recipients.setdefault((travel.source, activity), set()).add(travel.target)
        return received

    def _used(self, needs: Needs, assumptions: Assumptions) -> None:
        for concrete, statements in needs.map_as_of.statements(assumptions).items():
            actor = self.data_map.role_of(concrete)
            for record in statements.of(Record):
                self.recorded.setdefault((actor, record.field), set()).add(record.entry.system)
            for use in statements.of(Use):
                self._add_for(actor, use.entry.purposes, use.field)
            for need in statements.of(Need):
                if needs.is_met(concrete, need, assumptions):
                    self._add_for(actor, need.entry.purposes, need.field)

    def _add_for(self, actor: str, purposes: Iterable[str], field: str) -> None:
        """Adds a field to the activities of purposes: to those with a legal basis where it is passed on with one."""
        for purpose in purposes:
            if not any(
                other == actor and its_purpose == purpose and field in fields
                for (other, (its_purpose, _)), fields in self.fields.items()
            ):
                self._add(actor, (purpose, None), field)

    def _add(self, actor: str, activity: Activity, field: str) -> None:
        self.fields.setdefault((actor, activity), set()).add(field)

    def activities(self, actor: str) -> Iterator[Activity]:
        """The activities of an actor, by purpose and legal basis in the order of declaration."""
        for purpose in (*self.data_map.purposes, None):
            for basis in (*self.data_map.legal_bases, None):
                if (actor, (purpose, basis)) in self.fields:
                    yield purpose, basis

    def activity(self, actor: str, activity: Activity) -> Processing:
        """One activity of an actor."""
        fields = self.fields[actor, activity]
        places = {place for field in fields for place in self.recorded.get((actor, field), {None})}
        known = dict.fromkeys(
            system
            for each in (actor, *self.data_map.members.get(actor, ()))
            for system in self.data_map.actors[each].systems
        )
        return Processing(
            actor,
            *activity,
            tuple(field for field in self.data_map.fields if field in fields),
            tuple(each for each in self.data_map.presented if each in self.recipients.get((actor, activity), ())),
            tuple(system for system in known if system in places),
            None in places,
        )


def _activities(data_map: DataMap, entry: ShareEntry) -> Iterator[Activity]:
    """The purposes of a share, each with those of its legal bases that cover it, or with none."""
    for purpose in entry.purposes or (None,):
        bases = [basis for basis in entry.legal_bases if _covers(data_map, basis, purpose)]
        yield from ((purpose, basis) for basis in bases or (None,))


def _covers(data_map: DataMap, basis: str, purpose: str | None) -> bool:
    covered = data_map.legal_bases[basis].purposes
    return purpose is None or not covered or purpose in covered

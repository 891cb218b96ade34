"""What a map says about the needs that are to be met, and about their fields and channels."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.needs import Needs
from dataflow.analysis.needs.suitability import (
    OF_ITS_GROUP,
    is_dedicated,
    other_purposes,
    takes_reports,
    unsuitability,
)
from dataflow.change.candidates import Change
from dataflow.change.supposed import Target
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.model.statements import Demand, Record, Share, StatementSet


@dataclass(frozen=True)
class Situation:
    """Who records, shares and wants the fields of some targets, over which channels and in which phases.

    To the roles ``without_way`` a structured channel is tried too that carries nothing like the field today.
    """

    needs: Needs
    assumptions: Assumptions
    targets: Sequence[Target]
    without_way: Collection[str] = ()

    @property
    def data_map(self) -> DataMap:
        """The map, or the reduced one."""
        return self.needs.map_as_of.data_map

    @cached_property
    def family(self) -> frozenset[str]:
        """The fields that are needed, and those from which they are derived."""
        parts = (self.data_map.parts[target.need.field] for target in self.targets)
        return frozenset[str]().union(*parts)

    def wanting(self, field: str) -> list[Target]:
        """The targets that a field could help to meet."""
        return [each for each in self.targets if field in self.data_map.parts[each.need.field]]

    def lacking(self, field: str) -> tuple[str, ...]:
        """The roles and actors of the targets."""
        actors = {self.data_map.role_of(each.actors[0]) for each in self.wanting(field)}
        return tuple(actor for actor in self.data_map.presented if actor in actors)

    def alone(self, role: str, lacking: Collection[str]) -> tuple[str, ...]:
        """The member of a role that lacks something where no other of its members does."""
        members = self.data_map.members.get(role, ())
        found = tuple(member for member in members if member in lacking)
        return found if len(found) == 1 < len(members) else ()

    def in_want(self, role: str, field: str) -> tuple[str, ...]:
        """The role, and its member that lacks the field where only that one does."""
        return role, *self.alone(role, {actor for each in self.wanting(field) for actor in each.actors})

    def sending(self, role: str, to: str, field: str) -> tuple[str, ...]:
        """The role, and its member that does not share the field with another where all others do."""
        shares = self.needs.sharing(self.assumptions, field).shares
        sharing = {actor for actor, share in shares if self.data_map.role_of(share.to) == to}
        return role, *self.alone(role, set(self.data_map.members.get(role, ())) - sharing)

    def involved(self, field: str) -> frozenset[str]:
        """Roles and actors that hold a field at some time, or want it or what is derived from it."""
        wholes, found = self.data_map.wholes[field], set[str]()
        last = self.data_map.ranked_phases[-1]
        for actor, statements in self.statements.items():
            wants = any(isinstance(each, Demand) and each.field in wholes for each in statements)
            if wants or self.needs.holds(actor, field, last, self.assumptions):
                found.add(self.data_map.role_of(actor))
        return frozenset(found)

    @cached_property
    def sent(self) -> frozenset[tuple[str, str]]:
        """The roles that send something, each with the channel."""
        return frozenset((role, share.entry.via) for role, share in self.shares)

    @cached_property
    def statements(self) -> Mapping[str, StatementSet]:
        """What each actor states that counts."""
        return self.needs.map_as_of.statements(self.assumptions)

    def phases(self, field: str) -> tuple[str, ...]:
        """The phases in which the field is needed, or is recorded now; one for each position."""
        wanted = [each.need.phase for each in self.wanting(field)]
        recorded = [record.phase for _, record in self.records(field)]
        by_position: dict[int, str] = {}
        for phase in (*wanted, *recorded):
            by_position.setdefault(self.needs.position(phase), phase)
        return tuple(by_position[position] for position in sorted(by_position))

    def phases_over(self, channel: str, sender: str, to: str, field: str) -> tuple[str, ...]:
        """The phases in which a share over a channel may be new; a referral in use is sent when the two send it."""
        if self.data_map.channels[channel].kind != "referral" or channel not in self.data_map.fields_over:
            return self.phases(field)
        sent = {
            share.phase
            for role, share in self.shares
            if (role, self.data_map.role_of(share.to), share.entry.via) == (sender, to, channel)
        }
        return tuple(each for each in self.phases(field) if each in sent)

    def records(self, field: str) -> list[tuple[str, Record]]:
        """The records of a field that count, each with its actor."""
        return list(self.needs.sharing(self.assumptions, field).records)

    @cached_property
    def shares(self) -> tuple[tuple[str, Share], ...]:
        """All shares that count, each with its role; those that differ in field and phase once."""
        first: dict[tuple[object, ...], tuple[str, Share]] = {}
        for actor, share in self.needs.map_as_of.of_type(self.assumptions, Share):
            role = self.data_map.role_of(actor)
            first.setdefault((share.entry, share.to, share.phase, role), (role, share))
        return tuple(first.values())

    def purposes_fit(self, share: Share, field: str, to: Collection[str]) -> bool:
        """Whether the purposes of a share, or of its legal bases, are those of the needs that it would meet."""
        needs = (each.need for each in self.wanting(field) if self.data_map.role_of(each.actor) in to)
        return not any(other_purposes(self.data_map, share, need) for need in needs)

    def suits(self, channel: str, field: str, to: Collection[str]) -> bool:
        """Whether a channel may take a field to some roles.

        One of free text takes anything, unless it is dedicated; a structured one what is of its kind, and anything
        where no other way was found.
        """
        structured = self.data_map.channels[channel].carries(field) not in (None, Form.FREE_TEXT)
        is_tried = not structured or not set(to).isdisjoint(self.without_way)
        return (is_tried and not is_dedicated(self.data_map, channel, to)) or self.is_of_kind(channel, field)

    def is_of_kind(self, channel: str, field: str) -> bool:
        """Whether a channel has a slot for a field, or carries it or others of its group; or is used for nothing."""
        is_unused = channel not in self.data_map.fields_over and not self.data_map.channels[channel].slots
        return is_unused or unsuitability(self.data_map, channel, field) <= OF_ITS_GROUP

    def needs_place(self, change: Change) -> bool:
        """Whether a share goes over a structured channel that carries nothing like its field today."""
        if change.via is None or change.field is None or change.share is None:
            return False
        form = self.data_map.channels[change.via].carries(change.field)
        return form not in (None, Form.FREE_TEXT) and not self.is_of_kind(change.via, change.field)

    def is_perhaps_used(self, change: Change) -> bool:
        """Whether a new channel is that of an unknown share between the two."""
        if change.kind != "new-channel" or change.actor is None:
            return False
        sender, to = self.data_map.role_of(change.actor), {self.data_map.role_of(each) for each in change.to}
        return any((sender, each, change.via) in self._unknown_over for each in to)

    @cached_property
    def _unknown_over(self) -> frozenset[tuple[str, str, str]]:
        """The roles of which nobody has found out whether one shares with the other, each with the channel."""
        return frozenset(
            (self.data_map.role_of(actor), self.data_map.role_of(share.to), share.entry.via)
            for actor, statements in self.data_map.statements.items()
            for share in statements.of(Share)
            if share.entry in self.needs.map_as_of.unknown
        )

    def other_recorders(self, change: Change) -> frozenset[str]:
        """The other roles that record the field of a new record already, no later than it is needed."""
        if change.kind != "new-record" or change.actor is None or change.field is None:
            return frozenset()
        return self.recording_in_time(change.field) - {self.data_map.role_of(change.actor)}

    def recording_in_time(self, field: str) -> frozenset[str]:
        """The roles that record a field no later than it is needed."""
        last = max(self.needs.position(each.need.phase) for each in self.wanting(field))
        in_time = (actor for actor, each in self.records(field) if self.needs.position(each.phase) <= last)
        return frozenset(map(self.data_map.role_of, in_time))

    def reaches(self, sender: str, member: str, role: str) -> bool:
        """Whether what a sender, or each of its members, shares with a role reaches a member of that role."""
        senders = self.data_map.members.get(sender, (sender,))
        return all(member in self.data_map.receivers(each, role) for each in senders)

    @cached_property
    def digital(self) -> frozenset[str]:
        """The digital channels of the map."""
        return frozenset(each.id for each in self.data_map.channels.values() if each.is_digital)

    @cached_property
    def received_over(self) -> Mapping[str, frozenset[str]]:
        """The digital channels by which each role already gets data; none for one that gets nothing so."""
        found: dict[str, set[str]] = {}
        for _, share in self.shares:
            if share.entry.via in self.digital:
                found.setdefault(self.data_map.role_of(share.to), set()).add(share.entry.via)
        return {role: frozenset(channels) for role, channels in found.items()}

    @cached_property
    def citizens(self) -> frozenset[str]:
        """The patient, and the others of the sector of citizens, such as relatives."""
        actors = (self.data_map.actors[each] for each in self.data_map.presented)
        return frozenset(each.id for each in actors if each.is_citizen)

    @cached_property
    def of_citizens(self) -> frozenset[str]:
        """Portals, and the channels by which citizens send or get data today: they send no discharge letters."""
        ends = ((share.entry.via, {role, self.data_map.role_of(share.to)}) for role, share in self.shares)
        used = {via for via, both in ends if not self.citizens.isdisjoint(both)}
        return frozenset(used | {each.id for each in self.data_map.channels.values() if each.kind == "portal"})

    @cached_property
    def named_between(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """The digital channels by which a role shares with another, or perhaps does, or is planned to."""
        found: dict[tuple[str, str], set[str]] = {}
        for actor, statements in self.data_map.statements.items():
            for share in statements.of(Share):
                if share.entry.status != "retired" and share.entry.via in self.digital:
                    ends = self.data_map.role_of(actor), self.data_map.role_of(share.to)
                    found.setdefault(ends, set()).add(share.entry.via)
        return {ends: frozenset(channels) for ends, channels in found.items()}

    def ways(self, sender: str, to: str) -> frozenset[str]:
        """The digital channels by which a receiver gets data or a sender sends some, or that the map names for both.

        All where the receiver gets none.
        """
        if to not in self.received_over:
            return self.digital
        sent = {via for role, via in self.sent if role == sender and via in self.digital}
        return self.received_over[to] | sent | self.named_between.get((sender, to), frozenset())

    def may_use(self, channel: str, sender: str, to: str) -> bool:
        """Whether two may begin to use a channel, as citizens or as others do.

        One of reports is for registries; for two others only where the map names it between them.
        """
        both = {sender, to}
        if self.data_map.channels[channel].kind == "registry" and not self._may_report(channel, sender, to):
            return False
        if not self.citizens.isdisjoint(both):
            return channel in self.of_citizens
        ends = [{role, self.data_map.role_of(share.to)} for role, share in self.shares if share.entry.via == channel]
        is_theirs = bool(ends) and not any(self.citizens.isdisjoint(each) for each in ends)
        return self.data_map.channels[channel].kind != "portal" or not is_theirs

    def _may_report(self, channel: str, sender: str, to: str) -> bool:
        """Whether one of two is a registry, or the map names a channel of reports between them."""
        named = (self.named_between.get(ends, frozenset()) for ends in ((sender, to), (to, sender)))
        is_report = any(takes_reports(self.data_map, each) for each in (sender, to))
        return is_report or any(channel in each for each in named)

    def lacks_channel(self, target: Target) -> bool:
        """Whether another actor records the field of a target, but none shares anything with its actor digitally."""
        role = self.data_map.role_of(target.actor)
        recorders = {self.data_map.role_of(actor) for actor, _ in self.records(target.need.field)}
        return bool(recorders - {role}) and role not in self.received_over

    def required(self, field: str) -> list[tuple[Form, str | None]]:
        """The forms and code systems that would do, those of a part being what its whole takes."""
        found: dict[tuple[Form, str | None], None] = {}
        for target in self.wanting(field):
            entry = target.need.entry
            if target.need.field == field and entry.code_systems:
                found |= {(Form.CODED, each): None for each in entry.code_systems}
            else:
                found[entry.form if target.need.field == field else min(entry.form, Form.STRUCTURED), None] = None
        return list(found)

    def required_anew(self, field: str) -> list[tuple[Form, str | None]]:
        """The same for a new record or place: what has a form of its own is not written as free text."""
        least = Form.STRUCTURED if self.data_map.fields[field].has_own_form else Form.FREE_TEXT
        return list(dict.fromkeys((max(form, least), code) for form, code in self.required(field)))

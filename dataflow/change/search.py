"""Which changes could meet the targets of a family of fields, of all that one may do to a map."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dataflow.analysis.assumptions import Assumptions, is_in_force
from dataflow.analysis.closure.sharing import carried, timing
from dataflow.analysis.needs.needs import Needs
from dataflow.analysis.needs.repairs import DEDICATED, OF_ITS_GROUP, other_purposes, unsuitability
from dataflow.change.candidates import Change
from dataflow.change.supposed import Target
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.model.statements import Demand, Entry, Record, RecordEntry, Share, ShareEntry, StatementSet

_RECORDED_TWICE = 50
"""What a record of something that another role records already counts among changes that cost the same."""


@dataclass(frozen=True)
class Search:
    """The changes that may be made for some targets: of the ``kinds`` allowed, and by none of ``kept``."""

    needs: Needs
    assumptions: Assumptions
    targets: Sequence[Target]
    kinds: Collection[str]
    kept: Collection[str] = ()

    @property
    def data_map(self) -> DataMap:
        """The map, or the reduced one."""
        return self.needs.map_as_of.data_map

    @cached_property
    def family(self) -> frozenset[str]:
        """The fields that are needed, and those from which they are derived."""
        parts = (self.data_map.parts[target.need.field] for target in self.targets)
        return frozenset[str]().union(*parts)

    def changes(self) -> list[Change]:
        """The changes, field by field; no two of them are the same."""
        found: dict[Change, None] = {}
        for field in (each for each in self.data_map.fields if each in self.family):
            for change in self._of_field(field):
                kept = change.actor is not None and self.data_map.role_of(change.actor) in self.kept
                if change.kind in self.kinds and not kept and change.actor not in self.kept:
                    found[change] = None
        return list(found)

    def _of_field(self, field: str) -> Iterator[Change]:
        shares = [*self._extended(field), *self._new_shares(field), *self._new_channels(field)]
        yield from shares
        yield from self._slots(field, shares)
        yield from self._better_records(field)
        yield from self._new_records(field)
        yield from self._code_maps(field)
        yield from self._faster(field)
        yield from self._planned(field)

    def _wanting(self, field: str) -> list[Target]:
        """The targets that a field could help to meet."""
        return [each for each in self.targets if field in self.data_map.parts[each.need.field]]

    def _lacking(self, field: str) -> tuple[str, ...]:
        """The roles and actors of the targets."""
        actors = {self.data_map.role_of(each.actors[0]) for each in self._wanting(field)}
        return tuple(actor for actor in self.data_map.presented if actor in actors)

    def _alone(self, role: str, lacking: Collection[str]) -> tuple[str, ...]:
        """The member of a role that lacks something where no other of its members does."""
        members = self.data_map.members.get(role, ())
        found = tuple(member for member in members if member in lacking)
        return found if len(found) == 1 < len(members) else ()

    def _in_want(self, role: str, field: str) -> tuple[str, ...]:
        """The role, and its member that lacks the field where only that one does."""
        return role, *self._alone(role, {actor for each in self._wanting(field) for actor in each.actors})

    def _sending(self, role: str, to: str, field: str) -> tuple[str, ...]:
        """The role, and its member that does not share the field with another where all others do."""
        shares = self.needs.sharing(self.assumptions, field).shares
        sharing = {actor for actor, share in shares if self.data_map.role_of(share.to) == to}
        return role, *self._alone(role, set(self.data_map.members.get(role, ())) - sharing)

    def _involved(self, field: str) -> frozenset[str]:
        """Roles and actors that hold a field at some time, or want it or what is derived from it."""
        wholes, found = self.data_map.wholes[field], set[str]()
        last = self.data_map.ranked_phases[-1]
        for actor, statements in self._statements.items():
            wants = any(isinstance(each, Demand) and each.field in wholes for each in statements)
            if wants or self.needs.holds(actor, field, last, self.assumptions):
                found.add(self.data_map.role_of(actor))
        return frozenset(found)

    @cached_property
    def _statements(self) -> Mapping[str, StatementSet]:
        return self.needs.map_as_of.statements(self.assumptions)

    def _phases(self, field: str) -> tuple[str, ...]:
        """The phases in which the field is needed, or is recorded now; one for each position."""
        wanted = [each.need.phase for each in self._wanting(field)]
        recorded = [record.phase for _, record in self._records(field)]
        by_position: dict[int, str] = {}
        for phase in (*wanted, *recorded):
            by_position.setdefault(self.needs.position(phase), phase)
        return tuple(by_position[position] for position in sorted(by_position))

    def _records(self, field: str) -> list[tuple[str, Record]]:
        return list(self.needs.sharing(self.assumptions, field).records)

    @cached_property
    def _shares(self) -> tuple[tuple[str, Share], ...]:
        """All shares that count, each with its role; those that differ in field and phase once."""
        first: dict[tuple[object, ...], tuple[str, Share]] = {}
        for actor, share in self.needs.map_as_of.of_type(self.assumptions, Share):
            role = self.data_map.role_of(actor)
            first.setdefault((share.entry, share.to, share.phase, role), (role, share))
        return tuple(first.values())

    def _purposes_fit(self, share: Share, field: str, to: Collection[str]) -> bool:
        """Whether the purposes of a share, or of its legal bases, are those of the needs that it would meet."""
        needs = (each.need for each in self._wanting(field) if self.data_map.role_of(each.actor) in to)
        return not any(other_purposes(self.data_map, share, need) for need in needs)

    def _suits(self, channel: str, field: str) -> bool:
        """Whether a channel is made for a field; one of free text takes anything, unless it is dedicated."""
        structured = self.data_map.channels[channel].carries(field) not in (None, Form.FREE_TEXT)
        dedicated = self.data_map.channels[channel].kind in DEDICATED
        return not (dedicated or structured) or self._is_of_kind(channel, field)

    def _is_of_kind(self, channel: str, field: str) -> bool:
        """Whether a channel has a slot for a field, or carries it or others of its group; or is used for nothing."""
        is_unused = channel not in self.data_map.fields_over and not self.data_map.channels[channel].slots
        return is_unused or unsuitability(self.data_map, channel, field) <= OF_ITS_GROUP

    def preference(self, change: Change) -> int:
        """How little a channel suits a field, then whether a role is changed: decides between equal costs.

        A new record of what another role records already comes last.
        """
        suited = change.via is None or change.field is None
        of_role = not self.data_map.members.keys().isdisjoint((change.actor, *change.to))
        unsuitable = 0 if suited else unsuitability(self.data_map, change.via or "", change.field or "")
        return 2 * unsuitable + of_role + (_RECORDED_TWICE if self._is_recorded_twice(change) else 0)

    def _is_recorded_twice(self, change: Change) -> bool:
        """Whether a change is a record of what another role records already."""
        if change.kind != "new-record" or change.actor is None or change.field is None:
            return False
        recorders = {self.data_map.role_of(actor) for actor, _ in self._records(change.field)}
        return bool(recorders - {self.data_map.role_of(change.actor)})

    def _reaches(self, sender: str, member: str, role: str) -> bool:
        """Whether what a sender, or each of its members, shares with a role reaches a member of that role."""
        senders = self.data_map.members.get(sender, (sender,))
        return all(member in self.data_map.receivers(each, role) for each in senders)

    def _extended(self, field: str) -> Iterator[Change]:
        """The field in a share that exists, where all of its receivers are involved with the field."""
        involved, best = self._involved(field), dict[tuple[object, ...], tuple[tuple[object, ...], Change]]()
        by_entry: dict[ShareEntry, list[Share]] = {}
        for role, share in self._shares:
            if role in involved:
                by_entry.setdefault(share.entry, []).append(share)
        carrying: dict[ShareEntry, set[str]] = {}
        for actor, share in self.needs.sharing(self.assumptions, field).shares:
            carrying.setdefault(share.entry, set()).add(actor)
        for entry, shares in by_entry.items():
            sharing = carrying.get(entry, set())
            lacking = set(self.data_map.members.get(entry.author, ())) - sharing
            by = self._alone(entry.author, lacking) if sharing else (entry.author,)
            to = tuple(dict.fromkeys(self.data_map.role_of(share.to) for share in shares))
            own = {self.data_map.role_of(entry.author)}
            form = carried(self.data_map, shares[0]._replace(field=field))
            if (
                not by
                or form is None
                or not involved.issuperset(to)
                or own == set(to)
                or not self._suits(entry.via, field)
                or not self._purposes_fit(shares[0], field, to)
            ):
                continue
            phases = tuple(dict.fromkeys(share.phase for share in shares))
            receivers = tuple(dict.fromkeys(share.to for share in shares))
            change = Change(
                *("extend-share", by[0], field, phases, receivers, entry.via),
                entry=entry,
                share=f"{entry.place.file}:{entry.place.line}:{entry.place.column}:{by[0]}",
            )
            kind_of_share = (by[0], receivers, phases, form, timing(self.data_map, shares[0]))
            rank = (unsuitability(self.data_map, entry.via, field), entry.confidence.rank, entry.place)
            if kind_of_share not in best or rank < best[kind_of_share][0]:
                best[kind_of_share] = rank, change
        yield from (change for _, change in best.values())

    def _new_shares(self, field: str) -> Iterator[Change]:
        """A share over a channel that the two use already in that direction."""
        involved = self._involved(field)
        used: dict[tuple[str, str], set[str]] = {}
        for role, share in self._shares:
            used.setdefault((role, self.data_map.role_of(share.to)), set()).add(share.entry.via)
        for (sender, to), channels in used.items():
            if sender in involved and to in involved:
                yield from self._shares_over("new-share", sender, to, field, channels)

    @cached_property
    def _digital(self) -> frozenset[str]:
        """The digital channels of the map."""
        return frozenset(each.id for each in self.data_map.channels.values() if each.is_digital)

    @cached_property
    def _received_over(self) -> Mapping[str, frozenset[str]]:
        """The digital channels by which each role already gets data; none for one that gets nothing so."""
        found: dict[str, set[str]] = {}
        for _, share in self._shares:
            if share.entry.via in self._digital:
                found.setdefault(self.data_map.role_of(share.to), set()).add(share.entry.via)
        return {role: frozenset(channels) for role, channels in found.items()}

    @cached_property
    def _citizens(self) -> frozenset[str]:
        """The patient, and the others of the sector of citizens, such as relatives."""
        actors = (self.data_map.actors[each] for each in self.data_map.presented)
        return frozenset(each.id for each in actors if each.kind == "patient" or each.sector == "citizen")

    @cached_property
    def _of_citizens(self) -> frozenset[str]:
        """Portals, and the channels by which citizens send or get data today: they send no discharge letters."""
        ends = ((share.entry.via, {role, self.data_map.role_of(share.to)}) for role, share in self._shares)
        used = {via for via, both in ends if not self._citizens.isdisjoint(both)}
        return frozenset(used | {each.id for each in self.data_map.channels.values() if each.kind == "portal"})

    def lacks_channel(self, target: Target) -> bool:
        """Whether another actor records the field of a target, but none shares anything with its actor digitally."""
        role = self.data_map.role_of(target.actor)
        recorders = {self.data_map.role_of(actor) for actor, _ in self._records(target.need.field)}
        return bool(recorders - {role}) and role not in self._received_over

    def _new_channels(self, field: str) -> Iterator[Change]:
        """A share over a channel new to the two, from one who records the field.

        That is a channel by which the receiver already gets data; any of the map where it gets none. To and from
        citizens it is one that citizens use, or a portal.
        """
        used = {(role, self.data_map.role_of(share.to), share.entry.via) for role, share in self._shares}
        recorders = {self.data_map.role_of(actor) for actor, _ in self._records(field)}
        for sender in (each for each in self.data_map.presented if each in recorders):
            for to in (each for each in self._lacking(field) if each != sender):
                new = {
                    each
                    for each in self._received_over.get(to, self._digital)
                    if (sender, to, each) not in used
                    and (each in self._of_citizens or self._citizens.isdisjoint((sender, to)))
                    and (self.data_map.channels[each].kind != "portal" or self._is_of_kind(each, field))
                }
                yield from self._shares_over("new-channel", sender, to, field, new)

    def _shares_over(
        self, kind: str, sender: str, to: str, field: str, channels: Collection[str]
    ) -> Iterator[Change]:
        """A share in each phase over the channel that suits best, for each form that one of them carries."""
        best: dict[Form, tuple[tuple[object, ...], str]] = {}
        for via in sorted(channels):
            form = self.data_map.channels[via].carries(field)
            if form is not None and self._suits(via, field):
                takes = self.data_map.channels[via].takes or 0
                rank = (takes, unsuitability(self.data_map, via, field), via)
                if form not in best or rank < best[form][0]:
                    best[form] = rank, via
        pairs = [
            (by, one)
            for by in self._sending(sender, to, field)
            for one in self._in_want(to, field)
            if one == to or self._reaches(by, one, to)
        ]
        for _, via in best.values():
            for phase in self._phases(field):
                for by, one in pairs:
                    unit = f"{kind}:{by}:{one}:{via}:{phase}"
                    yield Change(kind, by, field, (phase,), (one,), via, share=unit)

    def _required(self, field: str) -> list[tuple[Form, str | None]]:
        """The forms and code systems that would do, those of a part being what its whole takes."""
        found: dict[tuple[Form, str | None], None] = {}
        for target in self._wanting(field):
            entry = target.need.entry
            if target.need.field == field and entry.code_systems:
                found |= {(Form.CODED, each): None for each in entry.code_systems}
            else:
                found[entry.form if target.need.field == field else min(entry.form, Form.STRUCTURED), None] = None
        return list(found)

    def _slots(self, field: str, new: Iterable[Change]) -> Iterator[Change]:
        """Slots of a better form for the field, in the digital channels that carry it today or in a new change."""
        over = {share.entry.via for _, share in self.needs.sharing(self.assumptions, field).shares}
        over |= {change.via for change in new if change.via is not None}
        forms = {form for form, _ in self._required(field)}
        for via in (each for each in self.data_map.channels if each in over & self._digital):
            now = self.data_map.channels[via].carries(field)
            for form in sorted(forms):
                if now is None or form > now:
                    yield Change("slot", None, field, via=via, form=form)

    def _better_records(self, field: str) -> Iterator[Change]:
        """A record in a better form, or in a code system that is needed."""
        entries: dict[tuple[RecordEntry, str], str] = {}
        for actor, record in self._records(field):
            entries.setdefault((record.entry, record.phase), actor)
        for entry, phase in entries:
            for form, code in self._required(field):
                if form > entry.form or (code is not None and entry.code_system != code):
                    for actor in self._in_want(entry.author, field):
                        yield Change(
                            *("better-record", actor, field, (phase,)),
                            form=max(form, Form.CODED if code else form),
                            code_system=code,
                            entry=entry,
                        )

    def _new_records(self, field: str) -> Iterator[Change]:
        """A record in a phase in which its actor does not record the field."""
        records = {(actor, record.phase) for actor, record in self._records(field)}
        recording = sorted({self.data_map.role_of(actor) for actor, _ in records})
        actors = dict.fromkeys((*recording, *self._lacking(field)))
        phases = dict.fromkeys(self._phases(field))
        for target in self._wanting(field):
            entry = target.need.entry
            phases |= dict.fromkeys((*entry.recorded_in, *((entry.recorded_since,) if entry.recorded_since else ())))
        for actor in (each for each in actors if self.data_map.actors[each].kind != "registry"):
            concrete = self.data_map.members.get(actor, (actor,))
            for phase in phases:
                without = [each for each in concrete if (each, phase) not in records]
                alone = {*self._in_want(actor, field)[1:], *self._alone(actor, without)}
                for by in (*([actor] if without else ()), *sorted(alone.intersection(without))):
                    for form, code in self._required(field):
                        yield Change("new-record", by, field, (phase,), form=form, code_system=code)

    def _code_maps(self, field: str) -> Iterator[Change]:
        """A map from the codes of a record to those that are needed."""
        systems = dict.fromkeys(record.entry.code_system for _, record in self._records(field))
        for maps in (each for each in systems if each is not None):
            for _, code in self._required(field):
                if code is not None and code != maps and code not in self.data_map.code_systems[maps].maps_to:
                    yield Change("code-map", code_system=code, maps=maps)

    def _faster(self, field: str) -> Iterator[Change]:
        """A share that takes no time, where a target has a limit of time."""
        if any(each.need.entry.within is not None for each in self._wanting(field)):
            for share in dict.fromkeys(share for _, share in self.needs.sharing(self.assumptions, field).shares):
                if timing(self.data_map, share).takes:
                    entry = share.entry
                    yield Change(
                        "faster-share", entry.author, field, (share.phase,), (share.to,), entry.via, entry=entry
                    )

    def _planned(self, field: str) -> Iterator[Change]:
        """A planned record or share of the field, in force."""
        if self.assumptions.planned:
            return
        stated: list[Entry] = [record.entry for _, record in self.data_map.records[field]]
        stated += [share.entry for _, share in self.data_map.shares[field]]
        for entry in dict.fromkeys(stated):
            if entry.status == "planned" and is_in_force(entry, self.needs.map_as_of.as_of):
                yield Change("put-in-force", entry.author, entry=entry)

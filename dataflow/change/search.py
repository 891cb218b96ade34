"""Which changes could meet the targets of a family of fields, of all that one may do to a map."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from dataflow.analysis.assumptions import is_in_force
from dataflow.analysis.closure.sharing import carried, timing
from dataflow.analysis.needs.suitability import unsuitability
from dataflow.change.candidates import Change
from dataflow.change.makers import makers
from dataflow.change.situation import Situation
from dataflow.model.entities import Form
from dataflow.model.statements import Entry, RecordEntry, Share, ShareEntry


@dataclass(frozen=True)
class Search:
    """The changes that may be made in a situation: of the ``kinds`` allowed, and by none of ``kept``."""

    situation: Situation
    kinds: Collection[str]
    kept: Collection[str] = ()

    def changes(self) -> list[Change]:
        """The changes, field by field; no two of them are the same."""
        found: dict[Change, None] = {}
        for field in (each for each in self.situation.data_map.fields if each in self.situation.family):
            for change in self._of_field(field):
                kept = change.actor is not None and self.situation.data_map.role_of(change.actor) in self.kept
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

    def _extended(self, field: str) -> Iterator[Change]:
        """The field in a share that exists, where all of its receivers are involved with the field.

        A closed channel without a slot for it needs one too.
        """
        involved, best = self.situation.involved(field), dict[tuple[object, ...], tuple[tuple[object, ...], Change]]()
        by_entry: dict[ShareEntry, list[Share]] = {}
        for role, share in self.situation.shares:
            if role in involved:
                by_entry.setdefault(share.entry, []).append(share)
        carrying: dict[ShareEntry, set[str]] = {}
        for actor, share in self.situation.needs.sharing(self.situation.assumptions, field).shares:
            carrying.setdefault(share.entry, set()).add(actor)
        for entry, shares in by_entry.items():
            sharing = carrying.get(entry, set())
            lacking = set(self.situation.data_map.members.get(entry.author, ())) - sharing
            by = self.situation.alone(entry.author, lacking) if sharing else (entry.author,)
            to = tuple(dict.fromkeys(self.situation.data_map.role_of(share.to) for share in shares))
            own = {self.situation.data_map.role_of(entry.author)}
            form = carried(self.situation.data_map, shares[0]._replace(field=field))
            if (
                not by
                or not involved.issuperset(to)
                or own == set(to)
                or not self.situation.suits(entry.via, field, to)
                or not self.situation.purposes_fit(shares[0], field, to)
            ):
                continue
            phases = tuple(dict.fromkeys(share.phase for share in shares))
            receivers = tuple(dict.fromkeys(share.to for share in shares))
            change = Change(
                *("extend-share", by[0], field, phases, receivers, entry.via),
                entry=entry,
                share=f"{entry.place.file}:{entry.place.line}:{entry.place.column}:{by[0]}",
            )
            # A member alone may send what is extended in some of the phases only, or nothing of it.
            made = makers(self.situation.data_map, change)
            sent = {phase for spots in made.values() for phase, _ in spots}
            if not made:
                continue
            change = replace(change, phases=tuple(phase for phase in phases if phase in sent))
            reached = frozenset(made.items())
            kind_of_share = (by[0], receivers, reached, form, timing(self.situation.data_map, shares[0]))
            rank = (unsuitability(self.situation.data_map, entry.via, field), entry.confidence.rank, entry.place)
            if kind_of_share not in best or rank < best[kind_of_share][0]:
                best[kind_of_share] = rank, change
        yield from (change for _, change in best.values())

    def _new_shares(self, field: str) -> Iterator[Change]:
        """A share over a channel that the two use already in that direction."""
        involved = self.situation.involved(field)
        used: dict[tuple[str, str], set[str]] = {}
        for role, share in self.situation.shares:
            used.setdefault((role, self.situation.data_map.role_of(share.to)), set()).add(share.entry.via)
        for (sender, to), channels in used.items():
            if sender in involved and to in involved:
                yield from self._shares_over("new-share", sender, to, field, channels)

    def _new_channels(self, field: str) -> Iterator[Change]:
        """A share over a channel new to the two, from one who records the field.

        That is a channel by which the receiver gets data or the sender sends some; any of the map where the receiver
        gets none. To and from citizens it is one that citizens use, or a portal; a portal of theirs is for no others.
        """
        used = {
            (role, self.situation.data_map.role_of(share.to), share.entry.via)
            for role, share in self.situation.shares
        }
        recorders = {self.situation.data_map.role_of(actor) for actor, _ in self.situation.records(field)}
        for sender in (each for each in self.situation.data_map.presented if each in recorders):
            for to in (each for each in self.situation.lacking(field) if each != sender):
                new = {
                    each
                    for each in self.situation.ways(sender, to)
                    if (sender, to, each) not in used
                    and self.situation.may_use(each, sender, to)
                    and (
                        self.situation.data_map.channels[each].kind != "portal"
                        or self.situation.is_of_kind(each, field)
                    )
                }
                yield from self._shares_over("new-channel", sender, to, field, new)

    def _shares_over(
        self, kind: str, sender: str, to: str, field: str, channels: Collection[str]
    ) -> Iterator[Change]:
        """A share in each phase over the channel that suits best, for each form that one of them carries."""
        best: dict[Form | None, tuple[tuple[object, ...], str]] = {}
        for via in sorted(channels):
            form = self.situation.data_map.channels[via].carries(field)
            if self.situation.suits(via, field, (to,)):
                takes = self.situation.data_map.channels[via].takes or 0
                rank = (
                    takes,
                    (sender, via) not in self.situation.sent,
                    unsuitability(self.situation.data_map, via, field),
                    via,
                )
                if form not in best or rank < best[form][0]:
                    best[form] = rank, via
        pairs = [
            (by, one)
            for by in self.situation.sending(sender, to, field)
            for one in self.situation.in_want(to, field)
            if one == to or self.situation.reaches(by, one, to)
        ]
        for _, via in best.values():
            for phase in self.situation.phases_over(via, sender, to, field):
                for by, one in pairs:
                    unit = f"{kind}:{by}:{one}:{via}:{phase}"
                    yield Change(kind, by, field, (phase,), (one,), via, share=unit)

    def _slots(self, field: str, new: Iterable[Change]) -> Iterator[Change]:
        """Slots of a better form for the field, in the digital channels that carry it today or in a new change."""
        over = {
            share.entry.via for _, share in self.situation.needs.sharing(self.situation.assumptions, field).shares
        }
        over |= {change.via for change in new if change.via is not None}
        better, anew = (
            sorted({form for form, _ in forms})
            for forms in (self.situation.required(field), self.situation.required_anew(field))
        )
        for via in (each for each in self.situation.data_map.channels if each in over & self.situation.digital):
            now = self.situation.data_map.channels[via].carries(field)
            for form in anew if now is None else better:
                if now is None or form > now:
                    yield Change("slot", None, field, via=via, form=form)

    def _better_records(self, field: str) -> Iterator[Change]:
        """A record in a better form, or in a code system that is needed."""
        entries: dict[tuple[RecordEntry, str], str] = {}
        for actor, record in self.situation.records(field):
            entries.setdefault((record.entry, record.phase), actor)
        for entry, phase in entries:
            for form, code in self.situation.required(field):
                if form > entry.form or (code is not None and entry.code_system != code):
                    for actor in self.situation.in_want(entry.author, field):
                        change = Change(
                            *("better-record", actor, field, (phase,)),
                            form=max(form, Form.CODED if code else form),
                            code_system=code,
                            entry=entry,
                        )
                        if makers(self.situation.data_map, change):
                            yield change

    def _new_records(self, field: str) -> Iterator[Change]:
        """A record in a phase in which its actor does not record the field."""
        records = {(actor, record.phase) for actor, record in self.situation.records(field)}
        recording = sorted({self.situation.data_map.role_of(actor) for actor, _ in records})
        actors = dict.fromkeys((*recording, *self.situation.lacking(field)))
        phases = dict.fromkeys(self.situation.phases(field))
        for target in self.situation.wanting(field):
            entry = target.need.entry
            phases |= dict.fromkeys((*entry.recorded_in, *((entry.recorded_since,) if entry.recorded_since else ())))
        for actor in (each for each in actors if self.situation.data_map.actors[each].kind != "registry"):
            concrete = self.situation.data_map.members.get(actor, (actor,))
            for phase in phases:
                without = [each for each in concrete if (each, phase) not in records]
                alone = {*self.situation.in_want(actor, field)[1:], *self.situation.alone(actor, without)}
                for by in (*([actor] if without else ()), *sorted(alone.intersection(without))):
                    for form, code in self.situation.required_anew(field):
                        yield Change("new-record", by, field, (phase,), form=form, code_system=code)

    def _code_maps(self, field: str) -> Iterator[Change]:
        """A map from the codes of a record to those that are needed."""
        systems = dict.fromkeys(record.entry.code_system for _, record in self.situation.records(field))
        for maps in (each for each in systems if each is not None):
            for _, code in self.situation.required(field):
                if (
                    code is not None
                    and code != maps
                    and code not in self.situation.data_map.code_systems[maps].maps_to
                ):
                    yield Change("code-map", code_system=code, maps=maps)

    def _faster(self, field: str) -> Iterator[Change]:
        """A share that takes no time, where a target has a limit of time."""
        if any(each.need.entry.within is not None for each in self.situation.wanting(field)):
            for share in dict.fromkeys(
                share for _, share in self.situation.needs.sharing(self.situation.assumptions, field).shares
            ):
                if timing(self.situation.data_map, share).takes:
                    entry = share.entry
                    yield Change(
                        "faster-share", entry.author, field, (share.phase,), (share.to,), entry.via, entry=entry
                    )

    def _planned(self, field: str) -> Iterator[Change]:
        """A planned record or share of the field, in force."""
        if self.situation.assumptions.planned:
            return
        stated: list[Entry] = [record.entry for _, record in self.situation.data_map.records[field]]
        stated += [share.entry for _, share in self.situation.data_map.shares[field]]
        for entry in dict.fromkeys(stated):
            if entry.status == "planned" and is_in_force(entry, self.situation.needs.map_as_of.as_of):
                yield Change("put-in-force", entry.author, entry=entry)

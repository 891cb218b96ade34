"""Who makes a change to what a role states: those of its members that state it, not those that omit it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dataflow.analysis.assumptions import is_in_force
from dataflow.analysis.closure.sharing import timing
from dataflow.change.candidates import Change
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Entry, Record, RecordEntry, Share, ShareEntry, Statement

Spot = tuple[str, str | None]
"""A phase in which something is recorded, or in which it is shared with a receiver."""

_OF_ENTRY = ("extend-share", "faster-share", "better-record")
"""The kinds that change what is stated in some places already; others state something new."""


def makers(data_map: DataMap, change: Change) -> Mapping[str, tuple[Spot, ...]]:
    """The concrete actors that make a change, each with where: the members of a role that state what is changed.

    A member that omits a share does not send what is added to it. A planned statement that is put into force is told
    by ``put_in_force``.
    """
    actor = change.actor or ""
    everywhere: tuple[Spot, ...] = tuple((phase, to) for phase in change.phases for to in (change.to or (None,)))
    found: dict[str, tuple[Spot, ...]] = {}
    for each in data_map.members.get(actor, (actor,)):
        if each in data_map.statements:
            there = everywhere
            if change.kind in _OF_ENTRY and change.entry is not None:
                stated = frozenset(_spots(data_map, each, change, change.entry))
                there = tuple(spot for spot in everywhere if spot in stated)
            if there:
                found[each] = there
    return found


def put_in_force(data_map: DataMap, change: Change) -> Mapping[str, tuple[Statement, ...]]:
    """The statements of each member that a planned statement is, once it is in force."""
    actor = change.actor or ""
    members = (each for each in data_map.members.get(actor, (actor,)) if each in data_map.statements)
    found = {each: tuple(one for one in data_map.statements[each] if one.entry is change.entry) for each in members}
    return {member: statements for member, statements in found.items() if statements}


def left_out(data_map: DataMap, change: Change) -> tuple[str, ...]:
    """The members of the role of a change that do not make it, as they omit what is changed."""
    members = [each for each in data_map.members.get(change.actor or "", ()) if each in data_map.statements]
    made = put_in_force(data_map, change) if change.kind == "put-in-force" else makers(data_map, change)
    return tuple(each for each in members if each not in made)


class Sooner(NamedTuple):
    """A field that two share so already, but later; hours from the beginning of the phase until it is there."""

    field: str
    before: int
    now: int


def sooner(data_map: DataMap, change: Change) -> Sooner | None:
    """What a change makes faster: the same two share the field so already, in the same phase, with more delay."""
    if change.kind not in ("new-share", "extend-share") or change.field is None or change.via is None:
        return None
    actor = change.actor or ""
    to = frozenset(map(data_map.role_of, change.to))
    senders = frozenset(data_map.members.get(actor, (actor,)))
    there = [
        sum(timing(data_map, share))
        for sender, share in data_map.shares[change.field]
        if sender in senders
        and data_map.role_of(share.to) in to
        and (share.entry.via, share.entry.status) == (change.via, "current")
        and share.phase in change.phases
        and is_in_force(share.entry, data_map.as_of)
    ]
    takes = data_map.channels[change.via].takes or 0
    if isinstance(change.entry, ShareEntry):
        takes = (change.entry.after or 0) + (takes if change.entry.takes is None else change.entry.takes)
    return Sooner(change.field, min(there), takes) if there and min(there) > takes else None


def _spots(data_map: DataMap, actor: str, change: Change, entry: Entry) -> Iterator[Spot]:
    """Where an actor states what is changed: the same share or record, or its own in place of it."""
    in_force = entry.status, entry.valid_from, entry.valid_to
    if isinstance(entry, ShareEntry):
        for share in data_map.statements[actor].of(Share):
            is_it = share.entry is entry or (
                share.entry.via == entry.via
                and (share.entry.status, share.entry.valid_from, share.entry.valid_to) == in_force
            )
            if is_it and (change.kind != "faster-share" or share.field == change.field):
                yield share.phase, share.to
    elif isinstance(entry, RecordEntry):
        for record in data_map.statements[actor].of(Record):
            if record.field == change.field:
                yield record.phase, None

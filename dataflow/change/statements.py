"""The statements that were added, removed and changed, folded as people write them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dataflow.change.meaning import Meaning, Plain, Renamed, meaning_of, texts_of
from dataflow.model.data_map import DataMap
from dataflow.model.statements import StatementSet


@dataclass(frozen=True, slots=True)
class Alteration:
    """A key of a statement or object with its values before and after; None where it is not stated."""

    what: str
    before: Plain
    after: Plain


@dataclass(frozen=True, slots=True)
class StatementChange:
    """Statements of one kind that were ``added``, ``removed`` or ``changed`` in the same way.

    ``actor`` is a role or an actor; ``members`` are those of the role that it holds for, None where all. ``at`` is
    the channel of shares, or the system of records. ``facts`` are what an added or removed statement says,
    ``alterations`` what of a changed one differs.
    """

    change: str
    kind: str
    actor: str
    members: tuple[str, ...] | None
    fields: tuple[str, ...]
    phases: tuple[str, ...]
    to: tuple[str, ...]
    at: str | None
    facts: Mapping[str, Plain]
    alterations: tuple[Alteration, ...] = ()


@dataclass(frozen=True, slots=True)
class _Pair:
    """One statement before and after; None where there is none."""

    before: Meaning | None
    after: Meaning | None


def statement_changes(old: DataMap, new: DataMap, renamed: Renamed) -> tuple[StatementChange, ...]:
    """The changes of all statements, by actor in the order of the newer map."""
    changed: dict[tuple[StatementSet, StatementSet], tuple[_Pair, ...]] = {}
    nothing = StatementSet()
    found: list[StatementChange] = []
    then, now = _presented(old, renamed.get("actors", {})), _presented(new, {})
    for actor in dict.fromkeys((*now, *then)):
        members: dict[_Pair, list[str]] = {}
        before, after = then.get(actor, {}), now.get(actor, {})
        for member in dict.fromkeys((*after, *before)):
            one = before[member] if member in before else _usual(before, after, nothing)
            other = after[member] if member in after else _usual(after, before, nothing)
            if (one, other) not in changed:
                changed[one, other] = tuple(_changes(one, other, renamed))
            for pair in changed[one, other]:
                members.setdefault(pair, []).append(member)
        # A role that had no members, or has none any more, was or is an actor itself.
        common = before.keys() & after.keys() or {*before, *after} - {actor} or {actor}
        for pair, those in members.items():
            some = None if common <= set(those) else tuple(sorted(set(those) - {actor}))
            found.append(_change(actor, some, pair))
    return _folded(found, old, new)


def text_changes(old: DataMap, new: DataMap, renamed: Renamed) -> tuple[StatementChange, ...]:
    """The notes of statements, and what actors call their fields, that differ; each by the actor that states it."""
    then, now = _texts(old, renamed), _texts(new, {})
    actors = renamed.get("actors", {})
    common = {actors.get(actor, actor) for actor in old.actors_by_id} & new.actors_by_id.keys()
    found = [
        StatementChange("changed", said.kind, author, None, (said.field,), (said.phase,), to, said.at, {}, altered)
        for author, said in dict.fromkeys((*now, *then))
        if author in common and (altered := altered_keys(then.get((author, said), {}), now.get((author, said), {})))
        for to in [() if said.to is None else (said.to,)]
    ]
    return _folded(found, old, new)


def _texts(data_map: DataMap, renamed: Renamed) -> dict[tuple[str, Meaning], dict[str, Plain]]:
    """The texts of statements by the role or actor that states them, and by what these are about."""
    found: dict[tuple[str, Meaning], dict[str, Plain]] = {}
    for statement in (each for said in data_map.statement_sets for each in said):
        note, called = statement.entry.note, getattr(statement.entry, "called", None)
        if note is not None or called is not None:
            author = renamed.get("actors", {}).get(statement.entry.author, statement.entry.author)
            texts = found.setdefault((author, meaning_of(statement, renamed)._replace(facts=())), {})
            texts |= {key: texts_of(text) for key, text in (("note", note), ("called", called)) if text is not None}
    return found


def altered_keys(then: Mapping[str, Plain], now: Mapping[str, Plain]) -> tuple[Alteration, ...]:
    """The keys whose values differ."""
    return tuple(
        Alteration(key, then.get(key), now.get(key))
        for key in sorted(then.keys() | now.keys())
        if then.get(key) != now.get(key)
    )


def _presented(data_map: DataMap, renamed: Mapping[str, str]) -> dict[str, dict[str, StatementSet]]:
    """The statements of the members of each presented actor, in new ids."""
    return {
        renamed.get(actor, actor): {renamed.get(each, each): data_map.statements[each] for each in members}
        for actor, members in data_map.presented.items()
    }


def _usual(
    here: Mapping[str, StatementSet], there: Mapping[str, StatementSet], nothing: StatementSet
) -> StatementSet:
    """What a member that is only ``there`` is compared with: what most others state; nothing for a new actor."""
    others = [there[each] for each in there if each in here] or list(here.values())
    return Counter(others).most_common(1)[0][0] if here else nothing


def _changes(old: StatementSet, new: StatementSet, renamed: Renamed) -> Iterator[_Pair]:
    """The statements that differ, paired with the one that they were or became."""
    if old is new:
        return
    # No new id is that of a renamed thing, so both may be translated.
    before, after = (Counter(meaning_of(each, renamed) for each in dict.fromkeys(said)) for said in (old, new))
    gone, added = before - after, after - before
    for key in (_same_place, _same_receiver):
        pairs = _paired(gone.elements(), added.elements(), key)
        gone, added = gone - Counter(one for one, _ in pairs), added - Counter(other for _, other in pairs)
        yield from (_Pair(one, other) for one, other in pairs)
    yield from (_Pair(one, None) for one in gone.elements())
    yield from (_Pair(None, other) for other in added.elements())


def _same_place(said: Meaning) -> tuple[object, ...]:
    return said.kind, said.field, said.phase, said.to, said.at


def _same_receiver(said: Meaning) -> tuple[object, ...]:
    return said.kind, said.field, said.phase, said.to


def _paired(
    gone: Iterable[Meaning], added: Iterable[Meaning], key: Callable[[Meaning], tuple[object, ...]]
) -> list[tuple[Meaning, Meaning]]:
    """Pairs with the same key, in an order that does not depend on that of the statements."""
    groups: dict[tuple[object, ...], tuple[list[Meaning], list[Meaning]]] = {}
    for side, said in ((0, gone), (1, added)):
        for each in said:
            groups.setdefault(key(each), ([], []))[side].append(each)
    return [
        pair
        for ones, others in groups.values()
        for pair in zip(sorted(ones, key=repr), sorted(others, key=repr), strict=False)
    ]


def _change(actor: str, members: tuple[str, ...] | None, pair: _Pair) -> StatementChange:
    said = pair.after or pair.before
    assert said is not None  # noqa: S101  # a pair has one of them
    kind = "changed" if pair.before and pair.after else "added" if pair.after else "removed"
    to = () if said.to is None else (said.to,)
    change = StatementChange(kind, said.kind, actor, members, (said.field,), (said.phase,), to, said.at, {})
    if pair.before is None or pair.after is None:
        return replace(change, facts=dict(said.facts))
    then, now = dict(pair.before.facts), dict(pair.after.facts)
    alterations = [*altered_keys(then, now)]
    if pair.before.at != pair.after.at:
        alterations.insert(0, Alteration("via" if to else "in", pair.before.at, pair.after.at))
    return replace(change, alterations=tuple(alterations))


def _folded(changes: Sequence[StatementChange], old: DataMap, new: DataMap) -> tuple[StatementChange, ...]:
    """Changes that differ only in phases, fields or receivers as one, in the order of the pathway and of the map."""
    phases = (*new.ranked_phases, *old.ranked_phases)
    changes = _joined(changes, phases, lambda each: each.phases, lambda each, ids: replace(each, phases=ids))
    fields = (*new.fields, *old.fields)
    changes = _joined(changes, fields, lambda each: each.fields, lambda each, ids: replace(each, fields=ids))
    actors = (*new.actors, *old.actors)
    changes = _joined(changes, actors, lambda each: each.to, lambda each, ids: replace(each, to=ids))
    return tuple(_with_moves(changes))


def _joined(
    changes: Sequence[StatementChange],
    declared: Iterable[str],
    ids_of: Callable[[StatementChange], tuple[str, ...]],
    with_ids: Callable[[StatementChange, tuple[str, ...]], StatementChange],
) -> list[StatementChange]:
    """Changes that are the same but for some ids as one with all of these."""
    ranks = {id_: rank for rank, id_ in enumerate(dict.fromkeys(declared))}
    groups: dict[str, tuple[StatementChange, set[str]]] = {}
    for change in changes:
        groups.setdefault(repr(with_ids(change, ())), (change, set()))[1].update(ids_of(change))
    return [
        with_ids(change, tuple(sorted(ids, key=lambda id_: (ranks.get(id_, len(ranks)), id_))))
        for change, ids in groups.values()
    ]


def _with_moves(changes: Sequence[StatementChange]) -> Iterator[StatementChange]:
    """Statements that were removed in some phases and added in others, and say the same, as a change of phases."""
    removed: dict[str, StatementChange] = {}
    added: dict[str, StatementChange] = {}
    for change in changes:
        rest = repr(replace(change, change="", phases=()))
        if change.change == "removed":
            removed.setdefault(rest, change)
        elif change.change == "added":
            added.setdefault(rest, change)
    moved = {id(each[rest]) for each in (removed, added) for rest in removed.keys() & added.keys()}
    for change in changes:
        if id(change) not in moved:
            yield change
        elif change.change == "added":
            before = removed[repr(replace(change, change="", phases=()))]
            moves = (Alteration("phases", before.phases, change.phases),)
            yield replace(change, change="changed", facts={}, alterations=moves)

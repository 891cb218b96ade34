"""Who passes what on to whom, as shown by role: the ground that several views stand on."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from dataflow.model.entities import DataMap, Entry, Form, Statement
from dataflow.views import Focus


class Pair(Protocol):
    """Anything that goes, or does not go, from one actor to another."""

    @property
    def source(self) -> str:
        """The actor that gives."""

    @property
    def target(self) -> str:
        """The actor that gets."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """All that goes from one actor to another. ``fields`` gives the best form in which each one travels.

    ``key`` tells the exchanges of a pair apart where they are split: it is the channel.
    """

    source: str
    target: str
    status: str
    fields: Mapping[str, Form]
    channels: tuple[str, ...]
    phases: tuple[str, ...]
    key: str = ""

    @property
    def about(self) -> tuple[str, ...]:
        """What it shows of the map, for pointing at it."""
        kinds = {
            "actor": (self.source, self.target),
            "field": tuple(self.fields),
            "channel": self.channels,
            "phase": self.phases,
        }
        return tuple(sorted(f"{kind}:{each}" for kind, ids in kinds.items() for each in ids))

    @property
    def form(self) -> Form:
        """The form in which most fields travel; the lower one where it is a draw."""
        counts = Counter(self.fields.values())
        return min(counts, key=lambda form: (-counts[form], form))


def in_force(entry: Entry, as_of: str | None) -> bool:
    """True where a statement's dates take in the map's date; a planned one may begin later."""
    if as_of is None:
        return True
    begun = entry.valid_from is None or entry.valid_from <= as_of or entry.status == "planned"
    return begun and (entry.valid_to is None or as_of <= entry.valid_to)


def statements(data_map: DataMap, actor: str, kind: str, focus: Focus) -> Iterator[Statement]:
    """The statements of one kind, of all that stand behind a presented actor, that the focus and the dates let in."""
    done: set[int] = set()
    for concrete in data_map.presented[actor]:
        told = data_map.statements[concrete]
        if id(told) not in done:
            done.add(id(told))
            yield from (
                statement for statement in told if statement.entry.kind == kind and fits(data_map, focus, statement)
            )


def fits(data_map: DataMap, focus: Focus, statement: Statement) -> bool:
    """True where the focus lets a statement in (actors aside) and it is not over or yet to come."""
    entry = statement.entry
    return (
        in_focus(data_map, focus, statement.field)
        and (not focus.phases or statement.phase in focus.phases)
        and (not focus.channels or entry.via is None or entry.via in focus.channels)
        and (not focus.purposes or not entry.purposes or not set(entry.purposes).isdisjoint(focus.purposes))
        and entry.status != "retired"
        and in_force(entry, data_map.as_of)
    )


def in_focus(data_map: DataMap, focus: Focus, field: str) -> bool:
    """True where the focus lets a field in."""
    named = not focus.fields or field in focus.fields
    return named and (not focus.groups or not groups_of(data_map, field).isdisjoint(focus.groups))


def groups_of(data_map: DataMap, field: str) -> set[str]:
    """The group of a field, and the groups that it lies in."""
    groups: set[str] = set()
    group = data_map.fields[field].group
    while group is not None and group not in groups:
        groups.add(group)
        group = data_map.groups[group].parent
    return groups


def exchanges(data_map: DataMap, focus: Focus, by: str | None = None) -> tuple[Exchange, ...]:
    """One for each pair of presented actors and direction (and channel), in the order of declaration.

    Where something is shared today, only that counts; else what is planned, else what nobody has found out.
    """
    found: dict[tuple[str, str, str], dict[str, list[Statement]]] = {}
    for source in data_map.presented:
        for statement in _shares(data_map, source, focus):
            target = data_map.role_of(statement.to or "")
            if not focus.actors or source in focus.actors or target in focus.actors:
                status = statement.entry.status
                counted = "current" if focus.planned and status == "planned" else status
                key = (source, target, (statement.entry.via or "") if by == "channel" else "")
                found.setdefault(key, {}).setdefault(counted, []).append(statement)
    order = {actor: index for index, actor in enumerate(data_map.presented)}
    after = {channel: index for index, channel in enumerate(("", *data_map.channels))}
    keys = sorted(found, key=lambda key: (order[key[0]], order[key[1]], after[key[2]]))
    return tuple(_exchange(data_map, *key, found[key]) for key in keys)


def _shares(data_map: DataMap, source: str, focus: Focus) -> Iterator[Statement]:
    """The shares that reach somebody and carry something."""
    senders: dict[int, list[str]] = {}
    for concrete in data_map.presented[source]:
        senders.setdefault(id(data_map.statements[concrete]), []).append(concrete)
    for alike in senders.values():
        reached: dict[str, bool] = {}
        for statement in data_map.statements[alike[0]]:
            to, via = statement.to, statement.entry.via
            if statement.entry.kind != "shares" or to is None or via is None or not fits(data_map, focus, statement):
                continue
            if to not in reached:
                reached[to] = any(data_map.receivers(sender, to) for sender in alike)
            if reached[to] and data_map.channels[via].carries(statement.field) is not None:
                yield statement


def _exchange(
    data_map: DataMap, source: str, target: str, key: str, by_status: Mapping[str, list[Statement]]
) -> Exchange:
    status = next(status for status in ("current", "planned", "unknown") if status in by_status)
    fields: dict[str, Form] = {}
    for statement in by_status[status]:
        form = _carried(data_map, statement)
        fields[statement.field] = max(form, fields.get(statement.field, form))
    happens = {statement.phase for statement in by_status[status]}
    phases = tuple(phase for phase in data_map.phases if phase in happens)
    return Exchange(source, target, status, fields, _busiest(data_map, by_status[status]), phases, key)


def _carried(data_map: DataMap, statement: Statement) -> Form:
    carried = data_map.channels[statement.entry.via or ""].carries(statement.field)
    return min(form for form in (carried, statement.entry.form) if form is not None)


def _busiest(data_map: DataMap, shares: Iterable[Statement]) -> tuple[str, ...]:
    """The channels used, those that carry most fields first."""
    carried: dict[str, set[str]] = {}
    for share in shares:
        carried.setdefault(share.entry.via or "", set()).add(share.field)
    order = {channel: index for index, channel in enumerate(data_map.channels)}
    return tuple(sorted(carried, key=lambda channel: (-len(carried[channel]), order[channel])))

"""Who passes what on to whom, as shown by role: the ground that several views stand on."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.model.statements import AnyStatement, DemandEntry, Entry, Share, ShareEntry, Statement, StatementSet
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


def statements(data_map: DataMap, actor: str, type_: type[AnyStatement], focus: Focus) -> Iterator[AnyStatement]:
    """The statements of one type, of all that stand behind a presented actor, that the focus and the dates let in."""
    for own in dict.fromkeys(data_map.statements[concrete] for concrete in data_map.presented[actor]):
        yield from (statement for statement in own.of(type_) if fits(data_map, focus, statement))


def fits(data_map: DataMap, focus: Focus, statement: Statement) -> bool:
    """True where the focus lets a statement in (actors aside) and it is not over or yet to come."""
    entry = statement.entry
    return (
        in_focus(data_map, focus, statement.field)
        and (not focus.phases or statement.phase in focus.phases)
        and (not focus.channels or not isinstance(entry, ShareEntry) or entry.via in focus.channels)
        and (not focus.purposes or _is_for(entry, focus.purposes))
        and entry.status != "retired"
        and in_force(entry, data_map.as_of)
    )


def _is_for(entry: Entry, purposes: tuple[str, ...]) -> bool:
    """True for a statement that names one of the purposes, or none at all."""
    own = entry.purposes if isinstance(entry, DemandEntry | ShareEntry) else ()
    return not own or not set(own).isdisjoint(purposes)


def in_focus(data_map: DataMap, focus: Focus, field: str) -> bool:
    """True where the focus lets a field in."""
    named = not focus.fields or field in focus.fields
    return named and (not focus.groups or not set(data_map.groups_of(field)).isdisjoint(focus.groups))


def exchanges(data_map: DataMap, focus: Focus, by: str | None = None) -> tuple[Exchange, ...]:
    """One for each pair of presented actors and direction (and channel), in the order of declaration.

    Where something is shared today, only that counts; else what is planned, else what nobody has found out.
    """
    found: dict[tuple[str, str, str], dict[str, list[Share]]] = {}
    for source in data_map.presented:
        for statement in _shares(data_map, source, focus):
            target = data_map.role_of(statement.to)
            if not focus.actors or source in focus.actors or target in focus.actors:
                status = statement.entry.status
                counted = "current" if focus.planned and status == "planned" else status
                key = (source, target, statement.entry.via if by == "channel" else "")
                found.setdefault(key, {}).setdefault(counted, []).append(statement)
    order = {actor: index for index, actor in enumerate(data_map.presented)}
    after = {channel: index for index, channel in enumerate(("", *data_map.channels))}
    keys = sorted(found, key=lambda key: (order[key[0]], order[key[1]], after[key[2]]))
    return tuple(_exchange(data_map, *key, found[key]) for key in keys)


def _shares(data_map: DataMap, source: str, focus: Focus) -> Iterator[Share]:
    """The shares that reach somebody and carry something."""
    senders: dict[StatementSet, list[str]] = {}
    for concrete in data_map.presented[source]:
        senders.setdefault(data_map.statements[concrete], []).append(concrete)
    for own, alike in senders.items():
        reached: dict[str, bool] = {}
        for share in own.of(Share):
            if not fits(data_map, focus, share):
                continue
            if share.to not in reached:
                reached[share.to] = any(data_map.receivers(sender, share.to) for sender in alike)
            if reached[share.to] and data_map.channels[share.entry.via].carries(share.field) is not None:
                yield share


def _exchange(
    data_map: DataMap, source: str, target: str, key: str, by_status: Mapping[str, list[Share]]
) -> Exchange:
    status = next(status for status in ("current", "planned", "unknown") if status in by_status)
    fields: dict[str, Form] = {}
    for statement in by_status[status]:
        form = _carried(data_map, statement)
        fields[statement.field] = max(form, fields.get(statement.field, form))
    happens = {statement.phase for statement in by_status[status]}
    phases = tuple(phase for phase in data_map.phases if phase in happens)
    return Exchange(source, target, status, fields, _busiest(data_map, by_status[status]), phases, key)


def _carried(data_map: DataMap, statement: Share) -> Form:
    carried = data_map.channels[statement.entry.via].carries(statement.field)
    return min(form for form in (carried, statement.entry.form) if form is not None)


def _busiest(data_map: DataMap, shares: Iterable[Share]) -> tuple[str, ...]:
    """The channels used, those that carry most fields first."""
    carried: dict[str, set[str]] = {}
    for share in shares:
        carried.setdefault(share.entry.via, set()).add(share.field)
    order = {channel: index for index, channel in enumerate(data_map.channels)}
    return tuple(sorted(carried, key=lambda channel: (-len(carried[channel]), order[channel])))

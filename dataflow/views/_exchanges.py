"""Who passes what on to whom, as shown by role: the ground that several views stand on."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from dataflow.analysis.assumptions import is_in_force
from dataflow.analysis.lineage.travels import NOT_HELD, Travel
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.model.statements import AnyStatement, DemandEntry, Entry, Share, ShareEntry, Statement
from dataflow.views import Focus, Scene


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
    """All that goes from one actor to another with one status. ``fields`` gives the best form in which each arrives.

    ``key`` distinguishes the exchanges of a pair: by channel, and of what the sender does not hold.
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
        and is_in_force(entry, data_map.as_of)
    )


def _is_for(entry: Entry, purposes: tuple[str, ...]) -> bool:
    """True for a statement that names one of the purposes, or none at all."""
    own = entry.purposes if isinstance(entry, DemandEntry | ShareEntry) else ()
    return not own or not set(own).isdisjoint(purposes)


def in_focus(data_map: DataMap, focus: Focus, field: str) -> bool:
    """True where the focus lets a field in."""
    named = not focus.fields or field in focus.fields
    return named and (not focus.groups or not set(data_map.groups_of(field)).isdisjoint(focus.groups))


def exchanges(scene: Scene, focus: Focus, by: str | None = None) -> tuple[Exchange, ...]:
    """One for each pair of presented actors and direction (and channel), in the order of declaration.

    Where something is shared today, only that counts; else what is planned, else what nobody has found out. What is
    stated to be shared and that the sender does not hold is an exchange of its own.
    """
    data_map = scene.data_map
    found: dict[tuple[str, str, str], dict[str, list[Travel]]] = {}
    for travel in scene.travels:
        source, target, share = travel.source, travel.target, travel.share
        here = not focus.actors or source in focus.actors or target in focus.actors
        if here and fits(data_map, focus, share):
            key = (source, target, share.entry.via if by == "channel" else "")
            found.setdefault(key, {}).setdefault(travel.status, []).append(travel)
    order = {actor: index for index, actor in enumerate(data_map.presented)}
    after = {channel: index for index, channel in enumerate(("", *data_map.channels))}
    keys = sorted(found, key=lambda key: (order[key[0]], order[key[1]], after[key[2]]))
    return tuple(exchange for key in keys for exchange in _of_a_pair(data_map, *key, found[key]))


def _of_a_pair(
    data_map: DataMap, source: str, target: str, key: str, by_status: Mapping[str, list[Travel]]
) -> Iterator[Exchange]:
    status = next((status for status in ("current", "planned", "unknown") if status in by_status), None)
    if status is not None:
        yield _exchange(data_map, source, target, key, by_status[status])
    held = {travel.share.field for each in by_status.values() for travel in each if travel.form is not None}
    empty = [travel for travel in by_status.get(NOT_HELD, ()) if travel.share.field not in held]
    if empty:
        yield _exchange(data_map, source, target, f"{key}.{NOT_HELD}" if key else NOT_HELD, empty)


def _exchange(data_map: DataMap, source: str, target: str, key: str, found: Sequence[Travel]) -> Exchange:
    fields: dict[str, Form] = {}
    for _, _, share, _, form in found:
        arriving = Form.FREE_TEXT if form is None else form
        fields[share.field] = max(arriving, fields.get(share.field, arriving))
    happens = {travel.share.phase for travel in found}
    phases = tuple(phase for phase in data_map.phases if phase in happens)
    channels = _busiest(data_map, [travel.share for travel in found])
    return Exchange(source, target, found[0].status, fields, channels, phases, key)


def _busiest(data_map: DataMap, shares: Iterable[Share]) -> tuple[str, ...]:
    """The channels used, those that carry most fields first."""
    used: dict[str, set[str]] = {}
    for share in shares:
        used.setdefault(share.entry.via, set()).add(share.field)
    order = {channel: index for index, channel in enumerate(data_map.channels)}
    return tuple(sorted(used, key=lambda channel: (-len(used[channel]), order[channel])))

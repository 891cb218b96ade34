"""What every actor holds, when and in what form: the least set closed under ``language.md``, section 5.

The fields of a map are the bits of an integer, so one step of the closure moves all fields that travel alike: a
state is, for each (form, code system, recording phase), the set of fields that the actor holds so. A slow twin in
the tests walks the rules one element at a time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from dataflow.flow.worlds import Standing, World
from dataflow.model.entities import DataMap, Form


class Element(NamedTuple):
    """One way in which a field is held: its form, its code system and the phase in which it was recorded."""

    form: Form
    code_system: str | None
    recorded: str


class Row(NamedTuple):
    """An element with its actor, field and the phase in which it is held."""

    actor: str
    field: str
    phase: str
    element: Element


# (form, code system's number or -1, rank of the recording phase) to the fields held so.
_Key = tuple[int, int, int]
_State = dict[_Key, int]


@dataclass(frozen=True)
class Codebook:
    """The numbers of a map's things: fields as bits, phases by rank (position, then declaration)."""

    data_map: DataMap

    @cached_property
    def bit(self) -> Mapping[str, int]:
        """The bit of each field."""
        return {field: 1 << index for index, field in enumerate(self.data_map.fields)}

    @cached_property
    def ranked_phases(self) -> tuple[str, ...]:
        """The phases by position, and by declaration where those are equal."""
        return tuple(sorted(self.data_map.phases, key=lambda phase: self._order(phase)))

    def _order(self, phase: str) -> tuple[int, int]:
        return self.data_map.phases[phase].position, self.data_map.phases[phase].order

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """The rank of each phase."""
        return {phase: rank for rank, phase in enumerate(self.ranked_phases)}

    @cached_property
    def code_number(self) -> Mapping[str | None, int]:
        """The number of each code system; -1 for none."""
        return {None: -1, **{system: number for number, system in enumerate(self.data_map.code_systems)}}

    @cached_property
    def code_systems(self) -> tuple[str, ...]:
        """The code systems by number."""
        return tuple(self.data_map.code_systems)

    @cached_property
    def derived(self) -> tuple[tuple[int, int, tuple[int, ...]], ...]:
        """For each derived field its bit, the bits of all its parts together, and those of each."""
        return tuple(
            (self.bit[field.id], sum({self.bit[part] for part in field.derived_from}), tuple(self.bit[part] for part in field.derived_from))
            for field in self.data_map.fields.values()
            if field.derived_from
        )


class Holdings:
    """The closure of one world."""

    def __init__(self, standing: Standing, world: World, codebook: Codebook | None = None) -> None:
        self._map = standing.data_map
        self._codebook = codebook or Codebook(standing.data_map)
        self._held = _close(standing, world, self._codebook)

    def elements(self, actor: str, field: str, phase: str) -> tuple[Element, ...]:
        """How a concrete actor holds a field in a phase: coded first, then by code system and recording phase."""
        bit = self._codebook.bit[field]
        state = self._state(actor, phase)
        return tuple(self._element(key) for key in sorted(state, key=_coded_first) if state[key] & bit)

    def holds(self, actor: str, field: str, phase: str) -> bool:
        """Whether a concrete actor holds a field in a phase, in any form."""
        bit = self._codebook.bit[field]
        return any(mask & bit for mask in self._state(actor, phase).values())

    def held_anyhow(self, actor: str, phase: str) -> frozenset[str]:
        """The fields that a concrete actor holds in a phase."""
        union = 0
        for mask in self._state(actor, phase).values():
            union |= mask
        return frozenset(field for field, bit in self._codebook.bit.items() if union & bit)

    def rows(self) -> Iterator[Row]:
        """Every element of the closure, in the order of declaration (actor, field, phase), least form first."""
        for actor in self._map.concrete_actors:
            by_phase = {phase: self._state(actor, phase) for phase in self._map.phases}
            for field, bit in self._codebook.bit.items():
                for phase, state in by_phase.items():
                    for key in sorted(state):
                        if state[key] & bit:
                            yield Row(actor, field, phase, self._element(key))

    def _state(self, actor: str, phase: str) -> _State:
        return self._held[self._map.phases[phase].position][actor]

    def _element(self, key: _Key) -> Element:
        form, code, rank = key
        system = None if code < 0 else self._codebook.code_systems[code]
        return Element(Form(form), system, self._codebook.ranked_phases[rank])


def _coded_first(key: _Key) -> _Key:
    form, code, rank = key
    return -form, code, rank


def _close(standing: Standing, world: World, codebook: Codebook) -> Mapping[int, Mapping[str, _State]]:
    """For each position, what each concrete actor holds there."""
    data_map = standing.data_map
    positions = sorted({phase.position for phase in data_map.phases.values()})
    records = _records(standing, world, codebook)
    shares = _shares(standing, world, codebook)
    state: dict[str, _State] = {actor: {} for actor in data_map.concrete_actors}
    held: dict[int, dict[str, _State]] = {}
    for position in positions:
        changed: dict[str, None] = {}
        for actor, key, mask in records.get(position, ()):
            if _add(state[actor], key, mask):
                changed[actor] = None
        for actor in changed:
            _derive(state[actor], codebook)
        _spread(state, shares.get(position, {}), codebook)
        held[position] = {actor: dict(own) for actor, own in state.items()}
    return held


def _records(standing: Standing, world: World, codebook: Codebook) -> dict[int, list[tuple[str, _Key, int]]]:
    records: dict[int, list[tuple[str, _Key, int]]] = {}
    for actor, statement in standing.of_kind(world, "records"):
        if actor == world.deaf:
            continue
        entry = statement.entry
        form = Form.STRUCTURED if entry.form is None else entry.form
        code = codebook.code_number[entry.code_systems[0]] if entry.code_systems and form == Form.CODED else -1
        key = (int(form), code, codebook.rank[statement.phase])
        position = standing.data_map.phases[statement.phase].position
        records.setdefault(position, []).append((actor, key, codebook.bit[statement.field]))
    return records


_Carried = Sequence[tuple[str, tuple[tuple[int, int], ...]]]


def _shares(standing: Standing, world: World, codebook: Codebook) -> dict[int, dict[str, _Carried]]:
    """For each position and sender: to whom it passes which fields on, by the form that they are carried in."""
    data_map = standing.data_map
    gathered: dict[int, dict[str, dict[str, dict[int, int]]]] = {}
    for sender, statement in standing.of_kind(world, "shares"):
        entry = statement.entry
        if entry.via == world.closed or statement.to is None or entry.via is None:
            continue
        form = data_map.channels[entry.via].carries(statement.field)
        if form is None:
            continue
        carried = int(form if entry.form is None else min(form, entry.form))
        position = data_map.phases[statement.phase].position
        by_receiver = gathered.setdefault(position, {}).setdefault(sender, {})
        for receiver in data_map.receivers(sender, statement.to):
            masks = by_receiver.setdefault(receiver, {})
            masks[carried] = masks.get(carried, 0) | codebook.bit[statement.field]
    return {
        position: {
            sender: [(receiver, tuple(masks.items())) for receiver, masks in by_receiver.items()]
            for sender, by_receiver in by_sender.items()
        }
        for position, by_sender in gathered.items()
    }


def _spread(state: Mapping[str, _State], shares: Mapping[str, _Carried], codebook: Codebook) -> None:
    waiting: dict[str, None] = dict.fromkeys(shares)
    while waiting:
        sender = next(iter(waiting))
        del waiting[sender]
        own = list(state[sender].items())
        for receiver, carried in shares[sender]:
            if _pass_on(own, carried, state[receiver]):
                _derive(state[receiver], codebook)
                if receiver in shares:
                    waiting[receiver] = None


def _pass_on(own: Iterable[tuple[_Key, int]], carried: Iterable[tuple[int, int]], receiver: _State) -> bool:
    grown = False
    for (form, code, rank), mask in own:
        for limit, fields in carried:
            passed = mask & fields
            if passed:
                key = (form, code, rank) if form <= limit else (limit, -1, rank)
                grown |= _add(receiver, key, passed)
    return grown


def _add(state: _State, key: _Key, mask: int) -> bool:
    before = state.get(key, 0)
    state[key] = before | mask
    return state[key] != before


def _derive(state: _State, codebook: Codebook) -> None:
    """Adds what can be worked out, until nothing is new: a derived field may be a part of another."""
    grown = bool(codebook.derived)
    while grown:
        grown = False
        union = 0
        for mask in state.values():
            union |= mask
        for bit, all_parts, parts in codebook.derived:
            if union & all_parts == all_parts:
                for form, rank in _combinations(state, parts):
                    grown |= _add(state, (form, -1, rank), bit)


def _combinations(state: _State, parts: Iterable[int]) -> set[tuple[int, int]]:
    """The forms and recording phases of the whole, for every way to hold its parts."""
    combined = {(int(Form.STRUCTURED), -1)}
    for part in parts:
        held = {(form, rank) for (form, _, rank), mask in state.items() if mask & part}
        combined = {
            (min(form, other), rank if earliest < 0 else min(earliest, rank))
            for form, earliest in combined
            for other, rank in held
        }
    return combined

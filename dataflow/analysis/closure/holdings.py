"""What every actor holds, when and in what form: the rules of ``language.md``, "Who holds what".

The fields of a map are the bits of an integer, so one step of the closure moves all fields with the same path: a
state is, for each (form, code system, recording phase), the set of fields that the actor holds so. A slow twin in
the tests walks the rules one element at a time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import NamedTuple

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.network import Carried, Codebook, Key, Network, Networks
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form


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


@dataclass(frozen=True)
class RoleRow:
    """A row by role: the members that hold the element, ``of`` how many; both None for an actor that is no role."""

    row: Row
    members: tuple[str, ...] | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class QualityRequirement:
    """What makes a value good enough: its least form, when it was recorded, its code system.

    ``since`` is the first position at which it may be recorded. ``codes`` are the code systems that will do, None
    where any will, or none. ``recorded_in`` are the phases in which it may be recorded, None for any. The default
    takes every value.
    """

    form: Form = Form.FREE_TEXT
    since: int = 0
    codes: frozenset[str] | None = None
    recorded_in: frozenset[str] | None = None

    @staticmethod
    def like(element: Element, position: int) -> "QualityRequirement":
        """That a value is as good as an element, and recorded no earlier than at its position."""
        codes = None if element.code_system is None else frozenset((element.code_system,))
        return QualityRequirement(element.form, position, codes)

    def of_parts(self, number: int, ranked_phases: Sequence[str]) -> "tuple[tuple[QualityRequirement, ...], ...]":
        """The alternatives of what the parts must be, one by one, for a whole derived from them to be good enough.

        Empty where no whole is. A whole counts as recorded when the earliest of its parts was, by the rank of phases:
        in a given phase where one part was, and no part before it.
        """
        if self.codes is not None or self.form == Form.CODED:
            return ()
        if self.recorded_in is None:
            return ((self,) * number,)
        if self.recorded_in == frozenset(ranked_phases[-len(self.recorded_in) :]):
            return ((self,) * number,)
        alternatives: dict[tuple[QualityRequirement, ...], None] = {}
        for rank, phase in enumerate(ranked_phases):
            if phase in self.recorded_in:
                exactly = replace(self, recorded_in=frozenset({phase}))
                no_earlier = replace(self, recorded_in=frozenset(ranked_phases[rank:]))
                for one in range(number):
                    alternatives[(no_earlier,) * one + (exactly,) + (no_earlier,) * (number - one - 1)] = None
        return tuple(alternatives)


# Each way to hold a field, with the fields held so.
_State = dict[Key, int]


class Holdings:
    """The closure under some assumptions: what the representatives hold, and the representative of each actor."""

    def __init__(
        self, codebook: Codebook, held: Mapping[int, Mapping[str, _State]], representatives: Mapping[str, str]
    ) -> None:
        self._map = codebook.data_map
        self._codebook = codebook
        self._held = held
        self._representatives = representatives
        self._elements = cache(self._elements_of)
        self._made: dict[Key, Element] = {}

    @staticmethod
    def of(networks: Networks, assumptions: Assumptions) -> "Holdings":
        """The holdings under some assumptions."""
        network = networks.of(assumptions)
        return Holdings(networks.codebook, _close(networks, assumptions, network), network.representatives)

    def for_all(self, codebook: Codebook, representatives: Mapping[str, str]) -> "Holdings":
        """The holdings of the whole map, from these of its reduced map: actors hold what their representatives do."""
        return Holdings(
            codebook, self._held, {actor: self._representatives[first] for actor, first in representatives.items()}
        )

    def elements(self, actor: str, field: str, phase: str) -> tuple[Element, ...]:
        """How a concrete actor holds a field in a phase: coded first, then by code system and recording phase."""
        return self._elements(self._representatives[actor], field, self._map.phases[phase].position)

    def holds(self, actor: str, field: str, phase: str) -> bool:
        """Whether a concrete actor holds a field in a phase, in any form."""
        return (
            self._anyhow[self._map.phases[phase].position][self._representatives[actor]] & self._codebook.bit[field]
            != 0
        )

    def holders(self, field: str, phase: str) -> tuple[str, ...]:
        """The concrete actors that hold a field in a phase, in any form."""
        bit = self._codebook.bit[field]
        held = self._anyhow[self._map.phases[phase].position]
        return tuple(actor for actor, first in self._representatives.items() if held[first] & bit)

    @cached_property
    def _anyhow(self) -> Mapping[int, Mapping[str, int]]:
        """What each actor holds at each position in any form, as one set of bits."""
        return {
            position: {actor: _union(state) for actor, state in states.items()}
            for position, states in self._held.items()
        }

    def has(self, actor: str, field: str, phase: str, requirement: QualityRequirement) -> bool:
        """Whether a concrete actor holds a value of a field in a phase that is good enough."""
        bit, least, since = self._codebook.bit[field], requirement.form, requirement.since
        codes = (
            None if requirement.codes is None else {self._codebook.code_number[each] for each in requirement.codes}
        )
        positions, ranked = self._codebook.positions, self._codebook.ranked_phases
        recorded_in = ranked if requirement.recorded_in is None else requirement.recorded_in
        return any(
            mask & bit
            and form >= least
            and positions[rank] >= since
            and ranked[rank] in recorded_in
            and (codes is None or code in codes)
            for (form, code, rank), mask in self._state(actor, phase).items()
        )

    def held_anyhow(self, actor: str, phase: str) -> frozenset[str]:
        """The fields that a concrete actor holds in a phase."""
        union = self._anyhow[self._map.phases[phase].position][self._representatives[actor]]
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
        return self._held[self._map.phases[phase].position][self._representatives[actor]]

    def _elements_of(self, representative: str, field: str, position: int) -> tuple[Element, ...]:
        bit, state = self._codebook.bit[field], self._held[position][representative]
        return tuple(self._element(key) for key in sorted(state, key=_coded_first) if state[key] & bit)

    def _element(self, key: Key) -> Element:
        # Kept, as a map with many phases has few of them in very many rows.
        if key not in self._made:
            form, code, rank = key
            system = None if code < 0 else self._codebook.code_systems[code]
            self._made[key] = Element(Form(form), system, self._codebook.ranked_phases[rank])
        return self._made[key]


def rows_by_role(rows: Iterable[Row], data_map: DataMap) -> tuple[RoleRow, ...]:
    """The rows of holdings by role, in the order of declaration."""
    alone: list[Row] = []
    members: dict[Row, list[str]] = {}
    for row in rows:
        role = data_map.role_of(row.actor)
        if role == row.actor:
            alone.append(row)
        else:
            members.setdefault(row._replace(actor=role), []).append(row.actor)
    order = {actor: number for number, actor in enumerate(data_map.presented)}
    fields = {name: number for number, name in enumerate(data_map.fields)}
    phases = {name: number for number, name in enumerate(data_map.phases)}
    codes = {name: number for number, name in enumerate((None, *data_map.code_systems))}

    def declared(row: Row) -> tuple[int, ...]:
        element = row.element
        held = (order[row.actor], fields[row.field], phases[row.phase])
        return *held, element.form, codes[element.code_system], phases[element.recorded]

    return tuple(
        RoleRow(row, tuple(members[row]), len(data_map.members[row.actor])) if row in members else RoleRow(row)
        for row in sorted((*alone, *members), key=declared)
    )


def _union(state: _State) -> int:
    union = 0
    for mask in state.values():
        union |= mask
    return union


def _coded_first(key: Key) -> Key:
    form, code, rank = key
    return -form, code, rank


def _close(networks: Networks, assumptions: Assumptions, network: Network) -> Mapping[int, Mapping[str, _State]]:
    """What each representative holds at each position."""
    data_map, codebook = networks.map_as_of.data_map, networks.codebook
    state: dict[str, _State] = {actor: {} for actor in dict.fromkeys(network.representatives.values())}
    held: dict[int, dict[str, _State]] = {}
    for position in sorted({phase.position for phase in data_map.phases.values()}):
        new: dict[str, int] = {}
        for actor, key, fields in network.records.get(position, ()):
            if actor != assumptions.exclude_records_of:
                new[actor] = new.get(actor, 0) | _add(state[actor], key, fields)
        for actor, fields in new.items():
            _derive(state[actor], fields, codebook)
        _spread(state, network.shares.get(position, {}), codebook)
        held[position] = {actor: dict(own) for actor, own in state.items()}
    return held


def _spread(state: Mapping[str, _State], shares: Mapping[str, Carried], codebook: Codebook) -> None:
    waiting: dict[str, None] = dict.fromkeys(shares)
    while waiting:
        sender = next(iter(waiting))
        del waiting[sender]
        own = list(state[sender].items())
        for receiver, carried in shares[sender]:
            new = _pass_on(own, carried, state[receiver])
            if new:
                _derive(state[receiver], new, codebook)
                if receiver in shares:
                    waiting[receiver] = None


def _pass_on(own: Iterable[tuple[Key, int]], carried: Iterable[tuple[int, int]], receiver: _State) -> int:
    """Gives a receiver what gets through; the fields that it has in a new way."""
    new = 0
    for (form, code, rank), mask in own:
        for limit, fields in carried:
            passed = mask & fields
            if passed:
                key = (form, code, rank) if form <= limit else (limit, -1, rank)
                new |= _add(receiver, key, passed)
    return new


def _add(state: _State, key: Key, fields: int) -> int:
    """The fields that were not held so before."""
    before = state.get(key, 0)
    state[key] = before | fields
    return fields & ~before


def _derive(state: _State, new: int, codebook: Codebook) -> None:
    """Adds what can be worked out from new fields and those there were; a derived field may be a part of another."""
    while new & codebook.parts:
        union, found = _union(state), 0
        for derivation in codebook.derivations:
            if new & derivation.all_parts and union & derivation.all_parts == derivation.all_parts:
                for form, rank in _combinations(state, derivation.parts):
                    found |= _add(state, (form, -1, rank), derivation.fields)
        new = found


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

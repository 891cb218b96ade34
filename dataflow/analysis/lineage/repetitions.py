"""Records of a field that is recorded already: by another role, or in another system of the same actor."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.needs import Needs
from dataflow.model.statements import Record


@dataclass(frozen=True, slots=True)
class Repetition:
    """An actor records a field again in a phase: after another role, or ``in_two_systems`` of its own."""

    actor: str
    field: str
    phase: str
    in_two_systems: bool


ActorRecords = tuple[tuple[str, Record], ...]
"""Records, each with its concrete actor."""

_Peers = tuple[str, frozenset[str] | None]
"""A role and clusters: actors that have both in common see the same records of others."""


class _Turn(NamedTuple):
    """The rank of a recorder at a position: of two turns of different roles, the later one records again.

    At one position patients come first, then the recorders by the first phase in which they record, then by role.
    """

    position: int
    after_patients: bool
    phase: int
    role: int


def repetitions_of(
    needs: Needs, field: str, assumptions: Assumptions, actors: Collection[str]
) -> Mapping[Repetition, ActorRecords]:
    """The repetitions of a field by some actors, each with its records: the actor's first, then the others'.

    A record repeats those of other roles (of the same cluster, where both are in one) whose turn is earlier; of a
    field that ``repeats``, only those at the same position. A patient repeats nothing.
    """
    return dict(_FieldRecords(needs, field, assumptions).repetitions(actors))


class _FieldRecords:
    def __init__(self, needs: Needs, field: str, assumptions: Assumptions) -> None:
        self._needs = needs
        self._data_map = needs.map_as_of.data_map
        self._field = self._data_map.fields[field]
        self._records = needs.sharing(assumptions, field).records_of
        self._turns = cache(self._turns_of)
        # Peers may share records: each record is kept once for each turn.
        self._by_peers: dict[_Peers, dict[tuple[Record, _Turn], str]] = {}
        for actor, own in self._records.items():
            kept = self._by_peers.setdefault(self._peers(actor), {})
            turns = self._turns_by(actor)
            for record in own:
                kept.setdefault((record, turns[needs.position(record.phase)]), actor)
        self._visible = cache(self._visible_to)
        self._repeated = cache(self._repeated_by)

    def repetitions(self, actors: Collection[str]) -> Iterator[tuple[Repetition, ActorRecords]]:
        for actor, own in self._records.items():
            if actor in actors:
                if actor not in self._data_map.patients:
                    yield from self._after_others(actor, own)
                yield from self._in_two_systems(actor, own)

    def _peers(self, actor: str) -> _Peers:
        return self._data_map.role_of(actor), self._data_map.clusters_of.get(actor)

    def _turns_by(self, actor: str) -> Mapping[int, _Turn]:
        """The turn of a recorder at each position at which it records."""
        after_patients = actor not in self._data_map.patients
        return self._turns(
            self._records[actor], after_patients, self._data_map.order_of_actors[self._data_map.role_of(actor)]
        )

    def _turns_of(self, own: tuple[Record, ...], after_patients: bool, role: int) -> Mapping[int, _Turn]:
        first: dict[int, int] = {}
        for phase in (self._data_map.phases[record.phase] for record in own):
            first[phase.position] = min(phase.order, first.get(phase.position, phase.order))
        return {position: _Turn(position, after_patients, phase, role) for position, phase in first.items()}

    def _after_others(self, actor: str, own: Iterable[Record]) -> Iterator[tuple[Repetition, ActorRecords]]:
        if len(self._by_peers) == 1:
            return
        turns = self._turns_by(actor)
        for phase in dict.fromkeys(record.phase for record in own):
            others = self._repeated(self._peers(actor), turns[self._needs.position(phase)])
            if others:
                mine = [(actor, record) for record in own if record.phase == phase]
                yield Repetition(actor, self._field.id, phase, False), (*mine, *others)

    def _repeated_by(self, peers: _Peers, turn: _Turn) -> ActorRecords:
        """The records of other roles that are repeated at a turn, each once."""
        found = {
            record: actor
            for role, records in self._visible(peers[1])
            if role != peers[0]
            for record, other, actor in records
            if other < turn and (other.position == turn.position or not self._field.repeats)
        }
        return tuple((actor, record) for record, actor in found.items())

    def _visible_to(self, clusters: frozenset[str] | None) -> list[tuple[str, list[tuple[Record, _Turn, str]]]]:
        """The records in the same cluster, where both actors are in one, by role."""
        return [
            (role, [(record, turn, actor) for (record, turn), actor in records.items()])
            for (role, theirs), records in self._by_peers.items()
            if clusters is None or theirs is None or not clusters.isdisjoint(theirs)
        ]

    def _in_two_systems(self, actor: str, own: Iterable[Record]) -> Iterator[tuple[Repetition, ActorRecords]]:
        by_position: dict[int, list[Record]] = {}
        for record in own:
            if record.entry.system is not None:
                by_position.setdefault(self._needs.position(record.phase), []).append(record)
        for records in by_position.values():
            if len({record.entry.system for record in records}) > 1:
                first = min(
                    (record.phase for record in records), key=lambda phase: self._data_map.phases[phase].order
                )
                yield Repetition(actor, self._field.id, first, True), tuple((actor, record) for record in records)

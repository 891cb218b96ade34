"""Records of a field that is recorded already: by another role, or in another system of the same actor."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

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


def repetitions_of(
    needs: Needs, field: str, assumptions: Assumptions, include: Callable[[str], bool] = lambda _: True
) -> Mapping[Repetition, ActorRecords]:
    """The repetitions of a field by the actors included, each with its records: the actor's first, then the others'.

    A record repeats those of other roles (of the same cluster, where both are in one) up to its position; of a field
    that ``repeats``, only those at the same position.
    """
    return dict(_FieldRecords(needs, field, assumptions).repetitions(include))


class _FieldRecords:
    def __init__(self, needs: Needs, field: str, assumptions: Assumptions) -> None:
        self._needs = needs
        self._data_map = needs.map_as_of.data_map
        self._field = self._data_map.fields[field]
        self._records = needs.sharing(assumptions, field).records_of
        # Peers may share records: each record is kept once.
        self._by_peers: dict[_Peers, dict[Record, tuple[str, Record]]] = {}
        for actor, own in self._records.items():
            kept = self._by_peers.setdefault(self._peers(actor), {})
            for record in own:
                kept.setdefault(record, (actor, record))
        self._visible = cache(self._visible_to)
        self._repeated = cache(self._repeated_by)

    def repetitions(self, include: Callable[[str], bool]) -> Iterator[tuple[Repetition, ActorRecords]]:
        for actor, own in self._records.items():
            if include(actor):
                yield from self._after_others(actor, own)
                yield from self._in_two_systems(actor, own)

    def _peers(self, actor: str) -> _Peers:
        return self._data_map.role_of(actor), self._data_map.clusters_of.get(actor)

    def _after_others(self, actor: str, own: Iterable[Record]) -> Iterator[tuple[Repetition, ActorRecords]]:
        for phase in dict.fromkeys(record.phase for record in own):
            others = self._repeated(self._peers(actor), self._needs.position(phase))
            if others:
                mine = [(actor, record) for record in own if record.phase == phase]
                yield Repetition(actor, self._field.id, phase, False), (*mine, *others)

    def _repeated_by(self, peers: _Peers, position: int) -> ActorRecords:
        """The records of other roles that a record at a position repeats."""
        return tuple(
            each
            for role, records in self._visible(peers[1])
            if role != peers[0]
            for each in records
            if self._is_repeated(each[1], position)
        )

    def _visible_to(self, clusters: frozenset[str] | None) -> list[tuple[str, ActorRecords]]:
        """The records in the same cluster, where both actors are in one, by role."""
        return [
            (role, tuple(records.values()))
            for (role, theirs), records in self._by_peers.items()
            if clusters is None or theirs is None or not clusters.isdisjoint(theirs)
        ]

    def _is_repeated(self, record: Record, position: int) -> bool:
        then = self._needs.position(record.phase)
        return then == position if self._field.repeats else then <= position

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

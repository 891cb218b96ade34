"""The statements of a map as numbers: what each entry records and shares, and all entries that count together.

An entry is encoded once; the assumptions only select the entries that count.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dataflow.analysis.assumptions import Assumptions, MapAsOf
from dataflow.analysis.closure.bisimulation import bisimilar_representatives
from dataflow.analysis.closure.sharing import carried
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Entry, Record, Share, Statement

Key = tuple[int, int, int]
"""(Form, code system's number or -1, rank of the recording phase): one way to hold a field."""

Carried = Sequence[tuple[str, tuple[tuple[int, int], ...]]]
"""Receivers, each with (form, fields): which fields reach it and the best form in which they do."""


@dataclass(frozen=True)
class Codebook:
    """The numbers of a map's entities: fields as bits, phases by rank (position, then declaration)."""

    data_map: DataMap

    @cached_property
    def bit(self) -> Mapping[str, int]:
        """The bit of each field."""
        return {field: 1 << index for index, field in enumerate(self.data_map.fields)}

    @cached_property
    def ranked_phases(self) -> tuple[str, ...]:
        """The phases by position, and by declaration where those are equal."""
        return self.data_map.ranked_phases

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """The rank of each phase."""
        return {phase: rank for rank, phase in enumerate(self.ranked_phases)}

    @cached_property
    def positions(self) -> tuple[int, ...]:
        """The position of each phase by rank."""
        return tuple(self.data_map.phases[phase].position for phase in self.ranked_phases)

    @cached_property
    def code_number(self) -> Mapping[str | None, int]:
        """The number of each code system; -1 for none."""
        return {None: -1, **{system: number for number, system in enumerate(self.data_map.code_systems)}}

    @cached_property
    def code_systems(self) -> tuple[str, ...]:
        """The code systems by number."""
        return tuple(self.data_map.code_systems)

    @cached_property
    def derivations(self) -> tuple["Derivation", ...]:
        """The derivations of fields, in the order of declaration; fields with the same parts share one."""
        gathered: dict[tuple[int, ...], int] = {}
        for derived in self.data_map.fields.values():
            if derived.derived_from:
                parts = tuple(sorted(self.bit[part] for part in derived.derived_from))
                gathered[parts] = gathered.get(parts, 0) | self.bit[derived.id]
        return tuple(Derivation(fields, sum(parts), parts) for parts, fields in gathered.items())

    @cached_property
    def parts(self) -> int:
        """All fields from which another is derived."""
        parts = 0
        for derivation in self.derivations:
            parts |= derivation.all_parts
        return parts


@dataclass(frozen=True, slots=True)
class Derivation:
    """Fields that are derived from the same parts, as bits."""

    fields: int
    all_parts: int
    parts: tuple[int, ...]


@dataclass(frozen=True)
class Network:
    """The records and shares that count, by position: (actor, key, fields), and by sender what it shares with whom.

    They are those of the representatives; ``representatives`` gives the representative of each actor.
    """

    records: Mapping[int, Sequence[tuple[str, Key, int]]]
    shares: Mapping[int, Mapping[str, Carried]]
    representatives: Mapping[str, str]


@dataclass
class _Part:
    """The records and shares of one entry, for all actors that state it."""

    records: dict[tuple[str, int, Key], int] = field(default_factory=dict)
    shares: dict[tuple[str, str, int, int], int] = field(default_factory=dict)


_Records = dict[tuple[Entry, int, Key], int]
_Shares = dict[tuple[Entry, int, str, int], int]


@dataclass(frozen=True)
class _WholeNetwork:
    """The network before the records of an actor are excluded.

    ``own`` are the records of each actor, as fields by position and key. ``arriving`` has by receiver each sender
    with the number of what it shares; ``passed`` has that by its number, as fields by position and form.
    """

    own: Mapping[str, Mapping[tuple[int, Key], int]]
    arriving: Mapping[str, Sequence[tuple[str, int]]]
    passed: Sequence[Sequence[tuple[int, int, int]]]
    representatives: Mapping[str, str]


class Networks:
    """The networks of a map on a date."""

    def __init__(self, map_as_of: MapAsOf) -> None:
        self.map_as_of = map_as_of
        self.codebook = Codebook(map_as_of.data_map)
        self._whole_networks: dict[frozenset[Entry], _WholeNetwork] = {}
        self._representatives: dict[tuple[frozenset[Entry], str | None], Mapping[str, str]] = {}

    def of(self, assumptions: Assumptions) -> Network:
        """The network under some assumptions. Records that they exclude are in it, for the closure to leave out."""
        counting = frozenset(entry for entry in self._parts if self.map_as_of.counts(entry, assumptions))
        if counting not in self._whole_networks:
            self._whole_networks[counting] = self._whole_network(counting)
        whole = self._whole_networks[counting]
        key = (counting, assumptions.exclude_records_of)
        if key not in self._representatives:
            apart = () if assumptions.exclude_records_of is None else (assumptions.exclude_records_of,)
            self._representatives[key] = bisimilar_representatives(whole.representatives, whole.arriving, apart)
        return _network(whole, self._representatives[key])

    def _whole_network(self, counting: Collection[Entry]) -> _WholeNetwork:
        own: dict[str, dict[tuple[int, Key], int]] = {actor: {} for actor in self.map_as_of.data_map.statements}
        sent: dict[tuple[str, str], dict[tuple[int, int], int]] = {}
        for entry, part in self._parts.items():
            if entry not in counting:
                continue
            for (actor, position, key), fields in part.records.items():
                own[actor][position, key] = own[actor].get((position, key), 0) | fields
            for (sender, receiver, position, form), fields in part.shares.items():
                passed = sent.setdefault((sender, receiver), {})
                passed[position, form] = passed.get((position, form), 0) | fields
        arriving: dict[str, list[tuple[str, int]]] = {}
        numbers: dict[tuple[tuple[int, int, int], ...], int] = {}
        for (sender, receiver), passed in sent.items():
            what = tuple(sorted((*place, fields) for place, fields in passed.items()))
            arriving.setdefault(receiver, []).append((sender, numbers.setdefault(what, len(numbers))))
        bisimilar = bisimilar_representatives(
            {actor: frozenset(records.items()) for actor, records in own.items()}, arriving
        )
        return _WholeNetwork(own, arriving, tuple(numbers), bisimilar)

    @cached_property
    def _parts(self) -> Mapping[Entry, _Part]:
        data_map = self.map_as_of.data_map
        parts: dict[Entry, _Part] = {}
        # Actors with equal statements share one encoding, and fields with the same path are one set of bits.
        masks = {statements: self._masks(statements) for statements in data_map.statement_sets}
        for actor, statements in data_map.statements.items():
            recorded, shared = masks[statements]
            for (entry, position, key), fields in recorded.items():
                parts.setdefault(entry, _Part()).records[actor, position, key] = fields
            for (entry, position, to, form), fields in shared.items():
                shares = parts.setdefault(entry, _Part()).shares
                for receiver in data_map.receivers(actor, to):
                    hop = (actor, receiver, position, form)
                    shares[hop] = shares.get(hop, 0) | fields
        return parts

    def _masks(self, statements: Iterable[Statement]) -> tuple[_Records, _Shares]:
        """The records and shares that differ only in the field, with their fields as bits."""
        recorded, shared, data_map, bits = _Records(), _Shares(), self.map_as_of.data_map, self.codebook.bit
        for statement in statements:
            entry, phase = statement.entry, statement.phase
            if isinstance(statement, Record):
                record = (entry, data_map.phases[phase].position, self._key(statement))
                recorded[record] = recorded.get(record, 0) | bits[statement.field]
            elif isinstance(statement, Share) and (form := carried(data_map, statement)) is not None:
                share = (entry, data_map.phases[phase].position, statement.to, int(form))
                shared[share] = shared.get(share, 0) | bits[statement.field]
        return recorded, shared

    def _key(self, record: Record) -> Key:
        entry = record.entry
        return int(entry.form), self.codebook.code_number[entry.code_system], self.codebook.rank[record.phase]


def _network(whole: _WholeNetwork, representatives: Mapping[str, str]) -> Network:
    """The network of the representatives."""
    records: dict[int, list[tuple[str, Key, int]]] = {}
    gathered: dict[int, dict[str, dict[str, dict[int, int]]]] = {}
    for receiver in dict.fromkeys(representatives.values()):
        for (position, key), fields in whole.own[receiver].items():
            records.setdefault(position, []).append((receiver, key, fields))
        arriving = dict.fromkeys(
            (representatives[sender], number) for sender, number in whole.arriving.get(receiver, ())
        )
        for sender, number in arriving:
            for position, form, fields in whole.passed[number]:
                masks = gathered.setdefault(position, {}).setdefault(sender, {}).setdefault(receiver, {})
                masks[form] = masks.get(form, 0) | fields
    shares = {
        position: {
            sender: [(receiver, tuple(masks.items())) for receiver, masks in by_receiver.items()]
            for sender, by_receiver in by_sender.items()
        }
        for position, by_sender in gathered.items()
    }
    return Network(records, shares, representatives)

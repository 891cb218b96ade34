"""Since when actors hold one field in a value that is good enough.

The closure (``holdings.py``) says of a world who holds what and how, all at once. Where the records of one actor are
left out, a channel is closed or one unknown statement is taken to hold, only a few fields are asked about: each is
followed by itself, in a hundredth of the time (``make bench``, the map of a country).

A value that is good enough was so from the beginning: on the way its form and its code system are only ever lost.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dataflow.analysis.assumptions import Assumptions, MapAsOf
from dataflow.analysis.closure.holdings import QualityRequirement
from dataflow.analysis.closure.sharing import carried, passing_by_field
from dataflow.model.entities import Form
from dataflow.model.statements import Entry, Record, RecordEntry

_Hop = tuple[str, Form, Entry]
"""A receiver, the best form that gets through to it, and the share."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """All that is stated of a field, whatever the status and dates, by position; shares by their sender too."""

    records: Mapping[int, Sequence[tuple[str, Record]]]
    shares: Mapping[int, Mapping[str, Sequence[_Hop]]]


class Reaching:
    """Follows the fields of a map on a date; what is stated of a field is read once."""

    def __init__(self, map_as_of: MapAsOf) -> None:
        self._standing = map_as_of
        self._map = map_as_of.data_map
        self._passing = passing_by_field(self._map)
        self._stated = cache(self._stated_of)
        self._is_true = cache(self._true_in)
        self._positions = sorted({phase.position for phase in self._map.phases.values()})

    def since(self, field: str, requirement: QualityRequirement, assumptions: Assumptions) -> Mapping[str, int]:
        """The position in the pathway from which on each concrete actor has a good enough value that ever has one."""
        stated, is_true = self._stated(field), self._is_true(assumptions)
        least = requirement.form if requirement.codes is None else Form.CODED
        worked_out = self._worked_out(field, requirement, assumptions)
        found: dict[str, int] = {}
        for position in self._positions:
            for actor, record in stated.records.get(position, ()):
                if actor not in found and actor != assumptions.deaf and position >= requirement.since:
                    if _will_do(record.entry, requirement) and is_true(record.entry):
                        found[actor] = position
            for actor in worked_out.get(position, ()):
                found.setdefault(actor, position)
            shares = stated.shares.get(position, {})
            waiting = [actor for actor in shares if actor in found]
            while waiting:
                for receiver, form, entry in shares.get(waiting.pop(), ()):
                    if receiver not in found and form >= least and is_true(entry):
                        found[receiver] = position
                        waiting.append(receiver)
        return found

    def _worked_out(
        self, field: str, requirement: QualityRequirement, assumptions: Assumptions
    ) -> Mapping[int, Sequence[str]]:
        """Who has all that a field is worked out from, by the position from which on."""
        parts, of_parts = self._map.fields[field].derived_from, requirement.of_parts
        found: dict[int, list[str]] = {}
        if parts and of_parts is not None:
            first, *others = [self.since(part, of_parts, assumptions) for part in parts]
            for actor, position in first.items():
                if all(actor in other for other in others):
                    found.setdefault(max([position, *(other[actor] for other in others)]), []).append(actor)
        return found

    def _true_in(self, assumptions: Assumptions) -> Callable[[Entry], bool]:
        return cache(lambda entry: self._standing.counts(entry, assumptions) and assumptions.passes(entry))

    def _stated_of(self, field: str) -> _Stated:
        records: dict[int, list[tuple[str, Record]]] = {}
        shares: dict[int, dict[str, dict[_Hop, None]]] = {}
        for actor, statement in self._passing[field]:
            entry, at = statement.entry, self._map.phases[statement.phase].position
            if isinstance(statement, Record):
                records.setdefault(at, []).append((actor, statement))
                continue
            form = carried(self._map, statement)
            if form is not None:
                hops = shares.setdefault(at, {}).setdefault(actor, {})
                hops |= {(receiver, form, entry): None for receiver in self._map.receivers(actor, statement.to)}
        return _Stated(
            records, {at: {actor: list(hops) for actor, hops in found.items()} for at, found in shares.items()}
        )


def _will_do(record: RecordEntry, requirement: QualityRequirement) -> bool:
    return record.form >= requirement.form and (requirement.codes is None or record.code_system in requirement.codes)

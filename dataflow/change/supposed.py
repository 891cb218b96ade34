"""A map with all candidate changes in it, each as statements that count only where the change is chosen.

The statements of a change have the status unknown, so the analysis of unknown statements says what a choice meets:
reachability is defined there alone. A better slot in a channel, a code that is mapped and a faster share are second
statements, over a channel or with a code system of their own.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from dataflow.analysis.assumptions import Assumptions, MapAsOf
from dataflow.analysis.needs.needs import Needs
from dataflow.base.finding import Confidence
from dataflow.base.place import Place
from dataflow.change.candidates import Change
from dataflow.change.makers import makers, put_in_force
from dataflow.model.data_map import DataMap
from dataflow.model.entities import NO_META, Channel, CodeSystem, Form
from dataflow.model.statements import (
    Entry,
    Need,
    Record,
    RecordEntry,
    Share,
    ShareEntry,
    Statement,
    StatementSet,
)

_Entry = TypeVar("_Entry", bound=Entry)


@dataclass(frozen=True, slots=True)
class Target:
    """A need that is to be met, of some equivalent actors; ``actor`` is the first of them in the reduced map."""

    actors: tuple[str, ...]
    actor: str
    need: Need


class Supposed:
    """The family of fields of some targets, with the candidate changes for it."""

    def __init__(
        self, needs: Needs, assumptions: Assumptions, family: Collection[str], changes: Mapping[int, Change]
    ):
        self._conditions: list[tuple[Entry, frozenset[int]]] = []
        self._number = 0
        data_map = needs.map_as_of.data_map
        self._channels: dict[str, Channel] = dict(data_map.channels)
        self._codes: dict[str, CodeSystem] = dict(data_map.code_systems)
        stated = {
            actor: [each for each in statements if each.field in family]
            for actor, statements in needs.map_as_of.statements(assumptions).items()
        }
        self._add(data_map, stated, family, changes)
        supposed = replace(
            data_map,
            channels=self._channels,
            code_systems=self._codes,
            statements={actor: StatementSet(statements) for actor, statements in stated.items()},
        )
        self.changes = tuple(changes)
        self._planned = assumptions.planned
        self._needs = Needs(MapAsOf(supposed, needs.map_as_of.as_of))
        self._known: dict[tuple[int, frozenset[Entry]], bool] = {}

    def meets(self, target: Target, chosen: Collection[int]) -> bool:
        """Whether a target is met with some changes."""
        entries = frozenset(entry for entry, needed in self._conditions if needed.issubset(chosen))
        key = (id(target), entries)
        if key not in self._known:
            assumptions = Assumptions(self._planned, entries)
            self._known[key] = self._needs.is_met(target.actor, target.need, assumptions)
        return self._known[key]

    def _add(
        self,
        data_map: DataMap,
        stated: Mapping[str, list[Statement]],
        family: Collection[str],
        changes: Mapping[int, Change],
    ) -> None:
        """Adds the statements of all changes; each with the changes that it takes."""
        new: list[tuple[str, Statement, frozenset[int]]] = []
        for number, change in changes.items():
            new += ((actor, each, frozenset({number})) for actor, each in self._of(data_map, change, family))
        there = [(actor, each, frozenset[int]()) for actor, own in stated.items() for each in own]
        new += self._mapped([*there, *new], changes)
        new += self._in_slots([*there, *new], changes)
        entries: dict[tuple[Entry, frozenset[int]], None] = {}
        for actor, statement, needed in new:
            stated[actor].append(statement)
            entries[statement.entry, needed] = None
        self._conditions = list(entries)

    def _of(self, data_map: DataMap, change: Change, family: Collection[str]) -> Iterator[tuple[str, Statement]]:
        """The statements of a change by itself."""
        if change.kind in ("extend-share", "new-share", "new-channel"):
            share = self._share(change)
            for member, spots in makers(data_map, change).items():
                yield from ((member, Share(share, change.field or "", phase, to or "")) for phase, to in spots)
        elif change.kind in ("better-record", "new-record"):
            record = self._record(change)
            for member, spots in makers(data_map, change).items():
                yield from ((member, Record(record, change.field or "", phase)) for phase, _ in spots)
        elif change.kind == "faster-share" and isinstance(change.entry, ShareEntry):
            faster = replace(self._copy(change.entry), takes=0)
            for member, spots in makers(data_map, change).items():
                yield from ((member, Share(faster, change.field or "", phase, to or "")) for phase, to in spots)
        elif change.kind == "put-in-force" and change.entry is not None:
            copy = self._copy(change.entry)
            for member, statements in put_in_force(data_map, change).items():
                for each in statements:
                    if isinstance(each, Record | Share) and each.field in family:
                        yield member, each._replace(entry=copy)  # type: ignore[arg-type]  # a copy has the same type

    def _mapped(
        self, there: Sequence[tuple[str, Statement, frozenset[int]]], changes: Mapping[int, Change]
    ) -> Iterator[tuple[str, Statement, frozenset[int]]]:
        """Records coded in a system whose codes are mapped, as if coded in one that leads to the other alone."""
        for number, change in changes.items():
            if change.kind == "code-map":
                maps, to = change.maps or "", change.code_system or ""
                system = f"{maps}>{to}"
                self._codes[system] = replace(self._codes[maps], id=system, maps_to=(to,))
                yield from self._varied(
                    [each for each in there if isinstance(each[1], Record) and each[1].entry.code_system == maps],
                    number,
                    lambda entry, system=system: replace(self._copy(entry), code_system=system),  # type: ignore[misc]
                )

    def _in_slots(
        self, there: Sequence[tuple[str, Statement, frozenset[int]]], changes: Mapping[int, Change]
    ) -> Iterator[tuple[str, Statement, frozenset[int]]]:
        """Shares of a field over a channel with a better slot for it."""
        for number, change in changes.items():
            if change.kind == "slot" and change.form is not None:
                channel = self._channels[change.via or ""]
                better = f"{channel.id}>{change.field}>{change.form.word}"
                slots = {**channel.slots, change.field or "": change.form}
                self._channels[better] = replace(channel, id=better, slots=slots)
                yield from self._varied(
                    [
                        each
                        for each in there
                        if isinstance(each[1], Share)
                        and each[1].entry.via == channel.id
                        and each[1].field == change.field
                    ],
                    number,
                    lambda entry, better=better: replace(self._copy(entry), via=better),  # type: ignore[misc]
                )

    def _varied(
        self,
        there: Sequence[tuple[str, Statement, frozenset[int]]],
        number: int,
        vary: Callable[[Entry], Entry],
    ) -> Iterator[tuple[str, Statement, frozenset[int]]]:
        copies: dict[tuple[Entry, frozenset[int]], Entry] = {}
        for actor, each, needed in there:
            if (each.entry, needed) not in copies:
                copies[each.entry, needed] = vary(each.entry)
            entry = copies[each.entry, needed]
            yield actor, each._replace(entry=entry), needed | {number}  # type: ignore[arg-type]  # of the same type

    def _copy(self, entry: _Entry) -> _Entry:
        """An entry that counts only where it is chosen."""
        return replace(entry, status="unknown", place=self._place(), valid_from=None, valid_to=None)

    def _place(self) -> Place:
        self._number += 1
        return Place("", self._number, 1)

    def _share(self, change: Change) -> ShareEntry:
        if isinstance(change.entry, ShareEntry) and change.kind == "extend-share":
            return self._copy(change.entry)
        common = _common(self._place())
        return ShareEntry(
            **common,
            author=change.actor or "",
            via=change.via or "",
            form=None,
            purposes=(),
            legal_bases=(),
            after=None,
            takes=None,
            on_request=False,
        )

    def _record(self, change: Change) -> RecordEntry:
        after = change.entry.after if isinstance(change.entry, RecordEntry) else None
        return RecordEntry(
            **_common(self._place()),
            author=change.actor or "",
            form=change.form or Form.FREE_TEXT,
            code_system=change.code_system,
            patient_reported=False,
            method=None,
            system=None,
            after=after,
            called=None,
        )


def _common(place: Place) -> dict[str, Any]:
    """What all entries of changes say."""
    return {
        "place": place,
        "status": "unknown",
        "valid_from": None,
        "valid_to": None,
        "coverage": None,
        "completeness": None,
        "citations": (),
        "confidence": Confidence.HIGH,
        "note": None,
        "meta": NO_META,
    }

"""What differs between a table as it was written, as it was filled in, and the map as it is now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dataflow.exchange.tables.columns import SHEETS
from dataflow.exchange.tables.rows import Row, Value

Differences = Mapping[str, tuple[Value, Value]]
"""By key of a cell: what it was, and what it is now."""


@dataclass(frozen=True)
class Theirs:
    """A row as filled in: with the number of the row that it was, None for a new one, and where it stands.

    ``lacking`` are the keys that have no column, whose values stay.
    """

    number: int | None
    row: Row
    where: str
    lacking: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Change:
    """A row to change, add or remove: ``ours`` is the one in the map now, ``theirs`` the one to be."""

    ours: Row | None
    theirs: Row | None
    where: str
    differences: Differences = field(default_factory=dict)

    @property
    def row(self) -> Row:
        """The row in the map, or the new one."""
        found = self.ours or self.theirs
        assert found is not None  # noqa: S101  # one of them is there
        return found

    def result(self) -> Row:
        """The row in the map with the differences."""
        cells = {**self.row.cells, **{key: new for key, (_, new) in self.differences.items()}}
        return Row(self.row.sheet, {key: value for key, value in cells.items() if value}, self.row.origin)


@dataclass(frozen=True)
class Conflict:
    """Something that both changed since: the cells with what the workbook says and what the map says.

    Without cells, one side has taken the row away: ``gone`` says which, ``map`` or ``workbook``.
    """

    row: Row
    where: str
    cells: Mapping[str, tuple[Value, Value]] = field(default_factory=dict)
    gone: str = ""


def compare(
    base: Sequence[Row], theirs: Iterable[Theirs], ours: Sequence[Row], sheets: Iterable[str]
) -> tuple[tuple[Change, ...], tuple[Conflict, ...]]:
    """What to change in the map, and what was changed on both sides; ``sheets`` are those that were brought back."""
    here = set(sheets)
    found = _recognised(base, theirs)
    partners = _partners(base, ours)
    changes: list[Change] = []
    conflicts: list[Conflict] = []
    for number, row in enumerate(base):
        mine, filled = partners.get(number), found[0].get(number)
        if filled is None:
            if row.sheet in here and mine is not None:
                if mine.cells == row.cells:
                    changes.append(Change(mine, None, ""))
                else:
                    conflicts.append(Conflict(mine, "", gone="workbook"))
            continue
        differing = _differing(row.cells, filled.row.cells, filled.lacking)
        if not differing:
            continue
        if mine is None:
            conflicts.append(Conflict(row, filled.where, gone="map"))
            continue
        wanted = {key: new for key, (_, new) in differing.items()}
        clashing = {
            key: (new, mine.cells.get(key, ""))
            for key, new in wanted.items()
            if mine.cells.get(key, "") not in (new, row.cells.get(key, ""))
        }
        if clashing:
            conflicts.append(Conflict(mine, filled.where, clashing))
        to_do = {
            key: (mine.cells.get(key, ""), new)
            for key, new in wanted.items()
            if key not in clashing and mine.cells.get(key, "") != new
        }
        if to_do:
            changes.append(Change(mine, filled.row, filled.where, to_do))
    added, more = _added(found[1], ours)
    return (*changes, *added), (*conflicts, *more)


def _recognised(base: Sequence[Row], theirs: Iterable[Theirs]) -> tuple[dict[int, Theirs], list[Theirs]]:
    """The rows by the number of the one that they were, and the new ones.

    A row that lost its number is recognised by what it is about.
    """
    by_number: dict[int, Theirs] = {}
    rest: list[Theirs] = []
    for each in theirs:
        if each.number is None:
            rest.append(each)
        else:
            by_number[each.number] = each
    waiting: dict[tuple[object, ...], list[int]] = {}
    for number, row in enumerate(base):
        if number not in by_number:
            waiting.setdefault((row.sheet, *row.key()), []).append(number)
    new: list[Theirs] = []
    for each in rest:
        numbers = waiting.get((each.row.sheet, *each.row.key()))
        if numbers:
            by_number[numbers.pop(0)] = each
        else:
            new.append(each)
    return by_number, new


def _partners(base: Sequence[Row], ours: Sequence[Row]) -> dict[int, Row]:
    """The row in the map of each row that was written: the same, else one about the same."""
    waiting: dict[object, list[Row]] = {}
    for row in ours:
        waiting.setdefault((row.sheet, _frozen(row.cells)), []).append(row)
    found: dict[int, Row] = {}
    for number, row in enumerate(base):
        same = waiting.get((row.sheet, _frozen(row.cells)))
        if same:
            found[number] = same.pop(0)
    taken = {id(row) for row in found.values()}
    for key in (_whole_key, _short_key):
        left: dict[object, list[Row]] = {}
        for row in ours:
            if id(row) not in taken:
                left.setdefault(key(row), []).append(row)
        for number, row in enumerate(base):
            if number not in found and left.get(key(row)):
                found[number] = left[key(row)].pop(0)
                taken.add(id(found[number]))
    return found


def _whole_key(row: Row) -> tuple[object, ...]:
    return (row.sheet, *row.key())


def _short_key(row: Row) -> tuple[object, ...]:
    """What a row is about, whatever its phases."""
    if not SHEETS[row.sheet].states:
        return _whole_key(row)
    return (row.sheet, *(row.cells.get(key, "") for key in SHEETS[row.sheet].identity if key != "phase"))


def _frozen(cells: Mapping[str, Value]) -> frozenset[tuple[str, Value]]:
    return frozenset(cells.items())


def _differing(before: Mapping[str, Value], now: Mapping[str, Value], lacking: frozenset[str]) -> Differences:
    keys = dict.fromkeys((*before, *now))
    return {
        key: (before.get(key, ""), now.get(key, ""))
        for key in keys
        if before.get(key, "") != now.get(key, "") and key not in lacking and key.partition("@")[0] not in lacking
    }


def _added(new: Iterable[Theirs], ours: Sequence[Row]) -> tuple[list[Change], list[Conflict]]:
    """The new rows; one that the map has by now is nothing new, and another of its id is a conflict."""
    there = {(row.sheet, _frozen(row.cells)) for row in ours}
    by_key = {_whole_key(row): row for row in ours if not SHEETS[row.sheet].states}
    changes: list[Change] = []
    conflicts: list[Conflict] = []
    for each in new:
        if (each.row.sheet, _frozen(each.row.cells)) in there:
            continue
        other = by_key.get(_whole_key(each.row))
        if other is None:
            changes.append(Change(None, each.row, each.where))
        else:
            differing = _differing(other.cells, each.row.cells, frozenset())
            conflicts.append(Conflict(other, each.where, {key: (new, old) for key, (old, new) in differing.items()}))
    return changes, conflicts

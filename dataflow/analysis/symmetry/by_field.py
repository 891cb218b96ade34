"""Members that nothing about one field tells apart, wherever they work.

What follows about a field follows from what is stated about its family: the field, those that it is worked out from,
and those that are worked out from any of them. What could be done about it follows from that and from who shares
anything with whom. Municipalities that differ in a few fields are of one kind in all others.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from dataflow.model.data_map import DataMap
from dataflow.model.statements import Share, Statement, StatementSet

ENOUGH = 3
"""Of those who are alike, more than so many make no difference (``analysis/symmetry/equivalence.py``)."""

_SHARES = ""
"""Stands in the place of a field for what is shared, whatever the field."""
_Untold = dict[str, list[Hashable]]
_Told = Mapping[str, int]
"""What is told of each field, by number: the same number where the same is told."""

_Profile = Hashable
"""What bears on a family of all that is said of an actor, but for where it works."""


@dataclass(frozen=True, slots=True, eq=False)
class _Pattern:
    """Whose statements about a family are the ``same``, and who is ``named`` by the same of them, by number.

    There is one object for each pattern, which is looked up faster than by what it says.
    """

    same: tuple[int, ...]
    named: tuple[int, ...]


class Kinds:
    """The kinds of those who are each the first of all that are ``alike``, field by field.

    Two are of one kind where they have the same role, state the same about the family of the field, are named by the
    same shares, and stand in clusters whose members do so too, one by one (of more than three, by three): then, with
    the one cluster in the place of the other, the map says the same of that family. One whom a waiver names, and one
    who stands in several clusters, is like no other.
    """

    def __init__(
        self, data_map: DataMap, alike: Mapping[str, tuple[str, ...]], clusters: Mapping[str, frozenset[str]]
    ) -> None:
        self._data_map = data_map
        self._alike = alike
        self._clusters = clusters
        self._families = data_map.families
        self._profiles = cache(self._profiles_by)
        self._firsts = cache(self._firsts_by)
        self._all_firsts = cache(lambda pattern: frozenset(self._firsts(pattern).values()))

    def first(self, actor: str, field: str) -> str:
        """The first of the kind of one who is the first of those alike."""
        return self._firsts(self._patterns[field])[actor]

    def firsts(self, field: str) -> frozenset[str]:
        """The first of each kind."""
        return self._all_firsts(self._patterns[field])

    def all_of(self, actor: str, field: str) -> tuple[str, ...]:
        """Those of the kind of one, each the first of those alike."""
        firsts = self._firsts(self._patterns[field])
        return tuple(other for other, first in firsts.items() if first == firsts[actor])

    def counterparts(self, one: str, another: str, field: str) -> Mapping[str, str]:
        """Of two of one kind, each in the other's place; and so are all with whom they work in two clusters."""
        swapped = {one: another, another: one}
        if self._clusters.get(one) != self._clusters.get(another):
            here, there = self._beside(one, field), self._beside(another, field)
            for profile, actors in here.items():
                for left, right in zip(actors, there[profile], strict=False):  # of more than three, by three
                    swapped |= {left: right, right: left}
        return swapped

    def _beside(self, actor: str, field: str) -> Mapping[_Profile, Sequence[str]]:
        """All with whom an actor works, by what bears on the family of a field."""
        profiles = self._profiles(self._patterns[field])
        found: dict[_Profile, list[str]] = {}
        for first in profiles:
            if self._clusters.get(first) == self._clusters[actor]:
                found.setdefault(profiles[first], []).extend(each for each in self._alike[first] if each != actor)
        return found

    def _firsts_by(self, pattern: _Pattern) -> Mapping[str, str]:
        profiles = self._profiles(pattern)
        clusters = self._clusters_by(profiles)
        first: dict[Hashable, str] = {}
        return {
            actor: first.setdefault((profile, *(clusters[each] for each in self._clusters.get(actor, ()))), actor)
            for actor, profile in profiles.items()
        }

    def _clusters_by(self, profiles: Mapping[str, _Profile]) -> Mapping[str, Hashable]:
        """What each cluster consists of, counted no further than makes a difference."""
        counts: dict[str, Counter[_Profile]] = {cluster: Counter() for cluster in self._data_map.clusters}
        for actor, profile in profiles.items():
            for cluster in self._clusters.get(actor, ()):
                counts[cluster][profile] += len(self._alike[actor])
        return {
            cluster: frozenset((profile, min(count, ENOUGH)) for profile, count in counted.items())
            for cluster, counted in counts.items()
        }

    def _profiles_by(self, pattern: _Pattern) -> Mapping[str, _Profile]:
        return {
            actor: actor if about is None else (about, pattern.same[number], pattern.named[called])
            for actor, (about, number, called) in self._told.items()
        }

    @cached_property
    def _told(self) -> Mapping[str, tuple[Hashable | None, int, int]]:
        """Of each actor what is said of it, None of one like no other; and which statements and names it has."""
        data_map = self._data_map
        names = {actor: number for number, actor in enumerate(self._named, 1)}
        waived = {waiver.actor for waiver in data_map.waivers}

        def about(id_: str) -> Hashable | None:
            actor = data_map.actors[id_]
            if actor.role is None or id_ in waived or len(self._clusters.get(id_, ())) > 1:
                return None
            return actor.role, actor.kind, actor.sector, tuple(actor.systems.values())

        return {
            first: (about(first), self._statements[data_map.statements[first]], names.get(first, 0))
            for first in self._alike
        }

    @cached_property
    def _statements(self) -> Mapping[StatementSet, int]:
        """The number of each set of statements."""
        stated = (self._data_map.statements[first] for first in self._alike)
        return {statements: number for number, statements in enumerate(dict.fromkeys(stated))}

    @cached_property
    def _said(self) -> Sequence[_Told]:
        """What is stated in each of the statements, by field, and who shares anything with whom."""
        said: list[_Untold] = []
        for statements in self._statements:
            found: _Untold = {_SHARES: list(dict.fromkeys(map(_share, statements)))}
            for each in statements:
                found.setdefault(each.field, []).append(each)
            said.append(found)
        return _numbered(said)

    @cached_property
    def _named(self) -> Mapping[str, _Told]:
        """By which of the statements each actor is named that is named at all."""
        named: dict[str, _Untold] = {}
        for number, statements in enumerate(self._statements):
            for each in statements.of(Share):
                if each.to in self._data_map.statements:
                    by = named.setdefault(each.to, {})
                    by.setdefault(each.field, []).append((number, each.entry, each.phase))
                    by.setdefault(_SHARES, []).append((number, *_share(each)[1:]))
        return dict(zip(named, _numbered(named.values()), strict=True))

    @cached_property
    def _patterns(self) -> Mapping[str, _Pattern]:
        """The pattern of each field. Most fields of a map have the same one, whose kinds are found once."""
        pattern = cache(_Pattern)
        by_family = {
            family: pattern(_alike_in(family, self._said), (0, *_alike_in(family, self._named.values())))
            for family in dict.fromkeys(self._families.values())
        }
        return {field: by_family[family] for field, family in self._families.items()}


def _share(statement: Statement) -> tuple[Hashable, ...]:
    """All of a share but its field, its receiver first; nothing of what is no share."""
    if not isinstance(statement, Share):
        return ()
    entry, to = statement.entry, statement.to
    in_doubt = entry if entry.status == "unknown" else entry.status
    return to, entry.via, entry.form, statement.phase, in_doubt, entry.valid_from, entry.valid_to


def _numbered(told: Iterable[_Untold]) -> Sequence[_Told]:
    numbers: dict[Hashable, int] = {}
    return [
        {field: numbers.setdefault(tuple(found), len(numbers) + 1) for field, found in each.items()} for each in told
    ]


def _alike_in(family: frozenset[str], told: Iterable[_Told]) -> tuple[int, ...]:
    """A number for each, from 1: the same where all that is told of a family and of shares is the same."""
    numbers: dict[Hashable, int] = {}
    about = (_SHARES, *sorted(family))
    parts = (tuple(each.get(field, 0) for field in about) for each in told)
    return tuple(numbers.setdefault(part, len(numbers) + 1) for part in parts)

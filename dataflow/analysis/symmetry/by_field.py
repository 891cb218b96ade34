"""Equivalence classes with respect to one field, across clusters.

Findings about a field depend on the statements about its family (the field, its parts and wholes, and theirs) and on
who shares anything with whom. Members that differ in a few fields are equivalent with respect to all others.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from dataflow.analysis.closure.sharing import carried
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Share, StatementSet

KEPT = 3
"""How many members of a class suffice (``equivalence_of`` says why)."""

_SHARES = ""
"""The key, instead of a field, of the shares whatever their field."""

_Signature = Mapping[str, int]
"""A number for each field: equal where the statements about it are equal."""

_Profile = Hashable
"""All that a map states about an actor and a family of fields, except its clusters."""


@dataclass(frozen=True, slots=True, eq=False)
class _Pattern:
    """For one family: a number for each set of statements (``stated``) and each named actor (``named``).

    Equal numbers mean equal statements about the family. Patterns are interned, and compare by identity.
    """

    stated: tuple[int, ...]
    named: tuple[int, ...]


class FieldClasses:
    """The classes of representatives with respect to each field.

    Two are equivalent with respect to a field where they have the same role, state the same about its family, are
    named by the same shares, and belong to clusters with the same members up to equivalence (counted up to three).
    An actor that a waiver names, or that belongs to several clusters, is equivalent to no other.
    """

    def __init__(self, data_map: DataMap, classes: Mapping[str, tuple[str, ...]]) -> None:
        self._data_map = data_map
        self._classes = classes
        self._clusters = data_map.clusters_of
        self._profiles = cache(self._profiles_by)
        self._firsts = cache(self._firsts_by)
        self._all_firsts = cache(lambda pattern: frozenset(self._firsts(pattern).values()))

    def representative(self, actor: str, field: str) -> str:
        """The representative of a representative with respect to a field."""
        return self._firsts(self._patterns[field])[actor]

    def representatives(self, field: str) -> frozenset[str]:
        """The representatives with respect to a field."""
        return self._all_firsts(self._patterns[field])

    def class_of(self, actor: str, field: str) -> tuple[str, ...]:
        """The representatives that are equivalent to one of them with respect to a field."""
        firsts = self._firsts(self._patterns[field])
        return tuple(other for other, first in firsts.items() if first == firsts[actor])

    def counterparts(self, one: str, another: str, field: str) -> Mapping[str, str]:
        """The permutation that swaps two equivalent actors and the members of their clusters."""
        swapped = {one: another, another: one}
        if self._clusters.get(one) != self._clusters.get(another):
            here, there = self._neighbours(one, field), self._neighbours(another, field)
            for profile, actors in here.items():
                for left, right in zip(actors, there[profile], strict=False):  # they correspond up to three
                    swapped |= {left: right, right: left}
        return swapped

    def _neighbours(self, actor: str, field: str) -> Mapping[_Profile, Sequence[str]]:
        """The other members of an actor's cluster, by profile."""
        profiles = self._profiles(self._patterns[field])
        found: dict[_Profile, list[str]] = {}
        for first in profiles:
            if self._clusters.get(first) == self._clusters[actor]:
                found.setdefault(profiles[first], []).extend(each for each in self._classes[first] if each != actor)
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
        """For each cluster, how many members of each profile it has, up to ``KEPT``."""
        counts: dict[str, Counter[_Profile]] = {cluster: Counter() for cluster in self._data_map.clusters}
        for actor, profile in profiles.items():
            for cluster in self._clusters.get(actor, ()):
                counts[cluster][profile] += len(self._classes[actor])
        return {
            cluster: frozenset((profile, min(count, KEPT)) for profile, count in counted.items())
            for cluster, counted in counts.items()
        }

    def _profiles_by(self, pattern: _Pattern) -> Mapping[str, _Profile]:
        return {
            actor: actor if about is None else (about, pattern.stated[number], pattern.named[name])
            for actor, (about, number, name) in self._described.items()
        }

    @cached_property
    def _described(self) -> Mapping[str, tuple[Hashable | None, int, int]]:
        """Each representative's role and properties (None: equivalent to no other), and its numbers in a pattern."""
        data_map = self._data_map
        names = {actor: number for number, actor in enumerate(self._named, 1)}
        waived = {waiver.actor for waiver in data_map.waivers}

        def about(id_: str) -> Hashable | None:
            actor = data_map.actors[id_]
            if actor.role is None or id_ in waived or len(self._clusters.get(id_, ())) > 1:
                return None
            return actor.role, actor.kind, actor.sector, tuple(actor.systems.values())

        return {
            first: (about(first), self._sets[data_map.statements[first]], names.get(first, 0))
            for first in self._classes
        }

    @cached_property
    def _sets(self) -> Mapping[StatementSet, int]:
        """The number of each set of statements."""
        sets = dict.fromkeys(self._data_map.statements[first] for first in self._classes)
        return {statements: number for number, statements in enumerate(sets)}

    @cached_property
    def _stated(self) -> Sequence[_Signature]:
        """The signature of each set of statements."""
        stated: list[dict[str, list[Hashable]]] = []
        for statements in self._sets:
            found: dict[str, list[Hashable]] = {
                _SHARES: list(dict.fromkeys(key for _, key in self._whatever_the_field(statements)))
            }
            for each in statements:
                to = each.to if isinstance(each, Share) else None
                found.setdefault(each.field, []).append((each.entry, each.phase, to))
            stated.append(found)
        return _numbered(stated)

    @cached_property
    def _named(self) -> Mapping[str, _Signature]:
        """The signature of the shares that name an actor, for each that is named."""
        named: dict[str, dict[str, list[Hashable]]] = {}
        for number, statements in enumerate(self._sets):
            for each, (to, *key) in self._whatever_the_field(statements):
                if to in self._data_map.statements:
                    by = named.setdefault(each.to, {})
                    by.setdefault(each.field, []).append((number, each.entry, each.phase))
                    by.setdefault(_SHARES, []).append((number, *key))
        return dict(zip(named, _numbered(named.values()), strict=True))

    def _whatever_the_field(self, statements: StatementSet) -> Iterator[tuple[Share, tuple[Hashable, ...]]]:
        """Each share with everything about it on which other fields may depend, its receiver first."""
        for share in statements.of(Share):
            entry = share.entry
            status = entry if entry.status == "unknown" else entry.status
            is_sent = carried(self._data_map, share) is not None
            when = share.phase, entry.after, entry.takes, entry.valid_from, entry.valid_to
            counts = entry.via, entry.form, *when, status, is_sent
            offered = entry.purposes, entry.legal_bases, entry.confidence, entry.on_request
            yield share, (share.to, *counts, *offered, statements.receivers[entry])

    @cached_property
    def _patterns(self) -> Mapping[str, _Pattern]:
        """The pattern of each field. Most fields of a map have the same, whose classes are computed once."""
        pattern = cache(_Pattern)
        families = self._data_map.families
        by_family = {
            family: pattern(_restricted(self._stated, family), (0, *_restricted(self._named.values(), family)))
            for family in dict.fromkeys(families.values())
        }
        return {field: by_family[family] for field, family in families.items()}


def _numbered(stated: Iterable[Mapping[str, list[Hashable]]]) -> Sequence[_Signature]:
    numbers: dict[Hashable, int] = {}
    return [
        {field: numbers.setdefault(tuple(found), len(numbers) + 1) for field, found in each.items()}
        for each in stated
    ]


def _restricted(signatures: Iterable[_Signature], family: frozenset[str]) -> tuple[int, ...]:
    """A number for each signature, from 1: equal where they agree in a family and in the shares of any field."""
    numbers: dict[Hashable, int] = {}
    about = (_SHARES, *sorted(family))
    parts = (tuple(each.get(field, 0) for field in about) for each in signatures)
    return tuple(numbers.setdefault(part, len(numbers) + 1) for part in parts)

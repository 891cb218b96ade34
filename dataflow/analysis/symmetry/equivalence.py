"""Equivalence classes of members: two are equivalent where the map with them swapped is the same map."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from dataflow.analysis.symmetry.by_field import KEPT, FieldClasses
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Share


def representatives(data_map: DataMap) -> Mapping[str, str]:
    """For each concrete actor, the representative of its class: the first member.

    Members of one role are equivalent where they state the same, belong to the same clusters, and no share or waiver
    names one of them.
    """
    named = {share.to for statements in data_map.statement_sets for share in statements.of(Share)}
    named |= {waiver.actor for waiver in data_map.waivers if waiver.actor is not None}
    first: dict[tuple[object, ...], str] = {}
    found: dict[str, str] = {}
    for actor, statements in data_map.statements.items():
        own = data_map.actors[actor]
        about = (own.kind, own.sector, tuple(own.systems.values()))
        alone = actor in named or own.role is None
        key = (actor,) if alone else (own.role, about, statements, data_map.clusters_of.get(actor))
        found[actor] = first.setdefault(key, actor)
    return found


@dataclass(frozen=True)
class Equivalence:
    """The classes of a map's actors, and the *reduced map*, which has at most three members of each class.

    ``classes`` gives each representative all members of its class, in the order of declaration. ``by_field`` has the
    classes with respect to one field, where these are larger than the others; None where they are not.
    """

    reduced: DataMap
    classes: Mapping[str, tuple[str, ...]]
    by_field: FieldClasses | None = None

    @cached_property
    def representatives(self) -> Mapping[str, str]:
        """The representative of each concrete actor."""
        return {actor: first for first, actors in self.classes.items() for actor in actors}

    @cached_property
    def members(self) -> frozenset[str]:
        """The actors of the reduced map that have a role."""
        return frozenset(actor for actor in self.reduced.statements if self.reduced.actors[actor].role is not None)

    @property
    def is_trivial(self) -> bool:
        """Whether no two actors are equivalent, not even with respect to a field."""
        return len(self.classes) == len(self.representatives) and self.by_field is None

    def representative_for(self, actor: str, field: str) -> str:
        """The representative of an actor with respect to a field."""
        first = self.representatives[actor]
        return first if self.by_field is None else self.by_field.representative(first, field)

    def class_of(self, actor: str, field: str | None = None) -> tuple[str, ...]:
        """All members of the class (with respect to a field) of a representative; of another actor itself alone."""
        if field is None or self.by_field is None or actor not in self.classes:
            return self.classes.get(actor, (actor,))
        return tuple(each for first in self.by_field.class_of(actor, field) for each in self.classes[first])

    def represents(self, actor: str, other: str | None = None) -> bool:
        """Whether an actor, or a pair of actors, is the representative of its class."""
        if actor not in self.classes:
            return False
        return other is None or other in self.classes or other == next(iter(self.classes[actor][1:]), None)

    def representatives_for(self, field: str) -> Collection[str]:
        """The representatives with respect to a field."""
        return self.classes.keys() if self.by_field is None else self.by_field.representatives(field)

    def counterparts(self, one: str, another: str, field: str | None = None) -> Mapping[str, str]:
        """The permutation of actors that swaps one actor with an equivalent one (with respect to a field)."""
        if field is None or self.by_field is None or self.representatives[one] == self.representatives[another]:
            return {one: another, another: one}
        return self.by_field.counterparts(one, another, field)


def equivalence_of(data_map: DataMap) -> Equivalence:
    """The classes of a map, and its reduced map.

    Three members of a class suffice: the subject of a query, the one it exchanges data with, and a third. The third
    has the same relation to the second as all others, so what the others exchange is there even where the records of
    the first are excluded. The tests compare the results with those of the whole map.
    """
    found: dict[str, list[str]] = {}
    for actor, first in representatives(data_map).items():
        found.setdefault(first, []).append(actor)
    classes = {first: tuple(actors) for first, actors in found.items()}
    kept = {actor for actors in found.values() for actor in actors[:KEPT]}
    roles = [role for first in classes if (role := data_map.actors[first].role) is not None]
    by_field = FieldClasses(data_map, classes) if len(set(roles)) < len(roles) else None
    reduced = data_map if len(kept) == len(data_map.statements) else _reduced(data_map, kept)
    return Equivalence(reduced, classes, by_field)


def _reduced(data_map: DataMap, kept: Collection[str]) -> DataMap:
    """The map with only some of its concrete actors."""
    return replace(
        data_map,
        actors={id_: each for id_, each in data_map.actors.items() if id_ in kept or id_ not in data_map.statements},
        statements={actor: each for actor, each in data_map.statements.items() if actor in kept},
        members={role: tuple(each for each in members if each in kept) for role, members in data_map.members.items()},
        clusters={
            cluster.id: replace(cluster, members=tuple(each for each in cluster.members if each in kept))
            for cluster in data_map.clusters.values()
        },
    )

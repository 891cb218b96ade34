"""Members that nothing in a map tells apart, so that what holds for one holds for all of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from dataflow.analysis.symmetry.by_field import ENOUGH, Kinds
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Share


def representatives(data_map: DataMap) -> Mapping[str, str]:
    """For each concrete actor the first that is alike: itself, where none before it is.

    Members of one role are alike where they state the same, stand in the same clusters, and no share names one of
    them: then the map with any two of them swapped is the same map, and so is everything that follows from it.
    """
    named = {statement.to for statements in data_map.statement_sets for statement in statements.of(Share)} | {
        waiver.actor for waiver in data_map.waivers
    }
    clusters = data_map.clusters_of
    first: dict[tuple[object, ...], str] = {}
    found: dict[str, str] = {}
    for actor, statements in data_map.statements.items():
        role = data_map.actors[actor].role
        distinguished = actor in named or role is None
        own = data_map.actors[actor]
        about = (own.kind, own.sector, tuple(own.systems.values()))
        key = (actor,) if distinguished else (role, about, statements, clusters.get(actor))
        found[actor] = first.setdefault(key, actor)
    return found


@dataclass(frozen=True)
class Crowd:
    """A map with no more of those who are alike than it takes to find all that there is to find.

    ``alike`` gives for each of its actors who is the first of those alike all of them, in the order of declaration.
    ``kinds`` are who is alike in one field, where that is more than are alike in all; None where it is not.
    """

    data_map: DataMap
    alike: Mapping[str, tuple[str, ...]]
    kinds: Kinds | None = None

    @cached_property
    def first_alike(self) -> Mapping[str, str]:
        """For each concrete actor the first that is alike: what holds for one holds for the other."""
        return {actor: first for first, actors in self.alike.items() for actor in actors}

    @cached_property
    def members(self) -> frozenset[str]:
        """Those of the crowd that have a role."""
        return frozenset(actor for actor in self.data_map.statements if self.data_map.actors[actor].role is not None)

    def first_in(self, actor: str, field: str) -> str:
        """The first concrete actor that is like another in all that is about a field."""
        first = self.first_alike[actor]
        return first if self.kinds is None else self.kinds.first(first, field)

    def all_alike(self, first: str, field: str | None = None) -> tuple[str, ...]:
        """All who are alike, or alike in a field; nobody else is like an actor that is not the first of them."""
        if field is None or self.kinds is None or first not in self.alike:
            return self.alike.get(first, (first,))
        return tuple(actor for each in self.kinds.all_of(first, field) for actor in self.alike[each])

    def is_asked(self, actor: str, other: str | None = None) -> bool:
        """Whether an actor, or a pair, is the one by which all that are alike are known."""
        if actor not in self.alike:
            return False
        return other is None or other in self.alike or other == self._second(actor)

    def asked_about(self, field: str) -> Collection[str]:
        """The actors by which all that are alike in a field are known."""
        return self.alike.keys() if self.kinds is None else self.kinds.firsts(field)

    def in_place_of(self, one: str, another: str, field: str | None = None) -> Mapping[str, str]:
        """Who stands in whose place where one who is alike (in a field) stands in the place of another."""
        if field is None or self.kinds is None or self.first_alike[one] == self.first_alike[another]:
            return {one: another, another: one}
        return self.kinds.counterparts(one, another, field)

    def _second(self, first: str) -> str | None:
        return next(iter(self.alike[first][1:]), None)


def crowd_of(data_map: DataMap) -> Crowd:
    """The crowd of a map: three of each that are alike.

    One that a question is about, one with whom it has to do, and one more who is to the second as the second is to
    the rest: so even where the first is left out (its own records do not count), the others have what they give one
    another. ``make bench`` shows what it saves on the map of a country; the tests hold it against the whole map.
    """
    alike: dict[str, list[str]] = {}
    for actor, first in representatives(data_map).items():
        alike.setdefault(first, []).append(actor)
    kept = {actor for actors in alike.values() for actor in actors[:ENOUGH]}
    found = {first: tuple(actors) for first, actors in alike.items()}
    roles = [data_map.actors[first].role for first in found if data_map.actors[first].role is not None]
    kinds = Kinds(data_map, found, data_map.clusters_of) if len(set(roles)) < len(roles) else None
    if len(kept) == len(data_map.statements):
        return Crowd(data_map, found, kinds)
    fewer = replace(
        data_map,
        actors={id_: each for id_, each in data_map.actors.items() if id_ in kept or id_ not in data_map.statements},
        statements={actor: each for actor, each in data_map.statements.items() if actor in kept},
        members={
            role: tuple(member for member in members if member in kept) for role, members in data_map.members.items()
        },
        clusters={
            cluster.id: replace(cluster, members=tuple(member for member in cluster.members if member in kept))
            for cluster in data_map.clusters.values()
        },
    )
    return Crowd(fewer, found, kinds)

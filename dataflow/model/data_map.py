"""The linked map, and facts derived from it, each computed once."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from dataflow.base.finding import Severity
from dataflow.base.on_demand import OnDemand
from dataflow.base.text import Label, Sentence
from dataflow.language.exclusion import Pattern
from dataflow.model.entities import (
    Actor,
    Channel,
    Cluster,
    CodeSystem,
    Field,
    Group,
    LegalBasis,
    Meta,
    Phase,
    Purpose,
    Source,
    Waiver,
    responsible_on,
)
from dataflow.model.statements import AnyStatement, Entry, Record, Share, Statement, StatementSet


@dataclass(frozen=True)
class DataMap:
    """A whole map, linked. All mappings are in the order of declaration.

    ``statements`` gives, for every concrete actor, what it records, needs, uses and shares, whatever the status
    and dates; members that state the same share one set.
    """

    id: str
    title: Label
    population: Label | None
    languages: tuple[str, ...]
    as_of: str | None
    evidence_years: int
    severities: Mapping[str, Severity | None]
    phases: Mapping[str, Phase]
    purposes: Mapping[str, Purpose]
    legal_bases: Mapping[str, LegalBasis]
    sources: Mapping[str, Source]
    groups: Mapping[str, Group]
    code_systems: Mapping[str, CodeSystem]
    fields: Mapping[str, Field]
    channels: Mapping[str, Channel]
    actors: Mapping[str, Actor]
    clusters: Mapping[str, Cluster]
    statements: Mapping[str, StatementSet]
    waivers: tuple[Waiver, ...] = ()
    scenario: str | None = None
    scenario_label: Label | None = None
    scenarios: tuple[str, ...] = ()
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The members of each role that has any."""
    costs: Mapping[str, int] = field(default_factory=dict)
    """What changes of some kinds cost where a plan is made (``map.costs``)."""
    meta: Meta = field(default_factory=dict)
    unused_patterns: tuple[Pattern, ...] = ()
    """The patterns of ``map.exclude`` that match nothing."""

    added: Mapping[str, Collection[str]] = field(default_factory=dict)
    """The ids by section that a scenario, or a map that builds on another, adds to what is below it."""

    def at(self, date: str) -> "DataMap":
        """The map on another date; only the date and who is responsible for a phase are different."""
        phases = {
            phase.id: replace(phase, responsible=responsible_on(phase.responsible_by_date, date))
            for phase in self.phases.values()
        }
        return replace(self, as_of=date, phases=phases)

    @property
    def concrete_actors(self) -> tuple[str, ...]:
        """Members, and actors that nobody extends, in the order of declaration."""
        return tuple(self.statements)

    @cached_property
    def presented(self) -> Mapping[str, tuple[str, ...]]:
        """The actors of results by role: each role with its members, and each actor without a role with itself."""
        shown: dict[str, list[str]] = {}
        for actor in self.actors.values():
            if actor.id in self.members:
                shown.setdefault(actor.id, [])
            elif actor.id in self.statements:
                shown.setdefault(actor.role or actor.id, []).append(actor.id)
        return {actor: tuple(concrete) for actor, concrete in shown.items() if concrete}

    @cached_property
    def only_process(self) -> frozenset[str]:
        """The actors that are data controllers or processors of others and nothing else (see "Decisions")."""
        named = {each for actor in self.actors.values() for each in actor.controllers if each != actor.id}
        named |= {each for actor in self.actors.values() for each in actor.processors}
        named |= {each for actor in self.actors.values() for one in actor.systems.values() for each in one.processors}
        taking_part = {self.role_of(phase.responsible) for phase in self.phases.values() if phase.responsible}
        for actor, own in self.statements.items():
            if any(own):
                taking_part.add(self.role_of(actor))
            taking_part.update(self.role_of(share.to) for share in own.of(Share))
        return frozenset(named & self.presented.keys() - taking_part)

    @cached_property
    def actors_by_id(self) -> Mapping[str, Actor]:
        """The actors in the order of their ids, for lists that do not depend on the order of declaration."""
        return dict(sorted(self.actors.items()))

    @cached_property
    def worded(self) -> dict[tuple[Entry, tuple[str, ...]], Sentence]:
        """Sentences about entries in some phases, kept by those who word them."""
        return {}

    @cached_property
    def order_of_actors(self) -> Mapping[str, int]:
        """The number of each actor in the order of declaration."""
        return {actor: number for number, actor in enumerate(self.actors)}

    @cached_property
    def pathway(self) -> Mapping[str, Phase]:
        """The phases in the order of their positions."""
        return dict(sorted(self.phases.items(), key=lambda each: (each[1].position, each[1].order)))

    def role_of(self, actor: str) -> str:
        """The role of a member, else the actor itself."""
        return self.actors[actor].role or actor

    def receivers(self, sender: str, to: str) -> tuple[str, ...]:
        """Whom a share reaches: the sender too where named by its id (``language.md``, "Sharing with oneself")."""
        reached = self._reached.get((sender, to))
        if reached is None:
            reached = self._reached[sender, to] = self._receivers(sender, to)
        return reached

    def _receivers(self, sender: str, to: str) -> tuple[str, ...]:
        return tuple(self.each_receiver(sender, to))

    def each_receiver(self, sender: str, to: str, among: Iterable[str] | None = None) -> Iterator[str]:
        """The same one by one, of all members of a role or ``among`` some: where not all of them are needed."""
        if to not in self.members:
            yield from (to,) if among is None or to in among else ()
            return
        own, others = self.clusters_of.get(sender), self.clusters_of
        for member in self.members[to] if among is None else among:
            if member != sender and self.actors[member].role == to:
                if not own or member not in others or not own.isdisjoint(others[member]):
                    yield member

    @cached_property
    def _reached(self) -> dict[tuple[str, str], tuple[str, ...]]:
        return {}

    @cached_property
    def clusters_of(self) -> Mapping[str, frozenset[str]]:
        """The clusters of each concrete actor that belongs to any."""
        clusters: dict[str, set[str]] = {}
        for cluster in self.clusters.values():
            for member in cluster.members:
                clusters.setdefault(member, set()).add(cluster.id)
        return {member: frozenset(ids) for member, ids in clusters.items()}

    @cached_property
    def ranked_phases(self) -> tuple[str, ...]:
        """The phases by position, and by declaration where those are equal."""
        ranked = sorted(self.phases.values(), key=lambda phase: (phase.position, phase.order))
        return tuple(phase.id for phase in ranked)

    @cached_property
    def patients(self) -> tuple[str, ...]:
        """The concrete actors that are patients."""
        return tuple(actor for actor in self.statements if self.actors[actor].kind == "patient")

    @cached_property
    def parts(self) -> Mapping[str, frozenset[str]]:
        """Each field with itself and all fields from which it may be derived, directly or indirectly.

        They are found when a field is looked up: in a chain of n fields there are n times n of them.
        """
        return OnDemand(self.fields, cache(lambda each: _closed(each, self._derived_from)))

    @cached_property
    def _derived_from(self) -> Mapping[str, Collection[str]]:
        return {each.id: each.derived_from for each in self.fields.values()}

    @cached_property
    def _derived_to(self) -> Mapping[str, Collection[str]]:
        found: dict[str, list[str]] = {each: [] for each in self.fields}
        for each in self.fields.values():
            for part in each.derived_from:
                found[part].append(each.id)
        return found

    @cached_property
    def wholes(self) -> Mapping[str, frozenset[str]]:
        """Each field with itself and all fields that may be derived from it, when a field is looked up."""
        return OnDemand(self.fields, cache(lambda each: _closed(each, self._derived_to)))

    @cached_property
    def families(self) -> Mapping[str, frozenset[str]]:
        """Each field with all fields of its connected component in the graph of derivations."""
        beside = {each: (*self._derived_from[each], *self._derived_to[each]) for each in self.fields}
        family: dict[str, frozenset[str]] = {}
        for each in self.fields:
            if each not in family:
                joined = _closed(each, beside)
                family |= dict.fromkeys(joined, joined)
        return {each: family[each] for each in self.fields}

    def groups_of(self, field_id: str) -> tuple[str, ...]:
        """The group of a field, and the groups above it."""
        found: list[str] = []
        group = self.fields[field_id].group
        while group is not None and group not in found:
            found.append(group)
            group = self.groups[group].parent
        return tuple(found)

    @cached_property
    def statement_sets(self) -> tuple[StatementSet, ...]:
        """The distinct sets of statements, in the order of the first actor that has each."""
        return tuple(dict.fromkeys(self.statements.values()))

    @cached_property
    def stated(self) -> tuple[Statement, ...]:
        """All statements; those in a set that several actors share once."""
        return tuple(statement for statements in self.statement_sets for statement in statements)

    @cached_property
    def records(self) -> Mapping[str, tuple[tuple[str, Record], ...]]:
        """Every record of each field with its concrete actor, whatever the status and dates."""
        return self._by_field(Record)

    @cached_property
    def shares(self) -> Mapping[str, tuple[tuple[str, Share], ...]]:
        """Every share of each field with its concrete sender, whatever the status and dates."""
        return self._by_field(Share)

    @cached_property
    def fields_over(self) -> Mapping[str, frozenset[str]]:
        """The fields that anyone shares over each channel, whatever the status and dates; none without shares."""
        fields: dict[str, set[str]] = {}
        for statements in self.statement_sets:
            for share in statements.of(Share):
                fields.setdefault(share.entry.via, set()).add(share.field)
        return {channel: frozenset(fields[channel]) for channel in self.channels if channel in fields}

    def _by_field(self, type_: type[AnyStatement]) -> Mapping[str, tuple[tuple[str, AnyStatement], ...]]:
        found: dict[str, list[tuple[str, AnyStatement]]] = {each: [] for each in self.fields}
        for actor, statements in self.statements.items():
            for statement in statements.of(type_):
                found[statement.field].append((actor, statement))
        return {each: tuple(stated) for each, stated in found.items()}

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All statements as written, each once."""
        return tuple(dict.fromkeys(statement.entry for statement in self.stated))


def _closed(field_id: str, beside: Mapping[str, Collection[str]]) -> frozenset[str]:
    """A field with all that can be reached from it by derivations."""
    found, waiting = {field_id}, [field_id]
    while waiting:
        new = set(beside[waiting.pop()]) - found
        found |= new
        waiting += sorted(new)
    return frozenset(found)

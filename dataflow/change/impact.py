"""What would no longer be met without a thing of the map, and what an unknown statement would meet."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from dataflow.analysis.assumptions import Assumptions, MapAsOf
from dataflow.analysis.closure.lineages import Lineage
from dataflow.analysis.needs.needs import Needs
from dataflow.change.things import Thing, things_of, without_records
from dataflow.language.statement_specs import LEVELS
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Entry, Need, Record


@dataclass(frozen=True, slots=True)
class AffectedNeed:
    """A need of a role or an actor; ``members`` are those of the role that it holds for, None where all."""

    actor: str
    members: tuple[str, ...] | None
    field: str
    phase: str
    level: str


@dataclass(frozen=True, slots=True)
class Impact:
    """The needs that are met today and would not be without a thing; those of the thing itself do not count."""

    thing: Thing
    needs: tuple[AffectedNeed, ...]

    @property
    def by_level(self) -> tuple[int, ...]:
        """The numbers of must, should and may needs."""
        return tuple(sum(need.level == level for need in self.needs) for level in LEVELS)


@dataclass(frozen=True, slots=True)
class Answer:
    """The needs that are not met today and would be if an unknown statement were true."""

    entry: Entry
    needs: tuple[AffectedNeed, ...]


@dataclass(frozen=True)
class Impacts:
    """The ranking of things by what would no longer be met without them, and of unknown statements; most first.

    ``met`` is the number of needs that are met today. ``planned`` is so where what is planned counts.
    """

    data_map: DataMap
    things: tuple[Impact, ...]
    unknown: tuple[Answer, ...]
    met: int
    planned: bool = False


@dataclass(frozen=True, slots=True)
class _Met:
    """A need that is met, of some equivalent actors, with the records and shares by which the first holds it."""

    actors: tuple[str, ...]
    need: Need
    lineage: Lineage


def impacts_of(needs: Needs, assumptions: Assumptions, things: Iterable[Thing] | None = None) -> Impacts:
    """The impacts of some things, or of all, without the unknown statements."""
    known, data_map = replace(assumptions, unknown=frozenset()), needs.map_as_of.data_map
    met = list(_met(needs, known))
    of_entry: dict[Entry, list[_Met]] = {}
    for each in met:
        for entry in each.lineage.entries:
            of_entry.setdefault(entry, []).append(each)
    impacts = [
        Impact(thing, affected(data_map, _lost(needs, known, thing, of_entry)))
        for thing in (things_of(needs.map_as_of) if things is None else things)
    ]
    # The order of things counts where two carry as much, by kind and declaration.
    ranked = sorted(impacts, key=lambda impact: [-number for number in impact.by_level])
    answers = [Answer(entry, affected(data_map, _answered(needs, known, entry))) for entry in needs.map_as_of.unknown]
    answers.sort(key=lambda answer: [-sum(need.level == level for need in answer.needs) for level in LEVELS])
    return Impacts(
        *(data_map, tuple(ranked), tuple(answers), len(affected(data_map, [(m.actors, m.need) for m in met]))),
        planned=known.planned,
    )


def _met(needs: Needs, assumptions: Assumptions) -> Iterator[_Met]:
    def ask(known: Needs, actor: str) -> list[tuple[Need, Lineage]]:
        stated = known.map_as_of.statements(assumptions)[actor].of(Need)
        return [
            (need, known.lineage(actor, need, assumptions))
            for need in stated
            if known.is_met(actor, need, assumptions)
        ]

    for actors, found in needs.about_each(ask):
        for need, lineage in found:
            yield _Met(actors, need, lineage)


def _lost(
    needs: Needs, assumptions: Assumptions, thing: Thing, of_entry: dict[Entry, list[_Met]]
) -> Iterator[tuple[tuple[str, ...], Need]]:
    """The needs, with the actors that have them, that would not be met without a thing."""
    data_map = needs.map_as_of.data_map
    resting = dict.fromkeys(
        each for entry in sorted(thing.entries, key=lambda entry: entry.place) for each in of_entry.get(entry, ())
    )
    if thing.kind == "actor":
        resting = {each: None for each in resting if data_map.role_of(each.actors[0]) != thing.actor}
    if thing.kind == "record":
        resting = {each: None for each in resting if _rests_on_record(each, thing.field)}
        if resting and _states_another(data_map, thing):
            yield from _lost_without_records(needs, assumptions, thing, resting)
            return
    for each in resting:
        if needs.about(each.actors[0], partial(_depends, each.need, thing.entries, assumptions)):
            yield each.actors, each.need


def _rests_on_record(met: _Met, field: str | None) -> bool:
    return any(isinstance(by, Record) and by.field == field for by in met.lineage.statements)


def _states_another(data_map: DataMap, thing: Thing) -> bool:
    """Whether an entry of a record states another field that what is derived from this one may rest on."""
    related = data_map.families[thing.field or ""] - {thing.field}
    return any(record.entry in thing.entries for field in related for _, record in data_map.records[field])


def _lost_without_records(
    needs: Needs, assumptions: Assumptions, thing: Thing, resting: Iterable[_Met]
) -> Iterator[tuple[tuple[str, ...], Need]]:
    """The same on the map without the records of one field, where their entries have to stay for others."""
    left = Needs(MapAsOf(without_records(needs.map_as_of.data_map, thing), needs.map_as_of.as_of))
    for each in resting:
        gone = tuple(actor for actor in each.actors if not left.is_met(actor, each.need, assumptions))
        if gone:
            yield gone, each.need


def _depends(need: Need, entries: frozenset[Entry], assumptions: Assumptions, needs: Needs, actor: str) -> bool:
    return needs.depends_on(entries, actor, need, assumptions)


def _answered(needs: Needs, assumptions: Assumptions, entry: Entry) -> Iterator[tuple[tuple[str, ...], Need]]:
    """The needs that would be met if an unknown statement were true."""
    map_as_of, supposed = needs.map_as_of, replace(assumptions, unknown=frozenset({entry}))
    about = map_as_of.fields_of_unknown[entry]

    def ask(known: Needs, actor: str) -> list[Need]:
        return [
            need
            for need in known.map_as_of.statements(assumptions)[actor].of(Need)
            if about & known.map_as_of.data_map.parts[need.field]
            and not known.is_met(actor, need, assumptions)
            and known.is_met(actor, need, supposed)
        ]

    for actors, found in needs.about_each(ask):
        yield from ((actors, need) for need in found)


def affected(data_map: DataMap, found: Iterable[tuple[Sequence[str], Need]]) -> tuple[AffectedNeed, ...]:
    """The needs by role, must needs first, then in the order of declaration."""
    members: dict[tuple[str, str, str, str], dict[str, None]] = {}
    for actors, need in found:
        for actor in actors:
            key = data_map.role_of(actor), need.field, need.phase, need.entry.level
            members.setdefault(key, {})[actor] = None
    order = _order(data_map)
    return tuple(
        AffectedNeed(
            actor,
            None if set(data_map.members.get(actor, (actor,))) <= those.keys() else tuple(those),
            field,
            phase,
            level,
        )
        for (actor, field, phase, level), those in sorted(members.items(), key=lambda item: order(item[0]))
    )


def _order(data_map: DataMap) -> Callable[[tuple[str, str, str, str]], tuple[int, ...]]:
    actors, fields, phases = (
        {id_: rank for rank, id_ in enumerate(ids)}
        for ids in (data_map.actors, data_map.fields, data_map.ranked_phases)
    )

    def rank(key: tuple[str, str, str, str]) -> tuple[int, ...]:
        actor, field, phase, level = key
        return LEVELS.index(level), actors[actor], phases[phase], fields[field]

    return rank

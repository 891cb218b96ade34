"""The language of a field: how each actor records, needs, uses and sends it, and what does not translate."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from dataflow.analysis.assumptions import Assumptions, is_in_force
from dataflow.analysis.lineage.travels import NOT_HELD, Travel, only_on_request, travels
from dataflow.analysis.needs.causes import Cause
from dataflow.analysis.needs.needs import Needs
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.model.statements import DemandEntry, RecordEntry, ShareEntry, code_systems_of

Way = RecordEntry | DemandEntry
"""An entry that says how an actor records, needs or uses a field."""
_Item = TypeVar("_Item")

UNTRANSLATED = (Cause.FORM_TOO_LOW, Cause.FORM_LOST, Cause.CODE_SYSTEM_MISMATCH)
"""The causes of an unmet need that lie in how the field is written."""
_STATUSES = ("current", "planned", "unknown", NOT_HELD)


class MissingMap(NamedTuple):
    """An actor (``author``) records in a code system from which no map leads to those of another (``reader``)."""

    source: str
    author: str
    targets: tuple[str, ...]
    reader: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """What an actor sends of a field to another over a channel: ``status`` and ``form`` as those of a ``Travel``.

    ``lost`` is the form in which the sender has it, where that is higher than the form in which it arrives.
    """

    receiver: str
    channel: str
    status: str
    form: Form | None
    lost: Form | None
    on_request: bool


@dataclass(frozen=True, slots=True)
class ActorLanguage:
    """The ways of one actor (by role), what it sends, and what it could not read of what others record."""

    actor: str
    ways: tuple[Way, ...]
    transfers: tuple[Transfer, ...]
    missing_maps: tuple[MissingMap, ...]


@dataclass(frozen=True, slots=True)
class FieldLanguage:
    """How the actors that state anything of a field write it; ``methods`` are those that differ, with the actor."""

    field: str
    actors: tuple[ActorLanguage, ...]
    methods: tuple[tuple[str, str], ...]


def field_languages(needs: Needs, assumptions: Assumptions, fields: Iterable[str]) -> tuple[FieldLanguage, ...]:
    """The language of some fields, in their order; retired statements and those not in force are left out."""
    data_map = needs.map_as_of.data_map
    ways = _ways(data_map)
    sent: dict[str, dict[str, list[Travel]]] = {}
    for travel in travels(needs, assumptions):
        if travel.source != travel.target:
            sent.setdefault(travel.share.field, {}).setdefault(travel.source, []).append(travel)
    return tuple(_language(needs, assumptions, field, ways.get(field, {}), sent.get(field, {})) for field in fields)


def distinct(ways: Iterable[Way]) -> tuple[Way, ...]:
    """The first of the ways that say the same of name, form, code systems, method, system and status."""
    found: dict[tuple[object, ...], Way] = {}
    for way in ways:
        own = (way.method, way.system) if isinstance(way, RecordEntry) else ()
        name = None if way.called is None else way.called.texts
        found.setdefault((way.list_key, way.status, name, way.form, code_systems_of(way), own), way)
    return tuple(found.values())


def missing_maps(data_map: DataMap, ways: Mapping[str, Sequence[Way]]) -> Iterator[MissingMap]:
    """The code systems of records without a map to those that another actor records or accepts, by actor."""
    order = {actor: index for index, actor in enumerate(data_map.presented)}

    def place(pair: tuple[str, object]) -> tuple[object, ...]:
        return order[pair[0]], pair[1]

    written = {
        (actor, way.code_system)
        for actor, own in ways.items()
        for way in own
        if isinstance(way, RecordEntry) and way.code_system is not None
    }
    read = {(actor, tuple(sorted(code_systems_of(way)))) for actor, own in ways.items() for way in own}
    for author, source in sorted(written, key=place):
        understood = {source, *data_map.code_systems[source].maps_to}
        for reader, targets in sorted(read, key=place):
            if author != reader and targets and understood.isdisjoint(targets):
                yield MissingMap(source, author, targets, reader)


def differing_methods(data_map: DataMap, ways: Mapping[str, Sequence[Way]]) -> tuple[tuple[str, str], ...]:
    """The actors that record by a method that is not that of another actor, each with its method."""
    order = {actor: index for index, actor in enumerate(data_map.presented)}
    stated = [
        (way.method, actor)
        for actor, own in ways.items()
        for way in own
        if isinstance(way, RecordEntry) and way.method is not None
    ]
    clashing = clashing_values(stated, lambda one, other: one == other)
    found = {(actor, method) for method, actor in stated if method in clashing}
    return tuple(sorted(found, key=lambda pair: (order[pair[0]], pair[1])))


def clashing_values(stated: Iterable[tuple[_Item, str]], agree: Callable[[_Item, _Item], bool]) -> set[_Item]:
    """The values, each with an actor that states it, that do not agree with a value that another actor states."""
    actors: dict[_Item, set[str]] = {}
    for value, actor in stated:
        actors.setdefault(value, set()).add(actor)
    return {
        value
        for value, own in actors.items()
        for other, theirs in actors.items()
        if not agree(value, other) and len(own | theirs) > 1
    }


def lost_form(
    needs: Needs, assumptions: Assumptions, sender: str, field: str, phases: Iterable[str], arriving: Form
) -> Form | None:
    """The form in which a sender (by role) has a field in some phases, if higher than the one that arrives."""
    holdings, data_map = needs.holdings(assumptions), needs.map_as_of.data_map
    held = [
        element.form
        for member in data_map.presented[sender]
        for phase in phases
        for element in holdings.elements(member, field, phase)
    ]
    return max(held) if held and max(held) > arriving else None


def _ways(data_map: DataMap) -> dict[str, dict[str, list[Way]]]:
    """By field and actor (by role), the entries in force about recording, needing and using."""
    found: dict[str, dict[str, list[Way]]] = {}
    for actor, members in data_map.presented.items():
        for statements in dict.fromkeys(data_map.statements[member] for member in members):
            for statement in statements:
                entry = statement.entry
                if isinstance(entry, ShareEntry) or entry.status == "retired":
                    continue
                if is_in_force(entry, data_map.as_of):
                    found.setdefault(statement.field, {}).setdefault(actor, []).append(entry)
    return found


def _language(
    needs: Needs,
    assumptions: Assumptions,
    field: str,
    ways: Mapping[str, Sequence[Way]],
    sent: Mapping[str, Sequence[Travel]],
) -> FieldLanguage:
    data_map = needs.map_as_of.data_map
    unmapped = tuple(missing_maps(data_map, ways))
    actors = tuple(
        ActorLanguage(
            actor,
            distinct(ways.get(actor, ())),
            tuple(_transfers(needs, assumptions, actor, field, sent.get(actor, ()))),
            tuple(each for each in unmapped if each.reader == actor),
        )
        for actor in data_map.presented
        if actor in ways or actor in sent
    )
    return FieldLanguage(field, actors, differing_methods(data_map, ways))


def _transfers(
    needs: Needs, assumptions: Assumptions, sender: str, field: str, sent: Sequence[Travel]
) -> Iterator[Transfer]:
    """One for each receiver and channel: the best form in which the shares with the surest status arrive."""
    by_way: dict[tuple[str, str], list[Travel]] = {}
    for travel in sent:
        by_way.setdefault((travel.target, travel.share.entry.via), []).append(travel)
    for (receiver, channel), found in by_way.items():
        status = min((travel.status for travel in found), key=_STATUSES.index)
        surest = [travel for travel in found if travel.status == status]
        forms = [travel.form for travel in surest if travel.form is not None]
        best = max(forms) if forms else None
        phases = dict.fromkeys(travel.share.phase for travel in surest)
        lost = None
        if status == "current" and best is not None:
            lost = lost_form(needs, assumptions, sender, field, phases, best)
        yield Transfer(receiver, channel, status, best, lost, only_on_request(surest))

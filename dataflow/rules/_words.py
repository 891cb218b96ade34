"""Wording that several rules use: lists of names, roles, and related places."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from dataflow.base.finding import Related, Subject
from dataflow.base.text import Actors, Declared, Enumeration, Filling, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.model.statements import Entry, NeedEntry, RecordEntry, Share, ShareEntry, Statement
from dataflow.wording.forms import DATA
from dataflow.wording.statements import DOES, STATED

_CODED_IN = Text(en="{coded} ({system})", da="{coded} ({system})")


def together(ids: Iterable[str], declared: Mapping[str, Declared]) -> Enumeration:
    """The names of several things joined by *and*: ``a, b and c``."""
    return Enumeration(frozenset(ids), declared)


def either(ids: Iterable[str], declared: Mapping[str, Declared]) -> Enumeration:
    """The names of several things joined by *or*: ``a, b or c``."""
    return Enumeration(frozenset(ids), declared, either=True)


def roles(data_map: DataMap, actors: Iterable[str], subject: str | None = None, field: str | None = None) -> Actors:
    """The roles of actors, or themselves where they have none.

    A single other member of the role of the sentence's ``subject`` is named itself, as "municipality lacks what
    municipality has" would be unclear. So are one or two members where these alone record the ``field`` in question.
    """
    actors = set(actors)
    role = None if subject is None else data_map.role_of(subject)
    others = {actor for actor in actors if data_map.role_of(actor) == role and actor != subject}
    themselves = others if len(others) == 1 else set[str]()
    themselves |= set() if field is None else actors & members_alone(data_map, field)
    return Actors(frozenset(themselves | {data_map.role_of(actor) for actor in actors - themselves}), data_map.actors)


def members_alone(data_map: DataMap, field: str) -> frozenset[str]:
    """The members of roles that record a field where one or two do and the others do not."""
    recorders = {actor for actor, _ in data_map.records[field]}
    by_role = {role: recorders.intersection(members) for role, members in data_map.members.items()}
    few = [found for role, found in by_role.items() if len(found) <= 2 and len(found) < len(data_map.members[role])]
    return frozenset(actor for found in few for actor in found)


def any_of(data_map: DataMap, actors: Iterable[str], subject: str | None = None, field: str | None = None) -> Actors:
    """The same as alternatives, in an order that does not depend on that of their declaration: ``a, b or c``."""
    return replace(roles(data_map, actors, subject, field), declared=data_map.actors_by_id, either=True)


def by_entry(statements: Iterable[Statement]) -> dict[Entry, list[Statement]]:
    """Statements by the entry as written, which may be for several fields, phases and receivers."""
    found: dict[Entry, list[Statement]] = {}
    for statement in statements:
        found.setdefault(statement.entry, []).append(statement)
    return found


def what_is_stated(data_map: DataMap, entry: Entry, stated: Collection[Statement]) -> dict[str, Filling]:
    """The words of what an entry says: ``{actor} {does} {fields} in {phases}``."""
    return {
        "actor": data_map.actors[entry.author].name,
        "does": DOES[entry.list_key],
        "fields": together({each.field for each in stated}, data_map.fields),
        "phases": together({each.phase for each in stated}, data_map.phases),
    }


def subject_of(entry: Entry, stated: Collection[Statement]) -> Subject:
    """What a finding about an entry is about; a field, phase or receiver only where it is for one."""
    return Subject(
        actor=entry.author,
        field=_only({each.field for each in stated}),
        phase=_only({each.phase for each in stated}),
        need=entry.level if isinstance(entry, NeedEntry) else None,
        channel=entry.via if isinstance(entry, ShareEntry) else None,
        other=_only({each.to for each in stated if isinstance(each, Share)}),
    )


def _only(found: Collection[str]) -> str | None:
    return next(iter(found)) if len(found) == 1 else None


def places_of(data_map: DataMap, statements: Iterable[Statement]) -> tuple[Related, ...]:
    """The places of statements in the specs, each entry once with all its phases."""
    phases: dict[Entry, set[str]] = {}
    for statement in statements:
        phases.setdefault(statement.entry, set()).add(statement.phase)
    related = []
    for entry, found in phases.items():
        ordered = tuple(phase for phase in data_map.phases if phase in found)
        message = data_map.worded.get((entry, ordered))
        if message is None:  # many findings have the same related statements
            message = data_map.worded[entry, ordered] = _stated(data_map, entry, ordered)
        related.append(Related(entry.place, message))
    return tuple(sorted(related, key=lambda each: each.place))


def _stated(data_map: DataMap, entry: Entry, phases: Collection[str]) -> Sentence:
    actor = data_map.actors[entry.author].name
    words: dict[str, Filling] = {"actor": actor, "phase": together(phases, data_map.phases)}
    if isinstance(entry, ShareEntry):
        words["channel"] = data_map.channels[entry.via].name
    elif isinstance(entry, RecordEntry):
        words["form"] = _form(data_map, entry)
    return Sentence(STATED[entry.list_key], words)


def _form(data_map: DataMap, entry: RecordEntry) -> Filling:
    """The form of a record, with its code system where it has one."""
    if entry.code_system is not None:
        system = data_map.code_systems[entry.code_system].name
        return Sentence(_CODED_IN, {"coded": DATA[Form.CODED], "system": system})
    return DATA[entry.form]

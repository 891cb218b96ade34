"""Wording that several rules use: fields with labels, forms, lists of ids, and related places."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import lru_cache

from dataflow.base.finding import Related
from dataflow.base.text import Actors, Enumeration, Filling, Label, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.model.statements import Entry, RecordEntry, ShareEntry, Statement
from dataflow.wording.forms import DATA
from dataflow.wording.statements import STATED

_ID_AND_LABEL = Text(en="{id} ({label})", da="{id} ({label})")
_CODED_IN = Text(en="{coded} ({system})", da="{coded} ({system})")


def named(data_map: DataMap, field: str) -> str | Sentence:
    """A field's id, with its label where it has one."""
    return with_label(field, data_map.fields[field].label)


def with_label(id_: str, label: Label) -> str | Sentence:
    """An id, with its label where it has one."""
    return Sentence(_ID_AND_LABEL, {"id": id_, "label": label}) if label.texts else id_


def listed(ids: Collection[str], declared: Iterable[str]) -> str:
    """Ids in the order in which they are declared, with commas."""
    return ", ".join(each for each in declared if each in ids)


def together(ids: Iterable[str], declared: Collection[str]) -> Enumeration:
    """Ids joined by *and*: ``a, b and c``."""
    return Enumeration(frozenset(ids), declared)


def either(ids: Iterable[str], declared: Collection[str]) -> Enumeration:
    """Ids joined by *or*: ``a, b or c``."""
    return Enumeration(frozenset(ids), declared, either=True)


def roles(data_map: DataMap, actors: Iterable[str], subject: str | None = None) -> Actors:
    """The roles of actors, or themselves where they have none.

    A single other member of the role of the sentence's ``subject`` is named itself, as "municipality lacks what
    municipality has" would be unclear.
    """
    actors = set(actors)
    role = None if subject is None else data_map.role_of(subject)
    others = {actor for actor in actors if data_map.role_of(actor) == role and actor != subject}
    themselves = others if len(others) == 1 else set[str]()
    return Actors(frozenset(themselves | {data_map.role_of(actor) for actor in actors - themselves}), data_map.actors)


def any_of(data_map: DataMap, actors: Iterable[str], subject: str | None = None) -> Actors:
    """The same as alternatives, in an order that does not depend on that of their declaration: ``a, b or c``."""
    return replace(roles(data_map, actors, subject), declared=sorted(data_map.actors), either=True)


def places_of(data_map: DataMap, statements: Iterable[Statement]) -> tuple[Related, ...]:
    """The places of statements in the specs, each entry once with all its phases."""
    phases: dict[Entry, set[str]] = {}
    for statement in statements:
        phases.setdefault(statement.entry, set()).add(statement.phase)
    related = (
        Related(entry.place, _stated(entry, tuple(phase for phase in data_map.phases if phase in found)))
        for entry, found in phases.items()
    )
    return tuple(sorted(related, key=lambda each: each.place))


@lru_cache(maxsize=8192)  # many findings have the same related statements
def _stated(entry: Entry, phases: tuple[str, ...]) -> Sentence:
    words: dict[str, Filling] = {"actor": entry.author, "phase": together(phases, phases)}
    if isinstance(entry, ShareEntry):
        words["channel"] = entry.via
    elif isinstance(entry, RecordEntry):
        words["form"] = _form(entry)
    return Sentence(STATED[entry.list_key], words)


def _form(entry: RecordEntry) -> Filling:
    """The form of a record, with its code system where it has one."""
    if entry.code_system is not None:
        return Sentence(_CODED_IN, {"coded": DATA[Form.CODED], "system": entry.code_system})
    return DATA[entry.form]

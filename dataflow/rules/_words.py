"""Words that several rules say: fields with their labels, forms, lists of ids, and the places beside a finding."""

from collections.abc import Collection, Iterable
from functools import lru_cache

from dataflow.base.finding import Related
from dataflow.base.text import Filling, Label, Sentence, Text
from dataflow.model.entities import DataMap, Entry, Form, Statement

FORMS = {
    Form.FREE_TEXT: Text(en="free text", da="fritekst"),
    Form.STRUCTURED: Text(en="structured data", da="strukturerede data"),
    Form.CODED: Text(en="coded data", da="kodede data"),
}
_ID_AND_LABEL = Text(en="{id} ({label})", da="{id} ({label})")
_STATED_HERE = {
    "records": Text(en="recorded by {actor} in {phase} as {form}", da="registreret af {actor} i {phase} som {form}"),
    "shares": Text(en="shared by {actor} over {channel} in {phase}", da="delt af {actor} over {channel} i {phase}"),
    "needs": Text(en="needed by {actor} in {phase}", da="{actor} har brug for det i {phase}"),
    "uses": Text(en="used by {actor} in {phase}", da="brugt af {actor} i {phase}"),
}


def named(data_map: DataMap, field: str) -> str | Sentence:
    """A field's id, with its label where it has one."""
    return with_label(field, data_map.fields[field].label)


def with_label(id_: str, label: Label) -> str | Sentence:
    """An id, with its label where it has one."""
    return Sentence(_ID_AND_LABEL, {"id": id_, "label": label}) if label.texts else id_


def listed(ids: Collection[str], declared: Iterable[str]) -> str:
    """Ids in the order in which they are declared, with commas."""
    return ", ".join(each for each in declared if each in ids)


def roles(data_map: DataMap, actors: Iterable[str]) -> str:
    """The roles of actors, or themselves where they have none, each once."""
    return listed({data_map.role_of(actor) for actor in actors}, data_map.presented)


def places_of(data_map: DataMap, statements: Iterable[Statement]) -> tuple[Related, ...]:
    """Where statements stand in the specs, each entry once with all its phases."""
    phases: dict[Entry, set[str]] = {}
    for statement in statements:
        phases.setdefault(statement.entry, set()).add(statement.phase)
    related = (
        Related(entry.place, _stated(entry, listed(found, data_map.phases))) for entry, found in phases.items()
    )
    return tuple(sorted(related, key=lambda each: each.place))


@lru_cache(maxsize=8192)  # the same statements stand beside finding after finding
def _stated(entry: Entry, phases: str) -> Sentence:
    words: dict[str, Filling] = {
        "actor": entry.author,
        "phase": phases,
        "form": FORMS[Form.STRUCTURED if entry.form is None else entry.form],
        "channel": entry.via or "",
    }
    return Sentence(_STATED_HERE[entry.kind], words)

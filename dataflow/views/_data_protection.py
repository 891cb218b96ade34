"""Who is responsible for the data of an actor, and how long they are kept."""

from collections.abc import Iterable, Iterator

from dataflow.base.explorer import Line, Passage
from dataflow.base.picture import Words
from dataflow.base.text import Label, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.wording.lists import listed

DATA_PROTECTION = Text(en="Data protection", da="Databeskyttelse")
_CONTROLLER = Text(en="Data controller: {what}", da="Dataansvarlig: {what}")
_PROCESSOR = Text(en="Data processor: {what}", da="Databehandler: {what}")
_RETENTION = Text(en="Kept: {what}", da="Opbevares: {what}")
_OF_SYSTEM = Text(en="{system}: {said}", da="{system}: {said}")


def data_protection(data_map: DataMap, actor: str) -> Passage:
    """What the actor says of itself, and of each of its systems."""
    about = data_map.actors[actor]
    found = list(_said(data_map, about.controllers, about.processors, about.retention))
    for system in about.systems.values():
        for said in _said(data_map, (), system.processors, system.retention):
            found.append(Sentence(_OF_SYSTEM, {"system": system.label, "said": said}))
    return Passage(DATA_PROTECTION, tuple(Line("data-protection", each) for each in found))


def _said(
    data_map: DataMap, controllers: Iterable[str], processors: Iterable[str], retention: Label | None
) -> Iterator[Sentence]:
    for text, ids in ((_CONTROLLER, controllers), (_PROCESSOR, processors)):
        named: list[Words] = [data_map.actors[each].label for each in ids]
        if named:
            yield Sentence(text, {"what": listed(named)})
    if retention is not None:
        yield Sentence(_RETENTION, {"what": retention})

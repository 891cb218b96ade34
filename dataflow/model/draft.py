"""What is read of a map, and the data map that it makes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dataflow.base.finding import Severity
from dataflow.language.fast_reader import keys_of
from dataflow.language.schema import CostsSpec
from dataflow.model.data_map import DataMap
from dataflow.model.data_protection import controllers_of, ids_in
from dataflow.model.entities import Actor, Cluster, System, Waiver
from dataflow.model.labels import label_of, meta_of, text_of
from dataflow.model.objects import Objects
from dataflow.model.sections import Sections
from dataflow.model.statements import StatementSet


@dataclass(frozen=True)
class Draft:
    """A map before it is complete: its sections, and the statements of each concrete actor and each role."""

    sections: Sections
    statements: dict[str, StatementSet]
    roles: dict[str, str]
    members: dict[str, tuple[str, ...]]
    objects: Objects
    clusters: dict[str, Cluster]
    waivers: tuple[Waiver, ...]
    is_lowest: bool


def map_of(draft: Draft, known: dict[tuple[str, int, int], Actor] | None) -> DataMap:
    """The map of a draft; ``known`` are the actors of the maps so far, by the properties of each and of its role.

    Where it is None the map has what is declared alone, without actors.
    """
    sections, roles = draft.sections, draft.roles

    def made(actor: str, known: dict[tuple[str, int, int], Actor]) -> Actor:
        key = (actor, id(sections.actors[actor]), id(sections.actors.get(roles.get(actor, ""))))
        if key not in known:
            known[key] = _actor(actor, sections, roles)
        return known[key]

    actors = {} if known is None else {actor: made(actor, known) for actor in sections.actors}
    top = {key: value for key, (value, _) in sections.map.items()}
    id_ = str(top.get("id", ""))
    return DataMap(
        id=id_,
        title=label_of(id_, top.get("title")),
        population=text_of(top.get("population")),
        languages=tuple(str(language) for language in top.get("languages", ("en",))),
        as_of=top.get("as_of"),
        evidence_years=top.get("evidence_years", 5),
        severities={
            str(code): None if word == "off" else Severity(word) for code, word in top.get("rules", {}).items()
        },
        costs=_costs(top.get("costs")),
        phases=draft.objects.phases,
        purposes=draft.objects.purposes,
        legal_bases=draft.objects.legal_bases,
        sources=draft.objects.sources,
        groups=draft.objects.groups,
        code_systems=draft.objects.code_systems,
        fields=draft.objects.fields,
        channels=draft.objects.channels,
        actors=actors,
        clusters=draft.clusters if known is not None else {},
        statements={actor: draft.statements[actor] for actor in actors if actor not in draft.members},
        waivers=draft.waivers,
        members=draft.members if known is not None else {},
        meta=meta_of(top.get("meta")),
        added={} if draft.is_lowest else {section: frozenset(ids) for section, ids in sections.added.items()},
    )


def _actor(actor: str, sections: Sections, roles: Mapping[str, str]) -> Actor:
    own, role = sections.actors[actor], roles.get(actor)
    above = sections.actors[role] if role else {}

    def inherited(key: str) -> Any:
        return (own.get(key) or above.get(key) or (None, None))[0]

    systems = {
        str(system): System(
            str(system),
            label_of(system, spec.label if spec else None),
            text_of(spec.retention if spec else None),
            ids_in(spec.processor if spec else None),
            meta=meta_of(spec.meta if spec else None),
        )
        for properties in (above, own)
        for system, spec in (properties["systems"][0] if "systems" in properties else {}).items()
    }
    return Actor(
        id=actor,
        label=label_of(actor, own["label"][0] if "label" in own else None),
        sector=str(inherited("sector")) if inherited("sector") else None,
        kind=str(inherited("kind") or "organisation"),
        systems=systems,
        role=role,
        controllers=controllers_of(actor, sections, roles),
        processors=ids_in(inherited("processor")),
        retention=text_of(inherited("retention")),
        place=sections.actor_places[actor],
        meta=meta_of(own["meta"][0] if "meta" in own else None),
    )


def _costs(written: CostsSpec | None) -> dict[str, int]:
    """What an author says that changes cost, by kind."""
    if written is None:
        return {}
    found = ((kind, getattr(written, name)) for kind, (name, _) in keys_of(CostsSpec).items())
    return {kind: price for kind, price in found if price is not None}

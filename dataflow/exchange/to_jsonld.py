"""The map as JSON-LD for data catalogues: data sets in DCAT, processing activities in DPV.

DCAT is the W3C's Data Catalog Vocabulary 3, DPV its community's Data Privacy Vocabulary 2. What the map does not say
is left out; addresses are relative to that of the file.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from dataflow.analysis.lineage.processing import Processing
from dataflow.base.escaping import escaped_json
from dataflow.base.text import Label, Text
from dataflow.exchange import Export, ExportOptions, Outgoing
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Record

Node = dict[str, Any]

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "dpv": "https://w3id.org/dpv#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
_RECORDED_BY = Text(en="Data recorded by {actor}", da="Oplysninger registreret af {actor}")


def write(outgoing: Outgoing, options: ExportOptions) -> bytes:
    """The nodes in the order of declaration."""
    graph = [*_nodes(outgoing.data_map), *_activities(outgoing.data_map, outgoing.find_processings())]
    return escaped_json({"@context": _CONTEXT, "@graph": graph}).encode()


def _nodes(data_map: DataMap) -> Iterator[Node]:
    """The catalogue, its data sets, and what they and the processing activities refer to."""
    recorders = _records_by_actor(data_map)
    yield _node(
        "#catalog",
        "dcat:Catalog",
        {
            "dct:title": _texts(data_map, data_map.title),
            "dct:description": data_map.population and _texts(data_map, data_map.population),
            "dct:valid": data_map.as_of,
            "dct:language": list(data_map.languages),
            "dcat:dataset": [_ref("dataset", actor) for actor in recorders],
        },
    )
    for actor, records in recorders.items():
        fields = {record.field for record in records}
        codes = {record.entry.code_system for record in records}
        title = {
            language: _RECORDED_BY.in_language(language).format(
                actor=data_map.actors[actor].label.in_language(language)
            )
            for language in data_map.languages
        }
        yield _node(
            f"#dataset/{actor}",
            "dcat:Dataset",
            {
                "dct:title": [{"@value": text, "@language": language} for language, text in title.items()],
                "dct:creator": _ref("actor", actor),
                "dct:conformsTo": [_ref("code-system", each) for each in data_map.code_systems if each in codes],
                "dpv:hasPersonalData": [_ref("field", each) for each in data_map.fields if each in fields],
            },
        )
    for each in data_map.actors.values():
        name = {"foaf:name": _texts(data_map, each.label)}
        part_of = {"dct:isPartOf": _ref("actor", each.role)} if each.role else {}
        yield _node(f"#actor/{each.id}", "foaf:Agent", {**name, **part_of})
    for field in data_map.fields.values():
        special = "dpv:SpecialCategoryPersonalData" if field.special_category else "dpv:PersonalData"
        known = {
            "skos:prefLabel": _texts(data_map, field.label),
            "skos:definition": field.definition and _texts(data_map, field.definition),
            "skos:notation": [f"{code.system}:{code.value}" for code in field.codes],
        }
        yield _node(f"#field/{field.id}", special, known)
    for system in data_map.code_systems.values():
        about: Node = {
            "dct:title": _texts(data_map, system.label),
            "rdfs:seeAlso": system.url and {"@id": system.url},
        }
        yield _node(f"#code-system/{system.id}", "dct:Standard", about)
    for purpose in data_map.purposes.values():
        yield _node(f"#purpose/{purpose.id}", "dpv:Purpose", {"skos:prefLabel": _texts(data_map, purpose.label)})
    for basis in data_map.legal_bases.values():
        yield _node(f"#legal-basis/{basis.id}", "dpv:LegalBasis", {"skos:prefLabel": _texts(data_map, basis.label)})


def _activities(data_map: DataMap, found: Iterable[Processing]) -> Iterator[Node]:
    for each in found:
        actor = data_map.actors[each.actor]
        systems = [actor.systems[system] for system in each.systems if system in actor.systems]
        processors = dict.fromkeys((*actor.processors, *(one for system in systems for one in system.processors)))
        yield _node(
            f"#processing/{each.actor}/{each.purpose or '-'}/{each.legal_basis or '-'}",
            "dpv:Process",
            {
                "dpv:isImplementedByEntity": _ref("actor", each.actor),
                "dpv:hasDataController": [_ref("actor", one) for one in actor.controllers],
                "dpv:hasDataProcessor": [_ref("actor", one) for one in processors],
                "dpv:hasPurpose": each.purpose and _ref("purpose", each.purpose),
                "dpv:hasLegalBasis": each.legal_basis and _ref("legal-basis", each.legal_basis),
                "dpv:hasPersonalData": [_ref("field", one) for one in each.fields],
                "dpv:hasRecipient": [_ref("actor", one) for one in each.recipients],
            },
        )


def _records_by_actor(data_map: DataMap) -> dict[str, list[Record]]:
    """The records in force of each actor, of a role with those of its members; citizens keep no data sets."""
    found: dict[str, list[Record]] = {actor: [] for actor in data_map.presented}
    for concrete, statements in data_map.statements.items():
        actor = data_map.role_of(concrete)
        if data_map.actors[actor].kind != "patient":
            found[actor] += [each for each in statements.of(Record) if each.entry.status == "current"]
    return {actor: records for actor, records in found.items() if records}


def _node(id_: str, type_: str, about: Node) -> Node:
    """A node with what is known about it."""
    return {"@id": id_, "@type": type_, **{key: value for key, value in about.items() if value}}


def _ref(kind: str, id_: str) -> Node:
    return {"@id": f"#{kind}/{id_}"}


def _texts(data_map: DataMap, label: Label) -> list[Node]:
    """A text in each language of the map in which it is written; one without a language as it is."""
    if not label.texts:
        return [{"@value": label.id}]
    return [
        {"@value": text, "@language": language} if language else {"@value": text} for language, text in label.texts
    ]


EXPORT = Export(write)

"""The labels and the pathway of a linked map."""

from dataflow.exchange.tables.names import GROUP, systems_of
from dataflow.exchange.tables.rows import Pathway
from dataflow.model.data_map import DataMap


def pathway_of(data_map: DataMap) -> Pathway:
    """The phases of a map, in its order, with their positions."""
    return Pathway({phase.id: phase.position for phase in data_map.phases.values()})


def labels_in(data_map: DataMap, language: str) -> dict[str, dict[str, str]]:
    """The labels of a map, by section and id; those of systems by ``systems_of`` each actor."""
    sections = {
        "phases": data_map.phases,
        "purposes": data_map.purposes,
        "legal_bases": data_map.legal_bases,
        "groups": data_map.groups,
        "code_systems": data_map.code_systems,
        "fields": data_map.fields,
        "channels": data_map.channels,
        "actors": data_map.actors,
        "clusters": data_map.clusters,
    }
    labels = {
        name: {str(id_): about.label.in_language(language) for id_, about in entries.items()}
        for name, entries in sections.items()
    }
    systems = {
        systems_of(str(actor)): {id_: each.label.in_language(language) for id_, each in about.systems.items()}
        for actor, about in data_map.actors.items()
        if about.systems
    }
    sources = {str(id_): each.title.in_language(language) for id_, each in data_map.sources.items()}
    return labels | systems | {"sources": sources}


def labels_in_all(data_map: DataMap) -> dict[str, tuple[tuple[str, str], ...]]:
    """The ids of a map with their labels in each of its languages, by section; groups are among the fields."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    for language in data_map.languages:
        labels = labels_in(data_map, language)
        for section, entries in labels.items():
            found.setdefault(section, {}).update(dict.fromkeys(entries.items()))
        named = GROUP.in_language(language)
        found["fields"] |= {
            (f"group:{id_}", named.format(group=each)): None for id_, each in labels["groups"].items()
        }
    return {section: tuple(each) for section, each in found.items()}

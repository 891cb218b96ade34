"""A map as a networkx graph (``dataflow.open(path).graph``)."""

from typing import TYPE_CHECKING, Any

from dataflow.analysis.assumptions import Assumptions, MapAsOf
from dataflow.analysis.closure.holdings import Holdings
from dataflow.analysis.closure.reachability import FieldReachability
from dataflow.model.statements import DEMANDS, Need, RecordEntry, ShareEntry, Statement, code_systems_of

if TYPE_CHECKING:
    import networkx as nx


def graph_of(map_as_of: MapAsOf, assumptions: Assumptions, holdings: Holdings) -> "nx.MultiDiGraph[Any]":
    """Actors, fields as held, and shares.

    Nodes: a concrete actor by its id (``node="actor"``, ``label``, ``sector``, ``kind``, ``role``, ``clusters``); and
    a field as an actor holds or shares it, ``(actor, field)`` (``node="held"``, ``actor``, ``field``, ``group``, and
    ``held``: a tuple of (phase, form, code system, recorded)).

    Edges, by ``edge``: ``"records"`` from an actor to what it records; ``"shares"`` between two held
    fields, with ``channel``, ``phase``, ``form`` (the best that is carried), ``purposes``, ``legal_bases``,
    ``sources``, ``status``, ``confidence`` and ``place``; ``"needs"`` and ``"uses"`` from a held field to its actor.
    Labels are in the map's first language. Ids of spec objects have no dots or slashes, so they join well.
    """
    import networkx as nx

    data_map = map_as_of.data_map
    language = data_map.languages[0]
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph(map=data_map.id, scenario=data_map.scenario)
    for actor in data_map.concrete_actors:
        entity = data_map.actors[actor]
        graph.add_node(
            actor,
            node="actor",
            label=entity.label.in_language(language),
            sector=entity.sector,
            kind=entity.kind,
            role=entity.role,
            clusters=tuple(each for each in data_map.clusters if each in data_map.clusters_of.get(actor, ())),
        )

    def held(actor: str, field: str) -> tuple[str, str]:
        key = (actor, field)
        if key not in graph:
            group = data_map.fields[field].group
            graph.add_node(key, node="held", actor=actor, field=field, group=group, held=())
        return key

    for row in holdings.rows():
        node = graph.nodes[held(row.actor, row.field)]
        element = row.element
        node["held"] = (*node["held"], (row.phase, element.form.word, element.code_system, element.recorded))
    reachability = FieldReachability(map_as_of)
    for field in data_map.fields:
        sharing = reachability.sharing(assumptions, field)
        for actor, record in sharing.records:
            graph.add_edge(actor, held(actor, field), edge="records", **_attributes(record))
        for hop in sharing.hops:
            attributes = {**_attributes(hop.statement), "form": hop.form.word, "channel": hop.statement.entry.via}
            graph.add_edge(held(hop.sender, field), held(hop.receiver, field), edge="shares", **attributes)
    for type_ in DEMANDS:
        for actor, statement in map_as_of.of_type(assumptions, type_):
            level = statement.entry.level if isinstance(statement, Need) else None
            kind = statement.entry.list_key
            graph.add_edge(held(actor, statement.field), actor, edge=kind, **_attributes(statement), level=level)
    return graph


def _attributes(statement: Statement) -> dict[str, Any]:
    entry = statement.entry
    return {
        "field": statement.field,
        "phase": statement.phase,
        "form": None if entry.form is None else entry.form.word,
        "code_systems": code_systems_of(entry),
        "purposes": () if isinstance(entry, RecordEntry) else entry.purposes,
        "legal_bases": entry.legal_bases if isinstance(entry, ShareEntry) else (),
        "sources": tuple(citation.source for citation in entry.citations),
        "status": entry.status,
        "confidence": str(entry.confidence),
        "place": str(entry.place),
    }

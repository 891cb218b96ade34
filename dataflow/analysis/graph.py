"""A map as a networkx graph (``dataflow.open(path).graph``)."""

from typing import TYPE_CHECKING, Any

from dataflow.analysis.assumptions import Assumptions, MapAsOf
from dataflow.analysis.closure.holdings import Holdings
from dataflow.analysis.closure.reachability import FieldReachability
from dataflow.model.statements import DEMANDS, Need, RecordEntry, ShareEntry, Statement, code_systems_of

if TYPE_CHECKING:
    import networkx as nx


def graph_of(map_as_of: MapAsOf, assumptions: Assumptions, holdings: Holdings) -> "nx.MultiDiGraph[Any]":
    """Actors, fields as held, and shares, in the form that GraphML, GEXF and GML can hold.

    Every attribute is a string. Those that do not apply are left out, and lists are joined by spaces; ids of spec
    objects have no spaces, dots or slashes.

    Nodes: a concrete actor by its id (``node="actor"``, ``name``, ``sector``, ``kind``, ``role``, ``clusters``); and
    a field as an actor holds or shares it, ``actor/field`` (``node="held"``, ``name``, ``actor``, ``field``,
    ``group``, and ``held``: a list of ``phase/form/code system/recorded``, where the code system may be empty).

    Edges, by ``edge``: ``"records"`` from an actor to what it records; ``"shares"`` between two held
    fields, with ``channel``, ``phase``, ``form`` (the best that is carried), ``purposes``, ``legal_bases``,
    ``sources``, ``status``, ``confidence`` and ``place``; ``"needs"`` and ``"uses"`` from a held field to its actor.
    Names are labels in the map's first language.
    """
    import networkx as nx

    data_map = map_as_of.data_map
    language = data_map.languages[0]
    graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    graph.graph.update(_stated(map=data_map.id, scenario=data_map.scenario))
    for actor in data_map.concrete_actors:
        entity = data_map.actors[actor]
        graph.add_node(
            str(actor),
            **_stated(
                node="actor",
                name=entity.label.in_language(language),
                sector=entity.sector,
                kind=entity.kind,
                role=entity.role,
                clusters=tuple(each for each in data_map.clusters if each in data_map.clusters_of.get(actor, ())),
            ),
        )
    elements: dict[tuple[str, str], list[str]] = {}
    for row in holdings.rows():
        element = row.element
        words = (row.phase, element.form.word, element.code_system or "", element.recorded)
        elements.setdefault((row.actor, row.field), []).append("/".join(words))

    def held(actor: str, field: str) -> str:
        key = f"{actor}/{field}"
        if key not in graph:
            entity = data_map.fields[field]
            name, found = entity.label.in_language(language), tuple(elements.get((actor, field), ()))
            about = _stated(node="held", name=name, actor=actor, field=field, group=entity.group, held=found)
            graph.add_node(key, **about)
        return key

    for actor, field in elements:
        held(actor, field)
    reachability = FieldReachability(map_as_of)
    for field in data_map.fields:
        sharing = reachability.sharing(assumptions, field)
        for actor, record in sharing.records:
            graph.add_edge(str(actor), held(actor, field), **_statement(record))
        for hop in sharing.hops:
            carried = _stated(form=hop.form.word, channel=hop.statement.entry.via)
            graph.add_edge(
                held(hop.sender, field), held(hop.receiver, field), **{**_statement(hop.statement), **carried}
            )
    for type_ in DEMANDS:
        for actor, statement in map_as_of.of_type(assumptions, type_):
            level = statement.entry.level if isinstance(statement, Need) else None
            graph.add_edge(held(actor, statement.field), str(actor), **_statement(statement), **_stated(level=level))
    return graph


def _statement(statement: Statement) -> dict[str, str]:
    entry = statement.entry
    return _stated(
        edge=entry.list_key,
        field=statement.field,
        phase=statement.phase,
        form=None if entry.form is None else entry.form.word,
        code_systems=code_systems_of(entry),
        purposes=() if isinstance(entry, RecordEntry) else entry.purposes,
        legal_bases=entry.legal_bases if isinstance(entry, ShareEntry) else (),
        sources=tuple(citation.source for citation in entry.citations),
        status=entry.status,
        confidence=str(entry.confidence),
        place=str(entry.place),
    )


def _stated(**attributes: str | tuple[str, ...] | None) -> dict[str, str]:
    """The attributes that apply as plain strings, lists joined by spaces."""
    joined = {name: " ".join(value) if isinstance(value, tuple) else value for name, value in attributes.items()}
    return {name: str(value) for name, value in joined.items() if value}

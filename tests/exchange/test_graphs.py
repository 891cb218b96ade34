"""The graph in other tools' formats: written by networkx, and read back equal by networkx and igraph."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from conftest import Ran
from hypothesis import given, settings
from twin.random_maps import DrawnMap, as_yaml, maps

from dataflow.project import Project

MAP = """\
map: {id: study, title: Study, languages: [da]}
phases: {stay: {}, home: {}}
fields: {ldl: {label: "LDL <kolesterol> & \\u00e6\\u00f8\\u00e5"}, risk: {derived_from: ldl}}
channels: {letter: {}}
actors:
  hospital:
    label: Sygehus Ærø
    records: [{fields: ldl, phase: stay}]
    shares: [{fields: ldl, phase: [stay, home], to: town, via: letter}]
  town: {needs: [{fields: risk, phase: home}]}
"""

Attributes = dict[str, Any]


def content(graph: Any) -> tuple[dict[str, Attributes], list[tuple[str, str, Attributes]]]:
    """Nodes and edges with their attributes, without the ids and labels that the formats add."""
    nodes = {
        name: {key: value for key, value in about.items() if key != "label"} for name, about in graph.nodes.items()
    }
    edges = [
        (source, target, {key: value for key, value in about.items() if key != "id"})
        for source, target, about in graph.edges(data=True)
    ]
    return nodes, sorted(edges, key=lambda edge: (edge[0], edge[1], sorted(edge[2].items())))


def graphml(graph: Any) -> Any:
    text = io.BytesIO()
    nx.write_graphml(graph, text)
    return nx.read_graphml(io.BytesIO(text.getvalue()), force_multigraph=True)


def gexf(graph: Any) -> Any:
    text = io.BytesIO()
    nx.write_gexf(graph, text)
    return nx.read_gexf(io.BytesIO(text.getvalue()))


def gml(graph: Any) -> Any:
    return nx.parse_gml("\n".join(nx.generate_gml(graph)))


def multi(graph: Any) -> Any:
    return graph if graph.is_multigraph() else nx.MultiDiGraph(graph)


@pytest.mark.parametrize("through", [graphml, gexf, gml])
def test_a_graph_leaves_and_comes_back(project: Callable[..., Project], through: Callable[[Any], Any]) -> None:
    graph = project(MAP).graph
    assert content(multi(through(graph))) == content(graph)


@given(maps(scenarios=False))
@settings(max_examples=40, deadline=None)
def test_any_graph_leaves_and_comes_back(drawn: DrawnMap) -> None:
    graph = Project({path: text.encode() for path, text in as_yaml(drawn).items()}).graph
    assert all(isinstance(value, str) and value for _, about in graph.nodes(data=True) for value in about.values())
    assert all(isinstance(value, str) and value for _, _, about in graph.edges(data=True) for value in about.values())
    for through in (graphml, gexf, gml):
        assert content(multi(through(graph))) == content(graph)


@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_the_command_writes_what_the_library_reads(dataflow: Callable[..., Ran], tmp_path: Path, ending: str) -> None:
    (tmp_path / "map.yaml").write_text(MAP, "utf-8")
    ran = dataflow("export", "map.yaml", "-o", f"map.{ending}")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    first = (tmp_path / f"map.{ending}").read_bytes()
    read = nx.read_graphml if ending == "graphml" else nx.read_gexf
    graph = read(io.BytesIO(first))
    assert content(multi(graph)) == content(Project({"map.yaml": MAP.encode()}).graph)
    dataflow("export", "map.yaml", "--to", ending, "-o", "again")
    assert (tmp_path / "again").read_bytes() == first


def test_igraph_reads_it(dataflow: Callable[..., Ran], tmp_path: Path) -> None:
    import igraph

    (tmp_path / "map.yaml").write_text(MAP, "utf-8")
    dataflow("export", "map.yaml", "-o", "map.graphml")
    read, graph = igraph.Graph.Read_GraphML(str(tmp_path / "map.graphml")), Project({"map.yaml": MAP.encode()}).graph
    assert sorted(read.vs["id"]) == sorted(graph.nodes)
    assert {name for name in read.vs["name"] if name} == {about["name"] for _, about in graph.nodes(data=True)}
    assert read.ecount() == graph.number_of_edges()
    assert sorted(read.es["edge"]) == sorted(about["edge"] for _, _, about in graph.edges(data=True))

"""The map as a graph: every node and edge of a small one, with all attributes."""

from collections.abc import Callable

from dataflow.project import Project

MAP = """\
map: {id: study, title: Study, languages: [da, en]}
phases: {stay: {}, home: {}}
purposes: {treatment: {}}
legal_bases: {law: {}}
sources: {interview: {title: Interview}}
groups: {tests: {}}
code_systems: {npu: {}}
fields: {ldl: {group: tests}, risk: {derived_from: ldl}}
channels: {letter: {}, feed: {form: coded}}
actors:
  hospital:
    label: {en: Hospital, da: Sygehus}
    sector: regional
    records: [{fields: ldl, phase: stay, code_system: npu, source: [interview, {ref: interview, at: p. 2}]}]
    shares:
      - fields: ldl
        phase: home
        to: town
        via: feed
        form: structured
        for: treatment
        legal_basis: law
        confidence: low
      - {fields: ldl, phase: home, to: town, via: letter, status: planned}
  town:
    kind: registry
    needs: [{fields: risk, phase: home, level: should}]
    uses: [{fields: ldl, phase: home, form: structured}]
  near: {extends: town}
clusters: {east: {members: [near, hospital]}, all: {members: [near]}}
"""


def test_nodes(project: Callable[..., Project]) -> None:
    """Actors with their labels in the map's language, and fields with their elements, also where there are none."""
    graph = project(MAP).graph
    assert graph.graph == {"map": "study"}
    assert dict(graph.nodes(data=True)) == {
        "hospital": {
            "node": "actor",
            "name": "Sygehus",
            "sector": "regional",
            "kind": "organisation",
            "clusters": "east",
        },
        "near": {
            "node": "actor",
            "name": "near",
            "kind": "registry",
            "role": "town",
            "clusters": "east all",
        },
        "hospital/ldl": {
            "node": "held",
            "name": "ldl",
            "actor": "hospital",
            "field": "ldl",
            "group": "tests",
            "held": "stay/coded/npu/stay home/coded/npu/stay",
        },
        "hospital/risk": {
            "node": "held",
            "name": "risk",
            "actor": "hospital",
            "field": "risk",
            "held": "stay/structured//stay home/structured//stay",
        },
        "near/ldl": {
            "node": "held",
            "name": "ldl",
            "actor": "near",
            "field": "ldl",
            "group": "tests",
            "held": "home/structured//stay",
        },
        "near/risk": {
            "node": "held",
            "name": "risk",
            "actor": "near",
            "field": "risk",
            "held": "home/structured//stay",
        },
    }
    bare = project(MAP.replace("confidence: low", "status: retired")).graph
    assert "held" not in bare.nodes["near/ldl"]


def test_edges(project: Callable[..., Project]) -> None:
    """Records, shares, needs and uses that count, with their attributes."""
    stated = {"status": "current", "confidence": "high"}
    graph = project(MAP).graph
    assert list(graph.edges(data=True)) == [
        (
            "hospital",
            "hospital/ldl",
            stated
            | {
                "edge": "records",
                "field": "ldl",
                "phase": "stay",
                "form": "coded",
                "code_systems": "npu",
                "sources": "interview interview",
                "place": "map.yaml:14:15",
            },
        ),
        (
            "hospital/ldl",
            "near/ldl",
            stated
            | {
                "edge": "shares",
                "field": "ldl",
                "phase": "home",
                "form": "structured",
                "channel": "feed",
                "purposes": "treatment",
                "legal_bases": "law",
                "confidence": "low",
                "place": "map.yaml:16:9",
            },
        ),
        (
            "near/ldl",
            "near",
            stated
            | {
                "edge": "uses",
                "field": "ldl",
                "phase": "home",
                "form": "structured",
                "place": "map.yaml:28:12",
            },
        ),
        (
            "near/risk",
            "near",
            stated
            | {
                "edge": "needs",
                "field": "risk",
                "phase": "home",
                "form": "free-text",
                "level": "should",
                "place": "map.yaml:27:13",
            },
        ),
    ]
    planned = project(MAP, planned=True).graph
    assert [share["channel"] for _, _, share in planned.edges(data=True) if share["edge"] == "shares"] == [
        "feed",
        "letter",
    ]


def test_the_scenario_and_an_actor_without_a_cluster(project: Callable[..., Project]) -> None:
    """The graph has the scenario's id; an actor without a cluster has no such attribute."""
    texts = {"map.yaml": MAP, "more.yaml": "scenario: {id: more}\nactors: {gp: {sector: primary}}\n"}
    graph = project(texts, scenario="more").graph
    assert graph.graph == {"map": "study", "scenario": "more"}
    assert graph.nodes["gp"] == {"node": "actor", "name": "gp", "sector": "primary", "kind": "organisation"}

"""What is measured inside a process: the steps of a command, and others' ways to do the same. Prints JSON."""

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any


class Clock:
    """Processor time by the name of what it went to."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    @contextmanager
    def of(self, what: str) -> Iterator[None]:
        """Adds what is spent within."""
        start = time.process_time()
        yield
        self.spent[what] = self.spent.get(what, 0) + time.process_time() - start


def steps(command: str, path: str) -> Mapping[str, float]:
    """The steps of ``validate`` or ``gaps``: the rest of the process is Python's start and the command line's own."""
    clock = Clock()
    clock.spent["Python's start"] = time.process_time()
    with clock.of("command line (typer)"):
        from dataflow.cli.app import command as command_line

        command_line(command)
    with clock.of("own imports"):
        from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs leave it out

        from dataflow.language.parse import parse
        from dataflow.project import Project
        from dataflow.rules import rules_of

        rules_of(*(("DF1",) if command == "validate" else ("DF3", "DF4", "DF5")))
    project = Project.open(path)
    with clock.of("libyaml's events"):
        for data in project.texts.values():
            parser = CParser(data)
            while parser.get_event() is not None:
                pass
            parser.dispose()
    with clock.of("events to located nodes"):
        for name, data in project.texts.items():
            parse(name, data)
    project = Project(project.texts)  # one that has read nothing yet, as opening does to see what a map builds on
    with clock.of("nodes to specs"):
        _ = project.specs.read
    # Each of these does what the one before does, and more.
    clock.spent["nodes to specs"] -= clock.spent["events to located nodes"]
    clock.spent["events to located nodes"] -= clock.spent["libyaml's events"]
    with clock.of("linking"):
        _ = project.specs.linked
    with clock.of("errors"):
        _ = project.problems
    with clock.of("the rules' findings"):
        _ = project.warnings() if command == "validate" else project.gaps()
    return clock.spent


def typical(path: str, size: str) -> Mapping[str, float]:
    """Writes the typical map of a size. In a process of its own: what it takes counts in those that come after."""
    from bench.typical import typical_map

    return _written(path, typical_map(int(size)))


def country(path: str, share: str) -> Mapping[str, float]:
    """Writes the map of a share of a country."""
    from bench.national import national_map

    return _written(path, national_map(float(share)))


def hard(path: str, kind: str, size: str) -> Mapping[str, float]:
    """Writes a map that is hard on a search, of a kind and size."""
    from bench.hard import KINDS

    return _written(path, KINDS[kind](int(size)))


def _written(path: str, files: Mapping[str, str]) -> Mapping[str, float]:
    folder = Path(path)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return {}


def holdings(path: str) -> Mapping[str, float]:
    """Dataflow's own, of every actor of the map."""
    from dataflow.project import Project

    project, clock = Project.open(path), Clock()
    _ = project.data_map
    with clock.of("holdings"):
        _ = project.holdings
    return clock.spent


def networkx(path: str) -> Mapping[str, float]:
    """The same question for networkx: one search for each field through a graph of actors by position.

    It answers less: whether a field is held, not in which form, code system and of when.
    """
    import networkx as nx

    from dataflow.project import Project

    project, clock = Project.open(path), Clock()
    data_map = project.data_map
    sharing = {field: project.needs.sharing(project.assumptions, field) for field in data_map.fields}
    positions = sorted({phase.position for phase in data_map.phases.values()})
    held: set[tuple[str, str, int]] = set()
    with clock.of("networkx"):
        for field, shared in sharing.items():
            graph: nx.DiGraph[Any] = nx.DiGraph()
            graph.add_node("start")
            for actor, record in shared.records:
                graph.add_edge("start", (actor, data_map.phases[record.phase].position))
            for hop in shared.hops:
                at = data_map.phases[hop.statement.phase].position
                graph.add_edge((hop.sender, at), (hop.receiver, at))
            for actor in data_map.concrete_actors:
                for before, after in pairwise(positions):
                    graph.add_edge((actor, before), (actor, after))
            held.update((field, *node) for node in nx.descendants(graph, "start"))
    own = {
        (field, actor, data_map.phases[phase].position)
        for field in data_map.fields
        for phase in data_map.phases
        for actor in project.holdings.holders(field, phase)
    }
    derived = {field.id for field in data_map.fields.values() if field.derived_from}
    # Both tell the same, but for what is worked out from others, which a search in a graph does not find.
    assert {each for each in own if each[0] not in derived} == {each for each in held if each[0] not in derived}
    return clock.spent


def twin(path: str) -> Mapping[str, float]:
    """The slow twin of the tests, which walks every route."""
    import yaml
    from twin.interpreter import holdings as walk

    base: dict[str, Any] = {}
    for file in sorted(Path(path).glob("*.yaml")):
        for section, found in yaml.load(file.read_text("utf-8"), yaml.CBaseLoader).items():  # noqa: S506  # text alone
            base[section] = {**base.get(section, {}), **found} if isinstance(found, dict) else found
    clock = Clock()
    with clock.of("twin"):
        walk(base)
    return clock.spent


def graphs(path: str, target: str) -> Mapping[str, float]:
    """Keeps the DOT that the drawing of a map hands to the layout engine."""
    from dataflow.project import Project
    from dataflow.renderers.layout import embedded

    kept: list[str] = []
    lay_out = embedded.layout

    def spied(dot: str, timeout: float) -> bytes:
        kept.append(dot)
        return lay_out(dot, timeout)

    embedded.layout = spied
    Project.open(path).draw("overview", "svg")
    Path(target).write_text(json.dumps(kept), "utf-8")
    return {}


def layout(source: str) -> Mapping[str, float]:
    """The bare layout engine on that DOT, its compiled form in the cache as it is for dataflow."""
    from dataflow.renderers.layout import embedded

    for dot in json.loads(Path(source).read_text("utf-8")):
        embedded.layout(dot, 60)
    return {}


TASKS: Mapping[str, Callable[..., Mapping[str, float]]] = {
    each.__name__: each for each in (typical, country, hard, steps, holdings, networkx, twin, graphs, layout)
}

if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](*sys.argv[2:])))  # noqa: T201  # to the bench

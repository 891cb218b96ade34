"""A graph for Graphviz to lay out: statements, whose order decides where it puts things."""

from collections.abc import Mapping
from typing import NamedTuple

Attributes = Mapping[str, str]


class NodeStatement(NamedTuple):
    """A node, by a name of our own."""

    name: str
    attributes: Attributes


class EdgeStatement(NamedTuple):
    """An edge between two nodes; an end may name a port and a side of the node (``u1:p3:s``)."""

    tail: str
    head: str
    attributes: Attributes


class SameRank(NamedTuple):
    """Nodes of one rank."""

    names: tuple[str, ...]


Statement = NodeStatement | EdgeStatement | SameRank


class Graph(NamedTuple):
    """A graph: what holds for all of it and for every node, and its statements."""

    attributes: Attributes
    every_node: Attributes
    statements: tuple[Statement, ...]


def dot_text(graph: Graph) -> str:
    """A graph as DOT. All names and values in it are our own, so that nothing needs to be escaped."""

    def written(statement: Statement) -> str:
        match statement:
            case NodeStatement(name, attributes):
                return f"{name} {_list(attributes)}"
            case EdgeStatement(tail, head, attributes):
                return f"{tail} -> {head} {_list(attributes)}"
            case SameRank(names):
                return f"{{rank=same; {'; '.join(names)}}}"

    head = (f"graph {_list(graph.attributes)}", f"node {_list(graph.every_node)}")
    return "\n".join(("digraph {", *head, *map(written, graph.statements), "}", ""))


def _list(attributes: Attributes) -> str:
    given = " ".join(f'{key}="{value}"' for key, value in attributes.items())
    return f"[{given}]"

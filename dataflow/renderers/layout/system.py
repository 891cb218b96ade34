"""The Graphviz of this machine, through the ``graphviz`` package."""

import errno
import subprocess

from dataflow.base.text import Text
from dataflow.renderers import MissingRenderer
from dataflow.renderers.layout.engines import failed, too_slow
from dataflow.renderers.layout.graph import Attributes, EdgeStatement, Graph, NodeStatement, SameRank

NO_DOT = Text(en="Graphviz (dot) is not on this machine.", da="Graphviz (dot) findes ikke på denne maskine.")
GET_DOT = Text(
    en="Leave out --engine to use the embedded one, or install it: apt install graphviz (Linux), "
    "brew install graphviz (macOS), winget install Graphviz.Graphviz (Windows).",
    da="Udelad --engine for at bruge den indbyggede, eller installér: apt install graphviz (Linux), "
    "brew install graphviz (macOS), winget install Graphviz.Graphviz (Windows).",
)


def layout(graph: Graph, timeout: float) -> bytes:
    """Graphviz's ``json`` for a graph. Stopped after ``timeout`` seconds."""
    from graphviz.backend import execute

    source = dot_source(graph).encode("utf-8")
    try:
        # The package's own functions for this have no timeout.
        done = execute.run_check(["dot", "-Tjson"], input=source, capture_output=True, quiet=True, timeout=timeout)
    except subprocess.TimeoutExpired as error:
        raise too_slow() from error
    except (execute.ExecutableNotFound, OSError) as error:
        if isinstance(error, OSError) and error.errno == errno.ENOMEM:
            raise MemoryError from error
        raise MissingRenderer(NO_DOT, GET_DOT) from error
    except subprocess.CalledProcessError as error:
        raise failed() from error
    return bytes(done.stdout)


def dot_source(graph: Graph) -> str:
    """A graph as DOT."""
    import graphviz

    def plain(attributes: Attributes) -> Attributes:
        return {key: graphviz.nohtml(value) for key, value in attributes.items()}

    digraph = graphviz.Digraph(graph_attr=plain(graph.attributes), node_attr=plain(graph.every_node))
    for statement in graph.statements:
        match statement:
            case NodeStatement(name, attributes):
                digraph.node(name, **plain(attributes))
            case EdgeStatement(tail, head, attributes):
                digraph.edge(tail, head, **plain(attributes))
            case SameRank(names):
                with digraph.subgraph() as rank:
                    rank.attr(rank="same")
                    for name in names:
                        rank.node(name)
    return str(digraph.source)

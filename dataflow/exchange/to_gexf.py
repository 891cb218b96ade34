"""The graph of a map as GEXF, for Gephi: nodes are labelled with the names of the map."""

import io
import re

from dataflow.exchange import Export, ExportOptions, Outgoing

_DATED = re.compile(rb' lastmodifieddate="[^"]*"')


def write(outgoing: Outgoing, options: ExportOptions) -> bytes:
    """Nodes and edges with their attributes (``dataflow.open(path).graph``)."""
    import networkx as nx

    graph = outgoing.find_graph().copy()
    for _, attributes in graph.nodes(data=True):
        attributes["label"] = attributes["name"]
    text = io.BytesIO()
    nx.write_gexf(graph, text)
    # The same map gives the same bytes on any day, and with any version of the library that wrote them.
    return (
        re.sub(rb"<creator>[^<]*</creator>", b"<creator>dataflow</creator>", _DATED.sub(b"", text.getvalue())) + b"\n"
    )


EXPORT = Export(write)

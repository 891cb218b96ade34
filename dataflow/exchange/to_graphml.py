"""The graph of a map as GraphML, for networkx, igraph, yEd and Cytoscape."""

import io

from dataflow.exchange import Export, ExportOptions, Outgoing


def write(outgoing: Outgoing, options: ExportOptions) -> bytes:
    """Nodes and edges with their attributes (``dataflow.open(path).graph``)."""
    import networkx as nx

    text = io.BytesIO()
    nx.write_graphml_xml(outgoing.find_graph(), text)
    return text.getvalue() + b"\n"


EXPORT = Export(write)

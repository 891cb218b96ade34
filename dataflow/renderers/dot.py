"""DOT: the graph as text for Graphviz and the many programs that read it, to lay out and style anew."""

import re
from collections.abc import Mapping

from dataflow.base.picture import Diagram, Edge, Node, Words
from dataflow.renderers import Options, Rendered, Renderer
from dataflow.renderers.diagrams.edge_styles import EDGE_STYLES
from dataflow.renderers.diagrams.labels import SIGNS, edge_lines, node_lines, stroke
from dataflow.renderers.page.words import title_of
from dataflow.renderers.primitives.text import safe
from dataflow.renderers.primitives.theme import THEMES, Theme
from dataflow.renderers.primitives.xml import number

LONGEST = 1000
"""Graphviz refuses very long strings."""
STYLES = {"coded": "solid", "structured": "solid", "free-text": "dotted"}


def render(diagram: Diagram, options: Options) -> Rendered:
    """The graph as DOT; its names are generated (``n1``); the ids of the spec are in ``id`` and ``class``."""
    import graphviz

    language, theme = options.language, THEMES[options.theme]
    names = {node.id: f"n{index}" for index, node in enumerate(diagram.nodes, 1)}
    title = text(title_of(diagram, options))
    graph = graphviz.Digraph(
        name=text(diagram.id),
        graph_attr={"rankdir": "LR", "fontname": "Helvetica", "labelloc": "t", "label": title},
        node_attr={"shape": "box", "style": "rounded", "fontname": "Helvetica"},
        edge_attr={"fontname": "Helvetica", "fontsize": "10"},
    )
    for index, band in enumerate(diagram.bands, 1):
        with graph.subgraph(name=f"cluster_{index}") as cluster:
            cluster.attr(label=text(band.label.in_language(language)))
            for node in diagram.nodes:
                if node.band == band.id:
                    cluster.node(names[node.id], **_node(node, language, theme))
    for edge in diagram.edges:
        graph.edge(names[edge.source], names[edge.target], **_edge(edge, language, theme))
    return Rendered(graph.source.encode("utf-8"))


def _node(node: Node, language: str, theme: Theme) -> Mapping[str, str]:
    ink = theme.node(node.role)
    return {
        "id": text(node.mark),
        "class": text(" ".join(filter(None, ("actor", node.role, node.kind, node.status)))),
        "label": text(*_said(node_lines(node), language)),
        "color": theme.edges[node.status] if node.status else ink.border,
        "penwidth": number(ink.thickness),
        **({"style": "rounded,dashed"} if node.status == "removed" else {}),
    }


def _edge(edge: Edge, language: str, theme: Theme) -> Mapping[str, str]:
    ink, style = theme.edge(edge), EDGE_STYLES[edge.share_status or edge.status]
    double = style.rails or (edge.form == "coded" and edge.status == "current")
    lines = _said(edge_lines(edge), language)
    return {
        "id": text(edge.mark),
        "class": text(f"{edge.kind} {edge.role} {edge.form} {edge.status}"),
        "label": text(*lines, sign=SIGNS.get(edge.status, "")) if lines else "",
        "tooltip": text(edge.meaning.in_language(language)),
        "style": STYLES[edge.form] if edge.status == "current" else "dashed" if style.dash else "solid",
        "color": f"{ink}:{theme.paper}:{ink}" if double else ink,
        "penwidth": number(stroke(edge) / 3 if double else stroke(edge)),
        "arrowhead": "empty" if style.hollow else "normal",
    }


def _said(words: tuple[Words, ...], language: str) -> tuple[str, ...]:
    return tuple(each.in_language(language) for each in words)


def text(*lines: str, sign: str = "") -> str:
    """Lines that mean just their text: no escape (``\\N``), entity (``&amp;``) or tag in them is one to Graphviz."""
    import graphviz

    shown = (safe(line) for line in lines)
    cut = (line if len(line) <= LONGEST else f"{line[:LONGEST]}…" for line in shown)
    escaped = (graphviz.escape(re.sub(r"&(?=#?\w+;)", "&amp;", line)) for line in cut)
    return graphviz.nohtml(sign + "\\n".join(escaped))  # type: ignore[no-any-return]  # graphviz ships no types


RENDERER = Renderer(render, kinds=(Diagram,))

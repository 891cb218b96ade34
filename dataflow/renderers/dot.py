"""DOT: the graph as text for Graphviz and the many programs that read it, to lay out and style anew."""

import re
from collections.abc import Mapping

from dataflow.base.picture import Diagram, Edge, Node, Words
from dataflow.base.text import Sentence, Text
from dataflow.renderers import Drawing, Options
from dataflow.renderers.diagrams.edge_styles import LOOKS
from dataflow.renderers.diagrams.labels import stroke
from dataflow.renderers.primitives.text import safe
from dataflow.renderers.primitives.theme import THEMES, Theme
from dataflow.renderers.primitives.xml import number

LONGEST = 1000
"""Graphviz refuses very long strings."""
SIGNS = {
    "missing": "\N{MULTIPLICATION SIGN} ",
    "doubtful": "? ",
    "added": "+ ",
    "removed": "\N{MINUS SIGN} ",
    "changed": "\N{GREEK CAPITAL LETTER DELTA} ",
}
"""What stands before an edge's label, as the symbol in its badge does in the picture."""
LACK = Text(en="\N{MULTIPLICATION SIGN} {words}", da="\N{MULTIPLICATION SIGN} {words}")
STYLES = {"coded": "solid", "structured": "solid", "free-text": "dotted"}


def draw(diagram: Diagram, options: Options) -> bytes:
    """The graph as DOT; its names are ours (``n1``), the spec's ids stand in ``id`` and ``class``."""
    language, theme = options.language, THEMES[options.theme]
    names = {node.id: f"n{index}" for index, node in enumerate(diagram.nodes, 1)}
    title = options.title or diagram.title.in_language(language)
    lines = [
        f"digraph {quoted(diagram.id)} {{",
        f"  graph [rankdir=LR, fontname=Helvetica, labelloc=t, label={quoted(title)}]",
        "  node [shape=box, style=rounded, fontname=Helvetica]",
        "  edge [fontname=Helvetica, fontsize=10]",
    ]
    for index, band in enumerate(diagram.bands, 1):
        lines += ["", f"  subgraph cluster_{index} {{", f"    label={quoted(band.label.in_language(language))}"]
        lines += [
            f"    {names[node.id]} {_node(node, language, theme)}" for node in diagram.nodes if node.band == band.id
        ]
        lines.append("  }")
    lines.append("")
    lines += [
        f"  {names[edge.source]} -> {names[edge.target]} {_edge(edge, language, theme)}" for edge in diagram.edges
    ]
    return "\n".join([*lines, "}", ""]).encode("utf-8")


def _node(node: Node, language: str, theme: Theme) -> str:
    ink = theme.node(node.role)
    kinds = " ".join(filter(None, ("actor", node.role, node.kind, node.status)))
    above = tuple(words for words in (node.flag, node.kicker) if words is not None)
    sections = (words for section in node.sections for words in (section.heading, *section.lines))
    lacks = (Sentence(LACK, {"words": words}) for words in node.lacks)
    words = (*above, node.label, *node.facts, *sections, *lacks)
    border = theme.edges[node.status] if node.status else ink.border
    return _attributes(
        {
            "id": quoted(node.mark),
            "class": quoted(kinds),
            "label": _lines(words, language),
            "color": quoted(border),
            "penwidth": number(ink.thickness),
            **({"style": quoted("rounded,dashed")} if node.status == "removed" else {}),
        }
    )


def _edge(edge: Edge, language: str, theme: Theme) -> str:
    ink, look = theme.edge(edge), LOOKS[edge.standing or edge.status]
    double = look.rails or (edge.form == "coded" and edge.status == "current")
    sign = SIGNS.get(edge.status, "")
    return _attributes(
        {
            "id": quoted(edge.mark),
            "class": quoted(f"{edge.kind} {edge.role} {edge.form} {edge.status}"),
            "label": _lines((edge.caption, *edge.names, *edge.notes), language, sign)
            if edge.role != "ground"
            else '""',
            "tooltip": quoted(edge.meaning.in_language(language)),
            "style": STYLES[edge.form] if edge.status == "current" else "dashed" if look.dash else "solid",
            "color": quoted(f"{ink}:{theme.paper}:{ink}" if double else ink),
            "penwidth": number(stroke(edge) / 3 if double else stroke(edge)),
            "arrowhead": "empty" if look.hollow else "normal",
        }
    )


def _attributes(given: Mapping[str, str]) -> str:
    return f"[{', '.join(f'{key}={value}' for key, value in given.items())}]"


def _lines(words: tuple[Words, ...], language: str, sign: str = "") -> str:
    shown = [escaped(word.in_language(language)) for word in words]
    return '"' + sign + "\\n".join(shown) + '"'


def quoted(text: str) -> str:
    """A text as a DOT string that means just that text."""
    return f'"{escaped(text)}"'


def escaped(text: str) -> str:
    """A text for inside a DOT string: no quote, escape (``\\N``) or entity (``&amp;``) of it means anything."""
    shown = safe(text)
    shown = shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"
    shown = re.sub(r"&(?=#?\w+;)", "&amp;", shown)
    return shown.replace("\\", "\\\\").replace('"', '\\"')


DRAWING = Drawing(ending="dot", draw=draw, kinds=(Diagram,))

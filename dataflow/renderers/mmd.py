"""Mermaid: the graph as text that wikis, GitHub and GitLab draw where they find it in a page."""

import json
import re

from dataflow.base.picture import LACKING, Diagram, Edge, Node, Words
from dataflow.base.text import Sentence, Text
from dataflow.renderers import Options, Rendered, Renderer
from dataflow.renderers.diagrams.edge_styles import EDGE_STYLES
from dataflow.renderers.diagrams.labels import SIGNS, edge_lines, node_lines, stroke
from dataflow.renderers.page.words import description_of, title_of
from dataflow.renderers.primitives.text import safe
from dataflow.renderers.primitives.theme import ON_ANY_PAGE, THEMES, Theme
from dataflow.renderers.primitives.xml import number, numbers

ARROWS = {"coded": "==>", "structured": "-->", "free-text": "-.->"}
"""By the form of most fields; what is not current has the dashes of its status besides, and says so."""
LACK_ARROW, HOLLOW_ARROW = "--x", "-.->"
READ = re.compile(r"[^\w ,/()-]|_")
"""Every sign that Mermaid, Markdown or HTML may read as something else than itself."""
LISTS = re.compile(r"^(\d*)([-)])")
"""What Markdown takes for an entry of a list."""
FORMULA, JOINER = re.compile("#36;(?=#36;)"), "#8288;"
"""Two dollars begin a formula even as entities, unless an invisible letter stands between them."""
PLAIN_CROSSINGS = ("config:", "  elk:", "    lineHops: false")
"""A line that hops over others would lose its dots and dashes (Mermaid 12; older ones know no hops)."""
LONGEST, MOST = 50_000, 500
"""How long a text, and how many arrows, Mermaid draws unless it is set up otherwise (and a page can't do that)."""
TOO_LARGE = Text(
    en="Many sites refuse Mermaid of more than {longest} characters or {most} arrows; this is {size} and {arrows}: "
    "draw a part of the map (a phase, group, actor or channel).",
    da="Mange sider afviser Mermaid over {longest} tegn eller {most} pile; her er {size} og {arrows}: "
    "tegn en del af kortet (én fase, gruppe, aktør eller kanal).",
)


def render(diagram: Diagram, options: Options) -> Rendered:
    """The graph as a flowchart, with a remark where many sites would refuse it."""
    flowchart = _flowchart(diagram, options)
    size, arrows = len(flowchart), len(diagram.edges)
    if size <= LONGEST and arrows <= MOST:
        return Rendered(flowchart.encode("utf-8"))
    counts = {"longest": LONGEST, "most": MOST, "size": size, "arrows": arrows}
    remark = Sentence(TOO_LARGE, {name: str(count) for name, count in counts.items()})
    return Rendered(flowchart.encode("utf-8"), (remark,))


def _flowchart(diagram: Diagram, options: Options) -> str:
    """Its names are ours (``n1``), so that no word of a map can be one of Mermaid's."""
    language = options.language
    # The page that shows Mermaid is light or dark as its reader has it, unless the author says which.
    theme = ON_ANY_PAGE if options.theme == "default" else THEMES[options.theme]
    title = title_of(diagram, options)
    names = {node.id: f"n{index}" for index, node in enumerate(diagram.nodes, 1)}
    forms = [key for key in diagram.legend if key.subject == "form"] if options.legend else []
    lines = [
        "---",
        f"title: {_yaml(title)}",
        *PLAIN_CROSSINGS,
        "---",
        "flowchart LR",
        f"  accTitle: {escaped(title)}",
        f"  accDescr: {escaped(description_of(diagram, options))}",
    ]
    for index, band in enumerate(diagram.bands, 1):
        lines.append(f"  subgraph b{index}[{_label((band.label,), language)}]")
        lines += [f"    {names[node.id]}{_node(node, language)}" for node in diagram.nodes if node.band == band.id]
        lines.append("  end")
    lines += [
        f"  {names[edge.source]} {_arrow(edge)}{_label_of(diagram, edge, language)} {names[edge.target]}"
        for edge in diagram.edges
    ]
    for index, key in enumerate(forms, 1):
        lines.append(f'  k{index}["#32;"] {ARROWS[key.value]}|{_label((key.label,), language)}| l{index}["#32;"]')
    lines += _styles(diagram, names, theme)
    if forms:
        ends = ",".join(f"k{index},l{index}" for index in range(1, len(forms) + 1))
        lines += [f"  classDef key fill:{theme.paper},stroke:{theme.rule}", f"  class {ends} key"]
    return "\n".join([*lines, ""])


def _node(node: Node, language: str) -> str:
    label = _label(node_lines(node), language)
    return f"([{label}])" if node.role == "citizen" else f"[{label}]"


def _arrow(edge: Edge) -> str:
    if edge.status in LACKING:
        return LACK_ARROW
    return HOLLOW_ARROW if EDGE_STYLES[edge.share_status or edge.status].hollow else ARROWS[edge.form]


def _label_of(diagram: Diagram, edge: Edge, language: str) -> str:
    """An edge's sign and all that it says, and of what is not current the legend's word for it."""
    lines = edge_lines(edge)
    if not lines:
        return ""
    status = [key.label for key in diagram.legend if (key.subject, key.value) == ("status", edge.status)]
    sign = SIGNS.get(edge.status, "")
    return f"|{_label((*lines, *status), language, sign)}|"


def _styles(diagram: Diagram, names: dict[str, str], theme: Theme) -> list[str]:
    # Without a filling the lines in a band stand on the page, as all others do.
    bands = ",".join(f"b{index}" for index, _ in enumerate(diagram.bands, 1))
    lines = [f"  classDef band fill:none,stroke:{theme.rule}", f"  class {bands} band"] if bands else []
    for role in sorted({node.role for node in diagram.nodes}):
        ink = theme.node(role)
        drawn = f"fill:{ink.fill},stroke:{ink.border},stroke-width:{number(ink.thickness)}px,color:{ink.title}"
        of_role = ",".join(names[node.id] for node in diagram.nodes if node.role == role)
        lines += [f"  classDef {role} {drawn}", f"  class {of_role} {role}"]
    for node in diagram.nodes:
        if node.status:
            dashed = ",stroke-dasharray:6 4" if node.status == "removed" else ""
            lines.append(f"  style {names[node.id]} stroke:{theme.edges[node.status]}{dashed}")
    for index, edge in enumerate(diagram.edges):
        dash = EDGE_STYLES[edge.share_status or edge.status].dash
        dashes = "" if dash is None else f",stroke-dasharray:{numbers(dash)}"
        lines.append(f"  linkStyle {index} stroke:{theme.edge(edge)},stroke-width:{number(stroke(edge))}px{dashes}")
    return lines


def _label(words: tuple[Words, ...], language: str, sign: str = "") -> str:
    """Lines of text in quotes; a label without any would not be one."""
    lines = [escaped(word.in_language(language)) for word in words]
    return '"' + escaped(sign) + ("<br/>".join(line for line in lines if line) or "#32;") + '"'


def escaped(text: str) -> str:
    """A text that stands for itself: other signs than letters and digits as Mermaid's own entities (``#35;``)."""
    shown = FORMULA.sub(rf"\g<0>{JOINER}", READ.sub(lambda sign: _entity(sign[0]), safe(text)))
    return LISTS.sub(lambda entry: entry[1] + _entity(entry[2]), shown)


def _entity(sign: str) -> str:
    return f"#{ord(sign)};"


def _yaml(text: str) -> str:
    """A text as YAML, with no sign in it that Mermaid looks for before it reads the YAML."""
    quoted = json.dumps(safe(text), ensure_ascii=False)
    return re.sub(r"[<>#%&{};`]", lambda sign: f"\\u{ord(sign[0]):04x}", quoted)


RENDERER = Renderer(render, kinds=(Diagram,))

"""The themes: role to ink. A new theme is one table here.

Colour only repeats what shape, line and words say. Contrast: text at least 4.5 to 1 on its ground, lines 3 to 1 (WCAG
2.2 AA). Two inks of lines or symbols are the same or clearly apart, for every colour vision
(``tests/renderers/test_themes.py`` calculates both): where hues fall together, lightness still differs. The accent is
a blue; a red is kept for what is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dataflow.base.picture import Edge


@dataclass(frozen=True, slots=True)
class Fill:
    """How a shape of a role is filled, bordered and written on."""

    fill: str
    border: str
    title: str
    text: str
    thickness: float = 1.0


@dataclass(frozen=True, slots=True)
class Theme:
    """Ink by role.

    ``nodes`` by a node's role, ``edges`` by an edge's role or, if not current and no ground, its status, ``symbols``
    by what a symbol of a table stands for. No words are written in the ink of the edges' ``ground``: it need only be
    seen.
    """

    paper: str
    panel: str
    ink: str
    quiet: str
    rule: str
    nodes: Mapping[str, Fill]
    edges: Mapping[str, str]
    symbols: Mapping[str, str]

    def node(self, role: str) -> Fill:
        """The ink of a node; a role without an own one gets that of an organisation."""
        return self.nodes.get(role, self.nodes["organisation"])

    def edge(self, edge: Edge) -> str:
        """The ink of an edge."""
        return self.edges[edge.role if edge.status == "current" or edge.role == "ground" else edge.status]


def _nodes(care: Fill, outside: Fill) -> Mapping[str, Fill]:
    return {"care": care, "citizen": care, "registry": outside, "organisation": outside}


def _edges(care: str, outside: str, ground: str, missing: str, changed: str) -> Mapping[str, str]:
    return {
        **dict.fromkeys(("care", "beside", "added"), care),
        **dict.fromkeys(("outside", "planned", "unknown", "not-held"), outside),
        "ground": ground,
        **dict.fromkeys(("missing", "doubtful", "removed"), missing),
        "changed": changed,
    }


def _symbols(met: str, degraded: str, unmet: str, other: str) -> Mapping[str, str]:
    return {
        **dict.fromkeys(("records", "receives", "derives", "sends", "met", "later"), met),
        "degraded": degraded,
        "unmet": unmet,
        **dict.fromkeys(("open", "equivalent"), other),
    }


DEFAULT = Theme(
    paper="#ffffff",
    panel="#eef3f6",
    ink="#1c2630",
    quiet="#4a5560",
    rule="#c3ccd3",
    nodes=_nodes(
        Fill(fill="#e7f0f4", border="#0b4f6c", title="#0b3346", text="#3d4853", thickness=1.8),
        Fill(fill="#ffffff", border="#6b7680", title="#1c2630", text="#4a5560"),
    ),
    edges=_edges(care="#0b4f6c", outside="#5f6b76", ground="#8b959e", missing="#9e1b1b", changed="#8a4cc4"),
    symbols=_symbols(met="#0b4f6c", degraded="#946a00", unmet="#9e1b1b", other="#5f6b76"),
)
PRINT = Theme(
    paper="#ffffff",
    panel="#ffffff",
    ink="#000000",
    quiet="#333333",
    rule="#8c8c8c",
    nodes=_nodes(
        Fill(fill="#ffffff", border="#000000", title="#000000", text="#262626", thickness=2.6),
        Fill(fill="#ffffff", border="#595959", title="#000000", text="#333333"),
    ),
    edges=_edges(care="#000000", outside="#595959", ground="#8c8c8c", missing="#000000", changed="#000000"),
    symbols=_symbols(met="#000000", degraded="#000000", unmet="#000000", other="#595959"),
)
"""Black and grey on white: a printer spends ink on lines and letters only, and greys are dark enough to copy."""
DARK = Theme(
    paper="#11181d",
    panel="#1b252c",
    ink="#e8eef2",
    quiet="#b3bfc9",
    rule="#3d4a54",
    nodes=_nodes(
        Fill(fill="#16323f", border="#7accee", title="#e6f4fa", text="#c6d3db", thickness=1.8),
        Fill(fill="#182128", border="#8493a0", title="#e8eef2", text="#b3bfc9"),
    ),
    edges=_edges(care="#7accee", outside="#8a97a3", ground="#606d78", missing="#ff8a7a", changed="#a884ee"),
    symbols=_symbols(met="#7accee", degraded="#f0cf5a", unmet="#ff8a7a", other="#8a97a3"),
)
ON_ANY_PAGE = replace(
    DEFAULT,
    rule="#848c94",
    nodes=_nodes(
        Fill(fill="#e7f0f4", border="#136b94", title="#0b3346", text="#3d4853", thickness=1.8),
        Fill(fill="#ffffff", border="#848c94", title="#1c2630", text="#4a5560"),
    ),
    edges=_edges(care="#136b94", outside="#848c94", ground="#848c94", missing="#e23d33", changed="#a95fee"),
)
"""Inks for a format whose page is light for one reader and dark for another: lines at least 3 to 1 on either."""
THEMES: Mapping[str, Theme] = {"default": DEFAULT, "print": PRINT, "dark": DARK}

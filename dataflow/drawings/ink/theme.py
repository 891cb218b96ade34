"""The themes: role to ink. A new theme is one table here.

Colour only repeats what shape, line and words say. Contrast: text at least 4.5 to 1 on its ground, lines 3 to 1 (WCAG
2.2 AA). Two inks of lines are the same or clearly apart, for every colour vision (``tests/drawings/test_themes.py``
calculates both); the one accent, a blue, differs from the greys in lightness as well, and so survives a black and
white printer.
"""

from collections.abc import Mapping
from dataclasses import dataclass


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
    """Ink by role. ``nodes`` by a node's role, ``edges`` by an edge's role or, if not current, its status."""

    paper: str
    panel: str
    ink: str
    quiet: str
    rule: str
    nodes: Mapping[str, Fill]
    edges: Mapping[str, str]

    def node(self, role: str) -> Fill:
        """The ink of a node; a role without an own one gets that of an organisation."""
        return self.nodes.get(role, self.nodes["organisation"])


def _nodes(care: Fill, outside: Fill) -> Mapping[str, Fill]:
    return {"care": care, "citizen": care, "registry": outside, "organisation": outside}


def _edges(care: str, outside: str) -> Mapping[str, str]:
    return {"care": care, "outside": outside, "planned": outside, "unknown": outside}


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
    edges=_edges("#0b4f6c", "#5f6b76"),
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
    edges=_edges("#000000", "#595959"),
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
    edges=_edges("#7accee", "#8a97a3"),
)
THEMES: Mapping[str, Theme] = {"default": DEFAULT, "print": PRINT, "dark": DARK}

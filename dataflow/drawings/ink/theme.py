"""The themes: role to ink. A new theme is one table here.

Colour only repeats what shape, line and words say. Contrast: text at least 4.5 to 1 on its ground, lines 3 to 1 (WCAG
2.2 AA); the accent, a petrol blue, differs from the greys in lightness as well, so that it survives any colour vision
and a black and white printer. A red, which nobody takes for the blue, is kept for what is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

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
    """Ink by role. ``nodes`` by a node's role, ``edges`` by an edge's role or, if not current, its status.

    No words are written in the ink of ``ground``: it need only be seen.
    """

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

    def edge(self, edge: Edge) -> str:
        """The ink of an edge."""
        return self.edges[edge.role if edge.status == "current" else edge.status]


_OUTSIDE = Fill(fill="#ffffff", border="#6b7680", title="#1c2630", text="#4a5560")
_CARE = Fill(fill="#e7f0f4", border="#0b4f6c", title="#0b3346", text="#3d4853", thickness=1.8)

THEMES: Mapping[str, Theme] = {
    "default": Theme(
        paper="#ffffff",
        panel="#eef3f6",
        ink="#1c2630",
        quiet="#4a5560",
        rule="#c3ccd3",
        nodes={
            "care": _CARE,
            "citizen": _CARE,
            "registry": _OUTSIDE,
            "organisation": _OUTSIDE,
        },
        edges={
            "care": "#0b4f6c",
            "beside": "#0b4f6c",
            "outside": "#5f6b76",
            "ground": "#8b959e",
            "planned": "#6b7680",
            "unknown": "#6b7680",
            "missing": "#b3261e",
            "doubtful": "#b3261e",
            "added": "#0b4f6c",
            "removed": "#b3261e",
            "changed": "#5b3a8c",
        },
    ),
}

"""A small picture, and pictures thrown by dice."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from dataflow.base.picture import CHANGES, LACKING, Band, Diagram, Edge, Key, Node, Section
from dataflow.base.text import Label, Text

BANDS = (
    Band("above", Text(en="Shared systems", da="Fælles systemer"), "above"),
    Band("care", Text(en="Care", da="Behandling"), "main"),
    Band("others", Text(en="Others", da="Andre"), "below"),
    Band("below", Text(en="Registries", da="Registre"), "below"),
)
BESIDE = (
    Band("from", Text(en="Gets from", da="Modtager fra"), "left"),
    Band("care", Text(en="The actor", da="Aktøren"), "main"),
    Band("to", Text(en="Gives to", da="Videregiver til"), "right"),
)
STATUSES = ("current", "current", "current", "planned", "unknown", *LACKING, *CHANGES)
MAIN = {"above": "above", "care": "main", "others": "below", "below": "below"}


def plain(text: str) -> Label:
    return Label("x", (("", text),))


def node(name: str, band: str, label: str, *facts: str) -> Node:
    role = "care" if band == "care" else "registry"
    return Node(
        name,
        plain(label),
        role,
        band,
        plain(f"{label} is there."),
        "sector-x",
        plain("Sector"),
        tuple(map(plain, facts)),
    )


def edge(
    source: str,
    target: str,
    count: int,
    form: str = "structured",
    status: str = "current",
    *names: str,
    role: str = "care",
) -> Edge:
    return Edge(
        source=source,
        target=target,
        role=role,
        count=count,
        form=form,
        status=status,
        caption=Label("x", (("en", f"{count} fields"), ("da", f"{count} felter"))),
        meaning=plain(f"{source} shares {count} with {target}."),
        names=tuple(map(plain, names)),
    )


def diagram_of(nodes: tuple[Node, ...], edges: tuple[Edge, ...] = ()) -> Diagram:
    return Diagram(
        id="overview",
        title=Label("t", (("en", "A small map"), ("da", "Et lille kort"))),
        subtitle=(plain("Everyone"),),
        description=(*(each.meaning for each in nodes), *(each.meaning for each in edges)),
        bands=tuple(band for band in BANDS if any(each.band == band.id for each in nodes)),
        nodes=nodes,
        edges=edges,
        legend=(
            Key("count", "9", plain("number of fields")),
            Key("width", "5", plain("5 fields")),
            Key("form", "coded", plain("coded")),
            Key("form", "free-text", plain("free text")),
            Key("status", "planned", plain("planned")),
            Key("status", "unknown", plain("unknown")),
            Key("side", "both", plain("over, under")),
        ),
        footer=(plain("Map small"),),
    )


@pytest.fixture
def small() -> Diagram:
    return diagram_of(
        (
            node("gp", "care", "Almen praksis", "registrerer 3 felter"),
            node("hospital", "care", "Sygehus", "5 medlemmer"),
            node("municipality", "care", "Kommune"),
            node("fmk", "above", "Fælles Medicinkort (FMK)"),
            node("dhrd", "below", "Databasen"),
            node("lpr", "below", "Registeret"),
            node("alone", "below", "Ingen"),
        ),
        (
            edge("gp", "hospital", 5, "free-text", "current", "Henvisning"),
            edge("hospital", "gp", 12, "coded", "current", "Epikrise", "Ambulantepikrise", "Sundhedsjournalen"),
            edge("hospital", "municipality", 30, "structured", "current", "Genoptræningsplan"),
            edge("municipality", "gp", 2, "free-text", "unknown", "Afslutningsnotat"),
            edge("hospital", "hospital", 4),
            edge("fmk", "gp", 2, "coded", "current", "Fælles Medicinkort", role="outside"),
            edge("gp", "fmk", 1, "coded", role="outside"),
            edge("hospital", "dhrd", 9, role="outside"),
            edge("municipality", "dhrd", 4, "structured", "planned", "KIH", role="outside"),
            edge("lpr", "dhrd", 3, role="outside"),
            edge("fmk", "dhrd", 1, role="outside"),
        ),
    )


@pytest.fixture
def one_node() -> Callable[[str], Diagram]:
    """A picture of two nodes and an edge, all of whose words are the one given."""
    return lambda text: diagram_of(
        (node("a", "care", text, text), node("b", "care", text)),
        (edge("a", "b", 1, "coded", "current", text, text),),
    )


@pytest.fixture
def thrown() -> Callable[[int], Diagram]:
    """The picture of a seed: any bands, any edges of any status, several between two, now and then long words."""

    def picture(seed: int) -> Diagram:
        dice = random.Random(seed)
        bands = dice.choice(
            [("above", "care", "below")] * 2
            + [("above", "care", "others", "below")] * 2
            + [("care",), ("below",), ("care", "below"), ("above", "below"), ("care", "others"), ("others", "below")]
        )
        long = " som hedder noget meget langt: Hjerterehabiliteringsdatabaseforvaltningen" if seed % 5 == 0 else ""
        nodes = tuple(
            node(f"a{index}", dice.choice(bands), f"Aktør {index}{long}", "registrerer 3")
            for index in range(dice.randint(0, 14))
        )
        band = {each.id: each.band for each in nodes}
        edges = {}
        for _ in range(dice.randint(0, 3 * len(nodes))):
            source, target = dice.choice(nodes).id, dice.choice(nodes).id
            key = dice.choice(["", "", "missing", "letter"])
            names = [
                dice.choice(["Epikrise", "Genoptræningsplan (GOP)", "En kanal med et langt navn"])
                for _ in range(dice.randint(0, 4))
            ]
            status = dice.choice(STATUSES)
            role = "care" if band[source] == band[target] == "care" else "outside"
            thrown = edge(
                source,
                target,
                dice.randint(1, 60),
                dice.choice(["coded", "structured", "free-text"]),
                status,
                *names,
                role=dice.choice([role, role, "ground"]) if status == "current" else role,
            )
            edges[source, target, key] = replace(
                thrown, key=key, short=dice.choice([None, Label("12 → 15")]), on_request=dice.random() < 0.2
            )
        return diagram_of(nodes, tuple(edges.values()))

    return picture


@pytest.fixture
def surrounded() -> Callable[[int], Diagram]:
    """The picture of a seed: one node, and others on one side or both, each with some edges."""

    def picture(seed: int) -> Diagram:
        dice = random.Random(seed)
        middle = replace(
            node("me", "care", "Kommune", "19 medlemmer"),
            sections=(Section(plain("Registrerer"), (plain("Målinger (4)"),) * dice.randint(0, 9)),),
            lacks=(plain("mangler 3 af 4"),) * dice.randint(0, 2),
        )
        nodes, edges = [middle], []
        for side in dice.choice([("from", "to"), ("from",), ("to",), ()]):
            for index in range(dice.randint(1, 6)):
                other = node(
                    f"a{index}.{side}", side, f"Aktør {index} med et navn", *["5 medlemmer"] * dice.randint(0, 1)
                )
                nodes.append(other)
                for key in dice.choice([("",), ("missing",), ("", "missing")]):
                    ends = (other.id, "me") if side == "from" else ("me", other.id)
                    shown = edge(*ends, dice.randint(1, 60), "coded", "missing" if key else "current", role="beside")
                    fields = (plain("Uddrivningsfraktion"),) * dice.randint(1, 12)
                    edges.append(replace(shown, names=fields, notes=(plain("via Epikrise"),), key=key))
        return replace(
            diagram_of(tuple(nodes), tuple(edges)),
            bands=tuple(band for band in BESIDE if band.id in {each.band for each in nodes}),
        )

    return picture

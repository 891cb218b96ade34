"""The legend of a graph: the keys of what occurs in it."""

from collections.abc import Iterable, Sequence

from dataflow.base.lanes import Arrow
from dataflow.base.picture import Edge, Key, Words
from dataflow.base.text import Sentence, Text
from dataflow.views import Scene
from dataflow.wording.counts import counted
from dataflow.wording.forms import MOSTLY
from dataflow.wording.statements import ON_REQUEST
from dataflow.wording.when import when

COUNT = Text(en="number of fields", da="antal felter")
ROUND = (1, 5, 10, 20, 50, 100)
"""Numbers of fields for which the legend shows the width."""
SIDES = Text(en="over: along the pathway, under: back", da="over: frem i forløbet, under: tilbage")
GROUND = Text(en="shared{when}", da="deles{when}")
SAME = Text(en="shared as before", da="deles som før")
STATUSES = {
    "missing": Text(
        en="missing: needed, and does not get there, or not well enough",
        da="mangler: der er brug for det, men det når ikke frem eller er ikke godt nok",
    ),
    "doubtful": Text(en="perhaps missing: not found out yet", da="mangler måske: endnu ikke undersøgt"),
    "added": Text(en="added", da="kommet til"),
    "removed": Text(en="removed", da="faldet væk"),
    "changed": Text(en="changed", da="ændret"),
    "planned": Text(en="only planned", da="kun planlagt"),
    "unknown": Text(en="unknown: not found out yet", da="uafklaret: endnu ikke undersøgt"),
    "not-held": Text(en="stated, but the sender does not have it", da="angivet, men afsenderen har det ikke"),
}


def legend(edges: Sequence[Edge]) -> tuple[Key, ...]:
    """The keys of what occurs in the picture."""
    counted_edges = any(edge.role == "outside" for edge in edges)
    number = (Key("count", str(max(edge.count for edge in edges)), COUNT),) if counted_edges else ()
    return (*number, *forms_and_widths(edges), *statuses(edges), *requests(edges), *sides(edges))


def forms_and_widths(edges: Sequence[Edge]) -> tuple[Key, ...]:
    """The keys of line patterns and widths."""
    current = [edge for edge in edges if edge.status == "current"]
    forms = tuple(
        Key("form", form.word, text)
        for form, text in MOSTLY.items()
        if any(edge.form == form.word for edge in current)
    )
    most = max((edge.count for edge in current), default=0)
    counts = [count for count in ROUND if count <= most]
    widths = tuple(Key("width", str(count), counted(count)) for count in dict.fromkeys((*counts[:1], *counts[-1:])))
    return (*widths, *forms)


def statuses(edges: Sequence[Edge]) -> tuple[Key, ...]:
    """The keys of statuses other than ``current``."""
    return tuple(
        Key("status", status, text)
        for status, text in STATUSES.items()
        if any(status in (edge.status, edge.share_status) for edge in edges)
    )


def requests(arrows: Iterable[Edge | Arrow]) -> tuple[Key, ...]:
    """The key of arrows for what is shared only on request."""
    return (Key("request", "", ON_REQUEST),) if any(arrow.on_request for arrow in arrows) else ()


def shared(scene: Scene) -> Sentence:
    """What is shared under the terms of a picture."""
    return Sentence(GROUND, {"when": when(scene.data_map, scene.assumptions.planned)})


def ground(edges: Sequence[Edge], text: Words) -> tuple[Key, ...]:
    """The key of arrows in the background."""
    return (Key("ground", "current", text),) if any(edge.role == "ground" for edge in edges) else ()


def sides(edges: Sequence[Edge]) -> tuple[Key, ...]:
    """The key of the side on which arrows pass the actors of the main band."""
    return (Key("side", "both", SIDES),) if any(edge.role == "care" for edge in edges) else ()

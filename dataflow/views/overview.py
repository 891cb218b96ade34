"""The overview: all actors and the exchanges between them."""

from collections.abc import Sequence

from dataflow.base.picture import Diagram, Node
from dataflow.base.text import Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.views import Focus, Scene, View
from dataflow.views._actor_nodes import actor_nodes
from dataflow.views._arrow_limit import arrow_notice
from dataflow.views._exchanges import Exchange, exchanges, share
from dataflow.views._legend import legend
from dataflow.views._tables import fields_in
from dataflow.views._words import part_of, population_of, source_of, stopped
from dataflow.wording.counts import ACTORS, ARROWS, counted

TITLE = Text(en="Who shares data with whom", da="Hvem deler data med hvem")
HEADING = Text(en="{map}: who shares data with whom", da="{map}: hvem deler data med hvem")
FIGURES = Text(
    en="{actors}, {arrows}, {fields} of {all} shared",
    da="{actors}, {arrows}, {fields} af {all} deles",
)
EMPTY = Text(en="No shares to show.", da="Ingen delinger at vise.")


def draw(scene: Scene) -> Diagram:
    """The actors, with an arrow for each ordered pair, or for each channel between them."""
    data_map, focus, by = scene.data_map, scene.focus, scene.by
    found = exchanges(scene, focus, by)
    shown = actor_nodes(data_map, focus, found)
    edges = tuple(share(data_map, exchange, shown.role(exchange)) for exchange in found)
    figures = _figures(data_map, focus, shown.nodes, found)
    return Diagram(
        id="overview",
        title=Sentence(HEADING, {"map": data_map.title}),
        subtitle=(*part_of(data_map, focus), *population_of(data_map), figures),
        description=(
            stopped(figures),
            *(edge.meaning for edge in edges),
            *(node.meaning for node in shown.nodes),
        ),
        bands=shown.bands,
        nodes=shown.nodes,
        edges=edges,
        legend=legend(edges),
        notices=arrow_notice(data_map, focus, edges, lambda part: len(exchanges(scene, part, by)))
        if edges
        else (EMPTY,),
        footer=source_of(data_map),
        languages=data_map.languages,
    )


def _figures(data_map: DataMap, focus: Focus, nodes: Sequence[Node], found: Sequence[Exchange]) -> Sentence:
    shared = {field for exchange in found if exchange.status == "current" for field in exchange.fields}
    return Sentence(
        FIGURES,
        {
            "actors": counted(len(nodes), ACTORS),
            "arrows": counted(len(found), ARROWS),
            "fields": str(len(shared)),
            "all": counted(len(fields_in(data_map, focus))),
        },
    )


VIEW = View(id="overview", title=TITLE, draw=draw, by=("channel",))

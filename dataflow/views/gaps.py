"""The gaps: the overview with what is missing drawn in, from the actor that has it to the one that lacks it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dataflow.base.picture import Diagram, Edge, Key, Node, Words
from dataflow.base.text import Filling, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Need
from dataflow.views import Focus, Scene, View
from dataflow.views._exchanges import Exchange, exchanges
from dataflow.views._lacking import Lack, at_node, gaps_of, lacking, lacks_of, meaning, missing
from dataflow.views._legend import ground, sides, statuses
from dataflow.views._readable import crowded
from dataflow.views._shares import share
from dataflow.views._stage import fields_of, members, stage
from dataflow.views._words import part_of, population_of, source_of, stopped
from dataflow.wording.counts import counted

TITLE = Text(en="What is missing where it is needed", da="Hvad der mangler, hvor der er brug for det")
HEADING = (
    Text(
        en="{map}: {count} field does not get where it is needed",
        da="{map}: {count} felt når ikke frem, hvor der er brug for det",
    ),
    Text(
        en="{map}: {count} fields do not get where they are needed",
        da="{map}: {count} felter når ikke frem, hvor der er brug for dem",
    ),
)
PERHAPS = (
    Text(
        en="{map}: {count} field perhaps does not get where it is needed",
        da="{map}: {count} felt når måske ikke frem, hvor der er brug for det",
    ),
    Text(
        en="{map}: {count} fields perhaps do not get where they are needed",
        da="{map}: {count} felter når måske ikke frem, hvor der er brug for dem",
    ),
)
ALL_MET = Text(en="{map}: every need is met", da="{map}: alle behov er opfyldt")
NO_NEEDS = Text(en="{map}: no needs to meet", da="{map}: ingen behov at opfylde")
LACKS = Text(en="{actor} lacks {count} of {all}", da="{actor} mangler {count} af {all}")
PERHAPS_LACKS = Text(en="{actor} perhaps lacks {count} of {all}", da="{actor} mangler måske {count} af {all}")
OF_ALL = Text(en="lacks {count} of {all}", da="mangler {count} af {all}")
PERHAPS_OF_ALL = Text(en="perhaps lacks {count} of {all}", da="mangler måske {count} af {all}")
NOTHING = Text(en="{actor} lacks nothing that it needs.", da="{actor} mangler intet, som den har brug for.")
OTHERS = (
    Text(en="{count} other lacks some", da="{count} anden mangler noget"),
    Text(en="{count} others lack some", da="{count} andre mangler noget"),
)
MOST = 4
"""How many actors the subtitle names."""
ACCEPTED = (
    Text(en="{count} gap that is accepted is not shown.", da="{count} hul, som er accepteret, vises ikke."),
    Text(en="{count} gaps that are accepted are not shown.", da="{count} huller, som er accepteret, vises ikke."),
)
AT_ACTOR = Text(en="what the actor lacks of what it needs", da="hvad aktøren mangler af det, den har brug for")


def draw(scene: Scene) -> Diagram:
    """What is missing as arrows that stand out against those of today."""
    data_map, focus = scene.data_map, scene.focus
    lacks = lacks_of(data_map, gaps_of(scene))
    found = exchanges(scene, focus)
    shown = stage(data_map, focus, found, also=lacks)
    edges = (
        *(missing(data_map, lack, shown.role(lack)) for lack in lacks if lack.is_arrow),
        *(share(data_map, exchange, "ground") for exchange in found if _is_ground(exchange)),
    )
    needed = {node.id: len(fields_of(data_map, node.id, Need, focus)) for node in shown.nodes}
    nodes = tuple(_node(data_map, node, lacks, needed[node.id]) for node in shown.nodes)
    figures = _figures(data_map, lacks, needed)
    return Diagram(
        id="gaps",
        title=_title(data_map, lacks, any(needed.values())),
        subtitle=(*part_of(data_map, focus), *population_of(data_map), *figures),
        description=(
            *map(stopped, figures),
            *(edge.meaning for edge in edges),
            *(meaning(data_map, lack) for lack in lacks if not lack.is_arrow),
            *(node.meaning for node in nodes),
        ),
        bands=shown.bands,
        nodes=nodes,
        edges=edges,
        legend=_legend(nodes, edges),
        notices=(*_accepted(scene), *crowded(data_map, focus, edges, lambda part: _arrows(scene, part))),
        footer=source_of(data_map),
        languages=data_map.languages,
    )


def _is_ground(exchange: Exchange) -> bool:
    return exchange.status == "current" and exchange.source != exchange.target


def _arrows(scene: Scene, focus: Focus) -> int:
    """How many arrows there are under another focus."""
    part = replace(scene, focus=focus)
    lacks = lacks_of(scene.data_map, gaps_of(part))
    return sum(lack.is_arrow for lack in lacks) + sum(map(_is_ground, exchanges(scene, focus)))


def _node(data_map: DataMap, node: Node, lacks: Sequence[Lack], needed: int) -> Node:
    """The actor with what it lacks instead of what it has."""
    own = [lack for lack in lacks if lack.target == node.id]
    found = lacking(own)
    words: dict[str, Filling] = {"actor": node.label, "all": counted(needed)}
    told = stopped(found.of(LACKS, words, PERHAPS_LACKS)) if found else Sentence(NOTHING, words)
    return replace(
        node,
        facts=members(data_map, node.id),
        lacks=(
            *((found.of(OF_ALL, {"all": str(needed)}, PERHAPS_OF_ALL),) if found else ()),
            *(at_node(data_map, lack) for lack in own if not lack.is_arrow),
        ),
        meaning=told,
        about=tuple(sorted({*node.about, *(each for lack in own if not lack.is_arrow for each in lack.about)})),
    )


def _title(data_map: DataMap, lacks: Sequence[Lack], any_needed: bool) -> Sentence:
    found, words = lacking(lacks), {"map": data_map.title}
    if not found:
        return Sentence(ALL_MET if any_needed else NO_NEEDS, words)
    return found.of(HEADING[found.certain != 1], words, PERHAPS[found.perhaps != 1])


def _figures(data_map: DataMap, lacks: Sequence[Lack], needed: Mapping[str, int]) -> tuple[Words, ...]:
    """Those who lack most, and how many others lack something."""
    targets = dict.fromkeys(lack.target for lack in lacks)
    found = {actor: lacking(lack for lack in lacks if lack.target == actor) for actor in targets}
    ranked = sorted(found, key=lambda actor: (-found[actor].certain, -found[actor].perhaps))
    named = tuple(
        found[actor].of(
            LACKS, {"actor": data_map.actors[actor].label, "all": counted(needed.get(actor, 0))}, PERHAPS_LACKS
        )
        for actor in ranked[:MOST]
    )
    more = len(ranked) - MOST
    return (*named, *((Sentence(OTHERS[more != 1], {"count": str(more)}),) if more > 0 else ()))


def _accepted(scene: Scene) -> tuple[Words, ...]:
    count = sum(finding.waived for finding in scene.unmet)
    return (Sentence(ACCEPTED[count != 1], {"count": str(count)}),) if count else ()


def _legend(nodes: Sequence[Node], edges: Sequence[Edge]) -> tuple[Key, ...]:
    lack = (Key("lack", "missing", AT_ACTOR),) if any(node.lacks for node in nodes) else ()
    return (*statuses([edge for edge in edges if edge.role != "ground"]), *lack, *ground(edges), *sides(edges))


VIEW = View(id="gaps", title=TITLE, draw=draw)

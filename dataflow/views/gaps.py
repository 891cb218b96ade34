"""The gaps: the overview with arrows for missing fields, from the actor that has them to the one without."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from dataflow.base.picture import Diagram, Edge, Key, Node, Words
from dataflow.base.text import Filling, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Need
from dataflow.views import Focus, Scene, View
from dataflow.views._actor_nodes import actor_nodes, fields_of, members
from dataflow.views._arrow_limit import arrow_notice
from dataflow.views._exchanges import Exchange, exchanges, share
from dataflow.views._gap_groups import (
    GapCount,
    GapGroup,
    count_gaps,
    count_needed,
    gap_edge,
    gap_sentence,
    gaps_of,
    grouped_gaps,
    lacks,
)
from dataflow.views._legend import ground, requests, shared, sides, statuses
from dataflow.views._words import part_of, population_of, source_of, stopped, whatever_channel
from dataflow.wording.counts import FIELDS, FIELDS_SHOWN, SHOWN, counted
from dataflow.wording.lists import listed_in_part

TITLE = Text(en="What is missing where it is needed", da="Hvad der mangler, hvor der er brug for det")
HEADING = (
    Text(
        en="{map}: {count} field does not arrive as it is needed",
        da="{map}: {count} felt når ikke frem, sådan som der er brug for det",
    ),
    Text(
        en="{map}: {count} fields do not arrive as they are needed",
        da="{map}: {count} felter når ikke frem, sådan som der er brug for dem",
    ),
)
PERHAPS = (
    Text(
        en="{map}: {count} field perhaps does not arrive as it is needed",
        da="{map}: {count} felt når måske ikke frem, sådan som der er brug for det",
    ),
    Text(
        en="{map}: {count} fields perhaps do not arrive as they are needed",
        da="{map}: {count} felter når måske ikke frem, sådan som der er brug for dem",
    ),
)
ALL_MET = Text(en="{map}: every need is met", da="{map}: alle behov er opfyldt")
NO_NEEDS = Text(en="{map}: no needs to meet", da="{map}: ingen behov at opfylde")
LACKS = Text(en="{actor} lacks {count} of {all}", da="{actor} mangler {count} af {all}")
PERHAPS_LACKS = Text(en="{actor} perhaps lacks {count} of {all}", da="{actor} mangler måske {count} af {all}")
OF_ALL = Text(en="lacks {count} of {all}", da="mangler {count} af {all}")
PERHAPS_OF_ALL = Text(en="perhaps lacks {count} of {all}", da="mangler måske {count} af {all}")
NOTHING = Text(en="{actor} lacks nothing that it needs.", da="{actor} mangler intet, som den har brug for.")
NOTHING_SHOWN = Text(en="{actor} lacks nothing of what is shown.", da="{actor} mangler intet af det, der er vist.")
ALSO = (
    Text(en="{actors} also lacks some", da="{actors} mangler også noget"),
    Text(en="{actors} also lack some", da="{actors} mangler også noget"),
)
PERHAPS_ALSO = (
    Text(en="{actors} perhaps also lacks some", da="{actors} mangler måske også noget"),
    Text(en="{actors} perhaps also lack some", da="{actors} mangler måske også noget"),
)
MOST = 4
"""How many actors the subtitle names with their numbers, and without; a single further one has its numbers too."""
ACCEPTED = (
    Text(en="{count} gap that is accepted is not shown.", da="{count} hul, som er accepteret, vises ikke."),
    Text(en="{count} gaps that are accepted are not shown.", da="{count} huller, som er accepteret, vises ikke."),
)
AT_ACTOR = Text(en="what the actor lacks of what it needs", da="hvad aktøren mangler af det, den har brug for")


def draw(scene: Scene) -> Diagram:
    """Arrows for missing fields, in the foreground; current shares in the background."""
    data_map, focus = scene.data_map, scene.focus
    groups = grouped_gaps(data_map, gaps_of(scene))
    # What an actor lacks is counted for all its needs, also where the arrows of another actor alone are shown.
    everybody = replace(focus, actors=())
    of_actors = grouped_gaps(data_map, gaps_of(replace(scene, focus=everybody))) if focus.actors else groups
    found = exchanges(scene, focus)
    shown = actor_nodes(data_map, focus, found, also=groups)
    edges = (
        *(gap_edge(data_map, group, shown.role(group)) for group in groups if group.is_arrow),
        *(share(data_map, exchange, "ground") for exchange in found if _is_ground(exchange)),
    )
    needed = {
        node.id: count_needed(
            fields_of(data_map, node.id, Need, everybody),
            [group for group in of_actors if group.target == node.id],
        )
        for node in shown.nodes
    }
    nodes = tuple(
        _node(
            data_map,
            node,
            [group for group in groups if group.target == node.id],
            count_gaps(group for group in of_actors if group.target == node.id),
            _Needed(needed[node.id], focus.is_part),
        )
        for node in shown.nodes
    )
    targets = {group.target for group in groups}
    figures = _figures(data_map, [group for group in of_actors if group.target in targets], needed, focus.is_part)
    waived = sum(finding.waived for finding in scene.unmet)
    return Diagram(
        id="gaps",
        title=_title(data_map, groups, any(needed.values())),
        subtitle=(*part_of(data_map, focus), *whatever_channel(focus), *population_of(data_map), *figures),
        description=(
            *map(stopped, figures),
            *(edge.meaning for edge in edges),
            *(gap_sentence(data_map, group) for group in groups if not group.is_arrow),
            *(node.meaning for node in nodes),
        ),
        bands=shown.bands,
        nodes=nodes,
        edges=edges,
        legend=_legend(nodes, edges, shared(scene)),
        notices=(
            *((counted(waived, ACCEPTED),) if waived else ()),
            *arrow_notice(data_map, focus, edges, lambda part: _arrows(scene, part)),
        ),
        footer=source_of(data_map),
        languages=data_map.languages,
    )


def _is_ground(exchange: Exchange) -> bool:
    return exchange.status == "current" and exchange.source != exchange.target


def _arrows(scene: Scene, focus: Focus) -> int:
    part = replace(scene, focus=focus)
    groups = grouped_gaps(scene.data_map, gaps_of(part))
    return sum(group.is_arrow for group in groups) + sum(map(_is_ground, exchanges(scene, focus)))


class _Needed(NamedTuple):
    """How many fields an actor needs: in all, or of those shown."""

    fields: int
    is_part: bool

    @property
    def in_words(self) -> Words:
        return counted(self.fields, FIELDS_SHOWN if self.is_part else FIELDS)

    @property
    def in_short(self) -> Filling:
        return counted(self.fields, SHOWN) if self.is_part else str(self.fields)


def _node(data_map: DataMap, node: Node, own: Sequence[GapGroup], count: GapCount, needed: _Needed) -> Node:
    words: dict[str, Filling] = {"actor": node.label, "all": needed.in_words}
    nothing = NOTHING_SHOWN if needed.is_part else NOTHING
    meaning = stopped(count.of_all(LACKS, words, PERHAPS_LACKS)) if count else Sentence(nothing, words)
    return replace(
        node,
        facts=members(data_map, node.id),
        lacks=(
            *((count.of_all(OF_ALL, {"all": needed.in_short}, PERHAPS_OF_ALL),) if count else ()),
            *(lack for group in own if not group.is_arrow for lack in lacks(data_map, group)),
        ),
        meaning=meaning,
        about=tuple(sorted({*node.about, *(each for group in own if not group.is_arrow for each in group.about)})),
    )


def _title(data_map: DataMap, groups: Sequence[GapGroup], any_needed: bool) -> Sentence:
    count, words = count_gaps(groups), {"map": data_map.title}
    if not count:
        return Sentence(ALL_MET if any_needed else NO_NEEDS, words)
    return count.of(HEADING[count.certain != 1], words, PERHAPS[count.possible != 1])


def _figures(
    data_map: DataMap, groups: Sequence[GapGroup], needed: Mapping[str, int], is_part: bool
) -> tuple[Words, ...]:
    """The actors that lack most, and the names of the others that lack something."""
    targets = dict.fromkeys(group.target for group in groups)
    counts = {actor: count_gaps(group for group in groups if group.target == actor) for actor in targets}
    ranked = sorted(counts, key=lambda actor: (-counts[actor].certain, -counts[actor].possible))
    most = len(ranked) if len(ranked) == MOST + 1 else MOST
    named = tuple(
        counts[actor].of_all(
            LACKS,
            {"actor": data_map.actors[actor].label, "all": _Needed(needed.get(actor, 0), is_part).in_words},
            PERHAPS_LACKS,
        )
        for actor in ranked[:most]
    )
    others = {
        ALSO: [actor for actor in ranked[most:] if counts[actor].certain],
        PERHAPS_ALSO: [actor for actor in ranked[most:] if not counts[actor].certain],
    }
    return (
        *named,
        *(
            Sentence(
                texts[len(actors) != 1],
                {"actors": listed_in_part([data_map.actors[actor].label for actor in actors], MOST)},
            )
            for texts, actors in others.items()
            if actors
        ),
    )


def _legend(nodes: Sequence[Node], edges: Sequence[Edge], ground_text: Words) -> tuple[Key, ...]:
    key = (Key("lack", "missing", AT_ACTOR),) if any(node.lacks for node in nodes) else ()
    lacking = statuses([edge for edge in edges if edge.role != "ground"])
    return (*lacking, *key, *ground(edges, ground_text), *requests(edges), *sides(edges))


VIEW = View(id="gaps", title=TITLE, draw=draw)

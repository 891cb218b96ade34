"""The language of one field: how each actor codes and measures it, and what does not translate."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dataflow.analysis.lineage.field_language import (
    UNTRANSLATED,
    Way,
    differing_methods,
    distinct,
    lost_form,
    missing_maps,
)
from dataflow.base.picture import Diagram, Edge, Key, Node, Section, Words
from dataflow.base.text import Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Demand, Need, Record, Use
from dataflow.views import Focus, Scene, View
from dataflow.views._actor_nodes import ActorNodes, actor_nodes, members
from dataflow.views._arrow_limit import arrow_notice
from dataflow.views._definition import definition
from dataflow.views._exchanges import Exchange, exchanges, share, statements
from dataflow.views._legend import legend
from dataflow.views._words import part_of, population_of, source_of, stopped
from dataflow.wording.causes import CELL
from dataflow.wording.field_language import (
    DOES_NOT_TRANSLATE,
    methods_in_words,
    missing_map_in_words,
    ways_in_words,
)
from dataflow.wording.forms import LOST, SHARED
from dataflow.wording.lists import SEMICOLON, chained, listed

TITLE = Text(en="How each actor codes and measures a field", da="Hvordan hver aktør koder og måler et felt")
HEADING = Text(
    en="{field}: how each actor codes and measures it", da="{field}: hvordan hver aktør koder og måler feltet"
)
ABOUT = Text(en="{actor}: {facts}", da="{actor}: {facts}")
EMPTY = Text(
    en="Nobody records, shares, needs or uses this field here.",
    da="Her er der ingen, der registrerer, deler, har brug for eller bruger dette felt.",
)


def draw(scene: Scene) -> Diagram:
    """The actors that record, share, need or use the field, with an arrow for each channel between two of them."""
    data_map, field = scene.data_map, scene.subject or ""
    focus = replace(scene.focus, fields=(field,), groups=())
    found = exchanges(scene, focus, "channel")
    chosen = focus.actors or tuple(data_map.presented)
    stating = [actor for actor in data_map.presented if actor in chosen and _stated(data_map, actor, focus)]
    seen = actor_nodes(data_map, replace(focus, actors=(*focus.actors, *stating)), found)
    shown = ActorNodes(seen.row, tuple(_node(scene, node, focus) for node in seen.nodes))
    edges = tuple(_edge(scene, each, shown.role(each), field) for each in found)
    heading = Sentence(HEADING, {"field": data_map.fields[field].label})
    untranslated = tuple(_untranslated(data_map, stating, focus))
    return Diagram(
        id="language",
        title=heading,
        subtitle=(*definition(data_map, field), *part_of(data_map, scene.focus), *population_of(data_map)),
        description=(
            stopped(heading),
            *untranslated,
            *(edge.meaning for edge in edges),
            *(node.meaning for node in shown.nodes),
        ),
        bands=shown.bands,
        nodes=shown.nodes,
        edges=edges,
        legend=tuple(_legend(edges)),
        notices=(*untranslated, *_notices(scene, focus, edges)) if shown.nodes else (EMPTY,),
        footer=source_of(data_map),
        languages=data_map.languages,
    )


def _edge(scene: Scene, exchange: Exchange, role: str, field: str) -> Edge:
    """An arrow with the name of its channel: there is only one field to count."""
    edge = share(scene.data_map, exchange, role)
    channels = listed([scene.data_map.channels[each].label for each in exchange.channels])
    return replace(
        edge, caption=channels, short=channels, names=(), in_one=None, notes=tuple(_lost(scene, exchange, field))
    )


def _legend(edges: Sequence[Edge]) -> Iterator[Key]:
    """The legend of a graph, for one field: no widths or numbers, and forms that are not those of most fields."""
    forms = {form.word: text for form, text in SHARED.items()}
    for key in legend(edges):
        if key.subject not in ("width", "count"):
            yield replace(key, label=forms[key.value]) if key.subject == "form" else key


def _notices(scene: Scene, focus: Focus, edges: Sequence[Edge]) -> tuple[Words, ...]:
    return arrow_notice(scene.data_map, focus, edges, lambda part: len(exchanges(scene, part, "channel")))


def _stated(data_map: DataMap, actor: str, focus: Focus) -> list[Way]:
    """What an actor states of recording, needing and using the field."""
    return [
        *(each.entry for each in statements(data_map, actor, Record, focus)),
        *(each.entry for each in _demands(data_map, actor, focus)),
    ]


def _demands(data_map: DataMap, actor: str, focus: Focus) -> list[Demand]:
    return [*statements(data_map, actor, Need, focus), *statements(data_map, actor, Use, focus)]


def _lost(scene: Scene, exchange: Exchange, field: str) -> Iterator[Words]:
    """What is lost on the way: the sender has the field in a higher form than that in which it arrives."""
    if exchange.status != "current":
        return
    lost = lost_form(scene.needs, scene.assumptions, exchange.source, field, exchange.phases, exchange.form)
    if lost is not None:
        yield LOST[lost]


def _untranslated(data_map: DataMap, actors: Sequence[str], focus: Focus) -> Iterator[Words]:
    """Code systems of records without a map to those that another actor writes or accepts, and differing methods."""
    ways = {actor: _stated(data_map, actor, focus) for actor in actors}
    for missing in missing_maps(data_map, ways):
        yield missing_map_in_words(data_map, missing)
    methods = methods_in_words(data_map, differing_methods(data_map, ways))
    if methods is not None:
        yield methods


def _node(scene: Scene, node: Node, focus: Focus) -> Node:
    """The node of an actor with how it writes the field, and why its needs are not met by how others write it."""
    data_map, needs, assumptions = scene.data_map, scene.needs, scene.assumptions
    stated = distinct(_stated(data_map, node.actor, focus))
    facts = ways_in_words(data_map, node.actor, stated)
    demands = _demands(data_map, node.actor, focus)
    causes = {
        needs.cause(member, each, assumptions)
        for member in data_map.presented[node.actor]
        for each in (*data_map.statements[member].of(Need), *data_map.statements[member].of(Use))
        if each in demands
        and needs.map_as_of.counts(each.entry, assumptions)
        and not needs.is_met(member, each, assumptions)
    }
    lines = tuple(CELL[cause] for cause in UNTRANSLATED if cause in causes)
    said = [*facts, *(Sentence(ABOUT, {"actor": DOES_NOT_TRANSLATE, "facts": line}) for line in lines)]
    meaning = Sentence(ABOUT, {"actor": node.label, "facts": chained(SEMICOLON, said)}) if said else None
    return replace(
        node,
        facts=(*members(data_map, node.actor), *facts),
        sections=(Section(DOES_NOT_TRANSLATE, lines),) if lines else (),
        meaning=node.meaning if meaning is None else stopped(meaning),
    )


VIEW = View(id="language", title=TITLE, draw=draw, of="field")

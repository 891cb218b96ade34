"""The language of one field: how each actor codes and measures it, and what does not translate."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dataflow.analysis.needs.causes import Cause
from dataflow.base.picture import Diagram, Edge, Key, Node, Section, Words
from dataflow.base.text import AND, OR, Label, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.model.statements import Demand, DemandEntry, Need, Record, RecordEntry, Use
from dataflow.views import Focus, Scene, View
from dataflow.views._actor_nodes import ActorNodes, actor_nodes, members
from dataflow.views._arrow_limit import arrow_notice
from dataflow.views._definition import definition
from dataflow.views._exchanges import Exchange, exchanges, share, statements
from dataflow.views._legend import STATUSES, legend
from dataflow.views._words import part_of, population_of, source_of, stopped
from dataflow.wording.causes import CELL
from dataflow.wording.forms import ADVERB, LOST, SHARED
from dataflow.wording.lists import COMMA, SEMICOLON, chained, listed
from dataflow.wording.statements import DOES

TITLE = Text(en="How each actor codes and measures a field", da="Hvordan hver aktør koder og måler et felt")
HEADING = Text(
    en="{field}: how each actor codes and measures it", da="{field}: hvordan hver aktør koder og måler feltet"
)
DOES_SO = Text(en="{does} it {how}", da="{does} det {how}")
CODED_IN = Text(en="in {systems}", da="i {systems}")
ANY = Text(en="in any form", da="i enhver form")
METHOD = Text(en="method: {method}", da="metode: {method}")
WHERE = Text(en="in the system {system}", da="i systemet {system}")
WITH_STATUS = Text(en="{words} ({status})", da="{words} ({status})")
LOSES = Text(en="Does not translate", da="Kan ikke oversættes")
NO_MAP = Text(
    en="No map from {source} ({author}) to {target} ({reader}) is stated.",
    da="Der er ikke angivet nogen oversættelse fra {source} ({author}) til {target} ({reader}).",
)
METHODS = Text(en="Recorded by different methods: {methods}.", da="Registreres med forskellige metoder: {methods}.")
BY_METHOD = Text(en="{method} ({actor})", da="{method} ({actor})")
ABOUT = Text(en="{actor}: {facts}", da="{actor}: {facts}")
EMPTY = Text(
    en="Nobody records, shares, needs or uses this field here.",
    da="Her er der ingen, der registrerer, deler, har brug for eller bruger dette felt.",
)
UNTRANSLATED = (Cause.FORM_TOO_LOW, Cause.FORM_LOST, Cause.CODE_SYSTEM_MISMATCH)
"""The causes of an unmet need that lie in how the field is written."""


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
    return replace(edge, caption=channels, names=(), notes=tuple(_lost(scene, exchange, field)))


def _legend(edges: Sequence[Edge]) -> Iterator[Key]:
    """The legend of a graph, for one field: no widths, and forms that are not those of most fields."""
    forms = {form.word: text for form, text in SHARED.items()}
    for key in legend(edges):
        if key.subject != "width":
            yield replace(key, label=forms[key.value]) if key.subject == "form" else key


def _notices(scene: Scene, focus: Focus, edges: Sequence[Edge]) -> tuple[Words, ...]:
    return arrow_notice(scene.data_map, focus, edges, lambda part: len(exchanges(scene, part, "channel")))


def _system(data_map: DataMap, name: str) -> Words:
    system = data_map.code_systems.get(name)
    return Label(name) if system is None else system.label


def _stated(data_map: DataMap, actor: str, focus: Focus) -> list[RecordEntry | DemandEntry]:
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
    holdings = scene.needs.holdings(scene.assumptions)
    held = [
        element.form
        for member in scene.data_map.presented[exchange.source]
        for phase in exchange.phases
        for element in holdings.elements(member, field, phase)
    ]
    if held and max(held) > exchange.form:
        yield LOST[max(held)]


def _untranslated(data_map: DataMap, actors: Sequence[str], focus: Focus) -> Iterator[Words]:
    """Code systems of records without a map to those that another actor writes or accepts, and differing methods."""
    written = {
        (actor, each.entry.code_system, each.entry.method)
        for actor in actors
        for each in statements(data_map, actor, Record, focus)
    }
    order = {actor: index for index, actor in enumerate(data_map.presented)}
    sources = {(actor, system) for actor, system, _ in written if system is not None}
    wanted = {(actor, _accepted(entry)) for actor in actors for entry in _stated(data_map, actor, focus)}
    for author, source in sorted(sources, key=lambda pair: (order[pair[0]], pair[1])):
        understood = {source, *data_map.code_systems[source].maps_to}
        for reader, targets in sorted(wanted, key=lambda pair: (order[pair[0]], pair[1])):
            if author != reader and targets and understood.isdisjoint(targets):
                words = {
                    "source": _system(data_map, source),
                    "target": listed([_system(data_map, each) for each in targets], OR),
                    "author": data_map.actors[author].label,
                    "reader": data_map.actors[reader].label,
                }
                yield Sentence(NO_MAP, words)
    methods = {(actor, method) for actor, _, method in written if method is not None}
    if len({method for _, method in methods}) > 1:
        named = [
            Sentence(BY_METHOD, {"method": method, "actor": data_map.actors[actor].label})
            for actor, method in sorted(methods, key=lambda pair: (order[pair[0]], pair[1]))
        ]
        yield Sentence(METHODS, {"methods": listed(named)})


def _node(scene: Scene, node: Node, focus: Focus) -> Node:
    """The node of an actor with how it writes the field, and why its needs are not met by how others write it."""
    data_map, needs, assumptions = scene.data_map, scene.needs, scene.assumptions
    distinct: dict[tuple[object, ...], RecordEntry | DemandEntry] = {}
    for entry in _stated(data_map, node.actor, focus):
        distinct.setdefault(_key(entry), entry)
    facts = tuple(_fact(data_map, node.actor, entry) for entry in distinct.values())
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
    said = [*facts, *(Sentence(ABOUT, {"actor": LOSES, "facts": line}) for line in lines)]
    meaning = Sentence(ABOUT, {"actor": node.label, "facts": chained(SEMICOLON, said)}) if said else None
    return replace(
        node,
        facts=(*members(data_map, node.actor), *facts),
        sections=(Section(LOSES, lines),) if lines else (),
        meaning=node.meaning if meaning is None else stopped(meaning),
    )


def _key(entry: RecordEntry | DemandEntry) -> tuple[object, ...]:
    """Equal for two entries that have the same words."""
    own = (entry.method, entry.system) if isinstance(entry, RecordEntry) else ()
    return entry.list_key, entry.status, entry.form, _accepted(entry), own


def _accepted(entry: RecordEntry | DemandEntry) -> tuple[str, ...]:
    """The code systems in which a record is written or that a demand accepts."""
    if isinstance(entry, DemandEntry):
        return tuple(sorted(entry.code_systems))
    return () if entry.code_system is None else (entry.code_system,)


def _fact(data_map: DataMap, actor: str, entry: RecordEntry | DemandEntry) -> Words:
    """An entry in words: ``records it coded, in ICPC-2, in the system EHR``."""
    how: list[Words] = [
        ANY if isinstance(entry, DemandEntry) and entry.form is Form.FREE_TEXT else ADVERB[entry.form]
    ]
    if systems := _accepted(entry):
        names = [_system(data_map, each) for each in systems]
        how.append(Sentence(CODED_IN, {"systems": listed(names, OR if isinstance(entry, DemandEntry) else AND)}))
    if isinstance(entry, RecordEntry):
        how += [Sentence(METHOD, {"method": entry.method})] if entry.method is not None else []
        if entry.system is not None:
            system = data_map.actors[actor].systems.get(entry.system)
            how.append(Sentence(WHERE, {"system": Label(entry.system) if system is None else system.label}))
    words = Sentence(DOES_SO, {"does": DOES[entry.list_key], "how": chained(COMMA, how)})
    status = STATUSES.get(entry.status)
    return words if status is None else Sentence(WITH_STATUS, {"words": words, "status": status})


VIEW = View(id="language", title=TITLE, draw=draw, of="field")

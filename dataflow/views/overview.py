"""The overview: who passes what on to whom, the whole map on one page."""

from collections.abc import Sequence

from dataflow.base.picture import Band, Diagram, Edge, Key, Node, Words
from dataflow.base.text import Sentence, Text
from dataflow.model.entities import DataMap
from dataflow.views import Focus, Scene, View
from dataflow.views._actors import carers, is_citizen, sector, suppliers
from dataflow.views._exchanges import Exchange, exchanges, statements

READABLE = 60
"""More arrows than these on one page, and nobody follows them."""

TITLE = Text(en="Who shares data with whom", da="Hvem deler data med hvem")
HEADING = Text(en="{map}: who shares data with whom", da="{map}: hvem deler data med hvem")
AS_OF = Text(en="As of {date}", da="Pr. {date}")
FIGURES = Text(
    en="{actors}, {arrows}, {fields} of {all} shared",
    da="{actors}, {arrows}, {fields} af {all} deles",
)
ACTORS = (Text(en="{count} actor", da="{count} aktør"), Text(en="{count} actors", da="{count} aktører"))
ARROWS = (Text(en="{count} arrow", da="{count} pil"), Text(en="{count} arrows", da="{count} pile"))
SOURCE = Text(en="Map {id}", da="Kort {id}")
SCENARIO = Text(en="Map {id}, scenario {scenario}", da="Kort {id}, scenarie {scenario}")
CROWDED = Text(
    en="{arrows} arrows are more than anyone can follow: draw a part of the map (a phase, group, actor or channel).",
    da="{arrows} pile er flere, end nogen kan følge: tegn en del af kortet (én fase, gruppe, aktør eller kanal).",
)
EMPTY = Text(en="No shares to show.", da="Ingen delinger at vise.")
BANDS = (
    Band("above", Text(en="Shared systems", da="Fælles systemer"), "above"),
    Band("care", Text(en="Care, in the order of the pathway", da="Behandling i forløbets rækkefølge"), "main"),
    Band("below", Text(en="Registries and reporting", da="Registre og indberetning"), "below"),
)
MEMBERS = Text(en="{count} members", da="{count} medlemmer")
RECORDS = Text(en="records {fields}", da="registrerer {fields}")
NEEDS = Text(en="needs {fields}", da="har brug for {fields}")

FIELDS = (Text(en="{count} field", da="{count} felt"), Text(en="{count} fields", da="{count} felter"))
SHARES = {
    "current": Text(
        en="{source} shares {fields} with {target} by {channels}, {form}.",
        da="{source} deler {fields} med {target} via {channels}, {form}.",
    ),
    "planned": Text(
        en="{source} is planned to share {fields} with {target} by {channels}, {form}.",
        da="{source} skal efter planen dele {fields} med {target} via {channels}, {form}.",
    ),
    "unknown": Text(
        en="It is not known whether {source} shares {fields} with {target} by {channels}, {form}.",
        da="Det vides ikke, om {source} deler {fields} med {target} via {channels}, {form}.",
    ),
}
MOSTLY = {
    "coded": Text(en="mostly coded", da="mest kodet"),
    "structured": Text(en="mostly structured", da="mest struktureret"),
    "free-text": Text(en="mostly free text", da="mest fri tekst"),
}
FORMS = {
    "coded": Text(en="mostly coded", da="mest kodet"),
    "structured": Text(en="mostly structured", da="mest struktureret"),
    "free-text": Text(en="mostly free text", da="mest fri tekst"),
}
COUNT = Text(en="number of fields", da="antal felter")
ROUND = (1, 5, 10, 20, 50, 100)
"""Numbers of fields for which the legend shows the width."""
SIDES = Text(en="over: along the pathway, under: back", da="over: frem i forløbet, under: tilbage")
STATUSES = {
    "planned": Text(en="only planned", da="kun planlagt"),
    "unknown": Text(en="unknown: not found out yet", da="uafklaret: endnu ikke undersøgt"),
}
ACTOR = {
    (True, True): Text(
        en="{actor} records {records} and needs {needs}.", da="{actor} registrerer {records} og har brug for {needs}."
    ),
    (True, False): Text(en="{actor} records {records}.", da="{actor} registrerer {records}."),
    (False, True): Text(en="{actor} needs {needs}.", da="{actor} har brug for {needs}."),
    (False, False): Text(
        en="{actor} neither records nor needs anything.", da="{actor} hverken registrerer eller har brug for noget."
    ),
}
IN_SHORT = Text(en="{figures}.", da="{figures}.")


def draw(scene: Scene) -> Diagram:
    """The actors, and one arrow for each pair and direction."""
    data_map, focus = scene.data_map, scene.focus
    found = exchanges(data_map, focus)
    shown = _shown(data_map, found, focus)
    row = tuple(actor for actor in carers(data_map) if actor in shown)
    giving = suppliers([actor for actor in shown if actor not in row], found, row)
    nodes = tuple(
        _node(data_map, actor, focus, "care" if actor in row else "above" if actor in giving else "below")
        for actor in (*row, *(actor for actor in shown if actor not in row))
    )
    edges = tuple(_edge(data_map, exchange, row) for exchange in found)
    figures = _figures(data_map, nodes, found)
    return Diagram(
        id="overview",
        title=Sentence(HEADING, {"map": data_map.title}),
        subtitle=(*(() if data_map.population is None else (data_map.population,)), figures),
        description=(
            Sentence(IN_SHORT, {"figures": figures}),
            *(edge.meaning for edge in edges),
            *(node.meaning for node in nodes),
        ),
        bands=tuple(band for band in BANDS if any(node.band == band.id for node in nodes)),
        nodes=nodes,
        edges=edges,
        legend=_legend(edges),
        notices=_notices(edges),
        footer=_footer(data_map),
        languages=data_map.languages,
    )


def _shown(data_map: DataMap, found: Sequence[Exchange], focus: Focus) -> tuple[str, ...]:
    """Every actor; where the focus narrows, those that take part in what is left."""
    part = {actor for exchange in found for actor in (exchange.source, exchange.target)} | set(focus.actors)
    return tuple(actor for actor in data_map.presented if not focus.narrows or actor in part)


def _node(data_map: DataMap, actor: str, focus: Focus, band: str) -> Node:
    about = data_map.actors[actor]
    records, needs = (_fields(data_map, actor, kind, focus) for kind in ("records", "needs"))
    members = str(len(data_map.members.get(actor, ())))
    facts = (
        *((Sentence(MEMBERS, {"count": members}),) if actor in data_map.members else ()),
        *(
            Sentence(text, {"fields": counted(count)})
            for text, count in ((RECORDS, records), (NEEDS, needs))
            if count
        ),
    )
    return Node(
        id=actor,
        label=about.label,
        role="citizen" if is_citizen(data_map, actor) else "care" if band == "care" else _outside_role(about.kind),
        band=band,
        kind=f"sector-{about.sector}" if about.sector else "",
        kicker=sector(data_map, actor),
        facts=facts,
        meaning=Sentence(
            ACTOR[records > 0, needs > 0],
            {"actor": about.label, "records": counted(records), "needs": counted(needs)},
        ),
    )


def _outside_role(kind: str) -> str:
    return "registry" if kind == "registry" else "organisation"


def _fields(data_map: DataMap, actor: str, kind: str, focus: Focus) -> int:
    """How many fields an actor's statements of one kind name today."""
    statuses = ("current", "planned") if focus.planned else ("current",)
    return len({told.field for told in statements(data_map, actor, kind, focus) if told.entry.status in statuses})


def counted(count: int, nouns: tuple[Text, Text] = FIELDS) -> Sentence:
    """A number of fields (or of something else) in words."""
    return Sentence(nouns[count != 1], {"count": str(count)})


def _edge(data_map: DataMap, exchange: Exchange, row: Sequence[str]) -> Edge:
    names = tuple(data_map.channels[channel].label for channel in exchange.channels)
    form = exchange.form.word
    return Edge(
        source=exchange.source,
        target=exchange.target,
        role="care" if exchange.source in row and exchange.target in row else "outside",
        count=len(exchange.fields),
        form=form,
        status=exchange.status,
        caption=counted(len(exchange.fields)),
        names=names,
        about=exchange.about,
        meaning=Sentence(
            SHARES[exchange.status],
            {
                "source": data_map.actors[exchange.source].label,
                "target": data_map.actors[exchange.target].label,
                "fields": counted(len(exchange.fields)),
                "channels": listed(names),
                "form": MOSTLY[form],
            },
        ),
    )


def listed(words: Sequence[Words]) -> Words:
    """Several words as a list: a, b and c."""
    if len(words) == 1:
        return words[0]
    joint = Text(en="{before} and {last}", da="{before} og {last}") if len(words) == 2 else None
    if joint is not None:
        return Sentence(joint, {"before": words[0], "last": words[1]})
    return Sentence(Text(en="{first}, {rest}", da="{first}, {rest}"), {"first": words[0], "rest": listed(words[1:])})


def _figures(data_map: DataMap, nodes: Sequence[Node], found: Sequence[Exchange]) -> Sentence:
    shared = {field for exchange in found if exchange.status == "current" for field in exchange.fields}
    return Sentence(
        FIGURES,
        {
            "actors": counted(len(nodes), ACTORS),
            "arrows": counted(len(found), ARROWS),
            "fields": str(len(shared)),
            "all": counted(len(data_map.fields)),
        },
    )


def _legend(edges: Sequence[Edge]) -> tuple[Key, ...]:
    """Only what the picture holds."""
    current = [edge for edge in edges if edge.status == "current"]
    forms = tuple(
        Key("form", form, text) for form, text in FORMS.items() if any(edge.form == form for edge in current)
    )
    most = max((edge.count for edge in current), default=0)
    counts = [count for count in ROUND if count <= most]
    widths = tuple(Key("width", str(count), counted(count)) for count in dict.fromkeys((*counts[:1], *counts[-1:])))
    sides = (Key("side", "both", SIDES),) if any(edge.role == "care" for edge in edges) else ()
    statuses = tuple(
        Key("status", status, text)
        for status, text in STATUSES.items()
        if any(edge.status == status for edge in edges)
    )
    number = (Key("count", str(most), COUNT),) if any(edge.role == "outside" for edge in edges) else ()
    return (*number, *widths, *forms, *statuses, *sides)


def _notices(edges: Sequence[Edge]) -> tuple[Words, ...]:
    if not edges:
        return (EMPTY,)
    return (Sentence(CROWDED, {"arrows": str(len(edges))}),) if len(edges) > READABLE else ()


def _footer(data_map: DataMap) -> tuple[Words, ...]:
    named = (
        Sentence(SOURCE, {"id": data_map.id})
        if data_map.scenario is None
        else Sentence(SCENARIO, {"id": data_map.id, "scenario": data_map.scenario})
    )
    return (named,) if data_map.as_of is None else (named, Sentence(AS_OF, {"date": data_map.as_of}))


VIEW = View(id="overview", title=TITLE, draw=draw)

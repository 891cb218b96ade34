"""The actors of a graph of the whole map as nodes in bands."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dataflow.base.picture import Band, Node
from dataflow.base.text import Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.statements import AnyStatement, Need, Record
from dataflow.views import Focus
from dataflow.views._actors import carers, sector, suppliers
from dataflow.views._exchanges import Pair, keys_of, statements
from dataflow.wording.counts import MEMBERS, counted
from dataflow.wording.statements import DOES_TO

BANDS = (
    Band("above", Text(en="Shared systems", da="Fælles systemer"), "above"),
    Band("care", Text(en="The pathway, in its order", da="Forløbet i rækkefølge"), "main"),
    Band("others", Text(en="Others concerned", da="Andre berørte"), "below"),
    Band("below", Text(en="Registries and reporting", da="Registre og indberetning"), "below"),
)
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
NOTHING_SHOWN = Text(
    en="{actor} records and needs nothing of what is shown.",
    da="{actor} registrerer intet af det, der er vist, og har ikke brug for noget af det.",
)


@dataclass(frozen=True, slots=True)
class ActorNodes:
    """The nodes of the actors; ``row`` are the actors of the main band, whose nodes come first."""

    row: tuple[str, ...]
    nodes: tuple[Node, ...]

    @property
    def bands(self) -> tuple[Band, ...]:
        """The bands that have nodes."""
        return tuple(band for band in BANDS if any(node.band == band.id for node in self.nodes))

    def role(self, pair: Pair) -> str:
        """The role of an arrow between two actors."""
        return "care" if pair.source in self.row and pair.target in self.row else "outside"


def actor_nodes(data_map: DataMap, focus: Focus, pairs: Sequence[Pair], also: Sequence[Pair] = ()) -> ActorNodes:
    """Every actor that does more than be responsible for data or process them for others.

    With a narrow focus, the actors of the pairs and of the focus.
    ``also`` are pairs whose actors are shown but that do not decide the band of an actor.
    """
    taking_part = {actor for pair in (*pairs, *also) for actor in (pair.source, pair.target)} | set(focus.actors)
    if not focus.narrows:
        taking_part |= data_map.presented.keys() - data_map.only_process
    shown = [actor for actor in data_map.presented if actor in taking_part]
    row = tuple(actor for actor in carers(data_map) if actor in shown)
    giving = suppliers([actor for actor in shown if actor not in row], pairs, row)
    nodes = tuple(
        _node(data_map, actor, focus, _band(data_map, actor, row, giving))
        for actor in (*row, *(actor for actor in shown if actor not in row))
    )
    return ActorNodes(row, nodes)


def _band(data_map: DataMap, actor: str, row: Collection[str], giving: Collection[str]) -> str:
    """The band of an actor: those above and below are for registries alone."""
    if actor in row:
        return "care"
    if data_map.actors[actor].kind != "registry":
        return "others"
    return "above" if actor in giving else "below"


def _node(data_map: DataMap, actor: str, focus: Focus, band: str) -> Node:
    about = data_map.actors[actor]
    outside = "registry" if about.kind == "registry" else "organisation"
    records, needs = fields_of(data_map, actor, Record, focus), fields_of(data_map, actor, Need, focus)
    facts = (
        *members(data_map, actor),
        *(
            Sentence(text, {"fields": counted(len(fields))})
            for text, fields in ((DOES_TO["records"], records), (DOES_TO["needs"], needs))
            if fields
        ),
    )
    return Node(
        id=actor,
        label=about.label,
        role="citizen" if data_map.actors[actor].is_citizen else "care" if band == "care" else outside,
        band=band,
        kind=f"sector-{about.sector}" if about.sector else "",
        kicker=sector(data_map, actor),
        facts=facts,
        meaning=actor_sentence(data_map, actor, records, needs, focus),
        about=about_actor(data_map, actor, {*records, *needs}),
    )


def members(data_map: DataMap, actor: str) -> tuple[Sentence, ...]:
    """The number of members of a role; empty for an actor that is no role."""
    return (counted(len(data_map.members[actor]), MEMBERS),) if actor in data_map.members else ()


def actor_sentence(
    data_map: DataMap, actor: str, records: Collection[str], needs: Collection[str], focus: Focus
) -> Sentence:
    """A sentence with the number of fields that an actor records and needs."""
    is_none = focus.is_part and not records and not needs
    return Sentence(
        NOTHING_SHOWN if is_none else ACTOR[bool(records), bool(needs)],
        {"actor": data_map.actors[actor].label, "records": counted(len(records)), "needs": counted(len(needs))},
    )


def about_actor(data_map: DataMap, actor: str, fields: Collection[str]) -> tuple[str, ...]:
    """The keys of an actor's node: the actor, its fields, and the phases that it is responsible for."""
    led = (phase for phase in data_map.phases.values() if phase.responsible is not None)
    phases = (phase.id for phase in led if data_map.role_of(phase.responsible or "") == actor)
    return keys_of(actor=(actor,), field=fields, phase=phases)


def fields_of(data_map: DataMap, actor: str, type_: type[AnyStatement], focus: Focus) -> frozenset[str]:
    """The fields of an actor's current statements of one type."""
    statuses = ("current", "planned") if focus.planned else ("current",)
    found = statements(data_map, actor, type_, focus)
    return frozenset(each.field for each in found if each.entry.status in statuses)

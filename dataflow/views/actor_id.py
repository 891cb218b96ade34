"""One actor: what it records, gets from others, gives to others, and lacks."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from dataflow.base.picture import Band, Diagram, Edge, Lack, Node, Section, Words
from dataflow.base.text import Filling, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Need, Record
from dataflow.views import Focus, Scene, View
from dataflow.views._actor_nodes import about_actor, actor_sentence, fields_of, members
from dataflow.views._actors import sector
from dataflow.views._arrow_limit import arrow_notice
from dataflow.views._exchanges import Exchange, exchanges, share
from dataflow.views._gap_groups import (
    GapGroup,
    count_gaps,
    count_needed,
    gap_edge,
    gap_sentence,
    gaps_of,
    grouped_gaps,
    of_whom,
)
from dataflow.views._legend import forms_and_widths, requests, statuses
from dataflow.views._words import part_of, population_of, source_of, stopped
from dataflow.wording.counts import SHOWN, counted
from dataflow.wording.lists import listed
from dataflow.wording.statements import HEADING_TO

TITLE = Text(en="One actor: what it gets, gives and lacks", da="Én aktør: hvad den modtager, videregiver og mangler")
HEADING = Text(en="{actor} gets {gets}, gives {gives}", da="{actor} modtager {gets} og videregiver {gives}")
HEADING_LACKING = (
    Text(
        en="{actor} gets {gets}, gives {gives}, and lacks the one that it needs",
        da="{actor} modtager {gets}, videregiver {gives} og mangler det ene, der er brug for",
    ),
    Text(
        en="{actor} gets {gets}, gives {gives}, and lacks {count} of the {needed} that it needs",
        da="{actor} modtager {gets}, videregiver {gives} og mangler {count} af de {needed}, der er brug for",
    ),
)
HEADING_PERHAPS = (
    Text(
        en="{actor} gets {gets}, gives {gives}, and perhaps lacks the one that it needs",
        da="{actor} modtager {gets}, videregiver {gives} og mangler måske det ene, der er brug for",
    ),
    Text(
        en="{actor} gets {gets}, gives {gives}, and perhaps lacks {count} of the {needed} that it needs",
        da="{actor} modtager {gets}, videregiver {gives} og mangler måske {count} af de {needed}, der er brug for",
    ),
)
HEADING_MAY_NEED = (
    Text(
        en="{actor} gets {gets}, gives {gives}, and perhaps lacks the one that it may need",
        da="{actor} modtager {gets}, videregiver {gives} og mangler måske det ene, der kan være brug for",
    ),
    Text(
        en="{actor} gets {gets}, gives {gives}, and perhaps lacks {count} of the {needed} that it may need",
        da="{actor} modtager {gets}, videregiver {gives} og mangler måske {count} af de {needed}, der kan være brug"
        " for",
    ),
)
HEADING_NEEDS_OR_MAY = Text(
    en="{actor} gets {gets}, gives {gives}, and lacks {count} of the {needed} that it needs or may need",
    da="{actor} modtager {gets}, videregiver {gives} og mangler {count} af de {needed}, der er eller kan være brug"
    " for",
)
"""For one field that is needed, and for several; the last two where a need itself is unknown."""
GETS = Text(en="Gets from", da="Modtager fra")
GIVES = Text(en="Gives to", da="Videregiver til")
NO_FIELDS = Text(en="no fields", da="ingen felter")
NONE = Text(en="none", da="ingen")
SELF = Text(en="The actor", da="Aktøren")
ALONE = Text(en="It exchanges nothing with anybody.", da="Den udveksler intet med nogen.")
LACKS = Text(en="lacks {count} of {needed}", da="mangler {count} af {needed}")
PERHAPS_LACKS = Text(en="perhaps lacks {count} of {needed}", da="mangler måske {count} af {needed}")
BY = Text(en="by {channels}", da="via {channels}")
BY_MORE = Text(en="by {channels} +{more}", da="via {channels} +{more}")
GROUP = Text(en="{group} ({count})", da="{group} ({count})")
BESIDE = {
    "from": Text(en="{actor} gives to {subject}.", da="{actor} videregiver til {subject}."),
    "to": Text(en="{actor} gets from {subject}.", da="{actor} modtager fra {subject}."),
}
FEW = 4
"""The most fields that are named one by one; of more, the groups are named."""
FEW_LACKED = 9
"""The same for missing fields."""
CHANNELS = 3
"""The most channels that an arrow names."""


def draw(scene: Scene) -> Diagram:
    """The actor in the middle, its senders on the left, its receivers on the right."""
    data_map = scene.data_map
    actor = scene.subject or ""
    found, groups = _around(scene, actor, scene.focus)
    # The counts are of the whole map, also where only what it exchanges with one other actor is shown.
    everybody = replace(scene.focus, actors=())
    all_found, all_groups = _around(scene, actor, everybody) if scene.focus.actors else (found, groups)
    edges = tuple(_edges(data_map, actor, found, groups))
    records, needs = fields_of(data_map, actor, Record, scene.focus), fields_of(data_map, actor, Need, scene.focus)
    middle = _middle(data_map, actor, records, needs, groups, all_groups, scene.focus)
    nodes = (*_beside(data_map, actor, edges, "from"), middle, *_beside(data_map, actor, edges, "to"))
    heading = _heading(data_map, actor, all_found, needs, all_groups, scene.focus.is_part)
    return Diagram(
        id="actor",
        title=heading,
        subtitle=(*part_of(data_map, scene.focus), data_map.title, *population_of(data_map)),
        description=(
            stopped(heading),
            *(edge.meaning for edge in edges),
            *(gap_sentence(data_map, group) for group in groups if not group.is_arrow),
            *(node.meaning for node in nodes),
        ),
        bands=tuple(band for band in BANDS if any(node.band == band.id for node in nodes)),
        nodes=nodes,
        edges=edges,
        legend=(*forms_and_widths(edges), *statuses(edges), *requests(edges)),
        notices=(
            *(() if edges else (ALONE,)),
            *arrow_notice(data_map, scene.focus, edges, lambda part: _arrows(scene, actor, part)),
        ),
        footer=source_of(data_map),
        languages=data_map.languages,
    )


def _around(scene: Scene, actor: str, focus: Focus) -> tuple[tuple[Exchange, ...], tuple[GapGroup, ...]]:
    part = focus if focus.actors else replace(focus, actors=(actor,))
    found = tuple(each for each in exchanges(scene, part) if actor in (each.source, each.target))
    gaps = gaps_of(replace(scene, focus=part))
    return found, tuple(group for group in grouped_gaps(scene.data_map, gaps) if group.target == actor)


def _arrows(scene: Scene, actor: str, focus: Focus) -> int:
    found, groups = _around(scene, actor, focus)
    return len(found) + sum(group.is_arrow for group in groups)


def _edges(data_map: DataMap, actor: str, found: Sequence[Exchange], groups: Sequence[GapGroup]) -> Iterable[Edge]:
    """The arrows, by partner: most fields first, and the gaps of a partner after its shares."""
    arrows = {group.source: group for group in groups if group.is_arrow}
    givers: dict[str, list[Exchange]] = {}
    for each in found:
        if each.target == actor and each.source != actor:
            givers.setdefault(each.source, []).append(each)
    order = {each: index for index, each in enumerate(data_map.presented)}

    def size(other: str) -> tuple[int, int]:
        have = sum(len(each.fields) for each in givers.get(other, ()))
        return -have - (len(arrows[other].fields) if other in arrows else 0), order[other]

    for other in sorted({*givers, *arrows}, key=size):
        for each in givers.get(other, ()):
            yield replace(_share(data_map, each), source=f"{other}.from")
        if other in arrows:
            names = contents(data_map, arrows[other].fields, FEW_LACKED)
            yield replace(gap_edge(data_map, arrows[other], "beside", names), source=f"{other}.from")
    for each in sorted(found, key=lambda each: (-len(each.fields), order[each.target])):
        if each.source == actor:
            inner = each.target == actor
            yield (
                share(data_map, each, "beside")
                if inner
                else replace(_share(data_map, each), target=f"{each.target}.to")
            )


def _share(data_map: DataMap, exchange: Exchange) -> Edge:
    edge = share(data_map, exchange, "beside")
    named, more = edge.names[:CHANNELS], len(edge.names) - CHANNELS
    via = Sentence(BY_MORE if more > 0 else BY, {"channels": listed(named), "more": str(more)})
    return replace(edge, names=contents(data_map, exchange.fields), notes=(via, *edge.notes))


def contents(data_map: DataMap, fields: Collection[str], few: int = FEW) -> tuple[Words, ...]:
    """Fields by name; more than ``few`` by group with the number of fields, largest group first."""
    ordered = [field for field in data_map.fields if field in fields]
    if len(ordered) <= few:
        return tuple(data_map.fields[field].label for field in ordered)
    groups: dict[str | None, list[str]] = {}
    for field in ordered:
        groups.setdefault(data_map.fields[field].group, []).append(field)
    return tuple(
        _group(data_map, group, groups[group]) for group in sorted(groups, key=lambda each: -len(groups[each]))
    )


def _group(data_map: DataMap, group: str | None, fields: Sequence[str]) -> Words:
    if group is None or len(fields) == 1:
        return listed([data_map.fields[field].label for field in fields])
    return Sentence(GROUP, {"group": data_map.groups[group].label, "count": str(len(fields))})


def _middle(
    data_map: DataMap,
    actor: str,
    records: Collection[str],
    needs: Collection[str],
    groups: Sequence[GapGroup],
    all_groups: Sequence[GapGroup],
    focus: Focus,
) -> Node:
    sections = tuple(
        Section(Sentence(text, {"fields": counted(len(fields))}), contents(data_map, fields))
        for text, fields in ((HEADING_TO["records"], records), (HEADING_TO["needs"], needs))
        if fields
    )
    own = [group for group in groups if not group.is_arrow]
    found, needed = count_gaps(all_groups), count_needed(needs, all_groups)
    of: Mapping[str, Filling] = {"needed": counted(needed, SHOWN) if focus.is_part else str(needed)}
    return replace(
        _node(data_map, actor, "self"),
        facts=members(data_map, actor),
        sections=sections,
        lacks=(
            *((found.of_all(LACKS, of, PERHAPS_LACKS),) if found else ()),
            *(
                Lack(of_whom(data_map, group, listed(contents(data_map, group.fields))), group.causes)
                for group in own
            ),
        ),
        meaning=actor_sentence(data_map, actor, records, needs, focus),
        about=tuple(
            sorted(
                {*about_actor(data_map, actor, {*records, *needs}), *(each for group in own for each in group.about)}
            )
        ),
    )


def _beside(data_map: DataMap, actor: str, edges: Sequence[Edge], side: str) -> Iterable[Node]:
    ends = dict.fromkeys(edge.source if side == "from" else edge.target for edge in edges)
    for end in ends:
        other, _, where = end.partition(".")
        if where == side:
            words = {"actor": data_map.actors[other].label, "subject": data_map.actors[actor].label}
            yield replace(
                _node(data_map, other, side),
                id=end,
                facts=members(data_map, other),
                meaning=Sentence(BESIDE[side], words),
            )


def _node(data_map: DataMap, actor: str, band: str) -> Node:
    about = data_map.actors[actor]
    return Node(
        id=actor,
        label=about.label,
        role="citizen" if data_map.actors[actor].is_citizen else "care" if band == "self" else "organisation",
        band=band,
        kind=f"sector-{about.sector}" if about.sector else "",
        kicker=sector(data_map, actor),
        meaning=about.label,
        about=about_actor(data_map, actor, ()),
    )


def _heading(
    data_map: DataMap,
    actor: str,
    found: Sequence[Exchange],
    needs: Collection[str],
    groups: Sequence[GapGroup],
    is_part: bool,
) -> Sentence:
    current = [each for each in found if each.status == "current" and each.source != each.target]
    gets = {field for each in current if each.target == actor for field in each.fields}
    gives = {field for each in current if each.source == actor for field in each.fields}
    needed = count_needed(needs, groups)
    words: dict[str, Filling] = {
        "actor": data_map.actors[actor].label,
        "gets": counted(len(gets)) if gets else NO_FIELDS,
        "gives": str(len(gives)) if gives else NONE,
        "needed": counted(needed, SHOWN) if is_part else str(needed),
    }
    if not groups:
        return Sentence(HEADING, words)
    count = count_gaps(groups)
    several = needed != 1 or is_part
    if count.certain and needed != len(needs):
        return count.of_all(HEADING_NEEDS_OR_MAY, words, HEADING_NEEDS_OR_MAY)
    perhaps = HEADING_PERHAPS if needed == len(needs) else HEADING_MAY_NEED
    say = count.of_all if several else count.of
    return say(HEADING_LACKING[several], words, perhaps[several])


BANDS = (Band("from", GETS, "left"), Band("self", SELF, "main"), Band("to", GIVES, "right"))
VIEW = View(id="actor", title=TITLE, draw=draw, of="actor")

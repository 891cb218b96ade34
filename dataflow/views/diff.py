"""The difference: the overview of two maps with what was added, removed and changed."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from dataflow.base.finding import Finding, Subject
from dataflow.base.picture import CHANGES, PLAIN, Diagram, Edge, Node, Words
from dataflow.base.text import Filling, Label, Sentence, Text
from dataflow.change.findings import topic_of
from dataflow.change.meaning import Renamed
from dataflow.change.renames import renames_between
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Need, Record
from dataflow.views import Focus, Scene, Unfit, View
from dataflow.views._actor_nodes import ActorNodes, actor_nodes, fields_of, members
from dataflow.views._arrow_limit import arrow_notice
from dataflow.views._changes import Change, changes_between, differences, new_id
from dataflow.views._exchanges import exchanges, share
from dataflow.views._gap_groups import gaps_of
from dataflow.views._legend import SAME, STATUSES, ground, requests, sides, statuses
from dataflow.views._request import OF_TWO_MAPS
from dataflow.views._words import part_of, population_of, stopped
from dataflow.wording.counts import Nouns, counted
from dataflow.wording.dates import in_words
from dataflow.wording.lists import SEMICOLON, chained, listed
from dataflow.wording.statements import DOES_TO

TITLE = Text(en="What changed between two maps", da="Hvad der er ændret mellem to kort")
HEADING = Text(en="{map}: what changes", da="{map}: hvad der ændrer sig")
WITH_SCENARIO = Text(en="{map}: what changes with “{scenario}”", da="{map}: hvad der ændrer sig med »{scenario}«")
AGAINST = Text(en="Before: {old}. After: {new}", da="Før: {old}. Efter: {new}")
OF_BOTH = Text(
    en="Before and after: two versions of {map}, both {date}", da="Før og efter: to udgaver af {map}, begge {date}"
)
"""Where the title, the scenario and the date of both are the same, so that they tell nothing apart."""
AS_OF = Text(en="as of {date}", da="pr. {date}")
NO_DATE = Text(en="without a date", da="uden dato")
NAMED = Text(en="map “{title}”", da="kortet »{title}«")
WITH = Text(en="{map}, scenario “{scenario}”", da="{map}, scenariet »{scenario}«")
DATED = Text(en="{map} as of {date}", da="{map} pr. {date}")
NOTHING = Text(en="Nothing that is shown here differs.", da="Intet af det, der vises her, er ændret.")
ACTORS: dict[str, Nouns] = {
    "added": (
        Text(en="{count} actor added", da="{count} ny aktør"),
        Text(en="{count} actors added", da="{count} nye aktører"),
    ),
    "removed": (
        Text(en="{count} actor removed", da="{count} aktør udgår"),
        Text(en="{count} actors removed", da="{count} aktører udgår"),
    ),
    "changed": (
        Text(en="{count} actor changed", da="{count} aktør ændret"),
        Text(en="{count} actors changed", da="{count} aktører ændret"),
    ),
}
ARROWS: dict[str, Nouns] = {
    "added": (
        Text(en="{count} arrow added", da="{count} ny pil"),
        Text(en="{count} arrows added", da="{count} nye pile"),
    ),
    "removed": (
        Text(en="{count} arrow removed", da="{count} pil faldet væk"),
        Text(en="{count} arrows removed", da="{count} pile faldet væk"),
    ),
    "changed": (
        Text(en="{count} arrow changed", da="{count} pil ændret"),
        Text(en="{count} arrows changed", da="{count} pile ændret"),
    ),
}
GAPS: dict[tuple[bool | None, bool | None], Nouns] = {
    (True, None): (
        Text(en="{count} gap closed", da="{count} hul lukket"),
        Text(en="{count} gaps closed", da="{count} huller lukket"),
    ),
    (False, None): (
        Text(en="{count} possible gap closed", da="{count} muligt hul lukket"),
        Text(en="{count} possible gaps closed", da="{count} mulige huller lukket"),
    ),
    (True, False): (
        Text(en="{count} gap now only possible", da="{count} hul nu kun muligt"),
        Text(en="{count} gaps now only possible", da="{count} huller nu kun mulige"),
    ),
    (False, True): (
        Text(en="{count} possible gap now certain", da="{count} muligt hul nu sikkert"),
        Text(en="{count} possible gaps now certain", da="{count} mulige huller nu sikre"),
    ),
    (None, True): (
        Text(en="{count} gap opened", da="{count} nyt hul"),
        Text(en="{count} gaps opened", da="{count} nye huller"),
    ),
    (None, False): (
        Text(en="{count} possible gap opened", da="{count} nyt muligt hul"),
        Text(en="{count} possible gaps opened", da="{count} nye mulige huller"),
    ),
}
"""By whether a gap was certain before and is after; None where there was or is none."""
BY_ACTOR = Text(en="{gaps}: {actors}", da="{gaps}: {actors}")
AT_ACTOR = Text(en="{actor} {count}", da="{actor} {count}")
OTHERS = (
    Text(en="{count} other actor", da="{count} anden aktør"),
    Text(en="{count} other actors", da="{count} andre aktører"),
)
MOST = 5
"""The most actors that the subtitle names for closed or opened gaps."""
FLAGS = {
    "added": Text(en="+ new", da="+ ny"),
    "removed": Text(en="\N{MINUS SIGN} gone", da="\N{MINUS SIGN} udgår"),
    "changed": Text(en="\N{GREEK CAPITAL LETTER DELTA} changed", da="\N{GREEK CAPITAL LETTER DELTA} ændret"),
}
FLAGGED = {
    "added": Text(en="{actor} is new.", da="{actor} er ny."),
    "removed": Text(en="{actor} is gone.", da="{actor} udgår."),
    "changed": Text(en="{actor} is changed: {facts}.", da="{actor} er ændret: {facts}."),
}
UNCHANGED = Text(en="{actor}: unchanged.", da="{actor}: uændret.")
MORE_OR_FEWER = Text(en="{before} \N{RIGHTWARDS ARROW} {after}", da="{before} \N{RIGHTWARDS ARROW} {after}")
SWAPPED: Nouns = (
    Text(en="{fields} ({count} new, {fewer} gone)", da="{fields} ({count} nyt, {fewer} udgår)"),
    Text(en="{fields} ({count} new, {fewer} gone)", da="{fields} ({count} nye, {fewer} udgår)"),
)
SHARE_STATUSES = {**STATUSES, "unknown": Text(en="not found out", da="uafklaret")}
"""The words for the status of a share that was added or removed."""
NOT_SHARED = Text(en="found out: not shared by {channels}", da="afklaret: deles ikke via {channels}")
"""Of an unknown share that the newer map does not have."""
FOUND_OUT = Text(
    en="Found out: {source} does not share {fields} with {target} by {channels}.",
    da="Afklaret: {source} deler ikke {fields} med {target} via {channels}.",
)
NOT_YET = {
    "added": Text(en="{meaning} This is {status}.", da="{meaning} Det er {status}."),
    "removed": Text(en="{meaning} This was {status}.", da="{meaning} Det var {status}."),
}
MEANINGS = {
    "added": Text(
        en="New: {source} shares {fields} with {target} by {channels}.",
        da="Nyt: {source} deler {fields} med {target} via {channels}.",
    ),
    "removed": Text(
        en="Gone: {source} no longer shares {fields} with {target} by {channels}.",
        da="Faldet væk: {source} deler ikke længere {fields} med {target} via {channels}.",
    ),
    "changed": Text(
        en="Changed: {source} shares {fields} with {target}: {how}.",
        da="Ændret: {source} deler {fields} med {target}: {how}.",
    ),
}
STATED: Sequence[tuple[type[Record] | type[Need], Text]] = ((Record, DOES_TO["records"]), (Need, DOES_TO["needs"]))


def draw(scene: Scene) -> Diagram:
    """The arrows and actors of both maps; what is unchanged is in the background."""
    if scene.before is None:
        raise Unfit(OF_TWO_MAPS, view=VIEW.id)
    before, focus = scene.before, scene.focus
    old, new = before.data_map, scene.data_map
    renamed = renames_between(old, new)
    changes = changes_between(before, scene, focus, renamed)
    shown = _stage(before, scene, focus, changes, renamed)
    edges = tuple(_edge(old, new, change, shown.role(change)) for change in changes)
    figures = (*_counts(edges, ARROWS), *_counts(shown.nodes, ACTORS), *_changed_gaps(scene.before, scene, renamed))
    return Diagram(
        id="diff",
        title=_title(new),
        subtitle=(*part_of(new, focus), *population_of(new), *(figures or (NOTHING,))),
        description=(
            *map(stopped, figures),
            *(edge.meaning for edge in edges),
            *(node.meaning for node in shown.nodes),
        ),
        bands=shown.bands,
        nodes=shown.nodes,
        edges=edges,
        legend=(*statuses(edges), *ground(edges, SAME), *requests(edges), *sides(edges)),
        notices=(
            *(() if figures else (NOTHING,)),
            *arrow_notice(new, focus, edges, lambda part: len(changes_between(before, scene, part, renamed))),
        ),
        footer=(_compared(old, new),),
        languages=new.languages,
    )


def _compared(old: DataMap, new: DataMap) -> Sentence:
    words = {"old": _dated(old), "new": _dated(new)}
    if words["old"] != words["new"]:
        return Sentence(AGAINST, words)
    date = NO_DATE if new.as_of is None else Sentence(AS_OF, {"date": in_words(new.as_of)})
    return Sentence(OF_BOTH, {"map": _named(new), "date": date})


def _named(data_map: DataMap) -> Sentence:
    named = Sentence(NAMED, {"title": data_map.title})
    if data_map.scenario is None:
        return named
    return Sentence(WITH, {"map": named, "scenario": data_map.scenario_label or data_map.scenario})


def _dated(data_map: DataMap) -> Sentence:
    named = _named(data_map)
    return named if data_map.as_of is None else Sentence(DATED, {"map": named, "date": in_words(data_map.as_of)})


def _title(data_map: DataMap) -> Sentence:
    if data_map.scenario is None:
        return Sentence(HEADING, {"map": data_map.title})
    return Sentence(WITH_SCENARIO, {"map": data_map.title, "scenario": data_map.scenario_label or data_map.scenario})


def _stage(before: Scene, after: Scene, focus: Focus, changes: Sequence[Change], renamed: Renamed) -> ActorNodes:
    """The actors of the newer map, then those that only the older one has."""
    # The band of an actor depends on its own map alone, not on the changes.
    old, new = before.data_map, after.data_map
    now, then = (actor_nodes(each.data_map, focus, exchanges(each, focus), changes) for each in (after, before))
    here = {node.id for node in now.nodes}
    gone = [node for node in then.nodes if new_id(renamed, "actors", node.id) not in here]
    nodes = [_node(old, new, node, focus, renamed) for node in (*now.nodes, *gone)]
    row = (*now.row, *(actor for actor in then.row if new_id(renamed, "actors", actor) not in here))
    return ActorNodes(row, tuple(nodes))


def _node(old: DataMap, new: DataMap, node: Node, focus: Focus, renamed: Renamed) -> Node:
    actor, earlier = node.id, {now: then for then, now in renamed.get("actors", {}).items()}.get(node.id, node.id)
    if earlier not in old.presented or actor not in new.presented:
        status = "added" if actor in new.presented else "removed"
        words: dict[str, Filling] = {"actor": node.label}
        return replace(node, status=status, flag=FLAGS[status], meaning=Sentence(FLAGGED[status], words))
    facts, fields = [], set(node.about)
    for type_, text in STATED:
        before = {new_id(renamed, "fields", each) for each in fields_of(old, earlier, type_, focus)}
        after = set(fields_of(new, actor, type_, focus))
        if before != after:
            facts.append(Sentence(text, {"fields": _fields(before, after)}))
            fields |= {f"field:{field}" for field in before}
    if not facts:
        return replace(node, facts=members(new, actor), meaning=Sentence(UNCHANGED, {"actor": node.label}))
    return replace(
        node,
        facts=(*members(new, actor), *facts),
        status="changed",
        flag=FLAGS["changed"],
        meaning=Sentence(FLAGGED["changed"], {"actor": node.label, "facts": listed(facts)}),
        about=tuple(sorted(fields)),
    )


def _fields(before: Collection[str], after: Collection[str]) -> Words:
    """The number of fields before and after; where it is the same, how many are new and how many are gone."""
    if len(before) != len(after):
        return _numbers(len(before), len(after))
    new, gone = set(after) - set(before), set(before) - set(after)
    return counted(len(new), SWAPPED, fields=counted(len(after)), fewer=str(len(gone)))


def _numbers(before: int, after: int) -> Sentence:
    return Sentence(MORE_OR_FEWER, {"before": str(before), "after": counted(after)})


def _edge(old: DataMap, new: DataMap, change: Change, role: str) -> Edge:
    data_map = old if change.after is None else new
    edge, status = share(data_map, change.shown, role), change.status
    if status not in CHANGES:
        return replace(edge, role="ground", form=PLAIN)
    words: dict[str, Filling] = {
        "source": data_map.actors[change.source].label,
        "target": data_map.actors[change.target].label,
        "fields": edge.caption,
        "channels": listed(edge.names),
    }
    if change.before is None or change.after is None:
        meaning = Sentence(MEANINGS[status], words)
        if edge.status == "current":
            return replace(edge, status=status, meaning=meaning)
        words_of_status = SHARE_STATUSES[edge.status]
        is_settled = (status, edge.status) == ("removed", "unknown")
        return replace(
            edge,
            status=status,
            share_status=edge.status,
            names=(Sentence(NOT_SHARED, words),) if is_settled else (words_of_status, *edge.names),
            meaning=Sentence(FOUND_OUT, words)
            if is_settled
            else Sentence(NOT_YET[status], {"meaning": meaning, "status": words_of_status}),
        )
    before, after = len(change.before.fields), len(change.after.fields)
    how = tuple(differences(old, new, change.before, change.after, change.alterations))
    return replace(
        edge,
        status=status,
        caption=_numbers(before, after) if before != after else edge.caption,
        short=Label(f"{before} \N{RIGHTWARDS ARROW} {after}") if before != after else None,
        names=how,
        meaning=Sentence(MEANINGS[status], {**words, "how": chained(SEMICOLON, how)}),
        about=tuple(sorted({*edge.about, *change.before.about})),
    )


def _counts(parts: Sequence[Edge | Node], nouns: Mapping[str, Nouns]) -> tuple[Words, ...]:
    counts = {status: sum(part.status == status for part in parts) for status in CHANGES}
    return tuple(counted(count, nouns[status]) for status, count in counts.items() if count)


def _changed_gaps(before: Scene, after: Scene, renamed: Renamed) -> tuple[Words, ...]:
    """The numbers of gaps closed, opened, and more or less certain, with their actors.

    Of another level or cause it is the same gap. One that a waiver accepts in either map is left out.
    """
    then, now = _gaps_by_topic(before, renamed), _gaps_by_topic(after, {})
    accepted = {topic_of(each, renamed) for each in before.unmet if each.waived}
    accepted |= {each.topic for each in after.unmet if each.waived}
    found: dict[tuple[bool | None, bool | None], list[Subject]] = {change: [] for change in GAPS}
    for topic in (each for each in dict.fromkeys((*then, *now)) if each not in accepted):
        old, new = then.get(topic), now.get(topic)
        change = (old.certain if old else None, new.certain if new else None)
        if change in GAPS:
            found[change] += [each.subject for each in (new or old,) if each is not None]
    return tuple(
        _by_actor(before.data_map if certain_now is None else after.data_map, GAPS[was_certain, certain_now], gaps)
        for (was_certain, certain_now), gaps in found.items()
        if gaps
    )


def _gaps_by_topic(scene: Scene, renamed: Renamed) -> Mapping[str, Finding]:
    """The gap of each topic, a certain one where there are several."""
    gaps = sorted((gap.finding for gap in gaps_of(scene)), key=lambda finding: finding.certain)
    return {topic_of(finding, renamed): finding for finding in gaps}


def _by_actor(data_map: DataMap, nouns: Nouns, gaps: Collection[Subject]) -> Words:
    counts = Counter(gap.actor or "" for gap in gaps)
    order = {actor: index for index, actor in enumerate(data_map.presented)}
    ranked = sorted(counts, key=lambda actor: (-counts[actor], order[actor]))
    named: list[Words] = [
        Sentence(AT_ACTOR, {"actor": data_map.actors[actor].label, "count": str(counts[actor])})
        for actor in ranked[:MOST]
    ]
    if len(ranked) > MOST:
        named.append(counted(len(ranked) - MOST, OTHERS))
    return Sentence(BY_ACTOR, {"gaps": counted(len(gaps), nouns), "actors": listed(named)})


VIEW = View(id="diff", title=TITLE, draw=draw, compares=True)

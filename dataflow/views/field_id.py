"""The timeline of one field: who records it, how it travels, who needs it, and where the chain breaks."""

from collections.abc import Collection, Sequence

from dataflow.analysis.lineage.blocked_hops import blocked_hops_of
from dataflow.analysis.lineage.timeline import Timeline, needs_by_role
from dataflow.analysis.lineage.timeline_builder import Timelines
from dataflow.base.lanes import Arrow, Hold, Lanes, Mark
from dataflow.base.picture import Key, Words
from dataflow.base.text import Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.views import Focus, Scene, View
from dataflow.views._actors import carers
from dataflow.views._arrow_limit import READABLE
from dataflow.views._definition import definition
from dataflow.views._exchanges import in_focus
from dataflow.views._field_marks import cell_marks, held
from dataflow.views._field_wants import demands_in
from dataflow.views._hops import hops
from dataflow.views._lanes import NO_PHASES, changes, columns, lane, phases_in_order, station_key
from dataflow.views._legend import STATUSES, requests
from dataflow.views._words import part_of, source_of, stopped
from dataflow.wording.counts import UNKNOWN, counted, for_some_of
from dataflow.wording.forms import HAS_IT, SHARED
from dataflow.wording.lists import COMMA, chained
from dataflow.wording.numbers import needs_met
from dataflow.wording.times import is_duration

TITLE = Text(en="A field from record to use", da="Et felt fra registrering til brug")
HEADING = Text(en="{field}: from record to use", da="{field}: fra registrering til brug")
NO_NEEDS = Text(en="no needs stated", da="ingen behov angivet")
FOR_SOME = Text(en="{figures}{some}", da="{figures}{some}")
CROWDED = Text(
    en="{arrows} arrows are more than anyone can follow: draw a part of the map (a phase, actor or channel).",
    da="{arrows} pile er flere, end nogen kan følge: tegn en del af kortet (én fase, aktør eller kanal).",
)
EMPTY = Text(
    en="Nobody records, shares or needs this field here.",
    da="Her er der ingen, der registrerer, deler eller har brug for dette felt.",
)
UNRECORDED = Text(en="Nobody records this field.", da="Ingen registrerer dette felt.")
MARKS = {
    "recorded": Text(en="recorded", da="registreres"),
    "derived": Text(en="worked out", da="beregnes"),
    "again": Text(en="passed on as before", da="deles fortsat, som før"),
    "among": Text(en="shared among the members", da="deles indbyrdes"),
    "met": Text(en="needed or used, and there", da="der er brug for det, og det er der"),
    "degraded": Text(
        en="there, but not well enough or not for all", da="det er der, men ikke godt nok eller ikke til alle"
    ),
    "unmet": Text(en="needed or used, and not there", da="der er brug for det, og det er der ikke"),
    "open": Text(en="need depends on what is unknown", da="behov, der afhænger af noget uafklaret"),
}
BREAKS = {
    "barred": Text(en="shared, but does not get there", da="deles, men når ikke frem"),
    "missing": Text(en="here the chain breaks: not shared", da="her brydes kæden: deles ikke"),
}
TIME = {
    True: Text(en="time on the way", da="tid undervejs"),
    False: Text(
        en="when it is sent and there, from the beginning of the phase",
        da="hvornår det er sendt og fremme, fra fasens begyndelse",
    ),
}
"""What a time at an arrow means, by whether it is a duration."""
CHANGE = Text(en="handover", da="overgang")


def draw(scene: Scene) -> Lanes:
    """The lanes of the actors that record, share, need or hold the field."""
    data_map, focus, field = scene.data_map, scene.focus, scene.subject or ""
    phases = phases_in_order(data_map, focus)
    seen = bool(phases) and in_focus(data_map, focus, field)
    timelines = Timelines(scene.needs, scene.assumptions)
    timeline, holdings = timelines.of(field), timelines.held_by_phase(field)
    blocked_hops = blocked_hops_of(scene.needs, scene.assumptions, field)
    arrows = tuple(hops(timeline, blocked_hops, focus, phases)) if seen else ()
    all_marks = tuple(cell_marks(scene, timeline, phases)) if seen else ()
    holds = tuple(held(data_map, field, holdings, phases)) if seen else ()
    actors = _lanes(data_map, focus, arrows, all_marks, holds)
    marks = tuple(mark for mark in all_marks if mark.lane in actors)
    holds = tuple(hold for hold in holds if hold.lane in actors)
    handovers = changes(data_map, phases, actors)
    shown, across = tuple(lane(data_map, actor) for actor in actors), columns(data_map, phases)
    figures = _figures(focus, timeline, phases if seen else (), actors)
    return Lanes(
        id="field",
        title=Sentence(HEADING, {"field": data_map.fields[field].label}),
        subtitle=(*definition(data_map, field), *part_of(data_map, focus), figures),
        description=(
            stopped(figures),
            *(column.meaning for column in across),
            *(row.meaning for row in shown),
            *(each.meaning for each in handovers),
            *(each.meaning for each in marks),
            *(each.meaning for each in arrows),
            *(each.meaning for each in holds),
        ),
        lanes=shown,
        columns=across,
        marks=marks,
        arrows=arrows,
        holds=holds,
        changes=handovers,
        legend=_legend(marks, arrows, holds, bool(handovers)),
        notices=_notices(timeline, phases, actors, arrows),
        footer=source_of(data_map),
        languages=data_map.languages,
    )


def _lanes(
    data_map: DataMap, focus: Focus, arrows: Sequence[Arrow], marks: Sequence[Mark], holds: Sequence[Hold]
) -> tuple[str, ...]:
    """The actors with a lane: caring actors in pathway order, the others placed so that arrows are short."""
    linked = {end for arrow in arrows for end in (arrow.source, arrow.target)}
    taking_part = linked | {mark.lane for mark in marks} | {hold.lane for hold in holds}
    if focus.actors:
        taking_part = linked | set(focus.actors)
    elif focus.channels:
        taking_part = linked
    caring = tuple(actor for actor in carers(data_map) if actor in taking_part)
    others = [actor for actor in data_map.presented if actor in taking_part and actor not in caring]
    placed = list(caring)
    while others:
        # The next actor is the one with most arrows to the actors placed so far.
        ties = {actor: _ties(arrows, actor, placed) for actor in others}
        nearest = max(others, key=lambda actor: ties[actor])
        others.remove(nearest)
        placed.append(nearest)
    return tuple(placed)


def _ties(arrows: Sequence[Arrow], actor: str, placed: Collection[str]) -> int:
    return sum({actor} < {each.source, each.target} <= {actor, *placed} for each in arrows)


def _figures(focus: Focus, timeline: Timeline, phases: Collection[str], actors: Collection[str]) -> Words:
    """How many needs are met, how many of them for some only, and how many more perhaps."""
    needs = [
        need
        for events in timeline.phases
        if events.phase in phases
        for need in needs_by_role(each for each in demands_in(focus, events) if each.who.id in actors)
    ]
    if not needs:
        return NO_NEEDS
    met, some, unknown = (sum(each) for each in zip(*needs, strict=True))
    figures = needs_met(met, len(needs))
    told = Sentence(FOR_SOME, {"figures": figures, "some": for_some_of(met, some)})
    return chained(COMMA, [told, counted(unknown, UNKNOWN)]) if unknown else told


def _legend(
    marks: Sequence[Mark], arrows: Sequence[Arrow], holds: Sequence[Hold], handovers: bool
) -> tuple[Key, ...]:
    roles = {mark.role for mark in marks} | {
        "degraded" for arrow in arrows if arrow.flaw and arrow.status == "current"
    }
    statuses = {arrow.status for arrow in arrows} | {mark.role for mark in marks}
    forms = {hold.form for hold in holds}
    # An arrow looks like a holding in its form, so it has a key of its own only where nothing is held in that form.
    shared = {arrow.form for arrow in arrows if arrow.status == "current"} - forms
    times = {is_duration(arrow.time): arrow.time for arrow in reversed(arrows) if arrow.time is not None}
    return (
        *(Key("mark", role, text) for role, text in MARKS.items() if role in roles),
        *(Key("held", form.word, text) for form, text in HAS_IT.items() if form.word in forms),
        *(Key("form", form.word, text) for form, text in SHARED.items() if form.word in shared),
        *(Key("break", status, text) for status, text in BREAKS.items() if status in statuses),
        *(Key("status", status, STATUSES[status]) for status in ("planned", "unknown") if status in statuses),
        *requests(arrows),
        *(Key("time", "", text, times[is_span]) for is_span, text in TIME.items() if is_span in times),
        *station_key(marks, arrows),
        *((Key("change", "", CHANGE),) if handovers else ()),
    )


def _notices(
    timeline: Timeline, phases: Sequence[str], actors: Sequence[str], arrows: Sequence[Arrow]
) -> tuple[Words, ...]:
    if not phases:
        return (NO_PHASES,)
    if not actors:
        return (EMPTY,)
    if not any(events.records or events.derived for events in timeline.phases):
        return (UNRECORDED,)
    return (Sentence(CROWDED, {"arrows": str(len(arrows))}),) if len(arrows) > READABLE else ()


VIEW = View(id="field", title=TITLE, draw=draw, of="field")

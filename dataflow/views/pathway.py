"""The pathway: actors as lanes, phases as columns, with records, exchanges and handovers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dataflow.analysis.figures.handovers import answers_at, handovers_of, met_at_handover
from dataflow.base.lanes import Arrow, Change, Lanes, Mark
from dataflow.base.picture import Key, Words
from dataflow.base.text import Filling, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Record
from dataflow.views import Scene, View
from dataflow.views._actors import carers
from dataflow.views._arrow_limit import CROWDED, READABLE
from dataflow.views._exchanges import Exchange, exchanges, fits, keys_of, meaning_of, notes_of, statements
from dataflow.views._lanes import NO_PHASES, changes, columns, lane, phases_in_order, station_key
from dataflow.views._legend import STATUSES, requests
from dataflow.views._outside_marks import merged_marks, outside_marks
from dataflow.views._words import part_of, population_of, source_of, stopped
from dataflow.wording.counts import ACTORS, EXCHANGES, NEEDS, PHASES, UNKNOWN, are, counted
from dataflow.wording.forms import MOSTLY
from dataflow.wording.lists import listed
from dataflow.wording.numbers import needs_met, span
from dataflow.wording.statements import on_request

MOST_ARROWS = 24
"""The most arrows of a picture; with more, actors that do not care for the patient get thin lanes without arrows."""
FEW = 3
"""The most fields that a cell names; of more, it names the groups."""

TITLE = Text(en="The pathway, phase by phase", da="Forløbet fase for fase")
HEADING = Text(en="{map}: the pathway, phase by phase", da="{map}: forløbet fase for fase")
FIGURES = Text(en="{actors}, {phases}, {arrows}", da="{actors}, {phases}, {arrows}")
EMPTY = Text(en="Nothing is recorded or shared here.", da="Her bliver der hverken registreret eller delt noget.")
RECORDS = Text(
    en="{actor} records {fields} in {phase}: {names}.", da="{actor} registrerer {fields} i {phase}: {names}."
)
UNSURE = {
    "planned": (
        (Text(en="{count} planned", da="{count} planlagt"),) * 2,
        Text(
            en="{actor} is planned to record {fields} in {phase}: {names}.",
            da="{actor} skal efter planen registrere {fields} i {phase}: {names}.",
        ),
    ),
    "unknown": (
        UNKNOWN,
        Text(
            en="It is not known whether {actor} records {fields} in {phase}: {names}.",
            da="Det vides ikke, om {actor} registrerer {fields} i {phase}: {names}.",
        ),
    ),
}
UNGROUPED = Text(en="other fields", da="andre felter")
GROUP = Text(en="{name} {count}", da="{name} {count}")
SHARES = {
    "current": Text(
        en="In {phase}, {source} shares {fields} with {target} by {channels}, {form}.",
        da="I {phase} deler {source} {fields} med {target} via {channels}, {form}.",
    ),
    "planned": Text(
        en="In {phase}, {source} is planned to share {fields} with {target} by {channels}, {form}.",
        da="I {phase} skal {source} efter planen dele {fields} med {target} via {channels}, {form}.",
    ),
    "unknown": Text(
        en="It is not known whether {source} shares {fields} with {target} in {phase} by {channels}, {form}.",
        da="Det vides ikke, om {source} deler {fields} med {target} i {phase} via {channels}, {form}.",
    ),
    "not-held": Text(
        en="In {phase}, {source} is stated to share {fields} with {target} by {channels}, but does not have what it"
        " would share.",
        da="I {phase} deler {source} ifølge kortet {fields} med {target} via {channels}, men har ikke det, der skulle"
        " deles.",
    ),
}
AMONG = Text(en="{fields} among one another", da="{fields} indbyrdes")
LATER = Text(en="{met}, {count} later in the phase", da="{met}, {count} senere i fasen")
LATER_IN_WORDS = Text(
    en="{known} {count} more {are} met later in the phase.", da="{known} {count} mere {are} opfyldt senere i fasen."
)
KNOWN_THEN = Text(
    en="{change} Of {needs} of the one who takes over, {part} {are} met at that moment.",
    da="{change} Af {needs} hos den, der overtager, {are} {part} opfyldt i det øjeblik.",
)
LEGEND = {
    "recorded": Text(en="recorded: number of fields, by group", da="registreret: antal felter, efter gruppe"),
    "planned": Text(en="recorded: only planned", da="registreret: kun planlagt"),
    "unknown": Text(en="recorded: unknown", da="registreret: uafklaret"),
    "among": Text(en="shared among the members", da="deles indbyrdes"),
}
COUNT = Text(en="shared in that phase, number of fields", da="deles i den fase, antal felter")
CHANGE = Text(
    en="handover: who takes over, and how many of its needs are met then, or later in the phase",
    da="overgang: hvem der overtager, og hvor mange behov der er opfyldt da eller senere i fasen",
)
OUTSIDE = Text(
    en="outside the pathway: shared from and to, in words", da="uden for forløbet: deling fra og til, i ord"
)
BESIDE = Text(en="alongside the phase before", da="sideløbende med fasen før")


_ABSENT = Text(
    en="Left out, as they record nothing and nothing is shared with them: {actors}.",
    da="Ikke med, fordi de intet registrerer, og intet deles med dem: {actors}.",
)


@dataclass(frozen=True, slots=True)
class _Content:
    """What the picture shows: the phases, the exchanges of each, and the actors, some in ``thin`` lanes."""

    phases: tuple[str, ...]
    exchanges: Mapping[str, tuple[Exchange, ...]]
    actors: tuple[str, ...]
    thin: frozenset[str]

    @property
    def as_arrows(self) -> Iterator[tuple[str, Exchange]]:
        """The exchanges that are drawn as arrows, with their phases."""
        return self._exchanges(is_arrow=True)

    @property
    def in_words(self) -> Iterator[tuple[str, Exchange]]:
        """The other exchanges, with their phases."""
        return self._exchanges(is_arrow=False)

    def _exchanges(self, is_arrow: bool) -> Iterator[tuple[str, Exchange]]:
        for phase, found in self.exchanges.items():
            for each in found:
                if is_arrow == (each.source != each.target and self.thin.isdisjoint((each.source, each.target))):
                    yield phase, each


def draw(scene: Scene) -> Lanes:
    """The lanes of the actors that record, share or take over."""
    data_map, focus = scene.data_map, scene.focus
    content = _content(scene)
    marks = (
        *(mark for actor in content.actors for mark in _records(scene, content, actor)),
        *(_among(data_map, phase, each) for phase, each in content.in_words if each.source == each.target),
        *outside_marks(data_map, content.phases, content.thin, tuple(_with_along(content.in_words))),
    )
    arrows = tuple(_arrow(data_map, phase, each) for phase, each in content.as_arrows)
    handovers = tuple(_change(scene, each) for each in changes(data_map, content.phases, content.actors))
    shown = tuple(lane(data_map, actor, thin=actor in content.thin) for actor in content.actors)
    across = columns(data_map, content.phases)
    figures = _figures(content)
    return Lanes(
        id="pathway",
        title=Sentence(HEADING, {"map": data_map.title}),
        subtitle=(*population_of(data_map), *part_of(data_map, focus), figures),
        description=(
            stopped(figures),
            *(column.meaning for column in across),
            *(row.meaning for row in shown),
            *(change.meaning for change in handovers),
            *(mark.meaning for mark in marks),
            *(arrow.meaning for arrow in arrows),
        ),
        lanes=shown,
        columns=across,
        marks=marks,
        arrows=arrows,
        changes=handovers,
        legend=_legend(content, marks, arrows, handovers),
        notices=tuple(_notices(scene, content, arrows)),
        footer=source_of(data_map),
        languages=data_map.languages,
    )


def _content(scene: Scene) -> _Content:
    data_map, focus = scene.data_map, scene.focus
    phases = phases_in_order(data_map, focus)
    found = {phase: exchanges(scene, replace(focus, phases=(phase,))) for phase in phases}
    taking_part = {end for each in found.values() for exchange in each for end in (exchange.source, exchange.target)}
    taking_part |= set(focus.actors)
    if not focus.actors and not focus.channels:
        in_view = replace(focus, phases=phases)
        if phases:
            taking_part |= {each for each in data_map.presented if any(statements(data_map, each, Record, in_view))}
        taking_part |= {
            data_map.role_of(taker)
            for phase in phases
            if not focus.narrows and (taker := data_map.phases[phase].responsible) is not None
        }
    caring = carers(data_map)
    others = [actor for actor in data_map.presented if actor not in caring]
    actors = tuple(actor for actor in (*caring, *others) if actor in taking_part)
    arrow_notice = sum(each.source != each.target for every in found.values() for each in every) > MOST_ARROWS
    outside = frozenset(actor for actor in actors if actor in others and actor not in focus.actors)
    return _Content(phases, found, actors, outside if arrow_notice else frozenset())


def _records(scene: Scene, content: _Content, actor: str) -> Iterator[Mark]:
    """The records of an actor by phase; in a thin lane, equal ones of consecutive phases are merged."""
    found = [mark for phase in content.phases for mark in _recorded(scene, actor, phase)]
    return merged_marks(found, content.phases) if actor in content.thin else iter(found)


def _recorded(scene: Scene, actor: str, phase: str) -> Iterator[Mark]:
    data_map, done = scene.data_map, set[str]()
    by_status: dict[str, dict[str, None]] = {}
    for record in statements(data_map, actor, Record, replace(scene.focus, phases=(phase,))):
        status = "current" if scene.focus.planned and record.entry.status == "planned" else record.entry.status
        by_status.setdefault(status, {})[record.field] = None
    for status, role in (("current", "recorded"), ("planned", "planned"), ("unknown", "unknown")):
        fields = [field for field in data_map.fields if field in by_status.get(status, {}) and field not in done]
        done.update(fields)
        if not fields:
            continue
        number = counted(len(fields))
        words: dict[str, Filling] = {
            "actor": data_map.actors[actor].label,
            "fields": number,
            "phase": data_map.phases[phase].label,
            "names": listed([data_map.fields[field].label for field in fields]),
        }
        current = status == "current"
        yield Mark(
            id=f"{role}-{actor}.{phase}",
            lane=actor,
            column=phase,
            role=role,
            caption=number if current else counted(len(fields), UNSURE[status][0]),
            meaning=Sentence(RECORDS if current else UNSURE[status][1], words),
            names=_names(data_map, fields) if current else (),
            status=status,
            about=keys_of(actor=(actor,), phase=(phase,), field=fields),
        )


def _names(data_map: DataMap, fields: Sequence[str]) -> tuple[Words, ...]:
    """The names of at most ``FEW`` fields, else of their groups, those with most fields first."""
    if len(fields) <= FEW:
        return tuple(data_map.fields[field].label for field in fields)
    counts = Counter(data_map.fields[field].group for field in fields)
    order = {group: index for index, group in enumerate((*data_map.groups, None))}
    ranked = sorted(counts, key=lambda group: (group is None, -counts[group], order[group]))
    if ranked == [None]:
        return ()
    return tuple(
        Sentence(
            GROUP,
            {"name": UNGROUPED if group is None else data_map.groups[group].label, "count": str(counts[group])},
        )
        for group in ranked
    )


def _meaning(data_map: DataMap, phase: str, exchange: Exchange) -> Sentence:
    return meaning_of(data_map, exchange, SHARES, {"phase": data_map.phases[phase].label})


def _arrow(data_map: DataMap, phase: str, exchange: Exchange) -> Arrow:
    return Arrow(
        id=".".join(filter(None, (exchange.source, exchange.target, phase, exchange.key))),
        source=exchange.source,
        target=exchange.target,
        column=phase,
        form=exchange.form.word,
        status=exchange.status,
        meaning=_meaning(data_map, phase, exchange),
        count=len(exchange.fields),
        names=tuple(data_map.channels[channel].label for channel in exchange.channels),
        notes=notes_of(data_map, exchange, in_short=True),
        on_request=exchange.on_request,
        about=exchange.about,
    )


def _among(data_map: DataMap, phase: str, exchange: Exchange) -> Mark:
    return Mark(
        id=".".join(filter(None, (f"among-{exchange.source}", phase, exchange.key))),
        lane=exchange.source,
        column=phase,
        role="among",
        caption=on_request(Sentence(AMONG, {"fields": counted(len(exchange.fields))}), exchange.on_request),
        names=notes_of(data_map, exchange),
        meaning=_meaning(data_map, phase, exchange),
        status=exchange.status,
        form=exchange.form.word,
        about=exchange.about,
    )


def _with_along(found: Iterable[tuple[str, Exchange]]) -> Iterator[tuple[str, Exchange]]:
    """Exchanges with what may go along with them as exchanges of their own."""
    for phase, each in found:
        yield from ((phase, one) for one in (each, *each.along))


def _change(scene: Scene, change: Change) -> Change:
    """A handover with the number of needs of the new responsible actor that are met at that moment, and later."""
    data_map, focus = scene.data_map, replace(scene.focus, phases=(), channels=())
    handover = next((each for each in handovers_of(data_map) if each.phase == change.column), None)
    if handover is None:
        return change
    answers = answers_at(scene.needs, scene.assumptions, handover, lambda need: fits(data_map, focus, need))
    counts = met_at_handover(given for levels in answers.values() for given in levels.values())
    if not counts.needs:
        return change
    words: Mapping[str, Filling] = {
        "part": span(counts.met, counts.met_with_all),
        "needs": counted(counts.needs, NEEDS),
    }
    figure = needs_met(counts.met, counts.needs, counts.met_with_all)
    known = Sentence(KNOWN_THEN, {**words, "change": change.meaning, "are": are(counts.met)})
    if counts.later:
        later: Mapping[str, Filling] = {"count": str(counts.later), "are": are(counts.later)}
        figure, known = Sentence(LATER, {"met": figure, **later}), Sentence(LATER_IN_WORDS, {"known": known, **later})
    return replace(change, figure=figure, meaning=known)


def _figures(content: _Content) -> Sentence:
    count = sum(len(found) for found in content.exchanges.values())
    return Sentence(
        FIGURES,
        {
            "actors": counted(len(content.actors), ACTORS),
            "phases": counted(len(content.phases), PHASES),
            "arrows": counted(count, EXCHANGES),
        },
    )


def _legend(
    content: _Content, marks: Sequence[Mark], arrows: Sequence[Arrow], handovers: Sequence[Change]
) -> tuple[Key, ...]:
    roles = {mark.role for mark in marks}
    shares: list[Mark | Arrow] = [*arrows, *(mark for mark in marks if mark.role in ("gives", "gets", "among"))]
    forms = {each.form for each in shares if each.status == "current"}
    statuses = {each.status for each in shares}
    # What is planned besides is said in words, "+ 2 planned"; of what is unknown there is but the mark.
    along = {one.status for found in content.exchanges.values() for each in found for one in each.along}
    statuses |= along - {"planned"}
    most = max((arrow.count or 0 for arrow in arrows), default=0)
    return (
        *(Key("mark", role, text) for role, text in LEGEND.items() if role in roles),
        *((Key("count", str(most), COUNT),) if arrows else ()),
        *(Key("form", form.word, text) for form, text in MOSTLY.items() if form.word in forms),
        *(Key("status", status, text) for status, text in STATUSES.items() if status in statuses),
        *requests(arrows),
        *station_key(marks, arrows),
        *((Key("change", "", CHANGE),) if handovers else ()),
        *((Key("thin", "", OUTSIDE),) if not content.thin.isdisjoint(content.actors) else ()),
    )


def _notices(scene: Scene, content: _Content, arrows: Sequence[Arrow]) -> Iterator[Words]:
    if not content.phases:
        yield NO_PHASES
    elif not content.actors:
        yield EMPTY
    else:
        if len(arrows) > READABLE:
            yield Sentence(CROWDED, {"arrows": str(len(arrows))})
        presented = () if scene.focus.narrows else scene.data_map.presented
        shown = {*content.actors, *scene.data_map.only_process}
        absent = [scene.data_map.actors[each].label for each in presented if each not in shown]
        if absent:
            yield Sentence(_ABSENT, {"actors": listed(absent)})


VIEW = View(id="pathway", title=TITLE, draw=draw)

"""The marks of a field: who records, derives, passes on, needs and holds it in each phase."""

from collections.abc import Iterator, Mapping, Sequence

from dataflow.analysis.lineage.timeline import (
    Holder,
    RecordEvent,
    Timeline,
    TimelinePhase,
    Who,
    grouped_by_answer,
)
from dataflow.analysis.needs.causes import NOT_GOOD_ENOUGH
from dataflow.base.finding import Subject, fingerprint
from dataflow.base.lanes import Hold, Mark
from dataflow.base.picture import Words
from dataflow.base.text import Filling, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.views import Focus, Scene
from dataflow.views._exchanges import keys_of
from dataflow.views._field_wants import demands_in, together, wants, why
from dataflow.wording.durations import duration
from dataflow.wording.forms import adverb, adverb_of
from dataflow.wording.lists import listed
from dataflow.wording.members import in_picture, of_some
from dataflow.wording.numbers import for_some
from dataflow.wording.times import AFTER, moment

RECORDED = Text(en="recorded {form}{when}", da="registreres {form}{when}")
RECORDS = Text(en="In {phase}, {who} records it, {form}{when}.", da="I {phase} registrerer {who} det {form}{when}.")
REPORTED = Text(en="reported by the patient, {form}{when}", da="oplyst af borgeren, {form}{when}")
ON = Text(en=", {when}", da=", {when}")
DERIVED = Text(en="worked out from {parts}{when}", da="kan beregnes ud fra {parts}{when}")
WORKS_OUT = Text(
    en="From {phase} on, {who} can work it out from {parts}{when}.",
    da="Fra {phase} kan {who} beregne det ud fra {parts}{when}.",
)
AGAIN = Text(en="passed on as before", da="deles fortsat")
PASSES_AGAIN = Text(
    en="In {phase}, {who} passes it on as before to {receivers}.",
    da="I {phase} deler {who} det videre som før til {receivers}.",
)
AMONG = Text(en="shared among one another by {channel}", da="deles indbyrdes via {channel}")
SHARED_AMONG = Text(
    en="In {phase}, those of {who} share it with one another by {channel}.",
    da="I {phase} deler {who} det indbyrdes via {channel}.",
)
HAS = Text(en="In {phase}, {who} {wants}, and has it.", da="I {phase} gælder for {who}: {wants}, og det er der.")
HAS_AFTER = Text(
    en="In {phase}, {who} {wants}, and has it after {hours}.",
    da="I {phase} gælder for {who}: {wants}, og det er der efter {hours}.",
)
HAS_UNTIMED = Text(
    en="In {phase}, {who} {wants}, and has it, but it is not stated how long it takes.",
    da="I {phase} gælder for {who}: {wants}, og det er der, men det er ikke angivet, hvor lang tid det tager.",
)
TIME_NOT_STATED = Text(en="time not stated", da="tid ikke angivet")
LACKS = Text(
    en="In {phase}, {who} {wants}, but: {why}.",
    da="I {phase} gælder for {who}: {wants}, men {why}.",
)
FOR_SOME = Text(
    en="In {phase}, {who} {wants}, and has it {why}.",
    da="I {phase} gælder for {who}: {wants}, og det er der {why}.",
)
PERHAPS = Text(en="perhaps: {why}", da="måske: {why}")
UNSETTLED = {
    "planned": (
        Text(en="planned to be recorded", da="planlagt registreret"),
        Text(en="{who} is planned to record it in {phase}.", da="{who} skal efter planen registrere det i {phase}."),
    ),
    "unknown": (
        Text(en="recorded: unknown", da="registreres det? uafklaret"),
        Text(
            en="It is not known whether {who} records it in {phase}.",
            da="Det vides ikke, om {who} registrerer det i {phase}.",
        ),
    ),
}
HELD = Text(en="In {phase}, {who} has it, {form}.", da="I {phase} har {who} det {form}.")


def cell_marks(scene: Scene, timeline: Timeline, phases: Sequence[str]) -> Iterator[Mark]:
    """The marks of all cells in the given phases."""
    for events in timeline.phases:
        if events.phase in phases:
            yield from _recorded(timeline, events)
            yield from _derived(timeline, events)
            yield from _unsettled(timeline, events.phase)
            yield from _demands(scene, timeline, events)
            yield from _repeated_and_internal(timeline, events, scene.focus)


def _mark(
    timeline: Timeline,
    phase: str,
    kind: str,
    lane: str,
    *,
    role: str,
    caption: Words,
    meaning: Words,
    names: Sequence[Words] = (),
    number: int = 0,
    about: Sequence[str] = (),
) -> Mark:
    keys = {f"actor:{lane}", f"phase:{phase}", f"field:{timeline.field}", *about}
    return Mark(
        id=f"{kind}-{lane}.{phase}" + (f".{number}" if number else ""),
        lane=lane,
        column=phase,
        role=role,
        caption=caption,
        meaning=meaning,
        names=tuple(names),
        status=role if role in UNSETTLED else "current",
        about=tuple(sorted(keys)),
    )


def _recorded(timeline: Timeline, events: TimelinePhase) -> Iterator[Mark]:
    """A mark for each actor and form in which it records the field, with the systems."""
    data_map = timeline.data_map
    by_form: dict[tuple[object, ...], list[RecordEvent]] = {}
    for each in events.records:
        key = (each.who.id, each.form, each.code_system, each.patient_reported, each.after or 0)
        by_form.setdefault(key, []).append(each)
    seen: dict[str, int] = {}
    for group in by_form.values():
        recorded = group[0]
        who = recorded.who
        number = seen[who.id] = seen.get(who.id, -1) + 1
        form = adverb(data_map, recorded.form, recorded.code_system)
        actor = data_map.actors[who.id]
        by_patient = recorded.patient_reported and actor.kind != "patient"
        systems = dict.fromkeys(each.system for each in group if each.system in actor.systems)
        yield _mark(
            timeline,
            events.phase,
            "records",
            who.id,
            role="recorded",
            caption=of_some(
                Sentence(REPORTED if by_patient else RECORDED, {"form": form, "when": _on(recorded.after)}), who
            ),
            meaning=Sentence(
                RECORDS, {**_words(data_map, events.phase, who), "form": form, "when": _after(recorded.after)}
            ),
            names=[actor.systems[system].label for system in systems if system is not None],
            number=number,
        )


def _derived(timeline: Timeline, events: TimelinePhase) -> Iterator[Mark]:
    data_map = timeline.data_map
    parts = data_map.fields[timeline.field].derived_from
    named = listed([data_map.fields[part].label for part in parts])
    seen: dict[str, int] = {}
    for derived in events.derived:
        who = derived.who
        number = seen[who.id] = seen.get(who.id, -1) + 1
        yield _mark(
            timeline,
            events.phase,
            "derives",
            who.id,
            role="derived",
            caption=of_some(Sentence(DERIVED, {"parts": named, "when": _on(derived.hours)}), who),
            meaning=Sentence(
                WORKS_OUT, {**_words(data_map, events.phase, who), "parts": named, "when": _after(derived.hours)}
            ),
            number=number,
            about=[f"field:{part}" for part in parts],
        )


def _on(hours: int | None) -> Filling:
    """When something is done in its phase, in a caption."""
    return Sentence(ON, {"when": moment(hours)}) if hours else ""


def _after(hours: int | None) -> Filling:
    """When something is done in its phase, in a sentence."""
    return Sentence(ON, {"when": Sentence(AFTER, {"hours": duration(hours)})}) if hours else ""


def _unsettled(timeline: Timeline, phase: str) -> Iterator[Mark]:
    for each in timeline.pending:
        if each.kind == "records" and phase in each.phases:
            caption, text = UNSETTLED[each.status]
            meaning = Sentence(text, _words(timeline.data_map, phase, each.who))
            yield _mark(
                timeline,
                phase,
                each.status,
                each.who.id,
                role=each.status,
                caption=of_some(caption, each.who),
                meaning=meaning,
            )


def _demands(scene: Scene, timeline: Timeline, events: TimelinePhase) -> Iterator[Mark]:
    """A mark for each group of equal needs or uses; unmet needs point to their findings."""
    data_map = timeline.data_map
    seen: dict[tuple[str, str], int] = {}
    for group in grouped_by_answer(demands_in(scene.focus, events)):
        first = group[0]
        number = seen[first.kind, first.who.id] = seen.get((first.kind, first.who.id), -1) + 1
        who = together([each.who for each in group])
        wanted = wants(data_map, group)
        words = {**_words(data_map, events.phase, who), "wants": wanted}
        role, caption, meaning = "met", wanted, Sentence(HAS, words)
        names: tuple[Words, ...] = ()
        limits = [each.limit for each in group if each.limit is not None]
        if limits and any(limit.is_untimed for limit in limits):
            names = (TIME_NOT_STATED,)
            meaning = Sentence(HAS_UNTIMED, words)
        elif limits:
            slowest = max(limit.hours or 0 for limit in limits)
            meaning = Sentence(HAS_AFTER, {**words, "hours": duration(slowest)}) if slowest else meaning
        if first.cause is not None:
            role = "open" if first.possible else "degraded" if first.cause in NOT_GOOD_ENOUGH else "unmet"
            caption = why(data_map, first, first.cause)
            caption = Sentence(PERHAPS, {"why": caption}) if first.possible else caption
            meaning, names = Sentence(LACKS, {**words, "why": caption}), (wanted,)
        elif first.extent is not None:
            role, caption, names = "degraded", for_some(first.extent), (wanted,)
            meaning = Sentence(FOR_SOME, {**words, "why": caption})
        lacking = (each for each in group if each.cause is not None and each.kind == "needs")
        subjects = ((each.cause, Subject(each.who.id, timeline.field, events.phase, each.level)) for each in lacking)
        found = {f"finding:{fingerprint(scene.unmet_rule, cause, subject)}" for cause, subject in subjects}
        yield _mark(
            timeline,
            events.phase,
            first.kind,
            who.id,
            role=role,
            # Beside a figure of patients or units, one of members would be taken for the same.
            caption=caption if first.extent is not None else of_some(caption, who),
            meaning=meaning,
            names=names,
            number=number,
            about=sorted(found),
        )


def _repeated_and_internal(timeline: Timeline, events: TimelinePhase, focus: Focus) -> Iterator[Mark]:
    data_map = timeline.data_map
    phase = data_map.phases[events.phase].label
    again: dict[str, dict[str, None]] = {}
    channels: dict[str, dict[str, None]] = {}
    among: dict[str, dict[str, None]] = {}
    for passed in events.shares:
        if focus.channels and passed.channel not in focus.channels:
            continue
        for receiver in passed.receivers:
            if receiver.id == passed.sender.id:
                among.setdefault(receiver.id, {})[passed.channel] = None
            elif passed.as_before:
                again.setdefault(passed.sender.id, {})[receiver.id] = None
                channels.setdefault(passed.sender.id, {})[passed.channel] = None
    for sender, receivers in again.items():
        names = [data_map.actors[each].label for each in receivers]
        words = {"phase": phase, "who": data_map.actors[sender].label, "receivers": listed(names)}
        yield _mark(
            timeline,
            events.phase,
            "again",
            sender,
            role="again",
            caption=AGAIN,
            names=names,
            meaning=Sentence(PASSES_AGAIN, words),
            about=[*(f"actor:{each}" for each in receivers), *(f"channel:{each}" for each in channels[sender])],
        )
    for who, by in among.items():
        named = listed([data_map.channels[channel].label for channel in by])
        words = {"phase": phase, "who": data_map.actors[who].label, "channel": named}
        yield _mark(
            timeline,
            events.phase,
            "among",
            who,
            role="among",
            caption=Sentence(AMONG, {"channel": named}),
            meaning=Sentence(SHARED_AMONG, words),
            about=[f"channel:{each}" for each in by],
        )


def held(
    data_map: DataMap, field: str, holdings: Mapping[str, Sequence[Holder]], phases: Sequence[str]
) -> Iterator[Hold]:
    """The holdings of each actor by phase, in the best form that any of its members has."""
    before: set[str] = set()
    order = {phase.id: (phase.position, phase.order) for phase in data_map.phases.values()}
    for phase in phases:
        now: dict[str, Holder] = {}
        for kept in holdings.get(phase, ()):
            # A field that arrives in a phase is also there in parallel phases; it is drawn from its own phase on.
            if order[kept.since] > order[phase]:
                continue
            if kept.who.id not in now or kept.best.form > now[kept.who.id].best.form:
                now[kept.who.id] = kept
        for actor, kept in now.items():
            yield Hold(
                lane=actor,
                column=phase,
                form=kept.best.form.word,
                first=actor not in before,
                meaning=Sentence(HELD, {**_words(data_map, phase, kept.who), "form": adverb_of(data_map, kept.best)}),
                about=keys_of(actor=(actor,), field=(field,), phase=(phase,)),
            )
        before |= now.keys()


def _words(data_map: DataMap, phase: str, who: Who) -> dict[str, Filling]:
    return {"phase": data_map.phases[phase].label, "who": in_picture(data_map, who)}

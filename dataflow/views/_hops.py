"""The hops of a field as arrows: each hop in its first phase with what it loses, and the missing hops."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dataflow.analysis.lineage.blocked_hops import NEVER, SLOW, BlockedHop
from dataflow.analysis.lineage.timeline import ShareEvent, Timeline
from dataflow.analysis.lineage.timing import Delivery
from dataflow.analysis.needs.certificates import LATE, LOWERED, NOT_YET
from dataflow.base.lanes import Arrow
from dataflow.base.text import Filling, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.views import Focus
from dataflow.views._exchanges import ONLY_ON_REQUEST, keys_of
from dataflow.wording.barriers import ARROW
from dataflow.wording.forms import LOST, adverb_of
from dataflow.wording.lists import listed
from dataflow.wording.times import delivered, delivered_in_short

PASSES = Text(
    en="In {phase}, {source} passes it to {target} by {channel}, {form}{lost}{when}.",
    da="I {phase} giver {source} det videre til {target} via {channel}, {form}{lost}{when}.",
)
WHEN = Text(en="; {when}", da="; {when}")
BEFORE = Text(en=" (before: {form})", da=" (før: {form})")
BARRED = Text(
    en="In {phase}, {source} shares it with {target} by {channel}, but it does not get there: {why}.",
    da="I {phase} deler {source} det med {target} via {channel}, men det når ikke frem: {why}.",
)
MISSING = Text(
    en="The chain breaks here: in {phase}, {target} lacks what {source} has, and nobody shares it there.",
    da="Her brydes kæden: i {phase} mangler {target} det, som {source} har, og ingen deler det dertil.",
)
UNSETTLED = {
    "planned": Text(
        en="{source} is planned to share it with {target} by {channel} in {phases}.",
        da="{source} skal efter planen dele det med {target} via {channel} i {phases}.",
    ),
    "unknown": Text(
        en="It is not known whether {source} shares it with {target} by {channel} in {phases}.",
        da="Det vides ikke, om {source} deler det med {target} via {channel} i {phases}.",
    ),
}


def hops(
    timeline: Timeline, blocked_hops: Sequence[BlockedHop], focus: Focus, phases: Sequence[str]
) -> Iterator[Arrow]:
    """The arrows in focus; a hop that only repeats an earlier one has no arrow."""
    found = [*_passed(timeline, blocked_hops, focus, phases), *_unsettled(timeline, focus, phases)]
    barred = {(arrow.source, arrow.target) for arrow in found if arrow.status == "barred"}
    found += _missing(timeline, blocked_hops, phases, barred) if not focus.channels else ()
    for arrow in found:
        if not focus.actors or not set(focus.actors).isdisjoint((arrow.source, arrow.target)):
            yield arrow


def _passed(
    timeline: Timeline, blocked_hops: Sequence[BlockedHop], focus: Focus, phases: Sequence[str]
) -> Iterator[Arrow]:
    data_map, shown = timeline.data_map, set[tuple[str, str, str]]()
    for events in timeline.phases:
        if events.phase not in phases:
            continue
        best: dict[tuple[str, str, str], ShareEvent] = {}
        on_request: dict[tuple[str, str, str], bool] = {}
        for passed in events.shares:
            if focus.channels and passed.channel not in focus.channels:
                continue
            for receiver in passed.receivers:
                key = (passed.sender.id, receiver.id, passed.channel)
                # Of several hops with the same ends and channel, the one that delivers the best form, then the first.
                if passed.sender.id != receiver.id and (key not in best or _is_better(passed, best[key])):
                    best[key] = passed
                on_request[key] = passed.on_request and on_request.get(key, True)
        for key, passed in best.items():
            # A hop that was shown before, or is blocked again, is not shown again.
            if key not in shown or not (passed.as_before or passed.barrier):
                hop = replace(passed, on_request=on_request[key])
                yield _hop(data_map, timeline.field, events.phase, key, hop, blocked_hops)
            shown.add(key)


def _is_better(passed: ShareEvent, other: ShareEvent) -> bool:
    if passed.got is None or other.got is None:
        return other.got is None and passed.got is not None
    return (passed.got.form, -_there(passed)) > (other.got.form, -_there(other))


def _there(passed: ShareEvent) -> int:
    return 0 if passed.delivery is None else passed.delivery.there


def _hop(
    data_map: DataMap,
    field: str,
    phase: str,
    key: tuple[str, str, str],
    passed: ShareEvent,
    blocked_hops: Sequence[BlockedHop],
) -> Arrow:
    source, target, channel = key
    words = _words(data_map, phase, *key)
    if passed.got is None or passed.had is None:
        flaw: Text | None = ARROW[passed.barrier or NOT_YET]
        form, status = Form.FREE_TEXT, "barred"
        meaning, time = Sentence(BARRED, {**words, "why": flaw or ""}), None
    else:
        form, status = passed.got.form, "current"
        flaw = _flaw(passed, phase, key, blocked_hops)
        before = Sentence(BEFORE, {"form": adverb_of(data_map, passed.had)})
        lost = before if form < passed.had.form else ""
        delivery = passed.delivery or Delivery(0, None)
        long, time = delivered(delivery), delivered_in_short(delivery)
        when = "" if long is None else Sentence(WHEN, {"when": long})
        meaning = Sentence(PASSES, {**words, "form": adverb_of(data_map, passed.got), "lost": lost, "when": when})
    label = data_map.channels[channel].label
    ends = (data_map.actors[source].label.texts, data_map.actors[target].label.texts)
    return Arrow(
        id=f"{source}.{target}.{phase}.{channel}",
        source=source,
        target=target,
        column=phase,
        form=form.word,
        status=status,
        meaning=Sentence(ONLY_ON_REQUEST, {"meaning": meaning}) if passed.on_request else meaning,
        time=time,
        on_request=passed.on_request,
        # A channel with the label of one of its ends is not named.
        names=() if label.texts in ends else (label,),
        flaw=flaw,
        about=keys_of(field=(field,), actor=(source, target), phase=(phase,), channel=(channel,)),
    )


def _flaw(
    passed: ShareEvent, phase: str, key: tuple[str, str, str], blocked_hops: Sequence[BlockedHop]
) -> Text | None:
    reasons = {
        each.reason
        for each in blocked_hops
        if (each.sender, each.receiver, each.channel) == key and each.when == phase
    }
    if LOWERED in reasons and passed.had is not None:
        return LOST.get(passed.had.form)
    return next((ARROW[reason] for reason in (LATE, SLOW) if reason in reasons), None)


def _missing(
    timeline: Timeline, blocked_hops: Sequence[BlockedHop], phases: Sequence[str], barred: set[tuple[str, str]]
) -> Iterator[Arrow]:
    """An arrow to each actor with which nobody shares the field that it needs, in the first phase of such a need.

    None where that is only possible: what nobody has found out has arrows and marks of its own.
    """
    data_map, done = timeline.data_map, {target for _, target in barred}
    certain = {
        (wanted.who.id, events.phase)
        for events in timeline.phases
        for wanted in events.demands
        if wanted.cause is not None and not wanted.possible
    }
    by_receiver: dict[str, list[BlockedHop]] = {}
    for each in blocked_hops:
        is_certain = (each.receiver, each.phase) in certain
        if each.reason == NEVER and each.phase in phases and each.sender != each.receiver and is_certain:
            by_receiver.setdefault(each.receiver, []).append(each)
    for target, found in by_receiver.items():
        if target in done:
            continue
        sender, phase = found[0].sender, found[0].phase
        yield Arrow(
            id=f"{sender}.{target}.{phase}",
            source=sender,
            target=target,
            column=phase,
            form="structured",
            status="missing",
            meaning=Sentence(MISSING, _words(data_map, phase, sender, target, None)),
            flaw=ARROW[NEVER],
            about=keys_of(field=(timeline.field,), actor=(sender, target), phase=(phase,)),
        )


def _unsettled(timeline: Timeline, focus: Focus, phases: Sequence[str]) -> Iterator[Arrow]:
    data_map, found = timeline.data_map, dict[str, Arrow]()
    for each in timeline.pending:
        when = [phase for phase in each.phases if phase in phases]
        if each.kind != "shares" or each.channel is None or not when:
            continue
        if focus.channels and each.channel not in focus.channels:
            continue
        for receiver in each.receivers:
            if receiver.id == each.who.id:
                continue
            words = _words(data_map, when[0], each.who.id, receiver.id, each.channel)
            words["phases"] = listed([data_map.phases[phase].label for phase in when])
            name = f"{each.who.id}.{receiver.id}.{when[0]}.{each.channel}.{each.status}"
            on_request = each.on_request and (name not in found or found[name].on_request)
            meaning = Sentence(UNSETTLED[each.status], words)
            found[name] = Arrow(
                id=name,
                source=each.who.id,
                target=receiver.id,
                column=when[0],
                form="structured",
                status=each.status,
                meaning=Sentence(ONLY_ON_REQUEST, {"meaning": meaning}) if on_request else meaning,
                on_request=on_request,
                names=(data_map.channels[each.channel].label,),
                about=keys_of(
                    field=(timeline.field,), actor=(each.who.id, receiver.id), phase=when, channel=(each.channel,)
                ),
            )
    yield from found.values()


def _words(data_map: DataMap, phase: str, source: str, target: str, channel: str | None) -> dict[str, Filling]:
    return {
        "phase": data_map.phases[phase].label,
        "source": data_map.actors[source].label,
        "target": data_map.actors[target].label,
        "channel": "" if channel is None else data_map.channels[channel].label,
    }

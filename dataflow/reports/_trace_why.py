"""The explanation of why an actor has a field or not, as sentences."""

from collections.abc import Iterable, Iterator, Sequence

from dataflow.analysis.closure.arrivals import Arrival
from dataflow.analysis.lineage.explanation import BlockedShare, Explanation, WhyHeld, WhyNotHeld
from dataflow.analysis.lineage.timeline import Who, grouped
from dataflow.analysis.lineage.timing import delivery_to
from dataflow.analysis.needs.causes import Cause
from dataflow.analysis.needs.ways import Way, unfolded
from dataflow.base.text import Text
from dataflow.model.statements import Need, Share, Statement
from dataflow.reports import ReportOptions
from dataflow.reports._trace_labels import Labels
from dataflow.reports._trace_needs import HAS, WHO_WANTS, met_text, too_slow_text
from dataflow.reports._trace_timeline import heading
from dataflow.wording.barriers import CLAUSE
from dataflow.wording.causes import TRACE
from dataflow.wording.members import RECORDED_BY, SENT_BY
from dataflow.wording.times import within

_HAS = Text(en="{who} has it in {phase}.", da="{who} har det i {phase}.")
_LACKS = Text(en="{who} does not have it in {phase}.", da="{who} har det ikke i {phase}.")
_LIKE = Text(en="Take {actor}; with the others it is the same.", da="Eksempel: {actor}; det samme gælder de øvrige.")
_WAYS = Text(en="It comes in {count} ways:", da="Det kommer ad {count} veje:")
_RECORDED = Text(
    en="{actor} records it {form} in {phase}{when}.", da="{actor} registrerer det {form} i {phase}{when}."
)
_WORKED_OUT = Text(
    en="{actor} works it out from {parts}, all there from {phase} on{when}, {form}.",
    da="{actor} beregner det ud fra {parts}, som alle er der fra {phase}{when}, {form}.",
)
_PART = Text(en="{field}:", da="{field}:")
_LEFT_OUT = Text(
    en="How these come there is left out: too much is derived. dataflow trace of one of them shows it.",
    da="Hvordan de når frem, er udeladt: for meget er udledt. dataflow trace af et af dem viser det.",
)
_SHARED = Text(
    en="{sender} shares it with {receiver} in {phase} by {channel}; it arrives {form}{lost}{when}.",
    da="{sender} deler det med {receiver} i {phase} via {channel}; det kommer frem {form}{lost}{when}.",
)
_LOST = Text(en=", no longer {form}", da=", ikke længere {form}")
_LESS = Text(
    en="Besides, it has values that are older, less structured or in other codes: {values}.",
    da="Desuden har den værdier, der er ældre, mindre strukturerede eller i andre koder: {values}.",
)
_VALUE = Text(en="{form} from {phases}", da="{form} fra {phases}")
_BUT = Text(en="Yet its need there is not met: {why}.", da="Men behovet er alligevel ikke opfyldt: {why}.")
_OF_OTHERS = Text(
    en="Its need there is for what others send, and of that it has:",
    da="Behovet gælder det, andre sender, og deraf har den:",
)
_SLOW_WAY = Text(en="It is first there this way:", da="Først er det der ad denne vej:")
_NOT_ENOUGH = Text(en="That does not meet the need: {why}.", da="Det opfylder ikke behovet: {why}.")
_FROM_OTHERS = Text(
    en="It needs what others send, and by then {who} gets it from nobody.",
    da="Der er brug for det, andre sender, og inden da får {who} det ikke fra nogen.",
)
_HOLDERS = Text(en="Who has it by then:", da="Hvem der har det på det tidspunkt:")
_HOLDER = Text(en="{who}, since {phase}", da="{who}, siden {phase}")
_LATER = Text(en="It is recorded only later: {later}.", da="Det registreres først senere: {later}.")
_RECORDER = Text(en="by {who} in {phase}", da="af {who} i {phase}")
_NOBODY_RECORDS = Text(en="Nobody records it at any time.", da="Ingen registrerer det på noget tidspunkt.")
_PARTS = Text(
    en="It could be worked out, but these are lacking: {parts}.",
    da="Det kunne beregnes, men disse mangler: {parts}.",
)
_NO_SHARES = Text(en="They share it with nobody else.", da="De deler det ikke med andre.")
_TO_IT = Text(
    en="What could bring it there, and why it does not:",
    da="Hvad der kunne bringe det derhen, og hvorfor det ikke sker:",
)
_NOTHING_TO_IT = Text(en="None of their shares of it leads there.", da="Ingen af deres delinger af det fører derhen.")
_ELSEWHERE = Text(
    en="Their other shares of it lead elsewhere: to {receivers}.",
    da="Deres øvrige delinger af det fører andre steder hen: til {receivers}.",
)
_LEAVES = Text(
    en="{senders} shares it with {receivers} in {phase} by {channel}, but {why}.",
    da="{senders} deler det med {receivers} i {phase} via {channel}, men {why}.",
)
_BESIDE = Text(
    en="{sender} does share other things with {who} by then, but not this: {channels}.",
    da="{sender} deler inden da andre oplysninger med {who}, men ikke denne: {channels}.",
)
_GETS_LATER = Text(en="It gets there later, in {phase}.", da="Det kommer frem senere, i {phase}.")
_BY_CHANNEL = Text(en="by {channel} in {phases}", da="via {channel} i {phases}")
_IF_UNKNOWN = Text(
    en="It would be there if this is so, which nobody has found out yet: {stated}.",
    da="Det ville være der, hvis dette passer, hvad ingen har afklaret endnu: {stated}.",
)
_IF_PLANNED = Text(
    en="It will be there once this is in force, which is planned: {stated}.",
    da="Det vil være der, når dette træder i kraft, som er planlagt: {stated}.",
)
_SHARES_IT = Text(
    en="{actor} shares {field} with {to} by {channel} in {phase}",
    da="{actor} deler {field} med {to} via {channel} i {phase}",
)
_RECORDS_IT = Text(en="{actor} records {field} in {phase}", da="{actor} registrerer {field} i {phase}")


def explanation_text(explanation: Explanation, options: ReportOptions) -> Iterator[str]:
    """The lines of the text: for each answer, the paths of the field to the actor, or what blocks it."""
    names = Labels(explanation.data_map, options.language)
    yield from heading(explanation.field, names, options)
    for number, answer in enumerate(explanation.answers):
        if number:
            yield ""
        who = names.who(answer.who)
        yield names.sentence(
            names.say(_HAS if isinstance(answer, WhyHeld) else _LACKS, who=who, phase=names.phase(explanation.at))
        )
        if answer.who.members is not None and len(answer.who.members) > 1:
            yield names.say(_LIKE, actor=names.actor(answer.like))
        yield ""
        yield from _had(answer, explanation, names) if isinstance(answer, WhyHeld) else _lacked(answer, names)


def _had(had: WhyHeld, explanation: Explanation, names: Labels) -> Iterator[str]:
    if len(had.ways) > 1:
        yield names.say(_WAYS, count=len(had.ways))
    yield from _paths(had.ways, explanation, names)
    by_form: dict[str, list[str]] = {}
    for each in had.less:
        by_form.setdefault(names.element(each), []).append(each.recorded)
    if by_form:
        values = (
            names.say(_VALUE, form=form, phases=names.phases(p for p in names.data_map.phases if p in recorded))
            for form, recorded in by_form.items()
        )
        yield ""
        yield names.say(_LESS, values=names.listed(values))
    causes = [cause for need, cause in had.unmet if not _is_of_others(had, need)]
    yield from _unmet(_BUT, had.like, had.ways, causes, names)
    if had.ways_of_others:
        yield ""
        yield names.say(_OF_OTHERS)
        yield from _paths(had.ways_of_others, explanation, names)
        causes = [cause for need, cause in had.unmet if _is_of_others(had, need)]
        yield from _unmet(_NOT_ENOUGH, had.like, had.ways_of_others, causes, names)
    yield from _limited(had, explanation, names)
    if had.from_others is not None:
        yield ""
        yield names.say(_FROM_OTHERS, who=names.actor(had.like))
        yield from _lacked(had.from_others, names)


def _is_of_others(had: WhyHeld, need: Need) -> bool:
    """Whether a need is for what others send, and they do send some of it."""
    return need.entry.received and bool(had.ways_of_others)


def _unmet(
    text: Text, receiver: str, ways: Sequence[tuple[Arrival, ...]], causes: Sequence[Cause], names: Labels
) -> Iterator[str]:
    best = ways[0][-1].element
    for cause in dict.fromkeys(cause for cause in causes if cause is not Cause.TOO_SLOW):
        form, recorded = names.element(best), names.phase(best.recorded)
        why = names.say(TRACE[cause], receiver=names.actor(receiver), form=form, recorded=recorded)
        yield names.say(text, why=why)


def _limited(had: WhyHeld, explanation: Explanation, names: Labels) -> Iterator[str]:
    """For each need with a limit of time, whether it is kept; the way that comes first where it is too slow."""
    causes = dict(had.unmet)
    shown = {*had.ways, *had.ways_of_others}
    for each in had.limited:
        if each.need not in causes:
            who, limit = names.actor(had.like), within(each.limit.within).in_language(names.language)
            wants = names.say(WHO_WANTS[each.need.entry.level], who=who, what=limit)
            yield met_text(wants, names.say(HAS[names.is_plural(who)]), each.limit, names)
        elif causes[each.need] is Cause.TOO_SLOW:
            text = _NOT_ENOUGH if _is_of_others(had, each.need) else _BUT
            yield names.say(text, why=too_slow_text(each.limit, names))
            if each.way not in shown:
                shown.add(each.way)
                yield names.say(_SLOW_WAY)
                yield from _way(unfolded(each.way), explanation, names, "  ")


def _paths(paths: Iterable[tuple[Arrival, ...]], explanation: Explanation, names: Labels) -> Iterator[str]:
    for number, path in enumerate(paths):
        if number:
            yield ""
        yield from _way(unfolded(path), explanation, names, "  ")


def _way(way: Way, explanation: Explanation, names: Labels, indent: str) -> Iterator[str]:
    for number, each in enumerate(way.steps, 1):
        start = indent + f"{number}. "
        form, some = names.element(each.element), explanation.steps.some_at(each)
        if each.hop is not None and each.sender is not None:
            before = each.sender.element
            lost = names.say(_LOST, form=names.element(before)) if before.form > each.element.form else ""
            yield start + names.say(
                _SHARED,
                sender=names.actor(each.hop.sender),
                receiver=names.actor(each.actor),
                phase=names.phase(each.phase),
                channel=names.channel(each.hop.statement.entry.via),
                form=form,
                lost=lost,
                when=names.circumstances(each.hop.statement.entry.on_request, delivery_to(names.data_map, each))
                + names.partly(SENT_BY, some),
            )
        elif each.parts:
            parts = names.listed(names.field(part.field) for part in each.parts)
            yield start + names.say(
                _WORKED_OUT,
                actor=names.actor(each.actor),
                parts=parts,
                phase=names.phase(each.phase),
                form=form,
                when=names.after(each.hours),
            )
            for part in way.parts or ():
                yield indent + "   " + names.say(_PART, field=names.field(part.steps[-1].field))
                yield from _way(part, explanation, names, indent + "     ")
            if way.parts is None:
                yield indent + "   " + names.say(_LEFT_OUT)
        else:
            yield start + names.say(
                _RECORDED,
                actor=names.actor(each.actor),
                form=form,
                phase=names.phase(each.phase),
                when=names.after(each.hours) + names.partly(RECORDED_BY, some),
            )


def _lacked(lacked: WhyNotHeld, names: Labels) -> Iterator[str]:
    if lacked.lacking:
        yield names.say(_PARTS, parts=names.listed(names.field(part) for part in lacked.lacking))
    if lacked.holders:
        yield names.say(_HOLDERS)
        for who, phase in lacked.holders:
            yield "  " + names.say(_HOLDER, who=names.who(who), phase=names.phase(phase))
        yield from _shares(lacked, names)
    elif lacked.recorded_later:
        start = (names.say(_RECORDER, who=names.who(who), phase=names.phase(p)) for who, p in lacked.recorded_later)
        yield names.say(_LATER, later=names.listed(start))
    elif not lacked.lacking:
        yield names.say(_NOBODY_RECORDS)
    beside: dict[Who, list[str]] = {}
    for each in lacked.beside:
        channel = names.say(_BY_CHANNEL, channel=names.channel(each.channel), phases=names.phases(each.phases))
        beside.setdefault(each.sender, []).append(channel)
    for sender, channels in beside.items():
        yield names.say(
            _BESIDE, sender=names.who(sender), who=names.actor(lacked.like), channels=names.listed(channels)
        )
    for stated, text in ((lacked.if_unknown, _IF_UNKNOWN), (lacked.if_planned, _IF_PLANNED)):
        if stated:
            yield names.say(text, stated=names.listed(_stated(actor, each, names) for actor, each in stated))
    if lacked.later is not None:
        yield names.say(_GETS_LATER, phase=names.phase(lacked.later))


def _stated(actor: str, statement: Statement, names: Labels) -> str:
    """A statement in words, of all members of the role that state it with the actor: each of them would do."""
    role = names.data_map.role_of(actor)
    members = names.data_map.members.get(role, (actor,))
    those = [each for each in members if statement in names.data_map.statements[each]]
    via, to = (statement.entry.via, statement.to) if isinstance(statement, Share) else (None, None)
    return names.say(
        _RECORDS_IT if via is None or to is None else _SHARES_IT,
        actor=names.all_of(grouped(names.data_map, those)),
        field=names.field(statement.field),
        phase=names.phase(statement.phase),
        to=names.actor(to) if to else "",
        channel=names.channel(via) if via else "",
    )


def _shares(lacked: WhyNotHeld, names: Labels) -> Iterator[str]:
    if not lacked.leaving:
        yield names.say(_NO_SHARES)
        return
    there = [each for each in lacked.leaving if each.leads_there]
    elsewhere = {who: None for each in lacked.leaving if not each.leads_there for who in each.receivers}
    if there:
        yield names.say(_TO_IT)
        yield from ("  " + names.sentence(_leaving(each, names)) for each in there)
    else:
        yield names.say(_NOTHING_TO_IT)
    if elsewhere:
        yield names.say(_ELSEWHERE, receivers=names.all_of(elsewhere))


def _leaving(leaving: BlockedShare, names: Labels) -> str:
    return names.say(
        _LEAVES,
        senders=names.all_of(leaving.senders),
        receivers=names.all_of(leaving.receivers),
        phase=names.phase(leaving.phase),
        channel=names.channel(leaving.channel),
        why=names.say(CLAUSE[leaving.reason]),
    )

"""The timeline of a field as sentences."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from dataflow.analysis.lineage.timeline import (
    Holder,
    PendingSupply,
    RecordEvent,
    RoleNeed,
    ShareEvent,
    Timeline,
    TimelinePhase,
    needs_by_role,
)
from dataflow.analysis.needs.certificates import NOT_YET
from dataflow.base.text import Text
from dataflow.base.visible import visible
from dataflow.model.entities import Form
from dataflow.reports import ReportOptions
from dataflow.reports._trace_labels import Labels, sentence
from dataflow.reports._trace_needs import HAS, used_text, wanted_text
from dataflow.wording.barriers import SENTENCE
from dataflow.wording.counts import are, for_some_of
from dataflow.wording.forms import SO_IT_IS_LOST
from dataflow.wording.members import RECORDED_BY, SENT_BY
from dataflow.wording.phases import EVERY_PHASE
from dataflow.wording.units import unit_in_words

_RECORDS = Text(en="{who} records it {form}", da="{who} registrerer det {form}")
_REPORTS = Text(en="{who} reports it {form}", da="{who} indberetter det selv {form}")
_IN_SYSTEM = Text(en=", in {system}", da=", i {system}")
_FROM_PATIENT = Text(en=", as the patient tells it", da=", som borgeren oplyser det")
_WORKS_OUT = Text(
    en="{who} {has} {parts} from here on, and can work it out", da="{who} {has} herfra {parts} og kan beregne det"
)
_PASSES = {
    "push": Text(en="{sender} sends it to {receivers}", da="{sender} sender det til {receivers}"),
    "pull": Text(en="{receivers} can fetch it from {sender}", da="{receivers} kan hente det hos {sender}"),
    "manual": Text(
        en="{sender} passes it to {receivers} by hand", da="{sender} giver det manuelt videre til {receivers}"
    ),
    None: Text(en="{sender} passes it to {receivers}", da="{sender} giver det videre til {receivers}"),
}
_BY = Text(en=" by {channel}", da=" via {channel}")
_THROUGH = Text(en=" through {channel}", da=" via {channel}")
_APART = Text(en=", each within its cluster", da=", hver i sin klynge")
_STILL = Text(en=", still {form}", da=", fortsat {form}")
_AS = Text(en=", {form}", da=", {form}")
_AGAIN = Text(en="It travels on as before: {hops}", da="Det deles fortsat som før: {hops}")
_HOP = Text(en="from {sender} to {receivers}", da="fra {sender} til {receivers}")

_UNSETTLED = {
    ("unknown", "records"): Text(
        en="Nobody has found out whether {who} records it in {phases}",
        da="Det er ikke afklaret, om {who} registrerer det i {phases}",
    ),
    ("unknown", "shares"): Text(
        en="Nobody has found out whether {who} shares it with {receivers} by {channel} in {phases}",
        da="Det er ikke afklaret, om {who} deler det med {receivers} via {channel} i {phases}",
    ),
    ("planned", "records"): Text(
        en="It is planned that {who} records it in {phases}",
        da="Det er planlagt, at {who} registrerer det i {phases}",
    ),
    ("planned", "shares"): Text(
        en="It is planned that {who} shares it with {receivers} by {channel} in {phases}",
        da="Det er planlagt, at {who} deler det med {receivers} via {channel} i {phases}",
    ),
}
OPEN = Text(en="Not settled", da="Uafklaret eller planlagt")
_NOBODY = Text(en="Nobody records or shares this field.", da="Ingen registrerer eller deler dette felt.")
QUIET = Text(en="Nothing is stated about it in this phase.", da="Ingen oplysninger om feltet i denne fase.")
END = Text(en="In the end", da="Til sidst")
_KEPT = Text(en="{who} has it {form}, since {phase}{also}.", da="{who} har det {form}, siden {phase}{also}.")
_ALSO = Text(en=", and {form}, since {phase}", da=", og {form}, siden {phase}")
_NEVER = Text(en="Nobody has it.", da="Ingen har det.")
_TALLY = Text(
    en="Of {of} needs for it, {met} {are} met{some}{perhaps}; a role's need in a phase counts as one.",
    da="Af {of} behov for det {are} {met} opfyldt{some}{perhaps}; en rolles behov i en fase tæller for ét.",
)
_PERHAPS = Text(en=" and {count} perhaps", da=" og {count} måske")
_ONE_NEED = {
    RoleNeed(False, False, False): Text(
        en="The one need for it is not met.", da="Det ene behov for det er ikke opfyldt."
    ),
    RoleNeed(False, False, True): Text(
        en="The one need for it is perhaps met.", da="Det ene behov for det er måske opfyldt."
    ),
    RoleNeed(True, False, False): Text(en="The one need for it is met.", da="Det ene behov for det er opfyldt."),
    RoleNeed(True, True, False): Text(
        en="The one need for it is met for some only.", da="Det ene behov for det er kun opfyldt for nogle."
    ),
}
_DERIVED = Text(en="Can be worked out from {parts}.", da="Kan beregnes ud fra {parts}.")


def timeline_text(timeline: Timeline, options: ReportOptions) -> Iterator[str]:
    """The lines of the text: the field, each phase, and who holds the field in the end."""
    names = Labels(timeline.data_map, options.language)
    yield from heading(timeline.data_map.fields[timeline.field].id, names, options)
    if not any(events.records or events.derived or events.shares for events in timeline.phases):
        yield names.say(_NOBODY)
        yield ""
    for events in timeline.phases:
        yield options.bold(names.title(events.phase))
        lines = [line for _, line in event_sentences(events, timeline.field, names)]
        yield from (f"  {line}" for line in lines or [names.say(QUIET)])
        yield ""
    if timeline.pending:
        yield options.bold(names.say(OPEN))
        yield from ("  " + unsettled_sentence(unsettled, names) for unsettled in timeline.pending)
        yield ""
    yield options.bold(names.say(END))
    yield from ("  " + line for line in end_sentences(timeline, names))


def end_sentences(timeline: Timeline, names: Labels) -> Iterator[str]:
    """The sentences on who has the field in the end, and on how many needs are met."""
    for kept in timeline.holders:
        yield _kept(kept, names)
    if not timeline.holders:
        yield names.say(_NEVER)
    needs = [need for events in timeline.phases for need in needs_by_role(events.demands)]
    met, some, possible = (sum(each) for each in zip(*needs, strict=True)) if needs else (0, 0, 0)
    if len(needs) == 1:
        yield names.say(_ONE_NEED[needs[0]])
    elif needs:
        words = {
            "some": for_some_of(met, some).in_language(names.language),
            "perhaps": names.say(_PERHAPS, count=possible) if possible else "",
        }
        yield names.say(_TALLY, met=met, are=names.say(are(met)), of=len(needs), **words)


def heading(field_id: str, names: Labels, options: ReportOptions) -> Iterator[str]:
    """The lines of the heading: label, id, unit and definition of the field."""
    field = names.data_map.fields[field_id]
    label = names.field(field_id)
    unit = [] if field.unit is None else [visible(unit_in_words(field.unit).in_language(names.language))]
    about = ([] if label == field_id else [field_id]) + unit
    title = f"{label} [{', '.join(about)}]" if about else label
    yield options.bold(title)
    yield "=" * len(title)
    if field.definition is not None:
        yield sentence(visible(field.definition.in_language(names.language)))
    if field.derived_from:
        yield names.say(_DERIVED, parts=names.listed(names.field(part) for part in field.derived_from))
    yield ""


def event_sentences(events: TimelinePhase, field: str, names: Labels) -> Iterator[tuple[str, str]]:
    """The events of a phase as sentences, each with its role (``records``, ``passes``, ``unmet``)."""
    for recorded in events.records:
        yield "records", names.sentence(_recorded(recorded, names))
    parts = names.listed(names.field(part) for part in names.data_map.fields[field].derived_from)
    for hours, derived in groupby(events.derived, lambda each: each.hours):
        able = [each.who for each in derived]
        whom = names.all_of(able)
        has = names.say(HAS[len(able) > 1 or names.is_plural(whom)])
        yield "works-out", names.sentence(names.say(_WORKS_OUT, who=whom, has=has, parts=parts) + names.after(hours))
    for passed in events.shares:
        if not passed.as_before:
            yield "passes" if passed.barrier is None else "blocked", names.sentence(_passed(passed, names))
    again = [passed for passed in events.shares if passed.as_before]
    if again:
        yield "passes", _as_before(again, names)
    met_uses = (wanted for wanted in events.demands if wanted.kind == "uses" and wanted.cause is None)
    used = [wanted for wanted in met_uses if wanted.limit is None]
    for wanted in events.demands:
        if wanted not in used:
            met = "met" if wanted.cause is None else "possible" if wanted.possible else "unmet"
            yield met, wanted_text(wanted, field, names)
    if used:
        yield "uses", used_text(used, names)


def _recorded(recorded: RecordEvent, names: Labels) -> str:
    actor = names.data_map.actors[recorded.who.id]
    by_patient = actor.kind == "patient"
    text = names.say(
        _REPORTS if by_patient else _RECORDS,
        who=names.who(recorded.who),
        form=names.form(recorded.form, recorded.code_system),
    )
    if recorded.system is not None and recorded.system in actor.systems:
        text += names.say(_IN_SYSTEM, system=actor.systems[recorded.system].label.in_language(names.language))
    text += names.say(_FROM_PATIENT) if recorded.patient_reported and not by_patient else ""
    return text + names.after(recorded.after) + names.partly(RECORDED_BY, recorded.some)


def _passed(passed: ShareEvent, names: Labels) -> str:
    words = {
        "sender": names.who(passed.sender),
        "receivers": names.all_of(passed.receivers),
        "channel": names.channel(passed.channel),
    }
    if passed.barrier is not None or passed.got is None or passed.had is None:
        return names.say(SENTENCE[passed.barrier or NOT_YET], **words)
    text = names.say(_PASSES[names.data_map.channels[passed.channel].mode], **words)
    channel = names.data_map.channels[passed.channel].label
    actors = [names.data_map.actors[who.id].label for who in (passed.sender, *passed.receivers)]
    # A channel with the label of an actor at one of its ends is not named.
    if all(channel.texts != label.texts for label in actors):
        pulled = names.data_map.channels[passed.channel].mode == "pull"
        text += names.say(_THROUGH if pulled else _BY, channel=words["channel"])
    text += names.say(_APART) if passed.by_cluster else ""
    form = names.element(passed.got)
    if passed.got.form < passed.had.form:
        text += names.say(SO_IT_IS_LOST[passed.had.form], form=form)
    else:
        text += names.say(_AS if passed.got.form == Form.FREE_TEXT else _STILL, form=form)
    when = names.circumstances(passed.on_request, passed.delivery)
    return text + when + names.partly(SENT_BY, passed.some)


def _as_before(again: Sequence[ShareEvent], names: Labels) -> str:
    hops = dict.fromkeys(
        names.say(_HOP, sender=names.who(each.sender), receivers=names.all_of(each.receivers)) for each in again
    )
    return names.sentence(names.say(_AGAIN, hops=names.listed(hops)))


def unsettled_sentence(unsettled: PendingSupply, names: Labels) -> str:
    """The sentence for a record or share that is planned or unknown."""
    everywhere = len(unsettled.phases) == len(names.data_map.phases)
    text = names.say(
        _UNSETTLED[unsettled.status, unsettled.kind],
        who=names.who(unsettled.who),
        receivers=names.all_of(unsettled.receivers),
        channel=names.channel(unsettled.channel) if unsettled.channel else "",
        phases=names.say(EVERY_PHASE) if everywhere and len(unsettled.phases) > 1 else names.phases(unsettled.phases),
    )
    return names.sentence(text + names.circumstances(unsettled.on_request, None))


def _kept(kept: Holder, names: Labels) -> str:
    also = (
        names.say(_ALSO, form=names.element(element), phase=names.phase(since)) for element, since in kept.other_codes
    )
    return names.say(
        _KEPT,
        who=names.who(kept.who),
        form=names.element(kept.best),
        phase=names.phase(kept.best_since),
        also="".join(also),
    )

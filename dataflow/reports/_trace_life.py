"""The life of a field as sentences."""

from collections.abc import Iterator, Sequence

from dataflow.analysis.lineage.timeline import Kept, Passed, Recorded, Timeline, TimelinePhase, Unsettled, told_as_one
from dataflow.analysis.needs.certificates import NOT_YET
from dataflow.base.text import Text
from dataflow.base.visible import visible
from dataflow.model.entities import Form
from dataflow.reports import ReportOptions
from dataflow.reports._trace_needs import used_text, wanted_text
from dataflow.reports._trace_words import Namer, sentence
from dataflow.wording.barriers import SENTENCE
from dataflow.wording.counts import are
from dataflow.wording.forms import SO_IT_IS_LOST
from dataflow.wording.phases import EVERY_PHASE

_RECORDS = Text(en="{who} records it {form}", da="{who} registrerer det {form}")
_REPORTS = Text(en="{who} reports it {form}", da="{who} indberetter det selv {form}")
_IN_SYSTEM = Text(en=", in {system}", da=", i {system}")
_FROM_PATIENT = Text(en=", as the patient tells it", da=", som borgeren oplyser det")
_WORKS_OUT = Text(
    en="{who} has {parts} from here on, and can work it out", da="{who} har herfra {parts} og kan regne det ud"
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
        en="Nobody has found out whether {who} records it in {phases}.",
        da="Det er ikke afklaret, om {who} registrerer det i {phases}.",
    ),
    ("unknown", "shares"): Text(
        en="Nobody has found out whether {who} shares it with {receivers} by {channel} in {phases}.",
        da="Det er ikke afklaret, om {who} deler det med {receivers} via {channel} i {phases}.",
    ),
    ("planned", "records"): Text(
        en="It is planned that {who} records it in {phases}.",
        da="Det er planlagt, at {who} registrerer det i {phases}.",
    ),
    ("planned", "shares"): Text(
        en="It is planned that {who} shares it with {receivers} by {channel} in {phases}.",
        da="Det er planlagt, at {who} deler det med {receivers} via {channel} i {phases}.",
    ),
}
OPEN = Text(en="Not settled", da="Uafklaret eller planlagt")
_NOBODY = Text(en="Nobody records or shares this field.", da="Ingen registrerer eller deler dette felt.")
QUIET = Text(en="Nothing is stated about it in this phase.", da="Der står intet om det i denne fase.")
END = Text(en="In the end", da="Til sidst")
_KEPT = Text(en="{who} has it {form}, since {phase}.", da="{who} har det {form}, siden {phase}.")
_NEVER = Text(en="Nobody has it.", da="Ingen har det.")
_TALLY = Text(
    en="Of {of} needs for it, {met} {are} met (a role's need in a phase counts as one).",
    da="Af {of} behov for det {are} {met} opfyldt (en rolles behov i en fase tæller for ét).",
)
_ONE_NEED = {
    False: Text(en="The one need for it is not met.", da="Det ene behov for det er ikke opfyldt."),
    True: Text(en="The one need for it is met.", da="Det ene behov for det er opfyldt."),
}
_DERIVED = Text(en="Can be worked out from {parts}.", da="Kan regnes ud fra {parts}.")


def life_text(timeline: Timeline, options: ReportOptions) -> Iterator[str]:
    """The lines: what the field is, each phase, and the end."""
    names = Namer(timeline.data_map, options.language)
    yield from heading(timeline.data_map.fields[timeline.field].id, names, options)
    if not any(chapter.recorded or chapter.worked_out or chapter.passed for chapter in timeline.chapters):
        yield names.say(_NOBODY)
        yield ""
    for chapter in timeline.chapters:
        yield _bold(names.title(chapter.phase), options)
        said = [line for _, line in told_of(chapter, timeline.field, names)]
        yield from (f"  {line}" for line in said or [names.say(QUIET)])
        yield ""
    if timeline.unsettled:
        yield _bold(names.say(OPEN), options)
        yield from ("  " + unsettled_told(unsettled, names) for unsettled in timeline.unsettled)
        yield ""
    yield _bold(names.say(END), options)
    yield from ("  " + line for line in kept_told(timeline, names))


def kept_told(timeline: Timeline, names: Namer) -> Iterator[str]:
    """Who has the field in the end, and how many needs are met."""
    for kept in timeline.kept:
        yield _kept(kept, names)
    if not timeline.kept:
        yield names.say(_NEVER)
    groups = [group[0] for chapter in timeline.chapters for group in told_as_one(chapter.wanted)]
    needs = [first.cause is None and first.extent is None for first in groups if first.kind == "needs"]
    if len(needs) == 1:
        yield names.say(_ONE_NEED[needs[0]])
    elif needs:
        yield names.say(_TALLY, met=sum(needs), are=names.say(are(sum(needs))), of=len(needs))


def heading(field_id: str, names: Namer, options: ReportOptions) -> Iterator[str]:
    """The field by its label and id, and what it means."""
    field = names.data_map.fields[field_id]
    label = names.field(field_id)
    about = ([] if label == field_id else [field_id]) + ([visible(field.unit.in_writing)] if field.unit else [])
    title = f"{label} [{', '.join(about)}]" if about else label
    yield _bold(title, options)
    yield "=" * len(title)
    if field.definition is not None:
        yield sentence(field.definition.in_language(names.language))
    if field.derived_from:
        yield names.say(_DERIVED, parts=names.listed(names.field(part) for part in field.derived_from))
    yield ""


def _bold(text: str, options: ReportOptions) -> str:
    return f"\x1b[1m{text}\x1b[0m" if options.color else text


def told_of(chapter: TimelinePhase, field: str, names: Namer) -> Iterator[tuple[str, str]]:
    """What happens in a phase: sentences, each with what it tells (``records``, ``passes``, ``unmet``)."""
    for recorded in chapter.recorded:
        yield "records", sentence(_recorded(recorded, names))
    if chapter.worked_out:
        parts = names.listed(names.field(part) for part in names.data_map.fields[field].derived_from)
        yield "works-out", sentence(names.say(_WORKS_OUT, who=names.all_of(chapter.worked_out), parts=parts))
    for passed in chapter.passed:
        if not passed.again:
            yield "passes" if passed.barrier is None else "blocked", sentence(_passed(passed, names))
    again = [passed for passed in chapter.passed if passed.again]
    if again:
        yield "passes", _as_before(again, names)
    used = [wanted for wanted in chapter.wanted if wanted.kind == "uses" and wanted.cause is None]
    for wanted in chapter.wanted:
        if wanted not in used:
            met = "met" if wanted.cause is None else "possible" if wanted.possible else "unmet"
            yield met, wanted_text(wanted, names)
    if used:
        yield "uses", used_text(used, names)


def _recorded(recorded: Recorded, names: Namer) -> str:
    actor = names.data_map.actors[recorded.who.id]
    by_patient = actor.kind == "patient"
    text = names.say(
        _REPORTS if by_patient else _RECORDS,
        who=names.who(recorded.who),
        form=names.form(recorded.form, recorded.code_system),
    )
    if recorded.system is not None and recorded.system in actor.systems:
        text += names.say(_IN_SYSTEM, system=actor.systems[recorded.system].label.in_language(names.language))
    return text + (names.say(_FROM_PATIENT) if recorded.patient_reported and not by_patient else "")


def _passed(passed: Passed, names: Namer) -> str:
    words = {
        "sender": names.who(passed.sender),
        "receivers": names.all_of(passed.receivers),
        "channel": names.channel(passed.channel),
    }
    if passed.barrier is not None or passed.got is None or passed.had is None:
        return names.say(SENTENCE[passed.barrier or NOT_YET], **words)
    said = names.say(_PASSES[names.data_map.channels[passed.channel].mode], **words)
    channel = names.data_map.channels[passed.channel].label
    actors = [names.data_map.actors[who.id].label for who in (passed.sender, *passed.receivers)]
    # A portal that is an actor and a channel at once is named once.
    if all(channel.texts != label.texts for label in actors):
        pulled = names.data_map.channels[passed.channel].mode == "pull"
        said += names.say(_THROUGH if pulled else _BY, channel=words["channel"])
    said += names.say(_APART) if passed.apart else ""
    form = names.element(passed.got)
    if passed.got.form < passed.had.form:
        return said + names.say(SO_IT_IS_LOST[passed.had.form], form=form)
    return said + names.say(_AS if passed.got.form == Form.FREE_TEXT else _STILL, form=form)


def _as_before(again: Sequence[Passed], names: Namer) -> str:
    hops = dict.fromkeys(
        names.say(_HOP, sender=names.who(each.sender), receivers=names.all_of(each.receivers)) for each in again
    )
    return sentence(names.say(_AGAIN, hops=names.listed(hops)))


def unsettled_told(unsettled: Unsettled, names: Namer) -> str:
    """A record or share that does not count."""
    everywhere = len(unsettled.phases) == len(names.data_map.phases)
    return names.say(
        _UNSETTLED[unsettled.status, unsettled.kind],
        who=names.who(unsettled.who),
        receivers=names.all_of(unsettled.receivers),
        channel=names.channel(unsettled.channel) if unsettled.channel else "",
        phases=names.say(EVERY_PHASE) if everywhere and len(unsettled.phases) > 1 else names.phases(unsettled.phases),
    )


def _kept(kept: Kept, names: Namer) -> str:
    return names.say(_KEPT, who=names.who(kept.who), form=names.element(kept.best), phase=names.phase(kept.since))

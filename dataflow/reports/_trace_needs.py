"""The needs and uses of a field as sentences, with whether each is met and why not."""

from collections.abc import Sequence

from dataflow.analysis.lineage.timeline import DemandEvent, Who
from dataflow.analysis.lineage.timing import TimeLimit
from dataflow.analysis.needs.causes import Cause
from dataflow.base.text import OR, Text
from dataflow.model.entities import Form
from dataflow.reports._trace_labels import Labels
from dataflow.wording.causes import TRACE
from dataflow.wording.numbers import figure
from dataflow.wording.statements import RECEIVED, RECORDED_IN, SINCE, WANTS
from dataflow.wording.times import step, within

WHO_WANTS = {
    level: Text(en=f"{{who}} {wants.en}{{what}}", da=f"{{who}} {wants.da}{{what}}") for level, wants in WANTS.items()
}
HAS = {False: Text(en="has", da="har"), True: Text(en="have", da="har")}
"""Behind one and behind several."""
_FOR = Text(en=" for {purposes}", da=" til {purposes}")
_MET = Text(en="{wants}, and {has} it.", da="{wants}, og {has} det.")
_MET_AFTER = {
    True: Text(en="{wants}, and {has} it after {hours}.", da="{wants}, og {has} det efter {hours}."),
    False: Text(en="{wants}, and {has} it from its beginning.", da="{wants}, og {has} det fra dens begyndelse."),
}
"""Where a need has a limit."""
_MET_UNTIMED = Text(
    en="{wants}, and {has} it, but it is not stated how long it takes.",
    da="{wants}, og {has} det, men det er ikke angivet, hvor lang tid det tager.",
)
_BY_STEPS = Text(en="{why} ({steps})", da="{why} ({steps})")
_FOR_SOME = Text(
    en="{wants}, and {has} it, but only for some: {figure}.", da="{wants}, og {has} det, men kun for nogle: {figure}."
)
_UNMET = {
    "needs": Text(en="{wants}. NOT MET: {why}.", da="{wants}. IKKE OPFYLDT: {why}."),
    "uses": Text(
        en="{wants}, but by the map it can't have it so: {why}.",
        da="{wants}, men kan efter kortet ikke have det sådan: {why}.",
    ),
}
_POSSIBLY = Text(
    en="{wants}. PERHAPS NOT MET; as far as is known, {why}.",
    da="{wants}. MÅSKE IKKE OPFYLDT; så vidt vides gælder: {why}.",
)
_USED = Text(en="It is used by {whom}", da="Det bruges af {whom}")


def wanted_text(wanted: DemandEvent, field: str, names: Labels) -> str:
    """The sentence for a need of a field, or for a use that is not met or has a limit."""
    what = "" if wanted.limit is None else within(wanted.limit.within).in_language(names.language)
    if wanted.form > Form.FREE_TEXT:
        what += " " + (
            names.form(wanted.form)
            if not wanted.code_systems
            else names.form(wanted.form, None) + f" ({names.code_systems(wanted.code_systems)})"
        )
    what += names.say(_FOR, purposes=names.purposes(wanted.purposes)) if wanted.purposes else ""
    what += names.say(SINCE, phase=names.phase(wanted.since)) if wanted.since else ""
    what += names.say(RECORDED_IN, phases=names.phases(wanted.recorded_in, OR)) if wanted.recorded_in else ""
    what += names.say(RECEIVED) if wanted.received else ""
    who = names.who(wanted.who)
    wants, has = names.say(WHO_WANTS[wanted.level], who=who, what=what), names.say(HAS[names.is_plural(who)])
    if wanted.extent is not None:
        return names.sentence(
            names.say(_FOR_SOME, wants=wants, has=has, figure=figure(wanted.extent).in_language(names.language))
        )
    if wanted.cause is None:
        return met_text(wants, has, wanted.limit, names)
    pattern = _POSSIBLY if wanted.possible and wanted.kind == "needs" else _UNMET[wanted.kind]
    return names.sentence(names.say(pattern, wants=wants, why=_why(wanted, field, names)))


def met_text(wants: str, has: str, limit: TimeLimit | None, names: Labels) -> str:
    """The sentence for a need that is met, with how long it takes where it has a limit."""
    if limit is None or limit.hours is None:
        return names.sentence(names.say(_MET, wants=wants, has=has))
    if limit.is_untimed:
        return names.sentence(names.say(_MET_UNTIMED, wants=wants, has=has))
    return names.sentence(
        names.say(_MET_AFTER[limit.hours > 0], wants=wants, has=has, hours=names.duration(limit.hours))
    )


def too_slow_text(limit: TimeLimit, names: Labels) -> str:
    """The clause for a value that comes too slowly: after how long, and how much too late that is."""
    arrival, late = names.duration(limit.hours or 0), names.duration(limit.late)
    return names.say(TRACE[Cause.TOO_SLOW], arrival=arrival, late=late)


def used_text(used: Sequence[DemandEvent], names: Labels) -> str:
    """The sentence for the uses that are met, by purpose."""
    if not used:
        return ""
    whom: dict[tuple[str, ...], dict[Who, None]] = {}
    for each in used:
        whom.setdefault(each.purposes, {})[each.who] = None
    users = (
        names.all_of(who) + (names.say(_FOR, purposes=names.purposes(purposes)) if purposes else "")
        for purposes, who in whom.items()
    )
    return names.sentence(names.say(_USED, whom="; ".join(users)))


def _why(wanted: DemandEvent, field: str, names: Labels) -> str:
    if wanted.cause is None:
        return ""
    if wanted.cause is Cause.TOO_SLOW and wanted.limit is not None:
        steps = (
            step(
                each,
                field,
                names.actor(each.role),
                names.channel(each.channel) if each.channel else "",
                names.field(each.field),
            ).in_language(names.language)
            for each in wanted.limit.steps
        )
        return names.say(_BY_STEPS, why=too_slow_text(wanted.limit, names), steps="; ".join(steps))
    return names.say(
        TRACE[wanted.cause],
        receiver=names.actor(wanted.who.id),
        form=names.listed(names.element(each) for each in wanted.has),
        recorded=names.phases(each.recorded for each in wanted.has),
    )

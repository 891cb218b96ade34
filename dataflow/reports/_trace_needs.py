"""The needs and uses of a field as sentences, with whether each is met and why not."""

from collections.abc import Sequence

from dataflow.analysis.lineage.timeline import DemandEvent, Who
from dataflow.base.text import Text
from dataflow.model.entities import Form
from dataflow.reports._trace_labels import Labels, sentence
from dataflow.wording.causes import TRACE
from dataflow.wording.numbers import figure
from dataflow.wording.statements import WANTS

_WANTS = Text(en="{who} {wants}{what}", da="{who} {wants}{what}")
_FOR = Text(en=" for {purposes}", da=" til {purposes}")
_SINCE = Text(en=", recorded in {phase} or later", da=", registreret i {phase} eller senere")
_RECEIVED = Text(en=", received from others", da=", modtaget fra andre")
_MET = Text(en="{wants}, and has it.", da="{wants}, og har det.")
_FOR_SOME = Text(
    en="{wants}, and has it, but only for some: {figure}.", da="{wants}, og har det, men kun for nogle: {figure}."
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


def wanted_text(wanted: DemandEvent, names: Labels) -> str:
    """The sentence for a need, or for a use that is not met."""
    what = ""
    if wanted.form > Form.FREE_TEXT:
        what += " " + (
            names.form(wanted.form)
            if not wanted.code_systems
            else names.form(wanted.form, None) + f" ({names.code_systems(wanted.code_systems)})"
        )
    what += names.say(_FOR, purposes=names.purposes(wanted.purposes)) if wanted.purposes else ""
    what += names.say(_SINCE, phase=names.phase(wanted.since)) if wanted.since else ""
    what += names.say(_RECEIVED) if wanted.received else ""
    wants = names.say(_WANTS, who=names.who(wanted.who), wants=names.say(WANTS[wanted.level]), what=what)
    if wanted.extent is not None:
        return sentence(names.say(_FOR_SOME, wants=wants, figure=figure(wanted.extent).in_language(names.language)))
    if wanted.cause is None:
        return sentence(names.say(_MET, wants=wants))
    pattern = _POSSIBLY if wanted.possible and wanted.kind == "needs" else _UNMET[wanted.kind]
    return sentence(names.say(pattern, wants=wants, why=_why(wanted, names)))


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
    return sentence(names.say(_USED, whom="; ".join(users)))


def _why(wanted: DemandEvent, names: Labels) -> str:
    if wanted.cause is None:
        return ""
    return names.say(
        TRACE[wanted.cause],
        form=names.listed(names.element(each) for each in wanted.has),
        recorded=names.phases(each.recorded for each in wanted.has),
    )

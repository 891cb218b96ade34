"""What would bring a field to an actor with which it is not shared, in words (DF301)."""

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.repairs import Between, Repair
from dataflow.base.text import Filling, Name, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.model.statements import Demand
from dataflow.rules._words import any_of, members_alone, roles, together
from dataflow.wording.forms import AS_DATA
from dataflow.wording.when import NO_SHARE, TODAY, when

_ADD_TO_SHARE = Text(
    en="Add {field} to what {sender} already shares with {actor} over {channel} in {phase}.",
    da="Føj {field} til det, som {sender} allerede deler med {actor} via {channel} i {phase}.",
)
_SHARE_APART = Text(
    en="Let {sender} share {field} with {actor} over {channel} in {phase}, in a share of its own: added to what is"
    " shared there already, it would go to {others} too.",
    da="Lad {sender} dele {field} med {actor} via {channel} i {phase} i en deling for sig: føjes det til det, der"
    " allerede deles dér, får {others} det også.",
)
_SHARE_FOR_THIS = Text(
    en="Let {sender} share {field} with {actor} over {channel} in {phase}, in a share of its own: what is shared"
    " there already is for {purposes}.",
    da="Lad {sender} dele {field} med {actor} via {channel} i {phase} i en deling for sig: det, der allerede deles"
    " dér, er til {purposes}.",
)
_NEW_SHARE = Text(
    en="Let {holder} share {field} with {actor}{form}; {none} would do.",
    da="Lad {holder} dele {field} med {actor}{form}; {none} er tilstrækkelige.",
)
_NONE_TODAY = Text(en="none of the shares between them today", da="ingen af de nuværende delinger mellem dem")
_FIRST_SHARE = Text(
    en="Let {holder} share {field} with {actor}{form}; nothing is shared between them{when}.",
    da="Lad {holder} dele {field} med {actor}{form}; der deles intet mellem dem{when}.",
)
_SHARE = Text(en="Let {holder} share {field} with {actor}{form}.", da="Lad {holder} dele {field} med {actor}{form}.")
_IN_FORM = Text(en=" {form}", da=" {form}")
_NEW_SHARE_OR_ADD = Text(
    en="Let {holder} share {field} with {actor}; or add it to what {sender} already shares with {actor} over"
    " {channel} in {phase}.",
    da="Lad {holder} dele {field} med {actor}; eller føj det til det, som {sender} allerede deler med {actor} via"
    " {channel} i {phase}.",
)
NEW_SHARES = {Between.NOTHING: _FIRST_SHARE, Between.NOTHING_YET: _SHARE, Between.SHARES: _NEW_SHARE}
"""What to do about a field of which no share that there is could take it."""


def role_name(data_map: DataMap, actor: str) -> Name:
    """The name of an actor's role, or its own where it has none."""
    return data_map.actors[data_map.role_of(actor)].name


def _sender(data_map: DataMap, sender: str, field: str) -> Filling:
    """The role of a sender; the members that alone record the field, where it is one of these."""
    alone = members_alone(data_map, field)
    of_role = [each for each in alone if data_map.role_of(each) == data_map.role_of(sender)]
    return roles(data_map, of_role, field=field) if sender in alone else role_name(data_map, sender)


def repair_words(data_map: DataMap, actor: str, need: Demand, repair: Repair, assumptions: Assumptions) -> Sentence:
    own, holders = role_name(data_map, actor), any_of(data_map, repair.holders, actor, need.field)
    field = data_map.fields[need.field].name
    least = need.entry.form
    form: Filling = "" if least == Form.FREE_TEXT else Sentence(_IN_FORM, {"form": AS_DATA[least]})
    then = when(data_map, assumptions.planned)
    between: dict[str, Filling] = {"when": then, "none": _NONE_TODAY if then is TODAY else NO_SHARE}
    to: dict[str, Filling] = {"holder": holders, "actor": own, "field": field, "form": form}
    new = Sentence(NEW_SHARES[repair.between], {**to, **between})
    if repair.sender is None or repair.share is None:
        return new
    is_best = repair.sender in repair.holders
    channel, phase = data_map.channels[repair.share.entry.via].name, data_map.phases[repair.share.phase].name
    apart = repair.stands_apart
    words: dict[str, Filling] = {
        "holder": holders,
        "sender": _sender(data_map, repair.sender, need.field),
        "actor": own,
        "field": field.with_ids,
        "channel": channel.with_ids if apart else channel,
        "phase": phase.with_ids if apart else phase,
        "others": together(repair.others, data_map.actors_by_id),
        "purposes": together(repair.purposes, data_map.purposes),
    }
    if repair.stands_apart:
        return Sentence(_SHARE_APART if repair.others else _SHARE_FOR_THIS, words) if is_best else new
    return Sentence(_ADD_TO_SHARE if is_best else _NEW_SHARE_OR_ADD, words)

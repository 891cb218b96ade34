"""Why a need is not met, and what would meet it, in words (DF301)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.sharing import Hop
from dataflow.analysis.needs.causes import Cause
from dataflow.analysis.needs.needs import Evidence, Needs
from dataflow.analysis.needs.parts import FreshRecords, LostPart, fresh_records, lost_parts, own_records
from dataflow.analysis.needs.repairs import could_arrive, repair_of
from dataflow.analysis.needs.senders import first_losing_hop, lost_again
from dataflow.analysis.needs.suitability import digital_channel_to
from dataflow.base.text import LANGUAGES, ActorRef, Filling, Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.model.entities import Form
from dataflow.model.statements import Demand, Entry, Record, Statement
from dataflow.rules._repair_words import NEW_SHARES, repair_words, role_name
from dataflow.rules._timing import timed
from dataflow.rules._words import any_of, either, roles, together
from dataflow.wording.advice import (
    ADVICE,
    ADVICE_IN_NO_CODE_SYSTEM,
    ADVICE_RECORD_AND_SEND_BETTER,
    ADVICE_RECORD_IN_ANOTHER_CODE_SYSTEM,
    ADVICE_SEND_DIGITALLY,
    ADVICE_SEND_IN_TIME,
    ADVICE_SEND_OVER_DIGITAL,
    ADVICE_SHARE_WHAT_IS_BETTER,
    ADVICE_SHARE_WHAT_IS_FRESH,
    ADVICE_SHARE_WHAT_IS_RECORDED_THERE,
    ADVICE_SHARE_WHAT_IS_WORKED_OUT,
    and_lost_again,
)
from dataflow.wording.causes import (
    NEED,
    NEED_IN_NO_CODE_SYSTEM,
    NEED_OF_BETTER_PARTS,
    NEED_OF_FRESH_PARTS,
    NEED_OF_PARTS,
    NEED_RECORDED_LATER_HERE,
    USE,
)
from dataflow.wording.forms import DATA
from dataflow.wording.key_phrases import KEY_PHRASES
from dataflow.wording.lists import SEMICOLON, chained
from dataflow.wording.members import NOBODY, NOBODY_ELSE
from dataflow.wording.what_counts import and_what_counts

_HAS_NO = Text(en="has no", da="har ikke")
_RECEIVES_NO = Text(en="receives no", da="modtager ikke")
_HOP_LATE = Text(
    en="{sender} shares it over {channel} only in {phase}",
    da="{sender} deler det via {channel}, men først i {phase}",
)
_HOP_EARLY = Text(
    en="{sender} shares it over {channel} in {phase}, before having it",
    da="{sender} deler det via {channel} i {phase}, før den selv har det",
)
_HOP_FORM = Text(
    en="{sender} sends it over {channel}, which carries it as {form}",
    da="{sender} sender det via {channel}, der overfører det som {form}",
)
_SENT_ON = Text(
    en="{sender} sends it to {to} over {channel}, which carries it as {form}",
    da="{sender} sender det til {to} via {channel}, der overfører det som {form}",
)
_LATE_UNKNOWN = Text(en="its sender has it too late", da="afsenderen har det for sent")
_BETTER_STAYS = Text(
    en="what is recorded so well does not get there", da="det, der er registreret så godt, når ikke frem dertil"
)
_FRESH_STAYS = Text(
    en="{fresh} records it in {since} or later, but does not share that",
    da="{fresh} registrerer det i {since} eller senere, men deler det ikke",
)
_IT = Text(en="it", da="det")
_SAID = Text(en="{said}", da="{said}")
_OF_PART = Text(en="{parts}: {said}", da="{parts}: {said}")
_FOR_PART = Text(en="For {parts}: {said}", da="For {parts}: {said}")
_ONE_AFTER_ANOTHER = Text(en="{first} {rest}", da="{first} {rest}")

_OF_PARTS = {
    Cause.UNDERIVABLE: NEED_OF_PARTS,
    Cause.STALE: NEED_OF_FRESH_PARTS,
    Cause.FORM_TOO_LOW: NEED_OF_BETTER_PARTS,
    Cause.FORM_LOST: NEED_OF_BETTER_PARTS,
}


@dataclass(frozen=True, slots=True)
class Account:
    """Why a need is not met and what would meet it: the message, the hint, the statements that they are about.

    ``rests_on`` are the entries that the finding rests on, ``fields`` the needed field and the parts that it lacks.
    """

    message: Sentence
    hint: Sentence
    statements: tuple[Statement, ...]
    rests_on: tuple[Entry, ...]
    fields: tuple[str, ...]


NO_ACCOUNT = Account(Sentence(_SAID, {"said": ""}), Sentence(_SAID, {"said": ""}), (), (), ())
"""For findings that are only compared."""


def account_of(needs: Needs, actor: str, need: Demand, cause: Cause, assumptions: Assumptions) -> Account:
    """The account of an unmet need; a derived field is looked through to its parts."""
    data_map = needs.map_as_of.data_map
    evidence = needs.evidence(actor, need, cause, assumptions)
    lost = lost_parts(needs, actor, need, cause, assumptions) if not evidence.hops else ()
    if lost and cause == Cause.STALE and fresh_records(needs, actor, need, evidence, assumptions).records:
        lost = ()
    text, hint, words, fresh = _in_words(needs, actor, need, cause, evidence, assumptions)
    message = Sentence(text, {**words, "actor": ActorRef(actor)})
    statements: list[Statement] = [
        *evidence.sharing.recorded,
        *(hop.statement for hop in evidence.hops),
        *evidence.way,
        *fresh.records,
    ]
    rests_on: list[Entry] = [*_cited(cause, evidence), *(record.entry for record in fresh.records if fresh.parts)]
    if lost:
        reasons = ((part.need.field, _why_lost(needs, part, assumptions)) for part in lost)
        whys = _by_part(data_map, _OF_PART, reasons)
        message = replace(message, text=_OF_PARTS[cause]).with_words(parts_why=chained(SEMICOLON, whys))
        remedies = ((part.need.field, _advice_for(needs, part, assumptions)) for part in lost)
        advice = _by_part(data_map, _FOR_PART, remedies)
        hint = reduce(_followed_by, [hint, *advice] if cause == Cause.UNDERIVABLE else advice)
        for part in lost:
            hops = [hop.statement for hop in part.evidence.hops]
            statements += [*part.evidence.sharing.recorded, *hops]
            rests_on += [each.entry for each in part.evidence.sharing.recorded] + [each.entry for each in hops]
    own = data_map.statements[actor].of(Record)
    message = and_what_counts(message, need, cause, records_it=any(record.field == need.field for record in own))
    fields = dict.fromkeys((need.field, *fresh.parts, *(part.need.field for part in lost)))
    return Account(message, hint, tuple(dict.fromkeys(statements)), tuple(rests_on), tuple(fields))


def _followed_by(first: Sentence, rest: Sentence) -> Sentence:
    return Sentence(_ONE_AFTER_ANOTHER, {"first": first, "rest": rest})


def _cited(cause: Cause, evidence: Evidence) -> Iterable[Entry]:
    """The entries that a finding rests on, besides the need itself."""
    yield from (hop.statement.entry for hop in evidence.hops)
    if cause in (Cause.NOT_SHARED, Cause.RECORDED_LATE, Cause.FORM_TOO_LOW, Cause.STALE, Cause.RECORDED_ELSEWHERE):
        yield from (record.entry for record in evidence.sharing.recorded)
    yield from (statement.entry for statement in evidence.way)


def _in_words(
    needs: Needs, actor: str, need: Demand, cause: Cause, evidence: Evidence, assumptions: Assumptions
) -> tuple[Text, Sentence, dict[str, Filling], FreshRecords]:
    """The text of the message, the hint, the words of both, and the records that are recent enough."""
    data_map = needs.map_as_of.data_map
    text, hint, fresh = NEED[cause], ADVICE[cause], FreshRecords((), ())
    words = _words(needs, actor, need, cause, evidence)
    if cause == Cause.CODE_SYSTEM_MISMATCH and not any(element.code_system for element in evidence.held):
        text, hint = NEED_IN_NO_CODE_SYSTEM, ADVICE_IN_NO_CODE_SYSTEM
    elif cause == Cause.FORM_LOST and not evidence.hops:
        hint = ADVICE_SHARE_WHAT_IS_BETTER
    elif evidence.hops:
        hint, said = _step_advice(needs, actor, need, cause, evidence, assumptions)
        words |= said
    elif cause == Cause.CODE_SYSTEM_MISMATCH and (coders := _coders(evidence)):
        words["coders"] = any_of(data_map, coders, subject=actor)
        hint = ADVICE_RECORD_IN_ANOTHER_CODE_SYSTEM
    elif cause == Cause.STALE:
        fresh = fresh_records(needs, actor, need, evidence, assumptions)
        words["fresh"] = any_of(data_map, fresh.recorders, subject=actor)
        words["fresh_parts"] = together(fresh.parts, data_map.fields)
        if fresh.recorders:
            hint = ADVICE_SHARE_WHAT_IS_WORKED_OUT if fresh.parts else ADVICE_SHARE_WHAT_IS_FRESH
    elif cause == Cause.RECORDED_ELSEWHERE:
        own = own_records(needs, actor)
        there = [
            each for each, record in evidence.sharing.records
            if record.entry not in own
            and record.phase in need.entry.recorded_in
            and needs.position(record.phase) <= needs.position(need.phase)
        ]  # fmt: skip
        words["fresh"] = any_of(data_map, tuple(dict.fromkeys(there)), subject=actor)
        if there:
            hint = ADVICE_SHARE_WHAT_IS_RECORDED_THERE
    elif cause == Cause.FORM_TOO_LOW and not could_arrive(needs, actor, need, assumptions):
        hint = ADVICE_RECORD_AND_SEND_BETTER
    elif cause == Cause.NOT_SHARED:
        repair = repair_of(needs, actor, need, evidence, assumptions)
        later = _own_too_late(needs, actor, need, evidence)
        text = NEED_RECORDED_LATER_HERE if later else text
        words |= {"repair": repair_words(data_map, actor, need, repair, assumptions), **later}
    return text, Sentence(hint, {**words, "actor": role_name(data_map, actor)}), words, fresh


def _words(needs: Needs, actor: str, need: Demand, cause: Cause, evidence: Evidence) -> dict[str, Filling]:
    data_map = needs.map_as_of.data_map
    now = needs.position(need.phase)
    by_then = [record.entry for record in evidence.sharing.recorded if needs.position(record.phase) <= now]
    best = max(
        (entry.form for entry in by_then),
        default=max((element.form for element in evidence.held), default=Form.FREE_TEXT),
    )
    return {
        **KEY_PHRASES,
        "field": data_map.fields[need.field].name,
        "phase": data_map.phases[need.phase].name,
        "has_no": _RECEIVES_NO if need.entry.received else _HAS_NO,
        "parts": either(evidence.missing_parts, data_map.fields),
        "parts_all": together(evidence.missing_parts, data_map.fields),
        "nobody": NOBODY_ELSE if need.entry.received else NOBODY,
        "recorders": roles(data_map, _recorders(data_map, actor, need, evidence), actor, need.field),
        "receiver": role_name(data_map, actor),
        "since": data_map.phases[need.entry.recorded_since].name if need.entry.recorded_since else "",
        "recorded": together({element.recorded for element in evidence.held}, data_map.phases),
        "there": either(need.entry.recorded_in, data_map.phases),
        **timed(needs, need, evidence.first),
        "least": DATA[need.entry.form],
        "best": DATA[best],
        "form": DATA[max((element.form for element in evidence.held), default=Form.FREE_TEXT)],
        "wanted": either(need.entry.code_systems, data_map.code_systems),
        "codes": together({each.code_system for each in evidence.held if each.code_system}, data_map.code_systems),
        "hops": _hop_words(needs, need, cause, evidence),
    }


def _step_advice(
    needs: Needs, actor: str, need: Demand, cause: Cause, evidence: Evidence, assumptions: Assumptions
) -> tuple[Text, dict[str, Filling]]:
    """The advice about the first step at which a field is lost, and about those that would lower its form again."""
    data_map = needs.map_as_of.data_map
    hop = first_losing_hop(needs, evidence.hops, evidence.sharing)
    words = _step_words(needs, need, hop, assumptions)
    if cause == Cause.ARRIVES_LATE:
        return ADVICE_SEND_IN_TIME, words
    hint = ADVICE[cause]
    if not data_map.channels[hop.statement.entry.via].is_digital:
        hint = ADVICE_SEND_OVER_DIGITAL if words["digital"] else ADVICE_SEND_DIGITALLY
    again = lost_again(needs, hop, actor, need, evidence.sharing)
    if not again:
        return hint, words
    words["again"] = chained(SEMICOLON, [_again_words(data_map, each) for each in again])
    return and_lost_again(hint), words


def _again_words(data_map: DataMap, hop: Hop) -> Sentence:
    words: dict[str, Filling] = {
        "sender": role_name(data_map, hop.sender),
        "to": role_name(data_map, hop.receiver),
        "channel": data_map.channels[hop.statement.entry.via].name,
        "form": DATA[hop.form],
    }
    return Sentence(_SENT_ON, words)


def _own_too_late(needs: Needs, actor: str, need: Demand, evidence: Evidence) -> dict[str, Filling]:
    """Words for an actor that records a field itself after it is needed, where actors of other roles record it."""
    data_map, sharing = needs.map_as_of.data_map, evidence.sharing
    own = [record.phase for each, record in sharing.records if each == actor]
    others = [each for each in sharing.recorders if data_map.role_of(each) != data_map.role_of(actor)]
    is_late = all(needs.position(phase) > needs.position(need.phase) for phase in own)
    if not own or not others or not is_late or need.entry.received:
        return {}
    recorders = roles(data_map, others, actor, need.field)
    return {"own_phases": together(own, data_map.phases), "recorders": recorders}


def _coders(evidence: Evidence) -> tuple[str, ...]:
    """Who records the field in the code systems in which the actor has it."""
    codes = {element.code_system for element in evidence.held if element.code_system}
    coding = (actor for actor, record in evidence.sharing.records if record.entry.code_system in codes)
    return tuple(dict.fromkeys(coding))


def _recorders(data_map: DataMap, actor: str, need: Demand, evidence: Evidence) -> Iterable[str]:
    """Who records the field; of what is needed from others, who does outside the role of the actor, if anybody."""
    recorders, own = evidence.sharing.recorders, data_map.role_of(actor)
    others = tuple(each for each in recorders if data_map.role_of(each) != own)
    return others if need.entry.received and others else recorders


def _step_words(needs: Needs, need: Demand, hop: Hop, assumptions: Assumptions) -> dict[str, Filling]:
    """The sender, receiver and channel of a step, and a digital channel that might be used instead, if any."""
    data_map = needs.map_as_of.data_map
    digital = digital_channel_to(needs, hop.sender, hop.receiver, need.field, assumptions)
    return {
        "sender": role_name(data_map, hop.sender),
        "to": role_name(data_map, hop.receiver),
        "channel": data_map.channels[hop.statement.entry.via].name,
        "digital": data_map.channels[digital].name if digital else "",
    }


def _hop_words(needs: Needs, need: Demand, cause: Cause, evidence: Evidence) -> Sentence | Text:
    if not evidence.hops:
        return _LATE_UNKNOWN if cause == Cause.ARRIVES_LATE else _BETTER_STAYS
    hop: Hop = first_losing_hop(needs, evidence.hops, evidence.sharing)
    template = _HOP_FORM
    if cause == Cause.ARRIVES_LATE:
        late = needs.position(hop.statement.phase) > needs.position(need.phase)
        template = _HOP_LATE if late else _HOP_EARLY
    data_map = needs.map_as_of.data_map
    words: dict[str, Filling] = {
        "sender": role_name(data_map, hop.sender),
        "channel": data_map.channels[hop.statement.entry.via].name,
        "phase": data_map.phases[hop.statement.phase].name,
        "form": DATA[hop.form],
    }
    return Sentence(template, words)


def _by_part(data_map: DataMap, text: Text, said: Iterable[tuple[str, Filling]]) -> list[Sentence]:
    """What is said of each part; parts of which the same is said are named together."""
    found: dict[tuple[str, ...], tuple[Filling, set[str]]] = {}
    for part, words in said:
        key = tuple(Sentence(_SAID, {"said": words}).in_language(language) for language in LANGUAGES)
        found.setdefault(key, (words, set()))[1].add(part)
    return [
        Sentence(text, {"parts": together(parts, data_map.fields), "said": words}) for words, parts in found.values()
    ]


def _why_lost(needs: Needs, part: LostPart, assumptions: Assumptions) -> Filling:
    """Why a part is not there well enough: the step that loses it, where there is one."""
    _, _, words, fresh = _in_words(needs, part.actor, part.need, part.cause, part.evidence, assumptions)
    if part.evidence.hops:
        return words["hops"]
    return Sentence(_FRESH_STAYS if fresh.recorders else USE[part.cause], words)


def _advice_for(needs: Needs, part: LostPart, assumptions: Assumptions) -> Sentence:
    """The advice about a part, which is "it" there: the advice of several parts may be the same."""
    hint = _in_words(needs, part.actor, part.need, part.cause, part.evidence, assumptions)[1]
    repair = hint.words.get("repair")
    if not isinstance(repair, Sentence):
        return hint.with_words(field=_IT)
    return hint.with_words(repair=repair.with_words(field=_IT)) if repair.text in NEW_SHARES.values() else hint

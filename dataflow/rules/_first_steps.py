"""What to do first about an unmet need that planned or unknown statements may meet, in words (DF301)."""

from collections.abc import Sequence

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.needs.causes import Cause
from dataflow.analysis.needs.needs import Needs
from dataflow.analysis.needs.outcomes import extent_of
from dataflow.analysis.needs.planned import Planned, PlannedReach
from dataflow.analysis.needs.repairs import repair_of, unknown_share_of
from dataflow.base.text import Enumeration, Filling, Sentence, Text
from dataflow.model.statements import Demand, Entry, ShareEntry, Statement
from dataflow.rules._remedies import Account
from dataflow.rules._repair_words import repair_words, role_name
from dataflow.rules._words import together
from dataflow.wording.advice import (
    ADVICE_LET_MEMBERS_HAVE_IT,
    ADVICE_LET_MEMBERS_SHARE_TOO,
    MORE_COMPLETE_RECORD,
    MORE_COMPLETE_SHARE,
    OR_ELSE,
    PUT_INTO_FORCE,
)
from dataflow.wording.numbers import of_all

_FIND_OUT = Text(
    en="First find out what it hangs on, which nobody knows yet. If the gap remains: {hint}",
    da="Find først ud af det, som hullet afhænger af, og som ingen har afklaret. Er hullet der stadig: {hint}",
)
_FIND_OUT_SHARE = Text(
    en="First find out whether {sender} shares {field} with {actor} over {channel}, which nobody knows yet. If the"
    " gap remains: {hint}",
    da="Find først ud af, om {sender} deler {field} med {actor} via {channel}; det har ingen afklaret. Er hullet der"
    " stadig: {hint}",
)


def with_first_steps(
    needs: Needs,
    actor: str,
    need: Demand,
    account: Account,
    unknown: Sequence[Entry],
    planned: PlannedReach | None,
    assumptions: Assumptions,
    is_certain: bool,
) -> Sentence:
    """The hint, preceded by what to do where planned or ``unknown`` statements may meet the need."""
    if planned is not None:
        rest = _for_the_rest(needs, actor, need, account, planned, assumptions)
        left_out = together(planned.without_plan | planned.without_field, needs.map_as_of.data_map.actors_by_id)
        return Sentence(PUT_INTO_FORCE[planned.extent], {"hint": rest, "left_out": left_out})
    if is_certain:
        return account.hint
    share = unknown_share_of(needs, actor, account.fields, unknown)
    if share is None:
        return Sentence(_FIND_OUT, {"hint": account.hint})
    field, sender, entry = share
    data_map = needs.map_as_of.data_map
    words: dict[str, Filling] = {
        "sender": role_name(data_map, sender),
        "field": data_map.fields[field].name,
        "actor": role_name(data_map, actor),
        "channel": data_map.channels[entry.via].name,
        "hint": account.hint,
    }
    return Sentence(_FIND_OUT_SHARE, words)


def _for_the_rest(
    needs: Needs, actor: str, need: Demand, account: Account, planned: PlannedReach, assumptions: Assumptions
) -> Sentence:
    """What would help those whom the planned statements leave out: not what is planned once more."""
    if planned.limiting is not None:
        more = _more_complete(needs, planned.limiting)
        other = _from_others(needs, actor, need, account, planned, assumptions)
        return more if other is None else Sentence(OR_ELSE, {**more.words, "more": more, "hint": other})
    if planned.extent == Planned.FOR_ALL:
        return account.hint
    data_map = needs.map_as_of.data_map
    text, members = ADVICE_LET_MEMBERS_HAVE_IT, planned.without_field
    if not members:
        text, members = ADVICE_LET_MEMBERS_SHARE_TOO, planned.without_plan
    words: dict[str, Filling] = {
        "members": together(members, data_map.actors_by_id),
        "field": data_map.fields[need.field].name,
        "actor": role_name(data_map, actor),
    }
    return Sentence(text, words)


def _more_complete(needs: Needs, limiting: Statement) -> Sentence:
    """That a record or share is to take in more."""
    data_map, entry = needs.map_as_of.data_map, limiting.entry
    words: dict[str, Filling] = {
        "author": role_name(data_map, entry.author),
        "field": data_map.fields[limiting.field].name,
        "phase": data_map.phases[limiting.phase].name,
        "figure": of_all(extent_of(entry)),
    }
    if isinstance(entry, ShareEntry):
        return Sentence(MORE_COMPLETE_SHARE, {**words, "channel": data_map.channels[entry.via].name})
    return Sentence(MORE_COMPLETE_RECORD, words)


def _from_others(
    needs: Needs, actor: str, need: Demand, account: Account, planned: PlannedReach, assumptions: Assumptions
) -> Sentence | None:
    """The advice of the account, with others in the place of those who are to send it by what is planned anyway."""
    repair = account.hint.words.get("repair")
    if not isinstance(repair, Sentence):
        return account.hint
    data_map = needs.map_as_of.data_map
    named = repair.words.get("holder")
    holders = named.ids if isinstance(named, Enumeration) else frozenset()
    if planned.senders.isdisjoint(map(data_map.role_of, holders)):
        return account.hint
    evidence = needs.evidence(actor, need, Cause.NOT_SHARED, assumptions)
    other = repair_of(needs, actor, need, evidence, assumptions, planned.senders)
    if not other.holders or data_map.role_of(actor) in map(data_map.role_of, other.holders):
        return None
    words = repair_words(data_map, actor, need, other, assumptions)
    return account.hint.with_words(repair=words)

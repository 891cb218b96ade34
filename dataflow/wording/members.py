"""Who is meant: nobody, or a role with the number of its members, as in ``municipality (5 of 19 members)``."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dataflow.base.text import Name, Sentence, Text

if TYPE_CHECKING:  # every list of findings loads this file, and only pictures need these
    from dataflow.analysis.lineage.some_members import SomeMembers
    from dataflow.analysis.lineage.timeline import Who
    from dataflow.base.picture import Words
    from dataflow.model.data_map import DataMap

NOBODY = Text(en="nobody", da="ingen")
NOBODY_ELSE = Text(en="nobody else", da="ingen anden")
"""For a need that the actor's own records do not meet."""
_ONLY_MEMBER = Text(en="{role} (its only member)", da="{role} (det eneste medlem)")
_BOTH_MEMBERS = Text(en="{role} (both members)", da="{role} (begge medlemmer)")
_ALL_MEMBERS = Text(en="{role} (all {of} members)", da="{role} (alle {of} medlemmer)")
_SOME_MEMBERS = Text(en="{role} ({count} of {of} members)", da="{role} ({count} af {of} medlemmer)")
_BOTH = Text(en="{role} (both)", da="{role} (begge)")
_ALL = Text(en="{role} (all {of})", da="{role} (alle {of})")
_SOME = Text(en="{role} ({count} of {of})", da="{role} ({count} af {of})")
_THESE = Text(en="{role} ({count} of {of}: {members})", da="{role} ({count} af {of}: {members})")
_COUNT = Text(en="{count} of {of}", da="{count} af {of}")
_NAMED = Text(en="{count}: {members}", da="{count}: {members}")
_BUT_NOT = Text(en="{who} (not {others})", da="{who} (ikke {others})")
RECORDED_BY = Text(en="recorded by {members}", da="registreres af {members}")
SENT_BY = Text(en="sent by {members}", da="sendes af {members}")
SENT_BY_OF_STATUS = {
    "planned": Text(en="to be sent by {members}", da="skal sendes af {members}"),
    "unknown": Text(en="perhaps sent by {members}", da="sendes måske af {members}"),
}
"""The same of shares that are not in force, or not known to be."""
MET_FOR = Text(en="met for {members}", da="opfyldt hos {members}")
_FEW = 5
"""The most members that are named where only some do something."""
_MEMBERS = Text(en="{count} of {of} members", da="{count} af {of} medlemmer")


def in_finding(role: Name, count: int, of: int) -> Sentence:
    """A role in the message of a finding."""
    whole = {1: _ONLY_MEMBER, 2: _BOTH_MEMBERS}.get(of, _ALL_MEMBERS)
    text = _SOME_MEMBERS if count < of else whole
    return Sentence(text, {"role": role, "count": str(count), "of": str(of)})


def in_picture(data_map: "DataMap", who: "Who") -> "Words":
    """The label of an actor; of a role, with the number of its members where it is not all."""
    return of_some(data_map.actors[who.id].label, who)


def of_some(words: "Words", who: "Who") -> "Words":
    """What is said of an actor, with the number of members of whom it is said where that is not all of them."""
    if who.members is None or who.of is None or len(who.members) == who.of:
        return words
    return some_of(words, len(who.members), who.of)


def some_of(role: "Words", count: int, of: int) -> Sentence:
    """Some members of a role, or what is said of them: ``Municipality (5 of 98)``."""
    return Sentence(_SOME, {"role": role, "count": str(count), "of": str(of)})


def in_trace(role: str, members: str | None, count: int, of: int) -> Sentence:
    """A role in the sentences of a trace, with the names of the members that are meant; None where they are many."""
    whole = _BOTH if of == 2 else _ALL
    text = whole if count == of else _SOME if members is None else _THESE
    return Sentence(text, {"role": role, "members": members or "", "count": str(count), "of": str(of)})


def some_members(members: Sequence[str], of: int) -> Sentence:
    """``5 of 19 members``."""
    return Sentence(_MEMBERS, {"count": str(len(members)), "of": str(of)})


def count_of(count: int, of: int) -> Sentence:
    """``1 of 2``, where it is said before that members are counted."""
    return Sentence(_COUNT, {"count": str(count), "of": str(of)})


def partly(
    data_map: "DataMap", some: "SomeMembers", *, names_doing: bool = True, names_others: bool = True
) -> Sentence:
    """How many of a role do something, and who and who not where these are few: ``1 of 2: East (not West)``."""
    count, of = len(some.doing), len(some.doing) + len(some.others)
    said = count_of(count, of)
    if names_doing and count <= _FEW:
        said = Sentence(_NAMED, {"count": said, "members": _labels(data_map, some.doing)})
    if names_others and len(some.others) <= _FEW:
        said = Sentence(_BUT_NOT, {"who": said, "others": _labels(data_map, some.others)})
    return said


def _labels(data_map: "DataMap", members: Sequence[str]) -> "Words":
    from dataflow.wording.lists import COMMA, chained

    return chained(COMMA, [data_map.actors[each].label for each in members])

"""The known words nearest to an unknown one."""

from collections.abc import Iterable, Sequence

from dataflow.base.kinds import KINDS
from dataflow.base.text import OR, Sentence, Text, joined
from dataflow.base.user_error import UserError

_DID_YOU_MEAN = Text(en="Did you mean {words}?", da="Mente du {words}?")
# Numbered ids (s01 to s79) are equally near, and the right one should be among those named.
_MOST = 20


def nearest(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known words at the least optimal string alignment distance; empty where that is too large."""
    from rapidfuzz.distance import OSA

    most = max(1, len(word) // 3)
    lowered = word.lower()
    distances = {other: OSA.distance(lowered, other.lower(), score_cutoff=most) for other in dict.fromkeys(known)}
    best = min(distances.values(), default=most + 1)
    if best > most:
        return ()
    return tuple(sorted(other for other, distance in distances.items() if distance == best))[:_MOST]


def did_you_mean(near: Sequence[str], otherwise: Sentence) -> Sentence:
    """The question that names the nearest words; the sentence ``otherwise`` where there are none."""
    if not near:
        return otherwise
    quoted = [f'"{other}"' for other in near]
    words = Text(en=joined(quoted, "en", OR), da=joined(quoted, "da", OR))
    return Sentence(_DID_YOU_MEAN, {"words": words})


_UNKNOWN = Text(en="There is {none} {name}. {hint}", da="Der er {none} {name}. {hint}")
_THERE_ARE = Text(en="There are: {known}.", da="Mulighederne er: {known}.")
_NONE = Text(en="none", da="ingen")


class Unknown(UserError):
    """A given name is unknown; the message names the nearest known ones. ``kind`` is one of ``KINDS``."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        known = sorted(known)
        near = nearest(name, known)
        listed = Sentence(_THERE_ARE, {"known": ", ".join(known) or _NONE})
        meant = Sentence(_DID_YOU_MEAN, {"words": Text(en=joined(near, "en", OR), da=joined(near, "da", OR))})
        super().__init__(_UNKNOWN, none=KINDS[kind].none, name=repr(name), hint=meant if near else listed)

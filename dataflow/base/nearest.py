"""The known words nearest to an unknown one."""

from collections.abc import Iterable

from dataflow.base.text import OR, Sentence, Text, joined

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


def did_you_mean(word: str, known: Iterable[str], otherwise: Sentence) -> Sentence:
    """The question that names the nearest words; the sentence ``otherwise`` where none is near."""
    near = nearest(word, known)
    if not near:
        return otherwise
    quoted = [f'"{other}"' for other in near]
    words = Text(en=joined(quoted, "en", OR), da=joined(quoted, "da", OR))
    return Sentence(_DID_YOU_MEAN, {"words": words})


class Unknown(Exception):
    """A given name is unknown; the message names the nearest known ones."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        known = sorted(known)
        near = nearest(name, known)
        hint = f" Did you mean {' or '.join(near)}?" if near else f" There are: {', '.join(known) or 'none'}."
        super().__init__(f"There is no {what} {name!r}.{hint}")

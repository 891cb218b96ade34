"""Actors that come to hold the same, whoever they are: one of them stands for all.

Two actors are bisimilar where they record the same and receive the same from actors that are bisimilar: then the
closure gives them the same, however many there are of each. The coarsest such partition is found by refining (Paige
and Tarjan, "Three partition refinement algorithms", 1987; the plain way of it, as the rounds are few).
"""

from collections.abc import Collection, Hashable, Iterable, Mapping

_ROUNDS = 12
"""How far off what tells two actors apart may be. A longer chain takes as many rounds, each through all of the map
(``make bench``, the map of 50 MB): there nobody stands for another."""


def stand_ins(
    own: Mapping[str, Hashable], arriving: Mapping[str, Collection[tuple[str, Hashable]]], apart: Iterable[str] = ()
) -> Mapping[str, str]:
    """For each actor the first that is bisimilar.

    ``own`` says what each one records, ``arriving`` who sends it what; those ``apart`` are like no other.
    """
    alone = set(apart)
    classes = _numbered({actor: (actor if actor in alone else None, records) for actor, records in own.items()})
    count = 0
    for _ in range(_ROUNDS):
        now = len(set(classes.values()))
        if now == count:
            break
        count = now
        classes = _numbered(
            {
                actor: (number, frozenset((classes[sender], what) for sender, what in arriving.get(actor, ())))
                for actor, number in classes.items()
            }
        )
    else:
        return {actor: actor for actor in own}
    first: dict[int, str] = {}
    return {actor: first.setdefault(number, actor) for actor, number in classes.items()}


def _numbered(signatures: Mapping[str, Hashable]) -> dict[str, int]:
    numbers: dict[Hashable, int] = {}
    return {actor: numbers.setdefault(signature, len(numbers)) for actor, signature in signatures.items()}

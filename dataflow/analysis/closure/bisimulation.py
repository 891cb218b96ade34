"""Bisimulation: actors that hold the same have one representative, for which alone the closure is computed.

Two actors are bisimilar if they record the same and receive the same from bisimilar actors. The coarsest such
partition is found by refinement (Paige and Tarjan, "Three partition refinement algorithms", 1987; naively, as the
rounds are few).
"""

from collections.abc import Collection, Hashable, Iterable, Mapping

_ROUNDS = 12
"""The most rounds of refinement. A chain of shares takes a round for each of its hops, each through the whole map
(``make bench``, the map of 50 MB); beyond this each actor is its own representative, which is correct but slower."""


def bisimilar_representatives(
    own: Mapping[str, Hashable], arriving: Mapping[str, Collection[tuple[str, Hashable]]], apart: Iterable[str] = ()
) -> Mapping[str, str]:
    """The representative of each actor: the first that is bisimilar.

    ``own`` is what each actor records, ``arriving`` who sends it what; each of ``apart`` is its own representative.
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

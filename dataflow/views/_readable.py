"""Whether a picture can be read, and if not, the filter that makes it so."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from dataflow.base.picture import Edge, Words
from dataflow.base.text import Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.views import Focus
from dataflow.wording.counts import ARROWS, counted
from dataflow.wording.lists import listed

READABLE = 60
"""More arrows than these on one page, and nobody follows them."""
CROWDED = Text(
    en="{arrows} arrows are more than anyone can follow: draw a part of the map (a phase, group, actor or channel).",
    da="{arrows} pile er flere, end nogen kan følge: tegn en del af kortet (én fase, gruppe, aktør eller kanal).",
)
CROWDED_BUT = Text(
    en="{arrows} arrows are more than anyone can follow. Draw a part of the map: {ways}.",
    da="{arrows} pile er flere, end nogen kan følge. Tegn en del af kortet: {ways}.",
)
WAY = Text(en="{option} ({arrows})", da="{option} ({arrows})")


def crowded(
    data_map: DataMap, focus: Focus, edges: Sequence[Edge], arrows: Callable[[Focus], int]
) -> tuple[Words, ...]:
    """A notice where there are more arrows than one can follow; it names filters, and how many each leaves.

    ``arrows`` counts them under another focus. Of each kind of filter it is the one that leaves most.
    """
    if len(edges) <= READABLE:
        return ()
    ways = [
        Sentence(WAY, {"option": f"--{kind} {name}", "arrows": counted(left, ARROWS)})
        for kind in ("phase", "group", "actor", "channel")
        for name, left in _best(data_map, focus, kind, edges, arrows)
    ]
    words = {"arrows": str(len(edges))}
    return (Sentence(CROWDED_BUT, {**words, "ways": listed(ways)}) if ways else Sentence(CROWDED, words),)


def _best(
    data_map: DataMap, focus: Focus, kind: str, edges: Sequence[Edge], arrows: Callable[[Focus], int]
) -> Iterator[tuple[str, int]]:
    """The filter of a kind that leaves most of what can be read, if there is one: guessed first, then counted."""
    guessed = {name: sum(_passes(data_map, edge, kind, name) for edge in edges) for name in _ids(data_map, kind)}
    for name in sorted(guessed, key=lambda name: -guessed[name]):
        if 0 < guessed[name] <= READABLE:
            left = arrows(_narrowed(focus, kind, name))
            if 0 < left <= READABLE:
                yield name, left
                return


def _narrowed(focus: Focus, kind: str, name: str) -> Focus:
    only = (name,)
    return {
        "phase": replace(focus, phases=only),
        "group": replace(focus, groups=only),
        "actor": replace(focus, actors=only),
        "channel": replace(focus, channels=only),
    }[kind]


def _ids(data_map: DataMap, kind: str) -> Sequence[str]:
    known = {
        "phase": data_map.phases,
        "group": data_map.groups,
        "actor": data_map.presented,
        "channel": data_map.channels,
    }
    return tuple(known[kind])


def _passes(data_map: DataMap, edge: Edge, kind: str, name: str) -> bool:
    if kind == "actor":
        return name in (edge.source.partition(".")[0], edge.target.partition(".")[0])
    if kind != "group":
        return f"{kind}:{name}" in edge.about
    fields = (each.removeprefix("field:") for each in edge.about if each.startswith("field:"))
    return any(name in data_map.groups_of(field) for field in fields)

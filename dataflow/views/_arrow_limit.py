"""The notice for a graph with too many arrows, with filters that reduce it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from dataflow.base.picture import Edge, Words
from dataflow.base.text import Sentence, Text
from dataflow.model.data_map import DataMap
from dataflow.views import Focus
from dataflow.wording.counts import ARROWS, counted
from dataflow.wording.lists import listed

READABLE = 60
"""The most arrows on one page that a reader can follow."""
CROWDED = Text(
    en="{arrows} arrows are more than anyone can follow: draw a part of the map (a phase, group, actor or channel).",
    da="{arrows} pile er flere, end nogen kan følge: tegn en del af kortet (én fase, gruppe, aktør eller kanal).",
)
CROWDED_BUT = Text(
    en="{arrows} arrows are more than anyone can follow. Draw a part of the map: {ways}.",
    da="{arrows} pile er flere, end nogen kan følge. Tegn en del af kortet: {ways}.",
)
WAY = Text(en="{option} ({arrows})", da="{option} ({arrows})")


def arrow_notice(
    data_map: DataMap, focus: Focus, edges: Sequence[Edge], arrows: Callable[[Focus], int]
) -> tuple[Words, ...]:
    """A notice where there are more than ``READABLE`` arrows, with filters and how many arrows each leaves.

    ``arrows`` counts the arrows under another focus. Of each kind of filter, the one that leaves most is named.
    """
    if len(edges) <= READABLE:
        return ()
    options = [
        Sentence(WAY, {"option": f"--{kind} {name}", "arrows": counted(left, ARROWS)})
        for kind in ("phase", "group", "actor", "channel")
        for name, left in _best(data_map, focus, kind, edges, arrows)
    ]
    words = {"arrows": str(len(edges))}
    return (Sentence(CROWDED_BUT, {**words, "ways": listed(options)}) if options else Sentence(CROWDED, words),)


def _best(
    data_map: DataMap, focus: Focus, kind: str, edges: Sequence[Edge], arrows: Callable[[Focus], int]
) -> Iterator[tuple[str, int]]:
    """The filter of a kind that leaves most readable arrows, if any: estimated from the edges, then counted."""
    names = data_map.presented if kind == "actor" else getattr(data_map, f"{kind}s")
    passing = Counter(name for edge in edges for name in _passed_by(data_map, edge, kind))
    estimates = {name: passing[name] for name in names}
    for name in sorted(estimates, key=lambda name: -estimates[name]):
        if 0 < estimates[name] <= READABLE:
            only: dict[str, Any] = {f"{kind}s": (name,)}
            left = arrows(replace(focus, **only))
            if 0 < left <= READABLE:
                yield name, left
                return


def _passed_by(data_map: DataMap, edge: Edge, kind: str) -> set[str]:
    """The ids of a kind whose filter leaves an edge."""
    if kind == "actor":
        return {end.partition(".")[0] for end in (edge.source, edge.target)}
    if kind != "group":
        return _ids_of(edge, kind)
    return {group for field in _ids_of(edge, "field") for group in data_map.groups_of(field)}


def _ids_of(edge: Edge, kind: str) -> set[str]:
    return {each.removeprefix(f"{kind}:") for each in edge.about if each.startswith(f"{kind}:")}

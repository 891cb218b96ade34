"""Several phases written as one text, such as ``admission - discharge``: which ones, and how to write them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dataflow.base.nearest import nearest_ids
from dataflow.base.text import Sentence, Text
from dataflow.language.several import as_list, ends_of

_RANGE = Text(
    en='A range of phases stands here as one text: "{id}".', da='Her står et interval af faser som én tekst: "{id}".'
)
_WRITE_RANGE = Text(
    en="Write phase: {{from: {start}, to: {end}}} for all phases from the one to the other; phase: [{start}, {end}]"
    " for these two alone.",
    da="Skriv phase: {{from: {start}, to: {end}}} for alle faser fra den ene til den anden; phase: [{start}, {end}]"
    " for de to alene.",
)


class RangeMeant(NamedTuple):
    """A range of phases: all from its one end to the other, in their order."""

    phases: tuple[str, ...]

    def message(self, word: str) -> Sentence:
        """What stands there."""
        return Sentence(_RANGE, {"id": word[:80]})

    def as_range_or_list(self) -> Sentence:
        """How to write it where a range may stand."""
        return Sentence(_WRITE_RANGE, {"start": self.phases[0], "end": self.phases[-1]})

    def one_by_one(self) -> Sentence:
        """How to write it where only ids may stand."""
        return as_list(self.phases)


def range_meant(text: str, pathway: Sequence[str], labels: Mapping[str, Sequence[str]]) -> RangeMeant | None:
    """The range that a text means, by the ids or the labels of its ends; None where it is none.

    ``pathway`` has the phases in their order. A range that runs backwards is turned round.
    """
    for first, second, sure in ends_of(text):
        ends = [first, second]
        if sure:
            near = [nearest_ids(end, {each: labels.get(each, ()) for each in pathway}, part=False) for end in ends]
            ends = [found[0] if len(found) == 1 else end for end, found in zip(ends, near, strict=True)]
        if set(ends) <= set(pathway) and ends[0] != ends[1]:
            start, end = sorted(map(pathway.index, ends))
            return RangeMeant(tuple(pathway[start : end + 1]))
    return None

"""Handovers as people ask about them: which needs are met at that moment, and what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dataflow.analysis.figures.handovers import Handover, answers_at, handovers_of
from dataflow.analysis.needs.outcomes import Answer, Outcome, worst
from dataflow.base.text import Text
from dataflow.documents import Analysed
from dataflow.documents.labelled import label
from dataflow.language.statement_specs import LEVELS
from dataflow.model.data_map import DataMap

_NAME = Text(en="{givers} → {taker}: {phase}", da="{givers} → {taker}: {phase}")
_AND = Text(en=" and ", da=" og ")


@dataclass(frozen=True)
class Takeover:
    """A handover with the answer to each need, by field and level: the worst of all members."""

    handover: Handover
    answers: Mapping[tuple[str, str], Answer]

    @property
    def anchor(self) -> str:
        """Where the document describes it."""
        return f"handover-{self.handover.phase}"

    @property
    def needs(self) -> int:
        """How many needs are asked about."""
        return len(self.answers)

    @property
    def met(self) -> int:
        """How many are met for everybody."""
        return sum(each.outcome is Outcome.MET for each in self.answers.values())

    @property
    def musts(self) -> int:
        """How many are must needs."""
        return sum(level == "must" for _, level in self.answers)

    @property
    def met_musts(self) -> int:
        """How many must needs are met for everybody."""
        found = ((level, each) for (_, level), each in self.answers.items())
        return sum(level == "must" and each.outcome is Outcome.MET for level, each in found)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The fields that are not fully there: must needs first, then those without any value, then as declared."""
        outcomes = (Outcome.UNMET, Outcome.DEGRADED, Outcome.OPEN, Outcome.LATER)
        lacking = [
            (LEVELS.index(level), outcomes.index(each.outcome), place, field)
            for place, ((field, level), each) in enumerate(self.answers.items())
            if each.outcome is not Outcome.MET
        ]
        return tuple(dict.fromkeys(field for *_, field in sorted(lacking)))

    @property
    def severity(self) -> tuple[int, int]:
        """The sort key: most must needs that are not met, then most needs."""
        return self.met_musts - self.musts, self.met - self.needs

    def name(self, data_map: DataMap, language: str) -> str:
        """Who hands over to whom in which phase."""
        givers = [label(data_map, "actors", giver, language) for giver in self.handover.givers]
        return _NAME.in_language(language).format(
            givers=_AND.in_language(language).join(givers),
            taker=label(data_map, "actors", self.handover.taker, language),
            phase=label(data_map, "phases", self.handover.phase, language),
        )


def takeovers_of(source: Analysed) -> tuple[Takeover, ...]:
    """The handovers at which anything is needed, in the order of the pathway."""
    found = []
    for handover in handovers_of(source.data_map):
        by_field = answers_at(source.needs, source.assumptions, handover)
        answers = {
            (field, level): worst(by_field[field][level])
            for field in source.data_map.fields
            for level in LEVELS
            if level in by_field.get(field, {})
        }
        if answers:
            found.append(Takeover(handover, answers))
    return tuple(found)

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
        """How many are met at the handover, for all or for some."""
        return sum(each.is_met for each in self.answers.values())

    @property
    def met_with_all(self) -> int:
        """How many are met if all unknown statements hold."""
        return sum(_may_be_met(each) for each in self.answers.values())

    @property
    def musts(self) -> int:
        """How many are must needs."""
        return sum(level == "must" for _, level in self.answers)

    @property
    def met_musts(self) -> int:
        """How many must needs are met at the handover, for all or for some."""
        return sum(level == "must" and each.is_met for (_, level), each in self.answers.items())

    @property
    def met_musts_with_all(self) -> int:
        """How many must needs are met if all unknown statements hold."""
        return sum(level == "must" and _may_be_met(each) for (_, level), each in self.answers.items())

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The fields of needs that are met neither at the handover nor later in the phase."""
        return self._fields(Outcome.UNMET, Outcome.DEGRADED, Outcome.OPEN)

    @cached_property
    def later(self) -> tuple[str, ...]:
        """The fields that come later in the phase."""
        return self._fields(Outcome.LATER)

    @cached_property
    def for_some(self) -> tuple[str, ...]:
        """The fields that are there for some only."""
        return self._fields(Outcome.DEGRADED, for_some=True)

    def _fields(self, *outcomes: Outcome, for_some: bool = False) -> tuple[str, ...]:
        """The fields of some outcomes, the worst first: must needs first, then by outcome, then as declared."""
        found = [
            (LEVELS.index(level), outcomes.index(each.outcome), place, field)
            for place, ((field, level), each) in enumerate(self.answers.items())
            if each.outcome in outcomes and each.is_met is for_some
        ]
        return tuple(dict.fromkeys(field for *_, field in sorted(found)))

    @property
    def severity(self) -> tuple[int, int, int, int]:
        """The sort key: most must needs that are never met, then most needs; then the same at the handover itself."""
        lacking = [
            level
            for (_, level), each in self.answers.items()
            if not each.is_met and each.outcome is not Outcome.LATER
        ]
        return -lacking.count("must"), -len(lacking), self.met_musts - self.musts, self.met - self.needs

    def name(self, data_map: DataMap, language: str) -> str:
        """Who hands over to whom in which phase."""
        givers = [label(data_map, "actors", giver, language) for giver in self.handover.givers]
        return _NAME.in_language(language).format(
            givers=_AND.in_language(language).join(givers),
            taker=label(data_map, "actors", self.handover.taker, language),
            phase=label(data_map, "phases", self.handover.phase, language),
        )


def _may_be_met(given: Answer) -> bool:
    return given.is_met or given.outcome is Outcome.OPEN


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

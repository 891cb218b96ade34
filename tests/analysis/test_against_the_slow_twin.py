"""The engine and the slow twin agree on random maps of every construct.

``DATAFLOW_RANDOM_MAPS`` sets how many (``make random-maps`` asks for 10,000).
"""

import os

from hypothesis import HealthCheck, Phase, given, settings
from twin.findings import Finding as TwinFinding
from twin.interpreter import findings as twin_findings
from twin.interpreter import holdings as twin_holdings
from twin.random_maps import DrawnMap, as_yaml, maps

from dataflow.base.finding import Finding
from dataflow.base.text import Enumeration
from dataflow.project import Project
from dataflow.terms import Terms

COUNT = int(os.environ.get("DATAFLOW_RANDOM_MAPS", "150"))

RULES = (
    *("DF301", "DF302", "DF303", "DF304", "DF305", "DF306", "DF307"),
    *("DF401", "DF402", "DF501", "DF502", "DF503", "DF504", "DF505"),
)
"""The rules that the twin knows and the engine has."""


def holdings_of(project: Project) -> set[tuple[str | None, ...]]:
    return {
        (row.actor, row.field, row.phase, row.element.form.word, row.element.code_system, row.element.recorded)
        for row in project.holdings.rows()
    }


def shown(gap: Finding) -> tuple[object, ...]:
    """The parts of a finding that the twin knows too."""
    subject = gap.subject
    return (
        gap.code,
        gap.cause,
        subject.actor,
        subject.field,
        subject.phase,
        subject.need,
        subject.channel,
        subject.other,
        frozenset((need.actor, need.field, need.phase) for need in gap.needs or ()),
        "certain" if gap.certain else "possible",
        len(gap.hangs_on),
        # Of the others, the twin gives neither.
        gap.planned if gap.code == "DF301" else None,
        frozenset(gap.purposes) if gap.code in ("DF301", "DF504") else None,
        fields_of(gap) if gap.code in ("DF503", "DF504", "DF505") else None,
    )


def shown_by_twin(found: TwinFinding) -> tuple[object, ...]:
    return (
        *found.only("rule", "cause", "actor", "field", "phase", "need", "channel"),
        found.group if found.rule == "DF505" else found.other,
        found.needs,
        found.certainty,
        len(found.hangs_on) if found.certainty == "possible" else 0,
        found.planned if found.rule == "DF301" else None,
        found.purposes if found.rule in ("DF301", "DF504") else None,
        found.fields if found.rule in ("DF503", "DF504", "DF505") else None,
    )


def fields_of(gap: Finding) -> frozenset[str]:
    """The fields that the message of a finding names."""
    named = gap.message.words["fields"]
    return named.ids if isinstance(named, Enumeration) else frozenset(str(named).split(", "))


@settings(
    max_examples=COUNT,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=COUNT < 1000,
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
)
@given(maps())
def test_the_engine_agrees_with_the_slow_twin(drawn: DrawnMap) -> None:
    """Holdings and findings, with cause and certainty, equal those of the twin, which walks every route."""
    texts = {path: text.encode() for path, text in as_yaml(drawn).items()}
    whole = Project(texts)
    assert [(str(each.place), each.message.in_language("en")) for each in whole.problems] == []
    for scenario in (None, *drawn.scenarios):
        for planned in (False, True):
            project = whole.taken(Terms(scenario=scenario, planned=planned))
            assert holdings_of(project) == twin_holdings(
                drawn.base, drawn.overlays, scenario=scenario, planned=planned
            )
            twins = twin_findings(drawn.base, drawn.overlays, scenario=scenario, planned=planned, rules=RULES)
            ours = [shown(gap) for gap in project.gaps("member") if gap.code in RULES]
            assert len(ours) == len(set(ours))
            assert set(ours) == {shown_by_twin(found) for found in twins}

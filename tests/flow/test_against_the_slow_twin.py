"""The engine and the slow twin agree on random maps of every construct.

``DATAFLOW_RANDOM_MAPS`` sets how many (``make test-random`` asks for 10,000).
"""

import os

from hypothesis import HealthCheck, Phase, given, settings
from twin.interpreter import findings as twin_findings
from twin.interpreter import holdings as twin_holdings
from twin.random_maps import DrawnMap, as_yaml, maps

from dataflow.project import Project, Terms

COUNT = int(os.environ.get("DATAFLOW_RANDOM_MAPS", "150"))


def holdings_of(project: Project) -> set[tuple[str | None, ...]]:
    return {
        (row.actor, row.field, row.phase, row.element.form.word, row.element.code_system, row.element.recorded)
        for row in project.holdings.rows()
    }


def unmet_needs_of(project: Project) -> set[tuple[object, ...]]:
    return {
        (
            gap.cause,
            gap.subject.actor,
            gap.subject.field,
            gap.subject.phase,
            gap.subject.need,
            "certain" if gap.certain else "possible",
            gap.planned,
            frozenset(gap.purposes),
            len(gap.hangs_on),
        )
        for gap in project.gaps("member")
        if gap.code == "DF301"
    }


def unmet_needs_of_twin(drawn: DrawnMap, scenario: str | None, planned: bool) -> set[tuple[object, ...]]:
    found = twin_findings(drawn.base, drawn.overlays, scenario=scenario, planned=planned, rules={"DF301"})
    return {
        (
            each.cause,
            each.actor,
            each.field,
            each.phase,
            each.need,
            each.certainty,
            each.planned,
            frozenset(each.purposes),
            len(each.hangs_on) if each.certainty == "possible" else 0,
        )
        for each in found
    }


@settings(
    max_examples=COUNT,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=COUNT < 1000,
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
)
@given(maps())
def test_the_engine_agrees_with_the_slow_twin(drawn: DrawnMap) -> None:
    """Holdings and unmet needs, with cause, certainty and all, are those that walking every route gives."""
    texts = {path: text.encode() for path, text in as_yaml(drawn).items()}
    whole = Project(texts)
    assert [(str(each.place), each.message.in_language("en")) for each in whole.problems] == []
    for scenario in (None, *drawn.scenarios):
        for planned in (False, True):
            project = whole.taken(Terms(scenario=scenario, planned=planned))
            assert holdings_of(project) == twin_holdings(drawn.base, drawn.overlays, scenario=scenario, planned=planned)
            assert unmet_needs_of(project) == unmet_needs_of_twin(drawn, scenario, planned)

"""What is followed field by field is what the closure of that world gives."""

import os
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from math import inf

from hypothesis import HealthCheck, given, settings
from twin.random_maps import DrawnMap, as_yaml, maps

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.closure.holdings import QualityRequirement
from dataflow.analysis.closure.reachability import Reaching
from dataflow.model.entities import Form
from dataflow.project import Project

COUNT = int(os.environ.get("DATAFLOW_RANDOM_MAPS", "60"))


@settings(max_examples=COUNT, deadline=None, suppress_health_check=list(HealthCheck), derandomize=COUNT < 1000)
@given(maps(scenarios=False))
def test_it_says_what_the_closure_says(drawn: DrawnMap) -> None:
    """For every actor, field, phase and quality, whoever is deaf, whatever is closed, and each unknown by itself."""
    project = Project({path: text.encode() for path, text in as_yaml(drawn).items()})
    data_map, needs = project.data_map, project.needs
    reaching = Reaching(needs.map_as_of)
    codes = [None, *(frozenset({code}) for code in data_map.code_systems)]
    positions = {phase.position for phase in data_map.phases.values()}
    plain = Assumptions(planned=len(drawn.base["fields"]) > 2)
    assumption_sets = [
        *(replace(plain, deaf=actor) for actor in data_map.concrete_actors),
        *(replace(plain, closed=channel) for channel in data_map.channels),
        *(replace(plain, unknown=frozenset({entry})) for entry in needs.map_as_of.unknown),
        replace(plain, only_whole=True, deaf=data_map.concrete_actors[0], unknown=frozenset(needs.map_as_of.unknown)),
    ]
    for assumptions, field in product(assumption_sets, data_map.fields):
        holdings = needs.holdings(assumptions)
        for requirement in (QualityRequirement(*each) for each in product(Form, positions, codes)):
            since = reaching.since(field, requirement, assumptions)
            for actor, phase in product(data_map.concrete_actors, data_map.phases.values()):
                has = holdings.has(actor, field, phase.id, requirement)
                assert (since.get(actor, inf) <= phase.position) == has, (
                    assumptions,
                    actor,
                    field,
                    phase.id,
                    requirement,
                )


def test_a_field_is_worked_out_from_one_part_or_several(project: Callable[..., Project]) -> None:
    """Where the last of them is there; a form or a code that no whole has is never reached."""
    study = project("""\
        map: {id: study, title: Study}
        phases: {p0: {}, p1: {}, p2: {}}
        fields: {weight: {}, height: {}, bmi: {derived_from: [weight, height]}, obese: {derived_from: [bmi]}}
        channels: {letter: {}}
        actors:
          gp:
            records: [{fields: weight, phase: p0}, {fields: height, phase: p1}]
            shares: [{fields: obese, phase: p2, to: city, via: letter}]
          city: {uses: [{fields: obese, phase: p2}]}
        """)
    reaching = Reaching(study.needs.map_as_of)
    assert reaching.since("obese", QualityRequirement(), Assumptions()) == {"gp": 1, "city": 2}
    assert reaching.since("obese", QualityRequirement(Form.STRUCTURED), Assumptions()) == {"gp": 1}
    assert reaching.since("obese", QualityRequirement(Form.CODED), Assumptions()) == {}
    assert reaching.since("obese", QualityRequirement(), Assumptions(deaf="gp")) == {}


def test_a_code_is_lost_where_the_form_is_lowered(project: Callable[..., Project]) -> None:
    """However low a form would do, a value is good enough only with its code."""
    study = project("""\
        map: {id: study, title: Study}
        phases: {p0: {}, p1: {}}
        fields: {diagnosis: {}}
        code_systems: {icd-10: {}, icpc: {}}
        channels: {letter: {}, portal: {form: coded}}
        actors:
          hospital:
            records: [{fields: diagnosis, phase: p0, code_system: icd-10}]
            shares:
              - {fields: diagnosis, phase: p0, to: gp, via: letter}
              - {fields: diagnosis, phase: p1, to: gp, via: portal}
          gp: {uses: [{fields: diagnosis, phase: p1}]}
        """)
    reaching = Reaching(study.needs.map_as_of)
    assert reaching.since("diagnosis", QualityRequirement(), Assumptions()) == {"hospital": 0, "gp": 0}
    assert reaching.since("diagnosis", QualityRequirement(codes=frozenset({"icd-10"})), Assumptions()) == {
        "hospital": 0,
        "gp": 1,
    }
    assert reaching.since("diagnosis", QualityRequirement(codes=frozenset({"icpc"})), Assumptions()) == {}
    assert reaching.since("diagnosis", QualityRequirement(since=1), Assumptions()) == {}

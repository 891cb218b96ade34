"""What is found of one of those who are alike holds for all: no less is found than by asking everybody."""

import os
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from twin.random_maps import DrawnMap, as_yaml, maps

from dataflow.analysis.needs.needs import Needs
from dataflow.analysis.symmetry.equivalence import Crowd
from dataflow.base.finding import Finding
from dataflow.project import Project, Terms
from dataflow.rules import all_rules
from dataflow.rules._gathering import by_role, gather, in_order

COUNT = int(os.environ.get("DATAFLOW_RANDOM_MAPS", "150"))
AGAIN = 2
MORE = 5
"""So many of each that not all of them are in the crowd."""


def with_many_alike(drawn: DrawnMap) -> DrawnMap:
    """The map with more members of each role, that do as the role does and stand where its first member stands."""
    firsts: dict[str, str] = {}
    for actor, spec in drawn.base["actors"].items():
        if spec and "extends" in spec:
            firsts.setdefault(spec["extends"], actor)
    for role, first in firsts.items():
        more = [f"{role}-more{number}" for number in range(MORE)]
        drawn.base["actors"] |= {each: {"extends": role} for each in more}
        for cluster in (drawn.base.get("clusters") or {}).values():
            if first in cluster["members"]:
                cluster["members"] = [*cluster["members"], *more]
    return drawn


def with_clusters_alike(drawn: DrawnMap) -> DrawnMap:
    """The map with every cluster again, and again: others of the same roles work in it, as its members do."""
    actors, clusters = drawn.base["actors"], drawn.base.get("clusters") or {}
    for number in range(AGAIN):
        for id_, cluster in list(clusters.items()):
            again = {
                each: f"{each}-again{number}" for each in cluster["members"] if "extends" in (actors[each] or {})
            }
            # Whoever states something of his own states it in words of his own: they are alike in all other fields.
            actors |= {others: actors[each] for each, others in again.items() if others not in actors}
            clusters |= {
                f"{id_}-again{number}": {**cluster, "members": [again.get(e, e) for e in cluster["members"]]}
            }
    return drawn


def shown(findings: Iterable[Finding]) -> list[tuple[Any, ...]]:
    """All that a reader may see of findings, their proofs aside."""
    return [
        (
            finding.code,
            finding.severity,
            finding.place,
            finding.message.in_language("en"),
            finding.hint.in_language("da") if finding.hint else None,
            tuple((each.place, each.message.in_language("en")) for each in finding.related),
            finding.subject,
            finding.cause,
            finding.purposes,
            finding.certain,
            tuple(each.place for each in finding.hangs_on),
            finding.confidence,
            (finding.planned, finding.waived, finding.members, finding.of, finding.needs),
        )
        for finding in findings
    ]


@pytest.mark.parametrize("more", [with_many_alike, with_clusters_alike])
@settings(max_examples=COUNT, deadline=None, suppress_health_check=list(HealthCheck), derandomize=COUNT < 1000)
@given(maps())
def test_asking_the_crowd_finds_what_asking_everybody_finds(
    more: Callable[[DrawnMap], DrawnMap], drawn: DrawnMap
) -> None:
    """Word for word, by member and by role, with scenarios and with what is planned."""
    whole = Project({path: text.encode() for path, text in as_yaml(more(drawn)).items()})
    rules = [rule for rule in all_rules().values() if rule.code >= "DF12"]
    for terms in [Terms(scenario, planned) for scenario in (None, *drawn.scenarios) for planned in (False, True)]:
        project = whole.taken(terms)
        everybody = Needs(project.needs.map_as_of)
        concrete = project.data_map.concrete_actors
        nobody_alike = Crowd(project.data_map, {actor: (actor,) for actor in concrete})
        everybody.__dict__["crowd"] = nobody_alike
        assert list(project.holdings.rows()) == list(everybody.holdings(project.assumptions).rows())
        one_by_one = gather(everybody, project.assumptions, rules)
        of_all = in_order((*project.warnings("member"), *project.gaps("member")))
        assert shown(of_all) == shown(one_by_one)
        by_roles = in_order((*project.warnings(), *project.gaps()))
        assert shown(by_roles) == shown(by_role(one_by_one, project.data_map, nobody_alike))


def test_needs_stand_in_the_order_of_declaration_whoever_is_asked(project: Callable[..., Project]) -> None:
    """One city is told apart in one field alone: another is asked about that one, and the first about the rest."""
    study = project("""\
        map: {id: study, title: Study}
        phases: {p0: {}}
        fields: {ldl: {}, bp: {}}
        channels: {letter: {}}
        actors:
          gp:
            records: [{fields: [ldl, bp], phase: p0}]
            shares: [{fields: [ldl, bp], phase: p0, to: city, via: letter}]
          city: {needs: [{fields: [ldl, bp], phase: p0}]}
          c1: {extends: city, uses: [{fields: ldl, phase: p0}]}
          c2: {extends: city}
          c3: {extends: city}
        """)
    (channel,) = (each for each in study.gaps("member") if each.code == "DF302")
    assert [(need.actor, need.field) for need in channel.needs or ()] == [
        (actor, field) for actor in ("c1", "c2", "c3") for field in ("ldl", "bp")
    ]

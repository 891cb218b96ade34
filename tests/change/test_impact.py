"""What would no longer be met without a thing."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from twin.random_maps import DrawnMap, as_yaml, maps

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.symmetry import needs_of
from dataflow.base.nearest import Unknown
from dataflow.change.things import Thing
from dataflow.model.data_map import DataMap
from dataflow.model.statements import Need, Statement, StatementSet
from dataflow.project import Project

MAP = """\
map: {id: walk, title: A walk}
phases: {stay: {}, visit: {}}
fields: {ldl: {}, pain: {}, risk: {derived_from: [ldl, pain]}}
channels: {letter: {source: standard}, call: {}}
sources: {standard: {title: The standard}}
actors:
  hospital:
    systems: {ehr: {}}
    records: [{fields: [ldl, pain], phase: stay, in: ehr}]
    shares: [{fields: [ldl, pain], phase: stay, to: gp, via: letter}, {fields: pain, phase: stay, to: gp, via: call}]
    needs: [{fields: ldl, phase: stay}]
  gp:
    records: [{fields: pain, phase: visit, status: unknown}]
    needs: [{fields: [ldl, pain, risk], phase: visit}]
    shares: [{fields: [ldl, risk], phase: visit, to: city, via: letter, status: unknown}]
  city: {needs: [{fields: [ldl, risk], phase: visit, level: should}]}
"""


@pytest.fixture
def walk(project: Callable[..., Project]) -> Project:
    return project(MAP)


def lost(project: Project, thing: str) -> set[tuple[str, str]]:
    (impact,) = project.impacts(thing).things
    return {(need.actor, need.field) for need in impact.needs}


@pytest.mark.parametrize(
    ("thing", "needs"),
    [
        ("channel:letter", {("gp", "ldl"), ("gp", "risk")}),
        ("channel:call", set()),
        ("actor:hospital", {("gp", "ldl"), ("gp", "pain"), ("gp", "risk")}),
        ("hospital/ehr", {("hospital", "ldl"), ("gp", "ldl"), ("gp", "pain"), ("gp", "risk")}),
        ("hospital/pain", {("gp", "pain"), ("gp", "risk")}),
        ("ldl", {("hospital", "ldl"), ("gp", "ldl"), ("gp", "risk")}),
        ("source:standard", {("gp", "ldl"), ("gp", "risk")}),
        ("map.yaml:10:14", {("gp", "ldl"), ("gp", "risk")}),
    ],
)
def test_what_falls_with_a_thing(walk: Project, thing: str, needs: set[tuple[str, str]]) -> None:
    assert lost(walk, thing) == needs


def test_the_ranking_begins_with_what_carries_most(walk: Project) -> None:
    impacts = walk.impacts()
    counts = [len(each.needs) for each in impacts.things]
    assert counts == sorted(counts, reverse=True)
    assert impacts.met == 4
    assert impacts.things[0].thing.id in ("hospital/ehr", "hospital")


def test_the_unknown_statement_that_would_meet_most(walk: Project) -> None:
    first, second = walk.impacts().unknown
    assert (first.entry.list_key, {(need.actor, need.field) for need in first.needs}) == (
        "shares",
        {("city", "ldl"), ("city", "risk")},
    )
    assert second.needs == ()


def test_what_there_is_not(walk: Project) -> None:
    with pytest.raises(Unknown, match="lettre"):
        walk.impacts("lettre")


def without(data_map: DataMap, thing: Thing) -> DataMap:
    """The map as if the author had not written the thing down."""

    def stays(actor: str, each: Statement) -> bool:
        if thing.kind == "record":
            return not (
                each.entry in thing.entries and each.field == thing.field and data_map.role_of(actor) == thing.actor
            )
        return each.entry not in thing.entries

    return replace(
        data_map,
        statements={
            actor: StatementSet([each for each in statements if stays(actor, each)])
            for actor, statements in data_map.statements.items()
        },
    )


def met_needs(data_map: DataMap, assumptions: Assumptions) -> set[tuple[str, str, str, str]]:
    """The needs by member that are met, a need with the same ids being met where all that say so are."""
    needs, found = needs_of(data_map, data_map.as_of), dict[tuple[str, str, str, str], bool]()
    for actor, need in needs.map_as_of.of_type(assumptions, Need):
        key = (actor, need.field, need.phase, str(need.entry.place))
        found[key] = found.get(key, True) and needs.is_met(actor, need, assumptions)
    return {key for key, is_met in found.items() if is_met}


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],
)
@given(maps(scenarios=False))
def test_an_impact_is_what_the_map_without_the_thing_lacks(drawn: DrawnMap) -> None:
    """Analysed anew, on random maps."""
    project = Project({path: text.encode() for path, text in as_yaml(drawn).items()})
    data_map, impacts = project.data_map, project.impacts()
    before = met_needs(data_map, Assumptions())
    for impact in impacts.things:
        gone = before - met_needs(without(data_map, impact.thing), Assumptions())
        if impact.thing.kind == "actor":
            gone = {key for key in gone if data_map.role_of(key[0]) != impact.thing.actor}
        found = {
            (member, need.field, need.phase)
            for need in impact.needs
            for member in need.members or data_map.members.get(need.actor, (need.actor,))
        }
        assert found == {key[:3] for key in gone}, impact.thing

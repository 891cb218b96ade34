"""Findings about representatives, expanded to all actors, are those of the map in which no two are equivalent."""

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from twin.random_maps import DrawnMap, as_yaml, maps

from dataflow.analysis.needs.needs import Needs
from dataflow.analysis.subjects import Subjects
from dataflow.analysis.symmetry import Expansion
from dataflow.analysis.symmetry.equivalence import Equivalence
from dataflow.base.finding import Finding, Severity, Subject, in_order
from dataflow.base.text import ActorRef, Sentence, Text
from dataflow.evaluation import context_of
from dataflow.model.statements import Need
from dataflow.project import Project
from dataflow.rules import Context, Rule, all_rules, by_subject
from dataflow.rules._gathering import gather
from dataflow.terms import Terms
from dataflow.wording.members import in_finding

COUNT = int(os.environ.get("DATAFLOW_RANDOM_MAPS", "150"))
AGAIN = 2
MORE = 5
"""So many of each that not all of them are in the reduced map."""


def with_many_equivalent(drawn: DrawnMap) -> DrawnMap:
    """The map with more members of each role, equal to the role, in the clusters of its first member."""
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


def with_equivalent_clusters(drawn: DrawnMap) -> DrawnMap:
    """The map with every cluster duplicated repeatedly, with new members of the same roles."""
    actors, clusters = drawn.base["actors"], drawn.base.get("clusters") or {}
    for number in range(AGAIN):
        for id_, cluster in list(clusters.items()):
            again = {
                each: f"{each}-again{number}" for each in cluster["members"] if "extends" in (actors[each] or {})
            }
            # An actor's own statements are separate entries for each: the actors are equivalent in all other fields.
            actors |= {others: actors[each] for each, others in again.items() if others not in actors}
            clusters |= {
                f"{id_}-again{number}": {**cluster, "members": [again.get(e, e) for e in cluster["members"]]}
            }
    return drawn


def shown(findings: Iterable[Finding]) -> list[tuple[Any, ...]]:
    """All that a reader may see of findings, without their proofs."""
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


def one_by_one(needs: Needs, project: Project, rules: Iterable[Rule]) -> tuple[Finding, ...]:
    """The findings of rules with every concrete actor as a subject."""
    context = Context(needs, project.assumptions, Subjects(needs.map_as_of), lambda *_: [])
    return gather(context, rules)


def expanded(project: Project, rules: Iterable[Rule]) -> tuple[Finding, ...]:
    """The findings of rules about representatives."""
    found = gather(context_of(project.needs, project.assumptions), rules)
    return project.needs.expansion.about_representatives(found)


def nobody_equivalent(project: Project) -> Expansion:
    classes = {actor: (actor,) for actor in project.data_map.concrete_actors}
    return Expansion(project.data_map, Equivalence(project.data_map, classes))


def ways_to_take(whole: Project, drawn: DrawnMap) -> Iterable[Project]:
    """The map, with its scenarios and with planned statements."""
    for scenario in (None, *drawn.scenarios):
        for planned in (False, True):
            yield whole.taken(Terms(scenario, planned))


random_maps = settings(
    max_examples=COUNT, deadline=None, suppress_health_check=list(HealthCheck), derandomize=COUNT < 1000
)
more_members = pytest.mark.parametrize("more", [with_many_equivalent, with_equivalent_clusters])


@more_members
@random_maps
@given(maps())
def test_all_rules_find_what_they_find_one_by_one(more: Callable[[DrawnMap], DrawnMap], drawn: DrawnMap) -> None:
    """Word for word, by member and by role."""
    whole = Project({path: text.encode() for path, text in as_yaml(more(drawn)).items()})
    rules = [rule for rule in all_rules().values() if rule.code >= "DF12"]
    for project in ways_to_take(whole, drawn):
        everybody = Needs(project.needs.map_as_of)
        assert list(project.holdings.rows()) == list(everybody.holdings(project.assumptions).rows())
        expected = one_by_one(everybody, project, rules)
        by_member = in_order((*project.warnings("member"), *project.gaps("member")))
        assert shown(by_member) == shown(expected)
        by_role = in_order((*project.warnings(), *project.gaps()))
        assert shown(by_role) == shown(nobody_equivalent(project).by_role(expected, in_finding))


WHO_NEEDS = Text(en="{who} needs {field}", da="{who} har brug for {field}")
ASK = Text(en="Ask {whom}.", da="Spørg {whom}.")
WHO_HOLDS = Text(en="{who} holds {field}, and so does {neighbour}.", da="{who} har {field}, og det har {neighbour}.")


def finding(context: Context, actor: str, need: Need, message: Sentence) -> Finding:
    subject = Subject(actor=actor, field=need.field, phase=need.phase)
    hint = Sentence(ASK, {"whom": ActorRef(actor)})
    return Finding("DF301", Severity.INFO, need.entry.place, message, hint, subject=subject)


def every_need(context: Context) -> Iterable[Finding]:
    """A rule written the obvious way: a loop over all needs, with the actor in a placeholder of any name."""
    for actor, need in context.map_as_of.of_type(context.assumptions, Need):
        words = {"who": ActorRef(actor), "field": need.field}
        yield finding(context, actor, need, Sentence(WHO_NEEDS, words))


def every_need_of_subjects(context: Context) -> Iterable[Finding]:
    """The same, over the needs of the subjects only."""
    for actor, need in context.subjects.stated_by_field(context.assumptions, Need):
        yield finding(context, actor, need, Sentence(WHO_NEEDS, {"who": actor, "field": need.field}))


def with_a_neighbour(context: Context) -> Iterable[Finding]:
    """A rule that names another member too: the only other one of the actor's role and clusters."""
    clusters = context.data_map.clusters_of
    for actor, need in context.map_as_of.of_type(context.assumptions, Need):
        role = context.data_map.actors[actor].role
        beside = [
            other
            for other in context.data_map.members.get(role or "", ())
            if other != actor and clusters.get(other) == clusters.get(actor)
        ]
        if len(beside) == 1 and context.needs.holds(beside[0], need.field, need.phase, context.assumptions):
            words = {"who": ActorRef(actor), "field": need.field, "neighbour": ActorRef(beside[0])}
            yield finding(context, actor, need, Sentence(WHO_HOLDS, words))


@more_members
@pytest.mark.parametrize("find", [every_need, every_need_of_subjects, with_a_neighbour])
@settings(random_maps, max_examples=max(20, COUNT // 5))
@given(maps())
def test_a_rule_written_the_obvious_way_is_right_at_both_levels(
    find: Callable[[Context], Iterable[Finding]], more: Callable[[DrawnMap], DrawnMap], drawn: DrawnMap
) -> None:
    """Compared with the same rule on the map in which no two actors are equivalent."""
    whole = Project({path: text.encode() for path, text in as_yaml(more(drawn)).items()})
    rule = replace(all_rules()["DF301"], find=find, identity=by_subject)
    for project in ways_to_take(whole, drawn):
        everybody = Needs(project.needs.map_as_of)
        expected, found = one_by_one(everybody, project, [rule]), expanded(project, [rule])
        assert shown(project.needs.expansion.by_member(found)) == shown(expected)
        by_role = nobody_equivalent(project).by_role(expected, in_finding)
        assert shown(project.needs.expansion.by_role(found, in_finding)) == shown(by_role)


def test_needs_are_in_the_order_of_declaration(project: Callable[..., Project]) -> None:
    """One city differs in one field: it has another representative for that field than for all others."""
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


WITHIN_A_ROLE = """
map: {id: m, title: M}
phases: {stay: {}}
code_systems: {c: {}}
fields: {smoking: {}}
channels: {x: {form: structured}}
actors:
  home:
    shares: [{fields: smoking, phase: stay, to: home, via: x}]
    needs: [{fields: smoking, phase: stay, form: coded}]
  north: {extends: home, records: [{fields: smoking, phase: stay, code_system: c}]}
  south: {extends: home}
  west: {extends: home}
"""


def test_what_is_passed_on_within_a_role_is_no_further_step_of_the_advice() -> None:
    """Which member of the role a field reaches first is not the same for all who ask."""
    project = Project({"map.yaml": WITHIN_A_ROLE.encode()})
    found = one_by_one(Needs(project.needs.map_as_of), project, [all_rules()["DF301"]])
    hints = {finding.hint.in_language("en") for finding in found if finding.hint is not None}
    assert hints == {
        "Give smoking a slot as coded data in x, over which home sends it to home, or send it another way."
    }

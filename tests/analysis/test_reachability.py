"""Searches through the hops of one field, by hand and against slow twins that try every pair."""

import copy
import os
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from itertools import pairwise, product
from math import inf
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from twin.closure import Delivery, Run, Value, rank
from twin.expansion import KINDS, Origin, expand
from twin.expansion import Statement as TwinStatement
from twin.random_maps import DrawnMap, as_yaml, maps

from dataflow.analysis.assumptions import Assumptions, extent
from dataflow.analysis.closure.arrivals import Arrival
from dataflow.analysis.closure.holdings import QualityRequirement
from dataflow.analysis.closure.searches import distances
from dataflow.model.entities import Form
from dataflow.model.statements import DEMANDS, Entry, Need, RecordEntry, ShareEntry
from dataflow.project import Project

COUNT = int(os.environ.get("DATAFLOW_RANDOM_MAPS", "60"))
RANDOM = settings(
    max_examples=COUNT, deadline=None, suppress_health_check=list(HealthCheck), derandomize=COUNT < 1000
)


class Study:
    """A random map for the engine and the twin: with the unknown statements or without, and some taken away."""

    def __init__(self, drawn: DrawnMap, planned: bool, unknown: bool, take_away: Callable[[Entry], bool]) -> None:
        base = copy.deepcopy(drawn.base)
        for actor, raw in base["actors"].items():
            for kind in KINDS:
                for index, written in enumerate(raw.get(kind, ())):
                    written["note"] = f"{actor} {kind} {index}"  # tells the twin which it is
        texts = as_yaml(replace(drawn, base=base))
        self.needs = Project({path: text.encode() for path, text in texts.items()}).needs
        self.data_map = self.needs.map_as_of.data_map
        self.reachability = self.needs.reachability
        supply = (each for each in self.data_map.entries if isinstance(each, RecordEntry | ShareEntry))
        self.taken_away = frozenset(each for each in supply if take_away(each))
        counting = frozenset(self.needs.map_as_of.unknown) if unknown else frozenset[Entry]()
        self.before = Assumptions(planned, counting)
        records = frozenset(each for each in self.taken_away if isinstance(each, RecordEntry))
        self.assumptions = self.before.taking_away(records).taking_away(self.taken_away - records)
        self.expanded = expand(base, drawn.overlays, None)
        origins = frozenset(each.origin for each in self.expanded.statements if unknown and each.status == "unknown")
        self.run = Run(self.expanded, planned, base["map"].get("as_of"), origins)
        self.less = frozenset(map(origin, self.taken_away))

    def held(self, actor: str, field: str, phase: str) -> set[Value]:
        return self.run.held(actor, field, phase, without=self.less)

    def records(self, field: str) -> list[TwinStatement]:
        return [r for r in self.run.of("records") if r.field == field and r.origin not in self.less]

    def deliveries(self, field: str) -> list[Delivery]:
        return [d for d in self.run.deliveries if d.share.field == field and d.share.origin not in self.less]

    def at(self, phase: str) -> int:
        return self.data_map.phases[phase].position

    @cached_property
    def requirements(self) -> list[QualityRequirement]:
        """Every quality that can be required."""
        codes = [None, *(frozenset({code}) for code in self.data_map.code_systems)]
        positions = sorted({phase.position for phase in self.data_map.phases.values()})
        phases = self.data_map.ranked_phases
        recorded_in = [None, frozenset(phases[:1]), frozenset(phases[-1:]), frozenset(phases[1::2])]
        return [QualityRequirement(*each) for each in product(Form, positions, codes, recorded_in)]

    def will_do(self, requirement: QualityRequirement, value: Value) -> bool:
        form, code, recorded = value
        codes = requirement.codes
        good = rank(form) >= int(requirement.form) and self.at(recorded) >= requirement.since
        there = requirement.recorded_in is None or recorded in requirement.recorded_in
        return good and there and (codes is None or code in codes)

    def since(self, actor: str, field: str, requirement: QualityRequirement) -> float:
        """When an actor first has a good enough value."""
        phases = (
            p for p in self.expanded.phases if any(self.will_do(requirement, v) for v in self.held(actor, field, p))
        )
        return min(map(self.at, phases), default=inf)

    def steps(self, field: str, sources: set[str]) -> dict[str, int]:
        """Everybody to whom deliveries of a field lead from the sources, with the least number of them."""
        found = dict.fromkeys(sources, 0)
        while True:
            hops = [(d.receiver, found[d.share.actor] + 1) for d in self.deliveries(field) if d.share.actor in found]
            better = {to: min(n for each, n in hops if each == to) for to, n in hops if n < found.get(to, inf)}
            if not better:
                return found
            found |= better


def origin(entry: Entry) -> Origin:
    assert entry.note is not None
    actor, kind, index = entry.note.in_language("en").split()
    return "", actor, kind, int(index)


@st.composite
def studies(draw: st.DrawFn) -> Study:
    """A random map, with any set of records and shares taken away."""
    chance = draw(st.randoms(use_true_random=False))
    away = draw(st.sampled_from([0.0, 0.2, 0.5]))
    return Study(
        draw(maps(scenarios=False)), draw(st.booleans()), draw(st.booleans()), lambda _: chance.random() < away
    )


@RANDOM
@given(maps(scenarios=False))
def test_it_says_what_the_closure_says(drawn: DrawnMap) -> None:
    """For every actor, field, phase and quality, whatever is excluded or taken away, and each unknown by itself."""
    study = Study(drawn, len(drawn.base["fields"]) > 2, False, lambda _: False)
    needs, data_map, plain = study.needs, study.data_map, study.before
    first = data_map.concrete_actors[0]
    away = needs.map_as_of.over_channel.values()
    supply = (each for each in data_map.entries if isinstance(each, RecordEntry | ShareEntry))
    incomplete = frozenset(each for each in supply if extent(each) < 1)
    assumption_sets = [
        *(plain.excluding_records_of(actor) for actor in data_map.concrete_actors),
        *(plain.taking_away(shares) for shares in away),
        *(replace(plain, unknown=frozenset({entry})) for entry in needs.map_as_of.unknown),
        Assumptions(plain.planned, frozenset(needs.map_as_of.unknown), incomplete, first),
    ]
    for assumptions, field in product(assumption_sets, data_map.fields):
        holdings = needs.holdings(assumptions)
        for requirement in study.requirements:
            reached = needs.reachability.reached(field, requirement, assumptions)
            for actor, phase in product(data_map.concrete_actors, data_map.phases.values()):
                has = holdings.has(actor, field, phase.id, requirement)
                assert (reached.since(actor) <= phase.position) == has


@RANDOM
@given(studies())
def test_holdings_and_reachability_without_any_set_of_statements(study: Study) -> None:
    """The closure, and the search for each quality, hold what the twin holds."""
    ours = {(r.actor, r.field, r.phase, r.element) for r in study.needs.holdings(study.assumptions).rows()}
    assert {(*place, (e.form.word, e.code_system, e.recorded)) for *place, e in ours} == {
        (*place, value) for place, values in study.run.holdings(without=study.less).items() for value in values
    }
    for field, requirement in product(study.data_map.fields, study.requirements):
        reached = study.reachability.reached(field, requirement, study.assumptions)
        for actor in study.data_map.concrete_actors:
            assert reached.since(actor) == study.since(actor, field, requirement)


@RANDOM
@given(studies())
def test_hours_are_the_least_over_all_ways(study: Study) -> None:
    """At every position, for every quality: those of the twin, which tries every way."""
    for phase in study.data_map.phases.values():
        arrivals = study.run.arrivals(study.expanded.position(phase.id), without=study.less)
        for field, requirement in product(study.data_map.fields, study.requirements):
            reached = study.reachability.reached(field, requirement, study.assumptions)
            for actor in study.data_map.concrete_actors:
                hours = (
                    hours
                    for (holder, held, value), hours in arrivals.items()
                    if (holder, held) == (actor, field) and study.will_do(requirement, value)
                )
                assert reached.hours_at(actor, phase.position) == min(hours, default=inf)


@RANDOM
@given(studies(), st.randoms(use_true_random=False))
def test_who_depends_on_statements_at_one_position(study: Study, chance: Random) -> None:
    """They count at every other position."""
    phase = chance.choice(study.data_map.ranked_phases)
    ours, position = study.at(phase), study.expanded.position(phase)
    twins = {(s.actor, s.origin, s.field, s.phase): s for s in study.run.statements}
    for actor, need in study.needs.map_as_of.of_type(study.before, Need):
        twin = twins[actor, origin(need.entry), need.field, need.phase]
        depends = study.run.met(twin) and not study.run.met(twin, without=study.less, without_at=position)
        assert study.needs.depends_on(study.taken_away, actor, need, study.before, ours) == depends


@RANDOM
@given(studies())
def test_who_depends_on_any_set_of_statements(study: Study) -> None:
    """A need depends on them where it is met, and not without them."""
    twins = {(s.actor, s.origin, s.field, s.phase): s for s in study.run.statements}
    for type_ in DEMANDS:
        for actor, need in study.needs.map_as_of.of_type(study.before, type_):
            twin = twins[actor, origin(need.entry), need.field, need.phase]
            depends = study.run.met(twin) and not study.run.met(twin, without=study.less)
            assert study.needs.depends_on(study.taken_away, actor, need, study.before) == depends


@RANDOM
@given(studies())
def test_every_arrival_is_the_first_and_true(study: Study) -> None:
    """It comes when the twin first has a good enough value, and the actor has it; so does all that it rests on."""
    for field, requirement in product(study.data_map.fields, study.requirements):
        reached = study.reachability.reached(field, requirement, study.assumptions)
        for phase in study.data_map.phases:
            arrivals = reached.arrivals(phase)
            since = {a: study.since(a, field, requirement) for a in study.data_map.concrete_actors}
            assert {a: study.at(each.phase) for a, each in arrivals.items()} == {
                actor: when for actor, when in since.items() if when <= study.at(phase)
            }
            positions = [study.at(each.phase) for each in arrivals.values()]
            assert positions == sorted(positions)
            for actor, arrival in arrivals.items():
                assert (arrival.actor, arrival.field) == (actor, field)
                assert study.will_do(requirement, value_of(arrival))
                check(study, arrival)


def check(study: Study, arrival: Arrival) -> None:
    """That an arrival and all that it rests on are so."""
    assert value_of(arrival) in study.held(arrival.actor, arrival.field, arrival.phase)
    assert (arrival.record is not None) + (arrival.hop is not None) + bool(arrival.parts) == 1
    if arrival.record is not None:
        stated = {(r.actor, r.origin, r.phase) for r in study.records(arrival.field)}
        assert (arrival.actor, origin(arrival.record.entry), arrival.phase) in stated
    if arrival.hop is not None:
        hop, sender = arrival.hop, arrival.sender
        assert sender is not None
        assert (sender.actor, arrival.actor, arrival.phase) == (hop.sender, hop.receiver, hop.statement.phase)
        assert study.at(sender.phase) <= study.at(arrival.phase)
        stated = {(d.share.actor, d.share.origin, d.share.phase) for d in study.deliveries(arrival.field)}
        assert (hop.sender, origin(hop.statement.entry), arrival.phase) in stated
        check(study, sender)
    if arrival.parts:
        assert tuple(p.field for p in arrival.parts) == study.data_map.fields[arrival.field].derived_from
        for part in arrival.parts:
            assert part.actor == arrival.actor
            assert study.at(part.phase) <= study.at(arrival.phase)
            check(study, part)


def value_of(arrival: Arrival) -> Value:
    form, code, recorded = arrival.element
    return form.word, code, recorded


@RANDOM
@given(studies())
def test_whom_chains_of_hops_lead_to_phases_aside(study: Study) -> None:
    """Upstream, downstream and the shortest chain are those of a search through all pairs."""
    actors = study.data_map.concrete_actors
    for field, actor in product(study.data_map.fields, actors):
        of_others = study.assumptions.excluding_records_of(actor)
        recorders = {r.actor for r in study.records(field) if r.actor != actor}
        sharing = study.reachability.sharing(of_others, field)
        assert {(sender, origin(share.entry), share.phase) for sender, share in sharing.shares} == {
            (s.actor, s.origin, s.phase)
            for s in study.run.of("shares")
            if s.field == field and s.origin not in study.less
        }
        steps = study.steps(field, recorders)
        assert study.reachability.downstream(field, of_others) == steps
        assert study.reachability.upstream(field, actor, study.assumptions) == {
            each for each in actors if actor in study.steps(field, {each})
        }
        if actor in steps:
            chain = study.reachability.chain(field, actor, of_others)
            assert len(chain) == steps[actor] > 0
            assert (chain[0].sender in recorders, chain[-1].receiver) == (True, actor)
            assert all(hop.receiver == after.sender for hop, after in pairwise(chain))
            assert {*chain} <= {*sharing.hops}


@RANDOM
@given(studies())
def test_lineage_is_all_that_takes_part(study: Study) -> None:
    """It is what the twin gathers, and with all else taken away the actor has just as much."""
    supply = {each for each in study.data_map.entries if isinstance(each, RecordEntry | ShareEntry)}
    fields, phases = study.data_map.fields, study.data_map.phases
    for actor, field, phase in product(study.data_map.concrete_actors, fields, phases):
        lineage = study.reachability.lineage(actor, field, phase, study.assumptions).statements
        assert len(lineage) == len(set(lineage))
        assert {(origin(s.entry), s.field, s.phase) for s in lineage} == twin_lineage(study, actor, field, phase)
        rest = study.assumptions.taking_away(frozenset(supply - {each.entry for each in lineage}))
        before, after = (
            study.needs.holdings(each).elements(actor, field, phase) for each in (study.assumptions, rest)
        )
        assert before == after


def twin_lineage(study: Study, actor: str, field: str, until: str) -> set[tuple[Origin, str, str]]:
    """The records and deliveries in time by which anything comes to the actor."""
    fields, needed, before = study.data_map.fields, {(actor, field)}, 0
    while before < len(needed):
        before = len(needed)
        sent = ((d, of) for of in fields for d in passed(study, of, until))
        needed |= {(d.share.actor, of) for d, of in sent if (d.receiver, of) in needed}
        needed |= {(each, part) for each, of in needed for part in fields[of].derived_from}
    return {
        (r.origin, r.field, r.phase)
        for each, of in needed
        for r in study.records(of)
        if r.actor == each and study.at(r.phase) <= study.at(until)
    } | {
        (d.share.origin, of, d.share.phase)
        for each, of in needed
        for d in passed(study, of, until)
        if d.receiver == each
    }


def passed(study: Study, field: str, until: str) -> list[Delivery]:
    """The deliveries in time that pass something on."""
    in_time = (d for d in study.deliveries(field) if study.at(d.share.phase) <= study.at(until))
    return [d for d in in_time if study.held(d.share.actor, field, d.share.phase)]


@given(st.dictionaries(st.integers(0, 6), st.lists(st.integers(0, 6))), st.lists(st.integers(0, 6), max_size=2))
def test_distances_are_the_least(graph: dict[int, list[int]], sources: list[int]) -> None:
    """Those of relaxing every edge until nothing changes."""
    slow: dict[int, float] = dict.fromkeys(sources, 0)
    for _ in range(7):
        for node, others in graph.items():
            for other in others if node in slow else ():
                slow[other] = min(slow.get(other, inf), slow[node] + 1)
    assert distances(sources, lambda node: graph.get(node, ())) == slow


def since(study: Project, field: str, requirement: QualityRequirement, assumptions: Assumptions) -> dict[str, float]:
    reached = study.needs.reachability.reached(field, requirement, assumptions)
    return {actor: reached.since(actor) for actor in reached.actors}


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
    assert since(study, "obese", QualityRequirement(), Assumptions()) == {"gp": 1, "city": 2}
    assert since(study, "obese", QualityRequirement(Form.STRUCTURED), Assumptions()) == {"gp": 1}
    assert since(study, "obese", QualityRequirement(Form.CODED), Assumptions()) == {}
    assert since(study, "obese", QualityRequirement(), Assumptions(exclude_records_of="gp")) == {}


def test_a_whole_rests_on_the_earliest_and_the_unknown_of_its_parts(project: Callable[..., Project]) -> None:
    """Earliest by position, whatever the order of declaration; an unknown part makes the whole unknown too."""
    study = project("""\
        map: {id: study, title: Study}
        phases: {early: {alongside: late}, middle: {}, late: {}}
        fields: {weight: {}, height: {}, bmi: {derived_from: [weight, height]}}
        actors:
          gp: {records: [{fields: weight, phase: early}, {fields: height, phase: middle}]}
          city: {records: [{fields: weight, phase: late}, {fields: height, phase: middle, status: unknown}]}
        """)
    unknown = Assumptions(unknown=frozenset(study.needs.map_as_of.unknown))
    reached = study.needs.reachability.reached("bmi", QualityRequirement(), Assumptions())
    arrivals = reached.arrivals("late")
    assert {actor: (each.phase, each.element.recorded) for actor, each in arrivals.items()} == {
        "gp": ("early", "middle")
    }
    assert since(study, "bmi", QualityRequirement(), unknown) == {"gp": 1, "city": 1}


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
    assert since(study, "diagnosis", QualityRequirement(), Assumptions()) == {"hospital": 0, "gp": 0}
    assert since(study, "diagnosis", QualityRequirement(codes=frozenset({"icd-10"})), Assumptions()) == {
        "hospital": 0,
        "gp": 1,
    }
    assert since(study, "diagnosis", QualityRequirement(codes=frozenset({"icpc"})), Assumptions()) == {}
    assert since(study, "diagnosis", QualityRequirement(since=1), Assumptions()) == {}


def test_of_equally_short_chains_the_first_declared_is_given(project: Callable[..., Project]) -> None:
    """And the excluded actor's own records start none."""
    study = project("""\
        map: {id: study, title: Study}
        phases: {p0: {}, p1: {}}
        fields: {ldl: {}}
        channels: {letter: {}, portal: {}}
        actors:
          city: {records: [{fields: ldl, phase: p0}]}
          lab: {records: [{fields: ldl, phase: p0}], shares: [{fields: ldl, phase: p1, to: [ward, gp], via: letter}]}
          gp: {shares: [{fields: ldl, phase: p0, to: city, via: portal}]}
          ward: {shares: [{fields: ldl, phase: p0, to: city, via: letter}]}
        """)
    chain = study.needs.reachability.chain("ldl", "city", Assumptions(exclude_records_of="city"))
    assert [(hop.sender, hop.receiver) for hop in chain] == [("lab", "gp"), ("gp", "city")]
    assert study.needs.reachability.chain("ldl", "city", Assumptions()) == ()


def test_of_several_who_send_at_once_the_first_reached_counts(project: Callable[..., Project]) -> None:
    """Who recorded it earlier, then who is declared earlier."""
    study = project("""\
        map: {id: study, title: Study}
        phases: {p0: {}, p1: {}}
        fields: {ldl: {}}
        channels: {letter: {}}
        actors:
          late: {records: [{fields: ldl, phase: p1}], shares: [{fields: ldl, phase: p1, to: gp, via: letter}]}
          lab: {records: [{fields: ldl, phase: p0}], shares: [{fields: ldl, phase: p1, to: gp, via: letter}]}
          ward: {records: [{fields: ldl, phase: p0}], shares: [{fields: ldl, phase: p1, to: gp, via: letter}]}
          gp: {}
        """)
    arrivals = study.needs.reachability.reached("ldl", QualityRequirement(), Assumptions()).arrivals("p1")
    assert list(arrivals) == ["lab", "ward", "late", "gp"]
    assert [each.actor for each in arrivals["gp"].way()] == ["lab", "gp"]
    assert [(actor, stated.entry.list_key) for actor, stated in arrivals["gp"].stated()] == [
        ("lab", "records"),
        ("lab", "shares"),
    ]

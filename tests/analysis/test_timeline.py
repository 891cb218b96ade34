"""The timeline of a field, derived by hand and written as short lines."""

import re
from collections.abc import Callable, Iterable, Iterator
from textwrap import dedent

from dataflow.analysis.closure.holdings import Element
from dataflow.analysis.lineage.timeline import DemandEvent, ShareEvent, Timeline, TimelinePhase, Who
from dataflow.project import Project

Make = Callable[..., Project]

MAP = """\
map: {id: study, title: Study, as_of: 2026-11-01}
phases: {stay: {}, home: {}, visit: {alongside: home}, later: {}}
purposes: {treatment: {}, quality: {}}
code_systems: {npu: {}, local: {maps_to: npu}}
fields: {ldl: {}, height: {}, weight: {}, bmi: {derived_from: [height, weight]}}
channels:
  letter: {}
  feed: {form: coded}
  form: {closed: true, slots: {height: structured}}
"""


def timeline(project: Project, field: str) -> list[str]:
    """The timeline of a field, one line for each event."""
    traced = project.trace(field)
    assert isinstance(traced, Timeline)
    assert traced.field == field
    lines = [line for events in traced.phases for line in event_lines(events)]
    lines += [
        f"{each.status} {each.kind}: {one(each.who)}"
        + (f" -{each.channel}-> {all_of(each.receivers)}" if each.channel else "")
        + f" in {', '.join(each.phases)}"
        for each in traced.pending
    ]
    return lines + [f"kept: {one(each.who)} {like(each.best)} since {each.since}" for each in traced.holders]


def event_lines(events: TimelinePhase) -> Iterator[str]:
    for each in events.records:
        how = [each.form.word, each.code_system, each.system, "by patient" if each.patient_reported else None]
        yield f"{events.phase}: {one(each.who)} records {' '.join(word for word in how if word)}"
    if events.derived:
        yield f"{events.phase}: {all_of(each.who for each in events.derived)} can work it out"
    yield from (f"{events.phase}: {passed_line(each)}" for each in events.shares)
    yield from (f"{events.phase}: {wanted_line(each)}" for each in events.demands)


def passed_line(passed: ShareEvent) -> str:
    marks = [word for word, so in (("as before", passed.as_before), ("by cluster", passed.by_cluster)) if so]
    way = f"{one(passed.sender)} -{passed.channel}-> {all_of(passed.receivers)}"
    return ", ".join([f"{way}: {like(passed.had)} => {like(passed.got)}", *filter(None, [passed.barrier]), *marks])


def wanted_line(wanted: DemandEvent) -> str:
    qualifiers = [wanted.level, *wanted.purposes, wanted.form.word, *wanted.code_systems]
    qualifiers += [f"since {wanted.since}" if wanted.since else None, "received" if wanted.received else None]
    why = "met" if wanted.cause is None else str(wanted.cause)
    has = " and ".join(like(each) for each in wanted.has) or "nothing"
    possible = ", possibly" if wanted.possible else ""
    as_what = " ".join(word for word in qualifiers if word)
    return f"{one(wanted.who)} {wanted.kind} it ({as_what}): {why}{possible}, has {has}"


def like(element: Element | None) -> str:
    if element is None:
        return "nothing"
    return " ".join(word for word in (element.form.word, element.code_system, "of", element.recorded) if word)


def one(who: Who) -> str:
    return who.id if who.members is None else f"{who.id}[{'+'.join(who.members)}/{who.of}]"


def all_of(whom: Iterable[Who]) -> str:
    return " & ".join(map(one, whom))


def lines_of(text: str) -> list[str]:
    """The lines of a text; an indented one continues the one before."""
    return re.sub(r"\n +", " ", dedent(text).strip()).splitlines()


COURSE = (
    MAP
    + """\
actors:
  gp:
    records:
      - {fields: ldl, phase: visit, code_system: local}
      - {fields: ldl, phase: visit, code_system: local, in: lab}
    systems: {lab: {}}
    shares: [{fields: ldl, phase: visit, to: registry, via: feed}]
    needs: [{fields: ldl, phase: home, received: true}]
  hospital:
    records: [{fields: ldl, phase: stay, code_system: npu}]
    shares:
      - {fields: ldl, phase: [stay, home], to: gp, via: letter}
      - {fields: ldl, phase: home, to: [town, clinic], via: feed, form: structured}
      - {fields: ldl, phase: stay, to: town, via: form}
  town:
    records: [{fields: ldl, phase: later, form: free-text, patient_reported: true}]
    shares: [{fields: ldl, phase: [stay, home], to: registry, via: letter}]
    needs:
      - {fields: ldl, phase: home, form: coded, for: [treatment, quality], level: should}
      - {fields: ldl, phase: home, code_system: npu, recorded_since: home}
    uses: [{fields: ldl, phase: later, for: quality}]
  near: {extends: town}
  far: {extends: town}
  clinic: {kind: registry}
  only: {extends: clinic}
  registry: {kind: registry}
clusters: {here: {members: [hospital, near]}, there: {members: [only, far]}}
"""
)


def test_a_field_from_phase_to_phase(project: Make) -> None:
    """Who records it, its shares, what is lost, what blocks it, and who holds it at the end."""
    assert timeline(project(COURSE), "ldl") == lines_of(
        """
        stay: hospital records coded npu
        stay: hospital -letter-> gp: coded npu of stay => free-text of stay
        stay: hospital -form-> town[near/2]: coded npu of stay => nothing, closed-channel
        stay: town[near+far/2] -letter-> registry: nothing => nothing, not-held-yet
        home: hospital -letter-> gp: coded npu of stay => free-text of stay, as before
        home: hospital -feed-> town[near/2]: coded npu of stay => structured of stay
        home: hospital -feed-> clinic[only/1]: coded npu of stay => nothing, does-not-reach
        home: town[near/2] -letter-> registry: structured of stay => free-text of stay
        home: town[far/2] -letter-> registry: nothing => nothing, not-held-yet
        home: gp needs it (must free-text received): met, has free-text of stay
        home: town[near/2] needs it (should treatment quality coded): form-lost, has structured of stay
        home: town[near/2] needs it (must coded npu since home): stale, has structured of stay
        home: town[far/2] needs it (should treatment quality coded): not-shared, has nothing
        home: town[far/2] needs it (must coded npu since home): not-shared, has nothing
        visit: gp records coded local
        visit: gp records coded local lab
        visit: gp -feed-> registry: coded local of visit => coded local of visit
        later: town[near+far/2] records free-text by patient
        later: town[near/2] uses it (quality free-text): met, has structured of stay
        later: town[far/2] uses it (quality free-text): met, has free-text of later
        kept: gp coded local of visit since stay
        kept: hospital coded npu of stay since stay
        kept: town[near/2] structured of stay since home
        kept: registry coded local of visit since visit
        kept: town[far/2] free-text of later since later
        """
    )


SIDE = (
    MAP
    + """\
actors:
  hospital:
    records:
      - {fields: height, phase: stay}
      - {fields: weight, phase: visit}
      - {fields: weight, phase: home, form: free-text}
    shares:
      - {fields: height, phase: home, to: town, via: form}
      - {fields: [weight, bmi], phase: later, to: town, via: letter}
  town: {records: [{fields: weight, phase: later}], needs: [{fields: bmi, phase: [home, later]}]}
  near: {extends: town}
  far: {extends: town, omits: [{records: weight}]}
"""
)


def test_a_derivation_is_listed_once_in_parallel_phases(project: Make) -> None:
    """In the first phase in which all parts are there; a derived field can be passed on."""
    assert timeline(project(SIDE), "bmi") == lines_of(
        """
        home: hospital can work it out
        home: town[near+far/2] needs it (must free-text): underivable, has nothing
        later: town[near+far/2] can work it out
        later: hospital -letter-> town[near+far/2]: structured of stay => free-text of stay
        later: town[near/2] needs it (must free-text): met, has structured of stay
        later: town[far/2] needs it (must free-text): met, has free-text of stay
        kept: hospital structured of stay since visit
        kept: town[near/2] structured of stay since later
        kept: town[far/2] free-text of stay since later
        """
    )


OPEN = (
    MAP
    + """\
actors:
  hospital:
    records:
      - {fields: ldl, phase: stay}
      - {fields: ldl, phase: later, status: planned}
      - {fields: ldl, phase: home, valid_to: 2025-12-31}
    shares:
      - {fields: ldl, phase: [home, visit], to: [town, gp], via: letter, status: unknown}
      - {fields: ldl, phase: stay, to: gp, via: feed, status: planned, valid_from: 2027-01-01}
      - {fields: ldl, phase: home, to: gp, via: letter, status: retired}
  town: {needs: [{fields: ldl, phase: visit}], uses: [{fields: ldl, phase: stay}]}
  near: {extends: town, records: [{fields: ldl, phase: home, status: unknown}]}
  far: {extends: town}
  gp: {needs: [{fields: ldl, phase: stay, level: may}]}
"""
)


def test_pending_supply(project: Make) -> None:
    """Planned and unknown records and shares by role and channel; needs that depend on them are possible."""
    assert timeline(project(OPEN), "ldl") == lines_of(
        """
        stay: hospital records structured
        stay: gp needs it (may free-text): not-shared, has nothing
        stay: town[near+far/2] uses it (free-text): not-shared, has nothing
        visit: town[near+far/2] needs it (must free-text): not-shared, possibly, has nothing
        planned records: hospital in later
        unknown shares: hospital -letter-> town[near+far/2] & gp in home, visit
        planned shares: hospital -feed-> gp in stay
        unknown records: town[near/2] in home
        kept: hospital structured of stay since stay
        """
    )
    assert [line for line in timeline(project(OPEN, planned=True), "ldl") if "planned" in line] == []


PAIRS = (
    MAP
    + """\
actors:
  ward:
    records: [{fields: ldl, phase: stay}]
    shares: [{fields: ldl, phase: stay, to: town, via: feed}, {fields: ldl, phase: home, to: ward, via: feed}]
  e: {extends: ward}
  w: {extends: ward}
  town: {}
  east: {extends: town}
  west: {extends: town}
clusters: {%s}
"""
)


def test_each_within_its_cluster(project: Make) -> None:
    """Not every sender reaches every receiver; no actor sends to itself, which does not count as such a case."""
    clusters = "one: {members: [e, east]}, two: {members: [w, west]}"
    assert timeline(project(PAIRS % clusters), "ldl")[1:-2] == lines_of(
        """
        stay: ward[e+w/2] -feed-> town[east+west/2]: structured of stay => structured of stay, by cluster
        home: ward[e+w/2] -feed-> ward[e+w/2]: structured of stay => nothing, does-not-reach
        """
    )
    assert timeline(project(PAIRS % ""), "ldl")[1:3] == lines_of(
        """
        stay: ward[e+w/2] -feed-> town[east+west/2]: structured of stay => structured of stay
        home: ward[e+w/2] -feed-> ward[e+w/2]: structured of stay => structured of stay
        """
    )


def test_the_best_is_the_best_form_and_of_those_the_last(project: Make) -> None:
    """By position, whatever the ids of phases; of two code systems at one time always the same."""
    made = project(
        """
        map: {id: study, title: Study}
        phases: {z: {}, a: {}}
        code_systems: {npu: {}, local: {}}
        fields: {ldl: {}, bp: {}}
        actors:
          gp:
            records:
              - {fields: ldl, phase: [z, a]}
              - {fields: bp, phase: z, code_system: npu}
              - {fields: bp, phase: z, code_system: local}
              - {fields: bp, phase: a}
        """
    )
    assert timeline(made, "ldl")[-1] == "kept: gp structured of a since z"
    assert timeline(made, "bp")[-1] == "kept: gp coded npu of z since z"


AGAIN = (
    MAP
    + """\
actors:
  gp: {shares: [{fields: ldl, phase: stay, to: registry, via: feed}]}
  hospital:
    records: [{fields: ldl, phase: stay}, {fields: ldl, phase: later, code_system: npu}]
    shares:
      - {fields: ldl, phase: [stay, later], to: [gp, lab], via: letter}
      - {fields: ldl, phase: stay, to: registry, via: feed, form: free-text}
      - {fields: ldl, phase: home, to: registry, via: feed}
  lab: {shares: [{fields: ldl, phase: [stay, later], to: town, via: letter}]}
  registry: {kind: registry}
  town: {}
"""
)


def test_repeated_shares_are_marked(project: Make) -> None:
    """Where the sender's value and the value that arrives are the same; in the order in which the field arrives."""
    shares = [line for line in timeline(project(AGAIN), "ldl") if "=>" in line]
    assert shares == lines_of(
        """
        stay: hospital -letter-> gp & lab: structured of stay => free-text of stay
        stay: hospital -feed-> registry: structured of stay => free-text of stay
        stay: gp -feed-> registry: free-text of stay => free-text of stay
        stay: lab -letter-> town: free-text of stay => free-text of stay
        home: hospital -feed-> registry: structured of stay => structured of stay
        later: hospital -letter-> gp & lab: coded npu of later => free-text of later
        later: lab -letter-> town: free-text of later => free-text of later, as before
        """
    )


def test_without_phases_nothing_happens(project: Make) -> None:
    """Nor does a map with fields only have events."""
    assert timeline(project("map: {id: study, title: Study}\nfields: {ldl: {}}\n"), "ldl") == []

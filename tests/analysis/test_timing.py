"""The time of shares, limits and steps: derived by hand, and in agreement with causes on random maps."""

import os
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from twin.random_maps import DrawnMap, as_yaml, maps

from dataflow.analysis.lineage.timeline import Timeline
from dataflow.analysis.lineage.timing import Delivery, TimedStep, TimeLimit, delivery, first_arrival, time_limit
from dataflow.analysis.needs.causes import Cause
from dataflow.model.statements import Need, Share
from dataflow.project import Project

Make = Callable[..., Project]
COUNT = int(os.environ.get("DATAFLOW_RANDOM_MAPS", "150")) // 5

MAP = """\
map: {id: m, title: M}
phases: {p0: {}, p1: {}, beside: {alongside: p1}, p2: {}}
fields: {a: {}, b: {}, sum: {derived_from: [a, b]}}
channels: {post: {takes: 3d}, wire: {takes: 0h}, phone: {}}
actors:
  h:
    records: [{fields: a, phase: p1, after: 1d}, {fields: b, phase: p0}]
    shares:
      - {fields: [a, b], phase: p1, to: g, via: post, after: 2d}
      - {fields: b, phase: p1, to: m, via: phone}
  g:
    shares: [{fields: a, phase: beside, to: m, via: wire, takes: 12h}]
  m:
    needs: [NEEDS]
"""


def limit_of(project: Project) -> TimeLimit | None:
    """The limit of the first need."""
    need = project.data_map.statements["m"].of(Need)[0]
    return time_limit(project.needs, "m", need, project.assumptions)


def test_a_share_waits_for_its_sender_and_for_its_own_time(project: Make) -> None:
    """The later of the two; what the channel says is taken where the share says nothing."""
    data_map = project(MAP.replace("NEEDS", "")).data_map
    (post, *_, phone) = data_map.statements["h"].of(Share)
    (wire,) = data_map.statements["g"].of(Share)
    assert [delivery(data_map, post, ready) for ready in (0, 24, 60)] == [
        Delivery(48, 72),
        Delivery(48, 72),
        Delivery(60, 72),
    ]
    assert delivery(data_map, wire, 0) == Delivery(0, 12)
    assert (delivery(data_map, phone, 5), delivery(data_map, phone, 5).there) == (Delivery(5, None), 5)


def test_the_steps_of_a_need_that_is_met_too_slowly(project: Make) -> None:
    """Each with its actor, and how much later than the one before it is done; alongside is the same time."""
    limit = limit_of(project(MAP.replace("NEEDS", "{fields: a, phase: p1, within: 5d}")))
    assert limit is not None
    assert limit.steps == (
        TimedStep("h", "a", None, 24, 24),
        TimedStep("h", "a", "post", 120, 96),
        TimedStep("g", "a", "wire", 132, 12),
    )
    assert (limit.hours, limit.late) == (132, 12)


def test_the_steps_of_what_is_worked_out_are_those_of_its_last_part(project: Make) -> None:
    """The other part is there since the phase before."""
    limit = limit_of(project(MAP.replace("NEEDS", "{fields: sum, phase: p1, within: 0h}")))
    assert limit is not None
    assert [step.field for step in limit.steps] == ["a", "a", "a"]


def test_a_limit_that_is_kept_has_no_steps(project: Make) -> None:
    """What is there before the phase takes no time; a way whose time nobody states is marked."""
    assert limit_of(project(MAP.replace("NEEDS", "{fields: a, phase: p1, within: 6d}"))) == TimeLimit(144, 132)
    assert limit_of(project(MAP.replace("NEEDS", "{fields: a, phase: p2, within: 0h}"))) == TimeLimit(0, 0)
    assert limit_of(project(MAP.replace("NEEDS", "{fields: b, phase: p1, within: 1d}"))) == TimeLimit(
        24, 0, is_untimed=True
    )


def test_what_has_no_limit_or_no_value_is_not_timed(project: Make) -> None:
    """None, and no hours."""
    assert limit_of(project(MAP.replace("NEEDS", "{fields: a, phase: p1}"))) is None
    assert limit_of(project(MAP.replace("NEEDS", "{fields: a, phase: p0, within: 1d}"))) == TimeLimit(24, None)


@settings(max_examples=COUNT, deadline=None, suppress_health_check=list(HealthCheck))
@given(maps(scenarios=False))
def test_limits_and_causes_agree(drawn: DrawnMap) -> None:
    """A need is too slow just where its value comes after the limit, and its steps lead to that hour."""
    project = Project({path: text.encode() for path, text in as_yaml(drawn).items()})
    for field in () if project.is_broken else project.data_map.fields:
        timeline = project.trace(field)
        assert isinstance(timeline, Timeline)
        demands = [each for events in timeline.phases for each in events.demands if each.limit is not None]
        for limit, cause in ((each.limit, each.cause) for each in demands):
            assert limit is not None
            if cause is None or cause is Cause.TOO_SLOW:
                assert limit.hours is not None
                assert (limit.late > 0) == (cause is Cause.TOO_SLOW) == bool(limit.steps)
                assert not limit.steps or sum(step.takes for step in limit.steps) <= limit.hours
            else:
                assert limit.hours is None
    if not project.is_broken:
        of_limits = {each.fingerprint for each in project.gaps("member") if each.code == "DF306" and not each.waived}
        asked = project.interview("member").times
        assert {effect.finding.fingerprint for question in asked for effect in question.effects} == of_limits


def test_the_first_arrival_is_that_of_a_good_enough_value(project: Make) -> None:
    """A faster one in too low a form is none."""
    text = MAP.replace("post: {takes: 3d}", "post: {takes: 3d, form: structured}").replace(
        "wire: {takes: 0h}", "wire: {takes: 0h, form: structured}"
    )
    faster = "{fields: a, phase: p1, to: m, via: phone}\n      - {fields: b"
    made = project(
        text.replace("{fields: b, phase: p1, to: m", f"{faster}, phase: p1, to: m").replace(
            "NEEDS", "{fields: a, phase: p1, form: structured, within: 5d}"
        )
    )
    need = made.data_map.statements["m"].of(Need)[0]
    arrival = first_arrival(made.needs, "m", need, made.assumptions)
    assert arrival is not None
    assert (arrival.hours, [step.actor for step in arrival.way()]) == (132, ["h", "g", "m"])

"""How actors acquire fields, and the answers to their needs."""

from collections.abc import Callable

from dataflow.analysis.assumptions import Assumptions
from dataflow.analysis.lineage.acquisitions import acquisitions_of
from dataflow.analysis.needs.causes import Cause
from dataflow.analysis.needs.outcomes import Answer, Outcome, answer, worst
from dataflow.model.statements import Need
from dataflow.project import Project

MAP = """\
map: {id: study, title: Study}
phases: {p0: {}, p1: {}}
fields: {a: {}, b: {}, sum: {derived_from: [a, b]}}
channels: {letter: {}, open: {form: coded}}
actors:
  gp:
    records: [{fields: a, phase: p0}, {fields: b, phase: p1}]
    shares:
      - {fields: a, phase: p0, to: city, via: letter}
      - {fields: b, phase: p0, to: city, via: letter}
      - {fields: b, phase: p1, to: city, via: letter, status: unknown}
  city:
    needs:
      - {fields: a, phase: p0}
      - {fields: a, phase: p1, form: coded}
      - {fields: b, phase: p1}
      - {fields: sum, phase: p0}
    shares: [{fields: a, phase: p1, to: gp, via: open}]
"""


def test_a_field_is_recorded_received_or_derived(project: Callable[..., Project]) -> None:
    """A share counts where its sender holds the field in its phase, even if it came from the receiver."""
    needs = project(MAP).needs
    assert {
        (actor, each.field, each.phase, str(each.kind))
        for actor in ("gp", "city")
        for each in acquisitions_of(needs, actor, Assumptions())
    } == {
        ("gp", "a", "p0", "records"),
        ("gp", "b", "p1", "records"),
        ("gp", "sum", "p1", "derives"),
        ("gp", "a", "p1", "receives"),
        ("city", "a", "p0", "receives"),
    }


def test_a_need_is_met_perhaps_met_poorly_met_or_not(project: Callable[..., Project]) -> None:
    needs = project(MAP).needs
    must_needs = [(actor, need) for actor, need in needs.map_as_of.of_type(Assumptions(), Need)]
    assert {(need.field, need.phase): answer(needs, actor, need, Assumptions()) for actor, need in must_needs} == {
        ("a", "p0"): Answer(Outcome.MET),
        ("a", "p1"): Answer(Outcome.DEGRADED, Cause.FORM_TOO_LOW),
        ("b", "p1"): Answer(Outcome.OPEN, Cause.ARRIVES_LATE),
        ("sum", "p0"): Answer(Outcome.UNMET, Cause.UNDERIVABLE),
    }


def test_of_several_answers_the_worst_counts() -> None:
    met, perhaps, poor = (Answer(outcome) for outcome in (Outcome.MET, Outcome.OPEN, Outcome.DEGRADED))
    first, second = Answer(Outcome.UNMET, Cause.NOT_SHARED), Answer(Outcome.UNMET, Cause.STALE)
    assert worst((met, poor, first, second)) == first
    assert worst((met, perhaps, poor)) == poor
    assert worst((met, perhaps)) == perhaps

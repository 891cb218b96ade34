"""Each cause, and laws of causes and evidence."""

from collections.abc import Callable

import pytest

from dataflow.base.finding import Finding
from dataflow.project import Project

STORIES: dict[str, tuple[str, str]] = {
    "underivable": (
        "bmi",
        """\
        hospital: {records: [{fields: height, phase: p0}]}
        gp: {needs: [{fields: bmi, phase: p1}]}
        """,
    ),
    "unrecorded": ("ldl", "gp: {needs: [{fields: ldl, phase: p1}]}"),
    "recorded-late": (
        "ldl",
        """\
        hospital: {records: [{fields: ldl, phase: p2}]}
        gp: {needs: [{fields: ldl, phase: p1}]}
        """,
    ),
    "not-shared": (
        "ldl",
        """\
        hospital: {records: [{fields: ldl, phase: p0}]}
        gp: {needs: [{fields: ldl, phase: p1}]}
        """,
    ),
    "arrives-late": (
        "ldl",
        """\
        hospital:
          records: [{fields: ldl, phase: p0}]
          shares: [{fields: ldl, phase: p2, to: gp, via: letter}]
        gp: {needs: [{fields: ldl, phase: p1}]}
        """,
    ),
    "stale": (
        "ldl",
        """\
        hospital:
          records: [{fields: ldl, phase: p0}]
          shares: [{fields: ldl, phase: p1, to: gp, via: letter}]
        gp: {needs: [{fields: ldl, phase: p1, recorded_since: p1}]}
        """,
    ),
    "form-too-low": (
        "ldl",
        """\
        hospital:
          records: [{fields: ldl, phase: p0, form: free-text}]
          shares: [{fields: ldl, phase: p1, to: gp, via: portal}]
        gp: {needs: [{fields: ldl, phase: p1, form: structured}]}
        """,
    ),
    "form-lost": (
        "ldl",
        """\
        hospital:
          records: [{fields: ldl, phase: p0}]
          shares: [{fields: ldl, phase: p1, to: gp, via: letter}]
        gp: {needs: [{fields: ldl, phase: p1, form: structured}]}
        """,
    ),
    "code-system-mismatch": (
        "ldl",
        """\
        hospital:
          records: [{fields: ldl, phase: p0, code_system: npu}]
          shares: [{fields: ldl, phase: p1, to: gp, via: portal}]
        gp: {needs: [{fields: ldl, phase: p1, code_system: loinc}]}
        """,
    ),
}

MAP = """\
map: {id: study, title: Study}
phases: {p0: {}, p1: {}, p2: {}}
code_systems: {npu: {}, loinc: {}}
fields: {ldl: {}, height: {}, weight: {}, bmi: {derived_from: [height, weight]}}
channels: {letter: {}, portal: {form: coded}}
"""


def unmet(project: Project) -> list[Finding]:
    """The findings about unmet needs, without those of other rules."""
    return [gap for gap in project.gaps() if gap.code == "DF301"]


@pytest.mark.parametrize("cause", STORIES)
def test_a_story_has_its_cause(cause: str, project: Callable[..., Project]) -> None:
    """One map for each row of the two tables in ``language.md``, "Why a need is not met"."""
    field, actors = STORIES[cause]
    import textwrap

    stated = "actors:\n" + textwrap.indent(textwrap.dedent(actors), "  ")
    gaps = unmet(project({"map.yaml": MAP, "actors.yaml": stated}))
    assert [(gap.cause, gap.subject.field, gap.subject.phase) for gap in gaps] == [(cause, field, "p1")]


def test_a_need_for_what_others_send_is_not_met_by_ones_own_record(study: Callable[..., Project]) -> None:
    """``received: true``: the actor's own records do not count, even if they come back to it."""
    gaps = unmet(
        study(
            """\
            actors:
              gp:
                records: [{fields: ldl, phase: p0}]
                shares: [{fields: ldl, phase: p0, to: lab, via: portal}]
                needs: [{fields: ldl, phase: p1, received: true}, {fields: ldl, phase: p2}]
              lab:
                shares: [{fields: ldl, phase: p1, to: gp, via: portal}]
            """
        )
    )
    assert [(gap.cause, gap.subject.phase) for gap in gaps] == [("unrecorded", "p1")]


def test_the_hop_where_time_is_lost_is_shown(study: Callable[..., Project]) -> None:
    """The message names it, and the share is one of the related places."""
    (gap,) = unmet(
        study(
            """\
            actors:
              hospital:
                records: [{fields: ldl, phase: p0}]
                shares: [{fields: ldl, phase: p2, to: gp, via: letter}]
              gp:
                needs: [{fields: ldl, phase: p1}]
            """
        )
    )
    assert "hospital shares it over letter only in p2" in gap.message.in_language("en")
    assert [str(related.place) for related in gap.related] == ["actors.yaml:3:15", "actors.yaml:4:14"]


def test_planned_statements_that_fix_a_gap_are_reported(study: Callable[..., Project]) -> None:
    """A planned share would meet the need; with planned statements there is no gap."""
    text = """\
        actors:
          hospital:
            records: [{fields: ldl, phase: p0}]
            shares: [{fields: ldl, phase: p1, to: gp, via: letter, status: planned, valid_from: 2099-01-01}]
          gp:
            needs: [{fields: ldl, phase: p1}]
        """
    assert [gap.planned for gap in unmet(study(text, as_of="2026-01-01"))] == [True]
    assert unmet(study(text, as_of="2026-01-01", planned=True)) == []


def test_a_finding_is_as_sure_as_its_weakest_statement(study: Callable[..., Project]) -> None:
    """The confidence is that of the record that it rests on, not of the need."""
    (gap,) = unmet(
        study(
            """\
            actors:
              hospital: {records: [{fields: ldl, phase: p0, confidence: low}]}
              gp: {needs: [{fields: ldl, phase: p1}]}
            """
        )
    )
    assert gap.confidence == "low"


def test_the_suggested_repair_would_meet_the_need(study: Callable[..., Project]) -> None:
    """An existing share is suggested only if it could carry the field in time and in the form needed."""
    text = """\
        actors:
          hospital:
            records: [{{fields: [ldl, bp], phase: p0}}]
            shares: [{{fields: bp, phase: {phase}, to: gp, via: {via}}}]
          gp:
            needs: [{{fields: ldl, phase: p1, form: structured}}]
        """
    offered = {
        (phase, via): "Add ldl to what hospital"
        in unmet(study(text.format(phase=phase, via=via)))[0].hint.in_language("en")  # type: ignore[union-attr]
        for phase in ("p0", "p2")
        for via in ("letter", "portal")
    }
    assert offered == {
        ("p0", "portal"): True,
        ("p0", "letter"): False,
        ("p2", "portal"): False,
        ("p2", "letter"): False,
    }

"""DF120 to DF130, the consistency rules. Eight of them are compared with the slow twin on random maps."""

import os
from collections.abc import Callable
from textwrap import dedent

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from twin.interpreter import findings as twin_findings
from twin.random_maps import DrawnMap, as_yaml, maps

from dataflow.base.finding import Finding
from dataflow.project import Project
from dataflow.rules.df125_stale_evidence import is_older
from dataflow.terms import Terms

COUNT = int(os.environ.get("DATAFLOW_RANDOM_MAPS", "150")) // 3
TWINNED = {"DF120", "DF121", "DF122", "DF123", "DF124", "DF125", "DF126", "DF129"}


def of_rule(project: Project, code: str, level: str = "member") -> list[Finding]:
    assert [str(each.place) + each.message.in_language("en") for each in project.problems] == []
    return [finding for finding in project.warnings(level) if finding.code == code]


def subjects(project: Project, code: str, level: str = "member") -> list[tuple[str | None, ...]]:
    return [
        (each.subject.actor, each.subject.field, each.subject.phase, each.subject.channel, each.subject.other)
        for each in of_rule(project, code, level)
    ]


def said(project: Project, code: str, language: str = "en") -> list[str]:
    return [each.message.in_language(language) for each in of_rule(project, code, "role")]


@settings(
    max_examples=COUNT,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=COUNT < 1000,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(maps())
def test_findings_equal_those_of_the_slow_twin(drawn: DrawnMap) -> None:
    """Findings, and the unknown statements that they hang on, equal those of the twin, which walks every route."""
    whole = Project({path: text.encode() for path, text in as_yaml(drawn).items()})
    for scenario in (None, *drawn.scenarios):
        for planned in (False, True):
            project = whole.taken(Terms(scenario=scenario, planned=planned))
            found = {
                (
                    each.code,
                    each.subject.actor,
                    each.subject.field,
                    each.subject.phase,
                    each.subject.need,
                    each.cause,
                    each.subject.channel,
                    each.subject.other,
                    "certain" if each.certain else "possible",
                    len(each.hangs_on),
                )
                for each in project.warnings("member")
                if each.code in TWINNED
            }
            twins = twin_findings(drawn.base, drawn.overlays, scenario=scenario, planned=planned, rules=TWINNED)
            assert found == {
                (
                    *each.only("rule", "actor", "field", "phase", "need", "cause", "channel", "other", "certainty"),
                    hanging,
                )
                for each in twins
                for hanging in (len(each.hangs_on) if each.certainty == "possible" else 0,)
            }


# DF120


def test_a_share_before_the_value_is_there(study: Callable[..., Project]) -> None:
    """The message names the phase from which on the sender holds the field."""
    project = study(
        """
        actors:
          gp:
            records: [{fields: [ldl, bp], phase: p1}]
            shares: [{fields: ldl, phase: [p0, p1], to: hospital, via: letter}]
          hospital:
            shares: [{fields: bp, phase: p2, to: gp, via: portal}]
        """
    )
    assert subjects(project, "DF120") == [("gp", "ldl", "p0", None, None), ("hospital", "bp", "p2", None, None)]
    assert said(project, "DF120") == [
        "gp shares ldl in p0, but has it only from p1 on.",
        "hospital shares bp in p2, but does not have it: it is recorded by gp, and nothing brings it here.",
    ]
    assert said(project, "DF120", "da")[0] == "gp deler ldl i p0, men har det først fra og med p1."


def test_members_are_one_at_role_level(study: Callable[..., Project]) -> None:
    project = study(
        """
        actors:
          municipality: {shares: [{fields: [ldl, bp], phase: p0, to: gp, via: letter}]}
          aarhus: {extends: municipality}
          randers: {extends: municipality, records: [{fields: [ldl, bp], phase: p0}]}
          samsoe: {extends: municipality}
          gp: {}
        """
    )
    assert len(of_rule(project, "DF120")) == 4
    (first, _) = of_rule(project, "DF120", "role")
    assert first.members == ("aarhus", "samsoe")
    assert said(project, "DF120")[1].startswith("municipality (2 of 3 members) shares ldl in p0")


# DF121


def test_each_reason_for_a_phantom_use(study: Callable[..., Project]) -> None:
    """The message gives the cause; the hint asks for lower requirements only where the value is not good enough."""
    project = study(
        """
        actors:
          gp: {records: [{fields: ldl, phase: p0}, {fields: bp, phase: p2}]}
          hospital:
            uses:
              - {fields: bp, phase: p1}
              - {fields: ldl, phase: p2, form: coded}
        """
    )
    assert said(project, "DF121") == [
        "hospital uses bp in p1, but by the map it can't: it is recorded only later, by gp.",
        "hospital uses ldl in p2, but by the map it can't: it is recorded by gp, but not shared with hospital.",
    ]


def test_a_use_that_is_possible_hangs_on_the_unknown_share(study: Callable[..., Project]) -> None:
    project = study(
        """
        actors:
          gp:
            records: [{fields: [ldl, bp], phase: p0}]
            shares: [{fields: ldl, phase: p0, to: hospital, via: letter, status: unknown}]
          hospital:
            uses: [{fields: [ldl, bp], phase: p1}]
        """
    )
    ldl, bp = sorted(of_rule(project, "DF121"), key=lambda each: each.subject.field or "", reverse=True)
    assert (ldl.certain, len(ldl.hangs_on)) == (False, 1)
    assert (bp.certain, len(bp.hangs_on)) == (True, 0)


# DF122


def test_each_kind_of_unused_declaration(project: Callable[..., Project]) -> None:
    """The finding is at the place of the unused id."""
    found = of_rule(
        project(
            """\
            map: {id: study, title: Study}
            phases: {p0: {}}
            purposes: {care: {}, research: {}, quality: {}}
            legal_bases: {law: {purposes: quality}, other-law: {}}
            sources: {report: {title: Report}, old: {title: Old}, standard: {title: Standard}}
            groups: {labs: {parent: all-labs}, all-labs: {}, empty: {}}
            code_systems: {npu: {maps_to: loinc}, loinc: {}, local: {}, own: {}, unused: {}}
            fields: {ldl: {group: labs, codes: {local: x}}, hdl: {}, ratio: {derived_from: [ldl, part]}, part: {}}
            channels:
              letter: {expects_reply: reply, source: standard, slots: {hdl: structured}}
              reply: {}
              fax: {}
            actors:
              gp:
                records: [{fields: ldl, phase: p0, source: report, code_system: npu}]
                needs: [{fields: ratio, phase: p0, status: retired, code_system: own}]
                shares: [{fields: ldl, phase: p0, to: lab, via: letter, for: care, legal_basis: law}]
              lab: {}
            """
        ),
        "DF122",
    )
    assert {(each.cause, each.subject.field or each.subject.channel or each.subject.other) for each in found} == {
        ("purpose", "research"),
        ("legal-basis", "other-law"),
        ("source", "old"),
        ("group", "empty"),
        ("code-system", "unused"),
        ("field", "hdl"),
        ("channel", "fax"),
    }
    assert {str(each.place) for each in found if each.cause == "field"} == {"map.yaml:8:49"}


def test_what_only_a_scenario_uses_is_used_in_the_scenario(project: Callable[..., Project]) -> None:
    texts = {
        "map.yaml": """\
            map: {id: study, title: Study}
            phases: {p0: {}}
            fields: {ldl: {}}
            actors: {gp: {}}
            """,
        "what-if.yaml": """\
            scenario: {id: what-if}
            actors: {gp: {records: [{fields: ldl, phase: p0}]}}
            """,
    }
    assert subjects(project(texts), "DF122") == [(None, "ldl", None, None, None)]
    assert subjects(project(texts, scenario="what-if"), "DF122") == []


# DF123


CODED = """
map: {id: study, title: Study}
phases: {p0: {}, p1: {}}
code_systems: {a: {%s}, b: {}, c: {maps_to: a}}
fields: {dx: {codes: {b: x, c: y}}}
actors:
  gp: {records: [{fields: dx, phase: p0, code_system: a}]}
  hospital: {records: [{fields: dx, phase: p1, %s}]}
"""


@pytest.mark.parametrize(
    ("maps_to", "how", "clashes"),
    [
        ("", "code_system: b", True),
        ("maps_to: b", "code_system: b", False),
        ("", "code_system: c", False),
        ("", "form: coded", False),
        ("", "form: structured", False),
        ("", "code_system: b, status: planned", False),
        ("", "code_system: b, status: unknown", True),
        ("", "method: clinic", False),
    ],
)
def test_code_systems_clash_where_no_map_joins_them(
    project: Callable[..., Project], maps_to: str, how: str, clashes: bool
) -> None:
    found = of_rule(project(CODED % (maps_to, how)), "DF123")
    assert [each.cause for each in found] == ["code-system"] * clashes
    assert all(each.certain == ("unknown" not in how) for each in found)


def test_methods_clash_between_two_actors_only(study: Callable[..., Project]) -> None:
    project = study(
        """
        actors:
          patient: {records: [{fields: bp, phase: p0, method: home}, {fields: ldl, phase: p0, method: home}]}
          gp:
            records:
              - {fields: bp, phase: p0, method: clinic}
              - {fields: ldl, phase: p1}
          lab: {records: [{fields: ldl, phase: p1, method: home}]}
          hospital: {records: [{fields: bp, phase: [p1, p2], method: clinic}]}
        """
    )
    assert said(project, "DF123") == [
        "bp is recorded by different methods: home (patient), clinic (gp and hospital)."
    ]
    assert len(of_rule(project, "DF123")[0].related) == 2


def test_one_actor_alone_does_not_clash(study: Callable[..., Project]) -> None:
    records = "records: [{fields: bp, phase: p0, method: clinic}, {fields: bp, phase: p1, method: home}]"
    assert of_rule(study(f"actors: {{gp: {{{records}}}}}"), "DF123") == []


# DF124


UNEVIDENCED = """
map: {id: study, title: Study%s}
phases: {p0: {}, p1: {}}
sources: {report: {title: Report}}
fields: {ldl: {}, bp: {}}
actors:
  gp:
    records: [{fields: [ldl, bp], phase: all}, {fields: ldl, phase: p0, status: unknown, method: home}]
  aarhus: {extends: gp}
  randers: {extends: gp, needs: [{fields: ldl, phase: p1, source: report}]}
"""


def test_unevidenced_is_off_unless_turned_on(project: Callable[..., Project]) -> None:
    """There is one finding for a statement as written, however many actors inherit it."""
    assert of_rule(project(UNEVIDENCED % ""), "DF124") == []
    (found,) = of_rule(project(UNEVIDENCED % ", rules: {DF124: info}"), "DF124")
    assert (str(found.severity), found.subject.actor, found.subject.field) == ("info", "gp", None)
    assert found.message.in_language("en") == "No source is cited for this: gp records ldl and bp in p0 and p1."


# DF125


@pytest.mark.parametrize(
    ("date", "older"),
    [
        ("2021-11-01", False),
        ("2021-10-31", True),
        ("2021-11", False),
        ("2021-10", True),
        ("2021", False),
        ("2020", True),
        ("2027", False),
    ],
)
def test_a_source_counts_from_the_last_day_it_may_be_of(date: str, older: bool) -> None:
    assert is_older(date, 5, "2026-11-01") is older


def test_a_leap_day_is_a_year_old_on_the_first_of_march() -> None:
    assert not is_older("2024-02-29", 1, "2025-02-28")
    assert is_older("2024-02-29", 1, "2025-03-01")
    assert is_older("2024-02", 1, "2025-03-01")


OLD = """\
map: {id: study, title: Study%s}
phases: {p0: {}}
fields: {ldl: {}}
sources:
  survey:
    title: Survey
    date: 2019
  undated: {title: Undated}
channels: {letter: {source: survey}}
actors:
  gp:
    records: [{fields: ldl, phase: p0, source: [survey, {ref: undated, at: p. 3}]}]
    shares: [{fields: ldl, phase: p0, to: lab, via: letter, source: {ref: survey, at: p. 1}}]
  lab: {}
"""


def test_the_age_of_a_source_is_counted_from_the_date_in_use(project: Callable[..., Project]) -> None:
    """The age is counted from the map's date or the one given; the finding is at the place of the source's date."""
    assert of_rule(project(OLD % ""), "DF125") == []
    assert of_rule(project(OLD % ", as_of: 2023-01-01"), "DF125") == []
    assert of_rule(project(OLD % ", as_of: 2026-01-01, evidence_years: 7"), "DF125") == []
    (found,) = of_rule(project(OLD % "", as_of="2026-01-01"), "DF125")
    assert (str(found.place), found.subject.other) == ("map.yaml:7:11", "survey")
    assert "rest on it: 3." in found.message.in_language("en")


# DF126 and DF129


def test_a_closed_channel_without_a_slot_is_reported_once(project: Callable[..., Project]) -> None:
    """DF126 reports it, also where the share reaches nobody; DF120 and DF129 do not."""
    found = project(
        """
        map: {id: study, title: Study}
        phases: {p0: {}, p1: {}}
        fields: {ldl: {}, bp: {}}
        channels: {form: {closed: true, slots: {bp: coded}}}
        actors:
          gp: {shares: [{fields: ldl, phase: all, to: [hospital, lab], via: form}]}
          lab: {shares: [{fields: [bp, ldl], phase: p0, to: lab, via: form}]}
          only-lab: {extends: lab}
          hospital: {}
        """
    )
    assert subjects(found, "DF126") == [
        ("gp", "ldl", "p0", "form", None),
        ("gp", "ldl", "p1", "form", None),
        ("only-lab", "ldl", "p0", "form", None),
    ]
    assert subjects(found, "DF129") == [("only-lab", "bp", "p0", "form", "lab")]
    assert said(found, "DF129") == ["lab (its only member) shares bp in p0 with lab, whose only member it is itself."]
    assert subjects(found, "DF120") == []


# DF127 and DF128


WAIVED = """\
map: {id: study, title: Study%s}
phases: {p0: {}, p1: {}}
fields: {ldl: {}, bp: {}}
channels: {letter: {}}
actors:
  municipality: {needs: [{fields: ldl, phase: p0}]}
  aarhus: {extends: municipality}
  gp: {records: [{fields: bp, phase: p0, status: planned}], needs: [{fields: bp, phase: p1}]}
waivers:
"""


def waived(*waivers: str, more: str = "") -> str:
    return WAIVED % more + "".join(f"  - {{{waiver}, reason: Known}}\n" for waiver in waivers)


def test_a_waiver_past_its_date_waives_nothing_and_says_so(project: Callable[..., Project]) -> None:
    text = waived("rule: DF301, actor: gp, valid_to: 2026-06-30", "rule: DF301, actor: gp")
    assert of_rule(project(text), "DF127") == []
    assert of_rule(project(text, as_of="2026-06-30"), "DF127") == []
    (found,) = of_rule(project(text, as_of="2026-07-01"), "DF127")
    assert found.place.line == 10
    assert "DF301 (actor: gp) ended on 30 June 2026" in found.message.in_language("en")
    assert of_rule(project(text, as_of="2026-07-01"), "DF128") == []


def test_each_waiver_that_matches_nothing_is_reported(project: Callable[..., Project]) -> None:
    """By role and by member; a waiver of a role matches its members, and a rule that is off finds nothing."""
    text = waived(
        "rule: DF301, actor: municipality, field: ldl",
        "rule: DF301, actor: aarhus, phase: p1",
        "rule: DF122, channel: letter",
        "rule: DF122",
        "rule: DF122, field: bp",
        "rule: DF101",
        "rule: DF128, actor: gp",
        more=", rules: {DF128: info}",
    )
    for level in ("member", "role"):
        found = of_rule(project(text), "DF128", level)
        assert [each.place.line for each in found] == [11, 14, 15]
        assert {str(each.severity) for each in found} == {"info"}


def test_an_off_rule_leaves_its_waivers_idle(project: Callable[..., Project]) -> None:
    text = waived("rule: DF122, channel: letter", more=", rules: {DF122: off}")
    assert len(of_rule(project(text), "DF128")) == 1


def test_planned_statements_and_scenarios_make_no_waiver_idle(project: Callable[..., Project]) -> None:
    """The need is met in both, and the waiver still matches a finding of the base map."""
    texts = {
        "map.yaml": waived("rule: DF301, actor: gp"),
        "s.yaml": "scenario: {id: s}\nactors: {gp: {records: [{fields: bp, phase: p0}]}}\n",
    }
    for terms in ({}, {"planned": True}, {"scenario": "s"}):
        assert of_rule(project(dict(texts), **terms), "DF128") == []


def test_findings_without_an_actor_are_not_merged_by_role(project: Callable[..., Project]) -> None:
    """Two unused declarations are two findings at either level."""
    text = dedent(
        """
        map: {id: study, title: Study}
        sources: {one: {title: One}, two: {title: Two}}
        """
    )
    assert len(of_rule(project(text), "DF122")) == len(of_rule(project(text), "DF122", "role")) == 2


# DF130


def test_a_plan_past_its_date_says_so_and_is_not_in_force(project: Callable[..., Project]) -> None:
    """From the day after; with the date of the map or of the command line, and never where there is none."""
    text = WAIVED.partition("waivers:")[0] % ""
    text = text.replace("status: planned}", "status: planned, valid_from: 2026-06-30}")
    assert of_rule(project(text), "DF130") == []
    assert of_rule(project(text, as_of="2026-06-30"), "DF130") == []
    late = project(text, as_of="2026-07-01")
    assert subjects(late, "DF130") == [("gp", "bp", "p0", None, None)]
    assert said(late, "DF130", "da") == [
        "Det var planlagt fra 30. juni 2026, og det er stadig angivet som planlagt, at gp registrerer bp i p0."
    ]
    assert [each.subject.field for each in late.gaps() if each.subject.actor == "gp"] == ["bp"]

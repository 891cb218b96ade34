"""The evidence of every unmet need is a proof: an independent checker accepts it, and refutes forged evidence."""

import copy
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from analysis.checker import ABSENT, POOR, Checker, Refuted
from conftest import ROOT
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from twin.expansion import ExpandedMap, Raw, expand
from twin.random_maps import DrawnMap, as_yaml, maps
from twin.test_twin import read

import dataflow
from dataflow.project import Project
from dataflow.terms import Terms

COUNT = int(os.environ.get("DATAFLOW_RANDOM_MAPS", "150"))
Found = dict[str, Any]

THOROUGH = settings(
    max_examples=COUNT,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=COUNT < 1000,
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
)


def findings_of(project: Project, level: str = "member") -> list[Found]:
    """Findings of DF301 with the part of their JSON that the checker reads."""
    gaps = project.gaps(level)
    found = [
        {
            "actor": gap.subject.actor,
            "members": None if gap.members is None else list(gap.members),
            "field": gap.subject.field,
            "phase": gap.subject.phase,
            "need": gap.subject.need,
            "cause": gap.cause,
            "certainty": "certain" if gap.certain else "possible",
            "evidence": gap.evidence() if gap.evidence else None,
        }
        for gap in gaps
        if gap.code == "DF301"
    ]
    return json.loads(json.dumps(found))  # type: ignore[no-any-return]


def ways_to_take(drawn: DrawnMap) -> Iterator[tuple[list[Found], ExpandedMap, bool]]:
    """The findings of a drawn map, with its scenarios and with planned statements."""
    whole = Project({path: text.encode() for path, text in as_yaml(drawn).items()})
    for scenario in (None, *drawn.scenarios):
        expanded = expand(drawn.base, drawn.overlays, scenario)
        for planned in (False, True):
            yield findings_of(whole.taken(Terms(scenario=scenario, planned=planned))), expanded, planned


@THOROUGH
@given(maps())
def test_every_finding_of_a_random_map_is_proven(drawn: DrawnMap) -> None:
    """For every cause, run and scenario."""
    for found, expanded, planned in ways_to_take(drawn):
        checker = Checker(expanded, planned)
        for finding in found:
            checker.check(finding)


@settings(THOROUGH, max_examples=max(COUNT // 2, 50))
@given(maps(scenarios=False), st.randoms(use_true_random=False))
def test_tampered_evidence_is_refuted(drawn: DrawnMap, chance: Any) -> None:
    """Each kind of tampering that applies to a piece of evidence is refuted."""
    found, expanded, planned = next(ways_to_take(drawn))
    checker = Checker(expanded, planned)
    for finding in found:
        for tamper in TAMPERINGS:
            forged = copy.deepcopy(finding)
            if tamper(chance.choice(forged["evidence"]), chance):
                assert not is_believed(checker, forged), f"{tamper.__name__}: {forged}"


def is_believed(checker: Checker, finding: Found) -> bool:
    try:
        checker.check(finding)
    except Refuted:
        return False
    return True


def a_holder_is_dropped(proof: Found, chance: Any) -> bool:
    side = chance.choice(list(proof["cut"]["fields"].values()))
    return bool(side["holders"]) and bool(side["holders"].pop(chance.choice(list(side["holders"]))))


def a_leaving_share_is_dropped(proof: Found, chance: Any) -> bool:
    sides = [side for side in proof["cut"]["fields"].values() if side["leaving"]]
    if sides:
        chance.choice(sides)["leaving"].pop()
    return bool(sides)


def a_reason_is_changed(proof: Found, chance: Any) -> bool:
    reasons = ["closed-channel", "does-not-reach", "too-late", "not-held-yet", "form-lowered"]
    shares = [share for side in proof["cut"]["fields"].values() for share in side["leaving"]]
    if shares:
        share = chance.choice(shares)
        share["reason"] = chance.choice([reason for reason in reasons if reason != share["reason"]])
    return bool(shares)


def a_leaving_share_is_made_up(proof: Found, chance: Any) -> bool:
    side = chance.choice(list(proof["cut"]["fields"].values()))
    side["leaving"].append({"from": ["nobody"], "to": "a0", "phase": "p0", "via": "x0", "reason": "too-late"})
    return True


def an_hour_is_added(proof: Found, chance: Any) -> bool:
    sides = [side for side in (*proof["cut"]["fields"].values(), *proof["cut"]["parts"]) if side.get("hours")]
    if sides:
        hours = chance.choice(sides)["hours"]
        hours[chance.choice(list(hours))] += 1
    return bool(sides)


def the_limit_is_lowered(proof: Found, chance: Any) -> bool:
    if proof["need"]["within"]:
        proof["need"]["within"] -= 1
    return bool(proof["need"]["within"])


def a_phase_is_left_out(proof: Found, chance: Any) -> bool:
    phases = proof["cut"]["recorded_in"]
    return bool(phases) and bool(phases.pop(chance.randrange(len(phases))))


def a_side_of_a_part_is_left_out(proof: Found, chance: Any) -> bool:
    parts = proof["cut"]["parts"]
    return bool(parts) and bool(parts.pop(chance.randrange(len(parts))))


def the_actor_is_let_in(proof: Found, chance: Any) -> bool:
    if proof["cause"] == "too-slow":
        return False
    proof["cut"]["fields"][proof["need"]["field"]]["holders"][proof["need"]["actor"]] = proof["need"]["phase"]
    return True


def a_path_is_lengthened(proof: Found, chance: Any) -> bool:
    path = proof["path"] or proof["chain"]
    if path:
        path.insert(chance.randint(0, len(path)), copy.deepcopy(chance.choice(path)))
    return bool(path)


def a_path_is_shortened(proof: Found, chance: Any) -> bool:
    path = proof["path"] or proof["chain"]
    if path:
        path.pop(chance.randrange(len(path)))
    return bool(path)


def a_form_is_raised_on_the_path(proof: Found, chance: Any) -> bool:
    """The form of a step is raised above that of its sender; another record may make that true."""
    better = {"free-text": "structured", "structured": "coded"}
    hops = [
        (step, better[before["form"]]) for before, step in pairwise(proof["path"] or ()) if before["form"] in better
    ]
    if hops:
        step, form = chance.choice(hops)
        step["form"] = form
    return bool(hops)


def another_cause_is_named(proof: Found, chance: Any) -> bool:
    proof["cause"] = chance.choice([cause for cause in (*ABSENT, *POOR) if cause != proof["cause"]])
    return True


def somebody_within_reach_is_dropped(proof: Found, chance: Any) -> bool:
    return bool(proof["reach"]) and bool(proof["reach"].pop(chance.randrange(len(proof["reach"]))))


def a_part_is_left_out(proof: Found, chance: Any) -> bool:
    parts = [name for name in proof["cut"]["fields"] if name != proof["need"]["field"]]
    return bool(parts) and bool(proof["cut"]["fields"].pop(chance.choice(parts)))


def another_need_is_named(proof: Found, chance: Any) -> bool:
    proof["need"]["code_systems"].append("nobodys")
    return True


def the_other_run_is_claimed_twice(proof: Found, chance: Any) -> bool:
    proof["runs"] = ["without-unknown", "without-unknown"]
    return True


TAMPERINGS: list[Callable[[Found, Any], bool]] = [
    a_holder_is_dropped,
    a_leaving_share_is_dropped,
    a_reason_is_changed,
    a_leaving_share_is_made_up,
    the_actor_is_let_in,
    an_hour_is_added,
    the_limit_is_lowered,
    a_phase_is_left_out,
    a_side_of_a_part_is_left_out,
    a_path_is_lengthened,
    a_path_is_shortened,
    a_form_is_raised_on_the_path,
    another_cause_is_named,
    somebody_within_reach_is_dropped,
    a_part_is_left_out,
    another_need_is_named,
    the_other_run_is_claimed_twice,
]


@cache
def ihd() -> tuple[Raw, list[Raw]]:
    folder = ROOT / "specs" / "ihd"
    return read({path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.yaml")})


@cache
def ihd_project() -> Project:
    return dataflow.open(str(ROOT / "specs" / "ihd"))


@pytest.mark.slow
@pytest.mark.parametrize("scenario", [None, *sorted({file["scenario"]["id"] for file in ihd()[1]})])
@pytest.mark.parametrize("planned", [False, True])
def test_every_finding_of_the_real_map_is_proven(scenario: str | None, planned: bool) -> None:
    """By member and by role, with its scenarios and with planned statements."""
    base, overlays = ihd()
    checker = Checker(expand(base, overlays, scenario), planned)
    project = ihd_project().taken(Terms(scenario, planned))
    for level in ("role", "member"):
        found = findings_of(project, level)
        assert found
        for finding in found:
            checker.check(finding)


@pytest.mark.slow
def test_random_maps_have_every_cause_and_reason() -> None:
    """So that the tests above omit none."""
    causes: Counter[str] = Counter()

    @settings(THOROUGH, max_examples=200, derandomize=True)
    @given(maps())
    def gather(drawn: DrawnMap) -> None:
        for found, _, _ in ways_to_take(drawn):
            for proof in (each for finding in found for each in finding["evidence"]):
                causes[proof["cause"]] += 1
                for side in proof["cut"]["fields"].values():
                    causes.update(share["reason"] for share in side["leaving"])

    gather()
    reasons = {"closed-channel", "does-not-reach", "too-late", "not-held-yet", "form-lowered"}
    assert set(causes) == {*ABSENT, *POOR} | reasons


def test_evidence_is_computed_only_on_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Finding the gaps does not compute it, and it is no part of the identity of findings."""

    def too_early(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("dataflow.analysis.needs.certificates.evidence", too_early)
    path = str(ROOT / "tests" / "conformance" / "01-one-gap")
    once, again = dataflow.open(path).gaps(), dataflow.open(path).gaps()
    assert once == again
    assert any(gap.evidence for gap in once)

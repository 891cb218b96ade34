"""Findings, gaps, actors and fields name the same sender for the same gap."""

import pytest
from conftest import ROOT
from views.small_map import HEAD, diagram, project

import dataflow
from dataflow.base.lanes import Lanes
from dataflow.project import Project

VIEWS = ("field", "gaps", "actor")
ACTORS = """
actors:
  gp: {records: [{fields: ldl, phase: visit}], shares: [{fields: hads, phase: visit, to: city, via: message}]}
  hospital: {records: [{fields: ldl, phase: stay}]}
  city: {needs: [{fields: ldl, phase: home}]}
"""


def senders(of: Project, target: str, field: str) -> dict[str, set[str]]:
    """By picture, the sender drawn for a gap."""
    picture = of.picture(f"field:{field}")
    assert isinstance(picture, Lanes)
    found = {"field": {each.source for each in picture.arrows if (each.status, each.target) == ("missing", target)}}
    for view in ("gaps", f"actor:{target}"):
        found[view.partition(":")[0]] = {
            each.source.removesuffix(".from")
            for each in diagram(of, view).edges
            if each.kind == "gap" and each.target == target and f"field:{field}" in each.about
        }
    return found


@pytest.mark.parametrize(
    ("actors", "expected"), [(ACTORS, "gp"), (ACTORS.replace("to: city", "to: hospital"), "hospital")]
)
@pytest.mark.parametrize("turned", [False, True])
def test_the_sender_is_the_one_in_the_hint_else_the_latest_recorder(actors: str, expected: str, turned: bool) -> None:
    """Whatever the order of the actors."""
    head, *each = actors.splitlines()[1:]
    actors = "\n".join(["", head, *(reversed(each) if turned else each)])
    assert senders(project(HEAD + actors), "city", "ldl") == {view: {expected} for view in VIEWS}


def test_of_several_holders_an_existing_partner_ranks_first() -> None:
    """General practice shares too late for this field, and still ranks above a hospital that shares nothing."""
    late = ACTORS.replace("phase: visit, to: city", "phase: home, to: city").replace("phase: home}]", "phase: stay}]")
    assert senders(project(HEAD + late), "city", "ldl")["gaps"] == {"gp"}


def test_the_real_map_draws_arrows_from_the_senders_in_its_hints() -> None:
    ihd = dataflow.open(str(ROOT / "specs" / "ihd"))
    edges = [each for each in diagram(ihd, "gaps").edges if each.kind == "gap"]
    named = 0
    for finding in ihd.gaps():
        hint = finding.hint.with_ids.in_language("en") if finding.hint is not None else ""
        if finding.cause == "not-shared" and "already shares" in hint and not finding.waived:
            named += 1
            source = next(each.source for each in edges if f"finding:{finding.fingerprint}" in each.about)
            named_first = hint.partition("Let ")[2] or hint.partition("to what ")[2]
            assert f"({source})" in named_first.partition("share")[0]
    assert named
    assert senders(ihd, "municipality", "ldl") == {view: {"laboratory"} for view in VIEWS}

"""Severities, waivers, order and fingerprints of findings, and findings by role."""

from collections.abc import Callable

from dataflow.base.finding import Finding
from dataflow.project import Project

NEEDS = """\
actors:
  hospital: {records: [{fields: [ldl, bp], phase: p0}]}
  m: {needs: [{fields: ldl, phase: p1}, {fields: bp, phase: p1, level: should}]}
  m1: {extends: m}
  m2: {extends: m}
  m3: {extends: m, omits: [{needs: bp}]}
"""


def unmet(project: Project, level: str = "role") -> list[Finding]:
    return [gap for gap in project.gaps(level) if gap.code == "DF301"]


def test_findings_of_members_are_one_by_role(study: Callable[..., Project]) -> None:
    """It names the members that it is true of, and counts all, including those that omit the statement."""
    by_role = {(gap.subject.actor, gap.subject.field): (gap.members, gap.of) for gap in unmet(study(NEEDS))}
    assert by_role == {("m", "ldl"): (("m1", "m2", "m3"), 3), ("m", "bp"): (("m1", "m2"), 3)}
    assert len(unmet(study(NEEDS), "member")) == 5
    message = next(gap.message.in_language("en") for gap in unmet(study(NEEDS)) if gap.subject.field == "bp")
    assert message.startswith("m (2 of 3 members) needs bp in p1")


def test_the_map_sets_severities_of_its_own(project: Callable[..., Project]) -> None:
    """It can also turn rules off."""
    texts = {
        "map.yaml": "map: {id: a, title: A, rules: {DF301: %s}}\nphases: {p1: {}}\nfields: {ldl: {}}\n"
        "actors: {gp: {needs: [{fields: ldl, phase: p1}]}}\n"
    }
    info = project({"map.yaml": texts["map.yaml"] % "info"})
    assert [str(gap.severity) for gap in unmet(info)] == ["info"]
    assert unmet(project({"map.yaml": texts["map.yaml"] % "off"})) == []


def waived(project: Project) -> set[tuple[str | None, str | None]]:
    return {(gap.subject.actor, gap.subject.field) for gap in unmet(project, "member") if gap.waived}


def test_a_waiver_covers_what_it_names(study: Callable[..., Project]) -> None:
    """A role covers its members, and a key that is left out covers everything."""
    waiver = NEEDS + "waivers: [{rule: DF301, %s reason: agreed}]\n"
    assert waived(study(waiver % "actor: m, field: bp,")) == {("m1", "bp"), ("m2", "bp")}
    assert waived(study(waiver % "actor: m3,")) == {("m3", "ldl")}
    assert len(waived(study(waiver % ""))) == 5
    assert waived(study(waiver % "phase: p2,")) == set()


def test_an_expired_waiver_waives_nothing(study: Callable[..., Project]) -> None:
    """It is compared with the map's date; the last day counts."""
    waiver = NEEDS + "waivers: [{rule: DF301, reason: agreed, valid_to: 2026-06-30}]\n"
    assert waived(study(waiver, as_of="2026-06-30"))
    assert waived(study(waiver, as_of="2026-07-01")) == set()


def test_fingerprints_stay_with_the_subject(study: Callable[..., Project]) -> None:
    """Moved lines and changed labels do not change them; another phase does."""
    first = {gap.fingerprint for gap in unmet(study(NEEDS))}
    moved = {
        gap.fingerprint for gap in unmet(study("\n\n# moved\n" + NEEDS.replace("m: {needs", "m: {label: M, needs")))
    }
    other = {gap.fingerprint for gap in unmet(study(NEEDS.replace("phase: p1", "phase: p2")))}
    assert first == moved
    assert len(first) == 2
    assert not first & other

"""What differs between two maps, by meaning."""

import json
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from twin.random_maps import DrawnMap, as_yaml, maps

from dataflow.base.finding import Finding
from dataflow.base.text import Label
from dataflow.change.difference import Difference
from dataflow.change.findings import finding_changes
from dataflow.change.verdict import Verdict
from dataflow.cli.exits import run
from dataflow.project import Project
from dataflow.wording.keys import value_words

HEAD = """\
map: {id: walk, title: A walk}
phases: {stay: {}, visit: {}}
fields: {ldl: {label: LDL}, hba1c: {label: HbA1c}}
channels: {letter: {form: free-text}, message: {form: coded}}
legal_bases: {law: {}}
"""
HOSPITAL = """\
  hospital:
    records: [{fields: [ldl, hba1c], phase: stay, form: coded}]
    shares: [{fields: [ldl, hba1c], phase: stay, to: gp, via: letter, legal_basis: law}]
"""
GP = "  gp: {needs: [{fields: [ldl, hba1c], phase: visit, form: structured}]}\n"
OLD = f"{HEAD}actors:\n{HOSPITAL}{GP}"


def of(text: str) -> Project:
    return Project({"map.yaml": text.encode()})


def difference(old: str, new: str) -> Difference:
    return of(new).difference(of(old))


def test_the_same_map_has_no_difference() -> None:
    found = difference(OLD, OLD)
    assert found.is_empty
    assert found.judgement.verdict is Verdict.SAME


def test_a_change_is_folded_as_people_write_it() -> None:
    (change,) = difference(OLD, OLD.replace("via: letter", "via: message")).statements
    assert (change.change, change.kind, change.actor) == ("changed", "shares", "hospital")
    assert (change.fields, change.phases, change.to, change.at) == (("ldl", "hba1c"), ("stay",), ("gp",), "message")
    assert [(each.what, each.before, each.after) for each in change.alterations] == [("via", "letter", "message")]


@pytest.mark.parametrize(
    ("old", "new", "what", "before", "after"),
    [
        ("form: coded}]", "form: structured}]", "form", "coded", "structured"),
        ("form: coded}]", "form: coded, status: planned}]", "status", "current", "planned"),
        ("form: structured}]", "form: structured, level: should}]", "level", "must", "should"),
        ("form: structured}]", "form: structured, within: 2d}]", "within", None, 48),
        ("via: letter,", "via: letter, valid_from: 2027-01-01,", "valid_from", None, "2027-01-01"),
        ("via: letter,", "via: letter, takes: 2d,", "takes", None, 48),
        ("via: letter,", "via: letter, coverage: 3/5,", "coverage", None, "3/5"),
        ("phase: stay, to", "phase: visit, to", "phases", ("stay",), ("visit",)),
    ],
)
def test_what_of_a_statement_changes(old: str, new: str, what: str, before: object, after: object) -> None:
    assert old in OLD
    (change,) = difference(OLD, OLD.replace(old, new)).statements
    assert change.change == "changed"
    assert [(each.what, each.before, each.after) for each in change.alterations] == [(what, before, after)]


def test_statements_added_and_removed() -> None:
    more = OLD.replace("  gp: {", "  gp: {uses: [{fields: ldl, phase: visit}], ")
    (added,) = difference(OLD, more).statements
    (removed,) = difference(more, OLD).statements
    assert (added.change, added.kind, added.actor, added.fields) == ("added", "uses", "gp", ("ldl",))
    assert replace(added, change="removed") == removed


def test_members_that_do_the_same_are_their_role_and_one_that_does_not_is_named() -> None:
    role = f"{HEAD}actors:\n  gp: {{records: [{{fields: ldl, phase: stay}}]}}\n"
    role += "  a: {extends: gp}\n  b: {extends: gp}\n"
    (both,) = difference(role, role.replace("fields: ldl", "fields: [ldl, hba1c]")).statements
    (one,) = difference(
        role, role.replace("  b: {extends: gp}", "  b: {extends: gp, omits: [{records: ldl}]}")
    ).statements
    assert (both.actor, both.members, both.fields) == ("gp", None, ("hba1c",))
    assert (one.actor, one.members, one.change) == ("gp", ("b",), "removed")
    new = difference(role, role + "  c: {extends: gp}\n")
    assert not new.statements
    assert [(each.change, each.id, each.role) for each in new.objects] == [("added", "c", "gp")]


def test_a_new_name_is_a_guess_where_label_and_statements_are_the_same() -> None:
    named = OLD.replace("hba1c: {label", "hba: {label").replace("hba1c", "hba")
    found = difference(OLD, named)
    assert [(each.change, each.was, each.id) for each in found.objects] == [("renamed", "hba1c", "hba")]
    assert not found.statements
    assert not found.findings.opened
    assert not found.findings.closed
    other = difference(OLD, named.replace("[ldl, hba], phase: visit", "[ldl], phase: visit"))
    assert [each.change for each in other.objects] == ["added", "removed"]


NAMED = """\
map: {id: named, title: Named}
phases: {stay: {responsible: [{actor: hospital, valid_to: 2026-12-31}, {actor: gp, valid_from: 2027-01-01}]}}
code_systems: {npu: {label: NPU}}
sources: {talk: {title: Talk}}
fields: {ldl: {label: LDL, codes: {npu: NPU01568}}}
channels: {letter: {label: Letter, slots: {ldl: coded}, source: {ref: talk, at: p. 2}}, mail: {expects_reply: letter}}
actors:
  hospital: {label: Hospital, shares: [{fields: ldl, phase: stay, to: gp, via: letter}]}
  gp: {label: GP}
"""


@pytest.mark.parametrize("id_", ["ldl", "npu", "talk", "letter", "gp", "hospital"])
def test_a_new_name_is_no_change_of_what_refers_to_it(id_: str) -> None:
    """Slots, codes, citations, replies and who is responsible have the new id, and say the same."""
    (found,) = difference(NAMED, re.sub(rf"\b{id_}\b", "other", NAMED)).objects
    assert (found.change, found.was, found.id) == ("renamed", id_, "other")


def test_from_which_day_is_not_to_which_day() -> None:
    """A phase for which an actor is responsible from a day, and then to it."""
    only = NAMED.replace("{actor: hospital, valid_to: 2026-12-31}, ", "")
    (phase,) = difference(only, only.replace("gp, valid_from", "gp, valid_to")).objects
    (change,) = phase.alterations
    told = [value_words(change.what, each, lambda _, id_: Label(id_)) for each in (change.before, change.after)]
    assert [each.in_language("en") for each in told] == [
        "gp (from 1 January 2027)",
        "gp (to 1 January 2027)",
    ]


def test_objects_and_the_order_of_phases() -> None:
    closed = difference(OLD, OLD.replace("{form: free-text}", "{form: free-text, closed: true}"))
    (change,) = closed.objects
    assert (change.section, change.id) == ("channels", "letter")
    assert [(each.what, each.after) for each in change.alterations] == [("closed", True)]
    (order,) = difference(OLD, OLD.replace("{stay: {}, visit: {}}", "{visit: {}, stay: {}}")).objects
    assert order.alterations[0].what == "order"
    (phase,) = difference(OLD, OLD.replace("{stay: {}", "{before: {}, stay: {}")).objects
    assert (phase.change, phase.id) == ("added", "before")


def test_wordings_are_no_change_of_meaning() -> None:
    found = difference(
        OLD, OLD.replace("label: LDL", "label: LDL cholesterol").replace("title: A walk", "title: Walk")
    )
    assert found.is_empty
    assert [(each.section, each.id) for each in found.wording] == [("map", "walk"), ("fields", "ldl")]


def test_the_order_of_the_languages_of_a_text_is_no_difference() -> None:
    """Neither a change of meaning nor one of wording, and a new name is recognised by its label all the same."""
    text = OLD.replace("label: LDL", "label: {en: LDL, da: LDL-kolesterol}")
    text = text.replace("  hospital:\n", "  hospital:\n    retention: {en: 10 years, da: 10 år}\n")
    swapped = text.replace("{en: LDL, da: LDL-kolesterol}", "{da: LDL-kolesterol, en: LDL}")
    swapped = swapped.replace("{en: 10 years, da: 10 år}", "{da: 10 år, en: 10 years}")
    assert swapped.count("10 år, en") == swapped.count("LDL-kolesterol, en") == 1
    found = difference(text, swapped)
    assert (found.is_empty, found.wording) == (True, ())
    renamed = difference(text, swapped.replace("ldl", "ldl-c"))
    assert [(each.change, each.was, each.id) for each in renamed.objects] == [("renamed", "ldl", "ldl-c")]


def test_the_costs_of_changes_are_compared() -> None:
    costly = OLD.replace("id: walk,", "id: walk, costs: {slot: 9},")
    assert costly != OLD
    (change,) = difference(OLD, costly).objects
    assert [(each.what, each.before) for each in change.alterations] == [("costs", None)]


def test_a_gap_of_another_level_or_cause_is_the_same_gap() -> None:
    should = difference(OLD, OLD.replace("form: structured}]", "form: structured, level: should}]")).findings
    assert (should.opened, should.closed) == ((), ())
    assert {(before.subject.need, after.subject.need) for before, after in should.changed} == {("must", "should")}
    unshared = difference(
        OLD, OLD.replace("to: gp,", "to: home,") + "  home: {uses: [{fields: [ldl, hba1c], phase: visit}]}\n"
    )
    pairs = {(one.cause, other.cause) for one, other in unshared.findings.changed}
    assert ("form-lost", "not-shared") in pairs
    assert not [each for each in (*unshared.findings.opened, *unshared.findings.closed) if each.code == "DF301"]


def test_of_several_findings_about_a_role_those_of_the_same_members_are_compared() -> None:
    """One member certainly lacks the field and one perhaps, in whatever order the two findings come."""
    (one,) = [each for each in of(OLD).gaps() if each.subject.field == "ldl" and each.code == "DF301"]
    sure, unsure = replace(one, members=("a",), of=2), replace(one, members=("b",), of=2, certain=False)
    assert finding_changes([sure, unsure], [unsure, sure], {}).changed == ()
    turned = replace(sure, certain=False), replace(unsure, certain=True)
    pairs = finding_changes([unsure, sure], turned, {}).changed
    assert [(before.members, after.members) for before, after in pairs] == [(("a",), ("a",)), (("b",), ("b",))]


@pytest.mark.parametrize(
    ("new", "verdict"),
    [
        (OLD.replace("via: letter", "via: message"), Verdict.BETTER),
        (OLD.replace("form: structured}]", "form: structured, level: should}]"), Verdict.SAME),
        (OLD.replace("needs: [", "needs: [{fields: ldl, phase: stay}, "), Verdict.SAME),
    ],
)
def test_the_verdict_rests_on_the_needs_that_both_state(new: str, verdict: Verdict) -> None:
    assert difference(OLD, new).judgement.verdict is verdict
    mirrored = {Verdict.BETTER: Verdict.WORSE}.get(verdict, verdict)
    assert difference(new, OLD).judgement.verdict is mirrored


def test_what_matters_most_decides_the_verdict() -> None:
    two = HEAD + "actors:\n" + HOSPITAL.replace("via: letter", "via: message") + GP
    loses_one = two.replace("    shares: [{fields: [ldl, hba1c]", "    shares: [{fields: [%s]")
    ldl, hba1c = loses_one % "ldl", loses_one % "hba1c"
    assert difference(ldl, hba1c).judgement.verdict is Verdict.MIXED
    uneven = "needs: [{fields: ldl, phase: visit}, {fields: hba1c, phase: visit, level: may}]"
    ldl, hba1c = (text.replace(GP.split("{", 1)[1], uneven + "}\n") for text in (ldl, hba1c))
    assert difference(ldl, hba1c).judgement.verdict is Verdict.WORSE
    assert difference(hba1c, ldl).judgement.verdict is Verdict.BETTER


IN_THIS_ORDER = ("phases", "languages", "responsible")


def shuffled(value: Any, dice: random.Random, ordered: bool = False) -> Any:
    """The same map with keys and items in another order, but for those whose order has a meaning."""
    if isinstance(value, dict):
        keys = list(value)
        if not ordered:
            dice.shuffle(keys)
        return {key: shuffled(value[key], dice, key in IN_THIS_ORDER) for key in keys}
    if isinstance(value, list):
        items = [shuffled(each, dice) for each in value]
        if not ordered:
            dice.shuffle(items)
        return items
    return value


def project_of(texts: dict[str, str]) -> Project:
    return Project({path: text.encode() for path, text in texts.items()})


law = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],  # to shrink a difference takes minutes
)


@law
@given(maps(scenarios=False), st.randoms(use_true_random=False))
def test_another_order_is_no_difference(drawn: DrawnMap, dice: random.Random) -> None:
    """But for DF401: of two who record at the same time, the one that is declared later repeats the other."""
    texts = as_yaml(drawn)
    again = {f"z-{path}": json.dumps(shuffled(json.loads(text), dice)) for path, text in reversed(texts.items())}
    same = project_of(again).difference(project_of(texts))
    assert (same.statements, same.objects, same.judgement.verdict) == ((), (), Verdict.SAME)
    found = same.findings
    assert not [each for each in (*found.opened, *found.closed) if each.code != "DF401"]
    assert not [pair for pair in found.changed if pair[0].code != "DF401"]


@law
@given(maps(scenarios=False), maps(scenarios=False))
def test_the_other_way_round_is_the_mirror_image(one: DrawnMap, other: DrawnMap) -> None:
    """And the findings opened and closed are those by which two runs of ``gaps`` differ."""
    old, new = project_of(as_yaml(one)), project_of(as_yaml(other))
    there, back = new.difference(old), old.difference(new)
    assert there.judgement.verdict is {
        Verdict.BETTER: Verdict.WORSE,
        Verdict.WORSE: Verdict.BETTER,
    }.get(back.judgement.verdict, back.judgement.verdict)
    turned = {"added": "removed", "removed": "added", "changed": "changed", "renamed": "renamed"}
    assert sorted(
        (turned[each.change], each.section, each.id) for each in there.objects if each.was is None
    ) == sorted((each.change, each.section, each.id) for each in back.objects if each.was is None)
    if not any(each.was for each in there.objects):
        assert {mirrored(each) for each in there.statements} == {shown(each) for each in back.statements}
    assert keys(there.findings.closed) == keys(back.findings.opened)
    assert keys(there.findings.opened) == keys(back.findings.closed)
    then, now = (Counter(each.fingerprint for each in made.gaps()) for made in (old, new))
    changed = keys([each for pair in there.findings.changed for each in pair])
    # The members of a role may come to differ in how certain they are: of the two findings with one fingerprint, the
    # one is as before or changed and the other opened.
    assert keys(there.findings.opened) - changed <= {each for each in now if now[each] > then[each]}
    assert keys(there.findings.closed) - changed <= {each for each in then if then[each] > now[each]}
    assert now.keys() ^ then.keys() <= changed | keys(there.findings.opened) | keys(there.findings.closed)


def keys(findings: Sequence[Finding]) -> set[str]:
    return {each.fingerprint for each in findings}


def shown(change: Any) -> str:
    """A change without the order of its ids, which is that of the newer map."""
    altered = [(each.what, in_any_order(each.before), in_any_order(each.after)) for each in change.alterations]
    moved, at = any(each.what == "phases" for each in change.alterations), None if altered else change.at
    ids = [set_of(change.fields), None if moved else set_of(change.phases), set_of(change.to)]
    who = (change.actor, change.members)
    return repr((change.change, change.kind, *who, *ids, at, sorted(change.facts.items()), altered))


def in_any_order(value: Any) -> Any:
    return sorted(map(str, value)) if isinstance(value, tuple) else value


def set_of(ids: Sequence[str]) -> list[str]:
    return sorted(ids)


def mirrored(change: Any) -> str:
    turned = {"added": "removed", "removed": "added"}
    alterations = tuple(replace(each, before=each.after, after=each.before) for each in change.alterations)
    return shown(replace(change, change=turned.get(change.change, change.change), alterations=alterations))


def test_what_was_only_possible_is_not_called_worse(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A no to a question loses nothing that was met; the exit code is that of a worse map all the same."""
    asked = OLD.replace("law}", "law, status: unknown}").replace("form: structured", "level: must")
    paths = [tmp_path / "old.yaml", tmp_path / "new.yaml"]
    for path, text in zip(paths, (asked, asked.replace("unknown", "retired")), strict=True):
        path.write_text(text, "utf-8")
    run(["diff", *map(str, paths), "--lang", "da"])
    said = capsys.readouterr().out
    assert "Vurdering: mindre gunstigt, end det kunne have været." in said
    assert "ikke opfyldt; det var før måske opfyldt" in said
    paths[0].write_text(asked.replace(", status: unknown", ""), "utf-8")
    run(["diff", *map(str, paths), "--lang", "da"])
    assert "Vurdering: dårligere." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("new", "only"),
    [
        ({", status: unknown": ""}, True),
        ({", status: unknown": "", "title: A walk": "title: A walk, as_of: 2026-11-01"}, True),
        ({"status: unknown": "status: retired, confidence: low"}, True),
        ({"status: unknown": "status: planned"}, False),
        ({", status: unknown": "", "via: letter": "via: message"}, False),
        ({", status: unknown": "", "channels: {": "channels: {talk: {}, "}, False),
    ],
)
def test_where_only_answers_came_in_the_verdict_says_so(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, new: dict[str, str], only: bool
) -> None:
    asked = OLD.replace("law}", "law, status: unknown}").replace("form: structured", "level: must")
    answered = asked
    for words, others in new.items():
        answered = answered.replace(words, others)
    assert difference(asked, answered).is_only_answers is only
    paths = [tmp_path / "old.yaml", tmp_path / "new.yaml"]
    for path, text in zip(paths, (asked, answered), strict=True):
        path.write_text(text, "utf-8")
    run(["diff", *map(str, paths)])
    assert ("what is known has changed" in capsys.readouterr().out) is (only and "retired" not in answered)


def test_a_finding_with_another_cause_is_told_in_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A cause that has no words of its own is told by the sentence of before."""
    twice = OLD.replace(
        "needs: [", "records: [{fields: ldl, phase: visit}], uses: [{fields: ldl, phase: visit}], needs: ["
    )
    paths = [tmp_path / "old.yaml", tmp_path / "new.yaml"]
    for path, text in zip(paths, (twice.replace("via: letter", "via: message, status: retired"), twice), strict=True):
        path.write_text(text, "utf-8")
    run(["diff", *map(str, paths)])
    said = " ".join(capsys.readouterr().out.split())
    assert "not-received" not in said
    assert "does not arrive from there" in said.partition("(before:")[2]


def test_the_level_and_dates_of_a_new_statement_are_told_in_words(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    new = OLD.replace("needs: [", "needs: [{fields: ldl, phase: stay, level: may, valid_from: 2026-03-01}, ")
    paths = [tmp_path / "old.yaml", tmp_path / "new.yaml"]
    for path, text in zip(paths, (OLD, new), strict=True):
        path.write_text(text, "utf-8")
    run(["diff", *map(str, paths), "--lang", "da"])
    assert "(kan-behov, gælder fra 1. marts 2026)." in " ".join(capsys.readouterr().out.split())


def said_of(old: str, new: str, folder: Path, capsys: pytest.CaptureFixture[str], language: str, *more: str) -> str:
    """What ``diff`` says of two maps, with single spaces."""
    paths = [folder / "old.yaml", folder / "new.yaml"]
    for path, text in zip(paths, (old, new), strict=True):
        path.write_text(text, "utf-8")
    run(["diff", *map(str, paths), "--lang", language, *more])
    return " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("language", "one", "other", "verdict"),
    [
        (
            "en",
            "1 must need is now met; 1 must need that was perhaps met is now not met.",
            "1 must need is no longer met; 1 must need is now perhaps met.",
            (
                "Verdict: better in what counts most; some of the rest is worse.",
                "Verdict: worse in what counts most;",
            ),
        ),
        (
            "da",
            "1 skal-behov er nu opfyldt; 1 skal-behov, der måske var opfyldt, er det nu ikke.",
            "1 skal-behov er ikke længere opfyldt; 1 skal-behov er nu måske opfyldt.",
            ("Vurdering: bedre i det, der tæller mest; noget", "Vurdering: dårligere i det, der tæller mest;"),
        ),
    ],
)
def test_what_was_perhaps_met_and_is_not_is_no_less_sure(  # a case has four parts
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    language: str,
    one: str,
    other: str,
    verdict: tuple[str, str],
) -> None:
    """A need that is certainly not met now is told with its level, and so are all others."""
    text = OLD.replace("form: structured", "level: must").replace(
        "[{fields: [ldl, hba1c], phase: stay, to",
        "[{fields: ldl, phase: stay, to: gp, via: letter, legal_basis: law, status: %s},"
        " {fields: hba1c, status: %s, phase: stay, to",
    )
    old, new = text % ("unknown", "retired"), text % ("retired", "current")
    said = said_of(old, new, tmp_path, capsys, language)
    assert one in said
    assert verdict[0] in said
    back = said_of(new, old, tmp_path, capsys, language)
    assert other in back
    assert verdict[1] in back


@pytest.mark.parametrize("requirement", ["within: 5d", "form: coded", "recorded_since: stay"])
def test_a_need_that_requires_something_else_is_one_need(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, requirement: str
) -> None:
    """It is neither new nor gone, and there and back it is counted in the same way."""
    old = OLD.replace("form: structured}]", "within: 2d}, {fields: ldl, phase: stay}]")
    new = OLD.replace("form: structured}]", f"{requirement}}}]")
    judgement, back = difference(old, new).judgement, difference(new, old).judgement
    assert (judgement.altered[0], judgement.new[0], judgement.gone[0]) == (2, 0, 1)
    assert back.altered == (2, *reversed(judgement.altered[1:]))
    assert (back.new, back.gone) == (judgement.gone, judgement.new)
    said = said_of(old, new, tmp_path, capsys, "da")
    assert "2 behov er angivet anderledes i det nye kort, fx med en anden tidsfrist" in said
    assert "1 behov findes kun i det gamle kort" in said
    assert "findes kun i det nye" not in said


@pytest.mark.parametrize(
    ("language", "added", "removed", "the_map"),
    [
        (
            "en",
            "- Findings about LDL are accepted now, up to and including 31 December 2026 (DF401).",
            "- Findings about LDL are no longer accepted, up to and including 31 December 2026 (DF401).",
            "- The map “A walk”: date of the map 1 November 2027 (before: not stated).",
        ),
        (
            "da",
            "- Fund om LDL accepteres nu, til og med 31. december 2026 (DF401).",
            "- Fund om LDL accepteres ikke længere, til og med 31. december 2026 (DF401).",
            "- Kortet »A walk«: kortets dato 1. november 2027 (før: ikke angivet).",
        ),
    ],
)
def test_waivers_and_the_map_are_told_in_words(  # a case has four parts
    capsys: pytest.CaptureFixture[str], tmp_path: Path, language: str, added: str, removed: str, the_map: str
) -> None:
    waiver = "waivers: [{rule: DF401, field: ldl, reason: Asked anew, by: Group, valid_to: 2026-12-31}]\n"
    dated = OLD.replace("title: A walk", "title: A walk, as_of: 2027-11-01") + waiver
    said = said_of(OLD, dated, tmp_path, capsys, language)
    assert added in said
    assert the_map.partition(" (")[0] in said
    assert removed in said_of(dated, OLD, tmp_path, capsys, language)


@pytest.mark.parametrize(("language", "words"), [("en", " (accepted)"), ("da", " (accepteret)")])
def test_a_new_finding_that_is_accepted_is_said_to_be(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, language: str, words: str
) -> None:
    """Of two gaps that open, one is accepted."""
    waiver = "waivers: [{rule: DF301, field: ldl, reason: By letter, by: Group}]\n"
    shared = OLD.replace("via: letter", "via: message")
    said = said_of(shared, OLD + waiver, tmp_path, capsys, language)
    gaps = [each.split(" - DF")[0] for each in said.split("DF301: ")[1:]]
    assert [words in each for each in gaps if "LDL" in each] == [True]
    assert [words in each for each in gaps if "HbA1c" in each] == [False]


def test_a_channel_on_which_more_needs_hang_than_before_is_a_finding_that_has_changed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """It grows from one need to two, and neither opens nor closes."""
    one = OLD.replace("via: letter", "via: message").replace(
        "needs: [{fields: [ldl, hba1c],", "needs: [{fields: ldl,"
    )
    two = OLD.replace("via: letter", "via: message")
    findings = difference(one, two).findings
    assert [len(before.needs or ()) for before, after in findings.changed if after.code == "DF302"] == [1]
    assert not [each for each in (*findings.opened, *findings.closed) if each.code == "DF302"]
    assert "LDL and HbA1c, of gp. (before: 1 must need)" in said_of(one, two, tmp_path, capsys, "en")


@pytest.mark.parametrize(
    ("language", "label", "note"),
    [
        (
            "en",
            "- The field “LDL”: label (Danish) “LDL-tal” instead of “LDL”.",
            "- hospital shares LDL and HbA1c with gp by letter in stay: note (Danish) “Spurgt i 2027” (not stated"
            " before); note (English) “Asked in 2027” (not stated before).",
        ),
        (
            "da",
            "- Feltet »LDL-tal«: betegnelse (dansk) »LDL-tal« i stedet for »LDL«.",
            "- hospital deler LDL-tal og HbA1c med gp via letter i stay: note (dansk) »Spurgt i 2027« (før ikke"
            " angivet); note (engelsk) »Asked in 2027« (før ikke angivet).",
        ),
    ],
)
def test_texts_are_told_in_words_and_once_where_the_role_states_them(  # a case has three parts
    capsys: pytest.CaptureFixture[str], tmp_path: Path, language: str, label: str, note: str
) -> None:
    """A plain text served every language, so only the Danish label is another."""
    text = OLD + "  north: {extends: hospital}\n  south: {extends: hospital}\n"
    noted = text.replace("via: letter,", "via: letter, note: {en: Asked in 2027, da: Spurgt i 2027},")
    noted = noted.replace("label: LDL", "label: {en: LDL, da: LDL-tal}")
    said = said_of(text, noted, tmp_path, capsys, language, "--wording")
    assert label in said
    assert said.count(note) == said.count("Spurgt i 2027") == 1
    run(["diff", str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml"), "--wording", "--format", "json"])
    shown = json.loads(capsys.readouterr().out)["wording"][-1]
    assert (shown["section"], shown["id"], shown["fields"]) == ("statements", "hospital", ["ldl", "hba1c"])

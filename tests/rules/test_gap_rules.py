"""The gap rules where the slow twin has no answer: wording, places, roles, and the rules that it lacks."""

from collections.abc import Callable

import pytest

from dataflow.base.finding import Finding, NeedRef
from dataflow.project import Project

Make = Callable[..., Project]

MAP = """\
map: {id: study, title: Study}
phases: {p0: {}, p1: {}, p2: {}}
purposes: {treatment: {}, quality: {}}
legal_bases: {law: {purposes: treatment}, bare: {}}
groups: {lab: {}}
fields:
  ldl: {group: lab}
  hdl: {group: lab}
  cpr: {kind: identifier, group: lab}
  town: {special_category: false}
  ratio: {derived_from: [ldl, hdl]}
channels:
  letter: {}
  portal: {form: coded}
  phone: {mode: manual}
  referral: {expects_reply: note}
  question: {expects_reply: true}
  note: {}
"""


@pytest.fixture
def found(project: Make) -> Callable[..., list[Finding]]:
    """The findings of one rule in a map of these actors."""

    def find(code: str, actors: str, level: str = "role", **terms: object) -> list[Finding]:
        made = project({"_map.yaml": MAP, "actors.yaml": actors}, **terms)
        return [gap for gap in made.gaps(level) if gap.code == code]

    return find


Find = Callable[..., list[Finding]]


def places(finding: Finding) -> list[str]:
    return [str(each.place) for each in finding.related]


ONE_WAY = """\
actors:
  hospital:
    records: [{fields: [ldl, hdl], phase: p0}]
    shares:
      - {fields: [ldl, hdl], phase: p1, to: m, via: letter}
      - {fields: hdl, phase: p1, to: m, via: portal%s}
  m: {needs: [{fields: [ldl, hdl], phase: p2, confidence: medium}]}
  m1: {extends: m}
  m2: {extends: m}
"""


def test_needs_on_one_channel_are_merged_by_role(found: Find) -> None:
    """At the channel's place, with the shares; by member each member's need counts, by role they are one."""
    (gap,) = found("DF302", ONE_WAY % "")
    assert gap.needs == (NeedRef("m", "ldl", "p2"),)
    assert gap.message.in_language("en") == (
        "Without letter, 1 must need that is met would no longer be met: ldl, of m."
    )
    assert (str(gap.place), places(gap)) == ("_map.yaml:13:3", ["actors.yaml:5:9"])
    assert (gap.subject.channel, gap.subject.actor, gap.confidence) == ("letter", None, "medium")
    (gap,) = found("DF302", ONE_WAY % "", "member")
    assert gap.needs == (NeedRef("m1", "ldl", "p2"), NeedRef("m2", "ldl", "p2"))
    assert "2 must needs that are met would no longer be met: ldl, of m." in gap.message.in_language("en")


def test_an_alternative_must_carry_the_form_too(found: Find) -> None:
    """A portal that gives free text is no alternative for structured data, nor is one that comes too late."""
    form = "{fields: ldl, phase: p1, to: gp, via: %s}"
    text = """\
actors:
  lab: {records: [{fields: ldl, phase: p0}], shares: [%s, %s]}
  gp: {needs: [{fields: ldl, phase: p1, form: structured}]}
"""
    assert [gap.subject.channel for gap in found("DF302", text % (form % "portal", form % "letter"))] == ["portal"]
    late = form.replace("p1", "p2") % "question"
    assert [gap.subject.channel for gap in found("DF302", text % (form % "portal", late))] == ["portal"]


def test_needs_that_are_perhaps_met(found: Find) -> None:
    """One channel is the only way if its share is sent at all, the other unless that share is."""
    unknown = ONE_WAY.replace("p1, to: m, via: letter}", "p1, to: m, via: letter, status: unknown}") % ""
    letter, portal = found("DF302", unknown)
    assert not letter.certain
    assert "1 must need that is perhaps met would no longer be met: ldl, of m" in letter.message.in_language("en")
    assert "1 skal-behov, som måske er opfyldt, ikke længere være opfyldt" in letter.message.in_language("da")
    assert not portal.certain
    assert "1 must need that is met would perhaps no longer be met: hdl, of m" in portal.message.in_language("en")
    assert "som er opfyldt, måske ikke længere være opfyldt" in portal.message.in_language("da")


def test_a_planned_alternative_would_fix_it(found: Find) -> None:
    """A planned alternative is reported as a fix, and is one."""
    text = ONE_WAY.replace("{fields: hdl, phase: p1", "{fields: [ldl, hdl], phase: p1") % ", status: planned"
    assert [gap.planned for gap in found("DF302", text)] == [True]
    assert found("DF302", text, planned=True) == []


PARTIAL = """\
actors:
  lab:
    records: [{fields: ldl, phase: p0, completeness: 0.95}]
    shares: [{fields: ldl, phase: p1, to: gp, via: letter, coverage: 56/98, confidence: low}]
  gp: {needs: [{fields: ldl, phase: p2%s}]}
"""


def test_the_lowest_figure_is_reported(found: Find) -> None:
    """The message has the lowest figure as written; each related statement has its own."""
    (gap,) = found("DF303", PARTIAL % "")
    assert "56 of 98 units" in gap.message.in_language("en")
    assert [each.message.in_language("da").rpartition("(")[2] for each in gap.related] == [
        "95\N{NO-BREAK SPACE}% af borgerne)",
        "56 af 98 enheder)",
    ]
    assert gap.confidence == "low"


def test_of_two_ways_the_widest_counts(found: Find) -> None:
    """22 units report by the letter and 56 by the portal: 56 are reached; the statements of both are shown."""
    text = """\
actors:
  lab:
    records: [{fields: ldl, phase: p0}]
    shares:
      - {fields: ldl, phase: p1, to: gp, via: letter, coverage: 22/98}
      - {fields: ldl, phase: p1, to: gp, via: portal, coverage: 56/98}
  gp: {needs: [{fields: ldl, phase: p2%s}]}
"""
    (gap,) = found("DF303", text % "")
    assert "for some only: 56 of 98 units" in gap.message.in_language("en")
    assert len(gap.related) == 2
    # Only the portal keeps the data structured.
    (gap,) = found("DF303", text.replace("56/98", "10/98") % ", form: structured")
    assert "for some only: 10 of 98 units" in gap.message.in_language("en")


@pytest.mark.parametrize(
    ("own", "met_by"),
    [("1/2", None), ("55/98", None), ("56/98", None), ("57/98", "56 of 98"), ("98/98", "56 of 98")],
)
def test_a_need_for_some_asks_for_no_more(own: str, met_by: str | None, found: Find) -> None:
    """Where the need has a coverage, only what is true for fewer counts."""
    gaps = found("DF303", PARTIAL % f", coverage: {own}")
    assert [met_by for gap in gaps if str(met_by) in gap.message.in_language("en")] == ([met_by] if met_by else [])
    # The record, which is 95 % complete, is shown only where the need asks for more.
    assert [len(gap.related) for gap in gaps] == ([] if met_by is None else [2] if own == "98/98" else [1])


def test_what_is_no_partial_coverage(found: Find) -> None:
    """A need for some that is met for all, and one that is no must."""
    whole = PARTIAL.replace(", completeness: 0.95", "").replace(", coverage: 56/98", "")
    assert found("DF303", whole % ", coverage: 1/2") == []
    assert found("DF303", PARTIAL % ", level: should") == []


REFERRED = """\
actors:
  gp: {records: [{fields: ldl, phase: p0}], shares: [{fields: ldl, phase: p1, to: m, via: %s}]}
  m: {}
  m1: {extends: m%s}
  m2: {extends: m}
"""
BACK = ", records: [{fields: hdl, phase: p0}], shares: [{fields: hdl, phase: %s, to: gp, via: %s}]"


def test_an_open_loop_counts_the_receivers(found: Find) -> None:
    """One sender without members and two receivers: one finding by role, two by member."""
    (gap,) = found("DF304", REFERRED % ("referral", ""))
    assert (gap.subject.actor, gap.subject.other, gap.members, gap.of) == ("gp", "m", None, None)
    assert "gp sends referral to m (both members) in p1 and expects note" in gap.message.in_language("en")
    assert [each.subject.other for each in found("DF304", REFERRED % ("referral", ""), "member")] == ["m1", "m2"]


@pytest.mark.parametrize(
    ("question", "back", "answered"),
    [
        ("referral", BACK % ("p1", "note"), True),
        ("referral", BACK % ("p2", "note"), True),
        ("referral", BACK % ("p0", "note"), False),
        ("referral", BACK % ("p2", "letter"), False),
        ("question", BACK % ("p2", "letter"), True),
    ],
)
def test_what_closes_a_loop(question: str, back: str, answered: bool, found: Find) -> None:
    """Any field at the same time or later, over the channel named."""
    (gap,) = found("DF304", REFERRED % (question, back))
    counted = "m (1 of 2 members)" if answered else "m (both members)"
    assert counted in gap.message.in_language("en")


TWICE = """\
actors:
  hospital: {records: [{fields: [ldl, cpr], phase: p0}]%s}
  m: {systems: {eoj: {}, portal: {}}, records: [{fields: [ldl, cpr], phase: p1, in: eoj}%s]}
  m1: {extends: m}
  m2: {extends: m}
"""
SHARED = ", shares: [{fields: ldl, phase: p0, to: m, via: letter}]"


def test_recording_again_names_the_others(found: Find) -> None:
    """Both records are related; members of one role do not repeat one another, and identifiers do not count."""
    (gap,) = found("DF401", TWICE % ("", ""))
    assert (gap.cause, gap.subject.actor, gap.subject.field) == ("not-received", "m", "ldl")
    assert gap.message.in_language("en").startswith("m (both members) records ldl in p1 although")
    assert "by hospital;" in gap.message.in_language("en")
    assert places(gap) == ["actors.yaml:2:24", "actors.yaml:3:49"]
    assert [each.cause for each in found("DF401", TWICE % (SHARED, ""))] == ["although-received"]


AT_ONE_TIME = """\
phases: {p3: {}, p4: {alongside: p3}}
fields: {weight: {repeats: true}}
actors:
  hospital: {records: [{fields: [ldl, weight], phase: p4}]}
  gp: {records: [{fields: [ldl, weight], phase: p3}, {fields: ldl, phase: p4}]}
  home: {kind: patient, records: [{fields: [ldl, hdl, weight], phase: p4}]}
  m: {records: [{fields: hdl, phase: p2}]}
"""


def test_a_pair_that_records_at_one_time_is_reported_once(found: Find) -> None:
    """By the first phase of each, not by declaration; the patient comes first, and is never reported."""
    gaps = found("DF401", AT_ONE_TIME)
    assert [(gap.subject.actor, gap.subject.field, gap.subject.phase) for gap in gaps] == [
        ("hospital", "ldl", "p4"),
        ("hospital", "weight", "p4"),
        ("gp", "ldl", "p3"),
        ("gp", "weight", "p3"),
        ("gp", "ldl", "p4"),
    ]
    assert "although it is recorded at the same time by home;" in gaps[2].message.in_language("en")
    assert "although it is recorded at the same time by gp and home;" in gaps[0].message.in_language("en")
    assert "although it is recorded at the same time by gp and home;" in gaps[1].message.in_language("en")


def test_only_those_that_recorded_it_earlier_have_already_recorded_it(found: Find) -> None:
    actors = """\
actors:
  home: {records: [{fields: ldl, phase: p1}]}
  gp: {records: [{fields: ldl, phase: p2}]}
  hospital: {records: [{fields: ldl, phase: p2}]}
"""
    gaps = {gap.subject.actor: gap for gap in found("DF401", actors)}
    assert "already recorded by home;" in gaps["hospital"].message.in_language("en")
    assert gaps["hospital"].hint is not None
    assert "Let home and gp share it" in gaps["hospital"].hint.in_language("en")


def test_two_systems_are_named(found: Find) -> None:
    """In the order of their declaration, whatever their order in the statements."""
    gaps = found("DF401", TWICE % ("", ", {fields: ldl, phase: p1, in: portal}"))
    assert [gap.cause for gap in gaps] == ["not-received", "two-systems"]
    assert "in several of its systems: eoj and portal" in gaps[1].message.in_language("en")


BY_HAND = """\
actors:
  patient:
    kind: patient
    records: [{fields: ldl, phase: p0%s}]
    shares: [{fields: ldl, phase: p1, to: gp, via: %s}]
  gp: {records: [{fields: ldl, phase: %s}]}
"""


def test_structured_data_typed_in_again(found: Find) -> None:
    """The finding is at the share; the second record is related."""
    (gap,) = found("DF402", BY_HAND % ("", "phone", "p2"))
    assert (gap.subject.actor, gap.subject.other, gap.subject.channel) == ("patient", "gp", "phone")
    assert (gap.subject.field, gap.subject.phase) == ("ldl", "p1")
    assert (str(gap.place), places(gap)) == ("actors.yaml:5:14", ["actors.yaml:5:14", "actors.yaml:6:18"])


@pytest.mark.parametrize("words", [(", form: free-text", "phone", "p2"), ("", "letter", "p2"), ("", "phone", "p0")])
def test_what_is_no_manual_transfer(words: tuple[str, str, str], found: Find) -> None:
    """Free text from the start, a channel that is not manual, and an earlier record."""
    assert found("DF402", BY_HAND % words) == []


UNUSED = """\
actors:
  lab:
    records: [{fields: [ldl, hdl, cpr], phase: p0}]
    shares: [{fields: [ldl, hdl, cpr], phase: [p0, p1], to: gp, via: letter}]
  gp: {%s}
"""


def test_received_without_need(found: Find) -> None:
    """The finding is at the first reception, with the sender."""
    gaps = found("DF501", UNUSED % "uses: [{fields: hdl, phase: p2}]")
    assert [(gap.subject.field, gap.subject.phase) for gap in gaps] == [("ldl", "p0")]
    assert "(from lab over letter)" in gaps[0].message.in_language("en")
    assert found("DF501", UNUSED % "uses: [{fields: ratio, phase: p2}]") == []


ANSWERED = """\
actors:
  gp:
    records: [{fields: town, phase: p0}]
    shares: [{fields: town, phase: %s, to: m, via: %s%s}]
  m:
    uses: [{fields: town, phase: p2}]
    records: [{fields: [ldl, hdl], phase: p0}]
    shares: [{fields: %s, phase: p1, to: gp, via: %s}]
"""


@pytest.mark.parametrize(
    ("question", "back", "unneeded"),
    [
        (("p0", "referral", ""), ("ldl", "note"), []),
        (("p1", "referral", ""), ("ldl", "note"), []),
        (("p1", "question", ""), ("ldl", "letter"), []),
        (("p2", "referral", ""), ("ldl", "note"), ["ldl"]),
        (("p0", "referral", ""), ("ldl", "letter"), ["ldl"]),
        (("p0", "letter", ""), ("ldl", "note"), ["ldl"]),
    ],
)
def test_an_answer_that_is_expected_is_used(
    question: tuple[str, str, str], back: tuple[str, str], unneeded: list[str], found: Find
) -> None:
    """What closes a loop (DF304) is no share without need: the same receiver, the channel expected, in time."""
    text = ANSWERED % (*question, *back)
    assert [gap.subject.field for gap in found("DF501", text)] == unneeded


def test_whether_an_answer_is_expected_may_be_unknown(found: Find) -> None:
    (gap,) = found("DF501", ANSWERED % ("p0", "referral", ", status: unknown", "ldl", "note"))
    assert not gap.certain
    assert [str(each.place) for each in gap.hangs_on] == ["actors.yaml:4:14"]


def test_an_answer_uses_the_parts_of_what_it_brings(found: Find) -> None:
    text = ANSWERED % ("p0", "referral", "", "ratio", "note}, {fields: ldl, phase: p1, to: gp, via: letter")
    assert found("DF501", text) == []


def test_recorded_without_use(found: Find) -> None:
    """The finding is at the record; a use of a derived field counts for its parts, and identifiers need no use."""
    assert [gap.subject.field for gap in found("DF502", UNUSED % "uses: [{fields: hdl, phase: p2}]")] == ["ldl"]
    assert found("DF502", UNUSED % "needs: [{fields: ratio, phase: p2, level: may}]") == []


LAWFUL = """\
actors:
  m: {records: [{fields: [ldl, hdl, town], phase: p0}], shares: [{fields: [%s], phase: p1, to: %s, via: letter%s}]}
  m1: {extends: m}
  m2: {extends: m}
  gp: {}
  me: {kind: patient}
"""


def test_no_legal_basis_is_reported_once_for_a_flow(found: Find) -> None:
    """The finding lists the fields, by role; its field and phase are set where there is only one."""
    (gap,) = found("DF503", LAWFUL % ("ldl, hdl, town", "gp", ""))
    assert (gap.subject.actor, gap.subject.other, gap.subject.channel) == ("m", "gp", "letter")
    assert (gap.subject.field, gap.subject.phase, gap.members) == (None, "p1", ("m1", "m2"))
    assert gap.message.in_language("en").endswith("without stating a legal basis: ldl and hdl.")
    (gap,) = found("DF503", LAWFUL % ("ldl, town", "gp", ""))
    assert gap.subject.field == "ldl"


@pytest.mark.parametrize("words", [("town", "gp", ""), ("ldl", "me", ""), ("ldl", "gp", ", legal_basis: bare")])
def test_what_needs_no_legal_basis(words: tuple[str, str, str], found: Find) -> None:
    """Fields that are not health data, shares to the patient, and shares with a basis."""
    assert found("DF503", LAWFUL % words) == []


def test_who_tells_of_themselves_needs_no_legal_basis(found: Find) -> None:
    """Another citizen, such as a relative, does."""
    told = (LAWFUL % ("ldl", "gp", "")).replace("  m: {", "  m: {kind: patient, ")
    assert found("DF503", told) == []
    assert len(found("DF503", told.replace("kind: patient, ", "sector: citizen, ", 1))) == 1


@pytest.mark.parametrize(
    ("words", "purposes"),
    [
        (", legal_basis: law, for: quality", ("quality",)),
        (", legal_basis: [law, bare], for: [quality, treatment]", ("quality",)),
        (", legal_basis: bare, for: [quality, treatment]", ("treatment", "quality")),
        (", legal_basis: law, for: treatment", None),
        (", legal_basis: law", None),
        (", for: quality", None),
    ],
)
def test_purposes_that_no_basis_lists(words: str, purposes: tuple[str, ...] | None, found: Find) -> None:
    """Only where there are a basis and a purpose; a basis without purposes covers none."""
    gaps = found("DF504", LAWFUL % ("town", "gp", words))
    assert [gap.purposes for gap in gaps] == ([purposes] if purposes else [])


def test_what_the_patient_never_has(found: Find) -> None:
    """The finding is at the group's place; only where there is a patient, and without identifiers."""
    text = """\
actors:
  gp: {records: [{fields: [ldl, hdl, cpr], phase: p0}], shares: [{fields: hdl, phase: p2, to: me, via: portal}]}
  me: {kind: %s}
"""
    (gap,) = found("DF505", text % "patient")
    assert (gap.subject.actor, gap.subject.other, str(gap.place)) == (None, "lab", "_map.yaml:5:10")
    assert gap.message.in_language("en").endswith("recorded by others and not shown to the patient: ldl.")
    assert found("DF505", text % "organisation") == []


def test_what_nobody_records_is_not_unseen(found: Find) -> None:
    """Whether hdl is sent once more decides nothing: only that ldl may be recorded makes the finding possible."""
    text = """\
actors:
  gp:
    records: [{fields: hdl, phase: p0}, {fields: ldl, phase: p0, status: unknown}]
    shares:
      - {fields: hdl, phase: p0, to: me, via: portal}
      - {fields: hdl, phase: p1, to: me, via: letter, status: unknown}
  me: {kind: patient}
"""
    (gap,) = found("DF505", text)
    assert not gap.certain
    assert [str(each.place) for each in gap.hangs_on] == ["actors.yaml:3:41"]


UNKNOWN = """\
actors:
  lab: {records: [{fields: ldl, phase: p0}], shares: [{fields: ldl, phase: p1, to: gp, via: %s}]}
  gp: {%s}
"""


@pytest.mark.parametrize(
    ("code", "via", "gp"),
    [
        ("DF302", "letter, status: unknown", "needs: [{fields: ldl, phase: p1}]"),
        ("DF303", "letter, coverage: 1/2", "needs: [{fields: ldl, phase: p1, status: unknown}]"),
        ("DF304", "question, status: unknown", ""),
        ("DF401", "letter", "records: [{fields: ldl, phase: p2, status: unknown}]"),
        ("DF402", "phone", "records: [{fields: ldl, phase: p2, status: unknown}]"),
        ("DF501", "letter", "uses: [{fields: ldl, phase: p2, status: unknown}]"),
        ("DF502", "letter", "uses: [{fields: ldl, phase: p2, status: unknown}]"),
        ("DF503", "letter, status: unknown", ""),
        ("DF504", "letter, status: unknown, for: quality, legal_basis: law", ""),
        ("DF505", "letter", "kind: patient, records: [{fields: ldl, phase: p2, status: unknown}]"),
    ],
)
def test_what_hangs_on_an_unknown_statement_is_possible(code: str, via: str, gp: str, found: Find) -> None:
    """The finding names the statement, with its fields."""
    text = UNKNOWN % (via, gp)
    if code == "DF505":
        text = text.replace("phase: p1", "phase: p1, status: retired")
    (gap,) = found(code, text)
    assert not gap.certain
    assert [each.summary.in_language("en").partition(":")[0].split()[-1] for each in gap.hangs_on] == ["ldl"]

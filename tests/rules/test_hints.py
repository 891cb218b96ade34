"""The hints of DF301: they send nobody the wrong way, and do not depend on the order of actors in a file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from twin.random_maps import DrawnMap, as_yaml, maps

from dataflow.base.finding import Finding
from dataflow.project import Project

Make = Callable[..., Project]

MAP = """\
map: {id: study, title: Study}
phases: {p0: {}, p1: {}, p2: {}}
purposes: {treatment: {}, benefit: {}, quality: {}}
legal_bases: {health-act: {purposes: treatment}, benefit-act: {purposes: benefit}}
groups: {body: {}, social: {}}
fields:
  mri: {}
  plan: {}
  medicine: {}
  cert: {group: social}
  diagnosis: {}
  work: {group: social}
  height: {}
  weight: {}
  bmi: {derived_from: [height, weight]}
  risk: {derived_from: [bmi]}
channels:
  letter: {}
  gop: {}
  fmk: {kind: registry, slots: {medicine: coded}}
  certificate: {}
  phone: {kind: oral}
  portal: {form: coded}
"""


@pytest.fixture
def gaps(project: Make) -> Callable[..., dict[str, Finding]]:
    """The unmet needs by field, of actors that are given one by one, in any order."""

    def find(*actors: str) -> dict[str, Finding]:
        made = project({"_map.yaml": MAP, "actors.yaml": "actors:\n" + "\n".join(f"  {actor}" for actor in actors)})
        assert [str(each.place) for each in made.problems] == []
        return {gap.subject.field or "": gap for gap in made.gaps() if gap.code == "DF301"}

    return find


Find = Callable[..., dict[str, Finding]]


def hint(finding: Finding, language: str = "en") -> str:
    assert finding.hint is not None
    return finding.hint.in_language(language)


GP = "gp: {shares: [{fields: medicine, phase: p1, to: m, via: fmk}], records: [{fields: medicine, phase: p0}]}"
HOSPITAL = """hospital:
    records: [{fields: [mri, plan], phase: p0}]
    shares: [{fields: mri, phase: p0, to: gp, via: letter}, {fields: plan, phase: p1, to: m, via: gop}]"""
M = "m: {needs: [{fields: [mri, plan, medicine], phase: p2}]}"


@pytest.mark.parametrize("actors", [(GP, HOSPITAL, M), (HOSPITAL, GP, M), (M, GP, HOSPITAL)])
def test_who_records_a_field_is_asked_first(actors: tuple[str, ...], gaps: Find) -> None:
    """Not who merely has it from them, and not over a channel that is made for something else."""
    found = gaps(*actors)
    assert list(found) == ["mri"]
    assert hint(found["mri"]) == "Add mri to what hospital already shares with m over gop in p1."


def test_a_channel_made_for_something_else_is_not_offered(gaps: Find) -> None:
    """Though its sender records the field: a share of its own is the hint."""
    found = gaps(GP.replace("fields: medicine, phase: p0", "fields: [medicine, work], phase: p0"), M, N % "work")
    assert hint(found["work"]) == "Let gp share work with n; nothing is shared between them today."
    asked = GP.replace("fields: medicine, phase: p0", "fields: [medicine, work], phase: p0").replace("to: m", "to: n")
    in_doubt = gaps(asked.replace("via: fmk", "via: fmk, status: unknown"), N % "work")["work"]
    assert hint(in_doubt) == "Let gp share work with n."


N = "n: {needs: [{fields: %s, phase: p2}]}"


def test_a_holder_is_named_after_the_recorder(gaps: Find) -> None:
    """Where the recorder has no share that would do, the hint names both; a patient's record is nobody's to share."""
    shares = "shares: [{fields: plan, phase: p1, to: m, via: letter}], records: [{fields: plan, phase: p0}]"
    record = "records: [{fields: mri, phase: p0}], shares: [{fields: mri, phase: p0, to: gp, via: letter}]"
    found = gaps(f"hospital: {{{record}}}", f"gp: {{{shares}}}", "m: {needs: [{fields: mri, phase: p2}]}")
    assert hint(found["mri"]) == (
        "Let hospital share mri with m; or add it to what gp already shares with m over letter in p1."
    )
    found = gaps(f"home: {{kind: patient, {record}}}", f"gp: {{{shares}}}", "m: {needs: [{fields: mri, phase: p2}]}")
    assert hint(found["mri"]) == "Add mri to what gp already shares with m over letter in p1."


def test_a_repair_does_not_tell_others(gaps: Find) -> None:
    """Whom the share reaches as well and who neither has the field nor wants it, would get it too."""
    gp = """gp:
    records: [{fields: [cert, work], phase: p0}]
    shares: [{fields: cert, phase: p1, to: [%s], via: portal}]"""
    office, m = "office: {needs: [{fields: cert, phase: p2}]}", "m: {needs: [{fields: [cert, work], phase: p2}]}"
    found = gaps(gp % "office, m", office, m)
    assert hint(found["work"]) == (
        "Let gp share work with m over portal in p1, in a share of its own: added to what is shared there already, it"
        " would go to office too."
    )
    assert "får office det også" in hint(found["work"], "da")
    found = gaps(gp % "office, m", office.replace("}]", ", level: may}, {fields: work, phase: p0, level: may}]"), m)
    assert hint(found["work"]) == "Add work to what gp already shares with m over portal in p1."
    # A share with no other receiver comes first, though its channel suits less.
    asked = gp.replace("via: portal}", "via: portal, on_request: true}, {fields: cert, phase: p0, to: m, via: phone}")
    assert "over phone" in hint(gaps(asked % "m", office, m)["work"])
    apart = gp.replace("via: portal}", "via: portal}, {fields: cert, phase: p1, to: m, via: phone}")
    assert "over phone" in hint(gaps(apart % "office, m", office, m)["work"])


@pytest.mark.parametrize("what", ["for: benefit", "legal_basis: benefit-act"])
def test_a_repair_respects_the_purpose(what: str, gaps: Find) -> None:
    """What is shared for one purpose is no way for another, be it by its purpose or by its legal basis."""
    gp = f"""gp:
    records: [{{fields: [cert, diagnosis, work], phase: p0}}]
    shares: [{{fields: cert, phase: p1, to: [office, home], via: certificate, {what}}}]"""
    office = "office: {needs: [{fields: cert, phase: p2}]}"
    home = "home: {kind: patient, needs: [{fields: [diagnosis, work], phase: p2, for: treatment}]}"
    found = gaps(gp, office, home)
    assert (
        hint(found["diagnosis"])
        == "Let gp share diagnosis with home; none of the shares between them today would do."
    )
    # The certificate is known to carry what is of the same group.
    found = gaps(gp.replace("[office, home]", "home"), office, home)
    assert hint(found["work"]) == (
        "Let gp share work with home over certificate in p1, in a share of its own: what is shared there already is"
        " for benefit."
    )
    wider = gp.replace("benefit}", "[benefit, treatment]}").replace("benefit-act}", "[benefit-act, health-act]}")
    found = gaps(wider.replace("[office, home]", "home"), office, home)
    assert hint(found["diagnosis"]) == "Add diagnosis to what gp already shares with home over certificate in p1."


def test_an_unknown_share_of_the_recorder_is_found_out_first(gaps: Find) -> None:
    """By name: who shares what with whom over what; the recorder's before that of any other."""
    gp = """gp:
    records: [{fields: plan, phase: p0}]
    shares:
      - {fields: plan, phase: p1, to: m, via: gop}
      - {fields: mri, phase: p1, to: m, via: gop, status: unknown}"""
    unknown = HOSPITAL.replace(
        "via: gop}", "via: gop}, {fields: mri, phase: p1, to: m, via: portal, status: unknown}"
    )
    found = gaps(gp, unknown, "m: {needs: [{fields: mri, phase: p2}]}")
    assert hint(found["mri"]) == (
        "First find out whether hospital shares mri with m over portal, which nobody knows yet. If the gap remains:"
        " Add mri to what hospital already shares with m over gop in p1."
    )
    found = gaps(gp, HOSPITAL, "m: {needs: [{fields: mri, phase: p2}]}")
    assert "whether gp shares mri with m over gop" in hint(found["mri"])
    assert "Find først ud af, om gp deler mri med m via gop; det har ingen afklaret." in hint(found["mri"], "da")


def test_who_perhaps_holds_a_field_is_asked_last(gaps: Find) -> None:
    """Of two that have it from the patient, the one that has it by an unknown share, though its name comes first."""
    plan = "{fields: plan, phase: p1, to: m, via: gop}"
    home = """home:
    kind: patient
    records: [{fields: mri, phase: p0}]
    shares:
      - {fields: mri, phase: p0, to: b, via: letter}
      - {fields: mri, phase: p0, to: a, via: letter, status: unknown}"""
    clinics = [f"{each}: {{records: [{{fields: plan, phase: p0}}], shares: [{plan}]}}" for each in ("a", "b")]
    found = gaps(*clinics, home, "m: {needs: [{fields: mri, phase: p2, status: unknown}]}")
    assert "Add mri to what b already shares with m over gop" in hint(found["mri"])


DERIVED = """hospital:
    records: [{fields: [height, weight], phase: p0%s}]
    shares: [{fields: %s, phase: p1, to: m, via: %s}]"""


def test_a_derived_field_names_the_part_that_is_lacking(gaps: Find) -> None:
    """Free text at the source: the part with its place, its confidence, and what to do about it."""
    low = DERIVED % (", form: free-text, confidence: low}, {fields: weight, phase: p1", "[height, weight]", "portal")
    (gap,) = gaps(low, "m: {needs: [{fields: bmi, phase: p2, form: structured}]}").values()
    assert (gap.cause, gap.confidence) == ("form-too-low", "low")
    assert gap.message.in_language("en") == (
        "m needs bmi in p2 as structured data, but it is worked out only as free text (height: it takes structured"
        " data, but nobody records it that well by then)."
    )
    assert [str(each.place) for each in gap.related] == ["actors.yaml:3:15"]
    assert hint(gap) == (
        "For height: Record it as structured data where it arises, or ask whether free text will do."
    )


def test_a_derived_field_names_the_step_that_loses_a_part(gaps: Find) -> None:
    """Over a channel that carries it as free text; also where somebody else works it out and passes it on."""
    needs = "m: {needs: [{fields: risk, phase: p2, form: structured}]}"
    (gap,) = gaps(DERIVED % ("", "[height, weight]", "letter"), needs).values()
    lost = "height and weight: hospital sends it over letter, which carries it as free text"
    assert lost in gap.message.in_language("en")
    assert "hospital sender det via letter, der overfører det som fritekst" in gap.message.in_language("da")
    assert [str(each.place) for each in gap.related] == ["actors.yaml:3:15", "actors.yaml:4:14"]
    assert hint(gap).startswith("For height and weight: Give it a slot as structured data")
    between = "clinic: {shares: [{fields: risk, phase: p1, to: m, via: portal}]}"
    (gap,) = gaps(
        (DERIVED % ("", "[height, weight]", "letter")).replace("to: m", "to: clinic"), between, needs
    ).values()
    assert lost in gap.message.in_language("en")


def test_a_derived_field_that_cannot_be_derived_says_what_of_each_part(gaps: Find) -> None:
    (gap,) = gaps(
        DERIVED % (", confidence: medium", "height", "letter"), "m: {needs: [{fields: bmi, phase: p2}]}"
    ).values()
    assert (gap.cause, gap.confidence) == ("underivable", "medium")
    assert "has no weight by then (weight: it is recorded by hospital, but not shared" in gap.message.in_language(
        "en"
    )
    assert hint(gap) == (
        "See to it that m gets weight in time, or let someone record bmi itself. For weight: Add weight to what"
        " hospital already shares with m over letter in p1."
    )


def test_who_records_a_part_again_is_asked_for_what_is_stale(gaps: Find) -> None:
    """A fresh part at another actor, who could share the field; then one of two parts, which it does not send."""
    again = "gp: {records: [{fields: [height, weight], phase: p2, confidence: low}]}"
    need = "m: {needs: [{fields: bmi, phase: p2, recorded_since: p2}]}"
    (gap,) = gaps(DERIVED % ("", "[height, weight]", "letter"), again, need).values()
    assert (gap.cause, gap.confidence) == ("stale", "low")
    assert hint(gap) == (
        "Let gp, where height and weight is recorded in p2 or later, share bmi with m, or loosen recorded_since."
    )
    assert "actors.yaml:5:18" in [str(each.place) for each in gap.related]
    only_weight = again.replace("[height, weight]", "weight")
    (gap,) = gaps(DERIVED % ("", "[height, weight]", "letter"), only_weight, need).values()
    assert "weight: gp records it in p2 or later, but does not share that" in gap.message.in_language("en")
    assert "height: what it has was recorded before p2" in gap.message.in_language("en")
    assert "For weight: Let gp, where it is recorded in p2 or later, share that with m" in hint(gap)
    assert "For height: Record it again in p2 or later" in hint(gap)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(maps())
def test_the_order_of_actors_decides_nothing(drawn: DrawnMap) -> None:
    """The same actors in another order have the same hints."""
    turned = DrawnMap({**drawn.base, "actors": dict(reversed(drawn.base["actors"].items()))}, [], drawn.spread)
    one, other = (
        {
            (gap.subject, gap.cause): [hint(gap, language) for language in ("en", "da")]
            for gap in Project({path: text.encode() for path, text in as_yaml(each).items()}).gaps("member")
            if gap.code == "DF301"
        }
        for each in (DrawnMap(drawn.base, [], drawn.spread), turned)
    )
    assert one == other


RECORDED_THERE = """\
map: {id: m, title: M, languages: [en, da]}
phases: {a: {}, b: {}, c: {}}
fields: {x: {label: Pulse}}
channels: {letter: {}}
actors:
  clinic: {records: [{fields: x, phase: a}], shares: [{fields: x, phase: a, to: gp, via: letter}]}
  ward: {records: [{fields: x, phase: %s}]}
  gp: {needs: [{fields: x, phase: c, recorded_in: b}]}
"""


@pytest.mark.parametrize(
    ("phase", "said"),
    [
        ("b", "Let ward, where pulse is recorded in b, share that with gp, or loosen recorded_in."),
        ("a", "Record pulse in b too and share what is then recorded with gp, or loosen recorded_in."),
    ],
)
def test_what_another_records_in_the_phase_asked_for_is_shared(
    project: Callable[..., Project], phase: str, said: str
) -> None:
    (gap,) = (each for each in project(RECORDED_THERE % phase).gaps() if each.code == "DF301")
    assert gap.hint is not None
    assert gap.hint.in_language("en") == said


@pytest.mark.parametrize("asked", ["recorded_since: p2", "recorded_in: p2"])
def test_a_role_is_not_told_to_share_with_itself_what_it_records(gaps: Find, asked: str) -> None:
    """Each member of the role records the weight anew, and needs it from others."""
    (gap,) = gaps(
        "h: {records: [{fields: weight, phase: p1}], shares: [{fields: weight, phase: p1, to: m, via: letter}]}",
        f"""m:
    records: [{{fields: weight, phase: p2}}]
    needs: [{{fields: weight, phase: p2, {asked}, received: true}}]
  m1: {{extends: m}}
  m2: {{extends: m}}""",
    ).values()
    assert hint(gap).startswith("Record weight ")


def test_what_comes_too_late_is_to_be_sent_earlier_and_not_to_be_taken_out(project: Make) -> None:
    """Home care needs the goals in p1 and is sent them in p2: both findings advise to send them earlier."""
    made = project(
        MAP
        + """\
actors:
  town:
    records: [{fields: plan, phase: p1}]
    shares: [{fields: plan, phase: p2, to: home, via: letter, legal_basis: health-act}]
  home: {needs: [{fields: plan, phase: p1}]}
"""
    )
    (found,) = (each for each in made.gaps() if each.code == "DF501")
    assert "but needs it only earlier, in p1, and does not have it then." in found.message.in_language("en")
    assert hint(found).startswith("Send plan to home no later than in p1")
    assert found.hint is not None
    assert "senest i p1" in found.hint.in_language("da")


@pytest.mark.parametrize(
    ("via", "end"),
    [
        ("portal", "where it arises, or ask whether free text will do."),
        ("letter", "and send it to m by a way that carries that, which none of today's does; or ask whether"),
    ],
)
def test_a_better_record_is_not_enough_where_its_way_lowers_the_form(via: str, end: str, gaps: Find) -> None:
    found = gaps(
        "hospital: {records: [{fields: mri, phase: p0, form: free-text}],"
        f" shares: [{{fields: mri, phase: p0, to: m, via: {via}}}]}}",
        "m: {needs: [{fields: mri, phase: p2, form: coded}]}",
    )
    assert end in hint(found["mri"])


@pytest.mark.parametrize("status", ["unknown", "planned"])
def test_nothing_is_said_of_shares_today_where_none_is_in_force(status: str, gaps: Find) -> None:
    """That others do not suffice, or that there are none, would both be wrong."""
    found = gaps(
        "hospital: {records: [{fields: mri, phase: p0}],"
        f" shares: [{{fields: plan, phase: p0, to: m, via: letter, status: {status}}}]}}",
        "m: {needs: [{fields: mri, phase: p2}]}",
    )
    assert hint(found["mri"]) == "Let hospital share mri with m."


def test_of_values_that_differ_the_one_that_was_asked_for_is_named(gaps: Find) -> None:
    """The actor has an old value of its own as structured data; the new one arrives as free text."""
    gap = gaps(
        "gp: {records: [{fields: plan, phase: p0}],"
        " needs: [{fields: plan, phase: p2, form: structured, recorded_since: p1}]}",
        "city: {records: [{fields: plan, phase: p1}], shares: [{fields: plan, phase: p1, to: gp, via: letter}]}",
    )["plan"]
    assert "as structured data, but gets it as free text: " in gap.message.in_language("en")


def test_who_codes_it_otherwise_is_asked_to_code_it_as_needed(project: Make) -> None:
    """Not the other member, whose code is the right one and does not come back as such."""
    made = project(
        {
            "map.yaml": "map: {id: m, title: M}\nphases: {p0: {}, p1: {}}\ncode_systems: {icd: {}, icpc: {}}\n"
            "fields: {dx: {kind: code}}\nchannels: {referral: {form: coded}, letter: {}}\nactors:\n"
            "  gp: {records: [{fields: dx, phase: p0, code_system: icpc}],"
            " shares: [{fields: dx, phase: p0, to: clinic, via: referral}]}\n"
            "  clinic: {records: [{fields: dx, phase: p1, code_system: icd}],"
            " needs: [{fields: dx, phase: p1, code_system: icd, received: true}],"
            " shares: [{fields: dx, phase: p1, to: gp, via: letter}]}\n"
            "  north: {extends: clinic}\n  south: {extends: clinic}\n"
        }
    )
    (gap,) = (each for each in made.gaps() if each.code == "DF301")
    assert hint(gap).startswith("Let gp record dx in icd, or ")
    assert "fra andre medlemmer" not in made.draw("gaps", "svg", language="da").decode()


def test_a_citizen_is_not_told_to_send_a_referral(gaps: Find) -> None:
    """What the clinic gets from others is no way for the patient, who tells it by telephone."""
    gap = gaps(
        "pt: {kind: patient, records: [{fields: plan, phase: p0}],"
        " shares: [{fields: plan, phase: p0, to: clinic, via: phone}]}",
        "gp: {records: [{fields: mri, phase: p0}], shares: [{fields: mri, phase: p0, to: clinic, via: letter}]}",
        "clinic: {needs: [{fields: plan, phase: p1, form: structured}]}",
    )["plan"]
    assert "letter" not in hint(gap) and "digital channel" in hint(gap)


def test_the_member_that_alone_records_a_field_is_told_to_share_it(gaps: Find) -> None:
    """Its role already shares with the registry, but the other member has no such value."""
    role = """hospital:
    records: [{fields: plan, phase: p0}]
    shares: [{fields: plan, phase: p0, to: m, via: letter}]"""
    members = ("east: {extends: hospital}", "west: {extends: hospital, records: [{fields: mri, phase: p0}]}")
    found = gaps(role, *members, "m: {needs: [{fields: mri, phase: p2}]}")["mri"]
    assert hint(found) == "Add mri to what west already shares with m over letter in p0."
    assert found.message.in_language("en").endswith("it is recorded by west.")
    both = (
        each.replace("extends: hospital}", "extends: hospital, records: [{fields: mri, phase: p0}]}")
        for each in members
    )
    found = gaps(role, *both, "m: {needs: [{fields: mri, phase: p2}]}")["mri"]
    assert hint(found) == "Add mri to what hospital already shares with m over letter in p0."


def test_who_records_a_field_only_later_is_not_said_to_record_it_like_the_others(gaps: Find) -> None:
    hospital, m = "hospital: {records: [{fields: mri, phase: p0}]}", "m: {%s, needs: [{fields: mri, phase: p1}]}"
    later = gaps(hospital, m % "records: [{fields: mri, phase: p2}]")["mri"].message.in_language("en")
    assert later.endswith("it is recorded by hospital, and by m itself only in p2.")


def test_where_two_steps_lower_the_form_the_advice_names_both(project: Make) -> None:
    """The first alone leaves the gap; both, and it is closed."""
    text = (Path(__file__).parents[1] / "messages" / "findings" / "df301-lost-twice.yaml").read_text("utf-8")
    better = {
        each: f"{each}, slots: {{smoking: structured}}}}"
        for each in ("Henvisning}, form: free-text", "Genoptræningsplan}, form: free-text")
    }

    def gaps(text: str) -> list[str]:
        return [hint(each) for each in project({"map.yaml": text}).gaps() if each.code == "DF301"]

    (said,) = gaps(text)
    assert said.endswith(
        "That alone is not enough, and the same is needed further on: the ward sends it to home nursing over the"
        " rehabilitation plan, which carries it as free text."
    )
    first, second = ((old + "}", new) for old, new in better.items())
    (left,) = gaps(text.replace(*first))
    assert "not enough" not in left
    assert gaps(text.replace(*first).replace(*second)) == []


def test_of_two_channels_that_carry_the_like_the_digital_one_is_named(gaps: Find) -> None:
    """What is read out over the telephone has to be written down again."""
    shares = "{fields: cert, phase: p1, to: n, via: phone}, {fields: cert, phase: p0, to: n, via: certificate}"
    sender = f"gp: {{records: [{{fields: [cert, work], phase: p0}}], shares: [{shares}]}}"
    assert hint(gaps(sender, N % "work")["work"]) == (
        "Add work to what gp already shares with n over certificate in p0."
    )


def test_a_second_step_that_is_stated_twice_is_named_once(project: Make) -> None:
    """To a role, and to its member."""
    text = (Path(__file__).parents[1] / "messages" / "findings" / "df301-lost-twice.yaml").read_text("utf-8")
    share = "{fields: smoking, phase: stay, to: home, via: plan}"
    twice = text.replace(share, f"{share}, {share.replace('to: home', 'to: north')}") + "  north: {extends: home}\n"
    (said,) = (hint(each) for each in project({"map.yaml": twice}).gaps() if each.code == "DF301")
    assert said.count("over the rehabilitation plan") == 1


PLANNED = """map: {id: m, title: M, languages: [en, da]}
phases: {p0: {}, p1: {}}
fields: {work: {}}
channels: {letter: {}}
actors:
  town:
    records: [{fields: work, phase: p0%(completeness)s}]
    shares: [{fields: work, phase: p0, to: gp, via: letter, status: planned}]
%(others)s
  gp: {needs: [{fields: work, phase: p1}]}
"""
_WEST_LACKS = "  west: {extends: town, label: West, omits: [{records: work}]}\n  east: {extends: town}"
_WEST_DOES_NOT = "  west: {extends: town, label: West, omits: [{shares: work}]}\n  east: {extends: town}"


@pytest.mark.parametrize(
    ("others", "completeness", "en", "da"),
    [
        (
            _WEST_LACKS,
            "",
            "What is planned would meet it, though nothing comes from West: put that into force. For the rest: Let"
            " West record work, or get it from others, to have it to share with gp.",
            "Det planlagte ville opfylde det, men der kommer intet fra West: sæt det i værk. For resten: Lad West"
            " registrere work eller få det fra andre, så det kan deles med gp.",
        ),
        (
            _WEST_DOES_NOT,
            "",
            "What is planned would meet it, though nothing comes from West: put that into force. For the rest: Let"
            " West share work with gp in the same way.",
            "Det planlagte ville opfylde det, men der kommer intet fra West: sæt det i værk. For resten: Lad West"
            " dele work med gp på samme måde.",
        ),
        (
            "",
            ", completeness: 0.7",
            "What is planned would meet it for some only: put that into force. For the rest: See to it that town"
            " records work in p0 for more than 70% of the patients.",
            "Det planlagte ville kun opfylde det for nogle: sæt det i værk. For resten: Sørg for, at town registrerer"
            " work i p0 for flere end 70\N{NO-BREAK SPACE}% af borgerne.",
        ),
        (
            "  clinic: {records: [{fields: work, phase: p0}]}",
            ", completeness: 0.7",
            "for more than 70% of the patients. Or: Let clinic share work with gp; nothing is shared between them"
            " today.",
            "for flere end 70\N{NO-BREAK SPACE}% af borgerne. Eller: Lad clinic dele work med gp; der deles intet"
            " mellem dem i dag.",
        ),
    ],
)
def test_the_rest_is_not_what_is_planned_already(
    others: str, completeness: str, en: str, da: str, project: Make
) -> None:
    """As ``gaps --planned`` counts: what a member omits leaves the need met, what is true in part is for some."""
    text = PLANNED % {"others": others, "completeness": completeness}
    (gap,) = (each for each in project(text).gaps() if each.code == "DF301")
    assert hint(gap).endswith(en)
    assert hint(gap, "da").endswith(da)
    later = {each.code for each in project(text, planned=True).gaps() if each.code in ("DF301", "DF303")}
    assert later == ({"DF303"} if completeness else set())


def test_a_share_that_does_not_take_in_all_is_to_take_in_more(project: Make) -> None:
    text = (PLANNED % {"others": "", "completeness": ""}).replace("status: planned", "coverage: 3/5, status: planned")
    (gap,) = (each for each in project({"map.yaml": text}).gaps() if each.code == "DF301")
    assert hint(gap).endswith("See to it that town shares work over letter in p0 for more than 3 of 5 units.")
    assert hint(gap, "da").endswith("Sørg for, at town deler work via letter i p0 for flere end 3 af 5 enheder.")

"""The field view: where a field is recorded, how it travels, who needs it, and where the chain breaks."""

from textwrap import dedent

import pytest
from views.lanes_as_text import as_text

from dataflow.base.lanes import Lanes
from dataflow.base.nearest import Unknown
from dataflow.project import Project
from dataflow.renderers import Options, render
from dataflow.terms import Terms
from dataflow.views import Focus, Unfit

HEAD = """
dataflow: 1
map: {id: m, title: {en: Map, da: Kort}, as_of: 2026-11-01}
phases: {visit: {responsible: gp}, stay: {responsible: hospital}, home: {responsible: city}}
groups: {lab: {label: Prøver}}
purposes: {care: {label: Behandling}, plan: {label: Planlægning}}
code_systems: {npu: {}, loinc: {}}
fields:
  ldl: {label: LDL, group: lab, unit: mmol/L, codes: {npu: [NPU01568, NPU01567, NPU01566, NPU01569]}}
  sum: {derived_from: [ldl, other]}
  other: {}
channels:
  letter: {label: {en: Letter, da: Brev}}
  message: {label: {en: Message, da: Besked}, form: coded}
  shut: {label: {en: Form, da: Skema}, closed: true}
actors:
"""
GP = """
  gp: {label: {en: Practice, da: Almen praksis}, sector: primary,
       records: [{fields: ldl, phase: visit, code_system: npu}],
       needs: [{fields: ldl, phase: visit, for: care}], shares: SHARES}
"""
HOSPITAL = """
  hospital: {label: {en: Hospital, da: Sygehus}, sector: regional, records: [{fields: other, phase: stay}],
             needs: [{fields: ldl, phase: stay, WANTS, for: care}]}
"""
CITY = "  city: {label: {en: City, da: Kommune}, sector: municipal, needs: [{fields: ldl, phase: home, for: plan}]}\n"


def project_of(shares: str = "[]", wants: str = "level: must", more: str = "", **terms: object) -> Project:
    text = HEAD + GP.replace("SHARES", shares) + HOSPITAL.replace("WANTS", wants) + (more or CITY)
    project = Project({"map.yaml": text.encode("utf-8")}, Terms(**terms))  # type: ignore[arg-type]
    assert not project.problems, [problem.message.in_language("en") for problem in project.problems]
    return project


def drawn(
    shares: str = "[]", wants: str = "level: must", more: str = "", field: str = "ldl", focus: Focus | None = None
) -> Lanes:
    picture = project_of(shares, wants, more).picture(f"field:{field}", focus)
    assert isinstance(picture, Lanes)
    return picture


def needs(picture: Lanes, language: str = "en") -> dict[str, tuple[str, str]]:
    return {
        f"{mark.lane}.{mark.column}": (mark.role, mark.caption.in_language(language))
        for mark in picture.marks
        if mark.id.startswith("needs-")
    }


def arrows(picture: Lanes) -> dict[str, tuple[str, str, str]]:
    return {
        arrow.id: (arrow.form, arrow.status, "" if arrow.flaw is None else arrow.flaw.in_language("en"))
        for arrow in picture.arrows
    }


def test_a_timeline_as_text() -> None:
    shares = "[{fields: ldl, phase: [visit, home], to: hospital, via: letter}]"
    heading = (
        "LDL: fra registrering til brug / Prøver (mmol/L) / npu NPU01568, NPU01567, NPU01566 og 1 til"
        " / 1 af 3 behov opfyldt"
    )
    assert as_text(drawn(shares, "form: structured")) == dedent(
        """\
        HEADING
        phase visit: visit / ansvarlig: Almen praksis
        phase stay: stay / ansvarlig: Sygehus
        phase home: home / ansvarlig: Kommune
        handover stay: Almen praksis → Sygehus
        handover home: Sygehus → Kommune
        lane gp: Almen praksis / Primærsektor
        lane hospital: Sygehus / Region
        lane city: Kommune / Kommune
        gp visit recorded: registreres kodet i npu
        gp visit met: har brug for det: Behandling
        hospital stay degraded: det når kun hertil som fritekst / har brug for det: Behandling
        city home unmet: det deles ikke hertil / har brug for det: Planlægning
        gp home again: deles fortsat / Sygehus
        visit gp > hospital free-text current: Brev / koden går tabt
        home gp > city structured missing: deles ikke
        gp visit has it coded from here
        hospital visit has it free-text from here
        gp stay has it coded
        hospital stay has it free-text
        gp home has it coded
        hospital home has it free-text
        """
    ).replace("HEADING", heading) + "".join(
        f"key {line}\n"
        for line in (
            "mark recorded: registreres",
            "mark again: deles fortsat, som før",
            "mark met: der er brug for det, og det er der",
            "mark degraded: det er der, men ikke godt nok eller ikke til alle",
            "mark unmet: der er brug for det, og det er der ikke",
            "held coded: har det kodet",
            "held free-text: har det som fritekst",
            "break missing: her brydes kæden: deles ikke",
            "station : her kun afsender eller modtager",
            "change : overgang",
        )
    )


@pytest.mark.parametrize(
    ("shares", "wants", "need", "broken"),
    [
        (
            "fields: ldl, phase: stay, via: letter",
            "level: must",
            ("met", "needs it: Behandling"),
            {"gp.hospital.stay.letter": ("free-text", "current", "")},
        ),
        (
            "fields: ldl, phase: home, via: letter",
            "level: must",
            ("unmet", "it does not get here in time"),
            {"gp.hospital.home.letter": ("free-text", "current", "too late")},
        ),
        (
            "fields: ldl, phase: stay, via: shut",
            "level: must",
            ("unmet", "nobody shares it with this actor"),
            {"gp.hospital.stay.shut": ("free-text", "barred", "no place for it")},
        ),
        (
            "fields: other, phase: stay, via: letter",
            "level: must",
            ("unmet", "nobody shares it with this actor"),
            {"gp.hospital.stay": ("structured", "missing", "not shared")},
        ),
        (
            "fields: ldl, phase: stay, via: letter",
            "form: coded",
            ("degraded", "it gets here only as free text"),
            {"gp.hospital.stay.letter": ("free-text", "current", "the code is lost")},
        ),
        (
            "fields: ldl, phase: stay, via: message",
            "recorded_since: stay",
            ("degraded", "too old, from visit"),
            {"gp.hospital.stay.message": ("coded", "current", "")},
        ),
        (
            "fields: ldl, phase: stay, via: message",
            "code_system: loinc",
            ("degraded", "coded in npu, which does not lead to loinc"),
            {"gp.hospital.stay.message": ("coded", "current", "")},
        ),
        (
            "fields: ldl, phase: stay, via: message, status: planned",
            "level: should",
            ("unmet", "nobody shares it with this actor"),
            {
                "gp.hospital.stay.message.planned": ("structured", "planned", ""),
                "gp.hospital.stay": ("structured", "missing", "not shared"),
            },
        ),
        (
            "fields: ldl, phase: stay, via: message, status: unknown",
            "level: must",
            ("open", "perhaps: nobody shares it with this actor"),
            {"gp.hospital.stay.message.unknown": ("structured", "unknown", "")},
        ),
    ],
)
def test_where_the_chain_breaks_and_why(
    shares: str, wants: str, need: tuple[str, str], broken: dict[str, tuple[str, str, str]]
) -> None:
    """Where it is unknown whether it is shared, the chain is not said to break."""
    picture = drawn(f"[{{{shares}, to: hospital}}]", wants, more="  city: {}\n")
    assert needs(picture)["hospital.stay"] == need
    assert arrows(picture) == broken


def test_a_field_that_nobody_records_has_a_notice() -> None:
    more = "  city: {sector: municipal, needs: [{fields: [other, sum], phase: home}]}\n"
    project = project_of(more=more.replace("other, ", ""))
    picture = project.picture("field:sum")
    assert isinstance(picture, Lanes)
    assert needs(picture) == {"city.home": ("unmet", "parts of it are lacking")}
    assert [notice.in_language("en") for notice in picture.notices] == ["Nobody records this field."]
    assert not picture.arrows


def test_a_derived_field_has_its_own_mark() -> None:
    shares = "[{fields: ldl, phase: stay, to: hospital, via: message}]"
    picture = drawn(shares, field="sum")
    assert [(mark.lane, mark.column, mark.role) for mark in picture.marks] == [("hospital", "stay", "derived")]
    assert [hold.mark for hold in picture.holds] == ["held-hospital.stay", "held-hospital.home"]


def test_an_unmet_need_is_about_its_finding() -> None:
    project = project_of()
    picture = project.picture("field:ldl")
    named = {each for part in picture.parts for each in part.about if each.startswith("finding:")}
    findings = [finding for finding in project.gaps() if finding.code == "DF301" and finding.subject.field == "ldl"]
    assert len(findings) == 2
    assert named == {f"finding:{finding.fingerprint}" for finding in findings}


@pytest.mark.parametrize(
    ("focus", "lanes", "expected"),
    [
        (Focus(channels=("letter",)), ["gp", "hospital"], {"gp.hospital.visit.letter"}),
        (Focus(phases=("home",)), ["gp", "hospital", "city"], {"gp.city.home"}),
        (Focus(actors=("city",)), ["gp", "city"], {"gp.city.home"}),
        (Focus(fields=("other",)), [], set()),
        (Focus(groups=("lab",)), ["gp", "hospital", "city"], {"gp.hospital.visit.letter", "gp.city.home"}),
    ],
)
def test_the_focus_leaves_the_rest_out(focus: Focus, lanes: list[str], expected: set[str]) -> None:
    picture = drawn("[{fields: ldl, phase: visit, to: hospital, via: letter}]", focus=focus)
    assert [lane.id for lane in picture.lanes] == lanes
    assert set(arrows(picture)) == expected
    assert render(picture, "svg", Options(language="da")).content


def test_a_purpose_shows_only_its_own_needs() -> None:
    assert set(needs(drawn(focus=Focus(purposes=("plan",))))) == {"city.home"}


def test_a_cycle_of_shares_is_drawn_once() -> None:
    more = "  city: {shares: [{fields: ldl, phase: all, to: [gp, hospital], via: message}]}\n"
    picture = drawn("[{fields: ldl, phase: all, to: [city, hospital], via: message}]", more=more)
    assert len(picture.arrows) == 4
    assert {mark.role for mark in picture.marks} == {"recorded", "met", "again"}


def test_a_map_without_phases_and_a_field_that_is_none() -> None:
    project = Project({"map.yaml": b"dataflow: 1\nmap: {id: m, title: M}\nfields: {f: {}}\nactors: {a: {}}\n"})
    picture = project.picture("field:f")
    assert [notice.in_language("en") for notice in picture.notices] == [
        "The map has no phases, so there is no pathway to show."
    ]
    assert render(picture, "svg", Options()).content
    with pytest.raises(Unknown):
        project.picture("field:g")
    with pytest.raises(Unfit):
        project.picture("field")


def test_the_description_covers_all_parts() -> None:
    picture = drawn("[{fields: ldl, phase: visit, to: hospital, via: letter}]", "form: structured")
    for language, sentences in (
        (
            "en",
            {
                "In visit, Practice passes it to Hospital by Letter, as free text (before: coded in npu).",
                "In home, City needs it: Planlægning, but: nobody shares it with this actor.",
                "The chain breaks here: in home, City lacks what Practice has, and nobody shares it there.",
            },
        ),
        ("da", {"I visit registrerer Almen praksis det kodet i npu."}),
    ):
        assert not sentences - {line.in_language(language) for line in picture.description}


def test_an_arrow_in_a_form_that_nobody_has_is_in_the_legend() -> None:
    """The hospital has it coded by another channel; the form of the letter needs its own key."""
    share = "{fields: ldl, phase: stay, to: hospital, via: VIA}"
    both = ", ".join(share.replace("VIA", via) for via in ("letter", "message"))
    keys = [(key.subject, key.value) for key in drawn(f"[{both}]").legend]
    assert ("held", "coded") in keys
    assert ("form", "free-text") in keys
    assert ("form", "coded") not in keys


def test_the_key_of_cells_without_marks_appears_only_with_such_cells() -> None:
    share = "[{fields: ldl, phase: PHASE, to: hospital, via: letter}]"
    visit, stay = (
        drawn(share.replace("PHASE", phase), focus=Focus(phases=(phase,), actors=("gp", "hospital")))
        for phase in ("visit", "stay")
    )
    assert "station" in {key.subject for key in visit.legend}  # the hospital gets it, and does nothing else then
    assert "station" in {key.subject for key in stay.legend}  # the practice sends it, and does nothing else then
    assert "station" not in {key.subject for key in drawn(field="sum").legend}


def test_the_subtitle_counts_a_need_that_is_perhaps_met_apart() -> None:
    share = "[{fields: ldl, phase: stay, via: message, status: unknown, to: hospital}]"
    picture = drawn(share, "level: must", more="  city: {}\n")
    assert picture.subtitle[-1].in_language("en") == "1 of 2 needs met, 1 unknown"
    assert picture.subtitle[-1].in_language("da") == "1 af 2 behov opfyldt, 1 uafklaret"

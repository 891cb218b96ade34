"""The pathway: records, exchanges and handovers by phase."""

from textwrap import dedent

import pytest
from views.lanes_as_text import as_text

from dataflow.base.lanes import Lanes
from dataflow.project import Project
from dataflow.renderers import Options, render
from dataflow.terms import Terms
from dataflow.views import Focus

MAP = """
dataflow: 1
map: {id: m, title: {en: Map, da: Kort}, as_of: 2026-11-01}
phases:
  visit: {label: {en: Visit, da: Besøg}, responsible: gp}
  stay: {label: {en: Stay, da: Ophold}, responsible: hospital}
  home: {label: {en: Home, da: Hjemme}, responsible: city, alongside: stay}
groups: {g: {label: Målinger}}
purposes: {care: {}, quality: {}}
fields: {f1: {group: g}, f2: {group: g}, f3: {group: g}, f4: {group: g}, f5: {}}
channels: {letter: {label: {en: Letter, da: Brev}}, message: {label: {en: Message, da: Besked}, form: coded}}
actors:
  gp:
    label: {en: Practice, da: Almen praksis}
    sector: primary
    records: [{fields: [f1, f2, f3, f4, f5], phase: visit}, {fields: f1, phase: home, status: unknown}]
    needs: [{fields: f5, phase: visit}]
    shares:
      - {fields: [f1, f2], phase: visit, to: hospital, via: letter}
      - {fields: f3, phase: stay, to: hospital, via: message, form: structured, status: planned}
  hospital:
    label: {en: Hospital, da: Sygehus}
    sector: regional
    records: [{fields: f2, phase: stay}]
    needs: [{fields: [f1, f4], phase: stay, for: care}, {fields: f5, phase: stay, for: quality}]
    shares: [{fields: f1, phase: [stay, home], to: city, via: message}]
  city: {label: {en: City, da: Kommune}, sector: municipal, records: [{fields: f3, phase: home}],
         needs: [{fields: f1, phase: home}]}
  user: {sector: national, kind: registry, uses: [{fields: f1, phase: home}]}
"""


def drawn(text: str, focus: Focus | None = None, **terms: object) -> Lanes:
    project = Project({"map.yaml": dedent(text).encode("utf-8")}, Terms(**terms))  # type: ignore[arg-type]
    assert not project.problems, [problem.message.in_language("en") for problem in project.problems]
    picture = project.picture("pathway", focus)
    assert isinstance(picture, Lanes)
    return picture


def test_a_pathway_as_text() -> None:
    assert (
        as_text(drawn(MAP))
        == dedent(
            """\
        Kort: forløbet fase for fase / 3 aktører, 3 faser, 4 delinger
        phase visit: Besøg / ansvarlig: Almen praksis
        phase stay: Ophold / ansvarlig: Sygehus
        phase home: Hjemme / sideløbende; ansvarlig: Kommune
        handover stay: Almen praksis → Sygehus / 1 af 3 behov opfyldt
        handover home: Almen praksis → Kommune / 0 af 1 behov opfyldt, 1 senere i fasen
        lane gp: Almen praksis / Primærsektor
        lane hospital: Sygehus / Region
        lane city: Kommune / Kommune
        gp visit recorded: 5 felter / Målinger 4 / andre felter 1
        gp home unknown: 1 uafklaret
        hospital stay recorded: 1 felt / f2
        city home recorded: 1 felt / f3
        visit gp > hospital 2 free-text current: Brev
        stay gp > hospital 1 structured planned: Besked
        stay hospital > city 1 free-text current: Besked
        home hospital > city 1 free-text current: Besked
        """
        )
        + "".join(
            f"key {line}\n"
            for line in (
                "mark recorded: registreret: antal felter, efter gruppe",
                "mark unknown: registreret: uafklaret",
                "count 2: deles i den fase, antal felter",
                "form free-text: overvejende fritekst",
                "status planned: kun planlagt",
                "station : her kun afsender eller modtager",
                "change : overgang: hvem der overtager, og hvor mange behov der er opfyldt da eller senere i fasen",
            )
        )
        + "notice: Ikke med, fordi de intet registrerer, og intet deles med dem: user.\n"
    )


@pytest.mark.parametrize(
    ("focus", "lanes", "arrows"),
    [
        (Focus(phases=("visit",)), ["gp", "hospital"], ["gp.hospital.visit"]),
        (Focus(actors=("city",)), ["hospital", "city"], ["hospital.city.stay", "hospital.city.home"]),
        (Focus(fields=("f2",)), ["gp", "hospital"], ["gp.hospital.visit"]),
        (Focus(channels=("letter",)), ["gp", "hospital"], ["gp.hospital.visit"]),
        (
            Focus(groups=("g",), phases=("stay",)),
            ["gp", "hospital", "city"],
            ["gp.hospital.stay", "hospital.city.stay"],
        ),
    ],
)
def test_the_focus_leaves_the_rest_out(focus: Focus, lanes: list[str], arrows: list[str]) -> None:
    picture = drawn(MAP, focus)
    assert [lane.id for lane in picture.lanes] == lanes
    assert [arrow.id for arrow in picture.arrows] == arrows
    assert [column.id for column in picture.columns] == list(focus.phases or ("visit", "stay", "home"))


def test_a_purpose_counts_only_its_own_needs_at_the_handover() -> None:
    (change, _) = drawn(MAP, Focus(purposes=("quality",))).changes
    assert change.figure is not None
    assert change.figure.in_language("en") == "0 of 1 need met"


def test_planned_counts_as_current_where_requested() -> None:
    arrows = {arrow.id: arrow.status for arrow in drawn(MAP, planned=True).arrows}
    assert arrows["gp.hospital.stay"] == "current"


def map_of_registries(count: int) -> str:
    """A map with a number of registries that get the same from the practice; one of them passes it on."""
    names = [f"r{at}" for at in range(count)]
    return (
        "dataflow: 1\nmap: {id: m, title: M}\nphases: {p: {responsible: gp}, q: {}, r: {}}\nfields: {f: {}}\n"
        "channels: {c: {}}\nactors:\n"
        "  gp: {sector: primary, records: [{fields: f, phase: all}], needs: [{fields: f, phase: p}],"
        f" shares: [{{fields: f, phase: all, to: [{', '.join(names)}], via: c}}]}}\n"
        + "".join(
            f"  {name}: {{sector: national, kind: registry, uses: [{{fields: f, phase: p}}]}}\n" for name in names[1:]
        )
        + "  r0: {sector: national, kind: registry, uses: [{fields: f, phase: p}],"
        " shares: [{fields: f, phase: [q, r], to: r1, via: c}]}\n"
    )


def test_with_many_arrows_actors_outside_care_have_thin_lanes() -> None:
    few, many = drawn(map_of_registries(4)), drawn(map_of_registries(12))
    assert not any(lane.thin for lane in few.lanes)
    assert len(few.arrows) == 14
    assert [lane.id for lane in many.lanes if not lane.thin] == ["gp"]
    assert not many.arrows
    lines = as_text(many, "en").splitlines()
    assert "r0 p..r gets: 1 from gp" in lines
    # An exchange between two of them is marked once, at the receiver.
    assert "r1 q..r gets: 1 from r0" in lines
    assert not any(line.startswith("r0") and "gives" in line for line in lines)
    assert "key thin : outside the pathway: shared from and to, in words" in lines


def test_an_actor_in_focus_has_a_whole_lane() -> None:
    picture = drawn(map_of_registries(12), Focus(actors=("r1",)))
    assert [lane.id for lane in picture.lanes if not lane.thin] == ["gp", "r1", "r0"]


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("dataflow: 1\nmap: {id: m, title: M}\n", "The map has no phases, so there is no pathway to show."),
        ("dataflow: 1\nmap: {id: m, title: M}\nphases: {p: {}}\n", "Nothing is recorded or shared here."),
        (
            "dataflow: 1\nmap: {id: m, title: M}\nphases: {p: {}}\nactors: {a: {}}\n",
            "Nothing is recorded or shared here.",
        ),
    ],
)
def test_an_empty_map_has_a_notice(text: str, notice: str) -> None:
    picture = drawn(text)
    assert [each.in_language("en") for each in picture.notices] == [notice]
    assert render(picture, "svg", Options(language="da")).content


def test_shares_within_a_role_are_marks_in_its_lane() -> None:
    picture = drawn(
        "dataflow: 1\nmap: {id: m, title: M}\nphases: {p: {}}\nfields: {f: {}}\nchannels: {c: {}}\nactors:\n"
        "  city: {records: [{fields: f, phase: p}], shares: [{fields: f, phase: p, to: city, via: c}]}\n"
        "  a: {extends: city}\n  b: {extends: city}\n"
    )
    assert [(mark.lane, mark.role) for mark in picture.marks] == [("city", "recorded"), ("city", "among")]
    assert not picture.arrows


def test_what_may_go_along_stands_below_the_arrow() -> None:
    share = "- {fields: [f1, f2], phase: visit, to: hospital, via: letter}"
    more = f"{share}\n      - {{fields: [f4, f5], phase: visit, to: hospital, via: letter, status: unknown}}"
    picture = drawn(MAP.replace(share, more))
    (arrow,) = (each for each in picture.arrows if each.column == "visit")
    assert "unknown" in {key.value for key in picture.legend if key.subject == "status"}
    assert [note.in_language("da") for note in arrow.notes] == ["? 2 til"]
    assert (arrow.count, arrow.status) == (2, "current")
    svg = render(picture, "svg", Options(language="da")).content
    assert b"? 2 til" in svg


def test_what_may_go_along_to_a_thin_lane_has_a_mark_of_its_own() -> None:
    text = (
        map_of_registries(12)
        .replace("fields: {f: {}}", "fields: {f: {}, g: {}}")
        .replace("records: [{fields: f, phase: all}]", "records: [{fields: [f, g], phase: all}]")
        .replace(
            "shares: [{fields: f, phase: all",
            "shares: [{fields: g, phase: p, to: r3, via: c, status: unknown}, {fields: f, phase: all",
        )
    )
    marks = [(mark.role, mark.status, mark.column, mark.last) for mark in drawn(text).marks if mark.lane == "r3"]
    assert marks == [("gets", "unknown", "p", "p"), ("gets", "current", "p", "r")]


def test_the_description_covers_all_parts() -> None:
    picture = drawn(MAP)
    for language, sentences in (
        (
            "en",
            [
                "In Visit, Practice shares 2 fields with Hospital by Letter, mostly free text.",
                "In Stay, Hospital takes over from Practice. Of 3 needs of the one who takes over, 1 is met at that"
                " moment.",
                "Practice records 5 fields in Visit: f1, f2, f3, f4 and f5.",
            ],
        ),
        ("da", ["I Besøg deler Almen praksis 2 felter med Sygehus via Brev, overvejende fritekst."]),
    ):
        said = [line.in_language(language) for line in picture.description]
        assert not set(sentences) - set(said)
        assert len(said) == 1 + len(picture.columns) + len(picture.lanes) + len(picture.changes) + len(
            picture.marks
        ) + len(picture.arrows)


def test_every_part_is_about_what_it_shows() -> None:
    about = {part.mark: part.about for part in drawn(MAP).parts}
    assert about["share-gp.hospital.visit"] == (
        "actor:gp",
        "actor:hospital",
        "channel:letter",
        "field:f1",
        "field:f2",
        "phase:visit",
    )
    assert about["handover-stay"] == ("actor:gp", "actor:hospital", "phase:stay")
    assert about["mark-recorded-city.home"] == ("actor:city", "field:f3", "phase:home")


def test_what_may_go_along_by_another_channel_says_so() -> None:
    share = "- {fields: [f1, f2], phase: visit, to: hospital, via: letter}"
    more = f"{share}\n      - {{fields: [f4, f5], phase: visit, to: hospital, via: message, status: unknown}}"
    (arrow,) = (each for each in drawn(MAP.replace(share, more)).arrows if each.column == "visit")
    assert [note.in_language("da") for note in arrow.notes] == ["? 2 til ad anden vej"]
    assert [note.in_language("en") for note in arrow.notes] == ["? 2 more another way"]
    assert "of a further 2 fields by Message" in arrow.meaning.in_language("en")


def test_a_handover_says_how_many_needs_are_perhaps_met() -> None:
    """As in the tables and figures: without and with the unknown statements."""
    unknown = (
        "map: {id: m, title: Map}\nphases: {stay: {responsible: ward}, home: {responsible: city}}\n"
        "fields: {ldl: {}, bmi: {}, pain: {}}\nchannels: {letter: {}}\nactors:\n"
        "  ward:\n    records: [{fields: [ldl, bmi], phase: stay}]\n    shares:\n"
        "      - {fields: ldl, phase: stay, to: city, via: letter}\n"
        "      - {fields: bmi, phase: stay, to: city, via: letter, status: unknown}\n"
        "  city: {needs: [{fields: [ldl, bmi, pain], phase: home}]}\n"
    )
    picture = Project({"map.yaml": unknown.encode()}).picture("pathway")
    assert isinstance(picture, Lanes)
    (change,) = picture.changes
    assert change.figure is not None
    assert change.figure.in_language("en") == "1–2 of 3 needs met"
    assert "er 1–2 opfyldt i det øjeblik" in change.meaning.in_language("da")

"""The language of one field: how each actor codes and measures it, and what does not translate."""

import re

from views.small_map import as_dot, drawn, edge, golden, node

from dataflow.base.picture import Diagram, Words
from dataflow.renderers import Options, render
from dataflow.views import Focus

MAP = """
map: {id: m, title: {en: Map, da: Kort}}
phases: {visit: {responsible: gp}, stay: {responsible: hospital}, home: {responsible: city}}
code_systems:
  icpc: {label: ICPC}
  sks: {label: SKS, maps_to: icpc}
  city_codes: {label: City codes}
fields:
  problem: {label: {en: Problem, da: Problem}, unit: "1", codes: {icpc: K74}}
  other: {}
channels:
  message: {label: {en: Message, da: Besked}, form: coded}
  letter: {label: {en: Letter, da: Brev}, form: free-text}
actors:
  gp:
    systems: {gp_record: {label: {en: The record, da: Journalen}}}
    records: [{fields: problem, phase: visit, form: coded, code_system: icpc, method: asked, in: gp_record}]
    needs: [{fields: problem, phase: home, code_system: icpc}]
    shares: [{fields: problem, phase: visit, to: city, via: letter}]
  hospital:
    records: [{fields: problem, phase: stay, form: coded, code_system: sks, method: tested}]
    shares: [{fields: problem, phase: stay, to: gp, via: message}]
  city:
    needs: [{fields: problem, phase: home, form: coded, code_system: [city_codes, icpc]}]
    uses: [{fields: problem, phase: home, status: unknown}]
  aside: {records: [{fields: other, phase: home}]}
"""


def language(text: str = MAP, focus: Focus | None = None) -> Diagram:
    """The language of the problem."""
    return drawn("language:problem", text, focus)


def told(words: tuple[Words, ...]) -> list[str]:
    """In English."""
    return [each.in_language("en") for each in words]


def test_the_whole_picture() -> None:
    """As DOT, in Danish."""
    assert as_dot(language()) == golden("language")


def test_an_actor_tells_how_it_writes_the_field() -> None:
    """Form, code system, method and system of a record; the least that is accepted of a need."""
    assert told(node(language(), "gp").facts) == [
        "records it coded, in ICPC, method: asked, in the system The record",
        "needs it coded, in ICPC",
    ]
    assert told(node(language(), "city").facts) == [
        "needs it coded, in City codes or ICPC",
        "uses it in any form (unknown)",
    ]


def test_a_need_that_is_stated_in_two_ways_is_named_once() -> None:
    """With both ways; and two statements that ask for the same way are one."""
    text = MAP.replace(
        "    needs: [{fields: problem, phase: home, code_system: icpc}]",
        "    needs: [{fields: problem, phase: home, code_system: icpc}, {fields: problem, phase: home},"
        " {fields: problem, phase: visit, status: planned}, {fields: problem, phase: stay}]",
    )
    assert told(node(language(text), "gp").facts)[1:] == [
        "needs it coded, in ICPC; also in any form; also in any form (planned)"
    ]


def test_only_those_concerned_are_shown() -> None:
    """An actor of another field is not."""
    assert {each.id for each in language().nodes} == {"gp", "hospital", "city"}
    only = language(focus=Focus(actors=("hospital",)))
    assert {each.id for each in only.nodes} == {"gp", "hospital"}


def test_a_form_is_lost_on_the_way() -> None:
    """At the arrow that lowers it, and in the actor that needs it."""
    assert told(edge(language(), "gp.city.letter").notes) == ["the code is lost"]
    assert edge(language(), "hospital.gp.message").notes == ()
    (section,) = node(language(), "city").sections
    assert told(section.lines) == ["form lost"]
    assert node(language(), "gp").sections == ()


def test_an_arrow_to_a_register_shows_its_channel() -> None:
    """Not the number of fields, which is always one; and the legend has no such number."""
    text = MAP.replace(
        "    shares: [{fields: problem, phase: stay, to: gp, via: message}]",
        "    shares: [{fields: problem, phase: stay, to: [gp, register], via: message}]",
    )
    picture = language(text + "  register: {kind: registry, uses: [{fields: problem, phase: stay}]}\n")
    arrow = edge(picture, "hospital.register.message")
    assert arrow.role == "outside"
    assert "count" not in {key.subject for key in picture.legend}
    svg = render(picture, "svg", Options(language="da")).content.decode()
    (drawn_arrow,) = re.findall(r'id="[^"]*share-hospital\.register\.message".*?</g>', svg, re.DOTALL)
    assert "Besked" in drawn_arrow


def test_code_systems_without_a_map_are_named() -> None:
    """In the direction in which none is stated: SKS has a map to ICPC, and ICPC has none to SKS."""
    notices = told(language().notices)
    assert notices == [
        "No map from ICPC (gp) to SKS (hospital) is stated.",
        "Recorded by different methods: asked (gp) and tested (hospital).",
    ]
    unmapped = told(language(MAP.replace(", maps_to: icpc", "")).notices)
    assert "No map from SKS (hospital) to ICPC (gp) is stated." in unmapped
    assert "No map from SKS (hospital) to City codes or ICPC (city) is stated." in unmapped


def test_one_method_is_no_difference() -> None:
    """Nor is a method beside none."""
    assert not any("methods" in each for each in told(language(MAP.replace("tested", "asked")).notices))


def test_other_codes_in_an_actor() -> None:
    """A need that is not met because of the codes says so."""
    text = MAP.replace("via: letter", "via: message").replace("[city_codes, icpc]", "city_codes")
    (section,) = node(language(text), "city").sections
    assert told(section.lines) == ["other codes"]


def test_a_field_that_nobody_has() -> None:
    """Says so."""
    text = MAP.split("actors:", maxsplit=1)[0] + "actors: {gp: {}, hospital: {}, city: {}}"
    assert told(language(text).notices) == ["Nobody records, shares, needs or uses this field here."]

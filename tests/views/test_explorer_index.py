"""What the explorer tells beside the drawing: the author's own keys, times, limits, and what is on request."""

from collections.abc import Mapping

import pytest

from dataflow.base.explorer import ExplorerDocument, Thing
from dataflow.project import Project

MAP = """\
map: {id: m, title: A map, meta: {owner: DEFACTUM, reviewed: 2026-11-01}}
phases: {stay: {label: Stay, meta: {colour: green}}, home: {label: Home}}
purposes: {care: {label: Care, meta: {since: 2020}}}
legal_bases: {law: {label: The law, meta: {page: 7}}}
sources: {talk: {title: Interviews, meta: {asked: [Ann, Bo]}}}
groups: {heart: {label: Heart, meta: {chapter: IX}}}
code_systems: {npu: {label: NPU, meta: {edition: 4}}}
fields:
  plan: {label: Plan, group: heart, meta: {ticket: 412, tags: [pilot, laboratory]}}
  risk: {label: Risk}
channels:
  letter: {label: Letter, takes: 4d, meta: {after: never, meta: 1d}}
  phone: {label: Phone}
actors:
  hospital:
    label: Hospital
    meta: {contact: Ward 7}
    systems: {ehr: {label: Record, meta: {vendor: Epic}}}
    records:
      - {fields: [plan, risk], phase: stay, in: ehr, meta: {checked: true}}
      - {fields: risk, phase: home, after: 36h}
    shares:
      - {fields: plan, phase: stay, to: town, via: letter, after: 2d}
      - {fields: risk, phase: [stay, home], to: town, via: phone, on_request: true, meta: {who: the nurse}}
  town:
    label: Town
    needs:
      - {fields: plan, phase: home, within: 7d, recorded_in: [stay, home]}
      - {fields: risk, phase: home, within: 0h}
      - {fields: plan, phase: stay}
  north: {extends: town, label: Northtown, meta: {region: east}}
clusters: {c: {label: A cluster, members: [north, hospital], meta: {number: 3}}}
"""


@pytest.fixture(scope="module")
def index() -> Mapping[str, Thing]:
    """The entries of the explorer by their keys."""
    return index_of(MAP)


def index_of(text: str) -> Mapping[str, Thing]:
    project = Project({"map.yaml": text.encode()})
    assert not project.is_broken, [each.message.in_language("en") for each in project.problems]
    document = project.picture("explorer")
    assert isinstance(document, ExplorerDocument)
    return {thing.key: thing for thing in document.things}


def told(thing: Thing, title: str, language: str = "en") -> list[str]:
    """The lines of a passage, each after the key of what it begins with."""
    return [
        " ".join(filter(None, (line.lead, line.text.in_language(language) if line.text else "")))
        for passage in thing.passages
        if passage.title.in_language(language) == title
        for line in passage.lines
    ]


def test_the_own_keys_of_a_field_and_of_what_is_stated_of_it(index: Mapping[str, Thing]) -> None:
    """As written, in the order written."""
    assert told(index["field:plan"], "Own keys") == [
        "ticket: 412",
        "tags: pilot, laboratory",
        "actor:hospital records in Stay: checked: true",
    ]
    assert told(index["field:risk"], "Own keys") == [
        "actor:hospital records in Stay: checked: true",
        "actor:hospital shares in Stay and Home: who: the nurse",
    ]
    assert told(index["field:risk"], "Egne nøgler", "da")[1] == "actor:hospital deler i Stay og Home: who: the nurse"


def test_who_is_responsible_for_the_data_of_an_actor() -> None:
    """Its controller, and what its systems say of processors and retention."""
    text = """
map: {id: m, title: M}
phases: {p: {}}
fields: {ldl: {}}
actors:
  region: {label: The Region}
  vendor: {label: Vendor}
  gp:
    controller: [gp, region]
    systems: {ehr: {label: Record, processor: vendor, retention: 5 years}}
    records: [{fields: ldl, phase: p}]
"""
    picture = Project({"map.yaml": text.encode()}).picture("explorer")
    assert isinstance(picture, ExplorerDocument)
    said = {
        thing.key: [line.text.in_language("en") for line in passage.lines if line.text is not None]
        for thing in picture.things
        for passage in thing.passages
        if passage.title.in_language("en") == "Data protection"
    }
    assert said == {
        "actor:gp": [
            "Data controller: gp and The Region",
            "Record: Data processor: Vendor",
            "Record: Kept: 5 years",
        ]
    }


def test_the_own_keys_of_an_actor_its_systems_members_and_statements(index: Mapping[str, Thing]) -> None:
    """Members stand with their role, as everywhere."""
    assert told(index["actor:hospital"], "Own keys") == [
        "contact: Ward 7",
        "Record: vendor: Epic",
        "Records 2 fields in Stay: checked: true",
        "Shares 1 field in Stay and Home: who: the nurse",
    ]
    assert told(index["actor:town"], "Own keys") == ["Northtown: region: east"]


def test_own_keys_are_never_taken_for_keys_of_the_language(index: Mapping[str, Thing]) -> None:
    """A channel with ``after`` under ``meta`` is as fast as before."""
    assert told(index["channel:letter"], "Own keys") == ["after: never", "meta: 1d"]
    assert told(index["channel:letter"], "Time") == ["takes 4 days"]


def test_what_has_no_list_is_listed_for_its_own_keys(index: Mapping[str, Thing]) -> None:
    """The map, phases, groups, purposes and so on; those without keys are not."""
    others = {key: told(thing, "Own keys") for key, thing in index.items() if key.startswith("own:")}
    assert others == {
        "own:map.m": ["owner: DEFACTUM", "reviewed: 2026-11-01"],
        "own:phase.stay": ["colour: green"],
        "own:group.heart": ["chapter: IX"],
        "own:purpose.care": ["since: 2020"],
        "own:legal-basis.law": ["page: 7"],
        "own:code-system.npu": ["edition: 4"],
        "own:cluster.c": ["number: 3"],
        "own:source.talk": ["asked: Ann, Bo"],
    }
    kicker = index["own:source.talk"].kicker
    assert kicker is not None
    assert kicker.in_language("da") == "Kilde"


def test_all_that_is_told_of_own_keys_is_searched(index: Mapping[str, Thing]) -> None:
    """Keys and values, of the thing and of what is stated."""
    for key, words in (("field:plan", "tags: pilot"), ("actor:hospital", "vendor: Epic"), ("own:map.m", "DEFACTUM")):
        assert any(words in each.in_language("en") for each in index[key].own)


def test_a_map_without_own_keys_has_none() -> None:
    """No empty passages, and no list."""
    index = index_of("map: {id: m, title: M}\nphases: {p: {}}\nfields: {f: {}}\nactors: {a: {}}\n")
    assert set(index) == {"phase:p", "actor:a", "field:f"}
    assert [thing.passages for thing in index.values() if told(thing, "Own keys")] == []


def test_needs_and_records_have_their_times(index: Mapping[str, Thing]) -> None:
    """Those with other limits and conditions stand apart."""
    assert told(index["actor:town"], "Needs") == [
        "phase:stay 1 field",
        "phase:home 1 field when the phase begins",
        "phase:home 1 field within 7 days, recorded in Stay or Home",
    ]
    assert told(index["actor:hospital"], "Records") == ["phase:stay 2 fields", "phase:home 1 field after 36 hours"]
    assert told(index["actor:hospital"], "Registrerer", "da")[1] == "phase:home 1 felt efter 36 timer"


def test_what_is_shared_has_its_times_and_whether_it_is_on_request(index: Mapping[str, Thing]) -> None:
    """Field by field where they differ, in one line where they do not."""
    assert told(index["actor:town"], "Gets") == [
        "actor:hospital 2 fields by Letter and Phone",
        "of these, 1 field by Letter: sent after 2 days, takes 4 days",
        "of these, 1 field by Phone: only on request",
    ]
    alone = index_of(MAP.replace("on_request: true, ", "on_request: true, status: retired, "))
    assert told(alone["actor:town"], "Gets") == ["actor:hospital 1 field by Letter: sent after 2 days, takes 4 days"]
    asked = index_of(MAP.replace("after: 2d", "on_request: true, takes: 0h"))
    assert told(asked["actor:town"], "Modtager", "da") == [
        "actor:hospital 2 felter via Letter og Phone, kun efter anmodning",
        "heraf 1 felt via Letter: er fremme med det samme",
    ]


def test_an_actor_lacks_what_it_has_for_some_only() -> None:
    text = MAP.replace("via: letter, after: 2d", "via: letter, coverage: 2/3")
    document = Project({"map.yaml": text.encode()}).picture("explorer")
    assert isinstance(document, ExplorerDocument)
    partial = {each.key for each in document.remarks if each.code == "DF303"}
    town = next(each for each in document.things if each.key == "actor:town")
    where = {each.title.in_language("en") for each in town.passages for line in each.lines if line.lead in partial}
    assert where == {"Lacks"}


def test_a_finding_in_a_list_says_that_it_is_only_possible_or_accepted() -> None:
    """And has another symbol than one that is certain."""
    text = MAP.replace("meta: {who: the nurse}}", "status: unknown}").replace(
        "      - {fields: plan, phase: home, within: 7d, recorded_in: [stay, home]}\n",
        "      - {fields: plan, phase: home, form: coded, within: 1d}\n",
    )
    text += "waivers: [{rule: DF301, actor: town, field: plan, reason: Known, by: The board, valid_to: 2030-01-01}]\n"
    document = Project({"map.yaml": text.encode()}).picture("explorer")
    assert isinstance(document, ExplorerDocument)
    states = {
        (each.about[1], each.state.in_language("da") if each.state else "", each.sign)
        for each in document.remarks
        if each.code == "DF301"
    }
    assert states == {("field:plan", "accepteret", "waived"), ("field:risk", "kun muligt", "unsettled")}

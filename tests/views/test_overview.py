"""The overview: for each pair of actors, the number of fields shared, their form and status."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages

import pytest
from views.small_map import drawn as small

import dataflow.renderers
import dataflow.views
from dataflow.base.picture import Diagram
from dataflow.base.text import Text
from dataflow.cli.first_map import in_language
from dataflow.cli.first_map_texts import FILES
from dataflow.project import Project
from dataflow.renderers.diagrams.labels import labels
from dataflow.terms import Terms
from dataflow.views import Focus

HEAD = """
dataflow: 1
map: {id: m, title: {en: Map, da: Kort}, as_of: 2026-11-01}
phases:
  visit: {responsible: gp}
  stay: {responsible: hospital}
  home: {responsible: city}
groups: {g: {}}
fields: {f1: {group: g}, f2: {}, f3: {}, f4: {}}
channels:
  letter: {label: {en: Letter, da: Brev}}
  message: {form: coded}
  slotted: {form: free-text, slots: {f1: coded, f2: structured}}
  shut: {form: coded, closed: true, slots: {f1: coded}}
"""
ACTORS = """
  city: {sector: municipal, records: [{fields: f1, phase: home}], needs: [{fields: [f1, f2], phase: home}]}
  gp: {sector: primary, records: [{fields: [f1, f2, f3, f4], phase: visit, form: coded}], shares: SHARES}
  hospital: {sector: regional, records: [{fields: [f1, f2], phase: stay}]}
  patient: {sector: citizen, kind: patient}
  lab:
    sector: regional
    records: [{fields: f3, phase: visit}]
    shares: [{fields: f3, phase: visit, to: gp, via: message}]
  registry: {sector: national, kind: registry}
"""


def drawn(text: str, focus: Focus | None = None) -> Diagram:
    project = Project({"map.yaml": text.encode("utf-8")})
    assert not project.problems, [problem.message.in_language("en") for problem in project.problems]
    return project.picture("overview", focus)


def shared(shares: str, focus: Focus | None = None) -> Diagram:
    """The map above with these shares of general practice."""
    return drawn(f"{HEAD}actors:{ACTORS.replace('SHARES', shares)}", focus)


def edges(diagram: Diagram) -> dict[str, tuple[int, str, str]]:
    return {edge.id: (edge.count, edge.form, edge.status) for edge in diagram.edges if edge.source == "gp"}


def test_one_arrow_for_each_pair_counts_each_field_once() -> None:
    diagram = shared(
        "[{fields: [f1, f2], phase: all, to: [hospital, city], via: letter},"
        " {fields: [f2, f3], phase: visit, to: hospital, via: message}]"
    )
    assert edges(diagram) == {"gp.city": (2, "free-text", "current"), "gp.hospital": (3, "coded", "current")}


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        ("fields: [f1, f2, f3], via: shut", (1, "coded")),
        ("fields: [f1, f2], via: slotted", (2, "structured")),
        ("fields: [f1, f2, f3, f4], via: slotted", (4, "free-text")),
        ("fields: [f1, f2], via: message, form: structured", (2, "structured")),
        ("fields: [f1, f3], via: slotted, form: coded", (2, "free-text")),
    ],
)
def test_the_form_is_that_in_which_most_fields_travel(share: str, expected: tuple[int, str]) -> None:
    """A closed channel carries its slots and nothing else; of two equally frequent forms it is the lower."""
    diagram = shared(f"[{{{share}, phase: visit, to: hospital}}]")
    assert edges(diagram) == {"gp.hospital": (*expected, "current")}


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        ("status: planned", {"gp.hospital": (1, "coded", "planned")}),
        ("status: planned, valid_from: 2027-01-01", {"gp.hospital": (1, "coded", "planned")}),
        ("status: unknown", {"gp.hospital": (1, "coded", "unknown")}),
        ("status: retired", {}),
        ("valid_from: 2026-11-02", {}),
        ("valid_to: 2026-10-31", {}),
        ("valid_from: 2026-11-01, valid_to: 2026-11-01", {"gp.hospital": (1, "coded", "current")}),
    ],
)
def test_what_is_not_shared_today_is_left_out_or_marked(
    share: str, expected: dict[str, tuple[int, str, str]]
) -> None:
    assert edges(shared(f"[{{fields: f1, phase: visit, to: hospital, via: message, {share}}}]")) == expected


def test_where_something_is_shared_today_only_that_counts() -> None:
    shares = (
        "[{fields: f1, phase: visit, to: hospital, via: message},"
        " {fields: [f2, f3], phase: visit, to: hospital, via: message, status: planned}]"
    )
    assert edges(shared(shares)) == {"gp.hospital": (1, "coded", "current")}
    unsure = shares.replace(
        "planned}]", "planned}, {fields: [f3, f4], phase: visit, to: hospital, via: letter, status: unknown}]"
    )
    (arrow,) = (each for each in shared(unsure).edges if each.source == "gp")
    assert [note.in_language("da") for note in arrow.notes] == [
        "+ 2 til er planlagt",
        "? 2 til er uafklarede via Brev",
    ]

    assert [note.in_language("en") for note in arrow.notes] == ["+ 2 more planned", "? 2 more unknown by Letter"]
    assert "field:f4" in arrow.about
    assert arrow.meaning.in_language("en").endswith(
        "It is planned to add 2 fields. It is not known of a further 2 fields by Letter."
    )
    assert arrow.meaning.in_language("da").endswith("Det vides ikke, om yderligere 2 felter via Brev deles.")
    assert edges(shared(shares, Focus(planned=True))) == {"gp.hospital": (3, "coded", "current")}


def test_what_is_planned_and_perhaps_shared_today_already_is_both() -> None:
    shares = (
        "[{fields: f1, phase: visit, to: hospital, via: message, status: planned},"
        " {fields: f1, phase: visit, to: hospital, via: letter, status: unknown}]"
    )
    (arrow,) = (each for each in shared(shares).edges if each.source == "gp")
    assert (arrow.status, [note.in_language("da") for note in arrow.notes]) == (
        "planned",
        ["? 1 uafklaret i dag via Brev"],
    )
    assert "Det vides ikke, om 1 felt via Brev deles i dag." in arrow.meaning.in_language("da")


def test_with_a_scenario_what_is_planned_is_perhaps_shared_with_it() -> None:
    shares = (
        "[{fields: f1, phase: visit, to: hospital, via: message, status: planned},"
        " {fields: f1, phase: visit, to: hospital, via: letter, status: unknown}]"
    )
    files = {"map.yaml": f"{HEAD}actors:{ACTORS.replace('SHARES', shares)}", "more.yaml": "scenario: {id: more}\n"}
    made = Project({path: text.encode() for path, text in files.items()}, Terms(scenario="more")).picture("overview")
    assert isinstance(made, Diagram)
    (arrow,) = (each for each in made.edges if each.source == "gp")
    assert [note.in_language("da") for note in arrow.notes] == ["? 1 uafklaret med scenariet via Brev"]
    assert "Det vides ikke, om 1 felt via Brev deles med scenariet." in arrow.meaning.in_language("da")


def test_the_patient_and_caring_actors_are_in_the_order_of_the_pathway() -> None:
    diagram = shared("[{fields: f1, phase: visit, to: registry, via: letter}]")
    row = [node.id for node in diagram.nodes if node.band == "care"]
    assert row == ["patient", "gp", "hospital", "lab", "city"]
    assert {node.id: node.band for node in diagram.nodes if node.id not in row} == {"registry": "below"}
    assert [band.role for band in diagram.bands] == ["main", "below"]


FALL = """\
map: {id: fall, title: Fall}
phases: {before: {responsible: care}, stay: {responsible: hospital}, after: {responsible: training}}
fields: {plan: {}}
actors:
  relatives: {sector: citizen, needs: [{fields: plan, phase: after}]}
  nurse: {sector: municipal, records: [{fields: plan, phase: after}]}
  training: {sector: municipal, records: [{fields: plan, phase: after}]}
  hospital: {sector: regional, records: [{fields: plan, phase: stay}]}
  care: {sector: municipal, records: [{fields: plan, phase: before}]}
"""


def test_two_of_a_sector_stand_where_the_pathway_meets_them() -> None:
    """What one passes on to the next is drawn forward; who leads no phase stands by the first of its sector."""
    nodes = drawn(FALL).nodes
    assert [node.id for node in nodes] == ["care", "nurse", "hospital", "training", "relatives"]
    patient = FALL + "  ill: {kind: patient, sector: citizen}\n"
    assert [node.id for node in drawn(patient).nodes][:3] == ["ill", "relatives", "care"]


BANDS = """\
map: {id: work, title: Work}
phases: {visit: {responsible: gp}, rehabilitation: {responsible: physio}}
fields: {pain: {}, absence: {}}
channels: {letter: {}}
purposes: {treatment: {}, benefit: {secondary: true}}
actors:
  gp: {sector: primary, needs: [{fields: pain, phase: rehabilitation}]}
  hospital:
    sector: regional
    records: [{fields: pain, phase: visit}]
    shares: [{fields: pain, phase: visit, to: [gp, portal, jobcentre], via: letter}]
  physio: {sector: private}
  employer:
    sector: private
    records: [{fields: absence, phase: visit}]
    shares: [{fields: absence, phase: visit, to: gp, via: letter}]
  insurer: {sector: private, needs: [{fields: pain, phase: visit}]}
  jobcentre: {sector: municipal, needs: [{fields: pain, phase: rehabilitation, for: benefit}]}
  balancer: {shares: [{fields: pain, phase: visit, to: gp, via: letter}]}
  portal: {kind: registry, shares: [{fields: pain, phase: visit, to: gp, via: letter}]}
  quality: {kind: registry, needs: [{fields: pain, phase: rehabilitation}]}
"""


def test_registries_and_others_concerned_have_bands_of_their_own() -> None:
    """An employer is no register, whether it gives or gets; a hospital that only records and shares cares."""
    diagram = drawn(BANDS)
    bands = {band.id: [node.id for node in diagram.nodes if node.band == band.id] for band in diagram.bands}
    assert bands == {
        "above": ["portal"],
        "care": ["gp", "physio", "hospital"],
        "others": ["employer", "insurer", "jobcentre", "balancer"],
        "below": ["quality"],
    }
    (others,) = (band for band in diagram.bands if band.id == "others")
    assert (others.label.in_language("en"), others.label.in_language("da")) == ("Others concerned", "Andre berørte")


def test_the_main_band_is_called_after_the_pathway() -> None:
    """Whoever is in it: what an employer does there is no care."""
    (band,) = (band for band in drawn(BANDS).bands if band.id == "care")
    assert (band.label.in_language("en"), band.label.in_language("da")) == (
        "The pathway, in its order",
        "Forløbet i rækkefølge",
    )


def test_who_is_only_responsible_for_the_data_stands_in_no_picture() -> None:
    """Nor who only processes them; both stand where they do more, or are asked for."""
    text = f"{HEAD}actors:{ACTORS.replace('SHARES', '[]')}".replace(
        "city: {sector", "city: {controller: region, processor: vendor, sector"
    )
    text += "  region: {sector: regional}\n  vendor: {sector: private}\n"
    assert {"region", "vendor"}.isdisjoint(node.id for node in drawn(text).nodes)
    assert "region" in {node.id for node in drawn(text, Focus(actors=("region",))).nodes}
    needs = text.replace(
        "region: {sector: regional}", "region: {sector: regional, needs: [{fields: f1, phase: home}]}"
    )
    assert "region" in {node.id for node in drawn(needs).nodes}


def test_the_foot_has_the_title_of_the_map_and_of_the_scenario() -> None:
    scenario = "scenario: {id: s, label: {en: Later, da: Senere}}\nactors: {gp: {label: GP}}\n"
    map_text = f"{HEAD}actors:{ACTORS.replace('SHARES', '[]')}"
    project = Project({"map.yaml": map_text.encode(), "s.yaml": scenario.encode()}, Terms(scenario="s"))
    (foot,) = project.picture("overview").footer
    assert foot.in_language("en") == "Map “Map”, scenario “Later” as of 1 November 2026"
    assert foot.in_language("da") == "Kortet »Kort«, scenariet »Senere« pr. 1. november 2026"


def test_who_only_passes_data_on_does_not_care() -> None:
    """Also where nobody is responsible and nobody records anything."""
    text = "map: {id: m, title: M}\nphases: {visit: {}}\nfields: {f: {}}\nchannels: {c: {}}\nactors:\n"
    text += "  balancer: {shares: [{fields: f, phase: visit, to: shop, via: c}]}\n"
    text += "  shop: {sector: private, uses: [{fields: f, phase: visit}]}\n"
    assert {node.id: node.band for node in drawn(text).nodes} == {"shop": "care", "balancer": "others"}


def test_caring_actors_without_records_are_in_the_pathway() -> None:
    """As in the map that ``init`` writes. An actor that needs data only for a secondary purpose does not count."""
    first = Project({name: in_language(text, "en").encode() for name, text in FILES.items()})
    assert {node.id: node.band for node in first.picture("overview").nodes} == dict.fromkeys(
        ("hospital", "municipality", "gp"), "care"
    )
    text = (
        "dataflow: 1\nmap: {id: m, title: M}\nphases: {visit: {responsible: gp}}\nfields: {f: {}}\n"
        "purposes: {treatment: {}, quality: {secondary: true}}\nactors:\n  gp: {}\n"
        "  nurse: {needs: [{fields: f, phase: visit, for: [quality, treatment]}]}\n"
        "  authority: {needs: [{fields: f, phase: visit, for: quality}]}\n"
    )
    bands = {node.id: node.band for node in Project({"map.yaml": text.encode()}).picture("overview").nodes}
    assert bands == {"gp": "care", "nurse": "care", "authority": "others"}


def test_nodes_have_the_numbers_of_records_needs_and_members() -> None:
    diagram = drawn(
        f"{HEAD}actors:\n"
        "  city: {sector: municipal, records: [{fields: [f1, f2], phase: home}], needs: [{fields: f3, phase: home}],"
        " shares: [{fields: f1, phase: home, to: [city, gp], via: letter}]}\n"
        "  aarhus: {extends: city}\n  randers: {extends: city}\n"
        "  gp: {sector: primary, records: [{fields: f4, phase: visit}]}\n  hospital: {sector: regional}\n"
    )
    city = next(node for node in diagram.nodes if node.id == "city")
    danish = ["2 medlemmer", "registrerer 2 felter", "har brug for 1 felt"]
    assert [fact.in_language("en") for fact in city.facts] == ["2 members", "records 2 fields", "needs 1 field"]
    assert [fact.in_language("da") for fact in city.facts] == danish
    assert [edge.id for edge in diagram.edges] == ["city.city", "city.gp"]


@pytest.mark.parametrize(("neighbour", "expected"), [("aarhus", ["gp.city"]), ("other", [])])
def test_a_share_that_reaches_nobody_is_no_arrow(neighbour: str, expected: list[str]) -> None:
    """General practice shares with the municipalities of its cluster, which may have none."""
    diagram = drawn(
        f"{HEAD}actors:\n  city: {{}}\n  aarhus: {{extends: city}}\n  other: {{}}\n  hospital: {{}}\n"
        "  gp: {records: [{fields: f1, phase: visit}], shares: [{fields: f1, phase: visit, to: city, via: letter}]}\n"
        f"clusters:\n  near: {{members: [gp, {neighbour}]}}\n  far: {{members: [aarhus]}}\n"
    )
    assert [edge.id for edge in diagram.edges] == expected


def test_the_description_covers_all_parts() -> None:
    diagram = shared("[{fields: [f1, f2], phase: visit, to: hospital, via: [letter]}]".replace("[letter]", "letter"))
    for language, sentence in (
        ("en", "gp shares 2 fields with hospital by Letter, mostly free text."),
        ("da", "gp deler 2 felter med hospital via Brev, overvejende fritekst."),
    ):
        assert sentence in [line.in_language(language) for line in diagram.description]


def test_an_empty_map_and_a_large_one_have_notices() -> None:
    empty = drawn("dataflow: 1\nmap: {id: m, title: M}\n")
    assert [notice.in_language("en") for notice in empty.notices] == ["No shares to show."]
    names = [f"a{index}" for index in range(9)]
    actors = "".join(
        f"  {name}:\n    shares: [{{fields: f1, phase: p, via: c, to: [{', '.join(sorted({*names} - {name}))}]}}]\n"
        for name in names
    )
    crowded = drawn(
        "dataflow: 1\nmap: {id: m, title: M}\nphases: {p: {}}\nfields: {f1: {}}\nchannels: {c: {}}\nactors:\n"
        + actors
    )
    assert len(crowded.edges) == 72
    assert "72" in crowded.notices[0].in_language("da")


@pytest.mark.parametrize(
    ("focus", "expected"),
    [
        (Focus(fields=("f1",)), {"gp.city", "gp.hospital"}),
        (Focus(groups=("g",)), {"gp.city", "gp.hospital"}),
        (Focus(fields=("f3",)), {"gp.hospital", "lab.gp"}),
        (Focus(channels=("letter",)), {"gp.city", "gp.hospital"}),
        (Focus(phases=("stay",)), {"gp.hospital"}),
        (Focus(actors=("city",)), {"gp.city"}),
        (Focus(), {"gp.city", "gp.hospital", "lab.gp"}),
    ],
)
def test_the_focus_leaves_the_rest_out(focus: Focus, expected: set[str]) -> None:
    diagram = shared(
        "[{fields: f1, phase: visit, to: [city, hospital], via: letter},"
        " {fields: f3, phase: stay, to: hospital, via: message}]",
        focus,
    )
    assert {edge.id for edge in diagram.edges} == expected
    taking_part = {end for edge in diagram.edges for end in (edge.source, edge.target)}
    assert not focus.narrows or {node.id for node in diagram.nodes} == taking_part


def test_the_pathway_may_be_unknown() -> None:
    """A map without phases' responsible, sectors or care still draws."""
    diagram = drawn("dataflow: 1\nmap: {id: m, title: M}\nactors:\n  b: {kind: registry}\n  a: {kind: registry}\n")
    assert [(node.id, node.band) for node in diagram.nodes] == [("b", "care"), ("a", "care")]


def texts() -> Iterator[Text]:
    """Every module-level text of views and drawings."""

    def inside(thing: object) -> Iterator[Text]:
        if isinstance(thing, Text):
            yield thing
        elif isinstance(thing, dict):
            for value in thing.values():
                yield from inside(value)
        elif isinstance(thing, tuple | list):
            for value in thing:
                yield from inside(value)

    for package in (dataflow.views, dataflow.renderers):
        for found in walk_packages(package.__path__, f"{package.__name__}."):
            for value in vars(import_module(found.name)).values():
                yield from inside(value)


def test_every_text_has_both_languages_and_the_same_blanks() -> None:
    found = list(texts())
    assert len(found) > 30
    for text in found:
        assert text.en and text.da
        english, danish = text.blanks()
        assert english == danish, text


def test_of_a_group_only_its_own_fields_are_counted() -> None:
    """The total does not include what the filter leaves out."""
    assert small("overview").subtitle[-1].in_language("en").endswith("2 of 5 fields shared")
    heart = small("overview", focus=Focus(groups=("heart",)))
    assert heart.subtitle[-1].in_language("en").endswith("2 of 2 fields shared")


@pytest.mark.parametrize(
    ("sector", "label", "kicker"),
    [
        ("citizen", "{da: Borgeren, en: The citizen}", None),
        ("citizen", "{da: Borger, en: Patient}", None),
        ("regional", "Region", None),
        ("regional", "{da: Regionen, en: The region}", None),
        ("regional", "{da: Region (myndighed), en: Region (authority)}", None),
        ("regional", "Region Nord", "Region"),
        ("municipal", "{da: Jobcenter, en: Job centre}", "Kommune"),
    ],
)
def test_the_sector_stands_over_an_actor_unless_its_label_says_the_same(
    sector: str, label: str, kicker: str | None
) -> None:
    """With or without its article, in any language of the map."""
    text = f"map: {{id: m, title: M, languages: [da, en]}}\nactors: {{a: {{label: {label}, sector: {sector}}}}}\n"
    (node,) = small("overview", text).nodes
    assert (None if node.kicker is None else node.kicker.in_language("da")) == kicker


@pytest.mark.parametrize(
    ("called", "by", "said"),
    [
        ("Report to the register", "channel", ["Report to the", "register"]),
        ("Report to the register", None, []),
        ("The register", "channel", []),
    ],
)
def test_by_channel_an_arrow_to_a_register_has_the_name_of_its_channel(
    called: str, by: str | None, said: list[str]
) -> None:
    """But not where that is the name of the register itself, which stands at its end."""
    text = (
        "map: {id: m, title: M}\nphases: {visit: {}}\nfields: {f: {}}\n"
        f"channels: {{c: {{label: {called}}}}}\n"
        "actors:\n  gp: {records: [{fields: f, phase: visit}], shares: [{fields: f, phase: visit, to: r, via: c}]}\n"
        "  r: {label: The register (R), kind: registry, sector: national}\n"
    )
    (words,) = labels(small("overview", text, by=by), "en").edges.values()
    assert list(words.names.lines) == said

"""What a report says: the sections of the small map, line by line, and nothing that leads nowhere."""

import dataclasses
from collections.abc import Callable

import pytest

from dataflow.base.finding import Confidence
from dataflow.base.nearest import Unknown
from dataflow.change.targets import Wish
from dataflow.documents import Order, document_of, section_names
from dataflow.documents.model import Bullets, Document, Figure, Heading, Paragraph, Table, plain
from dataflow.documents.repairs import repairs_of
from dataflow.project import Project
from dataflow.wording.alterations import names_in
from dataflow.wording.steps import step_words

Make = Callable[..., Document]


def table(document: Document, anchor: str) -> list[list[str]]:
    (found,) = (each for each in document.tables if each.anchor == anchor)
    return [[plain(cell) for cell in row.cells] for row in found.rows]


def words(document: Document) -> str:
    """All that a reader can read."""
    found = [plain(line) for line in document.lines]
    for block in document.blocks:
        if isinstance(block, Heading):
            found.append(block.text)
        elif isinstance(block, Table):
            found += [block.caption, *(column.title for column in block.columns)]
        elif isinstance(block, Figure):
            found += [block.caption, block.alternative]
    return "\n".join(found)


def test_the_sections_stand_in_the_order_of_a_report(document: Make) -> None:
    headings = [block.anchor for block in document().blocks if isinstance(block, Heading) and block.level == 1]
    assert tuple(headings) == section_names()
    assert headings[0] == "summary"
    assert headings[-1] == "method"


def test_sections_are_chosen_and_ordered(document: Make) -> None:
    headings = [block.anchor for block in document("gaps", "summary").blocks if isinstance(block, Heading)]
    assert [anchor for anchor in headings if anchor in section_names()] == ["gaps", "summary"]


def test_an_unknown_section_is_named_with_the_nearest(care: Project) -> None:
    with pytest.raises(Unknown, match="gaps"):
        document_of(care, Order(), ["gap"])


def test_the_summary_counts_and_ranks(document: Make) -> None:
    """Hospital to municipality: pulse is not shared, weight arrives as free text. Municipality to GP: all unknown."""
    found = document("summary", "gaps", "handovers", "figures", "patient")
    assert table(found, "summary-figures")[0] == ["Must needs that are met", "1–3 of 4", "25–75%"]
    assert table(found, "summary-worst") == [
        ["Municipality → General practice: Control", "0–2 of 3", "0–2 of 2", "Weight, Plan (+1)"],
        ["Hospital → Municipality: At home", "1 of 3", "0 of 2", "Weight; later in the phase: Pulse"],
    ]
    first = table(found, "summary-first")
    assert first == [
        [
            "1. The hospital begins to share weight and plan with general practice over the message in “Stay”, a way"
            " that the two do not use today.",
            "2 must needs",
            "all possible: ask first",
        ],
        [
            "2. The hospital adds weight to what it shares with the municipality over the message in “Stay”.",
            "1 must need",
            "all certain",
        ],
    ]


def test_the_first_changes_are_those_of_the_plan_and_add_up(document: Make, care: Project) -> None:
    """Each was tried on the map after those above it; of four must needs three are not certain to be met."""
    (plan,) = care.plans(Wish(most=1))[0].plans
    first = table(document("summary"), "summary-first")[0]
    assert step_words(plan.steps[0], names_in(care.data_map), care.data_map).in_language("en") in first[0]
    assert first[1] == f"{len(plan.met)} must needs"
    assert "Together they meet 3 of 3 must needs that are not certain to be met." in words(document("summary"))


TIED = """\
map: {id: m, title: M, languages: [en, da]}
phases: {a: {label: Stay}, b: {label: Home}}
fields: {x: {label: Pulse}, known: {label: Known}}
channels: {letter: {label: L}, form: {label: F, form: structured}}
actors:
  one:
    label: {en: Clinic, da: Klinik}
    records: [{fields: [x, known], phase: a}]
    shares: [{fields: known, phase: a, to: two, via: letter}, {fields: known, phase: a, to: two, via: form}]
  two: {label: Two, uses: [{fields: known, phase: b}], needs: [{fields: x, phase: b}]}
"""


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "Another change is as good as no. 1: it meets as much and is as easy: The clinic adds pulse",
        ),
        (
            "da",
            "En anden ændring er lige så god som nr. 1: den opfylder lige så meget og er lige så nem: Klinikken",
        ),
    ],
)
def test_the_summary_says_where_another_change_is_as_good(
    project: Callable[..., Project], language: str, said: str
) -> None:
    found = document_of(project(TIED), Order(language=language), ["summary"])
    assert len(table(found, "summary-first")) == 1
    assert said in words(found)
    alone = document_of(
        project(TIED.replace(", {fields: known, phase: a, to: two, via: form}", "")), Order(), ["summary"]
    )
    assert "as good" not in words(alone)


def test_changes_that_help_equally_are_not_ranked(project: Callable[..., Project]) -> None:
    more = TIED.replace("x: {label: Pulse}", "x: {label: Pulse}, y: {label: Weight}").replace(
        "[x, known]", "[x, y, known]"
    )
    text = more.replace(
        "  two: {",
        "  three: {label: Three, needs: [{fields: y, phase: b}], uses: [{fields: known, phase: b}]}\n  two: {",
    ).replace("to: two, via: form}", "to: three, via: form}")
    found = document_of(project(text), Order(), ["summary"])
    assert [row[1] for row in table(found, "summary-first")] == ["1 must need", "1 must need"]
    assert "Nos. 1 and 2 are equally good: their order is no ranking." in words(found)


def test_every_number_of_the_summary_leads_to_where_it_comes_from(document: Make) -> None:
    found = document()
    anchors = set(found.anchors)
    for name in ("summary-figures", "summary-worst"):
        (counted,) = (each for each in found.tables if each.anchor == name)
        for row in counted.rows:
            targets = {run.target for cell in row.cells for run in cell if run.strong}
            assert targets
            assert {target.removeprefix("#") for target in targets} <= anchors


def test_no_link_leads_nowhere(document: Make) -> None:
    """Not even where only one section is asked for."""
    for name in (*section_names(), *[None]):
        found = document(*([name] if name else []))
        anchors = set(found.anchors)
        targets = {run.target[1:] for line in found.lines for run in line if run.target.startswith("#")}
        assert targets <= anchors, name


def test_places_are_unique_and_the_same_in_both_languages(document: Make) -> None:
    english, danish = (list(document(language=language).anchors) for language in ("en", "da"))
    assert english == danish
    assert len(english) == len(set(english))


def test_a_reader_sees_labels_and_no_ids(document: Make) -> None:
    text = words(document("summary", "handovers", "gaps", "actors", "fields", "patient", language="da"))
    assert "Kommune" in text
    for id_ in ("municipality", "vitals", "DF301", "actors.yaml", "form-lost", "not-shared"):
        assert id_ not in text


def test_danish_is_written_as_danish_is(document: Make) -> None:
    text = words(document(language="da"))
    assert "1. november 2026" in text
    assert "»Hjemme«" in text
    assert "“" not in text
    assert "25\N{NO-BREAK SPACE}%" in text


def test_the_gaps_are_told_by_actor_the_must_needs_first(document: Make) -> None:
    found = document("gaps")
    assert [row[0] for row in table(found, "gaps-municipality-table")] == ["Weight (must)"]
    assert [row[0] for row in table(found, "gaps-gp-table")] == [
        "Weight (must)",
        "Plan (must)",
        "Patient's own goals (may)",
    ]
    weight = table(found, "gaps-municipality-table")[0]
    assert weight[1:3] == [
        "At home",
        "Needed as structured data, but arrives as free text: the hospital sends it over the letter, which carries it"
        " as free text",
    ]
    assert weight[-1].startswith("Certain; ")


def test_a_possible_gap_says_what_to_find_out_first(document: Make) -> None:
    plan = table(document("gaps"), "gaps-gp-table")[1]
    assert plan[-1].startswith("Possible; ")
    assert plan[3].startswith("First find out whether the municipality shares")


def test_confidence_leaves_out_what_is_less_sure(care: Project) -> None:
    everything = document_of(care, Order(), ["gaps"])
    sure = document_of(care, Order(confidence=Confidence.HIGH), ["gaps"])
    assert len(words(sure)) < len(words(everything))
    assert "medium confidence" not in words(sure)


def test_repairs_group_the_needs_that_name_them(project: Callable[..., Project]) -> None:
    """Two fields that the same share could carry are one repair, a field that another could carry is another."""
    text = """\
map: {id: m, title: M}
phases: {a: {label: P}, b: {}}
fields: {x: {}, y: {}, z: {}, known: {}}
channels: {letter: {label: L}, form: {label: F}}
actors:
  one:
    label: A
    records: [{fields: [x, y, known], phase: a}]
    shares: [{fields: known, phase: a, to: three, via: letter}]
  two:
    label: B
    records: [{fields: [z, known], phase: a}]
    shares: [{fields: known, phase: a, to: three, via: form}]
  three: {label: C, needs: [{fields: [x, z], phase: b}, {fields: y, phase: b, level: should}]}
"""
    found = repairs_of(project(text).gaps())
    assert [(repair.musts, len(repair.findings)) for repair in found] == [(1, 2), (1, 1)]
    data_map = project(text).data_map
    assert found[0].in_language(data_map, "da") == "Føj 2 felter til det, som A allerede deler med C via L i »P«."
    assert found[1].in_language(data_map, "da").startswith("Føj z til det, som B allerede deler med C via F")


def test_findings_that_differ_in_field_alone_are_one_row(project: Callable[..., Project]) -> None:
    text = """\
map: {id: m, title: M}
phases: {a: {}}
fields: {x: {label: X}, y: {label: Y}}
actors: {one: {label: One, records: [{fields: [x, y], phase: a}]}}
"""
    found = document_of(project(text), Order(language="da"), ["gaps"])
    (row,) = table(found, "findings-recorded-without-use-table")
    assert "registrerer hvert af 2 felter" in row[0]
    assert row[1] == "X, Y"


def test_a_finding_about_a_channel_names_its_fields(project: Callable[..., Project]) -> None:
    """The column of fields has those that the sentence names."""
    text = """\
map: {id: m, title: M}
phases: {stay: {}, home: {}}
fields: {ldl: {label: LDL}, weight: {label: Weight}}
channels: {letter: {label: Letter}}
actors:
  hospital:
    records: [{fields: [ldl, weight], phase: stay}]
    shares: [{fields: [ldl, weight], phase: stay, to: gp, via: letter}]
  gp: {needs: [{fields: [ldl, weight], phase: home}]}
"""
    (row,) = table(document_of(project(text), Order(), ["gaps"]), "findings-single-channel-table")
    assert row[1] == "LDL, Weight"


def test_a_field_recorded_again_in_several_phases_is_one_row(project: Callable[..., Project]) -> None:
    text = """\
map: {id: m, title: M}
phases: {a: {label: A}, b: {label: B}, c: {label: C}}
fields: {x: {label: X}, y: {label: Y}}
actors:
  one: {label: One, records: [{fields: [x, y], phase: a}]}
  two: {label: Two, records: [{fields: [x, y], phase: [b, c]}]}
"""
    found = document_of(project(text), Order(language="da"), ["gaps"])
    (row,) = table(found, "findings-recorded-twice-table")
    assert row[0].startswith("Two registrerer hvert af 2 felter i »B« og »C«, selv om one allerede")
    assert row[1] == "X, Y"
    other = text.replace("phase: [b, c]", "phase: b}, {fields: x, phase: c")
    rows = table(document_of(project(other), Order(language="da"), ["gaps"]), "findings-recorded-twice-table")
    assert sorted(row[1] for row in rows) == ["X", "X, Y"]


@pytest.mark.parametrize(
    ("as_of", "dates", "said"),
    [
        (
            "as_of: 2026-11-01, ",
            ("2009", "2024-03-01"),
            "Regnet fra 2026, året for kortets dato, er den ældste 17 år gammel og den nyeste 2 år.",
        ),
        ("as_of: 2026-11-01, ", ("2018", "2018-02"), "Regnet fra 2026, året for kortets dato, er de 8 år gamle."),
        ("as_of: 2026-11-01, ", ("2018", "2026"), "er den ældste 8 år gammel; den nyeste er fra samme år."),
        ("as_of: 2026-11-01, ", ("2018", None), "1 af 2 har ingen dato."),
        ("", ("2009", "2024"), "De kilder, der henvises til, er fra 2009 til 2024."),
    ],
)
def test_the_evidence_says_how_old_it_is(
    project: Callable[..., Project], as_of: str, dates: tuple[str | None, str | None], said: str
) -> None:
    sources = ", ".join(
        f"s{number}: {{title: S{number}" + (f", date: {date}}}" if date else "}") for number, date in enumerate(dates)
    )
    text = f"""\
map: {{id: m, title: M, {as_of}languages: [da]}}
phases: {{a: {{}}}}
fields: {{x: {{}}}}
sources: {{{sources}, unused: {{title: Never cited, date: 1990}}}}
actors: {{one: {{records: [{{fields: x, phase: a, source: [s0, s1]}}]}}}}
"""
    (found,) = (
        plain(block.runs)
        for block in document_of(project(text), Order(language="da"), ["scope"]).blocks
        if isinstance(block, Paragraph) and "De kilder" in plain(block.runs)
    )
    assert said in found
    assert "1990" not in found
    assert ("Regnet" in found) == bool(as_of)


def test_the_questions_can_be_sent_as_they_are(document: Make) -> None:
    """With a box for those who don't know, and nothing that only the authors of a map understand."""
    text = words(document("questions"))
    assert "□ don't know" in text
    assert "DF" not in text
    assert ".yaml" not in text


def test_sources_are_listed_as_they_are_cited(document: Make) -> None:
    found = document("sources", "scope")
    assert table(found, "sources-table") == [
        ["The guideline", "guideline", "March 2024", "2"],
        ["A report", "report", "2021", "1"],
        ["Another report", "report", "2019", "1"],
    ]
    assert table(found, "scope-sources") == [["Report", "2", "2019–2021", "2"], ["Guideline", "1", "2024", "2"]]


def test_the_kind_of_a_source_is_told_in_the_language_of_the_report(project: Callable[..., Project]) -> None:
    found = project(
        """\
map: {id: m, title: M, languages: [da, en]}
phases: {p: {}}
fields: {f: {}}
sources: {a: {title: A, kind: {en: statute, da: lov}}, b: {title: B, kind: {da: lov, en: statute}}}
actors: {x: {records: [{fields: f, phase: p, source: [a, b]}]}}
"""
    )
    kinds = {}
    for language in ("da", "en"):
        report = document_of(found, Order(language=language), ["sources", "scope"])
        kinds[language] = [row[1] for row in table(report, "sources-table")], table(report, "scope-sources")[0][:2]
    assert kinds == {"da": (["lov", "lov"], ["Lov", "2"]), "en": (["statute", "statute"], ["Statute", "2"])}


def test_the_dictionary_names_who_records_and_who_uses(document: Make) -> None:
    (weight, _) = table(document("fields"), "fields-vitals")
    assert weight == ["Weight", "Body weight", "quantity, kg", "", "Hospital", "Municipality, General practice"]


def test_the_patient_has_goals_that_reach_nobody(document: Make) -> None:
    found = document("patient")
    assert table(found, "patient-reports-table") == [["Patient's own goals", "Patient", "General practice"]]
    assert [row[0] for row in table(found, "patient-goals-table")] == ["Patient's own goals"]


def test_the_method_says_how_the_report_was_made(document: Make) -> None:
    text = words(document("method", command="dataflow report care", version="1.2"))
    assert "Made by dataflow 1.2." in text
    assert "makes the document again: dataflow report care" in text


def test_every_picture_has_a_caption_and_is_told_in_words(document: Make) -> None:
    found = document()
    assert len(found.figures) > 3
    for figure in found.figures:
        assert figure.caption
        assert figure.alternative.startswith(figure.caption)
        assert len(figure.alternative) > len(figure.caption) + 10


def test_the_common_language_shows_what_does_not_translate(document: Make) -> None:
    """The fields of which something is lost, actor by actor; the others are only counted."""
    found = document("language")
    rows = table(found, "language-table")
    assert [row[:2] for row in rows] == [
        ["Weight (unit: kg)", "Hospital"],
        ["Weight", "Municipality"],
        ["Weight", "General practice"],
    ]
    assert rows[0][2:] == [
        "records it structured",
        "Municipality by Letter: as free text",
        "On the way to Municipality by Letter, structure is lost.",
    ]
    assert "Pulse" not in words(found)


def test_the_icf_has_a_row_for_each_component(document: Make) -> None:
    """Also for one without fields; which fields these are stands below, and the figures do not say it again."""
    found = document("icf", "figures")
    rows = {row[0]: row[1:] for row in table(found, "icf-figures")}
    assert list(rows) == [
        "b Body functions",
        "s Body structures",
        "d Activities and participation",
        "e Environmental factors",
        "pf Personal factors",
        "(no ICF component stated)",
    ]
    assert rows["b Body functions"][:4] == ["1", "1/1", "0/1", "1/1"]
    assert rows["b Body functions"][-1] == "Hospital, Municipality"
    assert rows["s Body structures"][0] == "0"
    assert rows["s Body structures"][-1] == "nobody"
    assert ["b Body functions", "Pulse"] in table(found, "icf-fields")
    assert "World Health Organization" in words(found)
    assert [each.caption for each in found.tables].count("By ICF component") == 1


def test_figures_and_tables_are_numbered_in_their_order(document: Make) -> None:
    found = document()
    numbers = found.numbers
    assert [numbers[figure.anchor] for figure in found.figures] == list(range(1, len(found.figures) + 1))
    captioned = [table for table in found.tables if table.caption]
    assert [numbers[each.anchor] for each in captioned] == list(range(1, len(captioned) + 1))
    references = [run for line in found.lines for run in line if run.is_reference]
    assert {run.text for run in references} == {f"Figure {numbers[run.target[1:]]}" for run in references}


def test_a_map_without_anything_has_a_report_too(project: Callable[..., Project]) -> None:
    """No phase is handed over, nobody needs anything, and nothing is unknown."""
    empty = project("map: {id: m, title: M}\nphases: {a: {}}\nfields: {x: {}}\nactors: {one: {}}\n")
    for language in ("en", "da"):
        found = document_of(empty, Order(language=language))
        assert any(isinstance(block, Paragraph | Bullets) for block in found.blocks)
        assert "{" not in words(found)


def test_the_document_is_the_same_every_time(care: Project, project: Callable[..., Project]) -> None:
    from documents.care import TEXTS

    first, second = (document_of(each, Order(), ["summary", "gaps"]) for each in (care, project(TEXTS)))
    assert dataclasses.replace(first, explorer=None) == dataclasses.replace(second, explorer=None)


KEYED = """\
map: {id: m, title: {en: M, da: M}, languages: [en, da]}
phases: {a: {label: {en: Stay, da: Ophold}}, b: {label: {en: Home, da: Hjem}}}
fields: {x: {label: {en: Pulse, da: Puls}}, y: {label: {en: Weight, da: Vægt}, kind: quantity}}
channels: {letter: {label: {en: Letter, da: Brev}}, note: {label: {en: Note, da: Notat}, form: free-text}}
actors:
  one:
    label: {en: Clinic, da: Klinik}
    records: [{fields: [x, y], phase: a}]
    shares: [{fields: x, phase: a, to: two, via: letter}, {fields: y, phase: a, to: two, via: note}]
  two:
    label: {en: Doctor, da: Læge}
    records: [{fields: x, phase: a}]
    needs: [{fields: x, phase: b, recorded_since: b}, {fields: y, phase: b}]
    uses: [{fields: [x, y], phase: b}]
  three: {label: {en: Nurse, da: Plejer}, records: [{fields: x, phase: b}]}
"""


@pytest.mark.parametrize("language", ["en", "da"])
def test_documents_advise_in_words_and_findings_in_keys(project: Callable[..., Project], language: str) -> None:
    """Who reads a report writes no YAML; who reads the findings has to know what to write."""
    of_keys = ("recorded_since", "repeats: true", "legal_bases", "form: structured", "(x)")
    found = project(KEYED)
    text = words(document_of(found, Order(language=language), ["gaps", "summary"]))
    hints = " ".join(each.hint.in_language(language) for each in found.gaps() if each.hint)
    assert [key for key in of_keys if key not in hints] == []
    assert [key for key in of_keys if key in text] == []
    said = {
        "en": (
            "the limit on how old it may be",
            "unless it is recorded anew as a matter of course",
            "Declare the legal basis in the map",
        ),
        "da": (
            "kravet til, hvor gammelt det må være",
            "medmindre det altid registreres på ny",
            "Angiv hjemlen i kortet",
        ),
    }
    assert [each for each in said[language] if each not in text] == []

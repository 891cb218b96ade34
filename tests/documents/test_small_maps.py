"""Reports and figures of a small map have what the map speaks of, and nothing else."""

import io
import re
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest

from dataflow.documents import Order, Styling, document_of, section_names, writer_of
from dataflow.documents.model import Bullets, Document, Heading, Paragraph, line, plain, table_of
from dataflow.documents.widths import breaks_words, fitted, in_smaller_type, most_lines, widths_of
from dataflow.project import Project
from dataflow.reports import FigureSheet
from dataflow.reports._questions_guide import guide_of
from dataflow.reports._stats_tables import HOPS, MEASURED_ANEW, tables_of

SMALL = """\
map: {id: m, title: M}
phases: {stay: {responsible: hospital}, home: {responsible: town}}
fields: {weight: {label: Weight}, plan: {label: Plan}}
channels: {letter: {label: Letter}}
actors:
  hospital:
    label: Hospital
    records: [{fields: [weight, plan], phase: stay}]
    shares: [{fields: plan, phase: stay, to: town, via: letter}]
  town: {label: Town, needs: [{fields: [weight, plan], phase: home}]}
"""


@pytest.fixture
def small(project: Callable[..., Project]) -> Callable[[str], Project]:
    """The small map with more lines."""
    return lambda more="": project(SMALL + more)


def heads(document: Document, anchor: str) -> list[str]:
    (found,) = (each for each in document.tables if each.anchor == anchor)
    return [column.title for column in found.columns]


def sections(document: Document) -> list[str]:
    return [block.anchor for block in document.blocks if isinstance(block, Heading) and block.level == 1]


def test_sections_of_which_the_map_says_nothing_are_left_out(small: Callable[..., Project]) -> None:
    """No ICF, no patient, nothing unknown, no source; with one of them its section is there."""
    shown = sections(document_of(small(), Order()))
    assert set(section_names()) - set(shown) == {"icf", "patient", "questions", "sources"}
    more = small("  patient: {kind: patient, uses: [{fields: plan, phase: home}]}\nsources: {s: {title: S}}\n")
    assert "patient" in sections(document_of(more, Order()))


@pytest.mark.parametrize("language", ["en", "da"])
def test_a_section_that_was_asked_for_says_in_one_line_that_there_is_nothing(
    small: Callable[..., Project], language: str
) -> None:
    for name in ("icf", "patient", "questions", "sources"):
        heading, *blocks = document_of(small(), Order(language=language), [name]).blocks
        assert isinstance(heading, Heading)
        (block,) = blocks
        assert isinstance(block, Paragraph)
        assert plain(block.runs).endswith(".")


def test_a_map_without_handovers_and_common_fields_names_neither(project: Callable[..., Project]) -> None:
    lonely = project(
        "map: {id: m, title: M}\nphases: {a: {}}\nfields: {x: {}}\n"
        "actors: {one: {records: [{fields: x, phase: a}]}}\n"
    )
    document = document_of(lonely, Order())
    assert {"handovers", "language"}.isdisjoint(sections(document))
    assert "summary-handovers" not in set(document.anchors)
    assert all(table.rows for table in document.tables)


def test_no_table_has_an_empty_column(small: Callable[..., Project]) -> None:
    document = document_of(small(), Order())
    assert heads(document, "fields-none") == ["Field", "Recorded by", "Needed by"]
    for table in document.tables:
        for place in range(1, len(table.columns)):
            cells = {plain(row.cells[place]) for row in table.rows}
            assert cells - {"", "–"}, (table.anchor, table.columns[place].title)


def test_the_number_of_doubled_fields_says_that_repeated_measuring_does_not_count(
    project: Callable[..., Project],
) -> None:
    text = SMALL.replace("weight: {label: Weight}", "weight: {label: Weight, repeats: true}")
    again = "  gp: {records: [{fields: weight, phase: home}]}\n"

    def said(read: Project, section: str) -> str:
        return "\n".join(map(plain, document_of(read, Order(), [section]).lines))

    for section in ("summary", "figures"):
        assert MEASURED_ANEW.en in said(project(text + again), section)
        assert MEASURED_ANEW.en not in said(project(text), section)
        assert MEASURED_ANEW.en not in said(project(SMALL + again), section)


def test_confidence_is_named_where_any_is_stated(small: Callable[..., Project]) -> None:
    def said(project: Project) -> str:
        return "\n".join(map(plain, document_of(project, Order(), ["summary", "gaps"]).lines))

    assert "confidence" not in said(small())
    counts = [plain(each) for each in document_of(small(), Order(), ["scope"]).lines]
    assert "Statements by kind: Records 1, Needs 1, Shares 1, All 3." in counts
    unsure = small("  gp: {records: [{fields: plan, phase: home, confidence: low}]}\n")
    assert "Statements of the map: 4; of high confidence: 3, medium: 0, low: 1." in said(unsure)
    assert "Certain; high confidence" in said(unsure)
    # What nobody has found out is of no confidence: the columns add up.
    more = "{fields: plan, phase: home, confidence: low}, {fields: weight, phase: home, status: unknown}"
    unknown = small(f"  gp: {{records: [{more}]}}\n")
    assert "of high confidence: 3, medium: 0, low: 1; planned or unknown: 1." in said(unknown)
    (table,) = (each for each in document_of(unknown, Order(), ["scope"]).tables if each.anchor == "scope-statements")
    assert all(sum(map(int, map(plain, row.cells[1:-1]))) == int(plain(row.cells[-1])) for row in table.rows)
    assert heads(document_of(unsure, Order(), ["scope"]), "scope-statements")[1:] == ["High", "Medium", "Low", "All"]
    planned = small("  gp: {records: [{fields: plan, phase: home, status: planned}]}\n")
    scope = document_of(planned, Order(), ["scope"])
    assert heads(scope, "scope-statements")[1:] == ["Current", "Planned", "All"]
    (total,) = [row for table in scope.tables if table.anchor == "scope-statements" for row in table.rows[-1:]]
    assert [plain(cell) for cell in total.cells] == ["All", "3", "1", "4"]


def test_the_tables_of_an_actor_stand_under_headings_and_are_not_numbered(small: Callable[[str], Project]) -> None:
    """Else most of a list of tables would be about them."""
    found = document_of(small(""), Order(), ["actors"])
    titles = [block.text for block in found.blocks if isinstance(block, Heading) and block.level == 3]
    assert titles == ["What the town needs, and whether it is there"]
    assert len(found.tables) == len(titles) and not found.numbers


def test_what_would_be_a_table_of_one_row_is_a_sentence(small: Callable[[str], Project]) -> None:
    """With all that the row says, in the sections on the actors, the figures and the scope."""
    said = [plain(each) for each in document_of(small(""), Order(), ["scope", "figures", "actors"]).lines]
    assert "What the hospital sends: Plan (Town; Letter)." in said
    assert "What the hospital records: Weight, Plan (Stay)." in said
    assert "What the town receives: Plan (Hospital; Letter)." in said
    assert "Phases, and who is responsible: Stay (Hospital), Home (Town)." in said
    assert "By channel: Letter: structure kept 0/1." in said


def test_that_all_is_certain_is_said_once(small: Callable[[str], Project]) -> None:
    """And no table of the gaps has a column for it; with something unknown, they have."""
    found = document_of(small(""), Order(), ["gaps"])
    assert "All that was found is certain." in "\n".join(map(plain, found.lines))
    titles = {column.title for table in found.tables for column in table.columns}
    assert {"How sure", "Of which certain"}.isdisjoint(titles)
    more = "  gp: {shares: [{fields: weight, phase: stay, to: town, via: letter, status: unknown}],"
    unsure = document_of(small(more + " records: [{fields: weight, phase: stay}]}\n"), Order(), ["gaps"])
    assert "How sure" in {column.title for table in unsure.tables for column in table.columns}


def test_the_phases_are_in_one_table(small: Callable[[str], Project]) -> None:
    """The pathway has who is responsible and the figures; the scope names them, the figures leave them out."""
    found = document_of(small(""), Order())
    assert [each.anchor for each in found.tables if "Stay" in [plain(row.cells[0]) for row in each.rows]] == [
        "pathway-phases"
    ]
    assert {"phase-stay", "phase-home"} <= set(found.anchors)


@pytest.mark.parametrize(
    ("language", "counted", "row"),
    [
        (
            "en",
            "Statements of the map: 3. Retired, and not counted: 1.",
            ["Town", "Shares", "Weight, Plan", "Home", "Hospital", "Letter", "Answered no on 1 May."],
        ),
        (
            "da",
            "Kortets udsagn: 3. Udgåede, som ikke er talt med: 1.",
            ["Town", "Deler", "Weight, Plan", "Home", "Hospital", "Letter", "Answered no on 1 May."],
        ),
    ],
)
def test_retired_statements_are_named_and_counted_apart(
    small: Callable[[str], Project], project: Callable[..., Project], language: str, counted: str, row: list[str]
) -> None:
    """Such as the answers of no in a workbook of questions; the summary counts as the table does."""
    retired = project(
        SMALL.replace(
            "phase: home}]}",
            "phase: home}], shares: [{fields: [weight, plan], phase: home, to: hospital, via: letter,"
            " status: retired, note: Answered no on 1 May.}]}",
        )
    )
    found = document_of(retired, Order(language=language), ["summary", "scope"])
    assert counted in "\n".join(map(plain, found.lines))
    (table,) = (each for each in found.tables if each.anchor == "scope-retired")
    assert [[plain(cell) for cell in each.cells] for each in table.rows] == [row]
    (statements,) = (text for text in map(plain, found.lines) if text.startswith(("Statements by", "Udsagn efter")))
    assert statements.endswith(" 3.")
    assert "scope-retired" not in set(document_of(small(""), Order(), ["scope"]).anchors)


@pytest.mark.parametrize(
    ("language", "as_of", "row"),
    [
        (
            "en",
            "2026-11-01",
            [
                "Town",
                "Shares",
                "Weight, Plan",
                "Home",
                "Hospital",
                "Letter",
                "1 January 2027",
                "With the new system.",
            ],
        ),
        (
            "da",
            "2027-11-01",
            [
                *("Town", "Deler", "Weight, Plan", "Home", "Hospital", "Letter"),
                *("1. januar 2027 (er overskredet)", "With the new system."),
            ],
        ),
    ],
)
def test_planned_statements_are_named_with_their_day_and_note(
    project: Callable[..., Project], language: str, as_of: str, row: list[str]
) -> None:
    """And where the day has passed, that is said."""
    planned = project(
        SMALL.replace(
            "phase: home}]}",
            "phase: home}], shares: [{fields: [weight, plan], phase: home, to: hospital, via: letter,"
            " status: planned, valid_from: 2027-01-01, note: With the new system.}]}",
        ),
        as_of=as_of,
    )
    (table,) = (
        each
        for each in document_of(planned, Order(language=language), ["scope"]).tables
        if each.anchor == "scope-planned"
    )
    assert [[plain(cell) for cell in each.cells] for each in table.rows] == [row]


def test_shares_of_key_figures_are_ranges_where_something_is_unknown(small: Callable[..., Project]) -> None:
    more = "  gp: {shares: [{fields: weight, phase: stay, to: town, via: letter, status: unknown}],"
    more += " records: [{fields: weight, phase: stay}]}\n"
    for language, share in (("en", "50–100%"), ("da", "50–100\N{NO-BREAK SPACE}%")):
        document = document_of(small(more), Order(language=language))
        (figures,) = (each for each in document.tables if each.anchor == "summary-figures")
        assert plain(figures.rows[0].cells[2]) == share


def test_figures_have_the_tables_columns_and_notes_that_the_map_fills(small: Callable[..., Project]) -> None:
    """No column of should and may needs, no purpose, group, ICF component, patient or goal."""
    project = small()
    tables = tables_of(FigureSheet("role", project.figures("role"), project.data_map), "en")
    assert [table.title for table in tables] == [
        "The map as a whole",
        "By actor",
        "By phase",
        "By channel",
        "Handovers",
    ]
    assert tables[1].head == ("", "must", "structure kept", "recorded again")
    assert "range" not in tables[0].note
    unknown = small(
        "  gp: {uses: [{fields: plan, phase: home, status: unknown}], records: [{fields: plan, phase: home"
        ", status: unknown}]}\n"
    )
    (total, *_) = tables_of(FigureSheet("role", unknown.figures("role"), unknown.data_map), "en")
    assert "range" in total.note


def test_an_actor_and_a_handover_count_what_there_is(small: Callable[..., Project]) -> None:
    said = [plain(line) for line in document_of(small("  gp: {label: GP}\n"), Order(), ["actors", "handovers"]).lines]
    assert "The hospital records 2 fields and sends 1 field." in said
    assert "The town receives 1 field and has 2 needs, of which 1 is met." in said
    assert "The map says nothing of what GP records, receives, sends or needs." in said
    assert "2 needs: 1 met and 1 not met." in said
    controller = (
        "  region: {label: Region}\n  it: {label: IT}\n  care: {label: Care, controller: region, processor: it}\n"
    )
    lines = document_of(small(controller), Order(), ["actors"]).lines
    assert {"The region is the data controller of the care.", "IT processes data for the care."} <= {
        plain(line) for line in lines
    }


FALL = """
map: {id: fall, title: Fall, languages: [en]}
phases:
  before: {label: Before, responsible: care}
  acute: {label: Acute, responsible: ward}
fields: {medicine: {label: Medicine}, home: {label: Home}}
channels: {call: {label: Call, kind: oral}}
legal_bases: {law: {label: Law}}
actors:
  care: {label: Care, records: [{fields: [home], phase: before}]}
  gp:
    label: GP
    records: [{fields: medicine, phase: before, form: structured}]
    shares: [{fields: medicine, phase: acute, to: ward, via: call, legal_basis: law}]
  ward:
    label: Ward
    needs: [{fields: medicine, phase: acute, form: structured}, {fields: home, phase: acute}]
"""
ASKED = FALL.replace(
    "records: [{fields: [home], phase: before}]",
    "records: [{fields: [home], phase: before}],"
    " shares: [{fields: home, phase: acute, to: ward, via: call, legal_basis: law, status: unknown}]",
)


def rows_of(document: Document, anchor: str) -> list[list[str]]:
    (found,) = (each for each in document.tables if each.anchor == anchor)
    return [[plain(cell) for cell in row.cells] for row in found.rows]


def test_a_need_that_comes_later_in_a_low_form_is_told_so_at_the_handover(project: Callable[..., Project]) -> None:
    """At the handover it is not there; in the phase it is partly met: the two tables say how they differ."""
    found = document_of(project(FALL), Order(language="en"), ["handovers", "actors"])
    assert rows_of(found, "table-handover-acute")[0] == [
        "Medicine",
        "must",
        "Not met",
        "later in the phase, but form lost",
    ]
    assert rows_of(found, "needs-ward")[0][3:] == ["Partly met", "form lost"]


def test_an_answer_names_what_it_settles_where_yes_and_no_count_the_same(project: Callable[..., Project]) -> None:
    """Those who receive a guide to send read only what depends on their answer."""
    ((_, (item,)), _) = guide_of(project(ASKED).interview(), "en").sections
    yes, no = item.effects
    assert "falls away (A need that is not met: Ward: Home)" in yes
    assert "becomes certain (A need that is not met: Ward: Home)" in no


def test_figures_name_what_their_rows_are(project: Callable[..., Project]) -> None:
    found = document_of(project(FALL), Order(language="da"), ["figures"])
    assert [each.columns[0].title for each in found.tables] == ["Nøgletal", "Aktør"]


def test_sections_and_actors_follow_one_another_in_word(project: Callable[..., Project]) -> None:
    """No page of a small report is left half empty: only the contents begin one, below the summary."""

    def read(*sections: str) -> docx.document.Document:
        made = document_of(project(FALL), Order(language="en"), sections)
        return docx.Document(io.BytesIO(writer_of("docx").write(made, Styling()).content))

    def opens(*sections: str) -> list[str]:
        return [each.text for each in read(*sections).paragraphs if each.paragraph_format.page_break_before]

    assert opens("summary", "scope", "actors", "sources", "method") == ["Contents"]
    assert opens("scope", "actors") == []
    assert len(read("summary", "gaps", "fields", "language").sections) == 1


def test_a_wide_table_is_on_its_side_where_its_rows_are_high_upright() -> None:
    def turned(words: int) -> list[int]:
        heads = [f"Head {number}" for number in range(5)]
        rows = [["hospital " * words] * 5]
        before, after = Heading(1, "Scope", "scope"), Heading(1, "Sources", "sources")
        wide = (Heading(1, "Gaps", "gaps"), replace(table_of("t", "", heads, rows), wide=True))
        blocks = (before, table_of("s", "", ["a"], [["b"]]), *wide, after, Paragraph(line("None.")))
        made = writer_of("docx").write(Document("T", "en", blocks), Styling()).content
        return [int(each.orientation or 0) for each in docx.Document(io.BytesIO(made)).sections]

    assert turned(12) == [0]
    assert turned(40) == [0, 1, 0]


def test_no_column_is_narrower_than_its_longest_word() -> None:
    made = table_of("t", "", ["Hvem", "Hvornår"], [["Akutmodtagelse", "Fase"]])
    assert widths_of(made, 4000, [1, 3]) == [1700, 2300]
    assert widths_of(made, 8000, [1, 1]) == [4000, 4000]
    assert sum(widths_of(made, 1000, [1, 3])) == 1000
    assert widths_of(made, 2400, [1, 3]) == [1452, 948], "only the longest word is broken where there is no room"


def test_columns_are_as_wide_as_what_they_hold_needs() -> None:
    """A column of sentences gets what a column of words does not need; short cells are as planned."""
    made = table_of("t", "", ["Who", "What to do"], [["Ward", "Let the hospital share it with the ward. " * 6]])
    who, what = fitted(made, 8000)
    assert who + what == 8000 and what > 2 * who
    assert most_lines(made, [who, what]) < most_lines(made, widths_of(made, 8000, [1, 1]))
    assert fitted(table_of("t", "", ["Who", "When"], [["Ward", "Stay"]]), 8000) == [6000, 2000]


def test_a_table_with_too_many_long_words_has_smaller_type_rather_than_broken_words() -> None:
    heads = ["Databehandlere", "Kvalitetsudvikling", "Ortopædkirurgisk afdeling", "Hjemmesygeplejerskerne"]
    made = table_of("t", "", heads, [["a", "b", "c", "d"]])
    whole = next(room for room in range(2000, 20_000, 10) if not breaks_words(made, room))
    widths, type_ = in_smaller_type(made, round(whole * 0.9))
    assert (sum(widths), type_) == (pytest.approx(whole * 0.9, abs=3), 16)
    short, least = in_smaller_type(table_of("t", "", ["a", *heads[:3]], [["a", "b", "c", "d"]]), 2000)
    assert least == 14
    assert sum(short) == pytest.approx(2000, abs=3)
    assert short[0] < short[3]


@pytest.mark.parametrize(
    ("language", "missing", "chapter", "said"),
    [
        (
            "en",
            "Weight; for some only: Plan",
            "1 met for some only and 1 not met",
            "2 needs, of which 1 is met (for some only)",
        ),
        (
            "da",
            "Weight; kun for nogle: Plan",
            "1 opfyldt kun for nogle og 1 ikke opfyldt",
            "hvoraf 1 er opfyldt (kun for nogle)",
        ),
    ],
)
def test_a_need_met_for_some_only_counts_as_met_everywhere_and_is_said_to_be(
    project: Callable[..., Project], language: str, missing: str, chapter: str, said: str
) -> None:
    """The key figures, the table of handovers, the handover itself and the chapter of the actor count the same."""
    made = project(SMALL.replace("fields: plan, phase: stay, to", "fields: plan, phase: stay, coverage: 2/3, to"))
    found = document_of(made, Order(language=language), ["summary", "handovers", "actors"])
    tables = {each.anchor: [[plain(cell) for cell in row.cells] for row in each.rows] for each in found.tables}
    of = {"en": "1 of 2", "da": "1 af 2"}[language]
    assert [row[1] for row in tables["summary-figures"][:2]] == [of, of]
    assert [row[1:] for row in tables["summary-worst"]] == [[of, of, missing]]
    text = "\n".join(plain(block.runs) for block in found.blocks if isinstance(block, Paragraph))
    assert chapter in text
    assert said in text
    for_some = {
        "en": "A need that is met for some only counts as met.",
        "da": "kun er opfyldt for nogle, er talt med.",
    }
    assert for_some[language] in text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "For 1 of the needs Gaps, which advises on each by itself, names another sender or channel: here"),
        ("da", "For 1 af behovene nævner Huller, som rådgiver om hvert behov for sig, en anden afsender eller kanal"),
    ],
)
def test_the_summary_says_where_the_advice_about_a_need_names_another_sender(
    language: str, said: str, project: Callable[..., Project]
) -> None:
    """The hospital can send both fields at once; for one of them by itself the clinic, over a channel with a slot."""
    text = SMALL.replace("plan: {label: Plan}}", "plan: {label: Plan}, goal: {label: Goal}}").replace(
        "[weight, plan], phase: home", "[weight, plan, goal], phase: home"
    )
    text = text.replace("[weight, plan], phase: stay", "[weight, plan, goal], phase: stay")
    both = """\
  clinic:
    label: Clinic
    records: [{fields: [weight, bmi], phase: stay}]
    shares: [{fields: bmi, phase: stay, to: town, via: wire}]
"""
    text = text.replace("letter: {label: Letter}", "letter: {label: Letter}, wire: {slots: {weight: coded}}")
    text = text.replace("goal: {label: Goal}}", "goal: {label: Goal}, bmi: {}}").replace(
        "goal], ph", "goal, bmi], ph"
    )

    def note(of: str) -> str:
        summary = document_of(project(of), Order(language=language), ["summary"])
        return "\n".join(plain(block.runs) for block in summary.blocks if isinstance(block, Paragraph))

    assert said in note(text + both)
    assert said not in note(text + both.replace("[weight, bmi]", "bmi"))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Let the hospital share weight with the town; nothing is shared between them today."),
        ("da", "Lad hospitalet dele weight med town; der deles intet mellem dem i dag."),
    ],
)
def test_the_summary_does_not_begin_with_a_second_record(
    language: str, said: str, project: Callable[..., Project]
) -> None:
    """Without a channel only a record at the town would meet its need; the advice is to share what there is."""
    text = SMALL.replace("channels: {letter: {label: Letter}}\n", "").replace(
        "    shares: [{fields: plan, phase: stay, to: town, via: letter}]\n", ""
    )
    made = project(text.replace("needs: [{fields: [weight, plan]", "needs: [{fields: weight"))
    summary = document_of(made, Order(language=language), ["summary"])
    shown = "\n".join(plain(each) for block in summary.blocks if isinstance(block, Bullets) for each in block.items)
    assert said in shown
    assert not any(each.anchor == "summary-first" for each in summary.tables)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The town records each of 2 fields in home although it is already recorded by the hospital;"),
        ("da", "Town registrerer hvert af 2 felter i home, selv om hospitalet allerede har registreret det;"),
    ],
)
def test_what_is_found_of_several_fields_is_told_of_each_of_them(
    project: Callable[..., Project], language: str, said: str
) -> None:
    again = SMALL.replace("label: Town,", "label: Town, records: [{fields: [weight, plan], phase: home}],").replace(
        "fields: plan, phase: stay, to", "fields: plan, status: retired, phase: stay, to"
    )
    document = document_of(project(again), Order(language=language), ["gaps"])
    (found,) = (each for each in document.tables if each.anchor == "findings-recorded-twice-table")
    assert said in plain(found.rows[0].cells[0])


def test_a_figure_that_there_is_not_is_a_dash_in_every_table(project: Callable[..., Project]) -> None:
    again = "  gp: {records: [{fields: weight, phase: home}]}\n"
    document = document_of(project(SMALL + again), Order())
    found = {
        plain(row.cells[place])
        for table in document.tables
        for row in table.rows
        for place, column in enumerate(table.columns)
        if column.figures
    }
    assert "–" in found
    assert "" not in found


def test_the_summary_says_what_a_need_and_a_share_are_where_it_counts_them(project: Callable[..., Project]) -> None:
    def summary(spec: str) -> str:
        return "\n".join(map(plain, document_of(project(spec), Order(), ["summary"]).lines))

    assert "A need is one field that one actor needs in one phase" in summary(SMALL)
    assert HOPS.en in summary(SMALL)
    unshared = re.sub(r"    shares: .*\n", "", SMALL)
    assert HOPS.en not in summary(unshared)
    assert "A need is" not in summary(re.sub(r", needs: .*}\n", "}\n", unshared))

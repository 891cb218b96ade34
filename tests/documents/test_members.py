"""What only some members of a role do is told with the role."""

from collections.abc import Callable

import pytest

from dataflow.base.explorer import ExplorerDocument
from dataflow.documents import Order, Styling, document_of, writer_of
from dataflow.documents.model import Document, Paragraph, Table, plain
from dataflow.project import Project
from dataflow.reports import ReportOptions, reports

MAP = """\
map: {id: m, title: M, languages: [en, da]}
phases: {p: {}, q: {}}
fields: {f: {}, g: {}, h: {}}
channels: {letter: {}}
actors:
  gp: {}
  town:
    records: [{fields: [f, g], phase: p}]
    shares: [{fields: [f, g], phase: p, to: gp, via: letter}]
  a: {extends: town, label: Aarhus}
  b: {extends: town, label: Favrskov}
  c: {extends: town, label: Randers%s}
"""


def differing(project: Callable[..., Project], member: str, language: str = "en") -> list[list[str]]:
    found = document_of(project(MAP % (member and f", {member}")), Order(language=language), ["actors"])
    return [
        [plain(cell) for cell in row.cells]
        for block in found.blocks
        if isinstance(block, Table) and block.anchor == "differ-town-table"
        for row in block.rows
    ]


def test_a_member_that_does_not_hold_what_it_states_to_share_sends_nothing(project: Callable[..., Project]) -> None:
    """The table of what is sent has it so, and the two are on one page."""
    assert differing(project, "omits: [{records: g}]") == [
        ["records", "G", "2 of 3: Aarhus, Favrskov"],
        ["sends to Gp", "G", "2 of 3: Aarhus, Favrskov"],
    ]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("planned", "planned; to be sent by 2 of 3: Aarhus, Favrskov (not Randers)"),
        ("unknown", "unknown; perhaps sent by 2 of 3: Aarhus, Favrskov (not Randers)"),
    ],
)
def test_who_would_send_is_not_said_to_send(project: Callable[..., Project], status: str, said: str) -> None:
    text = MAP.replace("to: gp, via: letter}", f"to: gp, via: letter, status: {status}}}") % ", omits: [{records: g}]"
    found = document_of(project(text), Order(language="en"), ["actors"])
    rows = [
        row
        for block in found.blocks
        if isinstance(block, Table) and block.anchor == "gives-town"
        for row in block.rows
    ]
    assert said in [plain(row.cells[-1]) for row in rows]


def test_members_that_do_the_same_have_no_table(project: Callable[..., Project]) -> None:
    assert differing(project, "") == []


def test_what_a_member_leaves_out_or_adds_is_told(project: Callable[..., Project]) -> None:
    own = "omits: [{shares: g}], needs: [{fields: h, phase: q}]"
    assert differing(project, own) == [
        ["sends to Gp", "G", "2 of 3: Aarhus, Favrskov"],
        ["needs", "H", "1 of 3: Randers"],
    ]
    assert differing(project, own, "da")[0] == ["sender til Gp", "G", "2 af 3: Aarhus, Favrskov"]


def test_a_share_over_another_channel_differs(project: Callable[..., Project]) -> None:
    own = "omits: [{shares: g}], shares: [{fields: g, phase: q, to: gp, via: letter}]"
    assert differing(project, own) == [
        ["sends to Gp", "G", "2 of 3: Aarhus, Favrskov"],
        ["sends to Gp", "G", "1 of 3: Randers"],
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "sent by 2 of 3: Aarhus, Favrskov (not Randers)"),
        ("da", "sendes af 2 af 3: Aarhus, Favrskov (ikke Randers)"),
    ],
)
def test_a_need_that_only_some_members_meet_says_by_whom(
    language: str, said: str, project: Callable[..., Project]
) -> None:
    """The need counts as met: somebody sends it. What all of a role send, or another sends too, has no remark."""
    text = MAP.replace("gp: {}", "gp: {needs: [{fields: [f, g], phase: q}]}") % ", omits: [{shares: g}]"

    def whys(read: Project) -> list[str]:
        found = document_of(read, Order(language=language), ["actors"])
        (table,) = (each for each in found.tables if each.anchor == "needs-gp")
        return [plain(row.cells[-1]) for row in table.rows]

    assert whys(project(text)) == ["", said]
    other = "  home: {records: [{fields: g, phase: p}], shares: [{fields: g, phase: p, to: gp, via: letter}]}\n"
    assert said not in whys(project(text + other))


STATED = """\
map: {id: m, title: M, languages: [en, da]}
phases: {p: {label: Stay}, q: {label: Home}}
fields: {walk: {label: Walk test}, plan: {label: Plan}, weight: {label: Weight}}
channels: {letter: {label: Letter}, portal: {label: Portal}}
actors:
  gp:
    label: Doctor
    needs: [{fields: walk, phase: q, coverage: 90/98, note: By the guideline.}, {fields: weight, phase: q}]
  town:
    label: Town
    records:
      - {fields: walk, phase: p, completeness: 0.8, note: {en: Who can stand., da: Hvem der kan stå.}}
      - {fields: [plan, weight], phase: p}
    shares:
      - {fields: walk, phase: p, to: gp, via: letter}
      - {fields: plan, phase: p, to: gp, via: letter, coverage: 5/7, completeness: 0.5}
      - {fields: weight, phase: p, to: gp, via: portal}
  a: {extends: town, label: Aarhus}
  b: {extends: town, label: Favrskov, omits: [{shares: walk}, {records: weight}]}
"""


@pytest.fixture
def actors(project: Callable[..., Project]) -> Callable[..., Document]:
    """The section on actors in a language."""
    return lambda language="en": document_of(project(STATED), Order(language=language), ["actors"])


def cells(document: Document, anchor: str) -> list[list[str]]:
    (table,) = (each for each in document.tables if each.anchor == anchor)
    return [[plain(cell) for cell in row.cells] for row in table.rows]


def traced(read: Project, language: str, *to_at: str) -> str:
    return reports("trace")["text"].write(read.trace("walk", *to_at), ReportOptions(language))


def test_a_row_says_for_how_many_and_by_which_members(actors: Callable[..., Document]) -> None:
    """A member that states a share, but has nothing to send, does not send it."""
    found, only = actors(), "sent by 1 of 2: Aarhus (not Favrskov)"
    assert cells(found, "records-town") == [
        ["Stay", "Walk test", "for 80% of the patients"],
        ["Stay", "Plan", ""],
        ["Stay", "Weight", "recorded by 1 of 2: Aarhus (not Favrskov)"],
    ]
    sent = [
        ["Letter", "Walk test", only],
        ["Letter", "Plan", "for 5 of 7 units, 50% of the patients"],
        ["Portal", "Weight", only],
    ]
    assert cells(found, "gives-town") == [["Doctor", *row] for row in sent]
    assert cells(found, "gets-gp") == [["Town", *row] for row in sent]
    assert cells(found, "needs-gp") == [
        ["Walk test", "must, for 90 of 98 units", "Home", "Met for some", f"only for some: 80%; {only}"],
        ["Weight", "must", "Home", "Met", only],
    ]


def test_the_same_in_danish(actors: Callable[..., Document]) -> None:
    found = actors("da")
    assert [row[-1] for row in cells(found, "gives-town")] == [
        "sendes af 1 af 2: Aarhus (ikke Favrskov)",
        "for 5 af 7 enheder, 50\N{NO-BREAK SPACE}% af borgerne",
        "sendes af 1 af 2: Aarhus (ikke Favrskov)",
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", ["Walk test: By the guideline.", "Walk test: Who can stand."]), ("da", ["Walk test: Hvem der kan stå."])],
)
def test_notes_stand_below_the_table_of_whoever_states_it(
    language: str, said: list[str], actors: Callable[..., Document]
) -> None:
    """One in another language is left out."""
    found = [each for each in actors(language).blocks if isinstance(each, Paragraph) and each.role == "note"]
    assert [plain(each.runs) for each in found] == said


@pytest.mark.parametrize(
    ("language", "tail"), [("en", "; sent by 1 of 2 (not Favrskov)."), ("da", "; sendes af 1 af 2 (ikke Favrskov).")]
)
def test_a_trace_says_who_does_not_take_a_step(language: str, tail: str, project: Callable[..., Project]) -> None:
    read = project(STATED)
    for text in (traced(read, language), traced(read, language, "gp", "q")):
        (line,) = (each for each in text.splitlines() if tail in each)
        assert "Aarhus" in line


def test_what_another_member_does_by_then_is_no_difference(project: Callable[..., Project]) -> None:
    """Favrskov sends it too, over another channel: the row of each channel says by whom, the trace does not."""
    own = "label: Favrskov, shares: [{fields: walk, phase: p, to: gp, via: portal}],"
    read = project(STATED.replace("label: Favrskov,", own))
    found = document_of(read, Order(), ["actors"])
    assert ["Doctor", "Portal", "Walk test", "sent by 1 of 2: Favrskov (not Aarhus)"] in cells(found, "gives-town")
    assert cells(found, "needs-gp")[0][-1] == "only for some: 80%"
    assert "(not " not in traced(read, "en")


def test_the_explorer_says_by_which_members(project: Callable[..., Project]) -> None:
    document = project(STATED).picture("explorer")
    assert isinstance(document, ExplorerDocument)
    (town,) = (each for each in document.things if each.key == "actor:town")
    said = [line.text.in_language("en") for passage in town.passages for line in passage.lines if line.text]
    assert "1 field: recorded by 1 of 2: Aarhus (not Favrskov)" in said
    assert "of these, 1 field by Letter: sent by 1 of 2: Aarhus (not Favrskov)" in said


PARTLY = """
map: {id: m, title: M, languages: [en]}
phases: {stay: {}}
fields: {gait: {}, grip: {}, mood: {}}
channels: {letter: {}}
actors:
  clinic: {label: The clinic, needs: [{fields: [gait, grip], phase: stay}]}
  east: {extends: clinic, label: East}
  west: {extends: clinic, label: West, records: [{fields: gait, phase: stay}]}
  gp:
    label: The practice
    records: [{fields: grip, phase: stay}]
    shares: [{fields: grip, phase: stay, to: clinic, via: letter, status: unknown}]
"""


def written(text: str, section: str) -> str:
    """A section of the report as Markdown."""
    document = document_of(Project({"map.yaml": text.encode()}), Order(language="en"), [section])
    return writer_of("md").write(document, Styling("r")).content.decode()


def test_a_need_of_a_role_that_is_met_for_one_member_says_for_which() -> None:
    """The verdict is that of the member where it is worst."""
    text = written(PARTLY, "actors")
    assert "has 2 needs, none of them surely met, and 1 perhaps" in text
    (row,) = (line for line in text.splitlines() if "Not met" in line)
    assert "met for 1 of 2: West (not East)" in row


def test_one_need_that_is_perhaps_met_is_not_said_to_be_unmet() -> None:
    text = written(PARTLY.replace("[gait, grip]", "grip"), "actors")
    assert "has 1 need, perhaps met." in text


def test_the_table_of_statements_is_called_after_its_columns() -> None:
    text = written(PARTLY, "scope")
    assert "Statements by status" in text
    unsure = PARTLY.replace("grip, phase: stay}]\n    shares", "grip, phase: stay, confidence: low}]\n    shares")
    text = written(unsure, "scope")
    assert "Statements by confidence and status" in text
    text = written(unsure.replace(", status: unknown", ""), "scope")
    assert "**Table 1.** Statements by confidence\n" in text

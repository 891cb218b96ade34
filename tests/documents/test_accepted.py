"""What a report says of accepted findings, and of terms that are not those of today."""

from collections.abc import Callable

from documents.test_sections import table, words

from dataflow.base.explorer import ExplorerDocument
from dataflow.documents import Order, document_of
from dataflow.documents.gap_document import gap_document
from dataflow.documents.model import Paragraph, plain
from dataflow.project import Project

_MAP = """\
map: {id: paper, title: {en: Paper, da: Papir}, as_of: 2026-11-01}
phases: {home: {label: {en: At home, da: Hjemme}}}
fields: {pills: {label: {en: Pills, da: Piller}}}
actors: {nurse: {label: {en: Nurse, da: Sygeplejerske}, needs: [{fields: pills, phase: home}]}}
waivers:
  - rule: DF301
    reason: {en: Handed over on paper, da: Gives med på papir}
    by: Steering group
    valid_to: 2027-06-30
"""
_SCENARIO = {
    "map.yaml": _MAP,
    "scenarios/phone.yaml": "scenario: {id: phone, label: {en: By phone, da: Pr. telefon}}\n",
}


def test_a_report_tells_what_is_accepted_why_by_whom_and_until_when(project: Callable[..., Project]) -> None:
    paper = project(_MAP)
    english, danish = (document_of(paper, Order(language=each), ["summary", "gaps"]) for each in ("en", "da"))
    assert table(english, "gaps-accepted-table")[0][1:] == ["Handed over on paper", "Steering group", "30 June 2027"]
    assert table(danish, "gaps-accepted-table")[0][1:] == ["Gives med på papir", "Steering group", "30. juni 2027"]
    for document, said in ((english, "Every need is met."), (danish, "Alle behov er opfyldt.")):
        assert said not in words(document)
    assert "not among those to do first: 1." in words(english)


def test_the_table_of_gaps_counts_what_is_accepted(project: Callable[..., Project]) -> None:
    paper = project(_MAP)
    for language, said in (
        ("en", "1 finding is accepted, and not shown here."),
        ("da", "1 fund er accepteret og vises ikke her."),
    ):
        document = gap_document([(paper.data_map, paper.gaps())], language, "0")
        assert [plain(each.runs) for each in document.blocks if isinstance(each, Paragraph)] == [said]


def test_the_explorer_says_why_a_finding_is_accepted(project: Callable[..., Project]) -> None:
    explorer = project(_MAP).picture("explorer")
    assert isinstance(explorer, ExplorerDocument)
    (remark,) = (each for each in explorer.remarks if each.code == "DF301")
    assert [note.in_language("en") for note in remark.notes] == [  # type: ignore[union-attr]
        "Accepted by Steering group until 30 June 2027: Handed over on paper"
    ]


def test_the_first_page_says_that_it_is_not_about_today(project: Callable[..., Project]) -> None:
    """In the title and the first paragraph; nothing else of the report says that planned statements do not count."""
    today = project(_SCENARIO)
    assert document_of(today, Order(), ["summary"]).title == "Paper"
    scenario = project(_SCENARIO, scenario="phone")
    planned = project(_SCENARIO, planned=True)
    for terms, language, title, said in (
        (scenario, "en", "Paper, scenario “By phone”", "The scenario “By phone” is laid over the map: "),
        (scenario, "da", "Papir, scenariet »Pr. telefon«", "Scenariet »Pr. telefon« er lagt over kortet: "),
        (planned, "en", "Paper, planned statements counted as current", "Planned statements count as if "),
        (planned, "da", "Papir, med planlagte udsagn regnet for gældende", "Planlagte udsagn regnes for "),
    ):
        document = document_of(terms, Order(language=language), ["summary", "scope"])
        assert document.title == title
        first = next(block for block in document.blocks if isinstance(block, Paragraph))
        assert plain(first.runs).startswith(said)

"""What the summary says of the changes that come first, and of what these do not meet."""

from collections.abc import Callable

import pytest

from dataflow.change.targets import Wish
from dataflow.documents import Order, document_of
from dataflow.documents.model import plain
from dataflow.project import Project
from dataflow.reports import Planning
from dataflow.reports._plan_page import page_of
from dataflow.rules import all_rules

Make = Callable[..., Project]

MAP = """\
map: {id: m, title: M, languages: [en, da]}
phases: {stay: {}, home: {}}
fields: {plan: {label: Plan}, late: {label: Late}, sleep: {label: Sleep}}
channels: {letter: {label: Letter, kind: message, form: free-text}}
legal_bases: {law: {}}
actors:
  hospital:
    label: Hospital
    records: [{fields: [plan, late], phase: stay%s}]
    shares: [{fields: plan, phase: stay, to: gp, via: letter, legal_basis: law}]
  gp: {label: Practice, needs: [{fields: [plan, late], phase: home}]}
  patient: {label: Patient, kind: patient, sector: citizen, needs: [{fields: [%s], phase: home}]}
"""


def said(made: Project, language: str) -> str:
    """What stands below the changes."""
    blocks = document_of(made, Order(language=language), ["summary"]).blocks
    start = next(at for at, each in enumerate(blocks) if getattr(each, "anchor", "") == "summary-repairs")
    return next(plain(each.runs) for each in blocks[start:] if hasattr(each, "runs"))


@pytest.mark.parametrize(
    ("language", "summary", "plan"),
    [
        (
            "en",
            " The rest take a digital channel to the patient, and the map has none that would do. See Gaps.",
            "It is already recorded by the hospital; passing that on would take a digital channel to the patient, and"
            " the map has none that would do.",
        ),
        (
            "da",
            " Resten kræver en digital kanal til patienten, og kortet har ingen, der kan bruges. Se Huller.",
            "Det registreres allerede af hospitalet; at dele det ville kræve en digital kanal til patienten, og"
            " kortet har ingen, der kan bruges.",
        ),
    ],
)
def test_where_a_channel_is_missing_that_is_said(language: str, summary: str, plan: str, project: Make) -> None:
    """One share would do, and no second record, if there were a channel that citizens use."""
    made = project(MAP % ("", "plan"))
    assert said(made, language).endswith(summary)
    page = page_of(Planning(*made.plans(Wish()), all_rules()), language)
    assert any(plan in each for each in page.sections[0].items)


def test_with_a_channel_of_citizens_nothing_is_missing(project: Make) -> None:
    text = (MAP % ("", "plan")).replace("form: free-text}", "form: free-text}, view: {label: View, kind: portal}")
    found = said(project(text), "en")
    assert "2 of 2 must needs" in found and "digital channel" not in found
    assert "digital channel" not in str(project(text).plans(Wish(forbidden=("new-channel",)))[0])


@pytest.mark.parametrize(
    ("language", "rest"),
    [
        (
            "en",
            " 1 of the others takes a digital channel to the patient, and the map has none that would do. No change"
            " that was tried meets 1 of the others. See Gaps.",
        ),
        (
            "da",
            " 1 af de øvrige kræver en digital kanal til patienten, og kortet har ingen, der kan bruges. Ingen"
            " ændring, der er prøvet, opfylder 1 af de øvrige. Se Huller.",
        ),
    ],
)
def test_what_is_left_is_told_apart_by_why(language: str, rest: str, project: Make) -> None:
    made = project(
        (MAP % ("", "plan")) + "  base: {label: Base, kind: registry, needs: [{fields: sleep, phase: stay}]}\n"
    )
    assert said(made, language).endswith(rest)


@pytest.mark.parametrize(
    ("language", "alone"),
    [
        ("en", "To meet the needs takes a digital channel to the patient, and the map has none that would do. What"),
        ("da", "At opfylde behovene kræver en digital kanal til patienten, og kortet har ingen, der kan bruges. Det"),
    ],
)
def test_where_no_change_helps_by_itself_the_channel_is_named(language: str, alone: str, project: Make) -> None:
    made = project((MAP % ("", "plan")).replace("needs: [{fields: [plan, late], phase: home}]", ""))
    assert said(made, language).startswith(alone)


@pytest.mark.parametrize(
    ("language", "cell", "note"),
    [
        ("en", "1 must need (for some only)", " That one would be met for some only."),
        ("da", "1 skal-behov (kun for nogle)", " Det ville kun være opfyldt for nogle."),
    ],
)
def test_the_summary_says_what_would_be_met_for_some_only(language: str, cell: str, note: str, project: Make) -> None:
    """As the plan does."""
    made = project(MAP % (", completeness: 0.5", "plan"))
    found = document_of(made, Order(language=language), ["summary"])
    (table,) = (each for each in found.tables if each.anchor == "summary-first")
    assert [plain(row.cells[1]) for row in table.rows] == [cell]
    assert note in said(made, language)

"""A report gives one reason for a need wherever it speaks of it, and names what is unknown or planned as such."""

from collections.abc import Callable

import pytest

from dataflow.documents import Order, document_of
from dataflow.documents.model import Document, plain
from dataflow.project import Project

MAP = """\
map: {id: m, title: M}
phases: {stay: {responsible: ward}, home: {responsible: town, label: At home}, control: {responsible: gp}}
fields: {goals: {label: Goals}, plan: {label: Plan}, mood: {label: Mood}}
channels: {letter: {label: Letter}}
actors:
  ward:
    label: Ward
    records: [{fields: [plan, mood], phase: stay}]
    shares:
      - {fields: plan, phase: stay, to: town, via: letter, status: unknown}
      - {fields: plan, phase: stay, to: gp, via: letter}
  citizen: {label: Citizen, kind: patient, records: [{fields: goals, phase: home}]}
  town:
    label: Town
    records: [{fields: mood, phase: home}]
    needs: [{fields: [goals, plan], phase: home}]
    shares: [{fields: mood, phase: home, to: gp, via: letter, status: planned}]
  gp: {label: Practice, needs: [{fields: [mood, goals], phase: control}]}
"""
MEMBERS = (
    MAP + "  east: {label: East, extends: town}\n  west: {label: West, extends: town, omits: [{records: mood}]}\n"
)


def rows(document: Document, anchor: str) -> dict[str, list[str]]:
    (found,) = (each for each in document.tables if each.anchor == anchor)
    return {plain(row.cells[0]): [plain(cell) for cell in row.cells[1:]] for row in found.rows}


@pytest.mark.parametrize(
    ("language", "shared", "unclear"),
    [("en", "not shared", "unclear whether it is shared"), ("da", "deles ikke", "uafklaret, om det deles")],
)
def test_the_reason_is_the_same_at_the_handover_and_of_the_actor(
    project: Callable[..., Project], language: str, shared: str, unclear: str
) -> None:
    """The goals are recorded too late for the handover and never shared; whether the plan is shared nobody knows."""
    found = document_of(project(MAP), Order(language=language), ["handovers", "actors"])
    handover, actor = rows(found, "table-handover-home"), rows(found, "needs-town")
    assert handover["Goals"][-1] == actor["Goals"][-1] == shared
    assert handover["Plan"][-1] == actor["Plan"][-1] == unclear
    (picture,) = (each.picture for each in found.figures if each.anchor == "figure-handover-home")
    assert unclear in "".join(words.in_language(language) for words in picture.description)


def test_a_handover_has_the_same_range_wherever_it_is_counted(project: Callable[..., Project]) -> None:
    found = document_of(project(MAP), Order(), ["summary"])
    assert rows(found, "summary-worst")["Ward → Town: At home"][:2] == ["0–1 of 2", "0–1 of 2"]


@pytest.mark.parametrize(
    ("language", "for_all", "from_some"),
    [
        (
            "en",
            "What is planned would meet the need for mood: put that into force instead.",
            "though not from all who should share it: put",
        ),
        (
            "da",
            "Det planlagte ville opfylde behovet for mood: sæt i stedet det i værk.",
            "men ikke fra alle, der skulle dele det: sæt først det",
        ),
    ],
)
def test_what_is_planned_is_named_wherever_a_repair_is(
    project: Callable[..., Project], language: str, for_all: str, from_some: str
) -> None:
    """It is not enough where a member has nothing to send."""

    def repairs(text: str) -> list[str]:
        found = document_of(project(text), Order(language=language), ["gaps", "summary"])
        notes = [plain(each.runs) for each in found.blocks if getattr(each, "role", "") == "note"]
        assert any("what is planned" in note or "det planlagte" in note for note in notes)
        return list(rows(found, "gaps-repairs-table"))

    assert any(each.endswith(for_all) for each in repairs(MAP))
    assert any(from_some in each for each in repairs(MEMBERS))
